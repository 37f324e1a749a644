"""ESIK-04: iron akinakes with small gold animals along the blade.

The facts name neither the animals nor the hilt: the kinds of animals are those of the
headdress, the hilt (bar pommel, ribbed grip, heart-shaped guard) is that of the type.
"""

from __future__ import annotations

import bpy
import numpy as np

from .. import materials, meshes, scene, small_beasts, smithing
from ..clay import Clay
from ..outputs import Model
from ..relief import Relief
from ..scene import Shot

VIEW = {
    "tilt": 20.0,
    "yaw": -6.0,
    "key": 70,
    "top": 40,
    "strip": 26,
    "low": 18,
    "world": 1.1,
    "exposure": 0.15,
}
SHOTS = {
    "main": Shot("content/esik/media/dagger.jpg", (2400, 1800), fill=0.90, **VIEW),
    "detail": Shot(
        "content/esik/media/dagger-detail.jpg", (1600, 1200), zoom=2.5, shift=(0.02, 0.03), blur=8, **VIEW
    ),
}

LENGTH = 1.06  # of the blade
WIDTH = 0.105  # half of it at the guard
THICK = 0.026
FULLER = (0.60, 0.007)  # half width (share), depth
PARADE = ("ibex", "leopard", "argali", "horse", "ibex", "leopard", "argali")
SLANT = 0.56  # how the dagger lies, in radians
MODEL = Model("content/esik/media/dagger.glb", longest=0.4, turn=-np.degrees(SLANT))


def draw(density: float) -> Relief:
    """Draw one of the small animals (for a preview)."""
    return small_beasts.leopard(density)


def build(draft: bool = False) -> None:
    iron, gold = smithing.eaten_iron(1.2), materials.gold(2.2)
    half = ((0, 1.0), (0.35, 0.97), (0.62, 0.84), (0.80, 0.60), (0.92, 0.32), (0.975, 0.13), (1.0, 0.02))
    stations = [(LENGTH * t, WIDTH * w, THICK * (1.0 if t < 0.7 else 0.35 + 0.65 * w)) for t, w in half]
    things = [smithing.blade(stations, FULLER, iron, wear=0.0026, fuller_end=0.80)]
    hilt = _hilt(0.005 if draft else 0.0024).skin(iron, "hilt")
    things.append(smithing.roughened(hilt, (0.006, 7.0, 2.0), (0.0022, 34.0, 6.0)))
    things += _strips(gold)
    top = THICK - FULLER[1] - 0.0004
    place = 0.075
    for index, kind in enumerate(PARADE):
        size = 0.130 - 0.005 * index
        figure = small_beasts.ALL[kind](0.35 if draft else 0.55)
        at = (place + size / 2, 0, top)
        things.append(smithing.on_surface(figure, gold, at, (size, 0.118 - 0.005 * index), depth=0.75))
        place += size - 0.004
    smithing.group(things, (0, 0, 0.052), (0, 0.0, SLANT))
    scene.ground()


def _hilt(cell: float) -> Clay:
    """Pommel, grip and guard forged in one; the blade begins at x = 0."""
    clay = Clay((-0.50, -0.22, -0.08), (0.10, 0.22, 0.08), cell)
    clay.box((-0.20, 0, 0), (0.20, 0.056, 0.034), 0.01, corner=0.022)
    for y in (-0.030, 0.030):  # two grooves on each face of the grip leave three ribs
        for z in (-0.040, 0.040):
            clay.limb([(-0.375, y, z), (-0.06, y, z)], 0.0155, 0.006, carve=True)
    # Guard: two lobes that bend towards the point.
    for side in (1, -1):
        clay.ball((-0.006, side * 0.080, 0), (0.050, 0.092, 0.036), 0.016, (0, 0, side * -24))
    clay.box((-0.02, 0, 0), (0.052, 0.085, 0.036), 0.016, corner=0.02)
    clay.limb([(0.070, 0, -0.1), (0.070, 0, 0.1)], 0.030, 0.012, carve=True)
    # Pommel: a straight bar, a little thicker at its ends.
    clay.box((-0.425, 0, 0), (0.034, 0.125, 0.036), 0.012, corner=0.018)
    for side in (1, -1):
        clay.box((-0.428, side * 0.118, 0), (0.038, 0.026, 0.041), 0.010, (0, 0, side * 8), corner=0.020)
    rng = np.random.default_rng(5)
    for _ in range(60):  # rust has eaten shallow pits
        at = (
            rng.uniform(-0.46, 0.04),
            rng.uniform(-0.16, 0.16),
            rng.choice((-1, 1)) * rng.uniform(0.040, 0.052),
        )
        clay.ball(at, rng.uniform(0.006, 0.013), 0.010, carve=True)
    return clay


def _strips(gold: bpy.types.Material) -> list[bpy.types.Object]:
    """Gold wires laid into the grooves of the grip, and a band at each end of it."""
    x = np.linspace(-0.372, -0.064, 60)
    out = []
    for y in (-0.030, 0.030):
        path = np.c_[x, np.full_like(x, y), np.full_like(x, 0.0275)]
        out.append(smithing.wire(path, 0.0085, gold, 0.0016))
    a = np.linspace(0, 2 * np.pi, 80, endpoint=False)
    for place in (-0.378, -0.362, -0.078, -0.062):
        y = 0.060 * np.sign(np.cos(a)) * np.abs(np.cos(a)) ** 0.45
        z = 0.036 * np.sign(np.sin(a)) * np.abs(np.sin(a)) ** 0.45
        ring = np.c_[place + 0.0015 * np.sin(3 * a + place * 90), y, z]
        out.append(meshes.tube(ring, 0.0075, gold, 12, closed=True, name="band"))
    return out
