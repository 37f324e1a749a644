"""The kiosk's own file of visits: one SQLite database, written by one thread, which nothing else may lose."""

import logging
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import (
    Connection,
    Engine,
    Integer,
    create_engine,
    delete,
    event,
    func,
    inspect,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

from kiosk.storage import sync_entry
from kiosk.visits import schema
from kiosk.visits.model import NotNow, Visit
from kiosk.visits.rows import screen_values, visit_values

log = logging.getLogger(__name__)

BUSY_SECONDS = 5.0
DAMAGED_KEPT = 3
"""So many damaged files are kept beside the good one, the newest ones."""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
ROWID = literal_column("visit.rowid", Integer)
"""The order in which visits came."""


class _Damaged(Exception):
    """The file cannot be read through, or is not ours."""


def connect(file: Path, mode: str) -> Engine:
    """An engine for the file. ``mode`` is SQLite's: ``ro``, ``rw``, or ``rwc``, which creates it. Each
    connection is closed when it is given back."""

    def open_file() -> sqlite3.Connection:
        where = f"file:{quote(str(file.absolute()))}?mode={mode}"
        return sqlite3.connect(where, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)

    engine = create_engine("sqlite://", creator=open_file, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        if mode == "rwc":
            # Others read while we write; what is written is on the disk, at one fsync a transaction.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")

    return engine


class Store:
    """The file, open for writing. Use it from one thread."""

    def __init__(self, file: Path, kiosk: str, keep_days: int) -> None:
        self._file, self._kiosk, self._keep_days = file, kiosk, keep_days
        self._sql: Connection | None = None
        self._inode = 0
        self._written: dict[str, int] = {}
        """Of each visit that goes on, how many of its screens are in the file as they will stay."""
        self._day: object = None
        """When old visits were last looked for."""

    def write(self, visits: Sequence[Visit]) -> None:
        """Put visits on the disk, also those that go on; they are there when this returns.

        A damaged file is set aside and a new one begun. Raises NotNow.
        """
        try:
            try:
                self._write(visits)
            except (DBAPIError, _Damaged) as error:
                if not _is_damage(error):
                    raise
                self._set_aside(error)
                self._write(visits)
        except (OSError, DBAPIError) as error:
            self.close()
            raise NotNow(str(error.orig) if isinstance(error, DBAPIError) else str(error)) from error

    def close(self) -> None:
        """Let go of the file; the next ``write`` opens it again."""
        self._written.clear()
        if self._sql is not None:
            sql, self._sql = self._sql, None
            with suppress(DBAPIError):  # a full disk does not let it tidy up, and need not
                sql.close()
            sql.engine.dispose()

    def _write(self, visits: Sequence[Visit]) -> None:
        sql = self._opened()
        with sql.begin():
            for visit in visits:
                self._put(sql, visit)
        for visit in visits:
            if visit.ended is None:
                self._written[visit.id] = len(visit.screens) - 1
            else:
                self._written.pop(visit.id, None)
        days = {visit.began.date() for visit in visits if visit.ended is not None} - {self._day}
        if days:
            self._day = days.pop()
            self._prune(sql)

    def _put(self, sql: Connection, visit: Visit) -> None:
        new = insert(schema.visit)
        changed = {name: new.excluded[name] for name in ("language", "seconds", "ended")}
        sql.execute(new.on_conflict_do_update(index_elements=["id"], set_=changed), visit_values(visit))
        rows = list(screen_values(visit, self._written.get(visit.id, 0)))
        if rows:
            new = insert(schema.screen)
            same = new.on_conflict_do_update(
                index_elements=["visit", "number"], set_={"seconds": new.excluded.seconds}
            )
            sql.execute(same, rows)

    def _prune(self, sql: Connection) -> None:
        """Only the last ``keep_days`` days with visits stay, by the order in which they came and not by their
        dates: a clock that has jumped decades ahead would forget everything."""
        newest = func.max(ROWID)
        day = func.date(schema.visit.c.began, func.printf("%+d minutes", schema.visit.c.utc_offset))
        too_many = select(newest).group_by(day).order_by(newest.desc()).offset(self._keep_days).limit(1)
        with sql.begin():
            last = sql.execute(too_many.select_from(schema.visit)).scalar_one_or_none()
            if last is not None:
                gone = sql.execute(delete(schema.visit).where(last >= ROWID))
                log.info("%d visits are older than %d days and were removed", gone.rowcount, self._keep_days)

    def _opened(self) -> Connection:
        """The connection; a new one where the file was taken away or exchanged."""
        if self._sql is not None:
            with suppress(FileNotFoundError):
                if self._file.stat().st_ino == self._inode:
                    return self._sql
            log.warning("the file of visits %s is not there any more; a new one is begun", self._file)
            self.close()
        self._file.parent.mkdir(parents=True, exist_ok=True)
        new = not self._file.exists()
        sql = connect(self._file, "rwc").connect()
        try:
            self._prepare(sql, new)
        except BaseException:
            sql.close()
            raise
        self._sql, self._inode = sql, self._file.stat().st_ino
        return sql

    def _prepare(self, sql: Connection, new: bool) -> None:
        """Look whether the file is whole and ours, make its tables, end what an earlier process began."""
        if not new:
            found = sql.execute(text("PRAGMA quick_check(1)")).scalar_one()
            if found != "ok":
                raise _Damaged(found)
        sql.rollback()
        with sql.begin():
            there = inspect(sql).get_table_names()
            for table in schema.metadata.sorted_tables:
                if table.name not in there:
                    continue
                try:
                    sql.execute(select(table).limit(0))
                except OperationalError as error:
                    if getattr(error.orig, "sqlite_errorcode", 0) != sqlite3.SQLITE_ERROR:
                        raise
                    raise _Damaged(f"it has other tables: {error.orig}") from error
            schema.metadata.create_all(sql)
            going_on = (schema.visit.c.ended.is_(None), schema.visit.c.kiosk == self._kiosk)
            sql.execute(update(schema.visit).where(*going_on).values(ended="cut"))
        if new:
            sync_entry(self._file.parent)

    def _set_aside(self, error: Exception) -> None:
        self.close()
        kept = self._file.parent.glob(f"{self._file.name}.damaged-*")
        number = max(map(_number, kept), default=0) + 1
        aside = _beside(self._file, f".damaged-{number}")
        # These two first: they must never lie beside a new file, which would take them for its own.
        _beside(self._file, "-shm").unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            _beside(self._file, "-wal").rename(_beside(aside, "-wal"))
        self._file.rename(aside)
        sync_entry(self._file.parent)
        reason = " ".join(str(error.orig if isinstance(error, DBAPIError) else error).split())
        log.error("the file of visits was damaged (%s); it is now %s, and a new one is begun", reason, aside)
        for old in range(1, number + 1 - DAMAGED_KEPT):
            for ending in ("", "-wal"):
                _beside(self._file, f".damaged-{old}{ending}").unlink(missing_ok=True)


def _beside(file: Path, ending: str) -> Path:
    return file.with_name(file.name + ending)


def _number(aside: Path) -> int:
    """1 of ``visits.sqlite.damaged-1``."""
    number = aside.name.removesuffix("-wal").rpartition("-")[2]
    return int(number) if number.isdigit() else 0


def _is_damage(error: Exception) -> bool:
    if isinstance(error, DBAPIError):
        return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _DAMAGED
    return isinstance(error, _Damaged)
