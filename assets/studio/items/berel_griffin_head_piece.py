"""BEREL-03: griffin in the round that crowned a horse's head, carved wood with gold foil.

Lion's body and the beak of a bird of prey, seated, with the pointed ears and the mane of rays
of its Persian kin. Wings are not named for the piece and are not shown; the foot is plain.
"""

from __future__ import annotations

import numpy as np

from .. import carving, materials, scene
from ..clay import Clay
from ..curves import ellipse, ring, spiral, spline
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/berel/media/griffin-head-piece.jpg",
        (2400, 1800),
        standing=True,
        tilt=73,
        yaw=24,
        fill=0.86,
        key=80,
        strip=34,
    ),
    "profile": Shot(
        "content/berel/media/griffin-head-piece-profile.jpg",
        (1600, 1200),
        standing=True,
        tilt=74,
        yaw=-4,
        fill=0.86,
        key=80,
        strip=34,
    ),
}


def build(draft: bool = False) -> None:
    clay = Clay((-0.56, -0.24, -0.03), (0.46, 0.24, 1.22), 0.0050 if draft else 0.0026)
    _body(clay)
    _head(clay)
    _details(clay)
    thing = clay.skin(materials.foiled_wood(1.2, axis="Z"), "griffin")
    carving.turn_out(thing)
    carving.knife_marks(thing, 0.034, 0.0034, (1, 1, 1.8), 3)
    carving.hollows(thing, 0.012)
    carving.foil_where(thing, _foil)
    scene.ground(dim=True)


def _foil(points: np.ndarray, normals: np.ndarray) -> np.ndarray:
    """Most of the foil is left on head and breast, little on the back, none under the foot."""
    left = 0.40 + 0.22 * np.clip((points[:, 2] - 0.45) / 0.5, 0, 1) + 0.10 * np.clip(normals[:, 0], -1, 1)
    return np.where(points[:, 2] < 0.062, 0.08, left)


def _line(points: list, steps: int = 10) -> np.ndarray:
    """A spline in space through points that lie in a plane y = constant, given as (x, y, z)."""
    p = np.asarray(points, float)
    flat = spline(p[:, [0, 2]], steps=steps)
    y = np.interp(np.linspace(0, 1, len(flat)), np.linspace(0, 1, len(p)), p[:, 1])
    return np.c_[flat[:, 0], y, flat[:, 1]]


def _limb(clay: Clay, points: list, radii: list[float], blend: float = 0.03, carve: bool = False) -> None:
    line = _line(points)
    wide = np.interp(np.linspace(0, 1, len(line)), np.linspace(0, 1, len(radii)), radii)
    clay.limb(line, wide, blend, carve)


def _body(clay: Clay) -> None:
    clay.box((-0.08, 0, 0.028), (0.3612, 0.1663, 0.0282), 0.010, corner=0.016)
    _limb(
        clay,
        [(-0.24, 0, 0.20), (-0.18, 0, 0.34), (-0.06, 0, 0.48), (0.04, 0, 0.58)],
        [0.135, 0.135, 0.14, 0.13],
        0.04,
    )
    clay.ball((0.085, 0, 0.52), (0.115, 0.120, 0.17), 0.05, (0, -14, 0))
    clay.ball((-0.10, 0, 0.34), (0.15, 0.11, 0.15), 0.04)
    for side in (-1, 1):
        y = side
        clay.ball((-0.19, y * 0.105, 0.205), (0.165, 0.070, 0.150), 0.035, (0, 24, 0))
        _limb(
            clay,
            [(-0.09, y * 0.125, 0.20), (-0.10, y * 0.135, 0.10), (-0.02, y * 0.135, 0.085)],
            [0.075, 0.05, 0.045],
        )
        _paw(clay, (0.035, y * 0.135, 0.082))
        _limb(
            clay,
            [
                (0.100, y * 0.080, 0.50),
                (0.150, y * 0.098, 0.36),
                (0.145, y * 0.100, 0.22),
                (0.150, y * 0.100, 0.09),
            ],
            [0.085, 0.062, 0.048, 0.046],
        )
        _paw(clay, (0.190, y * 0.100, 0.084))
    tail = [(-0.32, 0.0, 0.12), (-0.42, 0.01, 0.13), (-0.475, 0.02, 0.24), (-0.430, 0.02, 0.36)]
    tail += [(-0.400, 0.015, 0.46), (-0.440, 0.01, 0.555), (-0.500, 0.01, 0.560)]
    _limb(clay, tail, [0.046, 0.036, 0.031, 0.030, 0.034, 0.042, 0.012], 0.02)


def _paw(clay: Clay, at: tuple[float, float, float]) -> None:
    x, y, z = at
    clay.ball((x, y, z), (0.074, 0.050, 0.036), 0.016)
    for k in (-1, 0, 1):
        clay.ball((x + 0.052, y + k * 0.026, z - 0.004), (0.034, 0.017, 0.026), 0.006)


