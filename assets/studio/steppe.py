"""The steppe on scale models: short turf, bunches of feather grass, low herbs."""

from __future__ import annotations

from collections.abc import Callable

import bpy
import numpy as np

from . import materials, meshes
from .nodes import Colour, Graph

# Colours of a plant from its darkest to its palest: summer green, grey wormwood.
GREEN: tuple[Colour, ...] = ((0.030, 0.036, 0.014), (0.066, 0.074, 0.028), (0.120, 0.118, 0.050))
GREY: tuple[Colour, ...] = ((0.060, 0.066, 0.046), (0.112, 0.116, 0.086), (0.175, 0.172, 0.130))


def meadow(
    half: tuple[float, float],
    spacing: float,
    size: float,
    rng: np.random.Generator,
    free: Callable[[float, float], bool],
) -> None:
    """Grow grass on the land of a tray, half as large as `half` says, wherever `free(x, y)` allows it.

    `spacing` is from patch to patch of turf, `size` the usual height of a bunch.
    """
    straw, green, grey = materials.blades(), _plant("green", GREEN), _plant("wormwood", GREY)
    turf = [
        _patch(m, rng, 34, spacing / size, (0.12, 0.42))
        for m in (straw, green, straw, straw)
        for _ in range(3)
    ]
    bunch = [_bunch(straw, rng, int(rng.integers(14, 30))) for _ in range(5)]
    herb = [_bunch(m, rng, 11, 0.5) for m in (grey, grey, green)]
    reach = np.array(half) - 1.1 * spacing
    for x in np.arange(-half[0], half[0], spacing):
        for y in np.arange(-half[1], half[1], spacing):
            px, py = np.array((x, y)) + rng.normal(0, spacing * 0.45, 2)
            if abs(px) > reach[0] or abs(py) > reach[1] or not free(px, py):
                continue
            thick = _thickness(px, py)
            kinds = turf
            if rng.random() < 0.10 + 0.34 * thick:
                kinds = bunch if rng.random() < 0.72 else herb
            elif rng.random() > 0.30 + 0.75 * thick:
                continue  # bare earth
            height = size * (0.55 + 0.55 * thick) * rng.lognormal(0, 0.28)
            lean = rng.normal(0, 0.10, 2)
            wide = size if kinds is turf else height
            meshes.place(
                kinds[rng.integers(len(kinds))],
                (px, py, -0.002),
                (*lean, rng.uniform(0, 6.3)),
                (wide, wide, height),
            )


def _thickness(x: float, y: float) -> float:
    """Where grass stands thick: patches of several sizes, 0..1."""
    wave = np.sin(4.7 * x + 1.7 + 1.3 * np.sin(3.1 * y)) * np.sin(5.3 * y + 0.6 + 1.1 * np.sin(3.7 * x))
    fine = np.sin(17 * x + 2 * np.sin(11 * y)) * np.sin(15 * y + 2 * np.sin(13 * x))
    return float(np.clip(0.5 + 0.38 * wave + 0.28 * fine, 0, 1))


def _blade(root: np.ndarray, way: float, lean: float, tall: float, wide: float) -> tuple[list, list]:
    """A blade that bends outwards: two pieces, the upper one a point."""
    out = np.array([np.cos(way), np.sin(way), 0.0])
    side = np.array([-out[1], out[0], 0.0]) * wide
    middle = root + out * lean * 0.35 * tall + np.array([0, 0, 0.62 * tall])
    tip = root + out * lean * tall + np.array([0, 0, tall * (1 - 0.25 * lean)])
    points = [root - side, root + side, middle + side * 0.7, middle - side * 0.7, tip]
    return points, [(0, 1, 2), (0, 2, 3), (3, 2, 4)]


def _patch(
    material: bpy.types.Material, rng: np.random.Generator, count: int, wide: float, tall: tuple[float, float]
) -> bpy.types.Mesh:
    """Short turf on about a square of the side `wide`; its unit is the height of a bunch."""
    blades = []
    for _ in range(count):
        root = np.array([*rng.normal(0, 0.42 * wide, 2), 0.0])
        blades.append(_blade(root, rng.uniform(0, 6.3), rng.uniform(0.1, 0.9), rng.uniform(*tall), 0.035))
    return _mesh("turf", blades, material)


def _bunch(
    material: bpy.types.Material, rng: np.random.Generator, count: int, tall: float = 1.0
) -> bpy.types.Mesh:
    """Blades that spread from one root, about a unit high."""
    blades = []
    for _ in range(count):
        way = rng.uniform(0, 6.3)
        root = np.array([np.cos(way), np.sin(way), 0.0]) * rng.uniform(0, 0.14)
        height = tall * rng.uniform(0.5, 1.15)
        blades.append(_blade(root, way + rng.normal(0, 0.4), rng.uniform(0.1, 0.75), height, 0.040))
    return _mesh("bunch", blades, material)


def _mesh(name: str, blades: list[tuple[list, list]], material: bpy.types.Material) -> bpy.types.Mesh:
    """Join blades in a mesh that is not on the stage."""
    points = np.vstack([own for own, _ in blades])
    faces = np.vstack([np.array(own) + 5 * k for k, (_, own) in enumerate(blades)])
    thing = meshes.mesh_object(name, points, faces, material)
    mesh = thing.data
    bpy.data.objects.remove(thing)
    return mesh


def _plant(name: str, tones: tuple[Colour, ...]) -> bpy.types.Material:
    """Leaves; every plant has its own tone between the darkest and the palest."""
    g = Graph(name)
    tone = g.ramp(g.random(), (0.0, tones[0]), (0.5, tones[1]), (1.0, tones[2]))
    g.set(base_color=tone, roughness=0.8, specular_ior_level=0.1)
    return g.material
