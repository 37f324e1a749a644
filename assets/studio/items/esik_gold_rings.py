"""ESIK-09: two massive gold rings, one of them a seal.

What is cut into the seal is not told reliably: its face is left blank, as if worn smooth.
The second ring is shown as a plain heavy hoop.
"""

from __future__ import annotations

import bpy
import numpy as np

from .. import materials, meshes, scene, smithing
from ..curves import spline
from ..outputs import Model
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/esik/media/gold-rings.jpg",
        (2400, 1800),
        standing=True,
        tilt=60,
        yaw=8,
        fill=0.76,
        key=50,
        top=23,
        strip=26,
        low=26,
        world=1.4,
        blur=16,
    ),
}
MODEL = Model("content/esik/media/gold-rings.glb", longest=0.035)

RADIUS = 0.36  # of the finger's hole


def build(draft: bool = False) -> None:
    gold = materials.gold(1.4, occlusion=0.025)
    seal = [_hoop(_seal_hoop, gold, 1.0), _bezel(gold)]
    # The hoop lies in the yz-plane; turned so that the face looks up to the viewer.
    smithing.group(seal, (0, 0, 0), (np.radians(24), 0, 0))
    smithing.group(seal, (-0.26, -0.10, RADIUS + 0.058), (0, 0, np.radians(56)))
    plain = _hoop(_plain_hoop, gold, 5.0)
    smithing.group([plain], (0, 0, 0), (0, np.radians(90), np.radians(-140)))
    smithing.group([plain], (0.36, 0.46, 0.126), (np.radians(3), np.radians(-2), 0))
    scene.ground(dim=True)


def _seal_hoop(t: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Thickness and half width of the hoop; t runs round it from the bezel (0) to the bezel (1)."""
    near = np.abs(2 * t - 1)  # 1 at the bezel, 0 opposite
    return 0.062 + 0.050 * near**3, 0.062 + 0.105 * near**2.4


def _plain_hoop(t: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    near = np.abs(2 * t - 1)
    return 0.070 + 0.034 * near**2, 0.090 + 0.034 * near**1.6


def _hoop(form, gold: bpy.types.Material, seed: float) -> bpy.types.Object:
    """A cast hoop about the x-axis: round outside, flatter against the finger, not quite even."""
    t = np.linspace(0, 1, 400, endpoint=False)
    thick, wide = form(t)
    a = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    out = np.where(np.cos(a) > 0, np.abs(np.cos(a)) ** 0.9, -0.16 * np.abs(np.cos(a)) ** 0.5)
    side = np.sign(np.sin(a)) * np.abs(np.sin(a)) ** 0.8
    turn = 2 * np.pi * t + np.pi / 2
    r = RADIUS + thick[:, None] * (0.16 + out[None]) / 1.16
    rings = np.stack([wide[:, None] * side[None], r * np.cos(turn)[:, None], r * np.sin(turn)[:, None]], -1)
    shape = rings.shape
    points = meshes.disturbed(rings.reshape(-1, 3), 0.016, 2.1, seed)
    points = meshes.disturbed(points, 0.0035, 12.0, seed + 3)
    return smithing.loft(points.reshape(shape), gold, "hoop", closed=True)


def _bezel(gold: bpy.types.Material) -> bpy.types.Object:
    """The oval head of the seal, on top of the hoop: a low wall and a face a little sunk."""
    profile = spline(
        [
            (0.62, -0.055), (0.84, -0.030), (0.965, 0.000), (1.0, 0.030), (0.992, 0.052), (0.955, 0.062),
            (0.905, 0.056),
            (0.875, 0.046), (0.80, 0.043), (0.40, 0.037), (0.002, 0.035),
        ],
        steps=12,
    )  # fmt: skip
    a = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    x, y = 0.200 * np.cos(a), 0.265 * np.sin(a)
    scale, height = profile[:, :1], profile[:, 1:]
    # The head follows the round of the finger: it bows along the hoop.
    bow = -0.28 * (scale * y) ** 2
    rings = np.stack([scale * x, scale * y, height + bow], -1)
    shape = rings.shape
    points = meshes.disturbed(rings.reshape(-1, 3), 0.010, 3.0, 8.0)
    points = meshes.disturbed(points, 0.0032, 13.0, 2.0)
    head = smithing.loft(points.reshape(shape)[:, ::-1], gold, "bezel")
    head.location = (0, 0, RADIUS + 0.088)
    return head
