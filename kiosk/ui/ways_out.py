"""What Kivy's window answers to besides fingers, and a public screen must not."""

from typing import Any

from kivy.base import EventLoop
from kivy.core.window import Window
from kivy.input.factory import MotionEventFactory
from kivy.input.provider import MotionEventProvider
from kivy.input.providers.mouse import MouseMotionEventProvider

PROVIDER = "pointer"
"""By this name Kivy's configuration asks for ``Pointer``."""

_DEAF = (
    "on_key_down",
    "on_key_up",
    "on_keyboard",
    "on_textinput",
    "on_drop_begin",
    "on_drop_file",
    "on_drop_text",
    "on_drop_end",
)


class Pointer(MouseMotionEventProvider):
    """The window system's pointer, of which only the left button is a finger.

    Kivy draws dots for other buttons and keeps them as fingers that never lift; keys held down make a tap
    a double tap, or a touch that stays. Where a touch screen is read beside it, the pointer only repeats
    what that says, and is silent.
    """

    def on_mouse_press(self, win: Any, x: float, y: float, button: str, _modifiers: Any) -> None:
        if (button == "left" or self._is_wheel(button)) and not self._touch_screen_speaks():
            super().on_mouse_press(win, x, y, button, [])

    def on_mouse_motion(self, win: Any, x: float, y: float, _modifiers: Any) -> None:
        super().on_mouse_motion(win, x, y, [])

    def on_mouse_release(self, win: Any, x: float, y: float, button: str, _modifiers: Any) -> None:
        if button in ("left", "all") or self._is_wheel(button):
            super().on_mouse_release(win, x, y, button, [])

    def _is_wheel(self, button: str) -> bool:
        """Of a mouse: only where a window is tried out."""
        return not Window.borderless and button.startswith("scroll")

    def _touch_screen_speaks(self) -> bool:
        return any(map(_reads_a_device, EventLoop.input_providers))


def _reads_a_device(provider: MotionEventProvider) -> bool:
    """Such providers read in a thread, which ends where the device may not be read."""
    thread = getattr(provider, "thread", None)
    return thread is not None and bool(thread.is_alive())


def close() -> None:
    """Answer no keys, no text, nothing that is dropped; only the left button of a mouse is a finger."""
    MotionEventFactory.register(PROVIDER, Pointer)
    Window.bind(**dict.fromkeys(_DEAF, _ignore))


def stay_open() -> None:
    """Answer no request to close the window, such as Alt+F4 under a window manager."""
    Window.bind(on_request_close=_ignore)


def _ignore(*_: Any, **__: Any) -> bool:
    return True
