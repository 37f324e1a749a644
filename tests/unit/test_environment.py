"""What the environment may not decide."""

import pytest

from kiosk.environment import KEPT, drop_foreign
from kiosk.ui.window import own_place


@pytest.mark.parametrize(
    "name",
    [
        "KIVY_HOME",
        "KIVY_DATA_DIR",
        "KIVY_MODULES_DIR",
        "KIVY_EVENTLOOP",
        "KIVY_WINDOW",
        "KCFG_MODULES_INSPECTOR",
        "KCFG_KIVY_EXIT_ON_ESCAPE",
        "KCFG_INPUT_TUIO",
        "SDL_TOUCH_MOUSE_EVENTS",
        "SDL_VIDEO_MINIMIZE_ON_FOCUS_LOSS",
        "SDL_INPUT_LINUX_KEEP_KBD",
        "SDL_NO_SIGNAL_HANDLERS",
        "XMODIFIERS",
        "PYTHONINSPECT",
        "PYTHONBREAKPOINT",
    ],
)
def test_what_is_dropped_and_what_stays(name: str) -> None:
    stays = {
        "HOME": "/var/lib/kiosk",
        "DISPLAY": ":0",
        "LANG": "C.UTF-8",
        "PYTHONPATH": "x",
        "KIOSK_CONFIG": "y",
    }
    environment = {**stays, **dict.fromkeys(KEPT, "1"), name: "1"}
    assert drop_foreign(environment) == [name]
    assert environment == {**stays, **dict.fromkeys(KEPT, "1")}


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("1080x1920+1920+0", (1080, 1920, 1920, 0)),
        ("", None),
        ("1080x1920", None),
        ("1080x1920+-5+0", None),
        ("all\n1080x1920+0+0", None),
    ],
)
def test_the_place_of_a_kiosk_among_several(said: str, place: tuple[int, int, int, int] | None) -> None:
    assert own_place({"KIOSK_PLACE": said}) == place
    assert own_place({}) is None
