"""The picture that stays when the kiosk cannot run: painted without anything of the kiosk."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from kiosk.staff import turned
from tests.cage import ROOT

FOLDER = ROOT / "deploy" / "session"


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec and spec.loader
    found = importlib.util.module_from_spec(spec)
    sys.modules[name] = found
    spec.loader.exec_module(found)
    return found


one_moment, drawing = module("one_moment"), module("draw_one_moment")

XRGB = ((16, 8), (8, 8), (0, 8))
RGB565 = ((11, 5), (5, 6), (0, 5))
SIZES = [
    (1920, 1080, 0),
    (1080, 1920, 0),
    (3840, 2160, 0),
    (1920, 1080, 90),
    (1280, 720, 180),
    (1920, 1080, 270),
]


def seen(width: int, height: int, rotation: int) -> Image.Image:
    """What stands upright in front of a visitor."""
    screen = one_moment.Screen(width, height, width * 4, 32, XRGB)
    data = one_moment.painted(screen, one_moment.read_picture(), rotation)
    assert len(data) == width * height * 4
    memory = Image.frombytes("RGB", (width, height), data, "raw", "BGRX")
    # The screen stands turned clockwise; to a visitor its picture is turned so.
    return memory.rotate(-rotation, expand=True)


def test_the_shipped_picture_is_the_one_that_its_program_draws() -> None:
    assert (FOLDER / "one_moment.png").read_bytes() == drawing.png(drawing.picture())
    with Image.open(FOLDER / "one_moment.png") as image:
        plain = image.tobytes()
    assert b"".join(one_moment.read_picture()) == plain


@pytest.mark.parametrize(("width", "height", "rotation"), SIZES)
def test_all_words_stand_upright_in_the_middle(width: int, height: int, rotation: int) -> None:
    picture = seen(width, height, rotation)
    words = picture.convert("L").point(lambda value: 255 if value > 120 else 0).getbbox()
    assert words is not None
    left, top, right, bottom = words
    assert abs(left + right - picture.width) < picture.width * 0.05
    assert abs(top + bottom - picture.height) < picture.height * 0.1
    assert right - left > picture.width * 0.3, "large enough to be read"
    assert left >= 0 and right <= picture.width
    upright = seen(picture.width, picture.height, 0)
    assert picture.tobytes() == upright.tobytes()


def test_a_frame_buffer_with_sixteen_bits_and_longer_lines() -> None:
    screen = one_moment.Screen(1280, 720, 2624, 16, RGB565)
    data = one_moment.painted(screen, one_moment.read_picture(), 0)
    assert len(data) == 2624 * 720
    assert screen.pixel(255) == (236 >> 3 << 11 | 229 >> 2 << 5 | 216 >> 3).to_bytes(2, "little")


@pytest.mark.parametrize(
    ("text", "rotation"),
    [
        ("session:\n  kind: cage\n  rotation: 90\n", 90),
        ("session: {rotation: 270}\n", 270),
        ("# rotation: 90\n", 0),
        ("session:\n  rotation: 0\n", 0),
        ("broken: [\nsession:\n  rotation: 180  # upside down\n", 180),
        ("", 0),
    ],
)
def test_the_rotation_of_any_configuration(tmp_path: Path, text: str, rotation: int) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(text, "utf-8")
    assert one_moment.rotation_of(config, tmp_path / "none.json") == rotation


def test_the_rotation_that_staff_have_chosen(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("session: {rotation: 90}\n", "utf-8")
    turned.try_turn(tmp_path, 90, 270)
    assert one_moment.rotation_of(config, tmp_path / "turned.json") == 270
    config.write_text("session: {rotation: 180}\n", "utf-8")
    assert one_moment.rotation_of(config, tmp_path / "turned.json") == 180, (
        "the configuration has changed since"
    )
    (tmp_path / "turned.json").write_text("[", "utf-8")
    assert one_moment.rotation_of(config, tmp_path / "turned.json") == 180


def test_it_needs_nothing_but_pythons_own_library(tmp_path: Path) -> None:
    """Started as its unit starts it; without a frame buffer it says so, and waits for one."""
    command = [sys.executable, "-I", "-S", FOLDER / "one_moment.py"]
    with subprocess.Popen(
        [*command, "--config", tmp_path / "none.yaml", "--device", tmp_path / "none"],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        assert "the console goes on writing" in process.stderr.readline()
        assert "nothing to paint on" in process.stderr.readline()
        process.terminate()
        assert process.wait(30) == 0
