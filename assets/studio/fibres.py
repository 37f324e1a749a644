"""Hair, fringes and cords: many thin strands in one mesh, and their material."""

from __future__ import annotations

import bpy
import numpy as np

from .meshes import mesh_object
from .nodes import Colour, Graph, grey


def hair(dark: Colour = (0.010, 0.006, 0.004), light: Colour = (0.060, 0.034, 0.018)) -> bpy.types.Material:
    """Hair or wool; every strand has its own tone (attribute `tone`, 0..1)."""
    g = Graph("hair")
    tone = g.ramp(g.attribute("tone"), (0.0, dark), (1.0, light))
    shade = g.step(g.occlusion(0.03), 0.75, 0.1)
    g.set(
        base_color=g.mix(shade, tone, tuple(c * 0.3 for c in dark)),
        roughness=g.ramp(g.attribute("tone"), (0.0, grey(0.36)), (1.0, grey(0.52))),
        specular_ior_level=0.45,
    )
    return g.material


def strands(
    paths: np.ndarray, radii: np.ndarray | float, material: bpy.types.Material, sides: int = 5, seed: int = 1
) -> bpy.types.Object:
    """Make strands of equal numbers of points: `paths` (strands, points, 3), `radii` alike or one number."""
    count, length, _ = paths.shape
    r = np.broadcast_to(radii, (count, length))
    along = np.gradient(paths, axis=1)
    along /= np.maximum(np.linalg.norm(along, axis=2, keepdims=True), 1e-9)
    helper = np.where(np.abs(along[..., 2:]) < 0.9, (0.0, 0.0, 1.0), (0.0, 1.0, 0.0))
    u = np.cross(along, helper)
    u /= np.maximum(np.linalg.norm(u, axis=2, keepdims=True), 1e-9)
    v = np.cross(along, u)
    a = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    ring = np.cos(a)[:, None] * u[:, :, None] + np.sin(a)[:, None] * v[:, :, None]
    points = (paths[:, :, None] + ring * r[:, :, None, None]).reshape(-1, 3)
    i, j, k = np.meshgrid(np.arange(count), np.arange(length - 1), np.arange(sides), indexing="ij")
    first, m = (i * length + j) * sides, (k + 1) % sides
    faces = np.stack([first + k, first + m, first + sides + m, first + sides + k], -1).reshape(-1, 4)
    thing = mesh_object("strands", points, faces, material)
    tones = np.repeat(np.random.default_rng(seed).random(count), length * sides)
    layer = thing.data.attributes.new("tone", "FLOAT", "POINT")
    layer.data.foreach_set("value", tones.astype(np.float32))
    return thing


def plait(
    axis: np.ndarray, width: np.ndarray, pitch: float, fibres: int = 70, seed: int = 1
) -> tuple[np.ndarray, np.ndarray]:
    """Plait three locks round an axis (points, 3) whose points lie close together.

    `width` is half the plait's width along it, `pitch` the length of one full turn. Returns
    paths (3 * fibres, points, 3) and the directions (points, 2, 3) across and up.
    """
    rng = np.random.default_rng(seed)
    along = np.gradient(axis, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    across = np.cross(along, (0.0, 0.0, 1.0))
    across /= np.linalg.norm(across, axis=1, keepdims=True)
    up = np.cross(across, along)
    run = np.r_[0, np.cumsum(np.linalg.norm(np.diff(axis, axis=0), axis=1))]
    paths = []
    for lock in range(3):
        phase = 2 * np.pi * (run / pitch + lock / 3)
        centre = (
            axis
            + (0.58 * width * np.sin(phase))[:, None] * across
            + (0.34 * width * np.sin(2 * phase))[:, None] * up
        )
        for _ in range(fibres):
            radius, angle = np.sqrt(rng.random()), rng.uniform(0, 2 * np.pi)
            turn = angle + 0.5 * np.sin(phase + rng.uniform(0, 6))
            a = 0.50 * width * radius * np.cos(turn)
            b = 0.42 * width * radius * np.sin(turn)
            paths.append(centre + a[:, None] * across + b[:, None] * up)
    return np.array(paths), np.stack([across, up], 1)
