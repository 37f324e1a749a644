"""The two animals that make the mask, in the mask's own coordinates (y down, nose about 0, 50).

As the plaque is described: the gaps under the horns will be the ears, those between chins and wing the
eyes, the bird's back the nose; the bird's wings pass into the goats' necks.
"""

from __future__ import annotations

import numpy as np

from films.mask.metal import Sheet
from films.pen import Layer, Points, cornered, normals, pts, resample, spline


def horn_curve() -> tuple[Points, np.ndarray]:
    """Middle line of the left goat's horn and its widths."""
    middle = spline(
        pts(
            (-152, -250),
            (-150, -306),
            (-176, -356),
            (-226, -384),
            (-282, -372),
            (-316, -326),
            (-318, -272),
            (-298, -228),
            (-266, -196),
        ),
        n=16,
    )
    t = np.linspace(0, 1, len(middle))
    return middle, np.interp(t, [0, 0.15, 0.45, 0.8, 1], [56, 58, 50, 34, 10])


def ear_gap() -> Points:
    """A shape lying under horn and head; what shows of it is the gap, the leopard's ear."""
    return spline(
        pts(
            (-160, -250),
            (-170, -310),
            (-220, -362),
            (-282, -352),
            (-308, -300),
            (-290, -232),
            (-250, -196),
            (-200, -230),
        ),
        closed=True,
    )


def eye_gap() -> Points:
    """A shape lying under chin, neck and wing; what shows of it is the gap, the leopard's eye."""
    return spline(
        pts(
            (-24, -26),
            (-12, -58),
            (-30, -94),
            (-60, -104),
            (-120, -116),
            (-196, -112),
            (-240, -80),
            (-226, -28),
            (-170, 10),
            (-100, 10),
            (-50, -10),
        ),
        closed=True,
    )


def goat() -> tuple[Sheet, Sheet]:
    """The left goat, facing right: head with neck, and horn."""
    head = cornered(
        pts((-150, -266), (-118, -246), (-82, -214), (-46, -184), (-20, -166), (-9, -146), (-12, -126)),
        pts((-12, -126), (-22, -120), (-20, -100), (-36, -86), (-66, -90)),
        pts(
            (-66, -90),
            (-108, -98),
            (-150, -98),
            (-186, -88),
            (-214, -64),
            (-228, -30),
            (-226, 10),
            (-206, 52),
            (-178, 84),
        ),
        pts(
            (-178, 84),
            (-236, 84),
            (-288, 44),
            (-318, -24),
            (-318, -92),
            (-296, -158),
            (-262, -212),
            (-222, -252),
            (-190, -268),
            (-150, -266),
        ),
    )
    marks = Layer()
    for p, w in (
        (pts((-16, -128), (-40, -130), (-62, -122), (-78, -128)), 4.5),  # mouth
        (pts((-24, -152), (-36, -158), (-44, -150), (-36, -144)), 4.5),  # nostril
        (pts((-150, -108), (-170, -136), (-172, -168), (-156, -196)), 4.5),  # cheek
        (pts((-112, -222), (-128, -230), (-148, -226)), 4),  # brow
        (
            pts(
                (-196, -214),
                (-222, -212),
                (-250, -186),
                (-262, -152),
                (-232, -160),
                (-204, -184),
                (-196, -214),
            ),
            4,
        ),
        (pts((-206, -202), (-228, -186), (-248, -164)), 3),  # ear
        (pts((-40, -96), (-54, -108), (-72, -110)), 3.5),  # beard
    ):
        marks.stroke(spline(p, n=14), w, (0.15, 0.3))
    for r, w in ((18, 4.0), (8, 3.0)):
        a = np.linspace(0, 6.4, 40)
        marks.stroke(np.stack([-128 + r * np.cos(a), -196 + r * 0.82 * np.sin(a)], 1), w, (0, 0))
    marks.dot(-128, -196, 4)
    for k in range(9):  # hair of the neck, running over into the feathers
        f = k / 8
        a = pts(
            (-300 + 62 * f, -116 + 14 * f),
            (-312 + 66 * f, -50),
            (-302 + 68 * f, 8),
            (-272 + 62 * f, 50 + 12 * f),
        )
        shift = 34 * ((k * 5) % 3) / 3
        q = spline(a, n=14)[int(shift / 4) : 42 - (k % 2) * 6]
        marks.stroke(q, 3.2, (0.3, 0.5))
    middle, widths = horn_curve()
    return Sheet(head, marks), _horn(middle, widths)


