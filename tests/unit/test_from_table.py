"""A collection system's table becomes a pack; what cannot be used is said, line by line."""

import csv
import io
import json
import shutil
from pathlib import Path

import jsonschema
import openpyxl
import pytest
import yaml
from typer.testing import CliRunner

from kiosk.authoring import from_table
from kiosk.authoring.from_table_row import short_name
from kiosk.authoring.schemas import schemas
from kiosk.authoring.yaml_writing import write_yaml
from kiosk.commands.app import app
from kiosk.languages import LANGUAGES
from kiosk.packs.reader import read_pack
from kiosk.packs.terms import read_terms
from kiosk.plain_yaml import read_yaml

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "museum-table"
TERMS = ROOT / "content" / "terms"
LABEL = " ".join(["word"] * 50)

MAPPING = """
format: 1
pictures: pictures
pack:
  version: "1"
  title: {kk: Қ, zh: 金, en: E, ru: Р}
  intro: {kk: Қ, zh: 金, en: E, ru: Р}
  cover:
    file: pictures/one.png
    alt: {kk: Қ, zh: 金, en: E, ru: Р}
    credit: {kk: Қ, zh: 金, en: E, ru: Р}
    rights: CC0-1.0
  accent: "#c9a24b"
  credit_line: {kk: Қ, zh: 金, en: E, ru: Р}
  rights: CC0-1.0
record:
  accession_number: Number
  title: {kk: Title, zh: Title, en: Title, ru: Title}
  label: {kk: Label, zh: {constant: 金}, en: Label, ru: Label}
  materials: {column: Material, split: [";"], values: {Au: gold, Арғымақ: hair}}
  dates: {text: Date, earliest: From, latest: To}
  dimensions:
    height: {column: Height, unit: cm}
    weight: {column: Weight, unit: g}
  find:
    site: {column: Site, values: {"Issyk": esik}}
    year_from: Dug
  original:
    institution: {default: national-museum}
    inventory_number: Inventory
  credit_line: {kk: {constant: Қ}, zh: {constant: 金}, en: {constant: E}, ru: {constant: Р}}
  sources: [Source]
  images:
    - file: Pictures
      split: "|"
      alt: {kk: Title, zh: Title, en: Title, ru: Title}
      credit: {kk: Title, zh: Title, en: Title, ru: Title}
      rights: {constant: CC0-1.0}
"""
ROW = {
    "Number": "KZ 017/2",
    "Title": "A bowl",
    "Label": LABEL,
    "Material": "Au; SILVER",
    "Date": "ca. 450 BC",
    "From": "",
    "To": "",
    "Height": "2,5",
    "Weight": "1.2 kg",
    "Site": " issyk ",
    "Dug": "1969",
    "Inventory": "12/3",
    "Source": "K. A. Akishev, 1978",
    "Pictures": "one.png|two.png",
}


class Folder:
    """A table, its mapping and its pictures."""

    def __init__(self, root: Path) -> None:
        self.root, self.out = root, root / "content" / "steppe"
        shutil.copytree(EXAMPLE / "pictures", root / "pictures")
        (root / "pictures" / "plaque.png").rename(root / "pictures" / "one.png")
        (root / "pictures" / "mirror.png").rename(root / "pictures" / "two.png")
        self.mapping = root / "mapping.yaml"
        self.mapping.write_text(MAPPING, "utf-8")
        self.table = root / "table.csv"
        self.write([ROW])

    def write(self, rows: list[dict[str, str]], delimiter: str = ",", encoding: str = "utf-8") -> None:
        with self.table.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, list(ROW), delimiter=delimiter)
            writer.writeheader()
            writer.writerows(rows)

    def map(self, old: str, new: str) -> None:
        text = self.mapping.read_text("utf-8")
        assert old in text
        self.mapping.write_text(text.replace(old, new, 1), "utf-8")

    def run(self, *more: str, table: Path | None = None) -> tuple[int, str]:
        arguments = ["packs", "from-table", table or self.table, "--mapping", self.mapping, "--out", self.out]
        result = CliRunner().invoke(
            app, [*map(str, arguments), "--terms", str(TERMS), "--language", "en", *more]
        )
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.output

    def record(self, name: str = "kz-017-2"):
        document, problems = read_yaml(self.out / "objects" / f"{name}.yaml", Path(name))
        assert document is not None and not problems
        return document.data

    def report(self) -> list[list[str]]:
        raw = (self.root / "content" / "steppe-report.csv").read_bytes().decode("utf-8-sig")
        return list(csv.reader(io.StringIO(raw, newline="")))


