"""The watchdog hears from us only while the main loop turns and frames are really drawn."""

from typing import Any

from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.systemd import Manager

BEATS = 4
"""Looks within the watchdog's time. A beat may take two of them."""


class Heartbeat:
    """Tells systemd that the kiosk is ready, and then that it lives.

    A beat is sent when a frame was drawn and put on the screen since the last one. Where nothing moves, a
    frame is asked for: every other look, which is all that a still screen costs.
    """

    def __init__(self, manager: Manager) -> None:
        self._manager = manager
        self._drawn = False
        self._event: Any = None

    def start(self) -> None:
        """After the first frame."""
        self._manager.tell("READY=1", "STATUS=Showing the galleries.")
        if self._manager.watchdog_seconds is not None:
            # Called before the frame is put on the screen; where that hangs, no look comes that could tell.
            Window.bind(on_flip=self._flipped)
            self._event = Clock.schedule_interval(self._look, self._manager.watchdog_seconds / BEATS)

    def stop(self) -> None:
        """The kiosk ends in good order."""
        if self._event is not None:
            self._event.cancel()
            Window.unbind(on_flip=self._flipped)
        self._manager.tell("STOPPING=1", "STATUS=Ending.")

    def _flipped(self, _window: Any) -> None:
        self._drawn = True

    def _look(self, _seconds: float) -> None:
        if self._drawn:
            self._drawn = False
            self._manager.tell("WATCHDOG=1")
        else:
            Window.canvas.ask_update()
