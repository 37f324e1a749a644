"""What the tests of the log of visits share."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import inspect

from kiosk.visiting import Seen
from kiosk.visits.model import ScreenSeen, Visit
from kiosk.visits.rows import visits
from kiosk.visits.store import connect

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 60
BEIJING = timezone(timedelta(hours=8))
MORNING = datetime(2026, 11, 22, 9, 30, tzinfo=BEIJING)

ATTRACT = Seen("attract", resting=True)
LANGUAGES = Seen("languages")
GALLERIES = Seen("galleries", language="kk")
GALLERY = Seen("gallery", "esik", language="kk")
RECORD = Seen("record", "esik", "torque", "kk")


def made_visit(number: int, began: datetime = MORNING, ended: str | None = "idle", screens: int = 2) -> Visit:
    seen = tuple(ScreenSeen("record", "esik", f"r{at}", "zh", at * 5.0, 5.0) for at in range(screens))
    return Visit(f"{number:032x}", "hall-1", began, "zh", screens * 5.0, ended, seen)


def kept(file: Path) -> list[Visit]:
    with connect(file, "ro").connect() as sql:
        return list(visits(sql)) if inspect(sql).has_table("visit_screen") else []


def until(done: Callable[[], bool], what: str) -> None:
    """Wait for what another thread does."""
    breath = Event()
    for _ in range(PATIENCE_SECONDS * 50):
        if done():
            return
        breath.wait(0.02)
    pytest.fail(f"waited in vain: {what}")
