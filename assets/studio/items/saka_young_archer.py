"""SAKA-07: things of the young archer of Eleke Sazy: spiral torque, gorytos, cloth with gold beads.

Reported: a spiral gold torque of about one kilogram, a bow-and-arrow case, clothes and boots
sewn with tens of thousands of gold beads. The form of the case, its plaques and the pattern
of the beads are the studio's own.
"""

from __future__ import annotations

import bpy
import numpy as np
from mathutils import Matrix

from .. import figures, goldsmith, materials, meshes, scene, textiles
from ..curves import brush, spline
from ..pen import Pen
from ..relief import Relief
from ..scene import Shot

SHOTS = {
    "main": Shot("content/saka/media/young-archer.jpg", tilt=22, yaw=-4, fill=1.30),
    "detail": Shot(
        "content/saka/media/young-archer-detail.jpg",
        (1600, 1200),
        tilt=30,
        yaw=-10,
        fill=1.30,
        zoom=2.1,
        shift=(-0.22, 0.13),
        blur=5.6,
    ),
}

FOLDS = ((-0.75, 0.1, 70, 0.020, 0.08), (0.02, 0.5, 20, 0.014, 0.07), (0.80, -0.2, 100, 0.020, 0.08))
LEAN = -34  # degrees: how the case lies


def draw(density: float) -> Relief:
    """The plaque on the case: a lying stag."""
    relief = Relief(1300, 960, density)
    figures.lying_deer(Pen(relief))
    return relief.finish(thickness=22, hammer=0.7)


def build(draft: bool = False) -> None:
    gold = materials.gold(1.3, occlusion=0.02)
    height = textiles.drape(FOLDS)
    textiles.cloth((1.25, 0.95), height, textiles.wool(textiles.WOOL_RED, 1.2), count=300 if draft else 520)
    _case(draft, gold, height)
    _torque(gold)
    _beads(gold, height)
    scene.ground()


def _torque(gold) -> None:
    """Three turns of a thick bar, a little open, as a spring lies on a table."""
    t = np.linspace(0, 1, 620)
    turn = 2 * np.pi * 3.1 * t + np.radians(205)
    radius = 0.262 + 0.016 * np.sin(9 * t) + 0.010 * (t - 0.5)
    path = np.stack(
        [
            -0.58 + radius * np.cos(turn) + 0.034 * t,
            0.24 + radius * 0.96 * np.sin(turn) - 0.030 * t,
            0.034 + 0.150 * t,
        ],
        -1,
    )
    end = np.minimum(t, 1 - t)
    bar = 0.0215 * (0.72 + 0.28 * np.clip(end / 0.08, 0, 1) ** 0.5)
    meshes.tube(meshes.disturbed(path, 0.004, 3.0), bar, gold, 40, name="torque")
    for k, way in ((0, 1), (-1, -1)):  # knobs with collars at both ends
        for step, size in ((0, 1.30), (4, 0.98), (7, 1.12)):
            place, ahead = path[k + way * step], path[k + way * (step + 1)]
            goldsmith.ring(place, 0.0150 * size, 0.0085, gold, ahead - place)


def _case(draft: bool, gold, height) -> None:
    """The gorytos with the bow's end and the arrows' feathers, laid aslant."""
    before = set(bpy.context.scene.objects)
    fine = 1.0 if draft else 1.5
    leather = materials.leather((0.085, 0.030, 0.014), (0.036, 0.012, 0.007), 1.3)
    body = Relief(1180, 460, fine, origin=(-590, -230))
    outline = [
        (-540, -130),
        (-300, -136),
        (0, -128),
        (300, -112),
        (500, -92),
        (560, -40),
        (566, 40),
        (520, 92),
    ]
    outline += [(300, 128), (0, 168), (-300, 190), (-540, 186)]
    body.add(spline(outline, True, (0, 11)), 46, "round", reach=120, step=3, groove=0)
    body.add(
        brush([(-560, 150), (-300, 158), (0, 138), (300, 104), (520, 70)], [60, 56, 52, 46, 40]),
        22,
        "round",
        reach=24,
        step=6,
    )
    for k in range(58):  # stitches
        x = -520 + 17.5 * k
        y = -106 + (0 if x < 0 else 0.000085 * x * x)
        body.line([(x, y), (x + 9, y + 1)], 6, 3, taper=False)
    meshes.relief_object(body.finish(thickness=16, hammer=0.6), leather)
    for x, half, wide in ((-505, 124, 62), (-120, 122, 40), (250, 106, 40), (520, 76, 60)):
        _strap(x, half, wide, fine, gold, body)
    plaque = meshes.relief_object(draw(0.5 if draft else 0.9), gold)
    for k, (x, size) in enumerate(((-316, 0.215), (66, 0.205), (384, 0.150))):
        at = goldsmith.on_stage(body, [(x, 4 - 6 * k)], 0.060)[0]
        meshes.place(plaque.data, at, (0, 0, 0), size)
    plaque.hide_render = True
    plaque.scale, plaque.location = (0.001,) * 3, (0, 0, 0.03)
    _arrows(body)
    turn = Matrix.Translation((0.42, 0.02, 0.018)) @ Matrix.Rotation(np.radians(LEAN), 4, "Z")
    bpy.context.view_layer.update()
    for thing in set(bpy.context.scene.objects) - before:
        thing.matrix_world = turn @ thing.matrix_world


