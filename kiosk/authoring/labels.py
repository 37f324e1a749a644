"""``kiosk packs labels``: wall labels from the same records that the kiosk shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.authoring import label_pdf
from kiosk.authoring.label_layout import Misfit, Page, lay_out
from kiosk.authoring.label_pdf import Sheet
from kiosk.authoring.label_texts import LabelTexts, label_texts
from kiosk.languages import LANGUAGES, Language
from kiosk.messages import Message, say, say_many
from kiosk.packs.model import ObjectRecord, Terms
from kiosk.packs.place import Place
from kiosk.packs.reader import LoadedPack
from kiosk.packs.texts import LANGUAGE_NAMES
from kiosk.plain_yaml import Document, read_yaml, short
from kiosk.problems import Problem


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels of a pack."""

    pdf: bytes
    pages: int
    problems: tuple[Problem, ...]
    """One for each label that could not be printed, and why."""


def make_labels(
    pack: LoadedPack, terms: Terms, languages: Sequence[Language], records: Sequence[ObjectRecord]
) -> Labels:
    """The labels of ``records``, record by record, each in ``languages``.

    ``terms`` are all that the pack uses.
    """
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for record in records:
        pages, found = _pages(record, terms, languages, pack.root / "objects" / f"{record.id}.yaml")
        problems += found
        sheets += (Sheet(page, pack.manifest.accent, f"{record.id} {page.language}") for page in pages)
    title = f"{pack.manifest.id} {short(pack.manifest.version)}"
    return Labels(label_pdf.write_pdf(sheets, title) if sheets else b"", len(sheets), tuple(problems))


def _pages(
    record: ObjectRecord, terms: Terms, languages: Sequence[Language], file: Path
) -> tuple[list[Page], list[Problem]]:
    """Pages in the order of ``languages``.

    All four languages are laid out, so that a label is the same whether it is printed alone or not.
    """
    document, _ = read_yaml(file, file)
    place = Place(file, document or Document(None))
    texts: list[LabelTexts] = []
    problems: list[Problem] = []
    for language in LANGUAGES:
        found = label_texts(record, terms, language, place)
        if isinstance(found, LabelTexts):
            texts.append(found)
        elif language in languages:
            problems += found
    pages, misfits = lay_out(texts, label_pdf.advances)
    problems += (_too_long(misfit, place) for misfit in misfits if misfit.language in languages)
    by_language = {page.language: page for page in pages}
    return [by_language[each] for each in languages if each in by_language], problems


def _too_long(misfit: Misfit, place: Place) -> Problem:
    translated = misfit.field in ("title", "label", "credit_line")
    path = (misfit.field, misfit.language) if translated else (misfit.field,)
    message = say(
        "The {language} label cannot be printed: `{name}` fills {lines} lines, and there is room for {room}.",
        language=LANGUAGE_NAMES[misfit.language],
        name=misfit.field,
        lines=misfit.lines,
        room=misfit.room,
    )
    return place.error(path, "label-too-long", message, _shorten(misfit))


def _shorten(misfit: Misfit) -> Message:
    return say_many(
        "Shorten it by about {count} character.",
        "Shorten it by about {count} characters.",
        misfit.characters,
    )
