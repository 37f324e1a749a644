"""Plate: a cut through the Issyk kurgan from south (left) to north, and its two graves from above.

Known: a mound of earth 60 m across and 6-7 m high; the central grave robbed; the side grave about 15 m
south of it untouched; a rectangular frame of dressed spruce logs on a floor of squared timbers; the body
on its back in the northern half, head to the west; 31 vessels along the southern and western walls.
Drawn freely: depth of the graves, proportions of the chambers, layers of the earth, the robbers' way,
where each vessel stood. In the rounds south is left and west is up, as in the cut above them.
"""

from __future__ import annotations

import numpy as np
import skia
from films.core import BONE, GOLD, GROUND, colour, fill, line, mix, rgb
from films.ice.landscape import Earth
from films.pen import Layer, polygon, polyline, pts, spline, tremor, wavy
from PIL import Image

from studio.plates.board import HEIGHT, WIDTH, Board, circle, magnify, ring
from studio.plates.esik_graves import Chamber, dead, vessels
from studio.plates.hand import glow, grass, hatched, mountains, person, sky, stippled

OUTPUT = "content/esik/media/kurgan-cut.jpg"

SCALE = 33.5  # pixels a metre of the cut
MIDDLE, TURF = 1200.0, 590.0  # the centre of the mound and the level of the steppe, in pixels
RADIUS, TOP, SOUTH = 30.0, 6.5, -15.0  # metres
SIDE = (680.0, 1290.0, 428.0)  # the round of the side grave
CENTRAL = (1720.0, 1290.0, 428.0)
CLOSE = 212.0  # pixels a metre in the rounds
LOAM = mix(GROUND, rgb("#8a5a34"), 0.32)


def surface(x: np.ndarray) -> np.ndarray:
    """Height of the mound's line above the steppe at x metres from the middle."""
    u = np.clip(np.abs(x) / RADIUS, 0, 1)
    return TOP * (1 - u**2.3) ** 1.25


def _px(x: float, y: float) -> tuple[float, float]:
    return MIDDLE + x * SCALE, TURF + y * SCALE


