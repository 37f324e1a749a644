"""BEREL-08: soft saddle of felt with leather, on a felt cover with appliqué and fringes.

Two stuffed cushions, two low wooden bows with gold foil, a polychrome cover. Its scene, a
tiger attacks an elk, is known from Berel; its drawing, the border, the colours (cinnabar,
ochre, dark blue) and the wooden stand are a reconstruction.
"""

from __future__ import annotations

import numpy as np
from scipy.ndimage import gaussian_filter1d

from .. import carving, fibres, materials, meshes, scene
from ..applique import dyed_felt
from ..felt_saddle import HANG, RIDGE, ROUND, cover_drawing, cushions, draped, oval
from ..relief import Relief
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/berel/media/saddle.jpg",
        (2400, 1800),
        standing=True,
        tilt=66,
        yaw=30,
        fill=0.80,
        key=110,
        strip=36,
        low=26,
    ),
}


def draw(density: float) -> Relief:
    """The cover laid out flat, for a preview of its appliqué."""
    return cover_drawing(density)


def build(draft: bool = False) -> None:
    felt = dyed_felt()
    density = 0.6 if draft else 1.2
    cover = meshes.relief_object(cover_drawing(density), felt)
    carving.reshape(cover, draped(carving.points(cover), 0.0, waves=True))
    pads = meshes.relief_object(cushions(density), felt)
    flat = carving.points(pads)
    carving.reshape(pads, draped(flat, 0.006))
    _bows()
    _fringes(400 if draft else 900)
    _straps(flat)
    _stand()
    scene.ground(dim=True)


def _bows() -> None:
    """Low arched bows of wood in front and behind, with foil on the side that is seen."""
    wood = materials.foiled_wood(1.4, axis="Y")
    for x, lean, high in ((-0.362, -0.055, 0.150), (0.362, 0.050, 0.120)):
        s = np.linspace(-0.34, 0.34, 41)
        rise = high * (0.10 + 0.90 * np.cos(s / 0.34 * np.pi / 2) ** 0.6)
        flat = np.c_[np.full(41, x), s, rise * 0.62]
        path = draped(flat, 0.0)
        path[:, 0] += lean * np.cos(s / 0.34 * np.pi / 2)
        bow = meshes.tube(
            path, 0.040 * (0.50 + 0.45 * np.cos(s / 0.34 * np.pi / 2) ** 0.5), wood, sides=28, section=oval
        )
        p = meshes.disturbed(carving.points(bow), 0.0035, 22.0)
        carving.reshape(bow, p)
        carving.foil_where(bow, lambda p, n, x=x: 0.50 + 0.10 * np.sign(x) * n[:, 0])


def _fringes(count: int) -> None:
    """Tassels of wool along the lower hem of both sides."""
    rng = np.random.default_rng(4)
    for side, seed in ((-1, 1), (1, 2)):
        for colour, (dark, light) in enumerate(
            (((0.10, 0.012, 0.008), (0.28, 0.045, 0.022)), ((0.16, 0.075, 0.018), (0.42, 0.23, 0.07)))
        ):
            wool = fibres.hair(dark, light)
            group = np.arange(colour, 26, 2)
            which = rng.choice(group, count)
            x = -0.485 + which * 0.97 / 25 + rng.normal(0, 0.0065, count)
            t = np.linspace(0, 1, 14)
            root = draped(
                np.c_[x, np.full(count, side * (HANG - 0.006)), np.full(count, 0.010)], 0.0, waves=True
            )
            knot = -0.485 + which * 0.97 / 25
            spread = (x - knot)[:, None] * (0.4 + 1.5 * t) + rng.normal(0, 0.004, (count, 1)) * t
            px = knot[:, None] + spread
            py = root[:, 1:2] + rng.normal(0, 0.006, (count, 1)) * (0.4 + t) + side * 0.006 * np.sin(3 * t)
            length = 0.125 + rng.normal(0, 0.007, (count, 1))
            fibres.strands(
                np.stack([px, py, root[:, 2:3] - length * t], -1), 0.0021, wool, seed=seed + colour
            )
        wool = fibres.hair((0.16, 0.075, 0.018), (0.42, 0.23, 0.07))
        knots = []
        for k in range(26):  # the thread that ties each tassel
            at = draped(np.array([[-0.485 + k * 0.97 / 25, side * (HANG - 0.006), 0.010]]), 0.0, waves=True)[
                0
            ]
            a = np.linspace(0, 4 * np.pi, 28)
            knots.append(at + np.c_[0.0150 * np.cos(a), 0.0120 * np.sin(a), -0.024 - 0.0006 * np.arange(28)])
        fibres.strands(np.array(knots), 0.0026, wool, seed=9)


def _straps(flat: np.ndarray) -> None:
    """Straps over the cushions, whose points laid out flat are given: x, y, height."""
    leather = materials.leather((0.085, 0.034, 0.015), (0.040, 0.015, 0.009), 2.5)
    s = np.linspace(-0.385, 0.385, 90)
    for x in (-0.146, 0.146):
        near = flat[(np.abs(flat[:, 0] - x) < 0.02) & (flat[:, 2] > 0)]
        near = near[np.argsort(near[:, 1])]
        top = gaussian_filter1d(np.interp(s, near[:, 1], near[:, 2]), 2.5)
        path = draped(np.c_[np.full(90, x), s, top + 0.018], 0.0)
        meshes.tube(path, 0.024, leather, sides=20, section=_flat)


def _flat(angle: np.ndarray, t: float) -> np.ndarray:
    """The section of a strap, which lies flat."""
    return 1 / np.sqrt(np.cos(angle) ** 2 + (np.sin(angle) / 0.16) ** 2)


def _stand() -> None:
    wood = materials.wood(1.4, "X", (0.12, 0.062, 0.026), (0.055, 0.024, 0.009))
    meshes.tube(
        [(-0.62, 0, RIDGE - ROUND - 0.03), (0.62, 0, RIDGE - ROUND - 0.03)], ROUND - 0.006, wood, sides=64
    )
    for x in (-0.50, 0.50):
        for y in (-0.15, 0.15):
            meshes.box((0.07, 0.07, 0.64), (x, y, 0.315), wood, 0.008, (0.10 * np.sign(y), 0, 0))
