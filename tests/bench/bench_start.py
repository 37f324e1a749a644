"""From the start of the process to the first frame with content: ``kiosk run`` itself, from outside."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil
import pytest

from kiosk.catalogue.attract import read_attract
from tests.bench import chromium
from tests.bench.conftest import Edition
from tests.bench.table import Row

pytestmark = [pytest.mark.bench, pytest.mark.timeout(900)]

RUNS = 9
KIOSK = Path(sys.executable).parent / "kiosk"
EMPTY = Path(__file__).with_name("empty_kivymd.py")
PART = "Start, until the first frame with content"


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds until the line, of the clock and of the process's own work."""

    clock: float
    work: float
    line: str


def start(command: list[str], clean: dict[str, str]) -> Start:
    """Run ``command`` until it tells of its first frame."""
    began = time.monotonic()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=clean
    )
    assert process.stdout is not None
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            if "first frame" in line:
                clock = time.monotonic() - began
                times = psutil.Process(process.pid).cpu_times()
                return Start(clock, times.user + times.system, line)
        raise AssertionError("".join(said))
    finally:
        process.kill()
        process.wait()


def run(edition: Edition) -> list[str]:
    return [str(KIOSK), "run", "--config", str(edition.config), "--size", "1920x1080"]


def parts(lines: list[str]) -> list[tuple[str, float]]:
    """Median seconds of each part of the way, from the lines that the kiosk logs."""
    found: dict[str, list[float]] = {}
    for line in lines:
        for name, seconds in re.findall(
            r"([A-Z]?[A-Za-z ]+?) (\d+\.\d+)(?:,|$)", line.partition("process: ")[2]
        ):
            found.setdefault(name.strip(), []).append(float(seconds))
    return [(name, median(times)) for name, times in found.items()]


def test_start(
    many: Edition, few: Edition, tell: Callable[..., None], clean: dict[str, str], tmp_path: Path
) -> None:
    slide = read_attract(few.folder)[0]
    words = [*slide.title.values(), *slide.gallery_title.values()]
    large: list[Start] = []
    small: list[Start] = []
    empty: list[Start] = []
    paints: list[float] = []
    for turn in range(RUNS + 1):
        found = start(run(many), clean), start(run(few), clean), start([sys.executable, str(EMPTY)], clean)
        paint = chromium.first_paint(slide.picture, words, tmp_path) if chromium.found() else None
        if turn:  # the first turn fills caches of the machine
            for runs, one in zip((large, small, empty), found, strict=True):
                runs.append(one)
            paints += [paint] if paint is not None else []
    clock = median(one.clock for one in large)
    tell(
        Row(
            PART,
            "10,000 records",
            clock,
            "s",
            "12 records",
            median(one.clock for one in small),
            times=1.2,
            note=f"median of {RUNS}, alternating",
        ),
        Row(
            PART,
            "10,000 records, processor time",
            median(one.work for one in large),
            "s",
            "12 records",
            median(one.work for one in small),
            times=1.2,
        ),
        Row(
            PART,
            "10,000 records",
            clock,
            "s",
            "first contentful paint of such a page in Chromium" if paints else "no Chromium here",
            median(paints) if paints else None,
            times=1.0,
        ),
        Row(PART, "10,000 records", clock, "s", "an empty KivyMD window", median(one.clock for one in empty)),
        Row(
            PART,
            "10,000 records, processor time",
            median(one.work for one in large),
            "s",
            "an empty KivyMD window",
            median(one.work for one in empty),
        ),
        *(Row(PART, f"  of it {name}", seconds, "s") for name, seconds in parts([one.line for one in large])),
    )
