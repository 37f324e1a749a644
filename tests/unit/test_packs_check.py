"""``kiosk packs check`` and ``kiosk schema``, as a person or a program calls them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml
from typer.testing import CliRunner

from kiosk.authoring.schemas import schemas
from kiosk.commands.app import app
from kiosk.commands.schema import text

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "packs"
GOOD = CASES / "good" / "gallery"


def run(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(each) for each in arguments])
    return result.exit_code, result.output


def test_a_clean_pack_ends_with_0() -> None:
    assert run("packs", "check", GOOD) == (0, "1 pack read: 0 errors, 0 warnings.\n")


def test_an_error_ends_with_1_and_says_where() -> None:
    code, output = run("packs", "check", CASES / "unknown_field" / "gallery")
    assert code == 1
    assert "objects/bowl.yaml:" in output
    assert "Did you mean `credit_line`?" in output


def test_a_warning_fails_only_when_strict() -> None:
    pack = CASES / "missing_translation" / "gallery"
    assert run("packs", "check", pack)[0] == 0
    assert run("packs", "check", "--strict", pack)[0] == 1


@pytest.mark.parametrize("command", [("check",), ("status",), ("preview", "--out", "pictures")])
def test_a_zip_is_told_to_be_unpacked(command: tuple[str, ...], tmp_path: Path) -> None:
    pack = Path(shutil.make_archive(str(tmp_path / "gallery"), "zip", GOOD))
    code, output = run(
        "packs", command[0], pack, *command[1:], "--messages" if "--out" in command else "--language", "en"
    )
    assert code == 2
    assert "This is a file, not the folder of a pack. Unpack a zip first." in output


def test_a_whole_content_folder_may_be_given_with_a_star() -> None:
    code, output = run("packs", "check", "--strict", *sorted((ROOT / "content").iterdir()))
    assert (code, output) == (0, "3 packs read: 0 errors, 0 warnings.\n")


def test_a_folder_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    code, output = run("packs", "check", tmp_path / "none", GOOD)
    assert code == 2
    assert "There is no such folder." in output


def test_a_folder_that_is_no_pack_is_an_error(tmp_path: Path) -> None:
    code, output = run("packs", "check", tmp_path)
    assert code == 1
    assert "There is no file `pack.yaml`." in output


def test_json_is_for_programs() -> None:
    code, output = run("packs", "check", "--format", "json", CASES / "unknown_field" / "gallery")
    problems = json.loads(output)
    assert code == 1
    assert set(problems[0]) == {"file", "line", "field", "code", "message", "hint", "severity", "title"}
    assert problems[0]["title"]["ru"] == "Пробная чаша"
    assert [each["code"] for each in problems] == ["missing-field", "unknown-field"]


def test_nothing_in_a_pack_speaks_to_the_terminal(tmp_path: Path) -> None:
    root = tmp_path / "gallery"
    shutil.copytree(GOOD, root)
    record = root / "objects" / "bowl.yaml"
    record.write_text(record.read_text("utf-8").replace("[silver, bronze]", r'"\e[2Jsilver\a"'), "utf-8")
    (root / "media" / "\x1b[31mcup.jpg").write_bytes(b"")
    (root / "media" / os.fsdecode("金人.jpg".encode("gbk"))).write_bytes(b"")
    for form in ("text", "json"):
        done = subprocess.run(
            [sys.executable, "-m", "kiosk.cli", "packs", "check", "--format", form, str(root)],
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (1, b"")
        assert b"\x1b" not in done.stdout
        assert b"silver" in done.stdout
        assert "not written in UTF-8" in done.stdout.decode("utf-8")


def test_the_terms_beside_the_pack_are_the_halls(tmp_path: Path) -> None:
    shutil.copytree(GOOD, tmp_path / "gallery")
    shutil.move(tmp_path / "gallery" / "terms", tmp_path / "terms")
    assert run("packs", "check", tmp_path / "gallery")[0] == 0
    shutil.move(tmp_path / "terms", tmp_path / "words")
    assert run("packs", "check", tmp_path / "gallery")[0] == 1
    assert run("packs", "check", "--terms", tmp_path / "words", tmp_path / "gallery")[0] == 0


def test_problems_in_the_halls_terms_are_told(tmp_path: Path) -> None:
    shutil.copytree(GOOD, tmp_path / "gallery")
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "colours.yaml").write_text("red: {label: {en: red}}\n", encoding="utf-8")
    code, output = run("packs", "check", tmp_path / "gallery")
    assert code == 1
    assert "colours.yaml" in output


def test_several_packs_are_checked_against_each_other(tmp_path: Path) -> None:
    for name in ("one", "two"):
        shutil.copytree(GOOD, tmp_path / name)
        pack = tmp_path / name / "pack.yaml"
        pack.write_text(pack.read_text("utf-8").replace("id: gallery", f"id: {name}"), "utf-8")
    record = tmp_path / "one" / "objects" / "bowl.yaml"
    with record.open("a", encoding="utf-8") as file:
        file.write("related: [two/bowl, two/bowel, three/bowl]\n")
    code, output = run("packs", "check", tmp_path / "one", tmp_path / "two")
    assert code == 0
    assert output.count("There is no record") == 1
    assert "`two/bowel`. Did you mean `bowl`?" in output
    assert run("packs", "check", tmp_path / "one")[1].startswith("1 pack read: 0 errors, 0 warnings")


def test_without_a_terminal_the_output_is_plain() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk.cli", "packs", "check", str(CASES / "unknown_field" / "gallery")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_the_command_line_imports_nothing_heavy() -> None:
    program = (
        "import sys, kiosk.cli;"
        "heavy = {'pydantic', 'sqlalchemy', 'kivy', 'rapidfuzz', 'PIL', 'babel', 'yaml', 'rich'};"
        "sys.exit(' '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_schemas_in_docs_are_current() -> None:
    folder = ROOT / "docs" / "schemas"
    assert {path.stem for path in folder.glob("*.json")} == set(schemas())
    for kind, schema in schemas().items():
        assert (folder / f"{kind}.json").read_text("utf-8") == text(schema), (
            "run: kiosk schema --out docs/schemas"
        )


def test_schema_prints_one_kind_or_all() -> None:
    assert json.loads(run("schema", "object")[1])["title"] == "ObjectRecord"
    assert set(json.loads(run("schema")[1])) == set(schemas())
    code, output = run("schema", "objects")
    assert (code, output) == (2, "There is no kind of file `objects`. Did you mean `object`?\n")


@pytest.mark.parametrize("kind", list(schemas()))
def test_each_schema_is_one(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schemas()[kind])


def shipped() -> list[Path]:
    return [ROOT / "config.yaml", *sorted((ROOT / "content").rglob("*.yaml"))]


@pytest.mark.parametrize("path", shipped(), ids=lambda path: str(path.relative_to(ROOT)))
def test_shipped_files_name_their_schema_and_keep_it(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    named = (path.parent / first.partition("=")[2]).resolve()
    schema = json.loads(named.read_text("utf-8"))
    jsonschema.validate(yaml.safe_load(path.read_text("utf-8")), schema)


@pytest.mark.parametrize("case", ["unknown_field", "unknown_language", "wrong_type", "missing_field"])
def test_the_schema_finds_what_an_editor_can_find(case: str) -> None:
    record = yaml.safe_load((CASES / case / "gallery" / "objects" / "bowl.yaml").read_text("utf-8"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record, schemas()["object"])
