"""Beasts of prey in clay, for cast figures: the snow leopard and the wolf.

All look along +x, stand on height 0 and are about 1.5 units long; place them scaled.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from .beast_clay import SIDES, Beast


def snow_leopard(cell: float, curl: float = 0.0, turn: float = 0.0) -> Beast:
    """A snow leopard that stands still: blunt muzzle, tufted ears, big paws, long thick tail.

    `curl` lifts the tip of the tail, `turn` moves the muzzle to the side (+y).
    """
    clay = Beast((-1.02, -0.28, -0.04), (0.76, 0.28, 0.82), cell)
    clay.trunk(
        [(-0.36, 0, 0.425), (-0.16, 0, 0.420), (0.08, 0, 0.410), (0.28, 0, 0.425), (0.36, 0, 0.445)],
        [0.135, 0.122, 0.130, 0.150, 0.120],
        [0.110, 0.118, 0.126, 0.118, 0.090],
    )
    clay.ball((0.255, 0, 0.515), (0.110, 0.075, 0.070), 0.05)  # withers
    clay.ball((-0.33, 0, 0.480), (0.130, 0.095, 0.090), 0.05)  # croup
    clay.trunk([(0.30, 0, 0.475), (0.42, turn * 0.3, 0.545)], [0.125, 0.110], [0.100, 0.095], 0.04)
    for side in SIDES:
        _soft_leg(clay, [(0.275, 0.44), (0.262, 0.30), (0.285, 0.17), (0.290, 0.05)], side, side * 0.022)
        _soft_leg(clay, [(-0.315, 0.44), (-0.250, 0.31), (-0.375, 0.20), (-0.350, 0.05)], side, side * 0.026)
        clay.ball((0.255, side * 0.105, 0.420), (0.085, 0.040, 0.130), 0.03, (0, -8, 0))
        clay.ball((-0.310, side * 0.095, 0.400), (0.115, 0.055, 0.140), 0.03, (0, 14, 0))
    _leopard_head(clay, turn)
    tip = 0.06 * curl
    tail = [(-0.43, 0.500), (-0.545, 0.455), (-0.625, 0.330), (-0.650, 0.190), (-0.715, 0.095)]
    tail += [(-0.815, 0.085), (-0.885, 0.150 + tip * 0.4), (-0.880, 0.255 + tip), (-0.810, 0.285 + tip)]
    clay.bend([(x, 0, z) for x, z in tail], [0.052, 0.050, 0.050, 0.052, 0.055, 0.057, 0.057, 0.055, 0.046])
    for x, z in ((-0.40, 0.50), (-0.27, 0.50), (-0.14, 0.47), (-0.01, 0.46), (0.12, 0.47), (0.25, 0.52)):
        clay.rosette(x, z, 0.043)
    for x, z in ((-0.35, 0.375), (-0.21, 0.385), (-0.07, 0.365), (0.06, 0.365), (0.21, 0.395), (0.335, 0.43)):
        clay.rosette(x, z, 0.038)
    for x, z in ((0.27, 0.27), (-0.29, 0.275), (0.40, 0.50)):
        clay.rosette(x, z, 0.026)
    for a, b in itertools.pairwise(tail[1:]):  # rings of the tail
        x, z = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        away = np.array((b[1] - a[1], a[0] - b[0])) / np.hypot(b[0] - a[0], b[1] - a[1]) * 0.055
        clay.cut([(x - away[0], z - away[1]), (x, z), (x + away[0], z + away[1])], 0.006)
    return clay


def _soft_leg(clay: Beast, path: list[tuple[float, float]], side: int, ahead: float) -> None:
    """A cat's leg: straight and stout, on a big round paw with toes."""
    line = [(x + ahead * i / 3, side * y, z) for i, ((x, z), y) in enumerate(zip(path, LEG_OUT, strict=True))]
    clay.bend(line, [0.096, 0.068, 0.050, 0.048], 0.03)
    x, y = line[-1][0], line[-1][1]
    clay.ball((x + 0.032, y, 0.040), (0.084, 0.064, 0.046), 0.025)
    for k in (-1, 0, 1):
        clay.limb([(x + 0.13, y + 0.030 * k, 0.055), (x + 0.085, y + 0.024 * k, 0.085)], 0.005, 0.006, True)


LEG_OUT = (0.075, 0.092, 0.092, 0.090)  # how far legs stand off the middle, from the shoulder down


