"""Dragging, flinging and edges, as numbers. One axis; no Kivy, no clock of its own."""

from dataclasses import dataclass, field
from math import exp

_FRICTION = 2.6
"""Share of the speed lost each second, as the rate of an exponential."""
_EDGE_RATE = 14.0
"""How quickly a page that was pulled over its edge comes back."""
_STOP_SPEED = 12.0
"""px/s below which a fling has ended."""
_SAMPLE_SECONDS = 0.1
"""The speed of a finger is taken from this last part of its way."""


@dataclass(slots=True)
class Kinetic:
    """A position between ``low`` and ``limit`` that a finger drags and that flies on when let go."""

    limit: float = 0.0
    low: float = 0.0
    position: float = 0.0
    speed: float = 0.0
    """px/s"""
    held: bool = False
    _samples: list[tuple[float, float]] = field(default_factory=list)

    @property
    def moving(self) -> bool:
        over = self.position < self.low or self.position > self.limit
        return not self.held and (bool(self.speed) or over)

    def hold(self, now: float) -> None:
        self.held, self.speed = True, 0.0
        self._samples = [(now, self.position)]

    def drag(self, delta: float, now: float) -> None:
        """Move by ``delta`` px; beyond an edge the page follows at a third of the way."""
        beyond = (self.position <= self.low and delta < 0) or (self.position >= self.limit and delta > 0)
        self.position += delta / 3 if beyond else delta
        self._samples.append((now, self.position))
        while len(self._samples) > 2 and now - self._samples[0][0] > _SAMPLE_SECONDS:
            self._samples.pop(0)

    def release(self, now: float) -> None:
        self.held = False
        first_time, first = self._samples[0] if self._samples else (now, self.position)
        elapsed = now - first_time
        # A finger that rested before it was lifted does not fling.
        rested = bool(self._samples) and now - self._samples[-1][0] > _SAMPLE_SECONDS
        self.speed = 0.0 if rested or elapsed < 1e-3 else (self.position - first) / elapsed

    def step(self, seconds: float) -> None:
        """Let time pass."""
        if self.held:
            return
        edge = min(max(self.position, self.low), self.limit)
        if edge != self.position:
            self.speed = 0.0
            self.position = edge + (self.position - edge) * exp(-_EDGE_RATE * seconds)
            if abs(self.position - edge) < 0.5:
                self.position = edge
            return
        if self.speed:
            fade = exp(-_FRICTION * seconds)
            self.position += self.speed * (1 - fade) / _FRICTION
            self.speed *= fade
            if abs(self.speed) < _STOP_SPEED:
                self.speed = 0.0

    def jump(self, position: float) -> None:
        self.position, self.speed = min(max(position, self.low), self.limit), 0.0
