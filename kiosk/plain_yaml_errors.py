"""Why a file is not YAML, or not UTF-8, in words for somebody who is no programmer."""

import re
from pathlib import Path

import yaml

from kiosk.problems import Problem

_TAB_INDENT = re.compile(r"^ *\t")
_FULLWIDTH_COLON = re.compile(r"^\s*(- )?[A-Za-z_]+：")

#: libyaml's words -> (our code, message, hint).
_SYNTAX: tuple[tuple[str, str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "colon",
        "A colon and a space stand inside a text, or this line is indented unlike its neighbours.",
        'Put the text in quotes: "Gold: a history", or line the fields up.',
    ),
    (
        "could not find expected ':'",
        "no-colon",
        "A line here is neither a field with its colon nor part of a text.",
        "Write `field: value`, or indent the line if it continues the text above.",
    ),
    (
        "found character that cannot start any token",
        "odd-character",
        "A value begins with a character that YAML keeps for itself (@, `, %).",
        "Put the text in quotes.",
    ),
    (
        "found unexpected end of stream",
        "open-quote",
        "A quotation mark is opened and never closed.",
        "Close it, or write a text that has quotation marks in it under `>-` on lines of its own.",
    ),
    (
        "found unexpected document indicator",
        "open-quote",
        "A quotation mark is opened and never closed.",
        "Close it.",
    ),
    (
        "did not find expected ',' or",
        "open-bracket",
        "A bracket [ or { is opened and not closed, or a comma is missing.",
        "Close the bracket; if it belongs to the text, put the text in quotes.",
    ),
    (
        "did not find expected node content",
        "open-bracket",
        "Something is missing in a list between brackets.",
        "If the brackets belong to the text, put the text in quotes.",
    ),
    (
        "did not find expected '-' indicator",
        "indentation",
        "This line does not fit the list above it.",
        "Begin each item with a hyphen, all hyphens in one column.",
    ),
    (
        "did not find expected key",
        "indentation",
        "This line does not fit the ones above it.",
        "Line it up with its neighbours; put a text that has quotes, brackets or a colon in quotes.",
    ),
    (
        "block sequence entries are not allowed",
        "indentation",
        "A list begins where none can stand.",
        "Put the first hyphen on a line of its own, under the field's name.",
    ),
    (
        "unknown escape character",
        "backslash",
        "A backslash stands in a text in double quotes.",
        "Use single quotes, or write two backslashes.",
    ),
    (
        "control characters are not allowed",
        "control-character",
        "The file has a character that cannot be seen or printed.",
        "Delete it and type the text again.",
    ),
)


#: Valid YAML that the kiosk does not take: code -> message, hint.
_REFUSALS: dict[str, tuple[str, str]] = {
    "not-a-file": ("This is not a file.", "Put a file in its place."),
    "too-large": ("The file is larger than 1 MB.", "Move parts of it to other files."),
    "too-many": ("There are more problems like these.", ""),
    "anchor": ("A value begins with {sign}, which YAML reads as a reference.",
               "Write the value out in full; if the sign belongs to the text, put the text in quotes."),
    "tag": ("A value begins with {sign}, which YAML reads as a type.",
            "Leave it out; if the ! belongs to the text, put the text in quotes."),
    "merge-key": ("The key << copies other values in here.", "Write the values out in full."),
    "duplicate-key": ("`{key}` stands here twice, first on line {first}.", "Keep one of the two."),
    "long-number": ("A number of more than {most} digits.",
                    "If it is a name or an inventory number, put it in quotes."),
    "too-deep": ("Lists or groups are nested more than {most} deep.",
                 "Look for brackets [ or { that do not belong here."),
    "odd-key": ("A list or a group stands where the name of a field should be.",
                "If the brackets belong to the text, put the text in quotes."),
    "several-documents": ("A line --- begins a second document in this file.",
                          "Take the line out, or put the second part into a file of its own."),
}  # fmt: skip


def refusal(shown: Path, line: int | None, where: str, code: str, **facts: object) -> Problem:
    """A problem of valid YAML; ``line`` counts from 0, as libyaml's do."""
    message, hint = _REFUSALS[code]
    return Problem(shown, None if line is None else line + 1, where, code, message.format(**facts), hint)


def explain_syntax(shown: Path, text: str, error: yaml.YAMLError) -> Problem:
    """The one problem behind libyaml's complaint."""
    words = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    lines = text.splitlines()
    line = min(_line(text, error), max(0, len(lines) - 1))
    near = lines[max(0, line - 2) : line + 1] if lines else []

    if any(_TAB_INDENT.match(each) for each in near) and "control" not in words:
        number = next(n for n in range(max(0, line - 2), len(lines)) if _TAB_INDENT.match(lines[n]))
        return Problem(
            shown,
            number + 1,
            "",
            "tab",
            "The line is indented with a tab.",
            "Indent with spaces, two for each step.",
        )
    for number in range(max(0, line - 2), min(len(lines), line + 1)):
        if _FULLWIDTH_COLON.match(lines[number]):
            return Problem(
                shown,
                number + 1,
                "",
                "fullwidth-colon",
                "The field's name ends with a full-width colon （：）.",
                "Write a plain colon and a space: `field: value`.",
            )
    for sign, code, message, hint in _SYNTAX:
        if sign in words:
            return Problem(shown, line + 1, "", code, message, hint)
    return Problem(
        shown,
        line + 1,
        "",
        "syntax",
        f"The file is not valid YAML here: {words}.",
        "Compare this line and the one above with a file that works.",
    )


def _line(text: str, error: yaml.YAMLError) -> int:
    """Line from 0. A quote or bracket left open is reported where it opens, not at the file's end."""
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    words = str(getattr(error, "problem", ""))
    if context is not None and ("end of stream" in words or "expected ','" in words):
        mark = context
    if mark is not None:
        return int(mark.line)
    position = getattr(error, "position", None)
    return text.count("\n", 0, position) if isinstance(position, int) else 0


def explain_encoding(shown: Path, raw: bytes, start: int) -> Problem:
    """Bytes that are not UTF-8 from ``start`` on: name the likely encoding."""
    line = raw.count(b"\n", 0, start) + 1
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        line, guess = 1, "UTF-16"
    elif _looks_like_gbk(raw):
        guess = "GBK"
    elif _looks_like_cyrillic(raw):
        guess = "Windows-1251"
    else:
        guess = "an older encoding"
    return Problem(
        shown,
        line,
        "",
        "not-utf-8",
        f"The file is not saved as UTF-8 (it looks like {guess}).",
        "Open it in an editor and save it again with the encoding UTF-8.",
    )


def _looks_like_gbk(raw: bytes) -> bool:
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    # Everyday characters (GB 2312, level 1) begin with B0–D7; Cyrillic read as GBK does not.
    pairs = [char.encode("gb18030")[0] for char in text if char > "\x7f"]
    everyday = sum(0xA1 <= lead <= 0xA3 or 0xB0 <= lead <= 0xD7 for lead in pairs)
    return bool(pairs) and everyday >= 0.7 * len(pairs)


def _looks_like_cyrillic(raw: bytes) -> bool:
    high = [byte for byte in raw if byte > 0x7F]
    return sum(byte >= 0xC0 for byte in high) >= 0.8 * len(high)
