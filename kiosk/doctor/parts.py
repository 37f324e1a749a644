"""Fonts, decoders, versions: the parts of the program."""

import hashlib
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from kiosk.catalogue.freshness import pack_roots
from kiosk.doctor.check import Finding, Patient, attention, broken, ok
from kiosk.fonts import FONTS
from kiosk.machine import words
from kiosk.machine.fact import Unknown
from kiosk.media.faults import MediaError
from kiosk.media.films import probe_film
from kiosk.media.probe import probe_image
from kiosk.messages import Message, listed, say, say_many

SUMS = "SHA256SUMS"
LOCK = Path(__file__).parents[2] / "requirements.lock"
_PINNED = re.compile(r"^([a-z0-9.-]+)==([^ ;]+)", re.MULTILINE)


def fonts(_patient: Patient, folder: Path = FONTS) -> Iterator[Finding]:
    """The faces that ship, byte for byte."""
    lines = (folder / SUMS).read_text("ascii").splitlines()
    bad = 0
    for digest, name in (line.split("  ") for line in lines):
        try:
            same = hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
            wrong = NOT_WHOLE if not same else None
        except OSError:
            wrong = MISSING
        if wrong is not None:
            bad += 1
            yield broken(wrong.filled(name=name), INSTALL_AGAIN)
    if not bad:
        yield ok(say_many("{count} font, whole.", "{count} fonts, whole.", len(lines)))


NOT_WHOLE = say("The font `{name}` is not as it was shipped.")
MISSING = say("The font `{name}` is missing.")
INSTALL_AGAIN = say("Install the program again: `sudo deploy/install.sh`.")


def codecs(patient: Patient) -> Iterator[Finding]:
    """A film and a picture of a pack that is shown, decoded as a build does it."""
    roots = [root for root in pack_roots(patient.config).values() if root]
    film = next((each for root in roots for each in sorted(root.glob("media/*.mp4"))), None)
    picture = next((each for root in roots for each in sorted(root.glob("media/*.[jpw][pne][gb]*"))), None)
    if film is None and picture is None:
        yield ok(say("No pack has a film or a picture to try."))
    for file, probe in ((film, probe_film), (picture, probe_image)):
        if file is None:
            continue
        try:
            found = probe(file)
        except (MediaError, OSError) as error:
            reason: Message | str = error.reason if isinstance(error, MediaError) else str(error)
            yield broken(
                say("`{file}` cannot be decoded: {reason}", file=file.name, reason=reason),
                say("If the file is whole, install the program again: `sudo deploy/install.sh`."),
            )
        else:
            size = f"{found.width} × {found.height}"
            yield ok(say("`{file}` can be decoded ({size}).", file=file.name, size=size))


def versions(patient: Patient, lock: Path = LOCK) -> Iterator[Finding]:
    found = patient.machine.versions
    if isinstance(found, Unknown):
        yield broken(say("Versions cannot be looked at: {reason}.", reason=found.reason))
        return
    yield ok(words.versions(found))
    if not lock.exists():
        return
    others = []
    for name, pinned in _PINNED.findall(lock.read_text("utf-8")):
        installed = _installed(name)
        if installed != pinned:
            others.append(f"{name} {installed or '–'} ({pinned})")
    if others:
        yield attention(
            say("Other versions than the tested ones are installed: {names}.", names=listed(others[:5])),
            INSTALL_AGAIN,
        )


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
