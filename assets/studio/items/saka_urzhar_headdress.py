"""SAKA-12: pointed headdress of the woman of Urzhar, red silk with gold.

Reported: the pointed shape, arrow-like tips, a spiral of gold wire, red silk, and on the
reconstructed crown a fantastic bird between two saigas. Sizes, the number of arrows and
the lower band are the studio's own.
"""

from __future__ import annotations

import bpy
import numpy as np

from .. import figures, goldsmith, materials, meshes, scene, textiles
from ..curves import brush, spline
from ..pen import Pen
from ..relief import Relief
from ..scene import Shot

VIEW = {"standing": True, "key": 78, "top": 36, "strip": 26, "low": 22}
SHOTS = {
    "main": Shot(
        "content/saka/media/urzhar-headdress.jpg",
        size=(1800, 2400),
        tilt=72,
        yaw=9,
        lens=110,
        fill=0.88,
        zoom=0.74,
        **VIEW,
    ),
    "detail": Shot(
        "content/saka/media/urzhar-headdress-detail.jpg",
        (1600, 1200),
        tilt=80,
        yaw=-6,
        fill=0.88,
        zoom=2.3,
        shift=(0.0, -0.22),
        **VIEW,
    ),
}

# The cap: radius and height from the brim to the point.
CAP = ((0.292, 0.0), (0.300, 0.05), (0.302, 0.14), (0.286, 0.30), (0.246, 0.48), (0.186, 0.68), (0.120, 0.88))
CAP += ((0.062, 1.05), (0.026, 1.17))
ARROWS = 9


def _profile() -> np.ndarray:
    return spline(np.array(CAP), steps=16)


def draw(density: float) -> Relief:
    """The group on the front: a bird between two saigas."""
    relief = Relief(1600, 900, density, origin=(-800, -430))
    for flip, x in ((False, -776), (True, 776)):
        figures.saiga(Pen(relief, (x, -250), 0.60, 0, flip))
    _bird(Pen(relief, (0, -40), 1.0))
    return relief.finish(thickness=12, hammer=0.6)


def _bird(pen: Pen) -> None:
    """A fantastic bird from the front, wings raised, crest on its head, tail spread."""
    for k in (-2, 2, -1, 1, 0):
        pen.stroke(
            [(6 * k, 130), (26 * k, 250), (50 * k, 350 - 12 * abs(k))], [40, 58, 46], 28, "carved", base=8
        )
        pen.line([(12 * k, 190), (28 * k, 260), (46 * k, 330 - 10 * abs(k))], 7, 5)
    for flip in (False, True):
        side = Pen(pen.relief, pen.by, pen.scale, pen.turn, flip)
        for k in range(6):  # long feathers in a fan, then the arm over their roots
            angle = np.radians(24 - 19 * k)
            way = np.array([np.cos(angle), np.sin(angle)])
            root, reach = np.array([66.0, -34.0]) + way * 20, 112 + 27 * k
            tip = root + way * reach + (0, -10)
            middle = root + way * reach * 0.55 + np.array([-way[1], way[0]]) * 10
            side.stroke(
                [root, middle, tip], [36, 64, 40], 28, "carved", base=8, step=7, groove=11, groove_width=7
            )
            side.line([root * 0.4 + middle * 0.6, middle, tip * 0.8 + middle * 0.2], 6, 4.5)
        arm = [(40, -96), (84, -150), (122, -130), (142, -70), (126, -10), (84, 20), (52, 30)]
        side.body(arm, 32, base=14, step=9)
        for k in range(3):
            side.line(
                [(70 + 20 * k, -112 + 14 * k), (90 + 16 * k, -84 + 18 * k), (78 + 12 * k, -54 + 18 * k)], 7, 5
            )
        side.curl((22, -246), -60, 92, 330, (26, 10), 22, sway=18, base=8)
        side.stroke([(36, 176), (52, 250), (60, 320)], [44, 30, 26], 26, "carved", base=14, step=8)
        for k in (-1, 0, 1):
            side.stroke(
                [(60, 316), (62 + 22 * k, 340), (64 + 30 * k, 366)],
                [24, 24, 8],
                22,
                "carved",
                base=10,
                step=6,
            )
    body = [(0, -120), (52, -90), (76, -10), (72, 90), (44, 170), (0, 196)]
    pen.body(body + [(-x, y) for x, y in reversed(body[1:-1])], 62, "dome", power=0.44, base=14, step=10)
    for row in range(5):
        for x in (-34, 0, 34) if row % 2 else (-17, 17):
            y = -50 + 40 * row
            pen.line([(x - 14, y), (x, y + 18), (x + 14, y)], 7, 4.5, taper=False)
    head = [(0, -250), (40, -232), (56, -180), (44, -126), (0, -100)]
    pen.body(head + [(-x, y) for x, y in reversed(head[1:-1])], 46, power=0.42, base=24, step=10)
    pen.body(
        [(-16, -176), (0, -190), (16, -176), (10, -136), (0, -104), (-10, -136)],
        26,
        corners=(4,),
        base=20,
        step=9,
    )
    for x in (-28, 28):
        pen.eye((x, -196), 14, 6, pupil=0)


