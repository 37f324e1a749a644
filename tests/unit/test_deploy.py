"""Installing, upgrading, going back and uninstalling, on a folder that stands for a machine.

The real thing, on a bare Debian, is ``test_deploy_debian.py``.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from kiosk.config import load_config
from tests.houses import ROOT, call, installed, make_tree, picture

SEED = 2026
KILLS = 15
PIPES = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty machine."""
    folder = tmp_path / "machine"
    (folder / "etc").mkdir(parents=True)
    return folder


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return make_tree(tmp_path / "one", "1.0")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    return make_tree(tmp_path / "two", "2.0")


def runs(root: Path) -> str:
    """Version of the release that ``current`` points to; its program starts."""
    link = root / "opt/kiosk/current"
    said = subprocess.run([link / ".venv/bin/kiosk"], capture_output=True, text=True, check=True).stdout
    name = link.readlink().name
    assert said == f"Edition of {name}.\n"
    return name.partition("-")[0]


def releases(root: Path) -> list[str]:
    return sorted(path.name.partition("-")[0] for path in (root / "opt/kiosk/releases").iterdir())


def documented() -> list[str]:
    """Places in the guide's table of what an installation puts where."""
    guide = (ROOT / "docs/technicians.md").read_text("utf-8")
    table = guide.partition("| put there |")[2].partition("\n\n")[0]
    found = [
        place for line in table.splitlines()[2:] for place in re.findall(r"`([^`]+)`", line.split("|")[1])
    ]
    assert len(found) > 5
    return found


def undocumented(root: Path, places: list[str]) -> list[str]:
    """Files and links of a machine that lie in none of these places."""
    return [
        name
        for name in picture(root)
        if not (root / name).is_dir() or (root / name).is_symlink()
        if not any(f"/{name}" == place or f"/{name}".startswith(place.rstrip("/") + "/") for place in places)
    ]


def test_a_dry_run_changes_nothing(one: Path, two: Path, root: Path) -> None:
    before = picture(root, times=True), picture(one, times=True)
    said = installed(one, root, "--dry-run")
    assert "Would write" in said and "Would switch" in said and "Nothing was changed." in said
    assert (picture(root, times=True), picture(one, times=True)) == before
    installed(one, root)
    before = picture(root, times=True), picture(two, times=True)
    assert "2.0" in installed(two, root, "--dry-run")
    for words in (
        ["uninstall", "--dry-run", "--purge"],
        ["upgrade", "--dry-run", str(two)],
        ["upgrade", "--list"],
    ):
        done = call(one, words[0], root, *words[1:])
        assert done.returncode == 0, done.stderr
    assert (picture(root, times=True), picture(two, times=True)) == before


def test_twice_is_once_and_then_away(one: Path, root: Path) -> None:
    empty = picture(root, times=True)
    assert "Installed in" in installed(one, root)
    assert runs(root) == "1.0"
    assert undocumented(root, documented()) == []
    once = picture(root, times=True)
    again = installed(one, root)
    assert "Everything was there already." in again
    assert picture(root, times=True) == once
    (root / "var/lib/kiosk/visits.sqlite").write_text("visits")
    done = call(root / "opt/kiosk/current", "uninstall", root)
    assert done.returncode == 0, done.stderr
    left = [name for name in picture(root) if (root / name).is_file()]
    assert left == ["etc/kiosk/config.yaml", "run/lock/kiosk-install.lock", "var/lib/kiosk/visits.sqlite"]
    assert "There is no kiosk here." in call(one, "uninstall", root).stdout
    assert call(one, "uninstall", root, "--purge").returncode == 0
    assert [name for name in picture(root) if (root / name).is_file()] == ["run/lock/kiosk-install.lock"]
    assert set(empty) <= set(picture(root))


def test_uninstalling_with_purge_leaves_nothing(one: Path, root: Path) -> None:
    installed(one, root)
    assert call(one, "uninstall", root, "--purge").returncode == 0
    assert [name for name in picture(root) if (root / name).is_file()] == ["run/lock/kiosk-install.lock"]


