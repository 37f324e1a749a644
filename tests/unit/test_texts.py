"""A pack's texts go to translators and come back: every format, every habit of a spreadsheet."""

import csv
import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from babel.messages.pofile import read_po
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from kiosk.authoring import texts_import
from kiosk.authoring.pack_texts import PackText, check_words, cleaned, mark, read_pack_texts
from kiosk.authoring.tables import TableError
from kiosk.authoring.texts_export import exported
from kiosk.authoring.texts_import import compare, read_returned
from kiosk.authoring.yaml_edit import CannotEdit
from kiosk.commands.app import app
from kiosk.languages import LANGUAGES
from kiosk.messages import Name

GOOD = Path(__file__).parents[1] / "packs" / "good" / "gallery"
FORMATS = ("xlsx", "csv", "po", "xliff")


@pytest.fixture
def pack(tmp_path) -> Path:
    shutil.copytree(GOOD, tmp_path / "gallery")
    return tmp_path / "gallery"


def run(*arguments) -> tuple[int, str]:
    spoken = () if "--language" in arguments else ("--language", "en")
    result = CliRunner().invoke(app, ["packs", "texts", *map(str, (*arguments, *spoken))])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def export(pack: Path, format: str, *more) -> list[Path]:
    folder = pack.parent / "out"
    shutil.rmtree(folder, ignore_errors=True)
    assert run("export", pack, "--format", format, "--out", folder, *more)[0] == 0
    return sorted(folder.iterdir())


def sheet(path: Path):
    book = openpyxl.load_workbook(path)
    return book, book.worksheets[0]


def cells(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def write_cells(path: Path, rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8-sig") -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def column(row, name: str) -> int:
    return next(at for at, cell in enumerate(row) if str(cell).split(" ")[0] == name)


def contents(pack: Path) -> dict[str, bytes]:
    return {str(path.relative_to(pack)): path.read_bytes() for path in pack.rglob("*") if path.is_file()}


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


def change(file: Path, name: str, language: str, words: str) -> None:
    """As a translator would, in whatever the file is."""
    if file.suffix == ".csv":
        rows = cells(file)
        row = next(row for row in rows if row[7] == name)
        row[column(rows[0], language)] = words
        write_cells(file, rows)
    elif file.suffix == ".xlsx":
        book, page = sheet(file)
        row = next(row for row in page.iter_rows() if row[7].value == name)
        row[column([cell.value for cell in page[1]], language)].value = words
        if isinstance(words, str):
            # Typed into a cell that is formatted as text.
            row[column([cell.value for cell in page[1]], language)].data_type = "s"
        book.save(file)
    elif file.suffix == ".po":
        from babel.messages.pofile import write_po

        catalogue = read_po(io.BytesIO(file.read_bytes()))
        next(each for each in catalogue if each.context == name).string = words
        with file.open("wb") as stream:
            write_po(stream, catalogue, width=30)
    else:
        tree = ElementTree.parse(file)
        unit = next(each for each in tree.iter() if each.get("id") == name)
        target = next(each for each in unit if each.tag.endswith("target"))
        target.text = words
        tree.write(file, encoding="utf-8", xml_declaration=True)


def of_language(files: list[Path], language: str) -> Path:
    return next(path for path in files if len(files) == 1 or f".{language}." in path.name)


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


def a_text(pack: Path) -> PackText:
    texts = read_pack_texts(pack).texts
    return next(each for each in texts if each.path == ("title",) and each.file.startswith("objects/"))


def refused(pack: Path, file: Path, code: int = 1) -> str:
    before = contents(pack)
    found, output = run("import", pack, file)
    assert found == code, output
    assert contents(pack) == before
    return output


def replace_in(path: Path, old: str, new: str) -> None:
    raw = path.read_text("utf-8")
    assert old in raw
    path.write_text(raw.replace(old, new, 1), "utf-8")


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


ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1)
TRICKY = st.sampled_from(
    ["=1+1", "'=1", "''+x", "-5", "@a", "_x0041_", "_x005F_x0041_", "a\n\nb", "1e5", "%s %d", "0012"]
)


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


def test_an_unreadable_file_says_so(tmp_path) -> None:
    with pytest.raises(TableError, match="There is no such file"):
        list(read_returned(tmp_path / "none.po"))


def test_a_zip_is_told_to_be_unpacked(tmp_path) -> None:
    (tmp_path / "gallery.zip").write_bytes(b"PK")
    status, said = run("export", tmp_path / "gallery.zip", "--format", "csv", "--out", tmp_path / "out")
    assert status == 2 and "Unpack a zip first." in said
