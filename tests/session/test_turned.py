"""A screen that stands turned: picture and touches are turned alike, whoever turns them."""

import re
import subprocess
import sys

import pytest

from tests.cage import ROOT, private_folder, session_of
from tests.session.test_one_moment import one_moment

MATRICES = {
    int(rotation): tuple(map(float, numbers.split()))
    for rotation, numbers in re.findall(
        r"^\| (\d+) \| `(-?[\d. -]+)` \|$", (ROOT / "docs/technicians.md").read_text("utf-8"), re.MULTILINE
    )
}
ROTATIONS = [0, 90, 180, 270]
ACROSS, DOWN = 4, 3
"""Pixels of a very small screen."""


def seen_at(rotation: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Pixel of the glass -> pixel of the upright picture that is lit there."""
    wide, high = (DOWN, ACROSS) if rotation in (90, 270) else (ACROSS, DOWN)
    rows = [bytes(y * wide + x for x in range(wide)) for y in range(high)]
    glass = one_moment.turned(rows, rotation)
    assert (len(glass[0]), len(glass)) == (ACROSS, DOWN)
    return {
        (x, y): (value % wide, value // wide) for y, row in enumerate(glass) for x, value in enumerate(row)
    }


@pytest.mark.parametrize("rotation", ROTATIONS)
def test_a_touch_hits_what_is_seen_under_it(rotation: int) -> None:
    """The lines to copy in technicians.md, against the picture that we turn ourselves."""
    a, b, c, d, e, f = MATRICES[rotation]
    wide, high = (DOWN, ACROSS) if rotation in (90, 270) else (ACROSS, DOWN)
    for (x, y), pixel in seen_at(rotation).items():
        u, v = (x + 0.5) / ACROSS, (y + 0.5) / DOWN
        assert (int((a * u + b * v + c) * wide), int((d * u + e * v + f) * high)) == pixel


@pytest.mark.parametrize("rotation", ROTATIONS)
def test_the_kiosks_own_reader_of_the_touch_screen_is_turned_too(rotation: int) -> None:
    """``touch: device``: a fake device sends one touch for each pixel of the glass."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.session.read_touches", str(rotation), str(ACROSS), str(DOWN)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    wide, high = (DOWN, ACROSS) if rotation in (90, 270) else (ACROSS, DOWN)
    found = {}
    for line in done.stdout.splitlines():
        x, y, u, v = map(float, line.split())
        # Kivy counts from the lower left corner.
        found[int(x), int(y)] = (int(u * wide), int((1 - v) * high))
    assert found == seen_at(rotation)


@pytest.mark.parametrize("rotation", ROTATIONS)
def test_cage_turns_the_kiosk(rotation: int) -> None:
    """``deploy/session/cage.sh``: a program inside sees a screen of the turned size."""
    with private_folder() as folder:
        command = [ROOT / "deploy/session/cage.sh", "sh", "-c", "xrandr --current; sleep 60"]
        settings = {"KIOSK_ROTATION": str(rotation), "KIOSK_SCALE": "1", "KIOSK_SCREENS": "one"}
        with session_of(folder, command, settings) as cage:
            size = "720x1280" if rotation in (90, 270) else "1280x720"
            cage.says(f"connected {size}+0+0")
