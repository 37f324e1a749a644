"""Beasts and birds of prey for reliefs: panther, feline face, griffin's head.

Drawn in the coordinates of a `Pen`; the panther and the griffin face right.
"""

from __future__ import annotations

from .curves import spiral
from .pen import Pen


def panther(pen: Pen) -> None:
    """A prowling panther, head low, paws and tail's end rolled into rings; about 1,150 by 600."""
    for path, far in (
        ([(868, 330), (960, 420), (1000, 490), (1030, 540)], True),
        ([(300, 320), (400, 430), (372, 500), (420, 548)], True),
    ):
        _limb(pen, path, far)
    tail = [
        (218, 190),
        (158, 204),
        (112, 262),
        (92, 350),
        (82, 440),
        (50, 504),
        (-6, 512),
        (-40, 468),
        (-14, 430),
    ]
    pen.stroke(tail, [58, 52, 50, 48, 48, 48, 46, 42, 34], 34, "carved", base=10)
    torso = [
        (860, 170),
        (740, 190),
        (600, 196),
        (460, 178),
        (330, 156),
        (230, 176),
        (196, 260),
        (226, 350),
        (330, 390),
    ]
    torso += [(470, 366), (610, 366), (740, 402), (860, 420), (930, 350), (930, 240)]
    pen.body(torso, 60, "dome", power=0.42, base=10)
    neck = [
        (790, 200),
        (870, 164),
        (960, 176),
        (1030, 232),
        (1040, 330),
        (990, 400),
        (900, 420),
        (820, 380),
        (780, 290),
    ]
    pen.body(neck, 62, power=0.42, base=14, smoothing=60, step=8)
    for k in range(3):
        x = 884 + 38 * k
        pen.line([(x, 206 + 8 * k), (x - 26, 270), (x - 24, 350)], 8, 6)
    _limb(pen, [(810, 330), (800, 430), (786, 490), (832, 548)], False)
    _limb(pen, [(270, 310), (300, 410), (210, 476), (226, 548)], False)
    haunch = [
        (230, 172),
        (318, 160),
        (388, 204),
        (410, 290),
        (380, 370),
        (322, 420),
        (256, 410),
        (210, 350),
        (194, 256),
    ]
    pen.body(haunch, 42, power=0.46, step=9, groove=15, groove_width=11)
    pen.line([(330, 200), (364, 270), (344, 350)], 8, 6.5)
    shoulder = [
        (762, 200),
        (828, 196),
        (878, 244),
        (890, 320),
        (862, 396),
        (806, 424),
        (756, 380),
        (736, 300),
    ]
    pen.body(shoulder, 42, power=0.46, step=9, groove=15, groove_width=11)
    pen.line([(812, 226), (852, 290), (838, 370)], 8, 6.5)
    for k in range(4):
        x = 480 + k * 62
        pen.line([(x + 10, 236), (x - 8, 280), (x + 4, 330)], 7, 6)
    _panther_head(pen.inner((1036, 296), 1.02, 10))


def _limb(pen: Pen, path: list[tuple[float, float]], far: bool) -> None:
    pen.stroke(path, [120, 84, 62, 56], 28 if far else 38, "carved", base=4 if far else 14, groove=12)
    x, y = path[-1]
    paw = [
        (x - 46, y - 26),
        (x + 10, y - 40),
        (x + 76, y - 24),
        (x + 96, y + 14),
        (x + 70, y + 40),
        (x, y + 44),
        (x - 46, y + 26),
    ]
    pen.body(paw, 34, power=0.46, base=8 if far else 14, step=8)
    for k in range(3):
        pen.line([(x + 14 + 26 * k, y - 8), (x + 22 + 26 * k, y + 14), (x + 16 + 26 * k, y + 36)], 7, 4.5)


def _panther_head(pen: Pen) -> None:
    """Eye at the origin, muzzle to the right, jaws apart."""
    jaw = [(-24, 70), (36, 84), (78, 82), (104, 92), (100, 114), (62, 130), (6, 126), (-44, 104)]
    pen.body(jaw, 30, base=16, step=6)
    head = [
        (-110, 10),
        (-96, -64),
        (-44, -98),
        (18, -94),
        (62, -72),
        (92, -44),
        (120, -18),
        (128, 22),
        (114, 54),
    ]
    head += [(78, 66), (36, 74), (8, 104), (-48, 120), (-98, 84)]
    pen.body(head, 52, power=0.40, base=28, step=10, groove=15, groove_width=11)
    pad = [(58, 14), (86, -8), (118, -4), (134, 22), (118, 56), (82, 68), (56, 52)]
    pen.body(pad, 20, step=7, groove=10, groove_width=7, smoothing=20)
    for x in (44, 98):  # fangs
        pen.body(
            [(x - 10, 62), (x + 12, 62), (x + 2, 98)],
            16,
            corners=(0, 1, 2),
            base=14,
            step=5,
            groove=5,
            groove_width=4,
        )
    ear = [(-104, -30), (-136, -84), (-112, -132), (-62, -128), (-40, -84), (-62, -44)]
    pen.body(ear, 26, base=20, step=12)
    pen.line(spiral((-88, -84), 30, 8, -160, 150), 8, 5, raw=True)
    pen.eye((8, -10), 27, 9, pupil=0.42)
    pen.line([(-46, 20), (-60, 60), (-40, 96)], 8, 6)
    pen.line([(44, -52), (72, -36), (92, -16)], 7, 5)
    pen.body(
        [(96, -26), (122, -30), (136, -10), (118, 6), (100, -2)],
        14,
        step=6,
        groove=8,
        groove_width=5,
        smoothing=12,
    )
    for x, y in ((78, 24), (98, 34), (80, 42)):
        pen.dot((x, y), 4.5)


