"""Opening hours of the true program, from outside: what it costs at night, and a clock that is really set."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.ui.hall import ROOT, Editions
from tests.ui.test_outside import Kiosk, running
from tests.ui.test_outside import display as display

MEASURED_SECONDS = 20.0
MOST_PER_CENT = 1.0
READY_SECONDS = 15.0
"""So long the kiosk makes itself ready after its first frame."""


def config(folder: Path, editions: Editions, more: str) -> Path:
    file = folder / "config.yaml"
    file.write_text(
        f"content: {ROOT / 'content'}\ndata: {editions.shipped}\ndefault_language: en\n{more}", "utf-8"
    )
    return file


CLOSED_ALL_WEEK = (
    "hours: {"
    + ", ".join(
        f"{day}: closed"
        for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    )
    + "}\n"
)


def processor_seconds(process: psutil.Process) -> float:
    return float(sum(process.cpu_times()[:2]))


def goes_on(process: psutil.Process, seconds: float) -> None:
    """Watch it for so long; it must not end."""
    with pytest.raises(psutil.TimeoutExpired):
        process.wait(seconds)


@pytest.fixture
def night(display: dict[str, str], editions: Editions, tmp_path: Path) -> Iterator[Kiosk]:
    yield from running(config(tmp_path, editions, CLOSED_ALL_WEEK), display)


def test_a_dark_kiosk_takes_less_than_one_per_cent(night: Kiosk) -> None:
    """Seconds of the processor, which other programs on this machine do not change."""
    night.has_begun("closed en")
    process = psutil.Process(night.process.pid)
    goes_on(process, READY_SECONDS)
    before, since = processor_seconds(process), time.monotonic()
    goes_on(process, MEASURED_SECONDS)
    used, lasted = processor_seconds(process) - before, time.monotonic() - since
    share = 100 * used / lasted
    sys.stdout.write(f"dark: {used:.2f} s of the processor in {lasted:.0f} s, {share:.2f} %\n")
    assert share < MOST_PER_CENT
