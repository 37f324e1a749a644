"""Many visits in one go: nothing may stay behind."""

import gc
import logging
from collections import Counter

import psutil
import pytest
from kivy.uix.widget import Widget

from kiosk.languages import LANGUAGES
from kiosk.ui.film_player import FilmPlayer
from kiosk.ui.navigation import ATTRACT
from tests.ui.visit import Visit

MOST_GROWTH_MB = 10.0
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
