"""Where every ornament belongs on the costume, and where it lay: about 4,000 of them, as were found.

Known: about 2,400 arrow-shaped plaques on the caftan; about 150 ornaments on the headdress, among them a
pair of winged horses, four "arrows", snow leopards, argali, mountain goats and birds; gold on the boot-tops;
a belt of massive plaques with elk; torque and dagger. Drawn freely: the place of each (half of the small
plaques are put on the back, which nobody sees), how many lie along edges and seams, the number of the belt's
plaques, and how everything lay in the grave.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from itertools import cycle

import numpy as np
from shapely.geometry import Polygon

from films.costume import cut
from films.costume.reliefs import NAMES
from films.pen import pts, resample

ZONES = ("boots", "trousers", "caftan", "belt", "torque", "headdress")
ARROW, GAP, ROW = 0.0222, 0.0166, 0.0146  # length of a small plaque, distance in a row, of the rows


@dataclass(frozen=True)
class Gold:
    """All ornaments, one element of each array an ornament; metres and radians in the costume's plane.

    `kind` counts in `reliefs.NAMES`, `zone` in ZONES; `size` is the long side. `side` -1 mirrors.
    `x0, y0, turn0, lean0, heap`: where it lay, its turn and tilt, how deep it sat in the earth (0..1).
    """

    kind: np.ndarray
    zone: np.ndarray
    back: np.ndarray
    side: np.ndarray
    size: np.ndarray
    x: np.ndarray
    y: np.ndarray
    turn: np.ndarray
    x0: np.ndarray
    y0: np.ndarray
    turn0: np.ndarray
    lean0: np.ndarray
    heap: np.ndarray


class _Tray:
    """Ornaments being sorted, each with its place on the costume."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int, bool, int, float, float, float, float]] = []

    def put(
        self, kind: str, zone: str, x: float, y: float, size: float, turn: float = 0.0,
        side: int = 1, back: bool = False,
    ) -> None:  # fmt: skip
        self.rows.append((NAMES.index(kind), ZONES.index(zone), back, side, size, x, y, turn))

    def both(self, kind: str, zone: str, x: float, y: float, size: float, turn: float = 0.0) -> None:
        """One on each half, mirrored."""
        for side in (-1, 1):
            self.put(kind, zone, side * x, y, size, side * turn, side)


def _headdress(tray: _Tray) -> None:
    """Winged horses, "arrows", feathers, beasts and foil, 150 in all."""
    zone, begun = "headdress", len(tray.rows)
    tray.both("staff", zone, 0.018, 0.300, 0.44, -0.024)
    tray.both("staff", zone, 0.056, 0.335, 0.37, -0.125)
    for x, y, size, turn in (
        (0.036, 0.400, 0.14, 0.08),
        (0.069, 0.428, 0.115, 0.20),
        (0.092, 0.458, 0.08, 0.26),
    ):
        tray.both("feather", zone, x, y, size, turn)
    tray.put("feather", zone, 0.0, 0.392, 0.15)
    tray.put("horses", zone, 0.0, 0.552, 0.208)
    for kind, x, y in (
        ("ibex", 0.126, 0.690),
        ("face", 0.130, 0.747),
        ("argali", 0.134, 0.805),
        ("bird", 0.134, 0.861),
    ):
        tray.both(kind, zone, x, y, 0.043)
    for x in np.linspace(-0.112, 0.112, 15):
        tray.put("square0", zone, x, 0.628, 0.0145)
    for k in range(9):  # discs between the "arrows"
        y = 0.30 - 0.024 * k
        tray.both("disc", zone, 0.0365 - 0.0016 * k, y, 0.0085)
        if k < 5:
            tray.put("disc", zone, 0.0, y - 0.02, 0.0085)
    left = 150 - (len(tray.rows) - begun)
    outline = cut.inside(cut.HEADDRESS, 0.0085).exterior.coords
    edge = resample(np.array(outline), 0.002)
    edge = edge[(edge[:, 1] < 0.94) & (edge[:, 1] > 0.03)]
    for x, y in edge[np.linspace(0, len(edge) - 1, left).round().astype(int)]:  # foil along the edges
        tray.put("leaf", zone, x, y, 0.0165, 0.1 * float(np.sign(x)))


def _caftan(tray: _Tray) -> None:
    """Rows of arrow-shaped plaques, front and back, and square ones along the edges."""
    arrows = cycle(("arrow0", "arrow2", "arrow1", "arrow3"))
    for x, y in cut.rows(cut.covered(0.0125), 0.008, GAP, ROW):
        tray.put(next(arrows), "caftan", x, y, ARROW)
    for x, y in cut.rows(cut.inside(cut.CAFTAN, 0.016), 0.017, GAP, ROW * 1.06):
        tray.put(next(arrows), "caftan", x, y, ARROW, back=True)
    squares = cycle(("square0", "square1"))
    for y in np.arange(1.035, 1.70, 0.0140):
        if abs(y - cut.BELT_Y) > 0.046:
            tray.both(next(squares), "caftan", 0.0100, float(y), 0.0122)
    hem = resample(
        pts((-0.264, 1.7085), (-0.13, 1.724), (0.0, 1.7265), (0.13, 1.724), (0.264, 1.7085)), 0.0140
    )
    cuff = resample(pts((-0.381, 1.492), (-0.309, 1.523)), 0.0137)
    for back in (False, True):
        for x, y in hem:
            tray.put(next(squares), "caftan", x, y - 0.005, 0.0122, back=back)
        for side in (-1, 1):
            for x, y in cuff:
                tray.put(next(squares), "caftan", side * -x, y - 0.004, 0.0118, side * 0.4, side, back)


