"""BEREL-12: horned sphinx: a cat's body, wings, a human head with horns; wood wrapped in gold leaf.

Pose and the cut of hair and feathers are a reconstruction after Altai and Achaemenid works;
human head, horns, wings, cat's body, wood and leaf are what the facts give.
"""

from __future__ import annotations

import numpy as np

from .. import materials, meshes, scene
from ..curves import brush, curl, spiral, spline, stations
from ..relief import Relief
from ..scene import Shot

SHOTS = {
    "main": Shot("content/berel/media/horned-sphinx.jpg", (2400, 1800), tilt=16, yaw=-4, fill=0.86),
    "detail": Shot(
        "content/berel/media/horned-sphinx-detail.jpg",
        (1600, 1200),
        tilt=24,
        yaw=10,
        zoom=2.4,
        shift=(0.26, 0.22),
        blur=8,
    ),
}

FULL, WORN, THIN = 0.88, 0.70, 0.56  # how much of the leaf is left


def draw(density: float) -> Relief:
    relief = Relief(1400, 1260, density, origin=(0, -60))
    _tail(relief)
    _far_legs(relief)
    _body(relief)
    _near_legs(relief)
    _wing(relief)
    _head(relief)
    return relief.finish(thickness=18, hammer=0.7, soft=1.0)


def build(draft: bool = False) -> None:
    meshes.relief_object(draw(0.9 if draft else 1.4), materials.foiled_wood(1.1, axis="X"))
    scene.ground()


def _tail(relief: Relief) -> None:
    path = [
        (400, 640),
        (300, 700),
        (196, 690),
        (120, 600),
        (112, 470),
        (170, 366),
        (270, 342),
        (340, 400),
        (330, 480),
        (270, 500),
        (240, 456),
    ]
    tail = brush(path, [84, 80, 72, 68, 66, 64, 62, 56, 48, 38, 20])
    relief.add(tail, 36, "carved", base=6, step=6, groove=12, foil=FULL)
    for place in stations(tail, 9, 0.16, 0.62):
        a, b = place.point - place.across * place.half * 0.8, place.point + place.across * place.half * 0.8
        relief.line([a, place.point + place.along * 8, b], 7, 6, taper=False)


def _leg(relief: Relief, path: list, widths: list[float], base: float, left: float) -> None:
    """A cat's leg and its paw; the path ends at the paw's heel."""
    relief.add(brush(path, widths), 40, "carved", base=base, step=7, groove=13, foil=left)
    x, y = path[-1]
    paw = [(-36, -30), (20, -42), (84, -20), (106, 14), (84, 36), (-30, 36)]
    paw = [(x + dx, y + dy) for dx, dy in paw]
    relief.add(spline(paw, True), 34, base=base, step=8, groove=12, foil=left)
    for k in range(2):
        relief.line([(x + 36 + 32 * k, y - 20), (x + 46 + 32 * k, y + 8), (x + 44 + 32 * k, y + 32)], 10, 6)


def _far_legs(relief: Relief) -> None:
    _leg(relief, [(930, 760), (890, 860), (850, 960), (838, 1050)], [150, 104, 82, 76], 4, WORN)
    _leg(relief, [(520, 740), (590, 850), (566, 950), (600, 1050)], [190, 120, 84, 72], 4, WORN)


def _body(relief: Relief) -> None:
    body = [
        (1000, 500),
        (900, 540),
        (780, 586),
        (640, 600),
        (510, 576),
        (400, 572),
        (330, 630),
        (318, 730),
        (380, 812),
        (500, 800),
        (620, 772),
        (740, 790),
        (870, 850),
        (990, 862),
        (1076, 790),
        (1104, 690),
        (1086, 590),
    ]
    relief.add(spline(body, True), 84, power=0.43, base=16, step=9, groove=15, groove_width=11, foil=FULL)
    for k in range(6):  # ribs
        x = 620 + k * 40
        relief.line([(x + 20, 650), (x - 6, 706), (x + 6, 766 + 6 * k)], 9, 8)


