"""SAKA-06: crescent pectoral of the Zhalauly hoard.

Sheet gold with a border of twisted wire, four rows of soldered argali and cells whose
stones are lost: so it is described. How many argali, and where the cells sat, is not.
"""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from .. import figures, goldsmith, materials, meshes, scene
from ..meshes import UNIT
from ..pen import Pen
from ..relief import Relief
from ..scene import Shot

SHOTS = {
    "main": Shot("content/saka/media/crescent-pectoral.jpg", tilt=17, yaw=-4, fill=0.82),
    "detail": Shot(
        "content/saka/media/crescent-pectoral-detail.jpg",
        (1600, 1200),
        tilt=26,
        yaw=6,
        zoom=2.9,
        shift=(0.02, -0.30),
        blur=5.6,
    ),
}

# Two arcs about points on one axis, in drawing units, y up.
OUTER, INNER, RISE = 640.0, 500.0, 290.0
ROWS = (0.135, 0.345, 0.655, 0.865)
CELLS = 0.5


def _arc(radius: float, centre: float, s: np.ndarray) -> np.ndarray:
    """Points of an arc from tip to tip for s in -1..1 (0: the lowest point)."""
    tip_y = (INNER**2 - OUTER**2 - RISE**2) / (-2 * RISE)
    tip = np.arccos(np.clip((centre - tip_y) / radius, -1, 1))
    angle = s * tip
    return np.stack([radius * np.sin(angle), centre - radius * np.cos(angle)], -1)


def place(s: np.ndarray | float, share: float) -> np.ndarray:
    """A point of the crescent: s along it (-1..1), share of its width from the inner edge."""
    s = np.atleast_1d(np.asarray(s, float))
    return _arc(INNER, RISE, s) * (1 - share) + _arc(OUTER, 0.0, s) * share


def _argali(density: float) -> Relief:
    relief = Relief(960, 860, density)
    figures.argali(Pen(relief, (20, 10)), lying=True)
    return relief.finish(thickness=40, hammer=0.5)


def draw(density: float) -> Relief:
    """The plain plate."""
    relief = Relief(1400, 1260, density, origin=(-700, -560))
    s = np.linspace(-1, 1, 160)
    outline = np.vstack([place(s, 0.0), place(s[::-1], 1.0)]) * (1, -1)
    relief.add(outline, 12, "flat", reach=120, step=2, groove=0)
    return relief.finish(thickness=9, hammer=1.3)


def build(draft: bool = False) -> None:
    gold = materials.gold(1.1, occlusion=0.025)
    plate = draw(0.8 if draft else 1.1)
    meshes.relief_object(plate, gold)
    ys, _ = np.where(plate.edge > 0)
    lower = (ys.min() + ys.max()) / 2 / plate.density + plate.origin[1]  # the plate's middle, y down

    def stage(points: np.ndarray, above: float) -> np.ndarray:
        """Places on the stage, at a height over the plate's own surface."""
        p = np.atleast_2d(points)
        cells = (p * (1, -1) - plate.origin).T[::-1] * plate.density
        ground = ndimage.map_coordinates(plate.surface, cells, order=1, mode="nearest")
        return np.c_[p[:, 0] * UNIT, (p[:, 1] + lower) * UNIT, np.maximum(ground, 8) * UNIT + above]

    s = np.linspace(-0.985, 0.985, 260)
    edge = np.vstack([place(s, 0.028), place(s[::-1], 0.972)])
    goldsmith.twisted_wire(stage(edge, 0.005), 0.0125, gold, closed=True)
    for share in (0.24, 0.445, 0.555, 0.76):
        line = np.linspace(-0.90, 0.90, 220)
        meshes.tube(stage(place(line, share), 0.0015), 0.0040, gold, 10, name="wire")
    figure = meshes.relief_object(_argali(0.22 if draft else 0.42), gold)
    for share in ROWS:
        _row(figure.data, share, stage)
    figure.hide_render = True
    figure.scale, figure.location = (0.001,) * 3, (0, 0, 0.01)
    _cells(stage, gold)
    scene.ground()


def _width(s: float) -> float:
    return float(np.linalg.norm(place(s, 1.0) - place(s, 0.0)))


def _row(mesh, share: float, stage) -> None:
    """Argali from the middle to both tips, all facing the middle, smaller where the plate narrows."""
    rng = np.random.default_rng(int(share * 1000))
    s = 0.0
    first = True
    while True:
        size = _width(s) * 0.255
        length = float(np.linalg.norm(place(s + 0.01, share) - place(s, share))) / 0.01
        pitch = size * 0.95 / length
        s += pitch * (0.5 if first else 1.0)
        first = False
        if s > 0.9 or size < 30:
            return
        for side in (1, -1):
            at = place(side * s, share)[0]
            inner, outer = place(side * s, 0.0)[0], place(side * s, 1.0)[0]
            up = inner - outer
            turn = np.arctan2(up[1], up[0]) - np.pi / 2 + rng.normal(0, 0.02)
            scale = _width(s) * 0.255 / 960
            # Mirrored on the right side, so that both halves face the middle.
            meshes.place(mesh, stage(at, -0.0015)[0], (0, 0, turn), (-side * scale, scale, scale * 1.2))


def _cells(stage, gold) -> None:
    """Empty cells: a ring of sheet on the plate, dark glue inside."""
    glue = materials.leather((0.020, 0.013, 0.009), (0.012, 0.008, 0.006))
    t = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    for s in np.arange(-0.88, 0.881, 0.044):
        radius = _width(s) * 0.032
        at = place(s, CELLS)
        _cell(
            stage(at + np.stack([np.cos(t), np.sin(t)], -1) * radius, 0.003), stage(at, 0.001)[0], gold, glue
        )
    for side in (1, -1):
        for s, radius in ((0.925, 0.10), (0.955, 0.11)):
            at = place(side * s, 0.5)
            r = _width(s) * radius
            _cell(
                stage(at + np.stack([np.cos(t), np.sin(t)], -1) * r, 0.003), stage(at, 0.001)[0], gold, glue
            )


def _cell(ring: np.ndarray, floor: np.ndarray, gold, glue) -> None:
    meshes.tube(ring, 0.0030, gold, 10, closed=True, name="cell")
    radius = float(np.linalg.norm(ring[0, :2] - floor[:2]))
    meshes.turned([(0.0, floor[2] + 0.0015), (radius * 0.9, floor[2])], glue, 24, name="glue").location = (
        floor[0],
        floor[1],
        0,
    )
