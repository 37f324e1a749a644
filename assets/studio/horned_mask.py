"""A horse's leather mask with ibex horns of gilded wood, and the bridle over it.

The cut and the seams of the mask and the order of the plaques are a reconstruction. Lengths are
for a head 0.6 long; `Pose.size` scales them. `u`, `v`, `w` are the head's (see `horse_head`).
"""

from __future__ import annotations

import bpy
import numpy as np
from scipy.ndimage import distance_transform_edt, map_coordinates
from skimage.draw import polygon

from . import carving, fibres, horse_head, materials, meshes, tack
from .clay import Clay
from .curves import spline
from .horse_head import MOUTH, SIDES, Pose

FULL = 0.60  # the head's length for which lengths are given
THICK, HEM = 0.0095, 0.0045  # of the leather, and of the second layer along its edges

# Outline of the mask in side view (u, v): behind the ears, under the cheek, over the nostrils.
CUT = (
    (-0.060, 0.140),
    (-0.055, 0.000),
    (-0.020, -0.110),
    (0.030, -0.230),
    (0.090, -0.325),
    (0.190, -0.372),
    (0.300, -0.352),
    (0.400, -0.290),
    (0.520, -0.232),
    (0.640, -0.205),
    (0.745, -0.195),
    (0.775, -0.150),
    (0.800, -0.060),
    (0.810, 0.100),
)
OPEN = (  # for the eye
    (0.205, -0.070),
    (0.245, -0.022),
    (0.300, -0.012),
    (0.352, -0.034),
    (0.385, -0.080),
    (0.330, -0.112),
    (0.262, -0.112),
)
# A horn in side view: it rises between the ears and bows over the neck.
HORN = (
    (0.022, 0.073),
    (-0.070, 0.189),
    (-0.256, 0.291),
    (-0.493, 0.294),
    (-0.708, 0.181),
    (-0.838, -0.026),
    (-0.858, -0.270),
    (-0.780, -0.488),
    (-0.668, -0.614),
)


def mask(pose: Pose, cell: float, leather: bpy.types.Material) -> Clay:
    """Make the leather on a head posed so; returns head and mask in one, for what lies on them.

    `cell` is for a full-sized head. The leather is thicker along its hems and round the eyes.
    """
    k = pose.size / FULL
    low = np.asarray(pose.poll) + k * np.array([-0.24, -0.17, -0.52])
    clay = Clay(low, low + k * np.array([0.74, 0.34, 0.74]), cell * k)
    horse_head.model(clay, pose)
    head = clay.field.copy()
    edge = np.minimum(_inside(clay, pose, CUT), -_inside(clay, pose, OPEN))
    hem = np.clip((0.024 * k - edge) / (0.003 * k), 0, 1)
    shell = head - k * (THICK + HEM * hem)
    rim = 0.004 * k  # rounds the cut edges
    h = np.clip(0.5 - 0.5 * (shell + edge) / rim, 0, 1)
    clay.field = shell * (1 - h) - edge * h + rim * h * (1 - h)
    horse_head.ears(clay, pose, 0.004)
    for y in SIDES:  # sockets of the horns
        socket = [(0.049, 0.007, y * 0.070), (0.008, 0.102, y * 0.073)]
        clay.limb(pose.at(socket), [0.056 * k, 0.052 * k], 0.014 * k)
    seam = tack.cling(clay, pose.at([(u, 0.06, 0) for u in np.linspace(0.26, 0.79, 60)]))
    clay.limb(seam, 0.0030 * k, 0.003 * k, carve=True)
    thing = clay.skin(leather, "mask")
    carving.turn_out(thing)
    carving.hollows(thing, 0.012 * k)
    clay.field = np.minimum(clay.field, head)
    return clay


def _inside(clay: Clay, pose: Pose, outline: tuple) -> np.ndarray:
    """How far each cell lies inside an outline of the head's side view, in units of the stage."""
    fine = spline(outline, True)
    step, low = 0.0025, fine.min(0) - 0.1
    shape = np.ceil((fine.max(0) + 0.1 - low) / step).astype(int)
    filled = np.zeros(shape, bool)
    filled[polygon(*((fine - low) / step).T, shape)] = True
    signed = (distance_transform_edt(filled) - distance_transform_edt(~filled)) * step * pose.size
    axes = [clay.low[k] + clay.cell * np.arange(clay.shape[k]) for k in (0, 2)]
    x, z = np.meshgrid(*axes, indexing="ij")
    uv = pose.of(np.stack([x, np.zeros_like(x), z], -1).astype(np.float32))[..., :2]
    flat = map_coordinates(signed, np.moveaxis((uv - low) / step, -1, 0), order=1, mode="nearest")
    return flat[:, None, :].astype(np.float32)


