"""Memory, disk and temperature."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from kiosk.machine.fact import NotKnown, fact, read, read_if_there
from kiosk.messages import say

CPU_SENSORS = ("coretemp", "k10temp", "zenpower", "cpu_thermal", "soc_thermal", "x86_pkg_temp", "acpitz")
"""Names that drivers give to the temperature of a processor, the surest first."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes of the machine's memory."""

    total: int
    available: int
    """What programs may still take before the machine swaps."""
    swapped: int


@dataclass(frozen=True, slots=True)
class ProgramMemory:
    """Bytes of one program's memory."""

    resident: int
    """In memory now, with what it shares with other programs."""
    own: int | None
    """The same, where what is shared counts only in part; None where the kernel does not say."""
    most: int
    """The most that was resident."""


@dataclass(frozen=True, slots=True)
class Disk:
    """Bytes of the file system that a folder is on."""

    folder: Path
    total: int
    free: int
    """What the user of this program may still write."""
    kind: str
    """``ext4``, ``btrfs``, ``overlay`` …; empty where that is not known."""
    read_only: bool


@dataclass(frozen=True, slots=True)
class Temperature:
    """The hottest sensor of the processor; where it has none, of the machine."""

    celsius: float
    critical: float | None
    """Where the machine switches itself off; None where the sensor does not say."""
    sensor: str


@fact
def memory() -> Memory:
    import psutil

    found = psutil.virtual_memory()
    return Memory(found.total, found.available, psutil.swap_memory().used)


@fact
def program_memory(pid: int, proc: Path = Path("/proc")) -> ProgramMemory:
    """Of one process."""
    status = _sizes(read(proc / str(pid) / "status"))
    if "VmRSS" not in status:
        raise NotKnown(say("the program does not run"))
    rollup = _sizes(read_if_there(proc / str(pid) / "smaps_rollup"))
    return ProgramMemory(status["VmRSS"], rollup.get("Pss"), status["VmHWM"])


def _sizes(text: str) -> dict[str, int]:
    """Bytes by name in what the kernel writes as ``VmRSS:   1234 kB``."""
    lines = (line.split() for line in text.splitlines())
    return {words[0].rstrip(":"): int(words[1]) * 1024 for words in lines if words[2:3] == ["kB"]}


@fact
def disk(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> Disk:
    """Where the folder is, or will be once it is made."""
    import os

    there = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.exists())
    usage = shutil.disk_usage(there)
    read_only = bool(os.statvfs(there).f_flag & os.ST_RDONLY)
    return Disk(folder, usage.total, usage.free, _kind(there.resolve(), read_if_there(mounts)), read_only)


def _kind(place: Path, mounts: str) -> str:
    """The file system of a place, out of the list of mounts: that of the longest mount above it."""
    kind, longest = "", -1
    for line in mounts.splitlines():
        _, mount, name, *_ = line.split()
        point = Path(mount.replace("\\040", " "))
        if place.is_relative_to(point) and len(point.parts) >= longest:
            kind, longest = name, len(point.parts)
    return kind


@fact
def temperature() -> Temperature:
    import psutil

    found = psutil.sensors_temperatures()
    drivers = [name for name in CPU_SENSORS if found.get(name)] or [name for name in found if found[name]]
    if not drivers:
        raise NotKnown(say("this machine has no sensor that the kernel knows"))
    hottest = max(found[drivers[0]], key=lambda each: each.current)
    return Temperature(hottest.current, hottest.critical or hottest.high, drivers[0])
