"""Reads one touch screen through libmtdev, for Kivy.

Kivy's own provider (2.3.1) is not used: where its device goes, it leaves every finger down, reads a thousand
errors, and then waits for the same file name for ever, whatever device gets that number next (kivy #4406,
#5150, #6613). It also moves touches in its thread while the main loop handles them.
"""

import errno
import logging
import os
import select
from array import array
from collections import deque
from collections.abc import Callable, Iterator
from ctypes import pointer
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path
from threading import Thread
from typing import Any, Literal

from kivy.input.provider import MotionEventProvider
from kivy.input.providers.mtdev import MTDMotionEvent
from kivy.lib import mtdev

log = logging.getLogger(__name__)

Rotation = Literal[0, 90, 180, 270]
Action = Literal["begin", "update", "end"]
Step = tuple[Action, int, float, float]
"""What a finger does, its slot, and where: x and y as the device counts, or as Kivy does."""

TURNED: dict[int, Callable[[float, float], tuple[float, float]]] = {
    0: lambda x, y: (x, 1 - y),
    90: lambda x, y: (1 - y, 1 - x),
    180: lambda x, y: (1 - x, y),
    270: lambda x, y: (y, x),
}
"""From a screen that stands turned clockwise by so many degrees, 0 to 1 from its upper left corner, to Kivy's
picture, 0 to 1 from the lower left."""

STOP_SECONDS = 1.0
# Of Linux, include/uapi/linux/input-event-codes.h and input.h
_SYN_REPORT, _SYN_DROPPED = 0, 3
_SLOTS_AT_A_TIME = 64
_IOC_READ = 2


@dataclass(slots=True)
class _Slot:
    x: float = 0
    y: float = 0
    finger: int | None = None
    """Its number as the device says; None while no finger is there."""
    told: int | None = None
    """The one that was passed on."""


class Fingers:
    """From the kernel's multi-touch protocol B to what each finger does."""

    def __init__(self, slot: int = 0, places: dict[int, tuple[int, int]] | None = None) -> None:
        """``slot`` is the one spoken of, ``places`` where fingers were last: only what changes is told."""
        self._slots = {number: _Slot(x, y) for number, (x, y) in (places or {}).items()}
        self._slot = slot
        self._changed: set[int] = set()
        self._dropped = False

    def take(self, kind: int, code: int, value: int) -> Iterator[Step]:
        """One event of the device; what fingers did, once a whole report is there."""
        if kind == mtdev.MTDEV_TYPE_EV_SYN and code == _SYN_DROPPED:
            self._dropped = True
        elif kind == mtdev.MTDEV_TYPE_EV_SYN and code == _SYN_REPORT:
            if self._dropped:
                # Nobody knows which fingers were lifted in what is missing.
                self._dropped = False
                yield from self.all_up()
            else:
                yield from self._report()
        elif kind == mtdev.MTDEV_TYPE_EV_ABS and not self._dropped:
            self._note(code, value)

    def all_up(self) -> Iterator[Step]:
        for number, slot in self._slots.items():
            slot.finger = None
            self._changed.add(number)
        yield from self._report()

    def _note(self, code: int, value: int) -> None:
        if code == mtdev.MTDEV_CODE_SLOT:
            self._slot = value
            return
        slot = self._slots.setdefault(self._slot, _Slot())
        if code == mtdev.MTDEV_CODE_TRACKING_ID:
            slot.finger = value if value >= 0 else None
        elif code == mtdev.MTDEV_CODE_POSITION_X:
            slot.x = value
        elif code == mtdev.MTDEV_CODE_POSITION_Y:
            slot.y = value
        else:
            return
        self._changed.add(self._slot)

    def _report(self) -> Iterator[Step]:
        for number in sorted(self._changed):
            slot = self._slots[number]
            if slot.told is not None and slot.told != slot.finger:
                yield "end", number, slot.x, slot.y
            if slot.finger is not None:
                yield "update" if slot.told == slot.finger else "begin", number, slot.x, slot.y
            slot.told = slot.finger
        self._changed.clear()


