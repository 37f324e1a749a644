"""Finishing of modelled solids: knife marks, old dirt in hollows, foil on the visible side.

A skin is an object with one dense mesh (from `clay` or `meshes`); its points are in its own
coordinates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import bpy
import numpy as np
from scipy.ndimage import map_coordinates
from scipy.sparse import coo_matrix
from scipy.spatial import cKDTree

from .clay import Clay

Vec = Sequence[float]


def points(thing: bpy.types.Object) -> np.ndarray:
    """Return the skin's points, shape (n, 3)."""
    out = np.empty(len(thing.data.vertices) * 3, np.float32)
    thing.data.vertices.foreach_get("co", out)
    return out.reshape(-1, 3)


def normals(thing: bpy.types.Object) -> np.ndarray:
    """Return the unit normals of the skin's points, shape (n, 3)."""
    out = np.empty(len(thing.data.vertices) * 3, np.float32)
    thing.data.vertices.foreach_get("normal", out)
    return out.reshape(-1, 3)


def reshape(thing: bpy.types.Object, to: np.ndarray) -> None:
    """Move the skin's points."""
    thing.data.vertices.foreach_set("co", np.asarray(to, np.float32).ravel())
    thing.data.update()


def attribute(thing: bpy.types.Object, name: str, values: np.ndarray) -> None:
    """Give each point a value that materials read, e.g. `foil` or `cavity`."""
    layer = thing.data.attributes.get(name) or thing.data.attributes.new(name, "FLOAT", "POINT")
    layer.data.foreach_set("value", np.asarray(values, np.float32).ravel())


def turn_out(thing: bpy.types.Object) -> None:
    """Make the normals of a closed skin point outwards."""
    mesh = thing.data
    mesh.calc_loop_triangles()
    corners = np.empty(len(mesh.loop_triangles) * 3, np.int32)
    mesh.loop_triangles.foreach_get("vertices", corners)
    a, b, c = points(thing)[corners.reshape(-1, 3)].transpose(1, 0, 2).astype(float)
    if (a * np.cross(b, c)).sum() < 0:  # six times the signed volume
        mesh.flip_normals()
        mesh.update()


def on_side(clay: Clay, path: Sequence[Vec], side: int, lift: float = 0.0) -> np.ndarray:
    """Lay a line drawn in side view, points (x, z), on the figure's side (y > 0 for `side` 1).

    Points that miss the figure are left out; `lift` raises the line over the skin.
    """
    xz = np.asarray(path, float)
    run = np.r_[0, np.cumsum(np.linalg.norm(np.diff(xz, axis=0), axis=1))]
    t = np.arange(0, run[-1], 2 * clay.cell)
    xs, zs = np.interp(t, run, xz[:, 0]), np.interp(t, run, xz[:, 1])
    i = np.clip(((xs - clay.low[0]) / clay.cell).round().astype(int), 0, clay.shape[0] - 1)
    k = np.clip(((zs - clay.low[2]) / clay.cell).round().astype(int), 0, clay.shape[2] - 1)
    inside = clay.field[i, :, k] < 0
    hit = inside.any(1)
    # The outermost cell that is inside, seen from the chosen side.
    first = np.argmax(inside[:, ::-side], axis=1)
    j = clay.shape[1] - 1 - first if side > 0 else first
    ys = clay.low[1] + j * clay.cell + side * lift
    return np.c_[xs, ys, zs][hit]


def cling(clay: Clay, path: np.ndarray, lift: float) -> np.ndarray:
    """Move points (n, 3) on to the figure's skin, or `lift` over it: straps, hems, seams."""
    p = np.array(path, float)
    slope = np.gradient(clay.field, clay.cell)
    for _ in range(12):
        at = ((p - clay.low) / clay.cell).T
        gap = map_coordinates(clay.field, at, order=1, mode="nearest") - lift
        way = np.stack([map_coordinates(s, at, order=1, mode="nearest") for s in slope], -1)
        size = np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 0.2)
        p -= np.clip(gap, -0.02, 0.02)[:, None] * way / size
    return p


def engrave(clay: Clay, path: Sequence[Vec], width: float, sides: Sequence[int] = (1, -1)) -> None:
    """Cut a groove along a line drawn in side view, on one or both sides of the figure."""
    for side in sides:
        line = on_side(clay, path, side)
        if len(line) > 1:
            taper = np.clip(np.minimum(np.arange(len(line)), np.arange(len(line))[::-1]) / 6, 0.3, 1)
            clay.limb(line[::2], (width * taper)[::2], width * 0.5, carve=True)


def knife_marks(
    thing: bpy.types.Object, size: float, depth: float, stretch: Vec = (1, 1, 1), seed: int = 1
) -> None:
    """Cover the skin with shallow scoops of a knife, about `size` wide and `depth` deep.

    `stretch` makes the cuts longer along an axis (2: twice as long).
    """
    p = points(thing)
    squeezed = p / np.asarray(stretch, float)
    rng = np.random.default_rng(seed)
    low, high = squeezed.min(0), squeezed.max(0)
    count = int(np.prod((high - low) / size + 1))
    seeds = rng.uniform(low, high, (min(count, 400_000), 3))
    gap, _ = cKDTree(seeds).query(squeezed)
    lift = np.clip(gap / size, 0, 1.2) ** 2 - 0.35
    reshape(thing, p + normals(thing) * (lift * depth)[:, None])


def hollows(thing: bpy.types.Object, reach: float, strength: float = 1.0) -> np.ndarray:
    """Find how deep each point lies in a hollow of about the size `reach`; set as `cavity`."""
    p = points(thing)
    mesh = thing.data
    edges = np.empty(len(mesh.edges) * 2, np.int32)
    mesh.edges.foreach_get("vertices", edges)
    a, b = edges.reshape(-1, 2).T
    count = len(p)
    links = coo_matrix((np.ones(2 * len(a), np.float32), (np.r_[a, b], np.r_[b, a])), (count, count)).tocsr()
    links = links.multiply(1 / np.maximum(links.sum(1), 1)).tocsr()
    step = float(np.linalg.norm(p[a] - p[b], axis=1).mean())
    smooth = p
    for _ in range(min(int((reach / step) ** 2) + 1, 80)):
        smooth = links @ smooth
    depth = ((smooth - p) * normals(thing)).sum(1) / reach
    values = np.clip(depth * 6 * strength, -1, 1.5)
    attribute(thing, "cavity", values)
    return values


def foil_where(
    thing: bpy.types.Object, amount: Callable[[np.ndarray, np.ndarray], np.ndarray | float]
) -> None:
    """Set how much foil is left (0..1) as a function of the points and their normals."""
    p = points(thing)
    attribute(thing, "foil", np.broadcast_to(amount(p, normals(thing)), len(p)))
