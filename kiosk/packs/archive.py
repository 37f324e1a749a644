"""Taking a delivered zip apart, safely: what it says of itself is never believed.

Names are read as whoever made the zip meant them (UTF-8, GBK or the DOS code page for Cyrillic, composed
characters), the litter of desktops is passed over, and every way out of the folder, every link, bomb and
damage ends in a Problem. A zip may hold several packs, each in a folder of its own.
"""

import errno
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from kiosk.messages import NOTHING, Message, say
from kiosk.packs.folder import is_litter
from kiosk.problems import Problem

_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_CHUNK = 1 << 20
_MB = 1_000_000
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError)
"""What the standard library raises for a zip that is cut off, damaged or of an unknown kind; for places that
cannot be, OSError with EINVAL as well."""
_NAME_BYTES, _DEPTH = 255, 16
_SMALL = 10 * _MB
"""A text file of zeros may shrink to nothing; only larger ones are suspected to be bombs."""


class Limits(Protocol):
    """How much one zip may become: ``kiosk.config.Archive``."""

    @property
    def files(self) -> int: ...
    @property
    def total_mb(self) -> int: ...
    @property
    def file_mb(self) -> int: ...
    @property
    def ratio(self) -> int:
        """Bytes of a file for each byte of it in the zip."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file or folder of a zip."""

    info: zipfile.ZipInfo
    name: str
    """As meant, with ``/``, composed (NFC)."""


def unpack(file: Path, target: Path, limits: Limits, shown: str = "") -> tuple[Problem, ...]:
    """Unpack ``file`` into the empty folder ``target``; returns why that was not done, or nothing.

    Problems name the zip as ``shown`` (its own name without it). What was written before a problem was found
    stays in ``target`` and is not to be used. Raises OSError when the disk cannot take it.
    """
    label = Path(shown or file.name)
    try:
        with plain_errors():
            archive = zipfile.ZipFile(file)
    except Unpacking as error:
        return (_damaged(label, error),)
    with archive:
        members, problems = members_of(archive, label, limits)
        return problems or tuple(_write(archive, members, target, label, limits))


def members_of(
    archive: zipfile.ZipFile, label: Path, limits: Limits
) -> tuple[list[Member], tuple[Problem, ...]]:
    """What belongs to packs in a zip, and why it may not be unpacked; ``label`` is its name in problems."""
    infos = archive.infolist()
    if len(infos) > limits.files:
        message = say("The zip holds {count} files; {most} is the most.", count=len(infos), most=limits.files)
        return [], (_problem(label, "zip-bomb", message, say("Is this the right file?")),)
    members = [Member(info, meant_name(info)) for info in infos]
    members = [each for each in members if not any(is_litter(part) for part in _parts(each.name))]
    problems = [problem for each in members for problem in _check(each, label, limits)]
    problems += _twice(members, label)
    total = sum(each.info.file_size for each in members)
    if total > limits.total_mb * _MB:
        message = say(
            "Unpacked, the zip would take {size} MB; {most} MB is the most.",
            size=total // _MB,
            most=limits.total_mb,
        )
        problems.append(_problem(label, "zip-bomb", message, say("Is this the right file?")))
    return members, tuple(problems)


