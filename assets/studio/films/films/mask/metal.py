"""Flat gold: a shape that can be drawn as a growing line and as a chased sheet."""

from __future__ import annotations

import numpy as np
import skia

from films.core import clamp, colour, fill, line, mix, rgb
from films.pen import Layer, Points, lengths, part, polygon, polyline

LIGHT, BODY, DEEP = rgb("#f6dc93"), rgb("#d8a544"), rgb("#8c5a1c")
DARK = rgb("#2a1a0a")


def _gradient(bounds: skia.Rect, alpha: float) -> skia.Shader:
    """Light from the upper left."""
    return skia.GradientShader.MakeLinear(
        [skia.Point(bounds.left(), bounds.top()), skia.Point(bounds.right(), bounds.bottom())],
        [colour(c, alpha).toColor() for c in (LIGHT, BODY, mix(BODY, DEEP, 0.55))],
        [0.0, 0.5, 1.0],
    )


class Sheet:
    """One shape of sheet gold with chased lines."""

    def __init__(self, outline: Points, chased: Layer, holes: list[Points] | None = None) -> None:
        self.outline = np.vstack([outline, outline[:1]])
        self.path = polygon(outline)
        for hole in holes or []:
            self.path.addPoly([skia.Point(float(x), float(y)) for x, y in hole], True)
            self.path.setFillType(skia.PathFillType.kEvenOdd)
        self.chased = chased
        self.length = lengths(self.outline)[-1]
        self.shader_box = self.path.getBounds()

    def draw(self, canvas: skia.Canvas, drawn: float, gilt: float, alpha: float = 1.0) -> None:
        """`drawn`: how much of the outline is there; `gilt`: how far the gold has filled it."""
        if alpha <= 0 or drawn <= 0:
            return
        if gilt > 0:
            shadow = fill((0, 0, 0), 0.55 * gilt * alpha)
            shadow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 7))
            canvas.save()
            canvas.translate(4, 7)
            canvas.drawPath(self.path, shadow)
            canvas.restore()
            canvas.drawPath(
                self.path, skia.Paint(Shader=_gradient(self.shader_box, gilt * alpha), AntiAlias=True)
            )
            self._bevel(canvas, gilt * alpha)
            self.chased.draw(canvas, fill(DARK, 0.86 * gilt * alpha))
            canvas.save()
            canvas.translate(0.9, 1.3)
            self.chased.draw(canvas, fill(LIGHT, 0.16 * gilt * alpha))
            canvas.restore()
        run = self.outline if drawn >= 1 else part(self.outline, 0, self.length * drawn)
        canvas.drawPath(polyline(run), line(mix(LIGHT, BODY, 0.25), 2.4, alpha))
        if gilt < 1:
            self.chased.draw(canvas, fill(LIGHT, 0.8 * clamp(drawn * 3 - 2) * (1 - gilt) * alpha))

    def _bevel(self, canvas: skia.Canvas, alpha: float) -> None:
        """A light lip on the upper left and a dark one on the lower right, inside the edge."""
        canvas.save()
        canvas.clipPath(self.path, True)
        for shift, tone, a in ((-5.0, DEEP, 0.75), (5.0, LIGHT, 0.8)):
            lip = line(tone, 9, a * alpha)
            lip.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 3.2))
            canvas.save()
            canvas.translate(shift * 0.6, shift)
            canvas.drawPath(self.path, lip)
            canvas.restore()
        canvas.restore()
