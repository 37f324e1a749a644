"""SAKA-01: gold plaque of a recumbent deer, legs folded, antlers swept over the back.

Kept plain: no inlay is known for the piece, so there is none. The planes are bevelled
with soft spines, as the early animal style has it.
"""

from __future__ import annotations

from .. import materials, meshes, scene
from ..curves import brush, curl, ellipse, ring, spiral, spline
from ..outputs import Model
from ..relief import Relief
from ..scene import Shot

SHOTS = {
    "main": Shot("content/saka/media/deer-plaque.jpg", tilt=19, yaw=-4, fill=0.80),
    "detail": Shot(
        "content/saka/media/deer-plaque-detail.jpg",
        (1600, 1200),
        tilt=27,
        yaw=8,
        zoom=2.35,
        shift=(0.27, 0.15),
        blur=5.6,
    ),
}
MODEL = Model("content/saka/media/deer-plaque.glb", longest=0.09, kind="relief")

# Places of the tines on the beam: x, y, size, lean.
TINES = (
    (852, 348, 1.12, 14),
    (760, 406, 1.18, 8),
    (660, 434, 1.16, 4),
    (560, 446, 1.12, 0),
    (462, 446, 1.05, -3),
    (370, 440, 0.98, -6),
    (286, 440, 0.86, -12),
)


def draw(density: float) -> Relief:
    relief = Relief(1480, 1000, density)
    _antler(relief)
    _body(relief)
    _legs(relief)
    _muscles(relief)
    _head(relief)
    return relief.finish(thickness=12, hammer=0.8)


def build(draft: bool = False) -> None:
    meshes.relief_object(draw(1.0 if draft else 1.3), materials.gold())
    scene.ground()


def _antler(relief: Relief) -> None:
    tine = {"kind": "ridge", "groove": 13, "groove_width": 7, "smoothing": 30, "step": 5, "base": 6}
    for x, y, size, lean in reversed(TINES):
        stroke = curl((x, y - 4), -78 + lean, 186 * size, -395, (58 * size, 17 * size), sway=34)
        relief.add(stroke, 27, reach=22 * size, **tine)
    for start, heading, reach in (((1086, 286), -58, 176), ((1030, 240), -92, 190)):
        relief.add(curl(start, heading, reach, 392, (54, 16), sway=30), 27, reach=20, **tine)


def _body(relief: Relief) -> None:
    tail = [(266, 508), (222, 520), (186, 556), (168, 612), (176, 672), (206, 640), (230, 590), (262, 560)]
    relief.add(spline(tail, True, (4,)), 24, "carved", base=8)
    relief.line([(240, 540), (204, 580), (184, 640)], 5, 4)
    torso = [
        (850, 452),
        (740, 470),
        (620, 478),
        (500, 474),
        (400, 462),
        (305, 476),
        (240, 540),
        (228, 620),
        (280, 700),
        (420, 712),
        (560, 676),
        (690, 682),
        (820, 722),
        (945, 728),
        (1000, 650),
        (980, 540),
    ]
    relief.add(spline(torso, True), 62, power=0.42, base=10)
    beam = [
        (1078, 304),
        (1056, 244),
        (990, 232),
        (908, 290),
        (824, 368),
        (724, 420),
        (604, 444),
        (484, 446),
        (374, 438),
        (284, 444),
        (216, 478),
        (190, 528),
    ]
    relief.add(
        brush(beam, [54, 60, 60, 58, 56, 56, 54, 54, 50, 44, 34, 14]),
        34,
        "ridge",
        reach=29,
        base=14,
        groove=10,
        groove_width=8,
        smoothing=30,
    )
    neck = [
        (846, 486),
        (908, 428),
        (976, 360),
        (1028, 306),
        (1096, 330),
        (1122, 400),
        (1110, 486),
        (1090, 570),
        (1062, 660),
        (1004, 744),
        (910, 720),
        (850, 610),
    ]
    relief.add(spline(neck, True), 74, "carved", power=0.42, base=14, smoothing=60, step=8)


def _legs(relief: Relief) -> None:
    limb = {"base": 10, "groove": 11, "step": 6}
    # Hind leg: shank back to the hock, cannon forward to the hoof.
    relief.add(
        brush([(560, 738), (450, 752), (330, 762), (222, 756)], [132, 110, 80, 64]), 40, "carved", **limb
    )
    hock = [(150, 752), (196, 722), (250, 728), (262, 772), (240, 808), (196, 812)]
    relief.add(spline(hock, True, (0,)), 34, "carved", **limb)
    relief.add(
        brush([(200, 786), (262, 806), (390, 810), (520, 800), (600, 794)], [58, 54, 48, 46, 54]),
        32,
        "carved",
        **limb,
    )
    _hoof(relief, (596, 795), 1)
    # Foreleg: forearm forward to the knee, cannon back to the hoof.
    relief.add(
        brush([(866, 712), (950, 748), (1030, 776), (1092, 788)], [136, 104, 78, 66]), 40, "carved", **limb
    )
    relief.add(
        spline([(1056, 758), (1104, 756), (1136, 786), (1128, 830), (1088, 846), (1050, 820)], True),
        32,
        "carved",
        **limb,
    )
    relief.add(
        brush([(1092, 826), (1010, 856), (900, 862), (790, 856), (742, 852)], [56, 52, 48, 46, 54]),
        32,
        "carved",
        **limb,
    )
    _hoof(relief, (746, 853), -1)


