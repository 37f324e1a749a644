"""Plate: where the finds were made: a schematic of mountains, rivers and lakes with eight marks.

A sketch by hand from general geography, not to scale in its details, without any border and without the
outline of any country. The marks stand where the fact sheet has them; Shilikty and Besshatyr are known to
it only roughly and have broken rings. Taldy-2 stands at Karkaraly, Zhalauly at Kegen, both nearby.
"""

from __future__ import annotations

import numpy as np
import skia
from films.core import BONE, CINNABAR, FROST, GOLD, GROUND, Rgb, colour, fill, line, mix, rgb
from films.pen import Layer, Points, polygon, polyline, pts, resample, spline, tremor, wavy
from PIL import Image
from shapely.geometry import Polygon

from studio.plates.board import EDGE, HEIGHT, WIDTH, Board, dashed
from studio.plates.country import ALAKOL, BALKHASH, RANGES, RIVERS, SANDS, SASYKKOL, ZAYSAN
from studio.plates.hand import glow

OUTPUT = "content/saka/media/sites.jpg"

WEST, NORTH = 72.9, 50.55  # the degrees at the plate's upper left corner
DEGREE_X, DEGREE_Y = 154.0, 224.0  # pixels a degree
GREEN = rgb("#7fb59a")
WATER = mix(FROST, BONE, 0.15)

# From west to east: longitude, latitude, colour, shape, known only roughly.
SITES: tuple[tuple[float, float, Rgb, str, bool], ...] = (
    (75.4723, 49.4124, GREEN, "round", False),  # Taldy-2 (Karkaraly)
    (77.4525, 43.3552, GOLD, "sun", False),  # Esik
    (78.2, 43.95, GREEN, "round", True),  # Besshatyr
    (79.2264, 43.0145, GREEN, "round", False),  # Zhalauly (Kegen)
    (81.6294, 47.0930, GREEN, "round", False),  # Urzhar
    (82.1261, 47.3367, GREEN, "round", False),  # Eleke Sazy
    (84.5, 47.2, GREEN, "round", True),  # Shilikty
    (86.37, 49.33, CINNABAR, "diamond", False),  # Berel
)


def px(points: Points) -> Points:
    """Degrees (east, north) to pixels."""
    p = np.asarray(points, float)
    return np.stack([(p[..., 0] - WEST) * DEGREE_X, (NORTH - p[..., 1]) * DEGREE_Y], -1)


def _land(canvas: skia.Canvas, rng: np.random.Generator) -> None:
    """The open country: short strokes, dots where it is sand."""
    strokes, dots = Layer(), Layer()
    for y in np.arange(70, HEIGHT - 60, 30.0):
        x = 60 + rng.uniform(0, 90)
        while x < WIDTH - 60:
            run = rng.uniform(14, 60)
            strokes.stroke(
                wavy(pts((x, y + rng.normal(0, 6)), (x + run, y + rng.normal(0, 6))), 0.6, rng, 10), 1.7
            )
            x += run + rng.uniform(50, 230)
    strokes.draw(canvas, fill(BONE, 0.2))
    for area in SANDS:
        shape = polygon(spline(px(area), closed=True))
        b = shape.getBounds()
        for _ in range(int(b.width() * b.height() / 420)):
            x, y = rng.uniform(b.left(), b.right()), rng.uniform(b.top(), b.bottom())
            if shape.contains(x, y):
                dots.dot(x, y, rng.uniform(1.2, 2.5))
    dots.draw(canvas, fill(mix(BONE, GOLD, 0.3), 0.42))


def _water(canvas: skia.Canvas, rng: np.random.Generator) -> None:
    """Rivers that grow on their way, and lakes ruled along their shores."""
    for width, course in RIVERS:
        p = wavy(spline(px(course), n=24), 3.2, rng, 9)
        n = len(p)
        grow = np.linspace(0.35, 1.0, n) * width * (1 + 0.06 * tremor(n, rng, 6))
        path = Layer()
        for i in range(0, n - 4, 4):
            path.stroke(p[i : i + 6], float(grow[i]), (0.0, 0.0))
        canvas.drawPath(polyline(p), line(GROUND, width + 9, 0.85))
        path.draw(canvas, fill(WATER, 0.95))
    for shore in (BALKHASH, ALAKOL, SASYKKOL, ZAYSAN):
        outline = spline(px(shore), closed=True, n=14)
        outline = outline + 1.8 * tremor(len(outline), rng, 5)[:, None]
        path = polygon(outline)
        canvas.drawPath(path, line(GROUND, 12, 0.9))
        canvas.drawPath(path, fill(mix(GROUND, rgb("#5e8494"), 0.5)))
        water = Polygon(outline).buffer(0)
        for k, alpha in enumerate((0.75, 0.6, 0.46, 0.34, 0.24, 0.16)):
            inner = water.buffer(-9.0 - 10.0 * k - k * k)
            for part in getattr(inner, "geoms", [inner]):
                if part.area > 60:
                    rule = wavy(np.array(part.exterior.coords), 0.8, rng, 8)
                    canvas.drawPath(polygon(rule), line(WATER, 2.4, alpha))
        canvas.drawPath(path, line(WATER, 4.2, 0.95))


