"""One visit as it is kept. Only the standard library."""

from dataclasses import dataclass
from datetime import datetime


class NotNow(Exception):
    """Visits cannot be written or sent at the moment (disk full, server away); it may be tried again."""


@dataclass(frozen=True, slots=True)
class ScreenSeen:
    """One screen of a visit."""

    screen: str
    gallery: str
    """Empty where there is none."""
    record: str
    """The record's id in its pack; empty where there is none."""
    language: str | None
    after: float
    """Seconds from the beginning of the visit."""
    seconds: float
    """How long it was there; the last screen of a visit until its last touch."""


@dataclass(frozen=True, slots=True)
class Visit:
    """From the touch that begins it to the last one."""

    id: str
    """32 hexadecimal digits, drawn by lot: no two visits of any two kiosks share one."""
    kiosk: str
    began: datetime
    """By the clock of that moment, with its distance from UTC."""
    language: str | None
    """The last one chosen; None when none was."""
    seconds: float
    """From the first touch to the last one; what the kiosk waits after it is nobody's reading."""
    ended: str | None
    """An ``Ending``, or ``cut`` for a visit that went on when the power or the process was cut off; None
    while it goes on."""
    screens: tuple[ScreenSeen, ...]
