"""BEREL-01: scale model of the stone mound of kurgan 11: 23 m across, a little over 2 m high."""

from __future__ import annotations

import numpy as np

from .. import materials, meshes, scene, stones
from ..outputs import Model
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/berel/media/kurgan-11.jpg",
        (2400, 1600),
        standing=True,
        tilt=77,
        yaw=9,
        fill=0.88,
        key=230,
        key_from=(-1.40, -0.05, 0.58),
        top=18,
        strip=40,
        low=34,
    ),
}

METRE = 1.3 / 23  # stage units
RADIUS = 11.5 * METRE
HEIGHT = 2.2 * METRE
MODEL = Model("content/berel/media/kurgan-11.glb", longest=28.2, kind="landscape", triangles=56_000)


def build(draft: bool = False) -> None:
    rng = np.random.default_rng(11)
    grain = materials.stone(3.0)
    rocks = meshes.rocks(9, grain, seed=3, detail=2 if draft else 3)
    profile = [
        (0, HEIGHT),
        (0.25, HEIGHT * 0.93),
        (0.5, HEIGHT * 0.72),
        (0.75, HEIGHT * 0.42),
        (0.93, HEIGHT * 0.14),
        (1.0, 0.0),
    ]
    surface = stones.dome(
        [(r * RADIUS, h) for r, h in profile], materials.earth((0.05, 0.042, 0.034), (0.02, 0.017, 0.014), 2)
    )
    stones.scatter(surface, RADIUS * 0.985, 0.0125, (0.0055, 0.0150), rocks, rng)
    stones.scatter(surface, RADIUS * 0.96, 0.050, (0.011, 0.021), rocks, rng, sink=0.1)
    stones.kerb(RADIUS * 1.0, 120, 0.019, 0.0, rocks, rng)
    stones.kerb(RADIUS * 1.03, 50, 0.010, 0.0, rocks, rng, jitter=0.5)
    board = (0.80, 0.75)
    stones.tufts(board, 0.0125, 0.0085, materials.blades(), rng, lambda x, y: np.hypot(x, y) > RADIUS * 1.02)
    stones.board(board, materials.grass(1.6), materials.dark_table())
    scene.ground(materials.felt(materials.FELT_DARK), below=0.054)
