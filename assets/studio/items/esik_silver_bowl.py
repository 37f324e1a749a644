"""ESIK-10: small silver bowl, 75-77 mm across and 22 mm high.

The place and the form of the 26 signs are told differently, and no sign may be invented:
the bowl is shown without them.
"""

from __future__ import annotations

import numpy as np

from .. import materials, meshes, scene
from ..curves import spline
from ..outputs import Model, Turn
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/esik/media/silver-bowl.jpg",
        standing=True,
        tilt=64,
        yaw=8,
        fill=0.74,
        key=24,
        top=12,
        strip=26,
        low=44,
        world=1.7,
    ),
}

RADIUS = 0.70
HEIGHT = RADIUS * 22 / 38  # 22 mm high, 38 mm half the width
WALL = 0.017
MODEL = Model("content/esik/media/silver-bowl.glb", longest=0.076)
TURN = Turn("content/esik/media/silver-bowl-turn")


def outline() -> np.ndarray:
    """Outer wall from the foot to the rim, then the inner wall back to the middle."""
    shape = np.array(
        [
            (0, 0),
            (0.20, 0.002),
            (0.40, 0.045),
            (0.62, 0.17),
            (0.80, 0.39),
            (0.92, 0.68),
            (0.985, 0.93),
            (1.0, 1.0),
        ]
    )
    outer = spline(shape * (RADIUS, HEIGHT), steps=10)
    outer[0] = (0.0, outer[1][1])
    along = np.gradient(outer, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    inner = outer + np.stack([-along[:, 1], along[:, 0]], -1) * WALL
    inner[:, 0] = np.maximum(inner[:, 0], 0)
    inner[0, 0] = 0
    rim = (outer[-1] + inner[-1]) / 2 + (0, WALL * 0.5)
    return np.vstack([outer, rim, inner[::-1]])


def build(draft: bool = False) -> None:
    bowl = meshes.turned(outline(), materials.silver(), 320, name="bowl")
    points = np.empty(len(bowl.data.vertices) * 3, np.float32)
    bowl.data.vertices.foreach_get("co", points)
    points = points.reshape(-1, 3)
    # Raised by hand: a slow wobble of the whole, and hammer marks.
    points = meshes.disturbed(points, 0.010, 1.6, 3.0)
    points = meshes.disturbed(points, 0.0028, 11.0, 9.0)
    bowl.data.vertices.foreach_set("co", points.astype(np.float32).ravel())
    bowl.data.update()
    bowl.location.z = 0.006
    scene.ground(dim=True)
