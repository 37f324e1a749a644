"""How to say things to one visitor: language, fallback, lists and paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk import formatting
from kiosk.i18n import UiStrings, pick
from kiosk.languages import Language
from kiosk.viewmodels.phrase import Phrase

if TYPE_CHECKING:
    from kiosk.catalogue.rows import DatesRow, TextMap


@dataclass(frozen=True, slots=True)
class Wording:
    """How to say things to this visitor."""

    language: Language
    chain: Sequence[Language]
    strings: UiStrings

    def ui(self, message: str) -> Phrase:
        return Phrase(message, self.language)

    def own(self, message: str) -> str:
        return self.strings.gettext(message)

    def text(self, texts: "TextMap") -> Phrase:
        """The pack's text in the visitor's language, or the next of the chain with a tag."""
        picked = pick(texts, self.language, self.chain)
        tag = self.strings.text_in(picked.language) if picked.is_fallback else ""
        return Phrase(picked.text, picked.language, tag)


def dates(row: "DatesRow | None", say: Wording) -> Phrase:
    if row is None:
        return say.ui("")
    return say.ui(
        formatting.format_dates(row.earliest, row.latest, row.precision, row.circa, row.debated, say.language)
    )


def comma(say: Wording, parts: Sequence[str]) -> str:
    kept = [part for part in parts if part]
    return ("，" if say.language == "zh" else ", ").join(kept)
