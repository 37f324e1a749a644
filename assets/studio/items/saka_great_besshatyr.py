"""SAKA-05: scale model of the great Besshatyr mound.

104 m across, 15 m high, flat top 32 m; around it 94 small enclosures of standing stones.
The mound's slope and the spacing of the enclosures are a model's.
"""

from __future__ import annotations

import numpy as np

from .. import materials, meshes, scene, steppe, stones
from ..outputs import Model
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/saka/media/great-besshatyr.jpg",
        (2400, 1600),
        standing=True,
        tilt=74,
        yaw=-8,
        fill=0.83,
        key=215,
        key_from=(-1.38, -0.42, 0.58),
        top=18,
        strip=46,
        low=40,
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
    surface = stones.dome(profile, materials.earth((0.080, 0.070, 0.059), (0.036, 0.031, 0.026), 2))
    stones.scatter(surface, RADIUS * 0.985, 0.0102, (0.0074, 0.0128), rocks, rng)
    stones.scatter(surface, RADIUS * 0.97, 0.042, (0.009, 0.016), rocks, rng, inner=TOP, sink=0.1)
    stones.kerb(RADIUS, 170, 0.012, 0.0, rocks, rng)
    for k in range(ENCLOSURES):
        angle = 2 * np.pi * k / ENCLOSURES
        far = RADIUS + 0.105 + 0.012 * np.sin(3 * angle) + rng.normal(0, 0.004)
        centre = (far * np.cos(angle), far * np.sin(angle))
        size = 0.0088 * rng.uniform(0.75, 1.3)
        count = int(rng.integers(5, 8))
        stones.kerb(0.020, count, size, 0.0, rocks, rng, jitter=0.20, upright=True, centre=centre)
    board = (0.84, 0.80)
    steppe.meadow(board, 0.022, 0.0095, rng, lambda x, y: np.hypot(x, y) > RADIUS * 1.02)
    stones.board(board, materials.grass(2.2), materials.dark_table())
    scene.ground(materials.felt(materials.FELT_DARK), below=0.054)
