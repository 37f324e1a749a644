"""BEREL-07: pendant of horse tack, an elk's head in a griffin's beak, carved wood with foil.

The griffin has the hooked beak, the pointed ear and the mane of rays of its kin in kurgan 11.
The originals are carved nearly in the round; here the pendant is a high relief.
"""

from __future__ import annotations

import numpy as np

from .. import materials, meshes, scene
from ..curves import Points, spiral, spline, stations
from ..pen import Pen
from ..relief import Relief
from ..scene import Shot

SHOTS = {
    "main": Shot("content/berel/media/elk-and-griffin.jpg", (2400, 1800), tilt=17, yaw=-4, fill=0.88),
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

MUCH, MOST, SOME, THIN, BARE = 0.70, 0.58, 0.44, 0.34, 0.20  # how much of the foil is left
SHIFT = 90  # of the elk into the beak


def draw(density: float) -> Relief:
    relief = Relief(1740, 1330, density, origin=(-60, -190))
    pen = Pen(relief, (-190, -70), 1.15)
    _mane(pen)
    _neck(pen)
    _elk_neck(relief)
    _lower_beak(pen)
    _skull(pen)
    _antler(relief)
    _elk(relief)
    _upper_beak(pen)
    _brow(pen)
    return relief.finish(thickness=24, hammer=0.5, soft=1.0)


def build(draft: bool = False) -> None:
    meshes.relief_object(draw(0.9 if draft else 1.35), materials.foiled_wood(1.1, axis="X"))
    scene.ground()


# ---- griffin: eye at (566, 426), about 800 high ------------------------------------------


def _mane(pen: Pen) -> None:
    """Rays along the nape, each bent a little downwards like a flame."""
    nape = spline(
        [(620, 290), (530, 268), (446, 290), (376, 356), (328, 452), (300, 560), (286, 680), (278, 800)]
    )
    for k, place in enumerate(stations(nape, 9, 0.17, 0.98)):
        out = -place.across if place.across @ (place.point - (520, 600)) < 0 else place.across
        down = place.along
        root = place.point - out * 40
        long = 176 - 4 * k
        tip = place.point + out * long + down * 14
        middle = place.point + out * long * 0.52 - down * 6
        ray = [root, place.point + out * 14 - down * 4, middle, tip]
        pen.stroke(ray, [80, 84, 66, 8], 36, "ridge", reach=38, base=6, step=7, groove=14, foil=MUCH)


def _neck(pen: Pen) -> None:
    neck = [(470, 300), (390, 370), (330, 480), (302, 600), (290, 740), (280, 860), (272, 930)]
    neck += [(420, 962), (560, 952), (668, 914), (650, 820), (640, 700), (660, 600), (600, 400)]
    pen.body(neck, 90, "dome", corners=(6, 9), power=0.42, base=16, groove=14, groove_width=11, foil=BARE)
    crest = [(470, 290), (386, 366), (328, 480), (302, 600), (288, 740), (276, 880)]
    pen.stroke(crest, [44, 48, 50, 50, 48, 44], 26, "ridge", reach=24, groove_width=9, foil=MUCH)
    for row in reversed(range(5)):  # overlapping scales, the lowest row first
        y = 712 + 52 * row
        left = np.interp(y, [600, 740, 930], [346, 330, 312])
        right = np.interp(y, [600, 700, 800, 930], [606, 600, 604, 622])
        wide = (right - left) / 4.4
        for k in range(4 + row % 2):
            x = left + (k + (0 if row % 2 else 0.5)) * (right - left) / 4
            scale = [(-0.56, -40), (0, -58), (0.56, -40), (0.50, 8), (0.03, 46), (-0.46, 8)]
            scale = [(x + dx * wide, y + dy) for dx, dy in scale]
            left_foil = SOME if (row + k) % 3 else MUCH
            pen.body(
                scale,
                15,
                "dome",
                corners=(4,),
                cover=0.9,
                smoothing=20,
                step=5,
                groove=9,
                groove_width=6,
                foil=left_foil,
            )
            pen.line([(x + 1, y - 28), (x + 2, y + 2), (x + 3, y + 28)], 5, 4)
    collar = [(268, 926), (340, 948), (440, 962), (560, 952), (672, 912)]
    pen.stroke(
        collar, [62, 64, 66, 64, 58], 30, "carved", base=24, step=8, groove=14, groove_width=10, foil=MUCH
    )
    for place in stations(spline([(284, 930), (440, 960), (560, 950), (656, 918)]), 11):
        pen.dot(place.point, 13)


def _lower_beak(pen: Pen) -> None:
    lower = [(580, 590), (650, 640), (730, 684), (812, 702), (884, 686), (862, 744), (800, 784), (712, 792)]
    lower += [(630, 764), (566, 700)]
    pen.body(lower, 58, "dome", corners=(4,), power=0.45, base=26, step=9, groove=15, foil=MUCH)
    pen.line([(640, 736), (720, 758), (790, 746), (838, 714)], 8, 6)


def _skull(pen: Pen) -> None:
    head = [(410, 420), (440, 330), (520, 284), (610, 286), (690, 330), (706, 420), (684, 510), (652, 590)]
    head += [(628, 680), (570, 726), (484, 690), (424, 610), (400, 510)]
    pen.body(head, 66, "dome", power=0.42, base=40, step=10, groove=16, groove_width=12, foil=MOST)
    for x, y, heading, reach in ((610, 628, 112, 136), (534, 626, 112, 162), (456, 590, 110, 184)):
        pen.curl(
            (x, y),
            heading,
            reach,
            -440,
            (56, 18),
            30,
            sway=22,
            growth=2.4,
            step=8,
            groove=14,
            groove_width=9,
            foil=MUCH,
        )


def _upper_beak(pen: Pen) -> None:
    beak = [(620, 300), (704, 290), (800, 304), (884, 350), (938, 424), (956, 516), (930, 622), (900, 566)]
    beak += [(862, 530), (806, 508), (736, 506), (668, 528), (606, 556), (600, 490), (640, 440), (650, 370)]
    pen.body(
        beak, 84, "dome", corners=(6, 12), power=0.45, base=46, step=13, groove=18, groove_width=12, foil=MUCH
    )
    pen.line([(712, 322), (796, 338), (866, 388), (906, 462), (916, 556)], 8, 6)
    pen.line([(650, 512), (736, 480), (812, 484), (872, 516)], 8, 6)
    cere = [(640, 292), (690, 336), (706, 410), (690, 480), (646, 526), (606, 520)]
    pen.stroke(cere, [40, 48, 50, 46, 38, 20], 22, "ridge", reach=22, step=6, groove=11, foil=SOME)
    pen.line(spiral((768, 410), 27, 6, -200, 160), 10, 5.5, taper=False, raw=True)


def _brow(pen: Pen) -> None:
    pen.eye((562, 426), 54, 15)
    brow = [(464, 474), (476, 392), (538, 344), (610, 350), (658, 392), (662, 440), (634, 458)]
    pen.stroke(brow, [16, 34, 44, 46, 40, 30, 16], 24, "ridge", reach=20, groove_width=8, foil=MUCH)
    ear = [(476, 352), (430, 300), (402, 214), (412, 104), (476, 184), (530, 262), (560, 330), (530, 370)]
    pen.body(ear, 36, "carved", corners=(3,), base=36, step=12, groove=16, groove_width=10, foil=MUCH)
    inner = spline(
        [(480, 326), (450, 286), (430, 220), (428, 154), (480, 226), (520, 290), (526, 336)], True, (3,)
    )
    pen.outline(inner, 8, 4)
    pen.line([(432, 176), (464, 250), (498, 326)], 9, 6)


# ---- elk: its head looks out of the beak ----------------------------------------------------


def _elk_neck(relief: Relief) -> None:
    neck = [(560, 560), (700, 530), (860, 520), (1000, 560), (1010, 760), (880, 800), (740, 770), (560, 700)]
    relief.add(spline(neck, True), 56, power=0.44, base=30, step=8, groove=10, foil=BARE)
    for k in range(4):  # hair between the jaws
        y = 590 + 38 * k
        relief.line([(650, y - 4), (720, y + 10), (800, y + 4), (850, y + 12)], 9, 7)


def _palm(root: Points, reach: float, first: float, last: float, count: int) -> tuple[Points, list[Points]]:
    """An elk's antler like an open hand: its outline, and the ends of the furrows between the tines."""
    angles = np.radians(np.linspace(first, last, count))
    gap = (angles[1] - angles[0]) / 2
    outline: list[Points] = []
    corners, furrows = [], []

    def at(angle: float, share: float) -> Points:
        return root + reach * share * np.array([np.cos(angle), 0.94 * np.sin(angle)])

    for k, angle in enumerate(angles):
        long = 1.0 - 0.10 * abs(k / (count - 1) - 0.45) * 2
        outline.append(at(angle - 0.52 * gap, 0.82 * long))
        corners.append(len(outline))
        outline.append(at(angle + 0.30 * gap, long))
        outline.append(at(angle + 0.60 * gap, 0.82 * long))
        if k < count - 1:
            outline.append(at(angle + gap, 0.74))
            furrows.append(at(angle + gap, 0.70))
    stem = [at(angles[-1] + 0.9 * gap, 0.55), np.add(root, (74, -60)), np.add(root, (44, 40))]
    stem += [np.add(root, (-40, 40)), np.add(root, (-50, -40)), at(angles[0] - 0.9 * gap, 0.55)]
    return spline(np.array([*outline, *stem]), True, corners), furrows


def _antler(relief: Relief) -> None:
    root = np.array([1086.0 - SHIFT, 466.0])
    far, _ = _palm(np.add(root, (-24, -6)), 430, -140, -100, 4)
    relief.add(far, 30, base=6, step=5, groove=12, foil=SOME)
    outline, furrows = _palm(root, 470, -104, -16, 7)
    relief.add(outline, 46, power=0.5, base=24, step=11, groove=16, groove_width=12, foil=MUCH)
    for end in furrows:
        start = root + 0.30 * (end - root)
        relief.line(np.array([start, (start + end) / 2 + (-4, -10), end]), 12, 9, lip=0.5)


def _elk(relief: Relief) -> None:
    pen = Pen(relief, (-SHIFT, 0))
    bell = [(1076, 780), (1150, 800), (1186, 860), (1180, 930), (1150, 1000), (1112, 1070), (1096, 980)]
    bell += [(1066, 900), (1050, 830)]
    pen.body(bell, 40, corners=(5,), base=14, step=9, groove=14, foil=SOME)
    for k in range(3):
        pen.line([(1092 + 34 * k, 850), (1096 + 27 * k, 910), (1110 + 10 * k, 985)], 9, 7)
    lower = [
        (1190, 790),
        (1290, 800),
        (1390, 816),
        (1442, 842),
        (1432, 884),
        (1380, 900),
        (1310, 888),
        (1220, 850),
    ]
    pen.body(lower, 42, "dome", power=0.45, base=24, step=8, groove=12, foil=THIN)
    head = [(950, 640), (966, 550), (1020, 496), (1090, 474), (1150, 496), (1230, 546), (1320, 586)]
    head += [(1410, 602), (1500, 640), (1570, 718), (1586, 806), (1554, 866), (1494, 876), (1440, 846)]
    head += [(1370, 838), (1290, 846), (1190, 830), (1090, 812), (1000, 770), (956, 710)]
    pen.body(head, 92, power=0.42, base=34, step=13, groove=17, foil=THIN)
    # The heavy nose hangs over the lips: a swelling without an edge, nostril and wing.
    nose = [(1392, 664), (1440, 624), (1506, 656), (1564, 732), (1578, 804), (1546, 856), (1492, 866)]
    nose += [(1440, 836), (1400, 760)]
    pen.body(nose, 26, "dome", power=0.9, step=0, cover=0.0, groove=0)
    nostril = [(1480, 736), (1504, 716), (1534, 728), (1544, 764), (1526, 792), (1504, 776)]
    pen.line(nostril, 18, 10, taper=False)
    for line, depth, width in (
        ([(1490, 872), (1440, 842), (1370, 826), (1300, 814)], 14, 7),  # mouth
        ([(1452, 820), (1430, 760), (1440, 690), (1480, 660)], 9, 10),  # wing of the nose
        ([(1040, 790), (1140, 784), (1216, 730), (1230, 650)], 14, 11),  # cheek
        ([(1090, 736), (1150, 728), (1180, 676)], 9, 9),
        ([(1262, 596), (1316, 660), (1336, 740)], 10, 9),
    ):
        pen.line(line, depth, width)
    ear = [(1060, 566), (1012, 548), (978, 478), (984, 366), (1030, 424), (1066, 490), (1084, 540)]
    pen.body(ear, 34, corners=(3,), base=46, step=13, groove=14, foil=MUCH)
    pen.line([(994, 404), (1018, 476), (1054, 540)], 11, 8)
    almond = [(1096, 620), (1134, 572), (1194, 572), (1244, 622), (1194, 640), (1138, 640)]
    pen.body(almond, 14, "dome", corners=(0, 3), step=6, smoothing=18, groove=14, foil=MUCH)
    pen.eye((1168, 607), 27, 9)
    lid = [(1080, 596), (1124, 548), (1200, 544), (1258, 594)]
    pen.stroke(lid, [10, 26, 26, 8], 14, "ridge", reach=12, step=4, cover=0.5, groove=7, foil=MUCH)
