"""Every command and every piece of configuration in the technician's guide is tried here.

A line of an indented block is a command, unless the block is configuration. ``WAYS`` says how each is tried;
one that is not named there fails the test. What is changed of a command to run it here, and why:

- ``sudo`` is left out: the tests are somebody already.
- Installer scripts get ``--root``: they would change this machine. The real machine is a Debian in a folder
  (``test_deploy_debian.py``).
- ``/opt/kiosk``, ``/media/stick`` and ``<release>`` become folders and names of the test.
- What this test may not touch of a machine is only looked at (``look``): the command is there and knows these
  options.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from kiosk.config import load_config
from tests.houses import ROOT, call, installed, make_tree
from tests.synthetic import make_content
from tests.terminal import set_pin

GUIDE = (ROOT / "docs/technicians.md").read_text("utf-8")


def blocks() -> list[list[str]]:
    """The indented blocks of the guide, each as its lines."""
    found: list[list[str]] = []
    inside = False
    for line in GUIDE.splitlines():
        if line.startswith("    "):
            found[-1].append(line[4:]) if inside else found.append([line[4:]])
        inside = line.startswith("    ")
    return found


def is_configuration(block: list[str]) -> bool:
    return bool(re.match(r"[a-z_]+:( |$)", block[0]))


COMMANDS = [line for block in blocks() if not is_configuration(block) for line in block]
CONFIGURATION = ["\n".join(block) for block in blocks() if is_configuration(block)]
INLINE = sorted(set(re.findall(r"`((?:kiosk) [^`]+)`", GUIDE)))
"""Commands of the program that are named in a sentence."""


@dataclass
class Desk:
    """Where commands are typed: a folder with a checkout ``kiosk``, a machine and a stick."""

    here: Path

    @property
    def machine(self) -> Path:
        return self.here / "machine"

    def install(self, *versions: str) -> None:
        """The machine has these releases; the last one runs."""
        for version in versions:
            installed(make_tree(self.here / version, version), self.machine)

    def type(self, command: str, **env: str) -> str:
        """Run a command in the folder; it has to succeed. Returns what it said."""
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.here,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **env},
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    def script(self, command: str, release: str = "") -> str:
        """An installer script, on the test's machine."""
        command = command.removeprefix("sudo ").replace("/opt/kiosk", f"{self.machine}/opt/kiosk")
        command = command.replace("/media/stick", f"{self.here}/stick").replace("<release>", release)
        return self.type(f"{command} --root {self.machine}")

    def names(self) -> list[str]:
        """Names of the releases of the machine, oldest first."""
        listed = call(ROOT, "upgrade", self.machine, "--list").stdout
        return [line.split()[0] for line in listed.splitlines()]

    def archive(self, version: str) -> str:
        """An archive of ``make release`` on the stick; returns the name of its release."""
        tree = make_tree(self.here / f"tree-{version}", version)
        (tree / "requirements.lock").write_text("# Nothing.\n")
        (self.here / "stick").mkdir(exist_ok=True)
        self.type(f"{sys.executable} -BISE {tree}/deploy/release.py --to-hand-on --python 3.11 --out stick")
        return next((self.here / "stick").glob("*.tar")).stem.removeprefix("kiosk-")


def clone(desk: Desk, command: str) -> None:
    shutil.rmtree(desk.here / "kiosk", ignore_errors=True)
    origin = make_tree(desk.here / "origin", "1.0")
    git = f"git -C {origin} -c user.name=n -c user.email=n@example.org"
    desk.type(f"git init -q {origin}; git -C {origin} add -A; {git} commit -qm one")
    desk.type(command.replace("<address of this repository>", str(origin)))
    assert (desk.here / "kiosk/deploy/install.sh").is_file()


def install(desk: Desk, command: str) -> None:
    make_tree(desk.here / "kiosk", "1.0")
    said = desk.script(command)
    assert (desk.machine / "opt/kiosk/current").is_symlink() == ("--dry-run" not in command)
    assert "Nothing was changed" in said or "Installed in" in said


def unpack(desk: Desk, command: str) -> None:
    name = desk.archive("1.0")
    desk.type(command.replace("/media/stick", "stick").replace("<release>", name))
    assert (desk.here / f"kiosk-{name}/SHA256SUMS").is_file()


