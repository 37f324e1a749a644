"""BEREL-11: hair and wig of the man of kurgan 11, as reconstructed: two plaits.

The sources do not say the same of hair and wig. Shown are a parting, hair combed to both
sides and two plaits tied with plain thongs; the form of the cap is simplified.
"""

from __future__ import annotations

import bpy
import numpy as np

from .. import carving, fibres, materials, meshes, scene
from ..curves import spline
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/berel/media/hair-and-wig.jpg",
        (2400, 1800),
        tilt=26,
        yaw=-5,
        fill=0.88,
        key=150,
        strip=60,
        low=30,
        exposure=0.35,
    ),
}

RADII = np.array([0.300, 0.385, 0.235])  # of the cap of hair
GATHER = np.array([0.215, -0.300, 0.088])  # where the hair of the right side is gathered for the plait
THICK = 0.0015  # of a strand, half
KNOT = 0.87  # where along the plait the thong is tied


def build(draft: bool = False) -> None:
    share = 0.55 if draft else 1.0
    dark = fibres.hair((0.0075, 0.0046, 0.0032), (0.034, 0.020, 0.012))
    dark.node_tree.nodes["Principled BSDF"].inputs["Specular IOR Level"].default_value = 0.27
    _cap(dark)
    for side in (-1, 1):
        axis = _axis(side)
        s = np.linspace(0, 1, len(axis))
        body = s < KNOT
        width = (0.088 - 0.034 * s)[body]
        locks, _ = fibres.plait(axis[body], width, 0.25, int(170 * share), seed=side + 3)
        fibres.strands(locks, THICK * 1.1, dark, sides=4, seed=side + 7)
        _combed(side, int(5200 * share), locks, dark)
        _tassel(side, axis[~body], int(900 * share), dark)
        _thong(axis[body], width[-1])
    scene.ground(materials.felt(tuple(c * 1.2 for c in materials.FELT), 1.7))


def _unit(v: np.ndarray) -> np.ndarray:
    return v / np.linalg.norm(v, axis=-1, keepdims=True)


def _cap(material: bpy.types.Material) -> None:
    """What lies under the strands; it ends above the nape."""
    outline = [(0.001, 0.985), (0.3, 0.94), (0.6, 0.79), (0.85, 0.52), (0.97, 0.2), (0.985, 0.0)]
    cap = meshes.turned(outline, material)
    points = carving.points(cap) * RADII * 0.975
    low = np.minimum(points[:, 1] + 0.10, 0)
    points[:, 1] -= low * 0.50
    carving.reshape(cap, points)


def _axis(side: int) -> np.ndarray:
    """The line along which a plait lies, points (n, 3); it leaves the head as the hair falls."""
    plan = spline(
        [
            (GATHER[0] - 0.004, GATHER[1]),
            (GATHER[0] + 0.026, GATHER[1] - 0.11),
            (0.252, -0.53),
            (0.246, -0.70),
            (0.276, -0.88),
            (0.318, -1.03),
        ],
        steps=60,
    )
    if side < 0:  # the other plait lies a little differently
        plan = plan + np.c_[0.03 * np.sin(np.linspace(0, 5, len(plan))), np.zeros(len(plan))]
    run = np.linspace(0, 1, len(plan))
    z = 0.052 + (GATHER[2] - 0.052) * np.exp(-((run / 0.12) ** 2))
    return np.c_[side * plan[:, 0], plan[:, 1], z]


