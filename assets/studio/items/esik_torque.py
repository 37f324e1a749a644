"""ESIK-08: massive gold torque whose ends are tiger heads (the heads are simplified)."""

from __future__ import annotations

import numpy as np

from .. import carving, materials, meshes, scene
from ..beast_clay import SIDES, Beast
from ..outputs import Model, Turn
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/esik/media/torque.jpg",
        standing=True,
        tilt=52,
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
OPEN = 29  # half of the gap at the front, in degrees
LARGE = 1.40  # size of the heads
CHIN = 0.098  # how far a head of size 1 reaches down from the bar's axis


def build(draft: bool = False) -> None:
    gold = materials.gold(scale=1.2, occlusion=0.03)
    angles = np.radians(np.linspace(-90 + OPEN, 270 - OPEN, 220))
    # It rests on its back and on the two chins.
    rise = BAR + (CHIN * LARGE - BAR) * (1 - np.sin(angles)) / (1 + np.cos(np.radians(OPEN)))
    path = np.stack([RING * np.cos(angles), RING * 0.94 * np.sin(angles), rise], -1)
    path = meshes.disturbed(path, 0.006, 2.0)
    thick = BAR * (0.86 + 0.20 * np.sin(np.linspace(0, np.pi, len(path))) ** 0.7)
    meshes.tube(path, thick, gold, 48, name="ring")
    for end, before in ((path[0], path[6]), (path[-1], path[-7])):
        for k, size in ((0.075, 1.16), (0.10, 1.28), (0.125, 1.16)):  # collar of three beads
            _bead(end + (before - end) / np.linalg.norm(before - end) * k, before - end, size * BAR, gold)
        head = _head(0.0020 if draft else 0.0013).skin(gold, "tiger head")
        carving.turn_out(head)
        carving.hollows(head, 0.012, 0.5)
        away = end - before
        head.location = end - away / np.linalg.norm(away) * 0.055
        head.scale = (LARGE,) * 3
        head.rotation_euler = (0, 0, np.arctan2(away[1], away[0]))
    scene.ground(dim=True)


def _bead(at: np.ndarray, along: np.ndarray, radius: float, material) -> None:
    turn = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    side = np.cross(along, (0, 0, 1.0))
    side /= np.linalg.norm(side)
    ring = at + radius * 0.80 * (np.cos(turn)[:, None] * side + np.sin(turn)[:, None] * np.array([0, 0, 1.0]))
    meshes.tube(ring, radius * 0.34, material, 20, closed=True, name="bead")


def _head(cell: float) -> Beast:
    """A tiger's head that looks along +x, jaws a little apart; the neck begins at the origin."""
    clay = Beast((-0.06, -0.16, -0.13), (0.31, 0.16, 0.16), cell)
    clay.limb([(-0.03, 0, 0), (0.03, 0, 0.002)], [0.054, 0.064], 0.02)
    clay.ball((0.078, 0, 0.018), (0.082, 0.084, 0.066), 0.03)  # skull
    for y in (-0.016, 0, 0.016):  # bridge of the nose, broad and flat
        path = [(0.08, y, 0.046), (0.15, y * 0.9, 0.034), (0.205, y * 0.8, 0.016)]
        clay.bend(path, [0.042, 0.031, 0.020], 0.02)
    clay.ball((0.160, 0, -0.008), (0.070, 0.058, 0.038), 0.025)  # upper jaw
    for y in (-1, 0, 1):  # lower jaw
        path = [(0.06, 0.034 * y, -0.054), (0.14, 0.028 * y, -0.072), (0.206, 0.016 * y, -0.070)]
        clay.bend(path, [0.034, 0.026, 0.022], 0.014)
    clay.ball((0.210, 0, -0.072), (0.022, 0.034, 0.024), 0.012)  # chin
    for side in SIDES:
        clay.ball((0.066, side * 0.070, -0.024), (0.058, 0.034, 0.056), 0.024)  # hair of the cheek
        clay.ball((0.130, side * 0.060, -0.018), (0.050, 0.026, 0.036), 0.02)
        clay.ball((0.194, side * 0.032, -0.010), (0.042, 0.034, 0.033), 0.010)  # whisker pad
    # The open mouth: a slot that narrows to the corners, so that the cheeks close it.
    clay.box((0.206, 0, -0.048), (0.070, 0.10, 0.011), 0.008, (0, 7, 0), True, 0.010)
    clay.limb([(0.136, side * 0.02, -0.040) for side in (-6, 6)], 0.010, 0.008, True)
    for side in SIDES:
        clay.spike((0.212, side * 0.034, -0.028), (0.214, side * 0.035, -0.068), 0.0095, 0.003)
        clay.spike((0.196, side * 0.030, -0.070), (0.198, side * 0.031, -0.036), 0.0085, 0.003)
        _eye(clay, side)
        # Small round ear: a shell that leans on the skull, open to the front.
        turn = (side * -34, 0, side * 24)
        clay.ball((0.024, side * 0.064, 0.056), (0.026, 0.040, 0.037), 0.016, turn)
        clay.ball((0.052, side * 0.074, 0.064), (0.023, 0.024, 0.022), 0.005, turn, True)
    clay.ball((0.226, 0, 0.016), (0.016, 0.030, 0.014), 0.003)  # nose
    clay.ball((0.224, 0, 0.003), (0.014, 0.017, 0.016), 0.004)
    for side in SIDES:
        clay.ball((0.241, side * 0.018, 0.011), (0.008, 0.009, 0.005), 0.003, (0, 0, side * -30), True)
    _chase(clay)
    return clay


