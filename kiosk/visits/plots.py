"""Two kinds of plots, as SVG inside a page: columns over a time, and a bar in the cell of a table.

They take colours and faces from the page (``kiosk.pages``), so they print as well as they show.
"""

import unicodedata
from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from kiosk.pages import text

STYLE = """
svg.columns { display: block; width: 100%; height: auto; margin-top: 1rem; break-inside: avoid; }
svg.columns text { fill: var(--dim); font-size: 13px; }
svg.columns line { stroke: var(--line); }
svg.columns rect, svg.bar rect { fill: var(--accent); }
svg.bar { display: block; width: 100%; height: 0.8em; }
"""

_WIDTH, _HEIGHT = 760, 240
"""Of a plot, in the pixels of a page that is as wide as it may be."""
_LEFT, _BOTTOM, _TOP = 44, 26, 12
_LETTER = 7.6
"""Width of a letter of 13 px, roughly; Chinese ones are 13 px wide."""


class Column(NamedTuple):
    label: str
    """Below the column, where there is room."""
    value: int
    said: str
    """What a pointer on it shows."""


def columns(values: Sequence[Column], caption: str) -> str:
    """Columns side by side, with a scale in whole numbers; at least one column."""
    top = scale(max(each.value for each in values))[-1]
    slot = (_WIDTH - _LEFT) / len(values)
    floor = _HEIGHT - _BOTTOM
    unit = (floor - _TOP) / top
    parts = []
    for tick in scale(top):
        y = floor - tick * unit
        parts.append(f'<line x1="{_LEFT}" x2="{_WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4.5:.1f}" text-anchor="end">{tick}</text>')
    step = ceil(max(_width(each.label) + 12 for each in values) / slot)
    thick = min(slot * 0.78, 48)
    for number, each in enumerate(values):
        middle = _LEFT + (number + 0.5) * slot
        if each.value:
            height = each.value * unit
            parts.append(
                f'<rect x="{middle - thick / 2:.1f}" y="{floor - height:.1f}" width="{thick:.1f}" '
                f'height="{height:.1f}"><title>{text(each.said)}</title></rect>'
            )
        if number % step == 0:
            half = _width(each.label) / 2
            x = min(max(middle, half), _WIDTH - half)
            parts.append(
                f'<text x="{x:.1f}" y="{_HEIGHT - 6}" text-anchor="middle">{text(each.label)}</text>'
            )
    return (
        f'<svg class="columns" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{text(caption)}">\n'
        + "\n".join(parts)
        + "\n</svg>"
    )


def bar(share: float) -> str:
    """A bar as long as ``share`` of its cell, 0 to 1; its value stands beside it."""
    return (
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{100 * share:.2f}" height="8"/></svg>'
    )


def scale(most: int) -> list[int]:
    """Whole numbers from 0 to ``most`` or a little more, three to six of them, in steps of 1, 2 or 5."""
    step, steps = 1, (2, 2.5, 2)
    number = 0
    while ceil(most / step) > 5:
        step = int(step * steps[number % 3])
        number += 1
    return [step * each for each in range(max(2, ceil(most / step) + 1))]


def _width(label: str) -> float:
    return sum(13 if unicodedata.east_asian_width(letter) in "WF" else _LETTER for letter in label)
