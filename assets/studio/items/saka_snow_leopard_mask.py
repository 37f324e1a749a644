"""SAKA-02: gold plaque, the "snow-leopard mask" of Baigetobe.

Two goat heads in profile and a bird seen from above together form a feline face: the
gaps under the horns are its ears, those between the goats' chins and the bird's wings its
eyes, the bird's back its nose. The gaps are cut through, so that the ground shows.
"""

from __future__ import annotations

import numpy as np

from .. import materials, meshes, scene
from ..curves import brush, curl, mirror, spiral, spline, stations
from ..outputs import Model
from ..relief import Relief
from ..scene import Shot

SHOTS = {
    "main": Shot("content/saka/media/snow-leopard-mask.jpg", tilt=13, yaw=-4, fill=0.86),
    "detail": Shot(
        "content/saka/media/snow-leopard-mask-detail.jpg",
        (1600, 1200),
        tilt=24,
        yaw=-10,
        zoom=2.1,
        shift=(-0.14, 0.08),
        blur=5.6,
    ),
}
MODEL = Model("content/saka/media/snow-leopard-mask.glb", longest=0.05, kind="relief")

AXIS = 550


def draw(density: float) -> Relief:
    relief = Relief(1100, 1010, density)
    for side in (1, -1):
        _wing(relief, side)
        _goat(relief, side)
    _bird(relief)
    return relief.finish(thickness=14, hammer=0.8)


def build(draft: bool = False) -> None:
    meshes.relief_object(draw(1.0 if draft else 1.25), materials.gold())
    scene.ground()


def _sided(shape, side: int):
    """The drawing is of the left half; the right one is its mirror image."""
    shape = np.asarray(shape, float) if isinstance(shape, (list, tuple)) else shape
    return shape if side > 0 else mirror(shape, AXIS)


ARM = [(548, 648), (480, 672), (400, 668), (312, 640), (226, 592), (146, 520)]


def _wing(relief: Relief, side: int) -> None:
    arm = list(stations(brush(ARM, [70] * 6), 7, 0.10, 0.97))
    for k in reversed(range(7)):
        angle = np.radians(107 + 12.6 * k)
        end = np.array([AXIS + 424 * np.cos(angle), 556 + 352 * np.sin(angle)])
        start = arm[k].point
        bend = (start + end) / 2 + np.array([16, 12])
        stroke = _sided(brush([start, bend, end], [70, 92, 84]), side)
        relief.add(stroke, 36, "carved", power=0.46, base=8, step=7, groove=15)
        relief.line(
            _sided(spline([start * 0.6 + end * 0.4, bend * 0.5 + end * 0.5, end]), side), 6, 5, raw=True
        )
    relief.add(
        _sided(brush(ARM, [80, 80, 76, 72, 66, 44]), side),
        40,
        "carved",
        base=14,
        step=9,
        groove=15,
        groove_width=10,
    )
    relief.line(_sided(spline([(500, 686), (404, 690), (312, 660), (226, 612)]), side), 8, 5.5, raw=True)


