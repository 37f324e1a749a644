"""Parts of animals for reliefs: heads and feet, drawn once and used by many pieces.

All are drawn facing right, in the coordinates of a `Pen`.
"""

from __future__ import annotations

import numpy as np

from .curves import Shape, Stroke, brush, ellipse, ring, spiral, spline, stations
from .pen import Pen


def deer_head(pen: Pen, stone: float | None = None) -> None:
    """A deer's head, eye at the origin, about 310 long; the ear may hold a stone."""
    ear = [(-52, 2), (-96, -34), (-160, -40), (-236, -4), (-174, 28), (-104, 42), (-56, 34)]
    head = [
        (-98, 4),
        (-84, -50),
        (-36, -76),
        (22, -70),
        (84, -44),
        (146, -26),
        (190, -20),
        (212, 0),
        (214, 26),
        (196, 48),
        (182, 62),
        (146, 64),
        (96, 68),
        (54, 92),
        (8, 116),
        (-46, 112),
        (-88, 72),
    ]
    pen.body(head, 46, power=0.42, base=30, step=10, groove=15, groove_width=11)
    pen.body(ear, 20, corners=(3,), step=12, base=20)
    inner = spline([(-84, 2), (-110, -18), (-156, -20), (-206, -2), (-160, 14), (-108, 24)], True, (3,))
    if stone is None:
        pen.outline(inner, 7, 3.5)
        pen.line([(-96, 8), (-140, 4), (-186, 0)], 5, 4)
    else:
        pen.inlay(inner, stone, 6)
    pen.body(
        [(-50, -4), (-30, -36), (6, -42), (40, -22), (74, 10), (36, 32), (-8, 40), (-40, 26)],
        6,
        corners=(0, 4),
        step=3,
        smoothing=16,
        groove=7,
        groove_width=6,
    )
    pen.eye((0, 0), 26, 8, pupil=0.42)
    pen.line([(-60, 86), (-18, 82), (22, 66), (46, 36)], 8, 6)
    pen.line([(210, 34), (176, 32), (136, 36), (102, 52)], 9, 4.5)
    pen.line(spiral((186, 2), 12, 4, -200, 110), 8, 3.6, taper=False, raw=True)
    pen.line(ring(ellipse((181, 3), 22, 17, 20)), 3, 3, taper=False, raw=True)
    pen.line([(46, -34), (98, -16), (150, -4)], 6, 5)


def standing_hoof(pen: Pen) -> None:
    """A cloven hoof that stands on its tip: fetlock at the origin, tip 130 below, toe to the right."""
    pen.body([(-30, -8), (-42, 22), (-26, 40), (4, 30), (24, 10), (28, -10)], 24, base=10)
    pen.body(
        [(-26, 26), (-30, 58), (-12, 100), (16, 138), (34, 116), (40, 74), (32, 30), (4, 20)],
        32,
        corners=(3,),
        base=12,
        groove=10,
    )
    pen.line([(2, 42), (6, 82), (16, 124)], 8, 4.5)
    pen.line([(-26, 28), (2, 34), (30, 26)], 6, 4)


def ram_head(pen: Pen) -> Shape:
    """An argali's head, eye at the origin, about 300 long; the horn is laid by `ram_horn`."""
    head = [
        (-94, 16),
        (-84, -44),
        (-40, -78),
        (20, -84),
        (76, -62),
        (128, -26),
        (170, 18),
        (186, 56),
        (172, 88),
        (140, 100),
        (96, 96),
        (54, 106),
        (10, 124),
        (-46, 116),
        (-88, 76),
    ]
    outline = pen.body(head, 50, power=0.42, base=26, step=10, groove=15, groove_width=11)
    pen.eye((4, -8), 27, 9, pupil=0.42)
    pen.line([(-44, 86), (-6, 84), (30, 66), (52, 34)], 8, 6)
    pen.line([(182, 70), (150, 68), (118, 64), (92, 78)], 9, 4.5)
    pen.line(spiral((156, 36), 13, 4, -200, 110), 8, 3.6, taper=False, raw=True)
    pen.line([(52, -44), (100, -18), (140, 14)], 6, 5)
    return outline


