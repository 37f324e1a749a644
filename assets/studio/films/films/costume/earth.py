"""The floor of the grave from above: timbers under earth, in the costume's metres. Drawn freely."""

from __future__ import annotations

import numpy as np
import skia
from PIL import Image
from scipy import ndimage

from films.core import GROUND, mix, rgb

BOX = (-1.15, -0.75, 1.15, 3.15)  # left, top, right, bottom
DENSITY = 700  # pixels a metre
SOIL = mix(GROUND, rgb("#7d5230"), 0.42)


def unrest(rng: np.random.Generator, height: int, width: int, down: float, across: float) -> np.ndarray:
    """Smooth noise of unit size, `down` and `across` pixels wide."""
    step = max(1.0, min(down, across) / 3)
    size = (round(height / step) + 4, round(width / step) + 4)
    noise = rng.standard_normal(size).astype(np.float32)
    noise = ndimage.gaussian_filter(noise, (down / step, across / step))
    whole = Image.fromarray(noise).resize((width, height), Image.Resampling.BICUBIC)
    field = np.asarray(whole)
    return field / field.std()


def earth(seed: int) -> skia.Image:
    """A picture of BOX, lit from the costume's right shoulder (where it lies: from the upper left)."""
    rng = np.random.default_rng(seed)
    width, height = (round((BOX[k + 2] - BOX[k]) * DENSITY) for k in (0, 1))
    x = np.linspace(BOX[0], BOX[2], width, dtype=np.float32)[None]
    y = np.linspace(BOX[1], BOX[3], height, dtype=np.float32)[:, None]
    relief = np.zeros((height, width), np.float32)
    for size, amount in ((90, 16.0), (30, 6.0), (10, 2.4), (4, 1.1), (1.5, 0.55)):
        relief += amount * unrest(rng, height, width, size, size)
    timber = np.mod(x + 0.012 * np.sin(2.1 * y + 5 * np.floor((x + 1.2) / 0.174)), 0.174) / 0.174
    relief -= 9 * np.exp(-((np.abs(timber - 0.5) - 0.5) ** 2) / 0.0012) * np.ones_like(y)
    relief += 1.3 * unrest(rng, height, width, 220, 8)  # the grain of the wood shows through
    gy, gx = np.gradient(ndimage.gaussian_filter(relief, 0.8))
    for _ in range(900):  # pebbles
        px, py, r = rng.integers(12, width - 12), rng.integers(12, height - 12), rng.uniform(1.6, 6.5)
        n = int(r) + 2
        v, u = np.mgrid[-n : n + 1, -n : n + 1] / r
        ball = np.clip(1 - u * u * rng.uniform(0.7, 1.4) - v * v, 0, 1)
        window = (slice(py - n, py + n + 1), slice(px - n, px + n + 1))
        if gx[window].shape == ball.shape:
            gx[window] += -1.9 * u * (ball > 0)
            gy[window] += -1.9 * v * (ball > 0)
    # Lying, the costume's up is the picture's left: light from the upper left comes from (+x, -y) here.
    light = np.array([0.50, -0.42, 0.62])
    lit = (-gx * 0.55 * light[0] - gy * 0.55 * light[1] + light[2]) / np.sqrt(1 + 0.3 * (gx**2 + gy**2))
    lit = np.clip(lit, 0.05, 1.6)
    tint = 1 + 0.09 * unrest(rng, height, width, 40, 40)[..., None]
    colour = lit[..., None] * np.clip(tint, 0.75, 1.25) * np.array(SOIL) * 255
    picture = np.dstack([np.clip(colour, 0, 255), np.full((height, width), 255)]).astype(np.uint8)
    return skia.Image.fromarray(np.ascontiguousarray(picture), copy=True)
