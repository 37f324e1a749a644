"""SAKA-02: gold plaque, the "snow-leopard mask" of Baigetobe.

Two goat heads in profile and a bird seen from above together form a feline face: the
gaps under the horns are its ears, those between the goats' chins and the bird's wings its
eyes, the bird's back its nose. The gaps are cut through, so that the ground shows.
"""

from __future__ import annotations

import numpy as np

from .. import materials, meshes, scene
from ..curves import brush, ellipse, mirror, spline, stations
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
        zoom=1.85,
        shift=(-0.19, 0.165),
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
    for k in reversed(range(6)):  # a seventh would stand out behind the goat's neck
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
    horn = brush(
        [
            (462, 320),
            (470, 236),
            (436, 150),
            (362, 98),
            (274, 94),
            (200, 138),
            (164, 220),
            (182, 306),
            (250, 362),
        ],
        [86, 86, 82, 78, 74, 68, 60, 52, 40],
    )
    relief.add(_sided(horn, side), 44, base=14, step=8, groove=14, groove_width=10)
    for place in stations(horn, 17, 0.13, 0.92):  # knots of the horn
        a, b = place.point - place.across * place.half * 0.9, place.point + place.across * place.half * 0.9
        middle = place.point + place.along * place.half * 0.24
        relief.line(_sided([a, middle, b], side), 8, 4.6, taper=False)
    # The neck covers the horn's tip.
    neck = [
        (350, 336),
        (272, 330),
        (196, 366),
        (128, 436),
        (96, 528),
        (120, 584),
        (178, 580),
        (222, 540),
        (270, 500),
        (350, 486),
    ]
    relief.add(_sided(spline(neck, True), side), 44, "carved", base=14, step=9, groove=13)
    for k in range(3):  # folds of the neck
        line = [(270 - 38 * k, 374 + 28 * k), (256 - 36 * k, 420 + 30 * k), (256 - 34 * k, 470 + 30 * k)]
        relief.line(_sided(spline(line), side), 8, 6, raw=True)
    head = [
        (322, 372),
        (366, 312),
        (430, 284),
        (488, 298),
        (508, 366),
        (512, 450),
        (522, 530),
        (520, 584),
        (500, 616),
        (466, 618),
        (440, 586),
        (414, 540),
        (350, 500),
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
    ear = [(356, 370), (318, 318), (274, 292), (222, 292), (240, 336), (284, 374), (334, 400)]
    relief.add(_sided(spline(ear, True, (3,)), side), 24, "carved", base=16, step=10, groove=13)
    relief.line(_sided(spline([(324, 358), (286, 330), (248, 308)]), side), 9, 6, raw=True)
    relief.eye(_sided([(426, 384)], side)[0], 29, 10)
    for line, depth, width in (
        ([(458, 402), (474, 422), (482, 448)], 8, 5),
        ([(392, 372), (370, 378), (356, 398)], 8, 5),
        ([(506, 596), (482, 594), (464, 576), (454, 552)], 10, 5),  # the mouth
        ([(340, 408), (350, 446), (388, 484), (432, 528)], 8, 7),  # the jaw
        ([(478, 330), (494, 400), (498, 470)], 6, 5),
    ):
        relief.line(_sided(spline(line), side), depth, width, raw=True)
    nostril = spline([(504, 534), (492, 546), (494, 562), (506, 566)])
    relief.line(_sided(nostril, side), 9, 4.5, raw=True)


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
    # Seen from above: broad at the shoulders, narrow at the tail.
    body = [(550, 536), (584, 560), (610, 616), (614, 676), (596, 734), (572, 780), (550, 800)]
    body += [(2 * AXIS - x, y) for x, y in reversed(body[1:-1])]
    relief.add(spline(body, True), 64, power=0.44, base=40, step=12, groove=17, groove_width=11)
    t = np.radians(np.linspace(12, 168, 9))
    for row in range(6):  # feathers of the back
        for x in (-36, 0, 36) if row % 2 else (-18, 18):
            centre = np.array([AXIS + x * (1 - 0.05 * row), 600 + 30 * row])
            if abs(x) < 40 - 9 * max(0, row - 3):
                relief.line(centre + 15 * np.c_[np.cos(t), np.sin(t)], 7, 4, taper=False, raw=True)
    band = [(AXIS - 46, 776), (AXIS, 800), (AXIS + 46, 776)]
    relief.add(brush(band, [26, 32, 26]), 18, "carved", step=8, groove=10)
    beak = [(550, 418), (566, 456), (580, 496), (550, 514), (520, 496), (534, 456)]
    relief.add(spline(beak, True, (0,)), 30, "ridge", reach=14, base=50, step=10, groove=14, groove_width=9)
    relief.add(ellipse((AXIS, 524), 38, 42), 34, "carved", base=50, step=12, groove=14, groove_width=9)
    for side in (1, -1):
        relief.dot((AXIS + side * 23, 508), 8)
    relief.line([(AXIS, 514), (AXIS, 532), (AXIS, 548)], 5, 4)
