"""Install the release that this folder holds. What is done already is left as it is."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import machine
import payload
from house import House, remove, write
from payload import Payload
from setup import Progress, SetupError, say
from switching import recover, switch

ENVIRONMENT_BYTES = 450_000_000
"""What the Python packages take, unpacked and compiled."""
SPARE_BYTES = 200_000_000
CONTENT_FACTOR = 4
"""Derivatives of the packs, and two editions, as a multiple of the packs."""

SETTINGS = {"content": "/opt/kiosk/current/content", "data": "/var/lib/kiosk"}


class Work:
    """Says each thing before it is done; in a dry run, only says it."""

    def __init__(self, dry: bool) -> None:
        self.dry = dry
        self.done = 0

    def does(self, what: str) -> bool:
        """True when it is to be done now."""
        say(f"      {'Would ' if self.dry else ''}{what if self.dry else what[0].upper() + what[1:]}")
        self.done += 1
        return not self.dry


def install(house: House, source: Path, asked: argparse.Namespace) -> None:
    """From this folder to a kiosk that runs. Raises SetupError."""
    started = time.monotonic()
    work = Work(asked.dry_run)
    release = payload.read(source)
    say(f"The kiosk, release {release.name}" + (": what would be done." if work.dry else "."))
    say("1/6   Room on the disk")
    check_room(house, release)
    if work.dry:
        steps(house, release, work, asked.no_start)
    else:
        with house.alone(asked.lock):
            house.releases.mkdir(parents=True, exist_ok=True)
            recover(house)
            steps(house, release, work, asked.no_start)
    if work.dry:
        say("Nothing was changed.")
    elif work.done:
        say(f"Installed in {time.monotonic() - started:.0f} s. The configuration is {house.config}.")
        if house.real:
            say("`sudo kiosk doctor` says what this machine still lacks.")
    else:
        say("Everything was there already.")


def steps(house: House, release: Payload, work: Work, no_start: bool) -> None:
    say("2/6   The program")
    make_release(house, release, work)
    say("3/6   The user and the data folder")
    make_user_and_data(house, work)
    say("4/6   The configuration")
    make_config(house, release, work)
    say("5/6   Trying it and switching to it")
    try:
        switch(house, release.name, work, no_start)
    finally:
        # Also when it did not work: then it is itself no longer needed.
        say("6/6   What is no longer needed")
        tidy(house, work)


def check_room(house: House, release: Payload) -> None:
    """Before anything is changed. Raises SetupError."""
    content = sum(
        (release.root / name).stat().st_size for name in release.files if name.startswith("content/")
    )
    there = release.name in house.complete()
    program = 0 if there else release.size() + ENVIRONMENT_BYTES
    data = SPARE_BYTES + (0 if (house.data / "derivatives").exists() else CONTENT_FACTOR * content)
    together = _device(house.opt) == _device(house.data)
    machine.need_room(house.opt, program + (data if together else 0), "this release")
    if not together:
        machine.need_room(house.data, data, "its pictures")
    say("      Enough.")


def _device(folder: Path) -> int:
    return next(each for each in (folder, *folder.parents) if each.exists()).stat().st_dev


def make_user_and_data(house: House, work: Work) -> None:
    if house.real:
        known = machine.user_is_there()
        if not known and work.does(f"make the user {machine.USER}, who cannot log in"):
            machine.make_user(house)
        groups = machine.missing_groups() if known or not work.dry else list(machine.GROUPS)
        if groups and work.does(f"put {machine.USER} into the groups {', '.join(groups)}"):
            machine.join_groups(groups)
    for folder, mode in ((house.config.parent, 0o755), (house.data, 0o750)):
        if not folder.exists() and work.does(f"make {folder}"):
            folder.mkdir(parents=True)
            folder.chmod(mode)
            if folder == house.data:
                machine.own(house, folder)


def make_release(house: House, release: Payload, work: Work) -> None:
    """Copy the files and make the Python environment, in a folder that nobody looks into yet."""
    folder = house.releases / release.name
    if release.name in house.complete():
        say("      Kept.")
        return
    files = f"{len(release.files)} files, {release.size() / 1e6:.0f} MB"
    wheels = release.root / "wheels"
    origin = "from the archive" if wheels.is_dir() else "from the internet"
    if not work.does(f"copy {files} to {folder}"):
        work.does(f"install its system packages, and its Python packages {origin}")
        return
    remove(folder)
    copy(house, release, folder)
    work.does(f"install its system packages, and its Python packages {origin}")
    env = {**os.environ, **pip_settings(wheels)}
    command = [sys.executable, "-ISE", str(folder / "deploy/setup.py"), "device"]
    if subprocess.run(command, env=env, stdin=subprocess.DEVNULL, close_fds=False).returncode:
        raise SetupError("The program could not be installed, see above. What ran before still runs.")
    house.finish(release)
    house.note(f"{release.name} installed")


def copy(house: House, release: Payload, folder: Path) -> None:
    """Copy the files of a release; those that the running one has too are shared with it by hard links."""
    before = house.current()
    shared = house.files_of(before) if before in house.complete() else {}
    progress = Progress()
    for count, (name, digest) in enumerate(release.files.items()):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if shared.get(name) == digest:
            try:
                os.link(house.releases / before / name, target)
                continue
            except OSError:  # A file system without hard links: a copy is as good.
                pass
        shutil.copyfile(release.root / name, target)
        script = name.startswith("deploy/") and (name.endswith(".sh") or "/bin/" in name)
        target.chmod(0o755 if script else 0o644)
        progress.show(100 * count / len(release.files), name)
    progress.clear()


def pip_settings(wheels: Path) -> dict[str, str]:
    """The archive's wheels, and no index unless the archive says that some are to be fetched."""
    if not wheels.is_dir():
        return {}
    fetched = wheels / "TO-BE-FETCHED.txt"
    return {"PIP_FIND_LINKS": wheels.as_uri(), **({} if fetched.exists() else {"PIP_NO_INDEX": "1"})}


def make_config(house: House, release: Payload, work: Work) -> None:
    if house.config.exists():
        say("      Kept.")
    elif work.does(f"write {house.config}"):
        write(house.config, installed_config((release.root / "config.yaml").read_text("utf-8")))


def installed_config(shipped: str) -> str:
    """The shipped configuration with the folders of an installed kiosk."""
    text = re.sub(r"\A# yaml-language-server.*\n", "", shipped)
    text, found = re.subn(r"^content: .*$", f"content: {SETTINGS['content']}", text, flags=re.MULTILINE)
    assert found == 1
    data = f"# Folder where the kiosk keeps its editions and the log of visits.\ndata: {SETTINGS['data']}\n\n"
    head, _, rest = text.partition("# Galleries on this screen")
    return f"{head}{data}# Galleries on this screen{rest}"


def tidy(house: House, work: Work) -> None:
    """Remove unfinished releases, and those that are older than the ones that are kept."""
    found = house.leftovers() if house.releases.exists() else []
    for path in found:
        if work.does(f"remove {path}"):
            remove(path)
    if not found:
        say("      Nothing.")
