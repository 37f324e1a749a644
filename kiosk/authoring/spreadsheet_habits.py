"""What spreadsheets do to the cells of a CSV file, and how to keep them from it."""

import re

_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
"""What a spreadsheet would calculate when it opens a CSV file, or what looks like our answer to it."""
_NUMBER = re.compile(r"(?i)'*(?:true|false|(?!(?:0|[1-9]\d{0,14})$)(?=.*\d)[\d\s.,:/e%$€¥-]+)")
"""What it would write in another way: 0012 as 12, 1/2 as a day in February."""


def looks_like_formula(words: str) -> bool:
    return bool(_FORMULA.match(words))


def _unsafe(words: str) -> bool:
    return looks_like_formula(words) or bool(_NUMBER.fullmatch(words))


def guarded(words: str) -> str:
    """A cell of a CSV file that we write, with an apostrophe where a spreadsheet would not leave it alone."""
    return f"'{words}" if _unsafe(words) else words


def unguarded(words: str) -> str:
    """What ``guarded`` was given."""
    return words[1:] if words.startswith("'") and _unsafe(words) else words
