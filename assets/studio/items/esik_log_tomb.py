"""ESIK-13: scale model of the burial chamber: frame of dressed spruce logs, squared floor.

The proportions of the frame, the number of courses and the cut of the corners are a model's;
the facts give only logs, frame and floor. Nothing lies inside. The earth in the tray is the model's base.
"""

from __future__ import annotations

import itertools
import math

import bpy
import numpy as np

from .. import carving, materials, meshes, scene, stones, timber
from ..outputs import Model, Turn
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/esik/media/log-tomb.jpg",
        standing=True,
        tilt=51,
        yaw=33,
        fill=0.85,
        key=135,
        key_from=(-1.15, -0.55, 1.10),
        top=34,
        strip=34,
        low=30,
    ),
}
MODEL = Model("content/esik/media/log-tomb.glb", longest=3.8)
TURN = Turn("content/esik/media/log-tomb-turn")

LONG, WIDE = 1.30, 0.90  # outer size of the frame, without the logs' ends
RADIUS = 0.043
COURSES = 5
PITCH = RADIUS * 1.88  # from log to log: each lies in a bed hewn into the one below
ENDS = 0.075  # how far the logs' ends stand out at the corners
TRAY = (0.86, 0.66)  # half the size of the base
SUNK = 0.004  # depth of the lowest logs in the earth


def build(draft: bool = False) -> None:
    # The pattern along the grain is drawn coarser than a model's real wood, to be seen at all.
    wood = (timber.side(timber.SPRUCE, 2.4 * RADIUS), timber.end(timber.SPRUCE, RADIUS))
    rng = np.random.default_rng(8)
    sides = 48 if draft else 72
    for side in (-1, 1):
        for course in range(COURSES):
            at = (0, side * (WIDE / 2 - RADIUS), RADIUS + course * PITCH - SUNK)
            _log(LONG, at, 0, wood, rng, sides)
        # The walls across lie half a log higher; halved logs fill the gap at the ground.
        for course in range(COURSES + 1):
            at = (side * (LONG / 2 - RADIUS), 0, RADIUS + (course - 0.5) * PITCH - SUNK)
            _log(WIDE, at, math.pi / 2, wood, rng, sides)
    _floor(rng)
    pebbles = meshes.rocks(5, materials.stone(3.0), seed=4, detail=2)
    for _ in range(150):
        x, y = rng.uniform(-TRAY[0], TRAY[0]) * 0.97, rng.uniform(-TRAY[1], TRAY[1]) * 0.97
        size = 0.003 + 0.007 * rng.random() ** 3
        if max(abs(x) - LONG / 2, abs(y) - WIDE / 2) > 0.02:
            turn = (rng.normal(0, 0.3), rng.normal(0, 0.3), rng.uniform(0, 6.3))
            meshes.place(pebbles[rng.integers(5)], (x, y, 0.2 * size), turn, size)
    earth = materials.earth((0.098, 0.072, 0.046), (0.052, 0.038, 0.025), 1.5)
    stones.board(TRAY, earth, materials.dark_table())
    scene.ground(materials.felt(materials.FELT_DIM), below=0.054)


def _floor(rng: np.random.Generator) -> None:
    """Squared timbers from wall to wall, laid close."""
    plank = timber.side(timber.SPRUCE, 2.0 * RADIUS)
    inner = LONG - 4 * RADIUS + 0.02
    widths = rng.uniform(0.088, 0.118, 11)
    edges = np.r_[0, np.cumsum(widths)] * (inner / widths.sum()) - inner / 2
    for low, high in itertools.pairwise(edges):
        size = (WIDE - 4 * RADIUS + 0.02, high - low - 0.004, 0.05)
        at = ((low + high) / 2, 0, 0.025 + rng.uniform(-0.002, 0.002))
        meshes.box(size, at, plank, 0.004, (0, 0, math.pi / 2 + rng.uniform(-0.003, 0.003)), "floor")


def _log(
    length: float,
    at: tuple[float, float, float],
    turn: float,
    wood: tuple[bpy.types.Material, bpy.types.Material],
    rng: np.random.Generator,
    sides: int,
) -> None:
    """A round log, barked and dressed with an axe; what is under the ground is hewn off.

    `length` is that of the wall, to which the two ends are added; `turn` is about the vertical.
    """
    low = -length / 2 - ENDS + rng.uniform(-0.004, 0.004)
    high = length / 2 + ENDS + rng.uniform(-0.004, 0.004)
    x = np.linspace(low, high, 110)
    waves = rng.uniform(0, 6, 3)
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    a, t = np.meshgrid(angle, x, indexing="xy")
    radius = RADIUS * (1 + 0.012 * np.sin(2 * a + waves[0]) + 0.008 * np.sin(3 * a + waves[1] + 4 * t))
    radius *= 1 + 0.008 * np.sin(9 * t + waves[2])
    skin = np.stack([t, radius * np.cos(a), radius * np.sin(a)], -1)
    skin[[0, -1], :, 1:] *= 0.95  # the broken edges of the ends
    skin[[1, -2], :, 0] = skin[[0, -1], :, 0] + np.array([[0.0028], [-0.0028]])
    i, j = np.meshgrid(np.arange(len(x) - 1), np.arange(sides), indexing="ij")
    n = (j + 1) % sides
    faces = np.stack([i * sides + j, i * sides + n, (i + 1) * sides + n, (i + 1) * sides + j], -1)
    thing = meshes.mesh_object("log", skin.reshape(-1, 3), faces.reshape(-1, 4), wood[0])
    carving.knife_marks(thing, 0.022, 0.0012, (5, 1, 1), int(rng.integers(1000)))
    points = carving.points(thing)
    points[:, 2] = np.maximum(points[:, 2], -0.012 - at[2])
    carving.reshape(thing, points)
    thing.location, thing.rotation_euler = at, (0, 0, turn)
    for first, way in ((0, 1), (-1, -1)):
        rim = points.reshape(len(x), sides, 3)[first][::way]
        middle = rim.mean(0)
        disc = np.vstack([*(middle + (rim - middle) * s for s in (1.0, 0.66, 0.33)), middle])
        j = np.arange(sides)
        n = (j + 1) % sides
        faces = [(r * sides + k, r * sides + sides + k, r * sides + sides + m, r * sides + m)
                 for r in range(2) for k, m in zip(j, n, strict=True)]  # fmt: skip
        faces += [(2 * sides + k, 3 * sides, 2 * sides + m) for k, m in zip(j, n, strict=True)]
        cut = meshes.mesh_object("end", disc, faces, wood[1], smooth=False)
        cut.location, cut.rotation_euler = at, (0, 0, turn)
