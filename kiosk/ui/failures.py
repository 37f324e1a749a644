"""When too much goes wrong. No Kivy: it is told the time and answers whether to try again."""

MANY = 3
"""So many errors within a minute, and the kiosk shows its quiet screen instead of trying again."""
QUIET_SECONDS = 60.0
"""So long after the last of them it tries again."""


class Failures:
    """The errors of the last minute. All times are seconds of one steady clock."""

    def __init__(self) -> None:
        self._moments: list[float] = []

    def one(self, now: float) -> bool:
        """One more; True when they are too many."""
        self._moments = [moment for moment in self._moments if now - moment < 60] + [now]
        return len(self._moments) >= MANY

    def over(self, now: float) -> bool:
        """True when there were some, and the last of them is long ago."""
        return bool(self._moments) and now - self._moments[-1] > QUIET_SECONDS
