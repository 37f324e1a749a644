"""SAKA-13: square bronze tray on a conical openwork stand.

Sixteen snow leopards walk on the rim; two wolves and two ravens surround a lying ibex.
Tray, stand and figures are reported as cast apart and joined; the pattern of the openwork
is the studio's own.
"""

from __future__ import annotations

import numpy as np

from .. import clay_beasts, materials, meshes, scene
from ..clay import Clay
from ..scene import Shot

VIEW = {"standing": True, "yaw": 24, "key": 100, "top": 40, "strip": 36, "low": 24}
SHOTS = {
    "main": Shot("content/saka/media/trays-on-stands.jpg", tilt=66, fill=0.88, **VIEW),
    "detail": Shot(
        "content/saka/media/trays-on-stands-detail.jpg",
        tilt=60,
        fill=0.88,
        zoom=2.0,
        shift=(0.0, 0.20),
        **VIEW,
    ),
}

HALF = 0.50  # half of the tray's side
TALL = 1.36  # the stand is modelled lower, then stretched
LIFT = 0.425 * (TALL - 1)
FLOOR = 0.455 + LIFT  # height of the tray's floor
RIM = 0.515 + LIFT


def build(draft: bool = False) -> None:
    skin = materials.bronze(scale=1.5, patina=0.55)
    _stand(0.006 if draft else 0.0035, skin)
    _tray(0.008 if draft else 0.005, skin)
    cell = 0.016 if draft else 0.010
    leopard = clay_beasts.snow_leopard(cell).skin(skin, "snow leopard")
    wolf = clay_beasts.wolf(cell).skin(skin, "wolf")
    ibex = clay_beasts.lying_ibex(cell).skin(skin, "ibex")
    raven = clay_beasts.raven(cell).skin(skin, "raven")
    rng = np.random.default_rng(5)
    for side in range(4):
        for k in range(4):
            along = (k - 1.5) * 0.245
            a = np.pi / 2 * side
            at = np.array(
                [along * np.cos(a) + HALF * 0.985 * np.sin(a), along * np.sin(a) - HALF * 0.985 * np.cos(a)]
            )
            size = 0.142 * rng.uniform(0.96, 1.04)
            _stand_on(leopard, (*at, RIM - 0.006), a + rng.normal(0, 0.03), size)
    _stand_on(ibex, (0.0, -0.02, FLOOR + 0.004), np.radians(-16), 0.34)
    _stand_on(wolf, (-0.31, -0.13, FLOOR), np.radians(24), 0.245)
    _stand_on(wolf, (0.29, 0.17, FLOOR), np.radians(208), 0.245)
    _stand_on(raven, (0.27, -0.20, FLOOR), np.radians(165), 0.185)
    _stand_on(raven, (-0.16, 0.30, FLOOR), np.radians(-8), 0.185)
    for first in (leopard, wolf, ibex, raven):
        first.hide_render = True
        first.location = (0, 0, 0.6)
        first.scale = (0.01,) * 3
    scene.ground(dim=True)


def _stand_on(figure, at: tuple[float, float, float], heading: float, size: float) -> None:
    meshes.place(figure.data, at, (0, 0, heading), size)


def _worn(thing, coarse: float, fine: float) -> None:
    """Casting is never exact: move the surface by smooth noise of two sizes."""
    points = np.empty(len(thing.data.vertices) * 3, np.float32)
    thing.data.vertices.foreach_get("co", points)
    points = meshes.disturbed(points.reshape(-1, 3), coarse, 1.6, 2.0)
    points = meshes.disturbed(points, fine, 11.0, 5.0)
    thing.data.vertices.foreach_set("co", points.astype(np.float32).ravel())
    thing.data.update()


def _tray(cell: float, skin) -> None:
    clay = Clay((-0.58, -0.58, 0.38), (0.58, 0.58, 0.56), cell)
    clay.box((0, 0, 0.478), (HALF + 0.024, HALF + 0.024, 0.040), 0.004, corner=0.030)
    clay.box((0, 0, 0.555), (HALF - 0.022, HALF - 0.022, 0.10), 0.012, carve=True, corner=0.020)
    # Roll on the outside under the rim, and the socket for the stand.
    edge = HALF + 0.022
    for a, b in (((-1, -1), (1, -1)), ((1, -1), (1, 1)), ((1, 1), (-1, 1)), ((-1, 1), (-1, -1))):
        clay.limb([(a[0] * edge, a[1] * edge, 0.506), (b[0] * edge, b[1] * edge, 0.506)], 0.013, 0.006)
    clay.ball((0, 0, 0.440), (0.17, 0.17, 0.026), 0.02)
    tray = clay.skin(skin, "tray")
    _worn(tray, 0.012, 0.003)
    tray.location = (0, 0, LIFT)


def _stand(cell: float, skin) -> None:
    """A hollow cone with two rows of triangular windows."""
    clay = Clay((-0.33, -0.33, -0.02), (0.33, 0.33, 0.44), cell)
    axes = [np.arange(n) * cell + o for n, o in zip(clay.shape, clay.low, strict=True)]
    x, y, z = np.meshgrid(*axes, indexing="ij")
    r, angle = np.hypot(x, y), np.arctan2(y, x)
    middle = np.interp(z, (0.0, 0.03, 0.40, 0.44), (0.298, 0.284, 0.112, 0.105))
    gap = np.abs(r - middle) * 0.9 - 0.013
    for low, high, count, shift in ((0.055, 0.215, 10, 0.0), (0.240, 0.365, 10, 0.5)):
        step = 2 * np.pi / count
        u = ((angle / step + shift) % 1 - 0.5) * step * middle
        half = 0.5 * step * np.interp(low, (0.0, 0.4), (0.298, 0.112)) - 0.013
        slope = half / (high - low)
        window = np.maximum((np.abs(u) - (high - z) * slope) / np.hypot(1, slope), low - z)
        h = np.clip(0.5 - 0.5 * (gap + window) / 0.012, 0, 1)
        gap = gap * (1 - h) - window * h + 0.012 * h * (1 - h)
    gap = np.maximum(gap, np.maximum(-z, z - 0.425))
    for level, radius, thick in ((0.014, 0.296, 0.021), (0.228, 0.196, 0.012), (0.385, 0.124, 0.018)):
        torus = np.hypot(r - radius, z - level) - thick
        gap = np.minimum(gap, torus)
    clay.field = gap.astype(np.float32)
    stand = clay.skin(skin, "stand")
    _worn(stand, 0.012, 0.003)
    stand.scale = (1, 1, TALL)
    for a in np.radians((-74, 106)):  # seams of the mould, on two bars between the windows
        t = np.linspace(0.03, 0.052, 12)
        radius = np.interp(t, (0.0, 0.03, 0.40), (0.298, 0.284, 0.112)) + 0.013
        seam = np.stack([radius * np.cos(a), radius * np.sin(a), t], -1)
        meshes.tube(seam, 0.004, skin, 10, name="seam")
