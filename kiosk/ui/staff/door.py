"""Watches all touches for the gesture, and opens the staff's room when it was made.

The room itself is imported only then.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.core.window import Window

from kiosk.staff.gesture import Answer, Area, Gesture

if TYPE_CHECKING:
    from kiosk.staff.means import Means
    from kiosk.staff.turned import Degrees
    from kiosk.ui.staff.room import Maker, Room
    from kiosk.ui.stage import Stage

log = logging.getLogger(__name__)

CORNER_TARGETS = 1.4
"""Side of a corner, in targets of a finger."""


@dataclass(frozen=True, slots=True)
class StaffSettings:
    """What the staff's room takes from the configuration and from the program around it."""

    config: Path
    """The configuration's file, for the commands that are run."""
    data: Path
    pin_hash: str
    all_fingers: bool
    """False where the window system reports one finger only."""
    restart: Callable[[], None]
    """Ends the program so that it is started again."""
    screen_off: Callable[[], None] | None = None
    """Makes the screen dark until the next touch; None where nothing does that."""
    turning: "Degrees | None" = None
    """What the configuration says of how the screen stands; None where this session turns no pictures."""
    find_means: "Callable[[], Means] | None" = None
    """What this machine can do; without it, that is looked for."""


class Door:
    """The stage asks it about each touch first; True means that the screen must not act on it."""

    def __init__(self, stage: "Stage", settings: StaffSettings) -> None:
        self.stage, self.settings = stage, settings
        self.room: Room | None = None
        self.last_touch: float | None = None
        """Time of day of the last touch before the gesture; None for none since the start."""
        self._gesture, self._before = Gesture(), 0.0
        log.info("staff: the gesture is waited for")

    def down(self, touch: Any) -> bool:
        if "button" in touch.profile and touch.button != "left":
            return False
        answer = self._gesture.down(touch.uid, touch.x, touch.y, self._area(), self.stage.now())
        if answer is Answer.NOTHING:
            if self._before:
                self.last_touch = self._before
            self._before = time.time()
        return answer is not Answer.NOTHING

    def move(self, touch: Any) -> bool:
        return self._gesture.move(touch.uid, touch.x, touch.y, self._area()) is not Answer.NOTHING

    def up(self, touch: Any) -> bool:
        answer = self._gesture.up(touch.uid, self.stage.now())
        if answer is Answer.NOTHING:
            return False
        _take_away(touch)
        if answer is Answer.DONE:
            self.open()
        return True

    def open(self) -> None:
        """Ask for the PIN."""
        if self.room is not None:
            return
        log.info("staff: the gesture was made")
        self._enter()

    def ask_to_keep_turn(self) -> None:
        """The picture was turned and the kiosk started again: does it stand right?"""
        from kiosk.ui.staff.turn import KeepPage

        self._enter(KeepPage)

    def _enter(self, first: "Maker | None" = None) -> None:
        from kiosk.ui.staff.room import Room

        self.stage.end_visit()
        self.room = Room(self, self._closed, first)
        Window.add_widget(self.room)

    def close(self) -> None:
        """At the end of the program."""
        room, self.room = self.room, None
        if room is not None:
            room.leave()
            Window.remove_widget(room)

    def _closed(self) -> None:
        room, self.room = self.room, None
        if room is not None:
            Window.remove_widget(room)
            self._before = 0.0
            self.stage.end_visit()

    def _area(self) -> Area:
        stage = self.stage
        return Area(stage.width, stage.height, CORNER_TARGETS * stage.sizes.target)


def _take_away(touch: Any) -> None:
    """Whatever waits for this finger to lift, to act on it, waits in vain. A page lets go of it as usual."""
    from kiosk.ui.screens.attract import AttractScreen
    from kiosk.ui.widgets.tap import Tap

    for reference in list(touch.grab_list):
        widget = reference()
        if isinstance(widget, Tap):
            widget.press(False)
        if isinstance(widget, Tap | AttractScreen):
            touch.ungrab(widget)
