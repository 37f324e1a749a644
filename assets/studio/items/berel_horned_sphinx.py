"""BEREL-12: horned sphinx: a cat's body, wings, a human head with horns; wood wrapped in gold leaf.

Pose and the cut of hair and feathers are a reconstruction after Altai and Achaemenid works;
human head, horns, wings, cat's body, wood and leaf are what the facts give.
"""

from __future__ import annotations

from .. import materials, meshes, scene
from ..curves import brush, ellipse, spiral, spline, stations
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
    relief = Relief(1400, 1320, density, origin=(0, -120))
    _tail(relief)
    _far_legs(relief)
    _body(relief)
    _near_legs(relief)
    _wing(relief)
    _head(relief)
    return relief.finish(thickness=18, hammer=0.7, soft=1.0)


def build(draft: bool = False) -> None:
    meshes.relief_object(draw(0.9 if draft else 1.4), materials.foiled_wood(1.4, axis="X"))
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
    """A cat's leg and its paw with three toes; the path ends at the paw's heel."""
    relief.add(brush(path, widths), 42, "carved", base=base, step=7, groove=13, foil=left)
    x, y = path[-1]
    paw = [(-40, -26), (6, -40), (60, -30), (92, -4), (96, 26), (70, 38), (-26, 38), (-46, 10)]
    relief.add(spline([(x + dx, y + dy) for dx, dy in paw], True), 30, base=base, step=5, groove=6, foil=left)
    for k, (dx, dy) in enumerate(((28, 6), (60, 8), (90, 12))):
        toe = ellipse((x + dx, y + dy), 21 - k, 27 - 2 * k, -12)
        relief.add(toe, 20, base=base, step=3, smoothing=20, groove=11, groove_width=5, foil=left)


def _far_legs(relief: Relief) -> None:
    _leg(
        relief,
        [(950, 760), (916, 860), (880, 930), (858, 990), (836, 1020), (838, 1052)],
        [150, 116, 86, 66, 68, 62],
        4,
        WORN,
    )
    _leg(
        relief,
        [(520, 720), (600, 812), (606, 880), (570, 946), (566, 1000), (592, 1052)],
        [200, 160, 104, 74, 60, 62],
        4,
        WORN,
    )


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
        (500, 806),
        (610, 770),
        (730, 786),
        (870, 850),
        (990, 862),
        (1076, 790),
        (1104, 690),
        (1086, 590),
    ]
    relief.add(spline(body, True), 84, power=0.43, base=16, step=9, groove=15, groove_width=11, foil=FULL)
    neck = [
        (884, 470),
        (862, 560),
        (846, 660),
        (900, 770),
        (1030, 780),
        (1106, 700),
        (1104, 630),
        (1080, 580),
        (1076, 500),
        (990, 440),
    ]
    relief.add(spline(neck, True), 70, power=0.44, base=24, step=3, groove=0, foil=FULL)
    relief.line([(900, 520), (960, 600), (1044, 668)], 7, 8)  # the muscle from the ear to the breast


