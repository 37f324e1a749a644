"""The real installer on a bare Debian in a folder, from a real archive, without a network: minutes long."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.debian import SYSTEMD, Debian, bare, codename, started
from tests.houses import ROOT
from tests.unit.test_deploy import documented

SEED, KILLS = 2026, 8

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600)]

SYSTEM = ("etc", "usr", "lib", "bin", "sbin", "lib64", "var", "tmp", "run")
"""Where Debian's own packages put their files, which the guide says stay, or are gone with the next start."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of this checkout, with all packages for this Debian."""
    if not codename():
        pytest.skip("this needs Debian")
    out = tmp_path_factory.mktemp("dist")
    python = {"bookworm": "3.11", "trixie": "3.13"}[codename()]
    command = [sys.executable, "-BISE", ROOT / "deploy/release.py", "--debs", "--python", python]
    subprocess.run([*command, "--out", out], check=True)
    return next(out.glob("*.tar"))


def machine_with(archive: Path, tree: Path, *more: str) -> Debian:
    """A bare Debian with an archive, unpacked in ``/root/release``."""
    try:
        debian = bare(tree, *more)
    except OSError as error:
        pytest.skip(str(error))
    subprocess.run(["tar", "-xf", archive, "-C", tree / "root"], check=True)
    (folder,) = (tree / "root").glob("kiosk-*")
    folder.rename(tree / "root/release")
    return debian


@pytest.fixture
def machine(archive: Path, tmp_path: Path) -> Debian:
    return machine_with(archive, tmp_path / "debian")


def another(machine: Debian, name: str, change: str, file: str = "CHANGELOG.md") -> None:
    """Another release beside the first one, with a line more in one file."""
    folder = machine.tree / "root" / name
    shutil.copytree(machine.tree / "root/release", folder, copy_function=os.link)
    for made in ("SHA256SUMS", "release.json"):
        (folder / made).unlink()
    text = (folder / file).read_text("utf-8")
    (folder / file).unlink()
    (folder / file).write_text(text + change, encoding="utf-8")


def running(machine: Debian) -> str:
    """Name of the release that ``current`` points to. Its program starts."""
    machine.does("kiosk --version")
    return (machine.tree / "opt/kiosk/current").readlink().name


def new(before: dict[str, str], after: dict[str, str], ours: bool) -> list[str]:
    """Files that were added: those that have to do with the kiosk, or all outside the system's own places."""
    added = [name for name in after if name not in before]
    if ours:
        return [name for name in added if "kiosk" in name]
    return [name for name in added if not any(name.startswith(f"{place}/") for place in SYSTEM)]


