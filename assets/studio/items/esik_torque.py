"""ESIK-08: massive gold torque whose ends are tiger heads (the heads are simplified)."""

from __future__ import annotations

import numpy as np

from .. import materials, meshes, scene
from ..clay import Clay
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/esik/media/torque.jpg",
        (1440, 1080),
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
    clay = Clay((-0.06, -0.14, -0.10), (0.30, 0.14, 0.16), cell)
    clay.limb([(-0.03, 0, 0), (0.05, 0, 0.004)], [0.055, 0.066], 0.03)
    clay.ball((0.095, 0, 0.012), (0.085, 0.078, 0.070), 0.03)  # skull
    clay.ball((0.180, 0, -0.012), (0.064, 0.054, 0.046), 0.03)  # muzzle
    clay.ball((0.170, 0, -0.048), (0.054, 0.040, 0.020), 0.012)  # lower jaw
    clay.limb([(0.10, 0, 0.076), (0.17, 0, 0.044), (0.222, 0, 0.026)], [0.020, 0.020, 0.017], 0.018)
    clay.ball((0.234, 0, 0.016), (0.016, 0.026, 0.017), 0.008)  # nose
    for side in (1, -1):
        clay.ball((0.120, side * 0.052, -0.018), (0.050, 0.034, 0.040), 0.02)  # cheek
        clay.ball((0.212, side * 0.024, -0.014), (0.034, 0.028, 0.026), 0.010)  # whisker pad
        clay.limb(
            [(0.112, side * 0.022, 0.072), (0.142, side * 0.048, 0.058), (0.146, side * 0.066, 0.030)],
            [0.012, 0.014, 0.008],
            0.008,
        )
        clay.ball((0.145, side * 0.044, 0.032), 0.0185, 0.004)  # eye
        clay.ball((0.159, side * 0.052, 0.035), 0.006, 0.003, carve=True)
        # Round ear, hollowed in front.
        clay.ball((0.062, side * 0.064, 0.066), (0.020, 0.031, 0.034), 0.010, (0, -25, side * 14))
        clay.ball((0.080, side * 0.066, 0.070), (0.014, 0.019, 0.022), 0.006, (0, -25, side * 14), carve=True)
        clay.limb(
            [(0.242, side * 0.010, -0.026), (0.206, side * 0.050, -0.036), (0.150, side * 0.058, -0.046)],
            0.0055,
            0.006,
            carve=True,
        )
        clay.ball((0.248, side * 0.013, 0.016), 0.0055, 0.003, carve=True)
        for k in range(4):  # stripes of the cheek and the neck
            x = 0.112 - 0.030 * k
            clay.limb(
                [
                    (x, side * 0.030, 0.085 - 0.010 * k),
                    (x - 0.012, side * 0.072, 0.040),
                    (x, side * 0.086, -0.006),
                ],
                0.0042,
                0.006,
                carve=True,
            )
        for k in range(3):  # roots of the whiskers
            clay.ball(
                (0.206 + 0.012 * k, side * (0.050 - 0.005 * k), -0.012 - 0.005 * (k % 2)),
                0.004,
                0.003,
                carve=True,
            )
        for k in range(3):  # wrinkles of the nose
            x = 0.176 + 0.014 * k
            clay.limb(
                [
                    (x, side * 0.006, 0.058 - 0.32 * (x - 0.176)),
                    (x - 0.006, side * 0.034, 0.028 - 0.1 * (x - 0.176)),
                ],
                0.0032,
                0.004,
                carve=True,
            )
    clay.limb([(0.246, 0, 0.004), (0.244, 0, -0.026)], 0.0045, 0.004, carve=True)
    return clay