def _near_legs(relief: Relief) -> None:
    haunch = [
        (400, 566),
        (490, 580),
        (560, 650),
        (580, 740),
        (556, 826),
        (510, 886),
        (446, 896),
        (380, 862),
        (326, 800),
        (304, 720),
        (320, 624),
    ]
    _leg(
        relief,
        [(470, 780), (474, 862), (430, 920), (376, 962), (366, 1004), (388, 1052)],
        [180, 136, 96, 80, 62, 66],
        16,
        FULL,
    )
    relief.line([(420, 946), (392, 976), (388, 1016)], 7, 6)  # the sinew of the hock
    relief.add(spline(haunch, True), 60, "carved", power=0.46, step=9, groove=15, groove_width=11, foil=FULL)
    relief.line(spiral((440, 712), 72, 10, -110, 330), 11, 9, raw=True)
    _leg(
        relief,
        [(1012, 740), (1020, 840), (1044, 916), (1054, 976), (1046, 1014), (1054, 1052)],
        [170, 134, 98, 74, 76, 66],
        16,
        FULL,
    )
    relief.line([(1004, 880), (1030, 940), (1034, 990)], 7, 6)
    shoulder = [
        (960, 600),
        (1050, 610),
        (1096, 680),
        (1094, 780),
        (1050, 862),
        (984, 884),
        (906, 820),
        (870, 720),
        (892, 640),
    ]
    relief.add(
        spline(shoulder, True), 56, "carved", power=0.46, step=9, groove=15, groove_width=11, foil=FULL
    )
    relief.line([(1058, 660), (1070, 740), (1044, 810), (1000, 846)], 10, 9)


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
    """A calm human face in profile; the hair lies in waves and is rolled up at the nape."""
    far = [(1082, 250), (1112, 150), (1090, 40), (1006, -40), (886, -62), (772, -16), (712, 74), (716, 130)]
    _horn(relief, far, [66, 66, 62, 56, 48, 38, 24, 8], 10, WORN)
    face = [
        (1040, 220),
        (1096, 226),
        (1126, 270),
        (1134, 318),
        (1132, 340),
        (1150, 380),
        (1176, 420),
        (1176, 434),
        (1146, 446),
        (1142, 456),
        (1155, 474),
        (1144, 486),
        (1150, 502),
        (1133, 520),
        (1140, 548),
        (1122, 580),
        (1074, 588),
        (1014, 560),
        (960, 500),
        (930, 400),
        (960, 290),
    ]
    relief.add(
        spline(face, True, (7, 9, 11)),
        66,
        power=0.40,
        base=40,
        step=12,
        groove=16,
        groove_width=11,
        foil=FULL,
    )
    hair = [
        (1116, 246),
        (1078, 192),
        (1000, 160),
        (916, 172),
        (858, 228),
        (832, 310),
        (832, 400),
        (850, 480),
        (900, 524),
        (952, 516),
        (962, 460),
        (956, 400),
        (976, 346),
        (1012, 326),
        (1044, 290),
    ]
    relief.add(spline(hair, True, (0,)), 40, "carved", power=0.45, base=30, step=9, groove=12, foil=FULL)
    for k in range(5):  # waves from the brow over the crown to the nape
        wave = [
            (1084 - 16 * k, 236 + 15 * k),
            (1010 - 10 * k, 196 + 24 * k),
            (930 + 2 * k, 216 + 24 * k),
            (880 + 9 * k, 280 + 21 * k),
            (856 + 14 * k, 372 + 14 * k),
            (862 + 15 * k, 466 + 6 * k),
        ]
        relief.line(wave[: 6 if k < 3 else 5], 11, 8)
    roll = ellipse((884, 520), 66, 46, -14)
    relief.add(roll, 34, base=30, step=9, groove=13, foil=FULL)
    relief.line(spiral((884, 520), 40, 6, 200, 760) * (1, 0.72) + (0, 146), 10, 7, raw=True)
    _features(relief)
    near = [(1036, 262), (1054, 170), (1030, 80), (960, 22), (872, 14), (800, 62), (772, 140), (784, 186)]
    _horn(relief, near, [68, 70, 66, 60, 50, 40, 26, 8], 40, FULL)


def _features(relief: Relief) -> None:
    """Ear, eye, brow, nostril and mouth."""
    ear = [(962, 366), (986, 344), (1010, 352), (1012, 384), (996, 412), (990, 442), (972, 450), (962, 420)]
    relief.add(spline(ear, True), 16, step=9, groove=10, groove_width=7, foil=FULL)
    relief.line([(976, 418), (974, 384), (988, 366), (1000, 374), (990, 396)], 9, 5)
    almond = spline(
        [(1050, 362), (1078, 342), (1106, 342), (1124, 356), (1104, 368), (1076, 372)], True, (0, 3)
    )
    relief.add(almond.copy(), 10, step=5, smoothing=14, groove=9, groove_width=6, foil=FULL)
    relief.outline(almond, 5, 3)
    relief.eye((1090, 356), 10, 3, pupil=0)
    brow = brush([(1038, 334), (1070, 312), (1104, 308), (1130, 320)], [8, 17, 18, 10])
    relief.add(brow, 10, "ridge", reach=9, step=2, groove=5, groove_width=7, foil=FULL)
    wing = ellipse((1144, 428), 17, 14, -20)
    relief.add(wing, 5, step=0, smoothing=10, groove=0, foil=FULL)
    relief.line([(1154, 442), (1132, 440), (1122, 424), (1130, 408)], 5, 4)
    for lip in (
        brush([(1152, 475), (1132, 479), (1108, 487)], [15, 13, 5]),
        brush([(1147, 500), (1130, 498), (1110, 490)], [16, 14, 5]),
    ):
        relief.add(lip, 7, step=1, smoothing=14, groove=3, groove_width=6, foil=FULL)
    relief.line([(1150, 486), (1126, 488), (1098, 489)], 8, 3.5)
    relief.line([(1140, 522), (1124, 524), (1112, 520)], 4, 6)


def _horn(relief: Relief, path: list, widths: list[float], base: float, left: float) -> None:
    horn = brush(path, widths)
    relief.add(horn, 40, base=base, step=10, groove=14, foil=left)
    for place in stations(horn, 17, 0.06, 0.86):
        a, b = place.point - place.across * place.half * 0.94, place.point + place.across * place.half * 0.94
        relief.line([a, place.point + place.along * place.half * 0.3, b], 9, 5.5, taper=False)
