"""The report that a curator reads: the outcome first, every record by its title, nothing of a pack obeyed."""

import os
import shutil
import subprocess
import sys
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.commands.app import app
from kiosk.intake.report import Report, chapters, on_check
from kiosk.intake.report_html import as_html
from kiosk.intake.report_text import as_text
from kiosk.languages import LANGUAGES, of_environment
from kiosk.messages import say
from kiosk.packs.model import Terms
from kiosk.packs.reader import read_pack
from kiosk.problems import errors

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "packs"
GOOD = CASES / "good" / "gallery"
MADE = datetime(2026, 11, 22, 9, 30)


class Page(HTMLParser):
    """The tags and texts of a page, as a browser meets them."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: dict[str, set[str | None]] = {}
        self.texts: list[str] = []
        self.feed(markup)
        self.text = "".join(self.texts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, set()).add(value)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@pytest.fixture
def gallery(tmp_path: Path) -> Path:
    """A pack with a good record, one with a warning, one with an error, and a title that is no markup."""
    root = tmp_path / "gallery"
    shutil.copytree(GOOD, root)
    record = (root / "objects" / "bowl.yaml").read_text("utf-8")
    hostile = record.replace("id: bowl", "id: cup").replace("en: Test bowl", 'en: "<script>x</script> & `b`"')
    hostile = hostile.replace("  ru: Пробная чаша\n", "").replace("silver", "<img src=x>")
    (root / "objects" / "cup.yaml").write_text(hostile, "utf-8")
    plain = record.replace("id: bowl", "id: an-urn").replace("  ru: Пробная чаша\n", "")
    (root / "objects" / "an-urn.yaml").write_text(plain, "utf-8")
    return root


def report(*roots: Path) -> Report:
    readings = [read_pack(root, Terms()) for root in roots]
    problems = [problem for reading in readings for problem in reading.problems]
    return on_check([reading.summary for reading in readings], problems, MADE)


def test_the_outcome_comes_first() -> None:
    clean, warned, wrong = (
        report(CASES / name / "gallery") for name in ("good", "missing_translation", "unknown_field")
    )
    assert clean.accepted and clean.outcome == "The pack can be shown, and nothing is left to mend."
    assert warned.accepted and warned.outcome == "The pack can be shown. 1 warning is worth a look."
    assert wrong.outcome == "The pack cannot be shown yet: 2 errors have to be mended first."
    assert not wrong.accepted
    both = report(CASES / "good" / "gallery", CASES / "unknown_field" / "gallery")
    assert both.outcome.startswith("Not all packs can be shown yet: 2 errors")


def test_what_was_read_is_said_even_of_a_broken_pack(gallery: Path) -> None:
    (chapter,) = chapters(report(gallery))
    assert chapter.pack is not None
    assert (chapter.pack.title.texts["ru"], chapter.pack.version, chapter.pack.records) == (
        "Пробный зал",
        "1.0",
        3,
    )
    assert "version 1.0 · 3 records" in as_text(report(gallery), "en")


def test_files_with_errors_come_before_files_with_warnings(gallery: Path) -> None:
    (chapter,) = chapters(report(gallery))
    assert [group.file for group in chapter.groups] == ["objects/cup.yaml", "objects/an-urn.yaml"]
    for group in chapter.groups:
        wrong = len(errors(group.problems))
        assert all(each.severity == "error" for each in group.problems[:wrong])
    assert [each.line for each in chapter.groups[1].problems] == [4]


def test_problems_of_the_halls_words_have_a_chapter_of_their_own(gallery: Path) -> None:
    elsewhere = read_pack(CASES / "unknown_field" / "gallery", Terms()).problems
    with_more = on_check(report(gallery).packs, [*report(gallery).problems, *elsewhere], MADE)
    hall, pack = chapters(with_more)
    assert (hall.pack, pack.pack) == (None, with_more.packs[0])
    assert [group.file for group in hall.groups] == ["objects/bowl.yaml"]
    assert "The hall's own words" in Page(as_html(with_more, "en")).text


def test_nothing_that_a_pack_says_becomes_markup(gallery: Path) -> None:
    (gallery / "media" / "<b onload=x>.jpg").write_bytes(b"")
    for language in LANGUAGES:
        markup = as_html(report(gallery), language)
        page = Page(markup)
        assert not {"script", "img", "link", "iframe", "a"} & set(page.tags)
        assert set(page.attributes) <= {
            "lang", "charset", "content", "http-equiv", "name", "class", "viewbox", "d", "aria-hidden"
        }  # fmt: skip
        assert "<img src=x>" in page.text
        assert "<script>x</script> & `b`" in Page(as_html(report(gallery), "ru")).text
        assert "http://" not in markup and "https://" not in markup and "url(" not in markup
        assert "default-src 'none'" in markup


LANG = {each: each for each in LANGUAGES} | {"zh": "zh-Hans"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_in_one_language_and_says_so(gallery: Path, language: str) -> None:
    markup = as_html(report(gallery), language)
    assert markup.startswith(f'<!doctype html>\n<html lang="{LANG[language]}">')
    words = {
        "kk": ("Топтаманы әзірге көрсету мүмкін емес", "Ескерту · 4-жол", "2026", "Сынақ ыдысы"),
        "zh": ("内容包暂时不能显示", "提醒 · 第 4 行", "2026年11月22日", "测试碗"),
        "en": ("The pack cannot be shown yet", "Warning · line 4", "22 November 2026", "Test bowl"),
        "ru": ("Пакет пока нельзя показать", "Предупреждение · строка 4", "22 ноября 2026", "Test bowl"),
    }[language]
    for each in words:
        assert each in Page(markup).text
        assert each in as_text(report(gallery), language)
    # The record without a Russian title is named in English, and the page says that this is English.
    assert ('<span lang="en">Test bowl</span>' in markup) == (language == "ru")


def test_notes_follow_the_outcome() -> None:
    said = report(GOOD)
    with_note = on_check(
        said.packs, said.problems, MADE, [say("The pack was signed by `{name}`.", name="<i>")]
    )
    assert "mend.The pack was signed by <i>." in Page(as_html(with_note, "en")).text.replace("\n", "")
    assert "mend.\nThe pack was signed by `<i>`.\n" in as_text(with_note, "en")


def test_it_can_be_read_without_colour(gallery: Path) -> None:
    page = Page(as_html(report(gallery), "en"))
    assert page.text.count("Error · ") == len(errors(report(gallery).problems))
    assert page.text.count("Warning · ") == len(report(gallery).problems) - len(
        errors(report(gallery).problems)
    )


def check(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["packs", "check", *map(str, arguments)])
    return result.exit_code, result.output


def test_the_check_writes_the_report(gallery: Path, tmp_path: Path) -> None:
    code, output = check(gallery, "--language", "ru", "--report", tmp_path / "r.html")
    assert code == 1
    assert f"`{tmp_path / 'r.html'}`" in output
    assert '<html lang="ru">' in (tmp_path / "r.html").read_text("utf-8")
    check(gallery, "--language", "kk", "--report", tmp_path / "r.TXT")
    raw = (tmp_path / "r.TXT").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and b"\r\n" in raw
    assert "Сынақ ыдысы\r\nobjects/an-urn.yaml" in raw.decode("utf-8-sig")


def test_a_report_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    code, output = check(GOOD, "--report", tmp_path / "r.pdf")
    assert (code, "`.html` or `.txt`" in output) == (2, True)
    code, output = check(GOOD, "--report", tmp_path / "none" / "r.html")
    assert code == 2
    assert output.endswith("Cannot be written: there is no such file or folder.\n")


def test_the_check_speaks_the_language_of_the_terminal() -> None:
    case = CASES / "unknown_field" / "gallery"
    done = subprocess.run(
        [sys.executable, "-m", "kiosk.cli", "packs", "check", str(case)],
        env={**os.environ, "LC_ALL": "", "LANG": "ru_RU.UTF-8", "PYTHONUTF8": "1"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 1
    told = "bowl.yaml:31: ошибка: «Пробная чаша» [creditline] Поля `creditline` здесь не бывает."
    assert told in done.stdout
    assert done.stdout.endswith("Прочитано: 1 пакет; 2 ошибки, 0 предупреждений.\n")


def test_the_check_speaks_the_language_that_is_asked_for() -> None:
    case = CASES / "unknown_field" / "gallery"
    assert check(case, "--language", "zh")[1].endswith("2 个错误，0 个提醒。\n")
    assert check(case, "--language", "de")[0] == 2


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "kk_KZ.UTF-8"}, "kk"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "kk_KZ", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "ru_RU"}, "ru"),
    ],
)
def test_the_language_of_a_terminal(environment: dict[str, str], language: str) -> None:
    assert of_environment(environment) == language
