"""The attract loop: the one scene that is made before the first frame, so it needs no catalogue."""

from typing import TYPE_CHECKING

from kiosk.catalogue.attract import read_attract
from kiosk.i18n import UiStrings
from kiosk.ui.navigation import LANGUAGES
from kiosk.ui.screens.attract import AttractScreen
from kiosk.ui.theme import DEFAULT_ACCENT, Sizes
from kiosk.viewmodels.phrase import Phrase

if TYPE_CHECKING:
    from kiosk.ui.stage import Stage


def attract(stage: "Stage", sizes: Sizes) -> AttractScreen:
    """The pictures of the stage's edition, and the invitation in every language."""
    assert stage.edition is not None
    invitations = {
        language: Phrase(UiStrings(language).gettext("Touch to begin"), language)
        for language in stage.settings.languages
    }
    return AttractScreen(
        stage.frame(sizes, DEFAULT_ACCENT, has_bar=False),
        read_attract(stage.edition),
        invitations,
        stage.settings.attract_seconds,
        stage.settings.attract_motion,
        lambda: stage.navigation.go(LANGUAGES),
    )
