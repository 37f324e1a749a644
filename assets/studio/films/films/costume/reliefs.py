"""Every kind of ornament as a small relief, and its surface as textures at many sizes.

The arrow-shaped and square plaques, the feathers, the winged horses, the elk and the small beasts are those
of the studio's pictures. Discs, lozenges, the foil-wound "arrows", torque and dagger are drawn here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy import ndimage
from studio import small_beasts
from studio.curves import brush, ellipse, spline
from studio.elk import elk
from studio.esik_plaques import arrow, feather, square
from studio.pen import Pen
from studio.predators import feline_face
from studio.relief import Relief
from studio.winged_horses import winged_horses

from films.costume import cut
from films.pen import resample

PAD = 0.3  # empty rim of a texture: room for blur; in parts of its long side, or of twice its short one


def _disc(density: float) -> Relief:
    r = Relief(140, 140, density, origin=(-70, -70))
    r.add(ellipse((0, 0), 50), 20, "dome", base=3, step=2, groove=0)
    return r.finish(thickness=4, hammer=0.3, edge=3)


def _lozenge(density: float) -> Relief:
    r = Relief(160, 160, density, origin=(-80, -80))
    shape = [(0, -64), (46, 0), (0, 64), (-46, 0)]
    r.add(spline(shape, True, (0, 1, 2, 3)), 16, "ridge", reach=30, base=3, step=2, groove=0)
    r.line([(0, -50), (0, 50)], 3, 3)
    r.line([(-34, 0), (34, 0)], 3, 3)
    return r.finish(thickness=4, hammer=0.3, edge=3)


def _leaf(density: float) -> Relief:
    r = Relief(160, 200, density, origin=(-80, -100))
    shape = [(0, -80), (34, -20), (26, 40), (0, 80), (-26, 40), (-34, -20)]
    r.add(spline(shape, True, (0, 3)), 13, "dome", base=3, step=2, groove=0)
    r.line([(0, -66), (0, 66)], 4, 4)
    return r.finish(thickness=4, hammer=0.4, edge=3)


def _face(density: float) -> Relief:
    """A snow leopard's face."""
    r = Relief(400, 440, density, origin=(-200, -230))
    feline_face(Pen(r))
    return r.finish(thickness=14, hammer=0.6)


def _staff(density: float) -> Relief:
    """An "arrow" wound with foil, its head up."""
    r = Relief(160, 1120, density, origin=(-80, -60))
    r.add(brush([(0, 90), (3, 500), (0, 1000)], [22, 24, 26]), 16, "ridge", reach=13, base=3, groove=0)
    for y in range(120, 990, 22):  # the windings
        r.line([(-14, y + 8), (14, y - 8)], 3.5, 4, taper=False)
    head = [(0, 0), (30, 74), (34, 118), (10, 104), (0, 110), (-10, 104), (-34, 118), (-30, 74)]
    r.add(np.array(head, float), 20, "ridge", reach=24, base=4, step=2, groove=0)
    return r.finish(thickness=5, hammer=0.4, edge=3)


def _torque(density: float) -> Relief:
    """The neck ring; its ends are beasts' heads."""
    path = cut.TORQUE * 5000
    width = path[:, 0].max() - path[:, 0].min() + 260
    origin = (path[:, 0].min() - 130, path[:, 1].min() - 130)
    r = Relief(int(width), int(np.ptp(path[:, 1]) + 300), density, origin=origin)
    r.add(brush(path, [86] * len(path)), 58, "round", reach=43, base=4, groove=0)
    for k in range(8, len(path) - 8, 5):
        along = path[k + 1] - path[k - 1]
        side = np.array([-along[1], along[0]]) / np.hypot(*along) * 40
        r.line([path[k] - side, path[k] + side], 6, 6, taper=False)
    for end, turn in ((path[0], 20), (path[-1], -20)):
        feline_face(Pen(r, end, 0.42, turn))
    return r.finish(thickness=8, hammer=0.5)


