"""What Kivy brings along and a public screen must not have."""

import pytest
from kivy.core.window import Window
from kivy.input.providers.mouse import MouseMotionEventProvider

from tests.ui.test_visits import begin
from tests.ui.visit import Visit

F1, ESCAPE, E, F12 = 282, 27, 101, 293


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [(F1, []), (ESCAPE, []), (E, ["ctrl"]), (F12, []), (ESCAPE, ["ctrl"])],
    ids=["F1", "Esc", "Ctrl+E", "F12", "Ctrl+Esc"],
)
def test_keys_do_nothing(visit: Visit, key: int, modifiers: list[str]) -> None:
    begin(visit, "en", "gallery-saka")
    place, children = visit.place, list(Window.children)
    Window.dispatch("on_key_down", key, 0, None, modifiers)
    Window.dispatch("on_keyboard", key, 0, None, modifiers)
    Window.dispatch("on_key_up", key, 0)
    visit.settle()
    assert visit.place == place
    assert list(Window.children) == children
    assert Window.canvas is not None


@pytest.mark.parametrize("button", ["right", "middle"])
def test_other_mouse_buttons_do_nothing(visit: Visit, button: str) -> None:
    """Kivy draws a red dot where the right button is pressed, and keeps it as a second finger."""
    begin(visit, "en", "gallery-saka")
    place, drawn = visit.place, len(Window.canvas.after.children)
    x, y = visit.screen.scroll.center
    for event in ("on_mouse_down", "on_mouse_up"):
        Window.dispatch(event, x, y, button, [])
        visit.hall.frame()
    visit.settle()
    assert visit.place == place
    assert len(Window.canvas.after.children) == drawn


def test_touches_come_from_one_source() -> None:
    from kivy.base import EventLoop

    mice = [each for each in EventLoop.input_providers if isinstance(each, MouseMotionEventProvider)]
    assert len(mice) == 1
    assert mice[0].disable_multitouch
    others = {type(each).__name__ for each in EventLoop.input_providers}
    assert others <= {"SDL2MotionEventProvider", "Pointer", "Hands"}
