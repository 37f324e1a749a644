"""Tables that somebody else has saved: CSV and Excel workbooks, row by row, with limits to what they cost.

Macros, charts, styles and hidden rows make no difference. A formula is never calculated.
"""

import csv
import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from kiosk.errors import KioskError
from kiosk.languages import Language
from kiosk.messages import NOTHING, Message, say
from kiosk.problems import Problem, unreadable

MAX_FILE = 100_000_000
MAX_UNPACKED = 400_000_000
MAX_TEXTS = 200_000_000
"""Of a workbook's shared texts, which are held in memory."""
MAX_PART = 20_000_000
"""Of every other part of a workbook that is no sheet."""
MAX_PARTS, MAX_SHEETS = 2_000, 100
MAX_ROWS, MAX_COLUMNS = 200_000, 500
MAX_CELL = 100_000

_EXCEL_CHAR = re.compile("_x([0-9A-Fa-f]{4})_")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORKBOOKS = (".xlsx", ".xlsm")
TABLES = (".csv", ".tsv", ".txt")


class TableError(KioskError):
    """A table cannot be read; carries the one problem that says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))

    def told(self, language: Language) -> str:
        return self.problem.told(language)


@dataclass(frozen=True, slots=True)
class Unfit:
    """A cell that holds no text."""

    reason: Message
    """Why, as a sentence."""
    shown: str = ""
    """What the spreadsheet shows, where that is known."""


Cell = str | Unfit
"""An empty cell is an empty text."""


@dataclass(frozen=True, slots=True)
class TableRow:
    line: int
    """Of a CSV file the line where the row begins, of a workbook the row's number; from 1."""
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a workbook, or a CSV file."""

    path: Path
    sheet: str
    """Empty for a CSV file."""
    rows: Iterator[TableRow]
    """Can be walked through once."""
    stream: BinaryIO | None = None
    """Of a CSV file, for a progress bar: how far it has been read."""
    expected: int = 0
    """Rows that a workbook promises; it may be wrong."""


def refuse(
    path: Path, code: str, message: Message, hint: Message = NOTHING, line: int | None = None
) -> TableError:
    return TableError(Problem(path, line, "", code, message, hint))


@contextmanager
def open_tables(
    path: Path, encoding: str = "", delimiter: str = "", calculated: bool = False
) -> Iterator[Iterator[Table]]:
    """The tables of one file. ``calculated`` takes for a formula what the spreadsheet had last made of it.

    Raises TableError for what cannot be read, also while rows are taken."""
    ending = path.suffix.lower()
    with _opened(path) as stream:
        if ending in WORKBOOKS:
            _check_workbook(path, stream)
            yield _sheets(path, stream, calculated)
        elif ending in TABLES:
            yield iter([_text_table(path, stream, encoding, delimiter)])
        else:
            message = say("The kiosk does not read files that end with `{ending}`.", ending=ending)
            hint = say("Save it as `.xlsx` or as `.csv` (UTF-8).")
            raise refuse(path, "unknown-file", message, hint)


def _opened(path: Path) -> BinaryIO:
    try:
        # Opening a pipe would wait for ever.
        if not path.is_file():
            raise refuse(path, "missing-file", say("There is no such file."))
        if path.stat().st_size > MAX_FILE:
            raise too_large(path)
        return path.open("rb")
    except OSError as error:
        raise TableError(unreadable(path, error)) from error


def read_file(path: Path) -> bytes:
    """A whole file of a translator. Raises TableError."""
    with _opened(path) as stream:
        try:
            return stream.read(MAX_FILE + 1)
        except OSError as error:
            raise TableError(unreadable(path, error)) from error


def too_large(path: Path) -> TableError:
    return refuse(path, "too-large", say("The file is larger than {most} MB.", most=MAX_FILE // 10**6))


def _check_workbook(path: Path, stream: BinaryIO) -> None:
    """Look at the archive's table of contents only: nothing has been unpacked yet."""
    begins = stream.read(8)
    stream.seek(0)
    if begins == _OLD_EXCEL:
        message = say("This is a workbook of an old kind, or one with a password.")
        raise refuse(path, "old-workbook", message, say("Save it as `.xlsx`, without a password."))
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _broken(path) from error
    finally:
        stream.seek(0)
    if any(part.flag_bits & 1 for part in parts):
        raise refuse(path, "encrypted", say("The workbook has a password."), say("Save it without one."))
    sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
    texts = [part for part in parts if part.filename.lower().endswith("sharedstrings.xml")]
    others = [part for part in parts if part not in sheets and part not in texts]
    read = [part for part in others if part.filename.endswith((".xml", ".rels"))]
    if (
        len(parts) > MAX_PARTS
        or sum(part.file_size for part in sheets + texts) > MAX_UNPACKED
        or sum(part.file_size for part in texts) > MAX_TEXTS
        or any(part.file_size > MAX_PART for part in read)
    ):
        hint = say("Copy the cells into a new workbook and save that, or save it as `.csv` (UTF-8).")
        raise refuse(path, "too-large", say("The workbook is too large once it is unpacked."), hint)


