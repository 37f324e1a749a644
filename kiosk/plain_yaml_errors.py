"""Why a file is not YAML, or not UTF-8, in words for somebody who is no programmer."""

import re
from pathlib import Path
from typing import Any

import yaml

from kiosk.languages import LANGUAGES
from kiosk.messages import NOTHING, Message, quoted, say
from kiosk.problems import Problem, Severity

_TAB_INDENT = re.compile(r"^ *\t")
_ENCLOSING = {"“": "”“", "”": "”", "„": "“”", "«": "»", "「": "」", "『": "』"}
QUOTES = tuple(_ENCLOSING)
"""Printers' quotation marks, which office programs type for straight ones and YAML takes for letters."""
#: A text in such marks with something in it that YAML understands.
_CURLY_TEXT = re.compile(r"(?:: |- |[\[{,] *)[“”„«「『][^“”»」』]*(?:: |:$| #|[,\[\]{}])")
_FULLWIDTH_COLON = re.compile(r"^\s*(- )?[A-Za-z_]+：")

#: libyaml's words -> (our code, message, hint).
_SYNTAX: tuple[tuple[str, str, Message, Message], ...] = (
    (
        "mapping values are not allowed",
        "colon",
        say("A colon and a space stand inside a text, or this line is indented unlike its neighbours."),
        say('Put the text in quotes: `"Gold: a history"`, or line the fields up.'),
    ),
    (
        "could not find expected ':'",
        "no-colon",
        say("A line here is neither a field with its colon nor part of a text."),
        say("Write `field: value`, or indent the line if it continues the text above."),
    ),
    (
        "found character that cannot start any token",
        "odd-character",
        say("A value begins with a character that YAML keeps for itself: @, % or a backquote."),
        say("Put the text in quotes."),
    ),
    (
        "found unexpected end of stream",
        "open-quote",
        say("A quotation mark is opened and never closed."),
        say("Close it, or write a text that has quotation marks in it under `>-` on lines of its own."),
    ),
    (
        "found unexpected document indicator",
        "open-quote",
        say("A quotation mark is opened and never closed."),
        say("Close it."),
    ),
    (
        "did not find expected ',' or",
        "open-bracket",
        say("A bracket `[` or `{` is opened and not closed, or a comma is missing."),
        say("Close the bracket; if it belongs to the text, put the text in quotes."),
    ),
    (
        "did not find expected node content",
        "open-bracket",
        say("Something is missing in a list between brackets."),
        say("If the brackets belong to the text, put the text in quotes."),
    ),
    (
        "did not find expected '-' indicator",
        "indentation",
        say("This line does not fit the list above it."),
        say("Begin each item with a hyphen, all hyphens in one column."),
    ),
    (
        "did not find expected key",
        "indentation",
        say("This line does not fit the ones above it."),
        say("Line it up with its neighbours; put a text that has quotes, brackets or a colon in quotes."),
    ),
    (
        "block sequence entries are not allowed",
        "indentation",
        say("A list begins where none can stand."),
        say("Put the first hyphen on a line of its own, under the field's name."),
    ),
    (
        "unknown escape character",
        "backslash",
        say("A backslash stands in a text in double quotes."),
        say("Use single quotes, or write two backslashes."),
    ),
    (
        "control characters are not allowed",
        "control-character",
        say("The file has a character that cannot be seen or printed."),
        say("Delete it and type the text again."),
    ),
)


#: Valid YAML that the kiosk does not take: code -> message, hint.
_REFUSALS: dict[str, tuple[Message, Message]] = {
    "not-a-file": (say("This is not a file."), say("Put a file in its place.")),
    "too-large": (say("The file is larger than 1 MB."), say("Move parts of it to other files.")),
    "too-many": (say("There are more problems like these."), NOTHING),
    "anchor": (say("A value begins with `{sign}`, which YAML reads as a reference."),
               say("Write the value out in full; if the sign belongs to the text, put the text in quotes.")),
    "tag": (say("A value begins with `{sign}`, which YAML reads as a type."),
            say("Leave it out; if the `!` belongs to the text, put the text in quotes.")),
    "curly-quotes": (say("The text begins with {sign} and ends early: YAML knows only straight quotes."),
                     say('Put straight ones around the whole text: `"…"`.')),
    "quotes-shown": (say("The sign {sign} belongs to the value: YAML knows only straight quotation marks."),
                     say('Type `"` for both of them, or leave them out.')),
    "merge-key": (say("The key `<<` copies other values in here."), say("Write the values out in full.")),
    "duplicate-key": (say("`{key}` stands here twice, first on line {first}."), say("Keep one of the two.")),
    "long-number": (say("A number of more than {most} digits."),
                    say("If it is a name or an inventory number, put it in quotes.")),
    "too-deep": (say("Lists or groups are nested more than {most} deep."),
                 say("Look for brackets `[` or `{` that do not belong here.")),
    "odd-key": (say("A list or a group stands where the name of a field should be."),
                say("If the brackets belong to the text, put the text in quotes.")),
    "several-documents": (say("A line `---` begins a second document in this file."),
                          say("Take the line out, or put the second part into a file of its own.")),
}  # fmt: skip