@pytest.fixture
def folder(tmp_path) -> Folder:
    return Folder(tmp_path)


def checked(root: Path) -> list[str]:
    terms, _ = read_terms(TERMS)
    return [f"{problem.field} {problem.code}" for problem in read_pack(root, terms).problems]


def test_a_row_becomes_a_record_that_checks_clean(folder) -> None:
    folder.map("zh: {constant: 金}, en: Label", "zh: {constant: " + "金" * 100 + "}, en: Label")
    code, output = folder.run()
    assert (code, "1 record written" in output) == (0, True), output
    assert checked(folder.out) == []
    record = folder.record()
    assert list(record)[:4] == ["id", "order", "accession_number", "title"]
    assert record["accession_number"] == "KZ 017/2"
    assert record["title"] == dict.fromkeys(LANGUAGES, "A bowl")
    assert record["materials"] == ("gold", "silver")
    assert record["dates"] == {"earliest": -450, "latest": -450, "precision": "year", "circa": True}
    assert record["dimensions"] == {"height_mm": 25, "weight_g": 1200}
    assert record["find"] == {"site": "esik", "year_from": 1969}
    assert record["original"] == {"institution": "national-museum", "inventory_number": "12/3"}
    assert record["sources"] == ("K. A. Akishev, 1978",)
    assert [image["file"] for image in record["images"]] == ["media/kz-017-2.png", "media/kz-017-2-2.png"]
    assert not (folder.root / "content" / "steppe-report.csv").exists()
    assert [path.name for path in (folder.root / "content").iterdir()] == ["steppe"]


def test_the_example_of_the_docs_works(tmp_path) -> None:
    schema = schemas()["mapping"]
    jsonschema.validate(yaml.safe_load((EXAMPLE / "mapping.yaml").read_text("utf-8")), schema)
    out = tmp_path / "content" / "steppe"
    arguments = [EXAMPLE / "objects.csv", "--mapping", EXAMPLE / "mapping.yaml", "--out", out]
    result = CliRunner().invoke(
        app, ["packs", "from-table", *map(str, arguments), "--terms", str(TERMS), "--language", "en"]
    )
    assert (result.exit_code, "3 records written" in result.output) == (0, True), result.output
    assert {code.split()[1] for code in checked(out)} == {"missing-translation", "no-image"}
    texts = {path.name: path.read_text("utf-8") for path in (out / "objects").iterdir()}
    assert set(texts) == {"2031-4-1.yaml", "2031-4-2.yaml", "2031-4-3.yaml"}
    assert "  en: >-\n    Three triangles" in texts["2031-4-1.yaml"]
    for path in (out / "objects").iterdir():
        jsonschema.validate(yaml.safe_load(path.read_text("utf-8")), schemas()["object"])


@pytest.mark.parametrize("kind", ["xlsx", "semicolons", "gb18030", "sheet"])
def test_tables_of_other_kinds(folder, kind) -> None:
    table = None
    if kind in ("xlsx", "sheet"):
        table = folder.root / "table.xlsx"
        book = openpyxl.Workbook()
        sheet = book.active if kind == "xlsx" else book.create_sheet("Objects")
        if kind == "sheet":
            folder.map("format: 1", "format: 1\ntable: {sheet: Objects, heading: 3}")
            sheet.append(["Exported by the collection system"])
            sheet.append([])
        sheet.append(list(ROW))
        sheet.append([{"Dug": 1969, "Height": 2.5}.get(name, cell) for name, cell in ROW.items()])
        book.save(table)
    elif kind == "semicolons":
        folder.write([ROW], delimiter=";")
    else:
        folder.map("format: 1", "format: 1\ntable: {encoding: gb18030}")
        folder.write([{**ROW, "Title": "金碗"}], encoding="gb18030")
    code, output = folder.run(table=table)
    assert code == 0, output
    assert folder.record()["find"] == {"site": "esik", "year_from": 1969}
    assert folder.record()["title"]["zh"] == ("金碗" if kind == "gb18030" else "A bowl")


