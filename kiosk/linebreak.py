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
_SIGNS = re.compile(f"[{_DASHES}{re.escape(''.join(CLOSING))}]|[{re.escape(''.join(OPENING))}][{_SPACES}]*")
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")
_TIED = re.compile(
    r"(?<![^\s(«„“‘])(?:[вВкКсСуУоОиИаАяЯ]|№)(?= )"  # Russian's words of one letter
    r"|(?<![^\s(«„“‘-])[А-ЯЁӘҒҚҢӨҰҮҺІA-Z]\.(?:-(?=[А-ЯЁA-Z]\.)|(?= ))"  # initials
    r"|(?<![^\s(«„“‘–—-])[IVX]+(?= (?:(?:вв?|ғғ?)\.|век|ғасыр))|(?<=вв\.)(?= до н\.)|(?<= в\.)(?= до н\.)"
    r"|(?<=\bб\.з\.б\.)(?= [\dIVX])|(?<=\bб\.з\.)(?= [\dIVX])"
    r"|(?<=\bдо)(?= н\.)|(?<=\bн\.)(?= э\.)"
    r"|(?<![^\s(–—×≈-])\d+(?:[.,]\d+)?(?= [^\W\d_])"  # numbers and what they count
    r"|(?<=[IVX\d])[–-](?=[IVX\d])|(?<=\d)-(?=[а-яёәғқңөұүһі])"  # spans, and 4000-ға
)
"""What stays with the word after it, where the column allows: good manners of print, not law."""
_WEIGHTLESS = frozenset("\u00ad\u200b\u2060\ufeff")
_JOINER = "\u200d"
_CLINGING = frozenset("ьъйЬЪЙ\u200d\ufe0f")
"""What no part of a word begins with: signs and й of Russian and Kazakh, joined parts of a sign."""


def break_lines(
    text: str, width: float, measure: Measure, language: str, max_characters: int | None = None
) -> list[str]:
    """The lines of ``text`` in a column ``width`` pixels wide, ``max_characters`` long at most.

    ``\\n`` always ends a line (an empty line gives an empty string; an empty text gives no line).
    Spaces at the end of a line are dropped. A word wider than the column is broken between characters,
    without a hyphen; a soft hyphen (U+00AD) gives a place for one. Invisible characters are left out.
    ``language`` is that of the text, not of the screen: it decides how “ ” are read.
    """
    if not text:
        return []
    lines: list[str] = []
    for paragraph in _MANDATORY.split(text.replace("\t", " ")):
        lines += _Paragraph(paragraph, width, measure, language, max_characters or len(text)).lines()
    return lines


def opportunities(text: str, language: str) -> list[int]:
    """Indexes in ``text``, rising, at which a line may end; the last is ``len(text)``."""
    from icu4py.breakers import LineBreaker  # 12 ms and 7 MB, which a short title need not pay

    ends = [end for _, end in LineBreaker(text, language).segments()]
    if text and max(text) > "\uffff":
        ends = _from_utf16(text, ends)
    barred = _barred(text)
    barred.discard(len(text))
    return [end for end in ends if end not in barred]


class _Paragraph:
    """One paragraph being filled, line by line."""

    def __init__(self, text: str, width: float, measure: Measure, language: str, max_characters: int) -> None:
        self.text, self.width, self.language, self.max_characters = text, width, language, max_characters
        advances = [0.0 if char in _WEIGHTLESS else measure(char) for char in text]
        #: Distance from the paragraph's start to each character, as if it were one line.
        self.edges = list(accumulate(advances, initial=0.0))
        self.hyphen = measure(HYPHEN) if SOFT_HYPHEN in text else 0.0

    def lines(self) -> list[str]:
        text = self.text
        if self.edges[-1] <= self.width and len(text) <= self.max_characters:
            return [_visible(text)]
        loose = _loose(text)
        anywhere = opportunities(text, self.language)
        self.allowed = [end for end in anywhere if end not in loose]
        self.anywhere = anywhere
        ends: list[int] = []
        start = 0
        while start < len(text):
            start = self._end(start)
            ends.append(start)
        self._mend_widow(ends)
        return [_line(text, a, b) for a, b in zip([0, *ends], ends, strict=False)]

    def _end(self, start: int) -> int:
        """Where the line that begins at ``start`` ends: as far as the column allows."""
        text, edges = self.text, self.edges
        limit = edges[start] + self.width
        fits = min(bisect_right(edges, limit, start) - 1, start + self.max_characters)
        reach = max(fits, start)
        while reach < len(text) and text[reach] in _SPACES:
            reach += 1
        if reach == len(text):
            return reach
        for ends in (self.allowed, self.anywhere):
            for at in range(bisect_right(ends, reach) - 1, -1, -1):
                end = ends[at]
                if end <= start:
                    break
                if text[end - 1] != SOFT_HYPHEN or edges[end] + self.hyphen <= limit:
                    return end
        return self._forced_end(start, max(fits, start + 1))

    def _forced_end(self, start: int, reach: int) -> int:
        """A place inside a word wider than the column; two letters at least stay on either side."""
        text = self.text
        word_end = self.anywhere[bisect_right(self.anywhere, start)]
        barred = _barred(text)
        for end in range(min(reach, word_end - 2), start + 1, -1):
            if not (
                end in barred
                or text[end] in _CLINGING
                or text[end - 1] == _JOINER
                or unicodedata.combining(text[end])
            ):
                return end
        return min(reach, len(text))

    def _mend_widow(self, ends: list[int]) -> None:
        """Give a last line of one Han character (and its full stop) a second one from above."""
        text, edges = self.text, self.edges
        if len(ends) < 2:
            return
        last = text[ends[-2] :]
        if sum(map(str.isalnum, last)) > 1 or not is_han(last[0]):
            return
        start = ends[-3] if len(ends) > 2 else 0
        end = self.allowed[max(bisect_right(self.allowed, ends[-2] - 1) - 1, 0)]
        fits = edges[-1] - edges[end] <= self.width and len(text) - end <= self.max_characters
        if start < end < ends[-2] and fits and edges[end] - edges[start] >= self.width / 2:
            ends[-2] = end


def has_han(text: str) -> bool:
    """Whether ``text`` has Han characters or full-width signs."""
    return _HAN.search(text) is not None


def is_han(char: str) -> bool:
    """Whether ``char`` is Han or a full-width sign: all of these have one advance in our faces."""
    return _HAN.match(char) is not None


def _barred(text: str) -> set[int]:
    """Where no line may end whatever ICU says: before closing signs and dashes, after opening ones."""
    closing_quotes = _low_quote_ends(text)
    barred: set[int] = set()
    for found in _SIGNS.finditer(text):
        start, end = found.span()
        if text[start] in _DASHES:  # a line begins with no dash but the long Chinese one
            if text[start : start + 2] != "——":
                barred.add(start)
        elif text[start] in CLOSING or start in closing_quotes:
            barred.add(start)
        else:
            barred.update(range(start + 1, end + 1))
    return barred


def _loose(text: str) -> set[int]:
    """Where a line had better not end: behind a word of one letter, an initial, a number, inside a span."""
    loose = set()
    for found in _TIED.finditer(text):
        end = found.end()
        while end < len(text) and text[end] == " ":
            end += 1
        if end < len(text):
            loose.add(end)
    return loose


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
