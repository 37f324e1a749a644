"""Work beside the thread that draws."""

import logging
from collections.abc import Callable
from threading import Thread
from typing import TypeVar

log = logging.getLogger(__name__)

Value = TypeVar("Value")


def aside(work: Callable[[], Value], done: Callable[[Value], None]) -> None:
    """Do ``work`` in a thread; ``done`` is called there with what came of it. What fails is logged."""

    def run() -> None:
        try:
            value = work()
        except Exception:
            log.exception("staff: something failed")
            return
        done(value)

    Thread(target=run, name="staff", daemon=True).start()
