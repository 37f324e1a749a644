"""How often the kiosk was started, and how it ended: ``data/starts.json``.

On the path to the first frame: only the standard library here.
"""

import json
import logging
import os
import time
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from kiosk.machine.fact import NotKnown, fact
from kiosk.messages import say

log = logging.getLogger(__name__)

_FILE = "starts.json"
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Starts:
    """Starts of the kiosk in this data folder, and the process that was started last."""

    boot: str = ""
    """The kernel's name for this run of the machine."""
    since_boot: int = 0
    """Starts since the machine was switched on, the present one counted."""
    ever: int = 0
    broken_off: int = 0
    """How many of the starts since the machine was switched on found that the kiosk before them had not come
    to its end: it crashed, hung or was killed. Power cuts are not counted."""
    at: str = ""
    """Moment of the last start, UTC, ISO 8601."""
    pid: int = 0
    ticks: int = 0
    """When that process was started, in clock ticks since power-on, for another may get its number."""
    ended: bool = True
    """It came to its end."""

    @property
    def restarts(self) -> int:
        """Since the machine was switched on."""
        return max(self.since_boot - 1, 0)


def begin(data: Path) -> None:
    """This process is a kiosk that starts. A disk that cannot take that costs the count."""
    try:
        boot, before = _boot(), _read(data)
        same = before.boot == boot
        _write(
            data,
            Starts(
                boot,
                before.since_boot + 1 if same else 1,
                before.ever + 1,
                before.broken_off + (not before.ended) if same else 0,
                datetime.now(UTC).isoformat(timespec="seconds"),
                os.getpid(),
                _ticks(os.getpid()),
                ended=False,
            ),
        )
    except OSError as error:
        log.warning("this start cannot be counted: %s", error)


def end(data: Path) -> None:
    """The kiosk of this process comes to its end."""
    try:
        said = _read(data)
        if said.pid == os.getpid():
            _write(data, replace(said, ended=True))
    except OSError as error:
        log.warning("this end cannot be written down: %s", error)


@fact
def starts(data: Path) -> Starts:
    """What is written down, for this run of the machine."""
    if not (data / _FILE).exists():
        raise NotKnown(say("the kiosk was never started here"))
    said = _read(data)
    if said.boot != _boot():
        # The machine was switched off since.
        return Starts(_boot(), ever=said.ever, at=said.at)
    return said


def running(said: Starts) -> int | None:
    """The process of the kiosk that was started last; None when it is gone."""
    if said.ended or not said.pid:
        return None
    try:
        return said.pid if _ticks(said.pid) == said.ticks else None
    except OSError:
        return None


def program_seconds(said: Starts) -> float | None:
    """Seconds since the running kiosk was started; None when none runs."""
    if running(said) is None:
        return None
    return time.clock_gettime(time.CLOCK_BOOTTIME) - said.ticks / os.sysconf("SC_CLK_TCK")


@fact
def machine_seconds() -> float:
    """Seconds since the machine was switched on, its sleep counted."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def _read(data: Path) -> Starts:
    """What is written down; nothing where there is no file, or a disk has damaged it. Raises OSError."""
    try:
        return Starts(**json.loads((data / _FILE).read_bytes()))
    except FileNotFoundError:
        return Starts()
    except (ValueError, TypeError):
        log.warning("%s is damaged; the count begins anew", data / _FILE)
        return Starts()


def _write(data: Path, said: Starts) -> None:
    # Not for ever on the disk, as with the kiosk's other notes: the first frame waits for it.
    data.mkdir(parents=True, exist_ok=True)
    unfinished = data / f"{_FILE}.new"
    unfinished.write_text(json.dumps(asdict(said)), "utf-8")
    unfinished.replace(data / _FILE)


def _boot() -> str:
    return (PROC / "sys/kernel/random/boot_id").read_text().strip()


def _ticks(pid: int) -> int:
    """When a process was started. Raises OSError when there is none."""
    fields = (PROC / str(pid) / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    return int(fields[19])
