"""Printed labels: one grid for all languages, never an overflow, the same bytes from the same pack."""

import os
import random
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.authoring import label_layout as grid
from kiosk.authoring.label_layout import Page, lay_out
from kiosk.authoring.label_pdf import SLUG, advances
from kiosk.authoring.label_setting import Setter, Style
from kiosk.authoring.label_texts import LabelTexts
from kiosk.authoring.labels import make_labels
from kiosk.commands.app import app
from kiosk.fonts import SANS, SERIF
from kiosk.languages import LANGUAGES, Language
from kiosk.packs.model import Terms
from kiosk.packs.reader import LoadedPack, merged, read_hall, read_pack
from tests.mixed_text import paragraph

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "tests" / "packs" / "good_film" / "gallery"

WORDS = {
    "kk": "Сақтардың қорғанынан табылған алтын қаптырма зергерлік өнердің озық үлгісі болып саналады",
    "zh": "萨迦人的墓冢中出土的黄金牌饰，是草原工艺的代表之作，纹样细密，",
    "en": "A gold plaque from a mound of the Saka is among the finest works of the steppe goldsmiths",
    "ru": "Золотая бляшка из кургана саков принадлежит к лучшим работам степных ювелиров древности",
}


def texts(language: Language, times: int = 3, title: str = "Title", **others: object) -> LabelTexts:
    """Label texts with a label ``times`` as long as some 14 words."""
    joiner = "" if language == "zh" else " "
    label = joiner.join([WORDS[language]] * times) + "."
    made = LabelTexts(language, title, "Facts · facts", "T-1", (label,), "Credit line")
    return replace(made, **others)


def laid_out(*every: LabelTexts) -> dict[str, Page]:
    pages, misfits = lay_out(every, advances)
    assert misfits == ()
    assert [page.language for page in pages] == [each.language for each in every]
    return {page.language: page for page in pages}


def text_size(page: Page) -> float:
    return next(line.style.size for line in page.lines if line.style.font == SANS and line.style.grey == 0)


def label_lines(page: Page) -> list[grid.PlacedLine]:
    return [line for line in page.lines if line.style == Style(SANS, text_size(page))]


def starts(page: Page) -> list[tuple[str, float, float, float]]:
    """Where each block begins: its font, size, left edge and first base line."""
    first: dict[Style, tuple[str, float, float, float]] = {}
    for line in page.lines:
        first.setdefault(line.style, (line.style.font, line.style.size, line.x, line.y))
    return [*first.values(), ("rule", 0, 0, page.rule)]


def assert_inside(page: Page) -> None:
    for line in page.lines:
        width = Setter(advances, page.language).width(line.text, line.style)
        assert grid.LEFT <= line.x <= line.x + width <= grid.RIGHT + 0.001, line.text
        assert line.y - grid.ASCENT * line.style.size + 0.001 >= grid.TOP, line.text
        assert line.y + grid.DESCENT * line.style.size <= grid.BOTTOM + 0.001, line.text
    for line in label_lines(page):
        assert line.y + grid.DESCENT * line.style.size < page.rule - 3 * grid.MM, line.text


def test_every_language_of_a_record_has_the_same_grid() -> None:
    long_title = "Высокий остроконечный головной убор (реконструкция)"
    every = [texts("kk", 4), texts("zh", 2, "金人"), texts("en", 5), texts("ru", 4, long_title)]
    pages = laid_out(*every)
    assert len({tuple(starts(page)) for page in pages.values()}) == 1
    for page in pages.values():
        assert_inside(page)
    titles = [line.text for line in pages["ru"].lines if line.style.font == SERIF]
    assert len(titles) == 2


def test_the_text_becomes_smaller_in_steps_and_never_less_than_museums_print() -> None:
    sizes = [text_size(laid_out(texts("kk", times))["kk"]) for times in range(1, 6)]
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1]) == (grid.TEXT_SIZES[0], 18)


