"""ESIK-07: belt of massive gold plaques on leather, each an elk in "flying gallop".

The belt stands as it was worn, closed at the back. How many plaques it had and how they
were spaced is not told reliably; no buckle is shown.
"""

from __future__ import annotations

import bpy
import numpy as np

from .. import materials, meshes, scene, smithing
from ..elk import elk as draw
from ..scene import Shot

VIEW = {"standing": True, "key": 76, "top": 36, "strip": 26, "low": 36, "world": 1.2, "exposure": 0.15}
SHOTS = {
    "main": Shot("content/esik/media/belt.jpg", (2400, 1800), tilt=66, yaw=10, fill=0.88, **VIEW),
    "detail": Shot(
        "content/esik/media/belt-detail.jpg",
        (1600, 1200),
        tilt=76,
        yaw=4,
        zoom=2.35,
        shift=(0.03, -0.17),
        **VIEW,
    ),
}

AXES = (0.78, 0.60)  # of the oval of the waist
PLAQUE = 0.52  # length of one plaque
COUNT = 8
TALL = 0.38  # height of the leather
THICK = 0.022  # of the leather


def build(draft: bool = False) -> None:
    hide = materials.leather((0.085, 0.034, 0.018), (0.034, 0.013, 0.008), 1.1)
    _leather(hide)
    elk = draw(0.45 if draft else 0.85)
    plain = draw(0.3)
    gold = materials.gold(1.6)
    round_waist = _waist()[1][-1]
    for k in range(COUNT):
        s = round_waist * (k + 0.12) / COUNT
        front = 2 <= k <= 6
        thing = meshes.relief_object(elk if front else plain, gold)
        _bend(thing, s)
    scene.ground(dim=True)


def _waist() -> tuple[np.ndarray, np.ndarray]:
    """Return the oval, from the back over its left side to the front, and the length along it."""
    a = np.linspace(0, 2 * np.pi, 1441)
    oval = np.c_[-AXES[0] * np.sin(a), AXES[1] * np.cos(a)]
    return oval, np.r_[0, np.cumsum(np.linalg.norm(np.diff(oval, axis=0), axis=1))]


def _wrapped(s: np.ndarray, height: np.ndarray, out: np.ndarray) -> np.ndarray:
    """Lay plane coordinates round the waist: along, up, outwards."""
    oval, run = _waist()
    s = np.mod(s, run[-1])
    along = np.gradient(oval, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    x, y = np.interp(s, run, oval[:, 0]), np.interp(s, run, oval[:, 1])
    tx, ty = np.interp(s, run, along[:, 0]), np.interp(s, run, along[:, 1])
    lean = 0.05 * np.sin(2 * np.pi * s / run[-1] + 1.0) * (height - TALL / 2)
    sag = 0.006 * np.sin(4 * np.pi * s / run[-1])
    return np.stack([x + ty * (out + lean), y - tx * (out + lean), height + sag], -1)


def _bend(thing: bpy.types.Object, s: float) -> None:
    points = smithing.vertices(thing)
    scale = PLAQUE / np.ptp(points[points[:, 2] > 0][:, 0])
    out = np.maximum(points[:, 2] * scale * 0.7, -0.003) + THICK / 2
    bent = _wrapped(s + points[:, 0] * scale, TALL / 2 + points[:, 1] * scale, out)
    smithing.reshape(thing, bent)


def _leather(hide: bpy.types.Material) -> None:
    """The strap, its edges rounded and a little wavy, and the seams along them."""
    length = _waist()[1][-1]
    s = np.linspace(-0.12, length + 0.10, 500)
    # The two ends overlap at the back: one lies inside the other.
    overlap = -0.030 * np.clip((0.16 - s) / 0.16, 0, 1)
    a = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    up = np.sign(np.sin(a)) * np.abs(np.sin(a)) ** 0.22 * TALL / 2
    out = np.sign(np.cos(a)) * np.abs(np.cos(a)) ** 0.22 * THICK / 2
    wave = 1 + 0.012 * np.sin(9 * s) + 0.008 * np.sin(23 * s + 1)
    rings = _wrapped(
        np.repeat(s[:, None], len(a), 1), TALL / 2 + up * wave[:, None], out[None] + overlap[:, None]
    )
    smithing.loft(rings, hide, "strap")
    thread = materials.leather((0.16, 0.10, 0.055), (0.08, 0.045, 0.022), 2)
    for height in (0.024, TALL - 0.024):
        run = np.linspace(0.05, length, 900)
        path = _wrapped(run, np.full_like(run, height), np.full_like(run, THICK / 2 + 0.0005))
        smithing.stitches(path, 0.030, 0.021, 0.0032, thread)
