"""SAKA-13: round bronze tray on a conical openwork stand.

Sixteen snow leopards stand on the rim and look clockwise; in the middle an ibex lies on its side,
two wolves and, farther off, two ravens stand in an X around it. The stand is one casting with rough
diamonds cut out of it. The number of the diamonds, the bearing of each animal, its coat and
feathers, the soot and the green are the studio's own.
"""

from __future__ import annotations

from collections.abc import Callable

import bpy
import numpy as np

from .. import carving, clay_birds, clay_ibex, meshes, scene
from ..beast_clay import Beast
from ..clay import Clay
from ..clay_beasts import snow_leopard, wolf
from ..old_bronze import old_bronze
from ..scene import Shot

LIGHT = {"standing": True, "key": 100, "top": 44, "strip": 50, "low": 24}
SHOTS = {
    "main": Shot("content/saka/media/trays-on-stands.jpg", tilt=57, yaw=0, fill=0.90, **LIGHT),
    "detail": Shot(
        "content/saka/media/trays-on-stands-detail.jpg",
        size=(1600, 1200),
        tilt=50,
        yaw=0,
        fill=0.86,
        zoom=1.55,
        shift=(0.0, 0.18),
        **LIGHT,
    ),
}

FLOOR, RIM = 0.606, 0.649  # heights of the tray's floor and of its rim
RING = 0.602  # radius of the circle on which the leopards stand
PACE = 2 * np.pi / 16  # from one leopard to the next
# Outer wall of the stand: height, radius.
CONE = np.array(((0.0, 0.300), (0.04, 0.284), (0.20, 0.222), (0.40, 0.164), (0.54, 0.138), (0.62, 0.150)))
ROUND, ROWS, BAR = 9, 5, 0.033  # diamonds in a row, rows, width of the bars between them
SEAMS = np.radians((-68.0, 112.0))  # where the two halves of the mould met


def build(draft: bool = False) -> None:
    vessel, figure = old_bronze(0.85, bare=0.2), old_bronze(0.5, bare=0.55, scale=2.0)
    _stand(0.006 if draft else 0.0035, vessel)
    _tray(vessel)
    cell = 0.012 if draft else 0.0065
    casts = [
        _cast(snow_leopard(cell, curl, turn), figure, 0.147, _along_the_rim)
        for curl, turn in ((0.0, 0.0), (0.7, 0.03), (-0.5, 0.015))
    ]
    rng = np.random.default_rng(5)
    for k in range(16):
        _place(casts[k % 3], (0, 0, RIM - 0.005), turn=PACE * (k + 0.32) + rng.normal(0, 0.012))
    _place(_cast(clay_ibex.lying_ibex(cell), figure, 0.335), (-0.012, -0.012, FLOOR + 0.045), -16, lie=-76)
    _place(_cast(wolf(cell), figure, 0.202), (-0.378, -0.160, FLOOR - 0.002), 20)
    _place(_cast(wolf(cell, 1.15), figure, 0.202), (0.395, 0.125, FLOOR - 0.002), 198)
    bird = _cast(clay_birds.raven(cell), figure, 0.162)
    _place(bird, (0.352, -0.272, FLOOR - 0.002), 152)
    _place(bird, (-0.325, 0.262, FLOOR - 0.002), -30)
    scene.ground(dim=True)


def _cast(
    clay: Beast, skin: bpy.types.Material, size: float, bend: Callable[[np.ndarray], np.ndarray] | None = None
) -> bpy.types.Mesh:
    """Turn a clay figure into a mesh of its true size, its hollows marked."""
    thing = clay.skin(skin)
    carving.turn_out(thing)
    carving.hollows(thing, 0.030)
    points = meshes.disturbed(carving.points(thing), 0.010, 5.0, size * 40) * size
    carving.reshape(thing, bend(points) if bend else points)
    mesh = thing.data
    bpy.data.objects.remove(thing)
    return mesh


def _along_the_rim(points: np.ndarray) -> np.ndarray:
    """Bend a figure that looks along +x round the rim, looking clockwise; its left is outside."""
    around = -(points[:, 0] + 0.015) / RING
    out = RING + points[:, 1]
    return np.stack([out * np.cos(around), out * np.sin(around), points[:, 2]], -1)


def _place(
    mesh: bpy.types.Mesh,
    at: tuple[float, float, float],
    heading: float = 0.0,
    turn: float = 0.0,
    lie: float = 0.0,
) -> None:
    """Put a figure on the tray; `heading` and `lie` in degrees, `turn` in radians."""
    meshes.place(mesh, at, (np.radians(lie), 0, np.radians(heading) + turn))


def _worn(thing: bpy.types.Object, coarse: float, fine: float) -> None:
    """Casting is never exact: move the surface by smooth noise of two sizes."""
    points = meshes.disturbed(carving.points(thing), coarse, 1.6, 2.0)
    carving.reshape(thing, meshes.disturbed(points, fine, 11.0, 5.0))


