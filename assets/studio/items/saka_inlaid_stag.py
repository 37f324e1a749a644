"""SAKA-08: recumbent gold stag with inlays of turquoise and lapis lazuli.

The metals and stones are reported; where each stone sits is the studio's own.
"""

from __future__ import annotations

from .. import figures, gems, meshes, scene
from ..pen import Pen
from ..relief import Relief
from ..scene import Shot

SHOTS = {
    "main": Shot("content/saka/media/inlaid-stag.jpg", tilt=18, yaw=5, fill=0.80),
    "detail": Shot(
        "content/saka/media/inlaid-stag-detail.jpg",
        (1600, 1200),
        tilt=25,
        yaw=-8,
        zoom=2.2,
        shift=(0.20, 0.02),
        blur=5.6,
    ),
}


def draw(density: float) -> Relief:
    relief = Relief(1300, 960, density)
    figures.lying_deer(Pen(relief), stones=True)
    return relief.finish(thickness=12, hammer=0.8)


def build(draft: bool = False) -> None:
    meshes.relief_object(draw(1.0 if draft else 1.4), gems.inlaid_gold())
    scene.ground()
