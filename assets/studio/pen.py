"""Draw one animal once, and lay it down at any place, size, turn and side.

A `Pen` draws on a relief in coordinates of its own: they are flipped, scaled and
turned before they reach the relief, and all heights and widths go with the scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .curves import Points, Shape, Stroke, brush, curl, mirror, move, spline
from .relief import Relief

# What of `Relief.add` is a length and goes with the scale.
LENGTHS = {"reach": 20.0, "step": 6.0, "smoothing": 40.0, "groove": 12.0, "groove_width": 9.0, "base": 0.0}


class Pen:
    """A relief seen through a flip, a scale, a turn (degrees, clockwise) and a move."""

    def __init__(
        self,
        relief: Relief,
        by: Sequence[float] = (0, 0),
        scale: float = 1.0,
        turn: float = 0.0,
        flip: bool = False,
    ) -> None:
        self.relief, self.by, self.scale, self.turn, self.flip = relief, by, scale, turn, flip

    def put(self, shape: Shape | Sequence) -> Shape:
        """Return a shape of the drawing in coordinates of the relief."""
        placed = shape if isinstance(shape, Stroke) else np.asarray(shape, float)
        placed = mirror(placed, 0) if self.flip else placed
        return move(placed, self.by, self.turn, self.scale)

    def inner(self, by: Sequence[float], scale: float = 1.0, turn: float = 0.0) -> Pen:
        """Return a pen for a part of the drawing (a head on a neck)."""
        at = self.put(np.array([by], float))[0]
        return Pen(self.relief, at, self.scale * scale, self.turn + (-turn if self.flip else turn), self.flip)

    def shape(self, shape: Shape, height: float, kind: str = "carved", **more: Any) -> Shape:
        """Lay a finished shape; return it in coordinates of the relief."""
        placed = self.put(shape)
        sizes = {name: more.pop(name, usual) * self.scale for name, usual in LENGTHS.items()}
        self.relief.add(placed, height * self.scale, kind, **sizes, **more)
        return placed

    def body(
        self, points: Sequence, height: float, kind: str = "carved", corners: Sequence[int] = (), **more: Any
    ) -> Shape:
        """Lay a closed outline drawn through points."""
        return self.shape(spline(points, True, corners), height, kind, **more)

    def stroke(
        self, points: Sequence, widths: Sequence[float], height: float, kind: str = "carved", **more: Any
    ) -> Shape:
        """Lay a tapered stroke drawn through points."""
        return self.shape(brush(points, widths), height, kind, **more)

    def curl(
        self,
        start: Sequence[float],
        heading: float,
        reach: float,
        turn: float,
        widths: tuple[float, float],
        height: float,
        kind: str = "ridge",
        sway: float = 30,
        growth: float = 2.3,
        **more: Any,
    ) -> Shape:
        """Lay an S-curl (see `curves.curl`); a ridge rises over the whole half width."""
        stroke = curl(start, heading, reach, turn, widths, growth, sway)
        return self.shape(stroke, height, kind, **({"reach": widths[0] * 0.4} | more))

    def line(
        self, points: Sequence | Points, depth: float = 7, width: float = 5, raw: bool = False, **more: Any
    ) -> None:
        """Chase a line."""
        curve = np.asarray(points, float) if raw else spline(points)
        self.relief.line(self.put(curve), depth * self.scale, width * self.scale, raw=True, **more)

    def outline(self, shape: Shape, depth: float = 6, width: float = 3.5) -> None:
        """Press a line along the edge of a shape."""
        self.relief.outline(self.put(shape), depth * self.scale, width * self.scale)

    def eye(self, centre: Sequence[float], radius: float, rim: float = 8, pupil: float = 0.4) -> None:
        """Set a ring-and-dome eye."""
        self.relief.eye(self.put([centre])[0], radius * self.scale, rim * self.scale, pupil)

    def dot(self, centre: Sequence[float], radius: float) -> None:
        """Set a granule."""
        self.relief.dot(self.put([centre])[0], radius * self.scale)

    def inlay(self, shape: Shape, stone: float, rim: float = 7) -> None:
        """Set a stone (see `gems`) in a cell with a raised rim."""
        wall = self.put(shape)
        self.relief.outline(wall, -rim * 0.9 * self.scale, rim * 0.62 * self.scale)
        self.relief.add(
            wall,
            7 * self.scale,
            "round",
            reach=16 * self.scale,
            step=-4 * self.scale,
            smoothing=14 * self.scale,
            groove=0,
            foil=stone,
        )
