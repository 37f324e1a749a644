"""ESIK-08: massive gold torque whose ends are tiger heads (the heads are simplified)."""

from __future__ import annotations

import numpy as np

from .. import materials, meshes, scene
from ..clay import Clay
from ..outputs import Model, Turn
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/esik/media/torque.jpg",
        standing=True,
        tilt=42,
        yaw=10,
        fill=0.80,
        key=60,
        top=30,
        strip=20,
        low=16,
    ),
}
MODEL = Model("content/esik/media/torque.glb", longest=0.19)
TURN = Turn("content/esik/media/torque-turn")

RING = 0.58  # radius of the ring
BAR = 0.055  # radius of the bar
OPEN = 24  # half of the gap at the front, in degrees


def build(draft: bool = False) -> None:
    gold = materials.gold(scale=1.2, occlusion=0.03)
    angles = np.radians(np.linspace(-90 + OPEN, 270 - OPEN, 220))
    path = np.stack([RING * np.cos(angles), RING * 0.94 * np.sin(angles), np.full_like(angles, BAR)], -1)
    path = meshes.disturbed(path, 0.006, 2.0)
    thick = BAR * (0.86 + 0.20 * np.sin(np.linspace(0, np.pi, len(path))) ** 0.7)
    meshes.tube(path, thick, gold, 48, name="ring")
    for end, before in ((path[0], path[6]), (path[-1], path[-7])):
        for k, size in ((0.075, 1.16), (0.10, 1.28), (0.125, 1.16)):  # collar of three beads
            _bead(end + (before - end) / np.linalg.norm(before - end) * k, before - end, size * BAR, gold)
        head = _head(0.0022 if draft else 0.0014).skin(gold, "tiger head")
        away = end - before
        head.location = end - away / np.linalg.norm(away) * 0.055
        head.scale = (1.18,) * 3
        head.rotation_euler = (0, 0, np.arctan2(away[1], away[0]))
    scene.ground(dim=True)


def _bead(at: np.ndarray, along: np.ndarray, radius: float, material) -> None:
    turn = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    side = np.cross(along, (0, 0, 1.0))
    side /= np.linalg.norm(side)
    ring = at + radius * 0.80 * (np.cos(turn)[:, None] * side + np.sin(turn)[:, None] * np.array([0, 0, 1.0]))
    meshes.tube(ring, radius * 0.34, material, 20, closed=True, name="bead")


def _head(cell: float) -> Clay:
    """A tiger's head that looks along +x; the neck begins at the origin."""
    clay = Clay((-0.06, -0.14, -0.10), (0.30, 0.14, 0.17), cell)
    clay.limb([(-0.03, 0, 0), (0.05, 0, 0.004)], [0.055, 0.068], 0.03)
    clay.ball((0.090, 0, 0.012), (0.080, 0.080, 0.068), 0.03)  # skull
    clay.ball((0.185, 0, 0.002), (0.058, 0.050, 0.040), 0.025)  # muzzle
    clay.ball((0.165, 0, -0.050), (0.062, 0.044, 0.022), 0.010)  # lower jaw
    clay.limb([(0.11, 0, 0.066), (0.17, 0, 0.046), (0.225, 0, 0.034)], [0.024, 0.021, 0.018], 0.018)
    clay.ball((0.236, 0, 0.026), (0.015, 0.027, 0.015), 0.005)  # nose
    for side in (1, -1):
        clay.ball((0.110, side * 0.058, -0.014), (0.048, 0.032, 0.042), 0.02)  # cheek
        clay.ball((0.216, side * 0.025, -0.002), (0.032, 0.030, 0.028), 0.006)  # whisker pad
        # Eye: a ball in a ring-shaped lid under a heavy brow.
        clay.ball((0.142, side * 0.052, 0.040), (0.030, 0.020, 0.024), 0.008)
        clay.ball((0.154, side * 0.066, 0.042), 0.0205, 0.003, carve=True)
        clay.ball((0.147, side * 0.058, 0.041), 0.0165, 0.001)
        clay.ball((0.155, side * 0.0725, 0.044), 0.0060, 0.002, carve=True)
        clay.limb(
            [(0.172, side * 0.028, 0.056), (0.142, side * 0.048, 0.065), (0.108, side * 0.070, 0.052)],
            [0.009, 0.014, 0.007],
            0.012,
        )
        # Round ear, hollowed to the front.
        clay.ball((0.058, side * 0.062, 0.078), (0.017, 0.034, 0.038), 0.012, (side * -18, -16, side * 20))
        clay.ball(
            (0.074, side * 0.066, 0.086),
            (0.012, 0.021, 0.024),
            0.004,
            (side * -18, -16, side * 20),
            carve=True,
        )
        # Mouth: from under the nose round the pads, back to the cheek; a fang in front.
        clay.limb(
            [
                (0.252, 0, -0.022),
                (0.228, side * 0.046, -0.028),
                (0.180, side * 0.060, -0.030),
                (0.128, side * 0.092, -0.022),
            ],
            [0.0075, 0.0085, 0.0090, 0.004],
            0.004,
            carve=True,
        )
        clay.limb([(0.236, side * 0.026, -0.020), (0.234, side * 0.027, -0.038)], [0.0075, 0.002], 0.002)
        clay.ball((0.251, side * 0.014, 0.026), 0.006, 0.003, carve=True)
        for k in range(3):  # stripes, broad and shallow, as punches leave them
            x = 0.088 - 0.034 * k
            clay.limb(
                [
                    (x + 0.010, side * 0.056, 0.066 - 0.008 * k),
                    (x - 0.006, side * 0.084, 0.024),
                    (x + 0.008, side * 0.094, -0.020),
                ],
                [0.004, 0.0075, 0.003],
                0.008,
                carve=True,
            )
        for k in range(3):  # folds of the nose
            x = 0.180 + 0.014 * k
            clay.limb(
                [(x, side * 0.012, 0.070 - 0.010 * k), (x - 0.004, side * 0.046, 0.036 - 0.004 * k)],
                0.0042,
                0.004,
                carve=True,
            )
    clay.limb([(0.256, 0, 0.012), (0.252, 0, -0.024)], 0.0055, 0.003, carve=True)
    return clay
