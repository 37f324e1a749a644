"""Something a visitor can touch. It answers at once by a light over it, and acts when the finger lifts."""

from collections.abc import Callable
from typing import Any

from kivy.graphics import Color, Rectangle

from kiosk.ui.theme import BONE, rgba
from kiosk.ui.widgets.blocks import Block

PRESSED_ALPHA = 0.14
"""How much light lies over what a finger is on."""


class Tap(Block):
    """A block with an action. ``name`` says what it is, to tests and to the log.

    Inside a ``ScrollArea`` the area passes taps on (so that a drag is no tap); elsewhere the block
    takes touches itself.
    """

    def __init__(self, width: float, height: float, on_tap: Callable[[], None], name: str) -> None:
        super().__init__(width, height)
        self.on_tap, self.name = on_tap, name
        with self.canvas.after:
            Color(*rgba(BONE, PRESSED_ALPHA))
            self._light = Rectangle(size=(0, 0))

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        self._light.pos = self.pos

    def press(self, down: bool) -> None:
        # Without size, not without alpha: what is invisible is drawn all the same.
        self._light.size = self.size if down else (0, 0)

    def target_at(self, x: float, y: float) -> "Tap | None":
        return self if self.collide_point(x, y) and not self.disabled else None

    def on_touch_down(self, touch: Any) -> bool:
        if "button" in touch.profile and touch.button != "left":
            return False
        if self.disabled or not self.collide_point(*touch.pos):
            return False
        touch.grab(self)
        self.press(True)
        return True

    def on_touch_move(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        self.press(self.collide_point(*touch.pos))
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self.press(False)
        if self.collide_point(*touch.pos):
            self.on_tap()
        return True
