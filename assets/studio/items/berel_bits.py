"""BEREL-09: jointed iron bit with two carved wooden cheek-pieces, foil on the visible side.

The cheek-pieces end in birds' heads, as is usual in the Altai; which form the pieces of
kurgan 11 had is simplified. The straps are not shown.
"""

from __future__ import annotations

import numpy as np

from .. import carving, materials, meshes, scene
from ..clay import Clay
from ..curves import spline
from ..outputs import Model
from ..scene import Shot

SHOTS = {
    "main": Shot("content/berel/media/bits.jpg", (2400, 1800), tilt=27, yaw=-7, fill=0.84, key=66),
    "detail": Shot(
        "content/berel/media/bits-detail.jpg",
        (1600, 1200),
        tilt=42,
        yaw=-14,
        zoom=2.3,
        shift=(-0.34, 0.22),
        blur=8,
    ),
}
MODEL = Model("content/berel/media/bits.glb", longest=0.3)

HEIGHT = 0.080  # the bit lies on its outer rings
REACH = 0.50  # from the joint to the middle of an outer ring


def build(draft: bool = False) -> None:
    iron = materials.iron(1.3)
    _link(-1, iron)
    _link(1, iron)
    wood = materials.foiled_wood(1.3, axis="Y")
    piece = _cheek_piece(0.0036 if draft else 0.0018, wood)
    piece.location = (-REACH - 0.012, 0.0, 0.0)
    piece.rotation_euler = (0, 0, 0.06)
    other = meshes.place(piece.data, (REACH + 0.012, -0.01, 0.0), (0, 0, -0.10), (-1, 1, 1))
    other.rotation_euler = (0, 0, -0.10)
    scene.ground()


def _link(side: int, iron) -> None:
    """Half of the bit: one bar bent into a loop at the joint and a ring at the outer end."""
    upright = side > 0  # the loops of the joint stand at a right angle to each other
    joint, ring = 0.024 * side, REACH * side
    a = np.radians(np.linspace(9, 352, 26))
    inner = np.c_[joint - side * -0.052 * np.cos(a), 0.052 * np.sin(a), np.full(26, HEIGHT)]
    if upright:
        inner = np.c_[inner[:, 0], np.zeros(26), HEIGHT + inner[:, 1]]
    b = np.radians(np.linspace(-172, 171, 30))
    outer = np.c_[ring + side * 0.076 * np.cos(b), np.zeros(30), HEIGHT + 0.076 * np.sin(b)]
    bar = [
        (x * side, 0.004 * np.sin(9 * x), HEIGHT + 0.003 * np.cos(14 * x)) for x in np.linspace(0.14, 0.37, 5)
    ]
    path = _smooth(np.vstack([inner, bar, outer]))
    run = np.linspace(0, 1, len(path))
    radii = 0.0175 + 0.0065 * np.exp(-(((run - 0.5) / 0.13) ** 2))
    thing = meshes.tube(path, radii, iron, sides=28)
    p = meshes.disturbed(carving.points(thing), 0.004, 14.0, 3.0 * side)
    carving.reshape(thing, meshes.disturbed(p, 0.0022, 46.0, 7.0))


def _smooth(path: np.ndarray) -> np.ndarray:
    """Draw a spline through points in space."""
    flat = spline(path[:, :2], steps=5)
    high = spline(np.c_[np.arange(len(path)) * 0.02, path[:, 2]], steps=5)
    return np.c_[flat, high[:, 1]]


def _axis() -> np.ndarray:
    """The S-shaped middle line of a cheek-piece; it bows down to the ground at its ends."""
    half = [(0.006, 0.08), (0.012, 0.22), (-0.03, 0.34), (-0.075, 0.43)]
    plan = spline([(-x, -y) for x, y in half[::-1]] + half, steps=6)
    z = HEIGHT - 0.040 * np.clip((np.abs(plan[:, 1]) - 0.06) / 0.37, 0, 1) ** 1.3
    return np.c_[plan, z]


