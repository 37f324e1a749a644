"""Font files at a size: how wide each character is, and how a line of them looks.

Hinting is ``normal``: then every advance is a whole number of pixels, so the sum of the advances equals
the width that SDL_ttf draws (``light`` and none place by fractions: 20 px off in 60 letters).

SDL_ttf keeps 256 glyphs a font, too few for Chinese: half a page of it takes 90 ms. Lines with Han
characters are therefore put together from cells that are kept here; all others SDL_ttf draws whole.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from kivy.core.text import Label

from kiosk.linebreak import has_han, is_han

CELL_BYTES = 12 * 1024 * 1024
"""Cells kept of all faces together: 5,500 Chinese characters of 32 px."""
_ROW_BYTES = 40
"""What Python adds to each row of a cell."""

Cell = tuple[bytes, ...]
"""A character's ink by rows, as wide as its advance."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How much ink each pixel has, 0 to 255; rows from the top."""

    width: int
    height: int
    pixels: bytes


class _Face(Label):
    """A font file at a size, as SDL_ttf draws it; text never enters the label itself."""

    def __init__(self, font: str, size: int) -> None:
        super().__init__(font_name=font, font_size=size, font_hinting="normal", font_kerning=False)

    def _get_font_id(self) -> str:
        # Kivy shares fonts by name and size, and hinting is a state of the font: keep ours apart.
        return f"kiosk|{super()._get_font_id()}"

    def draw(self, pieces: Sequence[tuple[str, int]], width: int, height: int) -> bytes:
        """The ink of texts, each with its left edge; a later one clears what it covers."""
        self._size = (width, height)
        self._render_begin()
        for text, left in pieces:
            self._render_text(text, left, 0)
        rgba: bytes = self._render_end().data
        return rgba[3::4]


class FontMetrics(dict[str, float]):
    """Advances in pixels by character: ``metrics[char]``, measured when first asked for."""

    _cell_bytes: ClassVar[int] = 0
    _all_cells: ClassVar[list[dict[str, Cell | None]]] = []

    def __init__(self, font: str, size: int) -> None:
        super().__init__()
        self._face = _Face(font, size)
        # A font that was just opened has other settings until something is drawn with it.
        self._face.draw([("H", 0)], 1, 1)
        self._pair = self.extents("HH")[0]
        self.height = self.extents("H")[1]
        """Ascent and descent together."""
        self._cells: dict[str, Cell | None] = {}
        self._all_cells.append(self._cells)

    def __missing__(self, char: str) -> float:
        if is_han(char) and char != "一":
            advance = self["一"]
        else:
            # Between two letters, because alone a width counts ink beyond the advance.
            advance = float(max(0, self.extents(f"H{char}H")[0] - self._pair))
        self[char] = advance
        return advance

    def extents(self, line: str) -> tuple[int, int]:
        """Width and height of the box that SDL_ttf draws ``line`` into."""
        width, height = self._face.get_extents(line)
        return int(width), int(height)

    def ink(self, line: str) -> Ink:
        """``line`` drawn; higher than ``height`` where stacked accents need it (see ``rise``)."""
        if has_han(line):
            self.prepare(line)
            cells = [cell for char in line if (cell := self._cells.get(char))]
            if len(cells) == len(line):
                width = sum(len(cell[0]) for cell in cells)
                return Ink(width, self.height, b"".join(map(b"".join, zip(*cells, strict=True))))
        width, height = self.extents(line)
        return Ink(width, height, self._face.draw([(line, 0)], width, height))

    def rise(self, line: str) -> int:
        """Pixels by which ``line``, whose box is higher than the font, stands above the ascent."""
        # SDL_ttf lowers such a line in its box: see how much lower a plain H stands in it.
        return self._ink_top(f"H{line}") - self._ink_top("H")

    def _ink_top(self, line: str) -> int:
        """First row with ink in the left stem of the H that ``line`` begins with."""
        width, height = int(self["H"]) // 2, self.extents(line)[1]
        pixels = self._face.draw([(line, 0)], width, height)
        # A font of icons has no H.
        return next((row for row in range(height) if any(pixels[row * width : (row + 1) * width])), 0)

    def prepare(self, text: str) -> None:
        """Draw those characters of ``text`` that have no cell yet: 0.15 ms each, spared at the next touch."""
        new = [char for char in dict.fromkeys(text) if char not in self._cells]
        if not new:
            return
        lefts, total = [], 0
        for char in new:
            lefts.append(total)
            total += int(self[char])
        strip = self._face.draw(list(zip(new, lefts, strict=True)), max(total, 1), self.height)
        for char, left in zip(new, lefts, strict=True):
            width = int(self[char])
            # Ink beyond the advance, as in j and f, needs the line around it; a dash may lose its very ends.
            if char in "–—" or self.extents(char) == (width, self.height):
                rows = (strip[at : at + width] for at in range(left, total * self.height, total))
                self._keep(char, tuple(_shared(rows)))
            else:
                self._keep(char, None)

    def _keep(self, char: str, cell: Cell | None) -> None:
        if FontMetrics._cell_bytes > CELL_BYTES:
            for cells in self._all_cells:
                cells.clear()
            FontMetrics._cell_bytes = 0
        self._cells[char] = cell
        FontMetrics._cell_bytes += sum(
            len(row) + _ROW_BYTES for row in {id(row): row for row in cell or ()}.values()
        )


def _shared(rows: Iterable[bytes]) -> Iterator[bytes]:
    """Rows that equal the one above them are the same object: nothing above and below a letter, its stems."""
    above = b""
    for row in rows:
        if row != above:
            above = row
        yield above


@cache
def font_metrics(font: str, size: int) -> FontMetrics:
    """The metrics of a font file at a size, kept for the life of the program."""
    return FontMetrics(font, size)
