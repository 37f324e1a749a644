"""ESIK-01: a detail of the costume: arrow-shaped gold plaques sewn in rows on leather.

Only a detail is modelled, not a person. The plaques' outline and their flutes are
simplified; the square plaques of the border carry a plain frame.
"""

from __future__ import annotations

import bpy  # before mathutils, which comes with it
import numpy as np
from mathutils import Matrix, Vector

from .. import materials, meshes, scene
from ..esik_plaques import arrow, square
from ..relief import Relief
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/esik/media/golden-man.jpg",
        tilt=27,
        yaw=-9,
        fill=0.99,
        zoom=1.22,
        shift=(0.05, 0.01),
        blur=7.0,
        key=64,
    ),
}

STEP_X, STEP_Y = 0.128, 0.118  # distance of the plaques in a row, and of the rows
LEFT, RIGHT, TOP = -1.05, 0.80, 0.86  # the leather's edges


def height(x, y):
    """The leather's gentle folds."""
    return 0.035 * np.sin(2.1 * x + 0.8 * y) + 0.022 * np.sin(3.7 * x - 1.9 * y + 1.0) + 0.10


def build(draft: bool = False) -> None:
    gold = materials.gold(occlusion=0.02)
    _leather()
    rng = np.random.default_rng(4)
    arrows = [_mesh(arrow(k, 1.2 if draft else 2.4), gold) for k in range(4)]
    squares = [_mesh(square(k, 1.2 if draft else 2.4), gold) for k in range(2)]
    thread = _thread()
    rows = int(2 * TOP / STEP_Y)
    for row in reversed(range(rows)):
        y = TOP - 0.10 - row * STEP_Y
        for x in np.arange(LEFT + 0.12 + (row % 2) * STEP_X / 2, RIGHT - 0.26, STEP_X):
            # Each row's tips lie over the shoulders of the row beneath.
            frame = _frame(x, y, rng, lean=0.10)
            _put(arrows[rng.integers(len(arrows))], frame, 1.0)
            for side in (-1, 1):
                _put(thread, frame @ Matrix.Translation((side * 0.042, 0.044, 0.006)), 1.0)
    for y in np.arange(TOP - 0.12, -TOP, -0.170):
        frame = _frame(RIGHT - 0.125, y, rng, lean=0.0)
        _put(squares[rng.integers(len(squares))], frame, 1.0)
        for sx in (-1, 1):
            for sy in (-1, 1):
                _put(thread, frame @ Matrix.Translation((sx * 0.052, sy * 0.052, 0.010)), 1.0)
    scene.ground()


def _mesh(relief: Relief, material):
    """Keep only the mesh of a relief: it will be placed many times."""
    thing = meshes.relief_object(relief, material)
    mesh = thing.data
    bpy.data.objects.remove(thing)
    return mesh


def _thread():
    path = np.array([(-0.0, -0.010, -0.004), (0, -0.005, 0.003), (0, 0.005, 0.003), (0, 0.010, -0.004)])
    thing = meshes.tube(path, 0.0036, materials.leather((0.10, 0.030, 0.018), (0.05, 0.014, 0.009)), 10)
    mesh = thing.data
    bpy.data.objects.remove(thing)
    return mesh


def _frame(x: float, y: float, rng: np.random.Generator, lean: float) -> Matrix:
    """Place and direction of a plaque that lies on the leather."""
    e = 0.01
    slope_x = (height(x + e, y) - height(x - e, y)) / (2 * e)
    slope_y = (height(x, y + e) - height(x, y - e)) / (2 * e)
    up = Vector((-slope_x + rng.normal(0, 0.05), -slope_y + rng.normal(0, 0.05) - lean, 1)).normalized()
    right = Vector((1, rng.normal(0, 0.03), 0))
    right = (right - up * right.dot(up)).normalized()
    turn = Matrix((right, up.cross(right), up)).transposed().to_4x4()
    return Matrix.Translation((x, y, height(x, y) + 0.001 + 0.05 * lean)) @ turn


def _put(mesh, frame: Matrix, scale: float) -> None:
    meshes.place(mesh, scale=scale).matrix_world = frame


def _leather() -> None:
    """The front of the caftan: a folded sheet with a hem on the right."""
    columns, rows = 260, 240
    x, y = np.meshgrid(np.linspace(LEFT, RIGHT, columns), np.linspace(-TOP, TOP, rows), indexing="ij")
    z = height(x, y)
    hem = np.clip((x - RIGHT + 0.022) / 0.022, 0, 1)
    z = z - 0.05 * (1 - np.sqrt(1 - hem**2)) + 0.006 * np.exp(-(((x - RIGHT + 0.03) / 0.02) ** 2))
    i, j = np.meshgrid(np.arange(columns - 1), np.arange(rows - 1), indexing="ij")
    first = i * rows + j
    faces = np.stack([first, first + rows, first + rows + 1, first + 1], -1).reshape(-1, 4)
    skin = materials.leather((0.060, 0.018, 0.009), (0.022, 0.0065, 0.004), scale=1.1)
    meshes.mesh_object("leather", np.stack([x, y, z], -1).reshape(-1, 3), faces, skin)
    stitch = _thread()
    for y0 in np.arange(-TOP + 0.02, TOP, 0.034):
        for x0 in (RIGHT - 0.030,):
            where = Matrix.Translation((x0, y0, height(x0, y0) + 0.008))
            meshes.place(stitch).matrix_world = where