def meant_name(info: zipfile.ZipInfo) -> str:
    """The name as whoever packed it saw it."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME and not name.isascii():
        name = _decoded(info.orig_filename.encode("cp437", "replace"))
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _decoded(raw: bytes) -> str:
    """Chinese Windows writes GBK, Russian Windows the DOS code page 866, others mostly UTF-8."""
    for encoding, wanted in (
        ("utf-8", r"[^\x00-\x7f]"),
        ("gbk", r"[\u4e00-\u9fff]"),
        ("cp866", r"[а-яА-ЯёЁ]"),
    ):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(re.findall(wanted, text)) >= sum(char > "\x7f" for char in text) / 2:
            return text
    return raw.decode("cp437")


def _parts(name: str) -> Sequence[str]:
    return [part for part in name.split("/") if part not in ("", ".", "..")]


def _check(member: Member, label: Path, limits: Limits) -> Iterator[Problem]:
    info, name = member.info, member.name
    parts = name.rstrip("/").split("/")
    kind = stat.S_IFMT(info.external_attr >> 16)
    place = label / "/".join(_parts(name))
    if name.startswith("/") or ".." in parts or re.match("[A-Za-z]:", name) or "\0" in info.orig_filename:
        message = say("`{file}` leads out of the pack.", file=name)
        yield _problem(label, "leaves-pack", message, say("Zip the pack's folder itself, and nothing else."))
        return
    if (
        "" in parts
        or "." in parts
        or len(parts) > _DEPTH
        or any(len(part.encode()) > _NAME_BYTES for part in parts)
    ):
        message = say("The name of this file is too long, or has empty parts.")
        yield _problem(place, "file-name", message, say("Give it another name."))
    if kind == stat.S_IFLNK:
        message = say("This is a link; a pack holds only its own files.")
        yield _problem(place, "symlink", message, say("Copy the file itself to this place."))
    elif kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        yield _problem(place, "not-a-file", say("This is neither a file nor a folder."), say("Delete it."))
    if info.flag_bits & _ENCRYPTED:
        yield _problem(
            place, "encrypted", say("This file is encrypted."), say("Zip the pack without a password.")
        )
    if name.lower().endswith((".zip", ".rar", ".7z", ".tar", ".gz")):
        message = say("There is an archive inside the zip.")
        yield _problem(place, "zip-in-zip", message, say("Unpack it, and zip the pack's folder once."))
    if info.file_size > limits.file_mb * _MB:
        message = say(
            "This file would take {size} MB; {most} MB is the most.",
            size=info.file_size // _MB,
            most=limits.file_mb,
        )
        yield _problem(place, "zip-bomb", message, say("Is this the right file?"))
    elif info.file_size > max(_SMALL, limits.ratio * info.compress_size):
        message = say("This file is packed suspiciously small, as nobody’s pictures and texts are.")
        yield _problem(place, "zip-bomb", message, say("Zip the pack again from its own folder."))


def _twice(members: Sequence[Member], label: Path) -> Iterator[Problem]:
    """Two names that a disk may take for one, or a file where others need a folder."""
    seen: dict[str, str] = {}
    files = {each.name for each in members if not each.info.is_dir()}
    for name in sorted(files):
        folded = name.casefold()
        if folded in seen:
            message = say("`{one}` and `{other}` are one name.", one=seen[folded], other=name)
            yield _problem(label, "file-name", message, say("Give one of them another name."))
        seen[folded] = name
        if any(str(parent) in files for parent in PurePosixPath(name).parents):
            message = say("`{file}` lies in something that is no folder.", file=name)
            yield _problem(label, "file-name", message, say("Zip the pack again."))
    if len(files) < sum(not each.info.is_dir() for each in members):
        message = say("Two files in the zip have the same name.")
        yield _problem(label, "file-name", message, say("Zip the pack again."))


def _write(
    archive: zipfile.ZipFile, members: Sequence[Member], target: Path, label: Path, limits: Limits
) -> Iterator[Problem]:
    left = limits.total_mb * _MB
    for member in members:
        if member.info.is_dir():
            continue
        place = target / member.name
        place.parent.mkdir(parents=True, exist_ok=True)
        most = min(left, limits.file_mb * _MB, member.info.file_size)
        with place.open("xb") as write:
            try:
                written = _stream(archive, member.info, write.write, most)
            except Unpacking as error:
                yield _damaged(label / member.name, error)
                return
        left -= written


class Unpacking(Exception):
    """The zip's data is damaged, or more than it said."""


def _stream(archive: zipfile.ZipFile, info: zipfile.ZipInfo, write: Callable[[bytes], int], most: int) -> int:
    """Unpack one member; the disk's errors pass, the zip's become Unpacking."""
    written = 0
    with plain_errors():
        stream = archive.open(info)
    with stream:
        while True:
            with plain_errors():
                chunk = stream.read(_CHUNK)
            if not chunk:
                return written
            written += len(chunk)
            if written > most:
                raise Unpacking
            write(chunk)


@contextmanager
def plain_errors() -> Iterator[None]:
    """What a damaged zip makes the standard library raise, as Unpacking; the disk's OSErrors pass."""
    try:
        yield
    except _FAULTS as error:
        raise Unpacking from error
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise Unpacking from error


def _damaged(place: Path, error: Unpacking) -> Problem:
    if isinstance(error.__cause__, NotImplementedError):
        message = say("The zip is packed in a way that is not known here.")
        return _problem(place, "not-a-zip", message, say("Zip it again in the usual way (`Deflate`)."))
    message = say("The zip is damaged or not whole.")
    return _problem(place, "not-a-zip", message, say("Copy it again, or zip the pack again."))


def _problem(place: Path, code: str, message: Message, hint: Message = NOTHING) -> Problem:
    return Problem(place, None, "", code, message, hint)