def _near_legs(relief: Relief) -> None:
    haunch = [
        (400, 566),
        (490, 580),
        (560, 656),
        (560, 756),
        (512, 836),
        (440, 900),
        (370, 896),
        (322, 810),
        (304, 720),
        (320, 624),
    ]
    _leg(relief, [(440, 800), (366, 890), (340, 960), (392, 1050)], [170, 104, 84, 76], 16, FULL)
    relief.add(spline(haunch, True), 58, "carved", power=0.46, step=9, groove=15, groove_width=11, foil=FULL)
    relief.line(spiral((436, 706), 72, 10, -110, 330), 11, 9, raw=True)
    _leg(relief, [(1010, 740), (1060, 850), (1070, 950), (1060, 1050)], [170, 120, 92, 78], 16, FULL)
    shoulder = [
        (960, 556),
        (1050, 590),
        (1096, 680),
        (1092, 780),
        (1040, 850),
        (960, 862),
        (890, 806),
        (866, 710),
        (892, 610),
    ]
    relief.add(
        spline(shoulder, True), 56, "carved", power=0.46, step=9, groove=15, groove_width=11, foil=FULL
    )
    relief.line([(1058, 640), (1070, 730), (1040, 806), (990, 836)], 10, 9)


def _wing(relief: Relief) -> None:
    """The wing rises from the shoulder; its quills curl forwards at the tips."""
    quills = (
        [
            (900, 760),
            (780, 720),
            (660, 640),
            (560, 520),
            (500, 380),
            (496, 260),
            (540, 176),
            (610, 164),
            (640, 210),
        ],
        [
            (910, 740),
            (810, 690),
            (710, 600),
            (630, 490),
            (590, 370),
            (596, 270),
            (640, 206),
            (700, 210),
            (716, 256),
        ],
        [
            (920, 720),
            (840, 660),
            (760, 570),
            (700, 470),
            (680, 370),
            (696, 290),
            (742, 250),
            (788, 266),
            (790, 308),
        ],
        [
            (930, 700),
            (870, 640),
            (810, 560),
            (770, 470),
            (764, 390),
            (790, 334),
            (832, 322),
            (856, 352),
            (842, 386),
        ],
    )
    for k, path in enumerate(quills):
        stroke = brush(path, [70, 88, 92, 88, 80, 70, 56, 42, 20])
        relief.add(stroke, 36, "ridge", reach=42, base=12, step=9, groove=14, foil=WORN if k == 1 else FULL)
    arm = [
        (900, 816),
        (980, 780),
        (1012, 700),
        (980, 616),
        (900, 570),
        (806, 566),
        (728, 596),
        (690, 640),
        (730, 710),
        (810, 780),
    ]
    relief.add(spline(arm, True, (7,)), 46, "carved", base=14, step=11, groove=15, foil=FULL)
    for k in range(3):  # rows of small feathers
        start, end = (742 + 50 * k, 616 - 6 * k), (800 + 44 * k, 742 + 4 * k)
        middle = ((start[0] + end[0]) / 2 - 34, (start[1] + end[1]) / 2 + 10)
        relief.line([start, middle, end], 11, 8)
    relief.line(spiral((930, 694), 66, 9, 190, 620), 11, 9, raw=True)


