"""Changing texts in a YAML file, and nothing else of it: comments, order, quoting and line ends stay.

A round-trip library (load, change, dump) writes the whole file anew, in one habit of its own: it takes away
CRLF, a BOM, spaces between brackets, columns that somebody lined up, and the places where she broke a line.
So only the characters of the one text are exchanged here, at the places that libyaml tells, and the result
is read again: when anything but the wanted texts is different in it, nothing is changed at all.
"""

import codecs
import json
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kiosk.authoring.yaml_places import CannotEdit, Place, Splice, TextFile
from kiosk.authoring.yaml_scalars import CannotHold
from kiosk.languages import LANGUAGES
from kiosk.plain_yaml import MAX_BYTES, parse_yaml

__all__ = ["CannotEdit", "change_texts"]


def change_texts(raw: bytes, wanted: Mapping[Place, str]) -> bytes:
    """The file with other texts. A key is the path of a group of languages, and one of its languages.

    A language that the group does not have is added beside its siblings, in the order kk, zh, en, ru.
    Raises CannotEdit; then nothing of the file can be taken.
    """
    bom = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    text = raw[len(bom) :].decode("utf-8")
    file = TextFile(text)
    splices: list[Splice] = []
    ordered = sorted(wanted, key=lambda each: LANGUAGES.index(each[1]))
    for path, language in ordered:
        group = file.group(path)
        try:
            splices += file.change(group, language, wanted[path, language])
        except CannotHold:
            raise CannotEdit from None
    changed = bom + _spliced(text, splices).encode("utf-8")
    if len(changed) > MAX_BYTES:
        raise CannotEdit
    _prove(text, changed[len(bom) :].decode("utf-8"), wanted)
    return changed


def _spliced(text: str, splices: Sequence[Splice]) -> str:
    parts: list[str] = []
    at = 0
    for splice in sorted(splices, key=lambda each: (each.start, each.end)):
        if splice.start < at:
            raise CannotEdit
        parts += [text[at : splice.start], splice.words]
        at = splice.end
    return "".join([*parts, text[at:]])


def _prove(before: str, after: str, wanted: Mapping[Place, str]) -> None:
    """Raise CannotEdit unless the second differs from the first in the wanted texts and in nothing else."""
    file = Path("file")
    (old, _), (new, problems) = parse_yaml(before, file), parse_yaml(after, file)
    if old is None or new is None or problems:
        raise CannotEdit
    data = _thawed(old.data)
    for (path, language), words in wanted.items():
        group = data
        for step in path:
            group = group[step]
        group[language] = unicodedata.normalize("NFC", words)
    found = _thawed(new.data)
    for path, language in wanted:
        group, ours = found, data
        for step in path:
            group, ours = group[step], ours[step]
        if not isinstance(group.get(language), str) or group[language].strip() != ours[language].strip():
            raise CannotEdit
        group[language] = ours[language]
    # As JSON, where 1, 1.0 and true differ.
    if json.dumps(found, sort_keys=True) != json.dumps(data, sort_keys=True):
        raise CannotEdit


def _thawed(data: Any) -> Any:
    """A copy that can be changed."""
    if isinstance(data, dict):
        return {key: _thawed(value) for key, value in data.items()}
    return [_thawed(each) for each in data] if isinstance(data, tuple) else data
