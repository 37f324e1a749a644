"""Dates in words, as collection systems and labels write them, back to years.

Understands what ``kiosk.formatting`` writes in the four languages, and the usual English, Russian, Kazakh and
Chinese ways of a catalogue. What it does not understand whole it does not guess.
"""

import re
from dataclasses import dataclass
from typing import Literal

_CENTURY, _MILLENNIUM = 100, 1000
_NUMBERS = ("number", "ordinal", "roman", "decade")

#: Kind of token -> how each language writes it (regular expressions). Tried in this order at each place.
_TOKENS: dict[str, tuple[str, ...]] = {
    "part": (
        r"(?:the )?(?:(?:first|second|1st|2nd) half|(?:first|second|third|fourth|last|1st|2nd|3rd|4th) "
        r"(?:quarter|third)|early|late|mid(?:dle)?|beginning|end)(?:[ -]*(?:of )?(?:the )?)",
        r"(?:перв\w+|втор\w+) половин\w+|(?:начал\w|кон[ец]\w*|середин\w)",
        r"соңы|басы|ортасы",
        r"[初末中早晚]期?",
    ),
    "century": (
        r"centuries|century|cent\.?|(?<=[tdh] )c\.",
        r"вв\.?|в\.|век\w*|столети\w+",
        r"ғғ\.?|ғ\.|ғасыр\w*",
        r"世纪",
    ),
    "circa": (
        r"about|around|probably|possibly|perhaps|approximately|approx\.?|circa|ca\.?|c\.(?! ?e)|\?",
        r"около|ок\.|прибл\.",
        r"шамамен",
        r"大?约",
    ),
    "bc": (
        r"b\. ?c\. ?e\.?|b\. ?c\.?|bce?(?![a-z])",
        r"до н\. ?э\.?",
        r"б\. ?з\. ?б\.?|б\. ?з\. ?дейін(?:гі)?",
        r"(?:公元)?前",
    ),
    "ad": (r"a\. ?d\.?|ad(?![a-z])|c\. ?e\.?|ce(?![a-z])", r"н\. ?э\.?", r"б\. ?з\.?", r"公元"),
    "millennium": (
        r"millennium|millennia",
        r"тыс\. ?(?:до(?= н)|лет)?|тысячелети\w+",
        r"мыңжылды\w+",
        r"千年纪?",
    ),
    "year": (r"years?", r"гг?\.?|год\w*", r"жж?\.?|жыл\w*", r"年"),
    "decade": (r"\d{3}0(?:'?s|-?е)(?!\w)",),
    "ordinal": (r"\d{1,6}(?:st|nd|rd|th)", r"\d{1,6}-?(?:й|го|е)", r"\d{1,6}-?(?:ші|шы|ыншы|інші)"),
    "number": (r"\d{1,6}(?!\d)",),
    "roman": (r"[ivxl]+(?![a-zа-я])",),
    "dash": (r"[-/]|to |till |until ", r"по ", r"[至到]"),
    "filler": (r"the |of |in ", r"в (?=[\divx])", r"[,.()\s]"),
}
_PATTERN = re.compile("|".join(f"(?P<{kind}>{'|'.join(words)})" for kind, words in _TOKENS.items()))
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_DASHES = dict.fromkeys("–—―−‒‐‑〜～", "-")
_LOOKALIKES = str.maketrans({**_DASHES, "х": "x", "і": "i", "ӏ": "i", "\u00a0": " "})
"""Dashes, Cyrillic letters that are typed for Roman numerals, the space that does not part."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """Years BC are negative; there is no year 0."""

    earliest: int
    latest: int
    precision: Literal["century", "year"]
    circa: bool = False


@dataclass(slots=True)
class _End:
    """One side of a dash."""

    number: int | None = None
    digits: int = 0
    era: str = ""
    decade: bool = False


def read_date(text: str) -> DateWords | None:
    """``5th–3rd century BC`` as years; None for what is not understood.

    "Early", "late" and "half" leave the whole century: the kiosk shows no smaller parts.
    """
    ends, units, circa, counted = [_End()], set(), False, False
    for kind, found in _tokens(text):
        end = ends[-1]
        if kind == "circa":
            circa = True
        elif kind in ("bc", "ad"):
            if end.era:
                return None
            end.era = kind
        elif kind in ("century", "millennium", "year"):
            units.add(kind)
        elif kind == "dash":
            if end.number is None:
                return None
            ends.append(_End())
        elif kind in _NUMBERS:
            if end.number is not None:
                return None
            counted = counted or kind in ("ordinal", "roman")
            end.number = _roman(found) if kind == "roman" else int(found)
            end.digits, end.decade = len(found), kind == "decade"
        elif kind == "unknown":
            return None
    unit = units.pop() if units else "century" if counted else "year"
    if units or (counted and unit == "year"):
        return None
    return _years(ends, unit, circa)


def _tokens(text: str) -> list[tuple[str, str]]:
    """Kind and number of every token; ``unknown`` for what is none."""
    text = text.strip().casefold().translate(_LOOKALIKES)
    tokens: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        match = _PATTERN.match(text, at)
        if match is None or match.end() == at or match.lastgroup is None:
            return [("unknown", "")]
        kind = match.lastgroup
        digits = re.search(r"\d+|[ivxl]+", match.group()) if kind in _NUMBERS else None
        tokens.append((kind, digits.group() if digits else ""))
        at = match.end()
    return tokens


def _roman(letters: str) -> int:
    total = 0
    for letter, after in zip(letters, [*letters[1:], ""], strict=True):
        value = _ROMAN[letter]
        total += -value if _ROMAN.get(after, 0) > value else value
    return total


def _years(ends: list[_End], unit: str, circa: bool) -> DateWords | None:
    if len(ends) > 2 or any(end.number is None or end.number == 0 for end in ends):
        return None
    first, last = ends[0], ends[-1]
    # An era that is said once is meant for both.
    eras = (first.era or last.era or "ad", last.era or first.era or "ad")
    if eras == ("ad", "bc"):
        return None
    if (
        unit == "year"
        and eras == ("ad", "ad")
        and last.digits < first.digits
        and first.number
        and last.number
    ):
        # 1850-60
        last.number += first.number // 10**last.digits * 10**last.digits
    spans = [_span(end, unit, era) for end, era in zip((first, last), eras, strict=True)]
    earliest, latest = spans[0][0], spans[1][1]
    if earliest > latest or latest > 2_100 or earliest < -100_000:
        return None
    return DateWords(earliest, latest, "year" if unit == "year" else "century", circa)


def _span(end: _End, unit: str, era: str) -> tuple[int, int]:
    number = end.number or 0
    if unit == "year":
        low, high = number, number + (9 if end.decade else 0)
    else:
        size = _CENTURY if unit == "century" else _MILLENNIUM
        low, high = (number - 1) * size + 1, number * size
    return (low, high) if era == "ad" else (-high, -low)
