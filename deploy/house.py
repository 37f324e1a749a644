"""An installed kiosk: where its parts are, which releases are there, and which of them runs."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from payload import DESCRIPTION, Payload
from setup import SetupError

RAN = "ran"
"""A file in each release that has run here."""
KEEP = 3
"""So many of the newest releases stay, besides the one that runs."""

SYSTEM = {
    "systemd": "etc/systemd/system",
    "udev": "etc/udev/rules.d",
    "tmpfiles.d": "etc/tmpfiles.d",
    "sysctl.d": "etc/sysctl.d",
    "sysusers.d": "etc/sysusers.d",
    "pam.d": "etc/pam.d",
    "bin": "usr/local/bin",
}
"""Folder of ``deploy/`` -> where its files are put. ``deploy/session`` is used where it lies."""
SETTINGS = ".conf.d"
"""A folder of ``deploy/systemd`` that ends so holds settings of systemd's own programs."""


@dataclass(frozen=True)
class Switch:
    """A switch from one release to another that is not confirmed yet."""

    before: str
    """Empty at the first installation."""
    to: str


class House:
    """``root`` is ``/``, or a folder in which tests build a machine."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.real = root == Path("/")
        self.opt = root / "opt/kiosk"
        self.releases = self.opt / "releases"
        self.link = self.opt / "current"
        self.pending = self.opt / "switching.json"
        self.placed = self.opt / "system-files.json"
        self.config = root / "etc/kiosk/config.yaml"
        self.screens = root / "etc/kiosk/screens"
        self.data = root / "var/lib/kiosk"
        self.cache = root / "var/cache/kiosk"

    def configs(self) -> list[Path]:
        """Configurations of all kiosks here: the first one's, and those of other screens."""
        return [self.config, *sorted(self.screens.glob("*.yaml"))]

    # Releases ------------------------------------------------------------------------------------

    def current(self) -> str:
        """Name of the release that runs; empty when there is none."""
        return self.link.readlink().name if self.link.is_symlink() else ""

    def complete(self) -> list[str]:
        """Releases that were installed to their end, oldest first."""
        found = []
        for folder in self.releases.glob("*"):
            try:
                found.append(
                    (json.loads((folder / DESCRIPTION).read_text("utf-8"))["completed"], folder.name)
                )
            except (OSError, ValueError, KeyError):
                continue
        return [name for _, name in sorted(found)]

    def proven(self) -> list[str]:
        """Those that have run here, oldest first. Another one was refused, taken back, or cut off."""
        return [name for name in self.complete() if (self.releases / name / RAN).exists()]

    def before(self, name: str) -> str:
        """The release that was installed before this one; empty when none is left."""
        there = self.proven()
        at = there.index(name) if name in there else 0
        return there[at - 1] if at else ""

    def files_of(self, name: str) -> dict[str, str]:
        """File of an installed release -> its SHA-256."""
        return dict(json.loads((self.releases / name / DESCRIPTION).read_text("utf-8"))["files"])

    def finish(self, payload: Payload) -> None:
        """All of a release is in its folder: put it on the disk, then say so."""
        folder = self.releases / payload.name
        os.sync()
        said = {
            "name": payload.name,
            "version": payload.version,
            "completed": datetime.now(UTC).isoformat(),
            "files": payload.files,
        }
        write(folder / DESCRIPTION, json.dumps(said, indent=1))

    def point(self, name: str) -> None:
        """Make a release the one that runs: one rename."""
        unfinished = self.opt / "current.new"
        unfinished.unlink(missing_ok=True)
        unfinished.symlink_to(f"releases/{name}")
        unfinished.replace(self.link)
        sync_entry(self.opt)

    def switching(self) -> Switch | None:
        """A switch that was begun and neither confirmed nor taken back."""
        try:
            return Switch(**json.loads(self.pending.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def begin(self, switch: Switch) -> None:
        write(self.pending, json.dumps(switch.__dict__))

    def confirm(self, name: str = "") -> None:
        """The switch is over; with a name, that release has run."""
        if name:
            write(self.releases / name / RAN, "")
        self.pending.unlink(missing_ok=True)
        sync_entry(self.opt)

    def note(self, what: str) -> None:
        """One more line of the history, for whoever wonders later."""
        with (self.opt / "history").open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC  {what}\n")

    def leftovers(self) -> list[Path]:
        """What an installation that was cut off has left, releases that have never run, and those beyond the
        ones that are kept."""
        there = self.proven()
        switch = self.switching()
        stays = {*there[-KEEP:], self.current(), self.before(self.current())}
        stays |= {switch.before, switch.to} if switch else set()
        unfinished = self.opt / "staging"
        return [
            *(each for each in sorted(self.releases.glob("*")) if each.name not in stays),
            *([unfinished] if unfinished.exists() else []),
        ]

    # Files outside /opt/kiosk ----------------------------------------------------------------------

    def system_files(self, name: str) -> dict[str, Path]:
        """Place, relative to the root -> the file of a release that belongs there."""
        found = {}
        for folder, place in SYSTEM.items():
            source = self.releases / name / "deploy" / folder
            for path in sorted(source.rglob("*")):
                if path.is_file() and path.suffix not in (".md", ".pyc", ".py") and path.name != "enable":
                    inside = path.relative_to(source)
                    settings = folder == "systemd" and inside.parts[0].endswith(SETTINGS)
                    found[f"{'etc/systemd' if settings else place}/{inside}"] = path
        return found

    def placed_files(self) -> list[str]:
        """What was put outside /opt/kiosk, relative to the root."""
        try:
            return list(json.loads(self.placed.read_text("utf-8")))
        except (OSError, ValueError):
            return []

    def place(self, name: str) -> list[str]:
        """Put the files of a release into the system, take away what only another release had; returns
        those that are new or have changed. A file of the same name that is not ours is kept beside."""
        ours, wanted = self.placed_files(), self.system_files(name)
        self._list_placed({*ours, *wanted})
        changed = []
        for where, source in wanted.items():
            target = self.root / where
            content = source.read_bytes()
            if target.is_file() and target.read_bytes() == content:
                continue
            if target.exists() and where not in ours:
                target.replace(target.with_name(f"{target.name}.before-kiosk"))
            target.parent.mkdir(parents=True, exist_ok=True)
            write(target, content, 0o755 if where.startswith("usr/local/bin") else 0o644)
            changed.append(where)
        for where in set(ours) - set(wanted):
            self.take_away(where)
        self._list_placed(set(wanted))
        return changed

    def enabled(self) -> list[str]:
        """Units that were once made to start by themselves. Whoever has disabled one, has."""
        try:
            return list(json.loads((self.opt / "enabled.json").read_text("utf-8")))
        except (OSError, ValueError):
            return []

    def list_enabled(self, names: list[str]) -> None:
        if names != self.enabled():
            write(self.opt / "enabled.json", json.dumps(names))

    def _list_placed(self, names: set[str]) -> None:
        if sorted(names) != self.placed_files():
            write(self.placed, json.dumps(sorted(names), indent=1))

    def take_away(self, where: str) -> None:
        """Remove a file of ours; what stood there before comes back."""
        target = self.root / where
        target.unlink(missing_ok=True)
        target.with_name(f".{target.name}.new").unlink(missing_ok=True)
        kept = target.with_name(f"{target.name}.before-kiosk")
        if kept.exists():
            kept.replace(target)
        if target.parent.name.endswith(".service.d"):
            remove_if_empty(target.parent)

    # One at a time -----------------------------------------------------------------------------------

    @contextmanager
    def alone(self, inherited: int | None = None) -> Iterator[int]:
        """Hold the installer's lock; what we start holds it too, as long as it lives. Raises SetupError."""
        folder = self.root / "run/lock"
        folder.mkdir(parents=True, exist_ok=True)
        fd = inherited
        if fd is None:
            fd = os.open(folder / "kiosk-install.lock", os.O_RDWR | os.O_CREAT, 0o600)
            os.set_inheritable(fd, True)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SetupError(
                "The kiosk is being installed here already. Wait for its end, then try again."
            ) from error
        try:
            yield fd
        finally:
            os.close(fd)


def write(path: Path, content: str | bytes, mode: int = 0o644) -> None:
    """Replace a file at once, and durably. What a kill leaves beside it, the next one uses."""
    unfinished = path.with_name(f".{path.name}.new")
    with unfinished.open("wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
        os.fchmod(file.fileno(), mode)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    sync_entry(path.parent)


def sync_entry(folder: Path) -> None:
    """Put the names in one folder on the disk."""
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def remove(path: Path) -> None:
    """Delete a file, a link or a folder. A folder leaves its place whole; what a kill leaves of it goes with
    the next one."""
    leaving = path.with_name(f".{path.name}.leaving")
    shutil.rmtree(leaving, ignore_errors=True)
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        path.rename(leaving)
        shutil.rmtree(leaving)