def _horn(middle: Points, widths: np.ndarray) -> Sheet:
    """The horn with its knobs along the outer side and the ridges across."""
    n = normals(middle)
    s = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(middle, axis=0).T))])
    knob = (
        4.5
        * np.maximum(0, np.sin(s / 29 * 2 * np.pi))
        * np.clip((s[-1] - s) / 150, 0, 1)
        * np.clip(s / 30, 0, 1)
    )
    inner = middle + n * (-widths / 2)[:, None]
    outer = middle + n * (widths / 2 + knob)[:, None]
    if np.hypot(*(outer[60] - pts((-235, -290))[0])) < np.hypot(*(inner[60] - pts((-235, -290))[0])):
        inner = middle + n * (widths / 2)[:, None]
        outer = middle - n * (widths / 2 + knob)[:, None]
    marks = Layer()
    for at in np.arange(22, s[-1] - 60, 14.5 * 2):
        i = int(np.searchsorted(s, at))
        j = min(len(middle) - 1, i + 3)
        curve = spline(
            np.stack([inner[i] * 0.9 + outer[i] * 0.1, middle[j], outer[i] * 0.96 + inner[i] * 0.04]), n=8
        )
        marks.stroke(curve, 4.6, (0.3, 0.15))
    edge = middle * 0.35 + inner * 0.65
    marks.stroke(edge[8:-10], 2.6, (0.2, 0.5))
    return Sheet(np.vstack([inner, outer[::-1]]), marks)


def bird() -> tuple[Sheet, Sheet]:
    """The bird seen from above: wings with tail, and the body with its head."""
    half = [
        pts((0, -30), (-34, -22), (-76, -6), (-124, 2), (-172, -10), (-206, -40), (-228, -78), (-258, -132)),
        pts((-258, -132), (-300, -84), (-319, -24), (-312, 36)),
        pts((-312, 36), (-300, 44), (-290, 42)),
        pts((-290, 42), (-290, 74), (-274, 96)),
        pts((-274, 96), (-262, 100), (-250, 94)),
        pts((-250, 94), (-242, 124), (-220, 142)),
        pts((-220, 142), (-206, 144), (-196, 134)),
        pts((-196, 134), (-180, 162), (-154, 172)),
        pts((-154, 172), (-142, 170), (-136, 160)),
        pts((-136, 160), (-112, 176), (-88, 172)),
        pts((-88, 172), (-70, 164), (-58, 140)),
        pts((-58, 140), (-70, 190), (-92, 226)),
        pts((-92, 226), (-74, 236), (-62, 230)),
        pts((-62, 230), (-48, 246), (-32, 240)),
        pts((-32, 240), (-18, 252), (0, 250)),
    ]
    left = np.vstack([spline(run, n=10)[:-1] for run in half])
    outline = np.vstack([left, (left * [-1, 1])[::-1]])
    marks = Layer()
    tips = pts((-300, 30), (-268, 84), (-214, 130), (-150, 160), (-92, 164))
    roots = pts((-224, -4), (-182, 26), (-142, 42), (-100, 50), (-66, 56))
    for side in (1, -1):
        m = np.array([side, 1])
        for k in range(len(tips) - 1):
            a, b = (tips[k] + tips[k + 1]) / 2, (roots[k] + roots[k + 1]) / 2
            bow = np.array([-10, 12]) * (1 - k / 5)
            marks.stroke(spline(np.stack([b, (a + b) / 2 + bow, a]) * m, n=12), 4.2, (0.35, 0.15))
        for k in range(len(tips)):
            a, b = tips[k], roots[k]
            p = spline(
                np.stack([b * 0.7 + a * 0.3, (a + b) / 2 + np.array([-7, 9]), a * 0.93 + b * 0.07]) * m, n=12
            )
            marks.stroke(p, 2.2, (0.3, 0.5))
        coverts = pts((-246, -70), (-224, -20), (-174, 20), (-118, 32), (-62, 32))
        marks.stroke(spline(coverts * m, n=14), 4.2, (0.2, 0.2))
        for u in np.linspace(0.08, 0.92, 9):  # small feathers of the wing's fore edge
            c = spline(coverts, n=20)
            i = int(u * (len(c) - 1))
            p = c[i] + pts((4, -8), (-3, -14), (-10, -12)) * 0.9
            marks.stroke(spline(p * m, n=6), 2.6, (0.2, 0.4))
        for x0, x1 in ((-26, -72), (-10, -34)):
            marks.stroke(spline(pts((x0, 150), (x0 * 1.2, 190), (x1 * 0.92, 226)) * m, n=10), 3.6, (0.3, 0.2))
    marks.stroke(resample(pts((0, 150), (0, 236)), 8), 3.6, (0.3, 0.2))
    back = pts(
        (0, -100),
        (-12, -86),
        (-24, -66),
        (-22, -44),
        (-20, -32),
        (-36, -10),
        (-54, 22),
        (-58, 58),
        (-44, 100),
        (-24, 136),
        (0, 160),
    )
    side_l = spline(back, n=10)
    body = np.vstack([side_l[:-1], (side_l * [-1, 1])[::-1][:-1]])
    lines = Layer()
    for side in (1, -1):
        m = np.array([side, 1])
        lines.dot(-11 * side, -64, 4.5)
        lines.stroke(spline(pts((-2, -98), (-7, -84), (-3, -76)) * m, n=8), 3, (0.2, 0.3))
        lines.stroke(spline(pts((-21, -38), (-10, -30), (0, -28)) * m, n=8), 3.6, (0.2, 0.0))
        for k in range(5):
            y = 4 + 27 * k
            w = np.interp(y, [0, 40, 80, 130], [30, 42, 36, 14])
            p = pts((0, y + 9), (-w * 0.55, y + 3), (-w, y - 9))
            lines.stroke(spline(p * m, n=8), 3.6, (0.0, 0.5))
    return Sheet(outline, marks), Sheet(body, lines)
