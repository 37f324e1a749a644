"""Cast bronze that has been used and then lay in the earth: patina, worn edges, soot.

For a subject about 1.3 units wide, like the other materials. It reads the point attributes
`cavity` (over 0 in hollows, under 0 on edges; see `carving.hollows`) and `soot` (0..1).
"""

from __future__ import annotations

from bpy.types import Material

from .nodes import BLACK, WHITE, Graph, grey


def old_bronze(patina: float = 0.5, bare: float = 0.5, scale: float = 1.0) -> Material:
    """Brown skin, green where water stood (more with `patina`), bright where hands rubbed.

    `bare` is the share of the metal that shows through its skin.
    """
    g = Graph("old bronze")
    cavity = g.attribute("cavity")
    cloud = g.noise(5 * scale, 6, 0.62)
    rubbed = g.step(g.math("MULTIPLY", cavity, -1.0), 0.30, 0.95)
    edge = g.mix(1.0, rubbed, g.step(cloud, 0.40, 0.62), "MULTIPLY")
    hollow = g.step(cavity, 0.10, 0.60)
    grain = g.noise(46 * scale, 5, 0.7)
    metal = g.mix(g.step(cloud, 0.36, 0.64), (0.13, 0.068, 0.031), (0.28, 0.153, 0.068))
    skin = g.mix(grain, (0.030, 0.019, 0.012), (0.085, 0.050, 0.026))
    covered = g.step(g.noise(8 * scale, 6, 0.68), 0.22 + 0.28 * bare, 0.40 + 0.28 * bare)
    covered = g.mix(0.6, covered, hollow, "LIGHTEN")
    covered = g.mix(edge, covered, BLACK)
    colour = g.mix(covered, metal, skin)
    colour = g.mix(edge, colour, (0.47, 0.285, 0.125))
    # Green sits in the hollows and in patches; rubbed edges stay free of it.
    patch = g.step(g.noise(3.4 * scale, 6, 0.7), 0.68 - 0.24 * patina, 0.80 - 0.24 * patina)
    green = g.mix(1.0, patch, hollow, "LIGHTEN")
    green = g.mix(1.0, green, g.step(grain, 0.62 - 0.30 * patina, 0.74 - 0.22 * patina), "MULTIPLY")
    green = g.mix(edge, green, BLACK)
    verdigris = g.mix(g.noise(90 * scale, 4, 0.7), (0.036, 0.062, 0.040), (0.115, 0.165, 0.105))
    colour = g.mix(green, colour, verdigris)
    black = g.math("MULTIPLY", g.attribute("soot"), g.step(g.noise(11 * scale, 6, 0.72), 0.30, 0.52))
    g.set(
        base_color=g.mix(black, colour, (0.012, 0.010, 0.009)),
        metallic=g.mix(black, g.mix(green, g.mix(covered, WHITE, grey(0.5)), BLACK), BLACK),
        roughness=g.mix(
            black,
            g.mix(green, g.mix(edge, g.mix(covered, grey(0.38), grey(0.50)), grey(0.32)), grey(0.82)),
            grey(0.88),
        ),
        specular_ior_level=g.mix(black, grey(0.5), grey(0.08)),
        normal=g.bump(
            (g.noise(12 * scale, 5), 0.20, 0.016 / scale),
            (grain, 0.28, 0.004 / scale),
            (green, 0.30, 0.0025 / scale),
        ),
    )
    return g.material
