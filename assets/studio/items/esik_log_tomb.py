"""ESIK-13: scale model of the burial chamber: frame of dressed spruce logs, squared floor.

The proportions of the frame, the number of courses and the cut of the corners are a model's;
the facts give only logs, frame and floor. Nothing lies inside.
"""

from __future__ import annotations

import math

import bpy
import numpy as np

from .. import carving, materials, meshes, scene
from ..nodes import Graph, Socket, grey
from ..outputs import Model, Turn
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/esik/media/log-tomb.jpg",
        standing=True,
        tilt=58,
        yaw=30,
        fill=0.84,
        key=105,
        key_from=(-1.15, -0.35, 1.15),
        top=26,
        strip=30,
        low=16,
    ),
}
MODEL = Model("content/esik/media/log-tomb.glb", longest=3.8)
TURN = Turn("content/esik/media/log-tomb-turn")

LONG, WIDE = 1.30, 0.86  # outer size of the frame, without the logs' ends
RADIUS = 0.056
COURSES = 4
PITCH = RADIUS * 1.90  # from log to log: each lies in a bed hewn into the one below
ENDS = 0.085  # how far the logs' ends stand out at the corners
RINGS = 13  # of growth, in a log's radius


def build(draft: bool = False) -> None:
    bark_side, end = _spruce(), _end_grain()
    rng = np.random.default_rng(8)
    sides = 48 if draft else 72
    for side in (-1, 1):
        for course in range(COURSES):
            at = (0, side * (WIDE / 2 - RADIUS), RADIUS + course * PITCH)
            _log(LONG, at, 0, bark_side, end, rng, sides)
        # The walls across lie half a log higher; halved logs fill the gap at the ground.
        for course in range(COURSES + 1):
            at = (side * (LONG / 2 - RADIUS), 0, RADIUS + (course - 0.5) * PITCH)
            _log(WIDE, at, math.pi / 2, bark_side, end, rng, sides)
    width, clear = 0.102, 2 * RADIUS - 0.02
    count = round((LONG - 2 * clear) / width)
    for k in range(count):  # floor of squared timbers
        size = (WIDE - 2 * clear, width * 0.965, 0.06)
        at = ((k - (count - 1) / 2) * width, 0, 0.03 + rng.uniform(-0.002, 0.002))
        meshes.box(size, at, bark_side, 0.005, (0, 0, math.pi / 2 + rng.uniform(-0.004, 0.004)), "floor")
    scene.ground(materials.felt())


def _log(
    length: float,
    at: tuple[float, float, float],
    turn: float,
    bark_side: bpy.types.Material,
    end: bpy.types.Material,
    rng: np.random.Generator,
    sides: int,
) -> None:
    """A round log, barked and dressed with an axe, a little tapering; what is under the ground is hewn off.

    `length` is that of the wall, to which the two ends are added; `turn` is about the vertical.
    """
    low = -length / 2 - ENDS + rng.uniform(-0.006, 0.006)
    high = length / 2 + ENDS + rng.uniform(-0.006, 0.006)
    x = np.linspace(low, high, 110)
    taper = 1 + 0.022 * x / high * rng.choice((-1, 1))
    waves = rng.uniform(0, 6, 4)
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    a, t = np.meshgrid(angle, x, indexing="xy")
    radius = RADIUS * taper[:, None] * (1 + 0.016 * np.sin(2 * a + waves[0]))
    radius *= 1 + 0.010 * np.sin(3 * a + waves[1] + 5 * t) + 0.008 * np.sin(11 * t + waves[2])
    # The ends are cut with an axe: not quite square, the edges broken.
    t = t + np.where(np.abs(t) > length / 2, np.sign(t) * 0.10 * radius * np.cos(a + waves[3]), 0)
    skin = np.stack([t, radius * np.cos(a), radius * np.sin(a)], -1)
    skin[0, :, 1:] *= 0.95
    skin[-1, :, 1:] *= 0.95
    skin[[1, -2], :, 0] = skin[[0, -1], :, 0] + np.array([[0.004], [-0.004]])
    floor = 0.001 - at[2]
    i, j = np.meshgrid(np.arange(len(x) - 1), np.arange(sides), indexing="ij")
    n = (j + 1) % sides
    faces = np.stack([i * sides + j, i * sides + n, (i + 1) * sides + n, (i + 1) * sides + j], -1)
    thing = meshes.mesh_object("log", skin.reshape(-1, 3), faces.reshape(-1, 4), bark_side)
    carving.knife_marks(thing, 0.030, 0.0014, (4, 1, 1), int(rng.integers(1000)))
    points = carving.points(thing)
    points[:, 2] = np.maximum(points[:, 2], floor)
    carving.reshape(thing, points)
    thing.location, thing.rotation_euler = at, (0, 0, turn)
    for first, way in ((0, 1), (-1, -1)):
        rim = points.reshape(len(x), sides, 3)[first][::way]
        middle = rim.mean(0)
        disc = np.vstack([*(middle + (rim - middle) * s for s in (1.0, 0.66, 0.33)), middle])
        j = np.arange(sides)
        n = (j + 1) % sides
        faces = [(r * sides + k, r * sides + sides + k, r * sides + sides + m, r * sides + m)
                 for r in range(2) for k, m in zip(j, n, strict=True)]  # fmt: skip
        faces += [(2 * sides + k, 3 * sides, 2 * sides + m) for k, m in zip(j, n, strict=True)]
        cut = meshes.mesh_object("end", disc, faces, end, smooth=False)
        cut.location, cut.rotation_euler = at, (0, 0, turn)


