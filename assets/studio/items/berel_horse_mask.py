"""BEREL-02: leather horse mask with life-size ibex horns of gilded wood, in profile.

The mask's cut, its seams and straps are a reconstruction; leather, wooden horns and
gilding are what the facts give.
"""

from __future__ import annotations

from .. import materials, meshes, scene
from ..curves import brush, spline, stations
from ..relief import Relief
from ..scene import Shot

SHOTS = {
    "main": Shot("content/berel/media/horse-mask.jpg", tilt=17, yaw=-6, fill=0.88, key=66),
}

LEATHER, GILT = 0.0, 1.0


def draw(density: float) -> Relief:
    relief = Relief(1200, 1150, density, origin=(-150, -150))
    _horn(
        relief,
        [(478, 356), (470, 228), (404, 128), (300, 74), (184, 82), (92, 150), (44, 250)],
        [84, 92, 88, 78, 64, 46, 12],
        10,
    )
    ear = [(452, 372), (404, 300), (392, 214), (420, 136), (466, 206), (500, 290), (500, 350)]
    relief.add(spline([(x + 46, y - 6) for x, y in ear], True, (3,)), 30, base=16, step=8, foil=LEATHER)
    _face(relief)
    relief.add(spline(ear, True, (3,)), 34, "carved", base=40, step=12, groove=15, foil=LEATHER)
    relief.line([(424, 196), (438, 270), (464, 340)], 12, 9)
    _horn(
        relief,
        [(566, 352), (580, 190), (506, 20), (352, -84), (170, -84), (24, 16), (-50, 164), (-66, 262)],
        [104, 112, 108, 98, 82, 66, 44, 12],
        60,
    )
    cuff = [(508, 352), (560, 374), (622, 376)]
    relief.add(brush(cuff, [44, 56, 44]), 10, "round", reach=14, step=6, groove=12, foil=LEATHER)
    _stitches(relief, [(514, 366), (560, 388), (612, 390)], 9)
    return relief.finish(thickness=20, hammer=0.7, soft=1.0)


def build(draft: bool = False) -> None:
    skin = materials.leather((0.185, 0.080, 0.034), (0.062, 0.024, 0.011), 2.2, gilded=True)
    meshes.relief_object(draw(1.0 if draft else 1.3), skin)
    scene.ground()


def _horn(relief: Relief, path: list, widths: list[float], base: float) -> None:
    horn = brush(path, widths)
    relief.add(horn, 52, base=base, step=9, groove=15, groove_width=11, foil=GILT)
    knots = list(stations(horn, 20, 0.11, 0.88))
    for place in knots:  # knots on the outer curve, as an ibex has them
        outer = place.point + place.across * place.half * 0.86
        inner = place.point - place.across * place.half * 0.92
        middle = place.point + place.along * place.half * 0.16
        bar = brush([inner, middle, outer], [place.half * w for w in (0.18, 0.32, 0.50)])
        relief.add(
            bar,
            11,
            "round",
            reach=place.half * 0.2,
            cover=0.35,
            step=1,
            groove=4,
            groove_width=place.half * 0.14,
            foil=GILT,
        )


def _face(relief: Relief) -> None:
    head = [
        (404, 440),
        (440, 372),
        (506, 340),
        (588, 356),
        (656, 430),
        (722, 524),
        (786, 620),
        (846, 708),
        (890, 780),
        (884, 836),
        (832, 872),
        (772, 872),
        (716, 826),
        (650, 780),
        (566, 762),
        (470, 752),
        (394, 700),
        (360, 610),
        (368, 520),
    ]
    relief.add(
        spline(head, True), 128, power=0.46, base=24, step=12, groove=16, groove_width=12, foil=LEATHER
    )
    # Cheek: the leather is drawn in by a seam along the jaw bone.
    cheek = [(420, 520), (470, 500), (536, 520), (584, 590), (592, 670), (556, 726)]
    relief.line(cheek, 12, 13, lip=0.5)
    _stitches(relief, [(x + 12, y - 6) for x, y in cheek], 20)
    # Seam along the face, hems at the muzzle and behind.
    relief.line([(560, 372), (640, 472), (720, 590), (800, 706), (858, 800)], 8, 6)
    _stitches(relief, [(548, 386), (624, 482), (704, 600), (784, 716), (842, 810)], 22)
    for hem in (
        [(888, 772), (856, 820), (800, 856), (748, 850)],
        [(424, 400), (376, 510), (366, 610), (398, 690), (462, 742)],
    ):
        relief.add(
            brush(hem, [34] * len(hem)),
            5,
            "flat",
            reach=7,
            step=3,
            groove=5,
            foil=LEATHER,
        )
        _stitches(relief, hem, 11)
    # Eye: cut through, with a sewn rim.
    eye = [(578, 470), (606, 446), (644, 452), (676, 492), (646, 506), (604, 500)]
    centre = (624, 478)
    rim = [(centre[0] + (x - centre[0]) * 1.38, centre[1] + (y - centre[1]) * 1.5) for x, y in eye]
    relief.add(spline(rim, True, (0, 3)), 8, "round", reach=12, step=4, groove=7, foil=LEATHER)
    relief.outline(spline(eye, True, (0, 3)), 16, 8)
    relief.cut(spline(eye, True, (0, 3)))
    for fold in (
        [(690, 640), (670, 690), (690, 744)],
        [(744, 690), (730, 740), (752, 790)],
        [(560, 420), (546, 450), (556, 480)],
        [(620, 540), (660, 590), (676, 640)],
    ):
        relief.line(fold, 7, 11)
    # Straps of the bridle.
    for strap, width in (
        ([(694, 506), (684, 610), (650, 700), (604, 762)], 36),
        ([(806, 668), (784, 750), (726, 822)], 36),
    ):
        relief.add(
            brush(strap, [width] * len(strap)),
            5,
            "flat",
            reach=6,
            step=4,
            groove=6,
            groove_width=6,
            foil=LEATHER,
        )
        _stitches(relief, strap, 12)


def _stitches(relief: Relief, path, count: int) -> None:
    line = spline(path)
    for place in stations(line, count, 0.03, 0.97):
        a, b = place.point - place.along * 5, place.point + place.along * 5
        relief.add(brush([a, b], [5, 5]), 4, "round", reach=3, step=2, cover=0.4, groove=4, groove_width=4)
