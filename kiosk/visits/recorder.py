"""From what the stage tells to visits. No clock but the one that it is told, no files."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kiosk.languages import Language
from kiosk.visiting import Ending, Seen
from kiosk.visits.model import ScreenSeen, Visit

TELL_SECONDS = 15.0
"""A visit that goes on without a new screen is told so often, so that a power cut costs no more of it."""


class Recorder:
    """A ``VisitListener``. ``tell`` gets the visit so far at each new screen, and at the end."""

    def __init__(
        self,
        kiosk: str,
        tell: Callable[[Visit], None],
        wall_clock: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        new_id: Callable[[], str] = lambda: os.urandom(16).hex(),
    ) -> None:
        self._kiosk, self._tell, self._wall_clock, self._new_id = kiosk, tell, wall_clock, new_id
        self._showing: Seen | None = None
        """What is shown, unless the kiosk rests."""
        self._touch = False
        """Somebody has touched the resting kiosk."""
        self._id, self._began = "", datetime.min
        """Of the visit that goes on; the clock is asked once a visit, so its jumps change no duration."""
        self._start = self._last = self._told = 0.0
        self._language: Language | None = None
        self._screens: list[ScreenSeen] = []
        self._since = 0.0
        """When the last of the screens was shown."""

    def touched(self, now: float) -> None:
        self._last = now
        if self._id:
            if now - self._told >= TELL_SECONDS:
                self._say(None, now)
        elif self._showing is None:
            self._touch = True
        else:
            self._begin(self._showing, now)

    def shown(self, seen: Seen, now: float) -> None:
        self._showing = None if seen.resting else seen
        if self._id and seen.resting:
            self.ended("error", now)  # nothing else rests without having said why
        if self._id:
            if seen[:4] != self._seen_last():
                self._close_screen(now)
                self._open_screen(seen, now)
                self._say(None, now)
        elif seen.resting or seen.screen == "error":
            self._touch = False  # what an error shows by itself is no visit
        elif self._touch:
            self._begin(seen, now)

    def ended(self, how: Ending, now: float) -> None:
        self._touch = False
        if self._id:
            self._say(how, now)
            self._id, self._language, self._screens = "", None, []

    def _begin(self, seen: Seen, now: float) -> None:
        self._touch = False
        self._id, self._began = self._new_id(), self._wall_clock()
        self._start = self._last = now
        self._open_screen(seen, now)
        self._say(None, now)

    def _open_screen(self, seen: Seen, now: float) -> None:
        self._since = now
        self._language = seen.language or self._language
        after = round(now - self._start, 1)
        self._screens.append(ScreenSeen(*seen[:4], after=after, seconds=0.0))

    def _close_screen(self, until: float) -> None:
        seconds = round(max(0.0, until - self._since), 1)
        self._screens[-1] = replace(self._screens[-1], seconds=seconds)

    def _seen_last(self) -> tuple[str, str, str, str | None]:
        last = self._screens[-1]
        return last.screen, last.gallery, last.record, last.language

    def _say(self, how: Ending | None, now: float) -> None:
        self._told = now
        self._close_screen(self._last)
        seconds = round(max(self._last, self._since) - self._start, 1)
        screens = tuple(self._screens)
        self._tell(Visit(self._id, self._kiosk, self._began, self._language, seconds, how, screens))
