"""Plate: how plaques were sewn: front, back with loops, a cut through cloth and stitch, a cloth full of gold.

Known: hundreds of near-alike plaques; gold loops soldered on the back for sewing; sewn on clothing they
made "a shimmering outfit". Drawn freely: number and place of the loops, the stitch, cloth, thread, needle.
The plaque is the one of the film "Seeing the mask", a reconstruction and not a copy.
"""

from __future__ import annotations

import numpy as np
import skia
from films.core import BONE, colour, fill, line, mix
from films.mask.animals import bird, goat
from films.mask.metal import BODY, DARK, DEEP, LIGHT
from films.pen import Layer, polygon, polyline, pts, spline, wavy
from PIL import Image

from studio.plates.board import WIDTH, Board, circle, magnify, ring
from studio.plates.hand import glow
from studio.plates.stitch import CLOTH, GREEN, cut, wire

OUTPUT = "content/saka/media/how-plaques-were-sewn.jpg"

STITCH = (1842.0, 560.0, 432.0)  # the round with the cut, in pixels
LOOPS = ((-244, 26), (244, 26), (0, 166))  # on the back of the plaque, in the mask's units
PITCH_X, PITCH_Y, SMALL = 228.0, 190.0, 0.335  # the rows on the cloth
CLOTH_TOP = 1076.0


class Mask:
    """The plaque, seen from the front or from behind."""

    def __init__(self) -> None:
        self.head, self.horn = goat()
        self.wings, self.body = bird()
        whole = skia.Path(self.wings.path)
        for side in (-1, 1):
            for sheet in (self.head, self.horn):
                turned = skia.Path(sheet.path)
                turned.transform(skia.Matrix.Scale(side, 1))
                whole = skia.Op(whole, turned, skia.PathOp.kUnion_PathOp)
        self.whole = skia.Op(whole, self.body.path, skia.PathOp.kUnion_PathOp)

    def front(self, canvas: skia.Canvas) -> None:
        """The chased side."""
        for side in (1, -1):
            canvas.save()
            canvas.scale(side, 1)
            self.head.draw(canvas, 1.0, 1.0)
            self.horn.draw(canvas, 1.0, 1.0)
            canvas.restore()
        self.wings.draw(canvas, 1.0, 1.0)
        self.body.draw(canvas, 1.0, 1.0)

    def back(self, canvas: skia.Canvas, rng: np.random.Generator) -> None:
        """The hollow side with its loops."""
        shadow = fill((0, 0, 0), 0.55)
        shadow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 7))
        canvas.save()
        canvas.translate(4, 7)
        canvas.drawPath(self.whole, shadow)
        canvas.restore()
        sheet = skia.Paint(AntiAlias=True)
        sheet.setShader(
            skia.GradientShader.MakeLinear(
                [skia.Point(-320, -360), skia.Point(320, 260)],
                [
                    colour(c).toColor()
                    for c in (mix(DEEP, DARK, 0.45), mix(BODY, DEEP, 0.45), mix(DEEP, DARK, 0.2))
                ],
                [0.0, 0.55, 1.0],
            )
        )
        canvas.drawPath(self.whole, sheet)
        canvas.save()
        canvas.clipPath(self.whole, True)
        for part in (self.wings, self.body):  # the relief of the front, hollow from behind
            hollow = line(DARK, 26, 0.5)
            hollow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 12))
            canvas.drawPath(part.path, hollow)
        for side in (-1, 1):
            canvas.save()
            canvas.scale(side, 1)
            for part in (self.head, self.horn):
                hollow = line(DARK, 26, 0.5)
                hollow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 12))
                canvas.drawPath(part.path, hollow)
            canvas.restore()
        scratches = Layer()
        for _ in range(150):  # file marks
            x, y = rng.uniform(-330, 330), rng.uniform(-380, 250)
            run, turn = rng.uniform(20, 70), rng.normal(0.6, 0.35)
            p = pts((x, y), (x + run * np.cos(turn), y + run * np.sin(turn)))
            scratches.stroke(wavy(p, 0.6, rng, 8), 1.5)
        scratches.draw(canvas, fill(LIGHT, 0.28))
        canvas.restore()
        canvas.drawPath(self.whole, line(mix(LIGHT, BODY, 0.35), 4.5))
        for x, y in LOOPS:
            _loop(canvas, x, y, 50)


def _loop(canvas: skia.Canvas, x: float, y: float, size: float) -> None:
    """A loop of wire standing on the back, soldered at both feet."""
    s = size
    canvas.save()
    canvas.translate(x, y)
    shade = line((0, 0, 0), s * 0.3, 0.55)
    shade.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, s * 0.1))
    arch = polyline(
        spline(pts((-s, 0), (-s * 0.9, -s * 0.55), (0, -s * 0.85), (s * 0.9, -s * 0.55), (s, 0)), n=10)
    )
    canvas.save()
    canvas.translate(s * 0.12, s * 0.3)
    canvas.drawPath(arch, shade)
    canvas.restore()
    for side in (-1, 1):
        canvas.drawOval(
            skia.Rect.MakeLTRB(side * s - s * 0.34, -s * 0.14, side * s + s * 0.34, s * 0.26), fill(DARK)
        )
        canvas.drawOval(
            skia.Rect.MakeLTRB(side * s - s * 0.28, -s * 0.14, side * s + s * 0.28, s * 0.18), fill(BODY)
        )
    wire(canvas, arch, s * 0.27)
    canvas.restore()


