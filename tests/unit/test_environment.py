"""What the environment may not decide."""

import pytest

from kiosk.environment import KEPT, drop_foreign


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
