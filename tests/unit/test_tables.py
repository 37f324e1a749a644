"""Tables from elsewhere: hostile, damaged or merely odd, they cost little and are explained."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from kiosk.authoring import tables
from kiosk.authoring.tables import TableError, Unfit, open_tables


def read(path: Path, **options) -> list[tuple[int, list]]:
    with open_tables(path, **options) as found:
        return [(row.line, list(row.cells)) for table in found for row in table.rows]


def code(path: Path, **options) -> str:
    with pytest.raises(TableError) as caught:
        read(path, **options)
    assert caught.value.problem.message
    return caught.value.problem.code


def workbook(path: Path, rows: list[list]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def rewritten(path: Path, name: str, content: bytes | None) -> Path:
    """The workbook with one part replaced, or (None) taken out."""
    raw = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        if content is not None:
            new.writestr(name, content)
    return path


def test_rows_keep_their_numbers_and_empty_ones_are_left_out(tmp_path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a", "b"], [], [None, 1.0, True, "x\ny"], ["", ""]])
    assert read(path)[:2][0] == (1, ["a", "b"])
    assert read(path)[1][0] == 3
    cells = read(path)[1][1]
    assert cells[:2] == ["", "1"] and isinstance(cells[2], Unfit) and cells[3] == "x\ny"
    text = tmp_path / "a.csv"
    text.write_text('a,b\n\n"x\ny",1\nz,2\n')
    assert read(text) == [(1, ["a", "b"]), (3, ["x\ny", "1"]), (5, ["z", "2"])]


def test_a_far_away_cell_costs_nothing(tmp_path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a"]])
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c>'
        b'<c r="XFD1"><v>2</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>'
        b"</sheetData></worksheet>"
    )
    assert read(rewritten(path, "xl/worksheets/sheet1.xml", sheet)) == [(1, ["1"])]


@pytest.mark.parametrize("limit", ["MAX_PART", "MAX_UNPACKED", "MAX_TEXTS"])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path, limit, monkeypatch) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a"]])
    name = {
        "MAX_PART": "xl/styles.xml",
        "MAX_UNPACKED": "xl/worksheets/sheet1.xml",
        "MAX_TEXTS": "xl/sharedStrings.xml",
    }[limit]
    monkeypatch.setattr(tables, limit, 5_000_000)
    bomb = rewritten(path, name, b"<a>" + b" " * 6_000_000 + b"</a>")
    assert bomb.stat().st_size < 20_000
    opened = []
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *each, **more: opened.append(each))
    assert code(bomb) == "too-large"
    assert opened == []


def test_too_many_parts_rows_sheets(tmp_path, monkeypatch) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a"], ["b"], ["c"]])
    monkeypatch.setattr(tables, "MAX_ROWS", 2)
    assert code(path) == "too-large"
    (tmp_path / "a.csv").write_text("a\nb\nc\n")
    assert code(tmp_path / "a.csv") == "too-large"
    monkeypatch.setattr(tables, "MAX_SHEETS", 0)
    assert code(path) == "too-large"
    monkeypatch.setattr(tables, "MAX_PARTS", 3)
    assert code(path) == "too-large"
    monkeypatch.setattr(tables, "MAX_FILE", 3)
    assert code(tmp_path / "a.csv") == "too-large"


def test_a_billion_laughs_are_refused(tmp_path) -> None:
    laugh = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><styleSheet>&b;</styleSheet>'
    path = workbook(tmp_path / "a.xlsx", [["a"]])
    assert code(rewritten(path, "xl/styles.xml", laugh)) == "broken-workbook"
    sheet = b'<!DOCTYPE x [<!ENTITY a "ha">]><worksheet><sheetData>&a;</sheetData></worksheet>'
    path = workbook(tmp_path / "b.xlsx", [["a"]])
    assert code(rewritten(path, "xl/worksheets/sheet1.xml", sheet)) == "broken-workbook"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "[Content_Types].xml"])
def test_a_damaged_workbook_is_explained(tmp_path, part) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a"]])
    assert code(rewritten(path, part, None)) == "broken-workbook"
    path = workbook(tmp_path / "b.xlsx", [["a"]])
    assert code(rewritten(path, part, b"<not xml")) == "broken-workbook"


def test_a_workbook_without_its_sheets_has_no_rows(tmp_path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a"]])
    assert read(rewritten(path, "xl/worksheets/sheet1.xml", None)) == []
    path = workbook(tmp_path / "b.xlsx", [["a"]])
    assert (
        code(rewritten(path, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>")) == "broken-workbook"
    )


def test_files_that_are_no_tables(tmp_path) -> None:
    cases = {
        "old.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "old-workbook"),
        "text.xlsx": (b"a,b", "broken-workbook"),
        "cut.xlsx": (workbook(tmp_path / "whole.xlsx", [["a"]]).read_bytes()[:-40], "broken-workbook"),
        "a.ods": (b"", "unknown-file"),
        "picture.csv": (b"\x89PNG\r\n\0\0\0", "not-a-table"),
        "latin.csv": ("Чаша,1".encode("cp1251"), "not-utf-8"),
        "quote.csv": (b'a,b\n"x,' + b"y" * 200_000, "broken-table"),
    }
    for name, (content, expected) in cases.items():
        (tmp_path / name).write_bytes(content)
        assert code(tmp_path / name) == expected, name
    assert code(tmp_path / "none.csv") == "missing-file"
    (tmp_path / "folder.csv").mkdir()
    assert code(tmp_path / "folder.csv") == "missing-file"


def test_macros_make_no_difference(tmp_path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a"]])
    assert read(rewritten(path, "xl/vbaProject.bin", b"\xd0\xcf" * 100)) == [(1, ["a"])]
    path.rename(tmp_path / "a.xlsm")
    assert read(tmp_path / "a.xlsm") == [(1, ["a"])]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_sign_between_cells_is_found(tmp_path, sign) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'\n"x,y;z"{sign}b{sign}c\n1{sign}2{sign}3\n')
    assert read(path)[1][1] == ["1", "2", "3"]
    assert read(path, delimiter="#")[1][1] == [f"1{sign}2{sign}3"]


def test_encodings(tmp_path) -> None:
    path = tmp_path / "a.csv"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        path.write_text("Чаша,金", encoding=encoding)
        assert read(path) == [(1, ["Чаша", "金"])]
    path.write_text("Чаша,金", encoding="gb18030")
    assert read(path, encoding="gb18030") == [(1, ["Чаша", "金"])]


def test_escaped_signs_of_excel(tmp_path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["a_x000D_\nb _x005F_x0041_"]])
    assert read(path) == [(1, ["a\r\nb _x0041_"])]
