"""Opening hours: weekdays, exceptions, spans over midnight, clocks that are put forward and back."""

import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kiosk.config import OpeningHours, load_config
from kiosk.errors import ConfigError
from kiosk.hours import ALL_DAY, EARLIEST, HORIZON_DAYS, Day, Hours, Span, read_day
from kiosk.languages import LANGUAGES
from kiosk.messages import told
from kiosk.problems import Problem

ROOT = Path(__file__).parents[2]
BEIJING = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
NINE_TO_FIVE = read_day("09:00-17:00")


def hours(*days: Day, zone: ZoneInfo = BEIJING, exceptions: Mapping[date, Day] | None = None) -> Hours:
    """A week of one day for all, or of seven."""
    return Hours(days * 7 if len(days) == 1 else days, exceptions or {}, zone)


def at(text: str, zone: ZoneInfo = BEIJING, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


# A hall in Beijing ------------------------------------------------------------------------------

MUSEUM = hours(
    (),
    *[NINE_TO_FIVE] * 4,
    read_day(("10:00-12:00", "13:00-18:00")),
    read_day("20:00-02:00"),
    exceptions={date(2026, 10, 1): (), date(2026, 10, 5): read_day("10:00-16:00")},
)
"""Closed on Mondays, a break on Saturdays, a night on Sundays; two days of the National Day."""


@pytest.mark.parametrize(
    ("moment", "is_open", "changes"),
    [
        ("2026-11-24 08:59:59", False, "2026-11-24 09:00"),  # Tuesday
        ("2026-11-24 09:00", True, "2026-11-24 17:00"),
        ("2026-11-24 16:59:59", True, "2026-11-24 17:00"),
        ("2026-11-24 17:00", False, "2026-11-25 09:00"),
        ("2026-11-28 12:30", False, "2026-11-28 13:00"),  # Saturday, at noon
        ("2026-11-28 18:00", False, "2026-11-29 20:00"),
        ("2026-11-29 23:59", True, "2026-11-30 02:00"),  # Sunday night
        ("2026-11-30 01:59", True, "2026-11-30 02:00"),  # Monday is closed, the night is Sunday's
        ("2026-11-30 02:00", False, "2026-12-01 09:00"),
        ("2026-10-01 12:00", False, "2026-10-02 09:00"),  # Thursday, an exception
        ("2026-10-05 12:00", True, "2026-10-05 16:00"),  # Monday, an exception
        ("2026-10-05 01:00", True, "2026-10-05 02:00"),  # what began on Sunday still goes on
    ],
)
def test_a_museum(moment: str, is_open: bool, changes: str) -> None:
    assert MUSEUM.is_open(at(moment)) is is_open
    assert MUSEUM.next_change(at(moment)) == at(changes)


def test_a_moment_may_be_told_in_any_time_zone() -> None:
    same = at("2026-11-24 09:00").astimezone(UTC)
    assert MUSEUM.is_open(same) and not MUSEUM.is_open(same - timedelta(seconds=1))
    change = MUSEUM.next_change(same - timedelta(hours=1))
    assert change is not None and f"{change:%H:%M %Z}" == "09:00 CST"


def test_days_that_meet_at_midnight_are_one() -> None:
    night = hours((), (), read_day("20:00-24:00"), read_day(("00:00-03:00", "09:00-17:00")), (), (), ())
    assert night.next_change(at("2026-11-25 21:00")) == at("2026-11-26 03:00")  # Wednesday
    always = hours(ALL_DAY)
    assert always.is_open(at("2026-11-26 00:00")) and always.next_change(at("2026-11-25 21:00")) is None
    never = hours(())
    assert not never.is_open(at("2026-11-26 12:00")) and never.next_change(at("2026-11-25 21:00")) is None


def test_a_clock_that_has_lost_the_time_keeps_no_hall_dark() -> None:
    never = hours(())
    for moment in (datetime(1970, 1, 1, tzinfo=UTC), EARLIEST - timedelta(seconds=1)):
        assert never.is_open(moment) and never.next_change(moment) is None
    assert not never.is_open(EARLIEST)


# Clocks that are put forward and back -----------------------------------------------------------


def test_a_time_that_comes_twice() -> None:
    """2026-10-25 in Berlin: 03:00 becomes 02:00."""
    night = hours(read_day("20:00-02:30"), zone=BERLIN)
    for fold in (0, 1):
        assert night.is_open(at("2026-10-25 02:15", BERLIN, fold))
    assert night.is_open(at("2026-10-25 02:45", BERLIN, 0)), "the hall does not close for half an hour"
    assert not night.is_open(at("2026-10-25 02:45", BERLIN, 1))
    end = night.next_change(at("2026-10-25 00:00", BERLIN))
    assert end is not None and end.astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    morning = hours(read_day("02:30-09:00"), zone=BERLIN)
    begin = morning.next_change(at("2026-10-25 00:00", BERLIN))
    assert begin is not None and begin.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_time_that_is_left_out() -> None:
    """2026-03-29 in Berlin: 02:00 becomes 03:00."""
    change = datetime(2026, 3, 29, 1, tzinfo=UTC)
    night = hours(read_day("20:00-02:30"), zone=BERLIN)
    assert night.next_change(change - timedelta(hours=2)) == change
    assert night.is_open(change - timedelta(seconds=1)) and not night.is_open(change)
    morning = hours(read_day("02:30-09:00"), zone=BERLIN)
    assert not morning.is_open(change - timedelta(seconds=1)) and morning.is_open(change)
    assert not hours(read_day("02:10-02:50"), zone=BERLIN).is_open(change)


ZONES = [
    "Asia/Shanghai",
    "Asia/Almaty",  # put back for good on 2024-03-01
    "Europe/Berlin",
    "America/St_Johns",
    "America/Santiago",  # puts its clock forward at midnight
    "Africa/Cairo",  # at midnight too
    "Africa/Casablanca",
    "Australia/Lord_Howe",  # by half an hour
    "Pacific/Chatham",
    "Asia/Kathmandu",
    "Pacific/Apia",
]
FIRST_DAY, LAST_DAY = date(2026, 1, 3), date(2029, 12, 31)

minutes = st.integers(0, 95).map(lambda quarter: quarter * 15)


@st.composite
def days(draw: st.DrawFn) -> Day:
    ends = sorted(draw(st.lists(minutes, max_size=6, unique=True)))
    spans = [Span(*pair) for pair in zip(ends[::2], ends[1::2], strict=False)]
    if len(ends) % 2:
        spans.append(Span(ends[-1], ends[0] + 1440 if len(ends) > 1 else ends[-1] + draw(minutes) + 1))
    return tuple(spans)


@st.composite
def halls(draw: st.DrawFn) -> Hours:
    week = [draw(days()) for _ in range(7)]
    exceptions = draw(st.dictionaries(st.dates(FIRST_DAY, LAST_DAY), days(), max_size=4))
    return Hours(week, exceptions, ZoneInfo(draw(st.sampled_from(ZONES))))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Hours, datetime]:
    """A hall and a moment, often within a day of a change of its clock."""
    hall = draw(halls())
    day = draw(st.dates(FIRST_DAY, LAST_DAY))
    moment = datetime.combine(day, datetime.min.time(), UTC) + timedelta(seconds=draw(st.integers(0, 86_399)))
    if draw(st.booleans()):
        offset = moment.astimezone(hall.zone).utcoffset()
        for _ in range(370):
            if (moment + timedelta(days=1)).astimezone(hall.zone).utcoffset() != offset:
                break
            moment += timedelta(days=1)
        moment += timedelta(minutes=draw(st.integers(-120, 1560)))
    return hall, moment


