"""What systemd is told of the kiosk, and how often it wants to hear from it (sd_notify(3))."""

import logging
import os
from collections.abc import MutableMapping
from pathlib import Path

log = logging.getLogger(__name__)

PID_FILE = "kiosk.pid"


class Manager:
    """The service manager that has started this program; silent where there is none.

    Takes its variables out of the environment, so that no program that we start can speak for the kiosk.
    ``WATCHDOG_PID`` is not looked at: it names the compositor, which is what systemd started.
    """

    def __init__(self, environment: MutableMapping[str, str] | None = None) -> None:
        variables = os.environ if environment is None else environment
        self._address = variables.pop("NOTIFY_SOCKET", "")
        microseconds = variables.pop("WATCHDOG_USEC", "")
        variables.pop("WATCHDOG_PID", None)
        self.watchdog_seconds = int(microseconds) / 1e6 if self._address and microseconds.isdigit() else None
        """Within so many seconds it must hear ``WATCHDOG=1``; None where nobody waits for that."""
        self._failed = False

    def sign_in(self) -> None:
        """Leave our number where ``deploy/session/stop.sh`` looks for it: systemd knows the compositor's."""
        if self._address and (folder := os.environ.get("RUNTIME_DIRECTORY")):
            Path(folder, PID_FILE).write_text(f"{os.getpid()}\n")

    def __bool__(self) -> bool:
        return bool(self._address)

    def tell(self, *assignments: str) -> None:
        """Send lines such as ``READY=1``. What cannot be sent is lost, and logged once."""
        if not self._address:
            return
        from socket import AF_UNIX, SOCK_CLOEXEC, SOCK_DGRAM, SOCK_NONBLOCK, socket

        address = f"\0{self._address[1:]}" if self._address.startswith("@") else self._address
        try:
            with socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK) as to_manager:
                to_manager.sendto("\n".join(assignments).encode(), address)
        except OSError as error:
            if not self._failed:
                log.warning("systemd could not be told %s: %s", assignments[0], error)
            self._failed = True
        else:
            self._failed = False
