"""The larch log chamber and the coffin with its four bird-griffins (two seen from the side)."""

from __future__ import annotations

import numpy as np
import skia

from films.core import BONE, CINNABAR, GROUND, clamp, ease_out, fill, line, mix
from films.ice.plan import CHAMBER_LEFT, CHAMBER_RIGHT
from films.pen import Layer, cornered, polygon, polyline, pts, spline, tremor, wavy

LOG = 0.262  # a log's thickness
FLOOR = 3.98


class LogEnd:
    """A log seen end-on: bark line, growth rings, a drying crack."""

    def __init__(self, x: float, y: float, r: float, rng: np.random.Generator) -> None:
        a = np.linspace(0, 2 * np.pi, 40)
        wob = 1 + 0.025 * tremor(40, rng, 5)
        wob[-1] = wob[0]
        self.rim = np.stack([x + r * np.cos(a) * wob, y + r * np.sin(a) * wob], 1)
        self.body = polygon(self.rim)
        self.marks = Layer()
        ox, oy = rng.normal(0, r * 0.1, 2)
        for k in (0.24, 0.42, 0.58, 0.72, 0.85):
            start = rng.uniform(0, 6.28)
            b = np.linspace(start, start + rng.uniform(3.6, 6.0), 26)
            rr = r * k * (1 + 0.05 * tremor(26, rng, 5))
            f = 1 - k
            ring = np.stack([x + ox * f + rr * np.cos(b), y + oy * f + rr * np.sin(b)], 1)
            self.marks.stroke(ring, 0.011, (0.2, 0.2))
        self.marks.dot(x + ox, y + oy, r * 0.06)
        c = rng.uniform(0, 6.28)
        crack = pts((x + ox, y + oy), (x + r * 0.9 * np.cos(c), y + r * 0.9 * np.sin(c)))
        self.marks.stroke(wavy(crack, 0.006, rng, 0.03), 0.018, (0.1, 0.1))

    def draw(self, canvas: skia.Canvas, alpha: float) -> None:
        """Draw the log end."""
        canvas.drawPath(self.body, fill(mix(GROUND, BONE, 0.11), alpha))
        self.marks.draw(canvas, fill(BONE, 0.7 * alpha))
        canvas.drawPath(self.body, line(BONE, 0.024, 0.95 * alpha))


class LongLog:
    """A log seen along its length, behind: two edges and the grain."""

    def __init__(self, x0: float, x1: float, y: float, rng: np.random.Generator) -> None:
        self.marks = Layer()
        self.body = skia.Path()
        self.body.addRect(skia.Rect.MakeLTRB(x0, y - LOG / 2, x1, y + LOG / 2))
        for v in (-0.5, 0.5):
            p = pts((x0, y + v * LOG), (x1, y + v * LOG))
            self.marks.stroke(wavy(p, 0.006, rng, 0.1), 0.018, (0, 0), rng)
        for v in (-0.34, -0.2, -0.05, 0.1, 0.22, 0.32, 0.4):
            x = x0 + rng.uniform(0, 0.3)
            while x < x1 - 0.1:
                run = min(rng.uniform(0.2, 1.1), x1 - x)
                p = pts((x, y + v * LOG), (x + run, y + v * LOG))
                self.marks.stroke(wavy(p, 0.008, rng, 0.07), 0.011)
                x += run + rng.uniform(0.05, 0.3)
        for _ in range(2):  # knots
            kx, ky = rng.uniform(x0 + 0.2, x1 - 0.2), y + rng.uniform(-0.25, 0.25) * LOG
            a = np.linspace(0, 6.0, 14)
            self.marks.stroke(np.stack([kx + 0.05 * np.cos(a), ky + 0.028 * np.sin(a)], 1), 0.011)

    def draw(self, canvas: skia.Canvas, alpha: float) -> None:
        """Draw the log."""
        canvas.drawPath(self.body, fill(mix(GROUND, BONE, 0.045), alpha))
        self.marks.draw(canvas, fill(BONE, 0.5 * alpha))


