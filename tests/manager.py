"""Plays systemd for one service: its socket for notifications, and its unit file read as it is."""

import socket
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.cage import PATIENCE_SECONDS, give, until

SYSTEMD = Path(__file__).parents[1] / "deploy" / "systemd"
INSTALLED = "/opt/kiosk/current"
"""Where a release is, in units."""


class Unit:
    """A unit file: section and key -> its values, in their order; an empty value forgets those before."""

    def __init__(self, name: str) -> None:
        self.file = SYSTEMD / name
        self._values: dict[tuple[str, str], list[str]] = {}
        section = ""
        for line in self.file.read_text("utf-8").splitlines():
            if line.startswith("["):
                section = line.strip("[]")
            elif line and not line.startswith(("#", ";")):
                key, _, value = line.partition("=")
                values = self._values.setdefault((section, key), [])
                values[:] = [*values, value] if value else []

    def all(self, section: str, key: str) -> list[str]:
        return self._values.get((section, key), [])

    def one(self, section: str, key: str) -> str:
        (value,) = self.all(section, key)
        return value

    def seconds(self, section: str, key: str) -> float:
        value = self.one(section, key)
        return float(value.removesuffix("min")) * 60 if value.endswith("min") else float(value)

    def command(self, key: str, release: Path, config: Path) -> list[str]:
        """``ExecStart`` and the like, of a release that lies elsewhere, with another configuration."""
        words = self.one("Service", key).split()
        places = {"/etc/kiosk/config.yaml": str(config)}
        return [places.get(word, word).replace(INSTALLED, str(release)) for word in words]


@dataclass
class Manager:
    """Hears what a service says."""

    path: Path
    heard: list[tuple[float, str]] = field(default_factory=list)
    """Moment (``time.monotonic``) and one assignment."""

    def __post_init__(self) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(self.path))
        give(self.path)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while data := self._socket.recv(4096):
            now = time.monotonic()
            self.heard.extend((now, line) for line in data.decode().splitlines())

    def environment(self, watchdog_seconds: float) -> dict[str, str]:
        """What systemd tells a service. The number is the compositor's, as it is under systemd."""
        return {
            "NOTIFY_SOCKET": str(self.path),
            "WATCHDOG_USEC": str(int(watchdog_seconds * 1e6)),
            "WATCHDOG_PID": "1",
        }

    def moments(self, assignment: str) -> list[float]:
        return [moment for moment, line in list(self.heard) if line == assignment]

    def hears(self, assignment: str, times: int = 1, patience: float = PATIENCE_SECONDS) -> float:
        """Wait until it was said so often; the moment of the last one."""
        until(
            lambda: len(self.moments(assignment)) >= times,
            f"{assignment} {times} times; heard {self.heard[-5:]}",
            patience,
        )
        return self.moments(assignment)[times - 1]

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RD)
        self._socket.close()
