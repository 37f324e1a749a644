"""Translators' texts back into a pack: what has changed, what no longer fits, and the writing of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import TypeAdapter, ValidationError

from kiosk.authoring.pack_texts import PackText, PackTexts, cleaned, mark
from kiosk.authoring.tables import Unfit, refuse
from kiosk.authoring.texts_po import read_po
from kiosk.authoring.texts_rows import Row
from kiosk.authoring.texts_sheet import read_sheet
from kiosk.authoring.texts_xliff import read_xliff
from kiosk.authoring.yaml_edit import CannotEdit, change_texts
from kiosk.errors import FileError
from kiosk.languages import Language
from kiosk.messages import NOTHING, Message, both, say
from kiosk.packs.model import Model, Words
from kiosk.packs.place import Place
from kiosk.packs.reader import read_model
from kiosk.packs.terms import read_term_files
from kiosk.packs.texts import LANGUAGE_NAMES, character_problem, check_label_length, check_texts
from kiosk.plain_yaml import Document
from kiosk.problems import Problem
from kiosk.storage import clear_errors, discard, fresh_folder, sync, sync_entry

_WORDS: TypeAdapter[str] = TypeAdapter(Words)
_READERS: Mapping[str, Callable[[Path], Iterator[Row]]] = {
    ".xlsx": read_sheet,
    ".xlsm": read_sheet,
    ".csv": read_sheet,
    ".tsv": read_sheet,
    ".txt": read_sheet,
    ".po": read_po,
    ".xlf": read_xliff,
    ".xliff": read_xliff,
}
_EXPORT_AGAIN = say("Export the texts again, and translate this one in the new file.")


@dataclass(frozen=True, slots=True)
class Change:
    text: PackText
    language: Language
    new: str
    row: Row

    @property
    def old(self) -> str:
        """Empty where the language is new."""
        return self.text.texts.get(self.language, "")


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do."""

    changes: tuple[Change, ...]
    refused: tuple[Problem, ...]
    """A problem of the returned file for each text that cannot be taken."""


def read_returned(path: Path) -> Iterator[Row]:
    """The rows of one returned file. Raises TableError."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        message = say("The kiosk does not read files that end with `{ending}`.", ending=path.suffix)
        raise refuse(path, "unknown-file", message, say("It reads `.xlsx`, `.csv`, `.po` and `.xlf`."))
    return reader(path)


def compare(pack: PackTexts, rows: Iterable[Row]) -> Plan:
    """Find what translators changed. What they left alone is left alone, whatever the pack says by now."""
    known = pack.by_id()
    unread = {f"{problem.file}" for problem in pack.problems}
    wanted: dict[tuple[str, Language], list[Change]] = defaultdict(list)
    refused: list[Problem] = []
    for row in rows:
        text = known.get(row.id)
        if text is None:
            if _worked_on(row):
                refused.append(_gone(row, pack, unread))
            continue
        for language, cell in row.cells.items():
            if isinstance(cell, Unfit):
                if cleaned(cell.shown) != text.texts.get(language, ""):
                    refused.append(_refusal(row, text, language, "unfit", cell.reason, _as_text(cell)))
                continue
            new = cleaned(cell)
            if new and new != text.texts.get(language) and mark(new) != row.marks.get(language):
                wanted[row.id, language].append(Change(text, language, new, row))
    changes: list[Change] = []
    for several in wanted.values():
        problem = _two_rows(several) or _why_not(several[0])
        if problem is None:
            changes.append(several[0])
        else:
            refused.append(problem)
    return Plan(tuple(changes), tuple(refused))


def _as_text(cell: Unfit) -> Message:
    return say("Format the cell as text and type it again.") if cell.shown else NOTHING


def _worked_on(row: Row) -> bool:
    """True when the row holds anything that was not exported."""
    return any(
        isinstance(cell, Unfit) or (cleaned(cell) and mark(cleaned(cell)) != row.marks.get(language))
        for language, cell in row.cells.items()
    )


def _why_not(change: Change) -> Problem | None:
    """The first reason why a text cannot be taken."""
    row, text, language = change.row, change.text, change.language
    was = row.marks.get(language)
    if row.source is None or row.source not in row.marks:
        reason = say("The cell `check` of this row is not what the kiosk wrote.")
        return _refusal(row, text, language, "check-changed", reason, _EXPORT_AGAIN)
    if was is not None and was != mark(text.texts.get(language)):
        reason = say("The pack has another text here than when it was exported.")
        return _refusal(row, text, language, "text-changed", reason, _EXPORT_AGAIN)
    source = text.texts.get(row.source)
    beside = row.cells.get(row.source, "")
    # The second condition: the same file was imported before, and changed the source as well.
    same = isinstance(beside, str) and cleaned(beside) == source
    if row.source != language and row.marks[row.source] != mark(source) and not same:
        reason = say("The text it was translated from has changed since the export.")
        return _refusal(row, text, language, "source-changed", reason, _EXPORT_AGAIN)
    try:
        _WORDS.validate_python(change.new)
    except ValidationError:
        reason = say("The text has more than {most} characters.", most=20_000)
        return _refusal(row, text, language, "too-long", reason, say("Shorten it."))
    character = character_problem(change.new, Place(row.file, Document(None)), text.path)
    if character is not None:
        return _refusal(row, text, language, character.code, character.message, character.hint)
    return None


def _gone(row: Row, pack: PackTexts, unread: Iterable[str]) -> Problem:
    file, _, field = row.id.partition(" ")
    known = {text.file.removesuffix(".yaml") for text in pack.texts}
    if str(pack.root / f"{file}.yaml") in unread:
        reason = say("`{file}` has mistakes and cannot be read.", file=f"{file}.yaml")
        hint = say("`kiosk packs check` names them. Mend them first.")
    elif file not in known:
        reason, hint = say("The pack has no `{file}` any more.", file=f"{file}.yaml"), _EXPORT_AGAIN
    else:
        reason = say("`{file}` has no field `{field}` any more.", file=f"{file}.yaml", field=field)
        hint = _EXPORT_AGAIN
    return Problem(row.file, row.line, row.id, "field-gone", reason, hint)


def _two_rows(several: list[Change]) -> Problem | None:
    """When rows, perhaps of several translators' files, want different words for one text."""
    if len({change.new for change in several}) == 1:
        return None
    first = several[0]
    places = [(change.row.file.name, change.row.line) for change in several]
    told_places = ", ".join(f"{name}:{line}" if line else name for name, line in places)
    reason = say("Several rows are for this text, with different words: {rows}.", rows=told_places)
    hint = say("Delete all but one of them.")
    return _refusal(first.row, first.text, first.language, "two-rows", reason, hint)


