"""Standing and lying animals in clay, for cast figures.

All look along +x, stand on height 0 and are about 1.4 units long; place them scaled.
"""

from __future__ import annotations

import numpy as np

from .clay import Clay


def _arc(points: list[tuple[float, float, float]], count: int) -> np.ndarray:
    """Resample a line of points and smooth it."""
    p = np.asarray(points, float)
    run = np.r_[0, np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))]
    t = np.linspace(0, run[-1], count)
    line = np.stack([np.interp(t, run, p[:, k]) for k in range(3)], -1)
    for _ in range(count // 4):
        line[1:-1] = (line[:-2] + 2 * line[1:-1] + line[2:]) / 4
    return line


def _legs(clay: Clay, legs: list[list[tuple[float, float]]], side: float, radii: list[float]) -> None:
    """Four legs given in profile: fore near, fore far, hind near, hind far."""
    for k, leg in enumerate(legs):
        y = side if k % 2 == 0 else -side
        path = [(x, y * (0.85 if i == 0 else 1.0), z) for i, (x, z) in enumerate(leg)]
        clay.limb(path, radii, 0.04)


def snow_leopard(cell: float) -> Clay:
    """A walking snow leopard with its thick tail curled at the tip, and punched spots."""
    clay = Clay((-1.02, -0.26, -0.04), (0.78, 0.26, 0.80), cell)
    clay.ball((0.0, 0, 0.42), (0.36, 0.135, 0.140), 0.06)
    clay.ball((0.25, 0, 0.43), (0.19, 0.145, 0.170), 0.06)
    clay.ball((-0.28, 0, 0.43), (0.19, 0.145, 0.165), 0.06)
    clay.limb([(0.30, 0, 0.48), (0.47, 0, 0.56)], [0.125, 0.105], 0.05)
    clay.ball((0.535, 0, 0.585), (0.125, 0.125, 0.110), 0.03)
    clay.ball((0.640, 0, 0.550), (0.075, 0.080, 0.064), 0.03)
    clay.ball((0.700, 0, 0.582), (0.020, 0.032, 0.018), 0.01)
    _legs(
        clay,
        [
            [(0.30, 0.38), (0.33, 0.22), (0.28, 0.06)],
            [(0.30, 0.38), (0.42, 0.23), (0.46, 0.06)],
        ],
        0.095,
        [0.105, 0.068, 0.056],
    )
    _legs(
        clay,
        [
            [(-0.30, 0.40), (-0.22, 0.26), (-0.36, 0.17), (-0.32, 0.06)],
            [(-0.30, 0.40), (-0.34, 0.27), (-0.50, 0.18), (-0.50, 0.06)],
        ],
        0.095,
        [0.125, 0.085, 0.058, 0.052],
    )
    for x, side in ((0.31, 1), (0.49, -1), (-0.29, 1), (-0.47, -1)):
        clay.ball((x, side * 0.095, 0.042), (0.095, 0.068, 0.046), 0.03)
    tail = [
        (-0.42, 0, 0.47),
        (-0.58, 0, 0.38),
        (-0.68, 0, 0.22),
        (-0.78, 0, 0.13),
        (-0.90, 0, 0.16),
        (-0.93, 0, 0.27),
    ]
    tail += [(-0.86, 0, 0.34), (-0.80, 0, 0.30)]
    clay.limb(_arc(tail, 30), np.linspace(0.052, 0.058, 30), 0.03)
    for side in (1, -1):
        clay.ball((0.475, side * 0.092, 0.690), (0.030, 0.052, 0.056), 0.015)
        clay.ball((0.500, side * 0.096, 0.695), (0.024, 0.030, 0.034), 0.006, carve=True)
        clay.ball((0.620, side * 0.075, 0.622), 0.030, 0.008, carve=True)
        clay.ball((0.612, side * 0.066, 0.620), 0.022, 0.003)
        clay.limb(
            [(0.715, 0, 0.535), (0.670, side * 0.064, 0.520), (0.600, side * 0.085, 0.522)],
            0.010,
            0.006,
            carve=True,
        )
        for x, z in (
            (-0.34, 0.50),
            (-0.24, 0.44),
            (-0.14, 0.49),
            (-0.05, 0.42),
            (0.05, 0.49),
            (0.14, 0.42),
            (0.23, 0.50),
        ):
            clay.ball((x, side * 0.150, z), (0.032, 0.034, 0.032), 0.010, carve=True)
        for x, z in ((-0.30, 0.34), (0.27, 0.36), (0.36, 0.45)):
            clay.ball((x, side * 0.160, z), (0.030, 0.034, 0.030), 0.010, carve=True)
    return clay


def wolf(cell: float) -> Clay:
    """A wolf that creeps up with its head low and its teeth bared."""
    clay = Clay((-0.80, -0.24, -0.04), (0.92, 0.24, 0.86), cell)
    clay.ball((0.0, 0, 0.50), (0.36, 0.105, 0.110), 0.05)
    clay.ball((0.23, 0, 0.50), (0.18, 0.125, 0.165), 0.05)
    clay.ball((-0.28, 0, 0.50), (0.17, 0.120, 0.145), 0.05)
    clay.limb([(0.26, 0, 0.58), (0.46, 0, 0.58)], [0.130, 0.095], 0.04)
    clay.ball((0.525, 0, 0.585), (0.115, 0.095, 0.085), 0.03)
    clay.limb([(0.58, 0, 0.580), (0.78, 0, 0.545)], [0.056, 0.036], 0.025)
    clay.limb([(0.55, 0, 0.530), (0.74, 0, 0.470)], [0.040, 0.024], 0.015)
    clay.limb([(0.64, -0.10, 0.520), (0.64, 0.10, 0.520)], 0.010, 0.004, carve=True)
    clay.ball((0.815, 0, 0.556), (0.018, 0.026, 0.018), 0.008)
    _legs(
        clay,
        [
            [(0.26, 0.46), (0.27, 0.26), (0.25, 0.05)],
            [(0.26, 0.46), (0.40, 0.28), (0.44, 0.05)],
        ],
        0.080,
        [0.095, 0.048, 0.036],
    )
    _legs(
        clay,
        [
            [(-0.29, 0.47), (-0.22, 0.32), (-0.35, 0.20), (-0.31, 0.05)],
            [(-0.29, 0.47), (-0.34, 0.32), (-0.50, 0.21), (-0.50, 0.05)],
        ],
        0.080,
        [0.110, 0.066, 0.040, 0.036],
    )
    for x, side in ((0.27, 1), (0.46, -1), (-0.29, 1), (-0.48, -1)):
        clay.ball((x, side * 0.080, 0.034), (0.074, 0.048, 0.036), 0.02)
    tail = [(-0.40, 0, 0.54), (-0.52, 0, 0.48), (-0.60, 0, 0.34), (-0.62, 0, 0.20), (-0.66, 0, 0.12)]
    clay.limb(
        _arc(tail, 20), np.interp(np.linspace(0, 1, 20), (0, 0.5, 0.8, 1), (0.034, 0.060, 0.055, 0.012)), 0.03
    )
    for side in (1, -1):
        clay.limb([(0.470, side * 0.062, 0.645), (0.440, side * 0.080, 0.775)], [0.042, 0.010], 0.012)
        clay.ball((0.590, side * 0.064, 0.618), 0.022, 0.006, carve=True)
        clay.ball((0.586, side * 0.058, 0.616), 0.016, 0.003)
        clay.limb(
            [(0.79, side * 0.026, 0.520), (0.66, side * 0.052, 0.540), (0.57, side * 0.080, 0.535)],
            0.011,
            0.006,
            carve=True,
        )
        for k in range(4):  # locks of the mane
            clay.limb(
                [(0.38 - 0.06 * k, side * 0.10, 0.66 - 0.01 * k), (0.34 - 0.07 * k, side * 0.135, 0.54)],
                [0.014, 0.006],
                0.010,
                carve=True,
            )
    return clay


def lying_ibex(cell: float) -> Clay:
    """An ibex on folded legs, its knotted horns in a high bow over the back."""
    clay = Clay((-0.56, -0.34, -0.04), (0.74, 0.34, 1.02), cell)
    clay.ball((0.0, 0, 0.19), (0.38, 0.165, 0.165), 0.05)
    clay.ball((0.22, 0, 0.21), (0.18, 0.160, 0.175), 0.05)
    clay.limb([(0.26, 0, 0.28), (0.41, 0, 0.53)], [0.140, 0.078], 0.05)
    clay.ball((0.455, 0, 0.585), (0.095, 0.074, 0.072), 0.03)
    clay.limb([(0.50, 0, 0.570), (0.63, 0, 0.505)], [0.058, 0.040], 0.02)
    clay.limb([(0.600, 0, 0.465), (0.590, 0, 0.350)], [0.026, 0.006], 0.012)
    clay.limb([(-0.37, 0, 0.28), (-0.45, 0, 0.33)], [0.034, 0.014], 0.02)
    for side in (1, -1):
        clay.ball((-0.22, side * 0.105, 0.19), (0.185, 0.100, 0.160), 0.03)
        clay.limb(
            [(-0.10, side * 0.16, 0.15), (0.04, side * 0.20, 0.050), (-0.22, side * 0.215, 0.042)],
            [0.080, 0.048, 0.036],
            0.02,
        )
        clay.limb(
            [(0.26, side * 0.13, 0.16), (0.43, side * 0.16, 0.055), (0.19, side * 0.180, 0.042)],
            [0.085, 0.048, 0.036],
            0.02,
        )
        clay.limb([(0.40, side * 0.065, 0.600), (0.33, side * 0.170, 0.605)], [0.030, 0.012], 0.012)
        clay.ball((0.520, side * 0.058, 0.605), 0.020, 0.005, carve=True)
        clay.ball((0.516, side * 0.053, 0.603), 0.015, 0.002)
        clay.limb([(0.650, side * 0.010, 0.478), (0.590, side * 0.046, 0.500)], 0.008, 0.005, carve=True)
        horn = [
            (0.44, side * 0.040, 0.640),
            (0.42, side * 0.055, 0.780),
            (0.32, side * 0.080, 0.900),
            (0.16, side * 0.105, 0.940),
        ]
        horn += [(0.00, side * 0.125, 0.890), (-0.11, side * 0.135, 0.780), (-0.15, side * 0.135, 0.660)]
        line = _arc(horn, 90)
        t = np.linspace(0, 1, 90)
        clay.limb(line, (0.050 - 0.034 * t) * (1 + 0.20 * np.sin(t * 2 * np.pi * 13)), 0.010)
    return clay


def raven(cell: float) -> Clay:
    """A raven with folded wings and a heavy beak."""
    clay = Clay((-0.76, -0.26, -0.04), (0.62, 0.26, 0.84), cell)
    clay.ball((0.0, 0, 0.38), (0.30, 0.170, 0.190), 0.05, (0, 18, 0))
    clay.limb([(0.16, 0, 0.50), (0.26, 0, 0.62)], [0.130, 0.105], 0.05)
    clay.ball((0.27, 0, 0.64), (0.115, 0.100, 0.100), 0.03)
    clay.limb([(0.33, 0, 0.640), (0.45, 0, 0.620), (0.55, 0, 0.560)], [0.058, 0.042, 0.012], 0.015)
    clay.box((-0.46, 0, 0.26), (0.20, 0.085, 0.026), 0.03, (0, -26, 0), corner=0.02)
    for side in (1, -1):
        clay.ball((-0.10, side * 0.150, 0.390), (0.34, 0.050, 0.125), 0.012, (0, 22, side * 8))
        for k in range(3):
            clay.limb(
                [(0.06 - 0.05 * k, side * 0.205, 0.40 - 0.05 * k), (-0.34, side * 0.175, 0.28 - 0.035 * k)],
                [0.006, 0.010],
                0.008,
                carve=True,
            )
        clay.ball((0.335, side * 0.078, 0.672), 0.022, 0.005, carve=True)
        clay.ball((0.330, side * 0.070, 0.670), 0.017, 0.002)
        clay.limb([(0.04, side * 0.075, 0.24), (0.05, side * 0.080, 0.03)], [0.050, 0.028], 0.02)
        clay.limb([(-0.03, side * 0.080, 0.020), (0.16, side * 0.085, 0.020)], [0.026, 0.018], 0.01)
    return clay
