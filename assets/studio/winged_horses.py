"""The pair of winged horses with ibex horns from the front of the Esik headdress, as a relief.

Two foreparts back to back, legs folded, wings raised behind the shoulder.
"""

from __future__ import annotations

from .curves import brush, curl, mirror, spiral, spline, stations
from .relief import Relief

AXIS = 860
FEATHERS = (
    ((1150, 822), (1030, 824), (940, 772), (894, 660), (886, 520), (896, 390), (946, 300)),
    ((1160, 772), (1060, 764), (990, 700), (956, 600), (954, 484), (978, 380), (1030, 316)),
    ((1160, 716), (1090, 700), (1040, 640), (1018, 560), (1024, 470), (1052, 396), (1096, 350)),
)
COVERTS = (
    ((1160, 826), (1080, 824), (1012, 780), (980, 706), (984, 650)),
    ((1166, 776), (1100, 762), (1050, 706), (1034, 640), (1044, 590)),
    ((1170, 720), (1120, 694), (1090, 640), (1088, 580), (1100, 540)),
)


def winged_horses(density: float) -> Relief:
    """Draw the pair, about 1,560 units wide."""
    relief = Relief(1720, 1060, density, origin=(0, -30))
    trunk = [(860, 690), (1000, 700), (1120, 680), (1180, 760), (1150, 880), (1020, 916), (860, 922)]
    outline = trunk + [(2 * AXIS - x, y) for x, y in trunk[-2:0:-1]]
    relief.add(spline(outline, True), 60, power=0.44, base=14, step=7, groove=13)
    rim = [(AXIS - 250, 896), (AXIS - 110, 924), (AXIS, 928), (AXIS + 110, 924), (AXIS + 250, 896)]
    relief.add(brush(rim, [34, 42, 44, 42, 34]), 22, "carved", base=14, step=7, groove=11)
    for side in (1, -1):
        _wing(relief, side)
    for side in (1, -1):
        _horse(relief, side)
    return relief.finish(thickness=12, hammer=0.8)


class _Side:
    """Draws on one half; the other horse is the mirror image."""

    def __init__(self, relief: Relief, side: int) -> None:
        self.relief, self.side = relief, side

    def turn(self, shape):
        return shape if self.side > 0 else mirror(shape, AXIS)

    def add(self, shape, height: float, kind: str = "carved", **settings) -> None:
        self.relief.add(self.turn(shape), height, kind, **settings)

    def line(self, points, depth: float, width: float, **settings) -> None:
        self.relief.line(self.turn(spline(points)), depth, width, raw=True, **settings)


def _wing(relief: Relief, side: int) -> None:
    half = _Side(relief, side)
    for path in FEATHERS:
        half.add(brush(path, [80, 90, 92, 88, 78, 60, 10]), 34, "ridge", reach=42, base=8, step=8, groove=13)
        half.line([(x + 6, y - 6) for x, y in path[2:6]], 4, 3.6)
    for path in COVERTS:
        half.add(brush(path, [80, 84, 80, 62, 12]), 28, "ridge", reach=36, base=14, step=8, groove=13)


def _horn(half: _Side, path, widths, base: float) -> None:
    stroke = brush(path, widths)
    half.add(stroke, 40, "dome", base=base, step=8, groove=13)
    for place in stations(stroke, 21, 0.06, 0.93):
        a, b = place.point - place.across * place.half * 0.9, place.point + place.across * place.half * 0.9
        half.relief.line(
            half.turn(spline([a, place.point + place.along * place.half * 0.25, b])),
            8,
            4.4,
            taper=False,
            raw=True,
        )


