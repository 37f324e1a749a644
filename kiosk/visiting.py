"""What the stage tells of a visit while it happens. Only the standard library.

Nothing of it says who the visitor is: which screens, in which language, when, and how it ended.
"""

from typing import Literal, NamedTuple, Protocol

from kiosk.languages import Language

Ending = Literal["idle", "home", "stopped", "error"]
"""``idle``: the last touch was somewhere, and then none came. ``home``: the last touch was on the button that
leads back to the galleries. ``stopped``: the program was ended. ``error``: the kiosk had to show its quiet
screen."""


class Seen(NamedTuple):
    """One screen as a visitor sees it."""

    screen: str
    gallery: str = ""
    record: str = ""
    """The record's id in its pack."""
    language: Language | None = None
    """None on a screen that is in all languages at once."""
    resting: bool = False
    """True for what the kiosk shows while nobody uses it."""


class VisitListener(Protocol):
    """Whoever wants to know. ``now`` is in seconds of one steady clock. It must neither raise nor wait: it is
    called between two frames."""

    def touched(self, now: float) -> None:
        """Somebody is there: a touch, or a film that plays."""

    def shown(self, seen: Seen, now: float) -> None:
        """This screen is shown from now on; the same one again when its size or its filters change."""

    def ended(self, how: Ending, now: float) -> None:
        """The visit is over, if there was one."""


class _Nobody:
    def touched(self, now: float) -> None:
        pass

    def shown(self, seen: Seen, now: float) -> None:
        pass

    def ended(self, how: Ending, now: float) -> None:
        pass


NOBODY: VisitListener = _Nobody()
"""Wants to know nothing."""
