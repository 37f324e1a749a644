"""Every screen, in every language, landscape and portrait, with normal and with the largest text."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from kiosk.languages import LANGUAGES, Language
from kiosk.ui.navigation import ABOUT, ATTRACT, CONFIGURATION, ERROR, GALLERIES, QUIET, Place
from kiosk.ui.navigation import LANGUAGES as CHOICE
from tests.ui.conftest import Open
from tests.ui.hall import Editions
from tests.ui.layout import complaints
from tests.ui.visit import Visit

Look = Callable[[Visit], Iterator[None]]
"""Does something on a screen and stops wherever it is to be judged."""
Places = Iterator[tuple[Place, Look]]

NEVER = 1e9
LANDSCAPE, PORTRAIT = (1920, 1080), (1080, 1920)
PROBLEMS = (
    "config.yaml:3: idle_seconds: must be a whole number from 10 to 3600, not soon. Write, say, 90.",
    "config.yaml:9: galeries: There is no key `galeries`. Did you mean `galleries`?",
)
both_ways = pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
both_texts = pytest.mark.parametrize("text_scale", [1.0, 2.0], ids=["normal", "largest"])


@both_ways
@both_texts
@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_screens(
    open_kiosk: Open, size: tuple[int, int], text_scale: float, language: Language
) -> None:
    visit = open_kiosk(size=size, idle_seconds=NEVER)
    judge(visit, text_scale, language, shipped_places(visit))


@both_ways
@both_texts
def test_gaps_and_plenty(
    open_kiosk: Open, editions: Editions, size: tuple[int, int], text_scale: float
) -> None:
    """No picture, no translation, two films, thirty records, nothing that matches."""
    visit = open_kiosk(editions.made_up, size=size, idle_seconds=NEVER)
    judge(visit, text_scale, "zh", made_up_places(visit))


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (3840, 2160)])
@both_texts
def test_small_and_large_windows(open_kiosk: Open, size: tuple[int, int], text_scale: float) -> None:
    visit = open_kiosk(size=size, idle_seconds=NEVER)
    for language in ("kk", "zh"):
        judge(visit, text_scale, language, one_of_each(visit))


@pytest.mark.parametrize(("diagonal", "distance"), [(21.5, 500.0), (43.0, 600.0), (55.0, 1200.0)])
def test_other_screens_and_distances(open_kiosk: Open, diagonal: float, distance: float) -> None:
    visit = open_kiosk(
        size=LANDSCAPE, idle_seconds=NEVER, diagonal_inch=diagonal, viewing_distance_mm=distance
    )
    judge(visit, 1.0, "ru", one_of_each(visit))


def judge(visit: Visit, text_scale: float, language: Language, places: Places) -> None:
    """Go to each place and collect all that is wrong."""
    stage, found = visit.stage, []
    visit.hall.draws = False
    for place, look in places:
        stage.language, stage.text_scale = language, text_scale
        stage.navigation.reset(place)
        visit.hall.frame()
        for _ in look(visit):
            found += [f"{place.screen} {place.gallery} {place.record}: {each}" for each in complaints(visit)]
    # The same text is met again on each screenful of a page: once is enough.
    first = {each.split(" at ")[0]: each for each in reversed(found)}
    if first:
        pytest.fail("\n".join(reversed(first.values())), pytrace=False)


def at_once(_visit: Visit) -> Iterator[None]:
    yield


def page_by_page(visit: Visit) -> Iterator[None]:
    """The beginning of the screen's page and what comes after it; its cards come into being on the way."""
    yield
    page = visit.screen.scroll
    limit = page.kinetic.limit if page is not None else 0
    step = page.height * 0.8 if visit.place.screen == "gallery" else limit / 2
    position = 0.0
    while position < limit:
        position += step
        page.scroll_to(position)
        visit.hall.frame()
        yield


def with_all_slides(visit: Visit) -> Iterator[None]:
    for _ in visit.screen.slides:
        visit.settle()
        yield
        visit.leave_alone(visit.stage.settings.attract_seconds)


def settled(visit: Visit) -> Iterator[None]:
    visit.settle()
    yield


def with_question(visit: Visit) -> Iterator[None]:
    visit.stage.presence.ask(17)
    yield


def with_captions(visit: Visit) -> Iterator[None]:
    """The film's poster, and each of its captions."""
    yield
    player = visit.screen.player
    player.state = "paused"
    for cue in visit.screen.view.cues:
        player.seek(cue.start + 0.001)
        assert visit.shows(cue.text)
        yield


def shipped_places(visit: Visit) -> Places:
    yield ATTRACT, with_all_slides
    yield CHOICE, at_once
    yield GALLERIES, page_by_page
    yield GALLERIES, with_question
    catalogue = visit.stage.opened()
    for gallery in catalogue.galleries():
        yield Place("gallery", gallery.id), page_by_page
        for key in catalogue.record_keys(gallery.id):
            place = Place("record", gallery.id, key)
            yield place, page_by_page
            yield replace(place, screen="viewer"), at_once
            for number, _ in enumerate(catalogue.record(key).films):
                yield replace(place, screen="film", film=number), with_captions
    yield ABOUT, page_by_page
    yield ERROR, page_by_page
    yield QUIET, page_by_page
    visit.stage.config_problems = PROBLEMS
    yield CONFIGURATION, page_by_page


def made_up_places(visit: Visit) -> Places:
    yield GALLERIES, page_by_page
    catalogue = visit.stage.opened()
    yield Place("gallery", "steppe"), page_by_page
    theme, material = nothing_matches(visit, "river")
    yield Place("gallery", "river", theme=theme, material=material), page_by_page
    for key in catalogue.record_keys("steppe")[:3]:
        yield Place("record", "steppe", key), page_by_page


def one_of_each(visit: Visit) -> Places:
    yield ATTRACT, settled
    yield CHOICE, at_once
    yield GALLERIES, page_by_page
    yield GALLERIES, with_question
    catalogue = visit.stage.opened()
    gallery = catalogue.galleries()[0].id
    keys = catalogue.record_keys(gallery)
    film = next(key for key in keys if catalogue.record(key).films)
    yield Place("gallery", gallery), page_by_page
    yield Place("record", gallery, film), page_by_page
    yield Place("viewer", gallery, film), at_once
    yield Place("film", gallery, film), with_captions
    yield ABOUT, page_by_page


def nothing_matches(visit: Visit, gallery: str) -> tuple[str, str]:
    """A theme and a material that no record of the gallery has both of: those of the most records."""
    catalogue = visit.stage.opened()
    facets = catalogue.facets(gallery)
    pairs = [
        (min(theme.total, material.total), theme.key, material.key)
        for theme in facets.themes
        for material in facets.materials
        if not catalogue.record_keys(gallery, theme.key, material.key)
    ]
    assert pairs, "every theme goes with every material"
    return max(pairs)[1:]
