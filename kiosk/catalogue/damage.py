"""Is an edition still what was built? Disks lose and mix up bytes; ``editions.read`` looks only at sizes.

Asked only when a screen has failed: it reads the whole catalogue.
"""

import json
import logging
import sqlite3
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

from kiosk.catalogue import editions
from kiosk.catalogue.attract import read_attract
from kiosk.catalogue.editions import CATALOGUE, EDITION
from kiosk.errors import EditionError

log = logging.getLogger(__name__)

CONDEMNED = "condemned.json"
"""What ``edition.json`` is called in an edition that must not be shown. Without the right name it is whole
to nobody, and the next build deletes it."""
_READINGS = "readings.json"
_CHUNK = 1 << 20


def is_sound(edition: Path) -> bool:
    """False when a file of it is gone, cut off or not what was written."""
    try:
        editions.read(edition)
        read_attract(edition)
        return _catalogue_is_sound(edition)
    except (EditionError, OSError):
        return False


def _catalogue_is_sound(edition: Path) -> bool:
    written = _digest_written(edition)
    if written is not None:
        return written == _digest(edition / CATALOGUE)
    try:
        with closing(
            sqlite3.connect(f"{(edition / CATALOGUE).resolve().as_uri()}?mode=ro", uri=True)
        ) as file:
            return bool(file.execute("PRAGMA quick_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def _digest_written(edition: Path) -> str | None:
    """The catalogue's digest, as the build wrote it beside it; None where that cannot be read any more."""
    try:
        _, _, said = (edition / _READINGS).read_bytes().partition(b"\n")
        return str(json.loads(said)["catalogue"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _digest(file: Path) -> str:
    whole = blake2b(digest_size=16)
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            whole.update(chunk)
    return whole.hexdigest()


def condemn(edition: Path) -> None:
    """Keep a damaged edition from being shown, by anybody and after any start; where the disk takes nothing
    more, until the end of the program is as good as it gets."""
    try:
        (edition / EDITION).rename(edition / CONDEMNED)
    except OSError as error:
        log.warning("edition %s cannot be set aside: %s", edition.name, error)
