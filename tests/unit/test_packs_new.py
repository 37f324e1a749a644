"""``kiosk packs new``: the first minute of a new curator."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.catalogue.build import build
from kiosk.commands.app import app
from kiosk.languages import LANGUAGES
from kiosk.packs.model import Terms
from kiosk.packs.reader import read_pack
from tests.builds import SMALL, Quiet, config, shown
from tests.synthetic import make_content


def kiosk(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["packs", *words])
    return done.exit_code, done.output


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_pack_is_clean(tmp_path: Path, language: str) -> None:
    root = tmp_path / "silk-road"
    assert kiosk("new", str(root), "--language", language)[0] == 0
    reading = read_pack(root, Terms())
    assert reading.problems == ()
    assert reading.pack is not None and reading.pack.manifest.id == "silk-road"
    remarks = [line for line in (root / "pack.yaml").read_text("utf-8").splitlines() if "# " in line]
    assert len(remarks) >= 10
    if language != "en":
        assert not any(remark.lstrip().startswith("# The ") for remark in remarks)


def test_every_commented_field_is_one_that_the_pack_may_have(tmp_path: Path) -> None:
    make_content(tmp_path / "content", {"alpha": 1}, pictures=1, size=SMALL)
    root = tmp_path / "content" / "beta"
    kiosk("new", str(root), "--language", "en")
    record = root / "objects/first-record.yaml"
    fields = ("materials", "techniques", "themes", "dates", "dimensions", "sources")
    text = record.read_text("utf-8")
    for field in fields:
        assert f"# {field}:" in text
        text = text.replace(f"# {field}:", f"{field}:")
    record.write_text(text, "utf-8")
    unknown = {each.code for each in read_pack(root, Terms()).problems}
    assert unknown == {"unknown-term"}, "gold and its like stand in the hall's terms"


def test_it_can_be_shown_at_once(tmp_path: Path) -> None:
    make_content(tmp_path / "content", {"alpha": 1}, pictures=1, size=SMALL)
    kiosk("new", str(tmp_path / "content" / "beta"))
    build(config(tmp_path), Quiet())
    assert len(shown(tmp_path / "data")["beta"]) == 1


def test_nothing_is_overwritten_and_odd_names_are_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    assert kiosk("new", str(tmp_path / "mine"))[0] == 2
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]
    status, said = kiosk("new", str(tmp_path / "Silk Road"), "--language", "ru")
    assert status == 2 and "Silk Road" in said and "латин" in said


def test_a_name_with_spaces_is_put_right(tmp_path: Path) -> None:
    said = kiosk("new", str(tmp_path / "My Pack"), "--language", "en")[1]
    assert "Did you mean `my-pack`?" in said.replace("\n", " ")
    assert (
        "Did you mean"
        not in kiosk("new", str(tmp_path / "\u0430\u043b\u0442\u044b\u043d"), "--language", "en")[1]
    )
