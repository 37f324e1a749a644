"""The author's loop: whenever a pack has been saved, its kiosk has an edition of it, or the problems."""

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from kiosk.authoring.alone import Desk
from kiosk.catalogue import editions
from kiosk.catalogue.build import Progress, Stage, build
from kiosk.errors import FileError
from kiosk.intake.drops import is_being_written
from kiosk.intake.watching import moments
from kiosk.messages import Message, say
from kiosk.packs.folder import entries_of, is_record
from kiosk.packs.reader import read_hall, read_pack
from kiosk.problems import Problem, unreadable

log = logging.getLogger(__name__)

QUIET_SECONDS = 0.12
"""Nothing has changed for so long: a save is over, also one of several files."""
LONGEST_OPEN_SECONDS = 5.0
"""A file that some program keeps open for writing is waited for no longer than this."""
STEP_SECONDS = 0.03
STEP_MS = 20
"""Of watchfiles, between two looks of its own."""

_NOTES = {"last-good", "last-good-hall", "never-good"}
"""What a build adds for a hall; the window shows it."""

Files = Mapping[str, tuple[int, int]]
"""Name -> bytes, time of the last change in ns."""


@dataclass(frozen=True, slots=True)
class News:
    """What a save came to."""

    edition: Path | None
    """What to show: of this save, or the last good one; None when there never was one."""
    gallery: str
    records: tuple[str, ...]
    """Ids of the records whose files changed, the last one first."""
    problems: tuple[Problem, ...]
    """Errors before warnings, those of the changed files first; files are named inside the pack."""
    at: datetime
    """When it was taken."""


class _Stopped(Exception):
    """The window is closed; what is being built is not wanted any more."""


@dataclass(slots=True)
class Watch:
    """Looks at the pack of ``desk`` in a thread of its own. ``told`` and ``busy`` are called from there.

    Nothing half is taken: a save counts when nothing has changed for ``QUIET_SECONDS``, no program has a
    file of the pack open for writing, and nothing has changed meanwhile either.
    """

    desk: Desk
    told: Callable[[News], None] = lambda _news: None
    busy: Callable[[Message], None] = lambda _message: None
    """Told of what takes longer than a moment."""
    ended: Callable[[], None] = lambda: None
    """Called when ``error`` has ended the watch."""
    clock: Callable[[], float] = monotonic
    error: Exception | None = None
    _edition: Path | None = None
    _taken: Files | None = None
    _seen: Files | None = None
    _since: float = 0.0
    _stop: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def start(self) -> None:
        """Begin to look. The program must ignore SIGIO."""
        self._thread = Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more; what is being built is left. Returns when nobody works in the folder aside."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    @property
    def edition(self) -> Path | None:
        """What may be shown."""
        return self._edition

    def take(self, progress: Progress) -> News | None:
        """Build what lies there now; None when it changed meanwhile."""
        before = self._files()
        problems = self._built(progress)
        if self._files() != before:
            return None
        changed = _changed(before, self._taken)
        self._taken = before
        self._edition = editions.current(self.desk.config.data)
        records = tuple(Path(name).stem for name in changed if is_record(name))
        shown = sorted(map(self._named, problems), key=lambda each: _rank(each, changed))
        return News(self._edition, self.desk.pack.name, records, tuple(shown), datetime.now().astimezone())

    def look(self) -> bool:
        """Look once, take what has settled; True when something has changed and is still waited for."""
        files, now = self._files(), self.clock()
        if files == self._taken:
            self._seen = None
            return False
        if files != self._seen:
            self._seen, self._since = files, now
            return True
        quiet = now - self._since
        if quiet < QUIET_SECONDS or (quiet < LONGEST_OPEN_SECONDS and self._is_being_written()):
            return True
        news = self.take(_Working(self.busy, self._stop))
        if news is None:
            return True
        self._seen = None
        self.told(news)
        return False

    def _run(self) -> None:
        try:
            folders = [self.desk.pack, self.desk.hall / "terms"]
            for _ in moments(folders, self._stop, recursive=True, step_ms=STEP_MS):
                while self.look() and not self._stop.wait(STEP_SECONDS):
                    pass
        except _Stopped:
            log.info("left in the middle of a build")
        except Exception as error:
            self.error = error
            self.ended()

    def _built(self, progress: Progress) -> list[Problem]:
        """What is wrong with the pack as it is now."""
        desk = self.desk
        try:
            desk.lay_out()
            result = build(desk.config, progress)
            codes = {problem.code for problem in result.problems}
            if "missing-pack" in codes:
                # It cannot be built under its name, or is gone: what the reader says of it explains that.
                return list(read_pack(desk.pack, read_hall(desk.hall).terms, decode_pictures=False).problems)
        except FileError as error:
            return [Problem(error.path, None, "", "storage", error.reason)]
        except OSError as error:
            return [unreadable(Path(error.filename or desk.pack), error)]
        return [problem for problem in result.problems if problem.code not in _NOTES]

    def _named(self, problem: Problem) -> Problem:
        """The problem with the file's name inside the pack, or inside the hall."""
        problem = self.desk.at_home(problem)
        for folder in (self.desk.pack, self.desk.hall):
            if problem.file != folder and problem.file.is_relative_to(folder):
                return replace(problem, file=problem.file.relative_to(folder))
        return replace(problem, file=Path(problem.file.name))

    def _files(self) -> Files:
        """Every file that an edition is made of, as it is now."""
        pack, hall = self.desk.pack, self.desk.hall
        words = [f"terms/{name}" for name in _names(hall / "terms")]
        facts = [(name, pack / name) for name in _files(pack)]
        # Two dots before them, for a pack may have terms of its own.
        facts += [(f"../{name}", hall / name) for name in ("centre.yaml", *words)]
        return {name: _facts(path) for name, path in facts}

    def _is_being_written(self) -> bool:
        try:
            return is_being_written(self.desk.pack)
        except OSError:
            return False


@dataclass(frozen=True, slots=True)
class _Working:
    """Progress of a build that may be left."""

    busy: Callable[[Message], None]
    stop: Event

    def waiting(self) -> None:
        self._go_on()

    def stage(self, stage: Stage, total: int) -> None:
        self._go_on()
        if stage == "pictures" and total:
            self.busy(say("Making pictures"))

    def step(self) -> None:
        self._go_on()

    def _go_on(self) -> None:
        if self.stop.is_set():
            raise _Stopped


def _files(folder: Path, prefix: str = "") -> Iterator[str]:
    """Names of all files below ``folder``, apart from the litter of desktops and editors."""
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path), f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name


def _names(folder: Path) -> list[str]:
    return [entry.name for entry in _entries(folder)]


def _entries(folder: Path) -> "list[os.DirEntry[str]]":
    try:
        return entries_of(folder)
    except OSError:
        return []


def _facts(path: Path) -> tuple[int, int]:
    try:
        found = path.lstat()
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


def _changed(files: Files, before: Files | None) -> list[str]:
    """Names of what is new or another, the last one first; of everything when nothing was taken before."""
    known = before or {}
    names = [name for name, facts in files.items() if known.get(name) != facts]
    return sorted(names, key=lambda name: files[name][1], reverse=True)


def _rank(problem: Problem, changed: list[str]) -> tuple[bool, bool, str, int]:
    file = problem.file.as_posix()
    return problem.severity != "error", file not in changed, file, problem.line or 0
