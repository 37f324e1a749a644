"""Plate: a cut through Berel kurgan 11 and, magnified, what the ice kept.

The parts are those of the film "How the ice formed", put together anew; known and free is said there:
a mound of loose stones, a pit about 4 m deep, a larch chamber with its coffin, thirteen horses to the north
(right) in two tiers of seven and six, the lens of ice. South is left.
"""

from __future__ import annotations

import numpy as np
import skia
from films.core import BONE, FROST, GOLD, GROUND, colour, fill, line, mix
from films.ice.horses import Horses
from films.ice.ice import IceLens
from films.ice.landscape import Earth, Pit
from films.ice.plan import PIT_DEPTH
from films.ice.stones import Mound
from films.ice.tomb import Chamber
from films.pen import pts
from PIL import Image

from studio.plates.board import HEIGHT, WIDTH, Board, rounded
from studio.plates.hand import mountains, person, sky

OUTPUT = "content/berel/media/kurgan-11-cut.jpg"

SCALE, MIDDLE, TURF = 89.0, 1200.0, 480.0  # pixels a metre of the cut, its centre and the steppe's level
WINDOW = (112.0, 1000.0, 2288.0, 1706.0)  # the lower picture, in pixels
SMALL = (-4.75, 1.7, 5.05, 4.85)  # what it magnifies, in metres


class Tomb:
    """Ground, grave, mound and ice, in metres."""

    def __init__(self) -> None:
        seeds = iter(np.random.SeedSequence(11).spawn(8))

        def rng() -> np.random.Generator:
            return np.random.default_rng(next(seeds))

        self.earth, self.pit, self.chamber = Earth(rng()), Pit(rng()), Chamber(rng())
        self.horses, self.mound, self.ice = Horses(rng()), Mound(rng()), IceLens(rng())

    def draw(self, canvas: skia.Canvas, body: float) -> None:
        """Draw everything; `body` thickens or thins the ice."""
        self.earth.draw(canvas, PIT_DEPTH)
        self.pit.draw(canvas, PIT_DEPTH)
        self.chamber.draw(canvas, 1.0)
        self._gild(canvas)
        self.horses.draw(canvas, 1.0)
        self.mound.draw(canvas, 1.0)
        self.ice.draw(canvas, 1.02, body=body)

    def _gild(self, canvas: skia.Canvas) -> None:
        """The coffin's bird-griffins, bronze covered with gold."""
        coffin = self.chamber.coffin
        for side in (-1, 1):
            canvas.save()
            canvas.translate(coffin.x + side * 0.84, coffin.y - 0.24)
            canvas.scale(side, 1.0)
            canvas.drawPath(coffin.bird, fill(GOLD))
            canvas.drawPath(coffin.bird, line(mix(GOLD, BONE, 0.6), 0.014))
            canvas.restore()


def _whole(canvas: skia.Canvas, tomb: Tomb) -> None:
    """The upper picture: the kurgan in its valley."""
    sky(canvas, (40, 60, WIDTH - 40, TURF), 0.2, 4)
    far = pts(
        (-60, 250), (180, 150), (380, 240), (620, 110), (820, 215), (1040, 165), (1290, 250), (1500, 120)
    )
    far = np.vstack([far, pts((1700, 210), (1930, 130), (2160, 235), (2460, 180))])
    mountains(canvas, far, TURF, 8, BONE, 0.5, 41)
    canvas.save()
    canvas.translate(MIDDLE, TURF)
    canvas.scale(SCALE, SCALE)
    tomb.draw(canvas, 0.9)
    person(canvas, 12.35, 0.0, 1.7)
    canvas.restore()
    veil = skia.Paint()
    veil.setShader(
        skia.GradientShader.MakeLinear(
            [skia.Point(0, TURF + 4.0 * SCALE), skia.Point(0, TURF + 5.6 * SCALE)],
            [colour(GROUND, 0.0).toColor(), colour(GROUND, 1.0).toColor()],
        )
    )
    canvas.drawRect(skia.Rect.MakeLTRB(0, TURF + 4.0 * SCALE, WIDTH, HEIGHT), veil)


def draw() -> Image.Image:
    """Draw the plate."""
    board = Board((0.5, 0.6))
    canvas = board.open()
    tomb = Tomb()
    _whole(canvas, tomb)
    x0, y0, x1, y1 = WINDOW
    a0, b0, a1, b1 = SMALL
    u0, v0, u1, v1 = MIDDLE + a0 * SCALE, TURF + b0 * SCALE, MIDDLE + a1 * SCALE, TURF + b1 * SCALE
    for p in ((u0, v1, x0, y0), (u1, v1, x1, y0)):
        canvas.drawLine(*p, line(FROST, 3.0, 0.5))
    canvas.drawPath(rounded(u0, v0, u1, v1, 40), line(GROUND, 12, 0.8))
    canvas.drawPath(rounded(u0, v0, u1, v1, 40), line(FROST, 4.5, 0.85))
    frame = rounded(x0, y0, x1, y1, 90)
    canvas.save()
    canvas.clipPath(frame, True)
    canvas.drawColor(colour(GROUND))
    close = (x1 - x0) / (a1 - a0)
    canvas.translate(x0, y0)
    canvas.scale(close, close)
    canvas.translate(-a0, -b0)
    tomb.draw(canvas, 0.7)
    canvas.restore()
    canvas.drawPath(frame, line(FROST, 6.0, 0.85))
    canvas.drawPath(rounded(x0 - 12, y0 - 12, x1 + 12, y1 + 12, 100), line(FROST, 1.6, 0.45))
    return board.finish()
