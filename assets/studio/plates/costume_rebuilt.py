"""Plate: how the costume was rebuilt: gold in the earth, the same gold on a plan, the costume.

Known and free: see `films/costume/cut.py`. The grave of the first field and the sheet of the second show how
such work is done, not the excavators' own drawings. The figure has no face; the headdress is drawn in a
broken line, because its shape is an assumption.
"""

from __future__ import annotations

import numpy as np
import skia
from films.core import BONE, CINNABAR, FROST, GOLD, GROUND, colour, fill, line, mix, rgb
from films.costume import cut as costume
from films.costume.cut import Piece
from films.costume.gold import ARROW, placed, plaque, ribbed
from films.ice.tomb import LongLog
from films.pen import Layer, polygon, polyline, pts, wavy
from PIL import Image

from studio.plates.board import Board, chevron, dashed, rounded
from studio.plates.hand import glow, hatched, moved, stippled

OUTPUT = "content/esik/media/how-the-costume-was-rebuilt.jpg"

SCALE = 612.0  # pixels a metre
TOP = 158.0
FIELDS = ((112.0, 772.0), (868.0, 1528.0), (1624.0, 2288.0))  # left and right edge of the three fields
LEATHER = mix(GROUND, rgb("#7c2f22"), 0.75)
SKIN = mix(GROUND, rgb("#bf9470"), 0.72)
DRESS = (
    costume.LEG, costume.LEG * [-1, 1], costume.BOOT, costume.BOOT * [-1, 1], costume.CAFTAN,
)  # fmt: skip


def _enter(canvas: skia.Canvas, field: tuple[float, float]) -> skia.Path:
    """Clip to a field and go over to the figure's metres; returns the field's outline in pixels."""
    path = rounded(field[0], 104, field[1], 1696, 26)
    canvas.save()
    canvas.clipPath(path, True)
    canvas.translate((field[0] + field[1]) / 2, TOP)
    canvas.scale(SCALE, SCALE)
    return path


def fallen(piece: Piece, rng: np.random.Generator) -> Piece:
    """Where a piece lay when the cloth under it had gone."""
    reach = {"headdress": 0.035, "flap": 0.04, "caftan": 0.02, "edge": 0.02, "belt": 0.013}.get(
        piece.zone, 0.022
    )
    x, y = piece.x + rng.normal(0, reach), piece.y + rng.normal(0, reach)
    if piece.zone == "headdress":  # it had sunk together
        x, y = x * 1.5, costume.CROWN - (costume.CROWN - y) * 0.8
    turn = rng.normal(0, 0.9) if rng.uniform() < 0.75 else rng.uniform(0, 6.28)
    return Piece(piece.shape, x * 1.06, y, piece.size, piece.turn + turn, piece.zone)


