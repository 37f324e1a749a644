"""BEREL-10: log coffin hollowed from a larch trunk, with lid, lugs and four bird-griffins.

The lid lies closed on the trunk. The griffins (cast bronze, gold covered) sit at the lid's corners;
their forms are simplified after Altai carvings. Sizes are a model's.
"""

from __future__ import annotations

import bpy
import numpy as np

from .. import carving, materials, meshes, scene, timber
from ..beast_clay import SIDES, Beast
from ..clay import Clay
from ..outputs import Model, Turn
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/berel/media/larch-coffin.jpg",
        (2400, 1600),
        standing=True,
        tilt=62,
        yaw=-30,
        fill=0.88,
        key=88,
        top=26,
        strip=34,
        low=24,
    ),
}
MODEL = Model("content/berel/media/larch-coffin.glb", longest=2.97)
TURN = Turn("content/berel/media/larch-coffin-turn")

HALF = 0.74  # half of the trunk's length
GIRTH = 0.245
FOOT, SEAM, TOP = -0.185, 0.045, 0.155  # heights from the trunk's heart
SEAT = (HALF - 0.090, 0.138)  # of the figures, at the lid's corners


def build(draft: bool = False) -> None:
    cell = 0.007 if draft else 0.0045
    larch, ends = timber.side(timber.LARCH, GIRTH), timber.end(timber.LARCH, GIRTH)
    for number, half in enumerate((_trunk(cell), _lid(cell))):
        thing = half.skin(larch, ("trunk", "lid")[number])
        carving.turn_out(thing)
        timber.show_ends(thing, ends)
        _hewn(thing, number)
        thing.location = (0, 0, -FOOT + 0.002 * number)
    gold = materials.gold(2.4, occlusion=0.022)
    figure = _griffin(0.0026 if draft else 0.0015).skin(gold, "griffin")
    carving.turn_out(figure)
    carving.knife_marks(figure, 0.010, 0.0006)
    carving.hollows(figure, 0.008, 0.9)
    mesh = figure.data
    bpy.data.objects.remove(figure)
    for x in (-1, 1):
        for y in (-1, 1):
            turn = np.arctan2(0.55 * y, x)  # each looks out over its corner
            meshes.place(mesh, (x * SEAT[0], y * SEAT[1], TOP - FOOT), (0, 0, turn), 0.75)
    scene.ground(dim=True)


def _trunk(cell: float) -> Clay:
    """The lower part of the trunk, its heart at the origin."""
    clay = Clay((-0.93, -0.29, -0.22), (0.93, 0.29, 0.10), cell)
    clay.limb([(-0.9, 0, 0), (0.9, 0, 0)], [GIRTH * 1.03, GIRTH * 0.98], 0.01)
    for side in SIDES:
        # Ends hewn flat; a lug with a hole for the ropes stays at each end.
        clay.box((side * (HALF + 0.3), 0, 0), (0.3, 0.4, 0.4), 0.006, carve=True)
        clay.box((side * (HALF + 0.040), 0, -0.075), (0.090, 0.090, 0.052), 0.010, corner=0.014)
        hole = side * (HALF + 0.075)
        clay.limb([(hole, 0, -0.20), (hole, 0, 0.10)], 0.026, 0.006, carve=True)
    clay.box((0, 0, FOOT - 0.2), (1.2, 0.5, 0.2), 0.008, carve=True)  # stands on a flat
    clay.box((0, 0, SEAM + 0.2), (1.2, 0.5, 0.2), 0.007, carve=True)
    return clay


def _lid(cell: float) -> Clay:
    """The upper part of the same trunk, hewn flat on the top; it reaches a finger over the ends."""
    clay = Clay((-0.93, -0.29, 0.0), (0.93, 0.29, 0.20), cell)
    clay.limb([(-0.9, 0, 0), (0.9, 0, 0)], [GIRTH * 1.045, GIRTH * 0.995], 0.01)
    for side in SIDES:
        clay.box((side * (HALF + 0.314), 0, 0), (0.3, 0.4, 0.4), 0.006, carve=True)
    clay.box((0, 0, SEAM - 0.2), (1.2, 0.5, 0.2), 0.007, carve=True)
    clay.box((0, 0, TOP + 0.2), (1.2, 0.5, 0.2), 0.012, carve=True)
    return clay


def _hewn(thing: bpy.types.Object, seed: int) -> None:
    """Marks of the adze, long along the grain; the trunk's slow curves run on in the lid."""
    points = carving.points(thing)
    squeezed = points * (0.3, 1, 1)
    points = points + (meshes.disturbed(squeezed, 0.007, 5.0) - squeezed) * (1, 1, 0.25)
    carving.reshape(thing, points)
    carving.knife_marks(thing, 0.040, 0.0028, (3.2, 1, 1), 5 + seed)


