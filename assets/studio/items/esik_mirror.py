"""ESIK-11: bronze mirror with the toilet bag and the red pigment that lay with it.

The form of the mirror is not told: a plain disc with a low rim, as the type has it. The bag
has perished; it is shown as a leather pouch tied with a cord.
"""

from __future__ import annotations

import bpy
import numpy as np

from .. import materials, meshes, scene, smithing
from ..curves import spline
from ..nodes import BLACK, Graph, grey
from ..outputs import Model
from ..scene import Shot

SHOTS = {
    "main": Shot(
        "content/esik/media/mirror.jpg",
        (2400, 1800),
        standing=True,
        tilt=58,
        yaw=6,
        fill=0.86,
        key=80,
        top=38,
        strip=26,
        low=46,
        world=1.5,
    ),
}
MODEL = Model("content/esik/media/mirror.glb", longest=0.25)

RADIUS = 0.40
LEAN = 78  # of the mirror, degrees from lying


def build(draft: bool = False) -> None:
    _mirror()
    _pouch()
    _pigment()
    scene.ground(dim=True)


def _polished_bronze() -> bpy.types.Material:
    """A face that was polished once: golden brown, clouded, with dark and green spots at the rim."""
    g = Graph("bronze")
    cloud = g.noise(3.4, 4, 0.62)
    fine = g.noise(40, 4, 0.7)
    tarnish = g.step(g.mix(0.25, cloud, fine), 0.46, 0.66)
    rim = g.attribute("cavity")
    eaten = g.math("ADD", g.mix(0.5, g.noise(9, 4, 0.7), fine), g.math("MULTIPLY", rim, 0.13))
    crust = g.step(eaten, 0.600, 0.612)  # dark oxide first, green where it is thick
    bloom = g.step(eaten, 0.640, 0.675)
    green = g.mix(g.noise(60, 4), (0.016, 0.034, 0.026), (0.050, 0.088, 0.064))
    skin = g.mix(bloom, (0.040, 0.024, 0.013), green)
    metal = g.mix(tarnish, (0.86, 0.62, 0.36), (0.40, 0.25, 0.13))
    g.set(
        base_color=g.mix(crust, metal, skin),
        metallic=g.mix(crust, grey(1.0), BLACK),
        roughness=g.mix(crust, g.mix(tarnish, grey(0.15), grey(0.36)), grey(0.8)),
        specular_ior_level=0.25,
        normal=g.bump(
            (g.noise(5, 3), 0.05, 0.02),
            (g.noise(150, 2, stretch=(1, 0.2, 1)), 0.05, 0.001),
            (crust, 0.5, 0.002),
            (bloom, 0.4, 0.003),
        ),
    )
    return g.material


def _mirror() -> None:
    r = RADIUS
    profile = [
        (0.0, 0.010), (r * 0.5, 0.0098), (r * 0.90, 0.009), (r * 0.925, 0.010), (r * 0.94, 0.017),
        (r * 0.965, 0.0195),
        (r * 0.99, 0.017), (r, 0.008), (r * 0.998, -0.004), (r * 0.985, -0.009), (r * 0.5, -0.010),
        (0.0, -0.010),
    ]  # fmt: skip
    line = spline(profile, steps=8)
    line[:, 0] = np.maximum(line[:, 0], 0)
    thing = meshes.turned(line, _polished_bronze(), 300, wobble=0.002, name="mirror")
    points = smithing.vertices(thing)
    far = np.linalg.norm(points[:, :2], axis=1) / r
    layer = thing.data.attributes.new("cavity", "FLOAT", "POINT")
    layer.data.foreach_set("value", np.clip((far - 0.45) / 0.55, 0, 1).astype(np.float32) ** 2)
    # Eaten and bent a little at the edge.
    angle = np.arctan2(points[:, 1], points[:, 0])
    bite = np.maximum(0, np.sin(7 * angle + 1) * np.sin(3 * angle) * np.sin(17 * angle + 2) - 0.35)
    points[:, :2] *= (1 - 0.03 * bite * np.clip((far - 0.9) * 10, 0, 1))[:, None]
    points[:, 2] += 0.006 * (points[:, 0] / r) ** 2
    smithing.reshape(thing, points)
    lean = np.radians(LEAN)
    thing.rotation_euler = (lean, 0, np.radians(-9))
    thing.location = (0.20, -0.30, r * np.sin(lean) + 0.008)


