"""BEREL-04: wooden horse-tack plaque, griffin with outstretched wings, remains of gold foil.

Frontal body, head in profile: beak, pointed ear, comb of curls. The feathers are
bevelled strokes whose tips curl, as the carvers of the Altai cut them.
"""

from __future__ import annotations

from .. import materials, meshes, scene
from ..curves import brush, curl, mirror, spiral, spline, stations
from ..outputs import Model
from ..relief import Relief
from ..scene import Shot

SHOTS = {
    "main": Shot("content/berel/media/spread-griffin.jpg", tilt=15, yaw=-3, fill=0.84),
}
MODEL = Model("content/berel/media/spread-griffin.glb", longest=0.12, kind="relief")

AXIS = 700
FOIL, SOME, BARE = 0.74, 0.36, 0.10  # how much of the foil is left

# Primaries, from the lowest to the highest: path of the stroke on the right wing.
PRIMARIES = (
    ((800, 560), (880, 640), (930, 730), (926, 800), (880, 826)),
    ((830, 530), (940, 620), (1010, 720), (1020, 806), (974, 842)),
    ((850, 500), (990, 590), (1086, 694), (1112, 796), (1068, 842)),
    ((870, 460), (1030, 540), (1150, 650), (1196, 766), (1156, 822)),
    ((880, 420), (1060, 480), (1200, 590), (1268, 720), (1234, 786)),
    ((880, 370), (1070, 400), (1230, 500), (1322, 640), (1300, 724)),
)


def draw(density: float) -> Relief:
    relief = Relief(1400, 1180, density, origin=(0, -80))
    _tail(relief)
    for side in (1, -1):
        _wing(relief, side)
    _body(relief)
    _head(relief)
    return relief.finish(thickness=18, hammer=0.5, soft=1.0)


def build(draft: bool = False) -> None:
    meshes.relief_object(draw(1.0 if draft else 1.3), materials.foiled_wood(axis="Y"))
    scene.ground()


def _sided(shape, side: int):
    return shape if side > 0 else mirror(shape, AXIS)


def _wing(relief: Relief, side: int) -> None:
    for k, path in enumerate(PRIMARIES):
        stroke = _sided(brush(path, [84, 96, 94, 74, 16]), side)
        left = FOIL if (k + (side > 0)) % 3 else SOME
        relief.add(stroke, 34, "ridge", reach=44, base=6, step=7, groove=13, foil=left)
    for k in range(5):  # coverts
        t = k / 4
        x, y = 838 + 96 * t, 520 - 130 * t
        path = [(x - 40, y - 30), (x + 30, y + 26), (x + 84, y + 92), (x + 76, y + 140)]
        stroke = _sided(brush(path, [70, 84, 72, 18]), side)
        relief.add(stroke, 30, "ridge", reach=38, base=10, step=8, groove=13, foil=SOME if k % 2 else FOIL)
    # The arm of the wing ends in a volute.
    arm = [(770, 500), (796, 420), (862, 358), (960, 332), (1066, 350), (1150, 404)]
    relief.add(
        _sided(brush(arm, [90, 104, 100, 88, 72, 30]), side),
        46,
        "carved",
        base=14,
        step=10,
        groove=15,
        foil=FOIL,
    )
    relief.line(
        _sided(spline([(806, 456), (846, 400), (922, 364), (1020, 364), (1104, 394)]), side), 8, 6, raw=True
    )
    relief.line(_sided(spiral((836, 446), 32, 6, -30, 330), side), 9, 6, raw=True)


def _tail(relief: Relief) -> None:
    for k in (-3, 3, -2, 2, -1, 1, 0):
        spread = k * 13
        path = [
            (AXIS + k * 9, 720),
            (AXIS + k * 24, 830),
            (AXIS + k * 40 + spread * 0.2, 950),
            (AXIS + k * 52, 1040 - abs(k) * 16),
        ]
        relief.add(
            brush(path, [44, 62, 78, 60]),
            30,
            "ridge",
            reach=34,
            base=6,
            step=7,
            groove=12,
            foil=FOIL if k % 2 else SOME,
        )
    band = [(AXIS - 96, 752), (AXIS, 776), (AXIS + 96, 752)]
    relief.add(brush(band, [40, 50, 40]), 24, "carved", base=20, step=8, foil=FOIL)


