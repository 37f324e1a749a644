"""Old logs whose grain is that of a tree: rings of growth about the heart, along X of each object.

A log's side and its ends are two materials of one pattern; `show_ends` tells where the ends are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import bpy
import numpy as np

from .nodes import Colour, Graph, Socket, grey


@dataclass(frozen=True)
class Kind:
    """A wood as it looks now.

    early, late: colours of the pale and the dark part of a ring; old: of weathered places.
    rings: in a log's radius.
    """

    early: Colour
    late: Colour
    old: Colour
    rings: int = 16


LARCH = Kind((0.205, 0.110, 0.052), (0.074, 0.033, 0.015), (0.104, 0.077, 0.057), 17)
SPRUCE = Kind((0.215, 0.134, 0.070), (0.104, 0.057, 0.027), (0.125, 0.096, 0.070), 9)


def side(kind: Kind, radius: float) -> bpy.types.Material:
    """Along the grain: lines of rings that the axe has cut, fibres, drying cracks, a few knots."""
    g = Graph("log")
    size = 0.25 / radius  # patterns fit the thickness of a log
    late, _ = _rings(g, kind, radius, 0.16)
    fibre = g.noise(190 * size, 3, 0.6, (0.012, 1, 1))
    strand = g.noise(46 * size, 4, 0.62, (0.016, 1, 1))
    base = g.mix(g.math("MULTIPLY", late, 0.62), kind.early, kind.late)
    base = g.mix(g.math("MULTIPLY", g.step(strand, 0.42, 0.64), 0.55), base, kind.late)
    weather = g.step(g.noise(3.2 * size, 4, 0.62, (0.30, 1, 1)), 0.40, 0.66)
    base = g.mix(g.math("MULTIPLY", weather, 0.75), base, kind.old)
    base = g.mix(1.0, base, g.ramp(fibre, (0.36, grey(0.62)), (0.64, grey(1.24))), "MULTIPLY")
    crack = _checks(g, size)
    dark = g.mix(1.0, crack, g.step(g.occlusion(0.3 * radius), 0.62, 0.10), "LIGHTEN")
    tint = g.ramp(g.random(), (0, grey(0.84)), (1, grey(1.12)))
    g.set(
        base_color=g.mix(dark, g.mix(1.0, base, tint, "MULTIPLY"), tuple(c * 0.10 for c in kind.late)),
        roughness=0.74,
        specular_ior_level=0.25,
        normal=g.bump(
            (late, -0.25, 0.010 * radius),
            (strand, 0.45, 0.030 * radius),
            (fibre, 0.45, 0.012 * radius),
            (crack, -0.9, 0.040 * radius),
        ),
    )
    return g.material


def end(kind: Kind, radius: float) -> bpy.types.Material:
    """Across the grain: rings, cracks that run from the heart, a darker rim."""
    g = Graph("log end")
    size = 0.25 / radius
    late, far = _rings(g, kind, radius, 0.03)
    base = g.mix(g.math("MULTIPLY", late, 0.80), tuple(c * 0.92 for c in kind.early), kind.late)
    base = g.mix(g.step(g.noise(8 * size, 4, 0.7), 0.45, 0.75), base, kind.old)
    base = g.mix(g.math("MULTIPLY", g.step(far, 0.60 * radius, radius), 0.6), base, kind.late)
    base = g.mix(
        1.0, base, g.ramp(g.noise(150 * size, 3, 0.7), (0.3, grey(0.7)), (0.7, grey(1.2))), "MULTIPLY"
    )
    crack = _stars(g, radius, far)
    tint = g.ramp(g.random(), (0, grey(0.84)), (1, grey(1.12)))
    g.set(
        base_color=g.mix(crack, g.mix(1.0, base, tint, "MULTIPLY"), tuple(c * 0.10 for c in kind.late)),
        roughness=0.85,
        specular_ior_level=0.15,
        normal=g.bump(
            (late, 0.30, 0.012 * radius),
            (g.noise(120 * size, 3, 0.6), 0.30, 0.020 * radius),
            (crack, -0.9, 0.050 * radius),
        ),
    )
    return g.material


def show_ends(thing: bpy.types.Object, material: bpy.types.Material, steep: float = 0.72) -> None:
    """Let the faces that look along the log, and the walls of holes through it, wear end grain."""
    mesh = thing.data
    mesh.materials.append(material)
    way = np.empty(len(mesh.polygons) * 3, np.float32)
    mesh.polygons.foreach_get("normal", way)
    across = np.abs(way.reshape(-1, 3)[:, 0]) > steep
    mesh.polygons.foreach_set("material_index", across.astype(np.int32) * (len(mesh.materials) - 1))
    mesh.update()


def _rings(g: Graph, kind: Kind, radius: float, sway: float) -> tuple[Socket, Socket]:
    """Return the dark part of the rings (0..1) and the distance from the heart.

    `sway` bends the rings along the log, in shares of the radius: flames where a flat side cuts them.
    """
    heart = g.node("VectorMath", operation="MULTIPLY_ADD")
    g.feed(heart.inputs[0], g.random())
    heart.inputs[1].default_value = (0, 0.22 * radius, -0.16 * radius)
    g.feed(heart.inputs[2], g.node("TexCoord").outputs["Object"])
    flat = g.node("VectorMath", operation="MULTIPLY")
    g.feed(flat.inputs[0], heart.outputs[0])
    flat.inputs[1].default_value = (0, 1, 1)
    length = g.node("VectorMath", operation="LENGTH")
    g.feed(length.inputs[0], flat.outputs[0])
    far: Socket = length.outputs["Value"]
    slow = g.noise(1.1 / radius, 2, 0.5, (0.10, 1, 1))
    fast = g.noise(5.0 / radius, 3, 0.6, (0.05, 1, 1))
    bent = g.math("MULTIPLY_ADD", slow, sway * 2 * radius, far)
    bent = g.math("MULTIPLY_ADD", fast, 0.05 * radius, bent)
    wave = g.math("FRACT", g.math("MULTIPLY", bent, kind.rings / radius))
    # Pale wood darkens slowly through the year and breaks off sharply in winter.
    return g.ramp(wave, (0.25, grey(0)), (0.86, grey(1)), (0.97, grey(0))), far


def _checks(g: Graph, size: float) -> Socket:
    """Drying cracks along the grain: level lines of a long noise, here and there."""
    lines = g.math("ABSOLUTE", g.math("SUBTRACT", g.noise(15 * size, 2, 0.5, (0.022, 1, 1)), 0.5))
    return g.math("MULTIPLY", g.step(lines, 0.0085, 0.0035), g.step(g.noise(4.5 * size, 3, 0.5), 0.50, 0.56))


def _stars(g: Graph, radius: float, far: Socket) -> Socket:
    """Cracks from the heart outwards: a noise of the direction alone, cut at one value."""
    flat = g.node("VectorMath", operation="MULTIPLY")
    g.feed(flat.inputs[0], g.node("TexCoord").outputs["Object"])
    flat.inputs[1].default_value = (0, 1, 1)
    way = g.node("VectorMath", operation="NORMALIZE")
    g.feed(way.inputs[0], flat.outputs[0])
    own = g.node("VectorMath", operation="MULTIPLY_ADD")
    g.feed(own.inputs[0], g.random())
    own.inputs[1].default_value = (31, 17, 23)
    g.feed(own.inputs[2], way.outputs[0])
    noise = g.node("TexNoise", scale=1.5, detail=1.0)
    g.feed(noise.inputs["Vector"], own.outputs[0])
    value: Socket = noise.outputs[0]
    gap = g.math("MULTIPLY", g.math("ABSOLUTE", g.math("SUBTRACT", value, 0.5)), far)
    thin = g.step(g.math("DIVIDE", gap, radius), 0.010, 0.004)
    return g.math("MULTIPLY", thin, g.step(g.math("MULTIPLY", far, math.pi / radius), 0.35, 0.9))
