"""What the window says of who draws in it. ``python -m kiosk.ui.graphics`` opens one that nobody sees, with
the kiosk's own settings, and prints it as JSON."""

import json
import logging
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kiosk.machine.graphics import Graphics, keep
from kiosk.ui import window

log = logging.getLogger(__name__)

_VENDOR, _RENDERER, _VERSION, _LARGEST = 0x1F00, 0x1F01, 0x1F02, 0x0D33
"""Of OpenGL."""


def graphics(opened: Any) -> Graphics:
    """Of the window that is open."""
    from kivy.graphics.opengl import glGetIntegerv, glGetString

    def text(name: int) -> str:
        said = glGetString(name)
        return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said or "")

    return Graphics(
        text(_VENDOR),
        text(_RENDERER),
        text(_VERSION),
        int(glGetIntegerv(_LARGEST)[0]),
        _system(opened),
        (int(opened.system_size[0]), int(opened.system_size[1])),
    )


def _system(opened: Any) -> str:
    """The window system: Kivy has a class of information for each."""
    name = type(opened.get_window_info()).__name__
    return name.removeprefix("WindowInfo").lower() if name.startswith("WindowInfo") else ""


def write_down(data: Path) -> None:
    """For `kiosk doctor` and the staff menu, which have no window to ask."""
    from kivy.core.window import Window

    try:
        keep(data, graphics(Window))
    except OSError as error:
        log.warning("who draws cannot be written down: %s", error)


def main() -> None:
    window.configure(320, 320, fullscreen=False)
    from kivy.config import Config

    Config.set("graphics", "window_state", "hidden")
    window.open_window()
    from kivy.core.window import Window

    if Window is None:
        sys.exit("no window can be opened")
    sys.stdout.write(json.dumps(asdict(graphics(Window))))


if __name__ == "__main__":
    main()
