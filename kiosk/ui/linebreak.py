"""Where lines of text end: Unicode's UAX #14, and what Chinese, Russian and Kazakh printers add to it.

Pure functions; ICU is loaded at the first text that does not fit on one line.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

Measure = Callable[[str], float]
"""Advance of one character, in pixels."""

SOFT_HYPHEN = "\u00ad"
HYPHEN = "-"

CLOSING = frozenset("，。、；：？！）》〉」』】〕〗〙〛”’»›％·‧・･～…‥﹐﹑﹒﹔﹕﹖﹗｡｣､,.;:?!)]}")
"""Never the first character of a line."""

OPENING = frozenset("（《〈「『【〔〖〘〚“‘«‹｢([{„‚")
"""Never the last character of a line, except “ where it closes a „ (Russian, Kazakh)."""

_DASHES = "–—"
_SPACES = " \u3000"
_MANDATORY = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_CLINGING = frozenset("ьъйЬЪЙ")
"""Letters that no Russian or Kazakh word part begins with."""


def break_lines(text: str, width: float, measure: Measure, language: str) -> list[str]:
    """The lines of ``text`` in a column ``width`` pixels wide.

    ``\\n`` always ends a line (an empty line gives an empty string; an empty text gives no line).
    Spaces at the end of a line are dropped. A word wider than the column is broken between characters,
    without a hyphen; a soft hyphen (U+00AD) gives a place for one. Invisible characters are left out.
    ``language`` is that of the text, not of the screen: it decides how “ ” are read.
    """
    if not text:
        return []
    lines: list[str] = []
    for paragraph in _MANDATORY.split(text.replace("\t", " ")):
        lines += _paragraph(paragraph, width, measure, language)
    return lines


def opportunities(text: str, language: str) -> list[int]:
    """Indexes in ``text``, rising, at which a line may end; the last is ``len(text)``."""
    from icu4py.breakers import LineBreaker  # 12 ms and 7 MB, which a short title need not pay

    ends = [end for _, end in LineBreaker(text, language).segments()]
    if text and max(text) > "\uffff":
        ends = _from_utf16(text, ends)
    closing_quotes = _low_quote_ends(text)
    size = len(text)
    return [i for i in ends if i == size or not _forbidden(text, i, closing_quotes)]


def _paragraph(text: str, width: float, measure: Measure, language: str) -> list[str]:
    advances = [0.0 if char in "\u00ad\u200b\u2060\ufeff" else measure(char) for char in text]
    edges = list(accumulate(advances, initial=0.0))
    if edges[-1] <= width:
        return [_visible(text)]
    allowed = opportunities(text, language)
    ends: list[int] = []
    start = 0
    while start < len(text):
        end = _line_end(text, start, edges, allowed, width, measure)
        ends.append(end)
        start = end
    _mend_widow(text, ends, edges, allowed, width)
    starts = [0, *ends[:-1]]
    return [_line(text, a, b) for a, b in zip(starts, ends, strict=True)]


def _line_end(
    text: str, start: int, edges: list[float], allowed: list[int], width: float, measure: Measure
) -> int:
    """Where the line that begins at ``start`` ends: as far as the column allows."""
    limit = edges[start] + width
    reach = max(bisect_right(edges, limit, start) - 1, start)
    fits = reach
    while reach < len(text) and text[reach] in _SPACES:
        reach += 1
    if reach == len(text):
        return reach
    at = bisect_right(allowed, reach) - 1
    while at >= 0 and allowed[at] > start:
        end = allowed[at]
        if text[end - 1] != SOFT_HYPHEN or edges[end] + measure(HYPHEN) <= limit:
            return end
        at -= 1
    return _forced_end(text, start, max(fits, start + 1), allowed)


def _forced_end(text: str, start: int, reach: int, allowed: list[int]) -> int:
    """A place inside a word wider than the column; two letters at least stay on either side."""
    word_end = allowed[bisect_right(allowed, start)]
    closing_quotes = _low_quote_ends(text)
    for end in range(min(reach, word_end - 2), start + 1, -1):
        char = text[end]
        if not (
            _forbidden(text, end, closing_quotes)
            or char in _CLINGING
            or char in "\u200d\ufe0f"
            or text[end - 1] == "\u200d"
            or unicodedata.combining(char)
        ):
            return end
    return min(reach, len(text))


def _forbidden(text: str, i: int, closing_quotes: frozenset[int]) -> bool:
    """Whether a line may not end before character ``i`` although ICU allows it."""
    after = text[i]
    if after in CLOSING or i in closing_quotes:
        return True
    if after in _DASHES:  # a line begins with no dash but the long Chinese one
        return text[i : i + 2] != "——"
    return text[i - 1] in OPENING and i - 1 not in closing_quotes


def _low_quote_ends(text: str) -> frozenset[int]:
    """Indexes of “ that close a „."""
    if "„" not in text:
        return frozenset()
    found, is_open = [], False
    for i, char in enumerate(text):
        if char == "„":
            is_open = True
        elif char == "“" and is_open:
            found.append(i)
            is_open = False
    return frozenset(found)


def _mend_widow(text: str, ends: list[int], edges: list[float], allowed: list[int], width: float) -> None:
    """Give a last line of one Han character (and its full stop) a second one from the line above."""
    if len(ends) < 2:
        return
    last = text[ends[-2] :]
    if sum(map(str.isalnum, last)) > 1 or not ("\u2e80" <= last[0] <= "\u9fff" or last[0] > "\uf8ff"):
        return
    start = ends[-3] if len(ends) > 2 else 0
    end = allowed[bisect_right(allowed, ends[-2] - 1) - 1] if allowed[0] < ends[-2] else 0
    if end > start and edges[end] - edges[start] >= width / 2 and edges[-1] - edges[end] <= width:
        ends[-2] = end


def _line(text: str, start: int, end: int) -> str:
    hyphen = HYPHEN if end < len(text) and text[end - 1] == SOFT_HYPHEN else ""
    return _visible(text[start:end].rstrip(_SPACES)) + hyphen


def _visible(text: str) -> str:
    return _INVISIBLE.sub("", text).rstrip(_SPACES)


def _from_utf16(text: str, ends: list[int]) -> list[int]:
    """ICU counts UTF-16 units; a character beyond the basic plane has two."""
    units = list(accumulate((2 if char > "\uffff" else 1 for char in text), initial=0))
    index = {unit: i for i, unit in enumerate(units)}
    return [index[end] for end in ends]
