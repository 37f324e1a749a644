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

from tests.debian import Debian, bare, codename
from tests.houses import ROOT
from tests.unit.test_deploy import documented

SEED, KILLS = 2026, 8

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600)]

SYSTEM = ("etc", "usr", "lib", "bin", "sbin", "lib64", "var", "tmp")
"""Where Debian's own packages put their files, which the guide says stay."""


@pytest.fixture
def machine(tmp_path: Path) -> Debian:
    """A bare Debian with an archive of this checkout, unpacked in ``/root/release``."""
    try:
        debian = bare(tmp_path / "debian")
    except OSError as error:
        pytest.skip(str(error))
    python = {"bookworm": "3.11", "trixie": "3.13"}[codename()]
    command = [sys.executable, "-BISE", ROOT / "deploy/release.py", "--debs", "--python", python]
    subprocess.run([*command, "--out", tmp_path / "dist"], check=True)
    (archive,) = (tmp_path / "dist").glob("*.tar")
    subprocess.run(["tar", "-xf", archive, "-C", debian.tree / "root"], check=True)
    (folder,) = (debian.tree / "root").glob("kiosk-*")
    folder.rename(debian.tree / "root/release")
    return debian


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
