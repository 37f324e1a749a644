"""How the gold moves: from where it lay, up, drifting together, and row by row to where it belongs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from films.core import HEIGHT, WIDTH, Camera
from films.costume import raster
from films.costume.places import ZONES, Gold
from films.costume.reliefs import NAMES

EYE = 2.6  # metres from the costume's plane to the eye: what rises grows

# Zone: when its first ornament leaves, over how many seconds they leave, how long each is under way.
TIMES = {
    "boots": (8.0, 2.4, 3.4), "trousers": (9.3, 1.6, 3.4), "caftan": (13.4, 4.6, 3.6),
    "belt": (21.7, 0.9, 3.0), "torque": (22.9, 0.1, 3.0), "headdress": (26.2, 3.2, 3.4),
}  # fmt: skip
LAYER = {"feather": 2, "staff": 3, "horses": 4, "elk": 5, "torque": 6, "dagger": 7}  # which lies over which


def settled(zone: str) -> float:
    """When the last ornament of a zone has come to rest."""
    start, spread, under_way = TIMES[zone]
    return start + spread + under_way


def smooth(x: np.ndarray) -> np.ndarray:
    """Smootherstep of an array, limited to 0..1."""
    x = np.clip(x, 0, 1)
    return x * x * x * (x * (6 * x - 15) + 10)


@dataclass(frozen=True)
class Moment:
    """The gold at one time: metres in the costume's plane and above it, radians, 0..1 on its way."""

    x: np.ndarray
    y: np.ndarray
    z: np.ndarray
    turn: np.ndarray
    lean: np.ndarray
    way: np.ndarray


def _bulge(gold: Gold) -> np.ndarray:
    """How far each ornament looks aside where it is sewn on: the body under it is round. Radians."""
    leg = np.isin(gold.zone, [ZONES.index("boots"), ZONES.index("trousers")])
    head = gold.zone == ZONES.index("headdress")
    half = np.where(leg, 0.085, np.where(head, 0.05 + 0.13 * gold.y, 0.26))
    body = np.clip((gold.x - np.where(leg, 0.145 * np.sign(gold.x), 0.0)) / half, -1, 1)
    arm = np.interp(gold.y, [1.05, 1.3, 1.52], [0.235, 0.285, 0.345])
    sleeve = np.clip((np.abs(gold.x) - arm) * np.sign(gold.x) / 0.06, -1, 1)
    is_sleeve = smooth((np.abs(gold.x) - 0.195 - 0.2 * (gold.y - 1.2)) / 0.03) * smooth(
        (gold.y - 1.06) / 0.16
    )
    is_sleeve = np.where(leg | head | (gold.y > 1.54), 0.0, is_sleeve)
    return np.where(gold.size > 0.15, 0.0, 0.62 * (body + (sleeve - body) * is_sleeve))


def _about(
    x: np.ndarray | float, y: np.ndarray | float, z: np.ndarray | float, angle: np.ndarray | float
) -> np.ndarray:
    """Rotations (n, 3, 3) about unit axes."""
    x, y, z, angle = np.broadcast_arrays(*np.atleast_1d(x, y, z, angle))
    c, s = np.cos(angle), np.sin(angle)
    d = 1 - c
    rows = (
        c + x * x * d, x * y * d - z * s, x * z * d + y * s,
        x * y * d + z * s, c + y * y * d, y * z * d - x * s,
        x * z * d - y * s, y * z * d + x * s, c + z * z * d,
    )  # fmt: skip
    return np.stack(rows, -1).reshape(-1, 3, 3)