class Cut:
    """The upper half: mountains, mound, ground and the two graves in section."""

    DEPTH = 2.3

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        x = np.linspace(-RADIUS, RADIUS, 500)
        lift = surface(x) + 0.05 * tremor(500, rng, 9)
        lift -= 0.75 * np.exp(-(((x - 0.6) / 2.0) ** 2))  # the hollow that the robbers left
        self.line = np.stack([MIDDLE + x * SCALE, TURF - np.maximum(lift, 0) * SCALE], 1)
        foot = pts((MIDDLE + RADIUS * SCALE, TURF), (MIDDLE - RADIUS * SCALE, TURF))
        self.mound = polygon(np.vstack([self.line, foot]))
        self.pits = skia.Path()
        for x0, half in ((SOUTH, 1.45), (0.0, 2.1)):
            left, top = _px(x0 - half, -0.05)
            right, floor = _px(x0 + half, self.DEPTH)
            self.pits.addRect(skia.Rect.MakeLTRB(left, top, right, floor))
        way = [(0.6, -5.9), (-0.5, -4.3), (0.25, -2.6), (-0.3, -0.9), (0.1, 0.7)]
        self.way = spline(np.array([_px(*p) for p in way]), n=14)

    def draw(self, canvas: skia.Canvas) -> None:
        """Draw from far to near."""
        rng = self.rng
        sky(canvas, (40, 60, WIDTH - 40, TURF), 0.2, 3)
        far = pts(
            (-60, 330), (160, 170), (330, 250), (520, 130), (700, 240), (880, 215), (1080, 330), (1300, 380)
        )
        far = np.vstack([far, pts((1560, 470), (1820, 500), (2060, 545), (2460, 572))])
        mountains(canvas, far, TURF, 7, BONE, 0.5, 21)
        self._ground(canvas, rng)
        self._mound(canvas, rng)
        self._robbers(canvas, rng)
        self._graves(canvas, rng)
        person(canvas, *_px(32.1, -0.02), 1.7 * SCALE)

    def _ground(self, canvas: skia.Canvas, rng: np.random.Generator) -> None:
        """The films' earth, drawn two metres for one."""
        canvas.save()
        canvas.clipPath(self.pits, skia.ClipOp.kDifference, True)
        canvas.translate(MIDDLE, TURF)
        canvas.scale(SCALE * 2.1, SCALE * 2.1)
        Earth(rng).draw(canvas, 0.0, 0.82)
        canvas.restore()

    def _mound(self, canvas: skia.Canvas, rng: np.random.Generator) -> None:
        canvas.save()
        canvas.clipPath(self.mound, True)
        canvas.drawColor(colour(mix(GROUND, BONE, 0.02)))
        shade = skia.Paint()
        shade.setShader(
            skia.GradientShader.MakeLinear(
                [skia.Point(0, TURF - TOP * SCALE), skia.Point(0, TURF)],
                [colour(LOAM, 0.9).toColor(), colour(LOAM, 0.35).toColor()],
            )
        )
        canvas.drawPath(self.mound, shade)
        lines = Layer()
        x = np.linspace(-RADIUS, RADIUS, 700)
        for k, level in enumerate(np.arange(0.35, TOP, 0.31)):  # heaped layer upon layer
            y = surface(x) - level + 0.05 * tremor(700, rng, 20)
            at = int(rng.integers(0, 30))
            while at < 690:
                end = min(700, at + int(rng.integers(10, 46)))
                p = np.stack([MIDDLE + x[at:end] * SCALE, TURF - y[at:end] * SCALE], 1)
                if (y[at:end] > 0.12).all():
                    lines.stroke(wavy(p, 0.8, rng, 12), 2.5 if k % 4 else 4.0, (0.25, 0.25), rng)
                at = end + int(rng.integers(2, 9))
        lines.draw(canvas, fill(BONE, 0.52))
        canvas.restore()
        stippled(canvas, self.mound, 900, (1.2, 2.6), fill(BONE, 0.42), rng)
        edge = Layer()
        for i in range(0, len(self.line) - 16, 14):
            edge.stroke(self.line[i : i + 17], 6.0, (0.12, 0.12), rng)
        edge.draw(canvas, fill(BONE, 0.95))
        grass(canvas, self.line, 15, 0.75, 8)

    def _robbers(self, canvas: skia.Canvas, rng: np.random.Generator) -> None:
        """The way down to the central grave: dark, filled with loose earth."""
        s = np.linspace(0, 1, len(self.way))
        half = SCALE * (1.5 - 1.0 * s**0.7 + 0.12 * tremor(len(self.way), rng, 8))
        left = self.way - np.stack([half, np.zeros_like(half)], 1)
        right = self.way + np.stack([half, np.zeros_like(half)], 1)
        shaft = polygon(np.vstack([left, right[::-1]]))
        canvas.drawPath(shaft, fill(mix(GROUND, (0, 0, 0), 0.35)))
        stippled(canvas, shaft, 420, (1.5, 3.4), fill(BONE, 0.6), rng)
        for side in (left, right):
            edge = Layer()
            for i in range(0, len(side) - 5, 5):
                edge.stroke(side[i : i + 6], 4.0, (0.2, 0.3), rng)
            edge.draw(canvas, fill(BONE, 0.85))

    def _graves(self, canvas: skia.Canvas, rng: np.random.Generator) -> None:
        canvas.drawPath(self.pits, fill(mix(GROUND, (0, 0, 0), 0.3)))
        wall = line(BONE, 3.2, 0.9)
        for x0, half in ((SOUTH, 1.45), (0.0, 2.1)):
            p = np.array(
                [_px(x0 - half, 0), _px(x0 - half, self.DEPTH), _px(x0 + half, self.DEPTH), _px(x0 + half, 0)]
            )
            canvas.drawPath(polyline(p), wall)
        x, y = _px(SOUTH, self.DEPTH - 0.6)
        glow(canvas, x, y, 75, GOLD, 0.75)
        self._logs(canvas, SOUTH, 1.2, rng, whole=True)
        self._logs(canvas, 0.0, 1.8, rng, whole=False)
        for _ in range(26):
            gx, gy = _px(SOUTH + 0.15 + rng.uniform(-0.1, 0.75), self.DEPTH - 0.3 - abs(rng.normal(0, 0.1)))
            canvas.drawCircle(gx, gy, rng.uniform(1.6, 3.2), fill(mix(GOLD, (1, 1, 0.8), 0.35)))

    def _logs(
        self, canvas: skia.Canvas, x0: float, half: float, rng: np.random.Generator, whole: bool
    ) -> None:
        """Walls and roof as log ends; the robbed chamber's have fallen in."""
        r = 0.17
        places = [(s * half, self.DEPTH - r - 2 * r * k) for s in (-1, 1) for k in range(4)]
        roof = np.arange(-half, half + 0.01, 2 * r)
        places += [(float(x), self.DEPTH - 9 * r) for x in roof]
        for k, (x, y) in enumerate(places):
            if not whole and k >= 8:
                if abs(x) < 0.75:
                    continue
                y += 0.25 * rng.uniform()
            if not whole and k in (3, 7):
                continue
            self._log(canvas, x0 + x, y, r, rng)
        if not whole:
            for x, y in ((-0.7, 2.05), (-0.25, 2.12), (0.42, 2.1), (0.1, 1.78), (0.95, 2.12)):
                self._log(canvas, x0 + x, y, r * 0.95, rng)

    @staticmethod
    def _log(canvas: skia.Canvas, x: float, y: float, r: float, rng: np.random.Generator) -> None:
        px, py = _px(x, y)
        canvas.save()
        canvas.translate(px, py)
        canvas.scale(SCALE * 1.0, SCALE * 1.0)
        canvas.drawCircle(0, 0, r, fill(mix(GROUND, BONE, 0.16)))
        canvas.drawCircle(0, 0, r, line(BONE, 0.07, 0.95))
        canvas.drawCircle(0, 0, r * 0.45, line(BONE, 0.035, 0.6))
        canvas.restore()


