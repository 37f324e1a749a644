"""Solid work of smiths and saddlers: lofted blades, inlaid wire, figures on a blade, stitches."""

from __future__ import annotations

from collections.abc import Sequence

import bpy
import numpy as np
from mathutils import Euler, Vector

from . import meshes
from .nodes import BLACK, Graph, grey
from .relief import Relief


def loft(
    rings: np.ndarray, material: bpy.types.Material, name: str = "loft", closed: bool = False
) -> bpy.types.Object:
    """Make a solid from rings of points, shape (rings, points, 3), with flat ends or `closed` to a loop."""
    count, sides = rings.shape[:2]
    i, j = np.meshgrid(np.arange(count if closed else count - 1), np.arange(sides), indexing="ij")
    n, m = (i + 1) % count, (j + 1) % sides
    quads = np.stack([i * sides + j, n * sides + j, n * sides + m, i * sides + m], -1)
    if closed:
        return meshes.mesh_object(name, rings.reshape(-1, 3), quads.reshape(-1, 4), material)
    faces = [tuple(q) for q in quads.reshape(-1, 4).tolist()]
    faces += [tuple(range(sides))[::-1], tuple(range((count - 1) * sides, count * sides))]
    return meshes.mesh_object(name, rings.reshape(-1, 3), faces, material)


def blade(
    stations: Sequence[tuple[float, float, float]],
    fuller: tuple[float, float],
    material: bpy.types.Material,
    wear: float = 0.004,
    fuller_end: float = 0.8,
    seed: int = 1,
) -> bpy.types.Object:
    """Forge a two-edged blade along +x from (place, half width, half thickness) stations.

    fuller: half width (as a share of the half width) and depth of the flat channel on both
    faces; it runs out at `fuller_end` of the length. `wear`: size of the nicks in the edges.
    """
    s = np.asarray(stations, float)
    x = np.linspace(s[0, 0], s[-1, 0], 700)
    half, thick = np.interp(x, s[:, 0], s[:, 1]), np.interp(x, s[:, 0], s[:, 2])
    rng = np.random.default_rng(seed)
    t = (x - x[0]) / (x[-1] - x[0])
    channel = np.clip((fuller_end - t) / 0.08, 0, 1)
    lip = fuller[0] + 0.04
    across = np.array([-1, -0.965, -0.9, -(1 + lip) / 2, -lip - 0.03, -lip, -fuller[0], fuller[0] * -0.92])
    across = np.concatenate([across, np.linspace(-0.7, 0.7, 7) * fuller[0], -across[::-1]])
    lift = np.interp(np.abs(across), [0, lip, (1 + lip) / 2, 0.9, 1], [1, 1, 0.72, 0.36, 0.10])
    sunk = np.abs(across) < fuller[0] * 0.97
    rings = np.empty((len(x), 2 * len(across), 3))
    for side, sign in ((0, 1), (1, -1)):
        w = across if sign > 0 else across[::-1]
        up = lift if sign > 0 else lift[::-1]
        part = rings[:, side * len(across) : (side + 1) * len(across)]
        part[..., 0] = x[:, None]
        part[..., 1] = half[:, None] * w
        deep = np.where(sunk if sign > 0 else sunk[::-1], fuller[1], 0.0)
        part[..., 2] = sign * (thick[:, None] * up - deep * channel[:, None])
    for sign in (1, -1):  # rust has eaten the edges unevenly
        bite = np.abs(np.convolve(rng.standard_normal(len(x)), np.hanning(31), "same")) * 0.5
        for centre in rng.uniform(0.05, 0.95, 9) * len(x):
            bite += rng.uniform(2, 9) * np.exp(-(((np.arange(len(x)) - centre) / rng.uniform(4, 14)) ** 2))
        edge = np.sign(rings[..., 1]) == sign
        far = (np.abs(rings[..., 1]) / np.maximum(half[:, None], 1e-6)) ** 14
        rings[..., 1] -= np.where(edge, sign * wear * 0.35 * bite[:, None] * far, 0)
    thing = loft(rings, material, "blade")
    modifier = thing.modifiers.new("bevel", "BEVEL")
    modifier.width, modifier.segments, modifier.limit_method = 0.0015, 2, "ANGLE"
    return thing


