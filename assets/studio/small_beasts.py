"""Small animals of the animal style, in profile, for blades and foil plaques.

Each function draws one animal that faces right on a relief of `SIZE` drawing units and
returns it finished. The signs by which an animal is known are drawn large: horns, mane,
tail, ears.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .curves import brush, ellipse, spiral, spline, stations
from .relief import Relief

SIZE = (760, 640)
ORIGIN = (-60, -140)
Path = Sequence[tuple[float, float]]


class _Beast:
    """A relief with the few tools that all animals need."""

    def __init__(self, density: float) -> None:
        self.relief = Relief(*SIZE, density, origin=ORIGIN)

    def limb(self, path: Path, widths: Sequence[float], height: float = 26, base: float = 6) -> None:
        self.relief.add(
            brush(path, widths), height, "dome", base=base, step=6, groove=12, groove_width=8, smoothing=24
        )

    def body(self, outline: Path, height: float = 44, base: float = 12, corners: Sequence[int] = ()) -> None:
        shape = spline(outline, True, corners)
        self.relief.add(shape, height, "dome", power=0.46, base=base, step=8, groove=13, smoothing=30)

    def line(self, path: Path, depth: float = 9, width: float = 6) -> None:
        self.relief.line(path, depth, width)

    def curl(self, centre: tuple[float, float], radius: float) -> None:
        """The comma on shoulder or haunch."""
        self.relief.line(spiral(centre, radius, radius * 0.2, -130, 250), 10, 7, raw=True)

    def eye(self, at: tuple[float, float], radius: float = 11) -> None:
        self.relief.eye(at, radius, rim=6, pupil=0)

    def horn(self, path: Path, widths: Sequence[float], rings: int, base: float = 8) -> None:
        stroke = brush(path, widths)
        self.relief.add(stroke, 34, "dome", base=base, step=8, groove=12, groove_width=8)
        for place in stations(stroke, rings, 0.08, 0.9):
            side = place.across * place.half * 0.9
            self.relief.line([place.point - side, place.point + side], 10, 6, taper=False)

    def finish(self) -> Relief:
        return self.relief.finish(thickness=16, hammer=0.5, soft=1.2)


def _goat_legs(b: _Beast) -> None:
    """Slender legs of a walking goat or sheep; the far ones first."""
    b.limb([(232, 240), (268, 320), (250, 370), (282, 446)], [86, 46, 28, 30])
    b.limb([(400, 250), (384, 330), (398, 380), (372, 446)], [76, 42, 28, 30])


def _goat_near_legs(b: _Beast) -> None:
    b.limb([(176, 226), (150, 310), (184, 366), (164, 452)], [120, 62, 32, 34], 32, 12)
    b.limb([(428, 236), (436, 320), (426, 372), (452, 450)], [96, 50, 32, 34], 32, 12)


GOAT_TRUNK = (
    (116, 214), (150, 164), (226, 150), (320, 160), (404, 142), (466, 168),
    (486, 230), (444, 288), (350, 290), (250, 282), (170, 298), (122, 268),
)  # fmt: skip
LEOPARD_TRUNK = (
    (92, 226), (124, 166), (200, 144), (300, 168), (404, 140), (476, 160), (500, 220), (460, 284),
    (360, 270), (260, 262), (180, 296), (110, 286),
)  # fmt: skip
ROSETTES = (
    (166, 212), (226, 190), (236, 242), (296, 206), (352, 236), (360, 184), (420, 200), (466, 232),
)  # fmt: skip
LEOPARD_HEAD = (
    (470, 170), (480, 112), (526, 84), (580, 96), (616, 128), (658, 146), (676, 172), (666, 204),
    (628, 222), (576, 226), (530, 244), (484, 224),
)  # fmt: skip
HORSE_TRUNK = (
    (96, 212), (124, 158), (206, 142), (310, 164), (404, 142), (470, 172), (490, 236), (440, 292),
    (340, 288), (250, 276), (176, 298), (108, 270),
)  # fmt: skip
HORSE_HEAD = (
    (474, 66), (490, 14), (536, -8), (580, 34), (624, 96), (648, 132), (634, 166), (600, 164),
    (552, 118), (500, 102),
)  # fmt: skip
BIRD_HEAD = (
    (286, 0), (304, -48), (352, -58), (398, -34), (430, 0), (426, 46), (404, 40), (386, 26),
    (340, 46), (298, 40),
)  # fmt: skip


def ibex(density: float) -> Relief:
    """A mountain goat: two knotted horns that sweep back over the whole body, and a beard."""
    b = _Beast(density)
    _goat_legs(b)
    b.limb([(126, 200), (92, 176), (84, 146)], [34, 30, 12])
    b.horn(
        [(520, 66), (486, -24), (410, -76), (316, -84), (232, -44), (190, 26)], [36, 42, 40, 36, 28, 8], 13
    )
    b.limb([(424, 210), (478, 140), (520, 84)], [150, 104, 84], 40, 10)
    b.body(GOAT_TRUNK)
    _goat_near_legs(b)
    b.limb([(548, 130), (546, 174), (532, 206)], [34, 26, 6], 18)
    b.body(
        [(488, 92), (506, 46), (556, 44), (606, 92), (636, 124), (622, 150), (566, 144), (510, 130)], 34, 20
    )
    b.horn(
        [(530, 52), (512, -44), (438, -106), (332, -118), (238, -80), (184, -8)],
        [38, 46, 44, 40, 30, 8],
        14,
        22,
    )
    b.limb([(504, 72), (470, 62), (440, 72)], [30, 32, 8], 20, 24)
    b.eye((546, 84))
    b.line([(630, 136), (604, 134), (586, 126)], 8, 5)
    b.curl((182, 226), 40)
    b.curl((436, 220), 38)
    return b.finish()


def argali(density: float) -> Relief:
    """A mountain sheep: one heavy horn rolled up beside the face."""
    b = _Beast(density)
    _goat_legs(b)
    b.limb([(124, 204), (100, 196), (90, 214)], [34, 32, 16])
    b.limb([(424, 216), (474, 160), (510, 110)], [168, 134, 110], 44, 10)
    b.body(GOAT_TRUNK)
    _goat_near_legs(b)
    b.body(
        [(490, 106), (508, 56), (560, 50), (614, 96), (650, 134), (640, 168), (588, 168), (520, 152)], 36, 20
    )
    roll = [
        (540, 58),
        (500, -10),
        (424, -30),
        (356, 10),
        (338, 86),
        (384, 150),
        (456, 160),
        (504, 120),
        (492, 76),
    ]
    b.horn(roll, [62, 70, 70, 66, 62, 56, 48, 36, 14], 19, 26)
    b.eye((576, 98))
    b.line([(640, 152), (612, 154), (596, 148)], 8, 5)
    b.curl((182, 226), 40)
    return b.finish()


def leopard(density: float) -> Relief:
    """A snow leopard on the prowl: round head, paws, rosettes, a very long tail curled at the end."""
    b = _Beast(density)
    b.limb([(256, 236), (300, 300), (270, 350), (300, 410), (340, 416)], [96, 60, 44, 46, 34])
    b.limb([(432, 240), (420, 320), (444, 400), (484, 412)], [84, 58, 48, 36])
    tail = [(120, 210), (44, 196), (-6, 130), (20, 56), (96, 24), (168, 44), (226, 90)]
    b.limb(tail, [46, 46, 48, 50, 52, 54, 50], 30, 8)
    b.limb([(420, 210), (480, 186), (530, 164)], [156, 140, 120], 44, 10)
    b.body(LEOPARD_TRUNK)
    b.limb([(170, 226), (134, 308), (184, 362), (156, 420), (204, 430)], [132, 76, 48, 50, 38], 34, 12)
    b.limb([(462, 230), (500, 304), (496, 372), (540, 432), (586, 438)], [110, 66, 52, 50, 38], 34, 12)
    b.body(LEOPARD_HEAD, 44, 22)
    for x, y in ((494, 88), (462, 100)):
        b.relief.add(ellipse((x, y), 24, 32, -24), 20, "dome", base=22, step=8, groove=10)
        b.relief.line(ellipse((x + 2, y + 6), 9, 14, -24)[:40], 8, 5, raw=True)
    b.eye((582, 136), 15)
    b.line([(566, 116), (590, 112), (612, 130)], 8, 5)
    b.line([(672, 196), (634, 204), (602, 192)], 11, 7)
    b.line([(648, 158), (634, 176), (640, 196)], 6, 5)
    b.line([(520, 120), (510, 160), (530, 200)], 8, 6)
    for x, y in ROSETTES:
        b.relief.line(spiral((x, y), 17, 16, 0, 360), 10, 6, taper=False, raw=True)
    return b.finish()


def horse(density: float) -> Relief:
    """A trotting horse: arched neck, cropped mane, full tail, hooves."""
    b = _Beast(density)
    b.limb([(120, 190), (60, 196), (30, 262), (36, 350), (10, 404)], [44, 58, 62, 50, 8], 28, 8)
    b.limb([(236, 240), (282, 316), (250, 378), (272, 438)], [100, 54, 34, 46])
    b.limb([(430, 246), (520, 276), (574, 330), (536, 396)], [96, 58, 40, 46])
    b.limb([(410, 230), (462, 130), (508, 44)], [176, 126, 92], 46, 10)
    for k in range(7):
        t = k / 6
        x, y = 496 - 118 * t, 0 + 158 * t
        b.limb([(x + 22, y + 22), (x - 18, y + 2), (x - 34, y + 24)], [42, 38, 12], 24, 14)
    b.body(HORSE_TRUNK)
    b.limb([(170, 224), (138, 314), (178, 372), (150, 452)], [136, 70, 38, 52], 34, 12)
    b.limb([(446, 236), (470, 320), (462, 380), (480, 454)], [108, 56, 38, 52], 34, 12)
    b.body(HORSE_HEAD, 38, 22)
    b.body([(496, 16), (484, -36), (506, -70), (536, -30), (540, 4)], 20, 26, corners=(2,))
    b.eye((544, 36), 13)
    b.line([(636, 152), (616, 150), (602, 138)], 8, 5)
    b.line([(522, 96), (552, 84), (556, 56)], 8, 6)
    b.curl((180, 224), 44)
    b.curl((440, 216), 40)
    return b.finish()


def bird(density: float) -> Relief:
    """A bird of prey seen from below, wings spread, its hooked head turned right."""
    b = _Beast(density)
    for side in (1, -1):
        for k in range(6):
            t = k / 5
            root = (320 + side * (40 + 100 * t), 110 + 20 * t)
            tip = (320 + side * (110 + 240 * t), 396 - 180 * t)
            mid = ((root[0] + tip[0]) / 2 + side * 44 * t, (root[1] + tip[1]) / 2 + 6)
            b.relief.add(
                brush([root, mid, tip], [62, 66, 20]), 26, "ridge", reach=30, base=8, step=7, groove=12
            )
        arm = [
            (320 + side * 24, 150),
            (320 + side * 120, 70),
            (320 + side * 240, 96),
            (320 + side * 342, 190),
        ]
        b.limb(arm, [100, 92, 78, 16], 34, 14)
    for k in (-2, 2, -1, 1, 0):
        b.relief.add(
            brush([(320 + 12 * k, 310), (320 + 32 * k, 400), (320 + 46 * k, 470)], [46, 56, 34]),
            24, "ridge", reach=26, base=8, step=7, groove=12)  # fmt: skip
    b.body(
        [(320, 60), (378, 110), (396, 200), (364, 300), (320, 340), (276, 300), (244, 200), (262, 110)],
        50,
        16,
    )
    b.limb([(320, 130), (318, 60), (330, 10)], [104, 84, 84], 40, 22)
    b.body(BIRD_HEAD, 34, 26, corners=(5,))
    b.eye((344, -14), 14)
    b.line([(384, -40), (376, -6), (386, 24)], 8, 5)
    for y in (150, 200, 250):
        for x in (290, 350):
            b.line([(x - 26, y), (x, y + 22), (x + 26, y)], 7, 6)
    return b.finish()


ALL: dict[str, Callable[[float], Relief]] = {
    "ibex": ibex,
    "argali": argali,
    "leopard": leopard,
    "horse": horse,
    "bird": bird,
}
