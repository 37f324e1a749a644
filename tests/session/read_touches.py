"""read_touches.py ROTATION ACROSS DOWN: Kivy's reader of touch screens, set as the kiosk sets it, on a device
that is not there. Prints for each pixel of the glass where the kiosk is touched: x, y, and Kivy's x, y from 0
to 1."""

import sys
import time
from types import SimpleNamespace
from typing import Any

from kiosk.ui import window

rotation, across, down = map(int, sys.argv[1:])
window.configure(640, 480, False, "device", rotation=rotation)

from kivy.config import Config  # noqa: E402
from kivy.input.providers import mtdev  # noqa: E402
from kivy.lib import mtdev as codes  # noqa: E402

X, Y, TRACKING = codes.MTDEV_CODE_POSITION_X, codes.MTDEV_CODE_POSITION_Y, codes.MTDEV_CODE_TRACKING_ID


class Glass:
    """Touches at the middle of one pixel after the other; then silence."""

    def __init__(self, _file: str) -> None:
        self.touches = [(x, y) for y in range(down) for x in range(across)]
        self.waiting: list[Any] = []

    def get_abs(self, code: int) -> SimpleNamespace:
        most = {codes.MTDEV_ABS_POSITION_X: across * 100, codes.MTDEV_ABS_POSITION_Y: down * 100}
        return SimpleNamespace(minimum=0, maximum=most.get(code, 255))

    def idle(self, _milliseconds: int) -> bool:
        if self.touches:
            x, y = self.touches.pop(0)
            values = [(TRACKING, y * across + x), (X, x * 100 + 50), (Y, y * 100 + 50)]
            self.waiting = [SimpleNamespace(type=3, code=code, value=value) for code, value in values]
            return False
        time.sleep(0.05)
        return True

    def get(self) -> Any:
        return self.waiting.pop(0) if self.waiting else None


mtdev.Device = Glass
options = Config.get("input", "%(name)s").split(",")
settings = [word.removeprefix("param=") for word in options if word.startswith("param=")]
reader = mtdev.MTDMotionEventProvider("glass", ",".join(["/dev/null", *settings]))
reader.start()
seen: dict[int, tuple[float, float]] = {}


def note(_action: str, touch: Any) -> None:
    seen[int(touch.id)] = (touch.sx, touch.sy)


end = time.monotonic() + 30
while len(seen) < across * down and time.monotonic() < end:
    reader.update(note)
    time.sleep(0.01)
for number, (u, v) in sorted(seen.items()):
    print(number % across, number // across, u, v)  # noqa: T201
