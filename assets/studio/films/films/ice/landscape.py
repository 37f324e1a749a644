"""Sky, mountains, steppe and the layers of the ground."""

from __future__ import annotations

import numpy as np
import skia

from films.core import BONE, GROUND, HEIGHT, WIDTH, Camera, Rgb, colour, fill, line
from films.ice.plan import WIDE, pit_outline
from films.pen import Layer, hatch_lines, polygon, polyline, pts, resample, spline, tremor, wavy

HORIZON = 600.0  # picture line of the far edge of the steppe in the wide view


def _ridge(knots: np.ndarray, rough: float, rng: np.random.Generator) -> np.ndarray:
    """A mountain line through knots, broken up by noise of three sizes."""
    p = resample(knots, 5)
    y = p[:, 1]
    for reach, share in ((24, 1.0), (9, 0.55), (3, 0.25)):
        y = y + tremor(len(p), rng, reach) * rough * share
    return np.stack([p[:, 0], y], 1)


class Landscape:
    """The far picture: ruled sky and hatched mountains, drawn once, shifted with the camera."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.sky = Layer()
        for y in np.arange(-260, HORIZON, 9.0):
            x = -500.0 + rng.uniform(0, 300)
            while x < WIDTH + 500:
                run = rng.uniform(140, 700) * (0.4 + 0.6 * (y + 300) / 900)
                p = wavy(pts((x, y), (x + run, y + rng.normal(0, 0.6))), 0.5, rng, 24)
                self.sky.stroke(p, rng.uniform(0.7, 1.5), (0.3, 0.3))
                x += run + rng.uniform(12, 260) * (1.15 - 0.9 * (y + 260) / 860)
        far = pts((-500, 520), (-200, 410), (120, 470), (380, 330), (560, 400), (800, 290), (1010, 390))
        far = np.vstack([far, pts((1250, 330), (1480, 440), (1720, 350), (2000, 450), (2420, 400))])
        near = pts((-500, 540), (-100, 530), (260, 560), (620, 500), (900, 560), (1240, 575))
        near = np.vstack([near, pts((1500, 520), (1780, 500), (2050, 545), (2420, 520))])
        self.ranges = [
            self._range(_ridge(far, 7, rng), rng, 7.0, 120),
            self._range(_ridge(near, 3, rng), rng, 5.5, 46),
        ]
        self.plain = Layer()
        for k in range(16):
            y = HORIZON + 3 + k * k * 0.62
            x = -500 + rng.uniform(0, 200)
            while x < WIDTH + 500:
                run = rng.uniform(30, 240)
                self.plain.stroke(wavy(pts((x, y), (x + run, y)), 0.6, rng, 12), 1.2)
                x += run + rng.uniform(20, 320)

    @staticmethod
    def _range(ridge: np.ndarray, rng: np.random.Generator, gap: float, drop: float) -> tuple:
        """Outline, contour strokes and the hatching of the shaded slopes."""
        body = polygon(np.vstack([ridge, pts((2500, HORIZON + 4), (-600, HORIZON + 4))]))
        edge, shade = Layer(), Layer()
        for i in range(0, len(ridge) - 26, 24):
            edge.stroke(ridge[i : i + 26], rng.uniform(1.6, 2.4), (0.15, 0.15), rng)
        slope = np.gradient(ridge[:, 1])
        s = np.convolve(slope, np.ones(5) / 5, "same")
        every = max(1, int(gap / 5))
        for i in range(4, len(ridge) - 4, every):
            x, y = ridge[i]
            if s[i] > 0.25 * rng.uniform(0.4, 1.4):  # falls to the right: in shade
                long = drop * rng.uniform(0.45, 1.2) * min(1.6, 0.5 + s[i])
                p = pts((x, y + 2), (x + long * 0.42, y + long * 0.62), (x + long * 0.62, y + long))
                p[:, 1] = np.minimum(p[:, 1], HORIZON)
                shade.stroke(wavy(spline(p), 0.8, rng, 8), 1.7, (0.05, 0.6))
            elif rng.uniform() < 0.16:
                long = drop * rng.uniform(0.15, 0.5)
                p = pts((x, y + 5), (x - long * 0.5, min(HORIZON, y + long)))
                shade.stroke(wavy(p, 0.8, rng, 8), 1.0, (0.1, 0.6))
        return body, edge, shade

    def draw(self, canvas: skia.Canvas, camera: Camera, tint: Rgb, light: float = 1.0) -> None:
        """Draw behind the section; the far picture moves less than the near one."""
        canvas.save()
        zoom = (camera.scale / WIDE.scale) ** 0.45
        rise = HEIGHT / 2 - camera.y * camera.scale - (HEIGHT / 2 - WIDE.y * WIDE.scale)
        canvas.translate(WIDTH / 2, HORIZON + rise * 0.92)
        canvas.scale(zoom, zoom)
        canvas.translate(-WIDTH / 2 - camera.x * 20, -HORIZON)
        self.sky.draw(canvas, fill(tint, 0.25 * light))
        for (body, edge, shade), a in zip(self.ranges, (0.56, 0.68), strict=False):
            canvas.drawPath(body, fill(GROUND))
            edge.draw(canvas, fill(tint, a * light))
            shade.draw(canvas, fill(tint, a * 0.72 * light))
        self.plain.draw(canvas, fill(tint, 0.34 * light))
        canvas.restore()


class Earth:
    """The cut through the ground: turf, loam, gravel and the deep clay."""

    REACH = 17.0
    BOTTOM = 9.5

    def __init__(self, rng: np.random.Generator) -> None:
        x = np.arange(-self.REACH, self.REACH, 0.08)
        self.turf = np.stack([x, 0.022 * tremor(len(x), rng, 5)], 1)
        self.body = polygon(np.vstack([self.turf, pts((20, self.BOTTOM), (-20, self.BOTTOM))]))
        self.lines, self.soft, self.grass = Layer(), Layer(), Layer()
        for i in range(0, len(self.turf) - 14, 12):
            self.lines.stroke(self.turf[i : i + 14], 0.042, (0.1, 0.1), rng)
        self._turf_and_roots(rng)
        self._loam(rng)
        self._gravel(rng)
        self._clay(rng)

    def _turf_and_roots(self, rng: np.random.Generator) -> None:
        for x in np.arange(-self.REACH, self.REACH, 0.045):
            d = rng.uniform(0.1, 0.3)
            p = pts((x, 0.03), (x + rng.normal(0.01, 0.012), d))
            self.lines.stroke(p, 0.015, (0.0, 0.8))
        for x in np.arange(-self.REACH, self.REACH, 0.12):
            if rng.uniform() < 0.5:
                for _ in range(rng.integers(2, 5)):
                    h, lean = rng.uniform(0.07, 0.26), rng.normal(0.03, 0.07)
                    p = pts((x, 0.02), (x + lean * 0.3, -h * 0.6), (x + lean, -h))
                    self.grass.stroke(spline(p, n=5), 0.016, (0.0, 0.8))

    def _boundary(self, depth: float, rng: np.random.Generator) -> None:
        x = np.arange(-self.REACH, self.REACH, 0.15)
        y = depth + 0.05 * tremor(len(x), rng, 12) + 0.015 * tremor(len(x), rng, 3)
        p = np.stack([x, y], 1)
        i = 0
        while i < len(p) - 8:
            n = int(rng.integers(8, 30))
            self.soft.stroke(p[i : i + n], 0.026, (0.2, 0.2), rng)
            i += n + int(rng.integers(0, 3))

    def _loam(self, rng: np.random.Generator) -> None:
        self._boundary(1.15, rng)
        for x in np.arange(-self.REACH - 1, self.REACH, 0.085):
            y = 0.36 + rng.uniform(0, 0.06)
            while y < 1.08:
                run = rng.uniform(0.12, 0.5)
                end = min(1.1, y + run)
                p = pts((x + y * 0.55, y), (x + end * 0.55, end))
                self.soft.stroke(wavy(p, 0.006, rng, 0.1), 0.015, (0.25, 0.3))
                y = end + rng.uniform(0.04, 0.16)

    def _gravel(self, rng: np.random.Generator) -> None:
        self._boundary(2.45, rng)
        for _ in range(1500):
            x, y = rng.uniform(-self.REACH, self.REACH), rng.uniform(1.26, 2.4)
            if rng.uniform() < 0.3:
                rx, turn = rng.uniform(0.04, 0.13), rng.normal(0, 0.3)
                a = np.linspace(0, 2 * np.pi, 16) + turn
                wob = 1 + 0.09 * tremor(16, rng, 3)
                p = np.stack([x + rx * np.cos(a) * wob, y + rx * 0.62 * np.sin(a + turn) * wob], 1)
                self.soft.stroke(np.vstack([p, p[:2]]), 0.016, (0.1, 0.1))
                self.soft.stroke(p[1:7] * 0.7 + np.array([x, y]) * 0.3, 0.012)
            else:
                self.soft.dot(x, y, rng.uniform(0.007, 0.017))

    def _clay(self, rng: np.random.Generator) -> None:
        for y in np.arange(2.56, 8.6, 0.105):
            x = -self.REACH + rng.uniform(0, 1)
            while x < self.REACH:
                run = rng.uniform(0.25, 1.5)
                p = pts((x, y), (x + run, y + rng.normal(0, 0.015)))
                self.soft.stroke(wavy(p, 0.012, rng, 0.12), 0.016, (0.3, 0.3))
                x += run + rng.uniform(0.06, 0.5)

    def draw(self, canvas: skia.Canvas, depth: float, light: float = 1.0) -> None:
        """Draw the ground with the pit dug to `depth` metres."""
        canvas.drawPath(self.body, fill(GROUND))
        shader = skia.GradientShader.MakeLinear(
            [skia.Point(0, 0), skia.Point(0, 7.5)],
            [colour(BONE, a * light).toColor() for a in (0.74, 0.6, 0.36, 0.04)],
            [0.0, 0.28, 0.55, 1.0],
        )
        soft = skia.Paint(Shader=shader, AntiAlias=True)
        canvas.save()
        if depth > 0.01:
            pit = polygon(pit_outline(depth))
            canvas.clipPath(pit, skia.ClipOp.kDifference, True)
        self.soft.draw(canvas, soft)
        self.lines.draw(canvas, fill(BONE, 0.85 * light))
        self.grass.draw(canvas, fill(BONE, 0.7 * light))
        canvas.restore()


class Pit:
    """The dug pit: its walls and the shaded back wall."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.back = Layer()
        for p in hatch_lines((-3.9, -0.2, 4.2, 4.2), np.pi / 2 + 0.02, 0.115, rng):
            q = resample(p, 0.5)
            i = 0
            while i < len(q) - 3:
                n = int(rng.integers(3, 7))
                self.back.stroke(wavy(q[i : i + n], 0.012, rng, 0.12), 0.014, (0.3, 0.3))
                i += n - 1 + int(rng.integers(0, 2))
        self.wall = Layer()
        outline = resample(pit_outline(4.0), 0.06)
        outline = outline[outline[:, 1] > -0.02]
        for i in range(0, len(outline) - 12, 10):
            self.wall.stroke(outline[i : i + 12], 0.04, (0.12, 0.12), rng)

    def draw(self, canvas: skia.Canvas, depth: float, back: float = 1.0) -> None:
        """Draw the pit dug to a depth; `back` is the strength of the rear wall's hatching."""
        if depth <= 0.02:
            return
        path = polygon(pit_outline(depth))
        canvas.save()
        canvas.clipPath(path, True)
        canvas.clipRect(skia.Rect.MakeLTRB(-5, 0, 6, 6))
        canvas.drawColor(colour(GROUND))
        self.back.draw(canvas, fill(BONE, 0.17 * back))
        canvas.restore()
        outline = pit_outline(depth)
        canvas.drawPath(polyline(outline[outline[:, 1] > -0.03]), line(BONE, 0.03, 0.9))