def refusal(shown: Path, line: int | None, where: str, code: str, **facts: object) -> Problem:
    """A problem of valid YAML; ``line`` counts from 0, as libyaml's do."""
    message, hint = _REFUSALS[code]
    severity: Severity = "warning" if code == "quotes-shown" else "error"
    number = None if line is None else line + 1
    return Problem(shown, number, where, code, message.filled(**facts), hint, severity)


def odd_quotes(value: str, field: str | None) -> str:
    """What is wrong with a value outside straight quotation marks: a code, or nothing.

    ``field`` is its name, None in a list. A text for visitors may stand in such marks, a number may not.
    """
    if not value or value[0] not in _ENCLOSING:
        return ""
    closing = [at for at, char in enumerate(value) if at and char in _ENCLOSING[value[0]]]
    if not closing:
        return "curly-quotes"
    whole = closing[0] == len(value) - 1
    return "quotes-shown" if whole and field is not None and field not in LANGUAGES else ""


#: First bytes of what is no text at all -> what it is, and a sign further on that tells it from its like.
_OTHER_FILES: tuple[tuple[bytes, bytes, Message], ...] = (
    (b"PK\x03\x04", b"xl/", say("an Excel workbook")),
    (b"PK\x03\x04", b"word/", say("a Word document")),
    (b"PK\x03\x04", b"opendocument.spreadsheet", say("an OpenDocument spreadsheet")),
    (b"PK\x03\x04", b"opendocument", say("an OpenDocument text")),
    (b"PK\x03\x04", b".iwa", say("a document of Pages or Numbers")),
    (b"PK\x03\x04", b"", say("an archive")),
    (b"\xd0\xcf\x11\xe0", b"W\0o\0r\0k\0b\0o\0o\0k", say("an Excel workbook")),
    (b"\xd0\xcf\x11\xe0", b"", say("a Word document")),
    (b"{\\rtf", b"", say("a document of an office program (RTF)")),
    (b"%PDF", b"", say("a PDF")),
    (b"<!DOCTYPE", b"", say("a web page")),
    (b"<html", b"", say("a web page")),
    (b"\xff\xd8\xff", b"", say("a picture")),
    (b"\x89PNG", b"", say("a picture")),
)


def explain_other_file(shown: Path, raw: bytes) -> Problem | None:
    """A file of another program that is called YAML; None for what may be text."""
    if raw[:64] == b"\0" * 64:
        message = say("The file begins with zeros only: it was not copied whole.")
        return Problem(shown, None, "", "not-yaml", message, say("Copy it again from where it came."))
    for begins, sign, what in _OTHER_FILES:
        if raw.startswith(begins) and sign in raw:
            message = say("This is {what}, whatever it is called; the kiosk reads plain text.", what=what)
            hint = say("Copy the texts into a new file in a text editor, and save it as UTF-8.")
            return Problem(shown, None, "", "not-yaml", message, hint)
    return None


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
            say("The line is indented with a tab."),
            say("Indent with spaces, two for each step."),
        )
    for number in range(max(0, line - 2), min(len(lines), line + 1)):
        if _FULLWIDTH_COLON.match(lines[number]):
            return Problem(
                shown,
                number + 1,
                "",
                "fullwidth-colon",
                say("The field's name ends with a full-width colon “：”."),
                say("Write a plain colon and a space: `field: value`."),
            )
    if lines and _CURLY_TEXT.search(lines[line]):
        return Problem(
            shown,
            line + 1,
            "",
            "curly-quotes",
            say("A text stands in curly or angular quotation marks here; YAML knows only straight ones."),
            say('Put straight ones around the whole text: `"…"`.'),
        )
    opens = _runaway_quote(text, line)
    if opens is not None:
        return Problem(
            shown,
            opens + 1,
            "",
            "open-quote",
            say("The quotation mark that opens in this line is closed only in line {line}.", line=line + 1),
            say("Close it where the text ends; leave marks out that stand inside the text."),
        )
    for sign, code, message, hint in _SYNTAX:
        if sign in words:
            return Problem(shown, line + 1, "", code, message, hint)
    return Problem(
        shown,
        line + 1,
        "",
        "syntax",
        say("The file is not valid YAML here: {words}.", words=quoted(words)),
        say("Compare this line and the one above with a file that works."),
    )


def _runaway_quote(text: str, line: int) -> int | None:
    """Line from 0 of a quotation mark that only the next text's closes, in ``line``; else None."""
    last: Any = None
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            last = event
    except yaml.YAMLError:
        if isinstance(last, yaml.ScalarEvent) and last.style in ("'", '"'):
            opens, closes = last.start_mark.line, last.end_mark.line  # type: ignore[union-attr]
            return opens if opens < closes == line else None
    return None


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
    guess: str
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        line, guess = 1, "UTF-16"
    elif _looks_like_gbk(raw):
        guess = "GBK"
    elif _looks_like_cyrillic(raw):
        guess = "Windows-1251"
    else:
        guess = say("an older encoding")
    return Problem(
        shown,
        line,
        "",
        "not-utf-8",
        say("The file is not saved as UTF-8 (it looks like {guess}).", guess=guess),
        say("Open it in an editor and save it again with the encoding UTF-8."),
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
