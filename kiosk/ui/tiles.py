"""Which tiles of a picture are seen. Pure numbers: no Kivy, no files.

A picture of ``width`` x ``height`` px has levels: 0 is full size, each next one half of it (rounded
up), down to one tile. Tiles are ``TILE`` px squares counted from the upper left corner.
"""

from dataclasses import dataclass
from math import ceil, floor

from kiosk.media.sizes import TILE


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile and where it lies, in full-size pixels from the upper left corner."""

    level: int
    column: int
    row: int
    left: float
    top: float
    width: float
    height: float

    @property
    def name(self) -> str:
        return f"{self.level}/{self.column}_{self.row}.jpg"


def levels(width: int, height: int) -> int:
    """How many levels a picture of this size has."""
    count, side = 1, max(width, height)
    while side > TILE:
        side, count = ceil(side / 2), count + 1
    return count


def level_for(scale: float, count: int) -> int:
    """The level to draw when one full-size pixel takes ``scale`` px of the screen."""
    level = 0
    # A level is fine enough while its pixels are at most 1.25 px of the screen large.
    while level + 1 < count and scale * 2 ** (level + 1) <= 1.25:
        level += 1
    return level


def visible(
    width: int, height: int, level: int, left: float, top: float, right: float, bottom: float
) -> list[Tile]:
    """Tiles of ``level`` that meet this part (full-size px from the upper left), nearest the middle first."""
    step = 2**level
    span = TILE * step
    columns = ceil(ceil(width / step) / TILE)
    rows = ceil(ceil(height / step) / TILE)
    tiles = [
        Tile(
            level,
            column,
            row,
            column * span,
            row * span,
            min(span, width - column * span),
            min(span, height - row * span),
        )
        for row in range(max(0, floor(top / span)), min(rows, floor(bottom / span) + 1))
        for column in range(max(0, floor(left / span)), min(columns, floor(right / span) + 1))
    ]
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    tiles.sort(key=lambda t: abs(t.left + t.width / 2 - middle_x) + abs(t.top + t.height / 2 - middle_y))
    return tiles
