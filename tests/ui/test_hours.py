"""Outside opening hours: dark while nobody is there, a few words for whoever touches, no visit cut off."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from kivy.core.window import Window
from kivy.uix.widget import Widget

from kiosk.hours import Hours, read_day
from kiosk.languages import LANGUAGES
from kiosk.staff.means import Means
from kiosk.ui import closing as closing_module
from kiosk.ui.closing import FRAME_SECONDS, LEAD_SECONDS, NOTICE_SECONDS
from kiosk.ui.navigation import ATTRACT, CLOSED, CONFIGURATION
from kiosk.ui.navigation import LANGUAGES as CHOICE
from kiosk.ui.photograph import photograph
from kiosk.visits.model import Visit as Kept
from kiosk.visits.recorder import Recorder
from tests.ui.conftest import Open
from tests.ui.hall import Editions
from tests.ui.layout import complaints
from tests.ui.photographs import pale
from tests.ui.staff import gesture, go_in, hang_door, touch
from tests.ui.test_visits import begin
from tests.ui.visit import Visit

BEIJING = ZoneInfo("Asia/Shanghai")
HOURS = Hours([read_day("09:00-17:00")] * 7, {}, BEIJING)
IDLE, COUNTDOWN = 90, 20


class Wall:
    """The clock on the wall: goes with the kiosk's own, and jumps when it is told to."""

    def __init__(self, visit: Visit, shown: str) -> None:
        self._visit = visit
        self.jump(shown)

    def jump(self, shown: str) -> None:
        self._base = datetime.fromisoformat(shown).replace(tzinfo=BEIJING) - timedelta(
            seconds=self._visit.hall.now
        )

    def __call__(self) -> datetime:
        return (self._base + timedelta(seconds=self._visit.hall.now)).astimezone(UTC)


class Displays:
    """What the displays were told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def on(self) -> None:
        self.told.append("on")

    def off(self) -> None:
        self.told.append("off")

    @property
    def are_on(self) -> bool:
        return self.told[-1:] != ["off"]


OpenAt = Callable[..., tuple[Visit, Wall, Displays]]


@pytest.fixture
def open_at(open_kiosk: Open) -> OpenAt:
    """A kiosk with hours, at a time of the clock on the wall."""

    def start(shown: str, hours: Hours | None = HOURS, **changes: object) -> tuple[Visit, Wall, Displays]:
        visit = open_kiosk(hours=hours, settled=False, **changes)
        wall, displays = Wall(visit, shown), Displays()
        visit.stage.closing.wall_clock, visit.stage.closing.displays = wall, displays
        visit.leave_alone(3)
        visit.settle()
        return visit, wall, displays

    return start


@pytest.fixture
def pace(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How many frames a second the main loop was told to make."""
    told: list[float] = []
    monkeypatch.setattr(closing_module, "_pace", told.append)
    return told


def is_black(visit: Visit) -> bool:
    return photograph().getextrema() == ((0, 0), (0, 0), (0, 0))


# Day and night ----------------------------------------------------------------------------------


def test_a_day_and_a_night(open_at: OpenAt, pace: list[float]) -> None:
    visit, wall, displays = open_at("2026-11-24 16:59:50")
    assert (visit.place, displays.told) == (ATTRACT, [])
    visit.leave_alone(12)
    assert visit.place == CLOSED
    assert is_black(visit)
    assert not visit.texts()
    assert (displays.told, pace[-1]) == (["off"], closing_module.DARK_FPS)

    wall.jump("2026-11-25 08:59:30")
    visit.leave_alone(15)
    assert not displays.are_on
    visit.leave_alone(15 - LEAD_SECONDS + 2)
    assert displays.are_on, "they are warm when the hall opens"
    assert is_black(visit), "and nothing was to be seen of it"
    visit.leave_alone(LEAD_SECONDS)
    assert visit.place == ATTRACT
    assert (displays.told, pace[-1]) == (["off", "on"], 60)
    visit.settle()
    visit.touch_at((600, 400))
    assert visit.place == CHOICE


def test_a_kiosk_that_starts_at_night_shows_nothing(open_kiosk: Open) -> None:
    visit = open_kiosk(hours=Hours([()] * 7, {}, BEIJING))
    assert visit.place == CLOSED
    assert is_black(visit)


