"""The ice lens: a body of facets that grows from many places round the chamber until it closes."""

from __future__ import annotations

import numpy as np
import skia
from scipy.ndimage import zoom
from scipy.spatial import Voronoi

from films.core import FROST, fill, line, mix, rgb
from films.pen import Layer, add_stroke, wavy

X0, Y0, X1, Y1 = -4.6, 0.2, 4.9, 4.9  # the part of the world the ice may fill
RES = 120  # pixels per metre of the ice picture
BEGINNINGS = (  # x, y, and how late
    (-2.3, 2.35, 0.1),
    (-0.3, 2.2, 0.05),
    (1.6, 1.9, 0.08),
    (3.2, 2.6, 0.16),
    (-3.0, 3.3, 0.18),
    (0.1, 3.8, 0.12),
    (2.2, 3.9, 0.2),
    (-1.5, 3.2, 0.2),
)


def _noise(shape: tuple[int, int], size: float, rng: np.random.Generator) -> np.ndarray:
    """Smooth noise of unit size with features of about `size` pixels."""
    small = rng.normal(0, 1, (int(shape[0] / size) + 4, int(shape[1] / size) + 4))
    big = zoom(small, size, order=3)[: shape[0], : shape[1]]
    return big / big.std()


class IceLens:
    """When each point freezes, and what the ice looks like once it has."""

    def __init__(self, rng: np.random.Generator) -> None:
        h, w = int((Y1 - Y0) * RES), int((X1 - X0) * RES)
        y, x = np.mgrid[0:h, 0:w].astype(np.float32) / RES
        x, y = x + X0, y + Y0
        dx = np.abs(x - 0.16) / 4.3
        dy = np.where(y < 2.9, (2.9 - y) / 2.0, (y - 2.9) / 1.66)
        metric = (dx**3.2 + dy**2.6) ** (1 / 2.8)
        rough = 0.035 * _noise((h, w), 70, rng) + 0.016 * _noise((h, w), 26, rng)
        rough += 0.004 * _noise((h, w), 9, rng)
        begun = 0.16 + 0.84 * metric  # it also begins in small places, which later meet
        for nx, ny, late in BEGINNINGS:
            begun = np.minimum(begun, late + 0.62 * np.hypot(x - nx, (y - ny) * 1.25))
        begun = np.maximum(begun, metric - 0.75 * np.clip(1 - metric, 0, 1))
        rough += 0.014 * _noise((h, w), 14, rng) * np.clip(1.1 - metric, 0, 1)
        self.when = np.clip(begun + rough, 0.0, 2.0).astype(np.float32)
        self.texture = self._facets(h, w, rng)
        self.depth = np.clip(1.0 - metric, 0, 1).astype(np.float32)
        self.x, self.y = x, y

    @staticmethod
    def _facets(h: int, w: int, rng: np.random.Generator) -> np.ndarray:
        """Facets like frozen fractures: flat tones, engraved edges, hatching in three directions."""
        pixels = np.zeros((h, w, 4), np.uint8)
        canvas = skia.Surface(pixels).getCanvas()
        canvas.clear(skia.Color4f(0, 0, 0, 1))
        canvas.scale(RES, RES)
        canvas.translate(-X0, -Y0)
        seeds = rng.uniform((X0 - 1, Y0 - 1), (X1 + 1, Y1 + 1), (190, 2)) * [1, 0.8]
        vor = Voronoi(seeds)
        for region in vor.point_region:
            ids = vor.regions[region]
            if -1 in ids or len(ids) < 3:
                continue
            corners = vor.vertices[ids] / [1, 0.8]
            if np.abs(corners).max() > 30:
                continue
            path = skia.Path()
            path.addPoly([skia.Point(float(a), float(b)) for a, b in corners], True)
            canvas.drawPath(path, fill((1, 1, 1), rng.uniform(0.16, 0.36)))
            if rng.uniform() < 0.75:
                canvas.save()
                canvas.clipPath(path, True)
                lay = Layer()
                c, r = corners.mean(0), 1.1
                a = rng.choice([0.5, 1.25, 2.2]) + rng.normal(0, 0.08)
                d, n = np.array([np.cos(a), np.sin(a)]), np.array([-np.sin(a), np.cos(a)])
                gap, share = rng.uniform(0.05, 0.09), rng.uniform(0.3, 1.0)
                for k in np.arange(-r, r * (2 * share - 1), gap):
                    lay.stroke(np.stack([c + n * k - d * r, c + n * k + d * r]), 0.012, (0.1, 0.1))
                lay.draw(canvas, fill((1, 1, 1), 0.34))
                canvas.restore()
        for a, b in vor.ridge_vertices:
            if a < 0 or b < 0:
                continue
            p = np.stack([vor.vertices[a], vor.vertices[b]]) / [1, 0.8]
            if np.abs(p).max() > 30:
                continue
            path = skia.Path()
            add_stroke(path, wavy(p, 0.006, rng, 0.06), 0.02, (0.3, 0.3))
            canvas.drawPath(path, fill((1, 1, 1), 0.55))
        for _ in range(420):  # air bubbles
            u, v = rng.uniform(X0, X1), rng.uniform(Y0, Y1)
            canvas.drawCircle(u, v, rng.uniform(0.008, 0.022), line((1, 1, 1), 0.008, 0.5))
        return pixels[..., 0].astype(np.float32) / 255

    def draw(self, canvas: skia.Canvas, level: float, glint: float = -1.0, body: float = 1.0) -> None:
        """Draw the ice frozen up to `level` (0 nothing, 1 the whole lens).

        `glint` moves a soft light across, from 0 to 1; `body` thins or thickens the ice.
        """
        if level <= 0.02:
            return
        grown = level - self.when
        mask = np.clip(grown / 0.012, 0, 1)
        front = np.exp(-(((grown - 0.01) / 0.014) ** 2)) + 0.35 * np.exp(-(((grown - 0.03) / 0.045) ** 2))
        bright = self.texture * (0.75 + 0.35 * np.clip(grown * 2.2, 0, 1))
        if 0 <= glint <= 1:
            along = (self.x * 0.9 + self.y * 0.55 + 4.0) / 11.0
            bright = bright * (1 + 0.55 * np.exp(-(((along - glint * 1.3 + 0.15) / 0.09) ** 2)))
        alpha = mask * np.clip(0.27 + bright * 0.85, 0, 0.85) * body + 0.5 * front * (grown > 0)
        alpha = np.clip(alpha, 0, 0.96)
        tone = np.clip(0.82 + 0.3 * bright + 0.2 * front, 0, 1.12)[..., None]
        ice = np.array(mix(rgb("#93b2c0"), FROST, 0.45))
        out = np.empty((*mask.shape, 4), np.uint8)
        out[..., :3] = np.clip(ice * tone * alpha[..., None] * 255, 0, 255)
        out[..., 3] = alpha * 255
        out[..., :3] = np.minimum(out[..., :3], out[..., 3:])
        image = skia.Image.fromarray(out, colorType=skia.kRGBA_8888_ColorType)
        target = skia.Rect.MakeLTRB(X0, Y0, X1, Y1)
        sampling = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
        canvas.drawImageRect(image, target, sampling, skia.Paint(AntiAlias=True))
