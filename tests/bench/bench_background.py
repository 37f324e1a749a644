"""The kiosk's frames while a pack of 1,000 pictures is built in the background, beside the same without."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.bench_screens import inside
from tests.bench.conftest import Edition
from tests.bench.table import Row, spread
from tests.synthetic import make_content, make_picture

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]

ROOT = Path(__file__).parents[2]
PICTURES, DIFFERENT = 1000, 20
PART = "Flinging while 1,000 pictures are built, 1920 × 1080"
BUILD = """
import sys
from pathlib import Path
from kiosk.background import give_way
from tests.builds import run
give_way()
run(Path(sys.argv[1]))
"""
"""A build with the priority that the inbox gives it."""


def make_pack(folder: Path) -> None:
    """1,000 records, each with a picture of its own: the same few, told apart by bytes after their end."""
    make_content(folder / "content", {"esik": PICTURES}, pictures=1, size=(320, 240))
    media = folder / "content/esik/media"
    drawn = []
    for number in range(DIFFERENT):
        make_picture(media / "p0.jpg", (1600, 1200), number)
        drawn.append((media / "p0.jpg").read_bytes())
    for number in range(PICTURES):
        (media / f"own{number}.jpg").write_bytes(drawn[number % DIFFERENT] + str(number).encode())
        record = folder / f"content/esik/objects/r{number:05}.yaml"
        text = record.read_text("utf-8")
        record.write_text(text.replace("media/p0.jpg", f"media/own{number}.jpg"), "utf-8")


def made(folder: Path) -> int:
    return sum(1 for _ in (folder / "data/derivatives").glob("*/*/medium.json"))


def test_frames_beside_a_build(
    hundreds: Edition, tell: Callable[..., None], clean: dict[str, str], tmp_path: Path
) -> None:
    make_pack(tmp_path)
    idle = inside("inside", "fling", hundreds.data, clean=clean)
    builder = subprocess.Popen([sys.executable, "-c", BUILD, str(tmp_path)], cwd=ROOT, env=clean)
    try:
        deadline = time.monotonic() + 900
        while made(tmp_path) < 2:
            assert builder.poll() is None and time.monotonic() < deadline, "the build makes no pictures"
            time.sleep(0.1)
        before = made(tmp_path)
        busy = inside("inside", "fling", hundreds.data, clean=clean)
        during = made(tmp_path) - before
        running = builder.poll() is None
    finally:
        builder.kill()
        builder.wait()
    assert running, "the build ended before the measuring did"
    again = inside("inside", "fling", hundreds.data, clean=clean)
    quiet = [*idle["whole"], *again["whole"]]
    tell(
        Row(
            PART,
            "a frame, 99th percentile",
            spread(busy["whole"], 0.99),
            "ms",
            "without a build, before and after",
            spread(quiet, 0.99),
            times=1.5,
        ),
        Row(PART, "a frame, median", spread(busy["whole"], 0.5), "ms", "the same", spread(quiet, 0.5)),
        Row(PART, "pictures made meanwhile", during, "pictures"),
    )
