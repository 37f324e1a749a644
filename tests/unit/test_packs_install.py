"""``kiosk packs install | list | history | rollback | remove`` as a technician types them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.commands.app import app
from tests.builds import SMALL, break_record, set_version
from tests.synthetic import make_content


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_content(tmp_path / "content", {"alpha": 2}, pictures=1, size=SMALL)
    make_content(tmp_path / "new/content", {"alpha": 2, "gamma": 2}, pictures=1, size=SMALL)
    set_version(tmp_path / "new", "alpha", "2")
    (tmp_path / "config.yaml").write_text("content: content\ndata: data\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def kiosk(*words: str) -> tuple[int, str]:
    """What a command ends with and prints, progress left out."""
    done = CliRunner().invoke(app, ["packs", *words])
    return done.exit_code, done.stdout


def test_a_version_comes_and_goes(hall: Path) -> None:
    assert kiosk("list") == (0, "`alpha`: 1.0, from the content folder\n")
    assert kiosk("install", "new/content/alpha", "new/content/gamma")[0] == 0
    listed = kiosk("list")[1]
    assert "`alpha`: 2, installed as 0001-" in listed and "`gamma`: 1.0, installed as 0001-" in listed
    assert "  * 0001-" in listed
    assert "2, is shown already." in kiosk("install", "new/content/alpha")[1]
    assert kiosk("rollback", "alpha")[0] == 0
    assert "`alpha`: 1.0, from the content folder" in kiosk("list")[1]
    assert kiosk("remove", "gamma")[0] == 0
    assert "`gamma`: not shown" in kiosk("list")[1]
    assert [line.split("  ")[1] for line in kiosk("history", "gamma")[1].splitlines()] == [
        "installed",
        "removed",
    ]


def test_what_is_wrong_is_said_in_the_curators_language(hall: Path) -> None:
    break_record(hall / "new")
    status, said = kiosk("install", "new/content/alpha", "--language", "ru")
    assert status == 1
    assert "alpha/objects/r00001.yaml:" in said and "Не установлено" in said
    assert kiosk("rollback", "alpha", "--language", "kk")[0] == 2
    assert kiosk("install", "nowhere")[0] == 2
    assert kiosk("history", "alpha", "--language", "zh") == (0, "从未安装过 `alpha` 的任何版本。\n")
