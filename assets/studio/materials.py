"""All materials of the hall, in one place.

Sizes of patterns are for a subject about 1.3 units wide; `scale` adapts them
(scale models need finer grain). `cavity` and `foil` are point attributes that
reliefs carry; on other meshes they read as zero.
"""

from __future__ import annotations

from bpy.types import Material

from .nodes import BLACK, WHITE, Colour, Graph, Socket, grey

GOLD: Colour = (1.0, 0.70, 0.28)
GOLD_DEEP: Colour = (0.98, 0.60, 0.20)
GOLD_SHADE: Colour = (0.09, 0.038, 0.012)


def _metal(
    name: str,
    bright: Colour,
    deep: Colour,
    shade: Colour,
    rough: tuple[float, float],
    scale: float,
    occlusion: float,
) -> tuple[Graph, Socket]:
    """A worked metal: mottled, darker and duller in the cavities. Returns also the dirt mask."""
    g = Graph(name)
    cavity = g.attribute("cavity")
    sunk = g.step(cavity, 0.12, 0.75)
    dirt = sunk
    if occlusion:  # solids have no cavity map
        dirt = g.mix(1.0, sunk, g.step(g.occlusion(occlusion), 0.8, 0.25), "LIGHTEN")
    colour = g.mix(g.step(g.noise(5 * scale, 5), 0.35, 0.65), bright, deep)
    polish = g.ramp(g.noise(22 * scale, 6, 0.65), (0.3, grey(rough[0])), (0.7, grey(rough[1])))
    g.set(
        base_color=g.mix(dirt, colour, shade),
        roughness=g.mix(dirt, polish, grey(0.65)),
        metallic=g.ramp(cavity, (0.45, WHITE), (1.0, grey(0.25))),
        normal=g.bump(
            (g.noise(40 * scale, 3), 0.12, 0.006),
            (g.noise(260 * scale, 2, stretch=(1, 0.25, 1)), 0.10, 0.0012),
        ),
    )
    return g, dirt


def gold(scale: float = 1, occlusion: float = 0.0) -> Material:
    """Sheet gold, hammered, with old dirt in the hollows (`occlusion`: its reach on solids)."""
    graph, _ = _metal("gold", GOLD, GOLD_DEEP, GOLD_SHADE, (0.25, 0.41), scale, occlusion)
    return graph.material


def silver(scale: float = 1) -> Material:
    """Silver with grey tarnish that has stayed where no hand rubs."""
    g, dirt = _metal(
        "silver", (0.83, 0.81, 0.77), (0.70, 0.67, 0.62), (0.06, 0.05, 0.045), (0.22, 0.40), scale, 0.1
    )
    cloud = g.step(g.noise(3.2 * scale, 7, 0.65), 0.46, 0.66)
    spots = g.step(g.noise(26 * scale, 5, 0.7), 0.60, 0.70)
    tarnish = g.mix(0.45, g.mix(0.5, cloud, dirt, "ADD"), spots, "ADD")
    base = g.shader.inputs["Base Color"].links[0].from_socket
    polish = g.shader.inputs["Roughness"].links[0].from_socket
    g.set(
        base_color=g.mix(tarnish, base, (0.20, 0.175, 0.155)),
        roughness=g.mix(tarnish, polish, grey(0.52)),
    )
    return g.material


def bronze(scale: float = 1, patina: float = 0.5) -> Material:
    """Cast bronze: brown-black skin, metal at the worn places, green only in patches."""
    g, dirt = _metal(
        "bronze", (0.44, 0.25, 0.12), (0.26, 0.15, 0.08), (0.03, 0.022, 0.016), (0.34, 0.5), scale, 0.16
    )
    base = g.shader.inputs["Base Color"].links[0].from_socket
    skin = g.mix(g.step(g.noise(4 * scale, 6, 0.62), 0.38, 0.62), (0.035, 0.024, 0.016), (0.10, 0.060, 0.032))
    covered = g.step(g.noise(6 * scale, 8, 0.7), 0.34, 0.54)
    green = g.mix(g.noise(50 * scale, 5, 0.7), (0.034, 0.070, 0.050), (0.120, 0.185, 0.130))
    bloom = g.step(g.noise(3.1 * scale, 9, 0.72), 0.66 - 0.18 * patina, 0.76 - 0.18 * patina)
    bloom = g.mix(0.45, bloom, dirt, "ADD")
    bloom = g.mix(1.0, bloom, g.step(g.noise(18 * scale, 6, 0.7), 0.36, 0.60), "MULTIPLY")
    colour = g.mix(bloom, g.mix(covered, base, skin), green)
    g.set(
        base_color=colour,
        metallic=g.math("MULTIPLY", g.mix(bloom, WHITE, BLACK), g.ramp(covered, (0, WHITE), (1, grey(0.55)))),
        roughness=g.mix(bloom, g.mix(covered, grey(0.36), grey(0.5)), grey(0.85)),
        normal=g.bump(
            (g.noise(9 * scale, 5), 0.25, 0.02),
            (g.noise(70 * scale, 6, 0.7), 0.35, 0.004),
            (bloom, 0.4, 0.003),
        ),
    )
    return g.material