def _legs(tray: _Tray) -> None:
    """Lozenges and discs along the trousers' seams, plaques on the boot-tops, front and back."""
    for back in (False, True):
        for side in (-1, 1):
            for x, top in ((0.226, 1.765), (0.206, 1.772), (0.186, 1.779), (0.100, 1.84), (0.080, 1.85)):
                for k, y in enumerate(np.arange(top, 2.02, 0.0140)):
                    kind = "disc" if (k + round(x * 50)) % 2 else "lozenge"
                    size = 0.0095 if kind == "disc" else 0.0150
                    tray.put(
                        kind,
                        "trousers",
                        side * (x - 0.06 * max(0.0, y - 1.95) * (x > 0.15)),
                        y,
                        size,
                        0,
                        side,
                        back,
                    )
            top = pts((-0.212, 2.068), (-0.078, 2.068), (-0.079, 2.2), (-0.207, 2.2)) * [-side, 1]
            for k, (x, y) in enumerate(cut.rows(Polygon(top), 0.006, GAP, ROW)):
                tray.put(f"arrow{k % 4}", "boots", x, y, ARROW, 0, side, back)
            for y in (2.053, 2.211):
                for x in np.arange(0.083, 0.212, 0.0132):
                    tray.put("square1", "boots", side * x, y, 0.0116, 0, side, back)
            for y in np.arange(2.228, 2.37, 0.0098):  # two seams down the boot
                for x in (0.094, 0.118, 0.142, 0.166, 0.190):
                    tray.put("disc", "boots", side * x, y, 0.0080, 0, side, back)


def _strewn(tray: _Tray, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Where everything lay when nothing held it together any more."""
    table = np.array([row[3:] for row in tray.rows], float)
    zone = np.array([row[1] for row in tray.rows])
    n, x, y, size = len(zone), table[:, 2], table[:, 3], table[:, 1]
    reach = np.array([0.020, 0.024, 0.026, 0.012, 0.008, 0.028])[zone] * np.where(size > 0.05, 0.6, 1.0)
    away = rng.normal(0, 1, (2, n)) * reach
    far = rng.uniform(size=n) < 0.11  # some had wandered
    away = np.where(far, away * 2.6, away)
    x0, y0 = x * 1.10 + away[0], y + away[1]
    head = zone == ZONES.index("headdress")  # it had sunk together
    x0 = np.where(head, x * 1.35 + away[0] * 1.2, x0)
    y0 = np.where(head, cut.CROWN + 0.06 - (cut.CROWN + 0.06 - y) * 0.80 + away[1], y0)
    slip = np.where(rng.uniform(size=n) < 0.75, rng.normal(0, 0.8, n), rng.uniform(0, 2 * np.pi, n))
    large = size > 0.05
    slip = np.where(large, rng.normal(0, 0.30, n), slip)
    lean = np.where(large, rng.normal(0, 0.10, n), rng.normal(0, 0.30, n))
    return {
        "x0": x0, "y0": y0, "turn0": table[:, 4] + slip, "lean0": lean,
        "heap": np.where(large, 0.5, 1.0) * rng.uniform(0.05, 1, n) ** 1.5,
    }  # fmt: skip


def gold(seed: int) -> Gold:
    """Every ornament with its two places."""
    tray = _Tray()
    _legs(tray)
    _caftan(tray)
    for x in np.linspace(-0.158, 0.138, 5):
        tray.put("elk", "belt", float(x), cut.BELT_Y, 0.074)
    low, high = cut.TORQUE.min(0), cut.TORQUE.max(0)
    tray.put("torque", "torque", 0.0, float(low[1] + high[1]) / 2, float(high[0] - low[0]) + 0.03)
    low, high = cut.DAGGER.min(0), cut.DAGGER.max(0)
    tray.put(
        "dagger", "belt", float(low[0] + high[0]) / 2, float(low[1] + high[1]) / 2, float(high[1] - low[1])
    )
    _headdress(tray)
    columns = list(zip(*tray.rows, strict=True))
    named = dict(
        zip(("kind", "zone", "back", "side", "size", "x", "y", "turn"), map(np.array, columns), strict=True)
    )
    found = Gold(**named, **_strewn(tray, np.random.default_rng(seed)))
    order = np.random.default_rng(seed + 1).permutation(len(found.kind))  # nobody lies on top by rank
    return replace(found, **{field.name: getattr(found, field.name)[order] for field in fields(found)})
