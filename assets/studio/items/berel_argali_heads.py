"""BEREL-06: two plaques of horse tack, each an argali's head that hangs from a ribbed bar, carved wood.

The beard curls back under the neck and answers the curl of the horn. How the pieces of a
set were arranged on the straps is not known here: two of them simply face each other.
"""

from __future__ import annotations

import numpy as np

from .. import materials, meshes, scene
from ..curves import brush, spiral, spline, stations
from ..outputs import Model
from ..relief import Relief
from ..scene import Shot

SHOTS = {
    "main": Shot("content/berel/media/argali-heads.jpg", (2400, 1800), tilt=16, yaw=-4, fill=0.86),
    "detail": Shot(
        "content/berel/media/argali-heads-detail.jpg",
        (1600, 1200),
        tilt=26,
        yaw=10,
        zoom=2.0,
        shift=(-0.24, 0.0),
        blur=8,
    ),
}
MODEL = Model("content/berel/media/argali-heads.glb", longest=0.2, kind="relief")

MUCH, SOME, BARE = 0.60, 0.42, 0.20  # how much of the foil is left

HORN = (
    ((646, 336), 138),
    ((606, 216), 154),
    ((490, 132), 150),
    ((350, 126), 142),
    ((226, 202), 132),
    ((164, 334), 120),
    ((184, 474), 106),
    ((276, 576), 92),
    ((400, 612), 76),
    ((506, 580), 58),
    ((566, 504), 38),
    ((574, 430), 12),
)


def draw(density: float) -> Relief:
    relief = Relief(1000, 1160, density, origin=(0, -110))
    _bar(relief)
    _neck(relief)
    _beard(relief)
    _head(relief)
    _ear(relief)
    _horn(relief)
    return relief.finish(thickness=20, hammer=0.7, soft=1.0)


def build(draft: bool = False) -> None:
    wood = materials.foiled_wood(1.3, axis="Y")
    left = meshes.relief_object(draw(0.8 if draft else 1.4), wood)
    right = meshes.place(left.data, scale=(-1, 1, 1))
    gap = 0.07
    half = float(np.ptp([corner[0] for corner in left.bound_box])) / 2
    left.location.x, right.location.x = -half - gap / 2, half + gap / 2
    scene.ground()


def _bar(relief: Relief) -> None:
    path = [(116, 16), (300, 6), (480, 4), (660, 8), (830, 18)]
    bar = brush(path, [96, 104, 106, 104, 92])
    relief.add(bar, 34, "dome", base=6, groove=0, foil=SOME)
    for k, place in enumerate(stations(bar, 12, 0.0, 1.0)):  # ribs across the bar
        a = place.point - place.across * place.half * 1.06
        b = place.point + place.across * place.half * 1.06
        relief.add(
            brush([a, b], [40, 40]),
            26,
            "dome",
            base=10,
            step=3,
            cover=0.6,
            groove=12,
            groove_width=8,
            foil=MUCH if k % 3 == 1 else SOME if k % 3 else BARE,
        )


def _neck(relief: Relief) -> None:
    neck = [
        (300, 420),
        (236, 560),
        (206, 700),
        (196, 840),
        (182, 960),
        (250, 980),
        (330, 984),
        (438, 968),
        (446, 880),
        (456, 780),
        (510, 680),
        (560, 580),
        (480, 430),
    ]
    relief.add(spline(neck, True), 70, power=0.44, base=10, step=9, groove=14, foil=BARE)
    for k in range(4):  # the ruff: bevelled locks side by side, the hindmost first
        x = 246 + 58 * k
        path = [(x + 24 - 6 * k, 600 + 8 * k), (x - 6, 720), (x - 14, 840), (x + 12, 964)]
        relief.add(
            brush(path, [30, 74, 80, 10]),
            30,
            "ridge",
            reach=38,
            step=3,
            cover=0.7,
            groove=9,
            foil=(SOME, BARE, MUCH, BARE)[k],
        )
    band = brush([(186, 958), (256, 978), (330, 982), (436, 964)], [46, 52, 52, 46])
    relief.add(band, 24, "dome", base=16, step=6, groove=12, groove_width=8, foil=MUCH)


