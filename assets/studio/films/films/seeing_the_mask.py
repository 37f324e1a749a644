"""Film: two goats and a bird make a snow leopard. Run: python -m films.seeing_the_mask --out FOLDER"""

from __future__ import annotations

import numpy as np
import skia

from films.cli import run
from films.core import (
    CINNABAR,
    GROUND,
    HEIGHT,
    WIDTH,
    Frame,
    colour,
    fill,
    line,
    mix,
    plate_edge,
    ramp,
    vignette,
    window,
)
from films.mask.animals import bird, ear_gap, eye_gap, goat
from films.mask.leopard import EYE, Leopard
from films.mask.metal import BODY, LIGHT
from films.pen import polygon, pts, spline

NAME = "seeing-the-mask"
SECONDS = 25.0
POSTER_AT = 13.4
SCALE = 1.22  # picture pixels per unit of the drawing
APART = 362.0  # how far a goat stands from its place in the mask


def together_at(t: float) -> float:
    """0 while the animals stand apart, 1 while they are the mask."""
    return ramp(t, 6.2, 9.3) * (1 - ramp(t, 21.2, 24.3))


def face_at(t: float) -> float:
    """How far the snow leopard has come out."""
    return ramp(t, 15.9, 18.3) * (1 - ramp(t, 19.8, 21.3))


class Film:
    """The drawn parts and their movement."""

    def __init__(self) -> None:
        self.head, self.horn = goat()
        self.wings, self.body = bird()
        self.leopard = Leopard(np.random.default_rng(3))
        self.ear, self.eye = ear_gap(), eye_gap()
        self.nose = polygon(
            spline(
                pts(
                    (0, -26),
                    (-38, -4),
                    (-58, 40),
                    (-50, 84),
                    (-24, 134),
                    (0, 158),
                    (24, 134),
                    (50, 84),
                    (58, 40),
                    (38, -4),
                ),
                closed=True,
            )
        )
        self.frame, self.shade = Frame(9), vignette(0.45)

    def render(self, t: float) -> np.ndarray:
        """The picture at t seconds."""
        canvas = self.frame.canvas
        canvas.clear(colour(GROUND))
        self._glow(canvas)
        joined, face = together_at(t), face_at(t)
        canvas.save()
        canvas.translate(WIDTH / 2, HEIGHT / 2 + 52)
        canvas.scale(SCALE, SCALE)
        metal = 1 - 0.93 * face
        self._gaps(canvas, t, joined, metal)
        for side, start in ((1, 0.5), (-1, 1.9)):
            self._goat(canvas, t, side, start, joined, metal)
        self._bird(canvas, t, joined, metal)
        self._nose(canvas, t, joined)
        self.leopard.draw(canvas, face)
        canvas.restore()
        plate_edge(canvas, 0.8)
        return self.frame.finish(self.shade * ramp(t, -0.6, 0.8))

    @staticmethod
    def _glow(canvas: skia.Canvas) -> None:
        paint = skia.Paint()
        paint.setShader(
            skia.GradientShader.MakeRadial(
                skia.Point(WIDTH / 2, HEIGHT / 2),
                900,
                [colour(mix(GROUND, BODY, 0.1)).toColor(), colour(GROUND).toColor()],
            )
        )
        canvas.drawPaint(paint)

    def _goat(
        self, canvas: skia.Canvas, t: float, side: int, start: float, joined: float, alpha: float
    ) -> None:
        away = 1 - joined
        canvas.save()
        canvas.scale(side, 1)
        canvas.translate(-APART * away, 30 * away - 30 * np.sin(np.pi * joined))
        canvas.translate(-170, -170)
        canvas.rotate(7 * away)
        canvas.translate(170, 170)
        drawn, gilt = ramp(t, start, start + 1.8), ramp(t, start + 1.5, start + 2.6)
        self.head.draw(canvas, drawn, gilt, alpha)
        self.horn.draw(canvas, ramp(t, start + 0.4, start + 2.0), gilt, alpha)
        canvas.restore()

    def _bird(self, canvas: skia.Canvas, t: float, joined: float, alpha: float) -> None:
        away = 1 - joined
        canvas.save()
        canvas.translate(0, 10 * away + 6 * np.sin(1.6 * t) * away + 14 * np.sin(np.pi * joined))
        drawn, gilt = ramp(t, 3.4, 5.4), ramp(t, 4.9, 6.0)
        self.wings.draw(canvas, drawn, gilt, alpha)
        self.body.draw(canvas, drawn, gilt, alpha)
        canvas.restore()

    def _gaps(self, canvas: skia.Canvas, t: float, joined: float, alpha: float) -> None:
        """Light in the gaps: first the ears, then the eyes. The gold lies over their edges."""
        ears = ramp(t, 9.4, 10.3) * (1 - 0.35 * ramp(t, 11.5, 12.4))
        eyes = ramp(t, 11.5, 12.5)
        leave = 1 - ramp(t, 20.9, 21.6)
        closed = ramp(joined, 0.96, 1.0)
        for side in (-1, 1):
            m = np.array([side, 1])
            canvas.drawPath(
                polygon(self.ear * m), fill(mix(GROUND, CINNABAR, 0.85), ears * leave * closed * alpha)
            )
            eye = polygon(self.eye * m)
            shown, x = eyes * leave * closed * alpha, -126 * side
            iris = skia.Paint(AntiAlias=True)
            iris.setShader(
                skia.GradientShader.MakeRadial(
                    skia.Point(x, -52),
                    120,
                    [
                        colour(c, shown).toColor()
                        for c in (EYE, EYE, mix(EYE, BODY, 0.7), mix(GROUND, BODY, 0.15))
                    ],
                    [0.0, 0.3, 0.6, 1.0],
                )
            )
            canvas.drawPath(eye, iris)
            canvas.drawCircle(x, -52, 24, fill(GROUND, shown))

    def _nose(self, canvas: skia.Canvas, t: float, joined: float) -> None:
        """The bird's back lights up as the nose."""
        shown = window(t, 13.7, 16.6, 0.8, 0.9)
        if shown <= 0:
            return
        canvas.drawPath(self.nose, fill(CINNABAR, 0.62 * shown * joined))
        canvas.drawPath(self.nose, line(LIGHT, 4.0, shown * joined))


if __name__ == "__main__":
    run(NAME, Film().render, SECONDS, POSTER_AT)
