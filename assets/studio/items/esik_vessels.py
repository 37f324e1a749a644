"""ESIK-12: vessels for the funeral feast, of wood, clay and silver.

Only the kinds are told (dishes, bowls, a ladle, jugs); the shapes are plain ones of the
type, and the group is a part of the thirty-one vessels.
"""

from __future__ import annotations

from collections.abc import Sequence

import bpy
import numpy as np

from .. import materials, meshes, scene, smithing
from ..clay import Clay
from ..curves import spline
from ..nodes import Colour, Graph, grey
from ..outputs import Model, Turn
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/esik/media/vessels.jpg",
        (2400, 1800),
        standing=True,
        tilt=62,
        yaw=4,
        fill=0.90,
        key=74,
        top=30,
        strip=24,
        low=26,
        world=1.4,
    ),
}
MODEL = Model("content/esik/media/vessels.glb", longest=0.5)
TURN = Turn("content/esik/media/vessels-turn")


def build(draft: bool = False) -> None:
    red = pottery((0.235, 0.098, 0.050), (0.130, 0.052, 0.028))
    buff = pottery((0.270, 0.185, 0.115), (0.150, 0.095, 0.056))
    pale = materials.wood(1.0, "X", (0.300, 0.165, 0.072), (0.165, 0.078, 0.029))
    dark = materials.wood(1.1, "Y", (0.205, 0.098, 0.040), (0.100, 0.042, 0.016))
    _vessel(_JUG, 0.022, red, (-0.44, 0.62), seed=1, throw=26)
    _vessel(_SQUAT_JUG, 0.022, buff, (0.46, 0.80), seed=2, throw=22)
    _vessel(_CLAY_BOWL, 0.020, red, (0.05, 0.36), seed=3, throw=12)
    _vessel(_WOODEN_BOWL, 0.030, dark, (0.56, 0.06), seed=4, facets=0.010)
    _vessel(_SMALL_BOWL, 0.026, pale, (-1.00, 0.34), seed=5, facets=0.009)
    _dish(pale)
    ladle = _ladle(0.007 if draft else 0.0042).skin(
        materials.wood(1.2, "X", (0.27, 0.14, 0.06), (0.14, 0.064, 0.024)), "ladle"
    )
    smithing.roughened(ladle, (0.004, 9.0, 4.0))
    ladle.rotation_euler, ladle.location = (0, np.radians(-24), np.radians(-22)), (0.55, 0.06, 0.155)
    silver = materials.silver(1.6)
    _vessel(_SILVER_BOWL, 0.008, silver, (0.22, -0.30), seed=6, facets=0.002)
    _vessel(_SILVER_BOWL * 0.86, 0.008, silver, (0.52, -0.36), seed=7, facets=0.002)
    _vessel(_BRONZE_POT, 0.014, materials.bronze(1.2, 0.45), (0.92, 0.52), seed=8, facets=0.002)
    spoon = _spoon(0.005 if draft else 0.0022).skin(silver, "spoon")
    spoon.rotation_euler, spoon.location = (0, 0, np.radians(164)), (-0.02, -0.56, 0.018)
    scene.ground(dim=True)


_JUG = np.array(
    [(0.0, 0.0), (0.15, 0.0), (0.18, 0.015), (0.28, 0.14), (0.335, 0.30), (0.325, 0.44), (0.255, 0.57),
     (0.165, 0.66),
     (0.128, 0.74), (0.122, 0.82), (0.140, 0.885), (0.178, 0.93)]
)  # fmt: skip
_SQUAT_JUG = np.array(
    [(0.0, 0.0), (0.14, 0.0), (0.17, 0.012), (0.265, 0.10), (0.305, 0.21), (0.285, 0.33), (0.205, 0.425),
     (0.150, 0.475),
     (0.138, 0.53), (0.152, 0.58), (0.180, 0.61)]
)  # fmt: skip
_CLAY_BOWL = np.array(
    [(0.0, 0.0), (0.10, 0.0), (0.125, 0.010), (0.195, 0.075), (0.235, 0.150), (0.245, 0.200), (0.238, 0.218)]
)
_WOODEN_BOWL = np.array(
    [(0.0, 0.0), (0.13, 0.0), (0.165, 0.012), (0.245, 0.075), (0.285, 0.150), (0.296, 0.200), (0.292, 0.215)]
)
_SMALL_BOWL = np.array(
    [(0.0, 0.0), (0.10, 0.0), (0.13, 0.010), (0.190, 0.065), (0.222, 0.125), (0.228, 0.165)]
)
_BRONZE_POT = np.array(
    [(0.0, 0.0), (0.08, 0.0), (0.11, 0.008), (0.180, 0.070), (0.205, 0.145), (0.192, 0.215), (0.165, 0.262),
     (0.170, 0.290), (0.192, 0.312)]
)  # fmt: skip
_SILVER_BOWL = np.array(
    [(0.0, 0.0), (0.05, 0.001), (0.09, 0.012), (0.130, 0.040), (0.156, 0.076), (0.164, 0.095)]
)


