"""The snow leopard's face as a line drawing, placed over the mask: ears, eyes and nose fall together."""

from __future__ import annotations

import numpy as np
import skia

from films.core import GROUND, clamp, colour, fill, line, mix, rgb
from films.mask.metal import BODY, LIGHT
from films.pen import Layer, Points, lengths, part, polygon, pts, resample, spline

EYE = rgb("#dcdca6")


class Leopard:
    """Fur strokes, rosettes, eyes, nose and whiskers; drawn on by degrees from the nose outwards."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.strokes: list[tuple[float, Points, float, tuple[float, float]]] = []
        self._face(rng)
        self._spots(rng)
        self.strokes.sort(key=lambda s: s[0])
        self.eye = spline(
            pts(
                (-50, -26),
                (-78, -62),
                (-122, -84),
                (-170, -84),
                (-206, -66),
                (-176, -30),
                (-128, -12),
                (-84, -14),
            ),
            closed=True,
        )
        self.nose = spline(
            pts(
                (0, 48),
                (-36, 40),
                (-56, 52),
                (-48, 76),
                (-22, 98),
                (0, 106),
                (22, 98),
                (48, 76),
                (56, 52),
                (36, 40),
            ),
            closed=True,
        )

    def _add(self, p: Points, w: float, ends: tuple[float, float] = (0.2, 0.3)) -> None:
        """A stroke and its mirror image, ordered by distance from the nose."""
        for m in (1, -1):
            q = p * [m, 1]
            self.strokes.append((float(np.hypot(*(q.mean(0) - [0, 60]))), q, w, ends))

    def _fur(
        self, curve: Points, out: Points, rng: np.random.Generator, gap: float, long: float, w: float
    ) -> None:
        """Short hairs along a curve, pointing by `out` (one direction per end, blended)."""
        c = resample(curve, gap)
        for i, p in enumerate(c):
            u = i / max(1, len(c) - 1)
            d = out[0] * (1 - u) + out[1] * u + rng.normal(0, 0.16, 2)
            d /= np.hypot(*d)
            run = long * rng.uniform(0.6, 1.25)
            bend = np.array([-d[1], d[0]]) * run * 0.12
            self._add(spline(np.stack([p, p + d * run * 0.5 + bend, p + d * run]), n=4), w, (0.1, 0.7))

    def _face(self, rng: np.random.Generator) -> None:
        ear = spline(
            pts(
                (-156, -258),
                (-172, -318),
                (-216, -362),
                (-268, -362),
                (-306, -318),
                (-308, -258),
                (-288, -200),
            ),
            n=16,
        )
        self._fur(ear, pts((-0.2, -1), (-0.9, 0.2)), rng, 6, 20, 3.0)
        inner = spline(
            pts((-184, -252), (-196, -300), (-230, -332), (-266, -328), (-286, -290), (-280, -240)), n=16
        )
        self._fur(inner, pts((-0.4, 0.9), (0.7, 0.5)), rng, 9, 34, 2.2)
        cheek = spline(
            pts(
                (-292, -196),
                (-322, -110),
                (-336, -20),
                (-330, 70),
                (-290, 150),
                (-220, 214),
                (-130, 262),
                (-50, 292),
                (0, 300),
            ),
            n=20,
        )
        self._fur(cheek, pts((-0.7, 0.7), (-0.1, 1)), rng, 6.5, 32, 2.8)
        self._fur(cheek * [0.9, 0.93] + [0, 4], pts((-0.7, 0.7), (-0.1, 1)), rng, 13, 40, 2.0)
        crown = spline(pts((-2, -288), (-60, -284), (-116, -270), (-160, -248)), n=16)
        self._fur(crown, pts((0, -1), (-0.4, -1)), rng, 6.5, 20, 2.8)
        for p, w in (
            (
                pts((-40, -14), (-54, -40), (-84, -76), (-128, -98), (-178, -98), (-216, -74), (-238, -70)),
                6.5,
            ),  # upper lid
            (pts((-40, -14), (-56, -16), (-86, -4), (-128, -2), (-176, -20), (-216, -68)), 5.0),  # lower lid
            (pts((-42, -10), (-44, 16), (-54, 40)), 5.0),  # tear line
            (pts((-24, -120), (-30, -70), (-34, -20), (-46, 26), (-58, 48)), 3.0),  # bridge of the nose
            (pts((0, 106), (-2, 130), (-4, 150)), 5.5),
            (pts((-3, 150), (-30, 176), (-72, 180), (-108, 162)), 6.0),  # mouth
            (pts((-66, 50), (-110, 74), (-132, 116), (-122, 158), (-104, 178)), 3.0),  # whisker pad
            (pts((-60, 222), (-30, 240), (0, 244)), 3.4),  # chin
            (pts((-46, 196), (-24, 204), (0, 206)), 2.6),
        ):
            self._add(spline(p, n=12), w)
        for row in range(4):
            for k in range(4):
                x, y = -52 - 20 * k, 112 + 15 * row + 3 * k
                a = np.linspace(0, 6.2, 9)
                self._add(np.stack([x + 2.2 * np.cos(a), y + 2.2 * np.sin(a)], 1), 3.2, (0, 0))
                if k in (1, 2, 3) and (row + k) % 2 == 0:
                    end = np.array([-300 - 26 * k, 92 + 46 * row + 14 * k])
                    mid = (np.array([x, y]) + end) / 2 + [0, -22]
                    self._add(spline(np.stack([[x, y], mid, end]), n=18), 2.2, (0.05, 0.85))
        for _ in range(26):  # fur of the nose bridge and brow
            u = rng.uniform(0, 1)
            x0, y0 = rng.uniform(-26, -2), -150 + 180 * u
            self._add(pts((x0, y0), (x0 * 1.08, y0 - rng.uniform(14, 24))), 1.9, (0.1, 0.7))

    def _spots(self, rng: np.random.Generator) -> None:
        """Dark spots of forehead and cheeks as small hatched marks."""
        marks = [
            (-22, -246, 15, 9, 1.3),
            (-62, -250, 16, 9, 1.1),
            (-106, -240, 16, 10, 0.8),
            (-26, -206, 12, 8, 1.4),
            (-66, -208, 15, 9, 1.1),
            (-112, -200, 17, 10, 0.7),
            (-156, -206, 15, 10, 0.5),
            (-40, -166, 12, 7, 1.3),
            (-88, -160, 16, 9, 0.9),
            (-138, -152, 18, 9, 0.4),
            (-192, -158, 16, 9, 0.2),
            (-234, -196, 15, 9, 0.7),
            (-244, -128, 16, 9, 1.0),
            (-284, -84, 17, 9, 1.2),
            (-268, -30, 20, 9, 1.3),
            (-292, 24, 18, 9, 1.4),
            (-236, 30, 22, 9, 0.5),
            (-256, 82, 22, 10, 0.3),
            (-190, 66, 18, 8, 0.25),
            (-198, 118, 20, 9, 0.15),
            (-222, 160, 18, 8, 0.1),
            (-160, 164, 16, 8, 0.0),
            (-164, 212, 16, 7, -0.1),
        ]
        for x, y, a, b, turn in marks:
            c, s = np.cos(turn), np.sin(turn)
            for v in np.linspace(-0.85, 0.85, 5):
                half = a * np.sqrt(1 - v * v) * rng.uniform(0.85, 1.15)
                u = np.linspace(-half, half, 7)
                vv = v * b + 0.03 * u**2 / a * 8 * 0.3
                self._add(np.stack([x + c * u - s * vv, y + s * u + c * vv], 1), 3.2, (0.3, 0.4))

    def draw(self, canvas: skia.Canvas, shown: float) -> None:
        """Draw the face as far as it has appeared (0..1)."""
        if shown <= 0:
            return
        far = self.strokes[-1][0]
        done, coming = Layer(), Layer()
        for dist, p, w, ends in self.strokes:
            own = clamp((shown * 1.35 - dist / far) / 0.35)
            if own <= 0:
                continue
            if own < 1:
                total = lengths(p)[-1]
                coming.stroke(part(p, 0, total * own), w * own, ends)
            else:
                done.stroke(p, w, ends)
        self._eyes(canvas, clamp(shown * 2))
        a = clamp(shown * 2)
        canvas.drawPath(polygon(self.nose), fill(mix(GROUND, rgb("#c8472f"), 0.62), 0.95 * a))
        canvas.drawPath(polygon(self.nose), line(LIGHT, 3.2, a))
        for m in (-1, 1):
            nostril = polygon(spline(pts((-14, 84), (-32, 76), (-46, 60), (-34, 66)) * [m, 1], closed=True))
            canvas.drawPath(nostril, fill(GROUND, 0.85 * a))
        tone = mix(LIGHT, BODY, 0.2)
        done.draw(canvas, fill(tone, 0.95))
        coming.draw(canvas, fill(tone, 0.95))

    def _eyes(self, canvas: skia.Canvas, a: float) -> None:
        for m in (-1, 1):
            path = polygon(self.eye * [m, 1])
            x, y = -126 * m, -50
            canvas.save()
            canvas.clipPath(path, True)
            iris = skia.Paint(AntiAlias=True)
            iris.setShader(
                skia.GradientShader.MakeRadial(
                    skia.Point(x, y),
                    84,
                    [
                        colour(c, a).toColor()
                        for c in (EYE, EYE, mix(EYE, BODY, 0.75), mix(GROUND, BODY, 0.3), GROUND)
                    ],
                    [0.0, 0.25, 0.5, 0.62, 1.0],
                )
            )
            canvas.drawPath(path, iris)
            for k in range(44):
                b = k / 44 * 6.283
                d = np.array([np.cos(b), np.sin(b)])
                canvas.drawLine(
                    x + 22 * d[0], y + 22 * d[1], x + 42 * d[0], y + 42 * d[1], line(GROUND, 1.4, 0.4 * a)
                )
            canvas.drawCircle(x, y, 19, fill(GROUND, a))
            canvas.drawCircle(x - 8, y - 10, 6, fill((1, 1, 0.95), 0.9 * a))
            shadow = line(GROUND, 16, 0.55 * a)
            shadow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 6))
            canvas.drawPath(path, shadow)
            canvas.restore()