def iron(scale: float = 1) -> Material:
    """Old iron: dark grey with brown rust."""
    g, _ = _metal(
        "iron", (0.16, 0.15, 0.145), (0.10, 0.095, 0.09), (0.02, 0.012, 0.008), (0.45, 0.6), scale, 0.1
    )
    rust = g.step(g.noise(7 * scale, 9, 0.72), 0.44, 0.60)
    base = g.shader.inputs["Base Color"].links[0].from_socket
    g.set(
        base_color=g.mix(rust, base, g.mix(g.noise(60 * scale), (0.075, 0.026, 0.010), (0.17, 0.062, 0.022))),
        metallic=g.mix(rust, grey(0.9), BLACK),
        roughness=g.mix(rust, grey(0.5), grey(0.85)),
    )
    return g.material


def _wood_colour(g: Graph, scale: float, axis: str, light: Colour, dark: Colour) -> tuple[Socket, Socket]:
    """Colour and fibre of wood with its grain along an axis."""
    thin, long = 1.0, 0.07
    stretch = tuple(long if a == axis else thin for a in "XYZ")
    wave = g.node("TexWave", wave_type="BANDS", bands_direction="Y" if axis == "X" else "X")
    for name, value in (("Scale", 7 * scale), ("Distortion", 6.0), ("Detail", 3.0), ("Detail Scale", 1.2)):
        wave.inputs[name].default_value = value
    g.feed(wave.inputs["Vector"], g.position(tuple(0.25 if a == axis else 1.5 for a in "XYZ")))
    fibre = g.noise(90 * scale, 4, 0.6, stretch)
    colour = g.mix(wave.outputs[0], dark, light)
    mid = tuple(c * 0.45 for c in dark)
    colour = g.mix(g.step(fibre, 0.42, 0.72), colour, mid)
    blotch = g.step(g.noise(2.2 * scale, 5), 0.35, 0.7)
    return g.mix(blotch, colour, g.mix(1.0, colour, grey(0.62), "MULTIPLY")), fibre


def wood(
    scale: float = 1,
    axis: str = "X",
    light: Colour = (0.24, 0.115, 0.042),
    dark: Colour = (0.115, 0.046, 0.015),
) -> Material:
    """Old larch or spruce, grey-brown, with cracks along the grain."""
    g = Graph("wood")
    colour, fibre = _wood_colour(g, scale, axis, light, dark)
    stretch = tuple(0.05 if a == axis else 1.0 for a in "XYZ")
    crack = g.step(g.noise(26 * scale, 3, 0.5, stretch), 0.36, 0.31)
    shade = g.mix(
        1.0,
        g.mix(1.0, g.step(g.attribute("cavity"), 0.1, 0.7), crack, "LIGHTEN"),
        g.step(g.occlusion(0.12), 0.75, 0.2),
        "LIGHTEN",
    )
    tint = g.ramp(g.random(), (0, grey(0.72)), (1, grey(1.18)))
    g.set(
        base_color=g.mix(shade, g.mix(1.0, colour, tint, "MULTIPLY"), (0.014, 0.008, 0.005)),
        roughness=0.62,
        normal=g.bump((fibre, 0.4, 0.004 / scale), (g.mix(crack, WHITE, BLACK), 0.5, 0.006 / scale)),
    )
    return g.material


