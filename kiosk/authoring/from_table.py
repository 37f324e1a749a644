"""A pack from the table of a collection system: one row, one record. Memory does not grow with the table.

Everything is made in a folder aside, which is renamed at the end: there is a whole pack, or none.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from pydantic import BaseModel, ValidationError

from kiosk.authoring.from_table_check import check_headings, headings_of
from kiosk.authoring.from_table_mapping import Mapping as TableMapping
from kiosk.authoring.from_table_pictures import NoPicture, Picture, find_picture
from kiosk.authoring.from_table_row import Row, Trouble
from kiosk.authoring.from_table_rows import columns_of, record_data
from kiosk.authoring.spreadsheet_habits import guarded
from kiosk.authoring.tables import Cell, Table, open_tables, refuse
from kiosk.authoring.yaml_writing import as_read, write_yaml
from kiosk.errors import FileError
from kiosk.explain import explain
from kiosk.languages import Language
from kiosk.messages import NOTHING, coded, say, told
from kiosk.packs.checks import check_manifest, check_record
from kiosk.packs.model import ObjectRecord, Pack, Terms
from kiosk.packs.place import Place
from kiosk.plain_yaml import Document
from kiosk.problems import Problem, errors
from kiosk.storage import clear_errors, discard, fresh_folder, move_into_place, sync

SCHEMAS = "../../docs/schemas"
"""From the folder of a pack in ``content/``."""
_NO_DOCUMENT = Document(None)
_THERE = say("There is something here already. Name a new folder with `--out`.")
_EVERY = 100
"""Rows between two steps of a progress bar."""


@dataclass(slots=True)
class Result:
    """What became of the rows."""

    records: int = 0
    refused: int = 0
    """Rows that made no record."""
    partly: int = 0
    """Rows whose records go without something."""
    passed_over: int = 0
    """Rows that ``only:`` leaves out."""


@dataclass(slots=True)
class _Report:
    """A table of what could not be used, written as it happens."""

    file: Path
    language: Language
    stream: TextIO | None = None

    def add(self, line: int, trouble: Trouble) -> None:
        if self.stream is None:
            self.stream = self.file.open("w", encoding="utf-8-sig", newline="")
            self._write([say("Row"), say("Column"), say("What is wrong"), say("What to do"), say("Outcome")])
        outcome = (
            say("No record is made of the row.") if trouble.fatal else say("The record goes without it.")
        )
        self._write([str(line), trouble.column, trouble.message, trouble.hint, outcome])

    def _write(self, cells: list[str]) -> None:
        assert self.stream is not None
        csv.writer(self.stream).writerow([guarded(told(each, self.language)) for each in cells])

    def close(self) -> None:
        if self.stream is not None:
            self.stream.close()


@dataclass(slots=True)
class Maker:
    """Makes one pack; ``run`` may be called once."""

    table: Path
    mapping: TableMapping
    place: Place
    """Of the mapping file."""
    terms: Terms
    """The hall's."""
    out: Path
    """The new folder; it must not be there."""
    language: Language = "en"
    """Of the report."""
    heard: Callable[[int, Trouble], None] = lambda line, trouble: None
    """Called with the line of each row that has trouble."""
    progress: Callable[[int, int], None] = lambda done, total: None
    """Called now and then with how much of how much has been read."""
    result: Result = field(default_factory=Result)
    _lines: dict[str, int] = field(default_factory=dict)
    """Id of a record -> line of its row."""
    _columns: dict[tuple[Any, ...], str] = field(default_factory=dict)

    @property
    def report_file(self) -> Path:
        """Beside the pack; written when there is something to say."""
        return self.out.parent / f"{self.out.name}-report.csv"

    def run(self) -> tuple[Result, list[Problem]]:
        """Read the table and write the pack. No pack is made when there is a problem, or no record.

        Raises TableError, FileError when ``out`` is there already, StorageError.
        """
        if self.out.exists() or self.out.is_symlink():
            raise FileError(self.out, _THERE)
        self._columns = dict(columns_of(self.mapping.record))
        with clear_errors(self.out.parent):
            self.out.parent.mkdir(parents=True, exist_ok=True)
            aside = fresh_folder(self.out.parent / f".{self.out.name}.new")
            self.report_file.unlink(missing_ok=True)
            report = _Report(self.report_file, self.language)
            try:
                problems = self._write_gallery(aside) or self._write_records(aside, report)
                if not problems and self.result.records:
                    sync(aside)
                    if self.out.exists():
                        raise FileError(self.out, _THERE)
                    move_into_place(aside, self.out)
            finally:
                report.close()
                if aside.exists():
                    discard(aside, self.out.parent)
        return self.result, problems

    def _write_gallery(self, aside: Path) -> list[Problem]:
        for folder in ("objects", "media"):
            (aside / folder).mkdir()
        data = _plain(self.mapping.pack)
        try:
            cover = find_picture(self.place.shown.parent, data["cover"]["file"], "cover")
        except NoPicture as error:
            path = ("pack", "cover", "file")
            return [self.place.error(path, "missing-file", error.message, error.hint)]
        cover.copy(aside)
        data = {"format": 1, "id": self.out.name, **data}
        data["cover"]["file"] = cover.name
        try:
            pack = Pack.model_validate(as_read(data))
        except ValidationError as error:
            return list(explain(error, Pack, self.out / "pack.yaml", _NO_DOCUMENT))
        problems = errors(check_manifest(pack, self.out.name, self.place))
        (aside / "pack.yaml").write_text(write_yaml(data, f"{SCHEMAS}/pack.json"), encoding="utf-8")
        return problems

    def _write_records(self, aside: Path, report: _Report) -> list[Problem]:
        table = self.mapping.table
        headings: dict[int, str] = {}
        with open_tables(self.table, table.encoding or "", table.delimiter or "", calculated=True) as tables:
            chosen = self._chosen(tables)
            for row in chosen.rows:
                if row.line < table.heading:
                    continue
                if not headings:
                    headings = headings_of(row.cells)
                    problems = check_headings(list(headings.values()), self.mapping, self.place)
                    if problems:
                        return problems
                    continue
                cells = {name: row.cells[at] for at, name in headings.items() if at < len(row.cells)}
                self._add(row.line, cells, aside, report)
                self._step(chosen, row.line)
        if not headings:
            return [refuse(self.table, "empty-table", say("The table has no row with headings.")).problem]
        return []

    def _chosen(self, tables: Iterator[Table]) -> Table:
        wanted, names = self.mapping.table.sheet, []
        for table in tables:
            if wanted is None or not table.sheet or table.sheet == wanted:
                return table
            names.append(table.sheet)
        message = say("The workbook has no sheet `{name}`.", name=wanted or "")
        hint = say("Its sheets are {names}.", names=coded(names)) if names else NOTHING
        raise refuse(self.table, "no-sheet", message, hint)

    def _step(self, table: Table, line: int) -> None:
        if (self.result.records + self.result.refused) % _EVERY == 0:
            if table.stream is not None:
                self.progress(table.stream.tell(), self.table.stat().st_size)
            else:
                self.progress(line, max(line, table.expected))

    def _add(self, line: int, cells: Mapping[str, Cell], aside: Path, report: _Report) -> None:
        row = Row(cells)
        if any(row.text(column) not in words for column, words in self.mapping.table.only.items()):
            self.result.passed_over += 1
            return
        fatal = self._write_record(line, row, aside)
        if fatal is None:
            self.result.records += 1
            self.result.partly += bool(row.troubles)
        else:
            row.troubles.append(fatal)
            self.result.refused += 1
        for trouble in row.troubles:
            report.add(line, trouble)
            self.heard(line, trouble)

    def _write_record(self, line: int, row: Row, aside: Path) -> Trouble | None:
        """Why the row makes no record; None when it does."""
        data = record_data(row, self.mapping.record, self.terms)
        name = data.pop("id", "")
        column = self._columns.get(("id", "column")) or self._columns.get(("accession_number", "column"), "")
        if not name:
            message = say("No short name for the record can be made of this row.")
            hint = say("Write a number in Latin letters and digits, or name another column for `id:`.")
            return Trouble(column, message, hint, True)
        if name in self._lines:
            message = say(
                "Row {line} gives the same short name, `{name}`.", line=self._lines[name], name=name
            )
            return Trouble(column, message, say("Give one of the two another number."), True)
        pictures = self._pictures(row, name, data)
        data = {"id": name, "order": min(len(self._lines) + 1, 1_000_000), **data}
        try:
            record = ObjectRecord.model_validate(as_read(data))
        except ValidationError as error:
            return self._trouble(next(iter(explain(error, ObjectRecord, self.out, _NO_DOCUMENT))))
        wrong = errors(check_record(record, self.terms, frozenset(), Place(self.out, _NO_DOCUMENT)))
        if wrong:
            return self._trouble(wrong[0])
        text = write_yaml(data, f"../{SCHEMAS}/object.json")
        (aside / "objects" / f"{name}.yaml").write_text(text, encoding="utf-8")
        for picture in pictures:
            picture.copy(aside)
        self._lines[name] = line
        return None

    def _pictures(self, row: Row, name: str, data: dict[str, Any]) -> list[Picture]:
        """Those that are there; ``data`` gets their new names and loses the others."""
        folder = self.place.shown.parent / (self.mapping.pictures or ".")
        found: list[Picture] = []
        images = []
        for image in data.get("images", []):
            try:
                picture = find_picture(folder, image["file"], f"{name}-{len(found) + 1}" if found else name)
            except NoPicture as error:
                column = self._columns.get(("images", 0, "file", "column"), "")
                row.troubles.append(Trouble(column, error.message, error.hint))
            else:
                found.append(picture)
                images.append({**image, "file": picture.name})
        if "images" in data:
            data["images"] = images
            if not images:
                del data["images"]
        return found

    def _trouble(self, problem: Problem) -> Trouble:
        """A problem of a record, with the column that its field comes from."""
        parts = problem.field.replace("[", ".").replace("]", "").split(".")
        path: list[Any] = [int(part) if part.isdigit() else part for part in parts]
        column = next(
            (name for place, name in self._columns.items() if list(place[: len(path)]) == path), problem.field
        )
        hint = problem.hint or say("Change the cell, or the mapping file.")
        return Trouble(column, problem.message, hint, True)


def _plain(model: BaseModel) -> dict[str, Any]:
    """A model as it would be written: without what was left out."""
    return model.model_dump(mode="json", exclude_unset=True)
