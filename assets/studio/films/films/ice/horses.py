"""The thirteen horses: seven below, six above, a layer of bark and shrubs between the tiers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import skia

from films.core import BONE, CINNABAR, GROUND, clamp, ease_out, fill, line, mix
from films.ice.plan import HORSES_LEFT
from films.pen import Layer, cornered, polygon, pts, spline, wavy

LOWER, UPPER = 7, 6
SPACING = 0.345


def _body() -> np.ndarray:
    """A horse lying on folded legs with bowed head, about 1.3 m long; y upwards from the floor."""
    return cornered(
        pts(
            (0.0, 0.3),
            (0.06, 0.45),
            (0.18, 0.535),
            (0.36, 0.51),
            (0.52, 0.5),
            (0.64, 0.56),
            (0.74, 0.7),
            (0.85, 0.83),
            (0.955, 0.885),
        ),
        pts((0.955, 0.885), (0.975, 0.94), (1.0, 0.99)),
        pts((1.0, 0.99), (1.025, 0.93), (1.025, 0.875)),
        pts(
            (1.025, 0.875),
            (1.075, 0.81),
            (1.12, 0.7),
            (1.17, 0.59),
            (1.185, 0.53),
            (1.165, 0.49),
            (1.125, 0.485),
            (1.095, 0.52),
            (1.05, 0.585),
            (1.0, 0.635),
            (0.955, 0.645),
            (0.925, 0.6),
            (0.915, 0.5),
            (0.945, 0.38),
            (0.985, 0.29),
            (1.06, 0.2),
            (1.125, 0.13),
            (1.13, 0.075),
            (1.08, 0.05),
            (0.98, 0.06),
        ),
        pts((0.98, 0.06), (0.86, 0.035), (0.82, 0.0)),
        pts((0.82, 0.0), (0.4, 0.0), (0.12, 0.0)),
        pts((0.12, 0.0), (0.02, 0.06), (-0.03, 0.18), (0.0, 0.3)),
        n=8,
    )


@dataclass
class Horse:
    """One horse: its place, its coat, its drawing."""

    x: float
    y: float
    coat: int
    outline: skia.Path
    lines: Layer
    coatlines: Layer
    tack: Layer

    def draw(self, canvas: skia.Canvas, alpha: float) -> None:
        """Draw the horse."""
        canvas.save()
        canvas.translate(self.x, self.y)
        canvas.scale(1, -1)
        canvas.drawPath(self.outline, fill(mix(GROUND, BONE, 0.03), alpha))
        self.coatlines.draw(canvas, fill(BONE, 0.62 * alpha))
        canvas.drawPath(self.outline, line(BONE, 0.02, 0.95 * alpha))
        self.lines.draw(canvas, fill(BONE, 0.95 * alpha))
        self.tack.draw(canvas, fill(mix(CINNABAR, BONE, 0.08), alpha))
        canvas.restore()


def _coat(layer: Layer, coat: int, outline: np.ndarray, rng: np.random.Generator) -> None:
    """Hatching along the form: pale, dark, chestnut or spotted, as the coats were of several colours."""
    back = spline(
        pts((0.04, 0.42), (0.18, 0.51), (0.36, 0.49), (0.52, 0.48), (0.64, 0.54), (0.74, 0.67), (0.85, 0.8))
    )
    belly = spline(
        pts((0.05, 0.06), (0.2, 0.04), (0.36, 0.04), (0.52, 0.04), (0.72, 0.08), (0.86, 0.3), (0.92, 0.55))
    )
    if coat == 3:
        for _ in range(20):
            u, v = rng.uniform(0.03, 0.97), rng.uniform(0.08, 0.85)
            i = int(u * (len(back) - 1))
            p = back[i] * (1 - v) + belly[i] * v
            layer.dot(p[0], p[1], rng.uniform(0.012, 0.03))
        return
    count, reach = ((20, 0.3), (46, 0.85), (32, 0.55))[coat]
    for u in np.linspace(0.03, 0.97, count):
        i = int(u * (len(back) - 1))
        a, b = back[i], belly[i]
        end = reach * rng.uniform(0.7, 1.1)
        bow = np.array([0.03, 0.0])
        p = spline(np.stack([a, a + (b - a) * end * 0.5 + bow, a + (b - a) * end]), n=5)
        layer.stroke(p, 0.011, (0.05, 0.7))


def _horse(x: float, y: float, coat: int, rng: np.random.Generator) -> Horse:
    outline = _body()
    outline = outline + rng.normal(0, 0.004, outline.shape[1])
    lines, coatlines, tack = Layer(), Layer(), Layer()
    _coat(coatlines, coat, outline, rng)
    for p, w in (
        (pts((0.44, 0.3), (0.5, 0.17), (0.42, 0.07), (0.26, 0.045)), 0.018),  # thigh
        (pts((0.2, 0.1), (0.4, 0.11), (0.56, 0.06), (0.66, 0.02)), 0.015),  # hind leg
        (pts((0.7, 0.3), (0.78, 0.2), (0.93, 0.16), (1.06, 0.12)), 0.016),  # foreleg
        (pts((0.72, 0.5), (0.69, 0.38), (0.73, 0.27)), 0.015),  # shoulder
        (pts((0.955, 0.645), (0.96, 0.72), (1.0, 0.76)), 0.012),  # cheek
        (pts((1.142, 0.53), (1.155, 0.545), (1.152, 0.56)), 0.012),  # nostril
        (pts((-0.0, 0.3), (-0.045, 0.2), (-0.04, 0.06)), 0.03),  # tail
    ):
        lines.stroke(spline(p, n=7), w, (0.2, 0.35))
    lines.dot(1.045, 0.755, 0.013)
    crest = spline(pts((0.6, 0.53), (0.74, 0.7), (0.85, 0.83), (0.955, 0.885)))
    for i in range(2, len(crest), 2):  # the cropped mane stands up
        c = crest[i]
        lines.stroke(np.stack([c, c + np.array([-0.035, 0.052])]), 0.016, (0, 0.5))
    for p, w in (
        (pts((1.045, 0.57), (1.1, 0.6), (1.15, 0.625)), 0.02),  # nose band
        (pts((0.96, 0.86), (1.0, 0.74), (1.07, 0.585), (1.11, 0.51)), 0.018),  # cheek strap
        (pts((0.99, 0.85), (1.02, 0.83), (1.055, 0.83)), 0.018),  # brow band
        (pts((0.895, 0.52), (0.78, 0.46), (0.66, 0.46)), 0.018),  # breast strap
    ):
        tack.stroke(spline(p, n=6), w, (0.05, 0.05))
    saddle = cornered(
        pts((0.34, 0.525), (0.42, 0.5), (0.52, 0.51), (0.62, 0.565)),
        pts((0.62, 0.565), (0.62, 0.42), (0.57, 0.3)),
        pts((0.57, 0.3), (0.5, 0.27), (0.4, 0.29)),
        pts((0.4, 0.29), (0.35, 0.4), (0.34, 0.525)),
        n=6,
    )
    tack.polygon(saddle)
    tack.dot(1.085, 0.6, 0.02)
    tack.dot(1.02, 0.75 + 0.085, 0.016)
    return Horse(x, y, coat, polygon(outline), lines, coatlines, tack)


class Horses:
    """Both tiers with the layer between them."""

    FLOOR, TIER = 3.97, 1.0

    def __init__(self, rng: np.random.Generator) -> None:
        x0 = HORSES_LEFT + 0.06
        coats = [1, 0, 2, 3, 1, 2, 0, 2, 1, 0, 3, 2, 1]
        self.lower = [_horse(x0 + SPACING * k, self.FLOOR, coats[k], rng) for k in range(LOWER)]
        y = self.FLOOR - self.TIER
        self.upper = [_horse(x0 + 0.17 + SPACING * k, y, coats[LOWER + k], rng) for k in range(UPPER)]
        self.litter = Layer()
        for _ in range(110):
            x, dy = rng.uniform(x0 - 0.05, x0 + 3.3), rng.normal(0, 0.012)
            run, tilt = rng.uniform(0.1, 0.45), rng.normal(0, 0.05)
            p = pts((x, y + 0.03 + dy), (x + run / 2, y + 0.02 + dy), (x + run, y + 0.03 + dy + tilt))
            self.litter.stroke(wavy(spline(p, n=5), 0.006, rng, 0.05), 0.015)

    def draw(self, canvas: skia.Canvas, laid: float) -> None:
        """Draw the horses laid down so far (0..1): lower tier to 0.5, litter, upper tier to 1."""
        if laid <= 0:
            return
        self._tier(canvas, self.lower, laid / 0.5)
        self.litter.draw(canvas, fill(BONE, 0.75 * clamp((laid - 0.46) / 0.08)))
        self._tier(canvas, self.upper, (laid - 0.52) / 0.48)

    @staticmethod
    def _tier(canvas: skia.Canvas, tier: list[Horse], t: float) -> None:
        """The hindmost is drawn first; they come from the far wall towards the chamber."""
        for k, horse in enumerate(reversed(tier)):
            own = clamp((t - k * 0.1) / 0.34)
            if own <= 0:
                continue
            canvas.save()
            canvas.translate(0, -(1 - ease_out(own)) * 0.3)
            horse.draw(canvas, clamp(own * 1.6))
            canvas.restore()
