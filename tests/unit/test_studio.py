"""The studio's records of what it has rendered, read without Blender."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "assets"))

from studio import contact_sheet, freshness, jpeg  # noqa: E402

RECORDS = sorted((ROOT / "assets" / "studio" / "rendered").glob("*.json"))


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_every_rendered_file_is_there_and_its_item_is_known(record: Path) -> None:
    assert record.stem in freshness.items()
    made = json.loads(record.read_text(encoding="utf-8"))
    assert made
    assert [output for output in made if not (ROOT / output).exists()] == []


def test_no_file_is_made_by_two_items() -> None:
    outputs = [output for record in RECORDS for output in json.loads(record.read_text(encoding="utf-8"))]
    assert len(outputs) == len(set(outputs))


def test_words_and_layout_do_not_make_a_picture_old() -> None:
    code = 'def dome(x):\n    """A dome."""\n    return x * 2  # twice\n'
    assert freshness.meaning(code) == freshness.meaning("def dome(x):\n\n    return x*2\n")
    assert freshness.meaning(code) != freshness.meaning("def dome(x):\n    return x * 3\n")


def test_a_shared_module_counts_where_it_is_imported() -> None:
    items = ROOT / "assets" / "studio" / "items"
    names = {path.name for path in freshness.sources(items / "saka_deer_plaque.py")}
    assert {"saka_deer_plaque.py", "relief.py", "materials.py", "nodes.py", "scene.py"} <= names
    assert "stones.py" not in names


def test_a_picture_keeps_within_its_bytes_and_says_that_it_is_srgb(tmp_path: Path) -> None:
    grain = Image.effect_noise((600, 400), 60)
    fine, coarse = tmp_path / "fine.jpg", tmp_path / "coarse.jpg"
    assert jpeg.write_jpeg(grain, fine) == jpeg.BEST
    limit = int(fine.stat().st_size * 0.8)
    assert jpeg.LEAST < jpeg.write_jpeg(grain, coarse, limit) < jpeg.BEST
    assert limit * 0.9 < coarse.stat().st_size <= limit
    with Image.open(coarse) as picture:
        assert picture.mode == "RGB"
        assert "sRGB".encode("utf-16-be") in picture.info["icc_profile"]


def studio(*words: str) -> subprocess.CompletedProcess[str]:
    """The studio in the kiosk's own environment, which has no Blender."""
    command = [sys.executable, "-m", "studio", *words]
    return subprocess.run(command, cwd=ROOT / "assets", capture_output=True, text=True, timeout=60)


def test_the_list_of_items_needs_no_blender() -> None:
    answer = studio("--list")
    assert answer.returncode == 0
    assert [line.split()[0] for line in answer.stdout.splitlines()] == freshness.items()


def test_without_blender_one_line_says_what_is_missing() -> None:
    answer = studio("saka_cauldron")
    assert answer.returncode == 1
    assert len(answer.stdout.splitlines()) == 1
    assert "bpy" in answer.stdout
    assert "libxrender1" in answer.stdout
    assert answer.stderr == ""


def test_the_page_of_pictures_names_every_picture_of_the_packs() -> None:
    page = contact_sheet.PAGE.read_text(encoding="utf-8")
    for pack in sorted(ROOT.glob("content/*/pack.yaml")):
        assert (contact_sheet.DOCS / f"pictures/contact-sheet-{pack.parent.name}.jpg").is_file()
        for record, file, script in contact_sheet.pictures(pack.parent):
            assert f"| {record} | `{file}` | `{script}` |" in page, "run `make contact-sheet`"


def test_a_contact_sheet_has_room_for_every_picture() -> None:
    pack = ROOT / "content" / "esik"
    files = [file for _, file, _ in contact_sheet.pictures(pack)][:7]
    wide, high = contact_sheet.CELL
    assert contact_sheet.sheet(pack, files).width > contact_sheet.COLUMNS * wide
    assert contact_sheet.sheet(pack, files).height > 2 * high
