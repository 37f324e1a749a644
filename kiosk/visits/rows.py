"""Visits to rows and back, for either database."""

from collections.abc import Generator, Iterable, Iterator
from datetime import datetime, timedelta, timezone
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from kiosk.visits import schema
from kiosk.visits.model import ScreenSeen, Visit

_visit, _screen = schema.visit.c, schema.screen.c
_HEAD = (
    _visit.id,
    _visit.kiosk,
    _visit.began,
    _visit.utc_offset,
    _visit.language,
    _visit.seconds,
    _visit.ended,
)
_PART = (_screen.screen, _screen.gallery, _screen.record, _screen.language, _screen.after, _screen.seconds)
_AT_ONCE = 2000
"""Rows fetched at a time: a hall's years of visits do not fit into memory."""

Values = dict[str, Any]


def visit_values(visit: Visit) -> Values:
    offset = visit.began.utcoffset()
    assert offset is not None
    return {
        "id": visit.id,
        "kiosk": visit.kiosk,
        "began": visit.began,
        "utc_offset": round(offset.total_seconds() / 60),
        "language": visit.language,
        "seconds": visit.seconds,
        "ended": visit.ended,
    }


def screen_values(visit: Visit, first: int = 0) -> Iterator[Values]:
    """The screens of a visit from number ``first`` on."""
    for number, each in enumerate(visit.screens[first:], first):
        yield {
            "visit": visit.id,
            "number": number,
            "screen": each.screen,
            "gallery": each.gallery,
            "record": each.record,
            "language": each.language,
            "after": each.after,
            "seconds": each.seconds,
        }


def visits(
    connection: Connection,
    *where: ColumnElement[bool],
    since: datetime | None = None,
    until: datetime | None = None,
) -> Generator[Visit, None, None]:
    """The visits that are over, from the oldest on, a few at a time; ``until`` is the first moment not asked
    for."""
    wanted = [_visit.ended.is_not(None), *where]
    if since is not None:
        wanted.append(_visit.began >= since)
    if until is not None:
        wanted.append(_visit.began < until)
    asked = (
        select(*_HEAD, *(column.label(f"_{column.name}") for column in _PART))
        .outerjoin(schema.screen, _screen.visit == _visit.id)
        .where(*wanted)
        .order_by(_visit.began, _visit.id, _screen.number)
    )
    rows = connection.execution_options(yield_per=_AT_ONCE).execute(asked)
    for _id, group in groupby(rows, key=lambda row: row.id):
        yield _made(list(group))


def _made(rows: Iterable[Row[*tuple[Any, ...]]]) -> Visit:
    """One visit of its rows, one a screen."""
    head, *_ = rows = list(rows)
    zone = timezone(timedelta(minutes=head.utc_offset))
    screens = tuple(ScreenSeen(*row[len(_HEAD) :]) for row in rows if row._screen is not None)
    began = head.began.astimezone(zone)
    return Visit(head.id, head.kiosk, began, head.language, head.seconds, head.ended, screens)
