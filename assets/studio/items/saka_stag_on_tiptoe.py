"""SAKA-10: gold stag on the tips of its hooves, with a chain and a fastening loop.

Set stones, antlers bound with gold wire: both are reported of the find. Which stones
sat where, and where the chain began, is not: that is the studio's own.
"""

from __future__ import annotations

import numpy as np

from .. import beasts, gems, goldsmith, materials, meshes, scene
from ..curves import brush, spline, stations
from ..pen import Pen
from ..relief import Relief
from ..scene import Shot

SHOTS = {
    "main": Shot("content/saka/media/stag-on-tiptoe.jpg", tilt=17, yaw=-4, fill=0.84),
    "detail": Shot(
        "content/saka/media/stag-on-tiptoe-detail.jpg",
        (1600, 1200),
        tilt=24,
        yaw=8,
        zoom=2.3,
        shift=(0.20, 0.22),
        blur=5.6,
    ),
}

BEAM = [
    (798, 372),
    (772, 300),
    (706, 270),
    (628, 296),
    (552, 350),
    (462, 388),
    (370, 396),
    (286, 410),
    (226, 452),
]
BEAM_WIDTHS = [52, 58, 58, 56, 54, 52, 46, 36, 14]
TINES = (
    (626, 306, 1.10, 6),
    (556, 352, 1.12, 4),
    (486, 386, 1.06, 0),
    (408, 400, 0.98, -4),
    (332, 408, 0.86, -10),
)


def draw(density: float) -> Relief:
    relief = Relief(1160, 1320, density)
    pen = Pen(relief)
    _antlers(pen)
    for x, fore in ((78, True), (100, False)):  # the far legs, a little forward
        _leg(pen.inner((x, -6)), fore, far=True)
    _torso(pen)
    _leg(pen, True)
    _leg(pen, False)
    _muscles(pen)
    beasts.deer_head(pen.inner((862, 424), 0.92, -6), gems.TURQUOISE)
    return relief.finish(thickness=12, hammer=0.8)


def build(draft: bool = False) -> None:
    relief = draw(0.9 if draft else 1.4)
    meshes.relief_object(relief, gems.inlaid_gold())
    gold = materials.gold(1.3, occlusion=0.02)
    start = goldsmith.on_stage(relief, [(884, 640)])[0]
    goldsmith.ring(np.add(start, (0.012, 0, 0.034)), 0.030, 0.009, gold, (0.5, 0.1, 1))
    line = [
        (900, 646),
        (960, 690),
        (1040, 690),
        (1110, 760),
        (1090, 880),
        (1010, 960),
        (1010, 1060),
        (1100, 1110),
    ]
    line += [(1200, 1090), (1262, 1010)]
    path = goldsmith.on_stage(relief, spline(line), 0.020)
    path[:, 2] += 0.016 * np.exp(-np.arange(len(path)) / 14)
    goldsmith.chain(path, 0.050, 0.0062, gold)
    goldsmith.ring(path[-1] + (0.040, 0.052, 0.0), 0.066, 0.013, gold, (0.15, -0.1, 1))
    scene.ground()


def _antlers(pen: Pen) -> None:
    tine = {"groove": 13, "groove_width": 7, "smoothing": 30, "step": 5, "base": 6}
    for x, y, size, lean in reversed(TINES):
        pen.curl((x, y), -74 + lean, 186 * size, -395, (56 * size, 17 * size), 27, sway=34, **tine)
    for start, heading, reach in (((810, 356), -50, 196), ((744, 280), -96, 178)):
        pen.curl(start, heading, reach, 392, (52, 16), 27, **tine)
    pen.stroke(BEAM, BEAM_WIDTHS, 34, "ridge", reach=28, base=14, groove=10, groove_width=8, smoothing=30)
    beam = brush(BEAM, BEAM_WIDTHS)
    for middle in (0.09, 0.335, 0.485, 0.62, 0.75):  # windings of gold wire
        for place in stations(beam, 4, middle, middle + 0.042):
            across = place.across * (place.half + 5) + place.along * 3
            pen.stroke(
                [place.point - across, place.point + across],
                [11, 11],
                7,
                "round",
                reach=5,
                step=3,
                groove=3,
                groove_width=3,
                smoothing=6,
                cover=0.2,
            )


