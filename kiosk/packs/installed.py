"""Installed versions of packs: every one that was taken in, which of them is shown, and what happened.

::

    data/versions/<id>/0002-3f61c0a2/<id>/pack.yaml …   one version as it was delivered; never changed
    data/versions/<id>/state.json                       which is shown, and the history
    data/versions/<id>/reports/000002.json              the report on the second event

``state.json`` is replaced by one rename: that is the moment of an installation, a rollback, a removal.
An installed version comes before the pack of the same name in the content folder.
On the path to the first frame: only the standard library and our words here.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from kiosk.messages import NOTHING, Message, packed, unpacked
from kiosk.storage import discard, move_into_place, sync, sync_entry, write_file

_STATE = "state.json"
_NAME = re.compile(r"(\d{4,})-([0-9a-f]{16})")
_CHUNK = 1 << 20
MOST_EVENTS = 500
"""Older ones are forgotten."""

Deed = Literal["installed", "removed", "rolled-back", "refused"]
"""``refused`` leaves shown what is shown."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done to a pack."""

    at: str
    """Moment, UTC, ISO 8601."""
    deed: Deed
    folder: str
    """Name of the version's folder that is shown since then; empty for none, and for what was refused."""
    version: str
    """What the pack calls that version."""
    origin: str = ""
    """What was dropped in, such as ``saka-2.zip``."""
    signer: str = ""
    """Name of the key that the delivery was signed with; a Message where that key is not trusted here."""
    reason: Message = NOTHING
    """Why, where nobody asked for it."""
    number: int = 0
    """Counted from 1 for each pack; ``Versions.record`` gives it."""


@dataclass(frozen=True, slots=True)
class State:
    """What ``state.json`` says."""

    shown: str = ""
    """Name of the folder of the version that is shown; empty when none is."""
    events: tuple[Event, ...] = ()
    """Oldest first."""


