"""An orderly end when the system asks for it: the window closes, and what was not written yet is."""

import logging
import signal
from collections.abc import Callable
from types import FrameType
from typing import Any

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.2


class Ending:
    """Remembers that SIGTERM came. The main loop looks for it: a handler interrupts Kivy anywhere, also where
    it holds a lock that stopping would wait for."""

    def __init__(self) -> None:
        self._asked = False
        # Before the window is opened, or SDL takes the signal for itself.
        signal.signal(signal.SIGTERM, self._remember)

    def begin(self, stop: Callable[[], None]) -> None:
        """From now on ``stop`` is called when the signal comes, or has come."""
        from kivy.clock import Clock

        def look(_seconds: float) -> Any:
            if not self._asked:
                return None
            log.info("ending: asked to by SIGTERM")
            stop()
            return False

        Clock.schedule_interval(look, LOOK_SECONDS)

    def _remember(self, _signal: int, _frame: FrameType | None) -> None:
        self._asked = True
