"""Ragged setting without hyphens: how a text of a label is broken into good lines.

Lengths are points (1/72 inch).
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.languages import Language
from kiosk.linebreak import Measure, break_lines

Metrics = Callable[[str], Measure]
"""Font file -> advance of a character at size 1."""

_NARROWEST = 0.9
"""A column may be set this much narrower for an even edge."""
_LEAST_LAST_LINE = 0.3
"""A last line that is shorter looks forgotten."""


@dataclass(frozen=True, slots=True)
class Style:
    """A font at a size."""

    font: str
    size: float
    grey: float = 0.0
    """0 is black."""


@dataclass(frozen=True, slots=True)
class Setter:
    """Breaks texts in one language."""

    metrics: Metrics
    language: Language

    def width(self, text: str, style: Style) -> float:
        return sum(map(self._measure(style), text))

    def broken(self, text: str, style: Style, width: float) -> list[str]:
        """Each line as full as it can be."""
        return break_lines(text, width, self._measure(style), self.language)

    def balanced(self, text: str, style: Style, width: float) -> list[str]:
        """As few lines as possible, all about as long."""
        lines = self.broken(text, style, width)
        if len(lines) < 2:
            return lines
        widths = range(round(width * 0.4), round(width))
        at = bisect_left(widths, True, key=lambda narrow: len(self.broken(text, style, narrow)) <= len(lines))
        return self.broken(text, style, widths[at]) if at < len(widths) else lines

    def title(self, text: str, style: Style, width: float) -> list[str]:
        """Balanced; what stands in brackets at the end keeps together where two lines hold it."""
        lines = self.balanced(text, style, width)
        opening = max(text.find(" ("), text.find("（"))
        if len(lines) == 2 and opening > 0 and text[-1] in ")）":
            parts = [text[:opening], text[opening:].lstrip()]
            if all(self.width(part, style) <= width for part in parts):
                return parts
        return lines

    def even(self, text: str, style: Style, width: float) -> list[str]:
        """As few lines as possible; of the ways to set them the one with the most even edge."""
        best = self.broken(text, style, width)
        least = self._unevenness(best, style, width)
        percent = 99
        while len(best) > 1 and percent >= _NARROWEST * 100:
            lines = self.broken(text, style, width * percent / 100)
            if len(lines) > len(best):
                break
            unevenness = self._unevenness(lines, style, width)
            if unevenness < least:
                best, least = lines, unevenness
            percent -= 1
        return best

    def _unevenness(self, lines: Sequence[str], style: Style, width: float) -> float:
        widths = [self.width(line, style) / width for line in lines]
        rag = sum((max(widths) - each) ** 2 for each in widths[:-1])
        return rag + max(0.0, _LEAST_LAST_LINE - widths[-1]) * 2

    def _measure(self, style: Style) -> Measure:
        advance, size = self.metrics(style.font), style.size
        return lambda char: advance(char) * size
