"""Contrast of every text with what is really behind it, read off photographs."""

import pytest

from kiosk.languages import LANGUAGES, Language
from kiosk.ui.navigation import Place
from tests.ui.conftest import Open
from tests.ui.hall import Editions
from tests.ui.photographs import contrast, luminance, pale
from tests.ui.test_layout import LANDSCAPE, NEVER, PORTRAIT, one_of_each, with_all_slides
from tests.ui.visit import Visit


@pytest.mark.parametrize(
    ("size", "text_scale", "language"),
    [(LANDSCAPE, 1.0, "zh"), (PORTRAIT, 1.0, "ru"), (LANDSCAPE, 2.0, "kk"), (PORTRAIT, 2.0, "en")],
)
def test_every_text_stands_out(
    open_kiosk: Open, size: tuple[int, int], text_scale: float, language: Language
) -> None:
    visit = open_kiosk(size=size, idle_seconds=NEVER)
    found = []
    for place, look in one_of_each(visit):
        visit.stage.language, visit.stage.text_scale = language, text_scale
        visit.stage.navigation.reset(place)
        for number, _ in enumerate(look(visit)):
            if number < 3:
                visit.settle()
                found += [f"{place.screen} {place.gallery}: {each}" for each in pale(visit)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT])
@pytest.mark.parametrize("edition", ["shipped", "made_up"])
def test_titles_stand_out_from_every_picture_of_the_attract_loop(
    open_kiosk: Open, editions: Editions, edition: str, size: tuple[int, int]
) -> None:
    """One of the made-up pictures is white."""
    visit = open_kiosk(getattr(editions, edition), size=size, idle_seconds=NEVER)
    found = [each for _ in with_all_slides(visit) for each in pale(visit)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chosen_filter_can_be_read(visit: Visit, language: Language) -> None:
    """Its ground is the gallery's own colour."""
    found = []
    for gallery in visit.stage.opened().galleries():
        theme = visit.stage.opened().facets(gallery.id).themes[0].key
        visit.stage.language = language
        visit.stage.navigation.reset(Place("gallery", gallery.id, theme=theme))
        visit.settle()
        found += list(pale(visit))
    assert not found, "\n".join(found)


def test_contrast_is_counted_as_wcag_does() -> None:
    assert contrast(luminance((255, 255, 255)), luminance((0, 0, 0))) == pytest.approx(21)
    assert contrast(luminance((118, 118, 118)), luminance((255, 255, 255))) == pytest.approx(4.54, abs=0.01)
