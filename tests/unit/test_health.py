"""Health over HTTP: what is told of a kiosk that is well, and of one that is not."""

import json
import logging
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from prometheus_client.parser import text_string_to_metric_families

from kiosk.catalogue import editions
from kiosk.health.figures import (
    FRAME_BOUNDS,
    FRAME_SECONDS,
    LOOP_SECONDS,
    CountedErrors,
    CountedVisits,
    Figures,
)
from kiosk.health.server import PATIENCE_SECONDS, HealthServer, health
from kiosk.machine import starts
from kiosk.visiting import Ending, Seen
from tests.builds import SMALL, break_record, run
from tests.synthetic import make_content

PATIENCE = 30


class Clock:
    now = 500.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    make_content(folder / "content", {"alpha": 2}, pictures=1, size=SMALL)
    run(folder)
    starts.begin(folder / "data")
    return folder


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def figures(built: Path, clock: Clock) -> Figures:
    found = Figures(clock)
    found.edition = editions.current(built / "data")
    return found


@pytest.fixture
def server(figures: Figures, built: Path) -> Iterator[HealthServer]:
    listening = HealthServer(0, figures, built / "data")
    yield listening
    listening.close()


def ask(server: HealthServer, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}", timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def metrics(server: HealthServer) -> dict[str, float]:
    """Every sample, under its name and labels."""
    status, text = ask(server, "/metrics")
    assert status == 200
    return {
        sample.name + "".join(f",{key}={value}" for key, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


# /healthz ---------------------------------------------------------------------------------------


def test_a_kiosk_that_is_well(server: HealthServer, figures: Figures) -> None:
    status, text = ask(server, "/healthz")
    said = json.loads(text)
    assert status == 200
    assert said["well"] is True
    assert figures.edition is not None
    assert said["edition"] == figures.edition.name
    assert said["loop_turns"] is True


def test_a_main_loop_that_hangs(server: HealthServer, clock: Clock, figures: Figures) -> None:
    clock.now += LOOP_SECONDS + 1
    status, text = ask(server, "/healthz")
    assert status == 503
    assert json.loads(text)["loop_turns"] is False
    figures.turn()
    assert ask(server, "/healthz")[0] == 200


def test_a_screen_on_which_nothing_is_drawn(server: HealthServer, clock: Clock, figures: Figures) -> None:
    clock.now += FRAME_SECONDS + 1
    figures.turn()
    status, text = ask(server, "/healthz")
    assert status == 503
    assert json.loads(text)["last_frame_age_seconds"] == FRAME_SECONDS + 1
    figures.frame(0.01)
    assert ask(server, "/healthz")[0] == 200


def test_a_kiosk_without_an_edition(figures: Figures) -> None:
    figures.edition = None
    assert health(figures)["well"] is False


# /metrics ---------------------------------------------------------------------------------------


def test_frames_and_their_histogram(server: HealthServer, figures: Figures) -> None:
    for seconds in (0.004, 0.005, 0.016, 0.2, 3.0):
        figures.frame(seconds)
    told = metrics(server)
    assert told["kiosk_frames_total"] == 5
    assert told["kiosk_frame_seconds_count"] == 5
    assert told["kiosk_frame_seconds_sum"] == pytest.approx(3.225)
    buckets = {bound: told[f"kiosk_frame_seconds_bucket,le={bound}"] for bound in (*FRAME_BOUNDS, "+Inf")}
    assert buckets == {
        0.004: 1,
        0.008: 2,
        0.012: 2,
        0.0167: 3,
        0.025: 3,
        0.0334: 3,
        0.05: 3,
        0.1: 3,
        0.25: 4,
        0.5: 4,
        1.0: 4,
        "+Inf": 5,
    }


def test_touches_visits_and_screens(server: HealthServer, figures: Figures, clock: Clock) -> None:
    passed_on: list[tuple[str, Any]] = []

    class Other:
        def touched(self, now: float) -> None:
            passed_on.append(("touched", now))

        def shown(self, seen: Seen, now: float) -> None:
            passed_on.append(("shown", seen.screen))

        def ended(self, how: Ending, now: float) -> None:
            passed_on.append(("ended", how))

    visits = CountedVisits(figures, Other())
    visits.ended("idle", 0.5)
    visits.shown(Seen("attract", resting=True), 0.6)
    figures.touch()
    visits.touched(1.0)
    visits.shown(Seen("galleries", language="kk"), 1.1)
    visits.shown(Seen("record", "esik", "man", "kk"), 1.2)
    visits.ended("idle", 90.0)
    clock.now += 40
    told = metrics(server)
    assert told["kiosk_touches_total"] == 1
    assert told["kiosk_last_touch_age_seconds"] == 40
    assert told["kiosk_visits_total,ended=idle"] == 1, "nobody was there the first time"
    assert told["kiosk_visits_total,ended=error"] == 0
    assert told["kiosk_screens_total,language=kk"] == 2
    assert [name for name, _ in passed_on] == ["ended", "shown", "touched", "shown", "shown", "ended"]


def test_edition_memory_problems_and_machine(server: HealthServer, figures: Figures, built: Path) -> None:
    assert figures.edition is not None
    told = metrics(server)
    assert told[f"kiosk_edition_info,id={figures.edition.name}"] == 1
    assert 0 <= told["kiosk_edition_age_seconds"] < 3600
    assert told["kiosk_pack_problems,severity=error"] == 0
    assert told["process_resident_memory_bytes"] > 1e6
    assert told["process_open_fds"] > 3
    assert told["kiosk_disk_free_bytes"] > 0
    assert told["kiosk_restarts"] == 0
    assert told["kiosk_loop_age_seconds"] == 0


def test_problems_are_those_of_the_last_build(figures: Figures, built: Path, tmp_path: Path) -> None:
    hall = Path(shutil.copytree(built, tmp_path / "hall", symlinks=True))
    listening = HealthServer(0, figures, hall / "data")
    assert metrics(listening)["kiosk_pack_problems,severity=error"] == 0
    break_record(hall)
    run(hall)
    assert metrics(listening)["kiosk_pack_problems,severity=error"] > 0
    listening.close()


def test_an_edition_that_was_removed_has_no_age(
    server: HealthServer, figures: Figures, tmp_path: Path
) -> None:
    figures.edition = tmp_path / "000009-gone"
    assert "kiosk_edition_age_seconds" not in metrics(server)


def test_errors_are_counted(server: HealthServer, figures: Figures) -> None:
    log = logging.getLogger("kiosk.tests.health")
    counting = CountedErrors(figures)
    log.addHandler(counting)
    log.error("one")
    log.warning("none")
    log.removeHandler(counting)
    assert metrics(server)["kiosk_errors_total"] == 1


# The server -------------------------------------------------------------------------------------


def test_only_this_computer_can_ask(server: HealthServer) -> None:
    listening = [
        each.laddr
        for each in psutil.Process().net_connections("inet")
        if each.status == psutil.CONN_LISTEN and each.laddr.port == server.port
    ]
    assert [address.ip for address in listening] == ["127.0.0.1"]
    other = [
        address.address
        for addresses in psutil.net_if_addrs().values()
        for address in addresses
        if address.family == socket.AF_INET and not address.address.startswith("127.")
    ]
    for address in other:
        with pytest.raises(OSError):
            socket.create_connection((address, server.port), timeout=5).close()


def test_nothing_else_is_answered(server: HealthServer) -> None:
    for path in ("/", "/config.yaml", "/../etc/passwd", "/metrics/../x"):
        assert ask(server, path)[0] == 404
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        request = urllib.request.Request(f"http://127.0.0.1:{server.port}/healthz", b"x", method=method)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=PATIENCE)
        assert refused.value.code == 501


def test_who_never_finishes_asking_keeps_nobody_waiting_for_long(server: HealthServer) -> None:
    silent = socket.create_connection(("127.0.0.1", server.port))
    silent.sendall(b"GET /healthz HT")
    began = time.monotonic()
    assert ask(server, "/healthz")[0] == 200
    assert time.monotonic() - began < PATIENCE_SECONDS + PATIENCE / 2
    silent.close()


def test_who_asks_rubbish_is_answered_and_the_next_one_too(server: HealthServer) -> None:
    for rubbish in (
        b"\x00" * 500,
        b"GET\r\n\r\n",
        b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\n\r\n",
        b"\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as asking:
            asking.sendall(rubbish)
            with suppress(OSError):  # it may have hung up already
                asking.shutdown(socket.SHUT_WR)
                while asking.recv(1000):
                    pass
    assert ask(server, "/healthz")[0] == 200


def test_a_port_that_is_taken_is_told(server: HealthServer, figures: Figures, built: Path) -> None:
    with pytest.raises(OSError, match="in use"):
        HealthServer(server.port, figures, built / "data")


def test_the_library_is_not_imported_where_it_is_off() -> None:
    code = (
        "import sys, kiosk.start, kiosk.config, kiosk.background, kiosk.visits.log\n"
        "print([name for name in sys.modules if name.startswith(('prometheus', 'kiosk.health', 'http.'))])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
