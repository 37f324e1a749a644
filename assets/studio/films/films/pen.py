"""The engraver's hand: smooth curves, swelling strokes and hatching, as skia paths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import skia

Points = np.ndarray  # shape (n, 2)


def pts(*pairs: Sequence[float]) -> Points:
    """An array of points."""
    return np.array(pairs, float)


def spline(points: Points, closed: bool = False, n: int = 12) -> Points:
    """A centripetal Catmull-Rom curve through the points."""
    p = np.asarray(points, float)
    p = np.vstack([p[-1], p, p[0], p[1]]) if closed else np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    out = []
    for a, b, c, d in zip(p[:-3], p[1:-2], p[2:-1], p[3:], strict=False):
        k1 = max(1e-6, np.hypot(*(b - a)) ** 0.5)
        k2 = max(1e-6, np.hypot(*(c - b)) ** 0.5)
        k3 = max(1e-6, np.hypot(*(d - c)) ** 0.5)
        m1 = (c - b) + k2 * ((b - a) / k1 - (c - a) / (k1 + k2))
        m2 = (c - b) + k2 * ((d - c) / k3 - (d - b) / (k2 + k3))
        t = np.linspace(0, 1, n, endpoint=False)[:, None]
        h = (2 * t**3 - 3 * t**2 + 1) * b + (t**3 - 2 * t**2 + t) * m1
        out.append(h + (-2 * t**3 + 3 * t**2) * c + (t**3 - t**2) * m2)
    if not closed:
        out.append(p[-2][None])
    return np.vstack(out)


def cornered(*runs: Points, n: int = 12) -> Points:
    """A closed outline of splines joined at sharp corners (each run starts where the last ended)."""
    return np.vstack([spline(run, n=n)[:-1] for run in runs])


def lengths(points: Points) -> np.ndarray:
    """Running length along a polyline, starting at 0."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    return np.concatenate([[0.0], np.cumsum(steps)])


def resample(points: Points, step: float) -> Points:
    """The same polyline with points about `step` apart."""
    s = lengths(points)
    n = max(2, round(s[-1] / step) + 1)
    t = np.linspace(0, s[-1], n)
    return np.stack([np.interp(t, s, points[:, 0]), np.interp(t, s, points[:, 1])], 1)


def part(points: Points, start: float, end: float) -> Points:
    """The stretch of a polyline between two lengths."""
    s = lengths(points)
    start, end = max(0.0, start), min(s[-1], end)
    inner = (s > start) & (s < end)
    t = np.concatenate([[start], s[inner], [end]])
    return np.stack([np.interp(t, s, points[:, 0]), np.interp(t, s, points[:, 1])], 1)


def tremor(n: int, rng: np.random.Generator, reach: int = 9) -> np.ndarray:
    """Smooth noise of about unit size: the unsteadiness of a hand."""
    raw = rng.normal(0, 1, n + 4 * reach)
    kernel = np.hanning(2 * reach + 1)
    kernel /= np.sqrt((kernel**2).sum())
    return np.convolve(raw, kernel, "same")[2 * reach : 2 * reach + n]


def normals(points: Points) -> Points:
    """Unit normals along a polyline."""
    d = np.gradient(points, axis=0)
    d /= np.maximum(1e-9, np.hypot(d[:, 0], d[:, 1]))[:, None]
    return np.stack([-d[:, 1], d[:, 0]], 1)


def wavy(points: Points, amount: float, rng: np.random.Generator, step: float) -> Points:
    """A polyline drawn by hand: resampled and shifted sideways a little."""
    p = resample(points, step)
    if len(p) < 3:
        return p
    return p + normals(p) * (tremor(len(p), rng) * amount)[:, None]


def add_polygon(path: skia.Path, points: Points) -> None:
    """Append a closed polygon to a path."""
    path.addPoly([skia.Point(float(x), float(y)) for x, y in points], True)


def polygon(points: Points) -> skia.Path:
    """A closed path."""
    path = skia.Path()
    add_polygon(path, points)
    return path


def polyline(points: Points) -> skia.Path:
    """An open path, to be stroked."""
    path = skia.Path()
    path.addPoly([skia.Point(float(x), float(y)) for x, y in points], False)
    return path


def add_stroke(
    path: skia.Path,
    points: Points,
    width: float,
    ends: tuple[float, float] = (0.25, 0.25),
    rng: np.random.Generator | None = None,
) -> None:
    """Append a burin stroke: it swells in the middle and runs out thin at the ends.

    `ends` are the shares of the length over which it thins; 0 leaves a blunt end.
    """
    n = len(points)
    if n < 2:
        return
    t = np.linspace(0, 1, n)
    w = np.full(n, width / 2)
    if ends[0] > 0:
        w *= np.clip(t / ends[0], 0.08, 1) ** 0.7
    if ends[1] > 0:
        w *= np.clip((1 - t) / ends[1], 0.08, 1) ** 0.7
    if rng is not None and n > 3:
        w *= 1 + 0.22 * np.clip(tremor(n, rng, 5), -2, 2)
    side = normals(points) * w[:, None]
    add_polygon(path, np.vstack([points + side, (points - side)[::-1]]))


def hatch_lines(
    box: tuple[float, float, float, float], angle: float, gap: float, rng: np.random.Generator
) -> Iterable[Points]:
    """Parallel lines across a box (x0, y0, x1, y1), slightly uneven."""
    x0, y0, x1, y1 = box
    centre = np.array([(x0 + x1) / 2, (y0 + y1) / 2])
    r = np.hypot(x1 - x0, y1 - y0) / 2
    d = np.array([np.cos(angle), np.sin(angle)])
    n = np.array([-d[1], d[0]])
    for k in np.arange(-r, r, gap):
        o = centre + n * (k + rng.normal(0, gap * 0.12))
        yield np.stack([o - d * r, o + d * r])


class Layer:
    """Many strokes in one colour, kept in paths of moderate size so that they draw quickly."""

    CHUNK = 250

    def __init__(self) -> None:
        self.paths: list[skia.Path] = [skia.Path()]
        self._count = 0

    def _room(self) -> skia.Path:
        self._count += 1
        if self._count % self.CHUNK == 0:
            self.paths.append(skia.Path())
        return self.paths[-1]

    def stroke(
        self,
        points: Points,
        width: float,
        ends: tuple[float, float] = (0.25, 0.25),
        rng: np.random.Generator | None = None,
    ) -> None:
        """Add a burin stroke."""
        add_stroke(self._room(), points, width, ends, rng)

    def polygon(self, points: Points) -> None:
        """Add a filled shape."""
        add_polygon(self._room(), points)

    def dot(self, x: float, y: float, r: float) -> None:
        """Add a dot."""
        self._room().addCircle(float(x), float(y), float(r))

    def draw(self, canvas: skia.Canvas, paint: skia.Paint) -> None:
        """Draw everything with one paint."""
        for path in self.paths:
            canvas.drawPath(path, paint)
