"""``kiosk packs status``: what a pack still lacks, record by record, also of a pack with errors.

It reads what is written, not what is valid: of a record with errors everything counts that can be read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_origin

from kiosk.authoring.field_names import name_of
from kiosk.explain import models_in
from kiosk.languages import LANGUAGES, Language
from kiosk.media.faults import MediaError
from kiosk.media.probe import probe_image
from kiosk.messages import NAMELESS, NOTHING, Message, Name, coded, reason, say
from kiosk.packs.folder import Folder, is_record, list_folder
from kiosk.packs.layout import no_pack
from kiosk.packs.model import Captions, Film, Image, Model, ObjectRecord, Pack, Text
from kiosk.packs.reader import read_model
from kiosk.packs.terms import KINDS
from kiosk.packs.texts import HAN, WORDS, measured
from kiosk.plain_yaml import FieldPath, read_yaml
from kiosk.problems import Problem, errors, unreadable

VIEWER_SIDE = 2400
"""Pixels of the long side from which enlarging a picture in the viewer shows more."""
LEAST_SIDE = 1600
"""Below this a picture is not sharp even before it is enlarged."""

State = Literal["there", "missing", "short", "long"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One text in one language, or captions in it."""

    state: State
    count: int = 0
    """Words, in Chinese characters, where the length matters."""


