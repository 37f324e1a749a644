"""``kiosk packs install | list | history | rollback | remove`` as a technician types them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.commands.app import app
from kiosk.keys import new_key, read_private
from kiosk.packs.contents import FolderContents
from kiosk.packs.signing import put_signature, signature_for
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
    assert [line.split("  ")[2] for line in kiosk("history", "gamma")[1].splitlines()] == [
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
    assert kiosk("history", "alpha", "--report", "1")[0] == 2


def test_two_deliveries_of_one_number_are_told_apart(hall: Path) -> None:
    """By their dates, and a warning asks for numbers that differ."""
    kiosk("install", "new/content/alpha")
    record = next((hall / "new/content/alpha/objects").glob("*.yaml"))
    record.write_text(record.read_text("utf-8") + "# another word\n", "utf-8")
    status, said = kiosk("install", "new/content/alpha", "--language", "en")
    assert status == 0 and "Version 2 was delivered before, with other contents." in said
    lines = [line.split() for line in kiosk("list")[1].splitlines() if line.startswith(" ")]
    assert [line[0] for line in lines] == ["*", lines[1][0]] and all("2" in line for line in lines)
    assert all(line[-2][:2] == "20" and line[-1][2] == ":" for line in lines), "day and time"


def test_a_pack_that_was_mistyped_is_named(hall: Path) -> None:
    assert kiosk("install", "new/content/alpha")[0] == 0
    done = CliRunner().invoke(app, ["packs", "rollback", "alhpa", "--language", "en"])
    assert done.exit_code == 2
    assert "No version of `alhpa` was ever installed. Did you mean `alpha`?" in done.output


def test_the_history_tells_who_signed_what_was_refused_and_shows_the_reports(hall: Path) -> None:
    pack = hall / "new/content/alpha"
    key = read_private(new_key("almaty", hall)[0], str)
    text = signature_for(FolderContents.of(pack), key, datetime.now(UTC))
    assert isinstance(text, bytes)
    put_signature(pack, text)
    status, said = kiosk("install", "new/content/alpha")
    assert status == 0 and "warning" not in said
    set_version(hall / "new", "alpha", "3")
    status, said = kiosk("install", "new/content/alpha")
    assert status == 0, "no signature is asked for"
    assert "pack.yaml: warning: “Mark” This file was altered after the pack was signed." in said
    break_record(hall / "new")
    assert kiosk("install", "new/content/alpha")[0] == 1
    lines = [line.split("  ") for line in kiosk("history", "alpha")[1].splitlines()]
    assert [(line[0], line[2], line[3]) for line in lines] == [
        ("1", "installed", "2"),
        ("2", "installed", "3"),
        ("3", "refused", "3"),
    ]
    assert lines[0][-1] == f"Signed by almaty ({key.public.id}), not trusted here."
    assert "signed" not in " ".join(lines[1]).lower()
    assert "credit_line" in lines[2][-1]
    report = kiosk("history", "alpha", "--report", "1", "--language", "en")[1]
    assert "2, is installed." in report and f"almaty ({key.public.id})" in report
    assert "Отчёт" in kiosk("history", "alpha", "--report", "3", "--language", "ru")[1]
    assert "objects/r00001.yaml" in kiosk("history", "alpha", "--report", "3")[1]
    assert "`alpha`: 3, installed as 0002-" in kiosk("list")[1]
    assert kiosk("rollback", "alpha")[0] == 0, "a refusal is no step of the way back"
    assert "`alpha`: 2, installed as 0001-" in kiosk("list")[1]


def test_a_signer_who_is_trusted_and_one_who_is_not(hall: Path) -> None:
    pack = hall / "new/content/alpha"
    keys = [read_private(new_key(name, hall)[0], str) for name in ("almaty", "stranger")]
    with (hall / "config.yaml").open("a") as stream:
        stream.write(f"trusted_keys: ['{keys[0].public.line}']\n")
    for number, key in enumerate(keys, start=2):
        set_version(hall / "new", "alpha", str(number))
        text = signature_for(FolderContents.of(pack), key, datetime.now(UTC))
        assert isinstance(text, bytes)
        put_signature(pack, text)
        status, said = kiosk("install", "new/content/alpha")
        assert status == 0
        assert ("that is not trusted here" in said) == (number == 3)
    first, second = kiosk("history", "alpha")[1].splitlines()
    assert first.endswith("Signed by almaty.")
    assert second.endswith("not trusted here.")
