"""Touch screens, mice and keyboards, as the kernel tells of them (``/sys/class/input``)."""

import fcntl
import os
import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from kiosk.machine.fact import NotKnown, fact, read, read_if_there
from kiosk.messages import say

SYS, DEV = Path("/sys/class/input"), Path("/dev/input")

Bits = frozenset[int]
Kind = Literal["touch-screen", "touch-pad", "pen", "mouse", "keyboard", "other"]

# Of Linux, include/uapi/linux/input-event-codes.h
_KEY_ESC, _KEY_D = 1, 32
_BTN_MOUSE, _BTN_PEN, _BTN_FINGER, _BTN_TOUCH = 0x110, 0x140, 0x145, 0x14A
_REL_X, _ABS_X, _ABS_SLOT, _ABS_MT_X, _ABS_MT_Y = 0x00, 0x00, 0x2F, 0x35, 0x36
_DIRECT = 0x01
_WORD = struct.calcsize("l") * 2
"""Hexadecimal digits of a word in the kernel's bitmaps."""
_ASK_SLOTS = 0x80184540 + _ABS_SLOT
"""EVIOCGABS(ABS_MT_SLOT)."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input device."""

    name: str
    """As its maker calls it."""
    kind: Kind
    node: Path
    """``/dev/input/event3``"""
    readable: bool
    """This program may read it, which it must for ``touch: device``."""
    fingers: int | None
    """How many a touch screen tells apart; None where that is not known."""
    paths: tuple[str, ...] = ()
    """Its names in ``/dev/input/by-path``, which say where it is plugged in."""


@fact
def inputs(sys: Path = SYS, dev: Path = DEV) -> tuple[Input, ...]:
    """Every device that sends events, touch screens first."""
    there = folders(sys)
    if not there:
        raise NotKnown(say("the kernel tells of no input devices here"))
    names = paths(dev)
    found = [_input(folder, dev / folder.name, names.get(folder.name, ())) for folder in there]
    return tuple(sorted(found, key=lambda each: (each.kind != "touch-screen", each.node.name)))


def folders(sys: Path) -> list[Path]:
    """What the kernel tells of each device that sends events: ``/sys/class/input/event3``."""
    return [each for each in sys.iterdir() if re.fullmatch(r"event\d+", each.name)] if sys.is_dir() else []


def paths(dev: Path) -> dict[str, tuple[str, ...]]:
    """Name of a node -> its names in ``by-path``."""
    found: dict[str, tuple[str, ...]] = {}
    folder = dev / "by-path"
    for link in sorted(folder.iterdir()) if folder.is_dir() else ():
        node = link.resolve().name
        found[node] = (*found.get(node, ()), link.name)
    return found


def stands_at(paths: Iterable[str], where: str) -> bool:
    """One of a device's ``paths`` fits this pattern (``*usb-0:2:*``); an empty one fits all."""
    return not where or any(fnmatchcase(each, where) for each in paths)


def tells_fingers_apart(folder: Path) -> bool:
    """True for a touch screen that ``touch: device`` reads: one with several fingers, or that could have."""
    _, _, axes, _ = told = _told(folder)
    return axes.issuperset((_ABS_MT_X, _ABS_MT_Y)) and _kind(*told) != "touch-pad"


def name_of(folder: Path) -> str:
    """As its maker calls it; ``unnamed`` where he does not."""
    return read_if_there(folder / "device/name") or "unnamed"


def _told(folder: Path) -> tuple[Bits, Bits, Bits, Bits]:
    """Keys, relative axes, absolute ones, properties."""
    keys, rel, axes, properties = (
        bits(read_if_there(folder / "device" / name))
        for name in ("capabilities/key", "capabilities/rel", "capabilities/abs", "properties")
    )
    return keys, rel, axes, properties


def _input(folder: Path, node: Path, paths: tuple[str, ...]) -> Input:
    _, _, axes, _ = told = _told(folder)
    kind = _kind(*told)
    readable = os.access(node, os.R_OK)
    fingers = _fingers(node, axes) if kind == "touch-screen" and readable else None
    return Input(read(folder / "device/name"), kind, node, readable, fingers, paths)


def bits(text: str) -> Bits:
    """The numbers of the bits that are set in a bitmap of the kernel's: words of hexadecimal digits, the
    highest first."""
    number = int("".join(word.zfill(_WORD) for word in text.split()) or "0", 16)
    return frozenset(place for place in range(number.bit_length()) if number >> place & 1)


def _kind(keys: Bits, rel: Bits, axes: Bits, properties: Bits) -> Kind:
    """As udev tells them apart (systemd, src/udev/udev-builtin-input_id.c)."""
    if axes & {_ABS_X, _ABS_MT_X}:
        if _BTN_PEN in keys:
            return "pen"
        if _DIRECT in properties and (_BTN_TOUCH in keys or _ABS_MT_X in axes):
            return "touch-screen"
        if _BTN_FINGER in keys:
            return "touch-pad"
        if _BTN_TOUCH in keys:
            # Old resistive screens do not say that they are one.
            return "touch-screen"
    if _BTN_MOUSE in keys and (_REL_X in rel or _ABS_X in axes):
        return "mouse"
    if keys.issuperset(range(_KEY_ESC, _KEY_D)):
        return "keyboard"
    return "other"


def _fingers(node: Path, axes: frozenset[int]) -> int | None:
    """How many fingers a screen tells apart: it has a slot for each."""
    if _ABS_MT_X not in axes:
        return 1
    if _ABS_SLOT not in axes:
        return None
    answer = bytearray(24)
    try:
        fd = os.open(node, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        fcntl.ioctl(fd, _ASK_SLOTS, answer)
    except OSError:
        return None
    finally:
        os.close(fd)
    _, least, most, *_ = struct.unpack("6i", answer)
    return int(most - least + 1)
