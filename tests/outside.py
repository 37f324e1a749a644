"""The kiosk as the hall has it: a process of its own, of a user other than root, on a display of its own."""

import os
import queue
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.cage import give, other_user, private_folder, python_for_others

ROOT = Path(__file__).parents[1]
SIZE = (1280, 720)
SCREEN_OPTIONS = ("-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp", "-noreset", "-ac")
PATIENCE_SECONDS = 60
SCREEN = "kiosk.ui.stage: screen "
"""So the log names each screen that is shown."""
SOMEBODY = other_user()[0] if os.geteuid() == 0 else None
"""A user without rights; None where the tests are not root's, who is then as good."""


@dataclass
class Kiosk:
    """A running kiosk: what it logs, and hands on its screen."""

    process: "subprocess.Popen[str]"
    log: "queue.Queue[str]"
    environment: Mapping[str, str]
    said: list[str] = field(default_factory=list)
    """What was taken from the log so far."""

    def hands(self, *steps: object) -> str:
        """What xdotool does, waiting until X has done it; what it answers."""
        done = subprocess.run(
            ["xdotool", *map(str, steps)],
            env=self.environment,
            check=True,
            timeout=PATIENCE_SECONDS,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout.strip()

    def has_begun(self, place: str) -> None:
        """Wait for the first screen, and until it is drawn: a touch before is lost."""
        self.reaches(place)
        self.says("first frame")

    def touch(self, point: tuple[float, float]) -> None:
        """``point`` as Kivy counts: from the lower left corner."""
        self.hands("mousemove", round(point[0]), SIZE[1] - round(point[1]), "click", 1)

    def reaches(self, place: str) -> None:
        """Wait for the log to name the next screen, which must be this one."""
        line = self._line_with(SCREEN, f"the screen {place!r}")
        assert line.partition(SCREEN)[2].strip() == place, self.said

    def comes_to(self, place: str) -> None:
        """Wait for a screen, whatever others come before it."""
        while self._line_with(SCREEN, f"the screen {place!r}").partition(SCREEN)[2].strip() != place:
            pass

    def says(self, words: str) -> str:
        """Wait for a line of the log."""
        return self._line_with(words, repr(words))

    def _line_with(self, words: str, what: str) -> str:
        while True:
            try:
                line = self.log.get(timeout=PATIENCE_SECONDS)
            except queue.Empty:
                ended = self.process.poll()
                pytest.fail(f"{what} did not come (status {ended}); the log said {self.said}")
            self.said.append(line)
            if words in line:
                return line

    def stays(self) -> None:
        """It lives, no screen has failed and no other one has come since."""
        assert self.process.poll() is None, self.said
        while not self.log.empty():
            line = self.log.get()
            self.said.append(line)
            assert SCREEN not in line, line
            assert "ERROR kiosk.ui" not in line, line
            assert "Traceback" not in line, line

    def ends(self) -> int:
        """Wait for its end; its status."""
        return self.process.wait(PATIENCE_SECONDS)

    @property
    def window(self) -> int:
        """Its window, as X knows it."""
        found = self.hands("search", "--sync", "--onlyvisible", "--pid", self.process.pid)
        return int(found.splitlines()[-1])


class Display:
    """An X server of the size of the screen."""

    def __init__(self, number: int | None = None) -> None:
        reading, writing = os.pipe()
        asked = [f":{number}"] if number is not None else []
        self.server = subprocess.Popen(
            ["Xvfb", *asked, "-displayfd", str(writing), *SCREEN_OPTIONS],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as pipe:
            said = pipe.readline().strip()
        assert said, "the display did not start"
        self.number = int(said)

    @property
    def environment(self) -> dict[str, str]:
        """For programs on it."""
        return {**os.environ, "DISPLAY": f":{self.number}"}

    def end(self) -> None:
        self.server.kill()
        self.server.wait(PATIENCE_SECONDS)


def command(config: Path, *more: str) -> list[str]:
    """``kiosk run``."""
    return [sys.executable, "-m", "kiosk.cli", "run", "--config", str(config), *more]


def somebodys(words: Sequence[str], folder: Path) -> list[str]:
    """The same for that user, who has a Python in his folder."""
    return [str(folder / "venv/bin/python"), *words[1:]]


def _make_python(folder: Path) -> None:
    """An environment with our packages: ours may lie where nobody else may look, and a variable that names
    them would be ignored by the decoders, which are started without any."""
    python = str(python_for_others())
    subprocess.run([python, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
    (site,) = folder.glob("venv/lib/python*/site-packages")
    (site / "packages.pth").write_text(f"{sysconfig.get_path('purelib')}\n{ROOT}\n", "utf-8")


@contextmanager
def started(
    words: Sequence[str], environment: Mapping[str, str], user: int | None = None, **more: Any
) -> Iterator[Kiosk]:
    """A kiosk, killed at the end if it still runs."""
    if user is not None:
        more |= {"user": user, "group": user, "extra_groups": []}
    process = subprocess.Popen(
        list(words),
        cwd=ROOT,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )
    log: queue.Queue[str] = queue.Queue()

    def listen() -> None:
        assert process.stderr is not None
        for line in process.stderr:
            log.put(line)

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        yield Kiosk(process, log, environment)
    finally:
        process.kill()
        process.wait(PATIENCE_SECONDS)
        listener.join(PATIENCE_SECONDS)


@contextmanager
def somebodys_folder() -> Iterator[Path]:
    """A folder of a user other than root, to whom pytest's own folders are closed, with a Python in it."""
    with private_folder() as folder:
        (folder / "home").mkdir(mode=0o700)
        _make_python(folder)
        give(folder)
        try:
            yield folder
        finally:
            for path in (folder, *folder.rglob("*")):
                if path.is_dir() and not path.is_symlink():
                    path.chmod(0o700)


def at_home(folder: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of that user."""
    kept = {
        name: value for name, value in environment.items() if not name.startswith(("XDG_", "KIVY_", "PYTHON"))
    }
    own = {"HOME": str(folder / "home"), "XDG_RUNTIME_DIR": str(folder / "run")}
    return {**kept, **own}
