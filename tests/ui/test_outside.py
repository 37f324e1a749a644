"""The kiosk as the hall has it: its own process, fullscreen on its own display, touched through X."""

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from kiosk.catalogue import editions as finished
from tests.builds import run, shown
from tests.synthetic import make_content
from tests.ui.conftest import Open
from tests.ui.hall import ROOT, Editions

SIZE = (1280, 720)
PATIENCE_SECONDS = 60
SCREEN = "kiosk.ui.stage: screen "
"""So the log names each screen that is shown."""


@dataclass(frozen=True)
class Kiosk:
    """A running kiosk: what it logs, and hands on its screen."""

    process: "subprocess.Popen[str]"
    log: "queue.Queue[str]"
    environment: dict[str, str]

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
        while "first frame" not in self.log.get(timeout=PATIENCE_SECONDS):
            pass

    def touch(self, point: tuple[float, float]) -> None:
        """``point`` as Kivy counts: from the lower left corner."""
        self.hands("mousemove", "--sync", round(point[0]), SIZE[1] - round(point[1]), "click", 1)

    def reaches(self, place: str) -> None:
        """Wait for the log to name the next screen, which must be this one."""
        said: list[str] = []
        while not said or SCREEN not in said[-1]:
            try:
                said.append(self.log.get(timeout=PATIENCE_SECONDS))
            except queue.Empty:
                pytest.fail(f"no screen came where {place!r} was expected; the log said {said}")
        assert said[-1].partition(SCREEN)[2].strip() == place, said

    def says(self, words: str) -> str:
        """Wait for a line of the log."""
        said: list[str] = []
        while not said or words not in said[-1]:
            try:
                said.append(self.log.get(timeout=PATIENCE_SECONDS))
            except queue.Empty:
                pytest.fail(f"nothing came of {words!r}; the log said {said}")
        return said[-1]

    def stays(self) -> None:
        """No other screen has come since."""
        assert self.process.poll() is None
        while not self.log.empty():
            line = self.log.get()
            assert SCREEN not in line, line


@pytest.fixture
def display() -> Iterator[dict[str, str]]:
    """A display of the size of the screen; the environment for programs on it."""
    reading, writing = os.pipe()
    size = f"{SIZE[0]}x{SIZE[1]}x24"
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    assert number, "the display did not start"
    yield {**os.environ, "DISPLAY": f":{number}"}
    server.terminate()
    server.wait(PATIENCE_SECONDS)


@pytest.fixture
def kiosk(display: dict[str, str], editions: Editions, tmp_path: Path) -> Iterator[Kiosk]:
    """``kiosk run`` on the shipped galleries."""
    config = tmp_path / "config.yaml"
    config.write_text(
        f"content: {ROOT / 'content'}\ndata: {editions.shipped}\ndefault_language: zh\n", "utf-8"
    )
    yield from running(config, display)


def running(config: Path, environment: dict[str, str]) -> Iterator[Kiosk]:
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk.cli", "run", "--config", str(config)],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    log: queue.Queue[str] = queue.Queue()

    def listen() -> None:
        assert process.stderr is not None
        for line in process.stderr:
            log.put(line)

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    yield Kiosk(process, log, environment)
    process.kill()
    process.wait(PATIENCE_SECONDS)
    listener.join(PATIENCE_SECONDS)


def test_a_visit_through_x(kiosk: Kiosk, open_kiosk: Open) -> None:
    """The same kiosk here says where everything is; the one outside is touched there."""
    here = open_kiosk(size=SIZE)
    kiosk.has_begun("attract zh")

    def step(name: str, place: str) -> None:
        here.settle()
        kiosk.touch(here.target(name).box.centre)
        kiosk.reaches(place)
        here.touch(name)

    kiosk.touch((600, 400))
    kiosk.reaches("languages zh")
    here.touch_at((600, 400))
    step("choose-ru", "galleries ru")
    step("gallery-esik", "gallery esik ru")

    for key in ("F1", "Escape", "ctrl+e", "alt+F4", "F11", "Return"):
        kiosk.hands("key", key)
    kiosk.hands("mousemove", "--sync", 640, 360, "click", 3, "click", 2, "click", 4, "click", 5)
    kiosk.hands("mousemove", "--sync", 640, 500, "mousedown", 1)
    for y in range(490, 440, -10):
        kiosk.hands("mousemove", "--sync", 640, y)
    for y in range(440, 510, 10):
        kiosk.hands("mousemove", "--sync", 640, y)
    kiosk.hands("mouseup", 1)
    step("language-kk", "gallery esik kk")
    step("about", "about kk")
    step("back", "gallery esik kk")
    step("home", "galleries kk")
    kiosk.stays()


def test_a_broken_configuration_is_no_restart_loop(
    display: dict[str, str], tmp_path: Path, editions: Editions
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("galeries: [saka]\n", "utf-8")
    for kiosk in running(config, display):
        kiosk.has_begun("configuration zh")
        kiosk.touch((600, 400))
        kiosk.hands("key", "Escape")
        kiosk.stays()


def test_a_pack_goes_from_the_inbox_to_the_screen(display: dict[str, str], tmp_path: Path) -> None:
    """And what watches the inbox ends with the kiosk, also when that is killed."""
    make_content(tmp_path / "content", {"alpha": 2}, pictures=1, size=(320, 240))
    make_content(tmp_path / "new", {"gamma": 2}, pictures=1, size=(320, 240))
    run(tmp_path)
    config = tmp_path / "config.yaml"
    config.write_text("content: content\ndata: data\ninbox: inbox\ninbox_quiet_seconds: 0.3\n", "utf-8")
    for kiosk in running(config, display):
        kiosk.says("watching")
        (child,) = psutil.Process(kiosk.process.pid).children()
        (tmp_path / "new/gamma").rename(tmp_path / "inbox/gamma")
        assert kiosk.says("showing edition").strip().endswith(current_edition(tmp_path))
        assert set(shown(tmp_path / "data")) == {"alpha", "gamma"}
        assert child.is_running()
        kiosk.process.kill()
        kiosk.process.wait(PATIENCE_SECONDS)
        assert psutil.wait_procs([child], PATIENCE_SECONDS)[0] == [child]


def current_edition(folder: Path) -> str:
    edition = finished.current(folder / "data")
    assert edition is not None
    return edition.name
