"""A small figure of a steppe horse, standing: body, coat, mane and tail."""

from __future__ import annotations

import bpy
import numpy as np

from . import carving, fibres, materials, meshes
from .clay import Clay
from .curves import spline
from .nodes import Graph, grey

SIDES = (-1, 1)
HEAD = [
    (0.495, 0.0, 0.985),
    (0.545, 0.0, 0.955),
    (0.605, 0.0, 0.895),
    (0.660, 0.0, 0.825),
    (0.690, 0.0, 0.780),
]
HEAD_RADII = [0.066, 0.068, 0.056, 0.046, 0.042]


def coat() -> bpy.types.Material:
    """Short bay coat; the `foil` channel tells where it is black (legs, muzzle)."""
    g = Graph("coat")
    sheen = g.step(g.noise(5, 4, 0.6), 0.35, 0.65)
    brown = g.mix(sheen, (0.056, 0.018, 0.007), (0.105, 0.036, 0.013))
    base = g.mix(g.attribute("foil"), brown, (0.006, 0.004, 0.003))
    base = g.mix(g.step(g.attribute("cavity"), 0.2, 0.9), base, (0.010, 0.005, 0.003))
    hair = g.noise(240, 4, 0.7, (0.35, 1, 0.6))
    g.set(
        base_color=g.mix(1.0, base, g.ramp(hair, (0.35, grey(0.7)), (0.65, grey(1.25))), "MULTIPLY"),
        roughness=0.46,
        specular_ior_level=0.35,
        sheen_weight=0.04,
        normal=g.bump((hair, 0.35, 0.003)),
    )
    return g.material


def skin(clay: Clay) -> bpy.types.Object:
    """Return the finished figure of `body`, black at the legs and the muzzle."""
    thing = clay.skin(coat(), "horse")
    carving.turn_out(thing)
    carving.hollows(thing, 0.012)
    p = carving.points(thing)
    legs = np.clip((0.36 - p[:, 2]) / 0.14, 0, 1)
    muzzle = np.clip((p[:, 0] - 0.655) / 0.03, 0, 1) * (p[:, 2] > 0.6)
    carving.attribute(thing, "foil", np.maximum(legs, muzzle))
    return thing


def body(cell: float) -> Clay:
    """Model the horse; it looks along x, its withers are about 0.77 high."""
    clay = Clay((-0.56, -0.24, -0.01), (0.80, 0.24, 1.14), cell)
    clay.limb(
        [(-0.30, 0, 0.605), (-0.10, 0, 0.572), (0.12, 0, 0.570), (0.26, 0, 0.600)],
        [0.150, 0.158, 0.156, 0.140],
        0.04,
    )
    clay.ball((-0.315, 0, 0.640), (0.155, 0.132, 0.128), 0.04)
    clay.ball((0.170, 0, 0.700), (0.120, 0.052, 0.062), 0.04)
    clay.ball((0.300, 0, 0.580), (0.125, 0.118, 0.150), 0.04)
    # Neck, flattened: two limbs beside each other and a crest.
    for y in SIDES:
        clay.limb(
            [(0.250, y * 0.022, 0.640), (0.360, y * 0.018, 0.770), (0.470, y * 0.012, 0.935)],
            [0.118, 0.086, 0.062],
            0.03,
        )
    clay.limb(
        [(0.190, 0, 0.740), (0.290, 0, 0.850), (0.390, 0, 0.970), (0.470, 0, 1.030)],
        [0.040, 0.038, 0.034, 0.030],
        0.04,
    )
    clay.limb([(0.360, 0, 0.660), (0.440, 0, 0.810), (0.500, 0, 0.910)], [0.060, 0.045, 0.040], 0.03)
    head(clay, 0.0)
    for y in SIDES:
        ahead = 0.030 if y < 0 else -0.020
        fore = [
            (0.285, y * 0.085, 0.560),
            (0.250, y * 0.098, 0.450),
            (0.268 + ahead, y * 0.092, 0.345),
            (0.268 + ahead, y * 0.090, 0.285),
        ]
        fore += [
            (0.270 + ahead, y * 0.090, 0.255),
            (0.272 + ahead, y * 0.090, 0.150),
            (0.272 + ahead, y * 0.090, 0.098),
            (0.296 + ahead, y * 0.090, 0.055),
        ]
        clay.limb(fore, [0.088, 0.066, 0.044, 0.036, 0.031, 0.0235, 0.030, 0.026], 0.018)
        _hoof(clay, (0.306 + ahead, y * 0.090))
        back = -0.040 if y < 0 else 0.020
        hind = [
            (-0.330, y * 0.080, 0.600),
            (-0.270, y * 0.104, 0.450),
            (-0.350 + back, y * 0.094, 0.350),
            (-0.405 + back, y * 0.090, 0.290),
        ]
        hind += [
            (-0.400 + back, y * 0.090, 0.255),
            (-0.388 + back, y * 0.090, 0.150),
            (-0.384 + back, y * 0.090, 0.098),
            (-0.360 + back, y * 0.090, 0.055),
        ]
        clay.limb(hind, [0.120, 0.086, 0.052, 0.037, 0.033, 0.0255, 0.031, 0.027], 0.018)
        _hoof(clay, (-0.350 + back, y * 0.090))
        clay.ball((-0.250, y * 0.118, 0.520), (0.060, 0.030, 0.090), 0.04)  # stifle
        clay.ball((0.235, y * 0.112, 0.560), (0.060, 0.026, 0.110), 0.04, (0, 20, 0))  # shoulder
    return clay