class Coffin:
    """The hollowed larch trunk with its lid; a bird-griffin at each end."""

    def __init__(self, x: float, y: float, rng: np.random.Generator) -> None:
        self.x, self.y = x, y
        trunk = pts((-1.02, -0.06), (-1.04, 0.16), (-0.96, 0.27), (0.0, 0.285), (0.96, 0.27), (1.04, 0.16))
        trunk = cornered(
            np.vstack([trunk, pts((1.02, -0.06))]), pts((1.02, -0.06), (0, -0.05), (-1.02, -0.06))
        )
        lid = cornered(
            pts(
                (-1.06, -0.08),
                (-1.0, -0.22),
                (-0.7, -0.285),
                (0, -0.3),
                (0.7, -0.285),
                (1.0, -0.22),
                (1.06, -0.08),
            ),
            pts((1.06, -0.08), (0, -0.07), (-1.06, -0.08)),
        )
        lugs = [pts((s * 1.0, 0.06), (s * 1.16, 0.04), (s * 1.18, 0.15), (s * 1.0, 0.17)) for s in (-1, 1)]
        self.shapes = [polygon(p) for p in (*lugs, trunk, lid)]
        self.grain, self.birds = Layer(), Layer()
        for v in np.arange(-0.24, 0.25, 0.035):
            if -0.1 < v < -0.03:
                continue
            half = 0.96 - (0.22 if v < -0.2 else 0.08)
            u = -half + rng.uniform(0, 0.15)
            while u < half - 0.08:
                run = min(rng.uniform(0.2, 0.9), half - u)
                self.grain.stroke(wavy(pts((u, v), (u + run, v)), 0.006, rng, 0.07), 0.012)
                u += run + rng.uniform(0.04, 0.2)
        self.bird = self._bird()

    @staticmethod
    def _bird() -> skia.Path:
        """A crested bird with raised wings, looking outwards (to the right)."""
        body = cornered(
            pts((-0.1, 0.0), (-0.13, -0.1), (-0.2, -0.27)),
            pts((-0.2, -0.27), (-0.08, -0.2), (-0.01, -0.15)),
            pts((-0.01, -0.15), (-0.01, -0.24), (0.05, -0.27), (0.1, -0.24), (0.12, -0.185)),
            pts((0.12, -0.185), (0.075, -0.2), (0.07, -0.12), (0.09, -0.04), (0.07, 0.0)),
            pts((0.07, 0.0), (-0.1, 0.0)),
            n=6,
        )
        return polygon(body)

    def draw(self, canvas: skia.Canvas, alpha: float, lift: float) -> None:
        """Draw the coffin `lift` metres above its place, with the lowering ropes while it hangs."""
        canvas.save()
        canvas.translate(self.x, self.y - lift)
        if lift > 0.01:
            rope = min(1.0, lift * 1.5) * alpha
            for s in (-1, 1):
                p = polyline(spline(pts((s * 1.1, 0.1), (s * 1.16, -2.0), (s * 1.3, -6.5))))
                canvas.drawPath(p, line(BONE, 0.02, 0.75 * rope))
        for shape in self.shapes:
            canvas.drawPath(shape, fill(mix(GROUND, BONE, 0.1), alpha))
        self.grain.draw(canvas, fill(BONE, 0.6 * alpha))
        for shape in self.shapes:
            canvas.drawPath(shape, line(BONE, 0.024, alpha))
        for s in (-1, 1):
            canvas.save()
            canvas.translate(s * 0.84, -0.24)
            canvas.scale(s * 1.0, 1.0)
            canvas.drawPath(self.bird, fill(mix(GROUND, CINNABAR, 0.92), alpha))
            canvas.drawPath(self.bird, line(BONE, 0.012, 0.6 * alpha))
            canvas.restore()
        canvas.restore()


class Chamber:
    """Walls, coffin and roof, put up in the order of building."""

    def __init__(self, rng: np.random.Generator) -> None:
        left, right = CHAMBER_LEFT + LOG / 2, CHAMBER_RIGHT - LOG / 2
        rows = [FLOOR - LOG * (k + 0.5) for k in range(5)]
        self.back = [LongLog(left, right, y, rng) for y in rows]
        self.ends = [[LogEnd(x, y, LOG / 2, rng) for x in (left, right)] for y in rows]
        top = rows[-1] - LOG
        n = 12
        xs = np.linspace(CHAMBER_LEFT + 0.02, CHAMBER_RIGHT - 0.02, n)
        self.roof = [LogEnd(x, top + rng.normal(0, 0.008), LOG / 2 * 0.99, rng) for x in xs]
        self.coffin = Coffin((left + right) / 2, FLOOR - 0.3, rng)

    def draw(self, canvas: skia.Canvas, built: float) -> None:
        """Draw the chamber; `built` runs from 0 to 1: walls to 0.45, coffin to 0.75, roof to 1."""
        if built <= 0:
            return

        def falling(start: float, share: float, height: float) -> tuple[float, float]:
            t = clamp((built - start) / share)
            return clamp(t * 1.8), (1 - ease_out(t)) * height

        def place(thing: LogEnd | LongLog, start: float, share: float, height: float = 0.9) -> None:
            alpha, lift = falling(start, share, height)
            if alpha <= 0:
                return
            canvas.save()
            canvas.translate(0, -lift)
            thing.draw(canvas, alpha)
            canvas.restore()

        for k, long_log in enumerate(self.back):
            place(long_log, 0.02 + 0.07 * k, 0.14)
        for k, pair in enumerate(self.ends):
            for log in pair:
                place(log, 0.04 + 0.07 * k, 0.14)
        alpha, lift = falling(0.42, 0.34, 3.2)
        if alpha > 0:
            self.coffin.draw(canvas, alpha, lift)
        for k, log in enumerate(self.roof):
            place(log, 0.72 + 0.015 * k, 0.12)
