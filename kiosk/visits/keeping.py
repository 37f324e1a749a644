"""The thread that writes visits down, so that no frame waits for a disk.

What it needs of SQLAlchemy is imported in the thread, with the first visit.
"""

import logging
from collections.abc import Callable, Sequence
from threading import Condition, Thread
from typing import Protocol

from kiosk.visits.model import NotNow, Visit

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 5.0, 300.0
"""Seconds before a disk that would not take a visit is asked again; they double each time."""
MOST_WAITING = 2000
"""So many visits wait in memory for such a disk; beyond, the oldest are lost."""


class Writes(Protocol):
    """``store.Store``."""

    def write(self, visits: Sequence[Visit]) -> None: ...

    def close(self) -> None: ...


class Keeper:
    """Takes visits at any time and writes them as soon as it can; of each only the newest state."""

    def __init__(self, open_store: Callable[[], Writes], written: Callable[[], None] = lambda: None) -> None:
        """``open_store`` is called in the thread; so is ``written``, after a visit that is over was."""
        self._open_store, self._written = open_store, written
        self._changed = Condition()
        self._waiting: dict[str, Visit] = {}
        self._lost = 0
        self._closing = False
        self._store: Writes | None = None
        self._said = ""
        """Why it could not write; said once."""
        self._thread = Thread(target=self._run, name="visits", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def put(self, visit: Visit) -> None:
        """Have a visit written. Returns at once."""
        with self._changed:
            self._waiting[visit.id] = visit
            if len(self._waiting) > MOST_WAITING:
                del self._waiting[next(iter(self._waiting))]
                self._lost += 1
            self._changed.notify()

    def close(self, seconds: float = 5.0) -> None:
        """Write what is there, and end; a disk that takes longer is left behind."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(seconds)
        if self._thread.is_alive() or self._waiting:
            log.error("the last visits could not be written any more")

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while True:
            visits, closing = self._taken()
            written = self._write(visits)
            if closing:
                if self._store is not None:
                    self._store.close()
                return
            pause = FIRST_PAUSE if written else self._rest(pause)

    def _taken(self) -> tuple[list[Visit], bool]:
        """What waits, as soon as something does; True when it is the last."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closing)
            visits, lost, closing = list(self._waiting.values()), self._lost, self._closing
            self._waiting, self._lost = {}, 0
        if lost:
            log.error("%d visits were lost: too many waited for the disk", lost)
        return visits, closing

    def _write(self, visits: Sequence[Visit]) -> bool:
        """False when they have to be written later."""
        if not visits:
            return True
        try:
            self._store = self._store or self._open_store()
            self._store.write(visits)
        except Exception as error:
            # Whatever it is, the kiosk goes on showing, and the visits may still be written later.
            if str(error) != self._said:
                self._said = str(error)
                expected = isinstance(error, NotNow)
                log.error("visits cannot be written: %s", error, exc_info=None if expected else error)
            with self._changed:
                self._waiting = {visit.id: visit for visit in visits} | self._waiting
            return False
        if self._said:
            log.info("visits are written again")
            self._said = ""
        if any(visit.ended for visit in visits):
            self._written()
        return True

    def _rest(self, pause: float) -> float:
        """Give the disk time; how much next time."""
        with self._changed:
            self._changed.wait_for(lambda: self._closing, pause)
        return min(2 * pause, LONGEST_PAUSE)
