"""A table of 20,000 rows becomes a pack: rows a second, and memory that does not grow with the table."""

import csv
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from tests.bench.table import Row

pytestmark = [pytest.mark.bench, pytest.mark.timeout(900)]

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "museum-table"
MANY, FEW = 20_000, 500
PART = "A pack from a table"


def write_table(path: Path, rows: int) -> None:
    """The rows of the example again and again, with numbers of their own and without pictures."""
    heading, *examples = csv.reader((EXAMPLE / "objects.csv").read_text("utf-8").splitlines())
    number, image = heading.index("Object Number"), heading.index("Image")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading)
        for at in range(rows):
            row = list(examples[at % 3])
            row[number], row[image] = f"2031.{at}", ""
            writer.writerow(row)


INSIDE = """
import os, re, sys
from kiosk.cli import main
try:
    main()
finally:
    most = re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())
    print(sum(os.times()[:2]), most[1])
"""
"""The command, and after it its seconds of work and the most memory that it had, in kB."""


def made(folder: Path, rows: int) -> tuple[float, float, int]:
    """Seconds on the clock and of work, and kB of memory at most, of the command in a process of its own."""
    table, out = folder / f"{rows}.csv", folder / f"pack-{rows}"
    write_table(table, rows)
    options = {"--mapping": EXAMPLE / "mapping.yaml", "--out": out, "--terms": ROOT / "content" / "terms"}
    words = [str(word) for option in options.items() for word in option]
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", INSIDE, "packs", "from-table", str(table), *words, "--language", "en"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = perf_counter() - start
    assert f"{rows} records written" in done.stdout
    assert len(list((out / "objects").iterdir())) == rows
    work, memory = done.stdout.split()[-2:]
    return seconds, float(work), int(memory)


def test_twenty_thousand_rows(tmp_path: Path, tell: Callable[..., None]) -> None:
    _, few_work, few_memory = made(tmp_path, FEW)
    seconds, work, memory = made(tmp_path, MANY)
    least = 50
    tell(
        Row(PART, f"{MANY:,} rows", MANY / seconds, "rows/s", least=least),
        Row(PART, "work a row", work / MANY * 1000, "ms", f"a row of {FEW}", few_work / FEW * 1000),
        Row(PART, "memory", memory / 1024, "MB", f"{FEW} rows", few_memory / 1024, times=1.25),
    )
    assert MANY / seconds > least
    assert memory < 1.25 * few_memory