def _horse(relief: Relief, side: int) -> None:
    half = _Side(relief, side)
    _horn(
        half,
        [(1356, 320), (1348, 214), (1288, 128), (1200, 90), (1112, 104), (1044, 160), (1010, 236)],
        [54, 60, 58, 52, 46, 36, 10],
        4,
    )
    # Far leg, knee forward.
    half.add(
        brush([(1370, 780), (1470, 770), (1560, 742), (1606, 728)], [110, 92, 70, 60]), 34, base=6, groove=11
    )
    half.add(brush([(1608, 724), (1622, 778), (1590, 830)], [58, 50, 44]), 28, base=6, groove=11)
    _hoof(half, (1596, 820), (1552, 862), (1508, 856))
    neck = [
        (1276, 330),
        (1196, 392),
        (1136, 484),
        (1096, 596),
        (1070, 720),
        (1100, 836),
        (1220, 892),
        (1350, 884),
        (1424, 800),
        (1430, 690),
        (1408, 590),
        (1426, 510),
        (1440, 440),
        (1380, 340),
    ]
    half.add(spline(neck, True), 88, "dome", power=0.45, base=20, step=8, groove=14, groove_width=11)
    shoulder = [
        (1130, 640),
        (1210, 640),
        (1270, 700),
        (1290, 790),
        (1250, 870),
        (1160, 890),
        (1090, 850),
        (1066, 760),
        (1084, 680),
    ]
    half.add(spline(shoulder, True), 40, step=8, groove=14, groove_width=10)
    half.relief.line(half.turn(spiral((1174, 768), 62, 10, -130, 300)), 10, 7, raw=True)
    crest = spline([(1300, 296), (1212, 352), (1140, 436), (1090, 540), (1060, 640)])
    for place in reversed(list(stations(crest, 9, 0.03, 0.97))):  # cropped mane
        tuft = curl(
            place.point + place.across * -16, place.heading + 118, 96, -150, (66, 14), growth=1.6, sway=12
        )
        half.add(tuft, 30, "ridge", reach=24, base=14, step=7, groove=12, groove_width=8)
    half.line([(1404, 590), (1350, 680), (1336, 770), (1352, 850)], 9, 7)
    half.line([(1300, 470), (1250, 560), (1236, 620)], 9, 7)
    half.line([(1368, 500), (1326, 580), (1316, 660)], 8, 6)
    # Near leg, folded under.
    half.add(
        brush([(1290, 862), (1390, 872), (1490, 856), (1556, 842)], [118, 100, 74, 62]),
        38,
        base=14,
        groove=12,
    )
    half.add(
        brush([(1560, 842), (1546, 890), (1470, 922), (1384, 934)], [62, 56, 46, 46]), 30, base=14, groove=12
    )
    _hoof(half, (1392, 932), (1330, 948), (1262, 968))
    _head(half)
    _horn(
        half,
        [(1392, 300), (1400, 196), (1352, 92), (1250, 28), (1130, 30), (1024, 92), (962, 196)],
        [58, 64, 62, 58, 50, 40, 10],
        30,
    )


def _hoof(half: _Side, fetlock, middle, tip) -> None:
    (x0, y0), (x1, y1), (x2, y2) = fetlock, middle, tip
    half.add(brush([(x0 + 4, y0 - 2), (x0 - 8, y0 + 4)], [54, 54]), 24, base=12, groove=9)
    half.add(brush([(x0 - 26, y0 + 6), (x1, y1), (x2, y2)], [46, 66, 12]), 32, base=12, groove=11)
    half.line([(x0 - 30, y0 + 10), (x1, y1), (x2 + 16, y2)], 7, 4.5)


def _head(half: _Side) -> None:
    head = [
        (1288, 352),
        (1318, 298),
        (1382, 272),
        (1450, 300),
        (1508, 366),
        (1564, 440),
        (1614, 506),
        (1652, 560),
        (1662, 610),
        (1640, 652),
        (1600, 672),
        (1556, 656),
        (1516, 612),
        (1462, 580),
        (1406, 566),
        (1344, 520),
        (1296, 440),
    ]
    half.add(spline(head, True), 58, power=0.42, base=40, step=10, groove=16, groove_width=11)
    for points, depth, width in (
        ([(1318, 506), (1382, 528), (1424, 498), (1416, 436)], 9, 7),
        ([(1656, 618), (1620, 618), (1580, 594), (1556, 588)], 9, 5),
        ([(1474, 376), (1524, 444), (1570, 506)], 7, 6),
        ([(1430, 520), (1478, 546), (1530, 594)], 6, 6),
        ([(1464, 394), (1484, 408), (1500, 430)], 7, 4.5),
        ([(1384, 372), (1362, 378), (1350, 396)], 7, 4.5),
    ):
        half.line(points, depth, width)
    half.relief.line(half.turn(spiral((1626, 562), 20, 5, -220, 110)), 9, 4.4, taper=False, raw=True)
    half.relief.eye(half.turn(spline([(1422, 380), (1423, 380)]))[0], 32, 10)
    ear = [(1316, 352), (1272, 300), (1260, 226), (1282, 160), (1330, 220), (1364, 286), (1362, 340)]
    half.add(spline(ear, True, (3,)), 26, base=30, step=10, groove=13)
    half.line([(1286, 214), (1304, 270), (1326, 322)], 10, 7)
