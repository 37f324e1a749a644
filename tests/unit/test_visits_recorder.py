"""What the stage tells becomes visits."""

import pytest

from kiosk.visiting import Seen
from kiosk.visits.model import Visit
from kiosk.visits.recorder import TELL_SECONDS, Recorder
from tests.visits import ATTRACT, GALLERIES, GALLERY, LANGUAGES, MORNING, RECORD


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
