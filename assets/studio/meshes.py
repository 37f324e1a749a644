"""Meshes built from numbers: reliefs, turned bodies, tubes, boxes, stones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import bpy
import numpy as np
from mathutils import Vector, noise

from .relief import Relief

UNIT = 1 / 1000  # a drawing unit of a relief on the stage


def mesh_object(
    name: str,
    vertices: np.ndarray,
    faces: np.ndarray | list,
    material: bpy.types.Material | None = None,
    smooth: bool = True,
    subdivide: int = 0,
) -> bpy.types.Object:
    """Make an object from arrays and put it on the stage."""
    mesh = bpy.data.meshes.new(name)
    if isinstance(faces, np.ndarray) and faces.ndim == 2:
        # Fast path: all faces have the same number of corners.
        corners = faces.shape[1]
        mesh.vertices.add(len(vertices))
        mesh.vertices.foreach_set("co", np.asarray(vertices, np.float32).ravel())
        mesh.loops.add(faces.size)
        mesh.loops.foreach_set("vertex_index", faces.astype(np.int32).ravel())
        mesh.polygons.add(len(faces))
        mesh.polygons.foreach_set("loop_start", np.arange(0, faces.size, corners, dtype=np.int32))
        mesh.update(calc_edges=True)
    else:
        mesh.from_pydata([tuple(v) for v in vertices], [], [tuple(f) for f in faces])
    mesh.polygons.foreach_set("use_smooth", np.full(len(mesh.polygons), smooth))
    if material:
        mesh.materials.append(material)
    return place(mesh, subdivide=subdivide)


def place(
    mesh: bpy.types.Mesh,
    at: Sequence[float] = (0, 0, 0),
    turn: Sequence[float] = (0, 0, 0),
    scale: float | Sequence[float] = 1.0,
    subdivide: int = 0,
) -> bpy.types.Object:
    """Put a (shared) mesh on the stage."""
    thing = bpy.data.objects.new(mesh.name, mesh)
    thing.location, thing.rotation_euler = at, turn
    thing.scale = (scale,) * 3 if isinstance(scale, (int, float)) else scale
    if subdivide:
        modifier = thing.modifiers.new("smooth", "SUBSURF")
        modifier.levels = modifier.render_levels = subdivide
    bpy.context.scene.collection.objects.link(thing)
    return thing


def relief_object(relief: Relief, material: bpy.types.Material) -> bpy.types.Object:
    """Turn a finished relief into a dense mesh, centred, lying on the ground."""
    z, edge, density = relief.surface, relief.edge, relief.density
    rows, cols = z.shape
    yy, xx = np.mgrid[0:rows, 0:cols]
    ys, xs = np.where(edge > 0)
    cx, cy = (xs.min() + xs.max()) / 2, (ys.min() + ys.max()) / 2
    points = np.stack([(xx - cx) / density, -(yy - cy) / density, z], -1).reshape(-1, 3) * UNIT
    keep = edge > -6
    quads = keep[:-1, :-1] & keep[1:, :-1] & keep[:-1, 1:] & keep[1:, 1:]
    iy, ix = np.where(quads)
    first = iy * cols + ix
    faces = np.stack([first, first + cols, first + cols + 1, first + 1], 1)
    used = np.unique(faces)
    index = np.full(rows * cols, -1, np.int32)
    index[used] = np.arange(len(used))
    thing = mesh_object("relief", points[used], index[faces], material)
    for name, values in (("cavity", relief.cavity), ("foil", relief.foil)):
        layer = thing.data.attributes.new(name, "FLOAT", "POINT")
        layer.data.foreach_set("value", values.reshape(-1)[used].astype(np.float32))
    return thing


def turned(
    outline: Sequence[tuple[float, float]],
    material: bpy.types.Material,
    segments: int = 128,
    wobble: float = 0.0,
    name: str = "turned",
) -> bpy.types.Object:
    """Turn a closed or open (radius, height) outline about the vertical axis.

    `wobble` moves the points by smooth noise: handwork is never a perfect circle.
    """
    p = np.asarray(outline, float)
    a = np.linspace(0, 2 * np.pi, segments, endpoint=False)
    ring = np.stack([np.cos(a), np.sin(a)], -1)
    xy = p[None, :, :1] * ring[:, None, :]
    z = np.broadcast_to(p[None, :, 1:], (*xy.shape[:2], 1))
    points = np.concatenate([xy, z], -1).reshape(-1, 3)
    rows = len(p)
    i, j = np.meshgrid(np.arange(segments), np.arange(rows - 1), indexing="ij")
    n = (i + 1) % segments
    faces = np.stack([i * rows + j, n * rows + j, n * rows + j + 1, i * rows + j + 1], -1)
    if wobble:
        points = disturbed(points, wobble, 1.7)
    return mesh_object(name, points, faces.reshape(-1, 4), material)


def tube(
    path: Sequence[Sequence[float]] | np.ndarray,
    radii: Sequence[float] | float,
    material: bpy.types.Material,
    sides: int = 32,
    section: Callable[[np.ndarray, float], np.ndarray] | None = None,
    closed: bool = False,
    name: str = "tube",
) -> bpy.types.Object:
    """Sweep a round section along a path in space; ends are closed by caps.

    `section(angle, t)` may give a factor on the radius for each angle and place
    along the path (0..1): knots of horns, flat sides of hewn logs.
    """
    p = np.asarray(path, float)
    count = len(p)
    r = np.full(count, radii, float) if np.isscalar(radii) else np.asarray(radii, float)
    along = np.roll(p, -1, 0) - np.roll(p, 1, 0) if closed else np.gradient(p, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    # Parallel transport: the frame does not twist along the path.
    side = np.cross(along[0], (0, 0, 1) if abs(along[0][2]) < 0.9 else (0, 1, 0))
    angles = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    rings = []
    for k in range(count):
        side = side - along[k] * (side @ along[k])
        side /= np.linalg.norm(side)
        up = np.cross(side, along[k])
        factor = section(angles, k / max(count - 1, 1)) if section else np.ones(sides)
        offset = np.cos(angles)[:, None] * side + np.sin(angles)[:, None] * up
        rings.append(p[k] + offset * (r[k] * factor)[:, None])
    points = np.vstack(rings)
    i, j = np.meshgrid(np.arange(count if closed else count - 1), np.arange(sides), indexing="ij")
    n, m = (i + 1) % count, (j + 1) % sides
    quads = np.stack([i * sides + j, n * sides + j, n * sides + m, i * sides + m], -1).reshape(-1, 4)
    if closed:
        return mesh_object(name, points, quads, material)
    faces = [tuple(q) for q in quads]
    faces += [tuple(range(sides)), tuple(range(len(points) - 1, len(points) - sides - 1, -1))]
    return mesh_object(name, points, faces, material)


def box(
    size: Sequence[float],
    at: Sequence[float],
    material: bpy.types.Material,
    bevel: float = 0.01,
    turn: Sequence[float] = (0, 0, 0),
    name: str = "box",
) -> bpy.types.Object:
    """A box with rounded edges; `at` is its centre."""
    x, y, z = (s / 2 for s in size)
    corners = np.array([(a, b, c) for a in (-x, x) for b in (-y, y) for c in (-z, z)])
    faces = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    thing = mesh_object(name, corners, faces, material, smooth=False)
    thing.location, thing.rotation_euler = at, turn
    if bevel:
        modifier = thing.modifiers.new("bevel", "BEVEL")
        modifier.width, modifier.segments = bevel, 3
    return thing


def rocks(count: int, material: bpy.types.Material, seed: int = 1, detail: int = 3) -> list[bpy.types.Mesh]:
    """Make a few different field stones of about unit radius, to be placed many times."""
    meshes = []
    for k in range(count):
        bpy.ops.mesh.primitive_ico_sphere_add(subdivisions=detail, radius=1)
        thing = bpy.context.object
        mesh = thing.data
        points = np.empty(len(mesh.vertices) * 3, np.float32)
        mesh.vertices.foreach_get("co", points)
        rng = np.random.default_rng(seed * 100 + k)
        points = _chipped(points.reshape(-1, 3), rng)
        mesh.vertices.foreach_set("co", points.astype(np.float32).ravel())
        mesh.update()
        mesh.polygons.foreach_set("use_smooth", np.ones(len(mesh.polygons), bool))
        mesh.materials.append(material)
        mesh.name = f"rock {k}"
        meshes.append(mesh)
        bpy.data.objects.remove(thing)
    return meshes


def _chipped(points: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Press a sphere flat on random planes, then roughen it: a broken stone."""
    points = points * rng.uniform((0.8, 0.65, 0.5), (1.15, 1.0, 0.8))
    for _ in range(11):
        direction = rng.standard_normal(3)
        direction /= np.linalg.norm(direction)
        height = points @ direction
        limit = height.max() * rng.uniform(0.68, 0.9)
        points = points - np.outer(np.maximum(height - limit, 0) * 0.9, direction)
    return disturbed(points, 0.06, 1.8, rng.uniform(0, 50))


def disturbed(points: np.ndarray, amount: float, frequency: float, seed: float = 0.0) -> np.ndarray:
    """Move points by smooth noise."""
    shift = Vector((seed, seed * 0.37, -seed))
    moves = [noise.noise_vector(Vector(p) * frequency + shift) for p in points.tolist()]
    return points + np.array(moves) * amount