def shown_open(hall: Hours, moment: datetime) -> bool:
    """What somebody says who reads the hall's clock and the notice at the door."""
    clock = moment.astimezone(hall.zone).replace(tzinfo=None)
    for back in (0, 1):
        day = clock.date() - timedelta(days=back)
        minute = (clock - datetime.combine(day, datetime.min.time())).total_seconds() / 60
        if any(span.begin <= minute < span.end for span in hall.day(day)):
            return True
    return False


def comes_twice(hall: Hours, moment: datetime) -> bool:
    """True near a time that the hall's clock shows twice."""
    return any(
        (moment + timedelta(hours=hour)).astimezone(hall.zone).utcoffset()
        > (moment + timedelta(hours=hour + 1)).astimezone(hall.zone).utcoffset()
        for hour in range(-3, 3)
    )


@settings(max_examples=200, deadline=None)
@given(cases())
def test_it_is_open_whenever_the_clock_and_the_door_say_so(case: tuple[Hours, datetime]) -> None:
    hall, moment = case
    if shown_open(hall, moment):
        assert hall.is_open(moment)
    elif not comes_twice(hall, moment):
        assert not hall.is_open(moment)


@settings(max_examples=150, deadline=None)
@given(cases(), st.lists(st.floats(0, 0.999), min_size=3, max_size=3))
@example((hours(()), datetime(2026, 5, 1, tzinfo=UTC)), [0.5])
def test_nothing_changes_before_the_next_change(case: tuple[Hours, datetime], shares: list[float]) -> None:
    hall, moment = case
    now, change = hall.is_open(moment), hall.next_change(moment)
    end = change or moment + timedelta(days=HORIZON_DAYS - 3)
    for share in (0.0, *shares):
        assert hall.is_open(moment + (end - moment) * share) is now
    if change is not None:
        assert change > moment
        assert hall.is_open(change.astimezone(UTC)) is not now
        assert hall.is_open(
            change.astimezone(UTC) - timedelta(seconds=1)
        ) is now or change - moment < timedelta(seconds=1)


