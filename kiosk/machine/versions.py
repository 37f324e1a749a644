"""What runs here: program, Python, libraries, Debian, kernel, computer."""

import os
import platform
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from kiosk import __version__
from kiosk.machine.fact import fact, read_if_there

LIBRARIES = ("kivy", "kivymd", "sqlalchemy", "pydantic", "pyyaml", "pillow", "ffpyplayer", "icu4py")
"""Those that a fault may come from."""


@dataclass(frozen=True, slots=True)
class Versions:
    """Versions, as each says them; empty where it does not."""

    kiosk: str
    python: str
    libraries: dict[str, str]
    system: str
    """``Debian GNU/Linux 12 (bookworm)``"""
    kernel: str
    computer: str
    """Maker and model."""
    processor: str
    cores: int


@fact
def versions(root: Path = Path("/")) -> Versions:
    return Versions(
        __version__,
        platform.python_version(),
        {name: _version(name) for name in LIBRARIES},
        _system(root / "etc"),
        platform.release(),
        _computer(root / "sys/class/dmi/id", root / "proc/device-tree/model"),
        _processor(root / "proc/cpuinfo"),
        os.cpu_count() or 1,
    )


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _system(etc: Path) -> str:
    said = dict(line.split("=", 1) for line in read_if_there(etc / "os-release").splitlines() if "=" in line)
    name = said.get("PRETTY_NAME", "").strip('"')
    point = read_if_there(etc / "debian_version")
    number = said.get("VERSION_ID", "").strip('"')
    # 12 is also 12.9: the point release tells which repairs are there.
    return name.replace(number, point) if number and point.startswith(f"{number}.") else name


def _computer(dmi: Path, model: Path) -> str:
    maker, product = read_if_there(dmi / "sys_vendor"), read_if_there(dmi / "product_name")
    name = product if product.startswith(maker) else f"{maker} {product}"
    return name.strip() or read_if_there(model).rstrip("\0")


def _processor(cpuinfo: Path) -> str:
    for line in read_if_there(cpuinfo).splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return " ".join(value.split())
    return ""
