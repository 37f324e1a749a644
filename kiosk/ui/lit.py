"""Which of several kiosks on one X server are lit: its displays go dark all at once (DPMS), so when all rest.

A kiosk that is lit shares a lock (``flock``), which ends with its process, however that ends.
"""

import fcntl
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

log = logging.getLogger(__name__)


class Lit:
    """This kiosk among them. It is lit from the beginning."""

    def __init__(self, file: Path) -> None:
        """Raises OSError where the file cannot be opened or locked."""
        self._fd = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self.again()

    def close(self) -> None:
        os.close(self._fd)

    def again(self) -> None:
        """This kiosk is lit. Waits while another one switches the displays off."""
        fcntl.flock(self._fd, fcntl.LOCK_SH)

    @contextmanager
    def rest(self) -> Iterator[bool]:
        """This kiosk rests. True when all do, which stays so until the ``with`` ends."""
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            alone = True
        except BlockingIOError:
            alone = False
        try:
            yield alone
        finally:
            fcntl.flock(self._fd, fcntl.LOCK_UN)


def beside_others(display: str) -> Lit | None:
    """For a kiosk on this X server beside others; None where nothing can be locked: then nobody switches.

    The units of these kiosks share their folder for temporary files.
    """
    file = Path(tempfile.gettempdir(), f"kiosk-lit-{os.getuid()}-{display.strip(':')}")
    try:
        return Lit(file)
    except OSError as error:
        log.warning("displays stay on: %s", error)
        return None
