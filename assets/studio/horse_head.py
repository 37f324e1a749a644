"""A horse's head and neck, lofted from its outlines in side and front view.

The head has coordinates of its own: u runs from the poll (0) to the lips (1), v up from the
line of the face, w to the sides, all in shares of the head's length. `Pose` sets it on the stage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.interpolate import PchipInterpolator

from .clay import Clay

SIDES = (-1, 1)

# (u, top, bottom, half width, width at the lower edge as a share of it)
HEAD = (
    (0.00, 0.000, -0.300, 0.118, 0.70),
    (0.08, 0.030, -0.365, 0.144, 0.68),
    (0.17, 0.046, -0.415, 0.168, 0.64),
    (0.27, 0.050, -0.428, 0.180, 0.60),
    (0.38, 0.038, -0.398, 0.164, 0.58),
    (0.50, 0.020, -0.350, 0.136, 0.58),
    (0.62, 0.002, -0.312, 0.114, 0.62),
    (0.74, -0.018, -0.292, 0.104, 0.68),
    (0.84, -0.040, -0.292, 0.106, 0.76),
    (0.92, -0.072, -0.292, 0.104, 0.80),
    (0.97, -0.110, -0.276, 0.088, 0.84),
    (1.00, -0.155, -0.245, 0.050, 0.90),
)
EYE = (0.292, -0.062)  # (u, v)
MOUTH = (0.835, -0.218)  # the corner


@dataclass(frozen=True)
class Pose:
    """Where the poll is, how steeply the face falls (degrees under the horizon), how long the head is."""

    poll: tuple[float, float, float]
    fall: float
    size: float

    @property
    def axes(self) -> np.ndarray:
        """The directions u, v and w on the stage, as rows."""
        a = np.radians(self.fall)
        c, s = np.cos(a), np.sin(a)
        return np.array([(c, 0, -s), (s, 0, c), (0, 1, 0)])

    def at(self, points: Sequence | np.ndarray) -> np.ndarray:
        """Points (…, 3) of the head on the stage."""
        return np.asarray(self.poll) + self.size * (np.asarray(points, float) @ self.axes)

    def of(self, points: np.ndarray) -> np.ndarray:
        """Points (…, 3) of the stage on the head."""
        return ((points - np.asarray(self.poll, np.float32)) @ self.axes.T.astype(np.float32)) / self.size


def loft(clay: Clay, pose: Pose, table: Sequence[Sequence[float]], power: float, blend: float) -> None:
    """Add a body of rounded sections: rows of (u, top, bottom, half width, share of it below).

    `power` 2 makes the sections oval, more makes them squarer. Works in slabs, to save memory.
    """
    t = np.asarray(table, float)
    fine = np.linspace(t[0, 0], t[-1, 0], 600)
    rows = [PchipInterpolator(t[:, 0], t[:, k])(fine) for k in range(1, 5)]
    axes = [clay.low[k] + clay.cell * np.arange(clay.shape[k]) for k in range(3)]
    for start in range(0, clay.shape[0], 24):
        part = slice(start, start + 24)
        grid = np.stack(np.meshgrid(axes[0][part], axes[1], axes[2], indexing="ij"), -1)
        u, v, w = np.moveaxis(pose.of(grid.astype(np.float32)), -1, 0)
        top, bottom, half, below = (np.interp(u, fine, row) for row in rows)
        middle, high = (top + bottom) / 2, np.maximum((top - bottom) / 2, 1e-4)
        s = (v - middle) / high
        wide = half * (1 - (1 - below) * np.clip((1 - s) / 2, 0, 1) ** 1.3)
        q = (np.abs(s) ** power + np.abs(w / wide) ** power) ** (1 / power)
        gap = (1 - 1 / np.maximum(q, 0.05)) * np.hypot(v - middle, w)
        beyond = np.maximum(t[0, 0] - u, u - t[-1, 0])
        gap = np.where(beyond > 0, np.hypot(np.maximum(gap, 0), beyond), gap) * pose.size
        old = clay.field[part]
        h = np.clip(0.5 + 0.5 * (old - gap) / blend, 0, 1)
        clay.field[part] = old * (1 - h) + gap * h - blend * h * (1 - h)


def model(clay: Clay, pose: Pose) -> None:
    """Model the head without ears and eyes."""
    size = pose.size

    def limb(points: Sequence, radii: Sequence[float] | float, blend: float, carve: bool = False) -> None:
        clay.limb(pose.at(points), np.asarray(radii) * size, blend * size, carve)

    def ball(at: Sequence[float], radii: Sequence[float], blend: float, carve: bool = False) -> None:
        # Radii run along u, w and v.
        clay.ball(pose.at(at), np.asarray(radii) * size, blend * size, (0, pose.fall, 0), carve)

    loft(clay, pose, HEAD, 2.5, 0.02 * size)
    ball((0.945, -0.195, 0), (0.062, 0.086, 0.085), 0.03)  # upper lip
    ball((0.900, -0.285, 0), (0.060, 0.064, 0.042), 0.03)  # lower lip and chin
    for y in SIDES:
        ball((0.200, -0.250, y * 0.104), (0.170, 0.045, 0.155), 0.03)  # jowl
        limb([(0.34, -0.135, y * 0.158), (0.44, -0.140, y * 0.138), (0.56, -0.150, y * 0.106)], 0.020, 0.04)
        limb(
            [(0.225, -0.010, y * 0.150), (0.285, -0.004, y * 0.166), (0.340, -0.030, y * 0.158)], 0.028, 0.04
        )
        ball((0.125, 0.000, y * 0.150), (0.055, 0.020, 0.036), 0.04, carve=True)  # hollow of the temple
        ball((0.66, -0.130, y * 0.130), (0.120, 0.020, 0.050), 0.05, carve=True)  # side of the nose
        # Nostril: a comma with a raised wing.
        limb(
            [(0.895, -0.105, y * 0.076), (0.945, -0.115, y * 0.078), (0.965, -0.155, y * 0.072)], 0.026, 0.03
        )
        nostril = [(0.900, -0.132, y * 0.114), (0.935, -0.135, y * 0.108), (0.950, -0.166, y * 0.098)]
        limb(nostril, [0.010, 0.018, 0.020], 0.012, carve=True)
        lips = [(1.03, -0.238, y * 0.02), (0.985, -0.244, y * 0.076), (0.91, -0.238, y * 0.110)]
        limb([*lips, (*MOUTH, y * 0.112)], [0.010, 0.010, 0.009, 0.006], 0.010, carve=True)


def ears(clay: Clay, pose: Pose, grown: float = 0.0) -> None:
    """Add two ears, upright and turned forward; `grown` makes them thicker, for what they wear."""
    size = pose.size
    for y in SIDES:
        foot = pose.at((0.020, -0.015, y * 0.118))
        tips = [(0, 0, 0), (-0.018, y * 0.040, 0.095), (-0.010, y * 0.075, 0.185), (0.020, y * 0.095, 0.290)]
        line = foot + size * np.asarray(tips)
        clay.limb(line, size * (np.array([0.050, 0.058, 0.046, 0.008]) + grown), 0.03 * size)
        inner = line[1:] + size * np.array(
            [(0.052, y * 0.024, -0.02), (0.044, y * 0.018, 0), (0.02, 0, -0.03)]
        )
        clay.limb(inner, size * np.array([0.036, 0.034, 0.008]), 0.012 * size, carve=True)


def eye(clay: Clay, pose: Pose) -> None:
    """Add plain eyeballs to both sides."""
    for y in SIDES:
        size = pose.size * np.array([0.046, 0.036, 0.040])
        clay.ball(pose.at((*EYE, y * 0.138)), size, 0.008 * pose.size, (0, pose.fall, 0))
