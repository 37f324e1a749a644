"""Visits to the hall's database: a real PostgreSQL, each visit there exactly once."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Event, Lock

import pytest
from sqlalchemy import func, inspect, select

from kiosk.config import Config, Visits
from kiosk.visiting import Seen
from kiosk.visits import log as visits_log
from kiosk.visits import schema, sending
from kiosk.visits.model import NotNow, Visit
from kiosk.visits.reading import VisitsError, open_visits
from kiosk.visits.rows import visits
from kiosk.visits.sender import FIRST_PAUSE, LONGEST_PAUSE, Sender
from kiosk.visits.sending import AT_ONCE, Dispatch, hall_engine
from kiosk.visits.store import Store
from tests.postgres import Server, server
from tests.visits import MORNING, PATIENCE_SECONDS, kept, made_visit, until


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    with server() as running:
        yield running


@pytest.fixture
def url(postgres: Server) -> str:
    return postgres.new_database()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "visits.sqlite"


def write(file: Path, *visits: Visit) -> None:
    store = Store(file, "hall-1", 400)
    store.write(visits)
    store.close()


def in_hall(url: str) -> list[Visit]:
    with hall_engine(url).connect() as sql:
        return list(visits(sql))


def test_what_is_over_arrives_as_it_was(file: Path, url: str) -> None:
    written = [made_visit(number, MORNING + timedelta(minutes=number)) for number in range(3)]
    write(file, *written, made_visit(7, ended=None))
    dispatch = Dispatch(file, url)
    assert dispatch.send() == 3
    assert in_hall(url) == written
    assert dispatch.send() == 0
    write(file, made_visit(7, MORNING + timedelta(hours=1)))
    assert dispatch.send() == 1
    assert len(in_hall(url)) == 4


def test_more_than_one_delivery_at_a_time(file: Path, url: str) -> None:
    number = 2 * AT_ONCE + 5
    write(file, *(made_visit(each) for each in range(number)))
    assert Dispatch(file, url).send() == number
    assert len(in_hall(url)) == number


def test_cut_off_before_it_was_marked_it_is_there_once(
    file: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(file, made_visit(1), made_visit(2))

    def power_cut(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut, pytest.raises(KeyboardInterrupt):
        cut.setattr(sending, "_mark", power_cut)
        Dispatch(file, url).send()
    assert len(in_hall(url)) == 2
    assert Dispatch(file, url).send() == 2, "sent again"
    assert [each.id for each in in_hall(url)] == [made_visit(1).id, made_visit(2).id]
    assert in_hall(url) == kept(file)


def test_many_kiosks_that_start_together(tmp_path: Path, url: str) -> None:
    """None of them trips over another one that makes the tables."""

    def one(kiosk: int) -> int:
        file = tmp_path / f"{kiosk}.sqlite"
        write(file, *(made_visit(100 * kiosk + number) for number in range(20)))
        return Dispatch(file, url).send()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(one, range(8))) == [20] * 8
    assert len(in_hall(url)) == 160


def test_the_tables_of_an_administrator_are_enough(file: Path, url: str, postgres: Server) -> None:
    """The kiosk's own name may be allowed to add visits and nothing else."""
    engine = hall_engine(url)
    name = engine.url.database or ""
    schema.metadata.create_all(engine, tables=list(schema.SHARED))
    with postgres.connected(name) as sql:
        sql.execute(b"CREATE ROLE \"adds only %b\" LOGIN PASSWORD 'secret'" % name.encode())
        sql.execute(b"REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        sql.execute(b'GRANT INSERT ON visit, visit_screen TO "adds only %b"' % name.encode())
    write(file, made_visit(1))
    small = engine.url.set(drivername="postgresql", username=f"adds only {name}", password="secret")
    assert Dispatch(file, small.render_as_string(hide_password=False)).send() == 1
    assert in_hall(url) == [made_visit(1)]


def test_a_database_that_is_away_is_said_without_its_password(file: Path, url: str, postgres: Server) -> None:
    write(file, made_visit(1))
    dispatch = Dispatch(file, url)
    postgres.stop()
    try:
        with pytest.raises(NotNow) as caught:
            dispatch.send()
        assert (hall_engine(url).url.password or "?") not in str(caught.value)
        config = Config(visits=Visits(database_url=url))
        with pytest.raises(VisitsError) as unread, open_visits(config, hall=True):
            pass
        assert (hall_engine(url).url.password or "?") not in str(unread.value)
    finally:
        postgres.start()
    assert dispatch.send() == 1
    assert in_hall(url) == [made_visit(1)]


def test_a_database_that_was_made_anew_gets_its_tables(file: Path, url: str) -> None:
    write(file, made_visit(1))
    dispatch = Dispatch(file, url)
    dispatch.send()
    schema.metadata.drop_all(hall_engine(url), tables=list(schema.SHARED))
    write(file, made_visit(2))
    with pytest.raises(NotNow):
        dispatch.send()
    assert dispatch.send() == 1
    assert in_hall(url) == [made_visit(2)]


def test_the_hall_is_read_as_a_kiosk_is(file: Path, url: str) -> None:
    write(file, *(made_visit(number, MORNING + timedelta(days=number)) for number in range(4)))
    Dispatch(file, url).send()
    config = Config(visits=Visits(file=file, database_url=url))
    second, third = (MORNING + timedelta(days=number) for number in (1, 2))
    for hall in (False, True):
        with open_visits(config, second.date(), third.date(), hall) as found:
            assert [each.began for each in found] == [second, third]


def test_a_database_without_tables_has_no_visits(url: str) -> None:
    with open_visits(Config(visits=Visits(database_url=url)), hall=True) as found:
        assert list(found) == []


def test_no_database_is_said(tmp_path: Path) -> None:
    with pytest.raises(VisitsError, match="database_url"), open_visits(Config(data=tmp_path), hall=True):
        pass


# The thread


class Pauses:
    """Pauses that a test ends."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self._go, self._stop, self._lock = Event(), False, Lock()

    def __call__(self, seconds: float) -> bool:
        self.seconds.append(seconds)
        self._go.wait(PATIENCE_SECONDS)
        self._go.clear()
        return self._stop

    def over(self) -> None:
        number = len(self.seconds)
        self._go.set()
        assert number

    def stop(self) -> None:
        self._stop = True
        self._go.set()


class Hall:
    """A database that is there, or not."""

    def __init__(self) -> None:
        self.away: Exception | None = None
        self.waiting, self.asked = 0, 0

    def send(self) -> int:
        self.asked += 1
        if self.away:
            raise self.away
        sent, self.waiting = self.waiting, 0
        return sent


@pytest.fixture
def hall() -> Hall:
    return Hall()


@pytest.fixture
def sending_thread(hall: Hall) -> Iterator[tuple[Sender, Pauses]]:
    pauses = Pauses()
    sender = Sender(lambda: hall, pauses)
    sender.start()
    until(lambda: len(pauses.seconds) == 1, "the first pause")
    yield sender, pauses
    pauses.stop()
    sender.close(PATIENCE_SECONDS)


def step(pauses: Pauses, done: Callable[[], bool]) -> None:
    pauses.over()
    until(done, "the next step")


def test_a_database_that_is_away_is_asked_less_and_less(
    sending_thread: tuple[Sender, Pauses], hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    sender, pauses = sending_thread
    hall.away, hall.waiting = NotNow("no route to the hall"), 3
    for number in range(1, 12):
        step(pauses, lambda number=number: len(pauses.seconds) == number + 1)  # type: ignore[misc]
        sender.wake()
    doubled = [FIRST_PAUSE * 2**number for number in range(12)]
    assert pauses.seconds == [min(each, LONGEST_PAUSE) for each in doubled]
    hall.away = None
    step(pauses, lambda: hall.waiting == 0)
    said = [each.getMessage() for each in caplog.records]
    until(lambda: len(caplog.records) == 3, "a word about it")
    said = [each.getMessage() for each in caplog.records]
    assert said == ["visits cannot be sent: no route to the hall", "visits are sent again", "3 visits sent"]


def test_a_visit_that_is_over_is_sent_soon(sending_thread: tuple[Sender, Pauses], hall: Hall) -> None:
    sender, pauses = sending_thread
    step(pauses, lambda: hall.asked == 1)
    hall.waiting = 1
    sender.wake()
    until(lambda: len(pauses.seconds) == 2, "the pause before it")
    step(pauses, lambda: hall.waiting == 0)
    assert pauses.seconds[:2] == [FIRST_PAUSE, FIRST_PAUSE]


def test_from_the_touch_to_the_hall(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.visits.sender.FIRST_PAUSE", 0.05)
    log = visits_log.begin_log(Config(data=tmp_path, visits=Visits(kiosk="hall 7", database_url=url)))
    assert log is not None
    for number in range(3):
        log.recorder.shown(Seen("attract", resting=True), 0)
        log.recorder.touched(1)
        log.recorder.shown(Seen("record", "esik", "torque", "kk"), 1)
        log.recorder.touched(9)
        log.recorder.ended("idle", 120)

        def arrived(number: int = number) -> bool:
            with hall_engine(url).connect() as sql:
                if not inspect(sql).has_table("visit"):
                    return False
                return sql.execute(select(func.count()).select_from(schema.visit)).scalar_one() > number

        until(arrived, "the visit in the hall")
    log.close()
    found = in_hall(url)
    assert [(each.kiosk, each.seconds, each.screens[0].record) for each in found] == [
        ("hall 7", 8, "torque")
    ] * 3