def _arrow(density: float) -> Relief:
    relief = Relief(160, 460, density, origin=(-80, -230))
    relief.add(brush([(0, -120), (0, 205)], [26, 22]), 12, "round", reach=10, step=2, groove=0)
    head = [(0, -220), (34, -150), (58, -84), (20, -100), (0, -92), (-20, -100), (-58, -84), (-34, -150)]
    relief.add(spline(head, True, (0, 2, 6)), 16, "ridge", reach=30, step=4, groove=4)
    for y in (-70, 40, 60, 80):
        relief.line([(-14, y), (0, y + 4), (14, y)], 4, 3.5, taper=False)
    for side in (1, -1):  # fletching
        vane = [(side * 6, 110), (side * 34, 140), (side * 34, 214), (side * 6, 190)]
        relief.add(spline(vane, True, (0, 1, 2, 3)), 8, "flat", reach=8, step=2, groove=3)
    return relief.finish(thickness=7, hammer=0.4)


def _band(density: float) -> Relief:
    width = 2 * np.pi * 302 - 24
    relief = Relief(int(width) + 40, 150, density, origin=(-width / 2 - 20, -75))
    half = width / 2
    relief.add(brush([(-half, 0), (half, 0)], [120, 120]), 8, "flat", reach=30, step=1, groove=0)
    for y in (-46, 46):
        relief.add(
            brush([(-half, y), (half, y)], [14, 14]), 8, "round", reach=7, step=2, groove=4, groove_width=4
        )
    count = 30
    for k in range(count):
        x = -half + (k + 0.5) * width / count
        relief.add(
            spline([(x, -28), (x + 24, 22), (x - 24, 22)], True, (0, 1, 2)),
            10,
            "ridge",
            reach=13,
            step=2,
            groove=4,
        )
    return relief.finish(thickness=5, hammer=0.7)


def _wrap(thing: bpy.types.Object, level: float, angle: float, off: float, size: float = 1.0) -> None:
    """Bend a lying relief round the cap: its middle comes to a height and an angle (0: the front)."""
    line = _profile()
    points = np.empty(len(thing.data.vertices) * 3, np.float32)
    thing.data.vertices.foreach_get("co", points)
    x, y, z = points.reshape(-1, 3).T * size
    rise = level + y * 0.95  # the cap's side leans by about 18 degrees
    radius = np.interp(rise, line[:, 1], line[:, 0])
    turn = angle + x / np.interp(level, line[:, 1], line[:, 0])
    r = radius + z + off
    bent = np.stack([r * np.sin(turn), -r * np.cos(turn), rise + z * 0.28], -1)
    thing.data.vertices.foreach_set("co", bent.astype(np.float32).ravel())
    thing.data.update()


def build(draft: bool = False) -> None:
    gold, silk = materials.gold(1.2, occlusion=0.02), textiles.silk()
    line = _profile()
    outline = np.vstack([line, [(0.0, 1.18)]])
    cap = meshes.turned(np.vstack([[(0.278, 0.0)], outline]), silk, 220, name="cap")
    points = np.empty(len(cap.data.vertices) * 3, np.float32)
    cap.data.vertices.foreach_get("co", points)
    points = meshes.disturbed(points.reshape(-1, 3), 0.006, 3.0, 4.0)
    cap.data.vertices.foreach_set("co", points.astype(np.float32).ravel())
    fine = 0.6 if draft else 1.0
    _wrap(meshes.relief_object(_band(fine), gold), 0.070, 0.0, -0.002)
    _wrap(meshes.relief_object(draw(fine), gold), 0.292, 0.0, -0.002, 0.44)
    for k in range(ARROWS):
        arrow = meshes.relief_object(_arrow(fine), gold)
        _wrap(arrow, 0.645 if k % 2 == 0 else 0.60, 2 * np.pi * k / ARROWS, 0.0, 0.62)
    for level in (0.128, 0.470, 0.80):
        _hoop(line, level, gold)
    t = np.linspace(0, 1, 500)
    rise = 0.815 + 0.27 * t
    radius = np.interp(rise, line[:, 1], line[:, 0]) + 0.006
    turn = 2 * np.pi * 6.5 * t
    goldsmith.twisted_wire(np.stack([radius * np.sin(turn), -radius * np.cos(turn), rise], -1), 0.0085, gold)
    tip = [
        (0.064, 1.085),
        (0.068, 1.092),
        (0.050, 1.12),
        (0.034, 1.17),
        (0.020, 1.23),
        (0.006, 1.30),
        (0.0, 1.305),
    ]
    meshes.turned(spline(np.array(tip), steps=10), gold, 96, 0.002, "tip")
    scene.ground(dim=True)


def _hoop(line: np.ndarray, level: float, gold) -> None:
    a = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    radius = float(np.interp(level, line[:, 1], line[:, 0])) + 0.006
    ring = np.stack([radius * np.cos(a), radius * np.sin(a), np.full(240, level)], -1)
    goldsmith.twisted_wire(meshes.disturbed(ring, 0.003, 3.0), 0.0085, gold, closed=True)