def _pouch() -> None:
    """A bag of soft leather that stands, drawn shut by a cord."""
    hide = materials.leather((0.095, 0.042, 0.022), (0.040, 0.017, 0.009), 1.7)
    outline = spline(
        [
            (0.02, 0.0), (0.26, 0.0), (0.36, 0.04), (0.405, 0.17), (0.37, 0.34), (0.27, 0.47), (0.155, 0.56),
            (0.120, 0.615), (0.150, 0.67), (0.220, 0.74), (0.262, 0.80), (0.250, 0.812), (0.20, 0.755),
            (0.115, 0.66),
            (0.06, 0.62),
        ],
        steps=14,
    )  # fmt: skip
    sides = 420
    a = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    folds = 0.55 * np.cos(11 * a + 0.6 * np.sin(2 * a)) + 0.3 * np.cos(17 * a + 2) + 0.25 * np.cos(6 * a + 1)
    radius, height = outline[:, 0], outline[:, 1]
    depth = np.interp(height, [0, 0.18, 0.45, 0.60, 0.82], [0.0, 0.012, 0.085, 0.17, 0.13])
    sag = 0.05 * np.cos(a + 0.9) * 1.0
    belly = np.interp(height, [0, 0.15, 0.4, 0.6], [0.3, 1.0, 0.5, 0.0])
    r = radius[:, None] * (1 + depth[:, None] * folds + belly[:, None] * sag)
    rings = np.stack(
        [
            r * np.cos(a) - 0.10 * np.clip(height - 0.45, 0, 1)[:, None],
            r * np.sin(a) * 0.72 + 0.10 * np.clip(height - 0.5, 0, 1)[:, None],
            height[:, None] + 0.02 * np.sin(2 * a + 1) * np.clip(height - 0.6, 0, 1)[:, None] * 4,
        ],
        -1,
    )
    shape = rings.shape
    rings = meshes.disturbed(rings.reshape(-1, 3), 0.030, 2.2, 4.0)
    rings = meshes.disturbed(rings, 0.008, 7.0, 1.0).reshape(shape)
    rings[..., 2] = np.maximum(rings[..., 2], 0.002)
    bag = smithing.loft(rings[:, ::-1], hide, "pouch")
    at, turn = np.array([-0.26, 0.12, 0.0]), 0.25
    bag.location, bag.rotation_euler = at, (0, 0, turn)
    matrix = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    # The seam runs down one side; the cord goes twice round the neck and hangs down.
    thread = materials.leather((0.20, 0.13, 0.075), (0.10, 0.06, 0.03), 2)
    seam = rings[14:92, int(sides * 0.80)] @ matrix.T + at
    outwards = seam - (seam.mean(0) * (1, 1, 0) + (0, 0.30, 0))
    seam = seam + outwards * (1, 1, 0) / np.linalg.norm(outwards[:, :2], axis=1, keepdims=True) * 0.004
    smithing.stitches(seam, 0.030, 0.030, 0.0045, thread, slant=1.1)
    cord = materials.leather((0.070, 0.022, 0.012), (0.030, 0.010, 0.006), 2)
    neck = int(np.argmin(np.where(np.arange(len(height)) < 120, np.abs(height - 0.61), 9)))
    loop = rings[neck].mean(0)
    turns = np.linspace(0.2, 2 * 2 * np.pi + 0.5, 150)
    wrap = (
        loop
        + np.c_[0.132 * np.cos(turns - 2.2), 0.098 * np.sin(turns - 2.2), 0.030 * (turns / turns[-1] - 0.5)]
    )
    smithing.wire(wrap @ matrix.T + at, 0.012, cord, 0.004, 14)
    knot = wrap[-1]
    for dx, length in ((-0.03, 0.30), (0.05, 0.24)):
        t = np.linspace(0, 1, 40)
        hang = (
            knot
            + np.c_[
                dx * t + 0.015 * np.sin(5 * t),
                -0.10 * np.sin(1.5 * t) - 0.10 * t,
                0.02 * np.sin(3 * t) - length * t,
            ]
        )
        end = smithing.wire(hang @ matrix.T + at, 0.0105, cord, 0.004, 14)
        end.name = "cord"
    bpy.ops.mesh.primitive_uv_sphere_add(radius=0.024, location=(knot @ matrix.T + at))
    bpy.context.object.data.materials.append(cord)
    bpy.context.object.scale = (1.1, 0.8, 1.0)


def _pigment() -> None:
    """A lump of red pigment with crumbs and powder."""
    g = Graph("pigment")
    grain = g.noise(90, 4, 0.75)
    tone = g.mix(g.step(g.noise(5, 4), 0.35, 0.65), (0.23, 0.026, 0.014), (0.13, 0.015, 0.010))
    g.set(
        base_color=g.mix(1.0, tone, g.ramp(grain, (0.3, grey(0.6)), (0.7, grey(1.3))), "MULTIPLY"),
        roughness=0.95,
        specular_ior_level=0.15,
        normal=g.bump((grain, 0.7, 0.006), (g.noise(14, 4, 0.7), 0.6, 0.02)),
    )
    kinds = meshes.rocks(4, g.material, seed=7, detail=5)
    meshes.place(kinds[0], (-0.03, -0.62, 0.062), (0.2, 0.1, 0.7), (0.115, 0.095, 0.105))
    meshes.place(kinds[1], (-0.20, -0.60, 0.028), (0.4, 0.3, 1.7), (0.055, 0.045, 0.045))
    rng = np.random.default_rng(4)
    for k in range(260):
        spread = rng.normal(0, 1, 2) * (0.075, 0.045)
        size = 0.0035 + 0.012 * rng.random() ** 5
        at = (-0.08 + spread[0] * 1.3, -0.66 + spread[1], size * 0.4)
        meshes.place(kinds[k % 4], at, tuple(rng.uniform(0, 6, 3)), size)
