"""YAML reduced to plain data: the one way in for every file that a person writes.

One pass over libyaml's events builds the data and remembers the line of every value. What a hall
needs no more than a burglar does is refused on sight: anchors, aliases, merge keys, tags, several
documents, nesting beyond 16, files beyond 1 MB. So no file can cost more than its own length
(libyaml's own loader crashes on 200 kB of ``[`` and takes 26 s for 431 bytes of merge keys).

Plain scalars follow the core schema of YAML 1.2: ``yes`` and ``2024-02-30`` are texts. Lists come as
tuples, keys as texts. Unicode is brought to its composed form (NFC), as keyboards in the hall type it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from kiosk.plain_yaml_errors import explain_encoding, explain_syntax
from kiosk.problems import Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 16
MAX_DIGITS = 15
MAX_PROBLEMS = 50

Step = str | int
FieldPath = Sequence[Step]

_MAYBE_NOT_TEXT = frozenset("-+.0123456789~nNtTfF")
_CONSTANTS: dict[str, Any] = {
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Document:
    """One file's data, and where each value stands."""

    data: Any
    """dict, tuple, str, int, float, bool or None; None for an empty file."""
    marks: Any = field(default=None, repr=False)
    """The same shape: a line (from 0) for a scalar, ``(line, marks)`` for a dict or tuple."""

    def line(self, path: FieldPath) -> int:
        """Line, counted from 1, of the value at ``path``, or of the deepest part of it that exists."""
        line, marks = 0, self.marks
        for step in path:
            try:
                mark = marks[step]
            except (KeyError, IndexError, TypeError):
                break
            line, marks = mark if isinstance(mark, tuple) else (mark, None)
        return line + 1


class Refused(Exception):
    """The file cannot be read as plain data; carries the one problem that says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def dotted(path: FieldPath) -> str:
    """``("images", 0, "alt")`` as ``images[0].alt``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def read_yaml(path: Path, shown: Path) -> tuple[Document | None, tuple[Problem, ...]]:
    """Read one file; ``shown`` is its name in problems. Never raises for what the file holds.

    The document is None when nothing of it can be used. Raises OSError when the file cannot be opened.
    """
    if path.exists() and not path.is_file():
        # Opening a pipe would wait for ever.
        return None, (
            Problem(shown, None, "", "not-a-file", "This is not a file.", "Put a file in its place."),
        )
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        problem = Problem(
            shown, None, "", "too-large", "The file is larger than 1 MB.", "Move parts of it to other files."
        )
        return None, (problem,)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, (explain_encoding(shown, raw, error.start),)
    return parse_yaml(text, shown)


def parse_yaml(text: str, shown: Path) -> tuple[Document | None, tuple[Problem, ...]]:
    """Like :func:`read_yaml`, for text at hand."""
    text = unicodedata.normalize("NFC", text)
    problems: list[Problem] = []

    def report(problem: Problem) -> None:
        problems.append(problem)
        if len(problems) == MAX_PROBLEMS:
            raise Refused(Problem(shown, problem.line, "", "too-many", "There are more problems like these."))

    try:
        document = _build(text, shown, report)
    except Refused as refused:
        return None, (*problems, refused.problem)
    except yaml.YAMLError as error:
        return None, (*problems, explain_syntax(shown, text, error))
    return document, tuple(problems)


