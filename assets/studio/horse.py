"""A small figure of a steppe horse, standing: body, coat, mane and tail."""

from __future__ import annotations

import bpy
import numpy as np

from . import carving, fibres, horse_head, materials, meshes
from .clay import Clay
from .curves import spline
from .horse_head import SIDES, Pose
from .nodes import Graph, grey

POSE = Pose((0.476, 0.0, 1.032), 50, 0.362)  # of the head


def coat() -> bpy.types.Material:
    """Short bay coat; the `foil` channel tells where it is black (legs, muzzle)."""
    g = Graph("coat")
    lie = g.noise(5, 4, 0.6)  # patches in which the hair lies differently
    brown = g.mix(g.step(lie, 0.32, 0.68), (0.088, 0.029, 0.010), (0.150, 0.054, 0.019))
    brown = g.mix(g.step(g.attribute("shade"), 0.0, 1.0), brown, (0.060, 0.019, 0.008))
    base = g.mix(g.attribute("foil"), brown, (0.0075, 0.0052, 0.0042))
    base = g.mix(g.step(g.attribute("cavity"), 0.2, 0.9), base, (0.012, 0.006, 0.004))
    hair = g.mix(0.5, g.noise(330, 3, 0.7, (0.22, 1, 0.5)), g.noise(150, 4, 0.7, (0.30, 1, 0.6)))
    g.set(
        base_color=g.mix(1.0, base, g.ramp(hair, (0.38, grey(0.55)), (0.62, grey(1.40))), "MULTIPLY"),
        roughness=g.ramp(lie, (0.3, grey(0.38)), (0.7, grey(0.52))),
        specular_ior_level=0.30,
        normal=g.bump((hair, 0.55, 0.004), (lie, 0.20, 0.02)),
    )
    return g.material


def skin(clay: Clay) -> bpy.types.Object:
    """Return the finished figure of `body`, black at the legs and the muzzle."""
    thing = clay.skin(coat(), "horse")
    carving.turn_out(thing)
    carving.hollows(thing, 0.012)
    p = carving.points(thing)
    ragged = meshes.disturbed(p * (1, 1, 0), 0.04, 14.0)[:, 2]
    legs = np.clip((0.315 - p[:, 2] + ragged) / 0.09, 0, 1) ** 0.7
    muzzle = np.clip((POSE.of(p)[:, 0] - 0.80) / 0.12, 0, 1) * (p[:, 0] > 0.5)
    carving.attribute(thing, "foil", np.maximum(legs, muzzle))
    back = np.clip((p[:, 2] - 0.70) / 0.10, 0, 1) * np.clip((0.30 - p[:, 0]) / 0.1, 0, 1)
    carving.attribute(thing, "shade", 0.55 * back)
    return thing


def body(cell: float) -> Clay:
    """Model the horse; it looks along x, its withers are about 0.77 high."""
    # Uneven numbers: where parts touch a plane of the grid, slivers of skin catch the light.
    clay = Clay((-0.5617, -0.2411, -0.0107), (0.80, 0.24, 1.14), cell)
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
            [(0.250, y * 0.022, 0.640), (0.360, y * 0.018, 0.770), (0.446, y * 0.010, 0.945)],
            [0.112, 0.074, 0.047],
            0.03,
        )
    clay.limb(
        [(0.190, 0, 0.740), (0.290, 0, 0.850), (0.390, 0, 0.970), (0.470, 0, 1.030)],
        [0.040, 0.038, 0.034, 0.030],
        0.04,
    )
    clay.limb([(0.350, 0, 0.660), (0.418, 0, 0.800), (0.452, 0, 0.890)], [0.056, 0.040, 0.034], 0.03)
    horse_head.model(clay, POSE)
    horse_head.ears(clay, POSE)
    for y in SIDES:
        _muscles(clay, y)
        _legs(clay, y)
    return clay


def _muscles(clay: Clay, y: int) -> None:
    clay.ball((0.225, y * 0.112, 0.585), (0.052, 0.026, 0.125), 0.04, (0, 24, 0))  # shoulder blade
    clay.ball((0.205, y * 0.122, 0.500), (0.070, 0.026, 0.055), 0.03, (0, -30, 0))  # upper arm
    clay.ball((0.375, y * 0.046, 0.560), (0.050, 0.050, 0.090), 0.05)  # breast
    clay.limb([(0.312, y * 0.150, 0.680), (0.338, y * 0.160, 0.560)], [0.016, 0.020], 0.07, carve=True)
    clay.limb([(0.375, y * 0.110, 0.720), (0.445, y * 0.088, 0.870)], [0.014, 0.014], 0.06, carve=True)
    clay.ball((-0.250, y * 0.118, 0.520), (0.060, 0.030, 0.090), 0.04)  # stifle
    clay.ball((-0.365, y * 0.085, 0.600), (0.080, 0.060, 0.120), 0.05, (0, 20, 0))  # thigh
    clay.ball((-0.190, y * 0.195, 0.610), (0.050, 0.040, 0.080), 0.06, (0, -18, 0), carve=True)  # flank


