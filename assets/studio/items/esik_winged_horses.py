"""ESIK-03: the pair of winged horses with ibex horns from the front of the headdress.

Two foreparts back to back, legs folded, wings raised behind the shoulder. The arrows and
feathers that stood above them are not shown.
"""

from __future__ import annotations

from .. import materials, meshes, scene
from ..scene import Shot
from ..winged_horses import winged_horses as draw

SHOTS = {
    "main": Shot("content/esik/media/winged-horses.jpg", (2400, 1600), tilt=14, yaw=-3, fill=0.86),
    "detail": Shot(
        "content/esik/media/winged-horses-detail.jpg",
        (1600, 1200),
        tilt=24,
        yaw=12,
        zoom=2.3,
        shift=(0.27, 0.10),
        blur=5.6,
    ),
}


def build(draft: bool = False) -> None:
    meshes.relief_object(draw(1.0 if draft else 1.25), materials.gold())
    scene.ground()
