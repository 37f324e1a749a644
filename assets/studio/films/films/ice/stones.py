"""The stone mound: every stone drawn, and the gaps between them through which air can move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import skia
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import Voronoi
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from films.core import BONE, CINNABAR, GROUND, clamp, fill, line, mix
from films.ice.plan import (
    CHAMBER_RIGHT,
    CHAMBER_TOP,
    HORSES_TOP,
    MOUND_RADIUS,
    PIT_LEFT,
    PIT_RIGHT,
    mound_top,
    pit_outline,
)
from films.pen import Layer, Points, add_polygon, hatch_lines, polygon, spline, tremor, wavy

FLAT = 1.45  # stones lie flat: wider than high by this factor


def filled_region() -> Polygon:
    """Mound and pit filling together, in section."""
    x = np.linspace(-MOUND_RADIUS, MOUND_RADIUS, 200)
    dome = Polygon(np.vstack([np.stack([x, mound_top(x)], 1), [[MOUND_RADIUS, 0.05], [-MOUND_RADIUS, 0.05]]]))
    pit = Polygon(pit_outline(4.0)).buffer(-0.03)
    tops = box(PIT_LEFT - 1, CHAMBER_TOP - 0.06, CHAMBER_RIGHT + 0.06, 9).union(
        box(CHAMBER_RIGHT, HORSES_TOP - 0.06, PIT_RIGHT + 1, 9)
    )
    return dome.union(pit.difference(tops)).buffer(0)


@dataclass
class Stone:
    """One stone: outline, shading, place in the order of building."""

    x: float
    y: float
    body: skia.Path
    rim: skia.Path
    shade: Layer
    tone: float
    order: float = 0.0


class Mound:
    """All stones of the kurgan, packed without order, as loose stones lie."""

    def __init__(self, rng: np.random.Generator, count: int = 300) -> None:
        self.region = filled_region()
        seeds = self._spread(count, rng)
        cells, self.vor = self._cells(seeds)
        self.stones = [s for cell in cells if (s := self._stone(cell, rng)) is not None]
        self.stones.sort(key=lambda s: -s.y + 0.05 * abs(s.x) + rng.normal(0, 0.12))
        x = np.linspace(-MOUND_RADIUS, MOUND_RADIUS, 200)
        self.far = polygon(np.vstack([np.stack([x, mound_top(x) + 0.05], 1), [[11.0, 0.0], [-11.0, 0.0]]]))
        for k, stone in enumerate(self.stones):
            stone.order = k / len(self.stones)

    def _spread(self, count: int, rng: np.random.Generator) -> Points:
        """Random seeds, evened out a little; small and large stones remain."""
        x0, y0, x1, y1 = self.region.bounds
        seeds: list[tuple[float, float]] = []
        while len(seeds) < count:
            x, y = rng.uniform(x0, x1), rng.uniform(y0, y1)
            if self.region.contains(Point(x, y)):
                seeds.append((x, y))
        p = np.array(seeds)
        for turn in range(3):
            cells, _vor = self._cells(p)
            centres: list[tuple[float, float]] = []
            for cell in cells:
                if cell.is_empty:
                    continue
                c = np.array(cell.centroid.coords[0])
                if turn == 1 and rng.uniform() < 0.3:  # broken into two or three smaller stones
                    n, a = int(rng.integers(2, 4)), rng.uniform(0, 6.28)
                    for k in range(n):
                        b = a + 6.28 * k / n
                        centres.append(tuple(c + 0.13 * np.array([np.cos(b), 0.7 * np.sin(b)])))
                else:
                    centres.append(tuple(c))
            p = np.array(centres)
        return p

    def _cells(self, seeds: Points) -> tuple[list[Polygon], Voronoi]:
        squashed = seeds * [1, FLAT]
        frame = np.array([[-60, -60], [60, -60], [60, 60], [-60, 60], [0, -60], [0, 60]], float)
        vor = Voronoi(np.vstack([squashed, frame]))
        cells = []
        for i in range(len(seeds)):
            corners = vor.vertices[vor.regions[vor.point_region[i]]] / [1, FLAT]
            cell = Polygon(corners).intersection(self.region)
            if isinstance(cell, MultiPolygon):
                cell = max(cell.geoms, key=lambda g: g.area)
            cells.append(cell)
        return cells, vor

    @staticmethod
    def _stone(cell: Polygon, rng: np.random.Generator) -> Stone | None:
        if cell.is_empty or not isinstance(cell, Polygon):
            return None
        inner = cell.buffer(-0.02 - rng.uniform(0, 0.012), join_style=2)
        if isinstance(inner, MultiPolygon):
            inner = max(inner.geoms, key=lambda g: g.area)
        if inner.is_empty or inner.area < 0.012:
            return None
        r = min(0.08, rng.uniform(0.1, 0.22) * inner.area**0.5)
        rounded = inner.buffer(-r).buffer(r)
        if isinstance(rounded, MultiPolygon):
            rounded = max(rounded.geoms, key=lambda g: g.area)
        if rounded.is_empty:
            return None
        ring = np.array(rounded.simplify(0.012).exterior.coords)[:-1]
        ring = spline(ring, closed=True, n=5)
        wob = 0.006 * tremor(len(ring), rng, 6)
        c = np.array(rounded.centroid.coords[0])
        ring = c + (ring - c) * (1 + wob)[:, None]
        shape = Polygon(ring).buffer(0)
        facing = ring - c  # the line is thin towards the light, heavy in the shade
        facing /= np.maximum(1e-6, np.hypot(facing[:, 0], facing[:, 1]))[:, None]
        heavy = 0.012 + 0.017 * np.clip(facing @ np.array([0.6, 0.8]), -0.2, 1) ** 2 * (facing[:, 1] > -0.3)
        face = ring - facing * heavy[:, None]
        rim = polygon(ring)
        add_polygon(rim, face)
        rim.setFillType(skia.PathFillType.kEvenOdd)
        shade = Layer()
        x0, y0, x1, y1 = shape.bounds
        light = shape.buffer(-0.012)
        # shadow side: below and to the right; hatch kept to that part
        moved = shape.buffer(-0.02).difference(
            Polygon(ring - np.array([0.16 * (x1 - x0), 0.34 * (y1 - y0)])).buffer(0)
        )
        angle = rng.choice([0.9, 1.0, 0.75]) + rng.normal(0, 0.1)
        for h in hatch_lines((x0, y0, x1, y1), angle, 0.042, rng):
            cut = moved.intersection(LineString(h))
            for g in getattr(cut, "geoms", [cut]):
                if g.geom_type == "LineString" and g.length > 0.03:
                    shade.stroke(np.array(g.coords), 0.017, (0.35, 0.05))
        for _ in range(int(rng.integers(1, 4))):  # cracks and pores
            x, y = rng.uniform(x0, x1), rng.uniform(y0, y1)
            if light.contains(Point(x, y)):
                if rng.uniform() < 0.4:
                    p = np.array([[x, y], [x + rng.normal(0, 0.06), y + rng.normal(0, 0.04)]])
                    shade.stroke(wavy(p, 0.006, rng, 0.02), 0.009)
                else:
                    shade.dot(x, y, rng.uniform(0.006, 0.011))
        return Stone(c[0], c[1], polygon(ring), rim, shade, float(rng.uniform(0.045, 0.15)))

    def surface(self) -> Points:
        """The upper line of the stones, for the snow to lie on."""
        xs = np.linspace(-MOUND_RADIUS - 0.1, MOUND_RADIUS + 0.1, 420)
        top = np.zeros_like(xs)
        for s in self.stones:
            b = s.body.getBounds()
            if b.top() > -0.02:
                continue
            m = (xs > b.left() - 0.04) & (xs < b.right() + 0.04)
            u = (xs[m] - (b.left() + b.right()) / 2) / (b.width() / 2 + 0.05)
            top[m] = np.minimum(
                top[m], b.bottom() + (b.top() - b.bottom()) * np.sqrt(np.clip(1 - u**4, 0, 1))
            )
        return np.stack([xs, top], 1)

    def draw(
        self,
        canvas: skia.Canvas,
        built: float,
        warmth: float = 0.0,
        cleared: float = 0.0,
        in_cut: Callable[[float, float], bool] | None = None,
    ) -> None:
        """Draw the stones laid so far (0..1); `warmth` tints the sunlit skin of the mound;
        `cleared` (0..1) lifts away the stones for which in_cut(x, y) holds, from the top down."""
        if built <= 0:
            return
        if cleared > 0:  # the far half of the mound stands behind the cut
            canvas.drawPath(self.far, fill(GROUND))
        for s in self.stones:
            own = clamp((built * 1.12 - s.order) / 0.12)
            if own <= 0:
                continue
            alpha, lift, ghost = clamp(own * 2), (1 - own) ** 2 * 0.9, 0.0
            if cleared > 0 and in_cut is not None and in_cut(s.x, s.y):
                turn = clamp((s.y + 2.3) / 3.4) * 0.66 + 0.06 * np.sin(s.x * 5.1)
                gone = clamp((cleared - turn) / 0.3)
                lift += gone**2 * 0.7
                alpha *= 1 - gone
                ghost = gone
            if ghost > 0:  # the far wall of the cut: the stones behind, faint
                canvas.drawPath(s.body, line(BONE, 0.016, 0.2 * ghost))
            if alpha <= 0:
                continue
            skin = clamp(1 - (s.y - float(mound_top(s.x)) - 0.1) / 0.75) * warmth if s.y < 0.2 else 0.0
            tint = mix(BONE, CINNABAR, 0.75 * skin)
            canvas.save()
            canvas.translate(0, -lift)
            canvas.drawPath(s.body, fill(mix(GROUND, tint, s.tone + 0.06 * skin), alpha))
            canvas.drawPath(s.rim, fill(tint, 0.93 * alpha))
            s.shade.draw(canvas, fill(tint, 0.7 * alpha))
            canvas.restore()

    def air_paths(self, rng: np.random.Generator, count: int) -> list[Points]:
        """Ways for cold air from the surface down through the gaps, along the stones' edges."""
        v = self.vor.vertices / [1, FLAT]
        inside = (np.abs(v[:, 0]) < MOUND_RADIUS) & (v[:, 1] > mound_top(v[:, 0]) - 0.05) & (v[:, 1] < 2.6)
        inside &= (v[:, 1] < 0.02) | ((v[:, 0] > PIT_LEFT) & (v[:, 0] < PIT_RIGHT))
        edges = np.array([e for e in self.vor.ridge_vertices if e[0] >= 0 and inside[e[0]] and inside[e[1]]])
        gap = np.hypot(*(v[edges[:, 0]] - v[edges[:, 1]]).T)
        starts = np.where(inside & (v[:, 1] < mound_top(v[:, 0]) + 0.16))[0]
        ends = np.where(inside & (v[:, 1] > 1.55))[0]
        paths = []
        for x in np.linspace(-8.6, 8.6, count):
            weight = gap * rng.uniform(0.7, 1.6, len(gap))
            graph = coo_matrix((weight, edges.T), shape=(len(v), len(v))).tocsr()
            a = starts[np.argmin(np.abs(v[starts, 0] - x) + rng.uniform(0, 0.3, len(starts)))]
            goal = x * 0.38 + 0.15 + rng.normal(0, 0.2)
            b = ends[np.argmin(np.abs(v[ends, 0] - goal) + 0.4 * np.abs(v[ends, 1] - 2.1))]
            dist, back = dijkstra(graph, directed=False, indices=a, return_predecessors=True)
            if not np.isfinite(dist[b]):
                continue
            way = [b]
            while way[-1] != a:
                way.append(back[way[-1]])
            p = v[way[::-1]]
            air = p[0] + np.array([[-0.62, -1.15], [-0.3, -0.75], [-0.12, -0.35]])
            paths.append(spline(np.vstack([air, p]), n=7))
        return paths
