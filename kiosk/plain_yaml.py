"""YAML reduced to plain data: the one way in for every file that a person writes.

One pass over libyaml's events builds the data and remembers the line of every value. What a hall
needs no more than a burglar does is refused on sight: anchors, aliases, merge keys, tags, several
documents, nesting beyond 16, files beyond 1 MB. So no file can cost more than its own length
(libyaml's own loader crashes on 200 kB of ``[`` and takes 26 s for 431 bytes of merge keys).

Plain scalars follow the core schema of YAML 1.2: ``yes`` and ``2024-02-30`` are texts. Lists come as
tuples, keys as texts. Unicode is brought to its composed form (NFC), as keyboards in the hall type it.
"""

import errno
import os
import re
import stat
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

from kiosk.plain_yaml_errors import (
    QUOTES,
    explain_encoding,
    explain_other_file,
    explain_syntax,
    odd_quotes,
    refusal,
)
from kiosk.problems import Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 16
MAX_DIGITS = 15
MAX_PROBLEMS = 50

Step = str | int
FieldPath = Sequence[Step]

_LOOK_CLOSER = frozenset("-+.0123456789~nNtTfF" + "".join(QUOTES))
"""A plain value that begins otherwise is a text and nothing else."""
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
        text += f"[{step}]" if isinstance(step, int) else f".{short(step)}" if text else short(step)
    return text


def short(name: str) -> str:
    """A name as it stands in a message, however long somebody made it."""
    return name if len(name) <= 64 else name[:63] + "…"


def read_yaml(path: Path, shown: Path) -> tuple[Document | None, tuple[Problem, ...]]:
    """Read one file; ``shown`` is its name in problems. Never raises for what the file holds.

    The document is None when nothing of it can be used. Raises OSError when the file cannot be opened.
    """
    return parse_bytes(read_bytes(path), shown)


def read_bytes(path: Path) -> bytes | None:
    """The first ``MAX_BYTES + 1`` bytes of a file; None when it is a folder, a pipe or the like.

    Raises OSError when it cannot be opened.
    """
    try:
        # A pipe would wait for ever for somebody to write.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ENXIO:
            return None
        raise
    with open(descriptor, "rb", closefd=True) as file:  # noqa: PTH123 it has a descriptor and no name
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            return None
        return file.read(min(found.st_size, MAX_BYTES) + 1)


def parse_bytes(raw: bytes | None, shown: Path) -> tuple[Document | None, tuple[Problem, ...]]:
    """Like :func:`read_yaml`, for what :func:`read_bytes` gave."""
    if raw is None:
        return None, (refusal(shown, None, "", "not-a-file"),)
    other = explain_other_file(shown, raw)
    if other is not None:
        return None, (other,)
    if len(raw) > MAX_BYTES:
        return None, (refusal(shown, None, "", "too-large"),)
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
            raise Refused(refusal(shown, None, "", "too-many"))

    try:
        document = _build(text, shown, report)
    except Refused as refused:
        return None, (*problems, refused.problem)
    except yaml.YAMLError as error:
        explained = explain_syntax(shown, text, error)
        told = any((each.code, each.line) == (explained.code, explained.line) for each in problems)
        return None, tuple(problems) if told else (*problems, explained)
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
                raise Refused(_sign(shown, event, dotted(path())))
            value: Any = event.value
            if is_map and key is None:
                line = event.start_mark.line
                if value == "<<" and event.implicit[0]:
                    raise Refused(refusal(shown, line, dotted(path()), "merge-key"))
                if value in box:
                    where = dotted([*path()[:-1], value])
                    first = marks[value] if isinstance(marks[value], int) else marks[value][0]
                    report(refusal(shown, line, where, "duplicate-key", key=short(value), first=first + 1))
                key = value
                continue
            if event.implicit[0] and (not value or value[0] in _LOOK_CLOSER):
                curly = odd_quotes(value, key if is_map else None)
                if curly:
                    report(refusal(shown, event.start_mark.line, dotted(path()), curly, sign=value[0]))
                try:
                    value = _resolve(value)
                except ValueError:
                    at = event.start_mark.line
                    report(refusal(shown, at, dotted(path()), "long-number", most=MAX_DIGITS))
            if is_map:
                box[key] = value
                marks[key] = line
                key = None
            else:
                box.append(value)
                marks.append(event.start_mark.line)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                raise Refused(_sign(shown, event, dotted(path())))
            if len(stack) == MAX_DEPTH:
                raise Refused(refusal(shown, event.start_mark.line, "", "too-deep", most=MAX_DEPTH))
            if not is_map:
                line = event.start_mark.line
            elif key is None:
                raise Refused(refusal(shown, event.start_mark.line, dotted(path()), "odd-key"))
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
            raise Refused(_sign(shown, event, dotted(path())))
        elif kind is DocumentStartEvent and box:
            raise Refused(refusal(shown, event.start_mark.line, "", "several-documents"))
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


def _sign(shown: Path, event: Any, where: str) -> Problem:
    """A value with a reference or a type in front of it."""
    line = event.start_mark.line
    if event.anchor is None:
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        return refusal(shown, line, where, "tag", sign=short(tag))
    sign = "*" if isinstance(event, AliasEvent) else "&"
    return refusal(shown, line, where, "anchor", sign=short(sign + event.anchor))
