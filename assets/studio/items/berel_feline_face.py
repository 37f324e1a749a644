"""BEREL-05: plaque of horse tack, a feline's face seen from the front with curled ornament.

Wood with tin and gold foil, 9.0 x 6.0 cm. Which parts bore tin and which gold is not known;
here all foil that is left is gold. The curls over the forehead are the stylised ornament.
"""

from __future__ import annotations

import numpy as np

from .. import materials, meshes, scene
from ..curves import brush, curl, mirror, spline
from ..relief import Relief
from ..scene import Shot

SHOTS = {
    "main": Shot("content/berel/media/feline-face.jpg", (2400, 1800), tilt=14, yaw=-4, fill=0.90),
    "detail": Shot(
        "content/berel/media/feline-face-detail.jpg",
        (1600, 1200),
        tilt=26,
        yaw=9,
        zoom=2.0,
        shift=(0.04, -0.14),
        blur=8,
    ),
}

AXIS = 480
MUCH, SOME, BARE = 0.64, 0.46, 0.22  # how much of the foil is left


def draw(density: float) -> Relief:
    relief = Relief(960, 1330, density, origin=(0, -90))
    for side in (1, -1):
        _ornament(relief, side)
        _ear(relief, side)
        _ruff(relief, side)
    _face(relief)
    for side in (1, -1):
        _eye(relief, side)
    _nose(relief)
    return relief.finish(thickness=22, hammer=0.7, soft=1.0)


def build(draft: bool = False) -> None:
    meshes.relief_object(draw(0.9 if draft else 1.5), materials.foiled_wood(1.1, axis="Y"))
    scene.ground()


def _sided(shape, side: int):
    shape = np.asarray(shape, float) if isinstance(shape, (list, tuple)) else shape
    return shape if side > 0 else mirror(shape, AXIS)


def _ornament(relief: Relief, side: int) -> None:
    """Two S-curls that rise from the forehead and a bud between them."""
    if side > 0:
        bud = [(480, 0), (532, 90), (548, 200), (524, 330), (480, 400), (436, 330), (412, 200), (428, 90)]
        relief.add(spline(bud, True, (0,)), 44, "carved", base=8, step=7, groove=12, foil=MUCH)
        relief.line([(480, 110), (480, 200), (480, 300)], 8, 6)
    outer = curl((560, 448), -72, 352, 400, (92, 24), growth=2.2, sway=26)
    relief.add(_sided(outer, side), 40, "ridge", reach=44, base=8, step=8, groove=13, foil=MUCH)


def _ear(relief: Relief, side: int) -> None:
    ear = [(560, 470), (596, 396), (668, 338), (752, 324), (818, 364), (834, 446), (800, 536), (726, 590)]
    relief.add(_sided(spline(ear, True), side), 34, "carved", base=14, step=9, groove=13, foil=SOME)
    inner = [(640, 500), (660, 436), (710, 396), (764, 392), (786, 440), (760, 510), (706, 548)]
    relief.add(_sided(spline(inner, True), side), 10, step=-16, cover=0.8, smoothing=14, groove=0, foil=BARE)
    for k in range(3):  # hair in the ear
        hair = [(660 + 22 * k, 530 + 12 * k), (690 + 18 * k, 470 + 10 * k), (732 + 14 * k, 424 + 14 * k)]
        relief.line(_sided(hair, side), 7, 5)


def _ruff(relief: Relief, side: int) -> None:
    for k in reversed(range(4)):
        x, y = 756 - 62 * k, 690 + 112 * k
        lock = [(x - 110, y - 60), (x + 10, y - 20), (x + 84 - 10 * k, y + 62), (x + 64 - 16 * k, y + 150)]
        relief.add(
            _sided(brush(lock, [110, 128, 92, 10]), side),
            40,
            "ridge",
            reach=54,
            base=10,
            step=8,
            groove=14,
            foil=SOME if k % 2 else MUCH,
        )
        relief.line(_sided([(x - 30, y - 6), (x + 40, y + 44), (x + 56 - 14 * k, y + 104)], side), 6, 5)