def test_the_configuration_is_written_once(one: Path, two: Path, root: Path) -> None:
    installed(one, root)
    config = root / "etc/kiosk/config.yaml"
    lines = config.read_text("utf-8").splitlines()
    assert "content: /opt/kiosk/current/content" in lines
    assert "data: /var/lib/kiosk" in lines
    inside = config.read_text("utf-8").replace("/opt/kiosk/current/content", str(ROOT / "content"))
    (root / "inside.yaml").write_text(inside)
    assert load_config(root / "inside.yaml").data == Path("/var/lib/kiosk")
    config.write_text("idle_seconds: 60\n")
    installed(two, root)
    call(two, "upgrade", root, "--back")
    assert config.read_text() == "idle_seconds: 60\n"


def test_a_release_that_does_not_work_is_never_switched_to(one: Path, root: Path, tmp_path: Path) -> None:
    installed(one, root)
    before = picture(root / "etc")
    done = call(make_tree(tmp_path / "bad", "2.0", "bad"), "install", root)
    assert done.returncode == 1
    assert "does not work on this machine. 1.0" in done.stderr
    assert "It draws nothing." in done.stderr
    assert (runs(root), picture(root / "etc")) == ("1.0", before)


@pytest.mark.parametrize("name", ["config.yaml", "screens/2.yaml"])
def test_a_release_that_cannot_read_a_configuration_is_refused(
    one: Path, two: Path, root: Path, name: str
) -> None:
    program = one / "kiosk/program.sh"
    program.write_text(program.read_text().replace("not-known-here", "something else"))
    installed(one, root)
    file = root / "etc/kiosk" / name
    file.parent.mkdir(exist_ok=True)
    with file.open("a") as config:
        config.write("# not-known-here\n")
    done = call(two, "install", root)
    assert done.returncode == 1
    assert f"It cannot read {file}" in done.stderr and "wrong key" in done.stderr
    assert runs(root) == "1.0"


def test_each_screen_gets_an_edition_of_a_new_release(one: Path, two: Path, root: Path) -> None:
    """Those of other screens too; they and their data stay until everything is to go."""
    said = installed(one, root)
    assert said.count("Edition of ") == 1
    (root / "etc/kiosk/screens").mkdir()
    (root / "etc/kiosk/screens/2.yaml").write_text("data: /var/lib/kiosk/screens/2\n")
    (root / "var/lib/kiosk/screens/2").mkdir(parents=True)
    assert installed(two, root).count("Edition of ") == 2
    assert call(two, "uninstall", root).returncode == 0
    assert (root / "etc/kiosk/screens/2.yaml").exists()
    assert (root / "var/lib/kiosk/screens/2").exists()
    installed(two, root)
    assert call(two, "uninstall", root, "--purge").returncode == 0
    assert not (root / "etc/kiosk").exists()
    assert not (root / "var/lib/kiosk").exists()


def test_what_no_release_can_read_is_no_reason_against_one(one: Path, two: Path, root: Path) -> None:
    installed(one, root)
    with (root / "etc/kiosk/config.yaml").open("a") as config:
        config.write("# not-known-here\n")
    installed(two, root)
    assert runs(root) == "2.0"


def test_a_release_that_fails_once_it_runs_switches_itself_back(
    one: Path, root: Path, tmp_path: Path
) -> None:
    installed(one, root)
    before = picture(root / "etc")
    bad = make_tree(tmp_path / "bad", "2.0", "bad when it runs", unit="kiosk-other.service")
    done = call(bad, "install", root)
    assert done.returncode == 1
    assert "did not work once it was switched to. 1.0" in done.stderr
    assert (runs(root), picture(root / "etc")) == ("1.0", before)
    assert "taken back" in (root / "opt/kiosk/history").read_text()
    assert releases(root) == ["1.0"]
    three = make_tree(tmp_path / "three", "3.0")
    installed(three, root)
    assert call(three, "upgrade", root, "--back").returncode == 0
    assert runs(root) == "1.0"
    assert not (root / "opt/kiosk/switching.json").exists()


def test_a_first_release_that_does_not_work_is_not_switched_on(root: Path, tmp_path: Path) -> None:
    done = call(make_tree(tmp_path / "bad", "1.0", "bad"), "install", root)
    assert done.returncode == 1
    assert "Nothing was switched on." in done.stderr
    assert not (root / "opt/kiosk/current").is_symlink()
    installed(make_tree(tmp_path / "good", "1.0"), root)
    assert runs(root) == "1.0"