def _head(clay: Clay) -> None:
    _limb(
        clay,
        [(0.03, 0, 0.56), (0.060, 0, 0.70), (0.085, 0, 0.82), (0.13, 0, 0.90)],
        [0.125, 0.110, 0.098, 0.092],
        0.04,
    )
    clay.ball((0.130, 0, 0.905), (0.118, 0.096, 0.100), 0.03, (0, 8, 0))
    # Upper beak: high at the root, hooked; the lower one short.
    _limb(
        clay,
        [(0.190, 0, 0.915), (0.270, 0, 0.925), (0.345, 0, 0.895), (0.384, 0, 0.830), (0.376, 0, 0.772)],
        [0.078, 0.070, 0.052, 0.030, 0.006],
        0.016,
    )
    _limb(clay, [(0.170, 0, 0.845), (0.250, 0, 0.826), (0.312, 0, 0.815)], [0.052, 0.036, 0.010], 0.008)
    gape = [(0.336, 0, 0.812), (0.285, 0, 0.846), (0.205, 0, 0.868)]
    for y in (-0.08, -0.04, 0.0, 0.04, 0.08):
        _limb(clay, [(a, y, c) for a, _, c in gape], [0.016, 0.014, 0.008], 0.006, carve=True)
    for side in (-1, 1):
        # Ear: a pointed leaf, hollowed in front.
        _limb(
            clay,
            [
                (0.085, side * 0.062, 0.965),
                (0.045, side * 0.082, 1.06),
                (0.012, side * 0.090, 1.135),
                (-0.012, side * 0.092, 1.19),
            ],
            [0.040, 0.046, 0.030, 0.005],
            0.012,
        )
        _limb(
            clay,
            [(0.100, side * 0.098, 1.00), (0.072, side * 0.112, 1.06), (0.036, side * 0.112, 1.13)],
            [0.012, 0.024, 0.006],
            0.008,
            carve=True,
        )
        # Brow and cere stand out.
        brow = carving.on_side(
            clay, spline([(0.070, 0.930), (0.110, 0.972), (0.170, 0.976), (0.214, 0.944)]), side
        )
        clay.limb(brow[::3], 0.018, 0.010)
        cere = carving.on_side(
            clay, spline([(0.196, 0.985), (0.226, 0.940), (0.218, 0.885), (0.186, 0.850)]), side
        )
        clay.limb(cere[::3], 0.0155, 0.008)
    for k in range(9):  # mane of rays along the nape
        t = k / 8
        root = spline(
            [(0.110, 0.985), (0.040, 0.935), (0.000, 0.83), (-0.030, 0.72), (-0.075, 0.60), (-0.13, 0.50)]
        )
        x, z = root[int(t * (len(root) - 1))]
        away = np.array([-np.cos(np.radians(58 - 46 * t)), np.sin(np.radians(58 - 46 * t))])
        for y in (-0.012, 0.012):
            clay.limb(
                [
                    (x, y, z),
                    (x + 0.075 * away[0], y * 0.8, z + 0.075 * away[1]),
                    (x + 0.142 * away[0], 0, z + 0.142 * away[1] + 0.016),
                ],
                [0.032, 0.027, 0.006],
                0.005,
            )


def _details(clay: Clay) -> None:
    for side in (-1, 1):  # eyes: a ring cut in, a ball left standing
        centre = (0.150, 0.924)
        eye = carving.on_side(clay, [centre, (centre[0] + 0.02, centre[1])], side)[0]
        clay.limb(carving.on_side(clay, ring(ellipse(centre, 0.031)), side)[::2], 0.0085, 0.004, carve=True)
        clay.ball((eye[0], eye[1] - side * 0.004, eye[2]), 0.020, 0.003)
    cut = [
        spline([(0.236, 0.972), (0.300, 0.955), (0.352, 0.905), (0.372, 0.845)]),  # edge of the beak
        spiral((0.262, 0.925), 0.020, 0.005, 120, 420),  # nostril
        spline([(0.060, 0.870), (0.096, 0.838), (0.146, 0.836), (0.184, 0.862)]),  # cheek
        spline([(0.046, 0.850), (0.088, 0.812), (0.150, 0.806)]),
        spiral((-0.205, 0.235), 0.082, 0.012, 40, 480),  # thigh
        spline([(-0.060, 0.300), (-0.035, 0.220), (-0.075, 0.130), (-0.150, 0.095)]),
        spline([(0.030, 0.590), (0.010, 0.490), (0.030, 0.400), (0.090, 0.340)]),  # shoulder
        spiral((0.095, 0.500), 0.060, 0.010, 200, 600),
    ]
    for k in range(3):  # ribs
        x = -0.045 - 0.042 * k
        cut.append(
            spline(
                [(x + 0.02, 0.480 - 0.03 * k), (x - 0.01, 0.430 - 0.03 * k), (x + 0.005, 0.370 - 0.03 * k)]
            )
        )
    for line in cut:
        carving.engrave(clay, line, 0.0085)
    for row in range(4):  # feathers of the neck and breast
        z = 0.775 - 0.062 * row
        for k in range(4):
            x = 0.000 + 0.052 * k + 0.026 * (row % 2) + 0.004 * row
            carving.engrave(
                clay,
                spline(
                    [
                        (x - 0.027, z + 0.016),
                        (x - 0.018, z - 0.018),
                        (x, z - 0.032),
                        (x + 0.018, z - 0.018),
                        (x + 0.027, z + 0.016),
                    ]
                ),
                0.0065,
            )
    for x, y in ((0.035, 0.135), (0.190, 0.100)):  # toes
        for side in (-1, 1):
            for k in (-0.5, 0.5):
                yy = side * y + k * 0.027
                clay.limb(
                    [(x + 0.02, yy, 0.122), (x + 0.075, yy, 0.098), (x + 0.092, yy, 0.07)],
                    0.0055,
                    0.003,
                    carve=True,
                )