def _broken(path: Path) -> TableError:
    message = say("This is no workbook that can be read; it may be damaged.")
    return refuse(path, "broken-workbook", message, say("Open it and save it again as `.xlsx`."))


def _sheets(path: Path, stream: BinaryIO, calculated: bool) -> Iterator[Table]:
    import openpyxl

    # A foreign file in a library's hands: whatever it stumbles over, the file is at fault.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(stream, read_only=True, data_only=calculated, keep_links=False)
            sheets = book.worksheets
    except OSError as error:
        raise TableError(unreadable(path, error)) from error
    except Exception as error:
        raise _broken(path) from error
    if len(sheets) > MAX_SHEETS:
        message = say("The workbook has more than {most} sheets.", most=MAX_SHEETS)
        raise refuse(path, "too-large", message)
    for sheet in sheets:
        yield Table(path, sheet.title, _sheet_rows(path, sheet), expected=sheet.max_row or 0)


def _sheet_rows(path: Path, sheet: Any) -> Iterator[TableRow]:
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS)
    for line in range(1, MAX_ROWS + 2):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                cells = next(rows)
        except StopIteration:
            return
        except OSError as error:
            raise TableError(unreadable(path, error)) from error
        except Exception as error:
            raise _broken(path) from error
        last = max((at for at, cell in enumerate(cells) if cell.value is not None), default=-1)
        if last < 0:
            continue
        if line > MAX_ROWS:
            raise _too_many_rows(path)
        yield TableRow(line, [_cell(each) for each in cells[: last + 1]])


def _too_many_rows(path: Path) -> TableError:
    message = say("The table has more than {most} rows.", most=MAX_ROWS)
    return refuse(path, "too-large", message, say("Split it into several files."))


def _cell(cell: Any) -> Cell:
    value, kind = cell.value, cell.data_type
    if value is None:
        return ""
    if kind == "f":
        return Unfit(say("The cell holds a formula."))
    if kind == "e":
        return Unfit(say("The cell holds an error of the spreadsheet."), str(value))
    if isinstance(value, bool):
        return Unfit(say("The cell holds a yes or no, not a text."), str(value).upper())
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return Unfit(say("The spreadsheet has made a date of what was typed."), str(value))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return _EXCEL_CHAR.sub(lambda match: chr(int(match[1], 16)), str(value))


def _text_table(path: Path, stream: BinaryIO, encoding: str, delimiter: str) -> Table:
    start = stream.read(1 << 16)
    stream.seek(0)
    if b"\0" in start and start[:2] not in (b"\xff\xfe", b"\xfe\xff") and not encoding.startswith("utf"):
        raise refuse(path, "not-a-table", say("This is not a text file."), say("Save it as `.csv` (UTF-8)."))
    if not encoding:
        encoding = "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    if not _is_encoding(encoding):
        message = say("There is no encoding `{name}`.", name=encoding)
        raise refuse(path, "no-encoding", message, say("Usual ones are `utf-8`, `gb18030`, `windows-1251`."))
    delimiter = delimiter or _delimiter(start.decode(encoding, "replace"))
    lines = io.TextIOWrapper(stream, encoding=encoding, newline="")
    return Table(path, "", _text_rows(path, lines, encoding, delimiter), stream)


def _is_encoding(name: str) -> bool:
    """Whether Python can read texts in it."""
    try:
        return isinstance(b"a".decode(name, "replace"), str)
    except LookupError:
        return False


def _delimiter(start: str) -> str:
    """What parts the cells of the first line that has several."""
    for line in start.splitlines()[:20]:
        counts = {sign: len(next(csv.reader([line], delimiter=sign), [])) for sign in (",", ";", "\t")}
        best = max(counts, key=lambda sign: counts[sign])
        if counts[best] > 1:
            return best
    return ","


def _text_rows(path: Path, lines: io.TextIOWrapper, encoding: str, delimiter: str) -> Iterator[TableRow]:
    limit = csv.field_size_limit(MAX_CELL)
    try:
        reader = csv.reader(lines, delimiter=delimiter)
        count = 0
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except UnicodeDecodeError as error:
                raise _wrong_encoding(path, line, encoding) from error
            except OSError as error:
                raise TableError(unreadable(path, error)) from error
            except csv.Error as error:
                message = say("The row that begins here is not written as CSV; a quotation mark may be open.")
                hint = say("Close it, or save the table as `.xlsx`.")
                raise refuse(path, "broken-table", message, hint, line) from error
            if any(cells):
                count += 1
                if count > MAX_ROWS:
                    raise _too_many_rows(path)
                yield TableRow(line, cells[:MAX_COLUMNS])
    finally:
        csv.field_size_limit(limit)
        # The stream is closed by the one who opened it.
        if not lines.closed:
            lines.detach()


def _wrong_encoding(path: Path, line: int, encoding: str) -> TableError:
    if encoding.startswith("utf"):
        message = say("The file is not saved as UTF-8.")
    else:
        message = say("The file is not saved as {encoding}.", encoding=encoding)
    hint = say("In the spreadsheet, save it as “CSV UTF-8” or as `.xlsx`.")
    return refuse(path, "not-utf-8", message, hint, line)
