"""The measures of the section, in metres; x to the north (right), y downwards from the turf.

Given by the facts: a pit about 4 m deep, a mound 23 m across and over 2 m high.
The widths inside the pit are the draughtsman's.
"""

from __future__ import annotations

import numpy as np

from films.core import Camera
from films.pen import Points

PIT_DEPTH = 4.0
PIT_LEFT, PIT_RIGHT = -3.5, 3.85
MOUND_RADIUS, MOUND_HEIGHT = 11.5, 2.25

CHAMBER_LEFT, CHAMBER_RIGHT = -3.12, -0.12
CHAMBER_TOP = 2.44
HORSES_LEFT, HORSES_TOP = 0.12, 2.0

WIDE = Camera(0.0, -0.55, 67.0)
CLOSE = Camera(0.15, 1.55, 124.0)
MOUND_VIEW = Camera(0.0, 0.2, 76.0)
LENS_VIEW = Camera(0.15, 1.3, 112.0)


def mound_top(x: np.ndarray | float) -> np.ndarray:
    """Height line of the finished mound (negative = above the turf)."""
    u = np.clip(np.abs(np.asarray(x, float)) / MOUND_RADIUS, 0, 1)
    return -MOUND_HEIGHT * (1 - u**2.2) ** 0.9


def pit_outline(depth: float) -> Points:
    """The pit dug to a depth; its walls lean a little and are not quite straight."""
    y = np.linspace(-0.3, max(0.0, depth), 40)
    lean = 0.05 * np.clip(y, 0, 4)
    left = PIT_LEFT + lean + 0.05 * np.sin(1.7 * y + 0.4) + 0.02 * np.sin(6.1 * y)
    right = PIT_RIGHT - lean + 0.05 * np.sin(2.1 * y + 2.0) + 0.02 * np.sin(5.3 * y)
    x = np.linspace(0, 1, 60)[1:-1]
    floor_x = left[-1] + (right[-1] - left[-1]) * x
    floor_y = y[-1] + 0.03 * np.sin(floor_x * 2.3) + 0.015 * np.sin(floor_x * 7.1)
    floor_y = np.minimum(floor_y, y[-1] + 0.03)
    return np.vstack(
        [
            np.stack([left, y], 1),
            np.stack([floor_x, floor_y], 1),
            np.stack([right[::-1], y[::-1]], 1),
        ]
    )
