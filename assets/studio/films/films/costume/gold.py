"""Gold in a drawing: small plaques with a lit and a shaded side."""

from __future__ import annotations

import numpy as np
import skia

from films.core import fill, line, mix
from films.mask.metal import BODY, DARK, DEEP, LIGHT
from films.pen import Points, polygon, pts, spline

ARROW = pts(
    (0.0, 0.5), (-0.13, 0.2), (-0.42, -0.34), (-0.14, -0.12), (-0.1, -0.5), (0.1, -0.5), (0.14, -0.12),
    (0.42, -0.34), (0.13, 0.2),
)  # fmt: skip
ROUND = np.stack(
    [0.5 * np.cos(np.linspace(0, 2 * np.pi, 25)[:-1]), 0.5 * np.sin(np.linspace(0, 2 * np.pi, 25)[:-1])], 1
)
SQUARE = pts((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5))
LEAF = spline(
    pts((0, -0.5), (0.26, -0.05), (0.16, 0.4), (0, 0.5), (-0.16, 0.4), (-0.26, -0.05)), closed=True, n=5
)

STAFF = pts(
    (0, -0.5), (0.036, -0.41), (0.013, -0.425), (0.013, 0.5), (-0.013, 0.5), (-0.013, -0.425), (-0.036, -0.41)
)
HORSE = np.vstack(
    [  # a lying winged horse with an ibex's horns, facing left
        spline(pts((-0.62, 0.02), (-0.6, -0.06), (-0.5, -0.13), (-0.4, -0.2)), n=4),
        spline(pts((-0.4, -0.2), (-0.38, -0.42), (-0.2, -0.56), (0.02, -0.5), (0.1, -0.32)), n=6),
        spline(pts((0.1, -0.32), (0.0, -0.43), (-0.16, -0.44), (-0.27, -0.33), (-0.29, -0.22)), n=6),
        spline(pts((-0.29, -0.22), (-0.16, -0.16), (-0.05, -0.02), (0.0, 0.06)), n=4),
        spline(pts((0.0, 0.06), (0.1, -0.14), (0.3, -0.26), (0.52, -0.28)), n=5),
        spline(pts((0.52, -0.28), (0.4, -0.16), (0.46, -0.12)), n=4),
        spline(pts((0.46, -0.12), (0.32, -0.02), (0.28, 0.08)), n=4),
        spline(pts((0.28, 0.08), (0.48, 0.08), (0.58, 0.22), (0.54, 0.38)), n=5),
        spline(pts((0.54, 0.38), (0.36, 0.46), (0.14, 0.45)), n=4),
        spline(pts((0.14, 0.45), (0.26, 0.36), (0.16, 0.3)), n=4),
        spline(pts((0.16, 0.3), (0.0, 0.31), (-0.14, 0.33), (-0.2, 0.42), (-0.42, 0.46)), n=4),
        spline(pts((-0.42, 0.46), (-0.34, 0.36), (-0.24, 0.28), (-0.28, 0.12)), n=4),
        spline(pts((-0.28, 0.12), (-0.33, 0.0), (-0.42, 0.02), (-0.54, 0.09), (-0.62, 0.02)), n=4),
    ]
)


def placed(shape: Points, x: float, y: float, size: float, turn: float = 0.0) -> Points:
    """A shape of unit size at a place; `turn` in radians."""
    c, s = np.cos(turn), np.sin(turn)
    return shape @ np.array([[c, s], [-s, c]]) * size + [x, y]


def plaque(canvas: skia.Canvas, outline: Points, alpha: float = 1.0, dim: float = 0.0) -> None:
    """A gold plaque: lit from the upper left, its lower right in shade; `dim` sinks it into the earth."""
    path = polygon(outline)
    b = path.getBounds()
    loop = np.vstack([outline, outline[:1]])
    across = loop[:-1, 0] * loop[1:, 1] - loop[1:, 0] * loop[:-1, 1]
    stout = abs(float(across.sum())) / float(np.hypot(*np.diff(loop, axis=0).T).sum())  # area to rim
    rim = min(stout * 0.22, max(b.width(), b.height()) * 0.05)
    tones = [mix(c, DARK, dim) for c in (LIGHT, BODY, mix(BODY, DEEP, 0.6))]
    canvas.save()
    canvas.translate(rim, rim * 1.8)
    canvas.drawPath(path, fill((0, 0, 0), 0.55 * alpha))
    canvas.restore()
    paint = skia.Paint(AntiAlias=True)
    paint.setShader(
        skia.GradientShader.MakeLinear(
            [skia.Point(b.left(), b.top()), skia.Point(b.right(), b.bottom())],
            [skia.Color4f(*t, alpha).toColor() for t in tones],
            [0.0, 0.5, 1.0],
        )
    )
    canvas.drawPath(path, paint)
    canvas.drawPath(path, line(mix(LIGHT, DARK, dim), rim, 0.8 * alpha))


def ribbed(canvas: skia.Canvas, x: float, y: float, size: float, turn: float = 0.0, dim: float = 0.0) -> None:
    """An arrow-shaped plaque with its ribs."""
    plaque(canvas, placed(ARROW, x, y, size, turn), dim=dim)
    for a, b in (((0, -0.45), (0, 0.4)), ((-0.33, -0.22), (-0.04, 0.3)), ((0.33, -0.22), (0.04, 0.3))):
        p = placed(pts(a, b), x, y, size, turn)
        canvas.drawLine(*p[0], *p[1], line(DEEP, size * 0.05, 0.75))
