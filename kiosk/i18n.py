"""The kiosk's own words in four languages, and the one place where a text falls back to another language.

Content texts (maps of languages, from the packs) and the kiosk's words (gettext) never mix.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from kiosk.languages import LANGUAGES, Language

LOCALE = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Picked:
    """A text and the language it is in."""

    text: str
    """Empty when there is none in any language."""
    language: Language
    is_fallback: bool
    """True when it is not in the language asked for; the screen then says so."""


def pick(texts: Mapping[str, str], language: Language, chain: Sequence[Language]) -> Picked:
    """``texts`` in ``language``, else in the first language of ``chain`` that has it.

    A text of nothing but spaces counts as missing. Languages that the chain leaves out are not shown.
    """
    for candidate in (language, *chain):
        text = texts.get(candidate, "")
        if text and not text.isspace():
            return Picked(text, candidate, candidate != language)
    return Picked("", language, False)


class UiStrings:
    """The kiosk's words in one language. Message ids are the English words."""

    def __init__(self, language: Language) -> None:
        self.language = language
        catalogue = translator(language)
        self.gettext = catalogue.gettext
        self.ngettext = catalogue.ngettext

    def text_in(self, language: Language) -> str:
        """The tag of a text that is shown in another language than the visitor's."""
        _ = self.gettext
        match language:
            case "kk":
                return _("Text in Kazakh")
            case "zh":
                return _("Text in Chinese")
            case "en":
                return _("Text in English")
            case "ru":
                return _("Text in Russian")


@cache
def translator(language: Language) -> GNUTranslations:
    """The gettext catalogue of ``language``, from ``locale/<language>.mo``.

    The compiled file is made from the ``.po`` where it is missing or older (``kiosk.locale``).
    """
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language}")
    return read_catalogue(LOCALE / f"{language}.po")


def read_catalogue(source: Path) -> GNUTranslations:
    """A ``.po`` file, from the ``.mo`` beside it where that is as new."""
    compiled = source.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return GNUTranslations(BytesIO(compiled.read_bytes()))
    from kiosk.locale import compile_catalogue  # needs Babel, which a start must not pay for

    return GNUTranslations(BytesIO(compile_catalogue(source)))
