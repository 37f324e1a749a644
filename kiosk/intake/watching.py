"""The inbox is looked at whenever something happens in it, and once a second: not every share tells."""

import logging
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event

from watchfiles import watch as changes

from kiosk.config import Config
from kiosk.errors import StorageError
from kiosk.intake.inbox import AGAIN_SECONDS, Inbox
from kiosk.messages import Message
from kiosk.storage import clear_errors, only_one

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
_STEP_MS = 200
"""Of watchfiles, between two looks of its own; less would cost a resting computer more."""


def watch_inbox(
    config: Config, said: Callable[[Message], None], waiting: Callable[[], None], stop: Event
) -> None:
    """Take in what is put into the inbox until ``stop`` is set. Only in the main thread of a program.

    One process does so; another waits (``waiting`` is called) and takes over. Raises StorageError when it
    cannot begin.
    """
    assert config.inbox is not None
    signal.signal(signal.SIGIO, signal.SIG_IGN)
    with clear_errors(config.data):
        config.data.mkdir(parents=True, exist_ok=True)
        with only_one(config.data / "inbox.lock", waiting):
            inbox = Inbox(config, time.monotonic, said)
            with clear_errors(config.inbox):
                inbox.prepare()
            log.info("watching %s", config.inbox)
            for _ in moments([config.inbox], stop):
                try:
                    inbox.look()
                except (OSError, StorageError) as error:
                    # Whatever was begun is taken up again when our disk has room.
                    log.error("the inbox waits for %.0f s: %s", AGAIN_SECONDS, error)
                    stop.wait(AGAIN_SECONDS)


def moments(
    folders: Sequence[Path], stop: Event, recursive: bool = False, step_ms: int = _STEP_MS
) -> Iterator[None]:
    """Now, whenever something happens in one of the folders, and every second, until ``stop`` is set."""
    # Its own lines, one for every event, would be all that the log holds.
    logging.getLogger("watchfiles").setLevel(logging.WARNING)
    while not stop.is_set():
        yield
        places = _identities(folders)
        try:
            for _ in changes(
                *(folder for folder, place in zip(folders, places, strict=True) if place),
                watch_filter=None,
                recursive=recursive,
                step=step_ms,
                rust_timeout=round(LOOK_SECONDS * 1000),
                yield_on_timeout=True,
                stop_event=stop,
            ):
                yield
                if _identities(folders) != places:
                    break  # A share that was mounted, or lost: what was watched is not what lies there now.
        except OSError as error:
            log.debug("no events: %s", error)
            stop.wait(LOOK_SECONDS)


def _identities(folders: Sequence[Path]) -> list[tuple[int, int] | None]:
    return [_identity(folder) for folder in folders]


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
