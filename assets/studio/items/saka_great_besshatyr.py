"""SAKA-05: scale model of the great Besshatyr mound.

104 m across, 15 m high, flat top 32 m; around it 94 small enclosures of standing stones.
The mound's slope and the spacing of the enclosures are a model's.
"""

from __future__ import annotations

import numpy as np

from .. import materials, meshes, scene, stones
from ..outputs import Model
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/saka/media/great-besshatyr.jpg",
        (2400, 1600),
        standing=True,
        tilt=74,
        yaw=-8,
        fill=0.88,
        key=230,
        key_from=(-1.40, -0.05, 0.62),
        top=16,
        strip=40,
        low=30,
    ),
}

METRE = 1.24 / 104  # stage units
RADIUS, HEIGHT, TOP = 52 * METRE, 15 * METRE, 16 * METRE
ENCLOSURES = 94
MODEL = Model("content/saka/media/great-besshatyr.glb", longest=140.5, kind="landscape", triangles=56_000)


def build(draft: bool = False) -> None:
    rng = np.random.default_rng(31)
    rocks = meshes.rocks(9, materials.stone(3.0), seed=5, detail=2)
    # A cut-off cone; its foot runs out a little.
    profile = [
        (0, HEIGHT),
        (TOP * 0.97, HEIGHT),
        (TOP * 1.06, HEIGHT * 0.975),
        (RADIUS * 0.92, HEIGHT * 0.10),
        (RADIUS, 0.0),
    ]
    surface = stones.dome(profile, materials.earth((0.055, 0.046, 0.037), (0.024, 0.020, 0.016), 2))
    stones.scatter(surface, RADIUS * 0.985, 0.0098, (0.0050, 0.0105), rocks, rng)
    stones.scatter(surface, RADIUS * 0.97, 0.042, (0.009, 0.016), rocks, rng, inner=TOP, sink=0.1)
    stones.kerb(RADIUS, 170, 0.012, 0.0, rocks, rng)
    for k in range(ENCLOSURES):
        angle = 2 * np.pi * k / ENCLOSURES
        far = RADIUS + 0.105 + 0.012 * np.sin(3 * angle)
        centre = (far * np.cos(angle), far * np.sin(angle))
        size = 0.0088 * rng.uniform(0.75, 1.3)
        stones.kerb(0.020, 6, size, 0.0, rocks, rng, jitter=0.16, upright=True, centre=centre)
    board = (0.84, 0.80)
    stones.tufts(board, 0.0125, 0.0065, materials.blades(), rng, lambda x, y: np.hypot(x, y) > RADIUS * 1.02)
    stones.board(board, materials.grass(2.2), materials.dark_table())
    scene.ground(materials.felt(materials.FELT_DARK), below=0.054)