def feline_face(pen: Pen) -> None:
    """A leopard's face from the front, about 300 wide, its middle at the origin."""
    for side in (False, True):
        half = Pen(pen.relief, pen.by, pen.scale, pen.turn, side != pen.flip)
        ear = [(58, -112), (80, -168), (128, -186), (160, -150), (152, -96), (112, -70)]
        half.body(ear, 30, base=8)
        half.line(spiral((114, -126), 28, 8, -30, 280), 8, 5, raw=True)
    face = [(0, -136), (66, -126), (124, -84), (148, -16), (136, 50), (104, 94), (60, 134), (0, 150)]
    outline = face + [(-x, y) for x, y in reversed(face[1:-1])]
    pen.body(outline, 62, "dome", power=0.44, base=12)
    for side in (False, True):
        half = Pen(pen.relief, pen.by, pen.scale, pen.turn, side != pen.flip)
        half.body(
            [(20, -40), (58, -78), (108, -64), (128, -30), (80, -22), (40, -14)],
            10,
            step=5,
            groove=9,
            groove_width=7,
        )
        half.eye((66, -26), 25, 8)
        half.body(
            [(4, 46), (44, 34), (80, 58), (76, 96), (38, 112), (4, 100)],
            26,
            step=8,
            groove=11,
            groove_width=7,
        )
        for k in range(3):
            half.dot((30 + 18 * k, 66 + 8 * (k % 2)), 4)
        half.line([(104, 14), (116, 40), (98, 72)], 7, 5)
        half.line([(24, -112), (34, -92), (26, -72)], 7, 5)
        half.line([(62, -110), (66, -98), (82, -92)], 7, 5)
    nose = [(0, -60), (20, -30), (22, 10), (38, 34), (20, 54), (0, 60)]
    pen.body(nose + [(-x, y) for x, y in reversed(nose[1:-1])], 26, step=8, groove=11, groove_width=7)
    pen.line([(-26, 40), (0, 50), (26, 40)], 7, 4.5)
    pen.body(
        [(-30, 110), (0, 104), (30, 110), (22, 140), (0, 148), (-22, 140)],
        18,
        step=5,
        groove=8,
        groove_width=6,
    )


def griffin_head(pen: Pen) -> None:
    """An eagle-griffin's head on its neck: hooked beak, pointed ear, a comb of curls; eye at the origin."""
    for k in range(6):  # comb, from the nape to the brow
        t = k / 5
        x, y = -150 + 150 * t - 20 * t * t, 150 - 250 * t + 16 * t * t
        pen.curl((x, y), -160 + 62 * t, 82, 350, (34, 12), 24, sway=16, base=6, groove=10, groove_width=6)
    neck = [
        (-70, -50),
        (-118, 20),
        (-146, 110),
        (-150, 210),
        (-110, 290),
        (0, 310),
        (90, 280),
        (96, 200),
        (70, 120),
        (60, 60),
    ]
    pen.body(neck, 58, power=0.42, base=12)
    for row in range(4):  # feathers
        for k in range(3):
            x, y = -96 + 56 * k + 14 * (row % 2), 120 + 44 * row
            pen.line([(x - 18, y), (x, y + 24), (x + 18, y)], 7, 5, taper=False)
    head = [(-96, 20), (-84, -54), (-24, -90), (46, -80), (88, -40), (96, 16), (60, 66), (0, 88), (-64, 76)]
    pen.body(head, 50, power=0.42, base=26, step=10, groove=15, groove_width=11)
    beak = [(76, -58), (134, -56), (180, -20), (196, 40), (176, 110), (156, 62), (124, 46), (70, 52), (60, 4)]
    pen.body(beak, 38, power=0.46, corners=(4,), step=9, base=20, groove=12, groove_width=8)
    pen.body([(60, 50), (118, 60), (142, 84), (112, 104), (60, 92)], 24, base=16, step=5)
    pen.line([(150, 54), (112, 38), (66, 46)], 9, 5)
    pen.line([(88, -54), (76, -10), (82, 40)], 8, 5.5)
    pen.line(spiral((112, -24), 11, 4, -160, 120), 7, 4, raw=True)
    ear = [(-60, -40), (-100, -92), (-118, -170), (-64, -138), (-24, -92), (-24, -56)]
    pen.body(ear, 26, corners=(2,), base=20, step=12)
    pen.line([(-52, -62), (-76, -98), (-104, -146)], 8, 5.5)
    pen.eye((14, -18), 29, 10)
    pen.line([(-20, -62), (24, -70), (66, -46)], 8, 6)