def _tray(skin: bpy.types.Material) -> None:
    """A flat round dish with a low, thick rim; soot in the middle of the floor."""
    below = [(0.0, 0.584), (0.20, 0.584), (0.50, 0.588), (0.59, 0.596)]
    lip = [(0.618, 0.604), (0.631, 0.616), (0.636, 0.630), (0.632, 0.642), (0.622, 0.648), (0.602, 0.650)]
    lip += [(0.584, 0.648), (0.574, 0.641), (0.568, 0.628), (0.560, 0.615), (0.544, 0.608), (0.50, FLOOR)]
    outline = np.array([*below, *lip, (0.0, FLOOR - 0.003)])
    run = np.r_[0, np.cumsum(np.hypot(*np.diff(outline, axis=0).T))]
    t = np.linspace(0, run[-1], 260)
    outline = np.stack([np.interp(t, run, outline[:, k]) for k in (0, 1)], -1)
    for _ in range(3):
        outline[1:-1] = (outline[:-2] + 2 * outline[1:-1] + outline[2:]) / 4
    tray = meshes.turned(outline, skin, 420, name="tray")
    carving.turn_out(tray)
    p = carving.points(tray)
    r, angle = np.hypot(p[:, 0], p[:, 1]), np.arctan2(p[:, 1], p[:, 0])
    for seam in SEAMS:  # the flash of the mould on the outside of the rim
        off = np.angle(np.exp(1j * (angle - seam))) * r
        ridge = 0.009 * np.exp(-((off / 0.006) ** 2)) * (r > 0.60) * (p[:, 2] < 0.644)
        p[:, :2] *= (1 + ridge / np.maximum(r, 0.1))[:, None]
    carving.reshape(tray, p)
    _worn(tray, 0.011, 0.0028)
    carving.hollows(tray, 0.018, 0.8)
    inside = (p[:, 2] > FLOOR - 0.01) & (r < 0.575)
    soot = np.exp(-((r / 0.38) ** 4)) + 0.9 * np.exp(-(((r - 0.56) / 0.022) ** 2))
    carving.attribute(tray, "soot", soot * inside)


def _stand(cell: float, skin: bpy.types.Material) -> None:
    """A hollow cone, one casting, with a net of bars between rough diamonds."""
    clay = Clay((-0.335, -0.335, -0.012), (0.335, 0.335, 0.63), cell)
    axes = [np.arange(n) * cell + o for n, o in zip(clay.shape, clay.low, strict=True)]
    x, y = np.meshgrid(axes[0], axes[1], indexing="ij")
    r, angle = np.hypot(x, y), np.arctan2(y, x)
    pitch = 2 * np.pi / ROUND
    z = np.linspace(0, 0.62, 400)
    wall = np.interp(z, *CONE.T)
    # Height counted in radii keeps the diamonds' shape from the wide foot to the narrow neck.
    rise = np.cumsum(np.hypot(1, np.gradient(wall, z)) / wall) * (z[1] - z[0])
    low, high = np.interp((0.034, 0.560), z, rise)
    tall = (high - low) / (ROWS + 1)
    rng = np.random.default_rng(8)
    rough = rng.normal(0, 1, (ROWS, ROUND, 3))
    for k, level in enumerate(axes[2]):
        radius = np.interp(level, *CONE.T)
        slope = np.interp(level, z, np.gradient(wall, z))
        gap = np.abs(r - radius + 0.014) / np.hypot(1, slope) - 0.014
        here = np.interp(level, z, rise)
        for row in range(ROWS):
            turn = angle / pitch + 0.5 * (row % 2)
            number = np.floor(turn).astype(int) % ROUND
            shift = rough[row, number]
            across = np.abs((turn % 1 - 0.5) * pitch + 0.025 * shift[..., 0]) / (pitch / 2)
            up = np.abs(here - low - tall * (row + 1) + 0.030 * shift[..., 1]) / tall
            edge = (pitch / 2) * tall / np.hypot(pitch / 2, tall) * radius
            window = (across + up - 1) * edge + (BAR + 0.004 * shift[..., 2]) / 2
            h = np.clip(0.5 - 0.5 * (gap + window) / 0.012, 0, 1)
            gap = gap * (1 - h) - window * h + 0.012 * h * (1 - h)
        for seam in SEAMS:
            off = np.angle(np.exp(1j * (angle - seam))) * radius
            gap = gap - 0.006 * np.exp(-((off / 0.005) ** 2)) * (r > radius - 0.012)
        for height, middle, thick in ((0.014, 0.292, 0.023), (0.575, 0.132, 0.020)):
            gap = np.minimum(gap, np.hypot(r - middle, level - height) - thick)
        clay.field[:, :, k] = np.maximum(gap, max(-level, level - 0.592))
    stand = clay.skin(skin, "stand")
    carving.turn_out(stand)
    _worn(stand, 0.012, 0.003)
    p = carving.points(stand)
    carving.hollows(stand, 0.020, 0.8)
    carving.attribute(stand, "soot", np.clip((p[:, 2] - 0.40) / 0.25, 0, 0.6))