def _leopard_head(clay: Beast, turn: float) -> None:
    """Round skull, short square muzzle, small ears with tufts."""
    y = turn * 0.6
    clay.ball((0.475, y, 0.595), (0.125, 0.122, 0.108), 0.04)
    clay.ball((0.520, y, 0.630), (0.075, 0.088, 0.066), 0.03)  # forehead
    y = turn
    clay.trunk([(0.540, y, 0.560), (0.628, y, 0.545)], [0.075, 0.060], [0.092, 0.074], 0.02)
    clay.ball((0.615, y, 0.502), (0.050, 0.052, 0.034), 0.015)  # chin
    clay.limb([(0.560, y, 0.640), (0.660, y, 0.592)], [0.040, 0.030], 0.02)  # bridge of the nose
    clay.ball((0.684, y, 0.586), (0.018, 0.032, 0.020), 0.006)
    for side in SIDES:
        clay.ball((0.645, y + side * 0.040, 0.545), (0.048, 0.046, 0.042), 0.012)  # whisker pads
        ear = y * 0.6 + side * 0.088
        clay.ball((0.430, ear, 0.690), (0.032, 0.050, 0.060), 0.015, (side * -18, 0, 0))
        clay.ball((0.462, ear + side * 0.004, 0.698), (0.026, 0.032, 0.040), 0.006, carve=True)
        clay.spike((0.425, ear + side * 0.012, 0.725), (0.414, ear + side * 0.024, 0.768), 0.016, 0.012)
        clay.ball((0.555, y + side * 0.110, 0.530), (0.050, 0.032, 0.050), 0.03)  # cheek
    clay.eye(0.578, 0.628, 0.027)
    clay.cut([(0.690, 0.522), (0.640, 0.515), (0.575, 0.530)], 0.011)


def wolf(cell: float, step: float = 1.0) -> Beast:
    """A lean wolf, head low, that opens its jaws; `step` spreads the legs."""
    clay = Beast((-0.84, -0.24, -0.04), (0.96, 0.24, 0.96), cell)
    clay.trunk(
        [(-0.37, 0, 0.545), (-0.20, 0, 0.540), (-0.02, 0, 0.525), (0.16, 0, 0.505), (0.29, 0, 0.530)],
        [0.118, 0.104, 0.116, 0.165, 0.130],
        [0.092, 0.086, 0.100, 0.116, 0.092],
    )
    clay.ball((0.210, 0, 0.630), (0.130, 0.070, 0.075), 0.05)  # withers
    clay.ball((-0.330, 0, 0.575), (0.120, 0.082, 0.075), 0.06)
    clay.trunk(
        [(0.22, 0, 0.600), (0.36, 0, 0.655), (0.49, 0, 0.690)], [0.150, 0.125, 0.092], [0.098, 0.092, 0.080]
    )
    for side in SIDES:
        near = side > 0
        fore = [(0.250, 0.52), (0.205, 0.37), (0.245, 0.21), (0.252, 0.05)]
        if near:
            fore = [(0.255, 0.52), (0.270, 0.37), (0.355, 0.22), (0.385, 0.05)]
        hind = [(-0.310, 0.54), (-0.225, 0.38), (-0.385, 0.235), (-0.340, 0.05)]
        if near:
            hind = [(-0.320, 0.54), (-0.290, 0.37), (-0.470, 0.245), (-0.480, 0.05)]
        _lean_leg(clay, fore, side, (0.088, 0.046, 0.031, 0.027), step)
        _lean_leg(clay, hind, side, (0.102, 0.058, 0.032, 0.028), step)
        clay.ball((0.245, side * 0.098, 0.505), (0.085, 0.036, 0.140), 0.03, (0, 12, 0))
        clay.ball((-0.310, side * 0.085, 0.500), (0.100, 0.042, 0.135), 0.04, (0, 16, 0))
    tail = [(-0.43, 0, 0.600), (-0.535, 0, 0.545), (-0.600, 0, 0.400), (-0.625, 0, 0.250), (-0.690, 0, 0.130)]
    clay.trunk(tail, [0.036, 0.050, 0.068, 0.066, 0.012], [0.034, 0.046, 0.058, 0.056, 0.012])
    for k in range(3):
        clay.cut([(-0.575 - 0.008 * k, 0.46 - 0.08 * k), (-0.640 - 0.008 * k, 0.34 - 0.07 * k)], 0.011)
    _wolf_head(clay)
    for x, z in ((0.12, 0.695), (0.19, 0.722), (0.26, 0.745), (0.33, 0.765), (0.40, 0.785)):  # mane
        clay.spike((x + 0.05, 0, z - 0.055), (x - 0.050, 0, z + 0.016), 0.048, 0.035)
    for k in range(4):  # locks of the ruff
        x = 0.425 - 0.072 * k
        clay.cut([(x, 0.715 - 0.012 * k), (x - 0.030, 0.640), (x - 0.072, 0.575)], 0.013)
    for k in range(4):  # ribs of a hungry animal
        clay.cut([(0.080 - 0.062 * k, 0.560), (0.060 - 0.062 * k, 0.490 + 0.012 * k)], 0.010)
    clay.hair([(0.02 - 0.055 * k, 0.600 - 0.004 * (k % 2)) for k in range(4)], (-0.055, -0.012), 0.0065)
    clay.hair([(0.13 - 0.060 * k, 0.435 + 0.012 * k) for k in range(5)], (-0.055, -0.006), 0.0065)
    clay.hair([(-0.30 + 0.03 * (k % 2), 0.60 - 0.045 * k) for k in range(5)], (-0.050, -0.030), 0.0065)
    clay.hair([(0.27 - 0.03 * (k % 2), 0.55 - 0.045 * k) for k in range(4)], (-0.045, -0.035), 0.0065)
    clay.cut([(0.325, 0.60), (0.335, 0.48), (0.285, 0.385)], 0.012)  # shoulder
    clay.cut([(-0.205, 0.60), (-0.190, 0.50), (-0.215, 0.40)], 0.012)  # thigh
    return clay