def eaten_iron(scale: float = 1) -> bpy.types.Material:
    """Iron from the earth: a near-black skin, scaly and pitted, with dull rust in patches."""
    g = Graph("iron")
    scaly = g.noise(9 * scale, 4, 0.7)
    fine = g.noise(70 * scale, 4, 0.75)
    rust = g.step(g.mix(0.35, scaly, fine), 0.46, 0.60)
    rust = g.mix(1.0, rust, g.step(g.noise(2.6 * scale, 4, 0.6), 0.38, 0.62), "MULTIPLY")
    skin = g.mix(g.step(g.noise(5 * scale, 4), 0.35, 0.65), (0.045, 0.041, 0.039), (0.125, 0.115, 0.108))
    worn = g.step(g.noise(4 * scale, 4, 0.65, (0.4, 1, 1)), 0.52, 0.68)
    skin = g.mix(worn, skin, (0.30, 0.285, 0.27))
    brown = g.mix(fine, (0.048, 0.020, 0.010), (0.155, 0.064, 0.026))
    shut = g.step(g.occlusion(0.03), 0.8, 0.25)
    g.set(
        base_color=g.mix(shut, g.mix(rust, skin, brown), (0.022, 0.011, 0.007)),
        metallic=g.mix(rust, grey(0.85), BLACK),
        roughness=g.mix(rust, g.mix(worn, grey(0.52), grey(0.36)), grey(0.9)),
        normal=g.bump((scaly, 0.5, 0.014 / scale), (fine, 0.55, 0.005 / scale), (rust, 0.5, 0.003 / scale)),
    )
    return g.material


def on_surface(
    relief: Relief,
    material: bpy.types.Material,
    at: Sequence[float],
    size: tuple[float, float],
    turn: float = 0.0,
    depth: float = 1.0,
) -> bpy.types.Object:
    """Set a finished relief flat on something, at most `size` long and high, turned by radians.

    The rim that dives under the surface goes no deeper than a hundredth of the length.
    """
    thing = meshes.relief_object(relief, material)
    points = vertices(thing)
    points[:, 2] = np.maximum(points[:, 2], -0.01)
    reshape(thing, points)
    seen = points[points[:, 2] >= 0]
    span = np.ptp(seen, axis=0)
    scale = float(min(size[0] / span[0], size[1] / span[1]))
    thing.location, thing.rotation_euler = at, (0, 0, turn)
    thing.scale = (scale, scale, scale * depth)
    return thing


def vertices(thing: bpy.types.Object) -> np.ndarray:
    """Return the points of an object's mesh, shape (n, 3), in its own coordinates."""
    points = np.empty(len(thing.data.vertices) * 3, np.float32)
    thing.data.vertices.foreach_get("co", points)
    return points.reshape(-1, 3)


def reshape(thing: bpy.types.Object, points: np.ndarray) -> bpy.types.Object:
    """Give an object's mesh new points, in the same order."""
    thing.data.vertices.foreach_set("co", np.asarray(points, np.float32).ravel())
    thing.data.update()
    return thing


def roughened(thing: bpy.types.Object, *waves: tuple[float, float, float]) -> bpy.types.Object:
    """Take the smoothness from a piece by smooth noises given as (amount, frequency, seed)."""
    points = vertices(thing)
    for amount, frequency, seed in waves:
        points = meshes.disturbed(points, amount, frequency, seed)
    return reshape(thing, points)


def wire(
    path: np.ndarray, radius: float, material: bpy.types.Material, wobble: float = 0.0, sides: int = 10
) -> bpy.types.Object:
    """Lay a wire along a path in space; `wobble` makes it hand-drawn."""
    points = meshes.disturbed(np.asarray(path, float), wobble, 9.0) if wobble else path
    return meshes.tube(points, radius, material, sides, name="wire")


def stitches(
    path: np.ndarray,
    spacing: float,
    length: float,
    radius: float,
    material: bpy.types.Material,
    slant: float = 0.0,
    name: str = "stitch",
) -> None:
    """Sew along a path: short threads that dive into the leather at both ends."""
    run = np.r_[0, np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))]
    rng = np.random.default_rng(3)
    for t in np.arange(spacing / 2, run[-1], spacing):
        a = np.array([np.interp(t, run, path[:, k]) for k in range(3)])
        b = np.array([np.interp(min(t + 0.01, run[-1]), run, path[:, k]) for k in range(3)])
        way = (b - a) / max(np.linalg.norm(b - a), 1e-9)
        angle = slant + rng.normal(0, 0.06)
        way = way @ np.array(
            [[np.cos(angle), np.sin(angle), 0], [-np.sin(angle), np.cos(angle), 0], [0, 0, 1]]
        )
        u = np.linspace(-0.5, 0.5, 9)[:, None]
        thread = a + way * length * u * rng.uniform(0.9, 1.08) + np.array([0, 0, radius]) * (1 - 9 * u**4 * 2)
        meshes.tube(thread, radius * (1 - 1.2 * np.abs(u[:, 0]) ** 2), material, 8, name=name)


def group(things: Sequence[bpy.types.Object], at: Sequence[float], turn: Sequence[float]) -> None:
    """Turn things about the origin and move them, as one."""
    pose = Euler(turn).to_matrix().to_4x4()
    pose.translation = Vector(at)
    bpy.context.view_layer.update()
    for thing in things:
        thing.matrix_world = pose @ thing.matrix_world
