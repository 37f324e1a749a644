"""Derivatives of 200 photographs of 12 megapixels; vipsthumbnail makes the same sizes on all cores.

libvips makes whole pictures; the kiosk also cuts the levels of the viewer into tiles.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

import pytest

from kiosk.media.sizes import CARD_WIDTHS, FIT_SIDES, TILE
from tests.bench.table import Row
from tests.synthetic import make_picture

pytestmark = [pytest.mark.bench, pytest.mark.timeout(3600)]

ROOT = Path(__file__).parents[2]
PICTURES, DIFFERENT = int(os.environ.get("BENCH_PICTURES", "200")), 8
SIZE = (4000, 3000)
PART = f"Derivatives of {PICTURES} photographs of 12 megapixels"

INSIDE = """
import os, re, resource, sys, time
from pathlib import Path
import psutil
from kiosk.media.derive import derive_all

folder, count = Path(sys.argv[1]), int(sys.argv[2])
sources = sorted((folder / "photographs").iterdir())
pictures = {f"p{number:04}": sources[number % len(sources)] for number in range(count)}
start = time.perf_counter()
made = derive_all(pictures, lambda key: folder / "made" / key, folder / "aside", lambda: None)
seconds = time.perf_counter() - start
assert all(hasattr(each, "derivative") for each in made.values()), made
memory = 0
for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
    status = Path(f"/proc/{process.pid}/status").read_text()
    memory += int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1])
print(seconds, memory)
"""
"""Seconds on the clock, and kB: the sum of the most memory that each process ever had."""


def thumbnails(sources: Sequence[Path], count: int, out: Path) -> float:
    """Seconds in which ``vipsthumbnail`` makes all sizes of ``count`` pictures, a process a core."""
    out.mkdir()
    files = [str(sources[number % len(sources)]) for number in range(count)]
    sides = [*FIT_SIDES]
    level = max(SIZE)
    while level > TILE:
        sides.append(level)
        level //= 2
    sizes = [["--size", f"{side}x{side}>"] for side in [*sides, level]]
    sizes += [["--size", f"{width}x{width * 3 // 4}", "--smartcrop", "centre"] for width in CARD_WIDTHS]
    cores = os.cpu_count() or 1
    jobs = [(number, size, part) for part in range(cores) for number, size in enumerate(sizes)]

    def run(job: tuple[int, list[str], int]) -> None:
        number, size, part = job
        target = out / f"{part}-{number}"
        target.mkdir()
        some = files[part::cores]
        if some:
            subprocess.run(
                ["vipsthumbnail", *some, *size, "-o", f"{target}/%s.jpg[Q=88]"],
                check=True,
                env={**os.environ, "VIPS_CONCURRENCY": "1"},
            )

    start = perf_counter()
    with ThreadPoolExecutor(cores) as pool:
        list(pool.map(run, jobs))
    return perf_counter() - start


def test_photographs(tmp_path: Path, tell: Callable[..., None]) -> None:
    (tmp_path / "photographs").mkdir()
    for number in range(DIFFERENT):
        make_picture(tmp_path / "photographs" / f"{number}.jpg", SIZE, number)
    done = subprocess.run(
        [sys.executable, "-c", INSIDE, str(tmp_path), str(PICTURES)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seconds, memory = map(float, done.stdout.split())
    shutil.rmtree(tmp_path / "made")
    tell(Row(PART, "memory of all processes, the most of each", memory / 1024, "MB", most=300))
    if shutil.which("vipsthumbnail") is None:
        tell(Row(PART, "on the clock", seconds, "s", note="no reference: install libvips-tools"))
        pytest.skip("vipsthumbnail is not installed (Debian: apt-get install libvips-tools)")
    reference = thumbnails(sorted((tmp_path / "photographs").iterdir()), PICTURES, tmp_path / "vips")
    tell(Row(PART, "on the clock", seconds, "s", "vipsthumbnail on all cores", reference, times=1))