@settings(max_examples=50, deadline=None)
@given(cases())
def test_changes_alternate(case: tuple[Hours, datetime]) -> None:
    hall, moment = case
    state = hall.is_open(moment)
    for _ in range(5):
        change = hall.next_change(moment)
        if change is None:
            return
        moment, state = change.astimezone(UTC), not state
        assert hall.is_open(moment) is state


def test_asking_costs_next_to_nothing() -> None:
    """Once a second, for years: less than a thousandth of a core, however long the list of exceptions."""
    from time import process_time

    exceptions = {date(2026, 1, 1) + timedelta(days=number): NINE_TO_FIVE for number in range(3000)}
    hall = Hours([NINE_TO_FIVE] * 7, exceptions, BERLIN)
    moment, times = at("2026-11-24 12:00"), 500
    before = process_time()
    for number in range(times):
        hall.is_open(moment + timedelta(minutes=number))
    each = (process_time() - before) / times
    sys.stdout.write(f"{each * 1e6:.0f} µs each time\n")
    assert each < 0.001


# What a technician writes -----------------------------------------------------------------------


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path


def written(hall: Path, text: str) -> OpeningHours:
    (hall / "config.yaml").write_text("data: data\n" + text, "utf-8")
    return load_config(hall / "config.yaml").hours


