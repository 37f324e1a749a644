"""Volume and brightness, by whatever this machine has for them; None where it has nothing that works."""

import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

BACKLIGHTS = Path("/sys/class/backlight")
PATIENCE_SECONDS = 5.0
DARKEST = 0.05
"""A display without any light looks broken."""
_PERCENT = re.compile(r"(\d+)%")


@dataclass(frozen=True, slots=True)
class Level:
    """Something between 0 and 1. Both functions take some hundredths of a second, and raise OSError."""

    get: Callable[[], float]
    set: Callable[[float], None]


def volume() -> Level | None:
    """Of the sound card: through PipeWire, PulseAudio or ALSA."""
    for find in (_pipewire, _pulse, _alsa):
        level = find()
        if level is None:
            continue
        try:
            level.get()
        except OSError:
            continue
        return level
    return None


def run(program: str, *words: str) -> str:
    """What a program prints. Raises OSError where it fails or does not end."""
    try:
        done = subprocess.run(
            [program, *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PATIENCE_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise OSError(f"{Path(program).name} does not end") from error
    if done.returncode:
        raise OSError(done.stderr.strip() or f"{Path(program).name} ended with {done.returncode}")
    return done.stdout


def _level(
    program: str, get: Sequence[str], put: Sequence[str], read: Callable[[str], float]
) -> Level | None:
    found = shutil.which(program)
    if found is None:
        return None

    def value() -> float:
        return min(1.0, read(run(found, *get)))

    def change(share: float) -> None:
        percent = f"{round(100 * share)}%"
        run(found, *(percent if word == "LEVEL" else word for word in put))

    return Level(value, change)


def _pipewire() -> Level | None:
    sink = "@DEFAULT_AUDIO_SINK@"
    return _level("wpctl", ("get-volume", sink), ("set-volume", sink, "LEVEL"), _after_colon)


def _pulse() -> Level | None:
    sink = "@DEFAULT_SINK@"
    return _level("pactl", ("get-sink-volume", sink), ("set-sink-volume", sink, "LEVEL"), _percent)


def _alsa() -> Level | None:
    return _level("amixer", ("-M", "sget", "Master"), ("-M", "sset", "Master", "LEVEL", "unmute"), _percent)


def _after_colon(text: str) -> float:
    """``Volume: 0.40 [MUTED]``"""
    if "MUTED" in text:
        return 0.0
    try:
        return float(text.split()[1])
    except (IndexError, ValueError) as error:
        raise OSError(f"no volume in {text!r}") from error


def _percent(text: str) -> float:
    """The first ``40%``; nothing for a channel that is switched off."""
    found = _PERCENT.search(text)
    if found is None:
        raise OSError(f"no volume in {text!r}")
    return 0.0 if "[off]" in text else int(found[1]) / 100


def brightness(folder: Path = BACKLIGHTS) -> Level | None:
    """Of the first light behind a display that this program may change."""
    for light in sorted(folder.iterdir()) if folder.is_dir() else ():
        level = _backlight(light)
        if level is not None:
            return level
    return None


def _backlight(light: Path) -> Level | None:
    import os

    file = light / "brightness"
    try:
        most = int((light / "max_brightness").read_text())
        int(file.read_text())
    except (OSError, ValueError):
        return None
    if most < 2 or not os.access(file, os.W_OK):
        return None

    def value() -> float:
        return min(1.0, int(file.read_text()) / most)

    def change(share: float) -> None:
        file.write_text(str(max(1, round(max(DARKEST, share) * most))))

    return Level(value, change)
