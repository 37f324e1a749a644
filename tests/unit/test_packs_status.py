"""``kiosk packs status``: what is missing, field by field and language by language."""

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.authoring.status import Cell, Part, Row, counted, read_status
from kiosk.authoring.status_words import share
from kiosk.commands.app import app
from kiosk.languages import LANGUAGES
from tests.builds import replace
from tests.synthetic import make_content, make_picture

GOOD = Path(__file__).parents[1] / "packs"


def kiosk(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["packs", "status", *words])
    return done.exit_code, done.output


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack of one record without anything to do."""
    root = tmp_path / "silk-road"
    assert CliRunner().invoke(app, ["packs", "new", str(root), "--language", "en"]).exit_code == 0
    make_picture(next((root / "media").iterdir()), (2400, 1800), seed=1)
    return root


def rows(pack: Path, file: str) -> dict[str, Row]:
    return {row.name: row for row in part(pack, file).rows}


def part(pack: Path, file: str) -> Part:
    return next(part for part in read_status(pack).parts if part.file == file)


def drop(file: Path, start: str, occurrence: int = 0) -> None:
    """Take one line out."""
    lines = file.read_text("utf-8").splitlines(keepends=True)
    found = [index for index, line in enumerate(lines) if line.strip().startswith(start)]
    del lines[found[occurrence]]
    file.write_text("".join(lines), "utf-8")


def test_a_complete_pack_has_nothing_left_to_do(pack: Path) -> None:
    code, said = kiosk(str(pack), "--language", "en")
    assert code == 0, said
    assert "Nothing is left to do." in said
    assert said.count("100%") == len(LANGUAGES)


def test_a_missing_translation_is_counted_and_named(pack: Path) -> None:
    record = pack / "objects/first-record.yaml"
    there = counted(read_status(pack).parts, "ru")
    drop(record, "ru:")
    row = rows(pack, "objects/first-record.yaml")["Title"]
    assert row.cells["ru"] == Cell("missing") and row.cells["kk"] == Cell("there")
    parts = read_status(pack).parts
    assert counted(parts, "ru") == (there[0] - 1, there[1])
    assert share(parts, "ru", "ru") != "100\N{NO-BREAK SPACE}%" == share(parts, "kk", "ru")
    code, said = kiosk(str(pack), "--language", "ru")
    assert code == 1
    assert "нет" in said and "1 поле нужно доработать." in said


def test_an_optional_text_is_wanted_in_every_language_once_there_is_one(pack: Path) -> None:
    record = pack / "objects/first-record.yaml"
    assert "Remark" not in rows(pack, "objects/first-record.yaml")
    with record.open("a", encoding="utf-8") as file:
        file.write("\noriginal:\n  note: {en: As of 2012}\n")
    row = rows(pack, "objects/first-record.yaml")["Original: Remark"]
    assert [row.cells[each].state for each in LANGUAGES] == ["missing", "missing", "there", "missing"]


@pytest.mark.parametrize(("words", "state"), [(39, "short"), (40, "there"), (80, "there"), (81, "long")])
def test_labels_are_measured(tmp_path: Path, words: int, state: str) -> None:
    root = make_content(tmp_path, {"alpha": 1}, pictures=1) / "alpha"
    record = root / "objects/r00000.yaml"
    label = f"label: {{en: {'gold ' * words}, zh: {'金' * 79}}}\n"
    text, found = re.subn(r"^label:\n(  .*\n)+", label, record.read_text("utf-8"), flags=re.MULTILINE)
    assert found == 1
    record.write_text(text, "utf-8")
    row = rows(root, "objects/r00000.yaml")["Label text"]
    assert row.cells["en"] == Cell(state, words)
    assert row.cells["zh"] == Cell("short", 79)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ((2400, 100), ""),
        ((100, 2400), ""),
        ((2399, 100), "too small"),
        ((1600, 100), "too small"),
        ((1599, 100), "sharp"),
    ],
)
def test_small_pictures_are_named(pack: Path, size: tuple[int, int], said: str) -> None:
    make_picture(next((pack / "media").iterdir()), size, seed=1)
    row = rows(pack, "objects/first-record.yaml")["Picture 1: File"]
    assert row.open == bool(said)
    assert said in row.remark and f"{size[0]} × {size[1]}" in row.remark


def test_alt_text_rights_and_files_that_are_not_there(pack: Path) -> None:
    record = pack / "objects/first-record.yaml"
    drop(record, "rights:")
    file = next((pack / "media").iterdir())
    replace(record, f"media/{file.name}", "media/lost.jpg")
    found = rows(pack, "objects/first-record.yaml")
    assert found["Picture 1: Rights"].open
    assert "lost.jpg" in found["Picture 1: File"].remark and found["Picture 1: File"].open
    assert not rows(pack, "pack.yaml")["Rights"].open


def test_captions_language_by_language(tmp_path: Path) -> None:
    root = tmp_path / "gallery"
    shutil.copytree(GOOD / "good_film" / "gallery", root)
    record = next((root / "objects").glob("*.yaml"))
    before = rows(root, f"objects/{record.name}")["Film 1: Captions"]
    there = [each for each in LANGUAGES if before.cells[each].state == "there"]
    assert there
    for captions in root.rglob("*.vtt"):
        captions.unlink()
    after = rows(root, f"objects/{record.name}")["Film 1: Captions"]
    assert all(cell.state == "missing" for cell in after.cells.values())
    assert ".vtt" in after.remark


@pytest.mark.parametrize("case", sorted(path.name for path in GOOD.iterdir() if path.is_dir()))
def test_every_pack_with_errors_is_read_as_far_as_it_can_be(case: str, tmp_path: Path) -> None:
    for root in (path for path in (GOOD / case).iterdir() if path.is_dir() and path.name != "terms"):
        code, said = kiosk(str(root), "--html", str(tmp_path / "page.html"))
        assert code in (0, 1), said
        assert "Traceback" not in said
        assert (tmp_path / "page.html").stat().st_size > 1000


def test_what_is_no_map_counts_as_missing(pack: Path) -> None:
    (pack / "objects/odd.yaml").write_text(
        "title: Belt\nlabel: [a, b]\nimages:\n- {file: [1], alt: 7}\nfilms: {captions: {en: [x]}}\n", "utf-8"
    )
    found = rows(pack, "objects/odd.yaml")
    assert all(cell.state == "missing" for cell in found["Title"].cells.values())
    assert found["Picture 1: File"].open
    assert part(pack, "objects/odd.yaml").problems


def test_the_page_obeys_nothing_that_a_pack_says(pack: Path) -> None:
    record = pack / "objects/first-record.yaml"
    text = record.read_text("utf-8")
    title = next(line for line in text.splitlines() if line.startswith("  en:"))
    evil = "<img src=x onerror=alert(1)>[bold]"
    record.write_text(text.replace(title, f"  en: '{evil}'", 1), "utf-8")
    page = pack.parent / "page.html"
    code, said = kiosk(str(pack), "--html", str(page), "--all", "--language", "en")
    assert code == 0, said
    assert evil in said
    html = page.read_text("utf-8")
    assert "&lt;img src=x onerror=alert(1)&gt;[bold]" in html and "<img" not in html
    assert "@page { size: A4" in html


def test_all_shows_also_what_is_complete(pack: Path) -> None:
    assert "Label text" not in kiosk(str(pack), "--language", "en")[1]
    assert "Label text" in kiosk(str(pack), "--language", "en", "--all")[1]


def test_it_is_never_rounded_up_to_complete() -> None:
    row = Row("Title", dict.fromkeys(LANGUAGES, Cell("there")))
    last = Row("Title", dict.fromkeys(LANGUAGES, Cell("missing")))
    assert (
        share([Part("a", read_status(GOOD / "good/gallery").title, (row,) * 999 + (last,))], "en", "en")
        == "99%"
    )


def test_no_folder(tmp_path: Path) -> None:
    assert kiosk(str(tmp_path / "none"))[0] == 2
