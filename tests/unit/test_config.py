"""The configuration: defaults, every error at once with its line, and nothing heavy imported."""

import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.commands.app import app
from kiosk.config import Config, Display, OpeningHours, Visits, Window, default_data, load_config
from kiosk.errors import ConfigError
from kiosk.problems import Problem

ROOT = Path(__file__).parents[2]


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path


def load(hall: Path, text: str) -> Config:
    (hall / "config.yaml").write_text(text, encoding="utf-8")
    return load_config(hall / "config.yaml")


def problems(hall: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(ConfigError) as caught:
        load(hall, text)
    return caught.value.problems


def test_an_empty_file_gives_every_default(hall: Path) -> None:
    config = load(hall, "# nothing yet\n")
    assert config.content == hall / "content"
    assert config.data == default_data()
    assert config.languages == ("kk", "zh", "en", "ru")
    assert config.galleries is None
    assert config.window == Window()


def test_every_key_is_read(hall: Path) -> None:
    (hall / "packs").mkdir()
    config = load(
        hall,
        """\
content: packs
data: state
galleries: [berel, saka]
languages: [zh, en]
default_language: en
fallback: [zh]
idle_seconds: 60
countdown_seconds: 25
display: {diagonal_inch: 21.5, viewing_distance_mm: 500}
window:
  fullscreen: false
  size: [1280, 720]
attract_seconds: 12
attract_motion: false
touch: device
keep_editions: 5
""",
    )
    assert config == Config(
        content=hall / "packs",
        data=hall / "state",
        galleries=("berel", "saka"),
        languages=("zh", "en"),
        default_language="en",
        fallback=("zh",),
        idle_seconds=60,
        countdown_seconds=25,
        display=Display(21.5, 500.0),
        window=Window(False, (1280, 720)),
        attract_seconds=12.0,
        attract_motion=False,
        touch="device",
        keep_editions=5,
    )


def test_the_shipped_configuration_is_good_and_shows_every_key() -> None:
    load_config(ROOT / "config.yaml")
    text = (ROOT / "config.yaml").read_text(encoding="utf-8")
    for field in (
        *fields(Config),
        *fields(Display),
        *fields(Window),
        *fields(Visits),
        *fields(OpeningHours),
    ):
        assert f"{field.name}:" in text or field.name == "data", field.name


def test_relative_folders_start_at_the_file(hall: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (hall / "config.yaml").write_text("data: here\n", encoding="utf-8")
    monkeypatch.chdir("/")
    assert load_config(hall / "config.yaml").data == hall / "here"


def test_an_inbox_is_off_unless_it_is_named(hall: Path) -> None:
    assert load(hall, "inbox:\n").inbox is None
    config = load(hall, "data: data\ninbox: drop here\ncurator_language: kk\ninbox_quiet_seconds: 10\n")
    assert (config.inbox, config.curator_language, config.inbox_quiet_seconds) == (
        hall / "drop here",
        "kk",
        10.0,
    )


@pytest.mark.parametrize("inbox", ["content/inbox", "data", "."])
def test_an_inbox_is_a_folder_of_its_own(hall: Path, inbox: str) -> None:
    found = problems(hall, f"data: data\ninbox: {inbox}\n")
    assert {(each.line, each.field) for each in found} == {(2, "inbox")}


def test_all_problems_come_at_once_with_line_and_hint(hall: Path) -> None:
    found = problems(
        hall,
        """\
idle_second: 90
content: nowhere
galleries: saka
languages: [kk, cn]
idle_seconds: ninety
countdown_seconds: 5
display: 32
window:
  fullscren: true
  size: [1920]
  fullscreen: yes
keep_editions: true
""",
    )
    assert [(each.line, each.field, each.code) for each in found] == [
        (1, "idle_second", "unknown-key"),
        (2, "content", "missing-folder"),
        (3, "galleries", "wrong-value"),
        (4, "languages", "wrong-value"),
        (5, "idle_seconds", "wrong-value"),
        (6, "countdown_seconds", "wrong-value"),
        (7, "display", "wrong-type"),
        (9, "window.fullscren", "unknown-key"),
        (10, "window.size", "wrong-value"),
        (11, "window.fullscreen", "wrong-value"),
        (12, "keep_editions", "wrong-value"),
    ]
    assert found[0].hint == "Did you mean `idle_seconds`?"
    assert "20 to 300" in found[5].message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("languages: [en, ru]\n", "wrong-value"),  # the default zh is not among them
        ("languages: [kk, zh, kk]\n", "wrong-value"),
        ("languages: []\n", "wrong-value"),
        ("- content\n", "wrong-type"),
        ("content: [\n", "open-bracket"),
        ("content: a\ncontent: b\n", "duplicate-key"),
        ("content: ''\n", "wrong-value"),
        ("idle_seconds: 99999999999999999999\n", "long-number"),
    ],
)
def test_one_problem(hall: Path, text: str, code: str) -> None:
    assert code in {each.code for each in problems(hall, text)}


def test_a_missing_file_is_a_problem_too(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path / "config.yaml")
    assert [each.code for each in caught.value.problems] == ["unreadable"]


def test_a_command_tells_them_in_the_language_that_is_asked_for(hall: Path) -> None:
    (hall / "config.yaml").write_text("content: nowhere\nidle_second: 3\n", encoding="utf-8")
    words = ["build", "--config", str(hall / "config.yaml"), "--language", "ru"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 2
    assert "config.yaml:1: ошибка: [content] Папки `" in result.output
    assert "Возможно, имелось в виду `idle_seconds`?" in result.output


def test_reading_it_imports_nothing_heavy() -> None:
    program = (
        "import sys; from pathlib import Path; from kiosk.config import load_config;"
        "load_config(Path('config.yaml'));"
        "heavy = {'pydantic', 'sqlalchemy', 'typer', 'kivy', 'rapidfuzz', 'PIL'};"
        "sys.exit(' '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_log_of_visits(hall: Path) -> None:
    plain = load(hall, "data: data\n")
    assert (plain.visits, plain.visits_file) == (Visits(), hall / "data" / "visits" / "visits.sqlite")
    url = "postgresql://kiosk:a%20secret@192.0.2.10:5433/hall"
    config = load(
        hall, f"visits:\n  file: log/v.sqlite\n  keep_days: 0\n  kiosk: Вход 1\n  database_url: {url}\n"
    )
    assert config.visits == Visits(hall / "log" / "v.sqlite", 0, "Вход 1", url)
    assert config.visits_file == hall / "log" / "v.sqlite"


@pytest.mark.parametrize(
    "url", ["mysql://hall:a-secret@server/hall", "postgresql://hall:a-secret@server:port/hall", "a-secret"]
)
def test_a_wrong_address_is_not_shown_for_it_may_hold_a_password(hall: Path, url: str) -> None:
    (found,) = problems(hall, f"visits:\n  database_url: {url}\n")
    assert (found.line, found.field) == (2, "visits.database_url")
    assert "a-secret" not in str(found)