def _combed(side: int, count: int, locks: np.ndarray, material: bpy.types.Material) -> None:
    """Hair from the parting down over the side of the head and on into the locks of the plait.

    `locks` are the plait's fibres (fibres, points, 3): each strand runs into one of them.
    """
    rng = np.random.default_rng(side + 5)
    t = np.linspace(0, 1, 34)[None, :, None]
    place = np.sort(rng.uniform(0, 1, count))[:, None, None]  # along the parting, from the brow to the nape
    turn = np.radians(-6 + 140 * place[:, 0, 0])
    wander = 0.014 * np.sin(2.6 * turn) + 0.006 * np.sin(7 * turn)
    gap = 0.004 + 0.020 * rng.random(count) ** 2
    root = _unit(np.c_[side * gap + wander, np.cos(turn), np.abs(np.sin(turn)) + 0.02])[:, None]
    # From the brow the hair falls in a wide bow over the temple, from the nape straight to the plait.
    bow = np.c_[
        side * (1.25 - 0.75 * place[:, 0, 0]),
        0.72 * np.cos(turn) - 0.22,
        0.42 + 0.42 * np.sin(turn),
    ][:, None]
    fibre = locks[rng.integers(len(locks), size=count), ::7][:, :9]
    fibre = fibre + rng.normal(0, 0.004, (count, 1, 3))
    end = fibre[:, :1] / RADII
    reach = np.linalg.norm(end, axis=-1, keepdims=True)
    way = _unit((1 - t) ** 2 * root + 2 * t * (1 - t) * bow + t**2 * end / reach)
    # Neighbours lie in the same wave: hair keeps together in locks.
    wave = 0.012 * np.sin(70 * place + 2.5 * t) + 0.008 * np.sin(163 * place - 3 * t)
    own = rng.uniform(0.0, 0.030, (count, 1, 1)) + 0.03 * rng.random((count, 1, 1)) ** 9
    lift = 0.985 + (wave + own) * np.sin(np.pi * np.clip(0.08 + 0.85 * t, 0, 1))
    lift = lift * (1 - t**3) + reach * t**3
    head = way * RADII * lift
    paths = np.concatenate([head, fibre[:, 1:]], axis=1)
    # A bend between the head and the plait is combed out.
    for _ in range(3):
        paths[:, 26:-1] = (paths[:, 25:-2] + 2 * paths[:, 26:-1] + paths[:, 27:]) / 4
    paths[..., 2] = np.maximum(paths[..., 2], 0.010)
    taper = np.r_[np.linspace(0.5, 1, 8), np.ones(paths.shape[1] - 14), np.linspace(1, 0.3, 6)]
    fibres.strands(paths, THICK * taper[None], material, sides=4, seed=side + 2)


def _tassel(side: int, tail: np.ndarray, count: int, material: bpy.types.Material) -> None:
    """The loose hair beyond the thong."""
    rng = np.random.default_rng(side + 11)
    t = np.linspace(0, 1, len(tail))[None, :, None]
    move = rng.normal(0, 0.5, (count, 1, 3)) * (1, 0.6, 0.6)
    bend = rng.normal(0, 0.30, (count, 1, 3)) * t**2
    ends = tail[None] + (move + bend) * (0.020 + 0.030 * t)
    ends = ends + (tail[-1] - tail[0]) * t * rng.uniform(-0.35, 0.15, (count, 1, 1))
    ends[..., 2] = np.maximum(ends[..., 2] - 0.03 * t[..., 0], 0.006)
    fibres.strands(ends, THICK * np.linspace(1, 0.5, len(tail))[None], material, sides=4, seed=side + 13)


def _thong(axis: np.ndarray, width: float) -> None:
    """A narrow thong, wound round the end of a plait (`axis`, half of its `width`) and tucked in."""
    leather = materials.leather((0.052, 0.022, 0.011), (0.024, 0.010, 0.006), 9)
    at, ahead = axis[-1], _unit(axis[-1] - axis[-8])
    across = _unit(np.cross(ahead, (0, 0, 1.0)))
    up = np.cross(across, ahead)
    a = np.linspace(0, 2 * np.pi * 6, 280)
    t = np.linspace(0, 1, len(a))[:, None]
    winding = (
        at
        + ahead * (0.050 * t - 0.032)
        + (width * 0.70 * np.cos(a))[:, None] * across
        + (width * 0.62 * np.sin(a))[:, None] * up
    )
    meshes.tube(winding, 0.0052, leather, sides=12)
    loose = [at + ahead * 0.016 + up * width * 0.62, at + ahead * 0.05 + up * 0.036 - across * 0.012]
    loose += [
        at + ahead * 0.10 + up * 0.016 - across * 0.030,
        at + ahead * 0.135 - across * 0.026 - up * 0.02,
    ]
    line = spline(np.array(loose)[:, :2], steps=12)
    z = np.interp(np.linspace(0, 3, len(line)), range(4), np.array(loose)[:, 2])
    meshes.tube(np.c_[line, np.maximum(z, 0.010)], 0.0046, leather, sides=10)
