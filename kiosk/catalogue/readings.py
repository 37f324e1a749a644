"""What a build leaves for the next one: ``readings.json`` of an edition, and the catalogue beside it.

With it a build reads only the records that changed, and takes the rows of all others over. Nothing of it is
believed that does not carry the right digests: of the file itself, of the catalogue, and of this program,
for another program may say something else of the same record. Without it all is built anew.
"""

import json
import platform
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Any

import PIL
import pydantic
import sqlalchemy
import yaml

from kiosk.catalogue import editions
from kiosk.catalogue.delivery import Candidate
from kiosk.catalogue.editions import CATALOGUE
from kiosk.media.films import FilmFacts
from kiosk.media.probe import ImageFacts
from kiosk.packs.memory import Memory
from kiosk.packs.store import digest_of
from kiosk.packs.texts import COVERAGE

READINGS = "readings.json"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Earlier:
    """The edition on the screen, as far as the next one may take over from it."""

    catalogue: Path
    memories: Mapping[str, Memory]
    """Pack -> what is remembered of it. Every record in it has its rows in the catalogue."""


def _program() -> str:
    """Digest of everything that decides what is said of a record and what its rows are."""
    source = Path(__file__).parents[1]
    whole = blake2b(digest_size=16)
    for file in sorted(source.rglob("*.py")):
        whole.update(f"{file.relative_to(source)}\0".encode() + file.read_bytes())
    whole.update(COVERAGE.read_bytes() if COVERAGE.exists() else b"")
    libraries = pydantic.VERSION, yaml.__version__, sqlalchemy.__version__, PIL.__version__
    whole.update("\0".join([*libraries, platform.python_version(), sqlite3.sqlite_version]).encode())
    return whole.hexdigest()


#: Taken as the program starts: its files may be exchanged while it runs.
PROGRAM = _program()


def recall(data: Path) -> Earlier | None:
    """What the current edition left; None when there is none, or anything about it is not as it should be."""
    edition = editions.current(data)
    if edition is None:
        return None
    try:
        digest, _, said = (edition / READINGS).read_bytes().partition(b"\n")
        if digest.decode("ascii", "replace") != digest_of(said):
            return None
        known = json.loads(said)
        if known["program"] != PROGRAM or known["catalogue"] != _digest(edition / CATALOGUE):
            return None
    except FileNotFoundError:
        return None
    return Earlier(
        edition / CATALOGUE, {pack: Memory(**remembered) for pack, remembered in known["packs"].items()}
    )


def keep(edition: Path, shown: Iterable[Candidate]) -> None:
    """Leave in an unfinished edition, whose catalogue is written, what its packs said."""
    said = json.dumps(
        {
            "program": PROGRAM,
            "catalogue": _digest(edition / CATALOGUE),
            "packs": {each.id: _remembered(each) for each in shown},
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    (edition / READINGS).write_bytes(digest_of(said).encode() + b"\n" + said)


def _remembered(candidate: Candidate) -> dict[str, Any]:
    pack, copies = candidate.pack, candidate.version.media
    everything: Iterable[tuple[str, ImageFacts | FilmFacts]] = chain(
        pack.assets.pictures.items(), pack.assets.films.items()
    )
    media = {file: [copies[file].size, copies[file].mtime_ns, *astuple(facts)] for file, facts in everything}
    return {
        "words": pack.words,
        "records": {reading.file: reading.packed() for reading in pack.readings},
        "media": media,
    }


def _digest(file: Path) -> str:
    """Of a file of any size."""
    whole = blake2b(digest_size=16)
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            whole.update(chunk)
    return whole.hexdigest()
