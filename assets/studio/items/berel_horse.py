"""BEREL-13: reconstruction of a horse of kurgan 11 with bridle, horned mask and saddle; a small figure.

A bay coat is one of several that the horses had. Mask with ibex horns, felt saddle and
gilded tack follow the other records; the order of the straps and plaques is simplified.
"""

from __future__ import annotations

import bpy
import numpy as np

from .. import carving, felt_saddle, horned_mask, horse, horse_head, materials, meshes, scene, tack
from ..applique import dyed_felt
from ..clay import Clay
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/berel/media/berel-horse.jpg",
        (2400, 1800),
        standing=True,
        tilt=74,
        yaw=24,
        fill=0.88,
        key=140,
        strip=84,
        low=32,
    ),
    "detail": Shot(
        "content/berel/media/berel-horse-detail.jpg",
        (1600, 1200),
        standing=True,
        tilt=74,
        yaw=34,
        fill=0.88,
        zoom=2.1,
        shift=(0.27, 0.24),
        key=140,
        strip=84,
        low=32,
    ),
}


def build(draft: bool = False) -> None:
    body = horse.body(0.0052 if draft else 0.0030)
    horse.skin(body)
    horse.hooves()
    leather = materials.leather((0.130, 0.017, 0.012), (0.058, 0.009, 0.007), 4)
    gilt = materials.foiled_wood(3.4, axis="Z")
    straps = materials.leather((0.048, 0.019, 0.011), (0.022, 0.009, 0.006), 5)
    mask = horned_mask.mask(horse.POSE, 0.0042 if draft else 0.0026, leather)
    horned_mask.horns(horse.POSE, materials.foiled_wood(2.0, axis="Z"), 0.54)
    horned_mask.bridle(mask, horse.POSE, straps, gilt)
    _eyes()
    horse.mane_and_tail(body, 2000 if draft else 5200)
    _saddle(0.5 if draft else 1.0)
    _harness(body, straps, gilt)
    scene.ground(dim=True)


def _eyes() -> None:
    gloss = materials.leather((0.010, 0.006, 0.004), (0.004, 0.003, 0.002), 6)
    clay = Clay((0.50, -0.1, 0.88), (0.62, 0.1, 1.02), 0.0022)
    horse_head.eye(clay, horse.POSE)
    clay.skin(gloss, "eyes")


SCALE = 0.37  # of the saddle, whose back is as wide as this horse's


def _saddle(density: float) -> None:
    felt = dyed_felt()
    for drawing, lift in ((felt_saddle.cover_drawing, 0.006), (felt_saddle.cushions, 0.012)):
        thing = meshes.relief_object(drawing(density), felt)
        flat = carving.points(thing) * (SCALE, SCALE, SCALE)
        carving.reshape(thing, felt_saddle.draped(flat, lift, False, 0.166, 0.740) - (0.02, 0, 0))
    wood = materials.foiled_wood(2.0, axis="Y")
    for x, high in ((-0.155, 0.052), (0.120, 0.046)):
        s = np.linspace(-0.125, 0.125, 31)
        rise = high * (0.15 + 0.85 * np.cos(s / 0.125 * np.pi / 2) ** 0.6)
        path = felt_saddle.draped(np.c_[np.full(31, x), s, rise], 0.0, False, 0.166, 0.740)
        bow = meshes.tube(
            path,
            0.015 * (0.5 + 0.5 * np.cos(s / 0.125 * np.pi / 2) ** 0.5),
            wood,
            sides=20,
            section=felt_saddle.oval,
        )
        carving.foil_where(bow, lambda p, n: 0.62)


def _harness(body: Clay, leather: bpy.types.Material, gilt: bpy.types.Material) -> None:
    """Breast strap, crupper and girth with round plaques; reins from the bit to the saddle."""

    def strap(points: list, plaques: int = 0, width: float = 0.022, radius: float = 0.0185) -> None:
        line = tack.band(body, points, width, 0.0045, leather)
        for at in tack.spaced(line, plaques, 0.10, 0.94) if plaques else ():
            thing = tack.plaque(body, at, radius, gilt, 0.004)
            carving.foil_where(thing, lambda p, n: 0.80)

    breast = [(0.12, 0.170, 0.640), (0.25, 0.160, 0.615), (0.36, 0.130, 0.590), (0.430, 0.060, 0.575)]
    strap([*((x, -y, z) for x, y, z in breast), (0.450, 0.0, 0.570), *breast[::-1]], 13)
    for y in horse_head.SIDES:
        strap(
            [
                (-0.16, y * 0.170, 0.660),
                (-0.30, y * 0.150, 0.655),
                (-0.43, y * 0.100, 0.630),
                (-0.49, y * 0.02, 0.615),
            ],
            5,
        )
        strap([(-0.16, y * 0.070, 0.745), (-0.30, y * 0.060, 0.775), (-0.42, y * 0.040, 0.735)], 3)
        strap(
            [(0.03, y * 0.165, 0.560), (0.03, y * 0.140, 0.470), (0.03, y * 0.06, 0.418), (0.03, 0.0, 0.412)]
        )
        ring = horned_mask.bit_ring(horse.POSE, y)
        rein = [
            ring,
            (0.560, y * 0.095, 0.745),
            (0.430, y * 0.125, 0.770),
            (0.280, y * 0.095, 0.810),
            (0.150, y * 0.03, 0.800),
        ]
        meshes.tube(tack.smooth(rein, 20), 0.0052, leather, sides=12)
