"""The units: what they may do, and what they promise to systemd."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cage import ROOT
from tests.manager import INSTALLED, SYSTEMD, Unit

MOST_EXPOSED = 2.5
SERVICES = sorted(path.name for path in SYSTEMD.glob("*.service"))
UNITS = sorted(
    path.name for path in SYSTEMD.iterdir() if path.is_file() and path.suffix in (".service", ".timer")
)
KIOSK, SCREEN = Unit("kiosk.service"), Unit("kiosk-screen@.service")
EXECS = (
    "ExecStart",
    "ExecStop",
    "ExecStartPre",
    "ExecStartPost",
    "ExecStopPost",
    "ExecCondition",
    "ExecReload",
)


def analyze(*words: str) -> str:
    done = subprocess.run(["systemd-analyze", *words], capture_output=True, text=True, timeout=60)
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", SERVICES)
def test_exposure(name: str) -> None:
    said = analyze("security", "--offline=true", "--no-pager", str(SYSTEMD / name))
    found = re.search(r"Overall exposure level for .*: ([0-9.]+)", said)
    assert found, said
    assert float(found[1]) <= MOST_EXPOSED, said


@pytest.mark.parametrize("name", UNITS)
def test_every_line_is_known_to_systemd(name: str, tmp_path: Path) -> None:
    """Of Debian 12, which is the older one; with the programs where an installation puts them."""
    for each in UNITS:
        text = (SYSTEMD / each).read_text("utf-8").replace(INSTALLED, str(ROOT))
        (tmp_path / each).write_text(text, "utf-8")
    assert analyze("verify", "--man=no", str(tmp_path / name)) == ""


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_runs_as_root(name: str) -> None:
    unit = Unit(name)
    assert unit.one("Service", "User") == "kiosk"
    assert unit.one("Service", "NoNewPrivileges") == "yes"
    assert unit.all("Service", "CapabilityBoundingSet") == []
    for key in EXECS:
        for command in unit.all("Service", key):
            assert command[0] not in "+!", f"{key}={command} would keep root's rights"


@pytest.mark.parametrize("name", SERVICES)
def test_its_programs_are_there(name: str) -> None:
    """An installer makes ``*.sh`` executable, and what this repository has is."""
    for key in EXECS:
        for command in Unit(name).all("Service", key):
            for word in command.split():
                if word.startswith(f"{INSTALLED}/"):
                    file = Path(word.replace(INSTALLED, str(ROOT)))
                    assert file.is_file(), word
                    assert file.suffix == ".py" or (file.suffix == ".sh" and os.access(file, os.X_OK)), word


def test_what_hangs_is_started_again_within_15_seconds() -> None:
    hung, ending, pause = (
        KIOSK.seconds("Service", key) for key in ("WatchdogSec", "TimeoutAbortSec", "RestartSec")
    )
    assert hung + ending + pause < 15
    assert KIOSK.one("Service", "Type") == "notify"
    assert KIOSK.one("Service", "NotifyAccess") == "all", "the kiosk is a child of the compositor"
    assert KIOSK.all("Service", "PAMName") == [], "a login session has a control group of its own"


def test_after_three_ends_one_moment_please() -> None:
    interval = KIOSK.seconds("Unit", "StartLimitIntervalSec")
    slowest = KIOSK.seconds("Service", "TimeoutStartSec") + KIOSK.seconds("Service", "RestartSec")
    starts = int(KIOSK.one("Unit", "StartLimitBurst"))
    assert starts * slowest < interval, "also a start that hangs is counted"
    assert KIOSK.one("Unit", "OnFailure") == "kiosk-moment.service"
    again, moment = Unit("kiosk-again.timer"), Unit("kiosk-moment.service")
    assert again.seconds("Timer", "OnActiveSec") > interval, "or the new start would be refused"
    assert again.one("Timer", "Unit") == "kiosk.service"
    assert again.one("Unit", "PartOf") == "kiosk-moment.service"
    assert "kiosk-again.timer" in moment.one("Unit", "Wants")
    assert "kiosk-moment.service" in KIOSK.one("Unit", "Conflicts")


def test_the_kiosk_of_another_screen_is_shut_in_like_the_first() -> None:
    """What differs, and nothing else: it has no console, and folders and programs of its own."""
    own = {
        *("StandardInput", "TTYPath", "TTYReset", "TTYVHangup", "TTYVTDisallocate", "RuntimeDirectory"),
        *(
            "Environment",
            "RuntimeDirectoryPreserve",
            "ExecCondition",
            "ExecStartPre",
            "ExecStart",
            "ExecStopPost",
        ),
    }
    first, other = (
        {line for line in unit.file.read_text("utf-8").split("[Service]")[1].splitlines() if "=" in line}
        for unit in (KIOSK, SCREEN)
    )
    assert {line.partition("=")[0] for line in first ^ other} == {*own, "WantedBy", "DeviceAllow"}
    assert first - other >= {"DeviceAllow=/dev/tty1 rw"}
    assert not [line for line in other - first if line.startswith("DeviceAllow")]


def test_the_kiosk_of_another_screen_lives_and_dies_for_itself() -> None:
    """``test_systemd.py`` tries it."""
    assert SCREEN.one("Install", "WantedBy") == "kiosk.service"
    assert SCREEN.one("Unit", "StopWhenUnneeded") == "yes"
    for key in ("Wants", "Requires", "BindsTo", "PartOf", "Conflicts", "OnFailure"):
        assert SCREEN.all("Unit", key) == [], "these would end or start others, or it with them"
    assert SCREEN.one("Unit", "StartLimitIntervalSec") == "0"
    assert Unit("kiosk-x11.service").all("Unit", "PartOf") == [], "a crash of the first would end all"


def test_no_login_on_the_kiosks_screen() -> None:
    for name in sorted({*SERVICES} - {SCREEN.file.name}):
        assert any("getty@tty1.service" in line for line in Unit(name).all("Unit", "Conflicts")), name
        assert Unit(name).one("Service", "TTYPath") == "/dev/tty1"
    assert f"ConditionPathExists=!{INSTALLED}" in (SYSTEMD / "getty@tty1.service.d/kiosk.conf").read_text(
        "utf-8"
    )


def test_what_an_installed_kiosk_may_write() -> None:
    assert KIOSK.one("Service", "ProtectSystem") == "strict"
    assert KIOSK.one("Service", "StateDirectory") == "kiosk"
    assert KIOSK.all("Service", "IPAddressDeny") == ["any"]
    assert KIOSK.all("Service", "IPAddressAllow") == ["localhost"]


@pytest.mark.parametrize("script", sorted((ROOT / "deploy/session").glob("*.sh")), ids=lambda path: path.name)
def test_scripts_are_plain_shell(script: Path) -> None:
    assert script.read_text("utf-8").startswith("#!/bin/sh\n")
    assert shutil.which("dash"), "Debian's shell"
    done = subprocess.run(["dash", "-n", str(script)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