def _build(text: str, shown: Path, report: Callable[[Problem], None]) -> Document:
    # The innermost container, its marks, and the key that waits for its value. A list around the
    # whole document spares a special case for its root.
    box: Any = []
    marks: Any = []
    is_map = False
    key: str | None = None
    line = 0
    stack: list[tuple[Any, Any, bool, str | None, int]] = []

    def path() -> list[Step]:
        frames = [*stack, (box, marks, is_map, key, line)][1:]
        return [frame[3] or "" if frame[2] else len(frame[0]) for frame in frames]

    events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
    for event in events:
        kind = event.__class__
        if kind is ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                raise Refused(_forbidden(shown, event, dotted(path())))
            value: Any = event.value
            if is_map and key is None:
                line = event.start_mark.line
                if value == "<<" and event.implicit[0]:
                    raise Refused(_forbidden(shown, event, dotted(path())))
                if value in box:
                    report(_duplicate(shown, line, dotted([*path()[:-1], value]), value, marks[value]))
                key = value
                continue
            if event.implicit[0] and (not value or value[0] in _MAYBE_NOT_TEXT):
                try:
                    value = _resolve(value)
                except ValueError:
                    report(_long_number(shown, event.start_mark.line, dotted(path())))
            if is_map:
                box[key] = value
                marks[key] = line
                key = None
            else:
                box.append(value)
                marks.append(event.start_mark.line)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                raise Refused(_forbidden(shown, event, dotted(path())))
            if len(stack) == MAX_DEPTH:
                raise Refused(_too_deep(shown, event.start_mark.line))
            if not is_map:
                line = event.start_mark.line
            elif key is None:
                raise Refused(_odd_key(shown, event.start_mark.line, dotted(path())))
            stack.append((box, marks, is_map, key, line))
            is_map = kind is MappingStartEvent
            box, marks = ({}, {}) if is_map else ([], [])
            key = None
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            inner = box if is_map else tuple(box), marks
            box, marks, is_map, key, line = stack.pop()
            if is_map:
                box[key], marks[key] = inner[0], (line, inner[1])
                key = None
            else:
                box.append(inner[0])
                marks.append((line, inner[1]))
        elif kind is AliasEvent:
            raise Refused(_forbidden(shown, event, dotted(path())))
        elif kind is DocumentStartEvent and box:
            raise Refused(_second_document(shown, event.start_mark.line))
    if not box:
        return Document(None)
    return Document(box[0], marks[0][1] if isinstance(marks[0], tuple) else None)


def _resolve(plain: str) -> Any:
    """The value of a plain scalar under the core schema. ValueError when a number is too long."""
    if not plain:
        return None
    if plain in _CONSTANTS:
        return _CONSTANTS[plain]
    if _INT.fullmatch(plain):
        if len(plain) > MAX_DIGITS + 1:
            raise ValueError
        return int(plain)
    if _FLOAT.fullmatch(plain):
        if len(plain) > 2 * MAX_DIGITS:
            raise ValueError
        return float(plain)
    return plain


def _forbidden(shown: Path, event: Any, where: str) -> Problem:
    line = event.start_mark.line + 1
    if isinstance(event, AliasEvent) or event.anchor is not None:
        sign = "*" if isinstance(event, AliasEvent) else "&"
        return Problem(
            shown,
            line,
            where,
            "anchor",
            f"A value begins with {sign}{event.anchor}, which YAML reads as a reference.",
            "Write the value out in full; if the sign belongs to the text, put the text in quotes.",
        )
    if event.tag is not None:
        return Problem(
            shown,
            line,
            where,
            "tag",
            f"A value begins with {event.tag}, which YAML reads as a type.",
            "Leave it out; if the ! belongs to the text, put the text in quotes.",
        )
    return Problem(
        shown,
        line,
        where,
        "merge-key",
        "The key << copies other values in here.",
        "Write the values out in full.",
    )


def _duplicate(shown: Path, line: int, where: str, key: str, first: Any) -> Problem:
    first_line = (first[0] if isinstance(first, tuple) else first) + 1
    return Problem(
        shown,
        line + 1,
        where,
        "duplicate-key",
        f"`{key}` stands here twice, first on line {first_line}.",
        "Keep one of the two.",
    )


def _long_number(shown: Path, line: int, where: str) -> Problem:
    return Problem(
        shown,
        line + 1,
        where,
        "long-number",
        f"A number of more than {MAX_DIGITS} digits.",
        "If it is a name or an inventory number, put it in quotes.",
    )


def _too_deep(shown: Path, line: int) -> Problem:
    return Problem(
        shown,
        line + 1,
        "",
        "too-deep",
        f"Lists or groups are nested more than {MAX_DEPTH} deep.",
        "Look for brackets [ or { that do not belong here.",
    )


def _odd_key(shown: Path, line: int, where: str) -> Problem:
    return Problem(
        shown,
        line + 1,
        where,
        "odd-key",
        "A list or a group stands where the name of a field should be.",
        "If the brackets belong to the text, put the text in quotes.",
    )


def _second_document(shown: Path, line: int) -> Problem:
    return Problem(
        shown,
        line + 1,
        "",
        "several-documents",
        "A line --- begins a second document in this file.",
        "Take the line out, or put the second part into a file of its own.",
    )
