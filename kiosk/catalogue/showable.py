"""Which edition this kiosk has found that it can show, and which it cannot.

On the path to the first frame: only the standard library here.

``data/showing.json`` is the kiosk's own note. ``data/unshowable.json`` is for the installer: it takes the
version back and deletes the note.
"""

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

log = logging.getLogger(__name__)

_NOTE, _REFUSAL = "showing.json", "unshowable.json"


@dataclass(frozen=True, slots=True)
class Note:
    """Names of editions."""

    good: str = ""
    """The last one whose first screens could be made."""
    trying: str = ""
    """The one that is being tried. Still there at a start: it has ended the program, or the power was cut."""
    tries: int = 0
    """How many times that was begun."""
    refused: tuple[str, ...] = ()
    """Those that cannot be shown, as long as ``data/current`` points to one of them."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An edition that the kiosk cannot show."""

    at: str
    """Moment, UTC, ISO 8601."""
    edition: str
    gallery: str
    """The gallery whose screen could not be made; empty for a screen that has all of them."""
    before: str
    """The edition that could be shown before; empty when that is not known."""
    error: str
    """What the program said, in its own words."""


def note(data: Path) -> Note:
    """The kiosk's note; an empty one where there is none, or a disk has damaged it."""
    try:
        said = json.loads((data / _NOTE).read_bytes())
        return Note(**{**said, "refused": tuple(said["refused"])})
    except (OSError, ValueError, TypeError, KeyError):
        return Note()


def write_note(data: Path, said: Note) -> None:
    """Where the disk cannot take it, an edition is tried once more than need be."""
    _write(data / _NOTE, said)


def refusal(data: Path) -> Refusal | None:
    """What is still to be taken back."""
    try:
        return Refusal(**json.loads((data / _REFUSAL).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def refuse(data: Path, said: Refusal) -> None:
    """Ask for an edition to be taken back. Where the disk cannot take it, the next start asks again."""
    _write(data / _REFUSAL, said)


def settle(data: Path, said: Refusal) -> None:
    """It was dealt with, unless the kiosk has refused another one meanwhile. Raises OSError."""
    if refusal(data) == said:
        (data / _REFUSAL).unlink()


def _write(path: Path, said: Note | Refusal) -> None:
    # Not for ever on the disk: the notes tell of a program that ended, not of a power cut, and the first
    # frame waits for them.
    unfinished = path.with_name(f"{path.name}.new")
    try:
        unfinished.write_text(json.dumps(asdict(said), ensure_ascii=False), "utf-8")
        unfinished.replace(path)
    except OSError as error:
        log.warning("%s cannot be written: %s", path.name, error)
