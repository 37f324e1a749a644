"""What a running kiosk counts: written between frames, read by the thread that answers. Plain numbers without
locks, each written by one thread. Only the standard library."""

import logging
import time
from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path

from kiosk.languages import LANGUAGES
from kiosk.visiting import NOBODY, Ending, Seen, VisitListener

FRAME_BOUNDS = (0.004, 0.008, 0.012, 0.0167, 0.025, 0.0334, 0.05, 0.1, 0.25, 0.5, 1.0)
"""Seconds; 0.0167 is a frame of 60 in a second."""
ENDINGS: tuple[Ending, ...] = ("idle", "home", "stopped", "error")

LOOP_SECONDS, FRAME_SECONDS = 10.0, 20.0
"""A main loop that has not turned for so long, or a screen on which nothing was drawn, is not well."""


class Figures:
    """Counted since the program was started."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.now = now
        self.began = self.turned = self.last_frame = now()
        self.frames = 0
        self.frame_seconds = 0.0
        self.frame_counts = [0] * (len(FRAME_BOUNDS) + 1)
        """Frames up to each bound, and those beyond the last; not cumulative."""
        self.touches = 0
        self.last_touch: float | None = None
        self.visits = dict.fromkeys(ENDINGS, 0)
        self.screens = dict.fromkeys(LANGUAGES, 0)
        """Screens that visitors were shown, by language."""
        self.errors = 0
        """Errors that were logged."""
        self.edition: Path | None = None

    def frame(self, seconds: float) -> None:
        """A frame is on the screen; drawing it took so long."""
        self.frames += 1
        self.frame_seconds += seconds
        self.frame_counts[bisect_left(FRAME_BOUNDS, seconds)] += 1
        self.last_frame = self.now()

    def touch(self) -> None:
        self.touches += 1
        self.last_touch = self.now()

    def turn(self) -> None:
        """The main loop turns."""
        self.turned = self.now()


class CountedVisits:
    """Counts visits, and passes everything on to whoever else wants to know of them."""

    def __init__(self, figures: Figures, other: VisitListener = NOBODY) -> None:
        self._figures, self.other = figures, other
        self._somebody = False

    def touched(self, now: float) -> None:
        self._somebody = True
        self.other.touched(now)

    def shown(self, seen: Seen, now: float) -> None:
        if self._somebody and not seen.resting and seen.language is not None:
            self._figures.screens[seen.language] += 1
        self.other.shown(seen, now)

    def ended(self, how: Ending, now: float) -> None:
        if self._somebody:
            self._figures.visits[how] += 1
        self._somebody = False
        self.other.ended(how, now)


class CountedErrors(logging.Handler):
    """Counts what is logged as an error."""

    def __init__(self, figures: Figures) -> None:
        super().__init__(logging.ERROR)
        self._figures = figures

    def emit(self, record: logging.LogRecord) -> None:
        self._figures.errors += 1