def test_a_hall_without_hours_never_goes_dark(open_at: OpenAt, pace: list[float]) -> None:
    visit, wall, displays = open_at("2026-11-24 16:59:50", hours=None)
    for shown in ("2026-11-24 23:00", "1970-01-01 00:00", "2027-05-01 03:00"):
        wall.jump(shown)
        visit.leave_alone(3)
        assert visit.place == ATTRACT
    assert displays.told == [] and set(pace) == {60}


def test_a_dark_kiosk_still_draws_every_few_seconds(open_at: OpenAt) -> None:
    """So that the watchdog sees that it lives."""
    visit, _wall, _displays = open_at("2026-11-24 20:00")
    drawn: list[object] = []
    Window.bind(on_flip=drawn.append)
    try:
        for _ in range(3):
            visit.hall.draw()
            drawn.clear()
            for _ in range(round(FRAME_SECONDS / 0.25) + 1):
                visit.hall.frame(0.25)
                visit.hall.draw()
            assert 1 <= len(drawn) <= 2
    finally:
        Window.unbind(on_flip=drawn.append)


# Visitors ---------------------------------------------------------------------------------------


def test_nobody_is_sent_away(open_at: OpenAt) -> None:
    visit, wall, displays = open_at("2026-11-24 16:58")
    begin(visit, "ru", "gallery-esik")
    visit.touch(visit.card("torque"))
    here = visit.place
    wall.jump("2026-11-24 17:05")
    for _ in range(6):
        visit.leave_alone(IDLE * 0.6)
        visit.drag((900, 300), (900, 420))
        assert (visit.place, visit.language, visit.stage.presence.question) == (here, "ru", None)
    assert displays.told == []
    visit.leave_alone(IDLE + 1)
    assert visit.stage.presence.question is not None
    visit.touch("stay")
    assert visit.place == here
    visit.leave_alone(IDLE + COUNTDOWN + 1)
    assert visit.place == CLOSED, "the attract loop does not begin again"
    visit.leave_alone(3)
    assert is_black(visit) and displays.told == ["off"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_touch_outside_the_hours_lights_up_when_it_opens(open_at: OpenAt, language: str) -> None:
    words = {
        "kk": ("Қазір жабық", "Бүгін ашылады: 09:00"),
        "zh": ("现已闭馆", "今天 09:00 开放"),
        "en": ("Closed now", "Opens today at 09:00"),
        "ru": ("Сейчас закрыто", "Откроется сегодня в 09:00"),
    }
    visit, _wall, displays = open_at("2026-11-24 06:00")
    visit.touch_at((600, 400))
    visit.settle()
    assert displays.told == ["off", "on"]
    assert visit.place == CLOSED
    for each in words[language]:
        assert visit.shows(each), visit.texts()
    visit.leave_alone(NOTICE_SECONDS / 2)
    visit.touch_at((600, 400))
    visit.leave_alone(NOTICE_SECONDS - 2)
    assert visit.texts()
    visit.leave_alone(6)
    assert not visit.texts()
    assert is_black(visit) and displays.told == ["off", "on", "off"]


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (
            "2026-11-24 20:00",
            (
                "Ертең ашылады: 09:00",
                "明天 09:00 开放",
                "Opens tomorrow at 09:00",
                "Откроется завтра в 09:00",
            ),
        ),
        (
            "2026-12-31 20:00",
            (
                "Ашылатын күні: 4 қаңтар, дүйсенбі, 09:00",
                "1月4日星期一 09:00 开放",
                "Opens on Monday, 4 January, at 09:00",
                "Откроется: понедельник, 4 января, 09:00",
            ),
        ),
    ],
)
def test_it_names_the_day(open_at: OpenAt, shown: str, words: tuple[str, ...]) -> None:
    new_year = {date(2027, 1, day): () for day in (1, 2, 3)}
    visit, _wall, _displays = open_at(shown, hours=Hours([read_day("09:00-17:00")] * 7, new_year, BEIJING))
    visit.touch_at((600, 400))
    for each in words:
        assert visit.shows(each), visit.texts()


def test_a_hall_that_does_not_open_again_says_no_time(open_at: OpenAt) -> None:
    visit, _wall, _displays = open_at("2026-11-24 12:00", hours=Hours([()] * 7, {}, BEIJING))
    visit.touch_at((600, 400))
    assert sorted(visit.texts()) == sorted(["Қазір жабық", "现已闭馆", "Closed now", "Сейчас закрыто"])


