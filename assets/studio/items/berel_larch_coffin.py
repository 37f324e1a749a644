"""BEREL-10: log coffin hollowed from a larch trunk, with lid, lugs and four bird-griffins.

The lid is pushed aside to show that the trunk is hollow. The griffins (cast bronze, gold
covered) stand at the lid's corners as simplified figures.
"""

from __future__ import annotations

import bpy
import numpy as np

from .. import materials, meshes, scene
from ..clay import Clay
from ..outputs import Model, Turn
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/berel/media/larch-coffin.jpg",
        (2400, 1600),
        standing=True,
        tilt=66,
        yaw=-24,
        fill=0.88,
        key=75,
        top=24,
        strip=30,
        low=16,
    ),
}
MODEL = Model("content/berel/media/larch-coffin.glb", longest=2.97)
TURN = Turn("content/berel/media/larch-coffin-turn")

HALF = 0.74  # half of the trunk's length
GIRTH = 0.245
SEAM = 0.285  # height at which the lid lies on the trunk


def build(draft: bool = False) -> None:
    cell = 0.010 if draft else 0.006
    larch = materials.wood(1.3, "X")
    trunk = _trunk(cell).skin(larch, "trunk")
    lid = _lid(cell).skin(larch, "lid")
    for thing in (trunk, lid):
        _adzed(thing)
    lid.location = (0.0, 0.105, SEAM + 0.004)
    lid.rotation_euler = (0, 0, -0.05)
    gold = materials.gold(2.0, occlusion=0.02)
    figure = _griffin(0.0032 if draft else 0.0018).skin(gold, "griffin")
    mesh = figure.data
    bpy.data.objects.remove(figure)
    for x in (-1, 1):
        for y in (-1, 1):
            bird = meshes.place(
                mesh, (x * (HALF - 0.115), y * 0.115, 0.118), (0, 0, 0.0 if x > 0 else np.pi), 0.92
            )
            bird.parent = lid
    scene.ground(dim=True)


def _trunk(cell: float) -> Clay:
    clay = Clay((-0.96, -0.32, -0.02), (0.96, 0.32, 0.36), cell)
    clay.limb([(-0.9, 0, 0.235), (0.9, 0, 0.225)], [GIRTH * 1.03, GIRTH * 0.97], 0.01)
    for side in (-1, 1):
        # Ends hewn flat; a lug with a hole for the ropes stays at each end.
        clay.box((side * (HALF + 0.3), 0, 0.2), (0.3, 0.4, 0.4), 0.02, carve=True)
        clay.box((side * (HALF + 0.045), 0, 0.165), (0.085, 0.088, 0.058), 0.02, corner=0.02)
        clay.limb(
            [(side * (HALF + 0.070), 0, 0.05), (side * (HALF + 0.070), 0, 0.30)], 0.026, 0.012, carve=True
        )
    clay.box((0, 0, -0.05), (1.2, 0.5, 0.062), 0.015, carve=True)  # stands on a flat
    clay.box((0, 0, SEAM + 0.2), (1.2, 0.5, 0.2), 0.006, carve=True)
    clay.box((0, 0, 0.30), (HALF - 0.085, 0.178, 0.21), 0.02, carve=True, corner=0.10)
    return clay


def _lid(cell: float) -> Clay:
    """The upper part of the trunk; its flat side lies at height 0."""
    clay = Clay((-0.96, -0.32, -0.03), (0.96, 0.32, 0.22), cell)
    clay.limb([(-0.9, 0, -0.100), (0.9, 0, -0.108)], [GIRTH * 1.03, GIRTH * 0.97], 0.01)
    for side in (-1, 1):
        clay.box((side * (HALF + 0.3), 0, 0), (0.3, 0.4, 0.4), 0.02, carve=True)
        clay.box((side * (HALF + 0.030), 0, 0.042), (0.070, 0.066, 0.034), 0.02, corner=0.016)
    clay.box((0, 0, -0.3), (1.2, 0.5, 0.3), 0.006, carve=True)
    clay.box((0, 0, 0.31), (1.2, 0.5, 0.19), 0.02, carve=True)  # hewn flat on the top
    for x in (-1, 1):
        for y in (-1, 1):  # seats of the figures
            clay.box((x * (HALF - 0.115), y * 0.115, 0.20), (0.075, 0.05, 0.085), 0.008, carve=True)
    return clay