def foiled_wood(scale: float = 1, axis: str = "X") -> Material:
    """Carved wood with what is left of its gold foil; `foil` tells where much is left."""
    g = Graph("foiled wood")
    cavity = g.attribute("cavity")
    colour, fibre = _wood_colour(g, scale, axis, (0.25, 0.115, 0.040), (0.12, 0.046, 0.014))
    colour = g.mix(g.step(cavity, 0.1, 0.7), colour, (0.012, 0.006, 0.004))
    # Foil tears along and across the grain: patches are stretched noise, cut hard.
    along = tuple(0.45 if a == axis else 1.3 for a in "XYZ")
    across = tuple(1.5 if a == axis else 0.6 for a in "XYZ")
    tear = g.mix(0.5, g.noise(6 * scale, 8, 0.66, along), g.noise(8 * scale, 7, 0.62, across))
    amount = g.math("MULTIPLY_ADD", g.attribute("foil"), 0.62, -0.62)
    amount = g.math("ADD", g.math("MULTIPLY_ADD", tear, 1.25, 0.0), amount)
    amount = g.math("MULTIPLY_ADD", cavity, -0.30, amount)
    foil = g.step(amount, 0.335, 0.350)
    wrinkle = g.noise(30 * scale, 7, 0.72, along)
    fold = g.noise(13 * scale, 4, 0.6, across)
    leaf = g.mix(g.step(fold, 0.35, 0.65), GOLD, GOLD_DEEP)
    leaf = g.mix(g.step(cavity, 0.25, 0.85), leaf, GOLD_SHADE)
    g.set(
        base_color=g.mix(foil, colour, leaf),
        metallic=foil,
        roughness=g.mix(foil, grey(0.6), g.ramp(wrinkle, (0.3, grey(0.22)), (0.7, grey(0.42)))),
        normal=g.bump((foil, 0.45, 0.0016), (g.mix(foil, fibre, wrinkle), 0.42, 0.0045), (fold, 0.22, 0.008)),
    )
    return g.material


def leather(
    colour: Colour = (0.075, 0.022, 0.012),
    deep: Colour = (0.030, 0.009, 0.006),
    scale: float = 1,
    gilded: bool = False,
) -> Material:
    """Worn leather; with `gilded`, gold where the `foil` attribute is set."""
    g = Graph("leather")
    cells = g.node("TexVoronoi", feature="DISTANCE_TO_EDGE", scale=95.0 * scale)
    g.feed(cells.inputs["Vector"], g.position())
    pores = g.step(cells.outputs["Distance"], 0.0, 0.16)
    worn = g.step(g.noise(3 * scale, 7, 0.65), 0.40, 0.68)
    dirt = g.step(g.attribute("cavity"), 0.15, 0.9)
    base = g.mix(dirt, g.mix(worn, deep, colour), tuple(c * 0.3 for c in deep))
    rough = g.ramp(g.noise(12 * scale, 5), (0.3, grey(0.52)), (0.7, grey(0.78)))
    scuff = g.step(g.noise(34 * scale, 4, 0.7, (1, 0.35, 1)), 0.56, 0.72)
    base = g.mix(g.math("MULTIPLY", scuff, 0.35), base, tuple(min(1.0, c * 1.9) for c in colour))
    metal: Socket | float = 0.0
    if gilded:
        foil = g.step(
            g.math("ADD", g.attribute("foil"), g.math("MULTIPLY_ADD", g.noise(9, 7, 0.7), 0.5, -0.3)),
            0.48,
            0.52,
        )
        base, metal = g.mix(foil, base, g.mix(dirt, GOLD, GOLD_SHADE)), foil
        rough = g.mix(foil, rough, grey(0.33))
    g.set(
        base_color=base,
        metallic=metal,
        roughness=rough,
        normal=g.bump(
            (pores, 0.25, 0.0025 / scale), (g.noise(15 * scale, 4, 0.6, (1, 0.5, 1)), 0.5, 0.010 / scale)
        ),
    )
    return g.material


FELT: Colour = (0.0125, 0.0100, 0.0083)
FELT_DARK: Colour = (0.0024, 0.0020, 0.0017)  # under scale models, lit like a landscape
FELT_DIM: Colour = (0.0066, 0.0054, 0.0046)  # for standing things, whose light falls on the ground