def test_touches_in_the_dark_are_no_visits(open_at: OpenAt) -> None:
    visit, wall, _displays = open_at("2026-11-24 06:00")
    told: list[Kept] = []
    visit.stage.presence.visits = Recorder("hall-1", told.append, wall)
    for _ in range(3):
        visit.touch_at((600, 400))
        visit.leave_alone(5)
    wall.jump("2026-11-24 10:00")
    visit.leave_alone(3)
    assert visit.place == ATTRACT
    visit.settle()
    assert not told
    visit.touch_at((600, 400))
    assert len(told) == 1


def test_the_words_stay_while_the_screen_is_turned(open_at: OpenAt) -> None:
    visit, _wall, displays = open_at("2026-11-24 06:00")
    visit.resize(720, 1280)
    assert is_black(visit)
    visit.touch_at((300, 400))
    visit.resize(1280, 720)
    assert visit.shows("Closed now")
    assert displays.told == ["off", "on"]


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1080, 1920), (720, 1280), (3840, 2160)])
def test_the_words_fit_every_screen(open_at: OpenAt, size: tuple[int, int]) -> None:
    """With the longest of all days to name."""
    hours = Hours([()] * 7, {date(2026, 12, 30): read_day("09:00-17:00")}, BEIJING)
    visit, _wall, _displays = open_at("2026-11-24 20:00", hours=hours, size=size)
    visit.touch_at((300, 400))
    visit.settle()
    assert len(visit.texts()) == 8
    assert not complaints(visit)
    assert not list(pale(visit))


# Staff ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hours", [None, HOURS])
def test_staff_switch_the_screen_off_until_a_touch(
    open_at: OpenAt, pace: list[float], hours: Hours | None
) -> None:
    visit, _wall, displays = open_at("2026-11-24 12:00", hours=hours)
    visit.stage.closing.screen_off()
    visit.leave_alone(3)
    assert visit.place == CLOSED
    assert is_black(visit) and (displays.told, pace[-1]) == (["off"], closing_module.DARK_FPS)
    visit.leave_alone(600)
    assert not displays.are_on
    visit.touch_at((600, 400))
    assert (visit.place, displays.are_on, pace[-1]) == (ATTRACT, True, 60), "the touch only wakes it"


def test_a_screen_that_staff_have_switched_off_opens_with_the_hall(open_at: OpenAt) -> None:
    visit, wall, displays = open_at("2026-11-24 16:00")
    visit.stage.closing.screen_off()
    visit.leave_alone(3)
    wall.jump("2026-11-24 18:00")
    visit.leave_alone(3)
    assert not displays.are_on
    wall.jump("2026-11-25 09:00")
    visit.leave_alone(3)
    assert (visit.place, displays.are_on) == (ATTRACT, True)


def test_the_screen_stays_on_while_something_stands_over_it(open_at: OpenAt, pace: list[float]) -> None:
    """The staff's room, at night."""
    visit, _wall, displays = open_at("2026-11-24 20:00")
    visit.touch_at((600, 400))
    room = Widget()
    Window.add_widget(room)
    try:
        visit.leave_alone(NOTICE_SECONDS + 60)
        assert displays.are_on and pace[-1] == 60
    finally:
        Window.remove_widget(room)
    visit.leave_alone(4)
    assert not displays.are_on and pace[-1] == closing_module.DARK_FPS


def test_staff_come_in_at_night(open_at: OpenAt, pace: list[float], tmp_path: Path) -> None:
    visit, _wall, displays = open_at("2026-11-24 20:00")
    door = hang_door(visit, tmp_path)
    assert is_black(visit)
    gesture(visit)
    assert door.room is not None and visit.shows("工作人员专用")
    visit.leave_alone(25)
    assert displays.are_on and pace[-1] == 60
    visit.leave_alone(10)
    assert door.room is None, "nobody has entered the PIN"
    assert visit.place == CLOSED
    visit.leave_alone(NOTICE_SECONDS + 3)
    assert is_black(visit) and not displays.are_on


