"""What Kivy must be told before its first import: no files or keys of its own, one touch source."""

import logging
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from kiosk import heap
from kiosk.environment import drop_foreign

log = logging.getLogger(__name__)

Touch = Literal["window", "device"]

_ENVIRONMENT = {
    "KIVY_NO_ARGS": "1",
    "KIVY_NO_CONFIG": "1",
    "KIVY_NO_FILELOG": "1",
    "KCFG_KIVY_LOG_LEVEL": "warning",
    # Kivy leaves logging to us; otherwise it writes every line of ours a second time.
    "KIVY_LOG_MODE": "PYTHON",
    # A window that loses the focus stays where it is; no input method opens another.
    "SDL_VIDEO_MINIMIZE_ON_FOCUS_LOSS": "0",
    # SDL takes a touch that comes with the focus for one that only asks for it, and drops it.
    "SDL_MOUSE_FOCUS_CLICKTHROUGH": "1",
    "SDL_IM_MODULE": "none",
    "XMODIFIERS": "@im=none",
}
DESIGN_TARGET_DP = 48.0
"""KivyMD's controls are drawn for targets of 48 dp."""
NO_RULES = Path(__file__).parent / "no_rules"
"""A data folder for Kivy with an empty ``style.kv``."""


class Place(NamedTuple):
    """A screen among several, in pixels of the X screen that they make up."""

    width: int
    height: int
    left: int
    top: int


def own_place(environment: Mapping[str, str]) -> Place | None:
    """The place of the only screen that this kiosk may cover, which ``deploy/session/x11.sh`` has found; None
    where it may cover all."""
    found = re.fullmatch(r"(\d+)x(\d+)\+(\d+)\+(\d+)", environment.get("KIOSK_PLACE", ""))
    return Place(*map(int, found.groups())) if found else None


def _worth_saying(record: logging.LogRecord) -> bool:
    """Kivy talks before its log level counts, and misses the cut buffer that we do not want."""
    return record.levelno >= logging.WARNING and not record.getMessage().startswith("Cutbuffer:")


def configure(
    width: int,
    height: int,
    fullscreen: bool,
    touch: Touch = "window",
    maxfps: int = 60,
    place: Place | None = None,
) -> None:
    """Set up Kivy for a public screen. Call it before anything of Kivy is imported.

    ``touch``: "window" takes touches from the window system (one finger); with "device" the touch screen
    itself is read (``touch_devices.py``, all fingers), and the window system's synthetic mouse is told to be
    quiet, so that no touch counts twice.

    ``place``: cover exactly this, beside the windows of other kiosks.
    """
    heap.spare()
    dropped = [name for name in drop_foreign(os.environ) if name not in _ENVIRONMENT]
    if dropped:
        log.warning("left out of the environment: %s", ", ".join(dropped))
    os.environ.update(_ENVIRONMENT)
    if touch == "device":
        os.environ["SDL_TOUCH_MOUSE_EVENTS"] = "0"
    logging.getLogger("kivy").addFilter(_worth_saying)
    import kivy
    from kivy.config import Config

    # KivyMD's labels load the clipboard, which starts xclip and xsel and complains at length without them.
    kivy.kivy_options["clipboard"] = ("dummy",)
    kivy.kivy_options["cutbuffer"] = ()
    # Pillow and ffpyplayer read pictures and films when they are wanted, not for Kivy (0.05 s).
    kivy.kivy_options["image"] = ("tex", "sdl2")

    for section, option, value in (
        ("kivy", "exit_on_escape", "0"),
        ("kivy", "log_level", "warning"),
        ("kivy", "log_enable", "0"),
        # Fullscreen is over all screens where no window manager knows of them.
        ("graphics", "fullscreen", "auto" if fullscreen and place is None else "0"),
        ("graphics", "borderless", "1" if fullscreen else "0"),
        ("graphics", "width", str(width)),
        ("graphics", "height", str(height)),
        ("graphics", "position", "auto" if place is None else "custom"),
        ("graphics", "left", str(place.left if place else 0)),
        ("graphics", "top", str(place.top if place else 0)),
        ("graphics", "minimum_width", "320"),
        ("graphics", "minimum_height", "320"),
        # Antialiasing of edges costs a third of a frame in software; our edges are straight.
        ("graphics", "multisamples", "0"),
        ("graphics", "maxfps", str(maxfps)),
        ("graphics", "show_cursor", "0" if fullscreen else "1"),
        ("postproc", "double_tap_time", "350"),
        ("postproc", "double_tap_distance", "40"),
    ):
        Config.set(section, option, value)
    for option in Config.options("input"):
        Config.remove_option("input", option)
    # The pointer of a display with several kiosks is where any of their touch screens has put it.
    if place is None or touch == "window":
        # ``ways_out.Pointer``, which ``open_window`` makes known.
        Config.set("input", "mouse", "pointer,disable_multitouch")
    _leave_rules_out()


def screen_size() -> tuple[int, int] | None:
    """Width and height of the X screen in pixels; None where there is none.

    Without a window manager a fullscreen window keeps the size that it was opened with, and lies askew if
    that is not the screen's.
    """
    from ctypes import CDLL, c_int, c_void_p

    try:
        x11 = CDLL("libX11.so.6")
    except OSError:
        return None
    x11.XOpenDisplay.restype = c_void_p
    display = c_void_p(x11.XOpenDisplay(None))
    if not display:
        return None
    screen = c_int(x11.XDefaultScreen(display))
    size = x11.XDisplayWidth(display, screen), x11.XDisplayHeight(display, screen)
    x11.XCloseDisplay(display)
    return size


def open_window() -> None:
    """Open the window, which Kivy does on import."""
    from kivy.core.window import Window
    from kivy.graphics.opengl import GL_COLOR_BUFFER_BIT, glClear, glClearColor

    def clear() -> None:
        glClearColor(*Window.clearcolor)
        glClear(GL_COLOR_BUFFER_BIT)

    # Kivy also clears depth, which nobody uses, and stencils, which it clears again where one begins: without
    # a GPU that is a tenth of a frame.
    Window.clear = clear
    from kiosk.ui import ways_out

    ways_out.close()


def _leave_rules_out() -> None:
    """Kivy reads the rules of all its widgets when it is imported, 0.1 s, and no screen that a visitor meets
    first is made of those widgets. ``load_rules`` reads them."""
    import kivy
    import kivy.resources  # has looked for the data folder by now

    data = kivy.kivy_data_dir
    kivy.kivy_data_dir = str(NO_RULES)
    try:
        import kivy.lang
    finally:
        kivy.kivy_data_dir = data


def load_rules() -> None:
    """Read Kivy's own rules for its widgets, once: before the first label, button or slider of Kivy's, and
    before KivyMD's modules for theirs, whose rules come on top."""
    from kivy import kivy_data_dir
    from kivy.lang import Builder

    rules = str(Path(kivy_data_dir) / "style.kv")
    if rules not in Builder.files:
        Builder.load_file(rules, rulesonly=True)
