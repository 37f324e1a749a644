"""Rows of records that did not change, taken over from the catalogue of the edition before.

A record's number, its gallery's and its pictures' may be others now; whatever else stands in its rows comes
from its own file alone, so it is the same.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Table

from kiosk.catalogue import schema

_ASSETS = """
SELECT gallery.id, record.id, record.key, min(asset.id)
FROM record JOIN gallery ON gallery.number = record.gallery LEFT JOIN asset ON asset.record = record.key
GROUP BY record.key
"""


@dataclass(slots=True)
class Kept:
    """Rows to take over from ``catalogue``."""

    catalogue: Path
    known: dict[tuple[str, str], tuple[int, int | None]]
    """Gallery and record -> key and first asset there. A record's assets follow each other."""
    records: list[tuple[int, int, int | None, int]] = field(default_factory=list)
    """Key, gallery and first picture now; key there."""
    assets: list[tuple[int, int, int, int, str | None, int | None, int]] = field(default_factory=list)
    """Id, gallery, record, medium, captions (JSON) and poster now; id there."""


def rows_in(catalogue: Path) -> Kept:
    """What may be taken over from a catalogue of the same schema."""
    with closing(sqlite3.connect(_only_read(catalogue), uri=True)) as source:
        # Without an index by record: SQLite makes one for the moment.
        known = {(gallery, record): (key, first) for gallery, record, key, first in source.execute(_ASSETS)}
    return Kept(catalogue, known)


def take_over(connection: Connection, kept: Kept) -> None:
    """Copy the rows into the new catalogue."""
    connection.exec_driver_sql("ATTACH ? AS earlier", (_only_read(kept.catalogue),))
    _fill(connection, "kept_asset", "id, gallery, record, medium, captions, poster, earlier", kept.assets)
    _fill(connection, "kept_record", "key, gallery, picture, earlier", kept.records)
    _copy(connection, schema.asset, "kept_asset", "id", ("gallery", "record", "medium", "captions", "poster"))
    _copy(connection, schema.record, "kept_record", "key", ("gallery", "picture"))
    connection.commit()
    connection.exec_driver_sql("DETACH earlier")


def _fill(connection: Connection, name: str, columns: str, rows: Iterable[tuple[object, ...]]) -> None:
    """A table of numbers there and now, for the length of this connection."""
    first, *others = columns.split(", ")
    connection.exec_driver_sql(f"CREATE TEMP TABLE {name} ({first} INTEGER PRIMARY KEY, {', '.join(others)})")
    marks = ", ".join("?" * (1 + len(others)))
    rows = list(rows)
    if rows:
        connection.exec_driver_sql(f"INSERT INTO {name} VALUES ({marks})", rows)


def _copy(connection: Connection, table: Table, kept: str, key: str, changed: tuple[str, ...]) -> None:
    """All rows of ``table`` that ``kept`` names, with what is another number now."""
    columns = [column.name for column in table.columns]
    now = ", ".join(f'{"kept" if name in (key, *changed) else "there"}."{name}"' for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    # CROSS JOIN: in the order of the new keys, so that the file is written from its beginning to its end.
    connection.exec_driver_sql(
        f"INSERT INTO main.{table.name} ({names}) SELECT {now} FROM temp.{kept} kept "
        f"CROSS JOIN earlier.{table.name} there ON there.{key} = kept.earlier ORDER BY kept.{key}"
    )


def _only_read(catalogue: Path) -> str:
    """A name under which SQLite leaves the file alone: it belongs to a finished edition."""
    return f"{catalogue.resolve().as_uri()}?mode=ro&immutable=1"
