"""``kiosk packs preview``: a pack on the screen without being installed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from kiosk.authoring.alone import show_alone
from kiosk.commands.tour_guide import PICTURES
from kiosk.config import Config
from tests.builds import SMALL, Quiet, break_record, shown
from tests.synthetic import make_content, make_pack

SIZES = ("800x450", "450x800")


def preview(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own, as the window is opened by the command."""
    data = folder / "installed"
    return subprocess.run(
        [sys.executable, "-m", "kiosk.cli", "packs", "preview", *words],
        cwd=folder,
        env={**os.environ, "XDG_DATA_HOME": str(data), "TMPDIR": str(folder / "tmp")},
        capture_output=True,
        text=True,
        timeout=240,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_content(tmp_path / "content", {"alpha": 2, "beta": 1}, pictures=2, size=SMALL)
    (tmp_path / "tmp").mkdir()
    return tmp_path


def test_every_screen_of_the_pack_in_both_orientations(folder: Path) -> None:
    sizes = [word for size in SIZES for word in ("--size", size)]
    done = preview(
        folder,
        "content/alpha",
        "--out",
        "out",
        *sizes,
        "--language",
        "kk",
        "--language",
        "zh",
        "--messages",
        "ru",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    page = (folder / "out/index.html").read_text("utf-8")
    assert 'lang="ru"' in page and "Предпросмотр" in page
    for size in SIZES:
        for language in ("kk", "zh"):
            taken = {each.stem for each in (folder / "out" / size / "1x" / language).iterdir()}
            assert {"galleries", "gallery-alpha", "record-r00000", "record-r00001"} <= taken
            assert {"record-r00000-picture-1", "record-r00001-picture-1"} <= taken
            assert "record-r00000-2" in taken, "the page is longer than the window"
            assert not any("beta" in name for name in taken)
            for name in taken:
                assert f"{size}/1x/{language}/{name}.png" in page
    with Image.open(folder / "out/450x800/1x/zh/record-r00000.png") as picture:
        assert picture.size == (450, 800)
    assert not (folder / "installed").exists(), "nothing is installed"
    assert not list((folder / "tmp").glob("kiosk-preview-*"))


def test_only_the_records_that_are_named(folder: Path) -> None:
    words = ("--size", SIZES[0], "--language", "en", "--records", "r00001")
    done = preview(folder, "content/alpha", "--out", "out", *words)
    assert done.returncode == 0, done.stdout + done.stderr
    taken = {each.stem for each in (folder / "out" / SIZES[0] / "1x/en").iterdir()}
    assert {"record-r00001", "record-r00001-picture-1"} <= taken
    assert all(name.startswith("record-r00001") for name in taken), taken


def test_a_record_that_is_not_there_is_told(folder: Path) -> None:
    done = preview(folder, "content/alpha", "--out", "out", "--records", "r0001", "--messages", "en")
    assert done.returncode == 1 and "There is no record `r0001`." in done.stdout
    assert "Did you mean `r00001`?" in done.stdout and not (folder / "out").exists()


def test_a_pack_with_errors_gives_its_problems(folder: Path) -> None:
    break_record(folder)
    done = preview(folder, "content/alpha", "--out", "out", "--messages", "en")
    assert done.returncode == 1
    assert "content/alpha/objects/r00001.yaml" in done.stdout and "credit_lime" in done.stdout
    assert not (folder / "out").exists()


def test_no_folder_is_told(folder: Path) -> None:
    done = preview(folder, "content/none", "--out", "out")
    assert done.returncode == 2 and "Traceback" not in done.stderr


def test_a_pack_alone_needs_no_hall(folder: Path) -> None:
    root = folder / "desk" / "gamma"
    make_pack(root, 1, 1, SMALL)
    for file in (folder / "content" / "terms").iterdir():
        (root / "terms").mkdir(exist_ok=True)
        (root / "terms" / file.name).write_bytes(file.read_bytes())
    alone = show_alone(root, root.parent, Config(), folder / "aside", Quiet())
    assert alone.problems == ()
    assert list(shown(folder / "aside/data")) == ["gamma"]
    assert sorted(path.name for path in root.iterdir()) == ["media", "objects", "pack.yaml", "terms"]


def test_problems_that_only_a_build_finds_have_the_names_of_the_pack(folder: Path) -> None:
    root = folder / "content/alpha"
    picture = next((root / "media").iterdir())
    picture.write_bytes(picture.read_bytes()[:400])
    alone = show_alone(root, folder / "content", Config(), folder / "aside", Quiet())
    assert alone.problems
    assert all(each.file.is_relative_to(root) for each in alone.problems), alone.problems


def test_the_pictures_of_the_guide_are_made_by_doing_what_it_says(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk.cli", "tour", "--guide", "ru", "--out", "guide"],
        cwd=folder,
        env={**os.environ, "TMPDIR": str(folder / "tmp")},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    record, mistake = (Image.open(folder / "guide" / f"{name}.jpg") for name in PICTURES)
    assert record.size == mistake.size == (1280, 720)
    marks = [picture.convert("RGB").getpixel((1, 632)) for picture in (record, mistake)]
    assert marks[0] != marks[1], "the strip is marked where something is wrong"
    assert list((folder / "tmp").iterdir()) == []
    shown = [
        line for line in Path("docs/curators.md").read_text("utf-8").splitlines() if "(pictures/" in line
    ]
    assert all(any(f"(pictures/{name}.jpg)" in line for line in shown) for name in PICTURES)