def horns(pose: Pose, gilt: bpy.types.Material, left: float = 0.50) -> None:
    """Ibex horns with knots in front: carved wood with what is `left` of its foil (0..1)."""
    k = pose.size / FULL
    plan = spline(HORN, steps=60)
    t = np.linspace(0, 1, len(plan))
    knots = 17
    wide = k * (0.049 * (1 - t) ** 0.75 + 0.004) * np.clip(0.72 + 5 * t, 0, 1)

    def section(angle: np.ndarray, at: float) -> np.ndarray:
        front = np.clip(-np.cos(angle), 0, 1)  # the bow's outer side
        phase = knots * (at - 0.05) / 0.80
        swell = 0.0
        if 0 <= phase <= knots:
            swell = np.exp(-(((phase % 1 - 0.5) / 0.24) ** 2))
            swell *= np.clip(phase / 1.5, 0.2, 1) * np.clip((knots - phase) / 5, 0.25, 1)
        oval = 1 / np.sqrt((np.sin(angle) / 0.74) ** 2 + np.cos(angle) ** 2)
        return oval * (1 + 0.05 * np.cos(2 * angle) + swell * (0.07 + 0.20 * front**0.8))

    for y in SIDES:
        path = pose.at(np.c_[plan, y * (0.070 + 0.033 * t + 0.217 * t**2)])
        horn = meshes.tube(path, wide, gilt, sides=72, section=section)
        carving.reshape(horn, meshes.disturbed(carving.points(horn), 0.0022 * k, 26.0 / k, 3.0 + y))
        carving.turn_out(horn)
        carving.hollows(horn, 0.010 * k)
        carving.foil_where(
            horn, lambda p, n: left + 0.12 * np.clip((p[:, 2] - pose.poll[2]) / (0.3 * k), 0, 1)
        )


def bridle(clay: Clay, pose: Pose, leather: bpy.types.Material, gilt: bpy.types.Material) -> None:
    """Lay straps, round plaques, cheek-pieces and stitches on the mask that `mask` has made."""
    k = pose.size / FULL
    thread = fibres.hair((0.26, 0.17, 0.09), (0.42, 0.30, 0.16))

    def strap(points: list, width: float = 0.030) -> None:
        tack.band(clay, pose.at(points), width * k, 0.0065 * k, leather)

    brow = [(0.16, -0.10, 0.19), (0.175, 0.03, 0.11), (0.19, 0.06, 0.0)]
    nose = [(0.60, -0.20, 0.13), (0.585, -0.06, 0.12), (0.575, 0.02, 0.0)]
    for half in (brow, nose):
        strap([(u, v, -w) for u, v, w in half[:2]] + half[::-1])
    cheek = [(0.02, -0.05, 0.15), (0.15, -0.12, 0.17), (0.30, -0.20, 0.19), (0.60, -0.20, 0.13)]
    cheek.append((0.79, -0.20, 0.12))
    throat = [(0.16, -0.12, 0.17), (0.15, -0.26, 0.17), (0.14, -0.40, 0.10)]
    hem = spline(CUT[2:13], steps=14)
    inward = np.gradient(hem, axis=0)[:, ::-1] * (-1, 1)
    hem = hem + 0.020 * inward / np.linalg.norm(inward, axis=1, keepdims=True)
    for y in SIDES:
        strap([(u, v, y * w) for u, v, w in cheek])
        strap([(u, v, y * w) for u, v, w in throat], 0.026)
        face = [(u, 0.06, y * 0.014) for u in np.linspace(0.30, 0.78, 60)]
        for line in (np.c_[hem, np.full(len(hem), y * 0.17)], face):
            tack.stitches(clay, tack.cling(clay, pose.at(line)), 0.014 * k, 0.0020 * k, thread)
        for (u, v, w), radius in (
            ((0.16, -0.115, 0.19), 0.030),
            ((0.60, -0.20, 0.13), 0.030),
            ((0.385, -0.195, 0.18), 0.022),
        ):
            _plaque(clay, pose.at((u, v, y * w)), radius * k, gilt)
        _cheek_piece(pose, y, gilt)
    _plaque(clay, pose.at((0.575, 0.02, 0)), 0.030 * k, gilt)
    _plaque(clay, pose.at((0.265, 0.06, 0)), 0.048 * k, gilt)


def _plaque(clay: Clay, at: np.ndarray, radius: float, gilt: bpy.types.Material) -> None:
    thing = tack.plaque(clay, at, radius, gilt, 0.1 * radius)
    carving.foil_where(thing, lambda p, n: 0.80)


def bit_ring(pose: Pose, y: int) -> np.ndarray:
    """Where the ring of the bit hangs, on one side."""
    return pose.at((MOUTH[0] - 0.015, MOUTH[1] + 0.010, y * 0.150))


def _cheek_piece(pose: Pose, y: int, gilt: bpy.types.Material) -> None:
    """An S-shaped bar at the corner of the mouth, and the ring of the iron bit."""
    k = pose.size / FULL
    u, v = MOUTH[0] - 0.015, MOUTH[1] + 0.010
    bow = [(0.022, -0.085), (0.062, -0.150), (0.075, -0.185)]
    bow = [(-a, -b) for a, b in bow[::-1]] + [(0.0, 0.0), *bow]
    places = [(u + a, v + b, y * (0.138 + 0.06 * abs(b))) for a, b in bow]
    path = tack.smooth(pose.at(places), 16)
    t = np.linspace(-1, 1, len(path))
    rings = sum(np.exp(-(((np.abs(t) - at) / 0.022) ** 2)) for at in (0.30, 0.39, 0.74))
    knob = np.sqrt(np.clip(1 - ((np.abs(t) - 0.90) / 0.10) ** 2, 0, 1))
    radii = np.maximum(0.0125 - 0.0055 * np.abs(t) + 0.0026 * rings, 0.0125 * knob) * (np.abs(t) < 1)
    bar = meshes.tube(path, k * radii + 1e-4, gilt, sides=28)
    carving.turn_out(bar)
    carving.foil_where(bar, lambda p, n: 0.80)
    a = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    ring = bit_ring(pose, y) + 0.026 * k * np.c_[np.cos(a), np.zeros(40), np.sin(a)]
    meshes.tube(ring, 0.0062 * k, materials.iron(2 / k), sides=14, closed=True)
