"""When a visitor has walked away. No Kivy: it is told the time and answers what to show."""

from dataclasses import dataclass
from math import ceil
from typing import Literal

IdleState = Literal["present", "asking", "gone"]


@dataclass(slots=True)
class IdleWatch:
    """Counts seconds without touch. All times are seconds of one steady clock."""

    idle_seconds: float
    countdown_seconds: float
    _last: float = 0.0

    def touched(self, now: float) -> None:
        self._last = now

    def state(self, now: float) -> IdleState:
        quiet = now - self._last
        if quiet < self.idle_seconds:
            return "present"
        return "asking" if quiet < self.idle_seconds + self.countdown_seconds else "gone"

    def seconds_left(self, now: float) -> int:
        """Whole seconds until the visit ends, for the countdown."""
        left = self.idle_seconds + self.countdown_seconds - (now - self._last)
        return max(0, ceil(left))
