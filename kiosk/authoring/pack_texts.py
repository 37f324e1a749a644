"""All texts of a pack that somebody may translate, each with its context."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.authoring.field_names import name_of
from kiosk.languages import LANGUAGES, Language
from kiosk.messages import Name, say, told
from kiosk.packs.folder import list_folder
from kiosk.packs.model import Model, ObjectRecord, Pack, Text
from kiosk.packs.reader import read_model
from kiosk.packs.terms import KINDS, read_term_files
from kiosk.packs.texts import HAN, WORDS, texts_of
from kiosk.plain_yaml import FieldPath, Step, dotted
from kiosk.problems import Problem, errors

_LETTERS = "abcdefghijklmnop"
"""Sixteen letters instead of digits: a spreadsheet would take 12345678 or 1e234567 for a number."""
NO_TEXT = "-"
_CHECK = re.compile(r"\b(source|kk|zh|en|ru)=([a-p]{8}|-|[a-z]{2})(?![\w-])")


_LINE_END = re.compile(r"\r\n?|\x0b|\x0c")
_NOT_FOR_FILES = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class PackText:
    """One text of a pack in the languages it has."""

    file: str
    """Its file inside the pack: ``objects/belt.yaml``."""
    path: tuple[Step, ...]
    """Its place in the file: ``("images", 0, "alt")``."""
    texts: Mapping[Language, str]
    """As a visitor sees them."""
    title: Name
    """Of the record, gallery or term that it belongs to."""
    name: str
    """The field in plain words."""
    limit: str = ""
    """How long it may be, in words; empty where it may be as long as it likes."""

    @property
    def id(self) -> str:
        """The same as long as the text stays in its place: ``objects/belt images[0].alt``."""
        return f"{self.file.removesuffix('.yaml')} {dotted(self.path)}"

    def source(self, wanted: Language) -> Language | None:
        """The language to translate from: the wanted one, or the first that there is."""
        return next((each for each in (wanted, *LANGUAGES) if each in self.texts), None)


@dataclass(frozen=True, slots=True)
class PackTexts:
    """What was found in a pack."""

    root: Path
    texts: tuple[PackText, ...]
    """The gallery first, then its records in their order, then its own words."""
    files: Mapping[str, type[Model]]
    """Every file that was read -> what it holds."""
    problems: tuple[Problem, ...]
    """Why a file could not be read; its texts are missing then."""

    def by_id(self) -> dict[str, PackText]:
        return {text.id: text for text in self.texts}


def cleaned(text: str) -> str:
    """A text as translators and the pack exchange it: one kind of line ends, composed letters, trimmed."""
    return unicodedata.normalize("NFC", _LINE_END.sub("\n", text)).strip()


def can_travel(text: PackText) -> bool:
    """False when a text has characters that neither XML nor a workbook can hold."""
    return not any(_NOT_FOR_FILES.search(each) for each in text.texts.values())


def mark(text: str | None) -> str:
    """Eight letters that stand for a text, to see later whether it has changed."""
    if text is None:
        return NO_TEXT
    return "".join(_LETTERS[byte >> 4] + _LETTERS[byte & 15] for byte in _digest(text))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).digest()


def check_words(text: PackText, source: Language, languages: Sequence[Language]) -> str:
    """What travels with a text, to see on its return what has changed: ``source=en en=abcdefgh ru=-``."""
    return f"source={source} " + " ".join(f"{each}={mark(text.texts.get(each))}" for each in languages)


def read_check_words(words: str) -> tuple[Language | None, dict[Language, str]]:
    """The source language and the marks; empty where somebody has damaged them."""
    found = dict(_CHECK.findall(words))
    source = next((each for each in LANGUAGES if each == found.get("source")), None)
    return source, {each: found[each] for each in LANGUAGES if each in found}


def read_pack_texts(root: Path) -> PackTexts:
    """Read the texts of every file that holds what it should. Raises OSError like ``list_folder``."""
    folder, _ = list_folder(root)
    problems: list[Problem] = []
    files: dict[str, type[Model]] = {}
    found: list[PackText] = []
    records: list[tuple[int, str, list[PackText]]] = []
    for name in sorted(folder.decomposed.get(file, file) for file in folder.files):
        if name == "pack.yaml":
            manifest, _, told_problems = read_model(Pack, root / name)
            problems += errors(told_problems)
            if manifest is not None:
                files[name] = Pack
                found += _texts(manifest, name, _name(manifest.title))
        elif name.startswith("objects/") and name.endswith(".yaml") and name.count("/") == 1:
            record, _, told_problems = read_model(ObjectRecord, root / name)
            problems += errors(told_problems)
            if record is not None:
                files[name] = ObjectRecord
                records.append((record.order, record.id, list(_texts(record, name, _name(record.title)))))
    for _, _, texts in sorted(records, key=lambda each: each[:2]):
        found += texts
    for kind, model in KINDS.items():
        name = f"terms/{kind}.yaml"
        if name not in folder.files:
            continue
        terms, _, told_term_problems = read_term_files([root / name])
        problems += errors(told_term_problems)
        files[name] = model
        for key, term in getattr(terms, kind).items():
            found += _texts(term, name, _name(term.label), (key,))
    return PackTexts(root, tuple(found), files, tuple(problems))


def _name(text: Text) -> Name:
    return Name.of(_said(text))


def _said(text: Text) -> dict[Language, str]:
    return {each: cleaned(value) for each in LANGUAGES if (value := getattr(text, each)) is not None}


def _texts(model: Model, file: str, title: Name, prefix: FieldPath = ()) -> Iterator[PackText]:
    for path, text in texts_of(model):
        if isinstance(text, Text):
            name = name_of(path, term=bool(prefix))
            yield PackText(file, (*prefix, *path), _said(text), title, name, _limit(path, bool(prefix)))


def _limit(path: FieldPath, term: bool) -> str:
    if term or tuple(path) != ("label",):
        return ""
    return say(
        "{least} to {most} words; Chinese {least_han} to {most_han} characters",
        least=WORDS[0],
        most=WORDS[-1],
        least_han=HAN[0],
        most_han=HAN[-1],
    )


def headings(text: PackText, language: Language) -> tuple[str, str, str]:
    """Record, field and limit as a translator reads them."""
    title = say("Gallery: {title}", title=text.title) if text.file == "pack.yaml" else text.title
    return told(title, language), told(text.name, language), told(text.limit, language)
