"""ESIK-06: iron long sword inlaid with gold.

Told are the iron, the gold inlay and the length only. The hilt is that of the type; the
running wave of the inlay is a plain stand-in for a pattern that is not described.
"""

from __future__ import annotations

import bpy
import numpy as np

from .. import materials, meshes, scene, smithing
from ..clay import Clay
from ..outputs import Model
from ..scene import Shot

VIEW = {
    "tilt": 18.0,
    "yaw": -5.0,
    "key": 80,
    "top": 46,
    "strip": 28,
    "low": 20,
    "world": 1.2,
    "exposure": 0.15,
}
SHOTS = {
    "main": Shot("content/esik/media/long-sword.jpg", (2400, 1800), fill=0.92, **VIEW),
    "detail": Shot(
        "content/esik/media/long-sword-detail.jpg",
        (1600, 1200),
        zoom=3.4,
        shift=(-0.30, -0.29),
        blur=8,
        **VIEW,
    ),
}

LENGTH = 1.62  # of the blade
WIDTH = 0.052  # half of it at the guard
THICK = 0.015
SLANT = 0.60
GRIP = (-0.34, -0.05)  # along the hilt
MODEL = Model("content/esik/media/long-sword.glb", longest=0.95, turn=-np.degrees(SLANT))


def build(draft: bool = False) -> None:
    iron, gold = smithing.eaten_iron(1.3), materials.gold(2.6)
    half = ((0, 1.0), (0.5, 0.92), (0.85, 0.78), (0.95, 0.5), (0.985, 0.22), (1.0, 0.02))
    stations = [(LENGTH * t, WIDTH * w, THICK * (0.45 + 0.55 * w)) for t, w in half]
    things = [smithing.blade(stations, (0.34, 0.002), iron, wear=0.0018, fuller_end=0.86, seed=4)]
    hilt = _hilt(0.005 if draft else 0.0028).skin(iron, "hilt")
    things.append(smithing.roughened(hilt, (0.004, 8.0, 2.0), (0.0014, 36.0, 6.0)))
    things += _inlay(gold)
    smithing.group(things, (0, 0, 0.042), (0, 0, SLANT))
    scene.ground()


def _hilt(cell: float) -> Clay:
    clay = Clay((-0.44, -0.16, -0.06), (0.08, 0.16, 0.06), cell)
    clay.box((-0.19, 0, 0), (0.19, 0.036, 0.024), 0.008, corner=0.018)
    for side in (1, -1):  # the guard bends towards the point
        clay.ball((-0.004, side * 0.054, 0), (0.036, 0.066, 0.027), 0.012, (0, 0, side * -24))
    clay.box((-0.014, 0, 0), (0.038, 0.058, 0.027), 0.012, corner=0.016)
    clay.limb([(0.052, 0, -0.1), (0.052, 0, 0.1)], 0.022, 0.010, carve=True)
    clay.box((-0.385, 0, 0), (0.026, 0.090, 0.026), 0.010, corner=0.015)
    for side in (1, -1):
        clay.box((-0.388, side * 0.084, 0), (0.029, 0.020, 0.030), 0.008, (0, 0, side * 8), corner=0.016)
    return clay


def _inlay(gold: bpy.types.Material) -> list[bpy.types.Object]:
    """Wires hammered into cut lines: they stand a hair above the iron and have gaps."""
    out = []
    rng = np.random.default_rng(8)
    top = THICK - 0.0022
    x = np.linspace(0.075, 0.98, 900)
    wave = 0.0105 * np.sin(2 * np.pi * x / 0.078)
    start = 0
    for stop in (150, 420, 446, 700, 899):  # pieces are lost
        if stop - start > 40:
            part = slice(start, stop)
            out.append(_flat(np.c_[x[part], wave[part], np.full(stop - start, top)], gold))
        start = stop + int(rng.integers(4, 10))
    a = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    for k in range(23):
        if k in (7, 15):
            continue
        centre = 0.075 + 0.039 * (k + 0.5)
        ring = np.c_[centre + 0.0022 * np.cos(a), 0.0022 * np.sin(a), np.full(16, top)]
        out.append(meshes.tube(ring, 0.0026, gold, 8, closed=True, name="dot"))
    # The grip is wound with an inlaid wire; rings close it at both ends.
    turns = np.linspace(0, 2 * np.pi * 9, 900)
    x = np.linspace(GRIP[0], GRIP[1], 900)
    out.append(_flat(np.c_[x, _round(np.cos(turns), 0.0372), _round(np.sin(turns), 0.0256)], gold))
    a = np.linspace(0, 2 * np.pi, 80)
    for place in (GRIP[0] - 0.008, GRIP[0] + 0.004, GRIP[1] - 0.004, GRIP[1] + 0.008):
        out.append(
            _flat(np.c_[np.full(80, place), _round(np.cos(a), 0.0376), _round(np.sin(a), 0.0258)], gold)
        )
    return out


def _round(value: np.ndarray, half: float) -> np.ndarray:
    """The outline of a box with rounded edges."""
    return half * np.sign(value) * np.abs(value) ** 0.5


def _flat(path: np.ndarray, gold: bpy.types.Material) -> bpy.types.Object:
    return smithing.wire(path, 0.0034, gold, 0.0007, 10)