def problems(hall: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(ConfigError) as caught:
        written(hall, text)
    return caught.value.problems


@pytest.mark.parametrize(
    "text", ["", "hours:\n", "hours: {time_zone: Europe/Berlin, monday: , exceptions: }\n"]
)
def test_without_hours_the_hall_is_always_open(hall: Path, text: str) -> None:
    assert written(hall, text).opening() is None


def test_every_way_to_write_them(hall: Path) -> None:
    found = written(
        hall,
        """\
hours:
  time_zone: Asia/Almaty
  monday: closed
  tuesday: 09:00-17:00
  wednesday: "9:00 – 17:00"
  thursday: ["13:00-17:00", "09:00-12:00"]
  friday: 20:00-02:00
  saturday: 00:00-24:00
  exceptions:
    2026-10-01: closed
    2026-10-02: ["10:00-12:00"]
""",
    )
    opening = found.opening()
    assert opening is not None
    span = Span(540, 1020)
    assert opening.week == [
        (),
        (span,),
        (span,),
        (Span(540, 720), Span(780, 1020)),
        (Span(1200, 1560),),
        ALL_DAY,
        ALL_DAY,
    ]
    assert opening.exceptions == {date(2026, 10, 1): (), date(2026, 10, 2): (Span(600, 720),)}
    assert opening.zone == ZoneInfo("Asia/Almaty")


WRONG = [
    ("hours: 9-17", 2, "hours", "wrong-type"),
    ("hours: {mon: closed}", 2, "hours.mon", "unknown-key"),
    ("hours: {monday: 9-17}", 2, "hours.monday", "wrong-value"),
    ("hours: {monday: 9:00}", 2, "hours.monday", "wrong-value"),
    ("hours: {monday: 17}", 2, "hours.monday", "wrong-value"),
    ("hours: {monday: false}", 2, "hours.monday", "wrong-value"),
    ("hours: {monday: []}", 2, "hours.monday", "wrong-value"),
    ("hours: {monday: 25:00-26:00}", 2, "hours.monday", "wrong-value"),
    ("hours: {monday: 24:00-02:00}", 2, "hours.monday", "wrong-value"),
    ("hours: {monday: 09:60-17:00}", 2, "hours.monday", "wrong-value"),
    ("hours: {monday: 09:00-09:00}", 2, "hours.monday", "wrong-value"),
    ("hours: {monday: [09:00-12:00, 11:00-17:00]}", 2, "hours.monday", "wrong-value"),
    ("hours: {monday: [09:00-12:00, closed]}", 2, "hours.monday", "wrong-value"),
    ("hours: {monday: [09:00-12:00, 3]}", 2, "hours.monday", "wrong-value"),
    ("hours: {time_zone: Asia/Beijing}", 2, "hours.time_zone", "wrong-value"),
    ("hours: {time_zone: Asia}", 2, "hours.time_zone", "wrong-value"),
    ("hours: {time_zone: ../../etc/passwd}", 2, "hours.time_zone", "wrong-value"),
    ("hours: {time_zone: ''}", 2, "hours.time_zone", "wrong-value"),
    ("hours: {time_zone: 8}", 2, "hours.time_zone", "wrong-value"),
    ("hours: {exceptions: closed}", 2, "hours.exceptions", "wrong-value"),
    ("hours: {exceptions: [2026-10-01]}", 2, "hours.exceptions", "wrong-value"),
    ("hours:\n  exceptions:\n    2026-02-30: closed", 4, "hours.exceptions.2026-02-30", "wrong-value"),
    ("hours:\n  exceptions:\n    1 October: closed", 4, "hours.exceptions.1 October", "wrong-value"),
    ("hours:\n  exceptions:\n    20261001: closed", 4, "hours.exceptions.20261001", "wrong-value"),
    ("hours:\n  exceptions:\n    2026-10-01: shut", 4, "hours.exceptions.2026-10-01", "wrong-value"),
    ("hours:\n  exceptions:\n    2026-10-01:", 4, "hours.exceptions.2026-10-01", "wrong-value"),
    ("hours: {displays_off: 1}", 2, "hours.displays_off", "wrong-value"),
]


@pytest.mark.parametrize(("text", "line", "field", "code"), WRONG)
def test_every_mistake_is_one_clear_problem(hall: Path, text: str, line: int, field: str, code: str) -> None:
    (found,) = problems(hall, text + "\n")
    assert (found.line, found.field, found.code) == (line, field, code)
    for words in (found.message, found.hint):
        assert words
        said = {told(words, language) for language in LANGUAGES}
        assert len(said) == 4, said


def test_all_mistakes_come_at_once(hall: Path) -> None:
    found = problems(
        hall,
        """\
hours:
  time_zone: Peking
  monday: open
  exceptions:
    2026-10-01: shut
    tomorrow: closed
    2026-10-03: 25:00-26:00
""",
    )
    assert [each.line for each in found] == [3, 4, 6, 7, 8]


def test_who_is_always_open_loads_nothing_for_it() -> None:
    program = (
        "import sys; from pathlib import Path; from kiosk.config import load_config;"
        "load_config(Path('config.yaml')).hours.opening();"
        "sys.exit(' '.join({'zoneinfo', 'kiosk.hours'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
