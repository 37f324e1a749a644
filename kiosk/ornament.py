"""The lines of Kazakh ornament: qoshqar-müiz, the ram's horn."""

from math import cos, pi, sin

Points = list[tuple[float, float]]

DIAMOND: Points = [(0, 0.52), (0.09, 0.4), (0, 0.28), (-0.09, 0.4)]
"""The filled sign between two horns."""


def horn(turn: int) -> Points:
    """One horn: a stem that rises from (0, 0) and curls outwards (``turn`` -1 left, 1 right), 1 high."""
    points: Points = []
    for step in range(91):
        share = step / 90
        angle = -pi / 2 + share * 2.35 * pi
        radius = 0.30 * (1 - share) ** 0.8 + 0.035
        points.append((turn * (0.36 + radius * cos(angle)), 0.44 + radius * sin(angle)))
    stem = [(turn * 0.03, -0.02), (turn * 0.06, 0.07), (turn * 0.16, 0.12)]
    return stem + points
