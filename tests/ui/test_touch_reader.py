"""The reader of touch screens: what each finger does, and that none stays."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from kiosk.machine import inputs
from kiosk.ui.touch_devices import TouchDevices
from kiosk.ui.touch_reader import Fingers, TouchReader
from tests.outside import PATIENCE_SECONDS
from tests.ui import touch_screen
from tests.ui.test_touch_device import say
from tests.ui.touch_screen import ABS, SLOT, SYN, TRACKING_ID, Sockets, TouchScreen, X, Y

TIMES = 200
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


def test_what_the_kernel_has_dropped_is_seen_through_libmtdev(reader: TouchReader, node: Path) -> None:
    reader.start()
    with TouchScreen(node) as screen:
        screen.down(0, 0.25, 0.5)
        screen.say((SYN, 3, 0), (ABS, X, 5))
        screen.up(0)
        screen.tap(0.5, 0.5)
    ends(reader)
    assert [action for action, _ in passed_on(reader)] == ["begin", "end", "begin", "end"]


def test_an_old_device_that_does_not_tell_fingers_apart(
    reader: TouchReader, node: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Protocol A: libmtdev finds out which finger is which."""
    from kivy.lib import mtdev

    newer = mtdev.mtdev_open

    def older(device: Any, fd: int) -> int:
        newer(device, fd)
        caps = device.contents.caps
        caps.has_slot = caps.has_abs[mtdev.MTDEV_ABS_TRACKING_ID] = 0
        return 0

    monkeypatch.setattr(mtdev, "mtdev_open", older)
    between = (SYN, 2, 0)
    reader.start()
    with TouchScreen(node) as screen:
        for x in (100, 110):
            screen.say((ABS, X, x), (ABS, Y, 200), between, (ABS, X, x + 2000), (ABS, Y, 300), between)
        screen.say((ABS, X, 110), (ABS, Y, 200), between)
        screen.say(between)
    ends(reader)
    found = [(action, touch.id) for action, touch in passed_on(reader)]
    assert found == [("begin", 0), ("begin", 1), ("update", 0), ("update", 1), ("end", 1), ("end", 0)]


def test_a_plug_with_a_bad_contact(
    tmp_path: Path, node: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Again and again, with a finger on the glass: nothing stays of it."""
    from kivy.base import EventLoop

    sockets = Sockets(tmp_path / "computer")
    monkeypatch.setattr(inputs, "SYS", sockets.sys)
    monkeypatch.setattr(inputs, "DEV", sockets.dev)
    process = psutil.Process()
    providers, files, threads = list(EventLoop.input_providers), process.num_fds(), threading.active_count()
    devices = TouchDevices(0)
    told: list[str] = []
    for time in range(TIMES):
        plugged = sockets.plug_in(time % 3)
        devices.look()
        (reader,) = [each for each in EventLoop.input_providers if each not in providers]
        with TouchScreen(plugged) as screen:
            screen.down(0, 0.5, 0.5)
            devices.look()
        sockets.pull_out(time % 3)
        ends(reader)
        if time % 2:
            devices.look()  # before anybody was told
        told += [action for action, _ in passed_on(reader)]
        devices.look()
        assert EventLoop.input_providers == providers
    assert told == ["begin", "end"] * TIMES
    assert (process.num_fds(), threading.active_count()) == (files, threads)
    say(capsys, f"a plug with a bad contact: {TIMES} times out and in, no finger, file or thread is left")


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
