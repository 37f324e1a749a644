"""BEREL-02: leather horse mask with life-size ibex horns of gilded wood, on a plain head of felt.

Leather, wooden horns and gilding are what the facts give. The mask's cut and seams, the bridle with
its round plaques and the neutral head that carries them are a reconstruction.
"""

from __future__ import annotations

import numpy as np

from .. import carving, horned_mask, horse_head, materials, meshes, scene
from ..clay import Clay
from ..horse_head import Pose
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/berel/media/horse-mask.jpg",
        standing=True,
        tilt=76,
        yaw=35,
        fill=0.90,
        key=120,
        strip=44,
        low=26,
        top=40,
    ),
}

POSE = Pose((0.10, 0.0, 0.86), 50, 0.60)
NECK = Pose((-0.03, 0.0, 0.76), 112, 1.0)
NECK_SECTIONS = (
    (-0.090, 0.030, -0.010, 0.030, 0.60),
    (-0.050, 0.080, -0.058, 0.058, 0.50),
    (0.02, 0.110, -0.112, 0.078, 0.36),
    (0.12, 0.114, -0.150, 0.086, 0.32),
    (0.24, 0.124, -0.172, 0.096, 0.34),
    (0.40, 0.150, -0.190, 0.114, 0.40),
    (0.62, 0.205, -0.212, 0.142, 0.50),
)
GROUND, BASE = 0.275, 0.040  # where the neck is cut, and the height of the base under it


def build(draft: bool = False) -> None:
    _stand(0.0052 if draft else 0.0034)
    leather = materials.leather((0.170, 0.050, 0.024), (0.070, 0.020, 0.011), 2.2)
    clay = horned_mask.mask(POSE, 0.0040 if draft else 0.0024, leather)
    horned_mask.horns(POSE, materials.foiled_wood(1.1, axis="Z"))
    straps = materials.leather((0.052, 0.022, 0.014), (0.022, 0.009, 0.007), 3)
    horned_mask.bridle(clay, POSE, straps, materials.foiled_wood(2.2, axis="Z"))
    scene.ground(dim=True, below=BASE - GROUND)


def _stand(cell: float) -> None:
    """A horse's head and neck of felt on a base of dark wood."""
    clay = Clay((-0.48, -0.22, 0.24), (0.60, 0.22, 0.94), cell)
    horse_head.loft(clay, NECK, NECK_SECTIONS, 2.3, 0.03)
    horse_head.model(clay, POSE)
    horse_head.eye(clay, POSE)
    clay.box((0, 0, GROUND - 0.5), (2.0, 1.0, 0.5), 0.004, carve=True)
    thing = clay.skin(materials.felt((0.085, 0.079, 0.072), 2.2), "head")
    carving.turn_out(thing)
    skin = carving.points(thing)
    foot = skin[(skin[:, 2] < GROUND + 0.02) & (skin[:, 0] < 0.1)]
    middle, span = (foot.max(0) + foot.min(0)) / 2, np.ptp(foot, axis=0)
    wood = materials.wood(1.0, "X", (0.060, 0.030, 0.014), (0.026, 0.012, 0.006))
    size = (span[0] + 0.09, span[1] + 0.09, BASE)
    meshes.box(size, (middle[0], 0, GROUND - BASE / 2), wood, 0.005)