def _peak(x: float, y: float, h: float, rng: np.random.Generator) -> tuple[Points, Layer]:
    """One mountain: its outline with foot at (x, y), and the hatching of its eastern side."""
    west, east = h * rng.uniform(0.85, 1.15), h * rng.uniform(1.0, 1.3)
    top = np.array([x + h * rng.normal(0, 0.06), y - h])
    up, down = np.linspace(0, 1, 14), np.linspace(1, 0, 14)
    left = np.stack([np.linspace(x - west, top[0], 14), y - h * up**1.3], 1)
    right = np.stack([np.linspace(top[0], x + east, 14), y - h * down**1.25], 1)
    outline = np.vstack([left, right[1:]])
    outline[1:-1, 1] += h * 0.03 * tremor(len(outline) - 2, rng, 2)
    shade = Layer()
    ridge = outline[13:]
    for u in np.linspace(0.0, 0.86, max(6, int(h / 8))):
        i = u * (len(ridge) - 1)
        a = np.array([np.interp(i, np.arange(len(ridge)), ridge[:, k]) for k in (0, 1)])
        run = (y - a[1]) * rng.uniform(0.6, 0.95)
        lean = 0.12 + 0.45 * u + rng.normal(0, 0.03)
        p = pts(a, (a[0] + lean * run * 0.35, a[1] + run * 0.5), (a[0] + lean * run, a[1] + run))
        shade.stroke(spline(p, n=6), max(1.6, h * 0.024), (0.05, 0.75))
    spur = spline(
        pts(
            top,
            (top[0] - h * 0.08, y - h * 0.62),
            (top[0] + h * 0.05, y - h * 0.4),
            (top[0] - h * 0.06, y - h * 0.12),
        ),
        n=6,
    )
    shade.stroke(spur, max(1.8, h * 0.03), (0.05, 0.6))
    return outline, shade


def _mountains(canvas: skia.Canvas, rng: np.random.Generator) -> None:
    """All ranges, peak by peak, the northern (farther) ones first."""
    peaks = []
    for crest, height, count, spread in RANGES:
        p = resample(spline(px(crest), n=20), 2.0)
        for k in range(count):
            at = p[int((k + 0.5 + rng.uniform(-0.3, 0.3)) / count * (len(p) - 1))]
            size = height * rng.uniform(0.62, 1.12)
            peaks.append((at[1] + rng.normal(0, spread) + height * 0.4, at[0], size))
    for y, x, h in sorted(peaks):
        outline, shade = _peak(x, y, h, rng)
        body = skia.Paint(AntiAlias=True)
        body.setShader(
            skia.GradientShader.MakeLinear(
                [skia.Point(0, y - h), skia.Point(0, y)],
                [colour(mix(GROUND, BONE, 0.1)).toColor(), colour(GROUND).toColor()],
            )
        )
        canvas.drawPath(polygon(outline), body)
        edge = Layer()
        edge.stroke(outline, max(2.2, h * 0.034), (0.3, 0.3), rng)
        strength = 0.55 + 0.35 * min(1.0, h / 110)
        edge.draw(canvas, fill(BONE, strength))
        shade.draw(canvas, fill(BONE, strength * 0.75))


def _mark(canvas: skia.Canvas, x: float, y: float, tint: Rgb, shape: str, rough: bool) -> None:
    """A site: filled where its place is known, a broken ring round a hollow dot where only roughly."""
    glow(canvas, x, y, 84, tint, 0.5)
    canvas.drawCircle(x, y, 36, fill(GROUND, 0.85))
    if shape == "sun":
        star = [
            (x + r * np.sin(a), y - r * np.cos(a))
            for a, r in zip(np.linspace(0, 2 * np.pi, 33)[:-1], [34, 22] * 16, strict=True)
        ]
        canvas.drawPath(polygon(np.array(star)), fill(tint))
        canvas.drawCircle(x, y, 13, fill(mix(tint, (1, 1, 0.85), 0.55)))
        return
    if shape == "diamond":
        canvas.drawPath(polygon(pts((x, y - 38), (x + 30, y), (x, y + 38), (x - 30, y))), fill(tint))
        canvas.drawPath(
            polygon(pts((x, y - 38), (x + 30, y), (x, y + 38), (x - 30, y))), line(BONE, 3.5, 0.95)
        )
        canvas.drawCircle(x, y, 8, fill(BONE))
        return
    if rough:
        canvas.drawCircle(x, y, 29, dashed(tint, 5.5, 13))
        canvas.drawCircle(x, y, 11, line(tint, 5))
        return
    canvas.drawCircle(x, y, 20, fill(tint))
    canvas.drawCircle(x, y, 20, line(BONE, 3.5, 0.95))
    canvas.drawCircle(x, y, 29, line(tint, 3.0, 0.8))


def _north(canvas: skia.Canvas, x: float, y: float, size: float) -> None:
    """A needle that points north."""
    canvas.drawCircle(x, y, size * 0.62, fill(GROUND, 0.75))
    canvas.drawCircle(x, y, size * 0.62, line(BONE, 2.2, 0.5))
    for side, tone in ((-1, 0.95), (1, 0.4)):
        canvas.drawPath(
            polygon(pts((x, y - size), (x + side * size * 0.2, y), (x, y + size * 0.12))),
            fill(mix(GROUND, BONE, tone)),
        )
        canvas.drawPath(
            polygon(pts((x, y + size * 0.55), (x + side * size * 0.13, y), (x, y))),
            fill(mix(GROUND, BONE, tone * 0.6)),
        )
    canvas.drawPath(
        polygon(pts((x, y - size), (x + size * 0.2, y), (x, y + size * 0.12), (x - size * 0.2, y))),
        line(BONE, 2.2, 0.9),
    )


def draw() -> Image.Image:
    """Draw the plate."""
    board = Board((0.5, 0.5), rgb("#8a7a52"))
    canvas, rng = board.open(), np.random.default_rng(8)
    _land(canvas, rng)
    _water(canvas, rng)
    _mountains(canvas, rng)
    for east, north, tint, shape, rough in SITES:
        x, y = px(np.array([east, north]))
        _mark(canvas, float(x), float(y), tint, shape, rough)
    _north(canvas, EDGE + 120, EDGE + 150, 78)
    return board.finish()
