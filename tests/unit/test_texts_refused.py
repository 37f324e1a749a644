"""What comes back from translators and no longer fits is refused, and nothing is lost."""

import shutil
from pathlib import Path

import pytest

from kiosk.authoring import texts_import
from kiosk.authoring.pack_texts import read_pack_texts
from kiosk.authoring.tables import TableError
from kiosk.authoring.texts_import import compare, read_returned
from kiosk.authoring.yaml_edit import CannotEdit
from tests.texts import (
    FORMATS,
    GOOD,
    a_text,
    cells,
    change,
    contents,
    export,
    of_language,
    refused,
    replace_in,
    run,
    sheet,
    write_cells,
)


@pytest.fixture
def pack(tmp_path) -> Path:
    shutil.copytree(GOOD, tmp_path / "gallery")
    return tmp_path / "gallery"


@pytest.mark.parametrize("format", FORMATS)
def test_a_text_whose_source_has_changed_is_refused(pack, format) -> None:
    text = a_text(pack)
    file = of_language(export(pack, format), "ru")
    change(file, text.id, "ru", "Новая чаша")
    replace_in(pack / text.file, text.texts["en"], "Another bowl")
    output = refused(pack, file)
    assert "The text it was translated from has changed since the export." in output
    assert "“Another bowl”" in output and "Title, Russian:" in output


@pytest.mark.parametrize("format", FORMATS)
def test_a_text_that_was_changed_in_the_pack_meanwhile_is_not_lost(pack, format) -> None:
    text = a_text(pack)
    file = of_language(export(pack, format), "ru")
    change(file, text.id, "ru", "Новая чаша")
    replace_in(pack / text.file, text.texts["ru"], "Чаша куратора")
    assert "The pack has another text here than when it was exported." in refused(pack, file)
    # What the translator left alone takes nothing back, whatever has changed.
    (table,) = export(pack, "csv")
    replace_in(pack / text.file, "Чаша куратора", "Чаша ещё новее")
    assert "0 texts changed." in run("import", pack, table)[1]


@pytest.mark.parametrize("format", FORMATS)
def test_a_field_or_record_that_is_gone_is_refused(pack, format) -> None:
    text = a_text(pack)
    file = of_language(export(pack, format), "ru")
    change(file, text.id, "ru", "Новая чаша")
    kept = (pack / text.file).read_bytes()
    (pack / text.file).unlink()
    assert f"The pack has no `{text.file}` any more." in refused(pack, file)
    (pack / text.file).write_bytes(b"id: [")
    assert f"`{text.file}` has mistakes and cannot be read." in refused(pack, file)
    (pack / text.file).write_bytes(kept)
    story = next(each for each in read_pack_texts(pack).texts if each.path[-1] == "credit_line")
    change(file, text.id, "ru", text.texts["ru"])
    if format == "csv":
        rows = cells(file)
        row = next(row for row in rows if row[7] == story.id)
        row[7] = f"{story.file.removesuffix('.yaml')} images[9].alt"
        row[6] = "Слова"
        write_cells(file, rows)
        assert "has no field `images[9].alt` any more." in refused(pack, file)


def test_two_rows_for_one_text_are_refused(pack) -> None:
    text = a_text(pack)
    (table,) = export(pack, "csv")
    rows = cells(table)
    row = next(row for row in rows if row[7] == text.id)
    one, other = list(row), list(row)
    one[6], other[6] = "Чаша", "Миска"
    write_cells(table, [*rows, one, other])
    output = refused(pack, table)
    assert "Several rows are for this text, with different words:" in output
    assert f"{table.name}:" in output


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("x" * 20_001, "has more than 20000 characters"),
        ("Чаша \u200e\u202e ", "An invisible character, `U+202E`, stands after"),
        ("Чаша \U0001f600", "None of the kiosk's fonts has the character"),
    ],
)
def test_a_text_that_breaks_the_rules_is_refused(pack, words, reason) -> None:
    text = a_text(pack)
    (table,) = export(pack, "csv")
    change(table, text.id, "ru", words)
    assert reason in refused(pack, table)


def test_a_damaged_check_cell_is_refused(pack) -> None:
    text = a_text(pack)
    (table,) = export(pack, "csv")
    change(table, text.id, "ru", "Чаша")
    change(table, text.id, "check", "")
    assert "The cell `check` of this row is not what the kiosk wrote." in refused(pack, table)


def test_new_errors_of_the_pack_mean_that_nothing_is_written(pack, monkeypatch) -> None:
    text = a_text(pack)
    (table,) = export(pack, "csv")
    change(table, text.id, "ru", "Чаша \U0001f600")
    change(table, text.id, "kk", "Тостаған")
    # As if a rule of the check were not known to the comparison.
    monkeypatch.setattr(texts_import, "_why_not", lambda change: None)
    assert "The pack would have new errors. Nothing is changed." in refused(pack, table, 2)


