"""The compositor cage without a screen, as a user other than root, and hands and eyes for what runs in it.

``cage_of(folder, command)`` starts ``command`` under cage. ``folder`` is a ``private_folder``: pytest's own
belong to root alone when root runs the tests.
"""

import os
import pwd
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from PIL import Image, ImageGrab

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 90.0
"""Of real time, for what other processes do while others work on the same machine."""
SIZE = (1280, 720)
"""The headless backend's only screen."""
GLASS = (1024, 768)
"""What wlroots makes of a window."""


def other_user() -> tuple[int, int]:
    """A user and a group without rights: ourselves, or ``nobody`` where root runs the tests."""
    if os.geteuid():
        return os.getuid(), os.getgid()
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that belongs to that user, with a ``run`` for sockets in it; removed in the end."""
    folder = Path(tempfile.mkdtemp(prefix="kiosk-cage-"))
    try:
        (folder / "run").mkdir(mode=0o700)
        give(folder)
        yield folder
    finally:
        shutil.rmtree(folder)


def give(*paths: Path) -> None:
    """Make files and folders, and all that is in them, that user's own."""
    if os.geteuid():
        return
    user, group = other_user()
    for top in paths:
        for path in (top, *top.rglob("*")):
            os.chown(path, user, group, follow_symlinks=False)


def program(folder: Path) -> Path:
    """``kiosk``, as a program that this user may run."""
    file = folder / "kiosk"
    file.write_text(f'#!/bin/sh\nexec {python_for_others()} -m kiosk.cli "$@"\n', "utf-8")
    file.chmod(0o755)
    return file


def python_for_others() -> Path:
    """A Python of our version that the user may run: ours may lie in the home of whoever runs the tests."""
    ours = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (Path(sys.executable), Path("/usr/bin", ours), Path("/usr/local/bin", ours)):
        real = python.resolve()
        if real.exists() and (os.geteuid() or all(each.stat().st_mode & 1 for each in (real, *real.parents))):
            return python
    raise AssertionError(f"no {ours} that {other_user()} may run")


def until(done: Callable[[], object], what: str, patience: float = PATIENCE_SECONDS) -> None:
    """Wait until ``done`` says something true."""
    end = time.monotonic() + patience
    while not done():
        assert time.monotonic() < end, f"waited {patience:.0f} s in vain: {what}"
        time.sleep(0.02)


@dataclass
class Cage:
    """A compositor that runs, and what it and its program say."""

    process: "subprocess.Popen[str]"
    environment: dict[str, str]
    said: list[str] = field(default_factory=list)
    silent: threading.Event = field(default_factory=threading.Event)
    """All that could say something have ended."""

    def says(self, words: str) -> str:
        """Wait for a line with these words; the line."""
        return self.says_after(words, 0)[0]

    def says_after(self, words: str, first: int) -> tuple[str, int]:
        """The same, in the lines from number ``first``; also the number of the line after it."""
        found: list[int] = []

        def look() -> bool:
            ended = self.silent.is_set()
            found[:] = [at for at, line in enumerate(self.said[first:], first) if words in line][:1]
            return bool(found) or ended

        until(look, f"{words!r} in {self.said[-30:]}")
        assert found, f"ended with {self.process.returncode} before it said {words!r}: {self.said[-30:]}"
        return self.said[found[0]], found[0] + 1

    def everything(self) -> list[psutil.Process]:
        """The compositor and all processes that came of it; the X server inside has no parent among them."""
        mine = self.environment["XDG_RUNTIME_DIR"]
        found = []
        for each in psutil.process_iter():
            try:
                if each.environ().get("XDG_RUNTIME_DIR") == mine:
                    found.append(each)
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        return found

    def programs(self, name: str) -> list[psutil.Process]:
        """Those whose command line has this word in it."""
        found = []
        for each in self.everything():
            try:
                if any(name in word for word in each.cmdline()):
                    found.append(each)
            except psutil.NoSuchProcess:
                continue
        return found

    @property
    def kiosk(self) -> psutil.Process:
        """The process of ``kiosk run``."""
        (process,) = [each for each in self.programs("kiosk") if "run" in each.cmdline() and _is_python(each)]
        return process

    def displays(self) -> dict[str, str]:
        """``WAYLAND_DISPLAY`` and ``DISPLAY`` of the programs in it."""
        found: dict[str, str] = {}

        def look() -> bool:
            for each in self.everything():
                try:
                    theirs = each.environ()
                except psutil.NoSuchProcess:
                    continue
                if theirs.get("WAYLAND_DISPLAY"):
                    found.update({name: theirs[name] for name in ("WAYLAND_DISPLAY", "DISPLAY")})
            return bool(found)

        until(look, "a program inside cage")
        return found

    def inside(self, *command: object, check: bool = True) -> str:
        """Run a program inside, as the same user; what it prints."""
        user, group = other_user()
        done = subprocess.run(
            [*map(str, command)],
            env={**self.environment, **self.displays()},
            stdout=subprocess.PIPE,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=check,
            **(_as(user, group) if not os.geteuid() else {}),
        )
        return done.stdout.strip()

    def hands(self, *steps: object) -> str:
        """xdotool on the X server inside."""
        return self.inside("xdotool", *steps)

    def picture(self) -> Image.Image:
        """What the compositor shows on a ``glass``."""
        return ImageGrab.grab(xdisplay=self.environment["DISPLAY"]).convert("RGB")

    def end(self) -> None:
        """End the compositor and all that runs in it."""
        while left := self.everything():
            for each in left:
                each.kill()
            psutil.wait_procs(left, PATIENCE_SECONDS)
        self.process.wait(PATIENCE_SECONDS)


