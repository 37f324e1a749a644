"""An ibex in clay that lies on its side, for cast figures.

It is modelled as if it stood, looking along +x, and must be laid down on its +y side by a turn
about x of about -75 degrees; height 0 is the middle of its trunk. About 1.2 units long.
"""

from __future__ import annotations

import numpy as np

from .beast_clay import SIDES, Beast, smoothed

KNOTS = 12  # ridges of a horn


def lying_ibex(cell: float) -> Beast:
    """Slack legs, head stretched out, knotted horns in a wide bow over the back."""
    clay = Beast((-0.62, -0.30, -0.62), (0.84, 0.30, 0.92), cell)
    clay.trunk(
        [(-0.37, 0, 0.010), (-0.20, 0, 0.0), (0.0, 0, -0.010), (0.18, 0, -0.005), (0.30, 0, 0.030)],
        [0.130, 0.140, 0.158, 0.165, 0.130],
        [0.125, 0.130, 0.150, 0.140, 0.105],
    )
    clay.ball((0.200, 0, 0.110), (0.130, 0.080, 0.075), 0.05)  # withers
    clay.ball((-0.340, 0, 0.050), (0.140, 0.110, 0.100), 0.05)
    clay.trunk(
        [(0.27, 0, 0.040), (0.38, 0.015, 0.130), (0.47, 0.035, 0.235)],
        [0.140, 0.105, 0.082],
        [0.105, 0.085, 0.072],
    )
    clay.trunk(
        [(-0.44, 0, 0.100), (-0.52, -0.02, 0.165), (-0.555, -0.03, 0.155)],
        [0.040, 0.034, 0.010],
        [0.040, 0.034, 0.010],
    )
    fore = (
        ([(0.245, -0.03), (0.225, -0.185), (0.375, -0.285), (0.270, -0.385), (0.250, -0.425)], -1),
        ([(0.245, -0.03), (0.270, -0.165), (0.475, -0.190), (0.480, -0.350), (0.510, -0.390)], 1),
    )
    hind = (
        ([(-0.310, -0.02), (-0.120, -0.155), (-0.310, -0.290), (-0.140, -0.385), (-0.095, -0.400)], -1),
        ([(-0.310, -0.02), (-0.190, -0.165), (-0.425, -0.265), (-0.345, -0.425), (-0.310, -0.465)], 1),
    )
    for path, side in fore:
        _leg(clay, path, side, (0.095, 0.060, 0.042, 0.030, 0.030))
    for path, side in hind:
        _leg(clay, path, side, (0.120, 0.080, 0.044, 0.031, 0.031))
    clay.ball((0.225, -0.105, -0.010), (0.095, 0.050, 0.150), 0.03, (0, 10, 0))  # shoulder
    clay.ball((-0.290, -0.100, -0.020), (0.125, 0.055, 0.150), 0.03, (0, -24, 0))  # haunch
    _head(clay)
    clay.cut([(0.120, 0.120), (0.105, 0.0), (0.150, -0.110), (0.230, -0.150)], 0.013)
    clay.cut([(-0.230, 0.135), (-0.150, 0.040), (-0.155, -0.070), (-0.215, -0.120)], 0.013)
    for k in range(4):  # ribs
        x = 0.062 - 0.052 * k
        clay.cut([(x, 0.085 - 0.006 * k), (x - 0.020, 0.0), (x - 0.010, -0.085)], 0.010)
    for k in range(4):  # mane of the throat
        x, z = 0.420 - 0.038 * k, 0.135 - 0.046 * k
        clay.cut([(x, z), (x + 0.014, z - 0.060)], 0.010)
    clay.hair(
        [(0.24 + 0.045 * (k % 2) - 0.01 * k, 0.05 - 0.03 * k) for k in range(5)], (-0.05, -0.030), 0.0065
    )
    clay.hair([(-0.33 + 0.05 * (k % 3), 0.08 - 0.030 * k) for k in range(6)], (-0.05, -0.030), 0.0065)
    clay.hair([(-0.10 + 0.050 * k, -0.105 - 0.006 * (k % 2)) for k in range(5)], (-0.045, -0.012), 0.0065)
    clay.hair([(0.30 + 0.030 * k, 0.165 + 0.040 * k) for k in range(4)], (-0.035, -0.035), 0.0065)
    return clay


