"""Touch screens for a kiosk of another process: what a kernel driver would say goes through a pipe.

As a program, this is ``kiosk run`` with two things exchanged: the folders where the kernel tells of devices,
and the opening of one, which is a pipe, so that libmtdev is told the ranges that it would ask the kernel for.
All else is as in the hall: the kiosk finds the device, libmtdev takes its events apart, and the kiosk reads
them in a thread. A pipe whose writer has gone answers as a device that was unplugged does: ready for ever
(POLLHUP), with nothing to read.
"""

import os
import sys
import time
from pathlib import Path
from struct import pack
from types import TracebackType

from tests import machines

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

    def __init__(self, pipe: Path, waits: bool = True) -> None:
        """``waits`` until somebody has opened the device."""
        self.pipe = os.open(pipe, os.O_WRONLY if waits else os.O_RDWR)
        self._ids = 0

    def __enter__(self) -> "TouchScreen":
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self.pipe >= 0:
            os.close(self.pipe)
            self.pipe = -1

    def down(self, slot: int, x: float, y: float) -> None:
        self._ids += 1
        self.say((ABS, SLOT, slot), (ABS, TRACKING_ID, self._ids), *_at(x, y), (KEY, BTN_TOUCH, 1))

    def move(self, slot: int, x: float, y: float) -> None:
        self.say((ABS, SLOT, slot), *_at(x, y))

    def up(self, slot: int) -> None:
        self.say((ABS, SLOT, slot), (ABS, TRACKING_ID, -1), (KEY, BTN_TOUCH, 0))

    def tap(self, x: float, y: float) -> None:
        self.down(0, x, y)
        self.up(0)

    def say(self, *events: tuple[int, int, int]) -> None:
        seconds, nanoseconds = divmod(time.monotonic_ns(), 10**9)
        stamp = seconds, nanoseconds // 1000
        os.write(self.pipe, b"".join(pack(EVENT, *stamp, *each) for each in (*events, (SYN, 0, 0))))


def _at(x: float, y: float) -> tuple[tuple[int, int, int], ...]:
    return (ABS, X, round(x * RANGE)), (ABS, Y, round(y * RANGE))


class Sockets:
    """``/sys/class/input`` and ``/dev/input`` of a computer into which touch screens are plugged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sys, self.dev = folder / "sys", folder / "dev"
        for each in (self.sys, self.dev / "by-path", folder / "devices"):
            each.mkdir(parents=True)
        self._devices = 0

    def plug_in(self, number: int, socket: str = "2", mode: int = 0o644) -> Path:
        """A new device with this number; its node, of which ``mode`` says who may read it."""
        self._devices += 1
        node = self.dev / f"event{number}"
        os.mkfifo(node)
        node.chmod(mode)
        (self.dev / "by-path" / _path(socket)).symlink_to(f"../event{number}")
        kernels = self.folder / "devices" / f"input{self._devices}"
        machines.add_input(kernels, self.dev, number, "ILITEK", machines.TOUCH_SCREEN, readable=False)
        (self.sys / f"event{number}").symlink_to(f"../devices/{kernels.name}/event{number}")
        return node

    def pull_out(self, number: int, socket: str = "2") -> None:
        """What is left is the open device, of whoever reads it."""
        (self.sys / f"event{number}").unlink()
        (self.dev / "by-path" / _path(socket)).unlink()
        (self.dev / f"event{number}").unlink()


def _path(socket: str) -> str:
    return f"pci-0000:00:14.0-usb-0:{socket}:1.0-event"


def run_with(folder: Path, words: list[str]) -> None:
    """``kiosk …`` on a computer whose devices ``folder`` tells of."""
    from kiosk import start

    marked = start.mark

    def mark(part: str) -> None:
        marked(part)
        if part == "window":
            exchange_opening()

    start.mark = mark
    from kiosk.cli import main
    from kiosk.machine import inputs

    inputs.SYS, inputs.DEV = folder / "sys", folder / "dev"
    sys.argv[1:] = words
    main()


def exchange_opening() -> None:
    """In this process; Kivy must be configured."""
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

    mtdev.mtdev_open = opened


if __name__ == "__main__":
    run_with(Path(sys.argv[1]), sys.argv[2:])
