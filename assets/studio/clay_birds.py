"""A raven in clay, for cast figures: looks along +x, stands on height 0, about 1.2 units long."""

from __future__ import annotations

import numpy as np

from .beast_clay import SIDES, Beast


def raven(cell: float) -> Beast:
    """A raven with a heavy beak, shaggy throat, folded wings and a wedge of a tail."""
    clay = Beast((-0.78, -0.30, -0.04), (0.74, 0.30, 0.90), cell)
    clay.trunk(
        [(-0.38, 0, 0.275), (-0.14, 0, 0.365), (0.06, 0, 0.445), (0.18, 0, 0.520)],
        [0.070, 0.150, 0.175, 0.140],
        [0.085, 0.150, 0.170, 0.130],
        0.05,
    )
    clay.trunk(
        [(0.14, 0, 0.500), (0.24, 0, 0.610), (0.30, 0, 0.675)], [0.145, 0.120, 0.100], [0.130, 0.110, 0.094]
    )
    clay.ball((0.325, 0, 0.690), (0.118, 0.098, 0.092), 0.03)
    _beak(clay)
    clay.trunk(  # tail, a wedge
        [(-0.28, 0, 0.270), (-0.48, 0, 0.195), (-0.72, 0, 0.120)],
        [0.052, 0.034, 0.018],
        [0.090, 0.105, 0.050],
        0.02,
    )
    for side in SIDES:
        _wing(clay, side)
        _leg(clay, side)
    clay.ball((0.300, 0, 0.560), (0.085, 0.075, 0.110), 0.03, (0, 25, 0))  # shaggy throat
    for k, (x, y, z) in enumerate(
        ((0.355, 0.0, 0.545), (0.335, 0.050, 0.560), (0.300, 0.0, 0.465), (0.275, 0.070, 0.490))
    ):
        for side in SIDES if y else (1,):
            clay.spike(
                (x - 0.02, side * y, z), (x + 0.035 - 0.012 * k, side * y * 1.2, z - 0.085), 0.036, 0.02
            )
    clay.score_over(  # feathers of the back, seen from above
        [
            [(0.02 - abs(y), y, 0.60), (-0.16, y, 0.52), (-0.36, y * 0.8, 0.36)]
            for y in (-0.085, -0.045, 0.0, 0.045, 0.085)
        ],
        0.009,
    )
    clay.score_over(
        [
            [(-0.50, y, 0.24), (-0.60, y, 0.20), (-0.71, y * 0.6, 0.15)]
            for y in (-0.058, -0.020, 0.020, 0.058)
        ],
        0.010,
    )
    clay.eye(0.375, 0.722, 0.026)
    return clay


def _beak(clay: Beast) -> None:
    """Strong, a little open, its tip bent down; bristles over the root."""
    clay.trunk(
        [(0.390, 0, 0.700), (0.500, 0, 0.712), (0.600, 0, 0.690), (0.668, 0, 0.630)],
        [0.060, 0.050, 0.036, 0.008],
        [0.056, 0.040, 0.026, 0.006],
        0.014,
    )
    clay.trunk(
        [(0.385, 0, 0.650), (0.490, 0, 0.622), (0.590, 0, 0.585)],
        [0.042, 0.028, 0.008],
        [0.046, 0.034, 0.008],
        0.012,
    )
    for side in SIDES:
        clay.limb([(0.395, side * 0.050, 0.735), (0.485, side * 0.040, 0.728)], [0.020, 0.007], 0.006)


def _wing(clay: Beast, side: int) -> None:
    """A folded wing: shoulder, coverts and long flight feathers that cross over the tail."""
    clay.ball((0.01, side * 0.118, 0.420), (0.205, 0.066, 0.130), 0.020, (side * -20, 24, side * 6))
    clay.trunk(
        [
            (-0.02, side * 0.150, 0.420),
            (-0.25, side * 0.130, 0.310),
            (-0.46, side * 0.085, 0.225),
            (-0.60, side * 0.045, 0.175),
        ],
        [0.120, 0.085, 0.048, 0.012],
        [0.045, 0.040, 0.030, 0.012],
        0.012,
    )
    sides = (side,)
    for k in range(4):  # flight feathers
        z = 0.405 - 0.036 * k
        clay.cut(
            [(-0.06 - 0.015 * k, z), (-0.25, z - 0.098 + 0.008 * k), (-0.48 + 0.055 * k, 0.222 - 0.004 * k)],
            0.012,
            sides,
        )
    for row, count in ((0.0, 4), (0.075, 3)):  # coverts, like scales
        for k in range(count):
            x, z = 0.125 - row - 0.022 * k, 0.500 - row * 0.35 - 0.052 * k
            clay.cut([(x + 0.012, z + 0.022), (x - 0.036, z - 0.004), (x - 0.006, z - 0.040)], 0.010, sides)


def _leg(clay: Beast, side: int) -> None:
    """A feathered thigh and a foot with three toes ahead and one behind."""
    y = side * 0.085
    clay.trunk(
        [(0.02, y, 0.330), (-0.01, y, 0.235), (0.02, y, 0.170)], [0.090, 0.070, 0.036], [0.070, 0.058, 0.036]
    )
    clay.bend([(0.02, y, 0.180), (0.005, y, 0.100), (0.020, y, 0.035)], [0.032, 0.027, 0.030], 0.012)
    for angle, length in ((-24, 0.15), (0, 0.175), (24, 0.15), (180, 0.11)):
        a = np.radians(angle)
        way = np.array((np.cos(a), np.sin(a), 0))
        at = np.array((0.020, y, 0.026))
        clay.limb(
            [at, at + way * length * 0.7, at + way * length + (0, 0, -0.012)], [0.026, 0.024, 0.008], 0.01
        )
