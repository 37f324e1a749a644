"""Solid figures modelled like clay: balls and limbs that melt into each other.

The figure is a signed distance field on a grid (negative inside); the parts are joined
by a smooth minimum, tools carve by a smooth maximum, and marching cubes give the skin.
"""

from __future__ import annotations

from collections.abc import Sequence

import bpy
import numpy as np
from skimage.measure import marching_cubes

from .meshes import mesh_object

Vec = Sequence[float]


class Clay:
    """A lump of clay inside a box from `low` to `high`, in grid cells of size `cell`."""

    def __init__(self, low: Vec, high: Vec, cell: float) -> None:
        self.low, self.cell = np.asarray(low, float), cell
        self.shape = np.ceil((np.asarray(high, float) - self.low) / cell).astype(int) + 1
        self.field = np.full(self.shape, 10 * cell, np.float32)

    def ball(
        self,
        centre: Vec,
        radii: Vec | float,
        blend: float = 0.02,
        turn: Vec = (0, 0, 0),
        carve: bool = False,
    ) -> None:
        """Add (or carve) a ball or an ellipsoid, turned by angles about x, y, z in degrees."""
        c = np.asarray(centre, float)
        r = np.full(3, radii, float) if np.isscalar(radii) else np.asarray(radii, float)
        window, points = self._near(c - r.max(), c + r.max(), blend)
        if points.size == 0:
            return
        q = (points - c) @ _rotation(turn)
        k0 = np.linalg.norm(q / r, axis=-1)
        k1 = np.linalg.norm(q / r**2, axis=-1)
        self._join(window, k0 * (k0 - 1) / np.maximum(k1, 1e-6), blend, carve)

    def limb(
        self,
        path: Sequence[Vec],
        radii: Sequence[float] | float,
        blend: float = 0.02,
        carve: bool = False,
    ) -> None:
        """Add (or carve) a tapering limb along a line of points."""
        p = np.asarray(path, float)
        r = np.full(len(p), radii, float) if np.isscalar(radii) else np.asarray(radii, float)
        window, points = self._near(p.min(0) - r.max(), p.max(0) + r.max(), blend)
        if points.size == 0:
            return
        best = np.full(points.shape[:-1], 1e3)
        for a, b, ra, rb in zip(p[:-1], p[1:], r[:-1], r[1:], strict=False):
            along = b - a
            t = np.clip(((points - a) @ along) / max(along @ along, 1e-12), 0, 1)
            gap = np.linalg.norm(points - a - t[..., None] * along, axis=-1) - (ra + (rb - ra) * t)
            np.minimum(best, gap, out=best)
        self._join(window, best, blend, carve)

    def box(
        self,
        centre: Vec,
        half: Vec,
        blend: float = 0.01,
        turn: Vec = (0, 0, 0),
        carve: bool = False,
        corner: float = 0.0,
    ) -> None:
        """Add (or carve) a box given by its centre and half sizes, with rounded corners."""
        c, h = np.asarray(centre, float), np.asarray(half, float)
        reach = np.linalg.norm(h) if any(turn) else h
        window, points = self._near(c - reach, c + reach, blend)
        if points.size == 0:
            return
        q = np.abs((points - c) @ _rotation(turn)) - h + corner
        gap = np.linalg.norm(np.maximum(q, 0), axis=-1) + np.minimum(q.max(-1), 0) - corner
        self._join(window, gap, blend, carve)

    def skin(self, material: bpy.types.Material, name: str = "figure") -> bpy.types.Object:
        """Return the finished figure as an object."""
        points, faces, _, _ = marching_cubes(self.field, 0.0)
        # Marching cubes wind the faces for a field that grows inwards: turn them.
        return mesh_object(name, points * self.cell + self.low, faces[:, ::-1].astype(np.int32), material)

    def _near(self, low: np.ndarray, high: np.ndarray, blend: float):
        margin = blend + 3 * self.cell
        a = np.clip(np.floor((low - margin - self.low) / self.cell).astype(int), 0, self.shape)
        b = np.clip(np.ceil((high + margin - self.low) / self.cell).astype(int) + 1, 0, self.shape)
        window = tuple(slice(i, j) for i, j in zip(a, b, strict=False))
        axes = [np.arange(i, j) * self.cell + o for i, j, o in zip(a, b, self.low, strict=False)]
        return window, np.stack(np.meshgrid(*axes, indexing="ij"), -1)

    def _join(self, window, gap: np.ndarray, blend: float, carve: bool) -> None:
        old = self.field[window]
        if carve:  # smooth maximum of the figure and the outside of the tool
            h = np.clip(0.5 - 0.5 * (old + gap) / max(blend, 1e-6), 0, 1)
            self.field[window] = old * (1 - h) - gap * h + blend * h * (1 - h)
        else:
            h = np.clip(0.5 + 0.5 * (old - gap) / max(blend, 1e-6), 0, 1)
            self.field[window] = old * (1 - h) + gap * h - blend * h * (1 - h)


def _rotation(turn: Vec) -> np.ndarray:
    x, y, z = np.radians(turn)
    rx = np.array([[1, 0, 0], [0, np.cos(x), -np.sin(x)], [0, np.sin(x), np.cos(x)]])
    ry = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    rz = np.array([[np.cos(z), -np.sin(z), 0], [np.sin(z), np.cos(z), 0], [0, 0, 1]])
    return rz @ ry @ rx
