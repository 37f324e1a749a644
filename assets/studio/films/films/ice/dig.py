"""1998: a section is opened through the mound; strings, staff and block lines of the excavation."""

from __future__ import annotations

import itertools

import numpy as np
import skia

from films.core import BONE, CINNABAR, GROUND, fill, line
from films.ice.plan import mound_top
from films.pen import Layer, pts, wavy

LEFT, RIGHT, FOOT = -4.5, 4.8, 0.98  # the cut at the top, and how deep it goes


def edge_at(y: float) -> tuple[float, float]:
    """Left and right edge of the cut at a height: stepped, narrowing to the pit."""
    if y < -1.1:
        return LEFT, RIGHT
    if y < 0.02:
        return LEFT + 0.5, RIGHT - 0.5
    return -9.0, 9.0  # below the turf the pit's own walls are the edge


def in_cut(x: float, y: float) -> bool:
    """Whether a stone at this place is taken out."""
    left, right = edge_at(y)
    return left < x < right and y < FOOT


class Dig:
    """The marks of the excavation."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.cut = Layer()
        for side, x in ((1, LEFT), (-1, RIGHT)):
            top = float(mound_top(x)) - 0.12
            p = pts((x, top), (x + side * 0.06, -1.1), (x + side * 0.5, -1.08), (x + side * 0.55, 0.02))
            for a, b in itertools.pairwise(p):
                self.cut.stroke(wavy(np.stack([a, b]), 0.012, rng, 0.1), 0.04, (0.05, 0.05), rng)

    def draw_cut(self, canvas: skia.Canvas, t: float) -> None:
        """Draw the edges of the cut as far as it has come."""
        if t <= 0:
            return
        canvas.save()
        canvas.clipRect(skia.Rect.MakeLTRB(-6, -3, 6, -2.5 + 2.6 * t))
        self.cut.draw(canvas, fill(BONE, 0.9))
        canvas.restore()

    def draw_marks(self, canvas: skia.Canvas, t: float) -> None:
        """Draw a levelled string with its pegs and a measuring staff with metre and half-metre bands."""
        if t <= 0:
            return
        x0, x1, y = LEFT - 0.25, RIGHT + 0.25, -2.28
        mid = x0 + (x1 - x0) * t
        canvas.drawLine(x0, y, mid, y, line(CINNABAR, 0.022, 0.95))
        for x in (x0, x1):
            ground = float(mound_top(x))
            if x <= mid + 0.01:
                canvas.drawLine(x, ground + 0.15, x, y - 0.16, line(BONE, 0.05, min(1, t * 2)))
        foot, top, x = 1.08, -2.92, 2.55
        for k in range(8):  # the staff stands on the ice
            a = min(1.0, max(0.0, t * 9 - k))
            y1 = foot - k * 0.5
            rect = skia.Rect.MakeLTRB(x - 0.04, max(top, y1 - 0.5), x + 0.04, y1)
            canvas.drawRect(rect, fill(CINNABAR if k % 2 else BONE, a))
            canvas.drawRect(rect, line(GROUND, 0.012, a))
