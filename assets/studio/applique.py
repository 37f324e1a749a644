"""Dyed felt and appliqué: flat patches of felt sewn on a sheet that is drawn as a relief.

The relief's `foil` channel tells the colour of the felt; at its top it is gold foil.
"""

from __future__ import annotations

import numpy as np
from bpy.types import Material

from .curves import Points, Shape, Stroke, brush, stations
from .nodes import Graph, grey
from .relief import Relief

RED, DARK, BLUE, OCHRE, GILT = 0.1, 0.3, 0.5, 0.7, 0.9  # values of the colour channel


def dyed_felt() -> Material:
    """Felt whose colour is told by the `foil` channel; at the top of the channel it is gold foil."""
    g = Graph("felt dyed")
    channel, cavity = g.attribute("foil"), g.attribute("cavity")
    ramp = g.ramp(
        channel,
        (0.0, (0.200, 0.024, 0.014)),
        (0.2, (0.050, 0.018, 0.012)),
        (0.4, (0.016, 0.030, 0.062)),
        (0.6, (0.330, 0.165, 0.040)),
        (0.8, (0.90, 0.58, 0.20)),
    )
    ramp.node.color_ramp.interpolation = "CONSTANT"
    fibre = g.mix(0.5, g.noise(130, 4, 0.8), g.noise(48, 4, 0.75, (1, 0.5, 1)))
    worn = g.ramp(g.noise(4, 4, 0.65), (0.35, grey(0.62)), (0.65, grey(1.12)))
    base = g.mix(
        1.0,
        g.mix(1.0, ramp, worn, "MULTIPLY"),
        g.ramp(fibre, (0.38, grey(0.62)), (0.62, grey(1.3))),
        "MULTIPLY",
    )
    base = g.mix(g.step(cavity, 0.15, 0.9), base, (0.012, 0.007, 0.005))
    metal = g.step(channel, 0.79, 0.80)
    g.set(
        base_color=base,
        metallic=metal,
        roughness=g.mix(metal, grey(0.95), grey(0.34)),
        specular_ior_level=0.12,
        normal=g.bump((fibre, 0.75, 0.010), (g.noise(14, 4, 0.6), 0.35, 0.02)),
    )
    return g.material


def flipped(shape: Shape, wide: float) -> Shape:
    """Mirror a shape on a sheet of the width `wide` (along y) to its other side."""
    if isinstance(shape, Stroke):
        return Stroke(flipped(shape.centre, wide), shape.half)
    return np.c_[shape[:, 0], wide - shape[:, 1]]


def patch(relief: Relief, shape: Shape, colour: float, height: float = 5) -> None:
    """Lay a thin patch of felt on what is beneath."""
    relief.add(
        shape,
        height,
        "flat",
        reach=7,
        base=2,
        step=4,
        cover=0.9,
        groove=3,
        groove_width=6,
        foil=colour,
    )


def stitches(relief: Relief, line: Points, gap: float = 17) -> None:
    """Sew along a line, one stitch every `gap` units."""
    run = float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())
    for place in stations(line, max(2, int(run / gap)), 0.01, 0.99):
        a, b = place.point - place.along * 4.5, place.point + place.along * 4.5
        relief.add(
            brush([a, b], [3.6, 3.6]), 3, "round", reach=2.5, step=1, cover=0.3, groove=4, groove_width=4
        )
