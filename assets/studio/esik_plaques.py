"""Small gold of the Esik costume as reliefs: the arrow-shaped and the square plaque, the feather of foil."""

from __future__ import annotations

import numpy as np

from .curves import brush, spline
from .relief import Relief


def arrow(seed: int, density: float) -> Relief:
    """Draw an arrow-shaped plaque, its tip down, about 100 units wide and 160 high."""
    relief = Relief(140, 190, density, origin=(-70, -90))
    # Tip down; barbs and the stump of a socket above. Straight edges: no heart.
    half = [(9, -74), (10, -30), (24, -36), (50, -72), (54, -50), (44, -14), (24, 36), (0, 84)]
    outline = half + [(-x, y) for x, y in half[-2::-1]]
    relief.add(np.array(outline, float), 13, "ridge", reach=30, base=2, step=1, groove=0)
    relief.add(
        spline([(-10, -72), (10, -72), (8, 10), (0, 50), (-8, 10)], True, (0, 1, 3)),
        5,
        step=1,
        groove=3,
        groove_width=3,
    )
    for side in (-1, 1):
        relief.line([(side * 40, -46), (side * 32, -14), (side * 16, 24), (side * 5, 52)], 2.6, 2.6)
    return relief.finish(thickness=3, hammer=0.10 + 0.08 * seed, soft=0.6, edge=2.5)


def square(seed: int, density: float) -> Relief:
    """Draw a square plaque with a lozenge, 132 units wide."""
    relief = Relief(160, 160, density, origin=(-80, -80))

    def frame(a: float) -> list[tuple[float, float]]:
        return [(-a, -a), (a, -a), (a, a), (-a, a), (-a, -a)]

    relief.add(spline(frame(66)[:4], True, (0, 1, 2, 3)), 5, "flat", reach=6, base=2, step=2, groove=0)
    relief.line(np.array(frame(50), float), 4, 3.6, taper=False, raw=True)
    relief.add(
        spline([(0, -40), (40, 0), (0, 40), (-40, 0)], True, (0, 1, 2, 3)),
        15,
        "ridge",
        reach=28,
        step=2,
        groove=3,
        groove_width=4,
    )
    relief.line([(0, -30), (0, 30)], 3, 3)
    relief.line([(-30, 0), (30, 0)], 3, 3)
    return relief.finish(thickness=5, hammer=0.12 + 0.1 * seed, soft=0.6, edge=2.5)


def feather(density: float) -> Relief:
    """Draw a feather, its tip up, about 140 units wide and 1,000 long: a rib and slanting barbs."""
    r = Relief(300, 1100, density, origin=(-150, -40))
    half = [(0, 0), (46, 60), (66, 200), (70, 500), (52, 860), (16, 1000)]
    outline = [(0, 0), *[(x, y) for x, y in half[1:]], *[(-x, y) for x, y in half[:0:-1]]]
    r.add(spline(outline, True, (0,)), 16, "dome", step=4)
    for k in range(15):
        y = 110 + 58 * k
        for s in (1, -1):
            r.line([(s * 8, y + 30), (s * 36, y - 6), (s * 72, y - 70)], 9, 7)
    r.add(brush([(0, 30), (0, 500), (0, 1010)], [8, 18, 30]), 16, "dome", step=5, groove=6)
    return r.finish(thickness=10, hammer=1.2)