def _strap(x: float, half: float, wide: float, fine: float, gold, body: Relief) -> None:
    """A gold mount across the case, with a row of granules."""
    relief = Relief(wide + 60, 2 * half + 90, fine, origin=(-wide / 2 - 30, -half - 40))
    relief.add(brush([(0, -half), (0, half)], [wide, wide]), 10, "flat", reach=12, step=3, groove=0)
    for k in range(int(half / 11)):
        relief.dot((0, -half + 12 + 22 * k), 8)
    for side in (-1, 1):
        relief.line([(side * wide * 0.34, -half), (side * wide * 0.34, half)], 4, 3, taper=False)
    thing = meshes.relief_object(relief.finish(thickness=5, hammer=0.6), gold)
    centre = goldsmith.on_stage(body, [(x, -8 if x < 400 else -2)], 0.0)[0]
    points = np.empty(len(thing.data.vertices) * 3, np.float32)
    thing.data.vertices.foreach_get("co", points)
    p = points.reshape(-1, 3)
    # Bend it over the case, so that it follows the round of the leather.
    across = np.clip(np.abs(p[:, 1]) / (half * 1.08 / 1000), 0, 1)
    p[:, 2] += 0.060 * np.sqrt(1 - across**2) - 0.002
    thing.data.vertices.foreach_set("co", p.ravel())
    thing.location = centre


def _arrows(body: Relief) -> None:
    """Bow and arrows stick out of the mouth."""
    shaft = materials.wood(1.6, "X")
    feather = textiles.wool((0.16, 0.13, 0.10), 2.5)
    rng = np.random.default_rng(8)
    for k in range(6):
        y = -88 + 30 * k + rng.normal(0, 3)
        reach = -700 - rng.uniform(0, 70)
        line = goldsmith.on_stage(body, [(-430, y * 0.9), (reach, y)], 0.034 + 0.012 * (k % 2))
        meshes.tube(goldsmith.even(line, 20), 0.0062, shaft, 12, name="shaft")
        start, end = line[1], line[0]
        way = (end - start) / np.linalg.norm(end - start)
        for angle in (0.3, 2.4, 4.5):
            side = np.array([0, np.cos(angle), np.sin(angle)])
            a, b = start + way * 0.018, start + way * 0.150
            points = np.array([a, a + way * 0.012 + side * 0.026, b - way * 0.03 + side * 0.022, b])
            meshes.mesh_object("feather", points, [(0, 1, 2, 3)], feather, smooth=False)
    limb = [
        (-420, 150, 0.04),
        (-600, 152, 0.042),
        (-730, 128, 0.045),
        (-800, 80, 0.048),
        (-816, 30, 0.050),
        (-796, 4, 0.050),
    ]
    flat = goldsmith.on_stage(body, [(x, y) for x, y, _ in limb])
    path = np.c_[flat[:, :2], [z for *_, z in limb]]
    smooth = np.c_[
        spline(path[:, :2]), np.interp(np.linspace(0, 5, len(spline(path[:, :2]))), range(6), path[:, 2])
    ]
    meshes.tube(smooth, np.linspace(0.021, 0.009, len(smooth)), shaft, 24, name="bow")


def _beads(gold, height) -> None:
    """Hems and a zigzag of beads sewn on the cloth."""

    def row(points: list[tuple[float, float]], radius: float) -> None:
        line = np.asarray(points, float)
        run = np.r_[0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]
        t = np.linspace(0, run[-1], int(run[-1] / (2.2 * radius)))
        x, y = np.interp(t, run, line[:, 0]), np.interp(t, run, line[:, 1])
        goldsmith.beads(np.c_[x, y, height(x, y) + radius * 1.1], radius, gold, 2.2)

    small = 0.0072
    for y in (-0.595, -0.580, -0.435, -0.420):
        row([(-1.20, y), (1.20, y)], small)
    teeth = 20
    for shift in (0.0, 0.018):
        zigzag = []
        for k in range(teeth * 2 + 1):
            zigzag.append((-1.20 + 2.40 * k / (2 * teeth), (-0.562 if k % 2 == 0 else -0.470) + shift))
        row(zigzag, small)
    for x in (-0.925, -0.910):
        row([(x, -0.41), (x, 0.90)], small)
