"""Another release: from an archive, from a folder, or one that is still here."""

import argparse
import subprocess
from pathlib import Path

import machine
from house import House, remove
from install import Work, tidy
from payload import digest
from setup import SetupError, say
from switching import recover, switch


def upgrade(house: House, asked: argparse.Namespace) -> None:
    """Raises SetupError; then the release that ran before runs."""
    if asked.list:
        tell(house)
        return
    if not house.current():
        raise SetupError("There is no kiosk on this machine yet. Install it first: deploy/install.sh.")
    if asked.source is None:
        still_there(house, asked)
        return
    source = asked.source.resolve()
    if source.is_dir():
        run_installer(source, asked, None)
        return
    whole(source)
    if asked.dry_run:
        say(f"Would unpack {source.name} and install what is in it. Nothing was changed.")
        return
    machine.need_room(house.opt, source.stat().st_size, "unpacking the archive")
    with house.alone(asked.lock) as lock:
        staging = house.opt / "staging"
        remove(staging)
        staging.mkdir()
        try:
            run_installer(unpacked(source, staging), asked, lock)
        finally:
            remove(staging)


def tell(house: House) -> None:
    there = house.proven()
    for name in there:
        say(f"{name}{'   runs' if name == house.current() else ''}")
    if not there:
        say("None.")


def still_there(house: House, asked: argparse.Namespace) -> None:
    """Back, or to a release by its name."""
    work = Work(asked.dry_run)
    name = asked.to or house.before(house.current())
    if not name:
        raise SetupError("There is no release before the one that runs.")
    if name not in house.proven():
        raise SetupError(f"There is no release {name} here. `upgrade.sh --list` says which there are.")
    say(f"To release {name}" + (": what would be done." if work.dry else "."))
    if work.dry:
        switch(house, name, work, asked.no_start)
        say("Nothing was changed.")
        return
    with house.alone(asked.lock):
        recover(house)
        switch(house, name, work, asked.no_start)
        tidy(house, work)


def whole(archive: Path) -> None:
    """Compare an archive with its checksum, where that lies beside it. Raises SetupError."""
    said = archive.with_name(f"{archive.name}.sha256")
    if not archive.is_file():
        raise SetupError(f"There is no archive {archive}.")
    if said.exists() and said.read_text("utf-8").split()[0] != digest(archive):
        raise SetupError(f"{archive.name} is damaged: it is not what {said.name} says. Copy it once more.")


def unpacked(archive: Path, folder: Path) -> Path:
    """The one folder in an archive. Raises SetupError."""
    machine.run(["tar", "--extract", "--file", str(archive), "--directory", str(folder), "--no-same-owner"])
    found = list(folder.iterdir())
    if len(found) != 1 or not (found[0] / "deploy/install.sh").is_file():
        raise SetupError(f"{archive.name} is no release of the kiosk.")
    return found[0]


def run_installer(source: Path, asked: argparse.Namespace, lock: int | None) -> None:
    """A release is installed by its own installer. Raises SetupError."""
    script = source / "deploy/install.sh"
    if not script.is_file():
        raise SetupError(f"{source} is no release of the kiosk.")
    command = (
        ["bash", str(script), "--root", str(asked.root)] if asked.root != Path("/") else ["bash", str(script)]
    )
    command += ["--dry-run"] * asked.dry_run + ["--no-start"] * asked.no_start
    if lock is not None:
        command += ["--lock", str(lock)]
    if subprocess.run(command, stdin=subprocess.DEVNULL, close_fds=False).returncode:
        raise SetupError("The upgrade was not made, see above.")
