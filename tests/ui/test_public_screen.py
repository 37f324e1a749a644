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


def test_there_is_nothing_to_write_into(visit: Visit) -> None:
    """No text field on any screen: no bubble to copy and paste, no keyboard that opens."""
    from kivy.uix.behaviors import FocusBehavior
    from kivy.uix.textinput import TextInput
    from kivy.uix.vkeyboard import VKeyboard

    seen = set()

    def look() -> None:
        seen.add("question" if visit.stage.presence.question is not None else visit.place.screen)
        kinds = (TextInput, FocusBehavior, VKeyboard)
        assert not [each for each in Window.children[0].walk() if isinstance(each, kinds)]

    look()
    visit.touch_at((600, 400))
    visit.settle()
    look()
    visit.touch("choose-en")
    look()
    visit.touch("about")
    look()
    visit.touch("back")
    visit.touch("gallery-saka")
    look()
    visit.touch(visit.card("snow-leopard-mask"))
    look()
    visit.touch("open-viewer")
    look()
    visit.touch("close")
    visit.touch("open-film")
    look()
    visit.leave_alone(95)
    look()
    assert seen >= {
        "attract", "languages", "galleries", "about", "gallery", "record", "viewer", "film", "question"
    }  # fmt: skip


def test_a_touch_screen_that_speaks_silences_the_pointer(visit: Visit) -> None:
    """What moves a pointer where a finger is would make two taps of one; a reader that has ended does not."""
    from threading import Event, Thread

    from kivy.base import EventLoop
    from kivy.input.provider import MotionEventProvider

    class Reader(MotionEventProvider):
        def start(self) -> None:
            self.end = Event()
            self.thread = Thread(target=self.end.wait, daemon=True)
            self.thread.start()

        def stop(self) -> None:
            self.end.set()
            self.thread.join()

        def update(self, dispatch_fn: object) -> None: ...

    def click() -> bool:
        before = visit.place
        Window.dispatch("on_mouse_down", 600, 400, "left", [])
        Window.dispatch("on_mouse_up", 600, 400, "left", [])
        visit.hall.frame()
        visit.hall.frame()
        return visit.place != before

    reader = Reader("reader", "")
    reader.start()
    EventLoop.add_input_provider(reader)
    try:
        assert not click()
        reader.stop()
        assert click()
    finally:
        reader.stop()
        EventLoop.remove_input_provider(reader)