def test_numbers_are_texts_and_formulas_and_dates_are_refused(pack) -> None:
    text = a_text(pack)
    (table,) = export(pack, "xlsx")
    for value, words in ((1978, "1978"), (3.0, "3"), (2.5, "2.5")):
        change(table, text.id, "ru", value)
        assert run("import", pack, table)[0] == 0
        assert read_pack_texts(pack).by_id()[text.id].texts["ru"] == words
        (table,) = export(pack, "xlsx")
    from datetime import date

    change(table, text.id, "ru", date(2024, 2, 1))
    assert "The spreadsheet has made a date of what was typed." in refused(pack, table)
    (table,) = export(pack, "xlsx")
    book, page = sheet(table)
    row = next(row for row in page.iter_rows() if row[7].value == text.id)
    row[6].value, row[6].data_type = "=1+1", "f"
    book.save(table)
    assert "The cell holds a formula." in refused(pack, table)


def test_a_file_that_is_no_export_is_explained(pack) -> None:
    other = pack.parent / "other.csv"
    other.write_text("a,b\n1,2\n")
    assert "No sheet of this file has the columns" in refused(pack, other, 2)
    for name in ("texts.ods", "none.xlsx"):
        run("import", pack, pack.parent / name)
    assert "It reads `.xlsx`, `.csv`, `.po` and `.xlf`." in refused(pack, pack.parent / "texts.ods", 2)
    assert "There is no such file." in refused(pack, pack.parent / "none.xlsx", 2)
    for name in ("broken.po", "broken.xlf", "broken.xlsx"):
        (pack.parent / name).write_bytes(b"\xff\xfe\x00 not at all")
        refused(pack, pack.parent / name, 2)


def test_xliff_with_a_document_type_is_refused(pack) -> None:
    file = of_language(export(pack, "xliff"), "ru")
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    replace_in(file, "<xliff", bomb + "<xliff")
    assert "This is no XLIFF file that can be read." in refused(pack, file, 2)


def test_an_export_never_takes_another_files_place(pack) -> None:
    (table,) = export(pack, "csv")
    assert run("export", pack, "--format", "csv", "--out", table.parent)[0] == 0
    change(table, a_text(pack).id, "ru", "Чаша")
    kept = table.read_bytes()
    code, output = run("export", pack, "--format", "csv", "--out", table)
    assert (code, "A file of this name is there already." in output) == (2, True), output
    assert table.read_bytes() == kept
    assert run("export", pack, "--format", "csv", "--out", table, "--overwrite")[0] == 0
    assert table.read_bytes() != kept


def test_a_failing_disk_leaves_every_file_as_it_was(pack, monkeypatch) -> None:
    texts = [each for each in read_pack_texts(pack).texts if each.path == ("title",)]
    assert len({each.file for each in texts}) > 1
    (table,) = export(pack, "csv")
    for text in texts:
        change(table, text.id, "ru", f"Новое имя {text.file.replace('/', ' ').split('.')[0]}")
    before = contents(pack)
    rename, calls = Path.replace, []

    def failing(self, target):
        calls.append(self)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    code, output = run("import", pack, table)
    assert (code, "The disk is full" in output) == (2, True), output
    assert contents(pack) == before


def test_an_import_that_was_cut_is_finished_by_the_same_command(pack) -> None:
    texts = [each for each in read_pack_texts(pack).texts if each.path == ("title",)]
    assert len({each.file for each in texts}) > 1
    (table,) = export(pack, "csv")
    for text in texts:
        for language, words in (("en", "New name"), ("ru", "Новое имя")):
            change(table, text.id, language, words)
    old = (pack / texts[0].file).read_bytes()
    assert run("import", pack, table)[0] == 0
    done = contents(pack)
    # As if the power had failed between two renames.
    (pack / texts[0].file).write_bytes(old)
    (pack / ".texts-import").mkdir()
    (pack / ".texts-import" / "0.new").write_text("half")
    code, output = run("import", pack, table)
    assert (code, contents(pack)) == (0, done), output


def test_a_file_that_is_written_too_oddly_is_left_alone(pack, monkeypatch) -> None:
    (table,) = export(pack, "csv")
    change(table, a_text(pack).id, "ru", "Чаша")

    def odd(raw, wanted):
        raise CannotEdit

    monkeypatch.setattr(texts_import, "change_texts", odd)
    assert "Type them in by hand." in refused(pack, table, 2)


def test_a_file_that_somebody_saves_meanwhile_is_not_lost(pack) -> None:
    (table,) = export(pack, "csv")
    text = a_text(pack)
    change(table, text.id, "ru", "Чаша")
    found = read_pack_texts(pack)
    files, _ = texts_import.apply(found, compare(found, read_returned(table)))
    replace_in(pack / text.file, text.texts["kk"], "Тостаған")
    before = contents(pack)
    assert texts_import.write(pack, files) == pack / text.file
    assert contents(pack) == before


def test_an_unreadable_file_says_so(tmp_path) -> None:
    with pytest.raises(TableError, match="There is no such file"):
        list(read_returned(tmp_path / "none.po"))


def test_a_zip_is_told_to_be_unpacked(tmp_path) -> None:
    (tmp_path / "gallery.zip").write_bytes(b"PK")
    status, said = run("export", tmp_path / "gallery.zip", "--format", "csv", "--out", tmp_path / "out")
    assert status == 2 and "Unpack a zip first." in said
