"""The plate itself: its ground, its edge, its magnifying rounds, and the way to a finished picture."""

from __future__ import annotations

import math

import numpy as np
import skia
from films.core import BONE, GROUND, Rgb, colour, fill, line, mix
from PIL import Image

WIDTH, HEIGHT = 2400, 1800
EDGE = 48  # the inner rule of the plate's edge, in pixels from the border


class Board:
    """A drawing surface of WIDTH x HEIGHT pixels, warm near-black, a little lighter round `light`."""

    def __init__(self, light: tuple[float, float] = (0.5, 0.5), warmth: Rgb = BONE) -> None:
        self.pixels = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
        self.surface = skia.Surface(self.pixels)
        self.canvas: skia.Canvas = self.surface.getCanvas()
        self.canvas.clear(colour(GROUND))
        glow = skia.Paint()
        glow.setShader(
            skia.GradientShader.MakeRadial(
                skia.Point(light[0] * WIDTH, light[1] * HEIGHT),
                1300,
                [colour(mix(GROUND, warmth, 0.075)).toColor(), colour(GROUND).toColor()],
            )
        )
        self.canvas.drawPaint(glow)

    def open(self) -> skia.Canvas:
        """The canvas, kept inside the plate's edge."""
        self.canvas.save()
        self.canvas.clipRect(skia.Rect.MakeLTRB(EDGE, EDGE, WIDTH - EDGE, HEIGHT - EDGE))
        return self.canvas

    def finish(self) -> Image.Image:
        """Draw the edge and return the picture: darker at the corners, dithered against banding."""
        self.canvas.restore()
        for inset, width, alpha in ((38, 2.6, 0.42), (EDGE, 1.2, 0.3)):
            rect = skia.Rect.MakeLTRB(inset, inset, WIDTH - inset, HEIGHT - inset)
            self.canvas.drawRect(rect, line(BONE, width, alpha))
        self.surface.flushAndSubmit()
        y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
        r = np.hypot((x / WIDTH - 0.5) * 1.4, (y / HEIGHT - 0.5) * 1.35)
        shade = np.clip((r - 0.45) / 0.75, 0, 1)
        shade = 1 - 0.4 * shade * shade * (3 - 2 * shade)
        dither = np.random.default_rng(1).uniform(0, 1, (HEIGHT, WIDTH, 1))
        picture = np.clip(self.pixels[..., :3] * shade[..., None] + dither, 0, 255)
        return Image.fromarray(picture.astype(np.uint8))


def circle(x: float, y: float, r: float) -> skia.Path:
    """A round as a path."""
    path = skia.Path()
    path.addCircle(x, y, r)
    return path


def rounded(x0: float, y0: float, x1: float, y1: float, r: float) -> skia.Path:
    """A rectangle with round corners as a path."""
    path = skia.Path()
    path.addRoundRect(skia.Rect.MakeLTRB(x0, y0, x1, y1), r, r)
    return path


def magnify(
    canvas: skia.Canvas,
    small: tuple[float, float, float],
    large: tuple[float, float, float],
    tint: Rgb,
    alpha: float = 0.9,
) -> None:
    """Two rings (x, y, radius) and the tangents between them: the large one shows what the small one holds.

    The inside of the large ring is cleared to the plate's ground.
    """
    (x0, y0, r0), (x1, y1, r1) = small, large
    along, apart = math.atan2(y1 - y0, x1 - x0), math.hypot(x1 - x0, y1 - y0)
    lean = math.acos((r0 - r1) / apart)
    for side in (-1, 1):
        a = along + side * lean
        dx, dy = math.cos(a), math.sin(a)
        paint = line(tint, 3.0, 0.55 * alpha)
        canvas.drawLine(x0 + r0 * dx, y0 + r0 * dy, x1 + r1 * dx, y1 + r1 * dy, paint)
    canvas.drawCircle(x0, y0, r0, line(GROUND, 12, 0.8))
    canvas.drawCircle(x0, y0, r0, line(tint, 5.0, alpha))
    canvas.drawCircle(x1, y1, r1 + 16, fill(GROUND))
    canvas.drawCircle(x1, y1, r1 + 12, line(tint, 1.6, 0.5 * alpha))


def ring(canvas: skia.Canvas, large: tuple[float, float, float], tint: Rgb, alpha: float = 0.9) -> None:
    """The rim of a magnified round, drawn after its contents."""
    canvas.drawCircle(large[0], large[1], large[2], line(tint, 6.0, alpha))


def chevron(canvas: skia.Canvas, x: float, y: float, size: float, tint: Rgb, turn: float = 0.0) -> None:
    """The sign for "then": a pair of angle strokes pointing right, or turned by `turn` degrees."""
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(turn)
    for k, alpha in ((-0.32, 0.45), (0.32, 0.95)):
        path = skia.Path()
        path.moveTo(size * (k - 0.25), -size * 0.6)
        path.lineTo(size * (k + 0.25), 0)
        path.lineTo(size * (k - 0.25), size * 0.6)
        canvas.drawPath(path, line(tint, size * 0.13, alpha))
    canvas.restore()


def dashed(tint: Rgb, width: float, dash: float, alpha: float = 1.0) -> skia.Paint:
    """A broken line: what is not certain."""
    paint = line(tint, width, alpha)
    paint.setPathEffect(skia.DashPathEffect.Make([dash, dash * 0.9], 0))
    return paint