def _hoof(relief: Relief, at: tuple[float, float], way: int) -> None:
    """A pointed hoof with pastern and dew-claw; `way` is 1 to the right, -1 to the left."""
    x, y = at
    relief.add(
        spline(
            [
                (x - way * 6, y - 30),
                (x + way * 34, y - 26),
                (x + way * 52, y),
                (x + way * 34, y + 26),
                (x - way * 6, y + 30),
            ],
            True,
        ),
        26,
        "carved",
        base=10,
    )
    hoof = [
        (x + way * 36, y - 28),
        (x + way * 80, y - 38),
        (x + way * 136, y - 28),
        (x + way * 196, y + 16),
        (x + way * 140, y + 26),
        (x + way * 80, y + 32),
        (x + way * 36, y + 26),
    ]
    relief.add(spline(hoof, True, (3,)), 34, "carved", base=12, groove=10)
    relief.line([(x + way * 66, y + 4), (x + way * 120, y), (x + way * 180, y + 12)], 8, 4.5)
    relief.line([(x + way * 40, y - 22), (x + way * 52, y), (x + way * 42, y + 22)], 6, 4)


def _muscles(relief: Relief) -> None:
    for k in range(7):  # ribs
        x = 596 + k * 27
        relief.line([(x + 14, 536 - k), (x - 6, 590), (x + 4, 650 + 2 * k)], 7, 6)
    haunch = [
        (300, 470),
        (400, 474),
        (488, 512),
        (560, 580),
        (612, 668),
        (606, 742),
        (548, 790),
        (470, 770),
        (404, 716),
        (330, 690),
        (262, 662),
        (226, 590),
        (244, 514),
    ]
    relief.add(spline(haunch, True), 46, "carved", power=0.46, step=9, groove=15, groove_width=11)
    relief.line([(448, 524), (524, 596), (566, 684), (552, 756)], 9, 7)
    relief.line([(286, 540), (304, 604), (370, 654), (450, 706)], 9, 7)
    shoulder = [
        (846, 440),
        (926, 486),
        (984, 570),
        (1004, 660),
        (986, 736),
        (926, 776),
        (852, 760),
        (800, 706),
        (764, 622),
        (776, 520),
    ]
    relief.add(spline(shoulder, True), 46, "carved", power=0.46, step=9, groove=15, groove_width=11)
    relief.line([(876, 494), (936, 570), (954, 660), (930, 738)], 9, 7)
    relief.line([(816, 566), (812, 640), (846, 704), (896, 742)], 9, 7)


def _head(relief: Relief) -> None:
    for points in (
        [(1000, 400), (978, 480), (992, 560), (1024, 640)],
        [(1046, 440), (1028, 520), (1036, 600), (1034, 670)],
        [(1088, 470), (1074, 540), (1066, 600)],
    ):
        relief.line(points, 9, 7)  # folds of the neck
    head = [
        (1034, 338),
        (1050, 282),
        (1104, 262),
        (1166, 276),
        (1226, 296),
        (1278, 306),
        (1318, 312),
        (1342, 334),
        (1346, 364),
        (1328, 390),
        (1316, 404),
        (1280, 412),
        (1232, 414),
        (1190, 430),
        (1150, 458),
        (1098, 464),
        (1050, 424),
    ]
    relief.add(spline(head, True), 44, "carved", power=0.42, base=34, step=10, groove=15, groove_width=11)
    ear = [(1072, 352), (1010, 332), (930, 352), (860, 412), (940, 428), (1024, 416), (1074, 388)]
    relief.add(spline(ear, True, (3,)), 20, "carved", step=12, base=20)
    inner = spline([(1036, 364), (990, 358), (936, 380), (896, 408), (956, 406), (1016, 392)], True, (3,))
    relief.outline(inner, 7, 3.5)
    relief.add(inner, 4, step=-12, groove=0, cover=0.7, smoothing=10)
    relief.line([(1020, 376), (970, 384), (914, 404)], 5, 4)
    # Brow, eye, cheek, mouth, nostril.
    brow = [
        (1078, 330),
        (1098, 298),
        (1136, 292),
        (1170, 312),
        (1204, 344),
        (1166, 366),
        (1122, 374),
        (1088, 360),
    ]
    relief.add(spline(brow, True, (0, 4)), 6, step=3, smoothing=16, groove=7, groove_width=6)
    relief.eye((1130, 334), 27, 8, pupil=0.42)
    relief.line([(1068, 420), (1112, 416), (1152, 400), (1176, 370)], 8, 6)
    relief.line([(1100, 448), (1142, 438), (1182, 412)], 5, 5)
    relief.line([(1340, 376), (1304, 376), (1262, 380), (1226, 396)], 9, 4.5)
    relief.line(spiral((1314, 343), 13, 4, -200, 110), 8, 3.6, taper=False, raw=True)
    relief.line([(1176, 302), (1228, 320), (1280, 328)], 6, 5)
    relief.line(ring(ellipse((1309, 344), 24, 18, 20)), 3, 3, taper=False, raw=True)
