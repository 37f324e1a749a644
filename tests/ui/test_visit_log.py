"""What the log gets to know of a visit: screens, language, seconds, the end; no more and no less."""

from datetime import UTC, datetime

import pytest

from kiosk.ui.navigation import ATTRACT, ERROR, GALLERIES
from kiosk.visits.model import Visit as Kept
from kiosk.visits.recorder import Recorder
from tests.ui.conftest import Open
from tests.ui.hall import FRAME_SECONDS
from tests.ui.test_visits import begin
from tests.ui.visit import Visit

IDLE, COUNTDOWN = 90, 20
A_MOMENT = 2.0
"""What the hands of these tests take, by the kiosk's clock."""


class Log:
    """What would be written."""

    def __init__(self, visit: Visit) -> None:
        self.told: list[Kept] = []
        visit.stage.presence.visits = Recorder(
            "hall-1", self.told.append, lambda: datetime(2026, 11, 22, tzinfo=UTC)
        )

    @property
    def last(self) -> Kept:
        return self.told[-1]

    @property
    def number(self) -> int:
        """Of different visits."""
        return len({each.id for each in self.told})

    @property
    def screens(self) -> list[tuple[str, str, str, str | None]]:
        return [(each.screen, each.gallery, each.record, each.language) for each in self.last.screens]


@pytest.fixture
def log(visit: Visit) -> Log:
    return Log(visit)


def test_a_whole_visit(visit: Visit, log: Log) -> None:
    begin(visit, "kk", "gallery-esik")
    visit.touch(visit.card("torque"))
    visit.leave_alone(40)
    visit.touch("open-viewer")
    visit.touch("close")
    visit.touch("language-ru")
    visit.touch("larger")
    visit.leave_alone(30)
    visit.touch("about")
    visit.leave_alone(IDLE + COUNTDOWN + 1)
    assert visit.place == ATTRACT
    assert log.number == 1
    assert log.screens == [
        ("languages", "", "", None),
        ("galleries", "", "", "kk"),
        ("gallery", "esik", "", "kk"),
        ("record", "esik", "torque", "kk"),
        ("viewer", "esik", "torque", "kk"),
        ("record", "esik", "torque", "kk"),
        ("record", "esik", "torque", "ru"),
        ("about", "", "", "ru"),
    ]
    record, in_russian, about = log.last.screens[3], log.last.screens[6], log.last.screens[7]
    assert 40 <= record.seconds < 40 + A_MOMENT
    assert 30 <= in_russian.seconds < 30 + A_MOMENT
    assert about.seconds < A_MOMENT, "the idle tail is nobody's reading"
    assert 70 <= log.last.seconds < IDLE
    assert (log.last.language, log.last.ended) == ("ru", "idle")
    assert sum(each.seconds for each in log.last.screens) == pytest.approx(log.last.seconds, abs=1)


def test_scrolling_is_reading(visit: Visit, log: Log) -> None:
    begin(visit, "en", "gallery-esik")
    visit.touch(visit.card("torque"))
    for _ in range(3):
        visit.leave_alone(20)
        visit.drag((900, 300), (900, 420))
    visit.leave_alone(IDLE + COUNTDOWN + 1)
    assert 60 <= log.last.screens[-1].seconds < 60 + 3 * A_MOMENT


def test_filters_and_sizes_are_no_new_screens(visit: Visit, log: Log) -> None:
    begin(visit, "en", "gallery-esik")
    number = len(log.last.screens)
    for _ in range(3):
        visit.touch("larger")
    visit.resize(720, 1280)
    visit.stage.navigation.replace(visit.place.__class__("gallery", "esik", material="gold"))
    visit.settle()
    assert len(log.last.screens) == number


def test_home_and_away(visit: Visit, log: Log) -> None:
    begin(visit, "en", "gallery-esik")
    visit.touch("home")
    visit.leave_alone(IDLE + COUNTDOWN + 1)
    assert log.last.ended == "home"
    begin(visit, "en", "gallery-esik")
    visit.touch("home")
    visit.touch("gallery-saka")
    visit.leave_alone(IDLE + COUNTDOWN + 1)
    assert log.last.ended == "idle"
    assert log.number == 2


def test_a_film_that_plays_is_watched(open_kiosk: Open) -> None:
    visit = open_kiosk(idle_seconds=10, countdown_seconds=20)
    log = Log(visit)
    begin(visit, "en", "gallery-saka")
    visit.touch(visit.card("snow-leopard-mask"))
    visit.touch("open-film")
    visit.touch("play")
    visit.hall.until(lambda: visit.screen.player.position > 0.1, "the film to play")
    visit.leave_alone(12)
    visit.touch("play")
    visit.leave_alone(31)
    film = log.last.screens[-1]
    assert (film.screen, film.gallery, film.record) == ("film", "saka", "snow-leopard-mask")
    assert 12 <= film.seconds < 12 + 5 * A_MOMENT
    assert log.last.ended == "idle"


def test_whoever_touches_and_chooses_no_language(visit: Visit, log: Log) -> None:
    visit.touch_at((600, 400))
    visit.leave_alone(IDLE + COUNTDOWN + 1)
    assert (log.screens, log.last.language) == ([("languages", "", "", None)], None)


def test_nobody_is_no_visit(visit: Visit, log: Log) -> None:
    visit.leave_alone(300)
    assert log.told == []


def test_the_end_of_the_program_ends_the_visit(visit: Visit, log: Log) -> None:
    begin(visit, "en", "gallery-esik")
    visit.wait(5)
    visit.stage.close()
    assert log.last.ended == "stopped"


def test_an_error_is_part_of_the_visit(visit: Visit, log: Log, caplog: pytest.LogCaptureFixture) -> None:
    begin(visit, "en", "gallery-esik")
    visit.stage.fail(RuntimeError("wanted by the test"))
    visit.hall.until(lambda: visit.place == ERROR, "the error screen")
    visit.leave_alone(10)
    assert visit.place == GALLERIES
    assert [each[0] for each in log.screens][-3:] == ["gallery", "error", "galleries"]
    assert log.number == 1
    for _ in range(3):
        visit.stage.fail(RuntimeError("wanted by the test"))
        visit.hall.frame(FRAME_SECONDS)
        visit.hall.frame(FRAME_SECONDS)
    assert visit.place.screen == "quiet"
    assert log.last.ended == "error"
    caplog.clear()


def test_the_clock_of_the_wall_is_asked_once_a_visit(visit: Visit) -> None:
    asked: list[int] = []
    told: list[Kept] = []

    def jumping() -> datetime:
        asked.append(1)
        return datetime(1970 + 40 * len(asked), 1, 1, tzinfo=UTC)

    visit.stage.presence.visits = Recorder("hall-1", told.append, jumping)
    begin(visit, "en", "gallery-esik")
    visit.leave_alone(10)
    visit.touch("home")
    assert (len(asked), {each.began.year for each in told}) == (1, {2010})
    assert 10 <= told[-1].seconds < 10 + 5 * A_MOMENT