def ram_horn(pen: Pen, size: float = 1.0, turns: float = 470, knots: int = 17) -> None:
    """The horn of an argali: from the brow back, down and round to the front, with knots."""
    t = np.linspace(0, 1, 60)
    radius = (150 - 92 * t) * size
    angle = np.radians(-58 - turns * t)
    centre = np.c_[-132 * size + radius * np.cos(angle) * 0.96, 26 * size + radius * np.sin(angle)]
    horn = brush(centre[::4], list((86 - 58 * t[::4]) * size))
    pen.shape(horn, 46, "dome", step=10, base=20, groove=15, groove_width=10)
    for place in stations(horn, knots, 0.06, 0.94):
        reach = place.across * place.half * 0.86
        front = place.point + place.along * place.half * 0.24
        pen.line([place.point - reach, front, place.point + reach], 8, 4.6, taper=False)


def saiga_head(pen: Pen) -> None:
    """A saiga's head, eye at the origin: lyre-shaped ringed horn, the nose a hanging bulb."""
    horn = brush([(-14, -60), (-22, -150), (-54, -240), (-62, -320), (-30, -400)], [50, 46, 40, 30, 8])
    pen.shape(horn, 36, "dome", base=12, step=8)
    for place in stations(horn, 11, 0.06, 0.74):
        reach = place.across * place.half * 0.9
        pen.line(
            [place.point - reach, place.point + place.along * 6, place.point + reach], 7, 4.4, taper=False
        )
    head = [
        (-96, 10),
        (-82, -48),
        (-36, -74),
        (18, -66),
        (64, -48),
        (112, -48),
        (160, -26),
        (196, 22),
        (210, 84),
    ]
    head += [
        (196, 124),
        (162, 128),
        (144, 100),
        (112, 84),
        (76, 90),
        (38, 104),
        (0, 118),
        (-48, 112),
        (-88, 74),
    ]
    pen.body(head, 52, power=0.42, base=26, step=10, groove=15, groove_width=11)
    ear = [(-56, -6), (-100, -36), (-160, -44), (-214, -22), (-160, 16), (-100, 28)]
    pen.body(ear, 20, corners=(3,), step=10, base=16)
    pen.line([(-80, -6), (-124, -18), (-176, -20)], 6, 5)
    pen.eye((0, -4), 27, 9, pupil=0.42)
    for k in range(3):  # folds of the nose
        x = 92 + 28 * k
        pen.line([(x, -30 + 12 * k), (x + 14, 14 + 10 * k), (x + 8, 58 + 12 * k)], 7, 5.5)
    pen.line(ring(ellipse((184, 96), 14, 11, 20)), 7, 4, taper=False, raw=True)
    pen.line([(150, 112), (118, 98), (84, 104)], 8, 5)
    pen.line([(-50, 84), (-10, 82), (26, 66), (46, 38)], 8, 6)


def lying_hoof(pen: Pen, stone: float | None = None) -> None:
    """A hoof of a folded leg: pastern at the origin, tip 190 to the right; it may hold a stone."""
    pen.body([(-6, -30), (34, -26), (52, 0), (34, 26), (-6, 30)], 26, base=10)
    hoof = [(36, -28), (80, -38), (136, -28), (196, 16), (140, 26), (80, 32), (36, 26)]
    pen.body(hoof, 34, corners=(3,), base=12, groove=10)
    if stone is None:
        pen.line([(66, 4), (120, 0), (180, 12)], 8, 4.5)
    else:
        cell = spline([(62, -8), (92, -20), (130, -12), (164, 8), (124, 12), (84, 14)], True, (3,))
        pen.inlay(cell, stone, 5)
    pen.line([(40, -22), (52, 0), (42, 22)], 6, 4)


def comma(
    centre: tuple[float, float],
    radii: tuple[float, float],
    angles: tuple[float, float],
    widths: tuple[float, float],
) -> Stroke:
    """A comma, the common cell for a stone on shoulder and haunch."""
    line = spiral(centre, *radii, *angles)
    return Stroke(line, np.linspace(*widths, len(line)) / 2)
