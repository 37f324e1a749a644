"""Paint "one moment please" behind the windows of an X server, once on each of its screens: it is seen where
one of several kiosks is not there. Its standard input is what ``xrandr`` prints.

Debian's own Python without a package, as for ``one_moment.py``; the picture stays when this program ends.
"""

import ctypes
import re
import sys
from ctypes import c_char_p, c_int, c_uint, c_ulong, c_void_p
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from one_moment import GROUND, Rows, Screen, painted, read_picture

COLOURS = ((16, 8), (8, 8), (0, 8))
"""Of depth 24, in 32 bits a pixel."""
ZPIXMAP = 2

Rectangle = tuple[int, int, int, int]
"""Width, height, left, top."""


def lit(listing: str) -> list[Rectangle]:
    """The screens that show something. The picture is turned by the X server."""
    found = re.findall(r"^\S+ \S*connected .*?\b(\d+)x(\d+)\+(\d+)\+(\d+)", listing, re.MULTILINE)
    return [(int(width), int(height), int(left), int(top)) for width, height, left, top in found]


def picture(width: int, height: int, rows: Rows) -> bytes:
    """One screen, 4 bytes a pixel."""
    return painted(Screen(width, height, 4 * width, 32, COLOURS), rows, 0)


def main() -> None:
    screens, rows = lit(sys.stdin.read()), read_picture()
    x11 = ctypes.CDLL("libX11.so.6")
    for name in ("XOpenDisplay", "XDefaultVisual", "XDefaultGC", "XCreateImage"):
        getattr(x11, name).restype = c_void_p
    for name in ("XDefaultRootWindow", "XCreatePixmap"):
        getattr(x11, name).restype = c_ulong
    display = c_void_p(x11.XOpenDisplay(None))
    if not display:
        sys.exit("there is no X server")
    number = c_int(x11.XDefaultScreen(display))
    depth = x11.XDefaultDepth(display, number)
    if depth != 24:
        sys.exit(f"the X server has {depth} bits a pixel, not 24")
    root = c_ulong(x11.XDefaultRootWindow(display))
    context = c_void_p(x11.XDefaultGC(display, number))
    wide = max((width + left for width, _, left, _ in screens), default=1)
    high = max((height + top for _, height, _, top in screens), default=1)
    ground = c_ulong(int.from_bytes(bytes(GROUND)))
    behind = c_ulong(x11.XCreatePixmap(display, root, c_uint(wide), c_uint(high), c_uint(depth)))
    x11.XSetForeground(display, context, ground)
    x11.XFillRectangle(display, behind, context, 0, 0, c_uint(wide), c_uint(high))
    visual = c_void_p(x11.XDefaultVisual(display, number))
    for width, height, left, top in screens:
        data = c_char_p(picture(width, height, rows))
        size = c_uint(width), c_uint(height)
        image = c_void_p(
            x11.XCreateImage(display, visual, c_uint(depth), ZPIXMAP, 0, data, *size, 32, 4 * width)
        )
        x11.XPutImage(display, behind, context, image, 0, 0, left, top, *size)
    x11.XSetWindowBackgroundPixmap(display, root, behind)
    x11.XClearWindow(display, root)
    x11.XSync(display, 0)


if __name__ == "__main__":
    main()
