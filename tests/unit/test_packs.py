"""Every folder under ``tests/packs``: one small real pack each, and the problems that it must give."""

import os
import re
import shutil
import time
from pathlib import Path

import pytest
import yaml

from kiosk.messages import both, told
from kiosk.packs.model import Terms
from kiosk.packs.reader import PackReading, read_hall, read_pack, read_packs

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "packs"

#: Files that would burden the repository: written where the case is copied to.
WRITTEN = {
    "brackets": ("objects/bowl.yaml", "[" * 200_000),
    "too_large": ("objects/bowl.yaml", "title: " + "x" * 1_000_000),
}

#: What stays Latin in every language: words to be written so, quoted words, names of formats.
QUOTED = re.compile(
    r"`[^`]*`|“[^”]*”|«[^»]*»|WebP|WebVTT|Windows-1251|[A-Z]+[0-9]?(-[0-9]+)?(?![a-z])|H\.264|Excel|iPhone"
)


def read_case(name: str, tmp_path: Path) -> PackReading:
    if name in WRITTEN:
        shutil.copytree(CASES / name / "gallery", tmp_path / "gallery")
        file, text = WRITTEN[name]
        (tmp_path / "gallery" / file).parent.mkdir(exist_ok=True)
        (tmp_path / "gallery" / file).write_text(text, encoding="utf-8")
        return read_pack(tmp_path / "gallery", Terms())
    return read_pack(CASES / name / "gallery", Terms())


@pytest.mark.parametrize("name", sorted(path.parent.name for path in CASES.glob("*/expected.yaml")))
def test_a_pack_gives_exactly_its_problems(name: str, tmp_path: Path) -> None:
    expected = yaml.safe_load((CASES / name / "expected.yaml").read_text("utf-8"))["problems"]
    start = time.process_time()
    reading = read_case(name, tmp_path)
    seconds = time.process_time() - start

    found = [
        {
            "code": each.code,
            "file": str(each.file.relative_to(reading.root)),
            "line": each.line,
            "field": each.field,
            "severity": each.severity,
        }
        for each in reading.problems
    ]
    hints = [each.pop("hint", "") for each in expected]
    assert found == expected, "\n".join(map(str, reading.problems))
    for problem, hint in zip(reading.problems, hints, strict=True):
        assert hint in problem.hint
        assert problem.message.endswith(".")
        assert problem.hint == "" or problem.hint.endswith((".", "?"))
        for language in ("kk", "zh", "ru"):
            words = told(both(problem.message, problem.hint), language)
            assert not re.search("[A-Za-z]", QUOTED.sub("", words)), words
    assert (reading.pack is None) == any(each["severity"] == "error" for each in expected)
    assert seconds < 2, "bad input must not cost time"


def test_every_case_has_a_pack() -> None:
    for path in CASES.iterdir():
        assert (path / "expected.yaml").is_file(), path
        assert (path / "gallery").is_dir(), path


def test_a_good_pack_is_whole() -> None:
    reading = read_pack(CASES / "good_film" / "gallery", Terms())
    assert reading.pack is not None
    pack = reading.pack
    assert pack.manifest.id == "gallery"
    assert [record.id for record in pack.records] == ["bowl"]
    assert pack.records[0].title.zh == "测试碗"
    assert pack.records[0].materials == ("silver", "bronze")
    assert set(pack.terms.materials) == {"silver", "bronze"}
    assert set(pack.files) == {"media/bowl.jpg", "media/film.mp4", "media/film.en.vtt"}
    assert pack.files["media/bowl.jpg"] == (pack.root / "media" / "bowl.jpg").stat().st_size
    picture = pack.assets.pictures["media/bowl.jpg"]
    assert (picture.width, picture.height) == (64, 48)
    film = pack.assets.films["media/film.mp4"]
    assert (film.width, film.height, film.duration) == (64, 48, 2.0)
    assert [cue.text for cue in pack.assets.captions["media/film.en.vtt"]] == [
        "First colour",
        "Second colour",
    ]


def test_markup_survives_as_typed() -> None:
    reading = read_pack(CASES / "markup" / "gallery", Terms())
    assert reading.pack is not None
    title = reading.pack.records[0].title.en
    assert title == "[b]Test[/b] [ref=x]bowl[/ref] <i>&amp; {0} %s '; DROP TABLE record; --"


def copy_good(tmp_path: Path, name: str = "gallery") -> Path:
    root = tmp_path / name
    shutil.copytree(CASES / "good" / "gallery", root)
    pack = root / "pack.yaml"
    pack.write_text(pack.read_text("utf-8").replace("id: gallery", f"id: {name}"), "utf-8")
    return root


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    root = copy_good(tmp_path)
    bowl = (root / "objects" / "bowl.yaml").read_text("utf-8")
    (root / "objects" / "bowl.yaml").write_text(
        bowl.replace("creditline", "credit_line").replace("silver", "gold").replace("-500", "0"), "utf-8"
    )
    (root / "objects" / "cup.yaml").write_text("id: [", "utf-8")
    (root / "pack.yaml").write_text("format: 1\n", "utf-8")
    codes = {each.code for each in read_pack(root, Terms()).problems}
    assert {"unknown-term", "year-zero", "open-bracket", "missing-field"} <= codes


