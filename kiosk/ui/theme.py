"""Colours and sizes. Sizes follow from the screen's millimetres and the visitors' distance."""

from dataclasses import dataclass, replace
from functools import cache
from math import hypot, radians, tan

from kiosk.fonts import CAP_HEIGHT

Rgba = tuple[float, float, float, float]


@cache
def rgba(colour: str, alpha: float = 1.0) -> Rgba:
    """``#rrggbb`` as four numbers from 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue, alpha


GROUND = "#14110d"
"""Warm near-black: felt, earth."""
RAISED = "#211c16"
"""A surface that can be touched."""
PRESSED = "#3a3127"
LINE = "#4a4035"
BONE = "#efe7d8"
"""Text."""
DIM = "#c3b8a3"
"""Secondary text; still 9:1 on the ground."""
HELP = "#7fc4e8"
"""Sky blue, for focus and help only."""
DEFAULT_ACCENT = "#d9a441"

MIN_CAP_DEGREES = 0.7
"""EN 301 549, 5.1.4: a capital H is at least 0.7 degrees high."""
MIN_TARGET_MM = 20.0
"""Touch keys of 20 mm do as well as larger ones; smaller ones do worse."""
MAX_LINE_CHARACTERS = 55


@dataclass(frozen=True, slots=True)
class Sizes:
    """Every length of the screens, in pixels."""

    width: int
    height: int
    px_per_mm: float
    minimum: float
    """Smallest font size at normal text size: capitals of 0.7 degrees, 24 px on 1080 at least."""
    text_scale: float = 1.0

    @classmethod
    def of(
        cls, width: int, height: int, diagonal_inch: float, distance_mm: float, text_scale: float = 1.0
    ) -> "Sizes":
        px_per_mm = hypot(width, height) / (diagonal_inch * 25.4)
        capital_mm = 2 * distance_mm * tan(radians(MIN_CAP_DEGREES / 2))
        by_eye = capital_mm * px_per_mm / CAP_HEIGHT
        minimum = max(by_eye * 1.01, 24 * min(width, height) / 1080)
        # Rounding up keeps 0.7 degrees; whole pixels keep letters sharp.
        return cls(width, height, px_per_mm, float(int(minimum) + 1), text_scale)

    def larger(self, text_scale: float) -> "Sizes":
        return replace(self, text_scale=text_scale)

    @property
    def portrait(self) -> bool:
        return self.height > self.width

    @property
    def unit(self) -> float:
        """One step of the spacing grid: 8 px where the smallest text is 28 px."""
        return self.minimum * 8 / 28

    def u(self, steps: float) -> int:
        """``steps`` of the spacing grid, whole pixels."""
        return round(self.unit * steps)

    @property
    def margin(self) -> int:
        return self.u(5 if self.portrait else 8)

    @property
    def target(self) -> int:
        """Least side of anything that is touched: 20 mm, and 48 units of a 28 px text."""
        return round(max(MIN_TARGET_MM * self.px_per_mm, self.u(6)) + 0.5)

    @property
    def small(self) -> int:
        return round(self.minimum * self.text_scale)

    @property
    def body(self) -> int:
        return round(self.minimum * 1.08 * self.text_scale)

    @property
    def lead(self) -> int:
        return round(self.minimum * 1.2 * self.text_scale)

    @property
    def heading(self) -> int:
        return round(self.minimum * 1.3 * self._display_scale)

    @property
    def title(self) -> int:
        return round(self.minimum * 1.9 * self._display_scale)

    @property
    def display(self) -> int:
        return round(self.minimum * 2.9 * self._display_scale)

    @property
    def fixed(self) -> int:
        """Text of the bar, which must stay in place; it grows by half of the larger text."""
        return round(self.minimum * (1 + (self.text_scale - 1) * 0.25))

    @property
    def _display_scale(self) -> float:
        # Titles are large already; they grow at half the pace so that long words still fit.
        return 1 + (self.text_scale - 1) * 0.5

    @property
    def bar_height(self) -> int:
        return self.target + self.u(3)
