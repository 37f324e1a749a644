"""SAKA-09: bronze dagger half drawn from its gold sheath.

Reported: the grip of carved stone with ironwork, the sheath with deer and spirals in
granulation, stones at eye, ear and muzzle. The dagger was broken at the burial; it is
shown whole. The outline of sheath and hilt follows the type, not the piece.
"""

from __future__ import annotations

import bpy
import numpy as np
from mathutils import Matrix

from .. import figures, gems, goldsmith, materials, meshes, scene
from ..clay import Clay
from ..curves import brush, ellipse, spiral, spline
from ..pen import Pen
from ..relief import Relief
from ..scene import Shot

SHOTS = {
    "main": Shot("content/saka/media/sheathed-dagger.jpg", tilt=20, yaw=-4, fill=0.86),
    "detail": Shot(
        "content/saka/media/sheathed-dagger-detail.jpg",
        (1600, 1200),
        tilt=28,
        yaw=6,
        zoom=2.4,
        shift=(0.02, 0.02),
        blur=5.6,
    ),
}

LIFT = 0.046  # the middle plane of sheath and dagger over the ground
DIAGONAL = -27  # degrees
SHEATH = [
    (4, -120),
    (120, -115),
    (420, -106),
    (700, -97),
    (860, -94),
    (940, -108),
    (1010, -115),
    (1066, -80),
    (1086, 0),
    (1066, 80),
    (1010, 115),
    (940, 108),
    (860, 94),
    (700, 97),
    (420, 106),
    (300, 113),
    (252, 172),
    (186, 237),
    (100, 237),
    (52, 179),
    (4, 120),
    (-8, 0),
]


def _plain(density: float) -> Relief:
    relief = Relief(1180, 460, density, origin=(-50, -170))
    relief.add(spline(SHEATH, True, (0, 20)), 34, "round", reach=74, step=2, groove=0)
    return relief


def draw(density: float) -> Relief:
    """The sheath's front."""
    relief = _plain(density)
    outline = spline(SHEATH, True, (0, 20))
    inner = [(24, -98), (300, -94), (700, -80), (850, -78)], [(24, 98), (300, 94), (700, 80), (850, 78)]
    for line in inner:
        _granules(relief, spline(line), 4.4)
    for x in (30, 856):  # cross bands
        half = 98 if x < 100 else 78
        relief.add(
            brush([(x, -half), (x, half)], [20, 20]), 9, "round", reach=9, step=3, groove=5, groove_width=5
        )
        relief.add(
            brush([(x + 30, -half), (x + 30, half)], [9, 9]),
            6,
            "round",
            reach=4,
            step=2,
            groove=3,
            groove_width=3,
        )
    for k in range(3):  # three stags, one behind the other
        pen = Pen(relief, (62 + 250 * k, -80 + 3 * k), 0.186 - 0.006 * k)
        figures.lying_deer(pen)
        head = pen.inner((966, 322), 0.95, -5)
        head.inlay(ellipse((0, 0), 36), gems.TURQUOISE, 8)
        head.inlay(
            spline([(-84, 2), (-110, -24), (-156, -26), (-214, -2), (-160, 20), (-108, 30)], True, (3,)),
            gems.TURQUOISE,
            6,
        )
        head.inlay(ellipse((186, 12), 26, 20), gems.LAPIS, 7)
    for k in range(3):
        x = 298 + 248 * k
        _spiral(relief, (x, -36), 24, 1, 90, 3.6)
        _spiral(relief, (x + 4, 30), 24, -1, -90, 3.6)
    for k, (x, y, turn) in enumerate(((116, 174, 1), (192, 172, -1))):
        _spiral(relief, (x, y), 36, turn, 30 * k)
    for x, y, turn in ((940, -50, 1), (940, 50, -1), (1018, 0, 1)):
        _spiral(relief, (x, y), 38, turn, 0)
    relief.add(ellipse((1018, 0), 10), 7, "round", reach=8, step=2, groove=3, groove_width=3)
    relief.line(np.vstack([outline[20:], outline[:20]]) * 0.975 + (6, 0.5), 3, 3, raw=True, taper=False)
    return relief.finish(thickness=7, hammer=0.5, soft=0.5)


def _granules(relief: Relief, line: np.ndarray, radius: float) -> None:
    run = np.r_[0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))]
    for t in np.linspace(0, run[-1], int(run[-1] / (2.25 * radius))):
        at = (np.interp(t, run, line[:, 0]), np.interp(t, run, line[:, 1]))
        relief.add(
            ellipse(at, radius), radius, "round", reach=radius, step=1, groove=2, groove_width=2, smoothing=6
        )