def _refusal(
    row: Row, text: PackText, language: Language, code: str, reason: Message, hint: Message
) -> Problem:
    place = say("{field}, {language}:", field=text.name, language=LANGUAGE_NAMES[language])
    words = both(place, reason)
    return Problem(row.file, row.line, f"{text.id} {language}", code, words, hint, title=text.title)


def apply(pack: PackTexts, plan: Plan) -> tuple[dict[str, tuple[bytes, bytes]], list[Problem]]:
    """The files with the new texts (name -> before, after), and what the check says that it did not before.

    Any error among these means that nothing may be written. Raises FileError.
    """
    by_file: dict[str, list[Change]] = defaultdict(list)
    for change in plan.changes:
        by_file[change.text.file].append(change)
    files: dict[str, tuple[bytes, bytes]] = {}
    for name, changes in sorted(by_file.items()):
        before = (pack.root / name).read_bytes()
        try:
            after = change_texts(before, {(each.text.path, each.language): each.new for each in changes})
        except CannotEdit as error:
            words = say("The texts cannot be put in without changing more than them.")
            raise FileError(
                pack.root / name, both(words, say("Nothing is changed. Type them in by hand."))
            ) from error
        files[name] = before, after
    return files, _new_problems(pack, files)


def _new_problems(pack: PackTexts, files: Mapping[str, tuple[bytes, bytes]]) -> list[Problem]:
    """Only texts differ, so what a text can do wrong is all that has to be checked."""
    found: list[Problem] = []
    with TemporaryDirectory() as aside:
        for name, (_, after) in files.items():
            again = Path(aside) / name
            again.parent.mkdir(exist_ok=True)
            again.write_bytes(after)
            known = {(each.code, each.field, each.message) for each in _checked(pack.root / name, pack, name)}
            for problem in _checked(again, pack, name):
                if (problem.code, problem.field, problem.message) not in known:
                    found.append(replace(problem, file=pack.root / name))
    return found


def _checked(path: Path, pack: PackTexts, name: str) -> list[Problem]:
    if name.startswith("terms/"):
        return list(read_term_files([path])[2])
    model: type[Model] = pack.files[name]
    value, place, problems = read_model(model, path)
    if value is not None and place is not None:
        problems += check_texts(value, place)
        if hasattr(value, "label"):
            problems += check_label_length(value, place)  # type: ignore[arg-type]
    return problems


def write(root: Path, files: Mapping[str, tuple[bytes, bytes]]) -> Path | None:
    """Replace the files, all or none. Returns the file that somebody changed meanwhile; then none is.

    Each file is replaced by one rename, after all new ones are on the disk. Raises StorageError when the
    disk cannot take them; what was renamed before is put back then.
    """
    aside = root / ".texts-import"
    with clear_errors(root):
        fresh_folder(aside)
        done: list[str] = []
        try:
            for number, (name, (before, after)) in enumerate(files.items()):
                if (root / name).read_bytes() != before:
                    return root / name
                for ending, content in (("new", after), ("old", before)):
                    place = aside / f"{number}.{ending}"
                    place.write_bytes(content)
                    place.chmod((root / name).stat().st_mode & 0o7777)
            sync(aside)
            try:
                for number, name in enumerate(files):
                    (aside / f"{number}.new").replace(root / name)
                    done.append(name)
            except OSError:
                for number, name in enumerate(done):
                    (aside / f"{number}.old").replace(root / name)
                raise
            for folder in {(root / name).parent for name in files}:
                sync_entry(folder)
        finally:
            discard(aside, root)
    return None