def _dagger(density: float) -> Relief:
    """Hilt and sheath of the dagger at the belt: bar, grip with strips, guard like wings, beasts in foil."""
    r = Relief(200, 720, density, origin=(-100, -40))
    sheath = [(-33, 150), (-30, 400), (-25, 560), (-29, 600), (-17, 634), (0, 641)]
    r.add(spline([*sheath, *_mirrored(sheath)], True), 15, "dome", power=0.4, base=4, step=3, groove=0)
    for side in (-1, 1):  # beads along both edges
        for x, y in resample(np.array([(26, 176), (23.5, 400), (19, 556)], float), 9):
            r.add(ellipse((side * x, y), 3.2), 3.4, "round", reach=3.2, step=1, groove=2, groove_width=2)
    for k, name in enumerate(("horse", "ibex", "leopard", "argali", "horse")):
        _stamp(r, small_beasts.ALL[name](0.3), (0, 216 + 78 * k), 0.084 - 0.004 * k)
    for y, half in ((166, 33), (585, 28)):
        r.add(brush([(-half, y), (half, y)], [13, 13]), 6, "round", reach=7, step=2, groove=4, groove_width=4)
    r.add(brush([(0, 18), (0, 70), (0, 118)], [35, 32, 37]), 17, "dome", base=6, step=3, groove=6)
    for x in (-8, 8):  # strips of gold, held by two rings
        r.add(brush([(x, 26), (x, 112)], [6, 6]), 5, "round", reach=3, step=2, groove=4, groove_width=3)
    for y in (34, 104):
        r.add(brush([(-19, y), (19, y)], [9, 9]), 7, "round", reach=5, step=2, groove=4, groove_width=3)
    bar = [(-45, 4), (-40, -8), (0, -3), (40, -8), (45, 4), (40, 22), (0, 18), (-40, 22)]
    r.add(spline(bar, True), 20, "dome", base=8, step=5, groove=8)
    wing = [(0, 112), (22, 110), (44, 122), (54, 142), (48, 160), (30, 158), (0, 142)]
    r.add(spline([*wing, *_mirrored(wing)], True), 22, "dome", base=8, step=5, groove=8)
    return r.finish(thickness=8, hammer=0.6)


