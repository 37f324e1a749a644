"""The two graves of the Issyk kurgan from above, in metres: x to the north, y to the east (down)."""

from __future__ import annotations

import numpy as np
import skia
from films.core import BONE, FROST, GOLD, GROUND, colour, fill, line, mix, rgb
from films.costume import cut as costume
from films.costume.gold import ARROW, placed, plaque
from films.ice.tomb import LongLog
from films.pen import Layer, polygon, polyline, pts, spline, tremor, wavy

from studio.plates.board import dashed
from studio.plates.hand import glow, hatched, stippled

LEATHER = mix(GROUND, rgb("#7c2f22"), 0.75)


class Chamber:
    """A log chamber from above, in metres; x to the north, y to the east (down)."""

    HALF_X, HALF_Y, LOG = 0.98, 1.42, 0.262

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def draw(self, canvas: skia.Canvas, whole: bool) -> None:
        """Draw floor and frame; `whole` is the untouched side grave, else the robbed one."""
        rng, hx, hy = self.rng, self.HALF_X, self.HALF_Y
        pit = spline(
            pts(
                (-1.3, -1.75),
                (0, -1.8),
                (1.32, -1.74),
                (1.36, 0),
                (1.31, 1.76),
                (0, 1.8),
                (-1.33, 1.75),
                (-1.36, 0),
            ),
            closed=True,
            n=10,
        )
        pit = pit + 0.012 * rng.normal(0, 1, pit.shape)
        canvas.drawPath(polygon(pit), fill(mix(GROUND, (0, 0, 0), 0.45)))
        hatched(canvas, polygon(pit), 1.25, 0.07, 0.013, fill(BONE, 0.3), rng, (0.2, 0.7), (0.03, 0.2))
        canvas.drawPath(polygon(pit), line(BONE, 0.028, 0.85))
        floor = skia.Rect.MakeLTRB(-hx, -hy, hx, hy)
        canvas.drawRect(floor, fill(mix(GROUND, rgb("#9a7448"), 0.14)))
        self._timbers(canvas, whole)
        if not whole:
            self._spoil(canvas)
        self._frame(canvas, whole)

    def _timbers(self, canvas: skia.Canvas, whole: bool) -> None:
        """The floor of squared timbers, running along the chamber."""
        rng, n = self.rng, 9
        width = 2 * self.HALF_X / n
        for k in range(n):
            x = -self.HALF_X + width * (k + 0.5)
            y0, y1, shift = -self.HALF_Y, self.HALF_Y, 0.0
            if not whole:
                if k in (3, 4):
                    y1 = rng.uniform(-0.9, -0.5)
                elif k == 5:
                    y0 = 0.55
                shift = rng.normal(0, 0.012)
            canvas.save()
            canvas.translate(x + shift, 0)
            canvas.rotate(0 if whole else rng.normal(0, 1.0))
            box = skia.Rect.MakeLTRB(-width * 0.46, y0, width * 0.46, y1)
            canvas.drawRect(box, fill(mix(GROUND, rgb("#a98455"), 0.2)))
            grain = Layer()
            for _ in range(9):
                gx, gy = rng.uniform(-width * 0.4, width * 0.4), rng.uniform(y0, y1)
                end = min(y1 - 0.02, gy + rng.uniform(0.2, 0.7))
                if end - gy > 0.08:
                    grain.stroke(wavy(pts((gx, gy), (gx, end)), 0.004, rng, 0.08), 0.009)
            grain.draw(canvas, fill(BONE, 0.42))
            canvas.drawRect(box, line(BONE, 0.012, 0.6))
            canvas.restore()

    def _frame(self, canvas: skia.Canvas, whole: bool) -> None:
        """The uppermost logs of the four walls, notched into each other."""
        rng, out, half = self.rng, 0.3, self.LOG / 2
        for y in (-self.HALF_Y - half, self.HALF_Y + half):
            self._log(canvas, 0, y, self.HALF_X + out, 0.0 if whole else rng.normal(0, 1.5))
        for side in (-1, 1):
            x = side * (self.HALF_X + half)
            if whole or side < 0:
                self._log(canvas, x, 0, self.HALF_Y + out, 90.0 if whole else 91.2)
            else:  # hacked through
                self._log(canvas, x + 0.02, -0.98, 0.72, 88.0)
                self._log(canvas, x - 0.16, 1.05, 0.66, 101.0)
        if not whole:
            self._log(canvas, -0.1, 0.78, 0.78, 24.0)
            self._log(canvas, 0.05, -0.95, 0.62, -38.0)

    def _log(self, canvas: skia.Canvas, x: float, y: float, half: float, turn: float) -> None:
        canvas.save()
        canvas.translate(x, y)
        canvas.rotate(turn)
        log = LongLog(-half, half, 0.0, self.rng)
        canvas.drawPath(log.body, fill(mix(GROUND, rgb("#b08a5a"), 0.3)))
        shade = skia.Paint()
        edge = self.LOG / 2
        shade.setShader(
            skia.GradientShader.MakeLinear(
                [skia.Point(0, -edge), skia.Point(0, edge)],
                [colour(GROUND, a).toColor() for a in (0.55, 0.0, 0.0, 0.6)],
                [0.0, 0.35, 0.55, 1.0],
            )
        )
        canvas.drawPath(log.body, shade)
        log.marks.draw(canvas, fill(BONE, 0.8))
        canvas.drawPath(log.body, line(BONE, 0.022, 0.95))
        canvas.restore()

    def _spoil(self, canvas: skia.Canvas) -> None:
        """The robbers' hole, the earth they threw about, and what they dropped."""
        rng = self.rng
        a = np.linspace(0, 2 * np.pi, 60)[:-1]
        wob = 1 + 0.1 * tremor(59, rng, 6)
        hole = np.stack([0.08 + 0.58 * np.cos(a) * wob, -0.12 + 0.66 * np.sin(a) * wob], 1)
        heap = np.stack([0.05 + 1.0 * np.cos(a) * wob[::-1], -0.08 + 1.2 * np.sin(a) * wob[::-1]], 1)
        canvas.drawPath(polygon(heap), fill(mix(GROUND, rgb("#8a5a34"), 0.16), 0.85))
        stippled(canvas, polygon(heap), 900, (0.006, 0.017), fill(BONE, 0.6), rng)
        dark = skia.Paint(AntiAlias=True)
        dark.setShader(
            skia.GradientShader.MakeRadial(
                skia.Point(0.08, -0.12),
                0.72,
                [colour((0, 0, 0), 1).toColor(), colour((0, 0, 0), 0.8).toColor()],
            )
        )
        canvas.drawPath(polygon(hole), dark)
        rim = Layer()
        closed = np.vstack([hole, hole[:2]])
        for u in np.arange(0, 59, 1):
            p = closed[int(u)]
            inward = np.array([0.08, -0.12]) - p
            rim.stroke(np.stack([p, p + inward * rng.uniform(0.1, 0.38)]), 0.018, (0.0, 0.7))
        rim.draw(canvas, fill(BONE, 0.7))
        canvas.drawPath(polygon(hole), line(BONE, 0.022, 0.9))
        for x, y, r in ((-0.78, 1.05, 0.1), (-0.6, -1.15, 0.085), (0.72, 0.95, 0.075), (-0.84, 0.2, 0.06)):
            b = np.linspace(rng.uniform(0, 6), rng.uniform(0, 6) + 3.6, 20)
            shard = np.stack([x + r * np.cos(b), y + r * np.sin(b)], 1)
            canvas.drawPath(polygon(shard), fill(mix(GROUND, BONE, 0.4)))
            canvas.drawPath(polygon(shard), line(BONE, 0.018, 0.95))