def _goat(relief: Relief, side: int) -> None:
    neck = [
        (350, 336),
        (272, 336),
        (196, 372),
        (128, 440),
        (96, 528),
        (120, 584),
        (178, 580),
        (222, 540),
        (270, 500),
        (350, 486),
    ]
    relief.add(_sided(spline(neck, True), side), 44, "carved", base=14, step=7, groove=12)
    for k in range(3):  # folds of the neck
        line = [(270 - 38 * k, 364 + 28 * k), (256 - 36 * k, 414 + 30 * k), (256 - 34 * k, 470 + 30 * k)]
        relief.line(_sided(spline(line), side), 8, 6, raw=True)
    horn = brush(
        [
            (462, 320),
            (470, 236),
            (436, 150),
            (362, 98),
            (274, 94),
            (200, 138),
            (164, 220),
            (180, 306),
            (240, 352),
        ],
        [86, 86, 82, 78, 74, 68, 58, 46, 22],
    )
    relief.add(_sided(horn, side), 44, base=14, step=8, groove=14, groove_width=10)
    for place in stations(horn, 17, 0.13, 0.92):  # knots of the horn
        a, b = place.point - place.across * place.half * 0.9, place.point + place.across * place.half * 0.9
        middle = place.point + place.along * place.half * 0.24
        relief.line(_sided([a, middle, b], side), 8, 4.6, taper=False)
    head = [
        (322, 372),
        (366, 312),
        (430, 284),
        (490, 298),
        (520, 366),
        (540, 450),
        (556, 532),
        (552, 596),
        (520, 626),
        (478, 612),
        (442, 560),
        (400, 516),
        (348, 500),
        (310, 466),
        (304, 414),
    ]
    relief.add(
        _sided(spline(head, True), side),
        58,
        "carved",
        power=0.42,
        base=20,
        step=10,
        groove=16,
        groove_width=11,
    )
    ear = [(356, 370), (312, 314), (262, 286), (208, 284), (230, 332), (280, 374), (334, 400)]
    relief.add(_sided(spline(ear, True, (3,)), side), 24, "carved", base=16, step=10, groove=13)
    relief.line(_sided(spline([(324, 354), (280, 324), (234, 302)]), side), 9, 6, raw=True)
    relief.eye(_sided([(426, 384)], side)[0], 29, 10)
    for line, depth, width in (
        ([(458, 402), (476, 422), (486, 448)], 8, 5),
        ([(392, 372), (370, 378), (356, 398)], 8, 5),
        ([(544, 582), (516, 580), (488, 556), (472, 528)], 10, 5),
        ([(342, 456), (382, 480), (424, 474), (448, 442)], 8, 6.5),
        ([(480, 330), (504, 400), (522, 470)], 6, 5),
    ):
        relief.line(_sided(spline(line), side), depth, width, raw=True)
    relief.line(_sided(spiral((522, 536), 14, 4, 120, -190), side), 8, 3.8, taper=False, raw=True)
    beard = curl((470, 604), 110, 44, 60, (32, 6), growth=1.4, sway=4)
    relief.add(_sided(beard, side), 18, "carved", base=12, step=6, groove=8)


def _bird(relief: Relief) -> None:
    for k in (-3, 3, -2, 2, -1, 1, 0):  # tail
        path = [
            (AXIS + k * 6, 740),
            (AXIS + k * 17, 820),
            (AXIS + k * 29, 890),
            (AXIS + k * 35, 944 - 5 * abs(k)),
        ]
        relief.add(
            brush(path, [30, 44, 54, 42]), 28, "ridge", reach=24, base=14, step=8, groove=12, groove_width=8
        )
    body = [
        (550, 520),
        (592, 556),
        (622, 630),
        (622, 706),
        (592, 766),
        (550, 796),
        (508, 766),
        (478, 706),
        (478, 630),
        (508, 556),
    ]
    relief.add(spline(body, True), 66, power=0.44, base=40, step=12, groove=17, groove_width=11)
    for row in range(5):  # feathers of the back
        y = 610 + 36 * row
        for x in (-44, 0, 44) if row % 2 else (-66, -22, 22, 66):
            if abs(x) < 62 - 6 * abs(row - 2):
                relief.line([(AXIS + x - 17, y), (AXIS + x, y + 18), (AXIS + x + 17, y)], 7, 4.5, taper=False)
    band = [(AXIS - 52, 770), (AXIS, 796), (AXIS + 52, 770)]
    relief.add(brush(band, [26, 32, 26]), 18, "carved", step=8, groove=10)
    head = [(550, 420), (572, 446), (592, 486), (590, 532), (550, 562), (510, 532), (508, 486), (528, 446)]
    relief.add(spline(head, True, (0,)), 42, "carved", base=50, step=12, groove=14, groove_width=9)
    for side in (1, -1):
        relief.dot((AXIS + side * 22, 500), 9)
    relief.line([(AXIS, 434), (AXIS, 458), (AXIS, 480)], 6, 4)