def _face(relief: Relief) -> None:
    half = [(480, 396), (590, 408), (690, 462), (752, 566), (764, 690), (736, 810), (680, 930), (606, 1036)]
    outline = [*half, (480, 1090), *[(2 * AXIS - x, y) for x, y in half[:0:-1]]]
    relief.add(spline(outline, True), 88, power=0.42, base=30, step=12, groove=17, groove_width=12, foil=BARE)
    chin = [(480, 1010), (552, 1022), (590, 1078), (566, 1150), (480, 1184)]
    chin += [(2 * AXIS - x, y) for x, y in chin[-2:0:-1]]
    relief.add(spline(chin, True), 50, power=0.45, base=40, step=2, groove=14, foil=SOME)
    for x in (-46, 0, 46):
        relief.line([(AXIS + x, 1096), (AXIS + x * 0.9, 1126), (AXIS + x * 0.7, 1152)], 7, 6)
    for side in (1, -1):
        for k in range(3):  # stripes of the cheek
            y = 700 + 62 * k
            stripe = [(744 - 16 * k, y - 30), (700 - 10 * k, y + 4), (648 - 8 * k, y + 16)]
            relief.line(_sided(stripe, side), 10, 9)
        for k in range(2):  # stripes of the forehead
            stripe = [(508 + 46 * k, 418 + 12 * k), (536 + 50 * k, 454 + 12 * k), (540 + 60 * k, 504 + 4 * k)]
            relief.line(_sided(stripe, side), 10, 8)


def _eye(relief: Relief, side: int) -> None:
    socket = [(536, 678), (572, 612), (640, 574), (724, 582), (706, 640), (650, 684), (588, 696)]
    socket = spline(socket, True, (0, 3))
    relief.add(
        _sided(socket, side), 12, step=-8, cover=0.9, smoothing=22, groove=9, groove_width=8, foil=BARE
    )
    almond = [(550, 674), (584, 622), (640, 596), (704, 594), (684, 636), (640, 668), (592, 682)]
    almond = spline(almond, True, (0, 3))
    relief.add(_sided(almond, side), 26, step=8, smoothing=18, groove=10, groove_width=7, foil=MUCH)
    relief.eye(_sided([(630, 638)], side)[0], 27, 7, pupil=0.45)
    brow = brush([(516, 640), (548, 570), (620, 528), (712, 530), (756, 560)], [30, 50, 56, 44, 10])
    relief.add(
        _sided(brow, side), 30, "ridge", reach=24, step=8, cover=0.9, groove=12, groove_width=8, foil=MUCH
    )


def _nose(relief: Relief) -> None:
    for side in (1, -1):
        pad = [
            (480, 836),
            (548, 822),
            (620, 850),
            (668, 914),
            (656, 984),
            (596, 1026),
            (524, 1012),
            (484, 970),
        ]
        relief.add(_sided(spline(pad, True), side), 50, power=0.46, base=40, step=10, groove=14, foil=SOME)
        for row in range(3):  # roots of the whiskers, and whiskers chased
            y = 888 + 38 * row
            for k in range(3):
                relief.dot(_sided([(556 + 34 * k, y - 8 + 5 * k)], side)[0], 7.5)
        curl_line = [(498, 1000), (548, 1044), (610, 1046), (664, 1006)]
        relief.line(_sided(curl_line, side), 13, 7)
    bridge = [
        (480, 500),
        (514, 540),
        (520, 640),
        (532, 740),
        (574, 806),
        (592, 850),
        (556, 886),
        (480, 918),
    ]
    outline = spline(bridge + [(2 * AXIS - x, y) for x, y in bridge[-2:0:-1]], True)
    relief.add(outline, 52, "carved", power=0.45, base=60, step=10, groove=15, groove_width=10, foil=SOME)
    leather = [(480, 800), (536, 806), (580, 846), (548, 878), (480, 912)]
    leather += [(2 * AXIS - x, y) for x, y in leather[-2:0:-1]]
    relief.add(spline(leather, True), 16, step=5, cover=0.6, groove=10, groove_width=7, foil=MUCH)
    for side in (1, -1):
        relief.line(_sided([(506, 872), (530, 846), (560, 852)], side), 14, 7)
        for k in range(3):  # wrinkles over the nose
            y = 690 + 30 * k
            relief.line(_sided([(484, y + 14), (500 + 3 * k, y + 8), (522 + 4 * k, y - 8)], side), 7, 5)
    relief.line([(480, 906), (480, 960), (480, 1010)], 14, 7, taper=False)
