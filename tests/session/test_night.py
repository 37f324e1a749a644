"""A night under cage, from the unit's own command line: dark, cheap, alive, and awake at a touch."""

import time
from itertools import pairwise

import psutil

from tests.cage import GLASS, ROOT, Cage, glass, session_of, until
from tests.manager import Manager, Unit
from tests.session.conftest import Hall, Tell

KIOSK = Unit("kiosk.service")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
READY_SECONDS = 15.0
MEASURED_SECONDS = 20.0
MOST_PER_CENT = 1.0


def seconds_of(process: psutil.Process) -> float:
    """Of the processor, which other programs on this machine do not change."""
    return float(sum(process.cpu_times()[:2]))


def wait(process: psutil.Process, seconds: float) -> None:
    """Let time pass; the process must not end."""
    end = time.monotonic() + seconds
    until(lambda: time.monotonic() > end or not process.is_running(), "time to pass")
    assert process.is_running()


def is_dark(cage: Cage) -> bool:
    picture = cage.picture()
    assert picture.size == GLASS
    return picture.convert("L").getextrema() == (0, 0)


def test_a_night(hall: Hall, manager: Manager, tell: Tell) -> None:
    closed = ", ".join(f"{day}: closed" for day in DAYS)
    hall.config.write_text(hall.config.read_text("utf-8") + f"hours: {{{closed}}}\n", "utf-8")
    watchdog = KIOSK.seconds("Service", "WatchdogSec")
    command = KIOSK.command("ExecStart", ROOT, hall.config)
    with (
        glass() as seen,
        session_of(hall.folder, command, hall.environment(manager, watchdog) | seen) as cage,
    ):
        cage.says("first frame")
        cage.says("screen closed")
        wait(cage.kiosk, READY_SECONDS)
        (inbox,) = cage.programs("inbox")
        (compositor,) = [each for each in cage.everything() if each.name() == "cage"]
        (server,) = cage.programs("Xwayland")
        watched = {"kiosk": cage.kiosk, "inbox": inbox, "cage": compositor, "Xwayland": server}
        before = {name: seconds_of(each) for name, each in watched.items()}
        began = time.monotonic()
        wait(cage.kiosk, MEASURED_SECONDS)
        lasted = time.monotonic() - began
        share = {name: 100 * (seconds_of(each) - before[name]) / lasted for name, each in watched.items()}
        beats = [moment for moment in manager.moments("WATCHDOG=1") if moment > began]
        longest = max(after - sooner for sooner, after in pairwise(beats))
        shares = ", ".join(f"{name} {each:.2f} %" for name, each in share.items())
        tell(
            f"dark for {lasted:.0f} s: {shares} of a core; "
            f"a beat every {longest:.1f} s at most, the watchdog waits for {watchdog:.0f} s"
        )
        assert share["kiosk"] < MOST_PER_CENT
        assert longest < watchdog
        assert is_dark(cage)
        cage.hands("mousemove", 640, 360, "click", 1)
        cage.says("touched while the hall is closed")
        until(lambda: not is_dark(cage), "the words to light up")
        until(lambda: is_dark(cage), "the words to go out")
