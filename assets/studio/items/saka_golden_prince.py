"""SAKA-04: part of the reconstructed costume: gold plaques of Baigetobe sewn on dark cloth.

The grave was robbed; which piece sat where is the reconstruction of scholars. The picture
shows how such plaques are sewn in rows, not a place on a known garment.
"""

from __future__ import annotations

import numpy as np

from .. import figures, goldsmith, materials, meshes, scene, textiles
from ..curves import ellipse
from ..pen import Pen
from ..relief import Relief
from ..scene import Shot
from . import saka_argali_deer_raptor as trio
from . import saka_snow_leopard_mask

SHOTS = {
    "main": Shot("content/saka/media/golden-prince.jpg", tilt=18, yaw=-4, fill=1.12),
    "detail": Shot(
        "content/saka/media/golden-prince-detail.jpg",
        (1600, 1200),
        tilt=27,
        yaw=8,
        fill=1.12,
        zoom=2.6,
        shift=(0.12, 0.08),
        blur=5.6,
    ),
}

FOLDS = ((-0.50, 0.0, 84, 0.030, 0.075), (-0.16, 0.1, 95, 0.020, 0.07))
FOLDS += ((0.40, 0.0, 87, 0.030, 0.08), (0.70, 0.1, 98, 0.022, 0.07))
OPENING = 0.10  # where one side of the garment laps over the other


def draw(density: float) -> Relief:
    """One small argali for the hem."""
    relief = Relief(960, 1060, density)
    figures.argali(Pen(relief, (20, 20)))
    return relief.finish(thickness=30, hammer=0.6)


def _pair(density: float) -> Relief:
    """Two deer heads back to back, for sewing on."""
    relief = Relief(700, 720, density, origin=(-350, -310))
    trio.deer_heads(Pen(relief))
    return relief.finish(thickness=18, hammer=0.6)


def _raptor(density: float) -> Relief:
    relief = Relief(520, 960, density, origin=(-190, -10))
    trio.raptor(Pen(relief))
    return relief.finish(thickness=20, hammer=0.6)


def _button(density: float) -> Relief:
    """A small round plaque with a boss."""
    relief = Relief(240, 240, density)
    relief.add(ellipse((120, 120), 100), 34, "round", reach=34, step=2, groove=0)
    relief.add(ellipse((120, 120), 46), 40, "dome", step=6, groove=14)
    return relief.finish(thickness=24, hammer=0.6)


def build(draft: bool = False) -> None:
    gold, dark = materials.gold(1.2), textiles.wool(textiles.WOOL_RED, 1.2)
    height = textiles.drape(FOLDS)
    count = 300 if draft else 520
    textiles.cloth((1.05, 0.82), height, dark, count=count)

    def over(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return height(x, y) + 0.016 + 0.018 * np.exp(-(((x - OPENING) / 0.05) ** 2))

    textiles.cloth((0.56, 0.82), over, dark, count=count, at=(OPENING - 0.56, 0))

    def ground(x: float, y: float) -> float:
        z = over if x < OPENING else height
        return float(z(np.array(x), np.array(y)))

    def sew(mesh, x: float, y: float, size: float, turn: float, mirrored: bool = False) -> None:
        """Lay a plaque so that it follows the slope of the cloth."""
        e = 0.03
        dx = (ground(x + e, y) - ground(x - e, y)) / (2 * e)
        dy = (ground(x, y + e) - ground(x, y - e)) / (2 * e)
        at = (x, y, ground(x, y) + 0.0075)
        meshes.place(
            mesh, at, (np.arctan(dy), -np.arctan(dx), turn), (-size if mirrored else size, size, size * 1.1)
        )

    fine = 0.3 if draft else 0.55
    mask = meshes.relief_object(saka_snow_leopard_mask.draw(fine), gold)
    argali = meshes.relief_object(draw(fine), gold)
    pair = meshes.relief_object(_pair(fine), gold)
    raptor = meshes.relief_object(_raptor(fine), gold)
    button = meshes.relief_object(_button(fine), gold)
    rng = np.random.default_rng(11)

    def tilt() -> float:
        return float(rng.normal(0, 0.035))

    for row in range(9):
        for k in range(-8, 9):
            x, y = k * 0.215 + (0.1075 if row % 2 else 0), 0.70 - row * 0.185
            if not -0.185 < x - OPENING < 0.155 and abs(x) < 0.98:
                if row % 3 != 1:
                    sew(mask.data, x, y, 0.135, tilt())
                elif k % 2 == 0:
                    sew(pair.data, x, y, 0.175, tilt())
                else:
                    sew(raptor.data, x, y, 0.148, tilt(), x > OPENING)
    for k in range(17):  # both sides of the opening
        y = 0.74 - 0.094 * k
        sew(button.data, OPENING - 0.028, y, 0.16, tilt())
    for k in range(10):
        y = 0.68 - 0.152 * k
        sew(argali.data, OPENING - 0.098, y, 0.088, tilt())
        sew(argali.data, OPENING + 0.070, y, 0.088, tilt(), True)
    for thing in (mask, argali, pair, raptor, button):
        thing.hide_render = True
        thing.scale, thing.location = (0.001,) * 3, (0, 0, 0.02)
    _stitches(over)
    scene.ground()


def _stitches(over) -> None:
    """The hem along the opening, in thick thread."""
    thread = textiles.wool((0.10, 0.055, 0.030), 2.0)
    for y in np.arange(-0.78, 0.78, 0.026):
        line = np.array([[OPENING - 0.003, y], [OPENING - 0.010, y + 0.010], [OPENING - 0.013, y + 0.018]])
        z = np.add(over(line[:, 0], line[:, 1]), (0.002, 0.0065, 0.002))
        meshes.tube(goldsmith.even(np.c_[line, z], 8), 0.0024, thread, 8, name="thread")
