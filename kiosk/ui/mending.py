"""An edition that a disk has damaged is set aside, and another one asked for."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kivy.clock import Clock

from kiosk.catalogue import editions
from kiosk.errors import EditionError

log = logging.getLogger(__name__)

LOOK_SECONDS = 10.0
PATIENCE_SECONDS = 600.0
"""So long after it has asked it does not ask again."""


class Mending:
    """Watches over the current edition of a data folder. ``told`` is called when another has to be built."""

    def __init__(
        self, data: Path, told: Callable[[], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._data, self._told, self._clock = data, told, clock
        self._asked: float | None = None
        self._event = Clock.create_trigger(self._look, LOOK_SECONDS, interval=True)

    def start(self) -> None:
        """From the first frame on: look whether the current edition is there and whole."""
        self._look()
        self._event()

    def stop(self) -> None:
        self._event.cancel()

    def sets_aside(self, edition: Path | None) -> bool:
        """A screen of this edition has failed: True when that is the edition's fault, which is not shown any
        more."""
        from kiosk.catalogue import damage  # not on the path to the first frame

        if edition is None or damage.is_sound(edition):
            return False
        log.error("edition %s is damaged", edition.name)
        damage.condemn(edition)
        self._ask()
        return True

    def _look(self, *_: Any) -> None:
        try:
            editions.read((self._data / "current").resolve())
            self._asked = None
        except EditionError as error:
            if self._asked is None or self._clock() - self._asked > PATIENCE_SECONDS:
                log.warning("%s", error)
                self._ask()

    def _ask(self) -> None:
        self._asked = self._clock()
        self._told()