FATAL = [
    ({"Number": "展品"}, "Number", "No short name for the record can be made"),
    ({"Number": ""}, "Number", "No short name for the record can be made"),
    ({"Title": ""}, "Title", "The field `title` is missing."),
    ({"Label": "smile 😀"}, "Label", "None of the kiosk's fonts has the character"),
    ({"Title": "x" * 20_001}, "Title", "has more than 20000 characters"),
    ({"Dug": "9999"}, "Dug", "must be at most 2100"),
]
PARTLY = [
    ({"Material": "gold; unobtainium"}, "Material", "“unobtainium” is no key of a term.", "materials"),
    ({"Date": "in old times"}, "Date", "“in old times” is no date", "dates"),
    ({"From": "0"}, "From", "There is no year 0.", "dates"),
    ({"From": "-300", "To": "-500"}, "From", "The first year, -300, is later than the last, -500.", "dates"),
    ({"To": "soon"}, "To", "“soon” is no year.", "dates"),
    ({"Height": "tall"}, "Height", "“tall” is no measure.", "dimensions"),
    ({"Height": "5 kg"}, "Height", "“5 kg” is no measure.", "dimensions"),
    ({"Height": "0"}, "Height", "“0” is no measure.", "dimensions"),
    ({"Site": "Atlantis"}, "Site", "“atlantis” is no key of a term.", "find"),
    ({"Pictures": "none.png"}, "Pictures", "There is no picture `none.png`.", "images"),
    ({"Pictures": "../mapping.yaml"}, "Pictures", "There is no picture `../mapping.yaml`.", "images"),
    ({"Pictures": "/etc/hostname"}, "Pictures", "There is no picture `/etc/hostname`.", "images"),
    ({"Pictures": "notes.txt"}, "Pictures", "`notes.txt` is no JPEG, PNG or WebP picture.", "images"),
    ({"Pictures": "broken.png"}, "Pictures", "`broken.png`", "images"),
    ({"Pictures": "link.png"}, "Pictures", "There is no picture `link.png`.", "images"),
]


@pytest.mark.parametrize(("cells", "column", "message"), FATAL, ids=[str(each[0])[:30] for each in FATAL])
def test_a_row_that_makes_no_record(folder, cells, column, message) -> None:
    folder.write([{**ROW, **cells}, {**ROW, "Number": "2"}])
    code, output = folder.run()
    assert code == 1, output
    assert f"{folder.table}:2: [{column}]" in output and message in output
    assert "1 row made no record." in output and "1 record written" in output
    heading, *_, row = folder.report()
    assert heading == ["Row", "Column", "What is wrong", "What to do", "Outcome"]
    assert (
        row[:2] == ["2", column]
        and message in row[2]
        and row[3]
        and row[4] == "No record is made of the row."
    )
    assert [path.name for path in (folder.out / "objects").iterdir()] == ["2.yaml"]
    assert {path.name for path in (folder.out / "media").iterdir()} == {"cover.png", "2.png", "2-2.png"}


@pytest.mark.parametrize(
    ("cells", "column", "message", "field"), PARTLY, ids=[str(each[0])[:30] for each in PARTLY]
)
def test_a_field_that_cannot_be_used_is_left_out(folder, cells, column, message, field) -> None:
    pictures = folder.root / "pictures"
    (pictures / "notes.txt").write_text("no picture")
    (pictures / "broken.png").write_text("no picture")
    shutil.copy(pictures / "one.png", folder.root / "outside.png")
    (pictures / "link.png").symlink_to(folder.root / "outside.png")
    kept = {"Weight": "", "Date": ""} if field in ("dimensions", "dates") and "Date" not in cells else {}
    folder.write([{**ROW, **kept, **cells}])
    code, output = folder.run()
    assert code == 0, output
    assert f"{folder.table}:2: [{column}]" in output and message in output
    assert "1 record goes without something." in output
    assert folder.report()[1][4] == "The record goes without it."
    record = folder.record()
    if field == "materials":
        assert record["materials"] == ("gold",)
    else:
        assert field not in record
    assert [each for each in checked(folder.out) if "warning" not in each and "translation" not in each] in (
        [],
        ["label.zh label-length"],
        ["images no-image", "label.zh label-length"],
    )


