"""SAKA-11: pieces of the gold harness hoard: a panther with four bells amid other plaques.

Reported: thick sheet gold and foil, carnelian, a panther with four bells at the centre,
deer, griffins and leopards. The choice and the order of the pieces are the studio's own.
"""

from __future__ import annotations

import numpy as np

from .. import figures, gems, goldsmith, materials, meshes, predators, scene
from ..curves import ellipse
from ..pen import Pen
from ..relief import Relief
from ..scene import Shot

SHOTS = {
    "main": Shot("content/saka/media/harness-hoard.jpg", tilt=17, yaw=-3, fill=0.90),
    "detail": Shot(
        "content/saka/media/harness-hoard-detail.jpg",
        (1600, 1200),
        tilt=26,
        yaw=6,
        zoom=2.0,
        shift=(0.0, -0.12),
        blur=5.6,
    ),
}

BELLS = (620, 860, 1100, 1340)
STONES = ((200, 700, 70), (1740, 700, 70), (158, 1100, 92), (1782, 1100, 92), (970, 120, 60))


def draw(density: float) -> Relief:
    relief = Relief(1960, 1320, density, origin=(-10, -20))
    for flip, x in ((False, 210), (True, 1730)):
        predators.griffin_head(Pen(relief, (x, 250), 0.86, 0, flip))
    for flip, x in ((False, 396), (True, 1544)):
        figures.lying_deer(Pen(relief, (x, 6), 0.40, 0, flip))
    for x in (388, 1552):
        predators.feline_face(Pen(relief, (x, 1120), 0.74))
    for x, y, radius in STONES:
        _stud(relief, (x, y), radius)
    predators.panther(Pen(relief, (370, 360)))
    bar = Pen(relief)
    bar.stroke([(550, 962), (980, 968), (1410, 962)], [40, 44, 40], 26, base=10, step=8)
    for k in range(23):
        bar.line([(562 + 38 * k, 946), (568 + 38 * k, 966), (562 + 38 * k, 986)], 5, 4, taper=False)
    return relief.finish(thickness=11, hammer=0.8)


def _stud(relief: Relief, at: tuple[float, float], radius: float) -> None:
    """A round plaque with a cell for a stone inside a row of granules."""
    relief.add(ellipse(at, radius), 12, "round", reach=14, step=2, groove=0, base=4)
    relief.add(ellipse(at, radius * 0.62), 12, "round", reach=8, step=4, groove=4, groove_width=5)
    count = int(2 * np.pi * radius * 0.80 / (radius * 0.19))
    for a in np.linspace(0, 2 * np.pi, count, endpoint=False):
        relief.dot((at[0] + radius * 0.81 * np.cos(a), at[1] + radius * 0.81 * np.sin(a)), radius * 0.082)


def build(draft: bool = False) -> None:
    relief = draw(0.8 if draft else 1.2)
    gold, stone = materials.gold(1.2), gems.carnelian(1.4)
    wire = materials.gold(1.4, occlusion=0.02)
    meshes.relief_object(relief, gold)
    t = np.linspace(0, np.pi / 2, 14)
    for x, y, radius in STONES:
        r = radius * 0.50 / 1000
        dome = meshes.turned(np.c_[r * np.cos(t), 0.55 * r * np.sin(t)], stone, 48, name="cabochon")
        dome.location = goldsmith.on_stage(relief, [(x, y)], 0.034)[0]
    for k, x in enumerate(BELLS):
        top = goldsmith.on_stage(relief, [(x, 986)], 0.03)[0]
        goldsmith.ring(np.add(top, (0, -0.010, -0.004)), 0.021, 0.0055, wire, (0.9, 0.2 * (k % 2) - 0.1, 0.5))
        goldsmith.ring(np.add(top, (0, -0.040, -0.006)), 0.019, 0.0055, wire, (0.2, 0.1, 1))
        bell = goldsmith.bell(np.add(top, (0, -0.052, 0.052)), 0.21, 0.070, wire)
        bell.rotation_euler.z = np.radians((4, -3, 2, -5)[k])
    scene.ground()
