"""A pack's texts go to translators and come back: every format, every habit of a spreadsheet."""

import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.authoring.pack_texts import PackText, check_words, cleaned, mark, read_pack_texts
from kiosk.authoring.texts_export import exported
from kiosk.authoring.texts_import import read_returned
from kiosk.languages import LANGUAGES
from kiosk.messages import Name
from tests.texts import (
    ANY,
    FORMATS,
    GOOD,
    TRICKY,
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


def test_every_text_is_exported_with_its_context(pack) -> None:
    (table,) = export(pack, "csv")
    heading, *rows = cells(table)
    assert [cell.split(" ")[0] for cell in heading] == ["Record", "Field", "Limit", *LANGUAGES, "id", "check"]
    found = {row[7]: row for row in rows}
    assert len(found) == len(rows) == len(read_pack_texts(pack).texts)
    assert {name.split(" ")[0].split("/")[0] for name in found} == {"pack", "objects", "terms"}
    label = next(row for row in rows if row[7].endswith(" label") and row[7].startswith("objects/"))
    assert label[1] == "Label text"
    assert label[2] == "40 to 80 words; Chinese 80 to 160 characters"
    assert "captions" not in str(rows)


@pytest.mark.parametrize("format", FORMATS)
def test_export_import_export_gives_the_same_bytes(pack, format) -> None:
    before = contents(pack)
    first = {path.name: path.read_bytes() for path in export(pack, format)}
    code, output = run("import", pack, *sorted((pack.parent / "out").iterdir()))
    assert code == 0, output
    assert "0 texts changed." in output
    assert contents(pack) == before
    assert {path.name: path.read_bytes() for path in export(pack, format)} == first


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_and_answers_in_each_language(pack, format, language) -> None:
    files = export(pack, format, "--language", language)
    code, output = run("import", pack, *files, "--language", language)
    assert code == 0
    assert ("0 texts" in output) == (language == "en")


@pytest.mark.parametrize("format", FORMATS)
def test_a_new_text_comes_back_and_is_listed(pack, format) -> None:
    file = of_language(export(pack, format), "ru")
    texts = read_pack_texts(pack)
    text = next(each for each in texts.texts if each.path == ("title",) and each.file.startswith("objects/"))
    name = text.id
    before = (pack / text.file).read_bytes()
    change(file, name, "ru", "=Чаша: «новая»\nвторая строка")
    code, output = run("import", pack, file, "--dry-run")
    assert code == 0
    assert "1 text would change." in output
    assert (pack / text.file).read_bytes() == before
    code, output = run("import", pack, file)
    assert code == 0, output
    assert "1 text changed." in output
    assert f"{text.title}, Title, ru: “{text.texts['ru'][:20]}" in output
    assert "-> “=Чаша: «новая» вторая строка”" in output
    again = read_pack_texts(pack).by_id()[name]
    assert again.texts == {**text.texts, "ru": "=Чаша: «новая»\nвторая строка"}
    # A second time there is nothing left to do.
    assert "0 texts changed." in run("import", pack, file)[1]
    # A formula's sign goes out and comes back as a text.
    assert "0 texts changed." in run("import", pack, *export(pack, format))[1]


def test_a_missing_language_is_added(tmp_path) -> None:
    pack = tmp_path / "gallery"
    shutil.copytree(GOOD.parents[1] / "missing_translation" / "gallery", pack)
    text = next(each for each in read_pack_texts(pack).texts if len(each.texts) < 4)
    missing = next(each for each in LANGUAGES if each not in text.texts)
    (table,) = export(pack, "xlsx")
    change(table, text.id, missing, "新的 Жаңа")
    assert run("import", pack, table)[0] == 0
    changed = read_pack_texts(pack).by_id()[text.id].texts
    assert changed == {**text.texts, missing: "新的 Жаңа"}


def test_two_translators_files_are_taken_together(pack) -> None:
    text = a_text(pack)
    (table,) = export(pack, "xlsx")
    one, other = pack.parent / "one.xlsx", pack.parent / "other.xlsx"
    shutil.copy(table, one)
    shutil.copy(table, other)
    change(one, text.id, "ru", "Чаша")
    change(other, text.id, "kk", "Тостаған")
    code, output = run("import", pack, one, other)
    assert (code, "2 texts changed." in output) == (0, True), output


def test_new_warnings_are_told(pack) -> None:
    texts = read_pack_texts(pack).texts
    label = next(each for each in texts if each.path == ("label",) and each.file.startswith("objects/"))
    (table,) = export(pack, "csv")
    change(table, label.id, "ru", "Слишком короткая подпись")
    code, output = run("import", pack, table)
    assert code == 0
    assert "The Russian label has 3 words." in output
    assert f"{label.file.split('/')[-1]}:" in output


def test_empty_cells_change_nothing(pack) -> None:
    (table,) = export(pack, "csv")
    rows = cells(table)
    write_cells(table, [rows[0], *([*row[:3], "", " ", "", "\n", *row[7:]] for row in rows[1:])])
    before = contents(pack)
    code, output = run("import", pack, table)
    assert (code, contents(pack)) == (0, before), output


def test_a_sheet_may_come_back_in_another_order_with_more_columns(pack) -> None:
    text = a_text(pack)
    (table,) = export(pack, "xlsx")
    change(table, text.id, "ru", "Чаша")
    _, page = sheet(table)
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    book = openpyxl.Workbook()
    book.active.append(["Notes of the agency"])
    new = book.create_sheet("sent back")
    new.append(["Translated in June"])
    new.append([])
    for number, row in enumerate([rows[0], *rows[:0:-1]]):
        new.append([row[8], "x", *row[7:2:-1], number, None])
        new.row_dimensions[number + 3].hidden = number % 2 == 0
    new["A2"].font = openpyxl.styles.Font(bold=True, color="FF0000")
    new.auto_filter.ref = "A3:H9"
    book.save(table)
    code, output = run("import", pack, table)
    assert (code, "1 text changed." in output) == (0, True), output


def test_csv_of_other_habits(pack) -> None:
    text = a_text(pack)
    (table,) = export(pack, "csv")
    change(table, text.id, "ru", "Чаша")
    rows = cells(table)
    for number, (delimiter, encoding) in enumerate([(";", "utf-8-sig"), ("\t", "utf-16"), (",", "utf-8")]):
        write_cells(table, rows, delimiter, encoding)
        code, output = run("import", pack, table, "--dry-run")
        assert (code, "1 text would change." in output) == (0, True), (number, output)
    write_cells(
        table,
        [[cell.encode("cp1251", "ignore").decode("cp1251") for cell in row] for row in rows],
        ";",
        "cp1251",
    )
    assert "The file is not saved as UTF-8." in refused(pack, table, 2)


def test_unfinished_translations_wait(pack) -> None:
    text = a_text(pack)
    file = of_language(export(pack, "po"), "ru")
    change(file, text.id, "ru", "Чаша")
    replace_in(file, f'msgctxt "{text.id}"', f'#, fuzzy\nmsgctxt "{text.id}"')
    assert "The translator has marked it as not finished." in refused(pack, file)
    file = of_language(export(pack, "xliff"), "ru")
    change(file, text.id, "ru", "Чаша")
    raw = file.read_text("utf-8")
    at = raw.index("Чаша<")
    start = raw.rindex("target", 0, at)
    file.write_text(raw[: start + 6] + ' state="needs-translation"' + raw[start + 6 :], "utf-8")
    assert "The translator has marked it as not finished." in refused(pack, file)


def test_inline_tags_of_a_tool_are_read_through(pack) -> None:
    text = a_text(pack)
    file = of_language(export(pack, "xliff"), "ru")
    change(file, text.id, "ru", "ЧАША")
    replace_in(file, "ЧАША", '<ns0:mrk mtype="seg" mid="0">Новая</ns0:mrk> <ns0:g id="1">чаша</ns0:g>')
    assert run("import", pack, file)[0] == 0
    assert read_pack_texts(pack).by_id()[text.id].texts["ru"] == "Новая чаша"


def test_the_workbook_is_made_for_translators(pack) -> None:
    (table,) = export(pack, "xlsx")
    _, page = sheet(table)
    assert page.freeze_panes == "C2"
    assert page.protection.sheet
    assert page["D2"].alignment.wrap_text
    assert not page["D2"].protection.locked
    assert page["A2"].protection.locked and page["H2"].protection.locked
    with zipfile.ZipFile(table) as archive:
        assert {part.date_time[0] for part in archive.infolist()} == {1980}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from(LANGUAGES), (ANY | TRICKY).map(cleaned).filter(bool), min_size=2),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(FORMATS),
)
def test_any_text_goes_out_and_comes_back(tmp_path_factory, maps, format) -> None:
    texts = [
        PackText("objects/a.yaml", ("images", at, "alt"), said, Name({"en": "=Title"}), "Field")
        for at, said in enumerate(maps)
    ]
    folder = tmp_path_factory.mktemp("any")
    back: dict[tuple[str, str], str] = {}
    for name, content in exported(texts, "pack", format, "en", "en").items():
        (folder / name).write_bytes(content)
        for row in read_returned(folder / name):
            text = next(each for each in texts if each.id == row.id)
            assert row.source == text.source("en") or row.source in text.texts
            for language, cell in row.cells.items():
                back[row.id, language] = cell
                if language in row.marks:
                    assert row.marks[language] == mark(text.texts.get(language))
            assert row.marks[row.source] == mark(text.texts[row.source])
    for text in texts:
        for language, words in text.texts.items():
            if format in ("xlsx", "csv") or language != "en":
                assert cleaned(back[text.id, language]) == words, (format, language)


def test_marks_are_never_numbers() -> None:
    text = PackText("pack.yaml", ("title",), {"en": "a"}, Name({}), "")
    assert check_words(text, "en", LANGUAGES).startswith("source=en kk=- zh=- en=")
    assert all(set(mark(str(number))) <= set("abcdefghijklmnop") for number in range(50))
