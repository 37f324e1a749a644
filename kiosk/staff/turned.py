"""A turn of the picture that staff have chosen at the screen: ``data/turned.json``.

It takes the place of ``session: {rotation: …}``, from the next start of the session on, for as long as the
configuration stays as it was. Until somebody keeps it, it is on trial: a touch screen may not have turned
along.
On the path to the first frame: only the standard library here.
"""

import json
import logging
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from kiosk.storage import write_file

log = logging.getLogger(__name__)

Degrees = Literal[0, 90, 180, 270]
ALL: tuple[Degrees, ...] = get_args(Degrees)
_FILE = "turned.json"


@dataclass(frozen=True, slots=True)
class Turned:
    """What the file says."""

    configured: Degrees
    """What the configuration said when this was chosen."""
    rotation: Degrees
    before: Degrees
    kept: bool


def turned(data: Path, configured: Degrees) -> Turned | None:
    """The choice that holds; None where there is none, or the configuration has changed since."""
    try:
        said = Turned(**json.loads((data / _FILE).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
    sane = said.rotation in ALL and said.before in ALL and said.configured == configured
    return said if sane else None


def rotation(data: Path, configured: Degrees) -> Degrees:
    """Degrees by which the screen stands turned clockwise."""
    said = turned(data, configured)
    return said.rotation if said is not None else configured


def try_turn(data: Path, configured: Degrees, wanted: Degrees) -> None:
    """From the next start on, until somebody keeps it. Raises OSError."""
    _write(data, Turned(configured, wanted, rotation(data, configured), False))


def keep(data: Path, said: Turned) -> None:
    """Nobody needs to be asked again. Raises OSError."""
    _write(data, replace(said, kept=True))


def turn_back(data: Path, said: Turned) -> None:
    """As it was before, from the next start on. Raises OSError."""
    _write(data, replace(said, rotation=said.before, kept=True))


def _write(data: Path, said: Turned) -> None:
    write_file(data / _FILE, json.dumps(asdict(said)).encode(), data)