class Device:
    """A touch screen that was opened. Raises OSError where it cannot be."""

    def __init__(self, node: Path) -> None:
        self.fd = os.open(node, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        self._device = mtdev.mtdev()
        if mtdev.mtdev_open(pointer(self._device), self.fd) != 0:
            os.close(self.fd)
            raise OSError(errno.EIO, "libmtdev cannot read it", str(node))
        self._events = (mtdev.input_event * 64)()
        caps = self._device.caps
        self._x, self._y = caps.abs[mtdev.MTDEV_ABS_POSITION_X], caps.abs[mtdev.MTDEV_ABS_POSITION_Y]

    def close(self) -> None:
        mtdev.mtdev_close(pointer(self._device))
        os.close(self.fd)

    def fingers(self) -> Fingers:
        """As the device is now."""
        caps = self._device.caps
        if not caps.has_slot:
            return Fingers()
        count = min(max(int(caps.slot.maximum) + 1, 1), _SLOTS_AT_A_TIME)
        xs = self._slot_values(mtdev.MTDEV_CODE_POSITION_X, count)
        ys = self._slot_values(mtdev.MTDEV_CODE_POSITION_Y, count)
        return Fingers(int(caps.slot.value), dict(enumerate(zip(xs, ys, strict=True))))

    def events(self) -> Iterator[tuple[int, int, int]]:
        """Type, code and value of all that has come."""
        while True:
            count = mtdev.mtdev_get(pointer(self._device), self.fd, self._events, len(self._events))
            if count <= 0:
                return
            for event in self._events[:count]:
                yield event.type, event.code, event.value

    def share(self, x: float, y: float) -> tuple[float, float]:
        """From the device's numbers to 0 to 1 of its sides."""
        return _share(x, self._x), _share(y, self._y)

    def _slot_values(self, code: int, count: int) -> list[int]:
        """What each slot holds of this (EVIOCGMTSLOTS); zeros from what is no such device."""
        asked = array("i", [code] + [0] * count)
        size = len(asked) * asked.itemsize
        try:
            ioctl(self.fd, _IOC_READ << 30 | size << 16 | ord("E") << 8 | 0x0A, asked)
        except OSError:
            return [0] * count
        return asked[1:].tolist()


def _share(value: float, axis: Any) -> float:
    least, most = int(axis.minimum), int(axis.maximum)
    return (value - least) / ((most - least) or 1)


class TouchReader(MotionEventProvider):
    """One touch screen, read in a thread that ends when the device goes: all its fingers are lifted then."""

    def __init__(self, node: Path, name: str, rotation: Rotation) -> None:
        """``name`` is the maker's, for the log; ``rotation`` how far the screen stands turned."""
        super().__init__(node.name, "")
        self.thread: Thread | None = None
        self.failure: OSError | None = None
        """Why the device could not be opened."""
        self._node, self._name, self._turned = node, name, TURNED[rotation]
        self._steps: deque[Step] = deque()
        self._touches: dict[int, MTDMotionEvent] = {}
        self._wake = -1

    def start(self) -> None:
        """Begin to read. Kivy calls it once more when its loop begins."""
        if self.thread is None:
            self._wake = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
            self.thread = Thread(target=self._run, name=f"touch {self.device}", daemon=True)
            self.thread.start()

    def stop(self) -> None:
        """End the thread, which has lifted all fingers by then."""
        if self.thread is None or self._wake < 0:
            return
        os.eventfd_write(self._wake, 1)
        self.thread.join(STOP_SECONDS)
        if not self.thread.is_alive():
            os.close(self._wake)
            self._wake = -1

    @property
    def over(self) -> bool:
        """The device has gone, and everything that it said was passed on."""
        return self.thread is not None and not self.thread.is_alive() and not self._steps

    def update(self, dispatch_fn: Callable[[Action, MTDMotionEvent], None]) -> None:
        """In the main loop, before each frame."""
        while self._steps:
            action, slot, x, y = self._steps.popleft()
            place = {"x": x, "y": y}
            if action == "begin":
                touch = self._touches[slot] = MTDMotionEvent(self.device, slot, place)
            elif action == "update":
                touch = self._touches[slot]
                touch.move(place)
            else:
                touch = self._touches.pop(slot)
                touch.move(place)
                touch.update_time_end()
            dispatch_fn(action, touch)

    def _run(self) -> None:
        try:
            device = Device(self._node)
        except OSError as error:
            self.failure = error
            return
        try:
            log.info("touch screen %r is read at %s", self._name, self._node)
            self._read(device)
        finally:
            device.close()

    def _read(self, device: Device) -> None:
        fingers = device.fingers()
        waiting = select.poll()
        waiting.register(device.fd, select.POLLIN)
        waiting.register(self._wake, select.POLLIN)
        found: dict[int, int] = {}
        try:
            # A device that has gone is ready for ever, and has nothing to say.
            while not found.get(device.fd, 0) & (select.POLLHUP | select.POLLERR | select.POLLNVAL):
                found = dict(waiting.poll())
                if self._wake in found:
                    return
                for event in device.events():
                    self._pass_on(device, fingers.take(*event))
            log.warning("touch screen %r has gone from %s", self._name, self._node)
        finally:
            self._pass_on(device, fingers.all_up())

    def _pass_on(self, device: Device, steps: Iterator[Step]) -> None:
        for action, slot, x, y in steps:
            self._steps.append((action, slot, *self._turned(*device.share(x, y))))
