"""Whole animals for reliefs, drawn once and used by many pieces.

All face right and are drawn in the coordinates of a `Pen`.
"""

from __future__ import annotations

from . import beasts, gems
from .curves import spline
from .pen import Pen

FORE = [
    (520, 560),
    (530, 640),
    (538, 694),
    (532, 726),
    (542, 762),
    (540, 806),
    (532, 842),
    (544, 862),
    (574, 862),
]
FORE += [(586, 842), (576, 806), (582, 762), (604, 728), (602, 692), (616, 640), (650, 560), (590, 520)]
HIND = [
    (150, 560),
    (186, 626),
    (180, 676),
    (144, 706),
    (160, 756),
    (180, 800),
    (194, 836),
    (206, 862),
    (236, 864),
]
HIND += [(250, 842), (234, 796), (220, 748), (220, 712), (256, 672), (306, 620), (340, 560), (250, 510)]


def argali(pen: Pen, lying: bool = False) -> None:
    """A mountain ram in profile: on the tips of its hooves, or lying with its legs folded."""
    _ruminant(pen, lying)
    head = pen.inner((752, 236), 0.90, 10)
    beasts.ram_head(head)
    ear = [(-40, 70), (-90, 74), (-150, 104), (-176, 140), (-120, 140), (-62, 112)]
    head.body(ear, 20, corners=(3,), step=10, base=16)
    head.line([(-70, 92), (-110, 104), (-150, 128)], 6, 5)
    beasts.ram_horn(head, 1.0)


def saiga(pen: Pen) -> None:
    """A saiga: upright ringed horns and a swollen nose that hangs over the mouth."""
    _ruminant(pen, False)
    beasts.saiga_head(pen.inner((748, 240), 0.92, 4))


def _ruminant(pen: Pen, lying: bool) -> None:
    """A body with legs, neck and tail, for a head whose eye is at about (750, 240)."""
    for x, outline, at, turn in () if lying else ((74, FORE, (560, 850), 4), (88, HIND, (228, 852), 0)):
        _leg(pen.inner((x, -4)), outline, at, turn, far=True)
    pen.body([(140, 420), (104, 420), (84, 456), (92, 506), (116, 490), (138, 462)], 22, base=8, corners=(3,))
    torso = [
        (560, 372),
        (460, 384),
        (350, 378),
        (240, 372),
        (160, 390),
        (122, 440),
        (122, 520),
        (160, 590),
        (240, 622),
    ]
    torso += [(340, 610), (450, 622), (560, 648), (640, 600), (660, 500), (630, 420)]
    pen.body(torso, 64, "dome", power=0.42, base=10)
    if lying:
        _folded_legs(pen)
    else:
        _leg(pen, FORE, (560, 850), 4)
        _leg(pen, HIND, (228, 852), 0)
    neck = [
        (520, 400),
        (580, 330),
        (630, 262),
        (690, 210),
        (772, 250),
        (784, 330),
        (762, 410),
        (732, 500),
        (690, 580),
    ]
    neck += [(620, 604), (560, 540)]
    pen.body(neck, 72, power=0.42, base=14, smoothing=60, step=8)
    for line in (
        [(636, 350), (600, 430), (600, 510), (626, 570)],
        [(686, 380), (652, 460), (654, 540), (656, 580)],
        [(730, 400), (704, 470), (690, 540)],
    ):
        pen.line(line, 9, 7)
    haunch = [(144, 404), (216, 374), (290, 392), (342, 450), (352, 528), (324, 606), (270, 656), (216, 644)]
    haunch += [(176, 590), (140, 520), (126, 456)]
    pen.body(haunch, 44, power=0.46, step=9, groove=15, groove_width=11)
    pen.line([(280, 424), (318, 490), (310, 566), (268, 624)], 9, 7)
    pen.line([(182, 430), (176, 500), (204, 570)], 8, 6)
    shoulder = [
        (524, 388),
        (586, 404),
        (636, 456),
        (652, 530),
        (634, 606),
        (584, 650),
        (530, 622),
        (496, 556),
        (488, 470),
    ]
    pen.body(shoulder, 44, power=0.46, step=9, groove=15, groove_width=11)
    pen.line([(586, 430), (624, 494), (622, 568), (588, 626)], 9, 7)
    for k in range(4):
        x = 396 + k * 26
        pen.line([(x + 10, 436 - k), (x - 6, 480), (x + 4, 528 + 2 * k)], 7, 6)


def _folded_legs(pen: Pen) -> None:
    limb = {"base": 10, "groove": 11, "step": 6}
    pen.stroke([(320, 620), (220, 650), (130, 672)], [120, 88, 64], 36, **limb)
    pen.stroke([(112, 690), (200, 714), (300, 712), (366, 708)], [66, 54, 48, 54], 32, **limb)
    beasts.lying_hoof(pen.inner((362, 708), 0.80))
    pen.stroke([(590, 610), (670, 644), (742, 664)], [116, 86, 66], 36, **limb)
    pen.stroke([(756, 684), (690, 742), (600, 762), (524, 762)], [66, 56, 48, 54], 32, **limb)
    fore = pen.inner((528, 762), 0.80)
    beasts.lying_hoof(Pen(fore.relief, fore.by, fore.scale, fore.turn, not pen.flip))


def _leg(pen: Pen, outline: list, at: tuple, turn: float, far: bool = False) -> None:
    pen.body(outline, 26 if far else 36, base=4 if far else 14, power=0.46, groove=12)
    hoof = pen.inner(at, 0.80, turn)
    hoof.line([(-6, -200), (-4, -140), (-2, -30)], 7, 5)
    beasts.standing_hoof(hoof)