def _round(board: Board, place: tuple[float, float, float], seed: int, whole: bool) -> None:
    """One grave from above, in its round."""
    canvas, rng = board.canvas, np.random.default_rng(seed)
    x, y, r = place
    canvas.save()
    canvas.clipPath(circle(x, y, r), True)
    canvas.translate(x, y)
    canvas.scale(CLOSE, CLOSE)
    earth = circle(0, 0, r / CLOSE)
    hatched(canvas, earth, 0.55, 0.075, 0.015, fill(BONE, 0.3), rng, (0.1, 0.45), (0.05, 0.25))
    stippled(canvas, earth, 420, (0.007, 0.018), fill(BONE, 0.4), rng)
    Chamber(rng).draw(canvas, whole)
    if whole:
        vessels(canvas, rng)
        dead(canvas)
    canvas.restore()


def draw() -> Image.Image:
    """Draw the plate."""
    board = Board((0.5, 0.42))
    canvas = board.open()
    Cut(np.random.default_rng(60)).draw(canvas)
    veil = skia.Paint()
    veil.setShader(
        skia.GradientShader.MakeLinear(
            [skia.Point(0, TURF + 150), skia.Point(0, TURF + 480)],
            [colour(GROUND, 0.0).toColor(), colour(GROUND, 0.85).toColor()],
        )
    )
    canvas.drawRect(skia.Rect.MakeLTRB(0, TURF + 150, WIDTH, HEIGHT), veil)
    small = [(*_px(SOUTH, 1.25), 88.0), (*_px(0.0, 1.25), 104.0)]
    magnify(canvas, small[1], CENTRAL, BONE, 0.75)
    magnify(canvas, small[0], SIDE, GOLD)
    _round(board, SIDE, 15, whole=True)
    _round(board, CENTRAL, 16, whole=False)
    ring(canvas, SIDE, GOLD)
    ring(canvas, CENTRAL, BONE, 0.75)
    return board.finish()
