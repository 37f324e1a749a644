"""The real units under a real systemd (``tests/booted.py``): what hangs, dies or is stopped."""

import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.booted import Booted, booted, can_boot
from tests.builds import run
from tests.cage import until
from tests.manager import Unit
from tests.session.conftest import Tell
from tests.synthetic import make_content

pytestmark = [pytest.mark.skipif(bool(can_boot()), reason=can_boot()), pytest.mark.timeout(400)]

CONFIG = "content: /var/lib/kiosk/content\ndata: /var/lib/kiosk/data\nattract_motion: false\n"
HEADLESS = """
[Service]
Environment=WLR_BACKENDS=headless WLR_RENDERER=pixman LIBSEAT_BACKEND=noop SDL_AUDIODRIVER=dummy
"""
SOONER_SECONDS = 20
"""The pause of "one moment please", which is three minutes in a hall."""
UNIT = Unit("kiosk.service")
KIOSK, MOMENT = "kiosk.service", "kiosk-moment.service"
CLAIMED_SECONDS = 15.0


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """One gallery, built."""
    make_content(tmp_path / "content", {"alpha": 2}, pictures=1, size=(640, 480))
    run(tmp_path)
    return tmp_path


@pytest.fixture
def hall(home: Path) -> Iterator[Booted]:
    """A kiosk that shows its first screen."""
    with booted(CONFIG, home, {KIOSK: HEADLESS}) as machine:
        machine.systemctl("start", KIOSK)
        machine.first = machine.state(KIOSK)
        yield machine


def slowness(machine: Booted) -> float:
    """How many times longer than two seconds the first start took: others use this machine too."""
    ready, start = (
        int(machine.first[f"{name}TimestampMonotonic"]) for name in ("ActiveEnter", "InactiveExit")
    )
    return max(1.0, (ready - start) / 2e6)


def begun(machine: Booted) -> float:
    """When its last start began, by ``time.monotonic()``."""
    return int(machine.state(KIOSK)["ExecMainStartTimestampMonotonic"]) / 1e6


@pytest.mark.parametrize("what", ["the program", "the X server", "everything"])
def test_what_hangs_is_started_again(hall: Booted, what: str, tell: Tell) -> None:
    kiosk = hall.kiosk()
    server = next(each for each in hall.processes(KIOSK) if psutil.Process(each).name() == "Xwayland")
    stopped = time.monotonic()
    if what == "everything":
        hall.systemctl("kill", "--signal=STOP", "kiosk")  # as in technicians.md
    else:
        os.kill(kiosk if what == "the program" else server, signal.SIGSTOP)
    until(lambda: begun(hall) > stopped, "a new start")
    assert hall.restarts(KIOSK) == 1
    started = begun(hall) - stopped
    hall.becomes(KIOSK, "active")
    shown = time.monotonic() - stopped
    tell(f"{what} hung: a new start after {started:.1f} s, its first frame after {shown:.1f} s")
    asked = sum(UNIT.seconds("Service", key) for key in ("WatchdogSec", "TimeoutAbortSec", "RestartSec"))
    assert started < asked + (CLAIMED_SECONDS - asked) * slowness(hall)
    assert hall.kiosk() != kiosk
    assert not psutil.pid_exists(kiosk)
    assert hall.state(MOMENT)["ActiveState"] == "inactive"


def test_a_still_screen_is_left_alone(hall: Booted) -> None:
    """For longer than the watchdog waits."""
    kiosk = hall.kiosk()
    first = int(hall.state(KIOSK)["WatchdogTimestampMonotonic"])
    until(
        lambda: int(hall.state(KIOSK)["WatchdogTimestampMonotonic"]) - first > 12e6,
        "beats over twelve seconds",
    )
    assert hall.kiosk() == kiosk
    assert hall.restarts(KIOSK) == 0


def test_after_three_ends_one_moment_and_then_the_kiosk_again(home: Path, tell: Tell) -> None:
    pause = f"[Timer]\nOnActiveSec=\nOnActiveSec={SOONER_SECONDS}\n"
    with booted(CONFIG, home, {KIOSK: HEADLESS, "kiosk-again.timer": pause}) as machine:
        machine.systemctl("start", KIOSK)
        for ends in range(3):
            until(lambda ends=ends: machine.restarts(KIOSK) == ends, f"start {ends + 1}")
            machine.becomes(KIOSK, "active")
            os.kill(machine.kiosk(), signal.SIGKILL)
        machine.becomes(MOMENT, "active")
        began = time.monotonic()
        assert machine.state(KIOSK)["ActiveState"] == "failed", "no fourth start"
        machine.systemctl(
            "reset-failed", KIOSK
        )  # as the three minutes do, after which starts are counted anew
        until(lambda: "nothing to paint on" in machine.said(), "the words of one moment please")
        machine.becomes(KIOSK, "active")
        shown = time.monotonic() - began
        tell(f"killed three times: one moment please, and the kiosk again after {shown:.0f} s")
        until(lambda: machine.state(MOMENT)["ActiveState"] == "inactive", "the end of one moment please")
        assert machine.state("kiosk-again.timer")["ActiveState"] == "inactive"


