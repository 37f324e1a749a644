"""An X server with two real screens of its own (driver "dummy"), for kiosks that have one each."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cage import PATIENCE_SECONDS

XORG = Path("/usr/lib/xorg/Xorg")
DRIVER = Path("/usr/lib/xorg/modules/drivers/dummy_drv.so")
ONE, TWO = "DUMMY0", "DUMMY1"
SIZE = (1024, 768)
"""Of each, in pixels."""
CONFIGURATION = """
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 64000
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  DefaultDepth 24
EndSection
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoAddGPU" "false"
EndSection
"""
FAKE = """#!/bin/sh
# The real xrandr. This driver cannot unplug a screen, so a file names the one that is to seem so, and another
# one the mode that the display likes best.
echo "$@" >>{folder}/asked
out=$(cat {folder}/unplugged)
if [ -s {folder}/best ] && [ "$3" = --auto ]; then
  one=$1 two=$2
  shift 3
  set -- "$one" "$two" --mode "$(cat {folder}/best)" "$@"
fi
/usr/bin/xrandr "$@" | sed "s/^${{out:-none}} connected/$out disconnected/"
"""
needs_screens = pytest.mark.skipif(
    not (XORG.exists() and DRIVER.exists()), reason="needs xserver-xorg-core and xserver-xorg-video-dummy"
)


@contextmanager
def two_screens(folder: Path) -> Iterator[str]:
    """The name of the display, until the ``with`` ends. Both screens lie one on the other, as some drivers
    begin."""
    configuration = folder / "xorg.conf"
    configuration.write_text(CONFIGURATION, "utf-8")
    reading, writing = os.pipe()
    words = ["-config", str(configuration), "-displayfd", str(writing), "-logfile", str(folder / "xorg.log")]
    quiet = ["-noreset", "-nolisten", "tcp", "-novtswitch", "-sharevts", "-ac", "-nocursor"]
    process = subprocess.Popen(
        [XORG, *words, *quiet],
        pass_fds=[writing],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    assert number, (folder / "xorg.log").read_text("utf-8")
    display = f":{number}"
    mode = f"{SIZE[0]}x{SIZE[1]}"
    try:
        for step in (["--addmode", TWO, mode], ["--output", TWO, "--mode", mode, "--same-as", ONE]):
            subprocess.run(["xrandr", "--display", display, *step], check=True, timeout=PATIENCE_SECONDS)
        yield display
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def with_other_displays(folder: Path) -> str:
    """A ``PATH`` on which ``unplug`` and ``prefer`` count."""
    tools = folder / "tools"
    tools.mkdir()
    (tools / "xrandr").write_text(FAKE.format(folder=folder), "utf-8")
    (tools / "xrandr").chmod(0o755)
    for name in ("asked", "unplugged", "best"):
        (folder / name).touch()
    return f"{tools}:{os.environ['PATH']}"


def unplug(folder: Path, output: str | None) -> None:
    """This screen seems to be unplugged; none does with None."""
    (folder / "unplugged").write_text(output or "", "utf-8")


def prefer(folder: Path, mode: str) -> None:
    """Displays that are lit from now on have this mode."""
    (folder / "best").write_text(mode, "utf-8")