class Flight:
    """Every ornament's way; the same seed gives the same ways."""

    def __init__(self, gold: Gold, seed: int) -> None:
        self.gold = gold
        rng, n = np.random.default_rng(seed), len(gold.kind)
        times = np.array([TIMES[zone] for zone in ZONES])[gold.zone]
        rank = np.zeros(n)
        for k in range(len(ZONES)):
            here = gold.zone == k
            y = gold.y[here]
            rank[here] = (y.max() - y) / max(1e-6, float(np.ptp(y)))
        self.large = gold.size > 0.05
        stray = rng.normal(0, 0.16, n) - np.where(gold.back, 0.5, 0.0)
        self.start = times[:, 0] + times[:, 1] * rank + np.where(self.large, 0.0, stray)
        self.long = times[:, 2] * rng.uniform(0.9, 1.08, n)
        field = 2.1 * np.sin(3.1 * gold.x0 + 1.7) + 2.4 * np.cos(2.3 * gold.y0 + 0.6 * gold.x0)
        self.swing = field + rng.normal(0, 0.35, n)
        self.reach = np.where(self.large, 0.03, 1.0) * rng.uniform(0.06, 0.19, n)
        near = rng.uniform(size=n) < 0.05
        self.high = np.where(near, rng.uniform(0.5, 1.05, n), rng.uniform(0.10, 0.36, n))
        self.high = np.where(self.large, rng.uniform(0.10, 0.2, n), self.high)
        self.spins = np.where(self.large, 0.0, rng.choice([-1.0, 1.0], n))
        self.sway = np.where(self.large, rng.choice([-1.0, 1.0], n) * 0.55, 0.0)
        self.axis = rng.uniform(0, 2 * np.pi, n)
        self.rest = rng.normal(0, 0.055, n)
        self.turned = rng.normal(0, 0.03, n) * ~self.large
        self.bulge = _bulge(gold)
        self.layer = np.array([LAYER.get(name, 1 if name in ("ibex", "argali", "leopard", "bird") else 0)
                               for name in NAMES])[gold.kind] * 1e-3 + rng.uniform(0, 9e-4, n)  # fmt: skip

    def at(self, t: float) -> Moment:
        """Where everything is at t seconds."""
        g = self.gold
        way = np.clip((t - self.start) / self.long, 0, 1)
        there = smooth((way - 0.10) / 0.90)
        up = way**0.8
        lift = (4 * up * (1 - up)) ** 1.7
        angle = self.swing + 2.4 * way
        x = g.x0 + (g.x - g.x0) * there + self.reach * lift * np.cos(angle)
        y = g.y0 + (g.y - g.y0) * there + self.reach * lift * np.sin(angle)
        z = self.high * lift + self.layer
        turn = g.turn0 + (g.turn + self.turned - g.turn0) * there
        lean = g.lean0 * (1 - there) + self.rest * there + 2 * np.pi * self.spins * smooth((way - 0.03) / 0.9)
        return Moment(x, y, z, turn, lean + self.sway * np.sin(2 * np.pi * way) * lift, way)

    def table(self, m: Moment, view: Camera, light: np.ndarray, cover: np.ndarray) -> np.ndarray:
        """Rows for `raster`, from the lowest to the highest; `light` and `cover` per ornament."""
        g = self.gold
        roll = np.radians(view.roll)
        size = view.scale / (1 - np.minimum(m.z, 0.7 * EYE) / EYE)
        dx, dy = (m.x - view.x) * size, (m.y - view.y) * size
        cr, sr = np.cos(roll), np.sin(roll)
        # Lean about an axis in the ornament's plane, turn, look aside with the body, roll with the view.
        lean = _about(np.cos(self.axis), np.sin(self.axis), 0.0, m.lean)
        bulge = _about(0.0, 1.0, 0.0, self.bulge * smooth((m.way - 0.1) / 0.9))
        normal = _about(0.0, 0.0, 1.0, roll) @ bulge @ _about(0.0, 0.0, 1.0, m.turn) @ lean
        normal = normal.reshape(-1, 9)
        normal[:, [0, 3, 6]] *= g.side[:, None]
        rows = np.zeros((len(g.kind), raster.COLUMNS))
        rows[:, raster.KIND] = g.kind
        rows[:, raster.X] = WIDTH / 2 + cr * dx - sr * dy
        rows[:, raster.Y] = HEIGHT / 2 + sr * dx + cr * dy
        rows[:, raster.BLUR] = np.maximum(0.0, m.z - 0.05) * view.scale * 0.0075
        rows[:, raster.LIGHT] = light
        rows[:, raster.DUST] = 0.7 * g.heap * (1 - smooth(m.way / 0.22))
        rows[:, raster.COVER] = cover
        rows[:, raster.LOCAL : raster.LOCAL + 4] = normal[:, [0, 1, 3, 4]] * (g.size * size)[:, None]
        rows[:, raster.NORMAL : raster.NORMAL + 9] = normal
        return rows