def _head(relief: Relief) -> None:
    neck = [
        (930, 400),
        (906, 500),
        (880, 590),
        (960, 640),
        (1070, 630),
        (1090, 560),
        (1080, 480),
        (1060, 400),
    ]
    relief.add(spline(neck, True), 60, power=0.44, base=30, step=8, groove=13, foil=FULL)
    for k in range(2):  # folds of the neck
        relief.line([(930, 560 + 34 * k), (1000, 586 + 34 * k), (1074, 576 + 30 * k)], 8, 8)
    _horn(relief, [(1060, 236), (1078, 150), (1040, 60), (950, 12), (850, 24), (790, 92)], 6, WORN)
    hair = [
        (1104, 256),
        (1060, 190),
        (980, 164),
        (896, 190),
        (846, 264),
        (836, 360),
        (850, 452),
        (896, 510),
        (960, 516),
        (1010, 470),
        (1040, 380),
        (1080, 310),
    ]
    face = [
        (960, 300),
        (1010, 230),
        (1080, 224),
        (1122, 262),
        (1136, 312),
        (1134, 336),
        (1160, 376),
        (1186, 412),
        (1178, 432),
        (1146, 438),
        (1150, 456),
        (1160, 470),
        (1144, 482),
        (1156, 498),
        (1150, 514),
        (1132, 520),
        (1142, 552),
        (1124, 584),
        (1080, 592),
        (1022, 572),
        (972, 524),
        (944, 420),
    ]
    relief.add(
        spline(face, True, (7, 9, 12)),
        64,
        power=0.42,
        base=40,
        step=12,
        groove=16,
        groove_width=11,
        foil=FULL,
    )
    relief.add(spline(hair, True), 44, "carved", power=0.45, base=30, step=9, groove=13, foil=FULL)
    for r in (152, 118, 84):  # locks combed back over the crown
        t = np.radians(np.linspace(-52, -212, 12))
        relief.line(np.c_[974 + r * np.cos(t), 356 + 1.06 * r * np.sin(t)], 12, 9, raw=True)
    for k, (x, y) in enumerate(((846, 470), (892, 514), (950, 536))):
        relief.add(
            curl((x + 14, y - 40), 110, 66, 350, (42, 12), growth=1.8, sway=6),
            20,
            "ridge",
            reach=17,
            base=24,
            step=7,
            groove=10,
            groove_width=7,
            foil=FULL if k != 1 else WORN,
        )
    # Ear, eye, brow, cheek, nostril, mouth.
    ear = [(984, 370), (1004, 352), (1026, 364), (1028, 396), (1012, 428), (994, 438), (984, 420)]
    relief.add(spline(ear, True), 18, step=8, groove=10, groove_width=7, foil=FULL)
    relief.line([(996, 384), (1012, 376), (1014, 398), (1002, 416)], 8, 5)
    almond = spline(
        [(1056, 356), (1082, 332), (1112, 330), (1128, 346), (1106, 362), (1080, 368)], True, (0, 3)
    )
    relief.add(almond, 12, step=5, smoothing=14, groove=11, groove_width=7, foil=FULL)
    relief.eye((1100, 348), 12, 4, pupil=0)
    relief.add(
        brush([(1044, 326), (1080, 300), (1124, 306)], [12, 22, 12]),
        12,
        "ridge",
        reach=10,
        step=4,
        groove=8,
        groove_width=6,
        foil=FULL,
    )
    for line, depth, width in (
        ([(1150, 482), (1124, 484), (1100, 474)], 13, 5),
        ([(1158, 430), (1136, 424), (1128, 408), (1140, 396)], 10, 5),
        ([(1112, 426), (1092, 456), (1090, 486)], 7, 7),
        ([(1138, 528), (1118, 524), (1104, 530)], 6, 6),
    ):
        relief.line(line, depth, width)
    _horn(
        relief, [(1004, 236), (1016, 140), (970, 44), (866, 4), (764, 40), (712, 126), (716, 190)], 40, FULL
    )


def _horn(relief: Relief, path: list, base: float, left: float) -> None:
    widths = [72, 72, 66, 58, 48, 34, 10] if len(path) == 7 else [66, 66, 60, 50, 38, 10]
    horn = brush(path, widths)
    relief.add(horn, 40, base=base, step=10, groove=14, foil=left)
    for place in stations(horn, 14, 0.08, 0.86):
        a, b = place.point - place.across * place.half * 0.94, place.point + place.across * place.half * 0.94
        relief.line([a, place.point + place.along * place.half * 0.3, b], 9, 5.5, taper=False)