@dataclass(frozen=True, slots=True)
class Row:
    """One field of a record."""

    name: str
    """In plain words."""
    cells: Mapping[Language, Cell]
    """Every language; empty where the field is the same in all."""
    remark: str = NOTHING
    lacking: bool = False
    """There is something to do that no cell says."""

    @property
    def open(self) -> bool:
        """Whether anything is left to do."""
        return self.lacking or any(cell.state != "there" for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class Part:
    """The gallery, one record, or one word of the pack."""

    file: str
    """Its file inside the pack."""
    title: Name
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    """Errors of this file; other files may lack what it names."""

    @property
    def open(self) -> bool:
        return bool(self.problems) or any(row.open for row in self.rows)


@dataclass(frozen=True, slots=True)
class PackStatus:
    """What a pack has and lacks."""

    root: Path
    title: Name
    parts: tuple[Part, ...]
    """The gallery first, then its records in their order, then its own words."""
    problems: tuple[Problem, ...] = ()
    """Of the pack as a whole."""

    @property
    def open(self) -> bool:
        return bool(self.problems) or any(part.open for part in self.parts)


def counted(parts: Sequence[Part], language: Language) -> tuple[int, int]:
    """How many texts and captions there are in a language, and how many there should be."""
    cells = [row.cells[language] for part in parts for row in part.rows if row.cells]
    return sum(cell.state != "missing" for cell in cells), len(cells)


def read_status(root: Path) -> PackStatus:
    """Raises OSError only when the folder itself cannot be listed."""
    folder, problems = list_folder(root)
    found = errors(problems)
    parts: list[Part] = []
    title = NAMELESS
    if "pack.yaml" in folder.files:
        gallery, _ = _part(Pack, "pack.yaml", folder)
        title = gallery.title
        parts.append(gallery)
    else:
        found.append(no_pack(folder))
    records = [_part(ObjectRecord, name, folder) for name in folder.files if is_record(name)]
    parts += (part for part, _ in sorted(records, key=lambda each: (each[1], each[0].file)))
    for kind, model in KINDS.items():
        if f"terms/{kind}.yaml" in folder.files:
            parts += _words(model, f"terms/{kind}.yaml", folder)
    return PackStatus(root, title, tuple(parts), tuple(found))


def _part(model: type[Model], file: str, folder: Folder) -> tuple[Part, int]:
    """One file, and its place in the gallery."""
    _, place, problems = read_model(model, folder.path(file))
    wrong = tuple(errors(problems))
    if place is None:
        return Part(file, NAMELESS, (), wrong), 0
    data = place.document.data
    if not isinstance(data, dict):
        return Part(file, NAMELESS, (), wrong), 0
    rows = list(_rows(model, data, folder, ()))
    if model is ObjectRecord and not _listed(data.get("images")):
        rows.append(Row(say("Pictures"), {}, say("The record has no picture."), lacking=True))
    order = data.get("order")
    return Part(file, place.title, tuple(rows), wrong), order if isinstance(order, int) else 0


def _words(model: type[Model], file: str, folder: Folder) -> Iterator[Part]:
    """The terms of one file."""
    try:
        document, problems = read_yaml(folder.root / file, folder.root / file)
    except OSError as error:
        yield Part(file, NAMELESS, (), (unreadable(folder.root / file, error),))
        return
    if errors(problems):
        yield Part(file, NAMELESS, (), tuple(errors(problems)))
    if document is None or not isinstance(document.data, dict):
        return
    for key, term in document.data.items():
        data = term if isinstance(term, dict) else {}
        title = Name.of(data.get("label")) or Name({"en": str(key)})
        yield Part(file, title, tuple(_rows(model, data, folder, (), term=True)))


def _rows(
    model: type[Model], data: Mapping[Any, Any], folder: Folder, path: FieldPath, term: bool = False
) -> Iterator[Row]:
    """The fields that ``model`` asks for and those that are written, in the model's order."""
    for name, field in model.model_fields.items():
        value = data.get(name)
        kind = next(models_in(field.annotation), None)
        if kind is None:
            if name == "rights":
                yield _rights(value, (*path, name))
        elif get_origin(field.annotation) is tuple:
            for index, item in enumerate(_listed(value)):
                yield from _field(kind, item, folder, (*path, name, index), term)
        elif value is not None or field.is_required():
            yield from _field(kind, value, folder, (*path, name), term)


def _field(kind: type[Any], value: Any, folder: Folder, path: FieldPath, term: bool) -> Iterator[Row]:
    data = value if isinstance(value, dict) else {}
    if kind is Text:
        yield _text(data, path, term)
    elif kind is Captions:
        yield _captions(data, folder, path)
    else:
        if kind is Image:
            yield _picture(data.get("file"), folder, (*path, "file"))
        elif kind is Film:
            yield _named(data.get("file"), folder, (*path, "file"))
            yield _named(data.get("poster"), folder, (*path, "poster"))
        yield from _rows(kind, data, folder, path, term)


def _text(data: Mapping[Any, Any], path: FieldPath, term: bool) -> Row:
    label = path == ("label",) and not term
    cells = {each: _cell(data.get(each), each, label) for each in LANGUAGES}
    remark = NOTHING
    if any(cell.state in ("short", "long") for cell in cells.values()):
        remark = say(
            "{least} to {most} words; Chinese {least_han} to {most_han} characters",
            least=WORDS[0],
            most=WORDS[-1],
            least_han=HAN[0],
            most_han=HAN[-1],
        )
    return Row(name_of(path, term), cells, remark)


def _cell(value: object, language: Language, label: bool) -> Cell:
    if not isinstance(value, str) or not value.strip():
        return Cell("missing")
    if not label:
        return Cell("there")
    count, wanted = measured(value, language)
    state: State = "short" if count < wanted[0] else "long" if count > wanted[-1] else "there"
    return Cell(state, count)


def _captions(data: Mapping[Any, Any], folder: Folder, path: FieldPath) -> Row:
    """Captions that are named and do not lie in the pack are missing."""
    named = {each: data[each] for each in LANGUAGES if isinstance(data.get(each), str)}
    lost = [file for file in named.values() if file not in folder.files]
    cells = {each: Cell("there" if named.get(each) in folder.files else "missing") for each in LANGUAGES}
    remark = say("Not in the pack: {names}.", names=coded(lost)) if lost else NOTHING
    return Row(name_of(path), cells, remark)


def _rights(value: object, path: FieldPath) -> Row:
    if isinstance(value, str) and value.strip():
        return Row(name_of(path), {}, value.strip())
    return Row(name_of(path), {}, say("Nothing is said of the rights."), lacking=True)


def _named(value: object, folder: Folder, path: FieldPath) -> Row:
    if isinstance(value, str) and value in folder.files:
        return Row(name_of(path), {}, value)
    return _no_file(value, path)


def _picture(value: object, folder: Folder, path: FieldPath) -> Row:
    if not isinstance(value, str) or value not in folder.files:
        return _no_file(value, path)
    try:
        facts = probe_image(folder.path(value), decode=False)
    except MediaError as error:
        return Row(name_of(path), {}, say("`{file}`: {problem}", file=value, problem=error.reason), True)
    except OSError as error:
        why = say("`{file}` cannot be read: {reason}.", file=value, reason=reason(error))
        return Row(name_of(path), {}, why, True)
    said, lacking = _size(facts.width, facts.height)
    return Row(name_of(path), {}, said.filled(width=facts.width, height=facts.height), lacking)


def _size(width: int, height: int) -> tuple[Message, bool]:
    side = max(width, height)
    if side < LEAST_SIDE:
        return say("{width} × {height}: not sharp on the screen; 2400 on the long side are wanted."), True
    if side < VIEWER_SIDE:
        return say("{width} × {height}: too small to be enlarged; 2400 on the long side are wanted."), True
    return say("{width} × {height}"), False


def _no_file(value: object, path: FieldPath) -> Row:
    if isinstance(value, str):
        return Row(name_of(path), {}, say("There is no file `{file}` in the pack.", file=value), True)
    return Row(name_of(path), {}, say("No file is named."), True)


def _listed(value: object) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()
