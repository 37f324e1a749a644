"""Cloth: silk and dark woven wool."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from bpy.types import Material, Object

from .meshes import mesh_object
from .nodes import Colour, Graph, grey

SILK_RED: Colour = (0.125, 0.010, 0.009)
WOOL_RED: Colour = (0.050, 0.008, 0.006)
WOOL_DARK: Colour = (0.018, 0.013, 0.012)


def _cloth(name: str, colour: Colour, scale: float, rough: float, sheen: float) -> Material:
    g = Graph(name)
    weave = g.node(
        "TexWave", wave_type="BANDS", bands_direction="DIAGONAL", scale=95.0 * scale, distortion=1.2
    )
    g.feed(weave.inputs["Vector"], g.position())
    thread = g.mix(0.5, weave.outputs[0], g.noise(210 * scale, 3, 0.6))
    worn = g.step(g.noise(4 * scale, 4, 0.6), 0.30, 0.72)
    base = g.mix(worn, tuple(c * 0.55 for c in colour), colour)
    base = g.mix(1.0, base, g.ramp(thread, (0.25, grey(0.62)), (0.75, grey(1.25))), "MULTIPLY")
    dirt = g.step(g.occlusion(0.05), 0.8, 0.2)
    g.set(
        base_color=g.mix(g.math("MULTIPLY", dirt, 0.8), base, tuple(c * 0.15 for c in colour)),
        roughness=rough,
        sheen_weight=sheen,
        sheen_roughness=0.4,
        sheen_tint=tuple(min(1.0, c * 6) for c in colour),
        specular_ior_level=0.25,
        normal=g.bump((thread, 0.5, 0.0022 / scale), (g.noise(7 * scale, 4), 0.5, 0.018 / scale)),
    )
    return g.material


def silk(colour: Colour = SILK_RED, scale: float = 1) -> Material:
    """Old silk: a low gleam."""
    return _cloth("silk cloth", colour, scale, 0.48, 0.25)


def wool(colour: Colour = WOOL_RED, scale: float = 1) -> Material:
    """Woven wool: dull."""
    return _cloth("wool cloth", colour, scale, 0.9, 0.15)


Fold = tuple[float, float, float, float, float]  # place x, y, heading in degrees, height, half width


def drape(folds: Sequence[Fold], ripple: float = 0.004) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """Return the height of a lying cloth: long soft folds, and ripples between them."""

    def height(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        z = ripple * (np.sin(5.1 * x + 2.3 * y + 1.0) + np.sin(3.7 * y - 4.4 * x + 0.4))
        for px, py, heading, high, wide in folds:
            way = np.radians(heading)
            along = (x - px) * np.cos(way) + (y - py) * np.sin(way)
            across = (y - py) * np.cos(way) - (x - px) * np.sin(way)
            bend = across + 0.05 * np.sin(2.6 * along + px * 9)
            z = z + high * np.exp(-((bend / (wide * (1 + 0.3 * np.sin(1.7 * along + py * 7)))) ** 2))
        return z + 0.004

    return height


def cloth(
    half: tuple[float, float],
    height: Callable[[np.ndarray, np.ndarray], np.ndarray],
    material: Material,
    outline: Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]] | None = None,
    count: int = 420,
    at: tuple[float, float] = (0, 0),
) -> Object:
    """A lying cloth of half sizes about a place; `outline` may move its points on the ground."""
    x, y = np.meshgrid(np.linspace(-1, 1, count), np.linspace(-1, 1, count), indexing="ij")
    px, py = x * half[0] + at[0], y * half[1] + at[1]
    if outline:
        px, py = outline(px, py)
    z = height(px, py)
    edge = np.minimum(1 - np.abs(x), 1 - np.abs(y)) * min(half)
    z = z * np.clip(edge / 0.02, 0.3, 1) + 0.004 * np.sqrt(np.clip(edge / 0.008, 0, 1))
    i, j = np.meshgrid(np.arange(count - 1), np.arange(count - 1), indexing="ij")
    first = i * count + j
    faces = np.stack([first, first + count, first + count + 1, first + 1], -1).reshape(-1, 4)
    return mesh_object("cloth", np.stack([px, py, z], -1).reshape(-1, 3), faces, material)
