"""Memory that is free goes back to the system: pictures come and go, small things stay between them."""

import subprocess
import sys

import pytest

PICTURES = """
import sys
from pathlib import Path
from kiosk import heap

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20

def pictures():
    found = []
    for number in range(40):
        picture = b"x" * (4 << 20)
        found.append((picture, b"y" * 5000))
    return found

if sys.argv[1] == "sparing":
    heap.spare()
pictures()  # from which the C library learns
before, shown = resident(), pictures()
most, stays = resident(), [small for _, small in shown]
shown.clear()
print(before, most, resident())
"""


def after_pictures(how: str) -> tuple[float, float, float]:
    """MB before forty pictures of 4 MB, while they are there, and when only small things are left of them."""
    done = subprocess.run(
        [sys.executable, "-c", PICTURES, how], capture_output=True, text=True, check=True, timeout=60
    )
    before, most, after = map(float, done.stdout.split())
    return before, most, after


def test_what_pictures_leave_goes_back(capsys: pytest.CaptureFixture[str]) -> None:
    before, most, after = after_pictures("sparing")
    _, _, kept = after_pictures("as it is")
    with capsys.disabled():
        print(f"\n{before:.0f} MB, {most:.0f} MB with pictures, {after:.0f} MB after; {kept:.0f} MB unasked")  # noqa: T201
    assert most > before + 150
    assert after < before + 10