def _spruce() -> bpy.types.Material:
    """Old spruce without bark: grain along X, drying cracks, knots."""
    g = Graph("spruce")
    fibre = g.noise(230, 3, 0.6, (0.018, 1, 1))
    strand = g.noise(64, 4, 0.6, (0.022, 1, 1))
    base = g.mix(g.step(strand, 0.34, 0.66), (0.215, 0.128, 0.064), (0.112, 0.060, 0.029))
    base = g.mix(g.step(g.noise(5, 4, 0.6, (0.35, 1, 1)), 0.38, 0.62), base, (0.128, 0.096, 0.068))
    base = g.mix(1.0, base, g.ramp(fibre, (0.32, grey(0.62)), (0.68, grey(1.28))), "MULTIPLY")
    lines = g.math("ABSOLUTE", g.math("SUBTRACT", g.noise(30, 2, 0.5, (0.022, 1, 1)), 0.5))
    crack = g.math("MULTIPLY", g.step(lines, 0.011, 0.004), g.step(g.noise(7, 3, 0.5), 0.47, 0.54))
    knot = g.node("TexVoronoi", scale=8.0)
    g.feed(knot.inputs["Vector"], g.position((0.55, 1, 1)))
    core = g.step(knot.outputs["Distance"], 0.105, 0.085)
    ring = g.step(knot.outputs["Distance"], 0.16, 0.09)
    base = g.mix(g.math("MULTIPLY", ring, 0.55), base, (0.120, 0.056, 0.022))
    dark = g.mix(1.0, crack, g.math("MULTIPLY", core, 0.8), "LIGHTEN")
    dark = g.mix(1.0, dark, g.step(g.occlusion(0.07), 0.70, 0.15), "LIGHTEN")
    tint = g.ramp(g.random(), (0, grey(0.80)), (1, grey(1.14)))
    g.set(
        base_color=g.mix(dark, g.mix(1.0, base, tint, "MULTIPLY"), (0.016, 0.009, 0.005)),
        roughness=0.68,
        specular_ior_level=0.3,
        normal=g.bump((strand, 0.30, 0.0030), (fibre, 0.25, 0.0012), (crack, -0.8, 0.004)),
    )
    return g.material


def _end_grain() -> bpy.types.Material:
    """A log's end: rings of growth, cracks that run from the heart, a darker rim."""
    g = Graph("end grain")
    place = g.node("TexCoord").outputs["Object"]
    heart = g.node("VectorMath", operation="MULTIPLY_ADD")
    g.feed(heart.inputs[0], g.random())
    heart.inputs[1].default_value = (0, 0.016, -0.012)
    g.feed(heart.inputs[2], place)
    flat = g.node("VectorMath", operation="MULTIPLY")
    g.feed(flat.inputs[0], heart.outputs[0])
    flat.inputs[1].default_value = (0, 1, 1)
    far = g.node("VectorMath", operation="LENGTH")
    g.feed(far.inputs[0], flat.outputs[0])
    bent = g.math("MULTIPLY_ADD", g.noise(22, 3, 0.55), 0.010, far.outputs["Value"])
    wave = g.math("SINE", g.math("MULTIPLY", bent, 2 * math.pi * RINGS / RADIUS))
    late = g.step(wave, 0.05, 0.95)
    base = g.mix(g.math("MULTIPLY", late, 0.85), (0.300, 0.195, 0.105), (0.110, 0.056, 0.025))
    base = g.mix(g.step(g.noise(30, 4, 0.7), 0.42, 0.70), base, (0.160, 0.106, 0.063))
    base = g.mix(g.step(far.outputs["Value"], RADIUS * 0.62, RADIUS * 1.02), base, (0.092, 0.052, 0.027))
    crack = _radial(g, flat.outputs[0], far.outputs["Value"])
    tint = g.ramp(g.random(), (0, grey(0.82)), (1, grey(1.12)))
    g.set(
        base_color=g.mix(crack, g.mix(1.0, base, tint, "MULTIPLY"), (0.014, 0.008, 0.004)),
        roughness=0.8,
        specular_ior_level=0.2,
        normal=g.bump((late, 0.25, 0.0012), (g.noise(120, 3, 0.6), 0.3, 0.0015), (crack, -0.8, 0.004)),
    )
    return g.material


def _radial(g: Graph, flat: Socket, far: Socket) -> Socket:
    """Drying cracks: lines on which a noise of the direction alone has one value."""
    way = g.node("VectorMath", operation="NORMALIZE")
    g.feed(way.inputs[0], flat)
    own = g.node("VectorMath", operation="MULTIPLY_ADD")
    g.feed(own.inputs[0], g.random())
    own.inputs[1].default_value = (31, 17, 23)
    g.feed(own.inputs[2], way.outputs[0])
    noise = g.node("TexNoise", scale=0.95, detail=1.0)
    g.feed(noise.inputs["Vector"], own.outputs[0])
    value: Socket = noise.outputs[0]
    gap = g.math("ABSOLUTE", g.math("SUBTRACT", value, 0.5))
    line = g.step(gap, 0.014, 0.006)
    return g.math("MULTIPLY", line, g.step(far, RADIUS * 0.15, RADIUS * 0.35))
