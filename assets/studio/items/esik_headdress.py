"""ESIK-02: tall pointed headdress, about 65 cm, as reconstructed.

Told are the height, the gold foil plaques (horses, snow leopards, argali, mountain goats,
birds), the winged horses at the front, four gold-covered "arrows" nearly as tall as the
headdress between gold feathers over them, and the flap over ears and neck. The pointed form
is an assumption; the places of the small plaques and the colour are guesses. 1 unit is 50 cm.
"""

from __future__ import annotations

import bpy
import numpy as np

from .. import materials, meshes, scene, small_beasts, smithing
from ..curves import spline
from ..esik_plaques import feather
from ..relief import Relief
from ..scene import Shot
from . import esik_winged_horses

VIEW = {"standing": True, "key": 60, "top": 30, "strip": 28, "low": 46, "world": 1.6}
# The lens is measured on the longer side: in an upright picture the camera has to stand farther off.
SHOTS = {
    "main": Shot(
        "content/esik/media/headdress.jpg", (1800, 2400), tilt=80, yaw=-18, fill=0.90, zoom=0.75, **VIEW
    ),
    "detail": Shot(
        "content/esik/media/headdress-detail.jpg",
        (2400, 1800),
        tilt=80,
        yaw=-10,
        zoom=3.0,
        shift=(0.0, -0.22),
        **VIEW,
    ),
}

BROW = 0.30  # height of the front edge; the flap reaches down to the ground
FORM = spline(
    [(0.290, 0.0), (0.250, 0.12), (0.228, 0.26), (0.226, 0.38), (0.212, 0.52), (0.172, 0.74), (0.124, 1.00),
     (0.078, 1.24), (0.036, 1.46), (0.006, 1.58)],
    steps=30,
)  # fmt: skip
WALL = 0.014
SMALL = (  # kind, angle from the front (degrees), height, size
    ("bird", 0, 1.18, 0.105), ("bird", 58, 1.10, 0.110), ("bird", -58, 1.10, 0.110),
    ("leopard", 62, 0.94, 0.125), ("leopard", -62, 0.94, 0.125), ("ibex", 32, 1.30, 0.085),
    ("ibex", -42, 1.30, 0.085),
    ("argali", 0, 0.99, 0.10), ("argali", -86, 1.02, 0.10), ("argali", 86, 1.02, 0.10),
    ("ibex", 66, 0.76, 0.125), ("ibex", -66, 0.76, 0.125), ("leopard", 30, 0.86, 0.11),
    ("leopard", -30, 0.86, 0.11),
    ("argali", 82, 0.56, 0.13), ("argali", -82, 0.56, 0.13), ("horse", 98, 0.80, 0.11),
    ("horse", -98, 0.80, 0.11),
    ("leopard", 74, 0.36, 0.15), ("leopard", -74, 0.36, 0.15), ("ibex", 66, 0.17, 0.13),
    ("ibex", -66, 0.17, 0.13),
    ("argali", 106, 0.24, 0.13), ("argali", -106, 0.24, 0.13), ("horse", 128, 0.48, 0.13),
    ("horse", -128, 0.48, 0.13),
)  # fmt: skip


def draw(density: float) -> Relief:
    """Draw the pair of winged horses (for a preview)."""
    return esik_winged_horses.draw(density)


def build(draft: bool = False) -> None:
    gold = materials.gold(2.0)
    _cap(materials.felt((0.085, 0.013, 0.010), 1.6))
    _worn(esik_winged_horses.draw(0.6 if draft else 1.0), gold, 0, 0.475, 0.46, 0.75, 0.020)
    small = {kind: small_beasts.ALL[kind](0.35 if draft else 0.6) for kind, *_ in SMALL}
    for kind, angle, height, size in SMALL:
        _worn(small[kind], gold, angle, height, size, 0.45, 0.002, mirrored=angle < 0)
    _band(gold)
    for side in (1, -1):
        for angle, lean in ((12, 2.0), (32, 6.0)):
            _arrow(gold, side * angle, side * lean)
        for angle, lean, length in ((22, 5, 0.50), (42, 11, 0.46), (56, 17, 0.38)):
            _feather(gold, side * angle, side * lean, length)
    _feather(gold, 0, 0, 0.47)
    _sweep()


