"""A curator and her translators: what the tests of texts that go out and come back share."""

import csv
import io
import shutil
from pathlib import Path

import openpyxl
from babel.messages.pofile import read_po
from defusedxml import ElementTree
from hypothesis import strategies as st
from typer.testing import CliRunner

from kiosk.authoring.pack_texts import PackText, read_pack_texts
from kiosk.commands.app import app

GOOD = Path(__file__).parent / "packs" / "good" / "gallery"
FORMATS = ("xlsx", "csv", "po", "xliff")
ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1)
TRICKY = st.sampled_from(
    ["=1+1", "'=1", "''+x", "-5", "@a", "_x0041_", "_x005F_x0041_", "a\n\nb", "1e5", "%s %d", "0012"]
)


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
