"""What comes of many visits: a table, and a page with plots in four languages."""

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from io import StringIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from kiosk.commands.app import app
from kiosk.languages import LANGUAGES, Language
from kiosk.messages import Name
from kiosk.visits.figures import Figures, counted
from kiosk.visits.model import ScreenSeen, Visit
from kiosk.visits.plots import Column, columns, scale
from kiosk.visits.report import MOST_COLUMNS, Report, as_html
from kiosk.visits.store import Store
from kiosk.visits.table import COLUMNS, write_table
from tests.builds import SMALL, run
from tests.synthetic import make_content
from tests.visits import BEIJING, MORNING, made_visit

TODAY = date(2026, 11, 22)
NAMES = Name({"kk": "Алқа", "zh": "项环", "en": "Torque", "ru": "Гривна"})


def a_visit(*screens: ScreenSeen, language: str | None = "kk", ended: str = "idle") -> Visit:
    return Visit("0" * 32, "hall-1", MORNING, language, sum(each.seconds for each in screens), ended, screens)


def seen(screen: str, record: str = "", seconds: float = 10.0) -> ScreenSeen:
    return ScreenSeen(screen, "esik" if record else "", record, "kk", 0.0, seconds)


def page(figures: Figures, language: Language = "en", **changes: object) -> str:
    report = Report(figures, "hall-1", None, None, MORNING, lambda _gallery, _record: NAMES, 40)
    return as_html(replace(report, **changes), language)  # type: ignore[arg-type]


# Counting


def test_a_record_is_read_on_its_page_in_its_pictures_and_in_its_films() -> None:
    one = a_visit(seen("record", "torque"), seen("viewer", "torque"), seen("record", "torque"), seen("about"))
    other = a_visit(seen("film", "torque", 25), seen("record", "cup", 5))
    found = counted([one, other], TODAY)
    assert [(key, each.visits, each.seconds) for key, each in found.most_read(9)] == [
        (("esik", "torque"), 2, 55),
        (("esik", "cup"), 1, 5),
    ]
    assert found.most_read(1)[0][0] == ("esik", "torque")


def test_days_and_hours_are_those_of_the_hall() -> None:
    late = datetime(2026, 11, 21, 23, 30, tzinfo=BEIJING)
    found = counted([replace(a_visit(), began=late)], TODAY)
    assert (found.days, found.hours) == ({date(2026, 11, 21): 1}, {23: 1})


def test_a_typical_visit_is_the_middle_one() -> None:
    lengths = (1, 2, 3, 4, 5000)
    assert counted([a_visit(seen("about", seconds=each)) for each in lengths], TODAY).typical_seconds == 3
    assert Figures().typical_seconds == 0


@pytest.mark.parametrize("year", [1970, 2025, 2027, 2099])
def test_a_date_that_cannot_be_is_in_no_plot(year: int) -> None:
    found = counted([a_visit(), replace(a_visit(), began=MORNING.replace(year=year))], TODAY)
    assert (found.visits, found.misdated, found.days) == (2, 1, {TODAY: 1})
    assert "has a date that cannot be" in page(found)


# The page


