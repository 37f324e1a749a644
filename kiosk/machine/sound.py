"""Sound cards, and servers that mix for them."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.machine.fact import fact, read_if_there

_CARD = re.compile(r"^ *\d+ \[.*?\]: .*? - (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sound:
    """What could make a sound."""

    cards: tuple[str, ...]
    """As their drivers call them."""
    usable: bool
    """This user may open one of them."""
    server: str
    """``PipeWire`` or ``PulseAudio`` where one runs for this user."""


@fact
def sound(
    cards: Path = Path("/proc/asound/cards"),
    devices: Path = Path("/dev/snd"),
    environment: Mapping[str, str] = os.environ,
) -> Sound:
    names = tuple(name.strip() for name in _CARD.findall(read_if_there(cards)))
    players = list(devices.glob("pcmC*D*p")) if devices.is_dir() else []
    runtime = Path(environment.get("XDG_RUNTIME_DIR") or "/nonexistent")
    servers = {"PipeWire": runtime / "pipewire-0", "PulseAudio": runtime / "pulse" / "native"}
    server = next((name for name, socket in servers.items() if socket.exists()), "")
    return Sound(names, any(os.access(each, os.W_OK) for each in players), server)
