"""A delivery is copied to our own disk before anything of it is believed: here alone is it read.

What lies in an inbox, on a share or on a stick may change, vanish or refuse to be read at any moment. Such a
delivery ends in a Problem; only our own disk raises errors. No link is followed, no special file is opened.
"""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from kiosk.messages import coded, say
from kiosk.packs.archive import Limits, unpack
from kiosk.packs.folder import Folder, list_folder, packs_in, refused
from kiosk.packs.store import fingerprint, fingerprint_files
from kiosk.problems import Problem, errors, unreadable
from kiosk.storage import fresh_folder, need_space

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Refused:
    """A delivery that was not received."""

    result: Literal["refused", "changing", "unread"]
    problems: tuple[Problem, ...]


class _NotRead(Exception):
    """The disk of the delivery did not give it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def mark_of(delivery: Path) -> str:
    """Fingerprint of names, sizes and times of a file or of all that lies in a folder."""
    if delivery.is_dir() and not delivery.is_symlink():
        return fingerprint(delivery)
    return fingerprint_files(delivery.parent, [delivery.name])


def receive(source: Path, aside: Path, limits: Limits, origin: str) -> Folder | Refused:
    """Copy a pack, a folder or a zip, into the empty folder ``aside``; the copy, or why there is none.

    Problems name files from ``origin`` on. Raises StorageError and OSError when our own disk cannot take it.
    """
    try:
        with _reading(origin):
            before = mark_of(source)
            taken = _from_folder if _is_folder(source) else _from_zip
        received = _or_why_not(taken, source, aside, limits, origin)
        with _reading(origin):
            # The fingerprint of a stick that was pulled would only say that something has changed.
            source.lstat()
            changed = mark_of(source) != before
    except _NotRead as error:
        return Refused("unread", (error.problem,))
    if changed:
        message = say("The pack changed while it was copied.")
        hint = say("Wait until all of it is there.")
        return Refused("changing", (Problem(Path(origin), None, "", "still-changing", message, hint),))
    return received


def _or_why_not(
    taken: Callable[[Path, Path, Limits, str], Folder | Refused],
    source: Path,
    aside: Path,
    limits: Limits,
    origin: str,
) -> Folder | Refused:
    try:
        return taken(source, aside, limits, origin)
    except _NotRead as error:
        return Refused("unread", (error.problem,))


def seen_from(origin: str, root: Path, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Problems with their files named as in what was delivered."""
    return tuple(
        replace(each, file=Path(origin) / each.file.relative_to(root))
        if each.file.is_relative_to(root)
        else each
        for each in problems
    )


def _from_folder(source: Path, aside: Path, _limits: Limits, origin: str) -> Folder | Refused:
    with _reading(origin):
        roots = packs_in(source)
        if len(roots) != 1:
            return Refused("refused", (_not_one(source, roots, origin),))
        (root,) = roots
        folder, found = list_folder(root)
    if errors(found):
        unread = any(problem.code == "unreadable" for problem in found)
        return Refused("unread" if unread else "refused", seen_from(origin, root, found))
    # The copy, and about as much for the derivatives that it brings.
    need_space(aside, 2 * sum(folder.files.values()))
    target = fresh_folder(aside / "delivered")
    for name, size in folder.files.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        _copy(folder.path(name), target / name, size, str(Path(origin) / name))
    return replace(folder, root=target, decomposed={})


def _from_zip(source: Path, aside: Path, limits: Limits, origin: str) -> Folder | Refused:
    with _reading(origin):
        size = source.lstat().st_size
    need_space(aside, 2 * size)
    own, unpacked = aside / "delivered.zip", fresh_folder(aside / "unpacked")
    _copy(source, own, size, origin)
    problems = unpack(own, unpacked, limits, origin)
    own.unlink()
    if problems:
        return Refused("refused", problems)
    roots = packs_in(unpacked)
    if len(roots) != 1:
        return Refused("refused", (_not_one(unpacked, roots, origin, zipped=True),))
    return list_folder(roots[0])[0]


def _not_one(place: Path, roots: Sequence[Path], origin: str, zipped: bool = False) -> Problem:
    """What is wrong with a delivery that holds no pack, or several."""
    message = say("There is no file `{file}`.", file="pack.yaml")
    hint = say("Is this the zip of a pack?") if zipped else say("Is this the folder of a pack?")
    if roots:
        names = coded(str(root.relative_to(place)) for root in roots)
        message = say("The folder holds several packs: {names}.", names=names)
        hint = say("Put each of them here by itself.")
        if zipped:
            message = say("The zip holds several packs: {names}.", names=names)
            hint = say("Make a zip for each of them.")
    return Problem(Path(origin), None, "", "missing-file", message, hint)


def _copy(source: Path, target: Path, size: int, shown: str) -> None:
    """Copy one file, of ``size`` bytes a moment ago. Raises _NotRead for the source, OSError for ours."""
    with _reading(shown):
        # What was a file then may be a link or a pipe by now.
        fd = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(fd, "rb") as read, target.open("xb") as write:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise _NotRead(refused(Path(shown), "not-a-file"))
        # One byte more is enough to know that it has changed; a file may grow for ever.
        left = size + 1
        while left:
            with _reading(shown):
                chunk = read.read(min(left, _CHUNK))
            if not chunk:
                return
            left -= len(chunk)
            write.write(chunk)


@contextmanager
def _reading(shown: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _NotRead(unreadable(Path(shown), error, say("Copy the pack again."))) from error


def _is_folder(source: Path) -> bool:
    return source.is_dir() and not source.is_symlink()
