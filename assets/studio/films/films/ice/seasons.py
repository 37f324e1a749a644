"""Winter and summer over the mound: snow and sinking cold, sun and heat held back by the stones."""

from __future__ import annotations

import numpy as np
import skia

from films.core import BONE, CINNABAR, FROST, GROUND, HEIGHT, WIDTH, clamp, colour, fill, mix
from films.ice.plan import mound_top
from films.pen import Layer, Points, add_stroke, lengths, part, polygon, tremor


class Snowfall:
    """Flakes on the picture plane, drifting and falling quietly."""

    def __init__(self, rng: np.random.Generator, count: int = 330) -> None:
        self.x = rng.uniform(0, WIDTH, count)
        self.y = rng.uniform(0, HEIGHT, count)
        self.depth = rng.uniform(0.35, 1.0, count)
        self.phase = rng.uniform(0, 6.28, count)

    def draw(self, canvas: skia.Canvas, t: float, ground: float, strength: float) -> None:
        """Draw in picture coordinates; flakes end at the line `ground`."""
        if strength <= 0:
            return
        fall = max(50.0, ground)
        for x, y, d, ph in zip(self.x, self.y, self.depth, self.phase, strict=False):
            yy = (y + t * 85 * d) % (fall + 40) - 20
            xx = (x + 30 * d * np.sin(0.7 * t + ph) + 14 * t * d) % WIDTH
            a = strength * d * clamp((fall - yy) / 60) * 0.9
            canvas.drawCircle(xx, yy, 0.8 + 1.9 * d, fill(mix(BONE, FROST, 0.35), a))


class SnowCover:
    """Snow lying on the stones and on the steppe."""

    def __init__(self, surface: Points, rng: np.random.Generator) -> None:
        side = np.linspace(-17, surface[0, 0], 120, endpoint=False)
        left = np.stack([side, 0.0 * side], 1)
        right = np.stack([-side[::-1], 0.0 * side], 1)
        line_ = np.vstack([left, surface, right])
        y = np.convolve(np.pad(line_[:, 1], 3, "edge"), np.hanning(9)[1:-1] / 4.0, "valid")
        self.base = line_
        self.smooth = np.minimum(y, line_[:, 1])
        self.bumps = 0.8 + 0.28 * tremor(len(line_), rng, 9)
        self.dots = rng.uniform(0, 1, (900, 2))

    def draw(self, canvas: skia.Canvas, depth: float) -> None:
        """Draw the cover; depth 1 is about a hand's breadth and a half."""
        if depth <= 0.01:
            return
        x, low = self.base[:, 0], self.base[:, 1]
        high = self.smooth - 0.17 * depth * np.clip(self.bumps, 0.35, 1.5)
        shape = polygon(np.vstack([np.stack([x, high], 1), np.stack([x, low + 0.05], 1)[::-1]]))
        a = clamp(depth * 1.8)
        canvas.drawPath(shape, fill(mix(GROUND, mix(BONE, FROST, 0.4), 0.97), 0.97 * a))
        for u, v in self.dots:  # stipple towards the lower edge
            i = int(u * (len(x) - 1))
            yy = high[i] + (low[i] + 0.04 - high[i]) * (1 - 0.55 * v * v)
            canvas.drawCircle(x[i], yy, 0.011, fill(GROUND, 0.75 * a))


class ColdAir:
    """Strokes that sink from the surface through the gaps between the stones."""

    def __init__(self, paths: list[Points], rng: np.random.Generator) -> None:
        self.paths = [(p, lengths(p)[-1], rng.uniform(0, 2)) for p in paths]

    def draw(self, canvas: skia.Canvas, t: float, strength: float) -> None:
        """Draw the strokes at time t."""
        if strength <= 0:
            return
        run, spacing, speed = 0.85, 1.55, 0.95
        paint_paths: dict[int, skia.Path] = {k: skia.Path() for k in range(1, 9)}
        for p, total, phase in self.paths:
            s = (t * speed + phase) % spacing - spacing
            while s < total:
                head = s + run
                if head > 0.05:
                    a = clamp(head / 0.9) * clamp((total + 0.2 - head) / 0.8)
                    q = part(p, s, head)
                    k = round(a * 8)
                    if k > 0 and len(q) > 2:
                        add_stroke(paint_paths[k], q, 0.052, (0.85, 0.12))
                s += spacing
        for k, path in paint_paths.items():
            canvas.drawPath(path, fill(mix(FROST, (1, 1, 1), 0.25), strength * k / 8))