def killed(machine: Debian, words: str, seconds: float) -> bool:
    """Run words and kill everything after so many seconds; True when they were not done."""
    with subprocess.Popen(
        machine.command(words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return True
    return False


def test_from_a_bare_debian_and_back(machine: Debian, capsys: pytest.CaptureFixture[str]) -> None:
    def tell(what: str) -> None:
        with capsys.disabled():
            print(f"      {what}")  # noqa: T201

    def timed(what: str, work: Callable[[], object]) -> float:
        began = time.monotonic()
        work()
        tell(f"{what}: {time.monotonic() - began:.0f} s")
        return time.monotonic() - began

    install, places = "bash /root/release/deploy/install.sh", documented()

    bare_files = machine.files()
    timed("dry run", lambda: machine.does(f"{install} --dry-run"))
    assert machine.files() == bare_files

    timed("installed", lambda: machine.does(install))
    assert "nologin" in machine.does("getent passwd kiosk")
    assert machine.does("stat -c %U:%a /var/lib/kiosk") == "kiosk:750\n"
    assert machine.run("command -v gcc cc").returncode != 0
    once = machine.files()
    strangers = [
        name
        for name in {*new(bare_files, once, ours=True), *new(bare_files, once, ours=False)}
        if not any(f"/{name}" == place or f"/{name}".startswith(f"{place}/") for place in places)
    ]
    assert strangers == []

    again = timed("installed again", lambda: machine.does(install))
    twice = machine.files()
    assert {name for name in once if "kiosk" in name and twice.get(name) != once[name]} == set()
    assert set(twice) == set(once)
    assert again < 60
    first = running(machine)

    another(machine, "bad", "\nraise RuntimeError('a bad release')\n", "kiosk/ui/stage.py")
    done = machine.run("/opt/kiosk/current/deploy/upgrade.sh /root/bad")
    assert done.returncode == 1
    assert "does not work on this machine" in done.stderr and "a bad release" in done.stderr
    assert running(machine) == first

    random, old, fresh = Random(SEED), 0, 0
    another(machine, "second", "\n- Another release.\n")
    upgrade = "/opt/kiosk/current/deploy/upgrade.sh /root/second"
    seconds = 150.0
    while old + fresh < KILLS:
        if not killed(machine, upgrade, random.uniform(0, seconds)):
            machine.does("/opt/kiosk/current/deploy/upgrade.sh --back")
            seconds *= 0.8
            continue
        now = running(machine)
        old, fresh = old + (now == first), fresh + (now != first)
    said = f"{old} times the old release ran on, {fresh} times the new one ran"
    tell(f"{KILLS} upgrades killed, seed {SEED}: {said}")
    timed("upgraded after that", lambda: machine.does(upgrade))
    assert running(machine) != first
    machine.does("kiosk build")
    timed("back", lambda: machine.does("/opt/kiosk/current/deploy/upgrade.sh --back"))
    assert running(machine) == first

    machine.does("/opt/kiosk/current/deploy/uninstall.sh")
    left = {name for name in new(bare_files, machine.files(), ours=True) if "/kiosk-install.lock" not in name}
    assert left
    assert all(name.startswith(("etc/kiosk/", "var/lib/kiosk/")) for name in left)
    timed("installed once more", lambda: machine.does(install))
    machine.does("/opt/kiosk/current/deploy/uninstall.sh --purge")
    assert new(bare_files, machine.files(), ours=True) == ["run/lock/kiosk-install.lock"]
    assert machine.run("getent passwd kiosk").returncode != 0


HEADLESS = """
[Unit]
ConditionPathExists=
[Service]
# There is neither a console nor a screen nor a graphics card in here; the processor is everybody's.
StandardInput=null
TTYPath=/dev/null
TTYReset=no
TTYVHangup=no
TTYVTDisallocate=no
Environment=WLR_BACKENDS=headless WLR_RENDERER=pixman LIBSEAT_BACKEND=noop LIBGL_ALWAYS_SOFTWARE=1
TimeoutStartSec=90
WatchdogSec=60
"""
ENDS_UNDER_SYSTEMD = """
if os.environ.get("NOTIFY_SOCKET"):
    sys.exit("bad on purpose")
"""


def test_systemd_starts_it_and_a_bad_release_goes_back(archive: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-nspawn") is None:
        pytest.skip("this needs systemd-nspawn, of the package systemd-container")
    machine = machine_with(archive, tmp_path / "debian", *SYSTEMD)
    settings = machine.tree / "etc/systemd/system/kiosk.service.d"
    settings.mkdir(parents=True)
    (settings / "headless.conf").write_text(HEADLESS)
    another(machine, "bad", ENDS_UNDER_SYSTEMD, "kiosk/start.py")
    with started(machine) as running:
        running.does("bash /root/release/deploy/install.sh")
        assert running.does("systemctl is-active kiosk") == "active\n"
        assert running.does("systemctl is-enabled kiosk") == "enabled\n"
        assert "first frame" in running.does("journalctl --unit kiosk")
        of_screen = "grep -l Xwayland /proc/[0-9]*/comm | xargs dirname | xargs stat --format=%U"
        assert running.does(of_screen).split() == ["kiosk"]
        first = (machine.tree / "opt/kiosk/current").readlink()

        done = running.run("/opt/kiosk/current/deploy/upgrade.sh /root/bad")
        assert done.returncode == 1, done.stdout
        assert "The service did not stay up" in done.stderr
        assert "bad on purpose" in running.does("journalctl --unit kiosk")
        assert (machine.tree / "opt/kiosk/current").readlink() == first
        running.does("systemctl start kiosk")  # Returns when it has drawn.
        assert len(list((machine.tree / "opt/kiosk/releases").iterdir())) == 1

        running.does("systemctl disable kiosk && bash /root/release/deploy/install.sh")
        assert running.run("systemctl is-enabled kiosk").stdout == "disabled\n"
        # A kiosk for a second screen: it lets cage alone, which has no room for it, and goes with the first.
        running.does("install -d /etc/kiosk/screens && cp /etc/kiosk/config.yaml /etc/kiosk/screens/2.yaml")
        running.does("systemctl enable kiosk-screen@2 && systemctl restart kiosk")
        assert running.run("systemctl is-active kiosk-screen@2").stdout == "inactive\n"
        assert "is cage, not x11" in running.does("journalctl --unit kiosk-screen@2")
        running.does("/opt/kiosk/current/deploy/uninstall.sh")
        assert not (machine.tree / "etc/systemd/system/kiosk.service.wants").exists()
        assert running.run("systemctl is-active kiosk").stdout == "inactive\n"