def _sweep() -> None:
    """Ground that rises behind the piece, so that a low camera sees no horizon."""
    turn = np.linspace(0, np.pi / 2, 40)
    y = np.concatenate([[-12.0], 1.6 + 2.4 * np.sin(turn), [4.0]])
    z = np.concatenate([[0.0], 2.4 - 2.4 * np.cos(turn), [16.0]])
    points = np.array([(x, b, c) for x in (-14.0, 14.0) for b, c in zip(y, z, strict=True)])
    first = np.arange(len(y) - 1)
    faces = np.stack([first, first + len(y), first + len(y) + 1, first + 1], 1)
    meshes.mesh_object(scene.GROUND, points, faces, materials.felt(materials.FELT_DIM))


def _radius(height: np.ndarray | float) -> np.ndarray:
    return np.interp(height, FORM[:, 1], FORM[:, 0])


def _place(angle: np.ndarray, height: np.ndarray, out: np.ndarray) -> np.ndarray:
    """Return points on the headdress; angle 0 is the front, radians."""
    r = _radius(height) + out
    back = 0.03 * np.clip(height - 0.6, 0, None) ** 2  # the point leans back a little
    return np.stack([r * np.sin(angle), -r * np.cos(angle) * 1.08 + back, height], -1)


def _hem(angle: np.ndarray) -> np.ndarray:
    """Height of the lower edge: over the brow in front, on the ground at the sides and behind."""
    away = np.abs(np.angle(np.exp(1j * angle)))
    return BROW * (
        1 - np.clip((away - 0.80) / 0.42, 0, 1) ** 2 * (3 - 2 * np.clip((away - 0.80) / 0.42, 0, 1))
    )


def _cap(cloth: bpy.types.Material) -> None:
    angle = np.linspace(0, 2 * np.pi, 360, endpoint=False)
    t = np.linspace(0, 1, 220)
    hem = _hem(angle)[:, None]
    height = hem + (FORM[-1, 1] - hem) * t[None]
    wave = 0.008 * np.sin(5 * angle)[:, None] * (1 - t[None]) ** 4
    outer = _place(np.repeat(angle[:, None], 220, 1), height, np.zeros_like(height) + wave)
    inner = _place(np.repeat(angle[:, None], 220, 1), height, wave - np.minimum(WALL, _radius(height) * 0.9))
    lip = (outer[:, :1] + inner[:, :1]) / 2 - np.array([0, 0, WALL * 0.45])
    rings = np.concatenate([outer, inner[:, ::-1], lip], 1)
    shape = rings.shape
    points = meshes.disturbed(rings.reshape(-1, 3), 0.016, 3.0, 2.0)
    points = meshes.disturbed(points, 0.004, 11.0, 5.0)
    points[:, 2] = np.maximum(points[:, 2], 0.002)
    smithing.loft(points.reshape(shape), cloth, "cap", closed=True)
    thread = materials.leather((0.16, 0.10, 0.05), (0.08, 0.05, 0.02), 2)
    seam_angle = np.linspace(-2.6, 2.6, 800)  # the hem is turned up and sewn
    seam = _place(seam_angle, _hem(seam_angle) + 0.022, np.full(800, 0.006))
    smithing.stitches(seam, 0.022, 0.014, 0.0022, thread)


def _worn(
    relief: Relief,
    gold: bpy.types.Material,
    angle: float,
    height: float,
    size: float,
    depth: float,
    lift: float,
    mirrored: bool = False,
) -> None:
    """Bend a relief round the headdress."""
    thing = meshes.relief_object(relief, gold)
    points = smithing.vertices(thing)
    scale = size / max(np.ptp(points[points[:, 2] >= 0][:, k]) for k in (0, 1))
    x, y, z = (points * scale).T
    if mirrored:
        x = -x
        thing.data.flip_normals()
    r = float(_radius(height))
    out = np.maximum(z, -0.006) * depth + lift + 0.004
    bent = _place(np.radians(angle) + x / (r + lift), height + y, out)
    smithing.reshape(thing, bent)