@contextmanager
def cage_of(
    folder: Path,
    command: Sequence[str | Path],
    environment: Mapping[str, str] | None = None,
    options: Sequence[str] = (),
) -> Iterator[Cage]:
    """``command`` under cage, until the ``with`` ends; ``options`` are cage's own."""
    yield from _running(folder, ["cage", *options, "--", *map(str, command)], environment)


@contextmanager
def session_of(
    folder: Path, command: Sequence[str | Path], environment: Mapping[str, str] | None = None
) -> Iterator[Cage]:
    """``command``, which starts a compositor by itself."""
    yield from _running(folder, [*map(str, command)], environment)


@contextmanager
def glass() -> Iterator[dict[str, str]]:
    """The environment of a compositor whose screen can be seen: a window that fills an X display of its own.

    Pictures that cage without a screen gives of itself (grim) may be old, or black for ever.
    """
    width, height = GLASS
    reading, writing = os.pipe()
    with os.fdopen(reading) as said:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-noreset", "-ac"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        number = said.readline().strip()
    try:
        assert number, "the display did not start"
        yield {"WLR_BACKENDS": "x11", "DISPLAY": f":{number}"}
    finally:
        server.kill()
        server.wait(PATIENCE_SECONDS)


def headless(folder: Path) -> dict[str, str]:
    """The environment of a compositor without a screen."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "XDG_RUNTIME_DIR": str(folder / "run"),
        "WLR_BACKENDS": "headless",
        "WLR_LIBINPUT_NO_DEVICES": "1",
        "WLR_RENDERER": "pixman",
        "LIBSEAT_BACKEND": "noop",
        "SDL_AUDIODRIVER": "dummy",
        # Where this Python is not the user's, another one reads the same packages.
        "PYTHONPATH": os.pathsep.join([str(ROOT), sysconfig.get_path("purelib")]),
        "PYTHONUNBUFFERED": "1",
    }


def _running(folder: Path, command: list[str], environment: Mapping[str, str] | None) -> Iterator[Cage]:
    user, group = other_user()
    variables = {**headless(folder), **(environment or {})}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
        **(_as(user, group) if not os.geteuid() else {}),
    )
    running = Cage(process, variables)

    def listen() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            running.said.append(line.rstrip("\n"))
        running.silent.set()

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        yield running
    finally:
        running.end()
        listener.join(PATIENCE_SECONDS)


def _as(user: int, group: int) -> dict[str, object]:
    return {"user": user, "group": group, "extra_groups": []}


def _is_python(process: psutil.Process) -> bool:
    return "python" in process.name()
