"""What a printed label says, in one language. On a wall nothing falls back to another language."""

from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.formatting import format_dates
from kiosk.languages import Language
from kiosk.messages import say
from kiosk.packs.model import Dates, ObjectRecord, Terms, Text
from kiosk.packs.place import Place
from kiosk.packs.texts import LANGUAGE_NAMES
from kiosk.plain_yaml import FieldPath
from kiosk.problems import Problem
from kiosk.viewmodels.phrase import Phrase, paragraphs


@dataclass(frozen=True, slots=True)
class LabelTexts:
    """One label."""

    language: Language
    title: str
    facts: str
    """Dates and materials."""
    number: str
    """Accession number."""
    label: tuple[str, ...]
    """Paragraphs."""
    credit: str


def label_texts(
    record: ObjectRecord, terms: Terms, language: Language, place: Place
) -> LabelTexts | tuple[Problem, ...]:
    """The texts of one label, or what is missing for it in this language."""
    missing = tuple(_missing(record, terms, language, place))
    if missing:
        return missing
    materials = [_text(terms.materials[key].label, language) for key in record.materials]
    facts = [_dates(record.dates, language), ("、" if language == "zh" else ", ").join(materials)]
    label = paragraphs(Phrase(_text(record.label, language), language))
    return LabelTexts(
        language,
        _line(_text(record.title, language)),
        " · ".join(part[0].upper() + part[1:] for part in facts if part),
        record.accession_number,
        tuple(part.text for part in label),
        _line(_text(record.credit_line, language)),
    )


def _missing(record: ObjectRecord, terms: Terms, language: Language, place: Place) -> Iterator[Problem]:
    wanted: list[tuple[FieldPath, str, Text]] = [
        (("title",), "title", record.title),
        (("label",), "label", record.label),
        (("credit_line",), "credit_line", record.credit_line),
    ]
    for index, key in enumerate(record.materials):
        wanted.append((("materials", index), key, terms.materials[key].label))
    for path, name, text in wanted:
        if not _text(text, language):
            yield place.error(
                path,
                "missing-translation",
                say("`{name}` has no {languages} text.", name=name, languages=LANGUAGE_NAMES[language]),
                say("This label is not printed without it."),
            )


def _dates(dates: Dates | None, language: Language) -> str:
    if dates is None:
        return ""
    return format_dates(dates.earliest, dates.latest, dates.precision, dates.circa, dates.debated, language)


def _text(text: Text, language: Language) -> str:
    return str(getattr(text, language) or "")


def _line(text: str) -> str:
    return " ".join(text.split())
