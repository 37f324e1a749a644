"""Text as pictures: measured, broken into lines, drawn once, whole pixels throughout.

Pack text never passes through Kivy's labels: no markup, no breaking at spaces only, no second layout.
A paragraph becomes one texture; draw it at its own size, at whole pixels, and every letter is sharp.

A first letter that reaches left of its origin (j) moves its line right by so much, at most 4 px.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from unicodedata import combining

from kivy.graphics.texture import Texture

from kiosk.linebreak import break_lines
from kiosk.ui.faces import Ink, font_metrics

__all__ = [
    "Bitmap",
    "TextStyle",
    "break_lines",
    "compose",
    "font_metrics",
    "height_of",
    "lay_out",
    "render",
    "text_width",
]

CACHE_BYTES = 32 * 1024 * 1024
"""Textures kept for texts that come back. What a screen still shows lives on beyond it."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text looks."""

    font: str
    """A TrueType file, found as Kivy finds its resources."""
    size: int
    """Pixels of the em."""
    colour: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)
    """Red, green, blue and alpha, 0 to 1."""
    line_height: float = 1.5
    """From baseline to baseline, in ems. Chinese needs 1.3 at least; titles may have less."""
    align: Literal["left", "center", "right"] = "left"

    @property
    def pitch(self) -> int:
        """Pixels from baseline to baseline."""
        return round(self.size * self.line_height)


@dataclass(frozen=True, slots=True)
class Bitmap:
    """Pixels: four bytes each (red, green, blue, alpha), rows from the top."""

    width: int
    height: int
    pixels: bytearray


def text_width(text: str, style: TextStyle) -> int:
    """Pixels that ``text`` takes on one line, ink beyond the last advance included."""
    return font_metrics(style.font, style.size).extents(text)[0] if text else 0


def lay_out(
    text: str, width: float, style: TextStyle, language: str, max_characters: int | None = None
) -> list[str]:
    """The lines of ``text`` in a column ``width`` px wide, each ``max_characters`` long at most."""
    metrics = font_metrics(style.font, style.size)
    if max_characters and len(text) > max_characters:
        # A column of that many average letters has evener ends than lines cut by counting.
        average = sum(map(metrics.__getitem__, text)) / len(text)
        width = min(width, average * max_characters)
    return break_lines(text, width, metrics.__getitem__, language, max_characters)


def height_of(lines: Sequence[str], style: TextStyle) -> int | None:
    """Pixels that ``compose`` will take upwards; None where only drawing tells, for stacked accents."""
    if any(map(combining, "".join(lines))):
        return None
    height = font_metrics(style.font, style.size).height
    return max(1, (len(lines) - 1) * style.pitch + max(style.pitch, height))


def compose(lines: Sequence[str], style: TextStyle, width: int | None = None) -> Bitmap:
    """Draw lines into pixels, without a window.

    The picture is as wide as its longest line, or ``width`` if that is more. Line boxes are
    ``style.pitch`` high, the first and last grow where letters need more: nothing is cut.
    """
    metrics = font_metrics(style.font, style.size)
    inks = [metrics.ink(line) if line else Ink(0, metrics.height, b"") for line in lines]
    lead = (max(style.pitch, metrics.height) - metrics.height) // 2
    tops = [lead + index * style.pitch for index in range(len(lines))]
    for index, (line, ink) in enumerate(zip(lines, inks, strict=True)):
        if ink.height > metrics.height:
            tops[index] -= metrics.rise(line)
    shift = max([0, *(-top for top in tops)])
    bottoms = [top + ink.height for top, ink in zip(tops, inks, strict=True)]
    height = max([(len(lines) - 1) * style.pitch + max(style.pitch, metrics.height), *bottoms, 1]) + shift
    full = max([width or 0, 1, *(ink.width for ink in inks)])
    spare = {"left": 0.0, "center": 0.5, "right": 1.0}[style.align]
    placed = [
        (int((full - ink.width) * spare), top + shift, ink) for top, ink in zip(tops, inks, strict=True)
    ]
    return Bitmap(full, height, _coloured(_pasted(placed, full, height), style.colour))


def _pasted(placed: Sequence[tuple[int, int, Ink]], width: int, height: int) -> bytes:
    """Inks, each with its left and top, on one sheet.

    Letters of one line may reach into the box of the next: such lines go on a second sheet, and the two
    are laid on each other, as numbers, which is fast and needs no library.
    """
    sheets: list[bytearray] = []
    ends: list[int] = []
    for left, top, ink in placed:
        at = next((i for i, end in enumerate(ends) if end <= top), len(sheets))
        if at == len(sheets):
            sheets.append(bytearray(width * height))
            ends.append(0)
        sheet, ends[at] = sheets[at], top + ink.height
        if ink.width == width:
            sheet[top * width : (top + ink.height) * width] = ink.pixels
            continue
        for row in range(ink.height):
            start = (top + row) * width + left
            sheet[start : start + ink.width] = ink.pixels[row * ink.width : (row + 1) * ink.width]
    if len(sheets) < 2:
        return bytes(sheets[0] if sheets else width * height)
    total = 0
    for sheet in sheets:
        total |= int.from_bytes(sheet, "little")
    return total.to_bytes(width * height, "little")


def _coloured(ink: bytes, colour: Sequence[float]) -> bytearray:
    """RGBA pixels of one colour."""
    red, green, blue, alpha = (round(part * 255) for part in colour)
    if alpha < 255:
        ink = ink.translate(bytes(level * alpha // 255 for level in range(256)))
    pixels = bytearray(bytes((red, green, blue, 0)) * len(ink))
    pixels[3::4] = ink
    return pixels


class _TextureCache:
    """Textures by what they show; the least recently asked for go when ``limit`` bytes are passed."""

    def __init__(self, limit: int) -> None:
        self.limit, self.bytes = limit, 0
        self._kept: OrderedDict[object, Texture] = OrderedDict()

    def get(self, key: object) -> Texture | None:
        texture = self._kept.get(key)
        if texture is not None:
            self._kept.move_to_end(key)
        return texture

    def put(self, key: object, texture: Texture) -> None:
        self._kept[key] = texture
        self.bytes += texture.width * texture.height * 4
        while self.bytes > self.limit and len(self._kept) > 1:
            _, old = self._kept.popitem(last=False)
            self.bytes -= old.width * old.height * 4

    def clear(self) -> None:
        self._kept.clear()
        self.bytes = 0


textures = _TextureCache(CACHE_BYTES)


def render(lines: Sequence[str], style: TextStyle, width: int | None = None) -> Texture:
    """The texture of a paragraph, sizes as ``compose`` says. Draw it unscaled at whole pixels."""
    key = (tuple(lines), style, width)
    texture = textures.get(key)
    if texture is None:
        bitmap = compose(lines, style, width)
        texture = Texture.create(size=(bitmap.width, bitmap.height), colorfmt="rgba")
        texture.min_filter = texture.mag_filter = "nearest"
        texture.blit_buffer(bitmap.pixels, colorfmt="rgba", bufferfmt="ubyte")
        texture.flip_vertical()
        textures.put(key, texture)
    return texture
