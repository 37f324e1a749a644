"""From the kiosk's own file to the hall's PostgreSQL: later, and each visit exactly once.

A visit is marked as sent after the database has it. What is cut off in between is sent again, and the
database leaves a visit alone that it has already.
"""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, func, make_url, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from kiosk.visits import schema
from kiosk.visits.model import NotNow, Visit
from kiosk.visits.rows import screen_values, visit_values, visits
from kiosk.visits.store import ROWID, connect

AT_ONCE = 100
"""Visits that are sent in one transaction."""
ANSWER_SECONDS = 30
"""What the database, or the way to it, may take for an answer."""
_MAKING_TABLES = 0x76697369
"""Number of the lock that kiosks hold in the database while they make its tables: two that start together
must not both do it."""

_CONNECTION = {
    "connect_timeout": 10,
    "keepalives_idle": ANSWER_SECONDS,
    "tcp_user_timeout": ANSWER_SECONDS * 1000,
    "application_name": "kiosk visits",
}


def hall_engine(url: str) -> Engine:
    """The hall's database. Connections are closed when they are given back: one is needed now and then."""
    address = make_url(url).set(drivername="postgresql+psycopg")
    return create_engine(address, poolclass=NullPool, connect_args=_CONNECTION, hide_parameters=True)


def reason(error: Exception) -> str:
    """What went wrong, in one line; never the password."""
    words = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    return " ".join(words.split()) or type(error).__name__


class Dispatch:
    """What is to be sent, and where. Use it from one thread."""

    def __init__(self, file: Path, url: str) -> None:
        self._file = file
        self._hall = hall_engine(url)
        self._tables = False
        """The database has its tables."""

    def send(self) -> int:
        """Send all visits that are over and were not sent yet; how many it were. Raises NotNow."""
        if not self._file.exists():
            return 0
        number = 0
        own = connect(self._file, "rw")
        try:
            while waiting := _waiting(own):
                with self._hall.begin() as there:
                    self._deliver(there, waiting)
                self._tables = True
                _mark(own, waiting)
                number += len(waiting)
        except SQLAlchemyError as error:
            self._tables = False
            raise NotNow(reason(error)) from error
        return number

    def _deliver(self, there: Connection, waiting: Sequence[Visit]) -> None:
        there.execute(text(f"SET LOCAL statement_timeout = '{ANSWER_SECONDS}s'"))
        if not self._tables:
            there.execute(select(func.pg_advisory_xact_lock(_MAKING_TABLES)))
            schema.metadata.create_all(there, tables=list(schema.SHARED))
        for table, values in (
            (schema.visit, [visit_values(visit) for visit in waiting]),
            (schema.screen, [each for visit in waiting for each in screen_values(visit)]),
        ):
            if values:
                there.execute(postgresql.insert(table).on_conflict_do_nothing(), values)


def _waiting(own: Engine) -> list[Visit]:
    """The next visits to send, from the oldest on."""
    is_sent = select(schema.sent.c.visit).where(schema.sent.c.visit == schema.visit.c.id).exists()
    over = schema.visit.c.ended.is_not(None)
    next_ones = select(schema.visit.c.id).where(over, ~is_sent).order_by(ROWID).limit(AT_ONCE)
    with own.connect() as here:
        return list(visits(here, schema.visit.c.id.in_(next_ones)))


def _mark(own: Engine, delivered: Sequence[Visit]) -> None:
    sent = sqlite.insert(schema.sent).on_conflict_do_nothing()
    with own.begin() as here:
        here.execute(sent, [{"visit": visit.id} for visit in delivered])
