"""For tests that kill: what runs in a process of its own. A folder has ``content``, ``data``, ``inbox``."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from kiosk.config import Config
from kiosk.intake.inbox import Inbox
from kiosk.intake.install import install
from tests.builds import Quiet, config

MOST_LOOKS = 40


def settings(folder: Path) -> Config:
    """Few editions and versions are kept, so that every installation deletes some."""
    return replace(
        config(folder, keep=1),
        inbox=folder / "inbox",
        inbox_quiet_seconds=1.0,
        curator_language="en",
        keep_versions=2,
    )


def install_one(folder: Path, pack: Path) -> None:
    """``kiosk packs install``."""
    assert install(settings(folder), pack, Quiet()).result in ("shown", "unchanged")


def empty_the_inbox(folder: Path) -> None:
    """What watches the inbox, until nothing lies there any more."""
    seconds: Iterator[int] = count(step=2)
    watching = Inbox(settings(folder), lambda: float(next(seconds)))
    watching.prepare()
    for _ in range(MOST_LOOKS):
        watching.look()
        if not lies_there(folder):
            # Once more: what was moved may still want its report.
            watching.look()
            return
    raise AssertionError(f"{lies_there(folder)} stay in the inbox")


def lies_there(folder: Path) -> set[str]:
    """What is not put away."""
    return {path.name for path in (folder / "inbox").iterdir()} - {"accepted", "rejected"}