def _spiral(
    relief: Relief, at: tuple[float, float], radius: float, turn: int, start: float, grain: float = 4.2
) -> None:
    """A spiral of granules."""
    line = spiral(at, radius, 6, start, start + turn * 560)
    _granules(relief, line, grain)


def build(draft: bool = False) -> None:
    front = draw(1.0 if draft else 2.0)
    sheath = meshes.relief_object(front, gems.inlaid_gold(1.2))
    sheath.location.z = LIFT
    back = meshes.relief_object(
        _plain(0.6 if draft else 1.0).finish(thickness=7, hammer=0.5), materials.gold(1.2)
    )
    back.location.z, back.scale.z = LIFT, -1
    mouth = goldsmith.on_stage(front, [(0, 0)], LIFT)[0]
    for thing in _dagger(0.004 if draft else 0.0022):
        thing.location = mouth
    turn = Matrix.Rotation(np.radians(DIAGONAL), 4, "Z")
    for thing in list(bpy.context.scene.objects):
        bpy.context.view_layer.update()
        thing.matrix_world = turn @ thing.matrix_world
    scene.ground()


def _dagger(cell: float) -> list[bpy.types.Object]:
    """Blade, guard, grip and pommel about the sheath's mouth; the dagger points along +x."""
    bronze, iron = materials.bronze(scale=2.0, patina=0.35), materials.iron(1.6)
    edge = [(-170, -80), (-60, -77), (60, -73), (60, 73), (-60, 77), (-170, 80)]
    blade = Relief(300, 200, 2.0, origin=(-200, -100))
    blade.add(spline(edge, True, (0, 2, 3, 5)), 20, "ridge", reach=78, step=1, groove=0)
    blade.add(brush([(-172, 0), (60, 0)], [16, 13]), 7, "round", reach=8, step=2, groove=3, groove_width=4)
    blade.finish(thickness=2, hammer=0.4)
    parts = []
    offset = goldsmith.on_stage(blade, [(0, 0)])[0]
    for sign in (1, -1):
        half = meshes.relief_object(blade, bronze)
        half.data.transform(Matrix.Translation(-offset))
        half.scale.z = sign
        parts.append(half)
    guard = Clay((-0.24, -0.15, -0.06), (-0.10, 0.15, 0.06), cell)
    guard.box((-0.170, 0, 0), (0.022, 0.060, 0.034), 0.010, corner=0.014)
    for side in (1, -1):  # butterfly: two lobes that lean towards the blade
        guard.ball((-0.158, side * 0.062, 0), (0.036, 0.056, 0.032), 0.020, (0, 0, side * -22))
        guard.limb(
            [(-0.176, side * 0.100, 0.030), (-0.158, side * 0.060, 0.038), (-0.146, side * 0.022, 0.036)],
            0.006,
            0.004,
            carve=True,
        )
    parts.append(guard.skin(bronze, "guard"))
    t = np.linspace(-0.188, -0.418, 90)
    grip = meshes.tube(
        np.c_[t, np.zeros_like(t), np.zeros_like(t)],
        0.040 + 0.006 * np.sin(np.linspace(0, np.pi, 90)),
        gems.carved_stone(1.4),
        72,
        section=lambda a, s: (1 - 0.24 * np.abs(np.cos(a)) ** 2) * (1 + 0.05 * np.cos(6 * a + 16 * s)),
        name="grip",
    )
    _flatten(grip)
    parts.append(grip)
    for x, thick in ((-0.197, 0.011), (-0.300, 0.0075), (-0.318, 0.0075), (-0.410, 0.011)):  # iron bands
        a = np.linspace(0, 2 * np.pi, 60, endpoint=False)
        band = np.c_[np.full(60, x), 0.046 * np.cos(a), 0.037 * np.sin(a)]
        parts.append(meshes.tube(meshes.disturbed(band, 0.002, 9), thick, iron, 16, closed=True, name="band"))
    pommel = Clay((-0.52, -0.15, -0.06), (-0.40, 0.15, 0.06), cell)
    pommel.limb([(-0.452, -0.086, 0), (-0.446, 0, 0), (-0.452, 0.086, 0)], [0.026, 0.034, 0.026], 0.01)
    for side in (1, -1):
        pommel.ball((-0.458, side * 0.096, 0), (0.034, 0.030, 0.034), 0.012)
        pommel.ball((-0.458, side * 0.096, 0.042), 0.014, 0.006, carve=True)
    parts.append(pommel.skin(bronze, "pommel"))
    return parts


def _flatten(thing: bpy.types.Object) -> None:
    """Press the round grip to an oval section."""
    thing.data.transform(Matrix.Diagonal((1, 1, 0.84, 1)))
