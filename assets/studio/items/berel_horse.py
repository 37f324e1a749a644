"""BEREL-13: reconstruction of a horse of kurgan 11 with bridle, horned mask and saddle; a small figure.

A bay coat is one of several that the horses had. Mask with ibex horns, felt saddle and
gilded tack follow the other records; the order of the straps and plaques is simplified.
"""

from __future__ import annotations

import numpy as np

from .. import carving, felt_saddle, horse, materials, meshes, scene
from ..applique import dyed_felt
from ..clay import Clay
from ..curves import spline
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/berel/media/berel-horse.jpg",
        (2400, 1800),
        standing=True,
        tilt=74,
        yaw=24,
        fill=0.88,
        key=140,
        strip=48,
        low=32,
    ),
    "detail": Shot(
        "content/berel/media/berel-horse-detail.jpg",
        (1600, 1200),
        standing=True,
        tilt=74,
        yaw=34,
        fill=0.88,
        zoom=2.1,
        shift=(0.27, 0.24),
        key=140,
        strip=48,
        low=32,
    ),
}


def build(draft: bool = False) -> None:
    cell = 0.0052 if draft else 0.0030
    body = horse.body(cell)
    horse.skin(body)
    _mask(cell * 0.75)
    _horns()
    horse.mane_and_tail(body, 700 if draft else 1500)
    _saddle(0.5 if draft else 1.0)
    _harness(body)
    scene.ground(dim=True)


def _mask(cell: float) -> None:
    """A leather mask over the face: the head grown by its thickness, with holes for the eyes."""
    clay = Clay((0.40, -0.11, 0.66), (0.78, 0.11, 1.10), cell)
    horse.head(clay, 0.0085)
    turn = (0, 40, 0)
    clay.box((0.735, 0, 0.720), (0.060, 0.2, 0.20), 0.006, turn, carve=True)  # ends above the nostrils
    clay.box((0.405, 0, 0.900), (0.030, 0.2, 0.30), 0.006, turn, carve=True)  # and behind the cheek
    for y in horse.SIDES:
        clay.ball((0.568, y * 0.062, 0.951), (0.026, 0.024, 0.018), 0.004, (0, 30, 0), carve=True)
    thing = clay.skin(materials.leather((0.150, 0.040, 0.022), (0.060, 0.016, 0.010), 3.2), "mask")
    carving.turn_out(thing)
    carving.hollows(thing, 0.010)
    gold = materials.gold(2.4, occlusion=0.015)
    for run in (
        [
            (0.520, 0.0, 1.040),
            (0.560, 0.0, 1.010),
            (0.610, 0.0, 0.960),
            (0.655, 0.0, 0.895),
            (0.690, 0.0, 0.840),
        ],
    ):
        line = _between(run, 22)
        line = carving.cling(clay, line, 0.001)
        meshes.tube(line, 0.0075, gold, sides=14)
    eye_gloss = materials.leather((0.010, 0.006, 0.004), (0.004, 0.003, 0.002), 6)
    for y in horse.SIDES:
        ball = Clay((0.53, -0.1, 0.92), (0.61, 0.1, 0.98), 0.003)
        ball.ball((0.566, y * 0.050, 0.950), (0.019, 0.015, 0.016), 0.002)
        ball.skin(eye_gloss, "eye")
        a = np.linspace(0, 2 * np.pi, 30, endpoint=False)
        ring = np.c_[0.568 + 0.033 * np.cos(a), np.full(30, y * 0.080), 0.951 + 0.024 * np.sin(a)]
        meshes.tube(carving.cling(clay, ring, 0.001), 0.0048, gold, sides=10, closed=True)


def _between(points: list, count: int) -> np.ndarray:
    """An even line of `count` points through points in space."""
    p = np.asarray(points, float)
    run = np.r_[0, np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))]
    t = np.linspace(0, run[-1], count)
    return np.stack([np.interp(t, run, p[:, k]) for k in range(3)], -1)


def _horns() -> None:
    gold = materials.gold(2.2, occlusion=0.02)
    plan = spline(
        [
            (0.512, 1.025),
            (0.520, 1.110),
            (0.490, 1.205),
            (0.410, 1.280),
            (0.300, 1.305),
            (0.190, 1.270),
            (0.120, 1.200),
        ],
        steps=30,
    )
    t = np.linspace(0, 1, len(plan))
    knots = 0.5 + 0.5 * np.cos(2 * np.pi * 15 * np.clip(t, 0.04, 0.86))
    radii = (0.0350 - 0.028 * t**1.3) * (0.88 + 0.26 * knots**3 * (t < 0.88))
    for y in horse.SIDES:
        path = np.c_[plan[:, 0], y * (0.030 + 0.060 * t), plan[:, 1]]
        horn = meshes.tube(path, radii, gold, sides=26, section=felt_saddle.oval)
        carving.reshape(horn, meshes.disturbed(carving.points(horn), 0.0012, 60.0))


