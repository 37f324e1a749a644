"""Health of a real kiosk: its frames, touches and visits are counted, and counting them costs nothing."""

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from threading import Thread

import pytest
from kivy.core.window import Window
from prometheus_client.parser import text_string_to_metric_families

from kiosk.health import server
from kiosk.health.figures import Figures
from kiosk.ui.measuring import Health, Measuring
from tests.ui.conftest import Open
from tests.ui.hall import ROOT, Editions
from tests.ui.test_outside import display as display
from tests.ui.test_outside import running
from tests.ui.visit import Visit

ROUNDS, FRAMES = 5, 60
MOST_SHARE = 0.02
"""Of a frame's time, which counting it may take."""


ASKING = """
import sys, threading, urllib.request
over = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
count = 0
while not over.is_set():
    urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/metrics", timeout=30).read()
    count += 1
    if count == 1:
        print("asking", flush=True)
print(count)
"""


def ask(health: Health, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{health.port}{path}", timeout=30) as answer:
        return str(answer.read().decode())


def metrics(health: Health) -> dict[str, float]:
    families = text_string_to_metric_families(ask(health, "/metrics"))
    return {
        sample.name + "".join(sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


def test_a_visit_is_told(visit: Visit, editions: Editions) -> None:
    health = Health(visit.stage, 0, editions.shipped)
    visit.wait(2)
    said = json.loads(ask(health, "/healthz"))
    assert said["well"] and said["edition"]
    before = metrics(health)
    visit.touch_at((600, 400))
    visit.touch("choose-kk")
    visit.leave_alone(200)
    after = metrics(health)
    assert after["kiosk_touches_total"] - before["kiosk_touches_total"] == 2
    assert after["kiosk_visits_totalidle"] == 1
    assert after["kiosk_screens_totalkk"] >= 1
    assert after["kiosk_frames_total"] > before["kiosk_frames_total"]
    assert after["kiosk_frame_seconds_count"] == after["kiosk_frames_total"]
    health.close()


def test_a_main_loop_that_is_blocked_is_told(
    visit: Visit, editions: Editions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This thread, which turns the main loop, waits for who asks to be told so."""
    monkeypatch.setattr(server, "LOOP_SECONDS", 1.5)
    health = Health(visit.stage, 0, editions.shipped)
    visit.wait(2)
    told: list[int] = []

    def asks() -> None:
        while told[-1:] != [503]:
            try:
                ask(health, "/healthz")
                told.append(200)
            except urllib.error.HTTPError as error:
                told.append(error.code)

    asking = Thread(target=asks, daemon=True)
    asking.start()
    asking.join(60)
    assert told[0] == 200
    assert told[-1] == 503
    visit.wait(2)
    assert json.loads(ask(health, "/healthz"))["well"]
    health.close()


def test_when_it_is_over_nothing_is_left(visit: Visit, editions: Editions) -> None:
    flip, listener = Window.flip, visit.stage.presence.visits
    health = Health(visit.stage, 0, editions.shipped)
    assert visit.stage.presence.visits is not listener
    health.close()
    assert Window.flip == flip
    assert visit.stage.presence.visits is listener


def test_a_still_screen_is_drawn_now_and_then(open_kiosk: Open, editions: Editions) -> None:
    visit = open_kiosk(editions.shipped)
    clock = [0.0]
    figures = Figures(lambda: clock[0])
    measuring = Measuring(visit.stage, figures)
    visit.wait(2)
    drawn = figures.frames
    clock[0] = 60.0
    visit.wait(2.5)
    assert figures.frames > drawn
    assert figures.last_frame == 60.0
    measuring.stop()


def test_what_counting_a_frame_costs(visit: Visit, editions: Editions) -> None:
    """Frames with and without it, in turns, and while another program asks without end."""

    def frames() -> list[tuple[float, float]]:
        """Each frame, drawing included: processor time of this thread, and time on the clock, in ms."""
        times = []
        for _ in range(FRAMES):
            began = time.thread_time(), time.perf_counter()
            Window.canvas.ask_update()
            visit.hall.frame()
            visit.hall.draw()
            times.append(((time.thread_time() - began[0]) * 1e3, (time.perf_counter() - began[1]) * 1e3))
        return times

    def told(found: list[tuple[float, float]]) -> str:
        work, clock = (median(times) for times in zip(*found, strict=True))
        return f"{work:.2f} ms of work, {clock:.1f} in all"

    without, counted, asked = [], [], []
    questions = 0.0
    for _ in range(ROUNDS):
        without += frames()
        health = Health(visit.stage, 0, editions.shipped)
        counted += frames()
        asking = subprocess.Popen(
            [sys.executable, "-c", ASKING, str(health.port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert asking.stdin is not None and asking.stdout is not None
        asking.stdout.readline()
        asked += frames()
        said, _ = asking.communicate(b"end", timeout=60)
        questions += float(said)
        health.close()
    figures = Figures()
    began = time.perf_counter()
    for _ in range(100_000):
        figures.frame(0.016)
    alone = (time.perf_counter() - began) / 100_000
    sys.stdout.write(
        f"\nmedian of {len(without)} frames: {told(without)}; with figures {told(counted)};"
        f" asked {questions / ROUNDS:.0f} times {told(asked)}; counting alone {alone * 1e6:.1f} µs\n"
    )
    frame, with_it = median(work for work, _ in without), median(work for work, _ in counted)
    assert alone < 50e-6
    assert with_it < frame * (1 + MOST_SHARE) + 0.1


def test_the_program_answers(display: dict[str, str], editions: Editions, tmp_path: Path) -> None:
    """``kiosk run`` with a port in its configuration, asked from here."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = tmp_path / "config.yaml"
    config.write_text(f"content: {ROOT / 'content'}\ndata: {editions.shipped}\nhealth: {{port: {port}}}\n")
    with contextmanager(running)(config, display) as kiosk:
        kiosk.says("health at http://127.0.0.1")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=60) as answer:
            said = json.loads(answer.read())
        assert said["well"], said
        starts_said = json.loads((editions.shipped / "starts.json").read_text())
        assert starts_said["pid"] == kiosk.process.pid
        drawn_by = json.loads((editions.shipped / "graphics.json").read_text())
        assert drawn_by["renderer"]
        kiosk.process.send_signal(signal.SIGTERM)
        assert kiosk.process.wait(60) == 0
    assert json.loads((editions.shipped / "starts.json").read_text())["ended"], (
        "an end in good order is no crash"
    )
