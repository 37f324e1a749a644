"""Texts of a pack as a table, one row a text and one column a language: CSV and Excel."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from kiosk.authoring.pack_texts import PackText, check_words, headings, read_check_words
from kiosk.authoring.spreadsheet_habits import guarded, looks_like_formula, unguarded
from kiosk.authoring.tables import Cell, Table, TableRow, Unfit, open_tables, refuse
from kiosk.authoring.texts_rows import Row
from kiosk.languages import ENDONYMS, LANGUAGES, Language
from kiosk.messages import say, told

ID, CHECK = "id", "check"
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_HEADER_WITHIN = 20
_READ = 3 + len(LANGUAGES)
"""Columns for people; those after them are for the kiosk."""
_WIDTHS = (28, 30, 22, *[48] * len(LANGUAGES), 16, 16)
_LINE_HEIGHT, _MOST_HEIGHT = 15.0, 405.0
_MADE = datetime(2000, 1, 1)
"""So that the same texts make the same file at any time."""
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def _table(texts: Sequence[PackText], source: Language, language: Language) -> Iterator[list[str]]:
    """The heading and a row a text."""
    words = [told(each, language) for each in (say("Record"), say("Field"), say("Limit"))]
    yield [*words, *(f"{each} · {ENDONYMS[each]}" for each in LANGUAGES), ID, CHECK]
    for text in texts:
        said = [text.texts.get(each, "") for each in LANGUAGES]
        from_language = text.source(source) or source
        yield [*headings(text, language), *said, text.id, check_words(text, from_language, LANGUAGES)]


def write_csv(texts: Sequence[PackText], source: Language, language: Language, delimiter: str) -> bytes:
    """UTF-8 with BOM, which is how Excel knows it. A text that looks like a formula gets an apostrophe."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter)
    for row in _table(texts, source, language):
        writer.writerow([guarded(cell) for cell in row])
    return stream.getvalue().encode("utf-8-sig")


def write_xlsx(texts: Sequence[PackText], source: Language, language: Language) -> bytes:
    """A workbook whose heading stays in view, with wrapped cells; only the languages can be typed into."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill, Protection
    from openpyxl.utils import get_column_letter
    from openpyxl.writer.excel import ExcelWriter

    grey, empty = PatternFill("solid", fgColor="EEEEEE"), PatternFill("solid", fgColor="FFF7DC")
    book = Workbook()
    book.properties.creator = "kiosk"
    book.properties.created = book.properties.modified = _MADE
    sheet = book.worksheets[0]
    sheet.title = "texts"
    for number, row in enumerate(_table(texts, source, language), 1):
        sheet.row_dimensions[number].height = _height(row)
        for column, words in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = _ESCAPED.sub("_x005F_", words) or None
            if words:
                # Never a formula, whatever it begins with.
                cell.data_type = "s"
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=column <= _READ, vertical="top")
            cell.quotePrefix = looks_like_formula(words)
            if number == 1:
                cell.font = Font(bold=True)
            if number > 1 and 3 < column <= _READ:
                cell.protection = Protection(locked=False)
                if not words:
                    cell.fill = empty
            else:
                cell.fill = grey
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "C2"
    sheet.protection.enable()
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.formatCells = False
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return _timeless(packed)


def _height(row: Sequence[str]) -> float:
    """Points that show the longest cell of a row whole, as far as spreadsheets allow rows to be high."""
    lines = max(
        sum(1 + _columns_of(line) // width for line in words.split("\n"))
        for words, width in zip(row[:_READ], _WIDTHS, strict=False)
    )
    return min(lines * _LINE_HEIGHT, _MOST_HEIGHT)


def _columns_of(words: str) -> int:
    """Chinese characters are twice as wide as letters."""
    return sum(2 if char >= "\u2e80" else 1 for char in words)


def _timeless(packed: io.BytesIO) -> bytes:
    """The same archive without the hour at which it was made."""
    again = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(again, "w") as new:
        for part in old.infolist():
            info = zipfile.ZipInfo(part.filename, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(part))
    return again.getvalue()


def read_sheet(path: Path) -> Iterator[Row]:
    """The rows of a table, in whatever order its rows and columns stand now. Raises TableError."""
    found = False
    with open_tables(path) as tables:
        for table in tables:
            for row in _rows(table):
                found = True
                yield row
    if not found:
        message = say("No sheet of this file has the columns `id`, `check` and a language.")
        hint = say("Export the texts again, and leave the first row as it is.")
        raise refuse(path, "not-an-export", message, hint)


def _rows(table: Table) -> Iterator[Row]:
    columns: dict[str, int] = {}
    from_csv = not table.sheet
    for row in table.rows:
        if not columns:
            columns = _columns(row)
            if not columns and row.line > _HEADER_WITHIN:
                return
            continue
        # Other columns do not make a text of a row that has none.
        if name := _text(row, columns[ID], from_csv):
            source, marks = read_check_words(_text(row, columns[CHECK], from_csv))
            cells = {each: _cell(row, columns[each], from_csv) for each in LANGUAGES if each in columns}
            yield Row(table.path, row.line, name, source, marks, cells)


def _columns(row: TableRow) -> dict[str, int]:
    """Column by name, when this is the heading."""
    found: dict[str, int] = {}
    for at, cell in enumerate(row.cells):
        word = cell.split("·")[0].strip().lower() if isinstance(cell, str) else ""
        if word in (ID, CHECK, *LANGUAGES):
            found.setdefault(word, at)
    return found if {ID, CHECK} <= found.keys() and len(found) > 2 else {}


def _cell(row: TableRow, column: int, from_csv: bool) -> Cell:
    cell = row.cells[column] if column < len(row.cells) else ""
    return unguarded(cell) if from_csv and isinstance(cell, str) else cell


def _text(row: TableRow, column: int, from_csv: bool) -> str:
    cell = _cell(row, column, from_csv)
    return "" if isinstance(cell, Unfit) else cell.strip()
