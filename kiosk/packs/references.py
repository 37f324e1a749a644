"""Records that point to other records."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.messages import Name, say
from kiosk.packs.memory import RecordReading
from kiosk.problems import Problem, Severity
from kiosk.suggest import suggest


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of ``related``, and where it stands."""

    target: str
    """``winged-horses``, or ``esik/winged-horses`` in another pack."""
    file: Path
    line: int
    field: str
    title: Mapping[str, str]
    """Title of the record that it stands in: language -> text."""


def references_of(reading: RecordReading, file: Path) -> list[Reference]:
    """Those of one record, whose file lies at ``file``."""
    record = reading.outline
    if record is None:
        return []
    return [
        Reference(target, file, line, f"related[{index}]", record.title)
        for index, (target, line) in enumerate(zip(record.related, reading.related_lines, strict=True))
    ]


def split(
    references: Iterable[Reference], pack_id: str
) -> tuple[tuple[Reference, ...], tuple[Reference, ...]]:
    """Those into the pack itself, and those into other packs."""
    own: list[Reference] = []
    foreign: list[Reference] = []
    for reference in references:
        neighbour, _, _ = reference.target.rpartition("/")
        (foreign if neighbour and neighbour != pack_id else own).append(reference)
    return tuple(own), tuple(foreign)


def lost(own: Iterable[Reference], ids: Collection[str]) -> Iterator[Problem]:
    """An error for every reference within a pack to a record that it does not have."""
    for reference in own:
        target = reference.target.rpartition("/")[2]
        if target not in ids:
            yield _lost(reference, target, ids, "error")


def lost_neighbours(foreign: Iterable[Reference], ids: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """A warning for every reference to a record that another pack does not have.

    ``ids`` holds the records of each pack that could be read; a pack that is not there may come later.
    """
    for reference in foreign:
        neighbour, _, target = reference.target.partition("/")
        if neighbour in ids and target not in ids[neighbour]:
            yield _lost(reference, target, ids[neighbour], "warning")


def _lost(reference: Reference, target: str, ids: Collection[str], severity: Severity) -> Problem:
    return Problem(
        reference.file,
        reference.line,
        reference.field,
        "unknown-record",
        say("There is no record `{name}`.", name=reference.target),
        suggest(target, ids) or say("Write the `id` of a record, or take the line out."),
        severity,
        Name.of(reference.title),
    )
