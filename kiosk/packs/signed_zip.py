"""A pack in a zip, for signing and verifying: nothing is unpacked."""

import os
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.messages import say
from kiosk.packs.archive import Limits, Unpacking, meant_name, members_of, plain_errors
from kiosk.packs.contents import Damaged, Readable
from kiosk.packs.signature import SIGNATURE
from kiosk.problems import Problem

_CHUNK = 1 << 20


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
        return _OpenMember(self.archive, self.files[name])


class _OpenMember:
    """One file of a zip; whatever is wrong with it is an OSError, as with a file on a disk."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        with _told_as_damage():
            self._stream = archive.open(info)

    def __enter__(self) -> "_OpenMember":
        return self

    def __exit__(self, *error: object) -> None:
        self._stream.close()

    def read(self, size: int, /) -> bytes:
        with _told_as_damage():
            return self._stream.read(size)


@contextmanager
def open_zip(path: Path, limits: Limits) -> Iterator[ZipContents]:
    """The pack in a zip. Raises UnusableZip, and OSError when the file cannot be opened."""
    try:
        with plain_errors():
            archive = zipfile.ZipFile(path)
    except Unpacking as error:
        message = say("This is no zip, or it is damaged.")
        raise UnusableZip(Problem(path, None, "", "not-a-zip", message)) from error
    with archive:
        members, problems = members_of(archive, path, limits)
        if problems:
            raise UnusableZip(*problems)
        files = {member.name: member.info for member in members if not member.info.is_dir()}
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
                    if meant_name(info) != contents.prefix + SIGNATURE:
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
    """One member with its date and its compression; its name in UTF-8, whatever it was."""
    copied = zipfile.ZipInfo(meant_name(info), info.date_time)
    copied.compress_type, copied.external_attr = info.compress_type, info.external_attr
    copied.file_size = info.file_size
    if info.is_dir():
        signed.writestr(copied, b"")
        return
    with _told_as_damage(), archive.open(info) as read, signed.open(copied, "w") as write:
        shutil.copyfileobj(read, write, _CHUNK)


def _prefix(path: Path, files: Mapping[str, zipfile.ZipInfo]) -> str:
    if "pack.yaml" in files:
        return ""
    tops = {name.partition("/")[0] for name in files}
    if len(tops) == 1 and f"{(top := tops.pop())}/pack.yaml" in files:
        return f"{top}/"
    message = say("There is no `pack.yaml` at the top of the zip, nor in the one folder at its top.")
    raise UnusableZip(Problem(path, None, "", "missing-file", message, say("Sign packs one by one.")))


@contextmanager
def _told_as_damage() -> Iterator[None]:
    try:
        with plain_errors():
            yield
    except Unpacking as error:
        raise Damaged from error
