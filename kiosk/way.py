"""How long each part of the way to the first frame took."""

import os
import time
from pathlib import Path

_marks: list[tuple[str, float]] = []


def mark(part: str) -> None:
    """A part of the way to the first frame ends now."""
    _marks.append((part, age()))


def age() -> float:
    """Seconds since this process was started, to a hundredth."""
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started


def way() -> str:
    """The parts of the way so far, each with its seconds."""
    parts, before = [], 0.0
    for part, moment in _marks:
        parts.append(f"{part} {moment - before:.2f}")
        before = moment
    return ", ".join(parts)
