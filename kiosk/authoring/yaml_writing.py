"""A new YAML file in the style of the shipped packs: one line a short text, long ones folded below."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kiosk.authoring.yaml_scalars import WIDTH, CannotHold, Setting, write_scalar
from kiosk.plain_yaml import parse_yaml

_PLAINLY_PLAIN = re.compile(r"[^\W\d_][\w ,.;()«»“”’–—!?/-]*[\w.)»”!?]|[a-z]", re.UNICODE)
"""Texts that need no quotes and no trial."""
_KEY = re.compile(r"[a-z][a-z0-9-]*")
_WORDS_OF_YAML = re.compile(r"(?i)null|true|false|yes|no|on|off|y|n")
_LONG = 80


def write_yaml(data: Mapping[str, Any], schema: str) -> str:
    """``data`` as a file whose first line names its schema. CannotHold when it would read otherwise."""
    text = "\n".join([f"# yaml-language-server: $schema={schema}", *_entries(data, 0), ""])
    document, problems = parse_yaml(text, Path("new"))
    if document is None or problems or document.data != as_read(data):
        raise CannotHold
    return text


def as_read(value: Any) -> Any:
    """Data as ``parse_yaml`` gives it: lists are tuples."""
    if isinstance(value, Mapping):
        return {key: as_read(each) for key, each in value.items()}
    return tuple(as_read(each) for each in value) if isinstance(value, list) else value


def _entries(data: Mapping[str, Any], column: int) -> Iterator[str]:
    margin = " " * column
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield f"{margin}{key}:"
            yield from _entries(value, column + 2)
        elif isinstance(value, list):
            yield from _list(key, value, column)
        else:
            yield f"{margin}{key}: {_scalar(value, column + 2, key)}"


def _list(key: str, values: Sequence[Any], column: int) -> Iterator[str]:
    margin = " " * column
    if all(isinstance(each, str) and _KEY.fullmatch(each) for each in values):
        yield f"{margin}{key}: [{', '.join(values)}]"
        return
    yield f"{margin}{key}:"
    for value in values:
        if isinstance(value, Mapping):
            lines = list(_entries(value, column + 4))
            yield f"{margin}  - {lines[0].lstrip(' ')}"
            yield from lines[1:]
        else:
            yield f"{margin}  - {_scalar(value, column + 4, '', quoted=True)}"


def _scalar(value: Any, indent: int, key: str, quoted: bool = False) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return repr(value)
    if key in ("accession_number", "version", "inventory_number", "accent"):
        quoted = True
    if not quoted and len(value) <= _LONG and _PLAINLY_PLAIN.fullmatch(value):
        if not _WORDS_OF_YAML.fullmatch(value) and " -" not in value:
            return value
    elif not quoted and "\n" in value:
        return write_scalar(value, "|", Setting(indent, width=WIDTH, header="|-"), tried=False)
    elif not quoted and len(value) > _LONG:
        return write_scalar(value, ">", Setting(indent, width=WIDTH, header=">-"), tried=False)
    return write_scalar(value, '"', Setting(indent, width=WIDTH), tried=False)
