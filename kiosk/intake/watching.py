"""The inbox is looked at whenever something happens in it, and once a second: not every share tells."""

import logging
import signal
import time
from collections.abc import Callable, Iterator
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
    # Its own lines, one for every event, would be all that the log holds.
    logging.getLogger("watchfiles").setLevel(logging.WARNING)
    with clear_errors(config.data):
        config.data.mkdir(parents=True, exist_ok=True)
        with only_one(config.data / "inbox.lock", waiting):
            inbox = Inbox(config, time.monotonic, said)
            with clear_errors(config.inbox):
                inbox.prepare()
            log.info("watching %s", config.inbox)
            for _ in _moments(config.inbox, stop):
                try:
                    inbox.look()
                except (OSError, StorageError) as error:
                    # Whatever was begun is taken up again when our disk has room.
                    log.error("the inbox waits for %.0f s: %s", AGAIN_SECONDS, error)
                    stop.wait(AGAIN_SECONDS)


def _moments(folder: Path, stop: Event) -> Iterator[None]:
    """Now, whenever something happens in the folder, and every second."""
    while not stop.is_set():
        yield
        place = _identity(folder)
        try:
            for _ in changes(
                folder,
                watch_filter=None,
                recursive=False,
                step=_STEP_MS,
                rust_timeout=round(LOOK_SECONDS * 1000),
                yield_on_timeout=True,
                stop_event=stop,
            ):
                yield
                if _identity(folder) != place:
                    break  # A share that was mounted, or lost: what was watched is not what lies there now.
        except OSError as error:
            log.debug("no events: %s", error)
            stop.wait(LOOK_SECONDS)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
