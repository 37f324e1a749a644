"""What Kivy must be told before its first import: no files or keys of its own, one touch source."""

import logging
import os
from typing import Literal

Touch = Literal["window", "device"]

DESIGN_TARGET_DP = 48.0
"""KivyMD's controls are drawn for targets of 48 dp."""


def _worth_saying(record: logging.LogRecord) -> bool:
    """Kivy talks before its log level counts, and misses the cut buffer that we do not want."""
    return record.levelno >= logging.WARNING and not record.getMessage().startswith("Cutbuffer:")


def configure(width: int, height: int, fullscreen: bool, touch: Touch = "window", maxfps: int = 60) -> None:
    """Set up Kivy for a public screen. Call it before anything of Kivy is imported.

    ``touch``: "window" takes touches from the window system (one finger); "device" reads the touch
    screen itself (all fingers) and tells the window system's synthetic mouse to be quiet, so that
    no touch counts twice.
    """
    os.environ.update(
        KIVY_NO_ARGS="1", KIVY_NO_CONFIG="1", KIVY_NO_FILELOG="1", KCFG_KIVY_LOG_LEVEL="warning"
    )
    if touch == "device":
        os.environ["SDL_TOUCH_MOUSE_EVENTS"] = "0"
    logging.getLogger("kivy").addFilter(_worth_saying)
    import kivy
    from kivy.config import Config

    # KivyMD's labels load the clipboard, which starts xclip and xsel and complains at length without them.
    kivy.kivy_options["clipboard"] = ("dummy",)
    kivy.kivy_options["cutbuffer"] = ()

    for section, option, value in (
        ("kivy", "exit_on_escape", "0"),
        ("kivy", "log_level", "warning"),
        ("kivy", "log_enable", "0"),
        ("graphics", "fullscreen", "auto" if fullscreen else "0"),
        ("graphics", "borderless", "1" if fullscreen else "0"),
        ("graphics", "width", str(width)),
        ("graphics", "height", str(height)),
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
    Config.set("input", "mouse", "mouse,disable_multitouch")
    if touch == "device":
        Config.set("input", "%(name)s", "probesysfs,provider=mtdev")
