"""read_touches.py ROTATION ACROSS DOWN: the kiosk's reader of touch screens, set as the kiosk sets it, on a
device that is not there. Prints for each pixel of the glass where the kiosk is touched: x, y, and Kivy's x, y
from 0 to 1."""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from kiosk.ui import window

rotation, across, down = map(int, sys.argv[1:])
window.configure(640, 480, False, "device")

from kiosk.ui.touch_reader import TouchReader  # noqa: E402
from tests.ui.touch_screen import TouchScreen, exchange_opening  # noqa: E402

exchange_opening()
seen: list[tuple[float, float]] = []


def note(action: str, touch: Any) -> None:
    if action == "begin":
        seen.append((touch.sx, touch.sy))


pixels = [(x, y) for y in range(down) for x in range(across)]
with tempfile.TemporaryDirectory() as folder:
    pipe = Path(folder) / "event7"
    os.mkfifo(pipe)
    reader = TouchReader(pipe, "glass", rotation)
    reader.start()
    with TouchScreen(pipe) as glass:
        for x, y in pixels:
            glass.tap((x + 0.5) / across, (y + 0.5) / down)
    assert reader.thread is not None
    reader.thread.join(30)
    reader.update(note)
    reader.stop()
for (x, y), (u, v) in zip(pixels, seen, strict=True):
    print(x, y, u, v)  # noqa: T201
