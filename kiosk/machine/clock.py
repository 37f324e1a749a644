"""The clock: which time zone, and whether somebody keeps it right."""

import ctypes
import errno
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.machine.fact import NotKnown, fact, read_if_there
from kiosk.messages import say

_UNSYNCHRONISED = 5
"""TIME_ERROR, which adjtimex answers while nobody keeps the clock right."""
_TIMEX_BYTES = 512
"""More than ``struct timex`` has on any machine."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What the machine's clock says."""

    now: datetime
    """With its offset from UTC."""
    zone: str
    """``Asia/Shanghai``; the offset where the zone has no name."""


@fact
def clock(etc: Path = Path("/etc")) -> Clock:
    now = datetime.now().astimezone()
    return Clock(now, os.environ.get("TZ", "").lstrip(":") or _zone(etc) or f"{now:%z}")


def _zone(etc: Path) -> str:
    """The name of the zone that ``/etc/localtime`` is a link to."""
    try:
        target = (etc / "localtime").readlink()
    except OSError:
        return read_if_there(etc / "timezone")
    return str(target).partition("zoneinfo/")[2] or read_if_there(etc / "timezone")


@fact
def synchronised(run: Path = Path("/run")) -> bool:
    """True when the clock is kept right by time servers: the kernel's own word, else systemd's."""
    said = _kernel_says()
    if said is not None:
        return said
    if (run / "systemd/timesync").is_dir():
        return (run / "systemd/timesync/synchronized").exists()
    raise NotKnown(say("this program may not ask the kernel"))


def _kernel_says() -> bool | None:
    """None where a program like this one may not ask (systemd's ``ProtectClock``)."""
    answer = ctypes.create_string_buffer(_TIMEX_BYTES)  # modes = 0: ask, change nothing
    state = ctypes.CDLL(None, use_errno=True).adjtimex(answer)
    if state >= 0:
        return bool(state != _UNSYNCHRONISED)
    code = ctypes.get_errno()
    if code in (errno.EPERM, errno.ENOSYS):
        return None
    raise OSError(code, os.strerror(code))
