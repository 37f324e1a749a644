"""From a place to its screen: ask the catalogue, make the view-model, build the screen."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kiosk.i18n import UiStrings
from kiosk.ui.navigation import Place
from kiosk.ui.screens.base import Screen
from kiosk.ui.styles import Styles
from kiosk.ui.theme import DEFAULT_ACCENT, Sizes
from kiosk.ui.widgets.bar import Bar, BarActions
from kiosk.viewmodels import make
from kiosk.viewmodels.phrase import Phrase
from kiosk.viewmodels.views import CardView, MessageView
from kiosk.viewmodels.wording import Wording

if TYPE_CHECKING:
    from kiosk.catalogue.rows import GalleryRow
    from kiosk.ui.stage import Stage


def build(stage: "Stage", place: Place, sizes: Sizes) -> Screen:
    """The screen of ``place`` (any but the attract loop), for the stage's language and size."""
    return _BUILDERS[place.screen](stage, place, sizes)


def bar(stage: "Stage", sizes: Sizes, styles: Styles) -> Bar:
    view = make.bar(stage.settings.languages, stage.text_scale >= 2.0, stage.wording)
    actions = BarActions(
        stage.go_home,
        stage.navigation.back,
        stage.open_about,
        stage.step_text_size,
        stage.set_language,
    )
    return Bar(view, styles, actions, stage.navigation.can_go_back)


def _languages(stage: "Stage", _place: Place, sizes: Sizes) -> Screen:
    from kiosk.ui.screens.languages import LanguagesScreen

    choices = {}
    for language in stage.settings.languages:
        strings = UiStrings(language)
        choices[language] = (
            Phrase(strings.gettext("Choose your language"), language),
            Phrase(strings.gettext("Touch to begin"), language),
        )
    return LanguagesScreen(stage.frame(sizes, DEFAULT_ACCENT, has_bar=False), choices, stage.choose_language)


def _galleries(stage: "Stage", _place: Place, sizes: Sizes) -> Screen:
    from kiosk.ui.screens.galleries import GalleriesScreen

    view = make.galleries(stage.opened().galleries(), stage.wording)
    return GalleriesScreen(stage.frame(sizes, DEFAULT_ACCENT), view)


def _gallery(stage: "Stage", place: Place, sizes: Sizes) -> Screen:
    from kiosk.ui.screens.gallery import GalleryScreen

    catalogue, say = stage.opened(), stage.wording
    row = _row(stage, place.gallery)
    keys = stage.shown_edition.keys(place.gallery, place.theme, place.material)
    facets = catalogue.facets(place.gallery, place.theme, place.material)
    view = make.gallery(row, keys, facets, place.theme, place.material, say)
    return GalleryScreen(stage.frame(sizes, row.accent), view, place, _fetch(stage, say))


def _fetch(stage: "Stage", say: Wording) -> Callable[[Sequence[int]], Sequence[CardView]]:
    return lambda keys: [make.card(row, say) for row in stage.opened().cards(keys)]


def _record(stage: "Stage", place: Place, sizes: Sizes) -> Screen:
    from kiosk.ui.screens.record import RecordScreen

    record = stage.opened().record(place.record)
    home = _row(stage, record.gallery_id)
    keys = stage.shown_edition.keys(record.gallery_id, place.theme, place.material)
    view = make.record(record, home, keys, stage.wording)
    return RecordScreen(stage.frame(sizes, home.accent), view, place)


def _viewer(stage: "Stage", place: Place, sizes: Sizes) -> Screen:
    from kiosk.ui.screens.viewer import ViewerScreen

    record = stage.opened().record(place.record)
    home = _row(stage, record.gallery_id)
    return ViewerScreen(stage.frame(sizes, home.accent), make.viewer(record, stage.wording), place)


def _film(stage: "Stage", place: Place, sizes: Sizes) -> Screen:
    from kiosk.ui.screens.film import FilmScreen

    record = stage.opened().record(place.record)
    home = _row(stage, record.gallery_id)
    view = make.film(record.films[place.film], stage.wording)
    return FilmScreen(stage.frame(sizes, home.accent), view)


def _about(stage: "Stage", _place: Place, sizes: Sizes) -> Screen:
    from kiosk.ui.screens.about import AboutScreen

    catalogue = stage.opened()
    view = make.about(catalogue.centre(), catalogue.credits(), stage.settings.licences, stage.wording)
    return AboutScreen(stage.frame(sizes, DEFAULT_ACCENT), view)


def _error(stage: "Stage", _place: Place, sizes: Sizes) -> Screen:
    from kiosk.ui.screens.message import MessageScreen

    message = make.error(stage.wording)
    return MessageScreen(stage.frame(sizes, DEFAULT_ACCENT), [message], has_bar=True)


def _quiet(stage: "Stage", _place: Place, sizes: Sizes) -> Screen:
    from kiosk.ui.screens.message import MessageScreen

    messages = []
    for language in stage.settings.languages:
        words = UiStrings(language)
        messages.append(
            MessageView(
                Phrase(words.gettext("One moment, please"), language),
                Phrase(words.gettext("The galleries are being prepared"), language),
            )
        )
    return MessageScreen(stage.frame(sizes, DEFAULT_ACCENT, has_bar=False), messages, has_bar=False)


def _configuration(stage: "Stage", _place: Place, sizes: Sizes) -> Screen:
    from kiosk.ui.screens.message import ConfigurationScreen

    heading = MessageView(
        Phrase("The configuration needs mending", "en"),
        Phrase("The kiosk starts when these are right. Mend the file, then start the kiosk again.", "en"),
    )
    return ConfigurationScreen(
        stage.frame(sizes, DEFAULT_ACCENT, has_bar=False), heading, stage.config_problems
    )


def _closed(stage: "Stage", _place: Place, sizes: Sizes) -> Screen:
    from kiosk.ui.screens.closed import ClosedScreen

    closing = stage.closing
    frame = stage.frame(sizes, DEFAULT_ACCENT, has_bar=False)
    return ClosedScreen(frame, closing.words, closing.touched, closing.lit)


def _row(stage: "Stage", gallery_id: str) -> "GalleryRow":
    return next(row for row in stage.opened().galleries() if row.id == gallery_id)


_BUILDERS: dict[str, Callable[["Stage", Place, Sizes], Screen]] = {
    "languages": _languages,
    "galleries": _galleries,
    "gallery": _gallery,
    "record": _record,
    "viewer": _viewer,
    "film": _film,
    "about": _about,
    "error": _error,
    "quiet": _quiet,
    "configuration": _configuration,
    "closed": _closed,
}
