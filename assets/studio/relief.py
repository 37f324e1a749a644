"""A relief drawn as a height field.

Shapes are laid on the field one after the other, from far to near. Each new shape
covers what is beneath: the old surface under it is smoothed, raised by a step and
then carries the shape's own dome. Taking the maximum of overlapping limbs instead
would leave ghost edges of the far limb in the near one.

Units are drawing units (a drawing is about 1,000 to 1,500 units wide); `density`
is samples for each unit.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage

from .curves import Points, Shape, Stroke, ellipse, lengths, ring, spline
from .profiles import profile


class Relief:
    """Height field with a mask and one material channel (`foil`, 0..1)."""

    def __init__(
        self, width: int, height: int, density: float = 1.5, origin: tuple[float, float] = (0, 0)
    ) -> None:
        self.density = density
        self.origin = np.asarray(origin, float)  # the drawing's point at the field's corner
        size = (int(height * density), int(width * density))
        self.z = np.zeros(size, np.float32)
        self.inside = np.zeros(size, bool)
        self.foil = np.zeros(size, np.float32)
        self.surface = self.edge = self.cavity = np.zeros(size, np.float32)

    # ---- laying shapes -------------------------------------------------------------

    def distance(self, shape: Shape, margin: float = 60) -> tuple[np.ndarray, tuple[slice, slice]]:
        """Return the signed distance to the shape's edge (inside > 0) and its window."""
        d = self.density
        if isinstance(shape, Stroke):
            shape = Stroke(shape.centre - self.origin, shape.half)
        else:
            shape = np.asarray(shape, float) - self.origin
        points = shape.centre if isinstance(shape, Stroke) else shape
        reach = margin + (shape.half.max() if isinstance(shape, Stroke) else 0)
        x0, y0 = np.maximum(np.floor((points.min(0) - reach) * d), 0).astype(int)
        x1, y1 = np.ceil((points.max(0) + reach) * d).astype(int)
        x1, y1 = min(x1, self.z.shape[1]), min(y1, self.z.shape[0])
        # Drawn at twice the density, then averaged: edges stay smooth.
        image = Image.new("L", (2 * (x1 - x0), 2 * (y1 - y0)), 0)
        _paint(ImageDraw.Draw(image), shape, 2 * d, (2 * x0, 2 * y0))
        mask = np.asarray(image) > 127
        signed = ndimage.distance_transform_edt(mask) - ndimage.distance_transform_edt(~mask)
        signed = signed.reshape(y1 - y0, 2, x1 - x0, 2).mean((1, 3)) / (2 * d)
        return ndimage.gaussian_filter(signed.astype(np.float32), 0.7), (
            slice(y0, y1),
            slice(x0, x1),
        )

    def add(
        self,
        shape: Shape,
        height: float = 30,
        kind: str = "dome",
        *,
        power: float = 0.48,
        reach: float = 20,
        base: float = 0,
        step: float = 6,
        smoothing: float = 40,
        cover: float = 1.0,
        groove: float = 12,
        groove_width: float = 9,
        foil: float | None = None,
    ) -> None:
        """Lay a shape on the relief.

        height, kind, power, reach: the shape's own profile (see `profiles`).
        base: height of the ground where the shape lies on nothing.
        step: height of its edge over what is beneath.
        cover, smoothing: how far, and how widely, the surface beneath is smoothed away.
        groove, groove_width: the soft groove pressed into the surroundings.
        foil: value of the material channel inside the shape (None: leave as it is).
        """
        signed, window = self.distance(shape)
        own = profile(signed, height, kind, power, reach, self.density)
        z, mask = self.z[window], self.inside[window]
        inside = signed > 0
        away = np.clip(-signed, 0, None)
        z -= groove * np.exp(-((away / groove_width) ** 2)) * (~inside & mask)
        below = np.where(mask, z, base)
        weight = inside.astype(np.float32)
        sigma = smoothing * self.density
        smooth = ndimage.gaussian_filter(below * weight, sigma) / np.maximum(
            ndimage.gaussian_filter(weight, sigma), 0.02
        )
        rim = np.clip(signed / 3, 0, 1)
        top = below * (1 - cover) + smooth * cover + step * np.sqrt(1 - (1 - rim) ** 2) + own
        z[...] = np.where(inside, top, z)
        mask |= inside
        if foil is not None:
            self.foil[window] = np.where(inside, foil, self.foil[window])

    def cut(self, shape: Shape) -> None:
        """Cut a hole through the relief."""
        signed, window = self.distance(shape)
        self.inside[window] &= ~(signed > 0)

    # ---- chasing -------------------------------------------------------------------

    def line(
        self,
        points: Sequence | Points,
        depth: float = 6,
        width: float = 5,
        lip: float = 0.35,
        taper: bool = True,
        raw: bool = False,
    ) -> None:
        """Chase a line: a groove whose displaced metal stands up as a lip on both sides."""
        d = self.density
        curve = np.asarray(points, float) if raw else spline(points)
        curve = curve - self.origin
        run = lengths(curve)
        t = np.arange(0, run[-1], 0.5 / d)
        xs, ys = np.interp(t, run, curve[:, 0]), np.interp(t, run, curve[:, 1])
        strength = np.ones_like(t)
        if taper:
            strength = np.clip(np.minimum(t, run[-1] - t) / (run[-1] * 0.25), 0.15, 1)
        margin = width * 5
        x0, y0 = max(int((xs.min() - margin) * d), 0), max(int((ys.min() - margin) * d), 0)
        x1 = min(int((xs.max() + margin) * d), self.z.shape[1])
        y1 = min(int((ys.max() + margin) * d), self.z.shape[0])
        if x1 <= x0 or y1 <= y0:
            return
        away = np.ones((y1 - y0, x1 - x0), bool)
        power = np.zeros(away.shape, np.float32)
        ix = np.clip((xs * d - x0).round().astype(int), 0, x1 - x0 - 1)
        iy = np.clip((ys * d - y0).round().astype(int), 0, y1 - y0 - 1)
        away[iy, ix] = False
        power[iy, ix] = strength
        gap, nearest = ndimage.distance_transform_edt(away, return_indices=True)
        gap = gap / d
        power = ndimage.gaussian_filter(power[nearest[0], nearest[1]], 2 * d)
        form = -depth * np.exp(-((gap / width) ** 2))
        form += lip * depth * np.exp(-(((gap - 2 * width) / width) ** 2))
        window = (slice(y0, y1), slice(x0, x1))
        self.z[window] += (form * power * self.inside[window]).astype(np.float32)

    def outline(self, shape: Shape, depth: float = 5, width: float = 3) -> None:
        """Press a fine line along the edge of a shape."""
        signed, window = self.distance(shape)
        self.z[window] -= depth * np.exp(-((signed / width) ** 2)) * self.inside[window]

    def dot(self, centre: Sequence[float], radius: float, height: float | None = None) -> None:
        """Set a granule."""
        self.add(
            ellipse(centre, radius),
            radius * 0.8 if height is None else height,
            "round",
            reach=radius,
            cover=0.5,
            step=0,
            groove=radius * 0.3,
            groove_width=radius * 0.45,
        )

    def dots(self, points: Sequence, radius: float, gap: float = 2.2) -> None:
        """Set a row of granules along a spline."""
        curve = spline(points)
        run = lengths(curve)
        for t in np.linspace(0, run[-1], max(2, int(run[-1] / (radius * gap)))):
            self.dot((np.interp(t, run, curve[:, 0]), np.interp(t, run, curve[:, 1])), radius)

    def eye(self, centre: Sequence[float], radius: float, rim: float = 8, pupil: float = 0.4) -> None:
        """Set a ring-and-dome eye."""
        self.add(
            ellipse(centre, radius + rim),
            rim * 0.9,
            "round",
            reach=rim * 0.9,
            cover=0.95,
            step=1,
            groove=6,
            groove_width=6,
        )
        self.line(ring(ellipse(centre, radius)), 8, 3.2, lip=0.1, taper=False, raw=True)
        self.add(ellipse(centre, radius * 0.86), radius * 0.42, cover=0.95, step=0, groove=0)
        if pupil:
            self.line(ring(ellipse(centre, radius * pupil)), 6, 2.8, lip=0.15, taper=False, raw=True)

    # ---- finishing -----------------------------------------------------------------

    def finish(
        self, thickness: float = 12, hammer: float = 1.0, soft: float = 0.8, edge: float = 3.0
    ) -> Relief:
        """Compute the final surface: hammering, thickness, rounded rim, cavity map.

        Outside the rim the surface dives below the ground, so that the silhouette is
        cut by the ground plane smoothly and not by the stairs of the grid.
        """
        d = self.density
        noise = np.random.default_rng(1)
        z = np.where(self.inside, ndimage.gaussian_filter(self.z, soft * d * 0.6), 0)
        for size, amount in ((26, 1.6), (9, 0.55), (3, 0.12)):
            bumps = noise.standard_normal(z.shape).astype(np.float32)
            bumps = ndimage.gaussian_filter(bumps, size * d)
            z = z + hammer * amount * bumps / bumps.std()
        signed = ndimage.distance_transform_edt(self.inside)
        signed = (signed - ndimage.distance_transform_edt(~self.inside)) / d
        signed = ndimage.gaussian_filter(signed, 1.0)
        e = np.clip(signed / edge, 0, 1)
        wall = thickness * np.sqrt(1 - (1 - e) ** 2)
        body = np.maximum(z, 0) * np.clip(signed / (edge * 1.5), 0, 1)
        surface = np.where(signed > 0, wall + body, -2 * np.clip(-signed, 0, 50))
        self.surface = surface.astype(np.float32)
        self.edge = signed.astype(np.float32)
        self.cavity = self._cavities(np.where(self.inside, z, 0))
        self.foil = ndimage.gaussian_filter(self.foil, 0.6)
        return self

    def _cavities(self, z: np.ndarray) -> np.ndarray:
        """Return how far each place lies below its surroundings, at three sizes."""
        mask = self.inside.astype(np.float32)
        total = np.zeros_like(mask)
        for size, scale in ((3, 1 / 3), (8, 1 / 8), (20, 1 / 22)):
            sigma = size * self.density
            weight = np.maximum(ndimage.gaussian_filter(mask, sigma), 0.05)
            total += np.clip((ndimage.gaussian_filter(z, sigma) / weight - z) * scale, -1, 1)
        return total.astype(np.float32)

    def preview(self, width: int = 900) -> Image.Image:
        """Return a cheaply shaded picture of the finished relief, for correcting the drawing."""
        z = ndimage.gaussian_filter(np.maximum(self.surface, 0), 0.8) * self.density
        gy, gx = np.gradient(z)
        normal = np.dstack([-gx, -gy, np.ones_like(z)])
        normal /= np.linalg.norm(normal, axis=2, keepdims=True)
        light = np.full(z.shape, 0.12)
        for direction, power, amount in (
            ((-0.5, -0.7, 0.6), 1, 0.55),
            ((-0.3, -0.45, 0.85), 14, 0.5),
            ((0.8, 0.2, 0.5), 3, 0.15),
        ):
            v = np.array(direction) / np.linalg.norm(direction)
            light += amount * np.clip(normal @ v, 0, 1) ** power
        light *= np.clip(1 - 0.8 * np.clip(self.cavity, 0, 1), 0.25, 1)
        gold, wood = np.array([1, 0.75, 0.35]), np.array([0.6, 0.36, 0.2])
        mix = (1 - self.foil[..., None]) * bool(self.foil.any())  # no channel: all gold
        colour = light[..., None] * (gold * (1 - mix) + wood * mix)
        colour = np.where(self.edge[..., None] > 0, colour, 0.09)
        image = Image.fromarray((np.clip(colour, 0, 1) ** 0.75 * 255).astype(np.uint8))
        return image.resize((width, int(image.height * width / image.width)), Image.LANCZOS)


def _paint(draw: ImageDraw.ImageDraw, shape: Shape, scale: float, offset: tuple[int, int]) -> None:
    """Fill a shape in an image."""

    def place(points: Points) -> list[tuple[float, float]]:
        return [(x * scale - offset[0], y * scale - offset[1]) for x, y in points]

    if not isinstance(shape, Stroke):
        draw.polygon(place(np.asarray(shape)), fill=255)
        return
    centre, half = shape.centre, shape.half
    for i, (x, y) in enumerate(place(centre)):
        r = half[i] * scale
        draw.ellipse([x - r, y - r, x + r, y + r], fill=255)
        if i == 0:
            continue
        along = centre[i] - centre[i - 1]
        size = np.linalg.norm(along)
        if size > 1e-6:
            across = np.array([-along[1], along[0]]) / size
            a, b = across * half[i - 1], across * half[i]
            corners = [centre[i - 1] + a, centre[i] + b, centre[i] - b, centre[i - 1] - a]
            draw.polygon(place(np.array(corners)), fill=255)
