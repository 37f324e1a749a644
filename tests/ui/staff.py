"""Staff at the screen: the gesture, the PIN, and what stands in their room."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher

from kiosk.staff.means import Means
from kiosk.ui.staff.door import Door, StaffSettings
from tests.ui.layout import complaints
from tests.ui.visit import Visit

PIN = "480716"
QUICK_HASH = PasswordHasher(1, 8, 1).hash(PIN)
"""Of the PIN, checked at once."""


def corner(visit: Visit, side: str) -> tuple[float, float]:
    """A place well within a lower corner."""
    return (20.0 if side == "left" else visit.stage.width - 20.0, 20.0)


def gesture(visit: Visit, seconds: float = 3.3) -> None:
    """Make it, as staff do."""
    hands = visit.hall.hands
    finger = hands.put(corner(visit, "left"))
    visit.hall.frame()
    visit.wait(seconds)
    hands.lift(finger)
    visit.hall.frame()
    visit.hall.a_moment_later()
    for side in ("right", "left", "right"):
        visit.wait(0.3)
        visit.touch_at(corner(visit, side))


def hang_door(visit: Visit, data: Path, means: Means | None = None, **options: Any) -> Door:
    """Let staff in at this kiosk; ``data`` is where tries are counted."""
    chosen = {
        "config": data / "config.yaml",
        "data": data,
        "pin_hash": QUICK_HASH,
        "all_fingers": True,
        "restart": lambda: None,
        "find_means": (lambda: means) if means is not None else None,
    }
    visit.stage.door = Door(visit.stage, StaffSettings(**(chosen | options)))
    return visit.stage.door


def enter(visit: Visit, pin: str = PIN) -> None:
    """On the pad."""
    for digit in pin:
        visit.touch_at(visit.target(f"key-{digit}").box.centre)
    visit.touch_at(visit.target("key-check").box.centre)
    room = visit.stage.door.room if visit.stage.door else None
    assert room is not None
    visit.hall.until(lambda: room.page is not None and not room.page.busy, "the answer of the pad")
    visit.hall.frame()


def go_in(visit: Visit) -> Any:
    """Gesture, PIN, and until the menu knows what it shows; the room."""
    gesture(visit)
    enter(visit)
    assert visit.stage.door is not None
    room = visit.stage.door.room
    assert room is not None
    visit.hall.until(
        lambda: room.machine is not None and room.asked in ("told", "failed"), "what the menu shows"
    )
    visit.hall.frame()
    return room


def touch(visit: Visit, name: str) -> None:
    """A button of the room, scrolled to if need be."""
    found = visit.target(name)
    if found.area is not None:
        found.area.scroll_to(found.area.kinetic.position + found.area.center_y - found.box.centre[1])
        visit.hall.frame()
        found = visit.target(name)
    visit.touch_at(found.box.centre)
    visit.hall.frame()


def judged(visit: Visit) -> Iterator[str]:
    """Everything wrong with the page of the room, on all that its panes scroll to."""
    visit.hall.frame()
    yield from complaints(visit)
    for pane in panes(visit):
        while pane.kinetic.position < pane.kinetic.limit:
            pane.scroll_to(min(pane.kinetic.limit, pane.kinetic.position + pane.height * 0.8))
            visit.hall.frame()
            yield from complaints(visit)
        pane.scroll_to(0)


def panes(visit: Visit) -> list[Any]:
    from kiosk.ui.widgets.scroll_area import ScrollArea

    return [each for each in visit.front.walk(restrict=True) if isinstance(each, ScrollArea)]