class Sun:
    """An engraved sun: rings, wavy and straight rays in turn."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.disc, self.rays = Layer(), Layer()
        for r in np.arange(0.1, 0.6, 0.075):
            a0 = rng.uniform(0, 6.28)
            a = np.linspace(a0, a0 + 6.1, 60)
            rr = r * (1 + 0.012 * tremor(60, rng, 6))
            self.disc.stroke(np.stack([rr * np.cos(a), rr * np.sin(a)], 1), 0.034, (0.12, 0.12))
        a = np.linspace(0, 2 * np.pi, 90)
        rim = 0.66 * (1 + 0.006 * tremor(90, rng, 8))
        self.disc.stroke(np.stack([rim * np.cos(a), rim * np.sin(a)], 1), 0.05, (0, 0))
        for k in range(32):
            b = k / 32 * 2 * np.pi
            d, n = np.array([np.cos(b), np.sin(b)]), np.array([-np.sin(b), np.cos(b)])
            far = (1.36, 1.12, 1.24, 1.12)[k % 4] + rng.normal(0, 0.02)
            s = np.linspace(0.78, far, 20)
            sway = 0.035 * np.sin((s - 0.78) * 16) * (k % 4 == 0)
            self.rays.stroke(d * s[:, None] + n * sway[:, None], 0.045, (0.1, 0.7))

    def draw(self, canvas: skia.Canvas, x: float, y: float, t: float, strength: float) -> None:
        """Draw at a place (metres); the rays turn very slowly."""
        if strength <= 0:
            return
        canvas.save()
        canvas.translate(x, y)
        glow = skia.Paint(AntiAlias=True)
        glow.setShader(
            skia.GradientShader.MakeRadial(
                skia.Point(0, 0),
                4.2,
                [colour(CINNABAR, 0.2 * strength).toColor(), colour(CINNABAR, 0).toColor()],
            )
        )
        canvas.drawCircle(0, 0, 4.2, glow)
        canvas.drawCircle(0, 0, 0.66, fill(mix(GROUND, CINNABAR, 0.35), strength))
        self.disc.draw(canvas, fill(CINNABAR, strength))
        canvas.rotate(t * 2.2)
        self.rays.draw(canvas, fill(CINNABAR, 0.9 * strength))
        canvas.restore()


class Heat:
    """Warm strokes that come down on the mound and end at the first stones."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.ways: list[tuple[Points, float, float]] = []
        for x in np.linspace(-9.6, 9.6, 23):
            x = x + rng.normal(0, 0.12)
            end = float(mound_top(x)) + 0.12
            s = np.linspace(0, 1, 50)
            slant = 0.75 * (1 - s)
            y = end - 2.2 * (1 - s)
            sway = 0.075 * np.sin(s * 17 + rng.uniform(0, 6)) * np.clip(1.4 - s, 0, 1)
            p = np.stack([x + slant + sway, y], 1)
            self.ways.append((p, lengths(p)[-1], rng.uniform(0, 2)))

    def draw(self, canvas: skia.Canvas, t: float, strength: float) -> None:
        """Draw at time t; each stroke spreads out and fades where it meets stone."""
        if strength <= 0:
            return
        run, spacing, speed = 1.15, 1.6, 0.8
        for p, total, phase in self.ways:
            s = (t * speed + phase) % spacing - spacing
            while s < total:
                head = min(s + run, total)
                a = clamp((s + run) / 0.9) * clamp((total - s) / run)
                q = part(p, s, head)
                if a > 0.02 and len(q) > 2 and head > max(0.0, s) + 0.05:
                    path = skia.Path()
                    add_stroke(path, q, 0.042, (0.8, 0.12))
                    canvas.drawPath(path, fill(CINNABAR, 0.95 * a * strength))
                s += spacing