def vessels(canvas: skia.Canvas, rng: np.random.Generator) -> None:
    """Thirty-one vessels along the southern (left) and western (upper) walls, from above."""
    clay, wood, silver, bronze = rgb("#b7794d"), rgb("#8d6238"), FROST, rgb("#7fa184")
    south: list[tuple[float, float, str]] = []
    kinds = [
        "dish",
        "jug",
        "bowl",
        "jug",
        "bowl",
        "dish",
        "jug",
        "bowl",
        "jug",
        "bowl",
        "dish",
        "jug",
        "bowl",
    ]
    for k, y in enumerate(np.linspace(-0.85, 1.27, 13)):
        south.append((-0.85, float(y), kinds[k]))
    for k, y in enumerate(np.linspace(-0.82, 1.25, 11)):
        south.append((-0.62 + 0.015 * (-1) ** k, float(y), ("bowl", "wood", "jug", "wood", "bowl")[k % 5]))
    west = [(-0.85, -1.24, "jug"), (-0.63, -1.26, "silver"), (-0.44, -1.28, "silver"), (-0.86, -1.04, "wood")]
    west += [(-0.63, -1.04, "bowl"), (-0.25, -1.27, "bronze"), (-0.43, -1.08, "wood")]
    for x, y, kind in (*south, *west):
        r = {"jug": 0.1, "bowl": 0.085, "wood": 0.092, "silver": 0.07, "bronze": 0.09, "dish": 0.1}[kind]
        r *= rng.uniform(0.9, 1.08)
        x, y = x + rng.normal(0, 0.012), y + rng.normal(0, 0.012)
        tone = {"silver": silver, "bronze": bronze, "wood": wood, "dish": wood}.get(kind, clay)
        canvas.drawCircle(x + 0.014, y + 0.02, r, fill((0, 0, 0), 0.6))
        if kind == "dish":
            box = skia.Rect.MakeLTRB(x - r * 1.0, y - r * 0.72, x + r * 1.0, y + r * 0.72)
            canvas.drawRoundRect(box, 0.03, 0.03, fill(mix(GROUND, tone, 0.8)))
            canvas.drawRoundRect(box, 0.03, 0.03, line(BONE, 0.015, 0.95))
            box.inset(0.028, 0.028)
            canvas.drawRoundRect(box, 0.02, 0.02, line(BONE, 0.009, 0.7))
            continue
        canvas.drawCircle(x, y, r, fill(mix(GROUND, tone, 0.8)))
        canvas.drawCircle(x, y, r, line(BONE, 0.015, 0.95))
        inner = r * (0.42 if kind == "jug" else 0.76)
        canvas.drawCircle(x, y, inner, fill(mix(GROUND, tone, 0.3)))
        canvas.drawCircle(x, y, inner, line(BONE, 0.01, 0.85))
        if kind == "jug":
            canvas.drawArc(
                skia.Rect.MakeLTRB(x + r * 0.6, y - r * 0.4, x + r * 1.45, y + r * 0.4),
                -120,
                240,
                False,
                line(BONE, 0.017, 0.95),
            )