class Versions:
    """The folder ``data/versions``. Write to it only while holding the lock of installations."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def packs(self) -> list[str]:
        """Ids of all packs that were ever installed."""
        if not self._folder.is_dir():
            return []
        return sorted(entry.name for entry in os.scandir(self._folder) if entry.is_dir())

    def state(self, pack: str) -> State:
        """What is shown, and the history. Where a disk has damaged the note, the newest version is shown."""
        try:
            said = json.loads((self._folder / pack / _STATE).read_bytes())
            state = State(said["shown"], tuple(_event(event) for event in said["events"]))
        except FileNotFoundError:
            return State()
        except (ValueError, TypeError, KeyError):
            return State(next(iter(self.folders(pack)), ""))
        return state if not state.shown or self.root(pack, state.shown).is_dir() else State("", state.events)

    def shown(self, pack: str) -> Path | None:
        """Root of the version that is shown, a folder named like the pack; None when none is installed."""
        folder = self.state(pack).shown
        return self.root(pack, folder) if folder else None

    def called(self, pack: str, folder: str) -> str:
        """What the pack calls the version in a folder; empty for none, or when nobody knows."""
        known = [event.version for event in self.state(pack).events if folder and event.folder == folder]
        return known[-1] if known else ""

    def root(self, pack: str, folder: str) -> Path:
        """Root of one version."""
        return self._folder / pack / folder / pack

    def folders(self, pack: str) -> list[str]:
        """Names of the folders of all versions, newest first."""
        place = self._folder / pack
        names = [entry.name for entry in os.scandir(place)] if place.is_dir() else []
        return sorted((name for name in names if _NAME.fullmatch(name)), key=_number, reverse=True)

    def keep(self, pack: str, tree: Path, digest: str) -> str:
        """Move a pack's folder, on the same file system, in as a version; returns the name of its folder.

        A version with this content that is there already stays, and ``tree`` is left alone. It lasts when
        this returns, but nothing shows it yet. Raises OSError.
        """
        for name in self.folders(pack):
            if name.endswith(f"-{digest}"):
                return name
        number = _number(next(iter(self.folders(pack)), "0000-")) + 1
        name = f"{number:04d}-{digest}"
        sync(tree)
        wrapped = tree.parent / f"{pack}.version"
        wrapped.mkdir()
        tree.rename(wrapped / pack)
        move_into_place(wrapped, self._folder / pack / name)
        return name

    def reports(self, pack: str) -> Path:
        """Folder of the reports that belong to a pack's events."""
        return self._folder / pack / "reports"

    def record(self, pack: str, event: Event, aside: Path) -> Event:
        """Show the event's version from now on, and remember the event: the commit point. Returns the event
        with its number."""
        state = self.state(pack)
        event = replace(event, number=state.events[-1].number + 1 if state.events else 1)
        told = [
            {**asdict(each), "signer": packed(each.signer), "reason": packed(each.reason)}
            for each in (*state.events, event)[-MOST_EVENTS:]
        ]
        said = {"shown": state.shown if event.deed == "refused" else event.folder, "events": told}
        (self._folder / pack).mkdir(parents=True, exist_ok=True)
        text = json.dumps(said, ensure_ascii=False, indent=1)
        write_file(self._folder / pack / _STATE, text.encode(), aside)
        return event

    def copy_state(self, pack: str, aside: Path) -> Path | None:
        """A copy of ``state.json``, for ``put_back``; None where there is none. Raises OSError."""
        copy = aside / f"{pack}.{_STATE}"
        try:
            write_file(copy, (self._folder / pack / _STATE).read_bytes(), aside)
        except FileNotFoundError:
            return None
        return copy

    def put_back(self, pack: str, copy: Path | None) -> None:
        """The state as it was, by one rename: on a full disk nothing new can be written."""
        state = self._folder / pack / _STATE
        if copy is None:
            state.unlink(missing_ok=True)
        else:
            copy.replace(state)
        sync_entry(state.parent)

    def previous(self, pack: str) -> str:
        """Folder of the version that was shown before the shown one was installed; empty where that was none,
        or is not kept any more."""
        state, kept = self.state(pack), self.folders(pack)
        if not state.shown:
            return ""
        shown: list[str] = []
        for event in state.events:
            if event.deed == "refused":
                continue
            if not event.folder:
                shown.clear()
            elif event.deed == "rolled-back" and event.folder in shown:
                del shown[shown.index(event.folder) + 1 :]
            else:
                shown = [*(folder for folder in shown if folder != event.folder), event.folder]
        if shown[-1:] == [state.shown]:
            earlier = shown[:-1]
        else:
            # A disk has lost the history: what was taken in before.
            earlier = [name for name in reversed(kept) if _number(name) < _number(state.shown)]
        return next((folder for folder in reversed(earlier) if folder in kept), "")

    def shown_last(self, pack: str) -> str:
        """Folder of the kept version that was shown last; empty when there is none."""
        kept = self.folders(pack)
        shown = [event.folder for event in self.state(pack).events if event.folder in kept]
        return shown[-1] if shown else next(iter(kept), "")

    def prune(self, keep: int, most_bytes: int, aside: Path) -> None:
        """Delete the oldest versions beyond ``keep`` of each pack, and beyond ``most_bytes`` of all packs;
        never one that is shown, nor the one before it."""
        removable: list[tuple[int, str, str]] = []
        for pack in self.packs():
            stays = {self.state(pack).shown, self.previous(pack)}
            for place, folder in enumerate(self.folders(pack)):
                if folder in stays:
                    continue
                if place >= keep:
                    discard(self._folder / pack / folder, aside)
                else:
                    removable.append((-place, pack, folder))
        total = sum(_size(self._folder / pack) for pack in self.packs())
        for _, pack, folder in sorted(removable):
            if total <= most_bytes:
                return
            total -= _size(self._folder / pack / folder)
            discard(self._folder / pack / folder, aside)


def digest_of(root: Path, files: Iterable[str]) -> str:
    """A short name for the content of ``files`` inside ``root``. Reads all of them, a piece at a time."""
    whole = hashlib.sha256()
    for name in sorted(files):
        each = hashlib.sha256()
        with (root / name).open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                each.update(chunk)
        whole.update(f"{name}\0{each.hexdigest()}\n".encode())
    return whole.hexdigest()[:16]


def _event(said: dict[str, Any]) -> Event:
    return Event(**{**said, "signer": unpacked(said["signer"]), "reason": unpacked(said["reason"])})


def _number(folder: str) -> int:
    return int(folder.partition("-")[0])


def _size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    total = 0
    for path, _, files in os.walk(folder):
        for name in files:
            total += os.lstat(f"{path}/{name}").st_size
    return total