def _beard(relief: Relief) -> None:
    path = [
        (850, 680),
        (822, 786),
        (742, 874),
        (628, 904),
        (524, 856),
        (488, 764),
        (534, 694),
        (620, 692),
        (662, 752),
        (632, 802),
    ]
    lock = brush(path, [118, 120, 112, 102, 90, 76, 62, 48, 34, 12])
    relief.add(lock, 54, "carved", base=12, step=10, groove=15, groove_width=10, foil=SOME)
    for side in (-1, 1):  # strands along the lock
        strand = np.array([p.point + side * 0.42 * p.half * p.across for p in stations(lock, 30, 0.05, 0.80)])
        relief.line(strand, 8, 5.5, raw=True)


def _head(relief: Relief) -> None:
    head = [
        (440, 430),
        (500, 336),
        (590, 290),
        (680, 312),
        (756, 376),
        (828, 462),
        (884, 552),
        (914, 626),
        (908, 682),
        (868, 716),
        (806, 716),
        (744, 686),
        (672, 672),
        (590, 680),
        (510, 652),
        (454, 580),
        (430, 500),
    ]
    relief.add(
        spline(head, True), 84, "carved", power=0.42, base=30, step=12, groove=16, groove_width=11, foil=BARE
    )
    # Bridge of the nose, cheek, lips, nostril.
    relief.add(
        brush([(690, 344), (762, 424), (826, 520), (872, 610)], [30, 62, 58, 24]),
        15,
        "ridge",
        reach=26,
        step=3,
        cover=0.4,
        groove=6,
        foil=SOME,
    )
    for line, depth, width in (
        ([(902, 664), (862, 668), (806, 650), (772, 640)], 12, 6),
        ([(560, 640), (640, 640), (690, 590), (684, 510)], 11, 9),
        ([(592, 600), (640, 590), (662, 548)], 7, 7),
        ([(716, 540), (752, 588), (790, 622)], 7, 7),
        ([(690, 470), (728, 520), (760, 560)], 6, 6),
    ):
        relief.line(line, depth, width)
    relief.line(spiral((872, 612), 25, 6, -220, 120), 11, 5, taper=False, raw=True)
    # Eye: almond with lid and tear line.
    almond = spline([(582, 420), (626, 384), (682, 396), (724, 446), (676, 458), (622, 454)], True, (0, 3))
    relief.add(almond, 10, step=5, smoothing=18, groove=11, groove_width=8, foil=SOME)
    relief.eye((648, 424), 24, 8)
    relief.line([(574, 404), (616, 362), (676, 362), (726, 404)], 9, 6)


def _horn(relief: Relief) -> None:
    horn = brush([p for p, _ in HORN], [w for _, w in HORN])
    relief.add(horn, 72, "dome", power=0.44, base=30, step=14, groove=18, groove_width=12, foil=SOME)
    for k, place in enumerate(stations(horn, 26, 0.02, 0.93)):  # knots: bars bent towards the tip
        inner = place.point - place.across * place.half * 0.94
        outer = place.point + place.across * place.half * 0.94
        middle = place.point + place.along * place.half * 0.22
        bar = brush([inner, middle, outer], [place.half * w for w in (0.20, 0.34, 0.30)])
        relief.add(
            bar,
            12,
            "round",
            reach=place.half * 0.18,
            cover=0.35,
            step=1,
            groove=6,
            groove_width=place.half * 0.13,
            foil=MUCH if k % 4 else BARE,
        )


def _ear(relief: Relief) -> None:
    ear = [(556, 410), (500, 376), (420, 372), (336, 402), (312, 424), (390, 452), (478, 466), (546, 456)]
    relief.add(spline(ear, True, (4,)), 26, "carved", base=30, step=12, groove=13, foil=SOME)
    relief.line([(520, 416), (450, 412), (362, 420)], 10, 7)
