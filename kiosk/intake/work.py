"""One installation at a time: the lock, a place for unfinished things, and how events are dated."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kiosk.catalogue.build import Progress, Stage
from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.languages import Language
from kiosk.messages import NOTHING, Message, told
from kiosk.packs.installed import Deed, Event, Versions
from kiosk.storage import clear_errors, fresh_folder, only_one


@dataclass(frozen=True, slots=True)
class Work:
    """What one installation works with, while it holds the lock."""

    config: Config
    progress: Progress
    versions: Versions
    aside: Path
    """A folder for unfinished things, on the file system of the versions."""


class NothingToDo(KioskError):
    """There is no such version, or no such pack. ``message`` is one sentence."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))

    def told(self, language: Language) -> str:
        return told(self.message, language)


class Unwatched:
    """Progress that nobody looks at."""

    def waiting(self) -> None:
        pass

    def stage(self, stage: Stage, total: int) -> None:
        pass

    def step(self) -> None:
        pass


@contextmanager
def alone(config: Config, progress: Progress) -> Iterator[Work]:
    """Hold the lock of installations. What our disk refuses becomes a StorageError."""
    data = config.data
    with clear_errors(data):
        data.mkdir(parents=True, exist_ok=True)
        with only_one(data / "intake.lock", progress.waiting):
            # Whatever a killed installation left is in here.
            aside = fresh_folder(data / "intake")
            try:
                yield Work(config, progress, Versions(data / "versions"), aside)
            finally:
                shutil.rmtree(aside, ignore_errors=True)


def event(
    deed: Deed, folder: str, version: str, origin: str = "", signer: str = "", reason: Message = NOTHING
) -> Event:
    """An event of now."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Event(now, deed, folder, version, origin, signer, reason)
