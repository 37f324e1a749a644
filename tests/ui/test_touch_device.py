"""Touches come from exactly one input path: one tap is one tap, from a pointer and from a touch screen."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from PIL import ImageChops

from tests.outside import ROOT, SIZE, Kiosk, started
from tests.ui.conftest import Open
from tests.ui.hall import Editions
from tests.ui.hands import Point
from tests.ui.test_outside import FAR, Twin, config, display, kiosk, picture, twin
from tests.ui.touch_screen import FINGERS, Sockets, TouchScreen

__all__ = ["config", "display", "kiosk", "twin"]

TAPS = 20
SEED = 7


@dataclass
class Fingers:
    """A kiosk that reads a touch screen, that screen, and the same kiosk here."""

    kiosk: Kiosk
    screen: TouchScreen
    twin: Twin

    def step(self, name: str, place: str) -> None:
        self.twin.here.settle()
        self.screen.tap(*share(self.twin.here.target(name).box.centre))
        self.kiosk.reaches(place)
        self.twin.here.touch(name)

    def hand(self, starts: list[Point], ends: list[Point], steps: int = 5) -> None:
        """Several fingers at once; points as shares of the screen."""
        for slot, point in enumerate(starts):
            self.screen.down(slot, *point)
        for step in range(1, steps + 1):
            for slot, (start, end) in enumerate(zip(starts, ends, strict=True)):
                self.screen.move(slot, *(a + (b - a) * step / steps for a, b in zip(start, end, strict=True)))
        for slot in range(len(starts)):
            self.screen.up(slot)


def share(point: Point) -> Point:
    """Kivy's pixels as shares of the screen, y from the top."""
    return point[0] / (SIZE[0] - 1), 1 - point[1] / (SIZE[1] - 1)


@pytest.fixture
def fingers(
    display: dict[str, str], editions: Editions, tmp_path: Path, open_kiosk: Open
) -> Iterator[Fingers]:
    sockets = Sockets(tmp_path / "computer")
    pipe = sockets.plug_in(7)
    file = tmp_path / "config.yaml"
    file.write_text(
        f"content: {ROOT / 'content'}\ndata: {editions.shipped}\ndefault_language: zh\ntouch: device\n"
        "display: {diagonal_inch: 60, viewing_distance_mm: 400}\n",
        "utf-8",
    )
    words = [sys.executable, "-m", "tests.ui.touch_screen", str(sockets.folder), "run", "--config", str(file)]
    with started(words, display) as kiosk:
        kiosk.has_begun("attract zh")
        with TouchScreen(pipe) as screen:
            twin = Twin(kiosk, open_kiosk(size=SIZE, **FAR))
            screen.tap(0.5, 0.4)
            kiosk.reaches("languages zh")
            twin.here.touch_at((600, 400))
            found = Fingers(kiosk, screen, twin)
            found.step("choose-ru", "galleries ru")
            yield found


def test_a_tap_of_a_pointer_is_one(twin: Twin, capsys: pytest.CaptureFixture[str]) -> None:
    """Each tap makes the texts larger by one step: two for one would be seen."""
    twin.begin()
    for _ in range(TAPS):
        twin.step("larger", "galleries ru")
    twin.step("language-kk", "galleries kk")
    twin.kiosk.stays()
    say(capsys, f"pointer: {TAPS} taps were {TAPS} taps")


@pytest.mark.parametrize("emulated", [False, True], ids=["alone", "with a pointer that repeats it"])
def test_a_tap_of_a_touch_screen_is_one(
    fingers: Fingers, capsys: pytest.CaptureFixture[str], emulated: bool
) -> None:
    """Window systems move a pointer where a finger is, and press its button."""
    kiosk, here = fingers.kiosk, fingers.twin.here
    for _ in range(TAPS):
        if emulated:
            here.settle()
            kiosk.touch(here.target("larger").box.centre)
        fingers.step("larger", "galleries ru")
        if emulated:
            kiosk.hands("mousemove", 1, 1)
    fingers.step("language-kk", "galleries kk")
    kiosk.stays()
    say(capsys, f"touch screen ({'repeated by a pointer' if emulated else 'alone'}): {TAPS} taps were {TAPS}")


def test_two_fingers_pinch(fingers: Fingers) -> None:
    """What the screen says is heard as what it is: several fingers."""
    fingers.step("gallery-esik", "gallery esik ru")
    first = next(each.name for each in fingers.twin.here.targets() if each.name.startswith("card-"))
    number = first.removeprefix("card-")
    fingers.step(first, f"record esik {number} ru")
    fingers.step("open-viewer", f"viewer esik {number} ru")
    before = picture(fingers.kiosk)
    fingers.hand([(0.45, 0.4), (0.55, 0.4)], [(0.2, 0.4), (0.8, 0.4)])
    while ImageChops.difference(before, picture(fingers.kiosk)).getbbox() is None:
        assert fingers.kiosk.process.poll() is None
    fingers.step("home", "galleries ru")


def test_many_fingers_lead_nowhere(fingers: Fingers, capsys: pytest.CaptureFixture[str]) -> None:
    """Four, five and ten fingers: swipes of all, a palm, a hand that rests; then one tap is one tap."""
    kiosk, random = fingers.kiosk, Random(SEED)
    hands = 0
    for number_of in (3, 4, 5, FINGERS):
        row = [(0.2 + 0.06 * number, 0.5) for number in range(number_of)]
        for ends in (
            [(x, 0.02) for x, _ in row],
            [(x, 0.98) for x, _ in row],
            [(0.01, y) for _, y in row],
            [(0.99, y) for _, y in row],
            [(0.5, 0.5) for _ in row],
            row,
        ):
            fingers.hand(row, ends)
            hands += 1
    for _ in range(10):
        x, y = random.uniform(0.1, 0.9), random.uniform(0.1, 0.6)
        palm = [(x + random.uniform(-0.05, 0.05), y + random.uniform(-0.05, 0.05)) for _ in range(FINGERS)]
        fingers.hand(palm, palm)
        hands += 1
    fingers.screen.tap(*share(fingers.twin.here.target("home").box.centre))
    fingers.screen.tap(*share(fingers.twin.here.target("language-kk").box.centre))
    kiosk.comes_to("galleries kk")
    assert kiosk.process.poll() is None
    say(capsys, f"{hands} hands of 3 to {FINGERS} fingers: none led out")


def say(capsys: pytest.CaptureFixture[str], words: str) -> None:
    with capsys.disabled():
        print(f"\n{words}")  # noqa: T201
