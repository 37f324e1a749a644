"""Programs beside the kiosk: they give way, they are started again, and they end with it, however it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from threading import Event, Thread

import psutil
import pytest

from kiosk.background import FIRST_PAUSE, LONGEST_PAUSE, STEADY_SECONDS, Companion, inbox_command
from tests.builds import SMALL, shown
from tests.synthetic import make_content

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120

PARENT = """
import sys, time
from kiosk.background import Companion
companion = Companion(sys.argv[1:])
companion.start()
print("started", flush=True)
time.sleep(1000)
"""
CHILD = """
import json, os, sys, time
from kiosk.background import end_with_parent, give_way
end_with_parent()
give_way()
print(json.dumps({"pid": os.getpid(), "nice": os.nice(0)}), flush=True)
while True:
    time.sleep(1000)
"""


def until(done: Callable[[], bool], what: str) -> None:
    """Wait for what another process does."""
    end, breath = time.monotonic() + PATIENCE_SECONDS, Event()
    while not done():
        assert time.monotonic() < end, f"waited in vain: {what}"
        breath.wait(0.02)


@pytest.fixture
def processes() -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Starts programs; what is left of them is ended."""
    started: list[subprocess.Popen[str]] = []

    def start(*command: str) -> "subprocess.Popen[str]":
        started.append(
            subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        )
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate(timeout=PATIENCE_SECONDS)


def test_a_companion_gives_way_and_ends_with_a_killed_parent(
    processes: Callable[..., "subprocess.Popen[str]"],
) -> None:
    parent = processes(sys.executable, "-c", PARENT, sys.executable, "-c", CHILD)
    assert parent.stdout is not None
    lines = [parent.stdout.readline() for _ in range(2)]
    said = next(json.loads(line) for line in lines if line.startswith("{"))
    child = psutil.Process(said["pid"])
    assert said["nice"] == 19
    assert child.ionice().ioclass == psutil.IOPRIO_CLASS_IDLE
    assert os.getsid(child.pid) != os.getsid(parent.pid), "Ctrl+C at a terminal is for the kiosk alone"
    parent.send_signal(signal.SIGKILL)
    until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE, "the end of the child")


def test_a_companion_that_dies_is_started_again_with_longer_and_longer_pauses() -> None:
    pauses: list[float] = []

    def pause(seconds: float) -> bool:
        pauses.append(seconds)
        return len(pauses) == 12

    companion = Companion([sys.executable, "-ISc", "raise SystemExit(3)"], pause, clock=lambda: 0.0)
    companion.start()
    companion._thread.join(PATIENCE_SECONDS)
    assert pauses[:4] == [FIRST_PAUSE, 2, 4, 8]
    assert pauses[-1] == LONGEST_PAUSE


def test_after_a_steady_run_the_pause_is_short_again() -> None:
    pauses: list[float] = []
    moments = iter([0.0, 1.0, 1.0, 2.0, 2.0, 2.0 + STEADY_SECONDS])

    def pause(seconds: float) -> bool:
        pauses.append(seconds)
        return len(pauses) == 3

    companion = Companion([sys.executable, "-ISc", ""], pause, lambda: next(moments))
    companion.start()
    companion._thread.join(PATIENCE_SECONDS)
    assert pauses == [1.0, 2.0, 1.0]


def test_a_program_that_has_done_its_work_is_not_started_again(tmp_path: Path) -> None:
    """It fails twice before."""
    done = tmp_path / "done"
    child = f"import os; os.open({str(done)!r}, os.O_CREAT | os.O_EXCL | os.O_WRONLY)"
    done.touch()
    pauses: list[float] = []

    def pause(seconds: float) -> bool:
        pauses.append(seconds)
        if len(pauses) == 2:
            done.unlink()
        return len(pauses) == 5

    companion = Companion([sys.executable, "-ISc", child], pause, done=(0,))
    companion.start()
    companion._thread.join(PATIENCE_SECONDS)
    assert not companion._thread.is_alive()
    assert len(pauses) == 2 and done.exists()


def test_stopping_ends_it(tmp_path: Path) -> None:
    sign = tmp_path / "sign"
    child = f"import os; open({str(sign)!r}, 'w').close(); os.read(0, 1)"
    companion = Companion([sys.executable, "-ISc", child])
    companion.start()
    until(sign.exists, "the child")
    companion.stop(PATIENCE_SECONDS)
    assert not companion._thread.is_alive()


def test_the_inbox_takes_in_what_is_put_there(
    tmp_path: Path, processes: Callable[..., "subprocess.Popen[str]"]
) -> None:
    """The command as the kiosk starts it, with real time."""
    make_content(tmp_path / "content", {"alpha": 2}, pictures=1, size=SMALL)
    make_content(tmp_path / "new", {"gamma": 2}, pictures=1, size=SMALL)
    config = tmp_path / "config.yaml"
    config.write_text(
        "content: content\ndata: data\ninbox: inbox\ninbox_quiet_seconds: 0.3\ncurator_language: ru\n"
    )
    command = [word for word in inbox_command(config) if word != "--background"]
    process = processes(*command, "--language", "en")
    said: Queue[str] = Queue()
    assert process.stdout is not None
    listener = Thread(target=lambda: [said.put(line) for line in process.stdout or ()], daemon=True)
    listener.start()
    assert "inbox" in said.get(timeout=PATIENCE_SECONDS)
    until((tmp_path / "inbox/rejected").is_dir, "the inbox")
    (tmp_path / "new/gamma").rename(tmp_path / "inbox/gamma")
    assert "is installed" in said.get(timeout=PATIENCE_SECONDS)
    report = tmp_path / "inbox/accepted/gamma-report.txt"
    until(report.exists, "the report")
    assert set(shown(tmp_path / "data")) == {"alpha", "gamma"}
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE_SECONDS) != 0


def test_no_inbox_is_said(tmp_path: Path, processes: Callable[..., "subprocess.Popen[str]"]) -> None:
    (tmp_path / "content").mkdir()
    config = tmp_path / "config.yaml"
    config.write_text("content: content\ndata: data\n")
    command = [word for word in inbox_command(config) if word != "--background"]
    process = processes(*command, "--language", "en")
    told, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert "names no inbox" in told
    assert process.returncode == 2
