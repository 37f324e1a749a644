"""What lies in an inbox: a pack, something that is no pack, or nothing that anybody has dropped."""

import errno
import fcntl
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from kiosk.messages import Message, say
from kiosk.packs.folder import entries_of, refused
from kiosk.problems import Problem

_UNFINISHED = re.compile(r".*\.(part|partial|filepart|crdownload|download|tmp|temp)|~\$.*", re.IGNORECASE)
"""Names under which browsers and copying programs write what is not whole yet, and locks of offices."""
_OF_THE_SYSTEM = {"system volume information", "$recycle.bin", "recycler", "lost+found", "found.000"}

_KINDS: dict[str, tuple[Message, Message]] = {
    "xlsx xlsm xls ods numbers csv tsv": (
        say("This is a spreadsheet, not a pack."),
        say("Translated texts go into a pack with `kiosk packs texts import`; then put the whole pack here."),
    ),
    "rar 7z tar gz tgz bz2 xz zst": (
        say("This kind of archive is not read here."),
        say("Put the pack's folder here as it is, or a `.zip` of it."),
    ),
    "jpg jpeg png webp gif tif tiff bmp heic heif psd mp4 mov avi mkv webm mp3 wav vtt srt glb": (
        say("This is one picture, film or other medium, not a pack."),
        say("Put it into the folder `media` of a pack, name it in a record, and put the whole pack here."),
    ),
    "yaml yml": (
        say("This is one file of a pack."),
        say("Put it into its pack, and put the whole pack here."),
    ),
    "doc docx odt rtf txt md pdf ppt pptx pages": (
        say("This is a document, not a pack."),
        say("Its texts go into the YAML files of a pack; put the whole pack here."),
    ),
}


def is_dropped(name: str) -> bool:
    """False for what systems and programs leave behind by themselves, beside the litter of desktops."""
    return not _UNFINISHED.fullmatch(name) and name.casefold() not in _OF_THE_SYSTEM


def may_be_pack(drop: Path) -> tuple[Problem, ...]:
    """Nothing for a folder or a zip; for all else one problem that explains what it is and what to do.

    Raises OSError.
    """
    mode = drop.lstat().st_mode
    if stat.S_ISDIR(mode) or (stat.S_ISREG(mode) and drop.suffix.lower() == ".zip"):
        return ()
    place = Path(drop.name)
    if stat.S_ISLNK(mode):
        return (refused(place, "symlink"),)
    if not stat.S_ISREG(mode):
        return (refused(place, "not-a-file"),)
    message, hint = (
        say("This is not a pack."),
        say("A pack is a folder with a `pack.yaml`, or a `.zip` of it."),
    )
    for endings, said in _KINDS.items():
        if drop.suffix.lower().removeprefix(".") in endings.split():
            message, hint = said
    return (Problem(place, None, "", "not-a-pack", message, hint),)


def is_empty(drop: Path) -> bool:
    """True for a folder with nothing in it: somebody has just made it. Raises OSError."""
    return drop.is_dir() and not drop.is_symlink() and next(_files(drop), None) is None


def is_being_written(drop: Path) -> bool:
    """True when some program on this computer holds a file of it open for writing: a copy that has stalled.

    Linux knows (it gives a read lease only on a file that nobody writes); a disk that does not answer
    counts as no. The program must ignore SIGIO, which Linux sends when somebody opens a file at that very
    moment. Raises OSError.
    """
    mode = drop.lstat().st_mode
    if stat.S_ISREG(mode):
        return _has_writer(drop)
    return stat.S_ISDIR(mode) and any(map(_has_writer, _files(drop)))


def _has_writer(file: Path) -> bool:
    try:
        fd = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        os.close(fd)
    return False


def _files(folder: Path) -> Iterator[Path]:
    """Every file below a folder, apart from the litter of desktops. No link is followed."""
    for entry in entries_of(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path))
        else:
            yield Path(entry.path)
