"""Paint "one moment please" into the frame buffer, and keep it there until this program is ended.

For the time in which the kiosk cannot run, so it needs nothing of the kiosk: Debian's own Python without a
package, one picture, no compositor, no OpenGL. ``draw_one_moment.py`` has made the picture.
"""

import argparse
import fcntl
import json
import re
import signal
import struct
import sys
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PICTURE = Path(__file__).with_name("one_moment.png")
GROUND, TEXT = (20, 17, 14), (236, 229, 216)
FILLS = 0.85
"""So much of the screen's width and height the words may take."""
AGAIN_SECONDS = 5.0
"""The kernel may have written over it, or another screen may have come."""

GET_VARIABLE, GET_FIXED, SET_MODE, GRAPHICS = 0x4600, 0x4602, 0x4B3A, 1
"""From linux/fb.h and linux/kd.h."""

Rows = list[bytes]
"""A picture: one byte of brightness a pixel."""


@dataclass(frozen=True)
class Screen:
    """A frame buffer: pixels, bytes from one line to the next, bits a pixel, and where its colours lie."""

    width: int
    height: int
    line: int
    bits: int
    colours: tuple[tuple[int, int], ...]
    """Lowest bit and number of bits of red, green, blue."""

    @classmethod
    def of(cls, buffer: int) -> "Screen":
        """The screen behind an open frame buffer. Raises OSError."""
        variable = struct.unpack("40I", fcntl.ioctl(buffer, GET_VARIABLE, bytes(160)))
        fixed = fcntl.ioctl(buffer, GET_FIXED, bytes(struct.calcsize("16sL4I3HI")))
        line = struct.unpack("16sL4I3HI", fixed)[-1]
        colours = tuple((variable[at], variable[at + 1]) for at in (8, 11, 14))
        return cls(variable[0], variable[1], line, variable[6], colours)

    def pixel(self, brightness: int) -> bytes:
        """A pixel between the ground's colour and the text's."""
        value = 0
        for low, high, (lowest, bits) in zip(GROUND, TEXT, self.colours, strict=True):
            shade = low + (high - low) * brightness // 255
            value |= shade >> (8 - bits) << lowest
        return value.to_bytes(self.bits // 8, "little")


def read_picture(file: Path = PICTURE) -> Rows:
    """A PNG as ``draw_one_moment.py`` writes it: grey, 8 bits, unfiltered."""
    data = file.read_bytes()
    at, packed, width = 8, b"", 0
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        chunk = data[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            width = int.from_bytes(chunk[:4], "big")
        elif kind == b"IDAT":
            packed += chunk
        at += size + 12
    plain = zlib.decompress(packed)
    return [plain[start + 1 : start + 1 + width] for start in range(0, len(plain), width + 1)]


def fitted(rows: Rows, width: int, height: int) -> Rows:
    """Twice, three times as large, as it is, or half as large: whatever is the largest that fits."""
    across, down = width * FILLS / len(rows[0]), height * FILLS / len(rows)
    times = int(min(across, down))
    if times >= 1:
        return [
            b"".join(bytes([value]) * times for value in row) if times > 1 else row
            for row in rows
            for _ in range(times)
        ]
    return [
        bytes((a + b + c + d) // 4 for a, b, c, d in zip(r[::2], r[1::2], s[::2], s[1::2], strict=True))
        for r, s in zip(rows[::2], rows[1::2], strict=True)
    ]


def turned(rows: Rows, rotation: int) -> Rows:
    """As it has to lie in the memory of a screen that stands turned clockwise by so many degrees."""
    if rotation == 90:
        return [bytes(column) for column in zip(*rows, strict=True)][::-1]
    if rotation == 180:
        return [row[::-1] for row in rows[::-1]]
    if rotation == 270:
        return [bytes(column[::-1]) for column in zip(*rows, strict=True)]
    return rows


def painted(screen: Screen, rows: Rows, rotation: int) -> bytes:
    """All bytes of the frame buffer."""
    upright = (screen.height, screen.width) if rotation in (90, 270) else (screen.width, screen.height)
    block = turned(fitted(rows, *upright), rotation)
    across, down = min(len(block[0]), screen.width), min(len(block), screen.height)
    left, top = (screen.width - across) // 2, (screen.height - down) // 2
    pixels = [screen.pixel(value) for value in range(256)]
    ground = pixels[0]
    end = bytes(screen.line - screen.width * len(ground))
    empty = ground * screen.width + end
    lines = [
        ground * left
        + b"".join([pixels[value] for value in row[:across]])
        + ground * (screen.width - left - across)
        + end
        for row in block[:down]
    ]
    return b"".join([empty] * top + lines + [empty] * (screen.height - top - down))


def rotation_of(config: Path, turned: Path) -> int:
    """``rotation`` in a configuration that may be broken, or what staff have chosen at the screen since; 0
    where nothing can be read."""
    configured = 0
    with suppress(OSError):
        text = config.read_text("utf-8", "replace")
        found = re.search(r"^[^#\n]*\brotation:\s*(90|180|270)\b", text, re.MULTILINE)
        configured = int(found[1]) if found else 0
    with suppress(OSError, ValueError, TypeError, KeyError):
        chosen = json.loads(turned.read_bytes())
        if chosen["configured"] == configured and chosen["rotation"] in (0, 90, 180, 270):
            return int(chosen["rotation"])
    return configured


def quiet_console() -> None:
    """Neither kernel messages nor a cursor over the picture, where our standard input is a console."""
    try:
        fcntl.ioctl(sys.stdin.fileno(), SET_MODE, GRAPHICS)
    except (OSError, ValueError) as error:
        print(f"the console goes on writing: {error}", file=sys.stderr)


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=Path("/etc/kiosk/config.yaml"))
    parser.add_argument("--turned", type=Path, default=Path("/var/lib/kiosk/turned.json"))
    parser.add_argument("--device", type=Path, default=Path("/dev/fb0"))
    options = parser.parse_args(words)
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(0))
    rows, rotation = read_picture(), rotation_of(options.config, options.turned)
    quiet_console()
    shown: tuple[Screen, bytes] | None = None
    said = ""
    while True:
        try:
            with options.device.open("r+b", buffering=0) as buffer:
                screen = Screen.of(buffer.fileno())
                if shown is None or shown[0] != screen:
                    shown = screen, painted(screen, rows, rotation)
                buffer.write(shown[1])
            said = ""
        except OSError as error:
            # A screen that is switched on later comes later.
            if said != str(error):
                said = str(error)
                print(f"nothing to paint on: {said}", file=sys.stderr)
        time.sleep(AGAIN_SECONDS)


if __name__ == "__main__":
    main()
