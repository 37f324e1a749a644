"""The kiosk's own file of visits survives what happens to it."""

import logging
import os
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.visits import schema
from kiosk.visits.model import NotNow
from kiosk.visits.store import DAMAGED_KEPT, Store, connect
from tests.visits import (
    MORNING,
    kept,
    made_visit,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "visits" / "visits.sqlite"


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    store = Store(file, "hall-1", 400)
    yield store
    store.close()


def test_what_is_written_is_read_again(store: Store, file: Path) -> None:
    written = [made_visit(1), made_visit(2, MORNING + timedelta(hours=3), "home", 0)]
    store.write(written)
    assert kept(file) == written


def test_a_visit_grows_and_is_there_when_it_is_over(store: Store, file: Path) -> None:
    whole = made_visit(1, screens=6)
    for number in range(1, 6):
        store.write([made_visit(1, ended=None, screens=number)])
        assert kept(file) == []
    store.write([whole])
    assert kept(file) == [whole]


def test_nothing_in_it_says_who_somebody_is() -> None:
    """The columns, so that whoever adds one thinks of it."""
    assert {column.name for column in schema.visit.c} == {
        "id",
        "kiosk",
        "began",
        "utc_offset",
        "language",
        "seconds",
        "ended",
    }
    assert {column.name for column in schema.screen.c} == {
        "visit",
        "number",
        "screen",
        "gallery",
        "record",
        "language",
        "after",
        "seconds",
    }


def test_what_a_cut_left_is_ended_by_the_next_start(store: Store, file: Path) -> None:
    store.write([made_visit(1, ended=None)])
    store.close()
    other = Store(file, "hall-2", 400)
    other.write([])
    other.close()
    assert kept(file) == [], "the visits of another screen are not ours to end"
    again = Store(file, "hall-1", 400)
    again.write([])
    again.close()
    assert kept(file) == [made_visit(1, ended="cut")]


def test_only_the_last_days_with_visits_stay(file: Path) -> None:
    store = Store(file, "hall-1", 3)
    moments = [MORNING + timedelta(days=number) for number in (0, 1, 5, 9, 9)]
    for number, began in enumerate(moments):
        store.write([made_visit(number, began)])
    store.close()
    assert [each.began for each in kept(file)] == moments[1:]
    with connect(file, "ro").connect() as sql:
        assert len({row.visit for row in sql.execute(select(schema.screen.c.visit))}) == 4


def test_a_clock_decades_ahead_makes_nothing_old(file: Path) -> None:
    store = Store(file, "hall-1", 3)
    jumps = [MORNING, MORNING.replace(year=2099), MORNING.replace(year=1970), MORNING + timedelta(hours=1)]
    for number, began in enumerate(jumps):
        store.write([made_visit(number, began)])
    store.close()
    assert len(kept(file)) == 4


def garbage(file: Path) -> None:
    file.write_bytes(random.Random(5).randbytes(200_000))


def torn(file: Path) -> None:
    """A hole in the middle, the header whole."""
    content = bytearray(file.read_bytes())
    content[4096 : len(content) // 2] = bytes(len(content) // 2 - 4096)
    file.write_bytes(content)


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def somebody_elses(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE visit (id TEXT, guest TEXT)")
    other.close()


@pytest.mark.parametrize(
    ("damage", "running"),
    [(each, False) for each in (garbage, torn, cut_short, somebody_elses)]
    + [(each, True) for each in (garbage, torn, cut_short)],
)
def test_a_damaged_file_is_set_aside_and_said_once(
    store: Store, file: Path, damage: Callable[[Path], None], running: bool, caplog: pytest.LogCaptureFixture
) -> None:
    store.write([made_visit(number, screens=30) for number in range(200)])
    if not running:
        store.close()
    else:
        with connect(file, "rw").connect() as sql:
            sql.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    damage(file)
    broken = file.read_bytes()
    for number in range(1000, 1010):
        store.write([made_visit(number, screens=30)])
    store.close()
    found = [each.id for each in kept(file)]
    assert found[-10:] == [made_visit(number).id for number in range(1000, 1010)]
    said = [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING]
    assert len(said) == 1
    aside = file.with_name("visits.sqlite.damaged-1")
    assert str(aside) in said[0]
    assert len(aside.read_bytes()) == len(broken)


def test_only_some_damaged_files_are_kept(store: Store, file: Path) -> None:
    for number in range(DAMAGED_KEPT + 3):
        store.write([made_visit(number)])
        store.close()
        garbage(file)
    store.write([made_visit(99)])
    aside = sorted(each.name for each in file.parent.glob("*.damaged-*"))
    assert aside == [f"visits.sqlite.damaged-{number}" for number in (4, 5, 6)]


def test_a_file_that_was_deleted_is_begun_anew(
    store: Store, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store.write([made_visit(1, ended=None, screens=3)])
    shutil.rmtree(file.parent)
    store.write([made_visit(1, screens=4)])
    assert kept(file) == [made_visit(1, screens=4)], "with all its screens"
    assert sum("not there any more" in each.getMessage() for each in caplog.records) == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a small disk")
def test_a_full_disk_loses_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "none", disk], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        store = Store(disk / "visits.sqlite", "hall-1", 400)
        store.write([made_visit(0)])
        ballast = disk / "ballast"
        with pytest.raises(OSError, match="No space"), ballast.open("wb", buffering=0) as stream:
            while True:
                stream.write(bytes(4096))
        with pytest.raises(NotNow, match="full"):
            for number in range(1, 200):
                store.write([made_visit(number)])
        in_it = kept(disk / "visits.sqlite")
        assert [each.id for each in in_it] == [made_visit(at).id for at in range(len(in_it))]
        ballast.unlink()
        store.write([made_visit(500)])
        assert len(kept(disk / "visits.sqlite")) == len(in_it) + 1
        store.close()
    finally:
        subprocess.run(["umount", disk], check=True)
