"""Going to another place: its screen is there at once, comes softly, and leaves nothing behind."""

from collections.abc import Callable

import pytest
from PIL import ImageChops, ImageStat

from kiosk.ui.navigation import GALLERIES, Place
from kiosk.ui.photograph import photograph
from tests.ui.conftest import Open
from tests.ui.test_visits import begin
from tests.ui.visit import Visit

LONGEST_SECONDS = 0.3
"""No movement of the kiosk lasts longer."""


def touch_and_look(visit: Visit, name: str) -> None:
    """Touch, and let nothing pass but the frame in which the finger lifts."""
    finger = visit.hall.hands.put(visit.target(name).box.centre)
    visit.hall.frame()
    visit.hall.hands.lift(finger)
    visit.hall.frame()
    visit.hall.a_moment_later()


def left_over(visit: Visit) -> int:
    """What is drawn on the stage besides its widgets."""
    return len(visit.stage.canvas.children) - len(visit.stage.children)


def light() -> float:
    """Mean brightness of the window, 0 to 255."""
    return float(ImageStat.Stat(photograph().convert("L")).mean[0])


def same(first: object, second: object) -> bool:
    return ImageChops.difference(first, second).getbbox() is None  # type: ignore[arg-type]


def test_the_next_frame_after_a_touch_has_the_new_screen(visit: Visit) -> None:
    begin(visit, "en", "home")
    before = photograph()
    touch_and_look(visit, "gallery-esik")
    first = photograph()
    assert visit.place.gallery == "esik"
    assert visit.stage.transition.running
    assert visit.shows("Objects of the Golden Man") or visit.has("filter-theme-all")
    bar = (0, first.height - round(visit.stage.bar.height), first.width, first.height)
    page = (0, 0, first.width, bar[1])
    assert not same(before.crop(page), first.crop(page))
    visit.settle()
    after = photograph()
    assert not same(first.crop(page), after.crop(page)), "it comes softly"
    assert same(first.crop(bar), after.crop(bar)), "the bar is always there"


def test_it_only_grows_lighter_and_leaves_nothing(visit: Visit) -> None:
    begin(visit, "en", "gallery-esik")
    visit.touch(visit.card("golden-man"))
    visit.touch("back")  # its pictures are kept: no late one changes the light
    touch_and_look(visit, visit.card("golden-man"))
    assert left_over(visit) == 1
    seen = [light()]
    frames = 0
    while visit.stage.transition.running:
        visit.hall.frame()
        seen.append(light())
        frames += 1
        assert frames / 60 <= LONGEST_SECONDS
    assert frames / 60 >= 0.15
    assert seen == sorted(seen)
    assert seen[-1] > seen[0] > 0
    assert left_over(visit) == 0
    rested = photograph()
    visit.touch("language-kk")
    visit.touch("language-en")
    assert same(rested, photograph()), "at rest it looks as if it had always been there"


def test_a_screen_takes_touches_while_it_comes(visit: Visit) -> None:
    begin(visit, "en", "home")
    for name in ("gallery-esik", "back", "gallery-saka", "about", "home"):
        touch_and_look(visit, name)
        assert visit.stage.transition.running
        assert left_over(visit) == 1
    assert visit.place == GALLERIES
    visit.wait(LONGEST_SECONDS)
    assert not visit.stage.transition.running
    assert left_over(visit) == 0


def larger_text(visit: Visit) -> None:
    touch_and_look(visit, "larger")


def another_language(visit: Visit) -> None:
    touch_and_look(visit, "language-zh")


def a_filter(visit: Visit) -> None:
    touch_and_look(visit, "filter-theme-horse")


def another_size(visit: Visit) -> None:
    visit.hall.resize(1366, 768)
    visit.hall.until(lambda: tuple(visit.stage.size) == (1366, 768), "a stage of the new size")


@pytest.mark.parametrize("change", [larger_text, another_language, a_filter, another_size])
def test_the_same_place_changes_at_once(made_up: Visit, change: Callable[[Visit], None]) -> None:
    begin(made_up, "en", "gallery-steppe")
    screen = made_up.screen
    change(made_up)
    assert made_up.screen is not screen
    assert not made_up.stage.transition.running
    assert left_over(made_up) == 0


def test_a_change_of_language_ends_it(visit: Visit) -> None:
    begin(visit, "en", "home")
    touch_and_look(visit, "gallery-esik")
    assert visit.stage.transition.running
    touch_and_look(visit, "language-kk")
    assert not visit.stage.transition.running
    assert left_over(visit) == 0


def test_the_first_frame_of_all_comes_at_once(open_kiosk: Open) -> None:
    visit = open_kiosk(settled=False)
    assert not visit.stage.transition.running
    visit.stage.navigation.go(Place("languages"))
    assert visit.stage.transition.running
