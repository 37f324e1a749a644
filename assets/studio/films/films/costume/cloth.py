"""The leather under the gold, its seams, and a shadow that carries it. Cut and colour are drawn freely."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import skia
from scipy import ndimage
from studio.relief import Relief

from films.core import BONE, GROUND, Rgb, line, mix, rgb
from films.costume import cut
from films.costume.earth import unrest
from films.pen import Points, polygon, polyline, pts

DENSITY = 760  # pixels a metre
BOX = (-0.44, -0.03, 0.44, 2.46)  # left, top, right, bottom, in metres
LEATHER = rgb("#6a2018")
SHADOW = rgb("#1f150d")  # nobody is shown
NECK = pts((-0.06, 0.85), (0.06, 0.85), (0.075, 0.99), (-0.075, 0.99))
_WAIST = 0.203
_DOWN = np.array([0, 0.006])
BELT = pts(
    (-_WAIST, cut.BELT_Y - 0.04),
    (_WAIST, cut.BELT_Y - 0.04),
    (_WAIST, cut.BELT_Y + 0.04),
    (-_WAIST, cut.BELT_Y + 0.04),
)
STANDING, LYING = (-0.52, -0.55, 0.65), (0.55, -0.52, 0.65)  # where the light comes from, in the costume


@dataclass(frozen=True)
class Part:
    """A piece of dress: what it is made of, from far to near, and where it is sewn."""

    shapes: tuple[Points, ...]
    colour: Rgb
    seams: tuple[Points, ...]
    high: float = 95.0  # millimetres over its edge
    rough: float = 1.0


def _both(shape: Points) -> tuple[Points, ...]:
    return shape, shape * [-1, 1]


_SLEEVE = pts((-0.21, 1.03), (-0.215, 1.12), (-0.212, 1.2))
_HEM = pts((-0.262, 1.698), (-0.14, 1.712), (0.0, 1.716), (0.14, 1.712), (0.262, 1.698))
_SHAFT = pts((-0.142, 2.06), (-0.142, 2.36))
PARTS = {
    "wearer": Part((NECK, cut.FACE), SHADOW, (), rough=0.0),
    "trousers": Part(_both(cut.LEG), LEATHER, (*_both(pts((-0.236, 1.75), (-0.229, 2.02))),)),
    "boots": Part(_both(cut.BOOT), mix(LEATHER, GROUND, 0.18), (*_both(_SHAFT),)),
    "caftan": Part((cut.CAFTAN,), LEATHER, (*_both(_SLEEVE), _HEM)),
    "belt": Part((BELT,), mix(LEATHER, GROUND, 0.45), (BELT[:2] + _DOWN, BELT[2:] - _DOWN), 40.0),
    "headdress": Part((cut.HEADDRESS,), LEATHER, (pts((-0.13, 0.642), (0.13, 0.642)),)),
}


def _normals(part: Part, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Normals (height, width, 3) of the padded-out dress, and what it covers."""
    size = [int((BOX[k + 2] - BOX[k]) * 1000) for k in (0, 1)]
    relief = Relief(*size, DENSITY / 1000, origin=(BOX[0] * 1000, BOX[1] * 1000))
    for shape in part.shapes:
        relief.add(shape * 1000, part.high, "dome", power=0.5, base=6, step=4, groove=0, smoothing=24)
    inside = relief.inside.astype(np.float32)
    cover = ndimage.gaussian_filter(inside, 0.9)
    z = ndimage.gaussian_filter(relief.z, 9) / np.maximum(ndimage.gaussian_filter(inside, 9), 0.2)
    z = z + part.rough * (5.5 * unrest(rng, *z.shape, 60, 14) + 0.36 * unrest(rng, *z.shape, 1.2, 1.2))
    gy, gx = np.gradient(z * DENSITY / 1000)
    normal = np.stack([-gx, -gy, np.full_like(z, 1.1)], -1)
    return normal / np.linalg.norm(normal, axis=-1, keepdims=True), cover


def _lit(part: Part, normal: np.ndarray, cover: np.ndarray, light: tuple[float, float, float]) -> skia.Image:
    way = np.array(light) / np.linalg.norm(light)
    facing = np.clip(normal @ way, 0, 1)
    round_ = np.clip(normal[..., 2], 0, 1) ** 0.8  # what turns away gets less from all sides
    shade = round_ * (0.10 + 0.92 * facing**1.3) + 0.16 * facing**18
    colour = np.clip(shade[..., None] * np.array(part.colour), 0, 1) * cover[..., None]
    pixels = (np.dstack([colour, cover]) * 255 + 0.5).astype(np.uint8)
    image = skia.Image.fromarray(np.ascontiguousarray(pixels), copy=True)
    surface = skia.Surface(pixels.shape[1], pixels.shape[0])
    canvas = surface.getCanvas()
    canvas.drawImage(image, 0, 0)
    canvas.scale(DENSITY, DENSITY)
    canvas.translate(-BOX[0], -BOX[1])
    thread = line(mix(part.colour, BONE, 0.5), 0.0016, 0.75)
    thread.setPathEffect(skia.DashPathEffect.Make([0.0062, 0.0052], 0))
    for seam in part.seams:
        canvas.drawPath(polyline(seam + np.array([0.0012, 0.0016])), line((0, 0, 0), 0.0036, 0.5))
        canvas.drawPath(polyline(seam), thread)
    for shape in part.shapes if part.seams else ():
        canvas.drawPath(polygon(shape), line(mix(part.colour, BONE, 0.35), 0.0022, 0.5))
    return surface.makeImageSnapshot()


class Cloth:
    """All parts of the dress, lit as they lie and as they stand."""

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.parts = {}
        for name, part in PARTS.items():
            normal, cover = _normals(part, rng)
            self.parts[name] = [_lit(part, normal, cover, light) for light in (LYING, STANDING)]

    def draw(self, canvas: skia.Canvas, shown: dict[str, float], upright: float) -> None:
        """Draw on a canvas in metres; `shown` is how visible each part is, `upright` 0 lying, 1 standing."""
        box = skia.Rect.MakeLTRB(*BOX)
        fine = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
        for name, images in self.parts.items():
            alpha = shown[name]
            if alpha <= 0:
                continue
            if upright in (0, 1):
                canvas.drawImageRect(images[int(upright)], box, fine, skia.Paint(Alphaf=alpha))
                continue
            canvas.saveLayerAlpha(box, round(255 * alpha))
            canvas.drawImageRect(images[0], box, fine)
            canvas.drawImageRect(images[1], box, fine, skia.Paint(Alphaf=upright))
            canvas.restore()