def pottery(bright: Colour, deep: Colour) -> bpy.types.Material:
    """Low-fired clay: clouded by the fire, with grit, soot and rubbed places."""
    g = Graph("pottery")
    grit = g.noise(110, 4, 0.7)
    tone = g.mix(g.step(g.noise(2.6, 4, 0.6), 0.34, 0.66), deep, bright)
    tone = g.mix(1.0, tone, g.ramp(grit, (0.32, grey(0.72)), (0.68, grey(1.16))), "MULTIPLY")
    soot = g.step(g.mix(0.3, g.noise(1.9, 4, 0.65), g.noise(24, 4, 0.7)), 0.52, 0.66)
    tone = g.mix(g.math("MULTIPLY", soot, 0.72), tone, (0.024, 0.019, 0.016))
    chips = g.step(g.noise(17, 4, 0.72), 0.655, 0.675)
    tone = g.mix(g.math("MULTIPLY", chips, 0.6), tone, tuple(min(1.0, c * 1.5) for c in bright))
    tone = g.mix(g.step(g.occlusion(0.06), 0.7, 0.15), tone, tuple(c * 0.25 for c in deep))
    g.set(
        base_color=tone,
        roughness=g.ramp(g.noise(6, 4), (0.3, grey(0.62)), (0.7, grey(0.86))),
        specular_ior_level=0.28,
        normal=g.bump((grit, 0.35, 0.004), (g.noise(26, 4, 0.7), 0.25, 0.008), (chips, 0.5, -0.004)),
    )
    return g.material