def _leg(clay: Beast, path: list[tuple[float, float]], side: int, radii: tuple[float, ...]) -> None:
    """A leg with a knotty joint and a cloven hoof; the upper one lies over the lower."""
    depth = (0.060, 0.075, 0.030, -0.010, -0.020) if side > 0 else (-0.060, -0.105, -0.085, -0.065, -0.060)
    line = [(x, y, z) for (x, z), y in zip(path, depth, strict=True)]
    clay.bend(line, radii, 0.022)
    clay.ball(line[2], radii[2] * 1.06, 0.02)  # knee, hock
    foot, tip = np.array(line[-2]), np.array(line[-1])
    way = (tip - foot) / np.linalg.norm(tip - foot)
    across = np.array((-way[2], 0, way[0]))
    clay.ball(foot + across * 0.016, 0.036, 0.015)  # fetlock
    for part in (-1, 1):  # the two toes
        toe = [tip, tip + way * 0.045 + across * part * 0.010, tip + way * 0.085 + across * part * 0.014]
        clay.limb(toe, [0.031, 0.033, 0.020], 0.003)


def _head(clay: Beast) -> None:
    """A goat's long face with beard, ear and the great horns."""
    y = 0.060  # the head sinks to the floor
    clay.ball((0.500, y, 0.285), (0.098, 0.076, 0.088), 0.03)
    clay.trunk(
        [(0.520, y, 0.275), (0.620, y, 0.215), (0.720, y, 0.145)],
        [0.080, 0.062, 0.044],
        [0.068, 0.052, 0.040],
        0.02,
    )
    clay.ball((0.735, y, 0.140), (0.040, 0.042, 0.044), 0.015, (0, 35, 0))
    clay.trunk([(0.530, y, 0.205), (0.620, y, 0.145)], [0.052, 0.034], [0.052, 0.040], 0.02)  # jaw
    clay.trunk(  # beard
        [(0.655, y, 0.120), (0.660, y, 0.045), (0.625, y, -0.040)],
        [0.042, 0.034, 0.008],
        [0.036, 0.028, 0.008],
        0.012,
    )
    for k in range(2):
        clay.cut([(0.645 + 0.026 * k, 0.090), (0.640 + 0.020 * k, 0.010)], 0.008)
    clay.limb([(0.560, y, 0.345), (0.680, y, 0.225)], [0.030, 0.022], 0.02)  # bridge of the nose
    for side in SIDES:
        ear = [
            (0.440, y + side * 0.060, 0.285),
            (0.375, y + side * 0.110, 0.265),
            (0.320, y + side * 0.125, 0.245),
        ]
        clay.trunk(ear, [0.026, 0.034, 0.006], [0.016, 0.016, 0.006], 0.010)
        clay.limb(
            [(0.425, y + side * 0.080, 0.282), (0.345, y + side * 0.135, 0.255)], [0.008, 0.008], 0.008, True
        )
        clay.limb(
            [(0.762, y + side * 0.020, 0.150), (0.748, y + side * 0.036, 0.172)], 0.008, 0.005, carve=True
        )
        _horn(clay, side, y)
    clay.cut([(0.770, 0.112), (0.715, 0.108), (0.665, 0.140)], 0.009)
    clay.eye(0.555, 0.300, 0.024)


def _horn(clay: Beast, side: int, sink: float) -> None:
    """A horn of a wide bow, with knots on its outer edge."""
    bow = [(0.480, 0.340), (0.500, 0.470), (0.465, 0.620), (0.370, 0.745), (0.230, 0.810), (0.080, 0.800)]
    bow += [(-0.045, 0.725), (-0.120, 0.620), (-0.140, 0.530)]
    out = np.linspace(0.036, 0.115, len(bow))
    line, _ = smoothed([(x, sink + side * o, z) for (x, z), o in zip(bow, out, strict=True)], 150)
    t = np.linspace(0, 1, len(line))
    clay.limb(line, 0.050 - 0.036 * t, 0.010)
    way = np.gradient(line, axis=0)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    front = np.stack([way[:, 2], 0 * t, -way[:, 0]], -1)  # away from the middle of the bow
    for k in range(KNOTS):
        i = int((0.06 + 0.80 * k / KNOTS) * len(line))
        size = (0.050 - 0.036 * t[i]) * 1.02
        clay.ball(
            line[i] + front[i] * size * 0.45,
            (size * 0.44, size * 1.06, size * 0.92),
            0.008,
            (0, _lean(way[i]), 0),
        )


def _lean(way: np.ndarray) -> float:
    """Return the turn about y, in degrees, that brings the x axis along a way in side view."""
    return float(-np.degrees(np.arctan2(way[2], way[0])))