def _adzed(thing: bpy.types.Object) -> None:
    """Move the skin a little: marks of the adze, long along the grain."""
    points = np.empty(len(thing.data.vertices) * 3, np.float32)
    thing.data.vertices.foreach_get("co", points)
    points = points.reshape(-1, 3)
    squeezed = points * (0.25, 1, 1)
    points = points + (meshes.disturbed(squeezed, 0.010, 5.0) - squeezed)
    points = points + (meshes.disturbed(points * (0.5, 1, 1), 0.004, 19.0, 4.0) - points * (0.5, 1, 1))
    thing.data.vertices.foreach_set("co", points.astype(np.float32).ravel())
    thing.data.update()


def _griffin(cell: float) -> Clay:
    """A bird-griffin that looks along +x, wings raised, on a small foot."""
    clay = Clay((-0.14, -0.13, -0.01), (0.13, 0.13, 0.25), cell)
    clay.box((0, 0, 0.004), (0.058, 0.040, 0.008), 0.004, corner=0.004)
    for side in (-1, 1):
        clay.limb(
            [(0.002, side * 0.022, 0.07), (0.014, side * 0.024, 0.035), (0.008, side * 0.024, 0.012)],
            [0.019, 0.010, 0.008],
            0.008,
        )
        clay.limb([(0.006, side * 0.024, 0.013), (0.040, side * 0.028, 0.011)], [0.008, 0.006], 0.004)
    clay.ball((-0.004, 0, 0.092), (0.054, 0.036, 0.040), 0.012, (0, -28, 0))  # body
    clay.limb([(0.022, 0, 0.115), (0.040, 0, 0.150), (0.044, 0, 0.178)], [0.028, 0.022, 0.020], 0.014)  # neck
    clay.ball((0.052, 0, 0.190), (0.030, 0.024, 0.024), 0.008)  # head
    clay.limb(
        [(0.070, 0, 0.192), (0.094, 0, 0.186), (0.104, 0, 0.168), (0.101, 0, 0.156)],
        [0.016, 0.012, 0.008, 0.003],
        0.006,
    )
    clay.limb([(0.066, 0, 0.176), (0.088, 0, 0.170)], [0.010, 0.005], 0.004)
    for side in (-1, 1):
        clay.ball((0.064, side * 0.020, 0.195), 0.0065, 0.002)
        clay.limb([(0.036, side * 0.014, 0.204), (0.022, side * 0.020, 0.236)], [0.010, 0.003], 0.005)  # ear
        # Raised wing: a plate with a pointed tip, its feathers cut in.
        clay.ball((-0.020, side * 0.047, 0.140), (0.038, 0.011, 0.062), 0.010, (-side * 12, -30, 0))
        clay.limb(
            [(-0.030, side * 0.052, 0.165), (-0.066, side * 0.060, 0.205), (-0.098, side * 0.062, 0.222)],
            [0.022, 0.016, 0.005],
            0.010,
        )
        for k in range(4):
            x, z = 0.004 - 0.016 * k, 0.120 + 0.004 * k
            clay.limb(
                [
                    (x, side * 0.058, z),
                    (x - 0.026, side * 0.066, z + 0.040),
                    (x - 0.056, side * 0.070, z + 0.074),
                ],
                0.0042,
                0.003,
                carve=True,
            )
    for k in range(5):  # comb
        a = 1.9 + 0.42 * k
        clay.limb(
            [
                (0.046 + 0.024 * np.cos(a), 0, 0.184 + 0.026 * np.sin(a)),
                (0.046 + 0.042 * np.cos(a), 0, 0.184 + 0.044 * np.sin(a)),
            ],
            [0.009, 0.005],
            0.003,
        )
    for k in (-1, 0, 1):  # tail
        clay.limb([(-0.040, k * 0.012, 0.072), (-0.100, k * 0.030, 0.048)], [0.017, 0.010], 0.004)
    return clay