def _eye(clay: Beast, side: int) -> None:
    """A large slanting eye between two lids, under a brow that does not hide it."""
    middle = np.array((0.144, side * 0.053, 0.022))
    out = np.array((0.42, side * 0.82, 0.38))
    along = np.array((-0.82, side * 0.42, 0.38))
    along -= out * (along @ out) / (out @ out)
    along /= np.linalg.norm(along)
    over = np.cross(along, out) / np.linalg.norm(out)
    over *= np.sign(over[2])
    clay.ball(middle + out * 0.013, (0.036, 0.022, 0.019), 0.005, (0, 24, side * -28), True)
    clay.ball(middle, 0.0225, 0.001)
    clay.ball(middle + out * 0.0235, 0.0075, 0.002, carve=True)
    s = np.linspace(-1, 1, 17)[:, None]
    for lid in (0.0200, -0.0165):
        arc = middle + out * (0.0215 - 0.012 * s**2) + along * s * 0.033 + over * lid * (1 - s**2)
        clay.limb(arc, 0.0060 - 0.0022 * np.abs(s[:, 0]), 0.004)
    brow = [(0.176, side * 0.026, 0.038), (0.146, side * 0.048, 0.056), (0.106, side * 0.070, 0.052)]
    clay.bend(brow, [0.007, 0.010, 0.005], 0.014)


def _chase(clay: Beast) -> None:
    """Stripes, whiskers and folds, cut with a tool."""
    paths = [[(0.246, 0, 0.006), (0.238, 0, -0.012), (0.232, 0, -0.034)]]
    for side in SIDES:
        for k in range(3):  # folds beside the nose, rows of whiskers
            x = 0.206 - 0.017 * k
            paths.append(
                [(x, side * 0.016, 0.045), (x + 0.004, side * 0.034, 0.034), (x + 0.006, side * 0.046, 0.018)]
            )
        for z in (0.010, -0.006, -0.021):
            paths.append(
                [(0.224, side * 0.046, z), (0.202, side * 0.066, z), (0.178, side * 0.066, z + 0.002)]
            )
        for k in range(3):  # stripes of the cheek
            x = 0.094 - 0.034 * k
            paths.append(
                [
                    (x, side * 0.088, 0.018),
                    (x - 0.016, side * 0.106, -0.020),
                    (x - 0.004, side * 0.098, -0.062),
                ]
            )
        for k in range(3):  # stripes of the forehead, from the middle outwards
            x = 0.118 - 0.034 * k
            paths.append(
                [(x, side * 0.008, 0.090), (x - 0.004, side * 0.026, 0.088), (x - 0.016, side * 0.044, 0.080)]
            )
    clay.score_over(paths, 0.0046)
    clay.score_over([[(0.128, 0, 0.09), (0.09, 0, 0.09), (0.04, 0, 0.088)]], 0.0040)
