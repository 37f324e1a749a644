"""What systemd says of the kiosk's service."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from kiosk.machine.fact import NotKnown, fact
from kiosk.messages import say

KIOSK, MOMENT = "kiosk.service", "kiosk-moment.service"
_ASKED = "LoadState,ActiveState,Result,NRestarts"
SECONDS = 5.0
SCREENS = Path("/etc/kiosk/screens")
"""Configurations of the kiosks of other screens."""


@dataclass(frozen=True, slots=True)
class Service:
    """The service as systemd sees it."""

    state: str
    """``active``, ``activating``, ``inactive``, ``failed``"""
    result: str
    """How it ended last: ``success``, ``exit-code``, ``watchdog``, ``start-limit-hit`` …"""
    restarts: int
    """By systemd itself, since somebody started it."""
    given_up: bool
    """Visitors see "one moment please"."""


def unit(config: Path) -> str:
    """The service that starts the kiosk of a configuration."""
    config = config.absolute()
    return f"kiosk-screen@{config.stem}.service" if config.parent == SCREENS else KIOSK


@fact
def service(name: str = KIOSK) -> Service:
    if shutil.which("systemctl") is None:
        raise NotKnown(say("systemd does not start the kiosk here"))
    said = _show(name)
    if said.get("LoadState") != "loaded":
        raise NotKnown(say("systemd does not start the kiosk here"))
    return Service(
        said.get("ActiveState", ""),
        said.get("Result", ""),
        int(said.get("NRestarts") or 0),
        _show(MOMENT).get("ActiveState") == "active",
    )


def _show(unit: str) -> dict[str, str]:
    """Properties of a unit, which any user may ask for; none where systemd does not answer."""
    try:
        done = subprocess.run(
            ["systemctl", "show", unit, f"--property={_ASKED}"],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {}
    return dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)
