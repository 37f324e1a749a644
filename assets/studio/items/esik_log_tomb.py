"""ESIK-13: scale model of the burial chamber: frame of dressed spruce logs, squared floor.

The proportions of the frame and the number of courses are a model's; the facts give
only logs, frame and floor. Nothing lies inside.
"""

from __future__ import annotations

import math

import numpy as np

from .. import materials, meshes, scene
from ..outputs import Model, Turn
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/esik/media/log-tomb.jpg",
        standing=True,
        tilt=54,
        yaw=28,
        fill=0.84,
        key=70,
        top=20,
        strip=24,
        low=14,
    ),
}
MODEL = Model("content/esik/media/log-tomb.glb", longest=3.8)
TURN = Turn("content/esik/media/log-tomb-turn")

LONG, WIDE = 1.30, 0.86  # outer size of the frame, without the logs' ends
THICK = 0.088
COURSES = 5
ENDS = 0.075  # how far the logs' ends stand out at the corners


def build(draft: bool = False) -> None:
    spruce = materials.wood(1.5, "X", (0.27, 0.155, 0.072), (0.145, 0.072, 0.030))
    rng = np.random.default_rng(8)
    for course in range(COURSES):
        z = THICK * (0.55 + course * 0.94)
        for side in (-1, 1):
            _log(LONG, (0, side * (WIDE - THICK) / 2, z), 0, spruce, rng)
            _log(WIDE, (side * (LONG - THICK) / 2, 0, z + THICK * 0.47), math.pi / 2, spruce, rng)
    width = 0.098
    count = int((LONG - 2 * THICK) / width)
    for k in range(count):  # floor of squared timbers
        x = (k - (count - 1) / 2) * width
        size = (WIDE - 2 * THICK + 0.02, width * 0.95, 0.05)
        meshes.box(
            size,
            (x, 0, 0.028 + rng.uniform(-0.003, 0.003)),
            spruce,
            0.006,
            (0, 0, math.pi / 2 + rng.uniform(-0.006, 0.006)),
            "floor",
        )
    scene.ground(dim=True)


def _log(length: float, at: tuple, turn: float, material, rng: np.random.Generator) -> None:
    """A log hewn flat on two sides, a little crooked and tapering."""
    reach = length / 2 + ENDS + rng.uniform(-0.014, 0.014)
    x = np.linspace(-reach, reach, 60)
    bend = rng.normal(0, 0.004, 2)
    path = np.stack([x, bend[0] * np.sin(x * 3 + rng.uniform(0, 6)), bend[1] * np.sin(x * 2)], -1)
    radius = THICK * 0.535 * (1 + 0.05 * x / reach * rng.choice((-1, 1)))
    phase = rng.uniform(0, 6, 3)

    def hewn(angle: np.ndarray, t: float) -> np.ndarray:
        # A rounded square: flat where it lies on the next log.
        flat = np.maximum(np.abs(np.cos(angle)), np.abs(np.sin(angle))) ** -0.55
        marks = 0.012 * np.sin(9 * angle + phase[0] + 30 * t) + 0.010 * np.sin(4 * angle + phase[1] - 21 * t)
        end = 1 - 0.10 * max(0.0, abs(t - 0.5) - 0.490) / 0.010
        return flat * 0.96 * (1 + marks) * end

    thing = meshes.tube(path, radius, material, 40, hewn, name="log")
    thing.location, thing.rotation_euler = at, (0, 0, turn)
