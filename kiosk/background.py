"""Programs of ours that run beside the kiosk, give way to it, and end with it."""

import ctypes
import logging
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from kiosk import logs

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
"""Seconds before a program that has died is started again; they double each time."""
STEADY_SECONDS = 600.0
"""A program that has run for so long may die of something new: the pause is short again."""

_NICEST = 19
_IOPRIO_SET = {"x86_64": 251, "aarch64": 30, "armv7l": 314, "riscv64": 30}
_THIS_PROCESS, _IDLE = 1, 3 << 13


def inbox_command(config: Path) -> list[str]:
    """What watches the inbox of a configuration beside the kiosk."""
    return [sys.executable, "-m", "kiosk.cli", "packs", "inbox", "--background", "--config", str(config)]


def take_back_command(config: Path) -> list[str]:
    """What takes back the version that the kiosk could not show."""
    return [sys.executable, "-m", "kiosk.cli", "packs", "take-back", "--background", "--config", str(config)]


def build_command(config: Path) -> list[str]:
    """What makes a new edition in the place of a damaged one."""
    return [sys.executable, "-m", "kiosk.cli", "build", "--background", "--config", str(config)]


def give_way() -> None:
    """Use the processor and the disk only as far as nobody else does. Where that is not allowed, warn."""
    try:
        os.setpriority(os.PRIO_PROCESS, 0, _NICEST)
    except OSError as error:
        log.warning("no lower priority: %s", error)
    number = _IOPRIO_SET.get(platform.machine())
    libc = ctypes.CDLL(None, use_errno=True)
    if number is None or libc.syscall(number, _THIS_PROCESS, 0, _IDLE):
        log.warning("no lower priority for the disk: %s", os.strerror(ctypes.get_errno()))


def end_with_parent() -> None:
    """End this process, whatever it is doing, as soon as its standard input ends: when the parent is gone,
    in whatever way, or closes it. Nothing of ours minds being cut off, but the log is told to its end."""

    def wait() -> None:
        while os.read(0, 4096):
            pass
        logs.last_words()
        os._exit(0)

    Thread(target=wait, name="parent", daemon=True).start()


class Companion:
    """A program that is kept running beside this one: started again, after a pause, whenever it ends."""

    def __init__(
        self,
        command: Sequence[str],
        pause: Callable[[float], bool] | None = None,
        clock: Callable[[], float] = monotonic,
        done: Collection[int] = (),
    ) -> None:
        """``pause`` waits for so many seconds; True when it is to stop. A program that ends with
        one of ``done`` has done its work."""
        self._command, self._clock, self._done = list(command), clock, done
        self._stopped = Event()
        self._pause = pause or self._stopped.wait
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._keep, name="companion", daemon=True)

    def start(self) -> None:
        self._thread.start()

    @property
    def running(self) -> bool:
        """True from the start until the program has done its work, also between two tries."""
        return self._thread.is_alive()

    def stop(self, seconds: float = 5.0) -> None:
        """End it with this program."""
        self._stopped.set()
        process = self._process
        if process is not None and process.stdin is not None:
            process.stdin.close()
        self._thread.join(seconds)

    def _keep(self) -> None:
        seconds = FIRST_PAUSE
        while not self._stopped.is_set():
            began = self._clock()
            # A session of its own: what ends the kiosk at a terminal is not for it. The pipe ends it.
            self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, start_new_session=True)
            ended = self._process.wait()
            if self._stopped.is_set() or ended in self._done:
                return
            if self._clock() - began >= STEADY_SECONDS:
                seconds = FIRST_PAUSE
            log.warning("%s ended with %d; again in %.0f s", self._command[-1], ended, seconds)
            if self._pause(seconds):
                return
            seconds = min(2 * seconds, LONGEST_PAUSE)