def test_upgrade_back_and_to_a_name(one: Path, two: Path, root: Path) -> None:
    done = call(two, "upgrade", root, str(two))
    assert "There is no kiosk on this machine yet." in done.stderr
    installed(one, root)
    done = call(one, "upgrade", root, str(two))
    assert done.returncode == 0, done.stderr
    assert runs(root) == "2.0"
    assert "# 2.0" in (root / "etc/systemd/system/kiosk.service").read_text()
    listed = call(two, "upgrade", root, "--list").stdout.split()
    assert [each.partition("-")[0] for each in listed] == ["1.0", "2.0", "runs"]
    assert call(two, "upgrade", root, "--back").returncode == 0
    assert runs(root) == "1.0"
    assert "# 1.0" in (root / "etc/systemd/system/kiosk.service").read_text()
    done = call(two, "upgrade", root, "--back")
    assert "There is no release before the one that runs." in done.stderr
    assert call(two, "upgrade", root, "--to", listed[1]).returncode == 0
    assert runs(root) == "2.0"
    assert "There is no release 9.9" in call(two, "upgrade", root, "--to", "9.9").stderr


def test_three_releases_are_kept_and_share_what_is_equal(root: Path, tmp_path: Path) -> None:
    for number in range(1, 6):
        installed(make_tree(tmp_path / str(number), f"{number}.0"), root)
    assert releases(root) == ["3.0", "4.0", "5.0"]
    copies = list((root / "opt/kiosk/releases").glob("*/assets/fonts/face.ttf"))
    assert len({path.stat().st_ino for path in copies}) == 1
    assert len({path.stat().st_ino for path in (root / "opt/kiosk/releases").glob("*/CHANGELOG.md")}) == 3


def test_an_upgrade_takes_away_what_only_the_old_one_had(one: Path, root: Path, tmp_path: Path) -> None:
    units = root / "etc/systemd/system"
    units.mkdir(parents=True)
    (units / "kiosk.service").write_text("somebody else's")
    installed(one, root)
    assert (units / "kiosk.service.before-kiosk").read_text() == "somebody else's"
    installed(make_tree(tmp_path / "other", "2.0", unit="hall.service"), root)
    assert sorted(path.name for path in units.iterdir()) == ["hall.service", "kiosk.service"]
    assert (units / "kiosk.service").read_text() == "somebody else's"


def test_two_at_once_and_one_is_refused(one: Path, root: Path) -> None:
    lock = root / "run/lock/kiosk-install.lock"
    lock.parent.mkdir(parents=True)
    with subprocess.Popen(["flock", lock, "sh", "-c", "echo held; read end"], **PIPES) as holder:
        assert holder.stdout is not None and holder.stdin is not None
        holder.stdout.readline()
        done = call(one, "install", root)
        assert done.returncode == 1
        assert "being installed here already" in done.stderr
        assert not (root / "opt").exists()
        holder.stdin.close()
    installed(one, root)


def test_a_full_disk_is_refused_beforehand(one: Path, root: Path) -> None:
    script = one / "deploy/install.py"
    script.write_text(script.read_text().replace("BYTES = 450_000_000", "BYTES = 10**18"))
    before = picture(root)
    done = call(one, "install", root)
    assert done.returncode == 1
    assert "The disk is too full for this release" in done.stderr
    assert picture(root) == before


def test_a_damaged_copy_is_refused(one: Path, root: Path) -> None:
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    sums = subprocess.run(["sha256sum", *files], cwd=one, capture_output=True, text=True, check=True).stdout
    (one / "SHA256SUMS").write_text(sums)
    (one / "content/pack/pack.yaml").write_text("id: pick\n")
    done = call(one, "install", root)
    assert done.returncode == 1
    assert "content/pack/pack.yaml: FAILED" in done.stderr
    assert "Copy it once more. Nothing was changed." in done.stderr
    assert not (root / "opt").exists()


SYSTEMCTL = """#!/bin/sh
# Each call tells the next state of a list; the last one stays.
state=$(head -1 "$STATES")
[ "$(wc -l <"$STATES")" = 1 ] || sed -i 1d "$STATES"
echo "$state" | tr , "\\n"
"""
STARTING, UP = "ActiveState=activating,NRestarts=0,StatusText=", "ActiveState=active,NRestarts=0,StatusText="


