"""A stitch in section: plaque with its loops, cloth, thread and needle. Drawn freely."""

from __future__ import annotations

import numpy as np
import skia
from films.core import BONE, CINNABAR, GROUND, colour, fill, line, mix, rgb
from films.mask.metal import BODY, DARK, DEEP, LIGHT
from films.pen import Points, polygon, polyline, pts, spline

from studio.plates.hand import moved

GREEN = rgb("#7fb59a")
CLOTH = mix(GROUND, rgb("#4f7a68"), 0.55)
THREAD = mix(CINNABAR, BONE, 0.25)


def wire(canvas: skia.Canvas, path: skia.Path, width: float) -> None:
    """A gold wire: dark rim, body, a light along it."""
    canvas.drawPath(path, line(DARK, width * 1.35))
    canvas.drawPath(path, line(BODY, width))
    canvas.save()
    canvas.translate(-width * 0.12, -width * 0.16)
    canvas.drawPath(path, line(LIGHT, width * 0.4))
    canvas.restore()


def _thread(canvas: skia.Canvas, points: Points, width: float) -> None:
    """A twisted thread."""
    path = polyline(points)
    canvas.drawPath(path, line(mix(THREAD, (0, 0, 0), 0.6), width * 1.4))
    canvas.drawPath(path, line(THREAD, width))
    twist = line(mix(THREAD, BONE, 0.55), width * 0.35, 0.8)
    twist.setPathEffect(skia.DashPathEffect.Make([width * 0.7, width * 0.9], 0))
    canvas.drawPath(path, twist)


def _needle(canvas: skia.Canvas, x: float, y: float, long: float, turn: float) -> None:
    """A needle with its point at (x, y), coming from direction `turn` (degrees; 0 from the left)."""
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(turn)
    w = long * 0.026
    body = spline(
        pts(
            (0, 0),
            (-long * 0.25, -w * 0.75),
            (-long * 0.9, -w),
            (-long, -w * 0.4),
            (-long, w * 0.4),
            (-long * 0.9, w),
            (-long * 0.25, w * 0.75),
        ),
        closed=True,
    )
    path = polygon(body)
    steel = skia.Paint(AntiAlias=True)
    steel.setShader(
        skia.GradientShader.MakeLinear(
            [skia.Point(0, -w), skia.Point(0, w)],
            [colour(c).toColor() for c in (BONE, mix(BONE, GROUND, 0.55))],
        )
    )
    canvas.drawPath(path, line(GROUND, 5, 0.8))
    canvas.drawPath(path, steel)
    canvas.drawOval(skia.Rect.MakeLTRB(-long * 0.955, -w * 0.38, -long * 0.885, w * 0.38), fill(GROUND))
    canvas.restore()


def _eye(x: float, y: float, long: float, turn: float) -> tuple[float, float]:
    """Where the eye of that needle is."""
    a = np.radians(turn)
    return x - 0.92 * long * float(np.cos(a)), y - 0.92 * long * float(np.sin(a))


def cut(canvas: skia.Canvas) -> None:
    """Inside the round: plaque, loops, cloth, thread and needle in section; origin in the middle."""
    top, cloth = -138.0, 92.0
    xs = np.linspace(-380, 330, 90)
    rise = 46 * np.sin((xs + 380) / 710 * np.pi) ** 0.6 + 10 * np.sin(xs / 33.0) * np.sin(
        (xs + 380) / 710 * np.pi
    )
    upper = np.stack([xs, top - rise], 1)
    lower = np.stack([xs[::-1], (top - rise + 30)[::-1]], 1)
    left, right, bar = -176.0, 168.0, 2.0
    tip, long, turn = (right + 4.0, bar - 58.0), 350.0, -66.0
    eye = _eye(*tip, long, turn)
    _weave(canvas, cloth)
    _needle(canvas, *tip, long, turn)
    behind = ((left + 26, cloth + 70), (left + 24, cloth), (left + 20, bar + 24), (left + 10, bar - 20))
    _thread(canvas, spline(pts(*behind), n=12), 13)
    for x in (left, right):
        loop = ((-78, top), (-74, top + 66), (-42, bar), (0, bar + 8), (42, bar), (74, top + 66), (78, top))
        wire(canvas, polyline(spline(moved(pts(*loop), x, 0), n=12)), 26)
    front = ((12, bar - 18), (0, bar - 26), (-12, bar - 10), (-20, bar + 30), (-24, cloth), (-26, cloth + 70))
    _thread(canvas, spline(moved(pts(*front), left, 0), n=12), 13)
    plate = polygon(np.vstack([upper, lower]))
    gold = skia.Paint(AntiAlias=True)
    gold.setShader(
        skia.GradientShader.MakeLinear(
            [skia.Point(0, top - 70), skia.Point(0, top + 40)],
            [colour(c).toColor() for c in (LIGHT, BODY, DEEP)],
        )
    )
    canvas.drawPath(plate, gold)
    canvas.drawPath(plate, line(DARK, 3))
    canvas.drawPath(polyline(upper), line(LIGHT, 5))
    for x in (left - 78, left + 78, right - 78, right + 78):  # solder
        y = top - float(np.interp(x, xs, rise)) + 30
        canvas.drawOval(skia.Rect.MakeLTRB(x - 26, y - 9, x + 26, y + 16), fill(mix(BODY, DEEP, 0.35)))
    for dx, dy in ((-7, -4), (8, -2), (0, 8)):  # the knot
        knot = fill(mix(THREAD, (0, 0, 0), 0.15 if dy < 5 else 0.3))
        canvas.drawCircle(left - 26 + dx, cloth + 84 + dy, 12, knot)
    run = pts(
        (left + 26, cloth + 62),
        (left + 34, cloth + 110),
        (left + 86, cloth + 168),
        (eye[0] - 70, eye[1] + 52),
    )
    run = np.vstack([run, pts((eye[0] - 20, eye[1] + 36), (eye[0] - 1, eye[1] + 2))])
    _thread(canvas, spline(run, n=16), 13)
    _thread(canvas, spline(pts(eye, (eye[0] + 14, eye[1] + 34), (eye[0] + 6, eye[1] + 78)), n=8), 10)


def _weave(canvas: skia.Canvas, y: float) -> None:
    """Cloth in section: ends of one set of threads, the other passing over and under."""
    step, half = 46.0, 24.0
    ends = np.arange(-460, 461, step)
    x = np.linspace(-460, 460, 600)
    for phase in (0, 1):
        p = np.stack([x, y + half * np.cos(x / step * np.pi + phase * np.pi)], 1)
        canvas.drawPath(polyline(p), line(mix(CLOTH, (0, 0, 0), 0.5), 19))
        canvas.drawPath(polyline(p), line(mix(CLOTH, GREEN, 0.35 - 0.2 * phase), 14))
    for e in ends:
        canvas.drawCircle(e, y, 15, fill(mix(CLOTH, (0, 0, 0), 0.55)))
        canvas.drawCircle(e, y, 12, fill(mix(CLOTH, GREEN, 0.75)))
        canvas.drawCircle(e - 3, y - 4, 4, fill(mix(GREEN, BONE, 0.5)))