def _turning(canvas: skia.Canvas, x: float, y: float) -> None:
    """The sign for "turned over": a bow from one side to the other, with a point."""
    arc = spline(
        pts((x - 200, y - 36), (x - 110, y + 14), (x, y + 30), (x + 110, y + 14), (x + 186, y - 26)), n=16
    )
    bow = Layer()
    bow.stroke(arc, 12, (0.7, 0.0))
    bow.draw(canvas, fill(GREEN, 0.95))
    head = pts((x + 212, y - 44), (x + 184, y + 6), (x + 158, y - 36))
    canvas.drawPath(polygon(head), fill(GREEN, 0.95))


def _garment(canvas: skia.Canvas, mask: Mask, rng: np.random.Generator) -> tuple[float, float]:
    """The cloth with its rows; returns the place of the plaque that the round magnifies."""
    x = np.linspace(-20, WIDTH + 20, 260)
    fold = np.sin(x / 173.0) + 0.45 * np.sin(x / 71.0 + 1.1)
    edge = np.stack([x, CLOTH_TOP + 12 * fold], 1)
    cloth = polygon(np.vstack([edge, pts((WIDTH + 20, 1830), (-20, 1830))]))
    canvas.save()
    canvas.clipPath(cloth, True)
    canvas.drawColor(colour(CLOTH))
    shades = skia.GradientShader.MakeLinear(
        [skia.Point(-20, 0), skia.Point(WIDTH + 20, 0)],
        [colour((0, 0, 0), float(np.clip(0.34 - 0.24 * f, 0, 0.75))).toColor() for f in fold[::5]],
        [float(k) / (len(fold[::5]) - 1) for k in range(len(fold[::5]))],
    )
    weave = Layer()
    for y in np.arange(CLOTH_TOP - 20, 1780, 9.0):
        at = rng.uniform(-60, 0)
        while at < WIDTH:
            end = at + rng.uniform(60, 400)
            p = np.stack([np.linspace(at, end, 12), np.full(12, y)], 1)
            p[:, 1] += 12 * np.interp(p[:, 0], x, fold)
            weave.stroke(p, 1.9, (0.2, 0.2))
            at = end + rng.uniform(2, 26)
    weave.draw(canvas, fill(GREEN, 0.2))
    canvas.drawPaint(skia.Paint(Shader=shades))
    canvas.restore()
    hem = Layer()
    for i in range(0, len(edge) - 8, 7):
        hem.stroke(edge[i : i + 9], 7, (0.1, 0.1))
    hem.draw(canvas, fill(mix(GREEN, BONE, 0.3), 0.9))
    chosen = (0.0, 0.0)
    for row in range(4):
        for k in range(-1, 12):
            px = 118 + PITCH_X * (k + (0.5 if row % 2 else 0.0))
            if row == 0 and px > 1960:  # not sewn yet
                continue
            f = float(np.interp(px, x, fold))
            py = CLOTH_TOP + 128 + PITCH_Y * row + 12 * f
            canvas.save()
            canvas.translate(px, py)
            canvas.scale(SMALL * (1 - 0.05 * abs(f - 0.3)), SMALL)
            canvas.rotate(float(rng.normal(0, 1.2)))
            mask.front(canvas)
            canvas.restore()
            shine = float(np.clip(f, 0, 1.4)) / 1.4
            if shine > 0.45:
                glow(canvas, px - 20, py - 30, 130, LIGHT, 0.26 * shine)
            else:
                glow(canvas, px, py, 140, (0, 0, 0), 0.34 * (1 - shine))
            if row == 0 and k == 8:
                chosen = (px, py)
    last = 118 + PITCH_X * 9
    for dx, dy in ((-66, -28), (66, -28), (0, 60)):  # where the next one will be fastened
        canvas.drawCircle(last + dx, CLOTH_TOP + 128 + dy, 6.5, fill(mix(CLOTH, (0, 0, 0), 0.75)))
    return chosen


def draw() -> Image.Image:
    """Draw the plate."""
    board = Board((0.4, 0.3), BODY)
    canvas, rng, mask = board.open(), np.random.default_rng(153), Mask()
    for x, draw_side in ((432.0, mask.front), (1078.0, lambda c: mask.back(c, rng))):
        canvas.save()
        canvas.translate(x, 540)
        canvas.scale(0.88, 0.88)
        draw_side(canvas)
        canvas.restore()
    _turning(canvas, 755, 862)
    px, py = _garment(canvas, mask, rng)
    magnify(canvas, (px, py, 104.0), STITCH, GREEN)
    canvas.save()
    canvas.clipPath(circle(*STITCH), True)
    canvas.translate(STITCH[0] + 22, STITCH[1] - 42)
    canvas.scale(1.12, 1.12)
    glow(canvas, 0, -60, 520, BODY, 0.1)
    cut(canvas)
    canvas.restore()
    ring(canvas, STITCH, GREEN)
    return board.finish()