def _griffin(cell: float) -> Beast:
    """A bird-griffin that looks along +x: beak, ear, comb, wings swept up, talons on the wood."""
    b = Beast((-0.16, -0.11, -0.012), (0.16, 0.11, 0.28), cell)
    b.trunk(
        [(-0.055, 0, 0.070), (-0.022, 0, 0.082), (0.018, 0, 0.104), (0.034, 0, 0.136)],
        (0.030, 0.044, 0.048, 0.036),
        (0.027, 0.038, 0.042, 0.034),
    )
    b.trunk(
        [(0.030, 0, 0.122), (0.044, 0, 0.160), (0.052, 0, 0.192)],
        (0.037, 0.032, 0.031),
        (0.034, 0.029, 0.028),
    )
    for side in SIDES:
        _leg(b, side)
        _wing(b, side)
    b.trunk(  # tail
        [(-0.045, 0, 0.070), (-0.088, 0, 0.042), (-0.130, 0, 0.018)],
        (0.022, 0.013, 0.007),
        (0.024, 0.034, 0.044),
        0.012,
    )
    rays = [
        [(-0.058, 0.4 * y, 0.075), (-0.092, 0.7 * y, 0.055), (-0.136, y, 0.026)]
        for y in (-0.026, -0.009, 0.009, 0.026)
    ]
    b.score_over(rays, 0.0026)
    _head(b)
    for z, x in ((0.100, 0.064), (0.118, 0.072), (0.136, 0.074)):  # feathers of the breast
        b.score_over([[(x, -0.030, z + 0.012), (x, 0, z - 0.006), (x, 0.030, z + 0.012)]], 0.0028)
    return b


def _leg(b: Beast, side: int) -> None:
    y = side * 0.027
    b.ball((0.000, y, 0.060), (0.027, 0.020, 0.038), 0.012, (0, 18, 0))
    b.limb([(0.004, y * 1.05, 0.040), (0.014, y * 1.1, 0.014)], [0.014, 0.010], 0.010)
    for x, spread in ((0.056, 0.0), (0.046, 0.020), (0.046, -0.018), (-0.014, 0.004)):
        toe = (x, y * 1.1 + spread, 0.006)
        knuckle = ((0.014 + x) / 2, y * 1.1 + spread * 0.6, 0.013)
        b.limb(
            [(0.014, y * 1.1, 0.010), knuckle, toe, (x + 0.008 * np.sign(x), toe[1], -0.003)],
            [0.009, 0.0085, 0.0065, 0.002],
            0.004,
        )


def _wing(b: Beast, side: int) -> None:
    """A folded wing, swept back and up to a curled tip; three quills are cut in."""
    y = side * 0.044
    line = [
        (0.024, 0.112),
        (-0.014, 0.116),
        (-0.052, 0.134),
        (-0.080, 0.166),
        (-0.100, 0.206),
        (-0.118, 0.236),
    ]
    out = (1.0, 1.12, 1.26, 1.36, 1.44, 1.50)
    b.trunk(
        [(x, y * o, z) for (x, z), o in zip(line, out, strict=True)],
        (0.032, 0.042, 0.044, 0.042, 0.034, 0.012),
        (0.013, 0.013, 0.012, 0.011, 0.009, 0.005),
        0.008,
    )
    for k in (-1, 1):  # the other quills end one below the other
        tip = [
            (-0.050, 0.128 - 0.010 * k),
            (-0.088, 0.150 - 0.008 * k),
            (-0.126 - 0.006 * k, 0.196 - 0.022 * k),
        ]
        b.bend(
            [(x, y * o, z) for (x, z), o in zip(tip, (1.22, 1.34, 1.44), strict=True)],
            (0.016, 0.016, 0.005),
            0.004,
        )
    b.ball((0.012, y * 1.02, 0.118), (0.035, 0.015, 0.038), 0.004)
    for step in (-0.018, 0.000, 0.018):
        quill = [(-0.026, 0.118), (-0.056, 0.138), (-0.084, 0.168), (-0.106, 0.208)]
        b.cut(
            [(x + 0.7 * step * k / 3, z + step * (1 - 0.2 * k)) for k, (x, z) in enumerate(quill)],
            0.0034,
            (side,),
        )
    turns = np.linspace(0.4, 3.6 * np.pi, 26)
    b.cut([(0.012 + 0.0022 * t * np.cos(t), 0.117 + 0.0022 * t * np.sin(t)) for t in turns], 0.0030, (side,))


def _head(b: Beast) -> None:
    b.ball((0.058, 0, 0.206), (0.040, 0.030, 0.031), 0.012)
    b.bend(
        [(0.078, 0, 0.214), (0.108, 0, 0.212), (0.130, 0, 0.198), (0.138, 0, 0.176), (0.134, 0, 0.162)],
        (0.024, 0.021, 0.016, 0.009, 0.003),
        0.006,
    )
    b.bend([(0.080, 0, 0.188), (0.104, 0, 0.183), (0.120, 0, 0.180)], (0.015, 0.011, 0.005), 0.005)
    b.cut([(0.078, 0.197), (0.100, 0.194), (0.124, 0.184)], 0.0032)  # the mouth
    b.cut([(0.088, 0.240), (0.083, 0.216), (0.090, 0.196)], 0.0028)  # the cere
    b.eye(0.066, 0.214, 0.0085)
    b.cut([(0.048, 0.222), (0.062, 0.232), (0.080, 0.226)], 0.0028)
    for side in SIDES:
        b.spike((0.040, side * 0.020, 0.224), (0.016, side * 0.028, 0.266), 0.014)
    nape = [(0.046, 0.238), (0.026, 0.230), (0.013, 0.210), (0.007, 0.188), (0.003, 0.166), (-0.004, 0.146)]
    b.limb([(x + 0.006, 0, z - 0.004) for x, z in nape], 0.008, 0.004)
    for x, z in nape:  # comb
        b.ball((x - 0.003, 0, z + 0.002), (0.013, 0.0065, 0.013), 0.002)
    for k in range(3):  # feathers of the neck
        b.cut(
            [(0.024 + 0.015 * k, 0.180 - 0.003 * k), (0.022 + 0.015 * k, 0.160), (0.028 + 0.015 * k, 0.142)],
            0.0028,
        )
