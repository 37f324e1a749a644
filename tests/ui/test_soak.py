"""Many visits in one go, and a day of touches at random: nothing may stay behind."""

import gc
import logging
import threading
from collections import Counter
from pathlib import Path

import psutil
import pytest
from kivy.base import EventLoop, ExceptionManager
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.uix.widget import Widget

from kiosk.heap import give_back
from kiosk.languages import LANGUAGES
from kiosk.ui.film_player import FilmPlayer
from kiosk.ui.navigation import ATTRACT
from kiosk.ui.stage import TEXT_SCALES
from tests.ui.restless import Restless
from tests.ui.visit import Visit

MOST_GROWTH_MB = 10.0
MOST_GROWTH_OF_A_DAY_MB = 20.0
SEED = 20261122
RESTS = 8
HOME_EVERY = 250
"""So often among the random touches the way home is taken."""
RECORDS = {"saka": "snow-leopard-mask", "berel": "kurgan-11"}
"""A record with a film in each of two galleries."""


def one_visit(visit: Visit, number: int) -> int:
    """From the attract loop back to it, each time in the next language; how many screens that were."""
    gallery = list(RECORDS)[number // len(LANGUAGES) % len(RECORDS)]
    steps = 0

    def touch(name: str) -> None:
        nonlocal steps
        visit.touch(name)
        steps += 1

    visit.touch_at((600, 400))
    visit.settle()
    touch(f"choose-{LANGUAGES[number % len(LANGUAGES)]}")
    touch(f"gallery-{gallery}")
    touch(visit.card(RECORDS[gallery]))
    touch("open-viewer")
    visit.pinch(visit.screen.zoom_area.center, 100, 250)
    touch("close")
    touch("open-film")
    visit.touch("play")
    visit.hall.until(lambda: visit.screen.player.position > 0.05, "the film to play")
    touch("back")
    touch("back")
    touch("back")
    visit.stage.end_visit()
    visit.settle()
    assert visit.place == ATTRACT
    return steps + 2


def widgets(visit: Visit) -> Counter[str]:
    """Every widget that is alive, by class."""
    visit.hall.until(lambda: FilmPlayer.alive == 0, "all players' threads to end")
    gc.collect()
    visit.hall.frame()
    gc.collect()
    return Counter(type(each).__name__ for each in gc.get_objects() if issubclass(type(each), Widget))


def resident_mb() -> float:
    return psutil.Process().memory_info().rss / 2**20


def test_visits_leave_no_widget_behind(visit: Visit) -> None:
    for number in range(2):
        one_visit(visit, number)
    before = widgets(visit)
    for number in range(2, 6):
        one_visit(visit, number)
    assert widgets(visit) - before == Counter()


def test_a_resting_kiosk_gives_free_memory_back(visit: Visit) -> None:
    visit.touch_at((600, 400))
    visit.settle()
    pieces = [b"x" * (100_000 + number) for number in range(2000)]
    last = pieces[-1]  # keeps the C library from giving the others back by itself
    pieces.clear()
    held = resident_mb()
    visit.stage.end_visit()
    visit.leave_alone(2)
    assert resident_mb() < held - 100
    assert last


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_thousand_navigations(
    visit: Visit, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.WARNING, "kiosk")  # the log of a test is kept in memory
    navigations = number = 0
    while navigations < 100:
        navigations += one_visit(visit, number)
        number += 1
    before, memory_before, counted_at = widgets(visit), resident_mb(), navigations
    while navigations < 1000:
        navigations += one_visit(visit, number)
        number += 1
    after, memory_after = widgets(visit), resident_mb()
    with capsys.disabled():
        print(  # noqa: T201
            f"\n{navigations} navigations in {number} visits: {memory_before:.1f} MB after {counted_at}, "
            f"{memory_after:.1f} MB at the end; {before.total()} widgets, then {after.total()}"
        )
    assert after - before == Counter()
    assert memory_after - memory_before <= MOST_GROWTH_MB


def alive(visit: Visit) -> Counter[str]:
    """Whatever could grow behind a visitor's back: widgets, callbacks, threads, open files."""
    found = widgets(visit)
    found["Clock"] = len(Clock.get_events())
    found["Window"] = sum(len(Window.get_property_observers(name)) for name in Window.properties())
    found["EventLoop"] = len(EventLoop.event_listeners) + len(EventLoop.input_providers)
    found["ExceptionManager"] = len(ExceptionManager.handlers)
    found["threads"] = threading.active_count()
    return found + open_files()


def open_files() -> Counter[str]:
    """Every open file by its name, pipes and sockets by their kind. Faces are left out: each is opened once
    at each size, when a text first wants it."""
    found: Counter[str] = Counter()
    for entry in Path("/proc/self/fd").iterdir():
        try:
            name = str(entry.readlink())
        except FileNotFoundError:
            continue  # that of the listing itself
        if not name.endswith(".ttf"):
            found[name.partition(":[")[0]] += 1
    return found


def rested(visit: Visit) -> Counter[str]:
    """The same, when the visit is over and everything has come to rest."""
    visit.stage.end_visit()
    visit.leave_alone(30)
    visit.settle()
    assert visit.place == ATTRACT
    return alive(visit)


def test_touches_at_random(visit: Visit, capsys: pytest.CaptureFixture[str]) -> None:
    """A thousand of them; twenty thousand in the long run."""
    touch_at_random(visit, 1000, capsys)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_a_day_of_touches_at_random(
    visit: Visit, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.WARNING, "kiosk")
    grown, hours = touch_at_random(visit, 20_000, capsys)
    assert grown <= MOST_GROWTH_OF_A_DAY_MB
    assert hours >= 24


def least_mb(visit: Visit) -> float:
    """The least that the resting kiosk takes: pictures of the attract loop come and go."""
    found = []
    for _ in range(RESTS):
        visit.leave_alone(10)
        visit.settle()
        give_back()
        found.append(resident_mb())
    return min(found)


def see_what_there_is(visit: Visit) -> None:
    """A visit in each language, in every size of text, with a picture enlarged and a film played: chance may
    come to them late, and what is made once is no growth."""
    for language in LANGUAGES:
        visit.touch_at((600, 400))
        visit.settle()
        visit.touch(f"choose-{language}")
        for _ in TEXT_SCALES:
            visit.touch("larger")
            visit.touch("gallery-saka")
            visit.touch(visit.card(RECORDS["saka"]))
            visit.touch("open-viewer")
            for _ in range(3):
                visit.pinch(visit.screen.zoom_area.center, 100, 400)
            visit.touch("close")
            visit.touch("open-film")
            visit.touch("play")
            visit.hall.until(lambda: visit.screen.player.position > 0.5, "the film to play")
            visit.touch("home")
        visit.stage.end_visit()
        visit.settle()


def touch_at_random(visit: Visit, touches: int, capsys: pytest.CaptureFixture[str]) -> tuple[float, float]:
    """How many megabytes the last nineteen twentieths of the touches added, and how many hours they took."""
    restless = Restless(visit, SEED)
    first = touches // 20
    before, memory = Counter[str](), 0.0
    see_what_there_is(visit)
    for number in range(touches):
        try:
            restless.touch()
            if number % HOME_EVERY == HOME_EVERY - 1:
                restless.go_home()
        except AssertionError as error:
            raise AssertionError(f"touch {number} of seed {SEED}: {error}") from error
        if number + 1 == first:
            before, memory = rested(visit), least_mb(visit)
    after, grown = rested(visit), least_mb(visit) - memory
    hours = restless.seconds / 3600
    with capsys.disabled():
        print(  # noqa: T201
            f"\n{touches} touches in {hours:.1f} h of the kiosk's clock, seed {SEED}: {dict(restless.done)}; "
            f"{memory:.1f} MB after the first {first}, {grown:+.1f} MB at the end; "
            f"{after['threads']} threads, {open_files().total()} files"
        )
    assert after - before == Counter()
    return grown, hours
