"""Another language redraws the same screen in place: same record, same picture, same place on the page."""

import pytest

from kiosk.i18n import UiStrings
from kiosk.languages import LANGUAGES
from kiosk.ui.navigation import ABOUT, GALLERIES, Place
from tests.ui.visit import Visit


def places(visit: Visit) -> list[Place]:
    catalogue = visit.stage.opened()
    with_film = next(key for key in catalogue.record_keys("saka") if catalogue.record(key).films)
    with_two = next(key for key in catalogue.record_keys("esik") if len(catalogue.record(key).images) > 1)
    return [
        GALLERIES,
        ABOUT,
        Place("gallery", "esik"),
        Place("record", "esik", with_two, picture=1),
        Place("viewer", "esik", with_two, picture=1),
        Place("film", "saka", with_film),
    ]


@pytest.mark.parametrize("scrolled", [0.0, 0.35])
def test_every_screen_stays_where_it_is(visit: Visit, scrolled: float) -> None:
    visit.touch_at((600, 400))
    visit.settle()
    visit.touch("choose-en")
    for place in places(visit):
        visit.stage.navigation.reset(place)
        visit.settle()
        page = visit.screen.scroll
        if page is not None:
            page.scroll_to_fraction(scrolled)
            at = page.kinetic.position
        for language in ("zh", "kk", "ru", "en"):
            visit.touch(f"language-{language}")
            assert visit.language == language
            assert visit.place == place
            assert visit.shows(UiStrings(language).gettext("Back")) or visit.has("back")
        if page is not None:
            # The way through all four and back to the first.
            assert visit.screen.scroll is not page
            assert visit.screen.scroll.kinetic.position == pytest.approx(at, abs=page.height * 0.05)


def test_the_end_of_a_page_stays_the_end(visit: Visit) -> None:
    visit.stage.navigation.reset(places(visit)[3])
    visit.settle()
    visit.screen.scroll.scroll_to_end()
    for language in ("kk", "zh", "ru", "en"):
        visit.touch(f"language-{language}")
        page = visit.screen.scroll
        assert page.kinetic.position == pytest.approx(page.kinetic.limit, abs=2)


def test_the_card_under_the_eye_stays_there(made_up: Visit) -> None:
    """Whatever the words above the grid take in each language."""
    made_up.stage.navigation.reset(Place("gallery", "steppe"))
    made_up.settle()
    page = made_up.screen.scroll
    page.scroll_to(page.kinetic.limit * 0.6)
    made_up.settle()
    in_the_middle = min(
        (each for each in made_up.targets() if each.name.startswith("card-")),
        key=lambda each: abs(each.box.centre[1] - page.center_y),
    )
    for language in ("kk", "zh", "ru", "en"):
        made_up.touch(f"language-{language}")
        now = made_up.target(in_the_middle.name)
        assert now.box.centre[1] == pytest.approx(in_the_middle.box.centre[1], abs=page.height * 0.1)


def test_larger_text_keeps_the_place(visit: Visit) -> None:
    for place in places(visit):
        visit.stage.navigation.reset(place)
        visit.settle()
        for expected in (1.5, 2.0, 1.0):
            visit.touch("larger")
            assert visit.stage.text_scale == expected
            assert visit.place == place


def test_no_word_of_another_language_stays_behind(visit: Visit) -> None:
    """Chinese words in the Kazakh bar, say."""
    visit.stage.navigation.reset(GALLERIES)
    for language in ("kk", "zh", "en", "ru"):
        visit.touch(f"language-{language}")
        for other in LANGUAGES:
            words = UiStrings(other).gettext("Galleries")
            assert visit.shows(words) == (words == UiStrings(language).gettext("Galleries"))