def test_one_long_language_makes_all_smaller_and_one_too_long_is_left_out() -> None:
    assert text_size(laid_out(texts("en", 2))["en"]) == 20
    assert text_size(laid_out(texts("en", 2), texts("ru", 5))["en"]) == 18
    pages, (misfit,) = lay_out([texts("en", 2), texts("ru", 9)], advances)
    assert [(page.language, text_size(page)) for page in pages] == [("en", 20)]
    assert (misfit.language, misfit.field) == ("ru", "label")
    assert misfit.lines > misfit.room
    assert 100 < misfit.characters < 400


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", "Слово " * 40),
        ("facts", "алтын, күміс, қола, ағаш, киіз, тері, темір, сүйек, тас, мүйіз, жібек, мыс " * 3),
        ("credit", "Көшірме. " * 40),
        ("number", "KZ-0001/" * 12),
    ],
)
def test_each_field_that_does_not_fit_is_named(field: str, text: str) -> None:
    pages, (misfit,) = lay_out([texts("kk", 2, **{field: text}), texts("en", 2)], advances)
    assert [page.language for page in pages] == ["en"]
    named = {"facts": "materials", "credit": "credit_line", "number": "accession_number"}.get(field, field)
    assert (misfit.language, misfit.field) == ("kk", named)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_written_stays_inside_and_whole(seed: int) -> None:
    chance = random.Random(seed)

    def words(times: int) -> str:
        return "".join(" ".join(paragraph(chance) for _ in range(times)).split("\n"))

    every = [
        LabelTexts(
            language,
            words(1)[:40].strip() or "x",
            words(1)[:60].strip(),
            f"KZ-{seed}",
            tuple(words(1).strip() or "x" for _ in range(chance.randint(1, 4))),
            words(1)[:90].strip() or "x",
        )
        for language in LANGUAGES
    ]
    pages, misfits = lay_out(every, advances)
    assert {page.language for page in pages} | {misfit.language for misfit in misfits} == set(LANGUAGES)
    for page in pages:
        assert_inside(page)
        given = next(each for each in every if each.language == page.language)
        assert bare("".join(line.text for line in label_lines(page))) == bare("".join(given.label))


def bare(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def test_chinese_lines_have_air_and_begin_with_no_closing_sign() -> None:
    lines = label_lines(laid_out(texts("zh", 4))["zh"])
    pitch = lines[1].y - lines[0].y
    assert pitch >= 1.5 * lines[0].style.size
    assert len(lines) > 3
    assert not any(line.text[0] in "，。、；：" for line in lines)


def test_titles_are_balanced_and_keep_what_stands_in_brackets() -> None:
    setter = Setter(advances, "ru")
    style = Style(SERIF, 25)
    title = "Шиликтинский «золотой человек» (реконструкция)"
    assert setter.title(title, style, grid.WIDE) == ["Шиликтинский «золотой человек»", "(реконструкция)"]
    title = "Деревянные накладки с головами баранов"
    full, even = setter.broken(title, style, grid.WIDE * 0.95), setter.title(title, style, grid.WIDE * 0.95)
    assert [len(full), len(even)] == [2, 2]
    longest = [max(setter.width(line, style) for line in lines) for lines in (full, even)]
    assert longest[1] < longest[0] * 0.8


def test_the_edge_of_a_text_is_as_even_as_it_can_be() -> None:
    setter = Setter(advances, "en")
    style = Style(SANS, 18)
    text = " ".join([WORDS["en"]] * 2) + " now."
    full, even = setter.broken(text, style, grid.WIDE), setter.even(text, style, grid.WIDE)
    assert len(even) == len(full)
    assert " ".join(even) == text
    shortest = [min(setter.width(line, style) for line in lines) for lines in (full, even)]
    assert shortest[1] > shortest[0]


# From a pack


def load(root: Path) -> tuple[LoadedPack, Terms]:
    pack = read_pack(root, Terms(), decode_pictures=False).pack
    assert pack is not None
    return pack, merged(Terms(), pack.terms)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    root = tmp_path / "gallery"
    shutil.copytree(GOOD, root)
    record = (root / "objects" / "bowl.yaml").read_text()
    (root / "objects" / "cup.yaml").write_text(record.replace("id: bowl", "id: cup\norder: 1"))
    return root


def test_every_label_of_the_shipped_packs_can_be_printed() -> None:
    hall = read_hall(ROOT / "content")
    for name in ("saka", "esik", "berel"):
        loaded = read_pack(ROOT / "content" / name, hall.terms, decode_pictures=False).pack
        assert loaded is not None
        made = make_labels(loaded, merged(hall.terms, loaded.terms), LANGUAGES, loaded.records)
        assert made.problems == ()
        assert made.pages == 4 * len(loaded.records)


def test_a_label_says_what_its_record_says(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Page] = []
    monkeypatch.setattr(
        "kiosk.authoring.label_pdf.write_pdf",
        lambda sheets, title: drawn.extend(sheet.page for sheet in sheets) or b"",
    )
    loaded, terms = load(pack)
    made = make_labels(loaded, terms, ("zh", "ru"), loaded.records[:1])
    assert (made.pages, made.problems) == (2, ())
    chinese, russian = ([line.text for line in page.lines] for page in drawn)
    assert chinese[:3] == ["公元前5—前3世纪 · 银、青铜", "T-1", "测试碗"]
    assert chinese[-1] == "测试"
    assert russian[:3] == ["V–III\u00a0вв. до\u00a0н.\u00a0э. · Серебро, бронза", "T-1", "Пробная чаша"]
    assert "".join(chinese[3:-1]) == loaded.records[0].label.zh
    assert " ".join(russian[3:-1]) == loaded.records[0].label.ru

    together = drawn[:]
    drawn.clear()
    make_labels(loaded, terms, ("ru",), loaded.records[:1])
    assert drawn == together[1:], "a label is the same when it is printed alone"


def test_a_label_without_a_translation_is_told_and_the_others_are_made(pack: Path) -> None:
    record = pack / "objects" / "bowl.yaml"
    record.write_text(record.read_text().replace("  zh: 测试碗\n", ""))
    terms_file = pack / "terms" / "materials.yaml"
    terms_file.write_text(terms_file.read_text().replace(", ru: бронза", ""))
    loaded, terms = load(pack)
    made = make_labels(loaded, terms, LANGUAGES, loaded.records)
    assert made.pages == 2 * 4 - 3
    assert [(each.file.name, each.field, each.code) for each in made.problems] == [
        ("bowl.yaml", "title", "missing-translation"),
        ("bowl.yaml", "materials[1]", "missing-translation"),
        ("cup.yaml", "materials[1]", "missing-translation"),
    ]
    assert make_labels(loaded, terms, ("en",), loaded.records).problems == ()


def test_a_label_that_is_too_long_is_told_with_its_line(pack: Path) -> None:
    record = pack / "objects" / "cup.yaml"
    text = record.read_text()
    record.write_text(text.replace("    Эта чаша", "    " + "Очень длинная этикетка. " * 20 + "Эта чаша"))
    loaded, terms = load(pack)
    made = make_labels(loaded, terms, LANGUAGES, loaded.records)
    (problem,) = made.problems
    line = next(number for number, each in enumerate(text.split("\n"), 1) if "ru: >-" in each)
    assert (problem.file.name, problem.line, problem.field) == ("cup.yaml", line, "label.ru")
    assert problem.title == "Test bowl"
    assert made.pages == 7


# PDF


def test_the_pdf_is_cut_and_its_fonts_travel_with_it(pack: Path) -> None:
    loaded, terms = load(pack)
    pdf = make_labels(loaded, terms, LANGUAGES, loaded.records).pdf
    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 8
    boxes = [tuple(map(float, box.split())) for box in re.findall(rb"/TrimBox \[(.*?)\]", pdf)]
    assert len(boxes) == 8
    left, bottom, right, top = boxes[0]
    assert (left, bottom) == pytest.approx((SLUG, SLUG), abs=0.01)
    assert ((right - left) / grid.MM, (top - bottom) / grid.MM) == pytest.approx((210, 148), abs=0.01)
    (bleed,) = {tuple(map(float, box.split())) for box in re.findall(rb"/BleedBox \[(.*?)\]", pdf)}
    assert (left - bleed[0]) / grid.MM == pytest.approx(3, abs=0.01)
    fonts = set(re.findall(rb"/BaseFont /(\S+)", pdf))
    own = {name for name in fonts if b"Kiosk" in name}
    assert {name.partition(b"+")[2] for name in own} >= {b"KioskSans-Regular", b"KioskSans-Bold"}
    assert pdf.count(b"/FontFile2") >= 3
    assert len(pdf) < 400_000, "only the letters that are used"


def test_the_same_pack_gives_the_same_bytes(pack: Path, tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.pdf"
        command = [sys.executable, "-m", "kiosk.cli", "packs", "labels", str(pack), "--out", str(out)]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed})
        made.append(out.read_bytes())
    assert made[0] == made[1]