def install_unpacked(desk: Desk, command: str) -> None:
    name = desk.archive("1.0")
    desk.type(f"tar -xf stick/kiosk-{name}.tar")
    desk.script(command, name)
    assert desk.names() == [name]


def upgrade_from_stick(desk: Desk, command: str) -> None:
    desk.install("1.0")
    name = desk.archive("2.0")
    desk.script(command, name)
    assert (desk.machine / "opt/kiosk/current").readlink().name == name
    assert not (desk.machine / "opt/kiosk/staging").exists()


def list_releases(desk: Desk, command: str) -> None:
    desk.install("1.0", "2.0")
    assert re.match(r"1\.0-\w{8}\n2\.0-\w{8}   runs\n$", desk.script(command))


def back(desk: Desk, command: str) -> None:
    desk.install("1.0", "2.0")
    desk.script(command, desk.names()[0])
    assert (desk.machine / "opt/kiosk/current").readlink().name == desk.names()[0]


def uninstall(desk: Desk, command: str) -> None:
    desk.install("1.0")
    desk.script(command)
    assert (desk.machine / "opt/kiosk").exists() == ("--dry-run" in command)
    assert (desk.machine / "etc/kiosk/config.yaml").exists() == ("--purge" not in command)


def purge_later(desk: Desk, command: str) -> None:
    """By a checkout, after the program has gone."""
    uninstall(desk, "sudo /opt/kiosk/current/deploy/uninstall.sh")
    assert (desk.machine / "etc/kiosk/config.yaml").exists()
    make_tree(desk.here / "kiosk", "1.0")
    desk.script(command)
    assert not (desk.machine / "etc/kiosk").exists()
    assert not (desk.machine / "var/lib/kiosk").exists()


def make(desk: Desk, command: str) -> None:
    """``make run`` and ``make release`` install and fetch: here only what they would call. The set-up of the
    former runs before every ``make test``; what the latter calls is tried in ``archive`` above, and in
    ``test_deploy_release.py``."""
    said = desk.type(f"{command.replace('make ', 'make --dry-run ', 1)} -C {ROOT}", MAKEFLAGS="")
    script = "kiosk build" if command == "make run" else "deploy/release.py"
    assert script in said
    assert command.partition("ARGS=")[2] in said


def program(desk: Desk, command: str) -> None:
    """Commands of the kiosk, with the configuration of a hall that has a pack but no visits yet."""
    (desk.here / "content").mkdir()
    (desk.here / "config.yaml").write_text("data: data\n")
    words = command.removeprefix("sudo kiosk ").replace("/tmp/", f"{desk.here}/")
    words = words.replace("--hall ", "")  # There is no server; test_visits_sending.py
    desk.type(f"{sys.executable} -m kiosk.cli {words}", PYTHONPATH=str(ROOT))
    assert list(desk.here.glob("*.html")) or list(desk.here.glob("*.csv"))


def doctor(desk: Desk, command: str) -> None:
    """Its page; this machine has neither a display nor an edition, so something is broken."""
    (desk.here / "content").mkdir()
    (desk.here / "config.yaml").write_text("content: content\ndata: data\n")
    words = command.removeprefix("sudo kiosk ")
    ended = f"{sys.executable} -m kiosk.cli {words} || [ $? = 2 ]"
    assert "`kiosk build`" in desk.type(ended, PYTHONPATH=str(ROOT)), "what to do about the edition"


def look(desk: Desk, command: str) -> None:
    """The first word is a program of Debian. Where it is here, it knows the options; nothing is changed."""
    words = command.removeprefix("sudo ").split()
    helped = (
        subprocess.run([words[0], "--help"], capture_output=True, text=True)
        if shutil.which(words[0])
        else None
    )
    if helped is None:
        pytest.skip(f"{words[0]} is not on this machine")
    options = [word.partition("=")[0] for word in words[1:] if word.startswith("-")]
    assert [each for each in options if each not in helped.stdout + helped.stderr] == []


def close_configuration(desk: Desk, command: str) -> None:
    """Of a machine that was installed; here is no group "kiosk"."""
    desk.install("1.0")
    desk.type(
        command.removeprefix("sudo ")
        .replace("root:kiosk", f"{os.getuid()}:{os.getgid()}")
        .replace("/etc", f"{desk.machine}/etc")
    )
    config = desk.machine / "etc/kiosk/config.yaml"
    assert "chmod" not in command or config.stat().st_mode & 0o777 == 0o640