def test_two_rows_of_one_number(folder) -> None:
    folder.write([ROW, {**ROW, "Number": "kz 017 2"}])
    code, output = folder.run()
    assert code == 1
    assert f"{folder.table}:3: [Number] Row 2 gives the same short name, `kz-017-2`." in output


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Title, zh", "Titel, zh", "The table has no column `Titel`. Did you mean `Title`?"),
        ("{column: Height, unit: cm}", "{column: Height, unit: ell}", "must be"),
        ("Au: gold", "Au: guld", "There is no key `guld` in `terms/materials.yaml`. Did you mean `gold`?"),
        ("national-museum", "no-museum", "There is no key `no-museum` in `terms/institutions.yaml`."),
        ("zh: {constant: 金}, en: Label", "zh: {constant: 金, column: Title}, en: Label", "One of `column`"),
        ("file: pictures/one.png", "file: pictures/none.png", "There is no picture `pictures/none.png`."),
        ("#c9a24b", "#111111", "has a contrast of"),
        ("  title: {kk: Title", "  titel: {kk: Title", "There is no field `titel` here."),
        ("format: 1", "format: 1\ntable: {encoding: klingon}", "There is no encoding `klingon`."),
    ],
)
def test_a_mistake_in_the_mapping_is_found_before_anything_is_made(folder, old, new, message) -> None:
    folder.map(old, new)
    code, output = folder.run()
    assert (code, message in output) == (2, True), output
    assert not folder.out.exists()
    assert not folder.out.parent.exists() or list(folder.out.parent.iterdir()) == []


def test_an_existing_pack_is_never_touched(folder) -> None:
    folder.out.mkdir(parents=True)
    (folder.out / "mine.txt").write_text("mine")
    code, output = folder.run()
    assert (code, "There is something here already." in output) == (2, True)
    assert [path.name for path in folder.out.iterdir()] == ["mine.txt"]


def test_a_table_without_a_good_row_makes_no_pack(folder) -> None:
    folder.write([{**ROW, "Title": ""}])
    code, output = folder.run()
    assert (code, "No row made a record, so no pack is made." in output) == (2, True), output
    assert not folder.out.exists()
    folder.write([])
    assert folder.run()[0] == 2
    folder.table.write_text("")
    assert "The table has no row with headings." in folder.run()[1]


def test_a_failure_halfway_leaves_nothing(folder, monkeypatch) -> None:
    folder.write([{**ROW, "Number": str(number)} for number in range(20)])
    written = []

    def failing(data, schema):
        written.append(data)
        if len(written) == 10:
            raise OSError(28, "No space left on device")
        return write_yaml(data, schema)

    monkeypatch.setattr(from_table, "write_yaml", failing)
    code, output = folder.run()
    assert (code, "The disk is full" in output) == (2, True), output
    assert list(folder.out.parent.iterdir()) == []


def test_only_some_rows(folder) -> None:
    folder.map("format: 1", 'format: 1\ntable: {only: {Site: ["Berel", "Issyk"]}}')
    folder.write([{**ROW, "Number": site, "Site": site} for site in ("Issyk", "Shilikty", "Issyk")])
    assert folder.run()[0] == 1
    assert [path.name for path in (folder.out / "objects").iterdir()] == ["issyk.yaml"]


def test_formulas_in_the_report_are_harmless(folder) -> None:
    folder.write([{**ROW, "Date": "=cmd()"}])
    folder.run()
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in folder.report() for cell in row)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("KZ 017/2", "kz-017-2"),
        ("КП-123 Ә", "kp-123-a"),
        ("Été", "ete"),
        ("金", ""),
        ("--", ""),
        ("a" * 80, "a" * 64),
        ("2031.4.1a–d", "2031-4-1a-d"),
    ],
)
def test_short_names(text, name) -> None:
    assert short_name(text) == name


def test_every_heading_of_the_mapping_is_looked_for(folder) -> None:
    folder.table.write_text("A,B\n1,2\n")
    code, output = folder.run()
    assert code == 2
    assert output.count("The table has no column") == 27 and "Its columns are `A`, `B`." in output


def test_the_schema_of_the_mapping_takes_a_heading_alone() -> None:
    schema = schemas()["mapping"]
    source = schema["$defs"]["Source"]
    assert source["anyOf"][0]["type"] == "string"
    jsonschema.validate(yaml.safe_load(MAPPING), schema)
    assert json.dumps(schema).count("``") == 0
