"""What this machine can do for staff. What it cannot is not offered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.staff.levels import Level, brightness, volume
from kiosk.staff.power import machine_restart
from kiosk.staff.sticks import Stick, sticks


@dataclass(frozen=True, slots=True)
class Means:
    """None for what there is not."""

    sticks: Callable[[], Sequence[Stick]] = sticks
    volume: Level | None = None
    brightness: Level | None = None
    restart_machine: Callable[[], None] | None = None


def find_means() -> Means:
    """Look what there is; takes some tenths of a second."""
    return Means(sticks, volume(), brightness(), machine_restart())