def _hoof(clay: Clay, at: tuple[float, float]) -> None:
    x, y = at
    clay.limb([(x - 0.006, y, 0.046), (x + 0.006, y, 0.020)], [0.031, 0.041], 0.006)
    clay.box((x, y, -0.02), (0.09, 0.06, 0.022), 0.002, carve=True)


def head(clay: Clay, grown: float) -> None:
    """Model the head; `grown` makes it thicker all round, for what it wears."""
    clay.limb(HEAD, [r * 0.86 + grown for r in HEAD_RADII], 0.02)
    clay.ball((0.540, 0, 0.915), (0.078 + grown, 0.052 + grown, 0.082 + grown), 0.02, (0, 40, 0))  # jaw
    clay.ball((0.688, 0, 0.776), (0.046 + grown, 0.040 + grown, 0.044 + grown), 0.015)
    if grown:
        return
    for y in SIDES:
        clay.limb([(0.700, y * 0.030, 0.800), (0.712, y * 0.036, 0.786)], 0.010, 0.006, carve=True)  # nostril
        clay.limb(
            [(0.730, y * 0.02, 0.758), (0.690, y * 0.044, 0.752), (0.664, y * 0.044, 0.764)],
            0.0045,
            0.004,
            carve=True,
        )
        clay.ball((0.566, y * 0.052, 0.950), (0.020, 0.013, 0.017), 0.004)  # eye
        clay.limb(
            [(0.470, y * 0.036, 1.030), (0.466, y * 0.046, 1.075), (0.478, y * 0.050, 1.115)],
            [0.020, 0.023, 0.003],
            0.010,
        )


def mane_and_tail(body: Clay, count: int) -> None:
    """Put a cropped mane on the crest and a tied tail, of `count` strands each."""
    rng = np.random.default_rng(3)
    black = fibres.hair((0.006, 0.004, 0.003), (0.030, 0.018, 0.011))
    crest = spline([(0.215, 0.800), (0.290, 0.885), (0.370, 0.975), (0.440, 1.045), (0.480, 1.062)], steps=40)
    i = rng.integers(0, len(crest), count)
    root = np.c_[crest[i, 0], rng.normal(0, 0.007, count), crest[i, 1]]
    root = carving.cling(body, root, -0.006)
    t = np.linspace(0, 1, 8)[None, :, None]
    way = np.c_[np.full(count, -0.55), rng.normal(0, 0.09, count), np.full(count, 0.80)] + rng.normal(
        0, 0.06, (count, 3)
    )
    length = 0.062 + rng.normal(0, 0.004, (count, 1, 1))
    fibres.strands(root[:, None] + way[:, None] * length * t, np.linspace(0.0019, 0.0012, 8)[None], black)
    # Tail: falls from the dock, tied half way.
    s = np.linspace(0, 1, 44)
    middle = np.c_[
        spline(
            [(-0.455, 0.690), (-0.515, 0.660), (-0.545, 0.560), (-0.545, 0.400), (-0.540, 0.190)], steps=11
        )
    ]
    middle = np.stack([np.interp(s, np.linspace(0, 1, len(middle)), middle[:, k]) for k in (0, 1)], -1)
    wide = (
        0.016
        + 0.020 * np.sin(np.pi * np.clip(s / 0.5, 0, 1)) * (s < 0.5)
        + 0.040 * np.clip((s - 0.5) / 0.3, 0, 1) * (1 - 0.5 * s)
    )
    a, r = rng.uniform(0, 2 * np.pi, count), np.sqrt(rng.random(count))
    bend = rng.normal(0, 0.006, (count, 1)) * s
    x = middle[:, 0] + (r * np.cos(a))[:, None] * wide + bend
    y = (r * np.sin(a))[:, None] * wide + rng.normal(0, 0.006, (count, 1)) * s
    z = middle[:, 1] + rng.normal(0, 0.012, (count, 1)) * s
    fibres.strands(np.stack([x, y, z], -1), np.linspace(0.0022, 0.0012, 44)[None], black, seed=4)
    thong = materials.leather((0.20, 0.03, 0.018), (0.09, 0.014, 0.010), 5)
    at = np.array([middle[22, 0], 0, middle[22, 1]])
    b = np.linspace(0, 2 * np.pi, 30, endpoint=False)
    for k in range(4):
        loop = at + np.c_[0.0185 * np.cos(b), 0.0185 * np.sin(b), np.full(30, 0.010 * (k - 1.5))]
        meshes.tube(loop, 0.0055, thong, sides=10, closed=True)