def _mirrored(right: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The other half of an outline, from its end to its beginning."""
    return [(-x, y) for x, y in reversed(right) if x]


def _stamp(r: Relief, beast: Relief, at: tuple[float, float], scale: float) -> None:
    """Press a finished beast into a relief, its feet to the left: it walks down the sheath."""
    factor = scale * r.density / beast.density
    high = np.rot90(np.where(beast.edge > 0, np.maximum(beast.surface, 0), 0), -1)
    high = ndimage.zoom(ndimage.gaussian_filter(high, 0.35 / factor), factor, order=1) * scale * 1.5
    ys, xs = np.nonzero(high > 0.3)
    high = high[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    left, top = ((np.array(at) - r.origin) * r.density - np.array(high.shape[::-1]) / 2).round().astype(int)
    r.z[top : top + high.shape[0], left : left + high.shape[1]] += high


@dataclass(frozen=True)
class Kind:
    """How an ornament is drawn: its relief, samples a drawing unit, texels along its long side."""

    draw: Callable[[float], Relief]
    density: float
    texels: int


_BEAST = (0.45, 128)
KINDS: dict[str, Kind] = {
    **{f"arrow{k}": Kind(partial(arrow, k), 1.0, 48) for k in range(4)},
    **{f"square{k}": Kind(partial(square, k), 1.0, 48) for k in range(2)},
    "disc": Kind(_disc, 1.0, 40),
    "lozenge": Kind(_lozenge, 1.0, 40),
    "leaf": Kind(_leaf, 1.0, 48),
    "face": Kind(_face, 0.6, 96),
    "feather": Kind(feather, 0.4, 256),
    "staff": Kind(_staff, 0.8, 640),
    "horses": Kind(winged_horses, 0.36, 448),
    "elk": Kind(elk, 0.4, 192),
    **{name: Kind(small_beasts.ALL[name], *_BEAST) for name in ("ibex", "argali", "leopard", "bird")},
    "torque": Kind(_torque, 0.6, 384),
    "dagger": Kind(_dagger, 1.2, 576),
}
NAMES = tuple(KINDS)


@dataclass(frozen=True)
class Surfaces:
    """All textures in one row of numbers.

    `texels`: (4, n) float32, premultiplied by the last: normal to the right, normal down, hollow, cover.
    `levels`: (kinds, LEVELS, 4) where a level begins, its height, its width, texels a long side x 1000.
    `inner`: (kinds, 2) half the width and height of what is drawn, in long sides.
    """

    texels: np.ndarray
    levels: np.ndarray
    inner: np.ndarray


LEVELS = 8


def _surface(kind: Kind) -> tuple[np.ndarray, tuple[float, float]]:
    """Draw a kind at its finest size, framed by PAD: (height, width, 4); and its half sizes without."""
    r = kind.draw(kind.density)
    ys, xs = np.nonzero(r.edge > 0)
    window = (slice(ys.min(), ys.max() + 1), slice(xs.min(), xs.max() + 1))
    z = ndimage.gaussian_filter(np.maximum(r.surface, 0), 0.6) * kind.density
    gy, gx = np.gradient(z)
    cover = np.clip(r.edge * kind.density + 0.5, 0, 1)
    length = np.sqrt(gx**2 + gy**2 + 1)
    full = np.stack([-gx / length, -gy / length, np.clip(r.cavity, 0, 1), np.ones_like(z)], -1)
    full = (full * cover[..., None])[window]
    long = max(full.shape[:2])
    factor = kind.texels / long
    blur = max(0.0, 0.4 / factor - 0.4)
    fine = ndimage.gaussian_filter(full, (blur, blur, 0))
    rim = int(np.ceil(PAD * min(long, 2 * min(full.shape[:2]))))
    fine = np.pad(fine, ((rim, rim), (rim, rim), (0, 0)))
    size = [max(8, round(n * factor / 8) * 8) for n in fine.shape[:2]]
    grid = [
        (np.arange(n) + 0.5) / factor + m / 2 - n / factor / 2 - 0.5
        for n, m in zip(size, fine.shape, strict=False)
    ]
    place = np.meshgrid(*grid, indexing="ij")
    picture = np.stack([ndimage.map_coordinates(fine[..., c], place, order=1) for c in range(4)], -1)
    return picture, (full.shape[1] / long / 2, full.shape[0] / long / 2)


def surfaces() -> Surfaces:
    """Draw all kinds and halve them down."""
    texels: list[np.ndarray] = []
    levels = np.zeros((len(KINDS), LEVELS, 4), np.int64)
    inner = np.zeros((len(KINDS), 2))
    start = 0
    for k, kind in enumerate(KINDS.values()):
        drawn, inner[k] = _surface(kind)
        level, long = drawn.astype(np.float32), float(kind.texels)
        for n in range(LEVELS):
            levels[k, n] = start, level.shape[0], level.shape[1], round(long * 1000)
            texels.append(level.reshape(-1, 4))
            start += level.shape[0] * level.shape[1]
            if min(level.shape[:2]) < 4:
                levels[k, n + 1 :] = levels[k, n]
                break
            even = level[: level.shape[0] // 2 * 2, : level.shape[1] // 2 * 2]
            shifted = level.shape[0] % 2 or level.shape[1] % 2
            if shifted:  # keep the middle where it is
                even = np.pad(level, ((0, level.shape[0] % 2), (0, level.shape[1] % 2), (0, 0)))
            level = even.reshape(even.shape[0] // 2, 2, even.shape[1] // 2, 2, 4).mean((1, 3))
            long /= 2
    return Surfaces(np.ascontiguousarray(np.concatenate(texels).T), levels, inner)
