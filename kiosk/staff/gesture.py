"""The gesture that asks for the PIN: a finger rests in the lower left corner for three seconds, then taps the
right one, the left one and the right one again.

One finger is enough. Both corners are at the lower edge, where everybody reaches them.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Literal

HOLD_SECONDS = 3.0
LONGEST_HOLD = 12.0
LOST_SECONDS = 20.0
TAP_SECONDS = 1.0
PAUSE_SECONDS = 2.5
"""Longest pause before each tap."""
SLOP = 0.4
"""A finger that moves further than this share of the corner's side does not rest."""

Corner = Literal["left", "right"]
TAPS: tuple[Corner, ...] = ("right", "left", "right")


class Answer(Enum):
    """What a touch is to the gesture."""

    NOTHING = auto()
    """No part of it: it belongs to the screen."""
    PART = auto()
    """A part of it: the screen must not act on it."""
    DONE = auto()
    """Its last part."""


@dataclass(frozen=True, slots=True)
class Area:
    """The window and its corners, in pixels."""

    width: float
    height: float
    side: float
    """Of the square in each corner."""

    def corner(self, x: float, y: float) -> Corner | None:
        """The lower corner at this place, counted from the lower edge."""
        if y > self.side or y < 0:
            return None
        if 0 <= x <= self.side:
            return "left"
        return "right" if self.width - self.side <= x <= self.width else None


@dataclass(slots=True)
class _Finger:
    id: object
    corner: Corner | None
    x: float
    y: float
    since: float
    still: bool = True


class Gesture:
    """Watches single touches. All times are seconds of one steady clock, all places pixels."""

    def __init__(self) -> None:
        self._finger: _Finger | None = None
        self._held = False
        """A finger has rested long enough; the taps may come."""
        self._taps = 0
        self._last = 0.0
        self._crowd: set[object] = set()
        """Fingers that are down, of a touch with more than one."""
        self._heard = 0.0
        """When something was last heard of any finger."""

    def down(self, id: object, x: float, y: float, area: Area, now: float) -> Answer:
        if now - self._heard > LOST_SECONDS:
            # A screen may lose a finger that was lifted; the gesture must not wait for it for ever.
            self._forget()
            self._crowd.clear()
        self._heard = now
        if self._finger is not None or self._crowd:
            # A second finger: this is something else.
            self._crowd |= {id} | ({self._finger.id} if self._finger else set())
            self._forget()
            return Answer.NOTHING
        corner = area.corner(x, y)
        if self._held and (corner != TAPS[self._taps] or now - self._last > PAUSE_SECONDS):
            self._forget()
        self._finger = _Finger(id, corner, x, y, now)
        return Answer.PART if self._held else Answer.NOTHING

    def move(self, id: object, x: float, y: float, area: Area) -> Answer:
        finger = self._finger
        if finger is None or finger.id != id:
            return Answer.NOTHING
        slop = SLOP * area.side
        if abs(x - finger.x) > slop or abs(y - finger.y) > slop:
            finger.still = False
        return Answer.PART if self._held else Answer.NOTHING

    def up(self, id: object, now: float) -> Answer:
        self._heard = now
        finger = self._finger
        if finger is None or finger.id != id:
            self._crowd.discard(id)
            return Answer.NOTHING
        self._finger = None
        lasted = now - finger.since
        if not self._held:
            rested = finger.still and finger.corner == "left" and HOLD_SECONDS <= lasted <= LONGEST_HOLD
            self._held, self._taps, self._last = rested, 0, now
            return Answer.PART if rested else Answer.NOTHING
        if not finger.still or lasted > TAP_SECONDS:
            self._forget()
            return Answer.PART
        self._taps, self._last = self._taps + 1, now
        if self._taps < len(TAPS):
            return Answer.PART
        self._forget()
        return Answer.DONE

    def _forget(self) -> None:
        self._finger, self._held, self._taps = None, False, 0
