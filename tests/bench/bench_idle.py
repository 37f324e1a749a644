"""What the attract loop costs while nobody is there: ``kiosk run`` itself, from outside."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.bench.conftest import Edition
from tests.bench.table import Row

pytestmark = [pytest.mark.bench, pytest.mark.timeout(300)]

KIOSK = Path(sys.executable).parent / "kiosk"
READY_SECONDS = 12.0
"""The kiosk makes itself ready first."""
MEASURED_SECONDS = 20.0
PART = "Attract loop, share of one core, no GPU"


def share(config: Path, clean: dict[str, str]) -> float:
    """Per cent of one core that a resting kiosk takes."""
    process = subprocess.Popen(
        [str(KIOSK), "run", "--config", str(config), "--size", "1920x1080"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=clean,
    )
    try:
        time.sleep(READY_SECONDS)
        watched = psutil.Process(process.pid)
        before, start = sum(watched.cpu_times()[:2]), time.monotonic()
        time.sleep(MEASURED_SECONDS)
        return 100 * (sum(watched.cpu_times()[:2]) - before) / (time.monotonic() - start)
    finally:
        process.kill()
        process.wait()


def test_resting(few: Edition, tell: Callable[..., None], clean: dict[str, str], tmp_path: Path) -> None:
    base = few.config.read_text("utf-8").replace("attract_motion: false\n", "")
    still, moving = tmp_path / "still.yaml", tmp_path / "moving.yaml"
    still.write_text(base + "attract_motion: false\nattract_seconds: 60\n", "utf-8")
    moving.write_text(base + "attract_motion: true\n", "utf-8")
    tell(
        Row(PART, "nothing moves", share(still, clean), "%", most=10),
        Row(PART, "pictures move slowly", share(moving, clean), "%"),
    )
