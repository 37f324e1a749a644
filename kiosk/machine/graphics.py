"""Who draws: the graphics card and its driver, or the processor in its stead.

Only a window tells. The kiosk writes down what its own window says (``data/graphics.json``); ``opened`` opens
one that nobody sees, in a process of its own, as the kiosk would.
"""

import json
import re
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kiosk.machine.fact import NotKnown, fact
from kiosk.messages import quoted, say

_FILE = "graphics.json"
SECONDS = 60
"""So long a window may take to open."""
_SOFTWARE = re.compile(r"llvmpipe|softpipe|swrast|swiftshader|software", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Graphics:
    """What OpenGL says of itself in a window."""

    vendor: str
    renderer: str
    """``Mesa Intel(R) UHD Graphics (ADL-N)``"""
    version: str
    """``4.6 (Compatibility Profile) Mesa 22.3.6``"""
    largest: int
    """Pixels on a side of the largest texture."""
    window: str
    """The window system: ``x11``, ``wayland`` …; empty where Kivy does not say."""
    size: tuple[int, int]
    """Pixels of the window."""

    @property
    def is_software(self) -> bool:
        """The processor draws."""
        return bool(_SOFTWARE.search(self.renderer))


def keep(data: Path, said: Graphics) -> None:
    """Write down what the kiosk's own window says. Raises OSError."""
    unfinished = data / f"{_FILE}.new"
    unfinished.write_text(json.dumps(asdict(said)), "utf-8")
    unfinished.replace(data / _FILE)


@fact
def kept(data: Path) -> Graphics:
    """What the kiosk's window said when it was opened last."""
    if not (data / _FILE).exists():
        raise NotKnown(say("the kiosk was never started here"))
    return _graphics(json.loads((data / _FILE).read_bytes()))


@fact
def opened(seconds: float = SECONDS) -> Graphics:
    """Open a window and ask."""
    command = [sys.executable, "-m", "kiosk.ui.graphics"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise NotKnown(say("no window came in {count} seconds", count=round(seconds))) from None
    if done.returncode:
        raise NotKnown(quoted(_last_words(done.stderr.decode("utf-8", "replace"))))
    return _graphics(json.loads(done.stdout))


def _graphics(said: dict[str, Any]) -> Graphics:
    return Graphics(**{**said, "size": tuple(said["size"])})


def _last_words(complaint: str) -> str:
    """The last line that says something."""
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    return lines[-1][:200] if lines else "?"
