"""The reader of touch screens: what each finger does, and that none stays."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.ui.touch_reader import Fingers, TouchReader
from tests.outside import PATIENCE_SECONDS
from tests.ui import touch_screen
from tests.ui.touch_screen import ABS, SLOT, SYN, TRACKING_ID, TouchScreen, X, Y

REPORT, DROPPED = (SYN, 0, 0), (SYN, 3, 0)

Events = tuple[tuple[int, int, int], ...]


def done_by(fingers: Fingers, *events: tuple[int, int, int]) -> list[tuple[str, int, float, float]]:
    return [step for event in events for step in fingers.take(*event)]


def down(slot: int, finger: int, x: int, y: int) -> Events:
    return (ABS, SLOT, slot), (ABS, TRACKING_ID, finger), (ABS, X, x), (ABS, Y, y), REPORT


def test_two_fingers() -> None:
    fingers = Fingers()
    assert done_by(fingers, *down(0, 5, 10, 20)) == [("begin", 0, 10, 20)]
    assert done_by(fingers, *down(1, 6, 30, 40)) == [("begin", 1, 30, 40)]
    assert done_by(fingers, (ABS, SLOT, 0), (ABS, X, 11), (ABS, SLOT, 1), (ABS, Y, 41), REPORT) == [
        ("update", 0, 11, 20),
        ("update", 1, 30, 41),
    ]
    assert done_by(fingers, (ABS, TRACKING_ID, -1), REPORT) == [("end", 1, 30, 41)]
    assert done_by(fingers, (ABS, SLOT, 0), (ABS, TRACKING_ID, -1), REPORT) == [("end", 0, 11, 20)]


def test_a_device_says_only_what_changes() -> None:
    """A finger where one was before has no coordinates; and no slot, where that was spoken of last."""
    fingers = Fingers(3, {3: (10, 20)})
    assert done_by(fingers, (ABS, TRACKING_ID, 5), (ABS, Y, 21), REPORT) == [("begin", 3, 10, 21)]


def test_a_finger_that_was_there_before_is_none() -> None:
    assert done_by(Fingers(), (ABS, X, 10), (ABS, Y, 20), REPORT) == []
    assert done_by(Fingers(), (ABS, TRACKING_ID, -1), REPORT) == []


def test_a_finger_that_takes_the_place_of_another() -> None:
    """Its end was lost."""
    fingers = Fingers()
    done_by(fingers, *down(0, 5, 10, 20))
    assert done_by(fingers, *down(0, 6, 30, 40)) == [("end", 0, 30, 40), ("begin", 0, 30, 40)]


def test_events_that_the_kernel_has_dropped() -> None:
    """No finger stays of which the end may be among them."""
    fingers = Fingers()
    done_by(fingers, *down(0, 5, 10, 20), *down(1, 6, 30, 40))
    assert done_by(fingers, DROPPED, (ABS, X, 99), REPORT) == [("end", 0, 10, 20), ("end", 1, 30, 40)]
    assert done_by(fingers, (ABS, X, 31), REPORT) == []
    assert done_by(fingers, *down(0, 7, 12, 22)) == [("begin", 0, 12, 22)]


@pytest.fixture
def node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    from kivy.lib import mtdev

    monkeypatch.setattr(mtdev, "mtdev_open", mtdev.mtdev_open)
    touch_screen.exchange_opening()
    node = tmp_path / "event7"
    os.mkfifo(node)
    return node


@pytest.fixture
def reader(node: Path) -> Iterator[TouchReader]:
    reader = TouchReader(node, "glass", 0)
    yield reader
    reader.stop()


def ends(reader: TouchReader) -> None:
    assert reader.thread is not None
    reader.thread.join(PATIENCE_SECONDS)
    assert not reader.thread.is_alive()


def passed_on(reader: TouchReader) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    reader.update(lambda action, touch: found.append((action, touch)))
    return found


def test_a_device_that_goes_lifts_its_fingers(reader: TouchReader, node: Path) -> None:
    reader.start()
    reader.start()  # as Kivy does when its loop begins
    with TouchScreen(node) as screen:
        screen.down(0, 0.25, 0.5)
        screen.down(1, 0.75, 0.5)
        screen.move(1, 0.75, 0.25)
    ends(reader)
    assert not reader.over, "nobody was told yet"
    found = passed_on(reader)
    assert [action for action, _ in found] == ["begin", "begin", "update", "end", "end"]
    assert len({touch.uid for _, touch in found}) == 2
    assert [round(number, 3) for number in found[-1][1].spos] == [0.75, 0.75]
    assert all(touch.time_end > 0 for _, touch in found)
    assert reader.over
    assert not passed_on(reader)


def test_a_reader_that_is_stopped_lifts_its_fingers(reader: TouchReader, node: Path) -> None:
    reader.start()
    with TouchScreen(node) as screen:
        screen.down(0, 0.25, 0.5)
        found = []
        while not found:
            found = passed_on(reader)
        reader.stop()
        ends(reader)
        assert [action for action, _ in passed_on(reader)] == ["end"]
        reader.stop()  # as Kivy does at the end
    assert reader.over


def test_a_device_that_goes_in_the_middle_of_a_word(reader: TouchReader, node: Path) -> None:
    reader.start()
    with TouchScreen(node) as screen:
        screen.down(0, 0.25, 0.5)
        os.write(screen.pipe, b"\0" * 10)
    ends(reader)
    assert [action for action, _ in passed_on(reader)] == ["begin", "end"]


def test_a_device_that_cannot_be_opened(tmp_path: Path) -> None:
    reader = TouchReader(tmp_path / "event9", "glass", 0)
    reader.start()
    ends(reader)
    assert isinstance(reader.failure, FileNotFoundError)
    assert reader.over
    reader.stop()


def test_a_device_that_is_no_touch_screen(tmp_path: Path) -> None:
    """libmtdev asks for what it can, and a file does not answer."""
    (tmp_path / "event9").touch()
    reader = TouchReader(tmp_path / "event9", "glass", 0)
    reader.start()
    ends(reader)
    assert reader.failure is not None
    reader.stop()
