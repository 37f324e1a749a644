"""A touch screen for a kiosk of another process: what its kernel driver would say goes through a pipe.

As a program, this is ``kiosk run`` with one thing exchanged: a device file is opened as a pipe, and libmtdev
is told the ranges that it would ask the kernel for. All else is as in the hall: libmtdev takes the events
apart, Kivy's provider reads them in its thread, and Kivy's probe finds the device.
"""

import os
import sys
import time
from pathlib import Path
from struct import pack
from types import TracebackType

EVENT = "qqHHi"
"""``struct input_event`` of a 64-bit Linux."""
SYN, KEY, ABS = 0, 1, 3
SLOT, X, Y, TRACKING_ID = 0x2F, 0x35, 0x36, 0x39
BTN_TOUCH = 0x14A
RANGE = 4095
FINGERS = 10


class TouchScreen:
    """The kernel's side of a touch screen: protocol B, ten slots. Points are shares of its sides, y from the
    top, as drivers count."""

    def __init__(self, pipe: Path) -> None:
        self._pipe = os.open(pipe, os.O_WRONLY)
        self._ids = 0

    def __enter__(self) -> "TouchScreen":
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        os.close(self._pipe)

    def down(self, slot: int, x: float, y: float) -> None:
        self._ids += 1
        self._say((ABS, SLOT, slot), (ABS, TRACKING_ID, self._ids), *_at(x, y), (KEY, BTN_TOUCH, 1))

    def move(self, slot: int, x: float, y: float) -> None:
        self._say((ABS, SLOT, slot), *_at(x, y))

    def up(self, slot: int) -> None:
        self._say((ABS, SLOT, slot), (ABS, TRACKING_ID, -1), (KEY, BTN_TOUCH, 0))

    def tap(self, x: float, y: float) -> None:
        self.down(0, x, y)
        self.up(0)

    def _say(self, *events: tuple[int, int, int]) -> None:
        seconds, nanoseconds = divmod(time.monotonic_ns(), 10**9)
        stamp = seconds, nanoseconds // 1000
        os.write(self._pipe, b"".join(pack(EVENT, *stamp, *each) for each in (*events, (SYN, 0, 0))))


def _at(x: float, y: float) -> tuple[tuple[int, int, int], ...]:
    return (ABS, X, round(x * RANGE)), (ABS, Y, round(y * RANGE))


def run_with(pipe: str, words: list[str]) -> None:
    """``kiosk …`` with a touch screen that speaks through ``pipe``."""
    from kiosk import start

    marked = start.mark

    def mark(part: str) -> None:
        marked(part)
        if part == "window":
            _plug_in(pipe)

    start.mark = mark
    from kiosk.cli import main

    sys.argv[1:] = words
    main()


def _plug_in(pipe: str) -> None:
    from kivy.input.providers import probesysfs
    from kivy.lib import mtdev

    def opened(device: "mtdev.mtdev", _fd: int) -> int:
        mtdev.libmtdev.mtdev_init(device)
        told = device.contents.caps
        told.has_mtdata, told.has_slot, told.slot.maximum = 1, 1, FINGERS - 1
        for axis, most in (
            (mtdev.MTDEV_ABS_POSITION_X, RANGE),
            (mtdev.MTDEV_ABS_POSITION_Y, RANGE),
            (mtdev.MTDEV_ABS_TRACKING_ID, 65535),
        ):
            told.has_abs[axis], told.abs[axis].maximum = 1, most
        return 0

    class Input:
        device, name, is_mouse = pipe, "touch screen", False

        def has_capability(self, _capability: int) -> bool:
            return True

    mtdev.mtdev_open = opened
    probesysfs._cache_input = [Input()]


if __name__ == "__main__":
    run_with(sys.argv[1], sys.argv[2:])
