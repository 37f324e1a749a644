"""BEREL-04: wooden horse-tack plaque, griffin with outstretched wings, remains of gold foil.

Frontal body, head in profile: hooked beak, pointed ear, comb of locks. The feathers are
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
    rows = ((4, 54), (5, 52), (4, 54), (5, 47), (4, 46), (3, 46), (2, 44))
    for row, (count, apart) in reversed(list(enumerate(rows))):  # scales, the lowest row first
        y = 452 + row * 46
        for k in range(count):
            x = AXIS + (k - (count - 1) / 2) * apart
            w = 0.62 * apart
            scale = [
                (x - w, y - 28),
                (x, y - 44),
                (x + w, y - 28),
                (x + 0.9 * w, y + 8),
                (x, y + 40),
                (x - 0.9 * w, y + 8),
            ]
            left = SOME if (row * 3 + k * 2) % 5 else FOIL
            relief.add(
                spline(scale, True, (4,)),
                14,
                cover=0.96,
                smoothing=30,
                step=5,
                groove=9,
                groove_width=5,
                foil=left,
            )
            relief.line([(x, y - 14), (x, y + 6), (x, y + 24)], 5, 4)
    for side in (1, -1):
        _leg(relief, side)


def _leg(relief: Relief, side: int) -> None:
    """A feathered thigh, a short shank and three toes with claws, spread beside the tail."""
    claws = (
        ((800, 838), (770, 872), (752, 910), (762, 944)),
        ((808, 842), (812, 890), (812, 934), (800, 968)),
        ((816, 838), (850, 866), (874, 900), (872, 936)),
    )
    shank = [(790, 740), (800, 790), (808, 846)]
    relief.add(_sided(brush(shank, [62, 50, 46]), side), 34, "carved", base=14, step=8, groove=12, foil=FOIL)
    for k in (0, 2, 1):
        toe = brush(claws[k], [38, 36, 26, 5])
        relief.add(_sided(toe, side), 30, "ridge", reach=18, base=14, step=8, groove=12, foil=FOIL)
    for y in (806, 826):  # scales of the shank
        relief.line(_sided(spline([(784, y), (806, y + 6), (828, y)]), side), 5, 4, raw=True)
    thigh = [(762, 636), (816, 648), (848, 704), (838, 766), (800, 804), (758, 776), (738, 704)]
    relief.add(_sided(spline(thigh, True), side), 40, "carved", base=16, step=9, groove=14, foil=SOME)
    for k in range(3):  # its feathers
        x, y = 776 + 24 * k, 700 - 4 * k
        relief.line(_sided(spline([(x, y), (x + 10, y + 34), (x + 4, y + 66)]), side), 7, 6, raw=True)


def _head(relief: Relief) -> None:
    # A comb of broad locks along the nape; they grow out of one ridge behind the head.
    nape = spline([(640, 112), (612, 146), (600, 210), (594, 276), (592, 346)])
    for place in reversed(list(stations(nape, 5, 0.06, 0.98))):
        away = place.heading + 96
        lock = curl(place.point, away, 96, 104, (84, 6), growth=1.9, sway=10, taper=1.1)
        relief.add(lock, 30, "ridge", reach=26, base=14, step=8, groove=13, groove_width=8, foil=FOIL)
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
    lower = [(760, 236), (826, 238), (886, 250), (926, 282), (890, 300), (826, 304), (760, 292)]
    relief.add(spline(lower, True, (3,)), 40, power=0.45, base=30, step=8, groove=12, foil=FOIL)
    head = [
        (592, 244),
        (596, 172),
        (634, 118),
        (700, 96),
        (768, 106),
        (814, 138),
        (826, 190),
        (812, 246),
        (770, 290),
        (700, 312),
        (632, 296),
    ]
    relief.add(spline(head, True), 60, power=0.42, base=40, step=12, groove=16, groove_width=11, foil=SOME)
    upper = [
        (800, 132),
        (856, 130),
        (914, 146),
        (958, 184),
        (978, 238),
        (970, 288),
        (954, 326),
        (938, 292),
        (908, 264),
        (860, 250),
        (798, 250),
        (788, 190),
    ]
    relief.add(spline(upper, True, (6,)), 62, power=0.45, base=40, step=11, groove=15, foil=FOIL)
    relief.line([(846, 152), (906, 170), (944, 212), (952, 272)], 7, 5)
    relief.line([(806, 252), (776, 254), (752, 270)], 8, 5)  # the corner of the mouth
    cere = [(796, 126), (818, 158), (822, 204), (804, 252)]
    relief.add(brush(cere, [26, 34, 34, 22]), 20, "ridge", reach=17, step=7, groove=11, foil=FOIL)
    relief.line(spiral((858, 184), 15, 5, -200, 150), 8, 4.5, taper=False, raw=True)
    relief.eye((736, 190), 27, 10)
    brow = [(660, 190), (690, 146), (748, 134), (806, 162)]
    relief.add(
        brush(brow, [12, 30, 36, 14]), 20, "ridge", reach=17, step=9, groove=11, groove_width=7, foil=FOIL
    )
    relief.line(spiral((668, 252), 34, 6, 210, -250), 10, 6.5, raw=True)  # the cheek
    ear = [(684, 142), (640, 122), (606, 66), (596, 4), (640, 34), (684, 78), (708, 118)]
    relief.add(spline(ear, True, (3,)), 30, "carved", base=30, step=12, groove=14, foil=FOIL)
    relief.line([(614, 40), (640, 88), (676, 126)], 9, 6)