def test_records_come_by_order_then_id(tmp_path: Path) -> None:
    root = copy_good(tmp_path)
    bowl = (root / "objects" / "bowl.yaml").read_text("utf-8")
    for name, order in (("zinc", 1), ("cup", 2), ("axe", 2)):
        text = bowl.replace("id: bowl", f"id: {name}\norder: {order}", 1)
        (root / "objects" / f"{name}.yaml").write_text(text, "utf-8")
    pack = read_pack(root, Terms()).pack
    assert pack is not None
    assert [record.id for record in pack.records] == ["bowl", "zinc", "axe", "cup"]


def test_a_fourth_gallery_needs_no_code(tmp_path: Path) -> None:
    readings = read_packs([copy_good(tmp_path, name) for name in ("one", "two", "three", "four")], Terms())
    assert [reading.pack.manifest.id for reading in readings if reading.pack] == [
        "one",
        "two",
        "three",
        "four",
    ]


def test_a_broken_neighbour_breaks_no_pack(tmp_path: Path) -> None:
    one, two = copy_good(tmp_path, "one"), copy_good(tmp_path, "two")
    with (one / "objects" / "bowl.yaml").open("a", encoding="utf-8") as file:
        file.write("related: [one/bowl, two/bowl, two/cup]\n")
    first, _ = read_packs([one, two], Terms())
    assert first.pack is not None
    assert [(each.code, each.severity, each.field) for each in first.problems] == [
        ("unknown-record", "warning", "related[2]")
    ]
    (two / "pack.yaml").write_text("format: 1\n", "utf-8")
    first, second = read_packs([one, two], Terms())
    assert (first.pack is None, second.pack is None) == (False, True)


def test_a_packs_own_terms_come_before_the_halls(tmp_path: Path) -> None:
    hall = tmp_path / "hall"
    (hall / "terms").mkdir(parents=True)
    shutil.copy(ROOT / "content" / "centre.yaml", hall)
    shutil.copy(CASES / "good" / "gallery" / "terms" / "sites.yaml", hall / "terms")
    root = copy_good(tmp_path)
    shutil.rmtree(root / "terms")
    assert read_pack(root, read_hall(hall).terms).pack is None
    shutil.copy(CASES / "good" / "gallery" / "terms" / "materials.yaml", hall / "terms")
    assert read_pack(root, read_hall(hall).terms).pack is not None


def test_litter_of_desktops_is_passed_over(tmp_path: Path) -> None:
    root = copy_good(tmp_path)
    for name in (
        ".DS_Store",
        "media/Thumbs.db",
        "objects/bowl.yaml~",
        "objects/._bowl.yaml",
        "__MACOSX/x.yaml",
    ):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(b"\x00\xff")
    assert read_pack(root, Terms()).problems == ()


def test_models_and_turns_wait_for_a_later_viewer(tmp_path: Path) -> None:
    root = copy_good(tmp_path)
    for name in ("media/bowl.glb", "media/bowl-turn/00.jpg", "media/bowl-turn/35.jpg"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(b"never opened")
    reading = read_pack(root, Terms())
    assert reading.problems == ()
    assert reading.pack is not None
    assert not [name for name in reading.pack.files if "turn" in name or name.endswith(".glb")]
    (root / "media" / "bowl-turn" / "notes.jpg").write_bytes(b"")
    assert [each.code for each in read_pack(root, Terms()).problems] == ["unused-file"]


def test_a_file_that_may_not_be_opened_is_a_problem(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may open every file")
    root = copy_good(tmp_path)
    (root / "objects" / "bowl.yaml").chmod(0)
    assert "unreadable" in {each.code for each in read_pack(root, Terms()).problems}


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    root = copy_good(tmp_path)
    for name in ("objects/cup.yaml", "terms/themes.yaml", "media/cup.jpg"):
        os.mkfifo(root / name)
    assert [each.code for each in read_pack(root, Terms()).problems] == ["not-a-file"] * 3
    (root / "pack.yaml").unlink()
    os.mkfifo(root / "pack.yaml")
    assert "missing-file" in {each.code for each in read_pack(root, Terms()).problems}


def test_folders_in_folders_do_not_exhaust_the_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_good(tmp_path)
    depth = 1200
    monkeypatch.chdir(root)
    for _ in range(depth):
        Path("a").mkdir()
        os.chdir("a")
    try:
        assert read_pack(root, Terms()).pack is not None
    finally:
        for _ in range(depth):
            os.chdir("..")
            Path("a").rmdir()


def test_a_pack_in_a_folder_of_its_name_is_pointed_out(tmp_path: Path) -> None:
    copy_good(tmp_path / "gallery")
    (problem,) = read_pack(tmp_path / "gallery", Terms()).problems
    assert (problem.code, problem.hint) == ("missing-file", "Packs in here: `gallery`.")


def test_decoding_may_be_left_to_the_builder(tmp_path: Path) -> None:
    assert read_pack(CASES / "image_truncated" / "gallery", Terms(), decode_pictures=False).pack is not None
    for case in ("not_an_image", "huge_png"):
        assert read_pack(CASES / case / "gallery", Terms(), decode_pictures=False).pack is None


def test_the_shipped_hall_has_no_problems() -> None:
    hall = read_hall(ROOT / "content")
    assert hall.problems == ()
    assert hall.centre is not None


def test_media_of_a_record_that_cannot_be_read_are_not_called_unused(tmp_path: Path) -> None:
    root = tmp_path / "gallery"
    shutil.copytree(CASES / "good_film" / "gallery", root)
    record = root / "objects" / "bowl.yaml"
    record.write_text(record.read_text("utf-8").replace("credit_line:", "creditline:"), "utf-8")
    assert {each.code for each in read_pack(root, Terms()).problems} == {"missing-field", "unknown-field"}
