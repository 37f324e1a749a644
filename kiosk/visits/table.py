"""Visits as a table for a spreadsheet or for statistics: UTF-8, one line a screen or one a visit."""

import csv
from collections.abc import Iterable
from typing import Any, Literal, TextIO

from kiosk.visits.figures import READING
from kiosk.visits.model import Visit

Lines = Literal["screens", "visits"]

_VISIT = ("visit", "kiosk", "day", "time", "utc_offset", "visit_language", "visit_seconds", "ended")
COLUMNS: dict[Lines, tuple[str, ...]] = {
    "visits": (*_VISIT, "screens", "records"),
    "screens": (*_VISIT, "number", "screen", "gallery", "record", "language", "after", "seconds"),
}
"""``utc_offset`` is in minutes; all lengths are in seconds."""


def write_table(visits: Iterable[Visit], lines: Lines, stream: TextIO) -> int:
    """Write the table; how many visits are in it."""
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(COLUMNS[lines])
    number = 0
    for visit in visits:
        number += 1
        table.writerows(_rows(visit, lines))
    return number


def _rows(visit: Visit, lines: Lines) -> Iterable[tuple[Any, ...]]:
    offset = visit.began.utcoffset()
    assert offset is not None
    head = (
        visit.id,
        visit.kiosk,
        f"{visit.began:%Y-%m-%d}",
        f"{visit.began:%H:%M:%S}",
        round(offset.total_seconds() / 60),
        visit.language or "",
        visit.seconds,
        visit.ended or "",
    )
    if lines == "visits":
        records = {(each.gallery, each.record) for each in visit.screens if each.screen in READING}
        yield (*head, len(visit.screens), len(records))
        return
    for number, each in enumerate(visit.screens, 1):
        seen = (each.screen, each.gallery, each.record, each.language or "", each.after, each.seconds)
        yield (*head, number, *seen)