SCALE = 0.37  # of the saddle, whose back is as wide as this horse's


def _saddle(density: float) -> None:
    felt = dyed_felt()
    for drawing, lift in ((felt_saddle.cover_drawing, 0.006), (felt_saddle.cushions, 0.012)):
        thing = meshes.relief_object(drawing(density), felt)
        flat = carving.points(thing) * (SCALE, SCALE, SCALE)
        carving.reshape(thing, felt_saddle.draped(flat, lift, False, 0.166, 0.740) - (0.02, 0, 0))
    wood = materials.foiled_wood(2.0, axis="Y")
    for x, high in ((-0.155, 0.052), (0.120, 0.046)):
        s = np.linspace(-0.125, 0.125, 31)
        rise = high * (0.15 + 0.85 * np.cos(s / 0.125 * np.pi / 2) ** 0.6)
        path = felt_saddle.draped(np.c_[np.full(31, x), s, rise], 0.0, False, 0.166, 0.740)
        bow = meshes.tube(
            path,
            0.015 * (0.5 + 0.5 * np.cos(s / 0.125 * np.pi / 2) ** 0.5),
            wood,
            sides=20,
            section=felt_saddle.oval,
        )
        carving.foil_where(bow, lambda p, n: 0.62)


def _strap(
    body: Clay, points: list, width: float, leather, count: int = 60, closed: bool = False
) -> np.ndarray:
    """A flat strap that clings to the body; returns its middle line."""
    line = carving.cling(body, _between(points, count), 0.004)
    meshes.tube(line, width / 2, leather, sides=16, closed=closed, section=None)
    return line


def _harness(body: Clay) -> None:
    leather = materials.leather((0.110, 0.042, 0.018), (0.050, 0.018, 0.010), 4)
    gold = materials.gold(2.4, occlusion=0.012)
    plaques: list[np.ndarray] = []

    def strap(points: list, width: float = 0.013, studs: int = 0, count: int = 60) -> None:
        line = _strap(body, points, width, leather, count)
        if studs:
            index = np.linspace(2, count - 3, studs).round().astype(int)
            plaques.extend(line[index])

    for y in horse.SIDES:
        # Breast strap from the saddle round the chest; crupper strap round the thigh.
        strap(
            [
                (0.12, y * 0.160, 0.610),
                (0.25, y * 0.150, 0.600),
                (0.38, y * 0.110, 0.590),
                (0.435, 0.0, 0.585),
            ],
            0.016,
            6,
        )
        strap(
            [
                (-0.16, y * 0.160, 0.640),
                (-0.30, y * 0.140, 0.650),
                (-0.43, y * 0.090, 0.620),
                (-0.475, 0.0, 0.600),
            ],
            0.016,
            6,
        )
        strap([(-0.16, y * 0.080, 0.740), (-0.30, y * 0.050, 0.780), (-0.44, y * 0.020, 0.720)], 0.012, 4)
        # Bridle: cheek strap, throat strap, rein.
        strap(
            [
                (0.480, y * 0.050, 1.000),
                (0.540, y * 0.070, 0.920),
                (0.630, y * 0.055, 0.810),
                (0.655, y * 0.05, 0.780),
            ],
            0.011,
            0,
        )
        strap([(0.455, y * 0.060, 1.010), (0.480, y * 0.070, 0.920), (0.510, y * 0.020, 0.830)], 0.010, 3)
        rein = [
            (0.655, y * 0.050, 0.775),
            (0.560, y * 0.090, 0.740),
            (0.420, y * 0.120, 0.770),
            (0.250, y * 0.085, 0.800),
            (0.170, y * 0.03, 0.775),
        ]
        meshes.tube(np.c_[_smooth(rein)], 0.0048, leather, sides=12)
        # Cheek-piece of the bit.
        piece = [
            (0.640, y * 0.056, 0.835),
            (0.652, y * 0.058, 0.800),
            (0.656, y * 0.058, 0.765),
            (0.644, y * 0.060, 0.720),
        ]
        meshes.tube(_smooth(piece), [0.006] * len(_smooth(piece)), gold, sides=14)
    for at in plaques:
        grad = carving.cling(body, at[None] * 1.0, 0.012)[0]
        stud = meshes.turned([(0.0175, 0.0), (0.015, 0.005), (0.009, 0.0085), (0.0001, 0.010)], gold, 24)
        stud.location = at
        way = grad - at
        way = way / max(np.linalg.norm(way), 1e-9)
        stud.rotation_mode = "QUATERNION"
        stud.rotation_quaternion = _towards(way)


def _towards(way: np.ndarray):
    from mathutils import Vector

    return Vector(tuple(way)).to_track_quat("Z", "Y")


def _smooth(points: list) -> np.ndarray:
    p = np.asarray(points, float)
    a, b = spline(p[:, [0, 2]], steps=10), spline(p[:, [0, 1]], steps=10)
    n = min(len(a), len(b))
    return np.c_[a[:n, 0], b[:n, 1], a[:n, 1]]
