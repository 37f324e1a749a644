"""All facts at once, as the staff menu and ``kiosk doctor`` show them."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.machine import clock as clocks
from kiosk.machine import displays as screens
from kiosk.machine import graphics as drawing
from kiosk.machine import inputs as devices
from kiosk.machine import memory as room
from kiosk.machine import network as networks
from kiosk.machine import starts as counts
from kiosk.machine import versions as programs
from kiosk.machine.clock import Clock
from kiosk.machine.displays import Display
from kiosk.machine.fact import Unknown
from kiosk.machine.graphics import Graphics
from kiosk.machine.inputs import Input
from kiosk.machine.memory import Disk, Memory, ProgramMemory, Temperature
from kiosk.machine.network import Interface
from kiosk.machine.starts import Starts
from kiosk.machine.versions import Versions
from kiosk.messages import say


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine as it is now; what is not known says why."""

    memory: Memory | Unknown
    kiosk_memory: ProgramMemory | Unknown
    """Of the running kiosk."""
    disk: Disk | Unknown
    """Of the data folder."""
    temperature: Temperature | Unknown
    machine_seconds: float | Unknown
    """Since it was switched on."""
    kiosk_seconds: float | Unknown
    """Since the running kiosk was started."""
    starts: Starts | Unknown
    graphics: Graphics | Unknown
    """What the kiosk's window said when it was opened last."""
    displays: tuple[Display, ...] | Unknown
    inputs: tuple[Input, ...] | Unknown
    network: tuple[Interface, ...] | Unknown
    clock: Clock | Unknown
    synchronised: bool | Unknown
    """Time servers keep the clock right."""
    versions: Versions | Unknown


def look(data: Path) -> Machine:
    """Ask for everything; ``data`` is the kiosk's data folder. It takes some hundredths of a second, so a
    screen asks from a thread."""
    said = counts.starts(data)
    pid = counts.running(said) if isinstance(said, Starts) else None
    seconds = counts.program_seconds(said) if isinstance(said, Starts) else None
    idle = Unknown(say("the kiosk does not run"))
    return Machine(
        room.memory(),
        idle if pid is None else room.program_memory(pid),
        room.disk(data),
        room.temperature(),
        counts.machine_seconds(),
        idle if seconds is None else seconds,
        said,
        drawing.kept(data),
        screens.displays(),
        devices.inputs(),
        networks.network(),
        clocks.clock(),
        clocks.synchronised(),
        programs.versions(),
    )