def _body(relief: Relief) -> None:
    body = [
        (700, 330),
        (790, 356),
        (838, 440),
        (838, 540),
        (806, 650),
        (764, 736),
        (700, 790),
        (636, 736),
        (594, 650),
        (562, 540),
        (562, 440),
        (610, 356),
    ]
    relief.add(spline(body, True), 92, power=0.44, base=20, step=10, groove=16, groove_width=11, foil=BARE)
    for row in reversed(range(7)):  # scales, the lowest row first
        y = 452 + row * 46
        reach = 116 - 2.6 * row * row * 0.75
        count = 5 if row % 2 else 4
        for k in range(count):
            x = AXIS + (k - (count - 1) / 2) * reach * 0.5
            scale = [
                (x - 34, y - 28),
                (x, y - 44),
                (x + 34, y - 28),
                (x + 31, y + 10),
                (x, y + 42),
                (x - 31, y + 10),
            ]
            left = SOME if (row * 3 + k * 2) % 5 else FOIL
            relief.add(
                spline(scale, True, (4,)),
                14,
                cover=0.9,
                smoothing=20,
                step=5,
                groove=8,
                groove_width=6,
                foil=left,
            )
            relief.line([(x, y - 18), (x, y + 6), (x, y + 26)], 5, 4)
    for side in (1, -1):  # thighs and claws
        thigh = [(762, 650), (816, 664), (842, 716), (824, 776), (786, 806), (748, 774), (736, 706)]
        relief.add(_sided(spline(thigh, True), side), 40, "carved", base=16, step=9, groove=14, foil=SOME)
        for dx, turn in ((-30, 130), (4, 90), (38, 55)):
            claw = curl((790 + dx * 0.3, 786), turn, 92, 70 if dx < 0 else -70, (34, 8), growth=1.6, sway=6)
            relief.add(_sided(claw, side), 26, "carved", base=12, step=7, groove=10, foil=FOIL)


def _head(relief: Relief) -> None:
    # Comb of curls along the nape, behind the head.
    nape = spline([(742, 92), (690, 82), (636, 104), (596, 160), (576, 236), (576, 310)])
    for place in reversed(list(stations(nape, 6, 0.02, 0.96))):
        away = place.heading + 90
        stroke = curl(place.point - place.across * 26, away, 98, 350, (56, 15), growth=1.7, sway=12)
        relief.add(stroke, 30, "ridge", reach=22, base=10, step=7, groove=12, groove_width=8, foil=FOIL)
    neck = [
        (600, 230),
        (592, 310),
        (584, 390),
        (620, 436),
        (700, 452),
        (780, 436),
        (816, 390),
        (800, 320),
        (786, 250),
        (700, 180),
    ]
    relief.add(spline(neck, True), 60, power=0.44, base=30, step=10, groove=14, foil=SOME)
    collar = [(590, 396), (640, 428), (700, 438), (760, 428), (810, 396)]
    relief.add(brush(collar, [34, 40, 42, 40, 34]), 22, "carved", step=9, foil=FOIL)
    for k in range(5):  # feather strokes of the neck
        x = 622 + 34 * k
        relief.line([(x, 300), (x - 4, 340), (x + 2, 378)], 7, 6)
    lower = [(776, 240), (830, 248), (880, 264), (906, 290), (868, 314), (812, 312), (764, 296)]
    relief.add(spline(lower, True, (3,)), 44, power=0.45, base=20, step=8, groove=12, foil=FOIL)
    head = [
        (598, 220),
        (604, 150),
        (650, 102),
        (718, 90),
        (780, 110),
        (812, 160),
        (806, 226),
        (790, 288),
        (730, 318),
        (660, 306),
        (616, 272),
    ]
    relief.add(spline(head, True), 62, power=0.42, base=40, step=12, groove=16, groove_width=11, foil=SOME)
    upper = [
        (772, 100),
        (836, 106),
        (900, 134),
        (944, 184),
        (956, 246),
        (938, 312),
        (914, 282),
        (884, 254),
        (836, 238),
        (784, 238),
        (768, 190),
        (776, 140),
    ]
    relief.add(spline(upper, True, (5,)), 66, power=0.45, base=40, step=11, groove=15, foil=FOIL)
    relief.line([(822, 126), (880, 150), (920, 196), (930, 254)], 7, 5)
    cere = [(770, 92), (808, 122), (818, 172), (808, 224), (776, 256)]
    relief.add(brush(cere, [30, 38, 40, 36, 24]), 20, "ridge", reach=18, step=7, groove=11, foil=FOIL)
    relief.line(spiral((860, 176), 18, 5, -200, 150), 8, 4.5, taper=False, raw=True)
    relief.eye((708, 176), 38, 12)
    brow = [(640, 214), (648, 152), (694, 116), (748, 122), (778, 158)]
    relief.add(
        brush(brow, [14, 30, 36, 32, 16]), 18, "ridge", reach=16, step=7, groove=10, groove_width=7, foil=FOIL
    )
    ear = [(654, 150), (620, 104), (606, 40), (616, -4), (660, 50), (694, 96), (700, 130)]
    relief.add(
        spline([(x, y + 18) for x, y in ear], True, (3,)),
        28,
        "carved",
        base=30,
        step=12,
        groove=14,
        foil=FOIL,
    )
    relief.line([(626, 40), (646, 92), (672, 132)], 9, 6)
    for x, y in ((700, 258), (656, 240)):  # curls of the jaw
        relief.add(
            curl((x + 26, y - 10), 130, 74, -380, (34, 10), growth=2.2),
            20,
            "ridge",
            reach=14,
            step=7,
            groove=9,
            groove_width=6,
            foil=FOIL,
        )