class Reader(HTMLParser):
    """What a browser would show of a page, and what it would fetch or run."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "img", "iframe", "link", "object"), tag
        assert not {"src", "href", "onload"} & {name for name, _value in attributes}
        if tag not in ("meta", "rect", "line", "path"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("rect", "line", "path"):
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


def words_of(document: str) -> str:
    reader = Reader(document)
    assert reader.open == []
    return "\n".join(each.strip() for each in reader.words if each.strip())


@pytest.fixture
def busy() -> Figures:
    visits = [
        replace(
            a_visit(seen("record", "torque", 200), language=("kk", "zh", None)[number % 3]),
            began=MORNING + timedelta(days=-number % 5, hours=number % 7),
            ended=("idle", "home", "stopped", "cut", "error")[number % 5],
        )
        for number in range(60)
    ]
    return counted(visits, TODAY + timedelta(days=9))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_in_each_language(busy: Figures, language: Language) -> None:
    document = page(busy, language)
    said = words_of(document)
    assert f'lang="{language}' in document
    assert NAMES.texts[language] in said
    assert document.count("<svg") == document.count("</svg>") > 8
    if language != "en":
        english = words_of(page(busy, "en"))
        same = set(said.split("\n")) & set(english.split("\n"))
        left = [each for each in same if re.search("[A-Za-z]", each) and each not in ("hall-1", "English")]
        assert left == []


def test_no_visits_are_said() -> None:
    assert "There were no visits." in words_of(page(Figures()))


def test_what_is_called_like_markup_is_shown_as_it_is(busy: Figures) -> None:
    evil = "<script>alert(1)</script>"
    document = page(busy, kiosk=evil, titles=lambda *_: Name({"en": evil}))
    assert words_of(document).count(evil) == 3, "the heading, the title of the window, the record"


def test_a_record_that_is_gone_has_its_id(busy: Figures) -> None:
    gone = words_of(page(busy, titles=lambda *_: None))
    assert "esik/torque" in gone
    assert "no longer shown" in gone
    assert "no longer shown" not in words_of(page(busy, titles=lambda *_: None, records=None))


@pytest.mark.parametrize(
    ("days", "heading", "number"),
    [
        (1, "by day", 1),
        (MOST_COLUMNS, "by day", 62),
        (MOST_COLUMNS + 1, "by week", 10),
        (7 * MOST_COLUMNS + 1, "by month", 15),
    ],
)
def test_not_too_many_columns(days: int, heading: str, number: int) -> None:
    """A plot of years has as few columns as one of weeks, and none of them is forgotten."""
    first = datetime(2026, 1, 1, 12, tzinfo=BEIJING)
    visits = [replace(a_visit(), began=first + timedelta(days=each)) for each in range(days)]
    document = page(counted(visits, first.date() + timedelta(days=days)))
    assert f"Visits {heading}" in document
    plot = next(each for each in plots_of(document) if "hour" not in each.attrib["aria-label"])
    values = [int((title.text or "").rpartition(": ")[2]) for title in plot.iter("title")]
    assert sum(values) == days
    assert len(values) in (number, number + 1)


def plots_of(document: str) -> list[ElementTree.Element]:
    return [
        ElementTree.fromstring(each) for each in re.findall(r'<svg class="columns".*?</svg>', document, re.S)
    ]


@pytest.mark.parametrize("most", [0, 1, 2, 3, 5, 6, 9, 10, 11, 49, 51, 100, 999, 12345])
def test_a_scale_reaches_the_highest_column_in_few_steps(most: int) -> None:
    found = scale(most)
    assert found[0] == 0
    assert found[-1] >= max(1, most)
    assert 2 <= len(found) <= 6
    assert found[1] == int(f"{found[1]:.0e}".split("e")[0]) * 10 ** (len(str(found[1])) - 1)
    assert str(found[1])[0] in "125"


@pytest.mark.parametrize("label", ["22 Nov", "11月22日", "22 қар."])
def test_labels_lie_side_by_side_and_inside(label: str) -> None:
    (plot,) = plots_of(columns([Column(label, number, label) for number in range(60)], "A <plot> & more"))
    shown = [float(each.attrib["x"]) for each in plot.iter("text") if each.text == label]
    wide = 12 * len(label) * 0.7
    assert all(after - before > wide for before, after in pairwise(shown))
    assert len(shown) >= 5
    width = float(plot.attrib["viewBox"].split()[2])
    bars = [(float(each.attrib["x"]), float(each.attrib["width"])) for each in plot.iter("rect")]
    assert all(x >= 0 and x + wide <= width for x, wide in bars)


# The table


def test_a_line_for_each_screen() -> None:
    stream = StringIO()
    visits = [made_visit(1, screens=3), a_visit(language=None)]
    assert write_table(visits, "screens", stream) == 2
    stream.seek(0)
    lines = list(csv.DictReader(stream))
    assert list(lines[0]) == list(COLUMNS["screens"])
    assert [(line["number"], line["record"], line["seconds"]) for line in lines] == [
        ("1", "r0", "5.0"),
        ("2", "r1", "5.0"),
        ("3", "r2", "5.0"),
    ]
    assert (lines[0]["day"], lines[0]["time"], lines[0]["utc_offset"]) == ("2026-11-22", "09:30:00", "480")


def test_a_line_for_each_visit() -> None:
    stream = StringIO()
    write_table([made_visit(1, screens=3), a_visit(language=None)], "visits", stream)
    stream.seek(0)
    lines = list(csv.DictReader(stream))
    assert [(line["visit_language"], line["screens"], line["records"]) for line in lines] == [
        ("zh", "3", "3"),
        ("", "0", "0"),
    ]


# The commands


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    make_content(tmp_path / "content", {"steppe": 2}, pictures=1, size=SMALL)
    (tmp_path / "config.yaml").write_text("content: content\ndata: data\nvisits: {kiosk: entrance}\n")
    return tmp_path


@pytest.fixture
def command(hall: Path) -> Callable[..., str]:
    def call(*words: str, ends_with: int = 0) -> str:
        options = ["--config", str(hall / "config.yaml"), "--language", "en"]
        done = CliRunner().invoke(app, ["visits", *words, *options])
        assert done.exit_code == ends_with, done.output
        return done.output

    return call


def keep(hall: Path, *visits: Visit) -> None:
    store = Store(hall / "data" / "visits" / "visits.sqlite", "entrance", 400)
    store.write(visits)
    store.close()


def test_the_commands_before_the_first_visit(hall: Path, command: Callable[..., str]) -> None:
    assert command("export") == ",".join(COLUMNS["screens"]) + "\n"
    command("report", "--out", str(hall / "visits.html"))
    assert "There were no visits." in (hall / "visits.html").read_text("utf-8")


def test_the_commands_while_a_visit_goes_on(hall: Path, command: Callable[..., str]) -> None:
    store = Store(hall / "data" / "visits" / "visits.sqlite", "entrance", 400)
    store.write([made_visit(1), made_visit(2, MORNING + timedelta(days=1)), made_visit(3, ended=None)])
    assert command("export", "--lines", "visits").count("\n") == 3
    assert command("export", "--lines", "visits", "--to", "2026-11-22").count("\n") == 2
    out = hall / "visits.csv"
    assert "1 visit written." in command("export", "--from", "2026-11-23", "--out", str(out))
    assert out.read_text("utf-8").count("\n") == 3
    store.close()


def test_a_report_names_records_as_the_edition_does(hall: Path, command: Callable[..., str]) -> None:
    assert run(hall, "steppe").published
    read = ScreenSeen("record", "steppe", "r00001", "zh", 0, 60)
    keep(hall, replace(made_visit(1), screens=(read,)), replace(made_visit(2), screens=(read,)))
    said = command("report", "--out", str(hall / "visits.html"))
    assert str(hall / "visits.html") in said.replace("\n", "")
    document = words_of((hall / "visits.html").read_text("utf-8"))
    assert "1 of 2" in document
    assert "2 min 0 s" in document
    assert "steppe/r00001" not in document
    assert "entrance" in document


def test_a_file_that_is_none_is_said(hall: Path, command: Callable[..., str]) -> None:
    keep(hall, made_visit(1))
    (hall / "data" / "visits" / "visits.sqlite").write_bytes(b"nothing of the kind" * 1000)
    assert "cannot be read" in command("report", "--out", str(hall / "x.html"), ends_with=2)


def test_a_place_that_cannot_be_written_is_said(hall: Path, command: Callable[..., str]) -> None:
    for words in (("report",), ("export",)):
        said = command(*words, "--out", str(hall / "nowhere" / "x"), ends_with=2)
        assert "no such file or folder" in said