def choose_pin(desk: Desk, command: str) -> None:
    """Asked for at a terminal."""
    (desk.here / "content").mkdir()
    (desk.here / "config.yaml").write_text("data: data\n")
    status, said = set_pin(desk.here / "config.yaml", ["480716", "480716"])
    assert status == 0, said
    assert load_config(desk.here / "config.yaml").staff.pin_hash


def look_into(part: str) -> Callable[[Desk, str], None]:
    """The same for a program whose parts explain their own options."""

    def look_there(desk: Desk, command: str) -> None:
        words = command.removeprefix("sudo ").split()
        assert words[1] == part
        if shutil.which(words[0]) is None:
            pytest.skip(f"{words[0]} is not on this machine")
        said = subprocess.run([*words[:2], "--help"], capture_output=True, text=True).stdout
        assert [word for word in words[2:] if word.partition("=")[0] not in said] == []

    return look_there


TURNED = (
    """echo 'ENV{ID_INPUT_TOUCHSCREEN}=="1", ENV{LIBINPUT_CALIBRATION_MATRIX}="0 -1 1 1 0 0"' """
    "| sudo tee /etc/udev/rules.d/98-touch.rules"
)


def calibrate(desk: Desk, command: str) -> None:
    """The rule as udev will read it; that its matrix is right: ``tests/session/test_turned.py``."""
    rules = desk.here / "98-touch.rules"
    desk.type(command.replace("sudo ", "").replace("/etc/udev/rules.d/98-touch.rules", str(rules)))
    match, setting = rules.read_text("utf-8").strip().split(", ")
    assert match == 'ENV{ID_INPUT_TOUCHSCREEN}=="1"'
    assert re.fullmatch(r'ENV\{LIBINPUT_CALIBRATION_MATRIX\}="(-?[\d.]+ ){5}-?[\d.]+"', setting)


def copy_rules(desk: Desk, command: str) -> None:
    """``deploy`` is part of a release. The file says what udev understands, and its program is known."""
    rules = desk.here / "rules.d"
    rules.mkdir()
    command = command.removeprefix("sudo ").replace("/opt/kiosk/current", str(ROOT))
    desk.type(command.replace("/etc/udev/rules.d/", f"{rules}/"))
    lines = (rules / "90-kiosk-sticks.rules").read_text().replace("\\\n", "").splitlines()
    (rule,) = [line for line in lines if line and not line.startswith("#")]
    assert all(re.match(r'\s*[A-Z]+(\{\w+\})?(==|\+=)"', part) for part in rule.split('", '))
    look(desk, " ".join(["systemd-mount", *re.findall(r"--[a-z-]+", rule)]))


def look_at_screens(desk: Desk, command: str) -> None:
    """The program that is run for the kiosk's user; here is no X server to ask."""
    assert command.split()[:5] == ["sudo", "-u", "kiosk", "env", "DISPLAY=:0"]
    look(desk, command.split("DISPLAY=:0 ")[1])


def screens(desk: Desk) -> Path:
    return desk.machine / "etc/kiosk/screens"


def make_screens(desk: Desk, command: str) -> None:
    desk.type(command.removeprefix("sudo ").replace("/etc", f"{desk.machine}/etc"))
    assert screens(desk).is_dir()


def copy_configuration(desk: Desk, command: str) -> None:
    """Of a machine that was installed; what is written into it then, and that the kiosk takes it."""
    desk.install("1.0")
    make_screens(desk, "install -d /etc/kiosk/screens")
    desk.type(command.removeprefix("sudo ").replace("/etc", f"{desk.machine}/etc"))
    copied = screens(desk) / "2.yaml"
    assert copied.read_bytes() == (desk.machine / "etc/kiosk/config.yaml").read_bytes()
    said = next(each for each in CONFIGURATION if "/var/lib/kiosk/screens/2" in each)
    settings = {**yaml.safe_load(copied.read_text("utf-8")), **yaml.safe_load(said)}
    copied.write_text(yaml.safe_dump({**settings, "content": str(desk.here)}), "utf-8")
    config = load_config(copied)
    assert config.data == Path("/var/lib/kiosk/screens/2")
    assert config.inbox is None


