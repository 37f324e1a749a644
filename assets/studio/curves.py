"""Plane curves to draw with: splines, tapered strokes, spirals and curls.

All drawings use picture coordinates: x to the right, y down, angles in degrees
(so a positive angle turns clockwise on the page).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

Points = np.ndarray  # shape (n, 2)


@dataclass(frozen=True)
class Stroke:
    """A stroke of varying width: a centre line and half of the width along it."""

    centre: Points
    half: np.ndarray

    def grown(self, by: float) -> Stroke:
        """Return the stroke made wider by `by` on each side."""
        return Stroke(self.centre, self.half + by)


Shape = Points | Stroke  # a closed outline, or a stroke


def spline(points: Sequence, closed: bool = False, corners: Sequence[int] = (), steps: int = 24) -> Points:
    """Draw a centripetal Catmull-Rom curve through the points.

    Centripetal knots never form loops or overshoot between uneven points.
    `corners` are indices of points at which the curve breaks sharply.
    """
    p = np.asarray(points, float)
    count = len(p)
    if not len(corners):
        return _smooth(p, closed, steps)
    marks = sorted(corners)
    if closed:
        pairs = zip(marks, [*marks[1:], marks[0] + count], strict=False)
        parts = [_smooth(p[np.arange(a, b + 1) % count], False, steps)[:-1] for a, b in pairs]
    else:
        marks = sorted({0, count - 1, *marks})
        parts = [_smooth(p[a : b + 1], False, steps)[:-1] for a, b in itertools.pairwise(marks)]
        parts.append(p[-1:])
    return np.vstack(parts)


def _smooth(p: Points, closed: bool, steps: int) -> Points:
    if len(p) == 2 and not closed:
        return p[0] + (p[1] - p[0]) * np.linspace(0, 1, steps)[:, None]
    if closed:
        knots = np.vstack([p[-1], p, p[0], p[1]])
    else:
        knots = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    parts = []
    for i in range(1, len(knots) - 2):
        a, b, c, d = knots[i - 1 : i + 3]
        t0 = 0.0
        t1 = t0 + _knot_gap(a, b)
        t2 = t1 + _knot_gap(b, c)
        t3 = t2 + _knot_gap(c, d)
        t = np.linspace(t1, t2, steps, endpoint=False)[:, None]
        ab = _between(a, b, t0, t1, t)
        bc = _between(b, c, t1, t2, t)
        cd = _between(c, d, t2, t3, t)
        parts.append(_between(_between(ab, bc, t0, t2, t), _between(bc, cd, t1, t3, t), t1, t2, t))
    if not closed:
        parts.append(p[-1:])
    return np.vstack(parts)


def _knot_gap(a: np.ndarray, b: np.ndarray) -> float:
    return max(float(np.linalg.norm(b - a)), 1e-6) ** 0.5


def _between(a, b, ta: float, tb: float, t: np.ndarray) -> np.ndarray:
    return (tb - t) / (tb - ta) * a + (t - ta) / (tb - ta) * b


def brush(points: Sequence, widths: Sequence[float], steps: int = 24) -> Stroke:
    """Draw a stroke along a spline; `widths` are full widths at the control points."""
    centre = spline(points, steps=steps)
    at = np.linspace(0, len(points) - 1, len(centre))
    return Stroke(centre, np.interp(at, np.arange(len(points)), widths) / 2)


def ellipse(centre: Sequence[float], rx: float, ry: float | None = None, turn: float = 0) -> Points:
    """Return the outline of a circle or a turned ellipse."""
    a = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    x, y = rx * np.cos(a), (rx if ry is None else ry) * np.sin(a)
    t = np.radians(turn)
    return np.c_[centre[0] + x * np.cos(t) - y * np.sin(t), centre[1] + x * np.sin(t) + y * np.cos(t)]


def ring(outline: Points) -> Points:
    """Close an outline so that it can be used as a line."""
    return np.vstack([outline, outline[:2]])


def spiral(centre: Sequence[float], r0: float, r1: float, a0: float, a1: float) -> Points:
    """Return an Archimedean spiral from angle a0 to a1."""
    a = np.radians(np.linspace(a0, a1, 70))
    r = np.linspace(r0, r1, 70)
    return np.c_[centre[0] + r * np.cos(a), centre[1] + r * np.sin(a)]


def curl(
    start: Sequence[float],
    heading: float,
    reach: float,
    turn: float,
    widths: tuple[float, float],
    growth: float = 2.3,
    sway: float = 24,
    taper: float = 0.9,
) -> Stroke:
    """Draw an S-shaped curl, the basic figure of antler tines and manes.

    The stroke leaves `start` at `heading`, sways a little to the other side and
    then turns by `turn` degrees at a growing rate. Spirals drawn by hand through
    a few points come out angular; a heading that grows by a power law does not.
    `reach` is the distance from the start to the farthest point.
    """
    s = np.linspace(0, 1, 130)
    counter = -np.sign(turn) * sway * np.sin(np.pi * np.clip(s / 0.5, 0, 1))
    angle = np.radians(heading + counter + turn * s**growth)
    path = np.cumsum(np.c_[np.cos(angle), np.sin(angle)], axis=0)
    path -= path[0]
    path *= reach / np.linalg.norm(path, axis=1).max()
    half = (widths[0] + (widths[1] - widths[0]) * s**taper) / 2
    return Stroke(path + np.asarray(start, float), half)


def mirror(shape: Shape, axis: float) -> Shape:
    """Mirror a shape or points at the vertical line x = axis."""
    if isinstance(shape, Stroke):
        return Stroke(mirror(shape.centre, axis), shape.half)
    out = np.array(shape, float)
    out[..., 0] = 2 * axis - out[..., 0]
    return out


def move(shape: Shape, by: Sequence[float], turn: float = 0, scale: float = 1) -> Shape:
    """Scale and turn a shape about the origin, then move it."""
    if isinstance(shape, Stroke):
        return Stroke(move(shape.centre, by, turn, scale), shape.half * scale)
    t = np.radians(turn)
    matrix = np.array([[np.cos(t), np.sin(t)], [-np.sin(t), np.cos(t)]]) * scale
    return np.asarray(shape, float) @ matrix + np.asarray(by, float)


def lengths(points: Points) -> np.ndarray:
    """Return the distance along the line at each of its points."""
    return np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]


@dataclass(frozen=True)
class Station:
    """A place on a line: point, unit tangent, unit normal (to the right of travel), width."""

    point: np.ndarray
    along: np.ndarray
    across: np.ndarray
    half: float

    @property
    def heading(self) -> float:
        """Direction of travel in degrees."""
        return float(np.degrees(np.arctan2(self.along[1], self.along[0])))


def stations(shape: Shape, count: int, start: float = 0.0, end: float = 1.0) -> Iterator[Station]:
    """Walk along a line and stop at `count` places, evenly from `start` to `end` (0..1)."""
    centre = shape.centre if isinstance(shape, Stroke) else shape
    half = shape.half if isinstance(shape, Stroke) else np.zeros(len(shape))
    run = lengths(centre)
    for t in np.linspace(start, end, count) * run[-1]:
        ahead, behind = min(t + 2, run[-1]), max(t - 2, 0)
        along = _at(run, centre, ahead) - _at(run, centre, behind)
        along = along / max(np.linalg.norm(along), 1e-9)
        point = _at(run, centre, t)
        yield Station(point, along, np.array([-along[1], along[0]]), float(np.interp(t, run, half)))


def _at(run: np.ndarray, points: Points, t: float) -> np.ndarray:
    return np.array([np.interp(t, run, points[:, 0]), np.interp(t, run, points[:, 1])])
