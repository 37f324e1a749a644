"""BEREL-07: pendant of horse tack, an elk's head in a griffin's beak, carved wood with foil.

The griffin has the hooked beak, the pointed ear and the mane of rays of its kin in kurgan 11.
The originals are carved nearly in the round; here the pendant is a high relief.
"""

from __future__ import annotations

import numpy as np

from .. import materials, meshes, scene
from ..curves import brush, spiral, spline, stations
from ..relief import Relief
from ..scene import Shot

SHOTS = {
    "main": Shot("content/berel/media/elk-and-griffin.jpg", (2400, 1800), tilt=17, yaw=-4, fill=0.86),
    "detail": Shot(
        "content/berel/media/elk-and-griffin-detail.jpg",
        (1600, 1200),
        tilt=25,
        yaw=12,
        zoom=2.0,
        shift=(0.22, 0.02),
        blur=8,
    ),
}

MUCH, SOME, BARE = 0.62, 0.44, 0.20  # how much of the foil is left


def draw(density: float) -> Relief:
    relief = Relief(1660, 1300, density, origin=(0, -160))
    _mane(relief)
    _neck(relief)
    _elk_neck(relief)
    _skull(relief)
    _elk_antler(relief, (94, 10), 6, BARE)
    _elk_antler(relief, (0, 0), 30, MUCH)
    _elk(relief)
    _beak(relief)
    return relief.finish(thickness=24, hammer=0.7, soft=1.0)


def build(draft: bool = False) -> None:
    meshes.relief_object(draw(0.9 if draft else 1.35), materials.foiled_wood(1.1, axis="X"))
    scene.ground()


# ---- griffin ---------------------------------------------------------------------------


def _mane(relief: Relief) -> None:
    nape = spline([(470, 190), (340, 190), (220, 270), (150, 400), (130, 560), (140, 720), (150, 880)])
    for k, place in enumerate(stations(nape, 11, 0.06, 0.98)):
        root = place.point - place.across * 60
        tip = place.point + place.across * 96 + place.along * 24
        ray = brush([root, (root + tip) / 2 - place.along * 10, tip], [88, 82, 12])
        relief.add(ray, 34, "ridge", reach=40, base=8, step=7, groove=12, foil=MUCH if k % 3 else BARE)


def _neck(relief: Relief) -> None:
    neck = [
        (170, 420),
        (150, 600),
        (146, 800),
        (160, 1000),
        (300, 1030),
        (440, 1016),
        (560, 976),
        (600, 860),
        (620, 720),
        (500, 420),
    ]
    relief.add(spline(neck, True), 74, power=0.44, base=14, step=9, groove=14, foil=BARE)
    for row in reversed(range(3)):
        count = 4 - row % 2
        for k in range(count):
            x = 372 + (k - (count - 1) / 2) * 106
            y = 842 + 56 * row + (10 if row else 0)
            scale = [(-52, -30), (0, -54), (52, -30), (46, 16), (0, 58), (-46, 16)]
            scale = [(x + dx, y + dy) for dx, dy in scale]
            relief.add(
                spline(scale, True, (4,)),
                20,
                "carved",
                cover=0.9,
                smoothing=24,
                step=5,
                groove=10,
                groove_width=7,
                foil=SOME if (row + k) % 2 else MUCH,
            )
            relief.line([(x, y - 20), (x, y + 6), (x, y + 36)], 6, 5)
    band = [(146, 1010), (300, 1044), (440, 1032), (572, 984)]
    relief.add(brush(band, [64, 70, 70, 60]), 26, "carved", base=14, step=8, groove=12, foil=SOME)
    relief.dots([(176, 1018), (300, 1044), (440, 1032), (546, 994)], 17, 2.3)


def _skull(relief: Relief) -> None:
    head = [
        (250, 300),
        (350, 214),
        (480, 184),
        (600, 220),
        (660, 330),
        (664, 470),
        (640, 620),
        (640, 760),
        (560, 820),
        (420, 826),
        (280, 770),
        (200, 640),
        (190, 440),
    ]
    relief.add(spline(head, True), 96, power=0.42, base=30, step=12, groove=16, groove_width=12, foil=BARE)
    # Feathered cheek: three long curls, the sign of the Altai griffin.
    for k, (x, y) in enumerate(((286, 560), (368, 620), (452, 660))):
        path = [(0, -50), (-10, 20), (24, 92), (86, 104), (106, 56), (74, 34)]
        path = [(x + dx, y + dy) for dx, dy in path]
        relief.add(
            brush(path, [60, 66, 58, 44, 30, 12]),
            28,
            "ridge",
            reach=26,
            step=7,
            groove=11,
            groove_width=8,
            foil=MUCH if k != 1 else SOME,
        )
    ear = [(400, 330), (330, 268), (268, 170), (246, 60), (350, 100), (440, 180), (486, 280), (466, 340)]
    relief.add(spline(ear, True, (3,)), 34, "carved", base=40, step=13, groove=14, foil=MUCH)
    relief.line([(282, 108), (340, 190), (416, 290)], 13, 9)
    relief.eye((470, 430), 58, 16)
    brow = [(360, 470), (378, 372), (456, 322), (548, 346), (600, 420)]
    relief.add(
        brush(brow, [18, 44, 54, 48, 20]), 26, "ridge", reach=22, step=8, groove=12, groove_width=8, foil=MUCH
    )
    relief.line([(400, 516), (470, 536), (548, 508)], 11, 9)


