"""Commands of ours that staff start at the screen: beside the kiosk, giving way to it."""

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from typing import IO

from kiosk.languages import Language

log = logging.getLogger(__name__)

NICENESS = 10
MOST_LINES = 400


def command(words: Sequence[str], config: Path, language: Language | None = None) -> list[str]:
    """``kiosk`` with these words, for this configuration."""
    spoken = ["--language", language] if language else []
    return [sys.executable, "-m", "kiosk.cli", *words, "--config", str(config), *spoken]


@dataclass(frozen=True, slots=True)
class Told:
    """What a command has said so far."""

    lines: tuple[str, ...]
    """On its standard output."""
    aside: tuple[str, ...]
    """On the other one: progress, and why it could not be done."""
    ended: int | None
    """Its exit status; None while it runs."""


class Deed:
    """One command, from its start to its end."""

    def __init__(self, what: str, words: Sequence[str]) -> None:
        """``what`` is for the log."""
        self.what = what
        self._lock = Lock()
        self._lines: list[str] = []
        self._aside: list[str] = []
        self._ended: int | None = None
        log.info("staff: %s begins", what)
        self._process = subprocess.Popen(
            list(words),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, NICENESS)
        Thread(target=self._follow, name="deed", daemon=True).start()

    @property
    def told(self) -> Told:
        with self._lock:
            return Told(tuple(self._lines), tuple(self._aside), self._ended)

    def stop(self) -> None:
        """End it now. Whatever it did may be cut anywhere."""
        if self._process.poll() is None:
            self._process.terminate()

    def _follow(self) -> None:
        process = self._process
        assert process.stdout is not None
        assert process.stderr is not None
        stderr = process.stderr
        other = Thread(target=self._read, args=(stderr, self._aside), name="deed aside", daemon=True)
        other.start()
        self._read(process.stdout, self._lines)
        other.join()
        ended = process.wait()
        with self._lock:
            self._ended = ended
        log.info("staff: %s ended with %d", self.what, ended)

    def _read(self, stream: IO[str], into: list[str]) -> None:
        for line in stream:
            text = line.rstrip()
            if text:
                with self._lock:
                    into.append(text)
                    del into[:-MOST_LINES]
