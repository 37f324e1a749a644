"""Displays, as the kernel's graphics driver tells of them (``/sys/class/drm``)."""

import re
from dataclasses import dataclass
from math import hypot
from pathlib import Path

from kiosk.machine.fact import NotKnown, fact, read, read_if_there
from kiosk.messages import say

DRM = Path("/sys/class/drm")
_CONNECTOR = re.compile(r"card\d+-(.+)")
_MODE = re.compile(r"(\d+)x(\d+)")

_EDID_HEAD = b"\x00\xff\xff\xff\xff\xff\xff\x00"
_BLOCKS = (54, 72, 90, 108)
"""Where the four descriptors of 18 bytes stand in an EDID."""
_NAME = b"\x00\x00\x00\xfc\x00"


@dataclass(frozen=True, slots=True)
class Display:
    """One socket for a display."""

    connector: str
    """``HDMI-A-1``, ``DP-2``, ``eDP-1`` …"""
    connected: bool
    lit: bool
    """The driver sends it a picture."""
    modes: tuple[tuple[int, int], ...]
    """Widths and heights that it can show, its own first."""
    name: str
    """As its maker calls it; empty where it does not say."""
    size_mm: tuple[int, int] | None
    """Width and height of its picture; None where it does not say."""

    @property
    def diagonal_inch(self) -> float | None:
        return hypot(*self.size_mm) / 25.4 if self.size_mm else None


@fact
def displays(drm: Path = DRM) -> tuple[Display, ...]:
    """Every socket of every graphics card, the connected ones first."""
    folders = sorted(drm.iterdir()) if drm.is_dir() else []
    found = [_display(folder, match[1]) for folder in folders if (match := _CONNECTOR.fullmatch(folder.name))]
    if not found:
        raise NotKnown(say("the kernel has no driver for a graphics card here"))
    return tuple(sorted(found, key=lambda each: not each.connected))


def _display(folder: Path, connector: str) -> Display:
    sizes = (_MODE.match(line) for line in read_if_there(folder / "modes").splitlines())
    # A size is there once for each rate.
    modes = dict.fromkeys((int(size[1]), int(size[2])) for size in sizes if size)
    try:
        edid = (folder / "edid").read_bytes()
    except OSError:
        edid = b""
    name, size_mm = read_edid(edid)
    connected = read(folder / "status") == "connected"
    lit = read_if_there(folder / "enabled") == "enabled" and read_if_there(folder / "dpms") in ("On", "")
    return Display(connector, connected, lit, tuple(modes), name, size_mm)


def read_edid(edid: bytes) -> tuple[str, tuple[int, int] | None]:
    """Name and millimetres of a display from what it says of itself (VESA E-EDID 1.4, section 3)."""
    if len(edid) < 128 or not edid.startswith(_EDID_HEAD):
        return "", None
    blocks = [edid[start : start + 18] for start in _BLOCKS]
    names = [block[5:].split(b"\n")[0] for block in blocks if block.startswith(_NAME)]
    name = names[0].decode("cp437").strip() if names else ""
    size: tuple[int, int] | None = None
    first = blocks[0]
    if first[:2] != b"\x00\x00":  # the timing of its own mode, with the picture's millimetres
        size = first[12] | (first[14] & 0xF0) << 4, first[13] | (first[14] & 0x0F) << 8
    if not size or not all(size):
        size = edid[21] * 10, edid[22] * 10
    # Projectors say nothing, and some screens their proportions instead of their size: 16 × 9 mm.
    return name, size if min(size) >= 50 else None
