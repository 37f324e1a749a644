"""Stones laid on mounds of scale models."""

from __future__ import annotations

from collections.abc import Callable

import bpy
import numpy as np

from . import meshes

Surface = Callable[[np.ndarray], np.ndarray]  # height over the distance from the middle


def dome(profile: list[tuple[float, float]], material: bpy.types.Material, segments: int = 160) -> Surface:
    """Make the body of a mound from (radius, height) points; return its height function."""
    points = np.array(sorted(profile, reverse=True), float)
    meshes.turned(points, material, segments, wobble=0.004, name="mound")
    rising = points[::-1]
    return lambda r: np.interp(r, rising[:, 0], rising[:, 1])


def scatter(
    surface: Surface,
    radius: float,
    spacing: float,
    size: tuple[float, float],
    stones: list[bpy.types.Mesh],
    rng: np.random.Generator,
    inner: float = 0.0,
    flat: float = 0.6,
    sink: float = 0.25,
) -> None:
    """Cover a round surface with stones on a sunflower pattern, which leaves no rows or gaps."""
    count = int(np.pi * radius**2 / spacing**2)
    k = np.arange(count) + 0.5
    r = radius * np.sqrt(k / count) + rng.normal(0, spacing * 0.25, count)
    a = k * np.pi * (3 - np.sqrt(5)) + rng.normal(0, 0.05, count)
    for distance, angle in zip(r, a, strict=False):
        if distance < inner:
            continue
        # Most stones are small: square the random number.
        s = size[0] + (size[1] - size[0]) * rng.random() ** 2
        z = float(surface(np.array(abs(distance)))) + s * flat * (0.5 - sink)
        meshes.place(
            stones[rng.integers(len(stones))],
            (distance * np.cos(angle), distance * np.sin(angle), z),
            (rng.normal(0, 0.35), rng.normal(0, 0.35), rng.uniform(0, 6.3)),
            (s, s * rng.uniform(0.8, 1.1), s * rng.uniform(0.8, 1.2)),
        )


def kerb(
    radius: float,
    count: int,
    size: float,
    height: float,
    stones: list[bpy.types.Mesh],
    rng: np.random.Generator,
    jitter: float = 0.1,
    upright: bool = False,
    centre: tuple[float, float] = (0, 0),
) -> None:
    """Set stones in a ring, lying or standing; no two standing ones are of a height."""
    for k in range(count):
        angle = 2 * np.pi * (k + rng.normal(0, jitter)) / count
        r = radius + rng.normal(0, size * jitter)
        s = size * rng.uniform(0.75, 1.25)
        tall = s * rng.uniform(0.65, 1.85)
        scale = (s * 0.45, s * 0.68, tall) if upright else (s, s * 0.8, s * 0.8)
        z = height + (tall * 0.4 if upright else s * 0.2)
        lean = 0.17 if upright else 0.10
        meshes.place(
            stones[rng.integers(len(stones))],
            (centre[0] + r * np.cos(angle), centre[1] + r * np.sin(angle), z),
            (rng.normal(0, lean), rng.normal(0, lean), angle + rng.normal(0, 0.4)),
            scale,
        )


def board(
    half: tuple[float, float], material: bpy.types.Material, edge: bpy.types.Material, thick: float = 0.05
) -> None:
    """The base: a dark tray with a low rim, filled with land to the rim. The land lies at height 0."""
    width, lip = 0.014, 0.005  # of the rim, and how far it stands out
    deep, tall = thick + 0.004, thick + 0.004 + lip
    inner = (half[0] - width, half[1] - width)
    meshes.box((2 * inner[0], 2 * inner[1], 0.02), (0, 0, 0.004 - deep), edge, 0, name="board")
    for side in (-1, 1):
        z = lip - tall / 2
        at = side * (inner[1] + width / 2)
        meshes.box((2 * half[0], width, tall), (0, at, z), edge, 0.004, name="rim")
        at = side * (inner[0] + width / 2)
        meshes.box((width, 2 * inner[1], tall), (at, 0, z), edge, 0.004, name="rim")
    columns, rows = 160, 140
    # The land runs a little way under the rim.
    reach = np.array(half) - width * 0.5
    x, y = np.meshgrid(
        np.linspace(-reach[0], reach[0], columns), np.linspace(-reach[1], reach[1], rows), indexing="ij"
    )
    inside = np.minimum(reach[0] - np.abs(x), reach[1] - np.abs(y))
    z = 0.004 * np.sin(5 * x + 2) * np.sin(4 * y + 1) * np.clip(inside / 0.12, 0, 1)
    i, j = np.meshgrid(np.arange(columns - 1), np.arange(rows - 1), indexing="ij")
    first = i * rows + j
    faces = np.stack([first, first + rows, first + rows + 1, first + 1], -1).reshape(-1, 4)
    meshes.mesh_object("land", np.stack([x, y, z], -1).reshape(-1, 3), faces, material)
