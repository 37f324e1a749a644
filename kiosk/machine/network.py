"""Network interfaces and their addresses."""

import socket
from dataclasses import dataclass
from pathlib import Path

from kiosk.machine.fact import NotKnown, fact
from kiosk.messages import say

SYS = Path("/sys/class/net")


@dataclass(frozen=True, slots=True)
class Interface:
    """One network card."""

    name: str
    """``enp1s0``, ``wlan0`` …"""
    up: bool
    """It is switched on, and a cable or a radio network is there."""
    wireless: bool
    addresses: tuple[str, ...]
    """IPv4 first; none that hold only on its own cable."""
    hardware: str
    """Its hardware address."""
    megabits: int | None
    """Per second; None where it does not say."""


@fact
def network(sys: Path = SYS) -> tuple[Interface, ...]:
    """The cards of the machine, those that are up first; no bridges or tunnels."""
    import psutil

    addresses, states = psutil.net_if_addrs(), psutil.net_if_stats()
    found = []
    for name in sorted(set(addresses) | set(states)):
        if not (sys / name / "device").exists():
            continue
        told = addresses.get(name, [])
        at = [each for each in told if each.family == socket.AF_INET]
        at += [
            each for each in told if each.family == socket.AF_INET6 and not each.address.startswith("fe80")
        ]
        hardware = [each.address for each in told if each.family == psutil.AF_LINK]
        state = states.get(name)
        found.append(
            Interface(
                name,
                bool(state and state.isup),
                (sys / name / "wireless").exists(),
                tuple(each.address.partition("%")[0] for each in at),
                hardware[0] if hardware else "",
                state.speed if state and state.speed else None,
            )
        )
    if not found:
        raise NotKnown(say("there is no network card, or this program is shut off from it"))
    return tuple(sorted(found, key=lambda each: not each.up))