def _band(gold: bpy.types.Material) -> None:
    """A strip of gold foil over the brow, a little crumpled."""
    angle = np.linspace(-0.95, 0.95, 300)
    a = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    middle = np.maximum(_hem(angle), BROW * 0.6) + 0.040
    up = 0.015 * np.sign(np.sin(a)) * np.abs(np.sin(a)) ** 0.3
    out = 0.0035 * np.cos(a) + 0.009
    rings = _place(np.repeat(angle[:, None], 24, 1), middle[:, None] + up, np.repeat(out[None], 300, 0))
    shape = rings.shape
    points = meshes.disturbed(rings.reshape(-1, 3), 0.004, 16.0, 3.0)
    smithing.loft(points.reshape(shape), gold, "band")


def _root(angle: float, height: float, out: float) -> np.ndarray:
    return _place(np.radians(np.array([angle])), np.array([height]), np.array([out]))[0]


def _arrow(gold: bpy.types.Material, angle: float, lean: float) -> None:
    """A rod wound with foil that ends in an arrowhead pointing up."""
    root = _root(angle, 0.44, 0.016)
    way = np.array([np.sin(np.radians(lean)), 0.055, np.cos(np.radians(lean))])
    length = 1.00
    t = np.linspace(0, 1, 200)[:, None]
    bend = 0.007 * np.sin(np.pi * t * 1.3 + angle) * np.array([1, 0.4, 0])  # no rod is straight
    path = bend + root + way * length * t + np.array([0, -0.020, 0]) * np.sin(np.pi * t)

    def winding(a: np.ndarray, t: float) -> np.ndarray:
        return 1 + 0.025 * np.clip(np.sin(a - 150 * t) * 6, -1, 1)

    radius = np.linspace(0.0105, 0.0085, 200)
    meshes.tube(path, radius, gold, 24, winding, name="arrow")
    tip = path[-1]
    outline = ((0.0, 0.008, 0.008), (0.012, 0.0125, 0.010), (0.020, 0.009, 0.008), (0.030, 0.030, 0.007),
               (0.055, 0.026, 0.007), (0.090, 0.012, 0.005), (0.125, 0.001, 0.001))  # fmt: skip
    a = np.linspace(0, 2 * np.pi, 32, endpoint=False)
    side = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle)), 0.0])
    front = np.cross(side, way)
    rings = [
        tip + way * (h - 0.006) + side * w * np.cos(a)[:, None] + front * d * np.sin(a)[:, None]
        for h, w, d in outline
    ]
    smithing.loft(np.array(rings), gold, "arrowhead")


def _feather(gold: bpy.types.Material, angle: float, lean: float, length: float) -> None:
    """A feather of gold foil: a rib, slanting barbs, a bent tip."""
    thing = meshes.relief_object(feather(0.55), gold)
    points = smithing.vertices(thing)
    scale = length / np.ptp(points[points[:, 2] >= 0][:, 1])
    x, y, z = (points * scale).T
    t = (y - y.min()) / np.ptp(y)
    curve = 0.10 * length * t**2.5  # the tip bends forward
    side = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle)), 0.0])
    way = np.array([np.sin(np.radians(lean)), 0.03, np.cos(np.radians(lean))])
    front = np.cross(side, way)
    front /= np.linalg.norm(front)
    root = _root(angle, 0.53, 0.012)
    cup = -6.0 * x**2  # rolled across, as foil keeps its form
    out = np.maximum(z, -0.002) * 0.8 + cup + curve
    bent = root + side * x[:, None] + way * (t * length)[:, None] + front * out[:, None]
    smithing.reshape(thing, bent)
