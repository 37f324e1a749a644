"""Building 10,000 records in four languages, beside the least that any build must do with the same files:
parse them with libyaml and put the same rows into SQLite with the standard library."""

import gc
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median

import pytest
import yaml

from kiosk.catalogue import editions, freshness
from kiosk.catalogue.editions import CATALOGUE
from kiosk.catalogue.queries import Catalogue
from kiosk.media.derive import derive_all
from kiosk.storage import sync
from tests.bench.table import Row
from tests.builds import config
from tests.builds import run as build_once
from tests.synthetic import make_content, make_picture

pytestmark = [pytest.mark.bench, pytest.mark.timeout(900)]

RECORDS = 10_000


PART = "Building 10,000 records"
BESIDE = "libyaml and executemany"

Rows = tuple[str, str, list[tuple[object, ...]]]
"""A table: its name, the statement that makes it, its rows."""


def usual(act: Callable[[], object], times: int = 15) -> float:
    """Milliseconds of work of the median run, after one that warms up."""
    act()
    return median(timed(act)[1] for _ in range(times)) * 1000


def timed(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock, and of this process's own work."""
    gc.collect()
    clock, work = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - clock, time.process_time() - work


def reference(content: Path, tables: list[Rows], into: Path) -> None:
    """The least that a build must do: parse all files, insert all rows."""
    for file in content.rglob("*.yaml"):
        with file.open("rb") as stream:
            yaml.load(stream, yaml.CSafeLoader)
    with closing(sqlite3.connect(into)) as target:
        for name, statement, rows in tables:
            target.execute(statement)
            if rows:
                target.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        target.commit()


def ask_for_times(folder: Path) -> None:
    """The least that noticing a changed file must do."""
    with os.scandir(folder) as entries:
        for entry in entries:
            entry.stat()


def rows_of(catalogue: Path) -> list[Rows]:
    with closing(sqlite3.connect(catalogue)) as source:
        tables = source.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL"
        )
        return [
            (name, sql, source.execute(f"SELECT * FROM {name}").fetchall())
            for name, sql in tables.fetchall()
            if not name.startswith("sqlite_")
        ]


def build_rows(folder: Path) -> list[Row]:
    make_content(folder / "content", {"saka": RECORDS}, pictures=0)
    sync(folder)
    built = timed(lambda: build_once(folder))
    edition = editions.current(folder / "data")
    assert edition is not None
    tables = rows_of(edition / CATALOGUE)
    least = timed(lambda: reference(folder / "content", tables, folder / "reference.sqlite"))
    asked = config(folder)
    return [
        Row(PART, "on the clock", built[0], "s", BESIDE, least[0], times=3),
        Row(PART, "processor time", built[1], "s", BESIDE, least[1], times=3),
        Row(PART, "the same again, nothing changed", usual(lambda: freshness.unchanged(asked), 5), "ms"),
        Row(
            PART,
            "is there anything to build?",
            usual(lambda: freshness.is_fresh(asked)),
            "ms",
            "asking every file for its time",
            usual(lambda: ask_for_times(folder / "content/saka/objects")),
            times=2,
        ),
    ]


def query_rows(folder: Path) -> list[Row]:
    edition = editions.current(folder / "data")
    assert edition is not None
    catalogue = Catalogue(edition)
    try:
        facets = catalogue.facets("saka")
        theme, material = facets.themes[0].key, facets.materials[0].key
        keys = catalogue.record_keys("saka")
        asked: list[tuple[str, Callable[[], object], float | None]] = [
            ("keys of the gallery", lambda: catalogue.record_keys("saka"), 15),
            ("keys under one theme", lambda: catalogue.record_keys("saka", theme), 15),
            ("keys under a theme and a material", lambda: catalogue.record_keys("saka", theme, material), 15),
            ("facets under a theme and a material", lambda: catalogue.facets("saka", theme, material), 15),
            ("60 cards", lambda: catalogue.cards(keys[5000:5060]), 5),
            ("one record", lambda: catalogue.record(keys[5000]), 5),
        ]
        return [
            Row("Asking the catalogue of 10,000", what, usual(act), "ms", most=most)
            for what, act, most in asked
        ]
    finally:
        catalogue.close()


def picture_rows(folder: Path) -> list[Row]:
    """Derivatives of photographs of 12 megapixels, two at a time."""
    pictures = {f"p{number}": folder / f"{number}.jpg" for number in range(4)}
    for number, file in enumerate(pictures.values()):
        make_picture(file, (4000, 3000), number)
    made = timed(
        lambda: derive_all(pictures, lambda key: folder / "made" / key, folder / "aside", lambda: None)
    )
    return [
        Row(PART, "derivatives of one picture of 12 megapixels, clock", made[0] / 4, "s"),
        Row(PART, "derivatives of one picture of 12 megapixels, work", made[1] / 4, "s"),
    ]


def run() -> list[Row]:
    """The whole table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [*build_rows(folder), *query_rows(folder), *picture_rows(folder)]


def test_building_and_asking(tell: Callable[..., None]) -> None:
    tell(*run())
