"""Finished editions on the disk: which one is current, and is it whole.

On the path to the first frame: only the standard library here.

``data/editions/<id>/`` holds ``catalogue.sqlite``, ``attract.json`` and ``edition.json``;
``data/current`` is a symbolic link to one of them; pictures and films are in ``data/derivatives``.
"""

import fcntl
import json
import os
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from kiosk.errors import EditionError
from kiosk.messages import quoted, reason, say
from kiosk.storage import discard

#: Raise it with every change of the tables or of what is put into them.
SCHEMA_VERSION = 2

CATALOGUE, ATTRACT, EDITION = "catalogue.sqlite", "attract.json", "edition.json"


@dataclass(frozen=True, slots=True)
class PackUsed:
    """One pack of an edition."""

    id: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Edition:
    """What ``edition.json`` says."""

    id: str
    schema: int
    program: str
    packs: tuple[PackUsed, ...]
    sizes: dict[str, int]
    """Bytes of the other files of the edition."""


def editions_folder(data: Path) -> Path:
    return data / "editions"


def derivative_folder(data: Path, derivative: str) -> Path:
    """Where the derivatives of one medium are; ``derivative`` is its key."""
    return data / "derivatives" / derivative[:2] / derivative


def data_folder(edition: Path) -> Path:
    """The data folder that a finished edition (its real path) is in."""
    return edition.parent.parent


def read(edition: Path) -> Edition:
    """Read ``edition.json`` and check that the edition is whole and can be read by this program.

    Checks names, versions and sizes, not every byte. Raises EditionError.
    """
    try:
        said = json.loads((edition / EDITION).read_bytes())
        found = Edition(**{**said, "packs": tuple(PackUsed(**pack) for pack in said["packs"])})
        sizes = {name: (edition / name).stat().st_size for name in (CATALOGUE, ATTRACT)}
    except (OSError, ValueError, TypeError, KeyError) as error:
        message = say("The edition is not whole ({words}).", words=quoted(str(error)))
        raise EditionError(edition, message) from error
    if found.schema != SCHEMA_VERSION:
        raise EditionError(
            edition,
            say(
                "The edition is of format {found}, this program reads {known}.",
                found=found.schema,
                known=SCHEMA_VERSION,
            ),
        )
    if found.sizes != sizes:
        raise EditionError(edition, say("The edition is not whole: a file has another size."))
    return found


def write(edition: Path, described: Edition) -> None:
    (edition / EDITION).write_text(json.dumps(asdict(described), ensure_ascii=False, indent=1))


def all_editions(data: Path) -> Iterator[Path]:
    """Every whole edition, newest first."""
    folder = editions_folder(data)
    names = sorted((entry.name for entry in os.scandir(folder)), reverse=True) if folder.is_dir() else []
    for name in names:
        try:
            read(folder / name)
        except EditionError:
            continue
        yield folder / name


def current(data: Path, without: Collection[str] = ()) -> Path | None:
    """The edition to show, or None when there is none.

    That is the one ``data/current`` points to; if it is damaged, or named in ``without``, the newest
    other one that is whole, for a picture of yesterday is better than none.
    """
    pointed = (data / "current").resolve()
    try:
        read(pointed)
        if pointed.name not in without:
            return pointed
    except EditionError:
        pass
    return next((each for each in all_editions(data) if each.name not in without), None)


def hold(edition: Path) -> int:
    """Keep an edition from being removed while it is shown: a file descriptor; close it to let go.

    Raises EditionError when it is gone already.
    """
    try:
        fd = os.open(edition / EDITION, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        message = say("The edition cannot be opened: {reason}.", reason=reason(error))
        raise EditionError(edition, message) from error
    fcntl.flock(fd, fcntl.LOCK_SH)
    if not os.fstat(fd).st_nlink:
        os.close(fd)
        raise EditionError(edition, say("The edition was removed."))
    return fd


def remove(edition: Path, aside: Path) -> bool:
    """Delete an edition unless some process is showing it; says whether it is gone."""
    try:
        fd = os.open(edition / EDITION, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        discard(edition, aside)
        return True
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        discard(edition, aside)
    except BlockingIOError:
        return False
    finally:
        os.close(fd)
    return True
