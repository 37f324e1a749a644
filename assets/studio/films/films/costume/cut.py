"""The costume of the side grave as a figure of metres: x to the right, y down from the headdress's tip.

Known: about 4,000 gold ornaments; a short caftan set with arrow-shaped plaques; a belt of massive plaques
over it; trousers; plaques on the boot-tops; a torque; dagger at the left, sword at the right; a headdress
of about 0.65 m with four "arrows" above a pair of winged horses. Drawn freely: cut, proportions, how many
plaques, the smaller ornaments. The shape of the headdress is an assumption.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from shapely.geometry import Point, Polygon

from films.costume.gold import ARROW, HORSE, LEAF, ROUND, SQUARE, STAFF
from films.pen import Points, pts, spline

HEIGHT = 2.42
CROWN = 0.64  # where the headdress ends and the face begins


def both(left: Points) -> Points:
    """A closed outline from its left half, given from top to bottom."""
    return np.vstack([left, (left * [-1, 1])[::-1]])


HEADDRESS = both(
    np.vstack(
        [
            spline(pts((0.0, 0.0), (-0.03, 0.06), (-0.065, 0.24), (-0.11, 0.48), (-0.135, CROWN)), n=8),
            spline(pts((-0.135, CROWN), (-0.155, 0.76), (-0.165, 0.9), (-0.15, 0.96)), n=6),
            pts((-0.1, 0.93), (-0.105, 0.8), (-0.098, CROWN + 0.015), (0, CROWN)),
        ]
    )
)
FACE = both(spline(pts((0, CROWN), (-0.09, CROWN + 0.02), (-0.1, 0.76), (-0.075, 0.86), (0, 0.905)), n=8))
CAFTAN = both(
    np.vstack(
        [
            spline(pts((-0.055, 0.955), (-0.13, 0.985), (-0.225, 1.02), (-0.27, 1.09)), n=6),
            spline(pts((-0.27, 1.09), (-0.32, 1.28), (-0.385, 1.5)), n=6),
            pts((-0.385, 1.5), (-0.305, 1.535)),
            spline(pts((-0.305, 1.535), (-0.235, 1.32), (-0.205, 1.2)), n=5),
            spline(pts((-0.205, 1.2), (-0.195, 1.33), (-0.2, 1.42), (-0.245, 1.62), (-0.27, 1.71)), n=6),
            spline(pts((-0.27, 1.71), (-0.14, 1.735), (0.0, 1.725)), n=4),
        ]
    )
)
HAND = spline(
    pts((-0.38, 1.52), (-0.4, 1.585), (-0.375, 1.63), (-0.335, 1.6), (-0.315, 1.545)), closed=True, n=5
)
LEG = np.vstack(
    [
        pts((-0.245, 1.7), (-0.235, 2.0), (-0.215, 2.08)),
        pts((-0.075, 2.08), (-0.055, 1.95), (-0.02, 1.74), (-0.02, 1.7)),
    ]
)
BOOT = np.vstack(
    [
        spline(pts((-0.225, 2.04), (-0.22, 2.2), (-0.21, 2.3), (-0.25, 2.37), (-0.255, 2.41)), n=5),
        spline(pts((-0.255, 2.415), (-0.16, 2.42), (-0.085, 2.415)), n=4),
        spline(pts((-0.085, 2.41), (-0.085, 2.3), (-0.068, 2.2), (-0.065, 2.04)), n=5),
    ]
)
TORQUE = spline(
    pts(
        (-0.072, 0.925), (-0.085, 0.965), (-0.05, 1.0), (0, 1.01), (0.05, 1.0), (0.085, 0.965), (0.072, 0.925)
    ),
    n=6,
)
BELT_Y = 1.415
DAGGER = pts(
    (0.2, 1.38),
    (0.25, 1.38),
    (0.25, 1.46),
    (0.238, 1.47),
    (0.24, 1.66),
    (0.225, 1.7),
    (0.21, 1.66),
    (0.212, 1.47),
    (0.2, 1.46),
)
SWORD = pts(
    (-0.465, 1.24), (-0.385, 1.24), (-0.385, 1.27), (-0.41, 1.28), (-0.41, 1.4), (-0.38, 1.41),
    (-0.38, 1.435), (-0.405, 1.44), (-0.405, 2.2), (-0.425, 2.28), (-0.445, 2.2), (-0.445, 1.44),
    (-0.47, 1.435), (-0.47, 1.41), (-0.44, 1.4), (-0.44, 1.28), (-0.465, 1.27),
)  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """One ornament: outline of unit size, place, size in metres, turn in radians, part of the dress."""

    shape: Points
    x: float
    y: float
    size: float
    turn: float
    zone: str


def inside(outline: Points, margin: float) -> Polygon:
    """The area of an outline, narrower by `margin` on all sides."""
    return Polygon(outline).buffer(0).buffer(-margin)


def rows(area: Polygon, first: float, gap: float, row: float) -> list[tuple[float, float]]:
    """Places in staggered rows, from the top: the first row `first` below the area's upper end."""
    x0, y0, x1, y1 = area.bounds
    out = []
    for k, y in enumerate(np.arange(y0 + first, y1, row)):
        shift = gap / 2 if k % 2 else 0.0
        for x in np.arange(-np.ceil(-x0 / gap) * gap + shift, x1, gap):
            if area.contains(Point(x, y)):
                out.append((float(x), float(y)))
    return out


