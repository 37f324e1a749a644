"""Horse tack laid on a modelled figure: straps, stitches, plaques, all held by its skin."""

from __future__ import annotations

from collections.abc import Sequence

import bpy
import numpy as np
from mathutils import Vector
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import map_coordinates

from . import fibres, meshes
from .clay import Clay
from .curves import spline


def gaps(clay: Clay, points: np.ndarray) -> np.ndarray:
    """Distances of points (n, 3) from the figure's skin, negative inside."""
    return map_coordinates(clay.field, ((points - clay.low) / clay.cell).T, order=1, mode="nearest")


def normals(clay: Clay, points: np.ndarray) -> np.ndarray:
    """Unit directions (n, 3) away from the figure at points near its skin."""
    step = 1.5 * clay.cell
    out = np.stack(
        [gaps(clay, points + step * axis) - gaps(clay, points - step * axis) for axis in np.eye(3)], -1
    )
    return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)


def cling(clay: Clay, points: np.ndarray, lift: float | np.ndarray = 0.0) -> np.ndarray:
    """Move points (n, 3) on to the skin, or `lift` over it."""
    p = np.array(points, float)
    for _ in range(14):
        gap = np.clip(gaps(clay, p) - lift, -0.03, 0.03)
        p -= gap[:, None] * normals(clay, p)
    return p


def run(points: Sequence, pitch: float) -> np.ndarray:
    """An even, smooth line in space through a few points, with a point every `pitch`."""
    p = np.asarray(points, float)
    flat = spline(p[:, :2] + 1e-6 * np.arange(len(p))[:, None], steps=16)
    fine = np.linspace(0, len(p) - 1, len(flat))
    line = np.c_[flat, PchipInterpolator(np.arange(len(p)), p[:, 2])(fine)]
    return evenly(line, pitch)


def evenly(line: np.ndarray, pitch: float) -> np.ndarray:
    """The same line with a point about every `pitch`."""
    way = np.r_[0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]
    t = np.linspace(0, way[-1], max(int(way[-1] / pitch) + 1, 2))
    return np.stack([np.interp(t, way, line[:, k]) for k in range(3)], -1)


def _frames(clay: Clay, line: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The directions away from the skin and across the line."""
    away = normals(clay, line)
    along = np.gradient(line, axis=0)
    across = np.cross(away, along)
    return away, across / np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-9)


def band(
    clay: Clay,
    points: Sequence,
    width: float,
    thick: float,
    material: bpy.types.Material,
    lift: float = 0.0,
) -> np.ndarray:
    """Lay a flat strap on the skin along a line through `points`; returns its middle line, on top."""
    pitch = max(width * 0.22, 1.5 * clay.cell)
    line = run(points, pitch)
    for _ in range(2):  # a strap is taut: no kinks where the skin turns
        line = evenly(cling(clay, line, lift), pitch)
        for _ in range(3):
            line[1:-1] = (line[:-2] + 2 * line[1:-1] + line[2:]) / 4
    line = cling(clay, line, lift)
    _, across = _frames(clay, line)
    profile = ((-1.02, -1.0), (-1.0, 0.55), (-0.90, 0.95), (-0.5, 1.0), (0, 1.0))
    profile += tuple((-a, b) for a, b in profile[::-1][1:])
    columns = [cling(clay, line + across * (0.5 * width * a), lift + thick * b) for a, b in profile]
    grid = np.stack(columns, 1)
    # The ends are folded under.
    ends = [cling(clay, row, lift - thick) for row in (grid[0], grid[-1])]
    grid = np.concatenate([ends[0][None], grid, ends[1][None]])
    count, sides = grid.shape[:2]
    i, j = np.meshgrid(np.arange(count - 1), np.arange(sides - 1), indexing="ij")
    first = (i * sides + j).ravel()
    faces = np.stack([first, first + sides, first + sides + 1, first + 1], 1)
    meshes.mesh_object("strap", grid.reshape(-1, 3), faces, material)
    return columns[4]


def stitches(
    clay: Clay,
    line: np.ndarray,
    pitch: float,
    radius: float,
    material: bpy.types.Material,
    lift: float = 0.0,
    across: bool = False,
) -> None:
    """Sew along a line on the skin; `across`: stitches that whip an edge."""
    way = np.r_[0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]
    count = max(int(way[-1] / pitch), 2)
    t = (np.arange(count) + 0.5) / count * way[-1]
    at = np.stack([np.interp(t, way, line[:, k]) for k in range(3)], -1)
    at = cling(clay, at, lift)
    away, side = _frames(clay, at)
    along = np.cross(side, away) if not across else side
    s = np.linspace(-1, 1, 7)
    bow = np.sqrt(np.clip(1 - s**2, 0, 1)) * radius * 1.1 - radius * 0.5
    paths = at[:, None] + along[:, None] * (0.34 * pitch * s)[:, None] + away[:, None] * bow[:, None]
    fibres.strands(paths, radius, material)


def plaque(
    clay: Clay,
    at: np.ndarray,
    radius: float,
    material: bpy.types.Material,
    lift: float = 0.0,
    boss: float = 0.42,
) -> bpy.types.Object:
    """Fasten a round turned plaque with a rim and a boss (a share of the radius) on the skin."""
    outline = [(1.0, -0.10), (1.0, 0.13), (0.97, 0.20), (0.90, 0.235), (0.82, 0.22), (0.76, 0.16)]
    outline += [(0.70, 0.135), (boss + 0.16, 0.15), (boss + 0.03, 0.17), (boss, 0.24)]
    outline += [(boss * c, 0.24 + 0.20 * s) for c, s in ((0.90, 0.5), (0.7, 0.78), (0.4, 0.95))]
    outline += [(0.001, 0.44)]
    thing = meshes.turned([(radius * a, radius * b) for a, b in outline], material, 56)
    place = cling(clay, np.asarray(at, float)[None], lift)
    set_on(thing, place[0], normals(clay, place)[0])
    return thing


def set_on(thing: bpy.types.Object, at: np.ndarray, away: np.ndarray, up: str = "Y") -> None:
    """Put an object at a place with its z axis along `away`."""
    thing.location = at
    thing.rotation_mode = "QUATERNION"
    thing.rotation_quaternion = Vector(tuple(away)).to_track_quat("Z", up)


def smooth(points: Sequence, steps: int = 10) -> np.ndarray:
    """Resample a line in space to `steps` points a span."""
    p = np.asarray(points, float)
    total = float(np.linalg.norm(np.diff(p, axis=0), axis=1).sum())
    return run(p, total / (steps * (len(p) - 1)))


def spaced(line: np.ndarray, count: int, start: float = 0.0, end: float = 1.0) -> np.ndarray:
    """`count` places along a line, evenly between two shares of its length."""
    way = np.r_[0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]
    t = np.linspace(start, end, count) * way[-1]
    return np.stack([np.interp(t, way, line[:, k]) for k in range(3)], -1)
