"""The tables of visits, the same in the kiosk's own file and in the hall's PostgreSQL.

The file cannot be built again, so tables only ever gain columns that may be empty: an older program goes on
with a newer file, and a newer one with an older.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
)

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """A moment, in UTC: ``timestamptz`` in PostgreSQL, text in SQLite, which knows no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        found: datetime | None = value
        if found is None:
            return None
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


visit = Table(
    "visit",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kiosk", String, nullable=False),
    Column("began", Moment, nullable=False),
    Column("utc_offset", Integer, nullable=False),  # minutes that the hall's clock was ahead of UTC
    Column("language", String),
    Column("seconds", Float, nullable=False),
    Column("ended", String),  # NULL while it goes on
    Index("visit_began", "began"),
)

screen = Table(
    "visit_screen",
    metadata,
    Column("visit", String(32), ForeignKey("visit.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("screen", String, nullable=False),
    Column("gallery", String, nullable=False),
    Column("record", String, nullable=False),
    Column("language", String),
    Column("after", Float, nullable=False),
    Column("seconds", Float, nullable=False),
)

SHARED = (visit, screen)
"""What the hall's database has as well."""

#: Which visits the hall's database has. Only in the kiosk's own file.
sent = Table(
    "visit_sent",
    metadata,
    Column("visit", String(32), ForeignKey("visit.id", ondelete="CASCADE"), primary_key=True),
)
