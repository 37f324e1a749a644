"""BEREL-01: scale model of the stone mound of kurgan 11: 23 m across, a little over 2 m high.

The grass is that of any steppe; the tray is the model's base.
"""

from __future__ import annotations

import numpy as np

from .. import materials, meshes, scene, steppe, stones
from ..outputs import Model
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/berel/media/kurgan-11.jpg",
        (2400, 1600),
        standing=True,
        tilt=72,
        yaw=9,
        fill=0.83,
        key=215,
        key_from=(-1.38, -0.42, 0.55),
        top=18,
        strip=46,
        low=40,
    ),
}

METRE = 1.3 / 23  # stage units
RADIUS = 11.5 * METRE
HEIGHT = 2.4 * METRE
MODEL = Model("content/berel/media/kurgan-11.glb", longest=28.2, kind="landscape", triangles=56_000)


def build(draft: bool = False) -> None:
    rng = np.random.default_rng(11)
    grain = materials.stone(3.0)
    rocks = meshes.rocks(9, grain, seed=3, detail=2 if draft else 3)
    profile = [
        (0, HEIGHT),
        (0.22, HEIGHT * 0.97),
        (0.45, HEIGHT * 0.84),
        (0.68, HEIGHT * 0.60),
        (0.86, HEIGHT * 0.33),
        (0.97, HEIGHT * 0.12),
        (1.0, 0.0),
    ]
    surface = stones.dome(
        [(r * RADIUS, h) for r, h in profile],
        materials.earth((0.075, 0.066, 0.056), (0.034, 0.030, 0.025), 2),
    )
    stones.scatter(surface, RADIUS * 0.985, 0.0125, (0.0080, 0.0170), rocks, rng)
    stones.scatter(surface, RADIUS * 0.96, 0.050, (0.011, 0.021), rocks, rng, sink=0.1)
    stones.kerb(RADIUS * 1.0, 120, 0.019, 0.0, rocks, rng)
    stones.kerb(RADIUS * 1.03, 50, 0.010, 0.0, rocks, rng, jitter=0.5)
    board = (0.80, 0.75)
    steppe.meadow(board, 0.024, 0.021, rng, lambda x, y: np.hypot(x, y) > RADIUS * 1.025)
    stones.board(board, materials.grass(1.6), materials.dark_table())
    scene.ground(materials.felt(materials.FELT_DARK), below=0.054)
