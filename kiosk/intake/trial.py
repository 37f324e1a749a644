"""A new edition tried before a visitor sees it: the words of its pages are put together in every language."""

from itertools import islice
from pathlib import Path

from kiosk.catalogue.queries import Catalogue
from kiosk.i18n import UiStrings
from kiosk.languages import LANGUAGES
from kiosk.viewmodels import make
from kiosk.viewmodels.wording import Wording

MOST_RECORDS = 500
"""Of ten thousand records the first ones stand for all; a card and a page take half a millisecond each."""


def try_gallery(edition: Path, gallery: str) -> None:
    """Make the view-models of a gallery and of its records. Raises whatever a screen of it would meet."""
    catalogue = Catalogue(edition)
    try:
        home = next(row for row in catalogue.galleries() if row.id == gallery)
        keys = catalogue.record_keys(gallery)
        shown = list(islice(keys, MOST_RECORDS))
        rows = [catalogue.record(key) for key in shown]
        facets = catalogue.facets(gallery)
        for language in LANGUAGES:
            say = Wording(language, LANGUAGES, UiStrings(language))
            make.galleries(catalogue.galleries(), say)
            make.gallery(home, keys, facets, None, None, say)
            for card in catalogue.cards(shown):
                make.card(card, say)
            for row in rows:
                make.record(row, home, keys, say)
                make.viewer(row, say)
                for film in row.films:
                    make.film(film, say)
    finally:
        catalogue.close()