def test_staff_at_work_at_closing_time_are_not_left_in_the_dark(open_at: OpenAt, tmp_path: Path) -> None:
    visit, wall, displays = open_at("2026-11-24 16:59")
    door = hang_door(visit, tmp_path, Means(tuple))
    go_in(visit)
    wall.jump("2026-11-24 17:01")
    for _ in range(4):
        visit.leave_alone(30)
        visit.touch_at((visit.stage.width / 2, visit.stage.height - 3))
        assert door.room is not None and displays.are_on
    touch(visit, "leave")
    visit.leave_alone(3)
    assert visit.place == CLOSED and is_black(visit) and not displays.are_on


# Other states -----------------------------------------------------------------------------------


def test_a_broken_configuration_stays_on_the_screen(open_at: OpenAt) -> None:
    visit, _wall, displays = open_at("2026-11-24 20:00", config_problems=("config.yaml:1: error",))
    assert (visit.place, displays.told) == (CONFIGURATION, [])


def test_a_new_edition_waits_for_the_morning(open_at: OpenAt, editions: Editions) -> None:
    visit, wall, displays = open_at("2026-11-24 20:00", tries_editions=True)
    visit.leave_alone(5)
    assert visit.place == CLOSED and displays.told == ["off"]
    wall.jump("2026-11-25 09:00")
    visit.leave_alone(3)
    assert visit.place == ATTRACT


def test_an_error_screen_goes_dark_too(open_at: OpenAt, caplog: pytest.LogCaptureFixture) -> None:
    visit, wall, displays = open_at("2026-11-24 12:00")
    for _ in range(3):
        visit.stage.fail(RuntimeError("wanted"))
        visit.hall.frame()
    caplog.clear()
    wall.jump("2026-11-24 20:00")
    visit.leave_alone(4)
    assert visit.place == CLOSED and displays.told == ["off"]
    wall.jump("2026-11-25 09:00")
    visit.leave_alone(3)
    assert visit.place == ATTRACT


# Clocks that jump -------------------------------------------------------------------------------

JUMPS = [
    "1970-01-01 08:00",
    "2026-11-24 20:00",
    "2026-11-24 12:00",
    "2038-01-19 11:14:08",
    "2026-11-23 03:00",
    "2099-12-31 23:59:59",
    "2026-11-24 09:00",
]


def test_a_jump_is_believed_at_once(open_at: OpenAt) -> None:
    visit, wall, displays = open_at("1970-01-01 00:00")
    assert visit.place == ATTRACT, "a clock that has lost the time keeps no hall dark"
    for shown in JUMPS * 3:
        wall.jump(shown)
        visit.leave_alone(2)
        dark = not HOURS.is_open(wall())
        assert visit.place == (CLOSED if dark else ATTRACT), shown
        visit.leave_alone(2)
        assert displays.are_on is not dark


def test_no_jump_disturbs_a_visit_or_its_time(open_at: OpenAt) -> None:
    visit, wall, _displays = open_at("2026-11-24 12:00")
    told: list[Kept] = []
    visit.stage.presence.visits = Recorder("hall-1", told.append, wall)
    begin(visit, "en", "gallery-esik")
    began = visit.hall.now
    for shown in JUMPS:
        wall.jump(shown)
        visit.leave_alone(IDLE - 3)
        assert visit.stage.presence.question is None, shown
        visit.drag((900, 300), (900, 420))
        assert visit.place.screen == "gallery"
    lasted = visit.hall.now - began
    assert len({each.id for each in told}) == 1
    assert told[-1].seconds == pytest.approx(lasted, abs=3)
    wall.jump("1970-01-01 00:00")
    visit.leave_alone(IDLE + 1)
    assert visit.stage.presence.question is not None, (
        "and the question comes after its time, whatever the wall says"
    )
    wall.jump("2026-11-24 20:00")
    visit.leave_alone(COUNTDOWN + 1)
    assert visit.place == CLOSED
    assert told[-1].ended == "idle"


def test_a_dark_screen_lights_up_for_its_time_whatever_the_wall_says(open_at: OpenAt) -> None:
    visit, wall, _displays = open_at("2026-11-24 20:00")
    visit.touch_at((600, 400))
    wall.jump("2026-11-20 20:00")
    visit.leave_alone(NOTICE_SECONDS - 3)
    assert visit.texts()
    wall.jump("2027-11-20 20:00")
    visit.leave_alone(5)
    assert not visit.texts()
