"""SAKA-12: pointed headdress of the woman of Urzhar, red silk with gold.

Reported: the pointed shape, arrow-like tips, a spiral of gold wire, red silk, and on the
reconstructed crown a fantastic bird between two saigas. Sizes, the number of arrows and
the lower band are the studio's own.
"""

from __future__ import annotations

import bpy
import numpy as np

from .. import carving, figures, goldsmith, materials, meshes, scene, textiles
from ..curves import brush, spline, stations
from ..nodes import Graph, grey
from ..pen import Pen
from ..relief import Relief
from ..scene import Shot

VIEW = {"standing": True, "key": 78, "top": 36, "strip": 26, "low": 22}
SHOTS = {
    "main": Shot(
        "content/saka/media/urzhar-headdress.jpg",
        size=(1800, 2400),
        tilt=72,
        yaw=5,
        lens=110,
        fill=0.88,
        zoom=0.76,
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
    relief = Relief(1640, 900, density, origin=(-820, -430))
    for flip, x in ((False, -800), (True, 800)):
        pen = Pen(relief, (x, -250), 0.60, 0, flip)
        _far_horn(pen.inner((748, 240), 0.92, 4))
        figures.saiga(pen)
    _bird(Pen(relief, (0, -40), 1.0))
    return relief.finish(thickness=12, hammer=0.6)


def _far_horn(head: Pen) -> None:
    """The saiga's second horn, in the coordinates of its head; the two make a lyre."""
    path = [(10, -50), (30, -140), (72, -226), (92, -306), (72, -386)]
    for place in stations(head.stroke(path, [46, 42, 36, 27, 8], 30, "dome", base=4), 11, 0.06, 0.74):
        reach = place.across * place.half * 0.9
        ring = [place.point - reach, place.point + place.along * 4, place.point + reach]
        head.relief.line(ring, 4, 2.4, taper=False)


def _bird(pen: Pen) -> None:
    """A fantastic bird: wings raised, tail spread, the crested head turned to the left."""
    for k in (-2, 2, -1, 1, 0):
        pen.stroke(
            [(6 * k, 130), (26 * k, 250), (50 * k, 350 - 12 * abs(k))], [40, 58, 46], 28, "carved", base=8
        )
        pen.line([(12 * k, 190), (28 * k, 260), (46 * k, 330 - 10 * abs(k))], 7, 5)
    for flip in (False, True):
        _wing(Pen(pen.relief, pen.by, pen.scale, pen.turn, flip))
    body = [(0, -120), (52, -90), (76, -10), (72, 90), (44, 170), (0, 196)]
    pen.body(body + [(-x, y) for x, y in reversed(body[1:-1])], 62, "dome", power=0.44, base=14, step=10)
    for row in range(5):
        for x in (-34, 0, 34) if row % 2 else (-17, 17):
            y = -50 + 40 * row
            pen.line([(x - 14, y), (x, y + 18), (x + 14, y)], 7, 4.5, taper=False)
    _head(pen)


def _wing(side: Pen) -> None:
    """One wing and the leg under it: long feathers in a fan, then the arm over their roots."""
    for k in range(6):
        angle = np.radians(24 - 19 * k)
        way = np.array([np.cos(angle), np.sin(angle)])
        root, reach = np.array([66.0, -34.0]) + way * 20, 104 + 27 * k
        tip = root + way * reach + (0, -10)
        middle = root + way * reach * 0.55 + np.array([-way[1], way[0]]) * 10
        side.stroke(
            [root, middle, tip], [36, 62, 38], 28, "carved", base=8, step=7, groove=11, groove_width=7
        )
        side.line([root * 0.4 + middle * 0.6, middle, tip * 0.8 + middle * 0.2], 6, 4.5)
    arm = [(40, -96), (84, -150), (122, -130), (142, -70), (126, -10), (84, 20), (52, 30)]
    side.body(arm, 32, base=14, step=9)
    for k in range(3):
        side.line(
            [(70 + 20 * k, -112 + 14 * k), (90 + 16 * k, -84 + 18 * k), (78 + 12 * k, -54 + 18 * k)], 7, 5
        )
    side.stroke([(36, 176), (52, 250), (60, 320)], [44, 30, 26], 26, "carved", base=14, step=8)
    for k in (-1, 0, 1):
        side.stroke(
            [(60, 316), (62 + 22 * k, 340), (64 + 30 * k, 366)], [24, 24, 8], 22, "carved", base=10, step=6
        )


def _head(pen: Pen) -> None:
    """The head in profile: a crest of feathers swept back, a hooked beak, one eye."""
    for k in range(4):
        angle = np.radians(-96 + 32 * k)
        way = np.array([np.cos(angle), np.sin(angle)])
        root = np.array([4.0, -196.0]) + way * 34
        tip = root + way * (96 - 8 * k) + (14, -6)
        middle = (root + tip) / 2 + np.array([way[1], -way[0]]) * 9
        pen.stroke([root, middle, tip], [16, 24, 30], 18, "carved", base=10, step=6, groove=9, groove_width=6)
        pen.line([root * 0.5 + middle * 0.5, middle, tip], 5, 3.5)
    neck = [(-40, -196), (-46, -140), (-58, -84), (0, -60), (58, -84), (50, -150), (46, -200)]
    pen.body(neck, 44, power=0.42, base=20, step=8)
    beak = [
        (-40, -226),
        (-74, -222),
        (-98, -198),
        (-102, -164),
        (-90, -150),
        (-82, -168),
        (-60, -182),
        (-34, -178),
    ]
    pen.body(beak, 26, corners=(4,), base=20, step=8)
    skull = [(-52, -204), (-40, -242), (2, -256), (42, -236), (54, -194), (36, -158), (-8, -150), (-44, -170)]
    pen.body(skull, 40, power=0.42, base=24, step=9)
    pen.line([(-92, -176), (-66, -194), (-44, -192)], 7, 4)  # the mouth
    pen.eye((-12, -208), 14, 6, pupil=0)
    for k in range(2):  # feathers of the neck
        pen.line([(-34, -128 + 26 * k), (2, -112 + 26 * k), (38, -130 + 26 * k)], 6, 5)


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


def _wrap(thing: bpy.types.Object, level: float, angle: float, size: float = 1.0, thin: float = 1.0) -> None:
    """Bend a lying relief round the cap: its middle comes to a height and an angle (0: the front).

    `thin` flattens it: what is sewn on lies close to the cloth.
    """
    line = _profile()
    x, y, z = carving.points(thing).T * size
    z = z * thin
    middle = float(np.interp(level, line[:, 1], line[:, 0]))
    run = np.r_[0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]
    along = y + np.interp(level, line[:, 1], run)  # the drawing's height is measured on the slope
    radius, rise = np.interp(along, run, line[:, 0]), np.interp(along, run, line[:, 1])
    slope = np.gradient(line, run, axis=0)
    out, up = np.interp(along, run, slope[:, 1]), -np.interp(along, run, slope[:, 0])
    turn = angle + x / middle
    r = radius + z * out
    carving.reshape(thing, np.stack([r * np.sin(turn), -r * np.cos(turn), rise + z * up], -1))


def build(draft: bool = False) -> None:
    gold = materials.gold(1.2, occlusion=0.02)
    line = _profile()
    # The hem lies hidden behind the gold band; the cloth is a little uneven, no more than the gold is thick.
    start = int(np.searchsorted(line[:, 1], 0.03))
    outline = np.vstack([[(0.270, 0.03)], line[start:], [(0.0, 1.18)]])
    meshes.turned(outline, _silk(), 220, 0.0025, "cap")
    fine = 0.6 if draft else 1.0
    _wrap(meshes.relief_object(_band(fine), gold), 0.064, 0.0)
    _wrap(meshes.relief_object(draw(fine), gold), 0.288, 0.0, 0.40, 0.75)
    for k in range(ARROWS):
        arrow = meshes.relief_object(_arrow(fine), gold)
        _wrap(arrow, 0.645 if k % 2 == 0 else 0.615, 2 * np.pi * k / ARROWS, 0.54, 0.55)
    for level in (0.124, 0.455, 0.80):
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


def _silk() -> bpy.types.Material:
    """Old red silk: a fine plain weave that shows only near by, faded in places, with a low gleam."""
    colour = textiles.SILK_RED
    g = Graph("plain silk")
    thread = g.mix(0.5, g.noise(330, 2, 0.5, (1, 1, 0.12)), g.noise(330, 2, 0.5, (0.2, 0.2, 1)))
    worn = g.step(g.noise(3.5, 4, 0.62), 0.34, 0.68)
    base = g.mix(worn, tuple(c * 0.62 for c in colour), tuple(c * 1.05 for c in colour))
    base = g.mix(1.0, base, g.ramp(thread, (0.38, grey(0.78)), (0.62, grey(1.16))), "MULTIPLY")
    dirt = g.step(g.occlusion(0.05), 0.8, 0.2)
    g.set(
        base_color=g.mix(g.math("MULTIPLY", dirt, 0.85), base, tuple(c * 0.15 for c in colour)),
        roughness=0.52,
        sheen_weight=0.3,
        sheen_roughness=0.4,
        sheen_tint=tuple(min(1.0, c * 6) for c in colour),
        specular_ior_level=0.22,
        normal=g.bump((thread, 0.22, 0.0012), (g.noise(6, 3, 0.5, (1, 1, 0.35)), 0.35, 0.016)),
    )
    return g.material


def _hoop(line: np.ndarray, level: float, gold) -> None:
    a = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    radius = float(np.interp(level, line[:, 1], line[:, 0])) + 0.006
    ring = np.stack([radius * np.cos(a), radius * np.sin(a), np.full(240, level)], -1)
    goldsmith.twisted_wire(meshes.disturbed(ring, 0.003, 3.0), 0.0085, gold, closed=True)
