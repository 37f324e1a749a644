"""SAKA-03: three small gold pieces of Baigetobe in one picture.

A standing argali on the tips of its hooves, two deer heads back to back, a perched bird
of prey. Their true sizes and details are not reported: here they share one scale.
"""

from __future__ import annotations

from .. import beasts, figures, materials, meshes, scene
from ..curves import spline
from ..pen import Pen
from ..relief import Relief
from ..scene import Shot

SHOTS = {
    "main": Shot("content/saka/media/argali-deer-raptor.jpg", tilt=16, yaw=-3, fill=0.88),
    "detail": Shot(
        "content/saka/media/argali-deer-raptor-detail.jpg",
        (1600, 1200),
        tilt=24,
        yaw=8,
        zoom=1.9,
        shift=(-0.26, 0.05),
        blur=5.6,
    ),
}


def draw(density: float) -> Relief:
    relief = Relief(1980, 1050, density)
    figures.argali(Pen(relief, (20, 40)))
    deer_heads(Pen(relief, (1190, 380), 1.0))
    raptor(Pen(relief, (1680, 60), 0.92))
    return relief.finish(thickness=13, hammer=0.8)


def build(draft: bool = False) -> None:
    thing = meshes.relief_object(draw(0.8 if draft else 1.2), materials.gold(1.2))
    thing.scale = (0.78,) * 3
    scene.ground()


def deer_heads(pen: Pen) -> None:
    """Two deer heads back to back on one neck, ears and antlers up."""
    for flip in (False, True):
        side = Pen(pen.relief, pen.by, pen.scale, pen.turn, flip)
        for x, y, heading, reach in ((92, -40, -112, 190), (142, -48, -66, 176)):
            side.curl((x, y), heading, reach, 390, (46, 15), 26, groove=12, groove_width=7, step=5, base=6)
        neck = [
            (0, 20),
            (60, -36),
            (130, -20),
            (196, 40),
            (190, 120),
            (150, 200),
            (112, 280),
            (90, 360),
            (0, 380),
        ]
        side.body(neck, 56, power=0.42, base=12, step=8)
        for line in (
            [(120, 130), (84, 200), (70, 290), (66, 350)],
            [(70, 110), (44, 190), (34, 280), (32, 352)],
        ):
            side.line(line, 8, 6.5)
        beasts.deer_head(side.inner((126, 8), 0.72, 24))
    base = [(-104, 372), (0, 384), (104, 372)]
    pen.stroke(base, [40, 44, 40], 26, "carved", base=16, step=8)


def raptor(pen: Pen) -> None:
    """A bird of prey on its perch: hooked beak, folded wing, talons."""
    tail = [
        (-88, 620),
        (-60, 650),
        (-44, 760),
        (-46, 860),
        (-78, 900),
        (-128, 892),
        (-150, 860),
        (-140, 760),
        (-128, 660),
    ]
    pen.body(tail, 26, base=8)
    for x in (-74, -102):
        pen.line([(x + 8, 690), (x - 4, 780), (x - 8, 876)], 8, 5.5)
    for x in (66, 2):  # legs with feathered thighs, and talons on the perch
        thigh = [(x - 46, 590), (x - 40, 660), (x - 10, 730), (x + 24, 726), (x + 46, 650), (x + 50, 580)]
        pen.body(thigh, 34, base=12)
        for k in range(3):
            pen.line([(x - 26 + 22 * k, 620), (x - 16 + 16 * k, 660), (x - 6 + 10 * k, 700)], 6, 5)
    pen.stroke([(-130, 812), (0, 800), (190, 808)], [50, 56, 50], 30, "carved", base=8, step=10)
    for x in (66, 2):
        pen.stroke([(x + 4, 716), (x + 6, 770)], [38, 34], 24, "carved", base=14, step=8)
        for k in (-1, 0, 1):
            toe = [(x + 6, 764), (x + 6 + 26 * k, 780), (x + 8 + 40 * k, 812), (x + 4 + 38 * k, 842)]
            pen.stroke(toe, [22, 26, 20, 5], 22, "carved", step=9, groove=9, groove_width=6)
    body = [
        (60, 180),
        (126, 240),
        (156, 340),
        (150, 460),
        (118, 570),
        (60, 650),
        (-30, 668),
        (-96, 620),
        (-120, 520),
    ]
    body += [(-112, 400), (-76, 290), (-20, 210)]
    pen.body(body, 70, "dome", power=0.42, base=12, step=8)
    for row in range(4):  # feathers of the breast
        for k in range(3):
            x, y = 62 + 34 * k - 12 * row, 330 + 62 * row + 16 * (k % 2)
            pen.line([(x - 15, y), (x, y + 20), (x + 15, y)], 7, 4.5, taper=False)
    for k in range(5):  # folded wing: long feathers under, coverts over
        x = -2 - 24 * k
        path = [(x + 10, 420 + 10 * k), (x - 14, 520 + 10 * k), (x - 50, 640 - 4 * k), (x - 66, 742 - 34 * k)]
        pen.stroke(path, [40, 52, 46, 10], 26, "carved", step=7, groove=11, groove_width=7)
    wing = [
        (-20, 230),
        (34, 270),
        (52, 350),
        (36, 440),
        (-20, 510),
        (-90, 520),
        (-136, 470),
        (-136, 380),
        (-100, 290),
    ]
    pen.body(wing, 36, power=0.46, step=10, groove=15, groove_width=10)
    for row in range(3):
        for k in range(3):
            x, y = -8 - 42 * k + 8 * row, 330 + 54 * row + 20 * k - 10 * row
            pen.line([(x - 18, y - 4), (x - 2, y + 22), (x + 18, y + 2)], 7, 4.5, taper=False)
    neck = [(-26, 262), (-26, 180), (10, 110), (70, 80), (128, 110), (140, 190), (128, 270), (60, 300)]
    pen.body(neck, 48, power=0.44, step=8, base=20)
    for k in range(3):
        pen.line([(0 + 40 * k, 206 + 8 * k), (12 + 38 * k, 236), (34 + 34 * k, 262 - 6 * k)], 7, 5)
    head = [(4, 120), (16, 56), (70, 20), (134, 24), (176, 58), (184, 104), (150, 140), (100, 160), (44, 158)]
    pen.body(head, 44, power=0.42, step=10, base=26, groove=14, groove_width=10)
    beak = [
        (158, 52),
        (206, 56),
        (250, 86),
        (268, 132),
        (254, 184),
        (238, 146),
        (212, 130),
        (176, 134),
        (152, 118),
    ]
    pen.body(beak, 34, power=0.46, corners=(4,), step=8, base=20, groove=12, groove_width=8)
    pen.line([(238, 128), (204, 112), (164, 116)], 9, 5)
    pen.line([(168, 56), (160, 88), (172, 122)], 8, 5)
    pen.line(spline([(190, 78), (204, 84), (214, 96)]), 8, 4.5, raw=True)
    pen.eye((106, 84), 25, 9)
    pen.line([(60, 62), (100, 42), (146, 54)], 9, 6)