def found(canvas: skia.Canvas, pieces: list[Piece], seed: int) -> None:
    """First field: earth and boards, gold lying in it, the excavator's strings."""
    rng = np.random.default_rng(seed)
    path = _enter(canvas, FIELDS[0])
    canvas.drawColor(colour(mix(GROUND, rgb("#8a5a34"), 0.13)))
    area = rounded(-0.6, -0.12, 0.6, 2.55, 0.02)
    for x in np.arange(-0.6, 0.61, 0.174):  # the floor's timbers under the earth
        seam = wavy(pts((x, -0.1), (x, 2.55)), 0.006, rng, 0.06)
        canvas.drawPath(polyline(seam), line((0, 0, 0), 0.009, 0.55))
        canvas.drawPath(polyline(moved(seam, 0.008, 0)), line(BONE, 0.0025, 0.25))
    hatched(canvas, area, np.pi / 2, 0.023, 0.0035, fill(BONE, 0.2), rng, (0.04, 0.3), (0.03, 0.3))
    stippled(canvas, area, 1500, (0.0022, 0.006), fill(BONE, 0.4), rng)
    for _ in range(26):  # lumps of earth
        cx, cy, r = rng.uniform(-0.55, 0.55), rng.uniform(-0.05, 2.5), rng.uniform(0.05, 0.15)
        glow(canvas, cx, cy, r, mix(GROUND, rgb("#6a4426"), 0.6), 0.5)
    for side in (-1, 1):
        canvas.save()
        canvas.translate(side * 0.485, 1.2)
        canvas.rotate(90)
        canvas.scale(0.36, 0.36)
        log = LongLog(-4.5, 4.5, 0.0, rng)
        canvas.drawPath(log.body, fill(mix(GROUND, rgb("#b08a5a"), 0.24)))
        log.marks.draw(canvas, fill(BONE, 0.6))
        canvas.restore()
    glow(canvas, 0, 1.3, 1.0, GOLD, 0.14)
    blade = moved(costume.SWORD, 0.05, 0.03)
    canvas.drawPath(polygon(blade), fill(mix(GROUND, rgb("#a5633a"), 0.5)))
    canvas.drawPath(polygon(blade), line(mix(BONE, rgb("#a5633a"), 0.4), 0.005, 0.9))
    for piece in (fallen(p, rng) for p in pieces):
        if abs(piece.x) > 0.4 or rng.uniform() < 0.07:
            continue
        dim = 0.45 * rng.uniform() ** 2
        if piece.shape is ARROW:
            ribbed(canvas, piece.x, piece.y, piece.size, piece.turn, dim)
        else:
            plaque(canvas, placed(piece.shape, piece.x, piece.y, piece.size, piece.turn), dim=dim)
    torque = moved(costume.TORQUE, 0.012, 0.01)
    canvas.drawPath(polyline(torque), line(mix(GOLD, GROUND, 0.6), 0.024))
    canvas.drawPath(polyline(torque), line(mix(GOLD, (1, 1, 0.8), 0.25), 0.016))
    for x, y, r in (
        (-0.27, 0.35, 0.05),
        (0.3, 1.9, 0.06),
        (0.27, 0.5, 0.035),
        (-0.05, 2.3, 0.05),
        (0.02, 1.95, 0.04),
    ):
        clod = np.stack(
            [
                x + r * np.cos(np.linspace(0, 6.28, 14)[:-1]),
                y + 0.7 * r * np.sin(np.linspace(0, 6.28, 14)[:-1]),
            ],
            1,
        )
        clod += rng.normal(0, r * 0.1, clod.shape)
        canvas.drawPath(polygon(clod), fill(mix(GROUND, rgb("#8a5a34"), 0.35)))
        canvas.drawPath(polygon(clod), line(BONE, 0.004, 0.6))
    _strings(canvas)
    canvas.restore()
    canvas.drawPath(path, line(BONE, 3.5, 0.7))


def _strings(canvas: skia.Canvas) -> None:
    """The net of strings over the grave; the plan has the same net."""
    for x in (-0.4, 0.0, 0.4):
        canvas.drawLine(x, -0.2, x, 2.6, line((0, 0, 0), 0.008, 0.5))
        canvas.drawLine(x, -0.2, x, 2.6, line(BONE, 0.0042, 0.8))
    for y in np.arange(0.05, 2.5, 0.4):
        canvas.drawLine(-0.6, y, 0.6, y, line((0, 0, 0), 0.008, 0.5))
        canvas.drawLine(-0.6, y, 0.6, y, line(BONE, 0.0042, 0.8))