def covered(margin: float) -> Polygon:
    """The part of the caftan that is set with arrow-shaped plaques, `margin` from its edges."""
    belt = pts((-0.25, BELT_Y - 0.05), (0.25, BELT_Y - 0.05), (0.25, BELT_Y + 0.05), (-0.25, BELT_Y + 0.05))
    opening = pts((-0.016, 0.9), (0.016, 0.9), (0.016, 1.8), (-0.016, 1.8))
    body = inside(CAFTAN, margin).difference(Polygon(TORQUE).buffer(0.03))
    return body.difference(Polygon(belt)).difference(Polygon(opening))


def pieces() -> list[Piece]:
    """All ornaments where the reconstruction has them, those of the headdress first."""
    out: list[Piece] = []
    for side in (-1, 1):  # the four "arrows" in their feathers
        out.append(Piece(STAFF, side * 0.02, 0.295, 0.41, side * -0.03, "headdress"))
        out.append(Piece(STAFF, side * 0.065, 0.33, 0.33, side * -0.16, "headdress"))
        for x, y, turn in ((0.043, 0.44, 0.12), (0.093, 0.45, 0.3), (0.04, 0.385, 0.1), (0.04, 0.33, 0.08)):
            out.append(Piece(LEAF, side * x, y, 0.06, side * turn, "headdress"))
        out.append(Piece(LEAF, 0.0, 0.46 - 0.065 * (side > 0), 0.06, 0.0, "headdress"))
    for y, n in ((0.507, 7), (0.632, 9)):
        half = 0.108 * y / 0.55
        for x in np.linspace(-half, half, n):
            out.append(Piece(SQUARE if y > 0.6 else ROUND, float(x), y, 0.016, 0.0, "headdress"))
    out += [Piece(HORSE * [-s, 1], s * 0.055, 0.573, 0.086, 0.0, "headdress") for s in (-1, 1)]
    for side in (-1, 1):
        for y in np.arange(0.69, 0.93, 0.038):
            out.append(Piece(ROUND, side * (0.127 + 0.03 * (y - 0.66)), float(y), 0.022, 0.0, "flap"))
    out += [Piece(ARROW, x, y, 0.05, 0.0, "caftan") for x, y in rows(covered(0.022), 0.015, 0.046, 0.043)]
    for y in np.arange(1.04, 1.72, 0.03):
        if abs(y - BELT_Y) > 0.06:
            out += [Piece(SQUARE, s * 0.014, float(y), 0.021, 0.0, "edge") for s in (-1, 1)]
    for x in np.linspace(-0.25, 0.25, 17):
        out.append(Piece(SQUARE, float(x), 1.712 + 0.015 * (1 - abs(x) / 0.25) - 0.006, 0.021, 0.0, "edge"))
    for x in np.linspace(-0.17, 0.17, 6):
        out.append(Piece(SQUARE, float(x), BELT_Y, 0.058, 0.0, "belt"))
    for side in (-1, 1):
        for y in np.arange(1.78, 2.02, 0.04):
            out.append(
                Piece(ROUND, side * (0.228 - 0.06 * max(0.0, y - 1.95)), float(y), 0.02, 0.0, "trousers")
            )
        out += [
            Piece(ARROW, side * (0.145 + dx), y, 0.046, 0.0, "boots")
            for y, xs in ((2.075, (-0.045, 0, 0.045)), (2.115, (-0.022, 0.022)), (2.155, (-0.045, 0, 0.045)))
            for dx in xs
        ]
    return out
