"""How a new place comes: its screen lights up out of the ground, once and softly."""

from kivy.clock import Clock
from kivy.graphics import Canvas, Color, Rectangle, RenderContext

from kiosk.ui.theme import GROUND, rgba
from kiosk.ui.widgets.blocks import Box

TRANSITION_SECONDS = 0.2
FIRST_VEIL = 0.7
"""How much of the ground lies over a new screen in its first frame. Less than all of it: a touch is answered
by something to see."""
ONE_COLOUR = "$HEADER$\nvoid main() { gl_FragColor = frag_color; }"
"""Kivy's own shader would also look up a texture, which doubles what a sheet over the window costs."""


class Transition:
    """A sheet of the ground's colour over a screen that is wholly there beneath it; it thins out and goes.

    It takes no touches and keeps nothing of the screen before.
    """

    def __init__(self) -> None:
        self._canvas: Canvas | None = None
        self._sheet = RenderContext(use_parent_projection=True, use_parent_modelview=True, fs=ONE_COLOUR)
        self._colour = Color()
        self._began: float | None = None
        self._event = Clock.create_trigger(self._thin, 0, interval=True)

    @property
    def running(self) -> bool:
        return self._canvas is not None

    def start(self, canvas: Canvas, box: Box) -> None:
        """Lay the sheet on top of what ``canvas`` holds now."""
        self.stop()
        x, y, width, height = box
        self._colour = Color(*rgba(GROUND, FIRST_VEIL))
        self._sheet.add(self._colour)
        self._sheet.add(Rectangle(pos=(x, y), size=(width, height)))
        canvas.add(self._sheet)
        self._canvas, self._began = canvas, None
        self._event()

    def stop(self) -> None:
        """Take the sheet away, at the end or in the middle."""
        self._event.cancel()
        if self._canvas is not None:
            self._canvas.remove(self._sheet)
            self._sheet.clear()
            self._canvas = None

    def _thin(self, _seconds: float) -> None:
        now = Clock.get_time()
        if self._began is None:
            # Counted from the first frame that was seen: building the screen is no part of it.
            self._began = now
        left = 1 - (now - self._began) / TRANSITION_SECONDS
        if left <= 0:
            self.stop()
        else:
            self._colour.a = FIRST_VEIL * left * left
