"""From one installed release to another: tried before, checked after, and back when it does not work."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import machine
from house import House, Switch
from setup import SetupError, say

if TYPE_CHECKING:
    from install import Work


UNREADABLE = 2
"""How ``kiosk`` ends when its configuration is wrong."""


def switch(house: House, name: str, work: "Work", no_start: bool) -> None:
    """Make a release the one that runs, if it works. Raises SetupError; then the one before runs."""
    before = house.current()
    if before == name:
        say("      It is the one that runs.")
        changed = settle(house, name, work)
        watched = machine.watched(house, name) and not (no_start or work.dry)
        if watched and (changed or not machine.systemctl("is-active", machine.SERVICE)):
            check(house, name, ran_before=False)
        return
    if work.does("build its packs aside and let it show them on a virtual display"):
        try:
            said = healthy(house, name)
            understands(house, name, before)
        except SetupError as error:
            house.note(f"{name} refused: it did not work")
            kept = f"{before} goes on as it was." if before else "Nothing was switched on."
            raise SetupError(f"Release {name} does not work on this machine. {kept}\n{error}") from error
        say(f"      It works: first frame {said}.")
    if not work.does(f"switch {house.link} to {name}"):
        work.does("put its units and rules into the system, and start it")
        return
    ran_before = machine.systemd_runs(house) and machine.systemctl("is-active", machine.SERVICE)
    house.begin(Switch(before, name))
    house.point(name)
    try:
        settle(house, name, work)
        if not no_start:
            check(house, name, ran_before)
    except SetupError as error:
        if not before:
            house.confirm()
            raise
        back(house, before, name, start=not no_start)
        raise SetupError(
            f"Release {name} did not work once it was switched to. {before} runs again.\n{error}"
        ) from error
    house.confirm(name)
    house.note(f"{name} runs" + (f", before it {before}" if before else ""))


def settle(house: House, name: str, work: "Work") -> bool:
    """Everything outside its folder as a release wants it, and the edition of the hall's own packs. True when
    files of the system have changed."""
    changed, gone = differences(house, name)
    for where in changed:
        work.does(f"write {house.root / where}")
    for where in gone:
        work.does(f"remove {house.root / where}")
    if work.dry:
        return False
    arrange(house, name)
    if changed and not machine.systemd_runs(house):
        say("      systemd does not run here: units and rules take effect when this machine starts with it.")
    build(house, name)
    return bool(changed or gone)


def differences(house: House, name: str) -> tuple[list[str], list[str]]:
    """Files of the system that a release wants otherwise, and files of ours that it does not have."""
    wanted = house.system_files(name)
    changed = []
    for where, source in wanted.items():
        there = house.root / where
        if not there.is_file() or there.read_bytes() != source.read_bytes():
            changed.append(where)
    return changed, sorted(set(house.placed_files()) - set(wanted))


def arrange(house: House, name: str) -> None:
    """Put a release's units and rules into the system. What a technician has disabled stays disabled."""
    changed, gone = differences(house, name)
    units = "etc/systemd/system/"
    machine.disable(house, [each.removeprefix(units) for each in gone if each.startswith(units)])
    house.place(name)
    machine.reload(house, [*changed, *gone])
    once = house.enabled()
    if machine.enable(house, [unit for unit in machine.to_enable(house, name) if unit not in once]):
        house.list_enabled(machine.to_enable(house, name))


def build(house: House, name: str) -> None:
    """The edition of the hall's packs, for each screen. What is wrong with a pack is no reason against a
    release."""
    kiosk = house.releases / name / ".venv/bin/kiosk"
    for config in house.configs():
        command = [str(kiosk), "build", "--config", str(config)]
        done = subprocess.run(
            command, capture_output=True, text=True, stdin=subprocess.DEVNULL, **machine.as_user(house)
        )
        for line in [*done.stderr.splitlines(), *done.stdout.splitlines()]:
            say(f"      {line}")


def healthy(house: House, name: str, config: Path | None = None) -> str:
    """Let a release show that it works; returns what it said. Raises SetupError with what does not."""
    release = house.releases / name
    health = release / "deploy/health.py"
    command = [sys.executable, "-ISE", str(health), str(release), "--data", str(house.data)]
    if config:
        command += ["--config", str(config)]
    # Its standard input ends when we are gone: then it ends with all that it has started.
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        **machine.as_user(house),
    ) as process:
        assert process.stdout is not None
        lines = []
        for line in map(str.rstrip, process.stdout):
            if line.startswith("# "):
                say(f"      {line[2:]}")
            else:
                lines.append(line)
    if process.returncode:
        raise SetupError("\n".join(f"      {line}" for line in lines[-20:]))
    return lines[-1] if lines else ""


def understands(house: House, name: str, before: str) -> None:
    """Configurations that the release before could read. Raises SetupError when this one cannot."""

    def read_by(release: str, config: Path) -> str:
        kiosk = house.releases / release / ".venv/bin/kiosk"
        command = [str(kiosk), "build", "--dry-run", "--config", str(config)]
        done = subprocess.run(
            command, capture_output=True, text=True, stdin=subprocess.DEVNULL, **machine.as_user(house)
        )
        return done.stderr.strip() if done.returncode == UNREADABLE else ""

    for config in house.configs():
        said = read_by(name, config)
        if said and before and not read_by(before, config):
            lines = "\n".join(f"      {line}" for line in said.splitlines())
            raise SetupError(f"It cannot read {config}, which {before} can:\n{lines}")


def check(house: House, name: str, ran_before: bool) -> None:
    """After the switch: the service stays up; without systemd, the kiosk draws. Raises SetupError."""
    if not machine.systemd_runs(house):
        say("      Looking whether it draws with the configuration of this machine.")
        healthy(house, name, house.config)
    elif machine.watched(house, name):
        say("      Starting the kiosk.")
        machine.restart()
        state = machine.settled()
        where = f"`journalctl -u {machine.SERVICE}` says why."
        if state == "waiting":
            say("      No screen is connected. It starts as soon as one is.")
        elif state != "active" and ran_before:
            raise SetupError(f"The service did not stay up; {where}")
        elif state != "active":
            say(f"      The service did not start; {where}")


def back(house: House, before: str, bad: str, start: bool) -> None:
    """Everything as it was before a switch."""
    say(f"      Back to {before}.")
    house.point(before)
    arrange(house, before)
    build(house, before)
    if start and machine.watched(house, before):
        machine.restart()
    house.confirm()
    house.note(f"{bad} taken back; {before} runs")


def recover(house: House) -> None:
    """A switch that was cut off: back to what ran before."""
    shutil.rmtree(house.data / "trial", ignore_errors=True)
    cut = house.switching()
    if cut is None:
        return
    if cut.before in house.complete():
        say(f"      The last switch, to {cut.to}, was cut off.")
        back(house, cut.before, cut.to, start=False)
    else:
        house.confirm()
