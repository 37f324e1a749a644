"""ESIK-05: gold plaque of a horse with a twisted body, from the sheaths of dagger and sword.

The sheath itself has perished: a length of sewn leather stands for it. The elk plaque is not
shown: what is told of it is not sure enough.
"""

from __future__ import annotations

import numpy as np

from .. import materials, meshes, scene, smithing
from ..curves import brush, spiral, spline, stations
from ..relief import Relief
from ..scene import Shot

VIEW = {"key": 60, "top": 34}
SHOTS = {
    "main": Shot("content/esik/media/sheath-plaques.jpg", (2400, 1800), tilt=15, yaw=-4, fill=0.74, **VIEW),
    "detail": Shot(
        "content/esik/media/sheath-plaques-detail.jpg",
        (1600, 1200),
        tilt=24,
        yaw=10,
        zoom=2.2,
        shift=(0.24, 0.16),
        blur=5.6,
        **VIEW,
    ),
}


def draw(density: float) -> Relief:
    """Draw the horse: it lies with its legs folded; from the waist on it is turned upside down."""
    r = Relief(1420, 1120, density, origin=(-60, -60))
    # Far legs.
    _leg(
        r, [(1010, 770), (1100, 760), (1180, 730)], [120, 92, 66], [(1182, 730), (1190, 790), (1150, 842)], 8
    )
    _leg(r, [(360, 300), (400, 170), (500, 110)], [150, 96, 60], [(500, 110), (600, 130), (690, 92)], 8)
    tail = [(236, 300), (160, 262), (92, 304), (70, 400), (104, 490), (96, 570), (50, 630)]
    r.add(brush(tail, [60, 70, 72, 70, 64, 50, 8]), 34, "dome", base=8, step=7)
    for k in (-1, 0, 1):
        r.line([(x + 15 * k, y + 9 * k) for x, y in tail[1:]], 7, 6)
    trunk = [
        (250, 330), (300, 240), (400, 220), (470, 280), (492, 380), (520, 470), (620, 520), (760, 500),
        (900, 470),
        (1020, 520), (1060, 640), (1010, 770), (880, 820), (700, 806), (520, 790), (380, 720),
        (290, 600), (244, 460),
    ]  # fmt: skip
    r.add(spline(trunk, True), 84, "dome", power=0.44, base=16, step=8, groove=14)
    # The twist: folds that wind round the waist.
    for k in range(6):
        t = k / 5
        a = (268 + 60 * t, 500 + 150 * t)
        b = (516 + 50 * t, 440 + 78 * t)
        mid = ((a[0] + b[0]) / 2 + 34 - 10 * t, (a[1] + b[1]) / 2 + 44 + 6 * t)
        r.line([a, mid, b], 13, 9)
    _hindquarters(r)
    _forequarters(r)
    return r.finish(thickness=22, hammer=0.9)


def _hindquarters(r: Relief) -> None:
    _leg(r, [(400, 300), (500, 210), (580, 262)], [170, 108, 66], [(580, 262), (622, 308), (676, 276)], 16)
    haunch = [(246, 340), (290, 246), (380, 214), (466, 262), (480, 350), (430, 430), (340, 452), (268, 420)]
    r.add(spline(haunch, True), 40, "carved", step=5, groove=10)
    r.line(spiral((366, 334), 74, 14, 60, -320), 12, 9, raw=True)


def _forequarters(r: Relief) -> None:
    neck = [
        (760, 560), (800, 420), (850, 300), (930, 220), (1010, 210), (1066, 290), (1076, 420),
        (1090, 540), (1080, 680),
        (1000, 770), (880, 770), (790, 690),
    ]  # fmt: skip
    r.add(spline(neck, True), 70, "dome", power=0.45, base=20, step=8, groove=14)
    for k in range(5):  # folds of the neck
        r.line([(1068 - 4 * k, 380 + 56 * k), (1010, 420 + 58 * k), (960, 500 + 52 * k)], 8, 7)
    crest = spline([(952, 170), (868, 250), (806, 350), (770, 460), (752, 560)])
    for place in reversed(list(stations(crest, 11, 0.0, 1.0))):  # upright cropped mane
        root = place.point - place.across * 26
        tip = place.point + place.across * 52 - place.along * 22
        r.add(
            brush([root, (root + tip) / 2, tip], [60, 62, 24]),
            30,
            "ridge",
            reach=30,
            base=14,
            step=7,
            groove=11,
        )
    _leg(
        r, [(960, 800), (1090, 836), (1230, 800)], [150, 104, 70], [(1232, 800), (1226, 870), (1140, 896)], 18
    )
    _leg(r, [(810, 790), (880, 868), (980, 900)], [120, 92, 64], [(982, 902), (950, 962), (850, 966)], 18)
    shoulder = [
        (806, 620),
        (880, 540),
        (980, 560),
        (1030, 650),
        (1010, 760),
        (920, 836),
        (830, 820),
        (790, 720),
    ]
    r.add(spline(shoulder, True), 42, "carved", step=6, groove=12)
    r.line(spiral((914, 690), 78, 14, -120, 280), 12, 9, raw=True)
    _head(r)


