"""The staff menu of the kiosk as the hall has it: its own process, touched through X."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.conftest import Open
from tests.ui.hall import ROOT, Editions
from tests.ui.staff import PIN, QUICK_HASH, enter, gesture, hang_door, touch
from tests.ui.test_outside import SIZE, Kiosk, running
from tests.ui.test_outside import display as display


@pytest.fixture
def kiosk(display: dict[str, str], editions: Editions, tmp_path: Path) -> Iterator[Kiosk]:
    """``kiosk run`` with a PIN, started by nobody who would start it again."""
    config = tmp_path / "config.yaml"
    config.write_text(
        f"content: {ROOT / 'content'}\ndata: {editions.shipped}\nstaff: {{pin_hash: '{QUICK_HASH}'}}\n",
        "utf-8",
    )
    yield from running(config, {name: value for name, value in display.items() if name != "INVOCATION_ID"})


def test_gesture_pin_and_restart_through_x(kiosk: Kiosk, open_kiosk: Open, tmp_path: Path) -> None:
    """The same kiosk here says where everything is; the one outside is touched there."""
    here = open_kiosk(size=SIZE)
    hang_door(here, tmp_path, screen_off=lambda: None)
    kiosk.has_begun("attract zh")
    kiosk.says("the gesture is waited for")
    left, right, y = 20, SIZE[0] - 20, SIZE[1] - 20
    kiosk.hands("mousemove", "--sync", left, y, "mousedown", 1, "sleep", 3.4, "mouseup", 1)
    for x in (right, left, right):
        kiosk.hands("mousemove", "--sync", x, y, "mousedown", 1, "sleep", 0.1, "mouseup", 1, "sleep", 0.3)
    kiosk.says("the gesture was made")
    kiosk.says("staff: pin")
    gesture(here)
    for digit in PIN:
        kiosk.touch(here.target(f"key-{digit}").box.centre)
        kiosk.hands("sleep", 0.2)
    kiosk.touch(here.target("key-check").box.centre)
    kiosk.says("the PIN was right")
    kiosk.says("staff: menu")
    enter(here)
    here.hall.until(lambda: here.has("restart"), "the menu")
    for name in ("restart", "restart-kiosk"):
        # The menu moves its tiles while it learns what the machine can do; this one is always the last.
        kiosk.hands("sleep", 2)
        kiosk.touch(here.target(name).box.centre)
        if name == "restart":
            kiosk.says("staff: restart")
            touch(here, name)
    kiosk.says("staff: restart of the kiosk")
    kiosk.says("first frame")
    assert kiosk.process.poll() is None, "the same process, begun anew"