def _legs(clay: Clay, y: int) -> None:
    ahead, back = (0.030, -0.040) if y < 0 else (-0.020, 0.020)
    x = 0.268 + ahead
    fore = [(0.285, y * 0.085, 0.560), (0.250, y * 0.098, 0.450), (x - 0.006, y * 0.092, 0.345)]
    fore += [(x, y * 0.090, 0.290), (x + 0.002, y * 0.090, 0.245), (x + 0.003, y * 0.090, 0.150)]
    fore += [(x + 0.002, y * 0.090, 0.104), (x + 0.026, y * 0.090, 0.058)]
    clay.limb(fore, [0.088, 0.064, 0.042, 0.032, 0.027, 0.0215, 0.028, 0.0255], 0.018)
    clay.ball((x + 0.006, y * 0.090, 0.278), (0.036, 0.033, 0.042), 0.012)  # knee
    clay.limb([(x - 0.019, y * 0.090, 0.255), (x - 0.018, y * 0.090, 0.112)], [0.012, 0.014], 0.008)  # sinew
    clay.ball((x - 0.014, y * 0.090, 0.103), (0.022, 0.022, 0.024), 0.010)  # fetlock
    _hoof(clay, (x + 0.036, y * 0.090))
    h = -0.405 + back
    hind = [(-0.330, y * 0.080, 0.600), (-0.270, y * 0.104, 0.450), (h + 0.060, y * 0.094, 0.350)]
    hind += [(h + 0.004, y * 0.090, 0.290), (h + 0.006, y * 0.090, 0.250), (h + 0.016, y * 0.090, 0.150)]
    hind += [(h + 0.018, y * 0.090, 0.104), (h + 0.042, y * 0.090, 0.058)]
    clay.limb(hind, [0.120, 0.086, 0.048, 0.034, 0.030, 0.0235, 0.029, 0.0265], 0.018)
    clay.limb([(h + 0.030, y * 0.091, 0.380), (h - 0.022, y * 0.090, 0.312)], [0.020, 0.019], 0.016)  # heel
    clay.limb([(h - 0.018, y * 0.090, 0.285), (h - 0.004, y * 0.090, 0.112)], [0.015, 0.015], 0.010)
    clay.ball((h + 0.000, y * 0.090, 0.103), (0.022, 0.022, 0.024), 0.010)
    _hoof(clay, (h + 0.052, y * 0.090))


def _hoof(clay: Clay, at: tuple[float, float]) -> None:
    """The pastern's end; the horny hoof is a thing of its own."""
    x, y = at
    clay.limb([(x - 0.016, y, 0.058), (x - 0.012, y, 0.038)], [0.029, 0.0335], 0.006)
    clay.box((x, y, -0.02), (0.09, 0.06, 0.040), 0.002, carve=True)


HOOVES = tuple(
    (x, y * 0.090) for y in SIDES for x in ((0.304 + 0.030, -0.353 - 0.040) if y < 0 else (0.284, -0.333))
)


def hooves() -> None:
    """Put four hooves of dark horn on the ground."""
    horn = materials.leather((0.012, 0.009, 0.007), (0.006, 0.0045, 0.0035), 4)
    outline = [
        (0.0001, 0.0),
        (0.041, 0.0),
        (0.0425, 0.004),
        (0.0345, 0.044),
        (0.0335, 0.048),
        (0.0001, 0.052),
    ]
    for x, y in HOOVES:
        hoof = meshes.turned([(r, z) for r, z in outline], horn, 48)
        p = carving.points(hoof)
        rise = p[:, 2] / 0.05
        carving.reshape(hoof, p * (1.10, 0.98, 1) + np.c_[0.004 - 0.015 * rise, 0 * rise, 0 * rise])
        hoof.location = (x, y, 0.0)


def mane_and_tail(body: Clay, count: int) -> None:
    """Put a cropped mane on the crest and a tied tail, of `count` strands each."""
    rng = np.random.default_rng(3)
    black = fibres.hair((0.010, 0.006, 0.004), (0.060, 0.034, 0.018))
    crest = spline([(0.215, 0.800), (0.290, 0.885), (0.370, 0.975), (0.440, 1.045), (0.480, 1.062)], steps=40)
    i = rng.integers(0, len(crest), count)
    root = np.c_[crest[i, 0], rng.normal(0, 0.007, count), crest[i, 1]]
    root = carving.cling(body, root, -0.006)
    t = np.linspace(0, 1, 8)[None, :, None]
    way = np.c_[np.full(count, -0.55), rng.normal(0, 0.09, count), np.full(count, 0.80)] + rng.normal(
        0, 0.06, (count, 3)
    )
    length = 0.062 + rng.normal(0, 0.004, (count, 1, 1))
    fibres.strands(root[:, None] + way[:, None] * length * t, np.linspace(0.0014, 0.0007, 8)[None], black)
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
    fibres.strands(np.stack([x, y, z], -1), np.linspace(0.0016, 0.0008, 44)[None], black, seed=4)
    thong = materials.leather((0.20, 0.03, 0.018), (0.09, 0.014, 0.010), 5)
    at = np.array([middle[22, 0], 0, middle[22, 1]])
    b = np.linspace(0, 2 * np.pi, 30, endpoint=False)
    for k in range(4):
        loop = at + np.c_[0.0185 * np.cos(b), 0.0185 * np.sin(b), np.full(30, 0.010 * (k - 1.5))]
        meshes.tube(loop, 0.0055, thong, sides=10, closed=True)
