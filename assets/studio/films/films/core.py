"""What every film shares: colours, easing, a camera, paints and the frame loop."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import skia

WIDTH, HEIGHT, FPS = 1920, 1080, 25

Rgb = tuple[float, float, float]


def rgb(code: str) -> Rgb:
    """Turn '#rrggbb' into three floats between 0 and 1."""
    return tuple(int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))  # type: ignore[return-value]


GROUND = rgb("#14100c")  # warm near-black, the plate
BONE = rgb("#ece3d2")  # the engraved line
CINNABAR = rgb("#c8472f")  # the one accent
FROST = rgb("#b9ced6")  # ice and cold air
GOLD = rgb("#d9a441")


def mix(a: Rgb, b: Rgb, t: float) -> Rgb:
    """The colour between a and b."""
    return tuple(x + (y - x) * t for x, y in zip(a, b, strict=False))  # type: ignore[return-value]


def colour(c: Rgb, alpha: float = 1.0) -> skia.Color4f:
    """A skia colour; alpha is clamped."""
    return skia.Color4f(c[0], c[1], c[2], min(1.0, max(0.0, alpha)))


def fill(c: Rgb, alpha: float = 1.0) -> skia.Paint:
    """An antialiased filling paint."""
    return skia.Paint(Color4f=colour(c, alpha), AntiAlias=True)


def line(c: Rgb, width: float, alpha: float = 1.0) -> skia.Paint:
    """An antialiased line with round ends."""
    return skia.Paint(
        Color4f=colour(c, alpha),
        AntiAlias=True,
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap,
        StrokeJoin=skia.Paint.kRound_Join,
    )


def clamp(t: float) -> float:
    """Limit to 0..1."""
    return min(1.0, max(0.0, t))


def ramp(t: float, start: float, end: float) -> float:
    """0 before start, 1 after end, eased (smootherstep) between."""
    x = clamp((t - start) / (end - start))
    return x * x * x * (x * (6 * x - 15) + 10)


def window(t: float, start: float, end: float, rise: float = 0.8, fall: float = 0.8) -> float:
    """Rises at start, falls at end, both eased; 1 between."""
    return ramp(t, start, start + rise) * (1 - ramp(t, end - fall, end))


def ease_out(x: float) -> float:
    """Quick at first, coming softly to rest."""
    return 1 - (1 - clamp(x)) ** 3


@dataclass(frozen=True)
class Camera:
    """A view of the world in metres: centre, pixels per metre (y points down), roll in degrees."""

    x: float
    y: float
    scale: float
    roll: float = 0.0

    def apply(self, canvas: skia.Canvas) -> None:
        """Draw in metres from here on."""
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(self.roll)
        canvas.scale(self.scale, self.scale)
        canvas.translate(-self.x, -self.y)

    def between(self, other: Camera, t: float) -> Camera:
        """A view on the way to another; the scale changes evenly to the eye."""
        return Camera(
            self.x + (other.x - self.x) * t,
            self.y + (other.y - self.y) * t,
            math.exp(math.log(self.scale) * (1 - t) + math.log(other.scale) * t),
            self.roll + (other.roll - self.roll) * t,
        )


class Frame:
    """A drawing surface over a numpy array (RGBA), with the plate's paper grain."""

    def __init__(self, seed: int = 5) -> None:
        self.pixels = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
        self.surface = skia.Surface(self.pixels)
        self.canvas: skia.Canvas = self.surface.getCanvas()
        noise = np.random.default_rng(seed).normal(0, 0.7, (HEIGHT, WIDTH, 1))
        self.grain = noise.astype(np.float32)

    def finish(self, vignette: np.ndarray) -> np.ndarray:
        """The finished picture: darker towards the edges, with a still grain against banding."""
        picture = self.pixels[..., :3].astype(np.float32) * vignette + self.grain
        return np.clip(picture + 0.5, 0, 255).astype(np.uint8)


def vignette(strength: float, centre_y: float = 0.5) -> np.ndarray:
    """Multiplier that darkens the corners gently."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    r = np.hypot((x / WIDTH - 0.5) * 1.5, (y / HEIGHT - centre_y) * 1.35)
    shade = np.clip((r - 0.35) / 0.75, 0, 1)
    return (1 - strength * shade * shade * (3 - 2 * shade))[..., None]


def plate_edge(canvas: skia.Canvas, alpha: float = 1.0) -> None:
    """The double rule around an engraved plate."""
    for inset, width, a in ((30, 2.0, 0.42), (38, 0.9, 0.3)):
        rect = skia.Rect.MakeLTRB(inset, inset, WIDTH - inset, HEIGHT - inset)
        paint = line(BONE, width, a * alpha)
        canvas.drawRect(rect, paint)
