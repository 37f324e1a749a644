"""A soft saddle of felt and its cover: drawn flat, then laid over a back.

The cover's scene, a tiger attacks an elk, is known from Berel; its drawing, the border and
the quilting of the cushions are a reconstruction.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .applique import BLUE, DARK, GILT, OCHRE, RED, flipped, patch, stitches
from .curves import Points, Shape, Stroke, brush, curl, ellipse, move, spline
from .relief import Relief

ROUND = 0.25  # radius of the horse's back (of the stand)
RIDGE = 0.92  # height of the ridge over the ground
HANG = 0.86  # from the ridge to the lower hem, along the cover
LONG, WIDE = 1060, int(2000 * HANG)  # the cover laid out flat, in units of the drawing


def draped(
    points: np.ndarray, lift: float, waves: bool = False, around: float = ROUND, ridge: float = RIDGE
) -> np.ndarray:
    """Lay flat points over a back: x along it, y from the ridge down both sides, z upwards.

    `around` is the radius of the back, `ridge` its height over the ground.
    """
    x, s, z = points[:, 0], points[:, 1], points[:, 2] + lift
    side, run = np.sign(s), np.abs(s)
    turn = np.minimum(run / around, np.pi / 2 - 0.10)
    rest = np.maximum(run - around * (np.pi / 2 - 0.10), 0)
    if waves:
        z = z + rest * (0.040 * np.sin(7.5 * x + 0.6 + side) + 0.018 * np.sin(17 * x + 2 * side))
    out, up = np.sin(turn), np.cos(turn)
    y = (around + z) * out + rest * np.cos(turn)
    height = ridge - around + (around + z) * up - rest * np.sin(turn)
    # The back sinks a little in the middle.
    height = height - 0.08 * around * np.cos(np.clip(x / (2 * around), -1, 1) * np.pi / 2) * up
    return np.c_[x, side * y, height]


def oval(angle: np.ndarray, t: float) -> np.ndarray:
    """The section of a bow or a horn: higher than wide."""
    return 1 / np.sqrt((np.cos(angle) / 0.62) ** 2 + np.sin(angle) ** 2)


def cover_drawing(density: float) -> Relief:
    """Draw the cover laid out flat: the ridge is its middle, a hem above and below."""
    relief = Relief(LONG + 40, WIDE + 40, density, origin=(-20, -20))
    sheet = [
        (0, 40),
        (40, 0),
        (LONG - 40, 0),
        (LONG, 40),
        (LONG, WIDE - 40),
        (LONG - 40, WIDE),
        (40, WIDE),
        (0, WIDE - 40),
    ]
    relief.add(np.array(sheet, float), 4, "flat", reach=14, base=6, step=4, groove=0, foil=RED)
    hem = WIDE - 46
    border = [
        (46, WIDE / 2),
        (46, hem - 20),
        (70, hem),
        (LONG - 70, hem),
        (LONG - 46, hem - 20),
        (LONG - 46, WIDE / 2),
    ]
    _patch(relief, brush(border, [74] * 6), OCHRE)
    for k in range(14):  # teeth along the hem
        x = 98 + k * (LONG - 196) / 13
        _patch(relief, [(x - 28, hem + 30), (x, hem - 26), (x + 28, hem + 30)], BLUE, 4)
    for k in range(10):  # and along the front and the back
        y = WIDE / 2 + 40 + k * 66
        for x, way in ((46, 1), (LONG - 46, -1)):
            _patch(relief, [(x - 30 * way, y - 26), (x + 28 * way, y), (x - 30 * way, y + 26)], BLUE, 4)
    _elk(relief)
    _tiger(relief)
    for inset in (16, 80):
        line = np.array(
            [
                (inset, WIDE / 2 + 10),
                (inset, WIDE - inset),
                (LONG - inset, WIDE - inset),
                (LONG - inset, WIDE / 2 + 10),
            ],
            float,
        )
        stitches(relief, line)
        stitches(relief, flipped(line, WIDE))
    return relief.finish(thickness=10, hammer=1.4, soft=1.2)


def _patch(relief: Relief, shape: Shape | Sequence, colour: float, height: float = 5) -> None:
    """A patch on the near side and its mirror image on the far side."""
    shape = shape if isinstance(shape, Stroke) else np.asarray(shape, float)
    for one in (shape, flipped(shape, WIDE)):
        patch(relief, one, colour, height)


def _sew(relief: Relief, shape: Shape | Sequence, colour: float, height: float = 5) -> None:
    """A patch of the scene, which is drawn from the hem (y = 1600) upwards."""
    shape = shape if isinstance(shape, Stroke) else np.asarray(shape, float)
    _patch(relief, move(shape, (0, WIDE - 1600)), colour, height)


def _outlined(relief: Relief, outline: Points, colour: float) -> None:
    """A patch of the scene, sewn on along its edge."""
    _sew(relief, outline, colour)
    edge = move(np.vstack([outline, outline[:1]]), (0, WIDE - 1600))
    for line in (edge, flipped(edge, WIDE)):
        stitches(relief, line, 15)


def _elk(relief: Relief) -> None:
    """The elk breaks down to the right, its head raised."""
    for leg in (
        [(800, 1376), (856, 1414), (872, 1450), (826, 1480), (774, 1484)],
        [(632, 1390), (600, 1434), (640, 1466), (700, 1486)],
    ):
        _sew(relief, brush(leg, [46, 34, 26, 22, 20][: len(leg)]), OCHRE)
    antler = [(830, 1246), (816, 1206), (772, 1172), (704, 1150), (650, 1160)]
    _sew(relief, brush(antler, [22, 30, 40, 36, 8]), OCHRE)
    for x, y, tip in (
        (706, 1152, (676, 1112)),
        (748, 1158, (736, 1098)),
        (788, 1178, (798, 1104)),
        (818, 1208, (858, 1130)),
        (832, 1236, (892, 1180)),
    ):
        _sew(relief, brush([(x, y), ((x + tip[0]) / 2 + 6, (y + tip[1]) / 2), tip], [30, 24, 6]), OCHRE)
    body = [
        (556, 1346),
        (600, 1312),
        (680, 1304),
        (748, 1294),
        (790, 1262),
        (828, 1238),
        (862, 1248),
        (908, 1290),
        (934, 1312),
        (932, 1338),
        (906, 1344),
        (866, 1324),
        (836, 1338),
        (828, 1384),
        (790, 1412),
        (700, 1404),
        (628, 1412),
        (574, 1404),
    ]
    _outlined(relief, spline(body, True), BLUE)
    for leg in (
        [(770, 1398), (812, 1440), (790, 1470), (730, 1492)],
        [(592, 1388), (556, 1432), (588, 1470), (652, 1494)],
    ):
        _sew(relief, brush(leg, [50, 34, 26, 20]), BLUE)
    _sew(relief, spline([(800, 1268), (776, 1246), (742, 1246), (770, 1268)], True, (2,)), BLUE, 4)  # ear
    _sew(relief, ellipse((852, 1268), 8), GILT, 4)
    for place in ((632, 1352), (786, 1362)):  # the comma and dot that mark haunch and shoulder
        _sew(
            relief, curl((place[0] - 18, place[1] + 22), -90, 50, 250, (20, 8), growth=1.2, sway=4), OCHRE, 4
        )


def _tiger(relief: Relief) -> None:
    """The tiger leaps from the left and bites into the elk's back."""
    tail = [(180, 1362), (128, 1350), (104, 1300), (118, 1246), (160, 1222), (190, 1244)]
    _sew(relief, brush(tail, [34, 30, 28, 28, 26, 14]), OCHRE)
    for leg in (
        [(250, 1390), (316, 1424), (300, 1466), (372, 1490)],
        [(470, 1372), (520, 1416), (566, 1428)],
    ):
        _sew(relief, brush(leg, [60, 44, 32, 26][: len(leg)]), GILT)
    body = [
        (156, 1364),
        (190, 1318),
        (260, 1304),
        (350, 1304),
        (430, 1284),
        (478, 1246),
        (520, 1222),
        (560, 1222),
        (594, 1246),
        (624, 1270),
        (634, 1296),
        (616, 1306),
        (590, 1296),
        (604, 1318),
        (590, 1330),
        (552, 1322),
        (520, 1356),
        (466, 1392),
        (370, 1396),
        (290, 1410),
        (220, 1432),
        (168, 1412),
    ]
    _outlined(relief, spline(body, True, (11, 12, 13)), OCHRE)
    for leg in (
        [(212, 1398), (250, 1440), (206, 1470), (260, 1496)],
        [(500, 1344), (552, 1364), (606, 1352)],
    ):
        _sew(relief, brush(leg, [66, 46, 32, 28][: len(leg)]), OCHRE)
    _sew(relief, spline([(500, 1244), (484, 1214), (512, 1200), (532, 1226)], True), OCHRE, 4)  # ear
    _sew(relief, ellipse((562, 1252), 9), DARK, 4)
    for k in range(7):  # stripes
        x, y = 222 + 42 * k, 1312 - 4 * max(0, k - 3)
        stripe = [(x, y), (x + 14, y + 26), (x + 2, y + 54)]
        _sew(relief, brush(stripe, [16, 14, 4]), DARK, 4)
    for x, y in ((112, 1286), (130, 1240), (140, 1352)):
        _sew(relief, brush([(x - 12, y - 4), (x + 12, y + 4)], [10, 10]), DARK, 4)


