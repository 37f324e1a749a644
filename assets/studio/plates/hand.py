"""What several plates draw: hatching inside a shape, mountains, grass, people, a soft light."""

from __future__ import annotations

import numpy as np
import skia
from films.core import BONE, GROUND, Rgb, colour, fill, mix
from films.pen import Layer, Points, hatch_lines, polygon, pts, resample, spline, tremor, wavy


def moved(points: Points, x: float, y: float) -> Points:
    """The same points elsewhere."""
    return points + np.array([x, y])


def hatched(
    canvas: skia.Canvas,
    shape: skia.Path,
    angle: float,
    gap: float,
    width: float,
    paint: skia.Paint,
    rng: np.random.Generator,
    run: tuple[float, float] = (60, 240),
    pause: tuple[float, float] = (6, 40),
) -> None:
    """Fill a shape with broken parallel strokes; lengths and pauses are in the canvas's units."""
    bounds = shape.getBounds()
    strokes = Layer()
    box = (bounds.left(), bounds.top(), bounds.right(), bounds.bottom())
    for whole in hatch_lines(box, angle, gap, rng):
        direction = whole[1] - whole[0]
        length = float(np.hypot(*direction))
        direction = direction / length
        at = rng.uniform(0, pause[1])
        while at < length:
            end = min(length, at + rng.uniform(*run))
            piece = np.stack([whole[0] + direction * at, whole[0] + direction * end])
            strokes.stroke(wavy(piece, width * 0.5, rng, gap * 1.5), width, (0.25, 0.25))
            at = end + rng.uniform(*pause)
    canvas.save()
    canvas.clipPath(shape, True)
    strokes.draw(canvas, paint)
    canvas.restore()


def stippled(
    canvas: skia.Canvas,
    shape: skia.Path,
    count: int,
    size: tuple[float, float],
    paint: skia.Paint,
    rng: np.random.Generator,
) -> None:
    """Scatter dots and small pebbles in a shape."""
    b = shape.getBounds()
    dots = Layer()
    for x, y, r in zip(
        rng.uniform(b.left(), b.right(), count),
        rng.uniform(b.top(), b.bottom(), count),
        rng.uniform(*size, count),
        strict=True,
    ):
        if rng.uniform() < 0.8:
            dots.dot(x, y, r)
            continue
        a = np.linspace(0, 6.6, 14)
        wob = 1 + 0.1 * tremor(14, rng, 3)
        pebble = np.stack([x + 3.2 * r * np.cos(a) * wob, y + 2.1 * r * np.sin(a) * wob], 1)
        dots.stroke(pebble, r * 0.8, (0.1, 0.1))
    canvas.save()
    canvas.clipPath(shape, True)
    dots.draw(canvas, paint)
    canvas.restore()


def mountains(
    canvas: skia.Canvas, knots: Points, base: float, rough: float, tint: Rgb, alpha: float, seed: int
) -> None:
    """A range through knots standing on the line `base`, its shaded slopes hatched."""
    rng = np.random.default_rng(seed)
    ridge = resample(knots, 6)
    for reach, share in ((24, 1.0), (9, 0.55), (3, 0.25)):
        ridge[:, 1] += tremor(len(ridge), rng, reach) * rough * share
    foot = pts((ridge[-1, 0], base), (ridge[0, 0], base))
    canvas.drawPath(polygon(np.vstack([ridge, foot])), fill(GROUND))
    edge, shade = Layer(), Layer()
    for i in range(0, len(ridge) - 26, 24):
        edge.stroke(ridge[i : i + 26], rng.uniform(2.4, 3.4), (0.15, 0.15), rng)
    slope = np.convolve(np.gradient(ridge[:, 1]), np.ones(5) / 5, "same")
    for i in range(4, len(ridge) - 4, 2):
        x, y = ridge[i]
        drop = (base - y) * 0.62
        if slope[i] > 0.5 * rng.uniform(0.3, 1.5):
            long = drop * rng.uniform(0.5, 1.15)
            p = pts((x, y + 3), (x + long * 0.4, y + long * 0.6), (x + long * 0.6, y + long))
            shade.stroke(wavy(spline(p), 1.0, rng, 10), 2.4, (0.05, 0.6))
        elif rng.uniform() < 0.14:
            long = drop * rng.uniform(0.15, 0.5)
            shade.stroke(wavy(pts((x, y + 6), (x - long * 0.5, y + long)), 1.0, rng, 10), 1.6, (0.1, 0.6))
    edge.draw(canvas, fill(tint, alpha))
    shade.draw(canvas, fill(tint, alpha * 0.7))


def sky(canvas: skia.Canvas, box: tuple[float, float, float, float], alpha: float, seed: int) -> None:
    """Ruled lines, denser towards the ground."""
    rng = np.random.default_rng(seed)
    x0, y0, x1, y1 = box
    lines = Layer()
    for y in np.arange(y0, y1, 15.0):
        low = (y - y0) / (y1 - y0)
        x = x0 + rng.uniform(-100, 300)
        while x < x1:
            run = rng.uniform(160, 800) * (0.4 + 0.6 * low)
            p = wavy(pts((x, y), (x + run, y + rng.normal(0, 0.8))), 0.6, rng, 30)
            lines.stroke(p, rng.uniform(1.0, 1.9), (0.3, 0.3))
            x += run + rng.uniform(16, 320) * (1.15 - 0.9 * low)
    lines.draw(canvas, fill(BONE, alpha))


def grass(canvas: skia.Canvas, turf: Points, height: float, alpha: float, seed: int) -> None:
    """Tufts standing on a line."""
    rng = np.random.default_rng(seed)
    blades = Layer()
    for x, y in resample(turf, height * 0.55):
        if rng.uniform() < 0.45:
            continue
        for _ in range(int(rng.integers(2, 5))):
            h, lean = height * rng.uniform(0.35, 1.0), height * rng.normal(0.1, 0.25)
            p = pts((x, y + 1), (x + lean * 0.3, y - h * 0.6), (x + lean, y - h))
            blades.stroke(spline(p, n=5), height * 0.075, (0.0, 0.8))
    blades.draw(canvas, fill(BONE, alpha))


def person(canvas: skia.Canvas, x: float, y: float, height: float, tint: Rgb = BONE) -> None:
    """A standing person in silhouette, feet at (x, y): the measure of everything beside them."""
    h = height
    body = spline(
        pts(
            (-0.075, -0.8), (-0.125, -0.74), (-0.14, -0.6), (-0.13, -0.43), (-0.1, -0.42), (-0.09, -0.2),
            (-0.1, 0.0), (-0.03, 0.0), (-0.005, -0.36), (0.02, -0.36), (0.05, 0.0), (0.12, 0.0),
            (0.09, -0.2), (0.1, -0.42), (0.13, -0.43), (0.14, -0.6), (0.125, -0.74), (0.075, -0.8),
            (0.0, -0.825),
        ),
        closed=True,
        n=5,
    )  # fmt: skip
    canvas.drawPath(polygon(body * h + [x, y]), fill(mix(GROUND, tint, 0.92)))
    canvas.drawCircle(x, y - 0.915 * h, 0.072 * h, fill(mix(GROUND, tint, 0.92)))


def glow(canvas: skia.Canvas, x: float, y: float, r: float, tint: Rgb, alpha: float) -> None:
    """A soft light."""
    paint = skia.Paint(AntiAlias=True)
    paint.setShader(
        skia.GradientShader.MakeRadial(
            skia.Point(x, y), r, [colour(tint, alpha).toColor(), colour(tint, 0).toColor()]
        )
    )
    canvas.drawCircle(x, y, r, paint)