def planned(canvas: skia.Canvas, pieces: list[Piece], seed: int) -> None:
    """Second field: the sheet with its net; each piece as an outline, and what it was sewn on, as a guess."""
    rng = np.random.default_rng(seed)
    path = _enter(canvas, FIELDS[1])
    canvas.drawColor(colour(mix(GROUND, BONE, 0.075)))
    for k, x in enumerate(np.arange(-0.6, 0.61, 0.08)):
        canvas.drawLine(x, -0.1, x, 2.6, line(BONE, 0.0016, 0.16 if k % 5 else 0.1))
    for y in np.arange(0.05 - 0.16, 2.6, 0.08):
        canvas.drawLine(-0.6, y, 0.6, y, line(BONE, 0.0016, 0.16))
    for x in (-0.4, 0.0, 0.4):
        canvas.drawLine(x, -0.1, x, 2.6, line(BONE, 0.003, 0.42))
    for y in np.arange(0.05, 2.5, 0.4):
        canvas.drawLine(-0.6, y, 0.6, y, line(BONE, 0.003, 0.42))
    guess = dashed(BONE, 0.005, 0.022, 0.75)
    for part in (*DRESS, costume.HEADDRESS):
        canvas.drawPath(polygon(part), guess)
    ink = line(mix(GOLD, BONE, 0.35), 0.0046, 1.0)
    for piece in pieces:
        if piece.zone == "caftan" and rng.uniform() < 0.05:
            continue
        p = piece if rng.uniform() < 0.72 else Piece(*_half(piece, fallen(piece, rng)))
        outline = placed(p.shape, p.x, p.y, p.size * 1.02, p.turn)
        canvas.drawPath(polygon(outline), fill(mix(GROUND, BONE, 0.075)))
        canvas.drawPath(polygon(outline), ink)
    canvas.drawPath(polyline(costume.TORQUE), line(mix(GOLD, BONE, 0.35), 0.02))
    canvas.drawPath(polyline(costume.TORQUE), line(mix(GROUND, BONE, 0.075), 0.011))
    for thing in (moved(costume.SWORD, 0.05, 0.0), costume.DAGGER):
        canvas.drawPath(polygon(thing), fill(mix(GROUND, BONE, 0.075)))
        canvas.drawPath(polygon(thing), ink)
    for k in range(6):  # the scale bar, 10 cm a band
        band = skia.Rect.MakeLTRB(-0.3 + 0.1 * k, 2.452, -0.2 + 0.1 * k, 2.472)
        canvas.drawRect(band, fill(BONE if k % 2 else mix(GROUND, BONE, 0.075), 0.9))
        canvas.drawRect(band, line(BONE, 0.003, 0.9))
    _pencil(canvas, 0.235, 1.315)
    canvas.restore()
    canvas.drawPath(path, line(BONE, 3.5, 0.7))


def _half(a: Piece, b: Piece) -> tuple[np.ndarray, float, float, float, float, str]:
    """A piece on its way from where it lay to where it belongs."""
    return a.shape, (a.x * 2 + b.x) / 3, (a.y * 2 + b.y) / 3, a.size, b.turn * 0.35, a.zone


def _pencil(canvas: skia.Canvas, x: float, y: float) -> None:
    """A pencil, its point at (x, y)."""
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(-38)
    shade = fill((0, 0, 0), 0.5)
    shade.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.01))
    canvas.drawRect(skia.Rect.MakeLTRB(0.03, 0.012, 0.5, 0.05), shade)
    canvas.drawPath(polygon(pts((0, 0), (0.07, -0.019), (0.07, 0.019))), fill(rgb("#caa878")))
    canvas.drawPath(polygon(pts((0, 0), (0.02, -0.0055), (0.02, 0.0055))), fill(GROUND))
    for y0, y1, tone in ((-0.019, -0.006, 0.15), (-0.006, 0.008, 0.0), (0.008, 0.019, 0.35)):
        canvas.drawRect(skia.Rect.MakeLTRB(0.07, y0, 0.5, y1), fill(mix(CINNABAR, (0, 0, 0), tone)))
    canvas.restore()


