"""BEREL-11: hair and wig of the man of kurgan 11, as reconstructed: two plaits.

The sources do not say the same of hair and wig. Shown are a parting, hair combed to both
sides and two plaits tied with plain thongs; the form of the cap is simplified.
"""

from __future__ import annotations

import numpy as np

from .. import fibres, materials, meshes, scene
from ..curves import spline
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/berel/media/hair-and-wig.jpg",
        (2400, 1800),
        tilt=26,
        yaw=-5,
        fill=0.88,
        key=135,
        strip=60,
        low=30,
    ),
}

RADII = np.array([0.325, 0.37, 0.25])  # of the cap of hair
GATHER = np.array([0.72, -0.68, 0.16])  # direction at which the hair is gathered for the plait


def build(draft: bool = False) -> None:
    share = 0.5 if draft else 1.0
    dark = fibres.hair()
    cap = meshes.turned(
        [(0.001, 0.985), (0.3, 0.94), (0.6, 0.79), (0.85, 0.52), (0.97, 0.2), (0.985, 0.0)], dark
    )
    cap.scale = RADII * 0.985
    for side in (-1, 1):
        _combed(side, int(1500 * share), dark)
        _plait(side, int(90 * share), dark)
    scene.ground()


def _unit(v: np.ndarray) -> np.ndarray:
    return v / np.linalg.norm(v, axis=-1, keepdims=True)


def _combed(side: int, count: int, material) -> None:
    """Hair from the parting over the side of the head to where the plait begins."""
    rng = np.random.default_rng(side + 5)
    t = np.linspace(0, 1, 36)[None, :, None]
    turn = np.radians(rng.uniform(-8, 172, count))  # along the parting, from the brow to the nape
    root = np.c_[side * np.full(count, 0.012), np.cos(turn), np.abs(np.sin(turn)) + 0.02][:, None]
    out = np.c_[side * np.full(count, 1.15), 0.75 * np.cos(turn) + 0.08, 0.25 + 0.45 * np.sin(turn)][:, None]
    end = (GATHER * (side, 1, 1) + rng.normal(0, 0.05, (count, 3)))[:, None]
    way = _unit((1 - t) ** 2 * _unit(root) + 2 * t * (1 - t) * 0.9 * out + t**2 * _unit(end))
    lift = 1 + rng.uniform(0, 0.045, (count, 1, 1)) + 0.012 * np.sin(9 * t + rng.uniform(0, 6, (count, 1, 1)))
    lift = lift + 0.05 * np.sin(np.pi * np.clip(t, 0, 1)) * rng.random((count, 1, 1)) ** 3
    paths = way * RADII * lift
    paths[..., 2] = np.maximum(paths[..., 2], 0.012)
    taper = 0.0026 * np.clip(np.linspace(0.5, 1.3, 36), 0, 1)
    fibres.strands(paths, taper[None], material, seed=side + 2)


def _plait(side: int, count: int, material) -> None:
    start = GATHER / np.linalg.norm(GATHER) * RADII * 1.0
    plan = spline(
        [
            (start[0] - 0.02, start[1] + 0.05),
            (start[0] + 0.02, start[1] - 0.06),
            (0.262, -0.46),
            (0.250, -0.66),
            (0.285, -0.86),
            (0.330, -1.02),
        ],
        steps=60,
    )
    if side < 0:  # the other plait lies a little differently
        plan = plan + np.c_[0.03 * np.sin(np.linspace(0, 5, len(plan))), np.zeros(len(plan))]
    s = np.linspace(0, 1, len(plan))
    z = 0.058 + 0.05 * np.exp(-((s / 0.10) ** 2))
    axis = np.c_[side * plan[:, 0], plan[:, 1], z]
    body = s < 0.86
    width = 0.082 - 0.030 * s
    paths, _ = fibres.plait(axis[body], width[body], 0.25, count, seed=side + 3)
    fibres.strands(paths, 0.0026, material, seed=side + 7)
    # The tassel beyond the thong.
    rng = np.random.default_rng(side + 11)
    tail = axis[~body]
    spread = np.linspace(0.018, 0.060, len(tail))[None, :, None]
    move = rng.normal(0, 0.5, (count * 2, 1, 3)) * (1, 1, 0.5)
    bend = rng.normal(0, 0.35, (count * 2, 1, 3)) * (np.linspace(0, 1, len(tail)) ** 2)[None, :, None]
    ends = tail[None] + (move + bend) * spread
    ends[..., 2] = np.maximum(ends[..., 2] - 0.02 * np.linspace(0, 1, len(tail)), 0.008)
    fibres.strands(ends, np.linspace(0.0026, 0.0014, len(tail))[None], material, seed=side + 13)
    thong = materials.leather((0.16, 0.060, 0.026), (0.07, 0.024, 0.012), 4)
    at, ahead = axis[body][-1], _unit(axis[body][-1] - axis[body][-4])
    across = _unit(np.cross(ahead, (0, 0, 1.0)))
    a = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    for k in range(4):
        centre = at + ahead * (0.013 * k - 0.018)
        loop = (
            centre + 0.046 * np.cos(a)[:, None] * across + 0.038 * np.sin(a)[:, None] * np.array((0, 0, 1.0))
        )
        meshes.tube(loop, 0.0075, thong, sides=12, closed=True)
    for way in (-1, 1):  # loose ends of the thong
        tip = at + ahead * 0.02 + across * 0.05 * way
        line = [
            at + np.array((0, 0, 0.036)),
            tip + ahead * 0.03 + (0, 0, 0.0),
            tip + ahead * 0.10 + (0, 0, -0.04),
        ]
        meshes.tube(np.array(line), [0.007, 0.007, 0.005], thong, sides=10)