def of_screen(desk: Desk, command: str) -> str:
    """A command of the program with the configuration of a second screen, through the installed command."""
    make_screens(desk, "install -d /etc/kiosk/screens")
    (desk.machine / "etc/kiosk/screens/2.yaml").write_text("content: ../content\ndata: ../data-2\n")
    make_content(desk.machine / "etc/kiosk/content", {"alpha": 1}, pictures=1, size=(64, 48))
    program = desk.here / "program"
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m kiosk.cli "$@"\n')
    program.chmod(0o755)
    installed_command = (ROOT / "deploy/bin/kiosk").read_text("utf-8")
    assert "kiosk=/opt/kiosk/current/.venv/bin/kiosk\n" in installed_command
    wrapper = desk.here / "kiosk"
    text = installed_command.replace("/opt/kiosk/current/.venv/bin/kiosk", str(program))
    # Here is no user "kiosk"; what it does for root is a matter of the installer's tests.
    wrapper.write_text(text.replace('"$(id -u)" = 0', '"$(id -u)" = none'))
    wrapper.chmod(0o755)
    return command.replace("sudo kiosk", str(wrapper)).replace("/etc", f"{desk.machine}/etc")


def build_screen(desk: Desk, command: str) -> None:
    desk.type(of_screen(desk, command))
    assert (desk.machine / "etc/kiosk/data-2/current").exists()


def doctor_of_screen(desk: Desk, command: str) -> None:
    said = desk.type(f"{of_screen(desk, command)} || [ $? = 2 ]")
    assert "has no mistakes" in said, "of that file: there is no other"
    assert "`kiosk build`" in said


def enable_screen(desk: Desk, command: str) -> None:
    """In a folder that has the units, as an installer of systems does; what is started is looked at only."""
    if shutil.which("systemctl") is None:
        pytest.skip("systemctl is not on this machine")
    units = desk.machine / "etc/systemd/system"
    units.mkdir(parents=True)
    for unit in ("kiosk.service", "kiosk-screen@.service"):
        shutil.copy(ROOT / "deploy/systemd" / unit, units)
    wanted = units / "kiosk.service.wants/kiosk-screen@2.service"
    systemctl = f"systemctl --root={desk.machine}"
    desk.type(f"{systemctl} enable kiosk-screen@2")
    assert wanted.is_symlink()
    command = command.removeprefix("sudo systemctl ").replace("--now ", "")
    desk.type(f"{systemctl} {command}")
    assert wanted.is_symlink() == command.startswith("enable")