def _beak(relief: Relief) -> None:
    lower = [
        (560, 700),
        (660, 730),
        (770, 734),
        (860, 700),
        (920, 660),
        (922, 736),
        (880, 806),
        (780, 856),
        (660, 860),
        (570, 820),
    ]
    relief.add(spline(lower, True, (4,)), 60, power=0.45, base=40, step=11, groove=15, foil=MUCH)
    relief.line([(600, 800), (700, 818), (800, 794), (876, 740)], 9, 7)
    upper = [
        (600, 218),
        (720, 206),
        (850, 246),
        (944, 332),
        (988, 450),
        (976, 570),
        (930, 666),
        (906, 590),
        (866, 530),
        (790, 494),
        (690, 490),
        (606, 510),
        (580, 380),
    ]
    upper = spline(upper, True, (6,))
    relief.add(upper, 88, power=0.44, base=50, step=14, groove=18, groove_width=12, foil=MUCH)
    relief.line([(690, 250), (810, 274), (900, 350), (946, 460), (944, 560)], 9, 7)
    cere = [(594, 200), (652, 256), (672, 350), (656, 450), (600, 530)]
    relief.add(brush(cere, [40, 58, 62, 54, 34]), 28, "ridge", reach=28, step=9, groove=13, foil=SOME)
    relief.line(spiral((748, 366), 34, 8, -200, 170), 12, 7, taper=False, raw=True)
    relief.line([(640, 474), (730, 452), (826, 470), (890, 520)], 8, 7)


# ---- elk -------------------------------------------------------------------------------


def _elk_antler(relief: Relief, shift: tuple[float, float], base: float, left: float) -> None:
    """The broad palm of an elk's antler, edged with points."""
    root = np.array([1120, 430.0])
    edge = spline([(900, 330), (900, 240), (960, 130), (1090, 60), (1230, 76), (1340, 160), (1380, 270)])
    for place in stations(edge, 8, 0.0, 1.0):
        away = (place.point - root) / np.linalg.norm(place.point - root)
        inner, tip = place.point - 70 * away, place.point + 96 * away + (0, -16)
        tine = brush(np.array([inner, place.point, tip]) + shift, [86, 66, 12])
        relief.add(tine, 28, "ridge", reach=34, base=base, step=6, groove=11, foil=left)
    palm = [(1074, 500), (1062, 430), (980, 390), (910, 330), (904, 236), (968, 132), (1094, 66), (1228, 82)]
    palm += [(1334, 168), (1370, 262), (1316, 318), (1220, 370), (1164, 430), (1156, 500)]
    outline = np.array(spline(palm, True)) + shift
    relief.add(outline, 40, base=base, step=4, cover=0.9, groove=10, foil=left)
    for place in stations(edge, 7, 0.08, 0.92):  # veins of the palm
        inner = root + 0.22 * (place.point - root)
        outer = root + 0.84 * (place.point - root)
        relief.line(np.array([inner, (inner + outer) / 2 + (0, -8), outer]) + shift, 8, 8)


def _elk_neck(relief: Relief) -> None:
    neck = [(560, 520), (760, 500), (960, 500), (1080, 560), (1090, 700), (1000, 770), (800, 760), (560, 760)]
    relief.add(spline(neck, True), 60, power=0.44, base=30, step=8, groove=10, foil=BARE)


def _elk(relief: Relief) -> None:
    bell = [(1100, 740), (1180, 770), (1206, 840), (1184, 920), (1140, 1000), (1112, 910), (1078, 830)]
    relief.add(spline(bell, True, (4,)), 36, "carved", base=14, step=9, groove=14, foil=SOME)
    for k in range(3):
        relief.line([(1108 + 30 * k, 800), (1114 + 22 * k, 860), (1132 + 8 * k, 930)], 7, 6)
    ear = [(1070, 560), (1010, 530), (952, 452), (930, 352), (1010, 400), (1076, 460), (1104, 520)]
    head = [
        (1000, 600),
        (1030, 510),
        (1100, 462),
        (1184, 478),
        (1256, 536),
        (1320, 586),
        (1400, 620),
        (1474, 676),
        (1512, 756),
        (1500, 836),
        (1448, 866),
        (1400, 850),
        (1376, 884),
        (1316, 890),
        (1256, 850),
        (1180, 810),
        (1100, 800),
        (1030, 740),
        (996, 670),
    ]
    relief.add(
        spline(head, True), 88, "carved", power=0.42, base=30, step=12, groove=16, groove_width=12, foil=BARE
    )
    relief.add(spline(ear, True, (3,)), 30, "carved", base=40, step=12, groove=13, foil=SOME)
    relief.line([(960, 398), (1004, 462), (1068, 530)], 11, 8)
    # The heavy overhanging nose, nostril, mouth, cheek.
    nose = [(1330, 640), (1400, 640), (1462, 690), (1494, 760)]
    nose += [(1484, 824), (1440, 846), (1384, 812), (1340, 740)]
    relief.add(spline(nose, True), 30, power=0.5, step=4, cover=0.6, groove=10, groove_width=9, foil=SOME)
    relief.line(spiral((1440, 744), 33, 8, -220, 120), 13, 7, taper=False, raw=True)
    for line, depth, width in (
        ([(1496, 830), (1440, 862), (1380, 840), (1310, 800), (1280, 790)], 13, 6),
        ([(1100, 780), (1190, 770), (1240, 710), (1226, 640)], 12, 10),
        ([(1140, 730), (1186, 716), (1204, 670)], 8, 8),
        ([(1250, 580), (1296, 650), (1310, 720)], 9, 8),
    ):
        relief.line(line, depth, width)
    almond = [(1100, 610), (1136, 570), (1190, 572), (1236, 612), (1190, 630), (1140, 630)]
    almond = spline(almond, True, (0, 3))
    relief.add(almond, 12, step=5, smoothing=18, groove=12, groove_width=8, foil=SOME)
    relief.eye((1164, 602), 24, 8)
    relief.line([(1092, 590), (1130, 546), (1194, 544), (1240, 580)], 10, 7)
