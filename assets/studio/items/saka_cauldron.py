"""SAKA-14: large cast bronze cauldron on a conical stand, two loop handles, casting seams.

Forms with animal feet are known too; this is the plain form on a stand.
"""

from __future__ import annotations

import numpy as np

from .. import materials, meshes, scene
from ..curves import spline
from ..outputs import Model, Turn
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/saka/media/cauldron.jpg",
        standing=True,
        tilt=71,
        yaw=14,
        fill=0.84,
        key=95,
        top=34,
        strip=34,
        low=20,
    ),
}
MODEL = Model("content/saka/media/cauldron.glb", longest=0.55)
TURN = Turn("content/saka/media/cauldron-turn")

WALL = 0.026
# Outer wall from the joint of the stand to the rim: radius, height.
BOWL = (
    (0.0, 0.300),
    (0.10, 0.303),
    (0.24, 0.335),
    (0.38, 0.42),
    (0.475, 0.55),
    (0.505, 0.70),
    (0.490, 0.83),
    (0.478, 0.885),
)
STAND = ((0.125, 0.335), (0.112, 0.27), (0.122, 0.20), (0.165, 0.10), (0.222, 0.015), (0.232, 0.0))


def build(draft: bool = False) -> None:
    skin = materials.bronze(scale=1.2, patina=0.7)
    wall = spline(np.array(BOWL), steps=14)
    along = np.gradient(wall, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    inner = wall + np.stack([-along[:, 1], along[:, 0]], -1) * WALL
    inner[:, 0] = np.maximum(inner[:, 0], 0)
    lip = [(0.486, 0.905), (0.500, 0.915), (0.498, 0.932), (0.476, 0.938), (0.456, 0.930)]
    _cast(np.vstack([wall, lip, inner[::-1]]), skin, "bowl")
    stand = spline(np.array(STAND), steps=14)
    inside = stand - (0.022, 0)
    _cast(np.vstack([stand, inside[::-1]]), skin, "stand")
    # Seam between the two halves of the mould, and the ring where it was closed.
    level = 0.742
    ring = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    radius = np.interp(level, wall[:, 1], wall[:, 0]) + 0.002
    circle = np.stack([radius * np.cos(ring), radius * np.sin(ring), np.full(200, level)], -1)
    meshes.tube(meshes.disturbed(circle, 0.006, 2.2), 0.0105, skin, 14, closed=True, name="ring")
    for angle in np.radians((-62, 118)):
        for line, size in ((wall[20:-4], 0.0075), (stand[4:-2], 0.0065)):
            seam = np.stack(
                [(line[:, 0] + 0.001) * np.cos(angle), (line[:, 0] + 0.001) * np.sin(angle), line[:, 1]], -1
            )
            seam = meshes.disturbed(seam, 0.005, 5.0)
            meshes.tube(seam, size, skin, 12, name="seam")
    for side in (1, -1):
        _handle(side, skin)
    scene.ground(dim=True)


def _cast(outline: np.ndarray, skin, name: str) -> None:
    body = meshes.turned(outline, skin, 220, name=name)
    points = np.empty(len(body.data.vertices) * 3, np.float32)
    body.data.vertices.foreach_get("co", points)
    points = meshes.disturbed(points.reshape(-1, 3), 0.016, 1.4, 2.0)
    points = meshes.disturbed(points, 0.0045, 8.0, 5.0)
    body.data.vertices.foreach_set("co", points.astype(np.float32).ravel())
    body.data.update()


def _handle(side: int, skin) -> None:
    """A loop on the shoulder that stands up and a little out. Its feet end on the wall, not inside it."""
    t = np.linspace(0, np.pi, 60)
    across = 0.125 * np.cos(t) * (1 + 0.12 * np.sin(t))
    up = np.sin(t) ** 0.8
    path = np.stack([side * (0.478 + 0.055 * up), across, 0.895 + 0.185 * up], -1)
    foot_a = [(side * 0.492, across[0], 0.77), (side * 0.486, across[0], 0.84)]
    foot_b = [(side * 0.486, across[-1], 0.84), (side * 0.492, across[-1], 0.77)]
    path = spline_3d(np.vstack([foot_a, path, foot_b]))
    thick = 0.031 + 0.006 * np.cos(np.linspace(0, 2 * np.pi, len(path)))
    meshes.tube(
        meshes.disturbed(path, 0.006, 4.0),
        thick,
        skin,
        28,
        section=lambda a, t: 1 - 0.10 * np.cos(2 * a),
        name="handle",
    )


def spline_3d(points: np.ndarray, count: int = 90) -> np.ndarray:
    """Resample a line in space evenly and smooth it."""
    run = np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    t = np.linspace(0, run[-1], count)
    line = np.stack([np.interp(t, run, points[:, k]) for k in range(3)], -1)
    for _ in range(4):
        line[1:-1] = (line[:-2] + 2 * line[1:-1] + line[2:]) / 4
    return line
