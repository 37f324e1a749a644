"""Stones in gold: turquoise, lapis lazuli and carnelian.

On reliefs the channel `foil` says what a place is: 0 gold, TURQUOISE or LAPIS a stone.
(Opposite signs: the soft border of one stone never passes through the other.)
"""

from __future__ import annotations

from bpy.types import Material

from .materials import GOLD, GOLD_DEEP, GOLD_SHADE
from .materials import _metal as metal
from .nodes import BLACK, Colour, Graph, Socket, grey

TURQUOISE = 1.0
LAPIS = -1.0


def _turquoise(g: Graph, scale: float) -> Socket:
    """Blue-green with a fine dark web."""
    tone = g.mix(g.step(g.noise(9 * scale, 4), 0.35, 0.65), (0.020, 0.26, 0.27), (0.060, 0.40, 0.36))
    web = g.step(g.noise(34 * scale, 4, 0.72), 0.60, 0.66)
    return g.mix(g.math("MULTIPLY", web, 0.7), tone, (0.030, 0.034, 0.026))


def _lapis(g: Graph, scale: float) -> Socket:
    """Deep blue with pale clouds and few specks of pyrite."""
    tone = g.mix(g.step(g.noise(11 * scale, 4), 0.35, 0.7), (0.008, 0.018, 0.14), (0.020, 0.060, 0.30))
    speck = g.step(g.noise(90 * scale, 3, 0.6), 0.70, 0.73)
    return g.mix(g.math("MULTIPLY", speck, 0.6), tone, (0.55, 0.42, 0.20))


def inlaid_gold(scale: float = 1) -> Material:
    """Sheet gold whose relief carries inlaid stones."""
    g, _ = metal("inlaid gold", GOLD, GOLD_DEEP, GOLD_SHADE, (0.25, 0.41), scale, 0.0)
    channel = g.attribute("foil")
    blue_green = g.step(channel, 0.45, 0.55)
    blue = g.step(g.math("MULTIPLY", channel, -1.0), 0.45, 0.55)
    stone = g.mix(1.0, blue_green, blue, "LIGHTEN")
    shader = {
        name: g.shader.inputs[name].links[0].from_socket for name in ("Base Color", "Roughness", "Metallic")
    }
    colour = g.mix(blue_green, g.mix(blue, shader["Base Color"], _lapis(g, scale)), _turquoise(g, scale))
    g.set(
        base_color=colour,
        roughness=g.mix(stone, shader["Roughness"], grey(0.30)),
        metallic=g.mix(stone, shader["Metallic"], BLACK),
    )
    return g.material


def turquoise(scale: float = 1) -> Material:
    """Polished turquoise, for stones that stand free."""
    g = Graph("turquoise")
    g.set(base_color=_turquoise(g, scale), roughness=0.3)
    return g.material


def carnelian(scale: float = 1) -> Material:
    """Polished carnelian: orange-red, a little translucent, cloudy."""
    g = Graph("carnelian")
    deep: Colour = (0.22, 0.018, 0.006)
    g.set(
        base_color=g.mix(g.step(g.noise(8 * scale, 4), 0.3, 0.7), deep, (0.50, 0.075, 0.016)),
        roughness=0.22,
        subsurface_weight=0.25,
        subsurface_scale=0.02,
    )
    return g.material


def carved_stone(scale: float = 1) -> Material:
    """A polished grey-green stone for hilts."""
    g = Graph("carved stone")
    cloud = g.step(g.noise(5 * scale, 4, 0.65), 0.32, 0.68)
    vein = g.step(g.noise(16 * scale, 4, 0.75, (0.3, 1, 1)), 0.60, 0.68)
    colour = g.mix(
        g.math("MULTIPLY", vein, 0.5),
        g.mix(cloud, (0.085, 0.105, 0.080), (0.20, 0.22, 0.17)),
        (0.36, 0.36, 0.30),
    )
    dirt = g.step(g.occlusion(0.03), 0.75, 0.2)
    g.set(
        base_color=g.mix(dirt, colour, (0.02, 0.018, 0.013)),
        roughness=0.32,
        normal=g.bump((g.noise(30 * scale), 0.1, 0.004)),
    )
    return g.material
