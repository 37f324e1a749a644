"""Is a mapping file right: for itself, for the hall's terms, and for the table it is used with?"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kiosk.authoring.from_table_mapping import Mapping as TableMapping
from kiosk.authoring.from_table_mapping import Source
from kiosk.authoring.from_table_rows import columns_of
from kiosk.authoring.tables import Cell
from kiosk.messages import NOTHING, Message, coded, say
from kiosk.packs.model import Terms
from kiosk.packs.place import Place
from kiosk.packs.reader import read_model
from kiosk.plain_yaml import Step
from kiosk.problems import Problem
from kiosk.suggest import did_you_mean, suggest

_Path = tuple[Step, ...]
_TERMS: Mapping[str, _Path] = {
    "materials": ("record", "materials"),
    "techniques": ("record", "techniques"),
    "themes": ("record", "themes"),
    "sites": ("record", "find", "site"),
    "institutions": ("record", "original", "institution"),
}


def read_mapping(path: Path) -> tuple[TableMapping | None, Place | None, list[Problem]]:
    """The mapping, its place for further problems, and every problem of the file itself."""
    mapping, place, problems = read_model(TableMapping, path)
    if mapping is not None and place is not None:
        problems += _check_sources(mapping.record, ("record",), place)
    return mapping, place, problems


def _check_sources(value: Any, path: _Path, place: Place) -> Iterator[Problem]:
    """Each source comes from one thing."""
    if isinstance(value, Source):
        given = [each for each in ("column", "template", "constant") if getattr(value, each) is not None]
        if len(given) != 1:
            message = say("One of `column`, `template` and `constant` is needed, and only one.")
            yield place.error(path, "wrong-source", message)
    elif isinstance(value, tuple):
        for at, each in enumerate(value):
            yield from _check_sources(each, (*path, at), place)
    elif hasattr(value, "__dict__"):
        for name, each in value.__dict__.items():
            yield from _check_sources(each, (*path, name), place)


def check_terms(mapping: TableMapping, terms: Terms, place: Place) -> Iterator[Problem]:
    """Every key that the mapping gives is one of the hall's."""
    for kind, path in _TERMS.items():
        value: Any = mapping
        for step in path:
            value = getattr(value, str(step), None)
        known = getattr(terms, kind)
        given: list[tuple[_Path, str]] = [
            ((*path, "values", word), key) for word, key in getattr(value, "values", {}).items()
        ]
        given += [((*path, "always", at), key) for at, key in enumerate(getattr(value, "always", ()))]
        if getattr(value, "default", None) is not None:
            given.append(((*path, "default"), value.default))
        for where, key in given:
            if key not in known:
                hint = suggest(key, known) or say("Add it to `terms/{kind}.yaml`.", kind=kind)
                message = say("There is no key `{key}` in `terms/{kind}.yaml`.", key=key, kind=kind)
                yield place.error(where, "unknown-term", message, hint)


def headings_of(cells: Sequence[Cell]) -> dict[int, str]:
    """Column -> heading."""
    found = {at: " ".join(cell.split()) for at, cell in enumerate(cells) if isinstance(cell, str)}
    return {at: name for at, name in found.items() if name}


def _nearest(name: str, headings: Sequence[str]) -> Message:
    """Did you mean …, whatever letters are capital."""
    spelled = {each.lower(): each for each in headings}
    hint = suggest(name, spelled)
    return did_you_mean(spelled[str(hint.facts["word"])]) if hint else NOTHING


def check_headings(headings: Sequence[str], mapping: TableMapping, place: Place) -> list[Problem]:
    """Every heading that the mapping names stands over one column of the table."""
    wanted: list[tuple[_Path, str]] = [(("record", *path), name) for path, name in columns_of(mapping.record)]
    wanted += [(("table", "only", name), name) for name in mapping.table.only]
    problems = []
    for path, name in wanted:
        count = list(headings).count(name)
        if count == 0:
            message = say("The table has no column `{name}`.", name=name)
            hint = _nearest(name, headings) or say("Its columns are {names}.", names=coded(headings[:30]))
            problems.append(place.error(path, "no-column", message, hint))
        elif count > 1:
            message = say("The table has {count} columns `{name}`.", count=count, name=name)
            problems.append(place.error(path, "two-columns", message, say("Give them different names.")))
    return problems