def dead(canvas: skia.Canvas) -> None:
    """The one who lay here, as the gold shows it: ornaments in the shape of a dress, no face."""
    canvas.save()
    canvas.translate(0.4, -1.3)
    canvas.scale(1.06, 1.06)
    glow(canvas, 0.0, 1.2, 1.1, GOLD, 0.22)
    cloth = [costume.LEG, costume.LEG * [-1, 1], costume.BOOT, costume.BOOT * [-1, 1], costume.CAFTAN]
    for part in cloth:
        canvas.drawPath(polygon(part), fill(LEATHER))
    canvas.drawPath(polygon(costume.HEADDRESS), fill(LEATHER, 0.45))
    canvas.drawPath(polygon(costume.HEADDRESS), dashed(BONE, 0.009, 0.026, 0.8))
    canvas.drawPath(polygon(costume.FACE), fill(mix(GROUND, rgb("#b98c66"), 0.7)))
    for side in (-1, 1):
        canvas.drawPath(polygon(costume.HAND * [side, 1]), fill(mix(GROUND, rgb("#b98c66"), 0.7)))
    canvas.drawPath(polygon(costume.SWORD), fill(mix(GROUND, FROST, 0.55)))
    canvas.drawPath(polygon(costume.SWORD), line(BONE, 0.012, 0.9))
    for piece in costume.pieces():
        plaque(
            canvas,
            placed(
                piece.shape,
                piece.x,
                piece.y,
                piece.size * (1.15 if piece.shape is ARROW else 1.0),
                piece.turn,
            ),
        )
    plaque(canvas, costume.DAGGER)
    canvas.drawPath(polyline(costume.TORQUE), line(mix(GOLD, (1, 1, 0.8), 0.25), 0.026))
    canvas.restore()
