"""When garbage is collected: soon after a screen has gone, and not while something moves.

Every Kivy widget is a ring of references, so a screen that has gone is some 8,000 objects for Python's
collector: left to itself it lets seven of them pile up, textures included, and then stops a frame for
0.2 s. One screen takes 6 ms.
"""

import gc
from collections.abc import Callable

from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.heap import give_back

SOON_SECONDS = 0.5
THRESHOLDS = (20_000, 10, 1_000)
"""Python's own collector comes in only where a screen makes much garbage while it stays."""


def keep_what_is_there() -> None:
    """Let no later collection look at what exists now. Once, when the program is complete."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)


class Tidying:
    """``moving`` tells whether this is a bad moment; ``resting`` whether nobody is there."""

    def __init__(self, moving: Callable[[], bool], resting: Callable[[], bool]) -> None:
        self._moving, self._resting = moving, resting
        self._event = Clock.create_trigger(self._collect, SOON_SECONDS)

    def soon(self) -> None:
        self._event()

    def cancel(self) -> None:
        self._event.cancel()

    def _collect(self, _seconds: float) -> None:
        if self._moving():
            self._event()
            return
        gc.collect()
        # KivyMD's buttons listen to the pointer; those that have gone are forgotten when it moves next, on
        # a touch screen never.
        Window.property("mouse_pos").dispatch(Window)
        if self._resting():
            give_back()