def cushions(density: float) -> Relief:
    """Draw the two stuffed cushions, quilted, with a rim and facings at the ends."""
    wide = 800
    relief = Relief(840, wide + 40, density, origin=(-20, -20))
    half = [(776, 470), (740, 640), (680, 738), (560, 776), (400, 770), (240, 776), (120, 738), (60, 640)]
    pad = [*half, (24, 470), (30, 400), (200, 424), (400, 430), (600, 424), (770, 400)]
    for far in (False, True):

        def side(points: Sequence, far: bool = far) -> Points:
            p = np.asarray(points, float)
            return flipped(p, wide) if far else p

        body = spline(side(pad), True, (9, 13))
        relief.add(body, 96, power=0.34, base=10, step=8, groove=0, foil=DARK)
        relief.add(brush(side(half[1:]), [46] * 7), 12, "round", reach=18, step=4, groove=8, foil=OCHRE)
        for k in range(4):  # quilting
            y = 500 + 70 * k
            row = [(70 + 10 * k, y), (240, y + 20 - 4 * k), (560, y + 20 - 4 * k), (730 - 10 * k, y)]
            line = spline(side(row))
            relief.line(line, 13, 13, lip=0.5, raw=True)
            stitches(relief, line, 20)
        for x in (250, 400, 550):
            relief.line(side([(x, 440), (x, 560), (x, 700)]), 9, 14, lip=0.5)
        for x, way in ((150, 1), (650, -1)):  # facings at the ends
            leaf = [
                (x, 470),
                (x + 44 * way, 560),
                (x + 20 * way, 690),
                (x - 34 * way, 600),
                (x - 46 * way, 520),
            ]
            relief.add(
                spline(side(leaf), True, (0, 2)), 6, "flat", reach=7, step=5, cover=0.2, groove=4, foil=RED
            )
    return relief.finish(thickness=12, hammer=1.6, soft=1.4)
