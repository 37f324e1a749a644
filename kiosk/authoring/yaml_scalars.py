"""Writing one text into YAML: in the style it had, or in the nearest one that can hold it.

Styles are called by YAML's signs: ``""`` plain, ``'`` and ``"`` quoted, ``>`` folded, ``|`` literal.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kiosk.plain_yaml import parse_yaml

Style = Literal["", "'", '"', ">", "|"]
STYLES: dict[str, Style] = {"": "", "'": "'", '"': '"', ">": ">", "|": "|"}
WIDTH = 100
"""Columns of a folded text where the file itself shows no other habit."""

_SINGLE_SPACE = re.compile(r"(?<=\S) (?=\S)")
_PLAINLY_PLAIN = re.compile(r"[^\W\d_][^:#,\[\]{}\n\t\r]*[^\s:#,\[\]{}]", re.UNICODE)
"""Plain texts that need no trial: they begin with a letter and hold none of YAML's signs."""
_WORDS_OF_YAML = re.compile(r"(?i)null|true|false|yes|no|on|off|y|n|~")
_UNPRINTABLE = re.compile("[\x00-\x08\x0a-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a scalar stands, and how its file is written."""

    indent: int
    """Column of the lines that continue it."""
    newline: str = "\n"
    width: int = WIDTH
    column: int = 0
    """Column of its first character."""
    flow: bool = False
    """Between brackets."""
    wrapped: bool = False
    """A plain or quoted text that went over several lines."""
    alone: bool = True
    """Nothing follows on its line, so a block may begin here."""
    header: str = ""
    """First line of a folded or literal text, from its sign on."""


class CannotHold(Exception):
    """No style can hold the text here."""


def write_scalar(text: str, style: Style, setting: Setting, tried: bool = True) -> str:
    """``text`` as YAML, without a line end after it. CannotHold when that is impossible.

    A folded or literal text begins with its header; its lines are indented, the first line is not.
    ``tried=False`` leaves out the trial, for a caller who reads the whole file again.
    """
    for candidate in _candidates(text, style, setting):
        if not tried or _reads_as(candidate, text, setting.flow):
            return candidate
    raise CannotHold


def _candidates(text: str, style: Style, setting: Setting) -> Iterator[str]:
    if style in (">", "|") and not setting.flow:
        if style == ">" and not re.search(r"(?m)^[ \t]", text):
            yield _block(setting.header, _folded(text, setting), setting)
        yield _block(setting.header.replace(">", "|", 1), text.split("\n"), setting)
    elif style == "'" and "\n" not in text:
        yield _wrapped("'" + text.replace("'", "''") + "'", setting)
    elif style == "":
        if "\n" not in text and not _WORDS_OF_YAML.fullmatch(text):
            yield _wrapped(text, setting)
            if setting.wrapped:
                yield text
        if "\n" in text and not setting.flow and setting.alone:
            yield _block("|-", text.split("\n"), setting)
        if "\n" not in text and "'" not in text and ('"' in text or "\\" in text):
            yield _wrapped(f"'{text}'", setting)
    yield _wrapped(_double_quoted(text), setting)


def _block(header: str, lines: list[str], setting: Setting) -> str:
    margin = " " * setting.indent
    return setting.newline.join([header, *(margin + line if line else "" for line in lines)])


def _folded(text: str, setting: Setting) -> list[str]:
    """The lines of a folded text: a line break of the text is one break more in the file."""
    lines: list[str] = []
    for number, paragraph in enumerate(text.split("\n")):
        if number:
            lines.append("")
        if paragraph:
            lines += _filled(paragraph, setting.width - setting.indent, 0)
    return lines


def _filled(paragraph: str, width: int, taken: int) -> list[str]:
    """Lines of at most ``width`` columns where words allow it; ``taken`` columns of the first are used."""
    lines: list[str] = []
    line, room = "", width - taken
    for word in _SINGLE_SPACE.split(paragraph):
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line, room = word, width
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _wrapped(written: str, setting: Setting) -> str:
    if not setting.wrapped:
        return written
    lines = _filled(written, setting.width - setting.indent, setting.column - setting.indent)
    return (setting.newline + " " * setting.indent).join(lines)


def _double_quoted(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _UNPRINTABLE.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    code = ord(char)
    return _ESCAPES.get(char) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")


def _reads_as(written: str, text: str, flow: bool) -> bool:
    if written == text and _PLAINLY_PLAIN.fullmatch(text) and not _UNPRINTABLE.search(text):
        return True
    trial = f"{{k: {written}, z: 0}}" if flow else f"k: {written}\nz: 0\n"
    try:
        document, problems = parse_yaml(trial, Path("trial"))
    except UnicodeEncodeError:
        return False
    if document is None or problems or not isinstance(document.data, dict):
        return False
    found = document.data.get("k")
    return document.data.keys() == {"k", "z"} and isinstance(found, str) and found.strip() == text.strip()