def _cheek_piece(cell: float, wood):
    clay = Clay((-0.34, -0.60, -0.02), (0.34, 0.60, 0.17), cell)
    axis = _axis()
    y = axis[:, 1]
    half = 0.034 + 0.012 * np.exp(-((y / 0.13) ** 2)) - 0.008 * np.exp(-(((np.abs(y) - 0.25) / 0.07) ** 2))
    for shift, share in ((0.0, 1.0), (-0.55, 0.72), (0.55, 0.72)):  # a flattened bar: three side by side
        clay.limb(axis + np.c_[shift * half, 0 * half, 0 * half], half * share * 0.78, 0.012)
    for side in (-1, 1):
        for at in (0.160, 0.186, 0.212, 0.275, 0.298):  # rings cut in round the bar
            x, z, h = (np.interp(side * at, y, values) for values in (axis[:, 0], axis[:, 2], half))
            a = np.linspace(0, 2 * np.pi, 25)
            ring = np.c_[x + 1.13 * h * np.cos(a), np.full(25, side * at), z + 0.80 * h * np.sin(a)]
            clay.limb(ring, 0.0062, 0.004, carve=True)
        _bird(clay, axis[-1] if side > 0 else axis[0], side)
        clay.limb([(0.0, side * 0.098, -0.01), (0.0, side * 0.098, 0.2)], 0.0165, 0.008, carve=True)
    thing = clay.skin(wood, "cheek-piece")
    carving.turn_out(thing)
    carving.knife_marks(thing, 0.026, 0.0026, (1, 2.2, 1), 5)
    carving.hollows(thing, 0.010)
    carving.foil_where(thing, _foil)
    return thing


def _foil(points: np.ndarray, normals: np.ndarray) -> np.ndarray:
    """The visible side was covered, most of it at the heads; the back stayed bare."""
    return np.where(normals[:, 2] > 0.0, 0.26 + 0.16 * (np.abs(points[:, 1]) > 0.31), 0.05)


SIZE = 1.32  # of the heads


def _bird(clay: Clay, at: np.ndarray, side: int) -> None:
    """A flat bird's head with a hooked beak; `side` is the end of the cheek-piece."""

    def place(u: float, v: float, w: float = 0.0) -> tuple[float, float, float]:
        # u runs outwards along the piece, v to the side on which the beak bends.
        return (at[0] - side * v * SIZE, at[1] + side * u * SIZE, at[2] + w)

    def stroke(points: list, radii: list[float] | float, blend: float, carve: bool = False) -> None:
        line = np.array([place(*p) for p in points])
        fine = _smooth(line)
        wide = np.interp(
            np.linspace(0, 1, len(fine)), np.linspace(0, 1, len(line)), np.broadcast_to(radii, len(line))
        )
        clay.limb(fine, wide, blend, carve)

    clay.ball(place(0.010, 0.002), (0.074, 0.080, 0.036), 0.024)
    beak = [(0.026, 0.030), (0.052, 0.070), (0.046, 0.112), (0.014, 0.138), (-0.022, 0.132), (-0.034, 0.124)]
    stroke(beak, [0.046, 0.041, 0.034, 0.026, 0.015, 0.005], 0.012)
    stroke([(-0.020, 0.044), (-0.024, 0.080), (-0.010, 0.100)], [0.028, 0.021, 0.007], 0.006)
    ear = [(-0.010, -0.030, 0.016), (0.012, -0.064, 0.014), (0.050, -0.096, 0.004), (0.066, -0.104, 0.0)]
    stroke(ear, [0.024, 0.026, 0.014, 0.004], 0.008)
    for line, radius in (
        ([(-0.008, 0.050, 0.03), (0.006, 0.078, 0.03), (0.006, 0.100, 0.024)], 0.008),  # gape
        ([(-0.030, 0.046, 0.030), (0.026, 0.050, 0.046), (0.084, 0.030, 0.026)], 0.007),  # cere
        ([(0.054, 0.060, 0.038), (0.056, 0.092, 0.030), (0.034, 0.122, 0.024)], 0.0055),  # beak's edge
        ([(0.002, -0.044, 0.036), (0.026, -0.070, 0.030), (0.048, -0.090, 0.018)], 0.006),  # ear
        ([(-0.050, -0.010, 0.036), (-0.034, 0.022, 0.040), (0.000, 0.034, 0.042)], 0.006),  # cheek
    ):
        stroke(line, radius, 0.004, carve=True)
    a = np.linspace(0, 2 * np.pi, 24)
    ring = [place(0.020 + 0.023 * np.cos(t), -0.004 + 0.023 * np.sin(t), 0.037) for t in a]
    clay.limb(ring, 0.0075, 0.004, carve=True)
    clay.ball(place(0.020, -0.004, 0.030), 0.0165, 0.003)
