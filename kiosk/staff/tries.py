"""How often the PIN may be tried. After each wrong try the wait doubles.

The wait is counted in time that the machine has really run, by a clock that nobody can set (it counts from
the start of the machine). What is left of it is kept on the disk, and written before a try is checked, so
that neither a restart nor a pulled plug gives a try for nothing. The time of day plays no part. Where
nothing can be written, no try is made.

Two notes are kept, in two folders. Of the two the one that asks for the longer wait counts; where both are
damaged, it is as after many wrong tries. Where both are gone, this is taken for the first start, for nothing
tells it from that: whoever can delete files of the kiosk needs no PIN.
"""

import errno
import hashlib
import json
import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Lock
from uuid import uuid4

from kiosk.errors import StorageError
from kiosk.messages import reason
from kiosk.storage import write_file

log = logging.getLogger(__name__)

FIRST_WAIT = 15.0
"""Seconds after the first wrong try."""
FREE = 9
"""So many wrong tries double the wait; from the next on it is a day."""
DAY = 86_400.0
CALM = DAY
"""So long after a wait without another try, wrong ones are forgotten."""
MOST_IN_A_DAY = FREE + 1
DOUBTFUL = FREE
"""What damaged notes count for: the last wait before that of a day, more than an hour."""
_SIZE = 256
"""Bytes of a note: always the same, so that it can be written over where the disk is full."""
_NOTES = ("staff/tries.json", "tries.json")


def wait_after(wrong: int) -> float:
    """Seconds until the next try after so many wrong ones."""
    if not wrong:
        return 0.0
    return FIRST_WAIT * 2 ** (wrong - 1) if wrong <= FREE else DAY


def boot_time() -> float:
    """Seconds that the machine has been on, sleep included."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def boot_id() -> str:
    """Names this start of the machine. Where the kernel does not tell, every start of the program is one."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return uuid4().hex


@dataclass(frozen=True, slots=True)
class _Note:
    """What a file says."""

    pin: str
    """Which PIN it is about: a new one begins anew."""
    wrong: int = 0
    left: float = 0.0
    """Seconds until the wrong tries are forgotten; until ``CALM`` is left, no try may be made."""
    boot: str = ""
    since: float = 0.0
    """``boot_time`` when ``left`` was as it says, in that start of the machine."""

    def at(self, boot: str, now: float) -> "_Note":
        """The note of now: time counts only where it was measured in one go."""
        passed = max(0.0, now - self.since) if boot == self.boot else 0.0
        left = max(0.0, self.left - passed)
        return replace(self, wrong=self.wrong if left else 0, left=left, boot=boot, since=now)


class Tries:
    """The tries of one kiosk. May be used from several threads."""

    def __init__(
        self,
        data: Path,
        pin_hash: str,
        clock: Callable[[], float] = boot_time,
        boot: Callable[[], str] = boot_id,
    ) -> None:
        """``data`` is the kiosk's data folder."""
        self._files = [data / name for name in _NOTES]
        self._pin = hashlib.sha256(pin_hash.encode()).hexdigest()[:16]
        self._clock, self._boot, self._lock = clock, boot(), Lock()
        self._note = self._read()

    @property
    def wait(self) -> float:
        """Seconds until a try may be made; 0 when it may be made now."""
        with self._lock:
            return self._wait(self._now())

    @property
    def wrong(self) -> int:
        """How many wrong tries are remembered."""
        with self._lock:
            return self._now().wrong

    def prepare(self) -> None:
        """Write the notes now: a full disk will have no room for new ones."""
        with self._lock, suppress(StorageError):
            self._keep(self._now())

    def begin(self) -> bool:
        """Count a try as wrong, before it is checked; False when it may not be made now.

        Raises StorageError where that cannot be written down: then it must not be checked either.
        """
        with self._lock:
            note = self._now()
            if self._wait(note) > 0:
                return False
            wrong = note.wrong + 1
            self._keep(replace(note, wrong=wrong, left=wait_after(wrong) + CALM))
            return True

    def right(self) -> None:
        """The try that was begun was right: nothing is remembered."""
        with self._lock, suppress(StorageError):
            self._keep(replace(self._now(), wrong=0, left=0.0))

    def save(self) -> None:
        """Write down how much of a wait has passed, so that a power cut does not ask for it again."""
        with self._lock, suppress(StorageError):
            note = self._now()
            if note.left:
                self._keep(note)

    def _now(self) -> _Note:
        self._note = self._note.at(self._boot, self._clock())
        return self._note

    @staticmethod
    def _wait(note: _Note) -> float:
        return max(0.0, note.left - CALM)

    # The disk -----------------------------------------------------------------------------------

    def _read(self) -> _Note:
        found = [self._read_one(file) for file in self._files if file.exists()]
        notes = [note for note in found if note is not None]
        if notes:
            return max(notes, key=lambda each: (each.left, each.wrong))
        if found:
            log.warning("the notes on tries of the PIN are damaged: the wait is %.0f s", wait_after(DOUBTFUL))
            return self._doubtful()
        return _Note(self._pin, boot=self._boot, since=self._clock())

    def _read_one(self, file: Path) -> _Note | None:
        """None for a damaged one."""
        try:
            note = _Note(**json.loads(file.read_bytes()))
            sane = note.wrong >= 0 and 0 <= note.left <= DAY + CALM and note.since >= 0
            if not (sane and isinstance(note.pin, str) and isinstance(note.boot, str)):
                return None
        except (OSError, ValueError, TypeError):
            return None
        if note.pin != self._pin:
            return _Note(self._pin, boot=self._boot, since=self._clock())
        return note.at(self._boot, self._clock())

    def _doubtful(self) -> _Note:
        return _Note(self._pin, DOUBTFUL, wait_after(DOUBTFUL) + CALM, self._boot, self._clock())

    def _keep(self, note: _Note) -> None:
        """It counts from now on. Raises StorageError where no disk takes it."""
        self._note = note
        content = json.dumps(asdict(note)).encode().ljust(_SIZE)
        refused: list[OSError] = []
        for file in self._files:
            try:
                _write(file, content)
            except OSError as error:
                log.warning("the tries of the PIN cannot be written to %s: %s", file, error)
                refused.append(error)
        if len(refused) == len(self._files):
            raise StorageError(self._files[0], reason(refused[0])) from refused[0]


def _write(file: Path, content: bytes) -> None:
    """Replace a note; on a full disk, where a new file has no room, write over the old one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_file(file, content, file.parent)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        fd = os.open(file, os.O_WRONLY)
        try:
            os.pwrite(fd, content, 0)
            os.fsync(fd)
        finally:
            os.close(fd)