def rebuilt(canvas: skia.Canvas, pieces: list[Piece], seed: int) -> None:
    """Third field: the costume on a figure without a face."""
    rng = np.random.default_rng(seed)
    path = _enter(canvas, FIELDS[2])
    canvas.drawColor(colour(mix(GROUND, (0, 0, 0), 0.25)))
    glow(canvas, 0, 1.1, 1.35, mix(GROUND, GOLD, 0.4), 0.75)
    shadow = fill((0, 0, 0), 0.7)
    shadow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.018))
    canvas.drawOval(skia.Rect.MakeLTRB(-0.4, 2.375, 0.42, 2.455), shadow)
    for side in (-1, 1):
        canvas.drawPath(polygon(costume.HAND * [side, 1]), fill(SKIN))
    neck = pts((-0.06, 0.85), (0.06, 0.85), (0.075, 0.99), (-0.075, 0.99))
    canvas.drawPath(polygon(neck), fill(mix(SKIN, GROUND, 0.35)))
    for part in DRESS:
        _cloth(canvas, part, rng)
    canvas.drawPath(polygon(costume.FACE), fill(SKIN))
    canvas.drawPath(polygon(costume.HEADDRESS), fill(LEATHER, 0.38))
    hatched(
        canvas,
        polygon(costume.HEADDRESS),
        1.2,
        0.013,
        0.0024,
        fill((0, 0, 0), 0.35),
        rng,
        (0.04, 0.2),
        (0.0, 0.03),
    )
    canvas.drawPath(polygon(costume.HEADDRESS), dashed(BONE, 0.0075, 0.026, 0.95))
    canvas.drawPath(polygon(costume.SWORD), fill(mix(GROUND, FROST, 0.55)))
    canvas.drawPath(polygon(costume.SWORD), line(BONE, 0.005, 0.9))
    for piece in pieces:
        if piece.shape is ARROW:
            ribbed(canvas, piece.x, piece.y, piece.size * 1.08, piece.turn)
        else:
            plaque(canvas, placed(piece.shape, piece.x, piece.y, piece.size * 1.08, piece.turn))
    for x in np.linspace(-0.17, 0.17, 6):  # chased lines of the belt's plaques
        bow = Layer()
        a = np.linspace(0, 5.2, 18)
        r = np.linspace(0.021, 0.004, 18)
        bow.stroke(np.stack([x + r * np.cos(a), costume.BELT_Y + r * np.sin(a)], 1), 0.0065, (0.1, 0.3))
        bow.draw(canvas, fill(rgb("#6d4515"), 0.9))
    plaque(canvas, costume.DAGGER)
    canvas.drawPath(polyline(costume.TORQUE), line(mix(GOLD, GROUND, 0.55), 0.03))
    canvas.drawPath(polyline(costume.TORQUE), line(GOLD, 0.023))
    canvas.drawPath(polyline(costume.TORQUE - [0.002, 0.003]), line(mix(GOLD, (1, 1, 0.85), 0.55), 0.008))
    canvas.restore()
    canvas.drawPath(path, line(GOLD, 5.0, 0.9))


def _cloth(canvas: skia.Canvas, part: np.ndarray, rng: np.random.Generator) -> None:
    """A piece of leather or cloth: rounder in the middle, hatched towards its right edge."""
    path = polygon(part)
    b = path.getBounds()
    canvas.drawPath(path, fill(LEATHER))
    shade = skia.Paint(AntiAlias=True)
    shade.setShader(
        skia.GradientShader.MakeLinear(
            [skia.Point(b.left(), 0), skia.Point(b.right(), 0)],
            [colour((0, 0, 0), a).toColor() for a in (0.35, 0.0, 0.1, 0.55)],
            [0.0, 0.3, 0.6, 1.0],
        )
    )
    canvas.drawPath(path, shade)
    hatched(canvas, path, 1.15, 0.016, 0.0026, fill((0, 0, 0), 0.4), rng, (0.03, 0.16), (0.0, 0.05))
    canvas.drawPath(path, line(mix(LEATHER, BONE, 0.45), 0.0055, 0.95))


def draw() -> Image.Image:
    """Draw the plate."""
    board = Board((0.8, 0.5), GOLD)
    canvas, pieces = board.open(), costume.pieces()
    found(canvas, pieces, 69)
    planned(canvas, pieces, 70)
    rebuilt(canvas, pieces, 71)
    for x in (820.0, 1576.0):
        chevron(canvas, x, 900, 42, GOLD)
    return board.finish()