@pytest.mark.parametrize(
    ("states", "answer"),
    [
        ([STARTING] * 5 + [UP], "active"),
        ([STARTING, UP, UP, STARTING.replace("=0", "=1")], "failed"),
        ([STARTING, "ActiveState=failed,NRestarts=0,StatusText="], "failed"),
        ([STARTING], "failed"),
        ([STARTING, STARTING + "Waiting for a screen."], "waiting"),
    ],
)
def test_a_service_is_up_when_it_stays_up(states: list[str], answer: str, tmp_path: Path) -> None:
    assert 'tell --status="Waiting for a screen' in (ROOT / "deploy/session/awaited.sh").read_text()
    (tmp_path / "systemctl").write_text(SYSTEMCTL)
    (tmp_path / "systemctl").chmod(0o755)
    (tmp_path / "states").write_text("".join(f"{state}\n" for state in states))
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'deploy')!r})\n"
        "import machine, time\n"
        "clock = [0.0]\n"
        "time.monotonic = lambda: clock[0]\n"
        "time.sleep = lambda seconds: clock.__setitem__(0, clock[0] + seconds)\n"
        "print(machine.settled())"
    )
    env = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "STATES": str(tmp_path / "states")}
    done = subprocess.run([sys.executable, "-B", "-c", code], env=env, capture_output=True, text=True)
    assert done.stdout == f"{answer}\n", done.stderr


def killed_at(command: list[str | Path], seconds: float) -> bool:
    """Kill everything that a command has started after so many seconds; True when it was not done yet."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return True
    return False


def unconfirmed_from(root: Path) -> str:
    """Version that ran before a switch which was cut off: the next run goes back to it first."""
    pending = root / "opt/kiosk/switching.json"
    return json.loads(pending.read_text())["before"].partition("-")[0] if pending.exists() else ""


def kill_upgrades(root: Path, tmp_path: Path, kills: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Upgrades to ever new releases are killed at random moments: one complete release runs each time."""
    random = Random(SEED)
    for name in ("0.0", "0.1"):
        tree = make_tree(tmp_path / name, name)
        began = time.monotonic()
        installed(tree, root)
    seconds = 1.5 * (time.monotonic() - began)
    old = new = number = 0
    while old + new < kills:
        number += 1
        tree = make_tree(tmp_path / f"{number}.0", f"{number}.0")
        before = unconfirmed_from(root) or runs(root)
        was = runs(root)
        if not killed_at(
            ["bash", tree / "deploy/upgrade.sh", "--root", root, tree], random.uniform(0, seconds)
        ):
            continue
        after = runs(root)
        assert after in (was, before, f"{number}.0")
        old, new = old + (after != f"{number}.0"), new + (after == f"{number}.0")
        if number % 5 == 0:
            installed(tree, root)
            assert runs(root) == f"{number}.0"
            assert f"# {number}.0" in (root / "etc/systemd/system/kiosk.service").read_text()
            assert len(releases(root)) <= 4
            assert [each for each in picture(root) if each.endswith((".new", ".leaving"))] == []
        shutil.rmtree(tree)
    with capsys.disabled():
        said = f"{old} times the old release ran on, {new} times the new one ran"
        print(f"\n{kills} upgrades killed, seed {SEED}: {said}")  # noqa: T201


def test_a_killed_upgrade_leaves_a_release_that_runs(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kill_upgrades(root, tmp_path, KILLS, capsys)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_many_killed_upgrades(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kill_upgrades(root, tmp_path, 200, capsys)


@pytest.mark.skipif(os.geteuid() != 0, reason="needs another user")
@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        ("doctor", True),
        ("visits report --out x.html", True),
        ("packs rollback berel", True),
        ("doctor --config mine.yaml", False),
        ("packs labels berel", False),
        ("packs check berel", False),
        ("doctor --help", False),
    ],
)
def test_whoever_has_no_rights_here_is_told_to_use_sudo(tmp_path: Path, words: str, is_told: bool) -> None:
    """Others would be told of rights of their own, with advice to take the kiosk's folders."""
    text = (ROOT / "deploy/bin/kiosk").read_text("utf-8")
    command = text.replace("kiosk=/opt/kiosk/current/.venv/bin/kiosk", "kiosk=/bin/echo")
    done = subprocess.run(
        ["sh", "-c", command, "kiosk", *words.split()], capture_output=True, text=True, user="nobody"
    )
    if is_told:
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"This needs the rights of the kiosk: sudo kiosk {words}\n"
    else:
        assert (done.returncode, done.stdout) == (0, f"{words}\n")