def _torso(pen: Pen) -> None:
    pen.body([(258, 600), (214, 604), (182, 650), (176, 716), (204, 694), (232, 660), (258, 650)], 22, base=8)
    torso = [
        (708, 572),
        (610, 592),
        (500, 598),
        (396, 580),
        (300, 572),
        (246, 612),
        (236, 690),
        (272, 776),
        (350, 812),
        (450, 770),
        (560, 780),
        (650, 826),
        (740, 826),
        (790, 740),
        (780, 640),
    ]
    pen.body(torso, 62, "dome", power=0.42, base=10)
    neck = [
        (640, 610),
        (700, 530),
        (752, 450),
        (796, 384),
        (880, 400),
        (902, 470),
        (890, 560),
        (868, 660),
        (826, 760),
        (752, 800),
        (680, 740),
    ]
    pen.body(neck, 74, power=0.42, base=14, smoothing=60, step=8)
    for line in (
        [(778, 470), (748, 560), (752, 650), (772, 720)],
        [(822, 500), (800, 590), (808, 680), (806, 740)],
        [(866, 530), (852, 600), (846, 660)],
    ):
        pen.line(line, 9, 7)


FORE = [
    (668, 740),
    (676, 840),
    (684, 908),
    (678, 946),
    (690, 990),
    (688, 1050),
    (680, 1092),
    (690, 1120),
    (722, 1122),
    (736, 1096),
    (724, 1050),
    (730, 990),
    (752, 950),
    (750, 906),
    (760, 840),
    (784, 750),
    (730, 700),
]
HIND = [
    (262, 720),
    (296, 790),
    (292, 846),
    (256, 888),
    (274, 948),
    (296, 1010),
    (316, 1066),
    (320, 1112),
    (350, 1122),
    (372, 1096),
    (356, 1048),
    (336, 990),
    (332, 936),
    (364, 896),
    (412, 840),
    (452, 770),
    (360, 690),
]


def _leg(pen: Pen, fore: bool, far: bool = False) -> None:
    height = 28 if far else 38
    more = {"base": 4 if far else 14, "power": 0.46, "groove": 12}
    if fore:
        pen.body(FORE, height, **more)
        pen.line([(694, 916), (716, 930), (740, 912)], 6, 4.5)
        pen.line([(696, 976), (716, 968), (738, 972)], 6, 4.5)
        pen.line([(716, 1000), (704, 1040), (706, 1084)], 6, 4)
        beasts.standing_hoof(pen.inner((708, 1106), 0.86, 4))
        return
    pen.body(HIND, height, corners=(3,), **more)
    pen.line([(292, 872), (306, 908), (302, 950)], 7, 5)
    pen.line([(312, 968), (326, 1020), (342, 1084)], 6, 4)
    beasts.standing_hoof(pen.inner((346, 1108), 0.86, 0))


def _muscles(pen: Pen) -> None:
    for k in range(5):
        x = 520 + k * 27
        pen.line([(x + 12, 650 - k), (x - 6, 696), (x + 4, 746 + 2 * k)], 7, 6)
    haunch = [
        (256, 600),
        (330, 572),
        (410, 596),
        (462, 664),
        (468, 752),
        (436, 830),
        (378, 880),
        (322, 872),
        (280, 806),
        (246, 730),
        (236, 660),
    ]
    pen.body(haunch, 44, power=0.46, step=9, groove=15, groove_width=11)
    pen.line([(396, 628), (434, 700), (424, 786), (378, 846)], 9, 7)
    shoulder = [
        (660, 592),
        (728, 604),
        (784, 664),
        (800, 744),
        (780, 826),
        (726, 872),
        (668, 842),
        (632, 770),
        (622, 680),
    ]
    pen.body(shoulder, 44, power=0.46, step=9, groove=15, groove_width=11)
    pen.line([(724, 636), (768, 706), (768, 790), (730, 848)], 9, 7)
    for at, turn in (((340, 690), 0), ((700, 712), 0)):
        drop = [(0, -58), (30, -20), (30, 26), (0, 52), (-28, 28), (-24, -16)]
        pen.inner(at, 1.0, turn).inlay(spline(drop, True, (0,)), gems.TURQUOISE)