def test_a_program_that_does_not_start_becomes_one_moment(home: Path) -> None:
    """It may be as broken as it likes: what stays needs nothing of it."""
    with booted(CONFIG, home, {KIOSK: HEADLESS}, kiosk="#!/bin/sh\nexit 1\n") as machine:
        machine.run("systemctl", "start", "--no-block", KIOSK)
        machine.becomes(MOMENT, "active")
        machine.run("systemctl", "stop", MOMENT)
        assert machine.state("kiosk-again.timer")["ActiveState"] == "inactive", "stopped by hand it stays so"
        assert machine.state(KIOSK)["ActiveState"] == "failed"


def test_stop_ends_the_visit_and_nothing_is_killed(hall: Booted, tmp_path: Path) -> None:
    kiosk = psutil.Process(hall.kiosk())
    display = {**os.environ, "DISPLAY": kiosk.environ()["DISPLAY"]}
    # As the kiosk's user, whom its display lets in.
    enter = ["nsenter", "-t", str(hall.pid), "-m", "-n"]
    until(lambda: "screen attract" in hall.said(), "the first screen")
    who = ["--clear-groups", "--reuid", str(kiosk.uids().real), "--regid", str(kiosk.gids().real)]
    touch = [*enter, "setpriv", *who, "xdotool", "mousemove", "640", "360", "click", "1"]
    assert subprocess.run(touch, env=display).returncode == 0
    until(lambda: "screen languages" in hall.said(), "the second screen")
    began = time.monotonic()
    hall.systemctl("stop", KIOSK)
    took = time.monotonic() - began
    state = hall.state(KIOSK)
    assert (state["ActiveState"], state["Result"]) == ("inactive", "success")
    assert "ending: asked to by SIGTERM" in hall.said()
    assert took < 10, "or systemd would have killed it"
    # SQLite would follow the link to that root, and come out at ours.
    shutil.copytree(hall.root / "var/lib/kiosk/data/visits", tmp_path / "visits")
    with sqlite3.connect(tmp_path / "visits/visits.sqlite") as log:
        assert log.execute("select ended from visit").fetchall() == [("stopped",)]


PROBES = {
    "write the program": "touch /opt/kiosk/current/x",
    "write its configuration": "echo >>/etc/kiosk/config.yaml",
    "write system files": "touch /usr/x",
    "read homes": "ls /root",
    "see the first process": "cat /proc/1/environ",
    "change the kernel": "echo 1 >/proc/sys/kernel/core_uses_pid",
    "mount": "mount -t tmpfs tmpfs /mnt",
    "make namespaces": "unshare --user true",
    "become root": "setpriv --reuid 0 true",
    "set the clock": "date -s 2020-01-01",
    "make devices": "mknod /var/lib/kiosk/node c 1 3",
    "trace others": "strace -p 1",
}
ALLOWED = {
    "write its data": "touch /var/lib/kiosk/x",
    "write temporary files": "touch /tmp/x",
    "be the user kiosk": 'test "$(id -un)" = kiosk',
}


def test_what_the_unit_may_and_may_not(home: Path) -> None:
    probes = {**PROBES, **ALLOWED}
    lines = "\n".join(
        f'( {command} ) >/dev/null 2>&1 && echo "can {what}"' for what, command in probes.items()
    )
    script = f"#!/bin/sh\n[ $1 = session ] && exit 1\n( {lines}\n) >/var/lib/kiosk/probed\nexec sleep 60\n"
    with booted(CONFIG, home, {KIOSK: HEADLESS}, kiosk=script) as machine:
        machine.run("systemctl", "start", "--no-block", KIOSK)
        file = machine.root / "var/lib/kiosk/probed"
        last = f"can {list(ALLOWED)[-1]}"
        until(lambda: file.exists() and last in file.read_text(), f"probes; {machine.said()[-500:]}")
        assert file.read_text().splitlines() == [f"can {what}" for what in ALLOWED]
