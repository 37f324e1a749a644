"""Clay with the parts of animals: flattened trunks, coats, eyes, punched marks, teeth."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy.ndimage import map_coordinates

from . import carving
from .clay import Clay

Vec = Sequence[float]
SIDES = (1, -1)


class Beast(Clay):
    """A lump of clay for an animal that looks along +x; its sides are y > 0 and y < 0."""

    def trunk(
        self, path: Sequence[Vec], high: Vec, wide: Vec, blend: float = 0.03, carve: bool = False
    ) -> None:
        """Add (or carve) a smooth limb with an oval section along points (x, y, z).

        `high` is half its height in side view and `wide` half its width, for each point.
        """
        line, (h, w) = smoothed(path, 6 * len(path), high, wide)

        def gap(k: int, points: np.ndarray) -> np.ndarray:
            along = (line[k + 1] - line[k]) * (1, 0, 1)
            t = np.clip(((points - line[k]) @ along) / max(along @ along, 1e-12), 0, 1)
            away = points - line[k] - t[..., None] * (line[k + 1] - line[k])
            tall, broad = h[k] + (h[k + 1] - h[k]) * t, w[k] + (w[k + 1] - w[k]) * t
            radii = np.stack([tall, broad, tall], -1)
            k0 = np.linalg.norm(away / radii, axis=-1)
            k1 = np.linalg.norm(away / radii**2, axis=-1)
            return k0 * (k0 - 1) / np.maximum(k1, 1e-6)

        self._sweep(line, np.maximum(h, w), gap, blend, carve)

    def limb(self, path: Sequence[Vec], radii: Vec | float, blend: float = 0.02, carve: bool = False) -> None:
        """Add (or carve) a tapering limb, as clay does, but fast along many points."""
        line = np.asarray(path, float)
        r = np.broadcast_to(np.asarray(radii, float), len(line))

        def gap(k: int, points: np.ndarray) -> np.ndarray:
            along = line[k + 1] - line[k]
            t = np.clip(((points - line[k]) @ along) / max(along @ along, 1e-12), 0, 1)
            away = points - line[k] - t[..., None] * along
            return np.linalg.norm(away, axis=-1) - (r[k] + (r[k + 1] - r[k]) * t)

        self._sweep(line, r, gap, blend, carve)

    def _sweep(
        self,
        line: np.ndarray,
        reach: np.ndarray,
        gap: Callable[[int, np.ndarray], np.ndarray],
        blend: float,
        carve: bool,
    ) -> None:
        """Join the pieces between a line's points; each is measured only where it reaches."""
        window, _ = self._near(line.min(0) - reach.max(), line.max(0) + reach.max(), blend)
        best = np.full(self.field[window].shape, 1e3)
        if best.size == 0:
            return
        for k in range(len(line) - 1):
            far = max(reach[k], reach[k + 1])
            near, points = self._near(line[k : k + 2].min(0) - far, line[k : k + 2].max(0) + far, blend)
            if points.size:
                part = tuple(
                    slice(n.start - w.start, n.stop - w.start) for n, w in zip(near, window, strict=True)
                )
                best[part] = np.minimum(best[part], gap(k, points))
        self._join(window, best, blend, carve)

    def bend(self, path: Sequence[Vec], radii: Vec, blend: float = 0.02) -> None:
        """Add a round limb along a smooth line through points (x, y, z)."""
        line, (r,) = smoothed(path, 8 * len(path), radii)
        self.limb(line, r, blend)

    def cut(self, path: Sequence[tuple[float, float]], width: float, sides: Sequence[int] = SIDES) -> None:
        """Engrave a smooth line, drawn in side view, on one or both sides."""
        line, _ = smoothed(path, 8 * len(path))
        for side in sides:
            self.score(self._side_view(line, side), width)

    def score(self, line: np.ndarray, width: float) -> None:
        """Cut a groove that tapers at both ends along points on the skin."""
        run = np.linspace(0, 1, len(line))
        self.limb(line, width * np.clip(np.minimum(run, 1 - run) * 6, 0.3, 1), width * 0.5, carve=True)

    def score_over(self, paths: Sequence[Sequence[Vec]], width: float) -> None:
        """Engrave smooth lines along points (x, y, z) near the skin, e.g. seen from above."""
        lines = [smoothed(path, 6 * len(path))[0] for path in paths]
        ends = np.cumsum([len(line) for line in lines])
        for line in np.split(carving.cling(self, np.vstack(lines), 0.0), ends[:-1]):
            self.score(line, width)

    def hair(self, roots: Sequence[tuple[float, float]], way: tuple[float, float], width: float) -> None:
        """Engrave short locks that start at the roots (x, z), on both sides."""
        for x, z in roots:
            self.cut([(x, z), (x + way[0] * 0.5, z + way[1] * 0.35), (x + way[0], z + way[1])], width)

    def skin_at(self, x: float, z: float, side: int) -> np.ndarray:
        """Return the point of the side (1: y > 0) that is seen at (x, z); ValueError if none is."""
        hit = self._side_view(np.array([(x, z)]), side)
        if not len(hit):
            raise ValueError(f"no clay at x {x}, z {z}")
        return hit[0]

    def _side_view(self, line: np.ndarray, side: int) -> np.ndarray:
        """Lay points (x, z) on a side; between the grid's cells, else lines come out in steps."""
        count = self.shape[1]
        j = np.arange(count)[::-1] if side > 0 else np.arange(count)
        at = (line - self.low[[0, 2]]) / self.cell
        rays = np.broadcast_to(j, (len(line), count))
        where = np.stack(
            [np.broadcast_to(at[:, :1], rays.shape), rays, np.broadcast_to(at[:, 1:], rays.shape)]
        )
        gap = map_coordinates(self.field, where, order=1, mode="nearest")
        first = np.maximum(np.argmax(gap < 0, axis=1), 1)
        row = np.arange(len(line))
        before, after = gap[row, first - 1], gap[row, first]
        hit = after < 0
        part = before / np.where(hit, before - after, 1)
        y = self.low[1] + (j[first - 1] + (j[first] - j[first - 1]) * part) * self.cell
        return np.stack([line[:, 0], y, line[:, 1]], -1)[hit]

    def eye(self, x: float, z: float, size: float, sides: Sequence[int] = SIDES) -> None:
        """Set a bulging eye into a ring."""
        for side in sides:
            at = self.skin_at(x, z, side)
            out = np.array((0, side * size, 0))
            self.ball(at, size * 1.35, size * 0.2, carve=True)
            self.ball(at - out * 0.45, size, size * 0.1)

    def rosette(self, x: float, z: float, size: float, sides: Sequence[int] = SIDES) -> None:
        """Punch a ring with a raised middle, as on the coat of a snow leopard."""
        for side in sides:
            at = self.skin_at(x, z, side)
            out = np.array((0, side * size, 0))
            self.ball(at + out * 0.45, size, size * 0.25, carve=True)
            self.ball(at - out * 0.68, size * 0.52, size * 0.15)

    def spike(self, root: Vec, tip: Vec, radius: float, blend: float = 0.008) -> None:
        """Add a cone: a tooth, a claw, a tuft."""
        middle = (np.asarray(root, float) + np.asarray(tip, float)) / 2
        self.limb([root, middle, tip], [radius, radius * 0.62, radius * 0.12], blend)


def smoothed(path: Sequence[Vec], count: int, *values: Vec) -> tuple[np.ndarray, list[np.ndarray]]:
    """Resample a line in space evenly and round its corners; also values given at its points."""
    p = np.asarray(path, float)
    run = np.r_[0, np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))]
    t = np.linspace(0, run[-1], count)
    columns = [np.interp(t, run, p[:, k]) for k in range(p.shape[1])]
    columns += [np.interp(t, run, np.broadcast_to(np.asarray(v, float), len(p))) for v in values]
    line = np.stack(columns, -1)
    for _ in range(10):
        line[1:-1] = (line[:-2] + 2 * line[1:-1] + line[2:]) / 4
    return line[:, : p.shape[1]], [line[:, p.shape[1] + k] for k in range(len(values))]
