"""Text as pictures: measured, broken into lines, drawn once, whole pixels throughout.

Pack text never passes through Kivy's labels: no markup, no breaking at spaces only, no second layout.
A paragraph becomes one texture; draw it at its own size, at whole pixels, and every letter is sharp.

Hinting is ``normal``: then every advance is a whole number of pixels, so the sum of the advances
equals the width that SDL_ttf draws (``light`` and none place by fractions: 20 px off in 60 letters).
A first letter that reaches left of its origin (j) moves its line right by so much, at most 4 px.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kivy.core.text import Label
from kivy.graphics.texture import Texture

from kiosk.ui.linebreak import break_lines, is_han

__all__ = [
    "Bitmap",
    "FontMetrics",
    "TextStyle",
    "break_lines",
    "compose",
    "font_metrics",
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
    pixels: bytes


class _Face(Label):
    """One size of one font file, as SDL_ttf draws it; the text itself never enters the label."""

    def __init__(self, font: str, size: int) -> None:
        super().__init__(font_name=font, font_size=size, font_hinting="normal", font_kerning=False)

    def _get_font_id(self) -> str:
        # Kivy shares fonts by name and size, and hinting is a state of the font: keep ours apart.
        return f"kiosk|{super()._get_font_id()}"

    def draw(
        self, lines: Sequence[tuple[str, int, int]], width: int, height: int, colour: Sequence[float]
    ) -> bytes:
        """RGBA pixels of lines (text, left, top), which must not overlap: each clears its own box."""
        # The provider cuts to whole levels; without the hair more, 0.2 (51/255) would become 50.
        self.options["color"] = [round(part * 255) / 255 + 0.0001 for part in colour]
        self._size = (width, height)
        self._render_begin()
        for text, left, top in lines:
            self._render_text(text, left, top)
        pixels: bytes = self._render_end().data
        return pixels


class FontMetrics(dict[str, float]):
    """Advances in pixels by character: ``metrics[char]``, measured when first asked for."""

    def __init__(self, font: str, size: int) -> None:
        super().__init__()
        self.face = _Face(font, size)
        # A font that was just opened has other settings until something is drawn with it.
        self.face.draw([("H", 0, 0)], 1, 1, (1, 1, 1, 1))
        self._pair = int(self.face.get_extents("HH")[0])
        self.height = int(self.face.get_extents("H")[1])
        """Ascent and descent together."""
        self.ascent = int(self.face.get_ascent())

    def __missing__(self, char: str) -> float:
        if is_han(char) and char != "一":
            advance = self["一"]
        else:
            # Between two letters, because alone a width counts ink beyond the advance.
            advance = float(max(0, self.face.get_extents(f"H{char}H")[0] - self._pair))
        self[char] = advance
        return advance

    def extents(self, line: str) -> tuple[int, int]:
        """Width and height of the box that SDL_ttf draws ``line`` into."""
        width, height = self.face.get_extents(line)
        return int(width), int(height)

    def rise(self, line: str) -> int:
        """Pixels by which stacked accents of ``line`` stand above the font's ascent; mostly 0."""
        if self.extents(line)[1] <= self.height:
            return 0
        # SDL_ttf lowers such a line in its box: see how much lower a plain H stands in it.
        return self._ink_top(f"H{line}") - self._ink_top("H")

    def _ink_top(self, line: str) -> int:
        """First row with ink in the left stem of the H that ``line`` begins with."""
        width, height = int(self["H"]) // 2, self.extents(line)[1]
        alphas = self.face.draw([(line, 0, 0)], width, height, (1, 1, 1, 1))[3::4]
        return next(row for row in range(height) if any(alphas[row * width : (row + 1) * width]))


@cache
def font_metrics(font: str, size: int) -> FontMetrics:
    """The metrics of a font file at a size, kept for the life of the program."""
    return FontMetrics(font, size)


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


def compose(lines: Sequence[str], style: TextStyle, width: int | None = None) -> Bitmap:
    """Draw lines into pixels, without a window.

    The picture is as wide as its longest line, or ``width`` if that is more. Line boxes are
    ``style.pitch`` high, the first and last grow where letters need more: nothing is cut.
    """
    metrics = font_metrics(style.font, style.size)
    sizes = [metrics.extents(line) if line else (0, metrics.height) for line in lines]
    rises = [metrics.rise(line) if line else 0 for line in lines]
    full = max([width or 0, 1, *(size[0] for size in sizes)])
    lead = (max(style.pitch, metrics.height) - metrics.height) // 2
    tops = [lead + index * style.pitch - rise for index, rise in enumerate(rises)]
    shift = max([0, *(-top for top in tops)])
    bottoms = [top + size[1] for top, size in zip(tops, sizes, strict=True)]
    height = max([(len(lines) - 1) * style.pitch + max(style.pitch, metrics.height), *bottoms, 1]) + shift
    spare = {"left": 0.0, "center": 0.5, "right": 1.0}[style.align]
    # Letters of one line may reach into the box of the next: such lines go on a second sheet.
    sheets: list[list[tuple[str, int, int]]] = []
    ends: list[int] = []
    for line, top, bottom, size in zip(lines, tops, bottoms, sizes, strict=True):
        if not line:
            continue
        at = next((i for i, end in enumerate(ends) if end <= top), len(sheets))
        if at == len(sheets):
            sheets.append([])
            ends.append(0)
        sheets[at].append((line, int((full - size[0]) * spare), top + shift))
        ends[at] = bottom
    drawn = [metrics.face.draw(sheet, full, height, style.colour) for sheet in sheets or [[]]]
    return Bitmap(full, height, _laid_over(drawn))


def _laid_over(sheets: Sequence[bytes]) -> bytes:
    """Sheets of one size and one colour, one on the other. As numbers: fast, and no library needed."""
    if len(sheets) == 1:
        return sheets[0]
    total = 0
    for sheet in sheets:
        total |= int.from_bytes(sheet, "little")
    return total.to_bytes(len(sheets[0]), "little")


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