WAYS: dict[str, Callable[[Desk, str], None]] = {
    "git clone <address of this repository> kiosk": clone,
    "bash kiosk/deploy/install.sh --dry-run": install,
    "bash kiosk/deploy/install.sh": install,
    "tar -xf /media/stick/kiosk-<release>.tar": unpack,
    "bash kiosk-<release>/deploy/install.sh": install_unpacked,
    "make release": make,
    "make release ARGS=--debs": make,
    "make release ARGS=--to-hand-on": make,
    "sudo /opt/kiosk/current/deploy/upgrade.sh /media/stick/kiosk-<release>.tar": upgrade_from_stick,
    "sudo /opt/kiosk/current/deploy/upgrade.sh --list": list_releases,
    "sudo /opt/kiosk/current/deploy/upgrade.sh --back": back,
    "sudo /opt/kiosk/current/deploy/upgrade.sh --to <release>": back,
    "sudo /opt/kiosk/current/deploy/uninstall.sh --dry-run": uninstall,
    "sudo /opt/kiosk/current/deploy/uninstall.sh": uninstall,
    "sudo /opt/kiosk/current/deploy/uninstall.sh --purge": uninstall,
    "bash kiosk/deploy/uninstall.sh --purge": purge_later,
    "make run": make,
    # A server's own commands; `test_visits_sending.py` has a real server.
    "createuser --pwprompt kiosk": look,
    "createdb --owner kiosk hall": look,
    "sudo kiosk visits report --out /tmp/visits.html --language zh": program,
    "sudo kiosk visits report --out /tmp/hall.html --hall --from 2026-11-01 --to 2026-11-30": program,
    "sudo kiosk visits export --format csv --out /tmp/visits.csv": program,
    "sudo kiosk doctor": doctor,
    "sudo kiosk doctor --language zh": doctor,
    "sudo kiosk doctor --format json": doctor,
    # Asks a kiosk that runs; `tests/ui/test_health.py` asks one.
    "curl -s http://127.0.0.1:9321/healthz": look,
    "curl -s http://127.0.0.1:9321/metrics": look,
    "sudo kiosk pin set": choose_pin,
    "sudo kiosk pin set --config /etc/kiosk/screens/2.yaml": choose_pin,
    "sudo chown root:kiosk /etc/kiosk/config.yaml": close_configuration,
    "sudo chmod 640 /etc/kiosk/config.yaml": close_configuration,
    "sudo timedatectl set-timezone Asia/Shanghai": look,
    "sudo cp /opt/kiosk/current/deploy/extra/90-kiosk-sticks.rules /etc/udev/rules.d/": copy_rules,
    # Installs on this machine.
    "sudo apt-get install cage xwayland": look,
    # Takes a whole screen; under the headless backend: tests of the session.
    "cage -- .venv/bin/kiosk run": look,
    # Where systemd runs; `tests/session/test_systemd.py` starts, stops, hangs and kills the unit.
    "systemctl status kiosk": look,
    "sudo systemctl start kiosk": look,
    "sudo systemctl restart kiosk": look,
    "sudo systemctl stop kiosk kiosk-moment": look,
    "sudo systemctl kill --signal=STOP kiosk": look,
    "sudo systemctl kill --signal=KILL kiosk": look,
    "sudo systemctl set-property kiosk.service IPAddressAllow=192.0.2.10": look,
    "sudo systemctl revert kiosk.service": look,
    "journalctl -b -u kiosk -u kiosk-moment -u kiosk-x11": look,
    "sudo apt-get install xserver-xorg-core xserver-xorg-input-libinput x11-xserver-utils": look,
    # A screen of its own: `tests/session/test_own_screens.py`, `test_systemd_screens.py`.
    "sudo -u kiosk env DISPLAY=:0 xrandr": look_at_screens,
    "ls /dev/input/by-path": look,
    "sudo install -d /etc/kiosk/screens": make_screens,
    "sudo cp /etc/kiosk/config.yaml /etc/kiosk/screens/2.yaml": copy_configuration,
    "sudo kiosk build --config /etc/kiosk/screens/2.yaml": build_screen,
    "sudo kiosk doctor --config /etc/kiosk/screens/2.yaml": doctor_of_screen,
    "sudo systemctl enable kiosk-screen@2": enable_screen,
    "sudo systemctl disable --now kiosk-screen@2": enable_screen,
    "sudo systemctl restart kiosk-screen@2": look,
    "journalctl -b -u kiosk-screen@2": look,
    TURNED: calibrate,
    "sudo udevadm control --reload": look_into("control"),
    "sudo udevadm trigger --subsystem-match=input": look_into("trigger"),
    # The journal of a machine that systemd runs on.
    "journalctl SYSLOG_IDENTIFIER=kiosk -p warning --since yesterday": look,
    "journalctl SYSLOG_IDENTIFIER=kiosk-inbox": look,
}


def test_every_command_has_a_way() -> None:
    assert sorted(set(COMMANDS) - set(WAYS)) == [], "say in WAYS how these are tried"
    assert sorted(set(WAYS) - set(COMMANDS)) == [], "these are no longer in the guide"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_guide(command: str, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.machine.mkdir()
    WAYS[command](desk, command)


@pytest.mark.parametrize("said", CONFIGURATION)
def test_configuration_of_the_guide(said: str, tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    (tmp_path / "content").mkdir()
    file.write_text(said)
    assert yaml.safe_load(said)
    load_config(file)


@pytest.mark.parametrize("command", INLINE)
def test_a_command_named_in_a_sentence_is_there(command: str) -> None:
    words = [
        word for word in command.split()[1:] if re.fullmatch(r"[a-z-]+", word) and not word.startswith("-")
    ]
    told = subprocess.run(
        [sys.executable, "-m", "kiosk.cli", *words, "--help"], capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
    for option in re.findall(r"--[a-z-]+", command):
        assert option in told.stdout