def _vessel(
    profile: np.ndarray,
    wall: float,
    material: bpy.types.Material,
    at: tuple[float, float],
    seed: int,
    throw: int = 0,
    facets: float = 0.0,
) -> None:
    """A hollow body: `throw` faint turns of the potter's fingers, or `facets` of a carver's knife."""
    outer = spline(profile, steps=16)
    along = np.gradient(outer, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    inner = outer + np.stack([-along[:, 1], along[:, 0]], -1) * wall
    inner[:, 0] = np.maximum(inner[:, 0], 0)
    inner[:, 1] = np.maximum(inner[:, 1], wall)
    inner[0, 0] = 0
    lip = [
        (outer[-1] * (1 - t) + inner[-1] * t) + (0, wall * 0.42 * np.sin(np.pi * t)) for t in (0.2, 0.5, 0.8)
    ]
    line = np.vstack([outer, lip, inner[::-1]])
    if throw:
        wave = np.sin(line[:, 1] / profile[-1, 1] * throw * 2 * np.pi)
        line[:, 0] *= 1 + 0.0013 * wave * (line[:, 0] > 0.05)
    thing = meshes.turned(line, material, 300, name="vessel")
    smithing.roughened(thing, (0.024 if throw else 0.7 * wall, 1.8, seed * 3.1))
    if facets:
        smithing.roughened(thing, (facets, 8.0, seed))
    smithing.roughened(thing, (0.15 * wall, 9.0, seed + 1.0))
    if wall > 0.01:
        _chip(thing, profile, np.random.default_rng(seed))
    thing.location = (*at, 0.004)
    thing.rotation_euler = (0, 0, seed * 1.3)


def _chip(thing: bpy.types.Object, profile: np.ndarray, rng: np.random.Generator) -> None:
    """Break small pieces from the rim."""
    points = smithing.vertices(thing)
    r, h = profile[-1]
    for angle in rng.uniform(0, 2 * np.pi, 3):
        spot = np.array([r * np.cos(angle), r * np.sin(angle), h + 0.012])
        size = rng.uniform(0.014, 0.030) * (r / 0.2) ** 0.5
        gap = np.linalg.norm(points - spot, axis=1)
        points[:, 2] -= np.clip(size - gap, 0, None) * 0.8
    smithing.reshape(thing, points)


def _dish(material: bpy.types.Material) -> None:
    """A flat oblong dish hewn from one board, knife marks across its bottom."""
    profile: Sequence[tuple[float, float]] = [
        (0.002, 0.0), (0.60, 0.0), (0.80, 0.004), (0.94, 0.040), (1.0, 0.082), (0.985, 0.094), (0.955, 0.088),
        (0.90, 0.056), (0.80, 0.032), (0.60, 0.028), (0.002, 0.028),
    ]  # fmt: skip
    line = spline(profile, steps=26)
    a = np.linspace(0, 2 * np.pi, 420, endpoint=False)
    x = 0.50 * np.sign(np.cos(a)) * np.abs(np.cos(a)) ** 0.62
    y = 0.33 * np.sign(np.sin(a)) * np.abs(np.sin(a)) ** 0.62
    rings = np.stack([line[:, :1] * x, line[:, :1] * y, np.repeat(line[:, 1:], len(a), 1)], -1)
    inside = (rings[..., 2] < 0.04) & (np.arange(len(line)) > len(line) // 2)[:, None]
    rings[..., 2] += np.where(inside, 0.0016 * np.sin(120 * rings[..., 0] + 4 * np.sin(6 * rings[..., 1])), 0)
    rings[..., 2] += 0.035 * rings[..., 0] * rings[..., 1] / 0.16 * 0.5  # the board has warped
    points = meshes.disturbed(rings.reshape(-1, 3), 0.010, 3.0, 2.0)
    points = meshes.disturbed(points, 0.005, 11.0, 5.0).reshape(rings.shape)
    dish = smithing.loft(points[:, ::-1], material, "dish")
    dish.location, dish.rotation_euler = (-0.53, -0.18, 0.016), (0, 0, np.radians(9))


def _ladle(cell: float) -> Clay:
    """A deep round scoop and a handle with a hooked end; the scoop is about the origin."""
    clay = Clay((-0.20, -0.20, -0.16), (0.86, 0.20, 0.34), cell)
    clay.ball((0, 0, 0.01), (0.150, 0.138, 0.125), 0.01)
    handle = [(0.10, 0, 0.055), (0.24, 0, 0.090), (0.44, 0, 0.105), (0.62, 0, 0.110), (0.72, 0, 0.120)]
    clay.limb(handle, [0.046, 0.032, 0.026, 0.027, 0.032], 0.04)
    clay.limb([(0.70, 0, 0.118), (0.775, 0, 0.112), (0.805, 0, 0.068)], [0.030, 0.034, 0.024], 0.02)
    clay.box((0, 0, 0.155), (0.19, 0.19, 0.085), 0.006, carve=True)
    clay.ball((0.0, 0, 0.035), (0.127, 0.115, 0.115), 0.008, carve=True)
    return clay


def _spoon(cell: float) -> Clay:
    """A small spoon: an oval bowl about the origin and a thin straight handle."""
    clay = Clay((-0.12, -0.08, -0.05), (0.42, 0.08, 0.06), cell)
    clay.ball((0, 0, 0.008), (0.092, 0.060, 0.032), 0.004)
    clay.limb([(0.07, 0, 0.010), (0.16, 0, 0.016), (0.38, 0, 0.012)], [0.016, 0.0085, 0.0105], 0.016)
    clay.ball((0.385, 0, 0.012), 0.015, 0.006)
    clay.ball((0, 0, 0.030), (0.086, 0.054, 0.038), 0.003, carve=True)
    return clay
