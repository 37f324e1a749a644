"""The thread that sends visits to the hall's database, soon after they are over or when it is there again.

What it needs of SQLAlchemy and psycopg is imported in the thread.
"""

import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import Protocol

from kiosk.visits.model import NotNow

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 30.0, 3600.0
"""Seconds before a database that was not there is asked again; they double each time."""


class Sends(Protocol):
    """``sending.Dispatch``."""

    def send(self) -> int: ...


class Sender:
    """``pause`` waits for so many seconds; True when it is to stop."""

    def __init__(
        self, open_dispatch: Callable[[], Sends], pause: Callable[[float], bool] | None = None
    ) -> None:
        self._open_dispatch = open_dispatch
        self._news, self._stopped = Event(), Event()
        self._pause = pause or self._stopped.wait
        self._dispatch: Sends | None = None
        self._said = ""
        """Why nothing could be sent; said once."""
        self._thread = Thread(target=self._run, name="visits to the hall", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """There is a visit to send."""
        self._news.set()

    def close(self, seconds: float = 2.0) -> None:
        """End; what is under way is sent the next time."""
        self._stopped.set()
        self._news.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        seconds = FIRST_PAUSE  # also before the first time: a kiosk that starts has other things to do
        while not self._pause(seconds):
            self._news.clear()
            if self._send():
                seconds = FIRST_PAUSE
                self._news.wait()
            else:
                seconds = min(2 * seconds, LONGEST_PAUSE)

    def _send(self) -> bool:
        """False when it has to be tried again."""
        try:
            self._dispatch = self._dispatch or self._open_dispatch()
            number = self._dispatch.send()
        except Exception as error:
            # Whatever it is, the visits are still in the kiosk's own file.
            if str(error) != self._said:
                self._said = str(error)
                expected = isinstance(error, NotNow)
                log.warning("visits cannot be sent: %s", error, exc_info=None if expected else error)
            return False
        if self._said:
            log.info("visits are sent again")
            self._said = ""
        if number:
            log.info("%d visits sent", number)
        return True