def _lean_leg(
    clay: Beast, path: list[tuple[float, float]], side: int, radii: Sequence[float], step: float
) -> None:
    """A dog's leg on a narrow paw."""
    middle = path[0][0]
    spread = (0.0, 0.3, 0.7, 1.0)
    line = [
        (x + (x - middle) * (step - 1) * s, side * y, z)
        for (x, z), s, y in zip(path, spread, (0.055, 0.078, 0.080, 0.080), strict=True)
    ]
    clay.bend(line, radii, 0.025)
    x, y = line[-1][0], line[-1][1]
    clay.ball((x + 0.030, y, 0.034), (0.072, 0.046, 0.036), 0.02)
    for k in (-0.5, 0.5):
        clay.limb([(x + 0.112, y + 0.030 * k, 0.045), (x + 0.075, y + 0.026 * k, 0.072)], 0.005, 0.006, True)


def _wolf_head(clay: Beast) -> None:
    """Long jaws wide open, fangs, tongue, ears pricked."""
    clay.ball((0.545, 0, 0.715), (0.115, 0.092, 0.082), 0.03)
    clay.ball((0.500, 0, 0.660), (0.085, 0.088, 0.075), 0.03)
    clay.trunk(
        [(0.585, 0, 0.722), (0.700, 0, 0.722), (0.830, 0, 0.726)],
        [0.056, 0.043, 0.034],
        [0.058, 0.044, 0.036],
    )
    clay.trunk(
        [(0.545, 0, 0.645), (0.640, 0, 0.575), (0.755, 0, 0.515)],
        [0.046, 0.032, 0.022],
        [0.052, 0.040, 0.026],
    )
    clay.ball((0.868, 0, 0.745), (0.024, 0.030, 0.022), 0.008)  # nose
    clay.trunk(
        [(0.570, 0, 0.650), (0.660, 0, 0.612), (0.735, 0, 0.572)], [0.018] * 3, [0.028, 0.026, 0.016], 0.01
    )
    for side in SIDES:
        clay.ball((0.470, side * 0.080, 0.640), (0.060, 0.034, 0.062), 0.03)  # ruff of the cheek
        clay.spike((0.440, side * 0.085, 0.615), (0.375, side * 0.118, 0.555), 0.036, 0.02)
        clay.limb(
            [(0.485, side * 0.058, 0.770), (0.455, side * 0.070, 0.850), (0.440, side * 0.072, 0.912)],
            [0.046, 0.030, 0.006],
            0.012,
        )
        clay.limb(
            [(0.510, side * 0.068, 0.800), (0.472, side * 0.080, 0.870)], [0.024, 0.008], 0.006, carve=True
        )
        clay.limb([(0.570, side * 0.062, 0.778), (0.650, side * 0.040, 0.756)], [0.026, 0.014], 0.015)  # brow
        clay.spike((0.815, side * 0.026, 0.705), (0.806, side * 0.026, 0.632), 0.017, 0.004)
        clay.spike((0.738, side * 0.019, 0.525), (0.752, side * 0.020, 0.592), 0.014, 0.004)
        for k in range(3):
            clay.spike(
                (0.760 - 0.045 * k, side * 0.034, 0.700),
                (0.757 - 0.045 * k, side * 0.033, 0.660),
                0.014,
                0.004,
            )
        clay.ball((0.872, side * 0.020, 0.738), 0.009, 0.004, carve=True)
        clay.limb([(0.700, side * 0.052, 0.752), (0.800, side * 0.044, 0.745)], 0.007, 0.006, carve=True)
    clay.eye(0.600, 0.745, 0.021)
