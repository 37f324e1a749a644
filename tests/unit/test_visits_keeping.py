"""The thread that writes visits, and a whole log from the touch to the file."""

import logging
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, get_ident

import pytest

from kiosk.config import Config
from kiosk.visits import keeping
from kiosk.visits.keeping import Keeper
from kiosk.visits.log import begin_log
from kiosk.visits.model import NotNow, Visit
from kiosk.visits.store import Store
from tests.visits import (
    ATTRACT,
    LANGUAGES,
    PATIENCE_SECONDS,
    ROOT,
    kept,
    made_visit,
    until,
)


class Disk:
    """Takes visits, or not."""

    def __init__(self) -> None:
        self.refuses: Exception | None = None
        self.holds = Event()
        self.holds.set()
        self.writing = Event()
        self.asked = 0
        self.visits: dict[str, Visit] = {}
        self.thread = 0
        self.closed = False

    def write(self, visits: list[Visit]) -> None:
        self.writing.set()
        self.holds.wait(PATIENCE_SECONDS)
        self.asked, self.thread = self.asked + 1, get_ident()
        if self.refuses:
            raise self.refuses
        self.visits |= {visit.id: visit for visit in visits}

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    monkeypatch.setattr(keeping, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(keeping, "LONGEST_PAUSE", 0.01)
    return Disk()


@pytest.fixture
def keeper(disk: Disk) -> Iterator[Keeper]:
    keeper = Keeper(lambda: disk)
    keeper.start()
    yield keeper
    disk.refuses = None
    disk.holds.set()
    keeper.close(PATIENCE_SECONDS)
    assert disk.closed


def test_a_frame_waits_for_no_disk(keeper: Keeper, disk: Disk) -> None:
    disk.holds.clear()
    keeper.put(made_visit(0))
    assert disk.writing.wait(PATIENCE_SECONDS)
    for screens in range(1, 100):
        keeper.put(made_visit(1, ended=None, screens=screens))
    keeper.put(made_visit(1, screens=100))
    assert disk.visits == {}
    disk.holds.set()
    until(lambda: len(disk.visits) == 2, "the visits to be written")
    assert disk.visits[made_visit(1).id] == made_visit(1, screens=100)
    assert disk.asked == 2, "of each visit only the newest state"
    assert disk.thread != get_ident()


def test_what_a_disk_refuses_is_written_later_and_said_once(
    keeper: Keeper, disk: Disk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    disk.refuses = NotNow("database or disk is full")
    keeper.put(made_visit(1, ended=None))
    until(lambda: disk.asked > 3, "several tries")
    keeper.put(made_visit(1))
    keeper.put(made_visit(2))
    until(lambda: disk.asked > 6, "several more")
    disk.refuses = None
    until(lambda: len(disk.visits) == 2, "the visits to be written")
    assert disk.visits[made_visit(1).id].ended == "idle", "the newer state"
    said = [each.getMessage() for each in caplog.records]
    assert said == ["visits cannot be written: database or disk is full", "visits are written again"]


def test_memory_has_an_end(
    keeper: Keeper, disk: Disk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(keeping, "MOST_WAITING", 10)
    disk.refuses = NotNow("full")
    for number in range(30):
        keeper.put(made_visit(number))
    disk.refuses = None
    until(lambda: made_visit(29).id in disk.visits, "the newest")
    until(lambda: "too many waited" in caplog.text, "a word about it")


def test_the_end_of_the_program_writes_what_is_left(disk: Disk) -> None:
    keeper = Keeper(lambda: disk)
    keeper.start()
    keeper.put(made_visit(1, ended="stopped"))
    keeper.close(PATIENCE_SECONDS)
    assert list(disk.visits) == [made_visit(1).id]


# A whole log


def test_no_log_where_none_is_wanted(tmp_path: Path) -> None:
    from kiosk.config import Visits

    assert begin_log(Config(data=tmp_path, visits=Visits(keep_days=0))) is None
    assert list(tmp_path.iterdir()) == []


def test_a_log_from_the_touch_to_the_file(tmp_path: Path) -> None:
    log = begin_log(Config(data=tmp_path))
    assert log is not None
    log.recorder.shown(ATTRACT, 0)
    log.recorder.touched(1)
    log.recorder.shown(LANGUAGES, 1)
    log.recorder.ended("stopped", 2)
    log.close()
    (found,) = kept(tmp_path / "visits" / "visits.sqlite")
    assert (found.ended, found.screens[0].screen) == ("stopped", "languages")
    assert abs(found.began.astimezone(UTC) - datetime.now(UTC)) < timedelta(minutes=5)


KILLED = """
import sys
from pathlib import Path
from threading import Event
from kiosk.config import Config
from kiosk.visiting import Seen
from kiosk.visits import keeping
from kiosk.visits.log import begin_log

# Whoever counts what is written there may keep it from being written for a moment.
keeping.FIRST_PAUSE = keeping.LONGEST_PAUSE = 0.05
log, breath, now = begin_log(Config(data=Path(sys.argv[1]))), Event(), 0
while True:
    for record in range(5):
        now += 1
        log.recorder.touched(now)
        log.recorder.shown(Seen("record", "esik", f"r{record}", "kk"), now)
        breath.wait(0.001)
    log.recorder.ended("idle", now + 110)
    log.recorder.shown(Seen("attract", resting=True), now + 110)
"""


def test_kill_9_at_any_moment_leaves_a_whole_file(tmp_path: Path) -> None:
    """Each kill leaves what was written, and the next start goes on with it."""
    file = tmp_path / "visits" / "visits.sqlite"
    lot = random.Random(11)
    tries, before = 8, 0
    for number in range(tries):
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], cwd=ROOT)
        try:
            until(file.exists, "the file")
            wanted = before + (
                lot.randrange(1, 40) if number else 0
            )  # the first dies while it makes its tables
            until(lambda wanted=wanted: len(kept(file)) >= wanted, "some visits")  # type: ignore[misc]
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait(PATIENCE_SECONDS)
        before = len(kept(file))
    store = Store(file, os.uname().nodename, 400)
    store.write([])
    store.close()
    found = kept(file)
    assert not list(file.parent.glob("*.damaged-*"))
    assert len({each.id for each in found}) == len(found) > 0
    for each in found:
        assert each.ended in ("idle", "cut")
        assert [seen.record for seen in each.screens] == [f"r{at}" for at in range(len(each.screens))]
        if each.ended == "idle":
            assert len(each.screens) == 5
    sys.stdout.write(f"{tries} kills, {len(found)} visits\n")
