"""Opening hours of the true program, from outside: what it costs at night, and a clock that is really set."""

import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import psutil
import pytest

from tests.ui.hall import ROOT, Editions
from tests.ui.test_outside import Kiosk, running
from tests.ui.test_outside import display as display

MEASURED_SECONDS = 20.0
MOST_PER_CENT = 1.0
READY_SECONDS = 15.0
"""So long the kiosk makes itself ready after its first frame."""


def config(folder: Path, data: Path, more: str) -> Path:
    file = folder / "config.yaml"
    file.write_text(f"content: {ROOT / 'content'}\ndata: {data}\ndefault_language: en\n{more}", "utf-8")
    return file


DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CLOSED_ALL_WEEK = "hours: {" + ", ".join(f"{day}: closed" for day in DAYS) + "}\n"


def processor_seconds(process: psutil.Process) -> float:
    return float(sum(process.cpu_times()[:2]))


def goes_on(process: psutil.Process, seconds: float) -> None:
    """Watch it for so long; it must not end."""
    with pytest.raises(psutil.TimeoutExpired):
        process.wait(seconds)


@pytest.fixture
def night(display: dict[str, str], editions: Editions, tmp_path: Path) -> Iterator[Kiosk]:
    yield from running(config(tmp_path, editions.shipped, CLOSED_ALL_WEEK), display)


def test_a_dark_kiosk_takes_less_than_one_per_cent(night: Kiosk) -> None:
    """Seconds of the processor, which other programs on this machine do not change."""
    night.has_begun("closed en")
    process = psutil.Process(night.process.pid)
    goes_on(process, READY_SECONDS)
    before, since = processor_seconds(process), time.monotonic()
    goes_on(process, MEASURED_SECONDS)
    used, lasted = processor_seconds(process) - before, time.monotonic() - since
    share = 100 * used / lasted
    sys.stdout.write(f"dark: {used:.2f} s of the processor in {lasted:.0f} s, {share:.2f} %\n")
    assert share < MOST_PER_CENT


# A clock that is really set ---------------------------------------------------------------------

FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
NINE_TO_FIVE = "hours: {" + ", ".join(f'{day}: "09:00-17:00"' for day in DAYS) + "}\n"
IDLE, COUNTDOWN = 10, 20


class Wall:
    """The clock of one process, which libfaketime shows it; the kernel's steady clock stays as it is."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "offset"

    def set(self, shown: str) -> None:
        """Put it to a time of Beijing, at once."""
        moment = datetime.fromisoformat(shown).replace(tzinfo=ZoneInfo("Asia/Shanghai"))
        new = self._file.with_suffix(".new")
        new.write_text(f"{moment.timestamp() - time.time():+.3f}\n")
        new.replace(self._file)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "LD_PRELOAD": str(FAKETIME[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_DONT_RESET": "1",
        }


def test_a_clock_that_is_set_while_the_kiosk_runs(
    display: dict[str, str], editions: Editions, tmp_path: Path
) -> None:
    """From 1970 to today, into the night and back, before, in and after a visit."""
    assert FAKETIME, "the package faketime of deploy/packages.txt is missing"
    wall = Wall(tmp_path)
    wall.set("1970-01-01 00:00:10")
    data = tmp_path / "data"
    shutil.copytree(editions.shipped, data, symlinks=True)
    idle = f"idle_seconds: {IDLE}\ncountdown_seconds: {COUNTDOWN}\n"
    file = config(tmp_path, data, NINE_TO_FIVE + idle)
    jumps = 0

    def set_to(*shown: str) -> None:
        nonlocal jumps
        for each in shown:
            wall.set(each)
            jumps += 1

    for kiosk in running(file, display | wall.environment):
        kiosk.has_begun("attract en")
        set_to("2026-11-24 20:00")
        kiosk.reaches("closed en")
        set_to("2026-11-25 10:00")
        kiosk.reaches("attract en")
        set_to("1970-01-01 00:00", "2026-11-25 12:00", "2038-01-19 12:00")
        touched = time.monotonic()
        kiosk.touch((600, 400))
        kiosk.reaches("languages en")
        for shown in ("2026-11-24 20:00", "1970-01-01 00:00", "2026-11-24 12:00", "2099-12-31 23:00") * 2:
            set_to(shown)
            goes_on(psutil.Process(kiosk.process.pid), 1.5)
            kiosk.stays()
        kiosk.reaches("closed en")
        lasted = time.monotonic() - touched
        # Every jump was of hours at least; the rest is what a busy machine takes.
        assert IDLE + COUNTDOWN <= lasted < IDLE + COUNTDOWN + 60
        set_to("1970-01-01 00:00")
        kiosk.reaches("attract en")
    visits = [dict(row) for row in rows(data / "visits" / "visits.sqlite")]
    sys.stdout.write(f"{jumps} jumps of the clock, a visit of {lasted:.1f} s: {visits}\n")
    (visit,) = visits
    assert (visit["ended"], visit["seconds"] < 5) == ("idle", True)


def rows(file: Path) -> Iterator[sqlite3.Row]:
    connection = sqlite3.connect(file)
    connection.row_factory = sqlite3.Row
    yield from connection.execute("SELECT * FROM visit")
    connection.close()