BEAM = [(904, 262), (872, 196), (804, 178), (730, 210), (656, 272), (566, 324), (466, 346), (366, 350)]
BEAM += [(284, 372), (236, 430)]
BEAM_WIDTHS = [54, 60, 60, 58, 56, 54, 54, 50, 40, 14]
TINES = ((748, 204, 1.02, 14), (672, 262, 1.10, 8), (590, 312, 1.12, 3), (498, 342, 1.08, 0))
TINES += ((408, 350, 1.00, -4), (322, 360, 0.88, -10))


def _lying_antlers(pen: Pen) -> None:
    tine = {"groove": 13, "groove_width": 7, "smoothing": 30, "step": 5, "base": 6}
    for x, y, size, lean in reversed(TINES):
        pen.curl((x, y), -76 + lean, 182 * size, -395, (57 * size, 17 * size), 27, sway=34, **tine)
    for start, heading, reach in (((916, 246), -54, 184), ((856, 182), -86, 150)):
        pen.curl(start, heading, reach, 392, (52, 16), 27, **tine)
    pen.stroke(BEAM, BEAM_WIDTHS, 34, "ridge", reach=28, base=14, groove=10, groove_width=8, smoothing=30)


def lying_deer(pen: Pen, stones: bool = False, antlers: bool = True) -> None:
    """A deer on folded legs; a stag with antlers over its back, or a doe; with or without inlays."""
    if antlers:
        _lying_antlers(pen)
    pen.body(
        [(276, 516), (234, 518), (198, 556), (184, 622), (198, 668), (226, 632), (250, 586)],
        24,
        base=8,
        corners=(4,),
    )
    torso = [(820, 464), (700, 482), (560, 488), (440, 478), (340, 478), (268, 534), (252, 620), (294, 704)]
    torso += [(430, 714), (570, 690), (700, 694), (820, 730), (920, 724), (962, 640), (940, 540)]
    pen.body(torso, 62, "dome", power=0.42, base=10)
    neck = [(770, 520), (828, 440), (866, 360), (900, 284), (990, 306), (1014, 390), (1012, 480), (994, 570)]
    neck += [(964, 664), (900, 738), (820, 706), (776, 610)]
    pen.body(neck, 74, power=0.42, base=14, smoothing=60, step=8)
    for line in (
        [(888, 392), (862, 470), (872, 560), (900, 640)],
        [(936, 420), (914, 510), (922, 600), (918, 680)],
        [(980, 450), (964, 530), (956, 600)],
    ):
        pen.line(line, 9, 7)
    _lying_legs(pen, gems.LAPIS if stones else None)
    _muscles(pen, stones)
    beasts.deer_head(pen.inner((966, 322), 0.95, -5), gems.TURQUOISE if stones else None)


def _lying_legs(pen: Pen, stone: float | None) -> None:
    limb = {"base": 10, "groove": 11, "step": 6}
    hind = [(560, 712), (470, 716), (360, 726), (252, 724), (196, 716), (160, 742), (170, 790), (208, 808)]
    pen.body([*hind[:4], (240, 770), (380, 788), (520, 780), (580, 752)], 34, **limb)
    shank = [*hind[4:], (300, 812), (420, 812), (540, 806), (572, 800), (572, 758), (520, 760), (400, 764)]
    pen.body([*shank, (290, 760), (244, 748)], 32, corners=(0,), **limb)
    beasts.lying_hoof(pen.inner((566, 780), 0.96), stone)
    pen.body(
        [(800, 706), (880, 720), (960, 742), (1030, 764), (1046, 800), (1010, 818), (900, 802), (800, 770)],
        34,
        **limb,
    )
    cannon = [
        (1010, 756),
        (1062, 758),
        (1088, 792),
        (1078, 834),
        (1032, 858),
        (930, 872),
        (820, 874),
        (736, 866),
    ]
    cannon += [(734, 822), (820, 824), (920, 822), (1000, 806)]
    pen.body(cannon, 32, **limb)
    left = pen.inner((742, 844), 0.96)
    beasts.lying_hoof(Pen(left.relief, left.by, left.scale, left.turn, not pen.flip), stone)


def _muscles(pen: Pen, stones: bool) -> None:
    for k in range(5):
        x = 596 + k * 29
        pen.line([(x + 14, 540 - k), (x - 6, 594), (x + 4, 648 + 2 * k)], 7, 6)
    haunch = [(316, 480), (410, 478), (496, 512), (562, 580), (606, 664), (600, 736), (544, 776), (464, 758)]
    haunch += [(398, 716), (330, 692), (268, 654), (240, 590), (258, 520)]
    pen.body(haunch, 46, power=0.46, step=9, groove=15, groove_width=11)
    pen.line([(470, 530), (536, 606), (568, 684), (550, 744)], 9, 7)
    shoulder = [
        (800, 448),
        (876, 486),
        (930, 566),
        (948, 652),
        (932, 726),
        (876, 764),
        (806, 752),
        (752, 700),
    ]
    shoulder += [(720, 620), (732, 520)]
    pen.body(shoulder, 46, power=0.46, step=9, groove=15, groove_width=11)
    pen.line([(830, 492), (890, 570), (908, 656), (888, 726)], 9, 7)
    if not stones:
        return
    pen.inlay(beasts.comma((398, 590), (74, 22), (-120, 215), (16, 52)), gems.TURQUOISE)
    pen.inlay(beasts.comma((812, 606), (68, 20), (-60, -395), (16, 50)), gems.TURQUOISE)
    drop = spline([(0, -46), (24, -12), (24, 22), (0, 42), (-24, 24), (-22, -10)], True, (0,))
    for at, turn in (((488, 682), -20), ((836, 708), -14)):
        pen.inner(at, 0.9, turn).inlay(drop, gems.LAPIS, 6)
