"""One row of a table, and what is wrong with it, while its record is made."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.authoring.from_table_mapping import Source, Texts, folded
from kiosk.authoring.pack_texts import cleaned
from kiosk.authoring.tables import Cell, Unfit
from kiosk.languages import LANGUAGES
from kiosk.messages import NOTHING, Message

BRACES = re.compile(r"\{([^{}]+)\}")
"""A heading in a template."""
_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
    "э": "e", "ю": "yu", "я": "ya", "ә": "a", "ғ": "g", "қ": "q", "ң": "n", "ө": "o", "ұ": "u", "ү": "u",
    "һ": "h", "і": "i",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trouble:
    """What a row could not give."""

    column: str
    """Heading; empty when it is about the whole row."""
    message: Message
    hint: Message = NOTHING
    fatal: bool = False
    """True when the row makes no record; else the record goes without this field."""


@dataclass(slots=True)
class Row:
    """One row of the table while its record is made."""

    cells: Mapping[str, Cell]
    """By heading."""
    troubles: list[Trouble] = field(default_factory=list)

    def text(self, column: str) -> str:
        """The cell as a text; empty when it has none."""
        cell = self.cells.get(column, "")
        if isinstance(cell, Unfit):
            if cell.shown:
                return cleaned(cell.shown.removesuffix(" 00:00:00"))
            if not any(trouble.column == column for trouble in self.troubles):
                self.troubles.append(Trouble(column, cell.reason))
            return ""
        return cleaned(cell)

    def value(self, source: Source) -> str:
        """What a source gives for this row; empty when it gives nothing."""
        if source.constant is not None:
            return source.constant
        if source.template is not None:
            names = BRACES.findall(source.template)
            if not any(self.text(name) for name in names):
                return source.default or ""
            return cleaned(BRACES.sub(lambda match: self.text(match[1]), source.template))
        text = self.text(source.column or "")
        if text and source.values:
            text = source.by_word.get(folded(text), text)
        return text or source.default or ""

    def texts(self, texts: Texts | None) -> dict[str, str]:
        """Language -> text, without the empty ones."""
        if texts is None:
            return {}
        found = {
            each: self.value(source) for each in LANGUAGES if (source := getattr(texts, each)) is not None
        }
        return {language: text for language, text in found.items() if text}


def without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """The same without what says nothing."""
    kept: dict[str, Any] = {}
    for name, value in data.items():
        if isinstance(value, dict):
            value = without_empty(value)
        if value is not None and value != "" and value != {} and value != []:
            kept[name] = value
    return kept


def short_name(text: str) -> str:
    """``KZ 017/2`` as ``kz-017-2``; empty when nothing of it can be written in Latin letters."""
    spelled = "".join(_LATIN.get(char, char) for char in unicodedata.normalize("NFC", text).lower())
    bare = unicodedata.normalize("NFKD", spelled)
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:64].strip("-")
