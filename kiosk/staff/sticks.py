"""Sticks that are in the machine: file systems on USB and other disks that can be pulled."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MOUNTS, SYS = Path("/proc/self/mounts"), Path("/sys/class/block")


@dataclass(frozen=True, slots=True)
class Stick:
    """One file system of a stick."""

    place: Path
    """Where it is mounted."""
    name: str
    free: int
    """Bytes."""
    writable: bool


def sticks(mounts: Path = MOUNTS, blocks: Path = SYS) -> tuple[Stick, ...]:
    """All that are mounted, by name."""
    return tuple(sorted(_sticks(mounts, blocks), key=lambda each: each.name))


def _sticks(mounts: Path, blocks: Path) -> Iterator[Stick]:
    seen: set[str] = set()
    for line in mounts.read_text("utf-8", "replace").splitlines():
        device, point, *_ = line.split(" ")
        if not device.startswith("/dev/") or device in seen:
            continue
        if not _can_be_pulled(blocks / Path(device).resolve().name):
            continue
        place = Path(point.encode().decode("unicode_escape").encode("latin-1").decode("utf-8", "replace"))
        try:
            free = shutil.disk_usage(place).free
        except OSError:
            continue  # it was pulled just now
        seen.add(device)
        yield Stick(place, place.name, free, os.access(place, os.W_OK))


def _can_be_pulled(block: Path) -> bool:
    """True for a partition or disk that the kernel calls removable, or that hangs on USB."""
    try:
        real = block.resolve(strict=True)
    except OSError:
        return False
    if "/usb" in real.as_posix():
        return True
    for folder in (real, real.parent):
        try:
            if (folder / "removable").read_text().strip() == "1":
                return True
        except OSError:
            continue
    return False