def _leg(r: Relief, upper, widths, lower, base: float) -> None:
    """A folded leg: upper part, then from the joint the lower part with its hoof."""
    r.add(brush(upper, widths), 38, "dome", base=base, step=7, groove=12)
    last = widths[-1]
    r.add(brush(lower, [last * 0.92, last * 0.72, last * 0.66]), 32, "dome", base=base, step=7, groove=11)
    (x0, y0), (x1, y1) = lower[1], lower[2]
    size = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    ux, uy = (x1 - x0) / size, (y1 - y0) / size
    r.add(
        brush([(x1 - 8 * ux, y1 - 8 * uy), (x1 + 8 * ux, y1 + 8 * uy)], [60, 60]),
        26,
        "dome",
        base=base,
        step=6,
    )
    hoof = [(x1 + 22 * ux, y1 + 22 * uy), (x1 + 56 * ux, y1 + 56 * uy), (x1 + 96 * ux, y1 + 96 * uy)]
    r.add(brush(hoof, [46, 66, 34]), 32, "carved", base=base, step=7, groove=10)
    r.line(
        [(x1 + 30 * ux - 26 * uy, y1 + 30 * uy + 26 * ux), (x1 + 30 * ux + 26 * uy, y1 + 30 * uy - 26 * ux)],
        8,
        5,
    )


def _head(r: Relief) -> None:
    head = [
        (918, 250), (940, 180), (1000, 140), (1066, 160), (1126, 222), (1186, 290), (1246, 346), (1284, 392),
        (1296, 446), (1272, 490), (1230, 500), (1186, 476), (1136, 440), (1080, 424), (1020, 404), (954, 344),
    ]  # fmt: skip
    r.add(spline(head, True), 58, "dome", power=0.43, base=40, step=10, groove=16)
    cheek = [(950, 270), (1000, 220), (1060, 250), (1076, 330), (1040, 390), (980, 364)]
    r.add(spline(cheek, True), 18, "dome", step=3, groove=9)
    for points, depth, width in (
        ([(1288, 452), (1250, 456), (1212, 440), (1190, 430)], 11, 6),
        ([(1110, 240), (1160, 300), (1206, 346)], 8, 7),
        ([(1090, 350), (1136, 380), (1180, 416)], 7, 7),
        ([(1036, 196), (1066, 206), (1086, 232)], 8, 5),
    ):
        r.line(points, depth, width)
    r.line(spiral((1254, 392), 21, 5, -220, 110), 10, 5, taper=False, raw=True)
    r.eye((1048, 226), 30, 10)
    forelock = [(990, 150), (1030, 118), (1086, 128), (1110, 168)]
    r.add(brush(forelock, [50, 48, 36, 10]), 24, "dome", base=40, step=7, groove=10)
    ear = [(930, 226), (896, 150), (904, 60), (952, 12), (990, 90), (1000, 170), (980, 216)]
    r.add(spline(ear, True, (3,)), 28, "dome", base=36, step=10, groove=13)
    r.line([(944, 50), (952, 120), (956, 190)], 12, 8)


def build(draft: bool = False) -> None:
    meshes.relief_object(draw(0.8 if draft else 1.3), materials.gold())
    _sheath()
    scene.ground(below=0.075)


def _sheath() -> None:
    """A length of a leather sheath that tapers to the right, sewn along both edges; its face is at 0.

    It counts as ground: the camera frames the plaque.
    """
    x = np.linspace(-1.6, 1.6, 260)
    half = 0.66 - 0.055 * x + 0.006 * np.sin(7 * x)
    a = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    y = np.sign(np.cos(a)) * np.abs(np.cos(a)) ** 0.16
    z = 0.036 * np.sign(np.sin(a)) * np.abs(np.sin(a)) ** 0.35 - 0.037
    rings = np.stack([np.repeat(x[:, None], 120, 1), half[:, None] * y, np.repeat(z[None], 260, 0)], -1)
    points = meshes.disturbed(rings.reshape(-1, 3), 0.007, 3.0, 4.0)
    points[:, 2] = np.minimum(points[:, 2], 0.002)
    hide = materials.leather((0.085, 0.036, 0.020), (0.036, 0.015, 0.009), 0.9)
    smithing.loft(points.reshape(rings.shape)[:, ::-1], hide, f"{scene.GROUND} sheath")
    thread = materials.leather((0.20, 0.13, 0.07), (0.10, 0.06, 0.03), 2)
    for side in (1, -1):
        seam = np.stack([x, side * (half - 0.050), np.full_like(x, 0.001)], -1)
        smithing.stitches(seam, 0.055, 0.038, 0.006, thread, name=f"{scene.GROUND} stitch")
