"""Goldsmith's work in wire and sheet, as solids: chains, twisted wire, rings, bells, stones in cells."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from bpy.types import Material, Object

from . import meshes
from .curves import lengths, spline
from .meshes import UNIT
from .relief import Relief

UP = np.array([0.0, 0.0, 1.0])


def on_stage(relief: Relief, points: Sequence, height: float = 0.0) -> np.ndarray:
    """Return points of a relief's drawing as places on the stage, (n, 3), at a height over the ground.

    The relief is laid on the stage by `meshes.relief_object`, which puts its middle at the origin.
    """
    ys, xs = np.where(relief.edge > 0)
    middle = np.array([xs.min() + xs.max(), ys.min() + ys.max()]) / 2 / relief.density
    p = (np.asarray(points, float) - relief.origin - middle) * (UNIT, -UNIT)
    return np.c_[p, np.full(len(p), height)]


def even(path: np.ndarray, count: int) -> np.ndarray:
    """Return `count` points at equal distances along a line in space."""
    run = lengths(path)
    t = np.linspace(0, run[-1], count)
    return np.stack([np.interp(t, run, path[:, k]) for k in range(3)], -1)


def _frame(path: np.ndarray, closed: bool = False) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    along = np.roll(path, -1, 0) - np.roll(path, 1, 0) if closed else np.gradient(path, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    side = np.cross(along, UP)
    side /= np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-9)
    return along, side, np.cross(side, along)


def chain(path: np.ndarray, link: float, wire: float, material: Material) -> None:
    """Lay a chain of oval links along a line; links lie tilted by turns, as a chain does on a table."""
    count = max(2, int(lengths(path)[-1] / (link * 0.70)))
    points = even(path, count)
    along, side, up = _frame(points)
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    rng = np.random.default_rng(3)
    for k in range(count):
        lean = np.radians((38 if k % 2 else -38) + rng.normal(0, 5))
        across = side[k] * np.cos(lean) + up[k] * np.sin(lean)
        oval = points[k] + np.cos(turn)[:, None] * along[k] * (link / 2 - wire)
        oval = oval + np.sin(turn)[:, None] * across * link * 0.30
        meshes.tube(oval, wire, material, 14, closed=True, name="link")


def ring(
    centre: Sequence[float], radius: float, wire: float, material: Material, axis: Sequence[float] = (0, 0, 1)
) -> Object:
    """A closed ring of round wire about an axis."""
    n = np.asarray(axis, float) / np.linalg.norm(axis)
    a = np.cross(n, (1, 0, 0) if abs(n[0]) < 0.9 else (0, 1, 0))
    a /= np.linalg.norm(a)
    b = np.cross(n, a)
    t = np.linspace(0, 2 * np.pi, 72, endpoint=False)[:, None]
    path = np.asarray(centre, float) + radius * (np.cos(t) * a + np.sin(t) * b)
    return meshes.tube(path, wire, material, 20, closed=True, name="ring")


def twisted_wire(
    path: np.ndarray,
    radius: float,
    material: Material,
    strands: int = 2,
    pitch: float = 5.0,
    closed: bool = False,
) -> None:
    """Lay wire twisted of strands along a line; `pitch` is a full turn's length in radii."""
    run = lengths(np.vstack([path, path[:1]]) if closed else path)
    turns = run[-1] / (pitch * radius)
    turns = round(turns) if closed else turns
    count = int(turns * 14) + 2
    line = even(np.vstack([path, path[:1]]) if closed else path, count + closed)[: count or None]
    _, side, up = _frame(line, closed)
    t = np.arange(count) / (count if closed else count - 1)
    for k in range(strands):
        angle = 2 * np.pi * (turns * t + k / strands)
        strand = line + radius * 0.52 * (np.cos(angle)[:, None] * side + np.sin(angle)[:, None] * up)
        meshes.tube(strand, radius * 0.52, material, 12, closed=closed, name="wire")


def beads(path: np.ndarray, radius: float, material: Material, gap: float = 2.15) -> None:
    """Set a row of granules along a line."""
    t = np.linspace(0, np.pi, 9)
    sphere = meshes.turned(np.c_[np.sin(t) * radius, -np.cos(t) * radius], material, 16, name="bead")
    count = max(2, int(lengths(path)[-1] / (gap * radius)))
    for k, place in enumerate(even(path, count)):
        if k == 0:
            sphere.location = place
        else:
            meshes.place(sphere.data, place)


def bell(top: Sequence[float], height: float, radius: float, material: Material) -> Object:
    """A small bell that hangs from `top` along -y and lies on the ground: an open cone."""
    outline = [
        (0.06, 1.0),
        (0.16, 0.97),
        (0.30, 0.86),
        (0.46, 0.66),
        (0.66, 0.36),
        (0.92, 0.06),
        (1.0, 0.0),
        (0.94, 0.0),
        (0.80, 0.14),
        (0.54, 0.46),
        (0.30, 0.74),
        (0.0, 0.86),
    ]
    body = meshes.turned(spline(np.array(outline) * (radius, height), steps=6), material, 72, 0.003, "bell")
    # Its tip points up the page (+y); the mouth rests on the ground.
    body.rotation_euler = (-np.pi / 2, 0, 0)
    body.location = (top[0], top[1] - height, max(top[2], radius * 0.92))
    return body
