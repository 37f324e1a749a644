"""A pack in a zip, as far as signing and verifying need it: nothing is unpacked.

Only plain zips are taken here: what the installer would have to mend or refuse (names outside UTF-8, links,
encryption, names that lead out of the pack) must not be signed.
"""

import os
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.messages import NOTHING, Message, say
from kiosk.packs.contents import Damaged, Readable
from kiosk.packs.folder import is_litter, refused
from kiosk.packs.signature import SIGNATURE
from kiosk.problems import Problem

_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_CHUNK = 1 << 20
_UPWARDS = frozenset((".", ".."))
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What the standard library raises for a zip that is cut, damaged or of an unknown kind."""


class UnusableZip(Exception):
    """No plain zip of one pack; ``problems`` say why."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(*map(str, problems))


@dataclass(frozen=True, slots=True)
class ZipContents:
    """The files of a pack in a zip."""

    root: Path
    """The zip, and the folder in it that is the pack."""
    files: Mapping[str, zipfile.ZipInfo]
    prefix: str
    """Where the pack stands in the zip: empty, or ``saka/``."""
    archive: zipfile.ZipFile
    problems: tuple[Problem, ...] = ()

    def open(self, name: str) -> AbstractContextManager[Readable]:
        return _Member(self.archive, self.files[name])


class _Member:
    """One file of a zip; whatever is wrong with it is an OSError, as with a file on a disk."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        with _plain_errors():
            self._stream = archive.open(info)

    def __enter__(self) -> "_Member":
        return self

    def __exit__(self, *error: object) -> None:
        self._stream.close()

    def read(self, size: int, /) -> bytes:
        with _plain_errors():
            return self._stream.read(size)


@contextmanager
def open_zip(path: Path) -> Iterator[ZipContents]:
    """The pack in a zip. Raises UnusableZip, and OSError when the file cannot be opened."""
    try:
        archive = zipfile.ZipFile(path)
    except _FAULTS as error:
        message = say("This is no zip, or it is damaged.")
        raise UnusableZip(Problem(path, None, "", "not-a-zip", message)) from error
    with archive:
        members = [info for info in archive.infolist() if not _belongs_to_nobody(info.filename)]
        wrong = [problem for info in members for problem in _check_member(path, info)]
        files = {info.filename: info for info in members if not info.is_dir()}
        if len(files) < sum(not info.is_dir() for info in members):
            wrong.append(
                Problem(path, None, "", "file-name", say("Two files in the zip have the same name."))
            )
        if wrong:
            raise UnusableZip(*wrong)
        prefix = _prefix(path, files)
        inside = {name.removeprefix(prefix): info for name, info in files.items()}
        yield ZipContents(path / prefix, inside, prefix, archive)


def with_signature(contents: ZipContents, target: Path, signature: bytes, now: datetime) -> None:
    """Write the zip anew with its signature, and put it in the place of ``target`` by one rename.

    Raises OSError.
    """
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        unfinished = Path(file.name)
        try:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as signed:
                for info in contents.archive.infolist():
                    if info.filename != contents.prefix + SIGNATURE:
                        _copy(contents.archive, info, signed)
                entry = zipfile.ZipInfo(contents.prefix + SIGNATURE, now.timetuple()[:6])
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = (stat.S_IFREG | 0o644) << 16
                signed.writestr(entry, signature)
            file.flush()
            os.fsync(file.fileno())
            unfinished.chmod(stat.S_IMODE(target.stat().st_mode))
            unfinished.replace(target)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise


def _copy(archive: zipfile.ZipFile, info: zipfile.ZipInfo, signed: zipfile.ZipFile) -> None:
    """One member as it is, with its date and its compression."""
    copied = zipfile.ZipInfo(info.filename, info.date_time)
    copied.compress_type, copied.external_attr = info.compress_type, info.external_attr
    copied.file_size = info.file_size
    if info.is_dir():
        signed.writestr(copied, b"")
        return
    with _plain_errors(), archive.open(info) as read, signed.open(copied, "w") as write:
        shutil.copyfileobj(read, write, _CHUNK)


def _belongs_to_nobody(name: str) -> bool:
    return any(is_litter(part) for part in name.split("/") if part not in _UPWARDS)


def _check_member(path: Path, info: zipfile.ZipInfo) -> Iterator[Problem]:
    name, kind = info.filename, stat.S_IFMT(info.external_attr >> 16)

    def problem(code: str, message: Message, hint: Message = NOTHING) -> Problem:
        return Problem(path / name.lstrip("/"), None, "", code, message, hint)

    if not name.isascii() and not info.flag_bits & _UTF8_NAME:
        yield problem(
            "file-name",
            say("This file's name is not written in UTF-8."),
            say("Unpack the zip, sign the folder, and zip it again with another program."),
        )
    if (
        name.startswith("/")
        or "\\" in name
        or _UPWARDS.intersection(name.split("/"))
        or re.match("[A-Za-z]:", name)
    ):
        yield problem("leaves-pack", say("`{file}` does not name a file inside the pack.", file=name))
    if info.flag_bits & _ENCRYPTED:
        yield problem("encrypted", say("This file is encrypted."), say("Zip the pack without a password."))
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        yield refused(path / name, "symlink")


def _prefix(path: Path, files: Mapping[str, zipfile.ZipInfo]) -> str:
    if "pack.yaml" in files:
        return ""
    tops = {name.partition("/")[0] for name in files}
    if len(tops) == 1 and f"{(top := tops.pop())}/pack.yaml" in files:
        return f"{top}/"
    message = say("There is no `pack.yaml` at the top of the zip, nor in the one folder at its top.")
    raise UnusableZip(Problem(path, None, "", "missing-file", message, say("A zip holds one pack.")))


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except _FAULTS as error:
        raise Damaged from error