def felt(colour: Colour = FELT, scale: float = 1) -> Material:
    """The hall's ground: warm near-black felt."""
    g = Graph("felt")
    # Few nodes: bump maps evaluate this three times for each sample of a large ground.
    fibre = g.mix(0.4, g.noise(120 * scale, 4, 0.8), g.noise(38 * scale, 4, 0.8, (1, 0.5, 1)))
    light = tuple(c * 1.7 for c in colour)
    base = g.mix(g.noise(3 * scale, 3, 0.6), colour, light)
    base = g.mix(1.0, base, g.ramp(fibre, (0.40, grey(0.55)), (0.60, grey(1.45))), "MULTIPLY")
    g.set(
        base_color=base,
        roughness=0.95,
        sheen_weight=min(0.10, 3 * sum(colour)),
        sheen_roughness=0.45,
        sheen_tint=(0.8, 0.62, 0.5),
        specular_ior_level=0.08,
        normal=g.bump((fibre, 0.9, 0.014 / scale)),
    )
    return g.material


def stone(scale: float = 1, warm: float = 0.5) -> Material:
    """Field stone; every stone has its own tone."""
    g = Graph("stone")
    tone = g.ramp(
        g.random(),
        (0.0, (0.055, 0.050, 0.046)),
        (0.4, (0.120, 0.108, 0.096)),
        (0.75, (0.165, 0.145 - 0.012 * warm, 0.122 - 0.024 * warm)),
        (1.0, (0.235, 0.212, 0.182)),
    )
    speckle = g.ramp(g.noise(14 * scale, 8, 0.7), (0.3, grey(0.55)), (0.7, grey(1.25)))
    lichen = g.step(g.noise(5 * scale, 8, 0.7), 0.60, 0.68)
    base = g.mix(g.math("MULTIPLY", lichen, 0.5), g.mix(1.0, tone, speckle, "MULTIPLY"), (0.17, 0.155, 0.085))
    base = g.mix(g.step(g.occlusion(0.05), 0.7, 0.1), base, (0.018, 0.014, 0.010))
    g.set(base_color=base, roughness=0.88, normal=g.bump((g.noise(10 * scale, 8, 0.7), 0.6, 0.02 / scale)))
    return g.material


def earth(
    colour: Colour = (0.085, 0.058, 0.034), deep: Colour = (0.040, 0.028, 0.017), scale: float = 1
) -> Material:
    """Bare soil or gravel of a scale model."""
    g = Graph("earth")
    grain = g.noise(120 * scale, 6, 0.75)
    base = g.mix(g.step(g.noise(5 * scale, 7, 0.65), 0.38, 0.64), deep, colour)
    base = g.mix(1.0, base, g.ramp(grain, (0.35, grey(0.6)), (0.65, grey(1.4))), "MULTIPLY")
    g.set(
        base_color=base,
        roughness=0.95,
        specular_ior_level=0.15,
        normal=g.bump((grain, 0.8, 0.006 / scale), (g.noise(18 * scale, 6), 0.5, 0.02 / scale)),
    )
    return g.material


def grass(scale: float = 1) -> Material:
    """Dry steppe grass of a scale model: flock on earth."""
    g = Graph("grass")
    tuft = g.noise(150 * scale, 5, 0.8)
    patch = g.step(g.noise(4 * scale, 8, 0.68), 0.36, 0.66)
    base = g.mix(patch, (0.038, 0.030, 0.016), (0.092, 0.068, 0.038))
    base = g.mix(g.step(g.noise(9 * scale, 7, 0.7), 0.58, 0.70), base, (0.062, 0.043, 0.027))
    base = g.mix(1.0, base, g.ramp(tuft, (0.35, grey(0.45)), (0.65, grey(1.5))), "MULTIPLY")
    g.set(
        base_color=base,
        roughness=1.0,
        specular_ior_level=0.05,
        normal=g.bump((tuft, 1.0, 0.008 / scale), (g.noise(24 * scale, 5), 0.4, 0.015 / scale)),
    )
    return g.material


def blades() -> Material:
    """Dry grass stems; every tuft has its own tone."""
    g = Graph("blades")
    tone = g.ramp(
        g.random(), (0.0, (0.050, 0.043, 0.020)), (0.5, (0.115, 0.090, 0.045)), (1.0, (0.185, 0.145, 0.080))
    )
    g.set(base_color=tone, roughness=0.8, specular_ior_level=0.1)
    return g.material


def dark_table(scale: float = 1) -> Material:
    """Blackened oak board under scale models."""
    g = Graph("table")
    _, fibre = _wood_colour(g, scale, "X", GOLD, GOLD_DEEP)
    g.set(
        base_color=g.mix(fibre, (0.005, 0.0042, 0.0036), (0.015, 0.012, 0.010)),
        roughness=0.6,
        specular_ior_level=0.3,
        normal=g.bump((fibre, 0.2, 0.003)),
    )
    return g.material
