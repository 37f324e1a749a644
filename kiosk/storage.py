"""Writing so that a power cut leaves the old state or the new one. Only the standard library."""

import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.errors import StorageError
from kiosk.messages import say

_AT_FDCWD, _RENAME_NOREPLACE = -100, 1
"""Of Linux, for renameat2."""


def sync(folder: Path) -> None:
    """Put everything written so far on this folder's file system on the disk.

    One call for thousands of tiles; a fsync for each of them would take minutes on a small disk.
    Raises OSError when the disk reports that something was lost.
    """
    import ctypes  # only a build needs it, not the first frame

    fd = os.open(folder, os.O_RDONLY)
    try:
        syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
        if syncfs is None:
            os.sync()
        elif syncfs(fd):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(fd)


def sync_entry(folder: Path) -> None:
    """Put the names in one folder on the disk: after a rename, so that it lasts."""
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def write_file(path: Path, content: bytes, aside: Path) -> None:
    """Replace one file at once. ``aside`` is a folder on the same file system for the unfinished one."""
    unfinished = aside / f"{path.name}.new"
    with unfinished.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(path)
    sync_entry(path.parent)


def point(link: Path, target: str, aside: Path) -> None:
    """Make ``link`` a symbolic link to ``target``, by one rename."""
    unfinished = aside / f"{link.name}.link"
    unfinished.unlink(missing_ok=True)
    unfinished.symlink_to(target)
    unfinished.replace(link)
    sync_entry(link.parent)


def rename_new(path: Path, place: Path) -> None:
    """Rename a file or folder to a name that is free. Raises FileExistsError, and never overwrites."""
    import ctypes  # only an inbox needs it, not the first frame

    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is not None:
        if not rename(_AT_FDCWD, os.fsencode(path), _AT_FDCWD, os.fsencode(place), _RENAME_NOREPLACE):
            return
        code = ctypes.get_errno()
        if code not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
            raise OSError(code, os.strerror(code), str(path), None, str(place))
    # A file system that cannot look and rename in one step.
    if os.path.lexists(place):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(place))
    path.rename(place)


def move_into_place(finished: Path, place: Path) -> None:
    """Rename a finished folder to its place; what stands there already is as good and stays."""
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        finished.rename(place)
    except OSError as error:
        if error.errno not in (errno.EEXIST, errno.ENOTEMPTY):
            raise
        shutil.rmtree(finished)


def fresh_folder(folder: Path) -> Path:
    """An empty folder, whatever was there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def discard(folder: Path, aside: Path) -> None:
    """Delete a folder. It leaves its place whole, so that what stands in a place is never half of it."""
    leaving = aside / f"{folder.name}.old"
    shutil.rmtree(leaving, ignore_errors=True)
    folder.rename(leaving)
    shutil.rmtree(leaving)


def link_or_copy(source: Path, place: Path) -> None:
    """A hard link where the file system has them, else a copy. Only for files that nobody edits."""
    try:
        os.link(source, place)
    except OSError as error:
        if error.errno not in (errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EMLINK):
            raise
        shutil.copyfile(source, place)


def has_space(folder: Path, needed: int) -> bool:
    """True when ``needed`` bytes are free where ``folder`` is."""
    return shutil.disk_usage(folder).free >= needed


def need_space(folder: Path, needed: int) -> None:
    """Raise StorageError when fewer than ``needed`` bytes are free where ``folder`` is."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StorageError(
            folder,
            say(
                "The disk is full: {free} MB free, about {needed} MB needed. Make room and build again.",
                free=_mb(free),
                needed=_mb(needed),
            ),
        )


#: Reasons why nothing more can be written, whatever it is.
NO_ROOM = {
    errno.ENOSPC: say("The disk is full. Make room and build again."),
    errno.EDQUOT: say("The disk quota is used up. Make room and build again."),
    errno.EFBIG: say("A file grew beyond what is allowed here. Make room and build again."),
    errno.EROFS: say("The disk is read-only."),
}


@contextmanager
def clear_errors(folder: Path) -> Iterator[None]:
    """Turn what a disk may answer (full, read-only, no permission) into one plain StorageError."""
    reasons = NO_ROOM | {
        errno.EACCES: say("Permission is denied."),
        errno.EIO: say("The disk has a fault."),
    }
    try:
        yield
    except OSError as error:
        reason = reasons.get(error.errno or 0)
        if reason is None:
            raise
        raise StorageError(Path(error.filename or folder), reason) from error


@contextmanager
def only_one(lock: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold a lock file; ``waiting`` is called when another process has it and must end first."""
    fd = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def _mb(size: int) -> str:
    return f"{size / 1e6:.0f}"
