"""The log of visits: what is told becomes rows, and the file survives what happens to it."""

import logging
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Event, get_ident

import pytest
from sqlalchemy import inspect, select

from kiosk.config import Config
from kiosk.visiting import Seen
from kiosk.visits import keeping, schema
from kiosk.visits.keeping import Keeper
from kiosk.visits.log import begin_log
from kiosk.visits.model import NotNow, ScreenSeen, Visit
from kiosk.visits.recorder import TELL_SECONDS, Recorder
from kiosk.visits.rows import visits
from kiosk.visits.store import DAMAGED_KEPT, Store, connect

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60
BEIJING = timezone(timedelta(hours=8))
MORNING = datetime(2026, 11, 22, 9, 30, tzinfo=BEIJING)

ATTRACT = Seen("attract", resting=True)
LANGUAGES = Seen("languages")
GALLERIES = Seen("galleries", language="kk")
GALLERY = Seen("gallery", "esik", language="kk")
RECORD = Seen("record", "esik", "torque", "kk")


def made_visit(number: int, began: datetime = MORNING, ended: str | None = "idle", screens: int = 2) -> Visit:
    seen = tuple(ScreenSeen("record", "esik", f"r{at}", "zh", at * 5.0, 5.0) for at in range(screens))
    return Visit(f"{number:032x}", "hall-1", began, "zh", screens * 5.0, ended, seen)


def kept(file: Path) -> list[Visit]:
    with connect(file, "ro").connect() as sql:
        return list(visits(sql)) if inspect(sql).has_table("visit") else []


def until(done: Callable[[], bool], what: str) -> None:
    """Wait for what another thread does."""
    breath = Event()
    for _ in range(PATIENCE_SECONDS * 50):
        if done():
            return
        breath.wait(0.02)
    pytest.fail(f"waited in vain: {what}")


class Told:
    """A recorder, and what it tells."""

    def __init__(self) -> None:
        self.visits: list[Visit] = []
        self.clock = MORNING
        self.recorder = Recorder("hall-1", self.visits.append, lambda: self.clock)
        self.recorder.shown(ATTRACT, 0.0)

    @property
    def last(self) -> Visit:
        return self.visits[-1]

    def touch(self, now: float, seen: Seen) -> None:
        self.recorder.touched(now)
        self.recorder.shown(seen, now)


@pytest.fixture
def told() -> Told:
    return Told()


# What is told


def test_a_visit_is_from_its_first_touch_to_its_last(told: Told) -> None:
    told.touch(100, LANGUAGES)
    told.touch(104, GALLERIES)
    told.touch(110, GALLERY)
    told.touch(125, RECORD)
    told.recorder.touched(160)
    told.recorder.ended("idle", 270)
    assert [(each.screen, each.after, each.seconds) for each in told.last.screens] == [
        ("languages", 0, 4),
        ("galleries", 4, 6),
        ("gallery", 10, 15),
        ("record", 25, 35),
    ]
    assert (told.last.seconds, told.last.ended, told.last.language) == (60, "idle", "kk")
    assert told.last.began == MORNING
    assert len({each.id for each in told.visits}) == 1


def test_the_idle_tail_is_nobodys_reading(told: Told) -> None:
    told.touch(0, RECORD)
    told.recorder.ended("idle", 110)
    assert told.last.seconds == 0
    assert told.last.screens[0].seconds == 0


def test_the_same_screen_again_is_no_new_one_and_another_language_is(told: Told) -> None:
    told.touch(0, RECORD)
    told.touch(5, RECORD)
    told.touch(9, RECORD._replace(language="ru"))
    told.recorder.ended("home", 20)
    assert [(each.language, each.seconds) for each in told.last.screens] == [("kk", 9), ("ru", 0)]
    assert (told.last.language, told.last.ended) == ("ru", "home")


def test_nobody_who_touches_is_no_visit(told: Told) -> None:
    told.recorder.shown(Seen("error", language="zh"), 10)
    told.recorder.shown(Seen("galleries", language="zh"), 18)
    told.recorder.ended("idle", 128)
    assert told.visits == []


def test_a_touch_on_what_an_error_left_is_one(told: Told) -> None:
    told.recorder.shown(Seen("error", language="zh"), 10)
    told.recorder.shown(GALLERIES, 18)
    told.touch(60, GALLERY)
    assert [(each.screen, each.after) for each in told.last.screens] == [("galleries", 0), ("gallery", 0)]


def test_a_kiosk_that_rests_all_at_once_has_ended_the_visit(told: Told) -> None:
    told.touch(0, GALLERY)
    told.recorder.shown(ATTRACT, 5)
    assert [each.screen for each in told.last.screens] == ["gallery"]
    assert told.last.ended == "error"


def test_each_visit_has_its_own_id_and_begins_with_nothing(told: Told) -> None:
    told.touch(0, GALLERY)
    told.recorder.ended("idle", 110)
    told.recorder.shown(ATTRACT, 110)
    told.touch(200, LANGUAGES)
    told.recorder.ended("idle", 310)
    first, second = told.visits[1], told.last
    assert first.id != second.id
    assert (second.language, len(second.screens)) == (None, 1)


def test_a_long_reading_is_told_now_and_then(told: Told) -> None:
    told.touch(0, RECORD)
    number = len(told.visits)
    told.recorder.touched(TELL_SECONDS - 1)
    assert len(told.visits) == number
    told.recorder.touched(TELL_SECONDS + 1)
    assert told.last.screens[0].seconds == TELL_SECONDS + 1


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_clock_that_jumps_changes_no_duration(told: Told, year: int) -> None:
    told.touch(0, GALLERY)
    told.clock = MORNING.replace(year=year)
    told.touch(30, RECORD)
    told.recorder.ended("idle", 140)
    assert (told.last.began, told.last.seconds) == (MORNING, 30)


# The file


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


# The thread


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
from kiosk.visits.log import begin_log

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
        until(file.exists, "the file")
        wanted = before + (lot.randrange(1, 40) if number else 0)  # the first dies while it makes its tables
        until(lambda wanted=wanted: len(kept(file)) >= wanted, "some visits")  # type: ignore[misc]
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