# The command


def labels(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["packs", "labels", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def test_labels_of_some_records_in_some_languages(pack: Path, tmp_path: Path) -> None:
    out = tmp_path / "labels.pdf"
    assert labels(pack, "--out", out) == (0, f"8 labels in `{out}`.\n")
    some = ("--records", "cup, bowl", "--language", "zh", "--language", "kk")
    assert labels(pack, "--out", out, *some) == (0, f"4 labels in `{out}`.\n")
    pdf = out.read_bytes()
    names = [name.decode() for name in re.findall(rb"/Title \(((?:cup|bowl)[^)]*)\)", pdf)]
    assert names == ["cup zh", "cup kk", "bowl zh", "bowl kk"]


def test_what_cannot_be_printed_is_said(pack: Path, tmp_path: Path) -> None:
    out = tmp_path / "labels.pdf"
    code, said = labels(pack, "--out", out, "--records", "bowl,cupp", "--messages", "ru")
    assert (code, "cupp" in said, "`cup`" in said) == (1, True, True)
    assert not out.exists()
    assert labels(pack, "--out", out, "--language", "fr")[0] == 2
    code, said = labels(tmp_path / "nothing", "--out", out)
    assert (code, "there is no such file" in said) == (2, True)
    code, said = labels(pack, "--out", tmp_path / "nowhere" / "labels.pdf")
    assert (code, "Cannot be written" in said) == (2, True)
    (pack / "objects" / "cup.yaml").write_text("id: [")
    code, said = labels(pack, "--out", out)
    assert (code, "cup.yaml" in said) == (1, True)
    assert not out.exists()
