"""The kiosk from its own unit's command line, under cage without a screen; this test plays systemd."""

import signal
import sqlite3
import subprocess
import time
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from tests.cage import PATIENCE_SECONDS, ROOT, Cage, give, session_of, until
from tests.manager import Manager, Unit
from tests.session.conftest import Hall, Tell

KIOSK = Unit("kiosk.service")
STILL_SECONDS = 4.0
"""Two watchdog times of these tests."""
BLOCKED = """
import signal, sys, time
signal.signal(signal.SIGUSR1, lambda *_: time.sleep(1000))
from kiosk.cli import main
main()
"""
"""A kiosk whose main thread can be made to hang."""


def start(hall: Hall) -> list[str]:
    return KIOSK.command("ExecStart", ROOT, hall.config)


def beats_stop(manager: Manager) -> None:
    """Nothing is heard for two watchdog times, which is when systemd acts."""
    until(
        lambda: time.monotonic() - manager.moments("WATCHDOG=1")[-1] > STILL_SECONDS,
        f"silence of the watchdog; heard {manager.heard[-3:]}",
    )


def test_ready_with_the_first_frame_and_then_alive(hall: Hall, manager: Manager, tell: Tell) -> None:
    with session_of(hall.folder, start(hall), hall.environment(manager)) as cage:
        ready = manager.hears("READY=1")
        cage.says("first frame")
        fifth = manager.hears("WATCHDOG=1", times=5)
        moments = [ready, *manager.moments("WATCHDOG=1")[:5]]
        gaps = [after - before for before, after in pairwise(moments)]
        tell(
            f"5 beats in {fifth - ready:.1f} s, at most {max(gaps):.2f} s apart; nothing moved on the screen"
        )
        assert {each.username() for each in cage.everything()} == {cage.kiosk.username()} != {"root"}


def test_the_inbox_cannot_speak_for_the_kiosk(hall: Hall, manager: Manager) -> None:
    with session_of(hall.folder, start(hall), hall.environment(manager)) as cage:
        cage.says("watching")
        (inbox,) = cage.programs("inbox")
        assert "NOTIFY_SOCKET" not in inbox.environ()
        assert "WATCHDOG_USEC" not in inbox.environ()
        manager.hears("WATCHDOG=1")
        cage.kiosk.suspend()
        beats_stop(manager)
        assert inbox.is_running()


def hang(cage: Cage, what: str) -> None:
    """Make the whole program, its main loop, or the display that it draws on stand still."""
    if what == "program":
        cage.kiosk.suspend()
    elif what == "main loop":
        cage.kiosk.send_signal(signal.SIGUSR1)
    else:
        (server,) = cage.programs("Xwayland")
        server.suspend()


@pytest.mark.parametrize("what", ["program", "main loop", "X server"])
def test_what_hangs_falls_silent(hall: Hall, manager: Manager, tell: Tell, what: str) -> None:
    hall.program.write_text(
        hall.program.read_text("utf-8").replace("-m kiosk.cli", f"-c '{BLOCKED}'"), "utf-8"
    )
    give(hall.program)
    with session_of(hall.folder, start(hall), hall.environment(manager)) as cage:
        manager.hears("WATCHDOG=1", times=2)
        hang(cage, what)
        began = time.monotonic()
        beats_stop(manager)
        last = manager.moments("WATCHDOG=1")[-1]
        tell(f"{what}: the last beat came {max(0.0, last - began):.2f} s after it had stopped")
        # As systemd does: the log says where it hung, and with the kiosk the compositor ends.
        if what != "program":
            assert cage.kiosk.is_running()
        kiosk = cage.kiosk
        for each in cage.everything():
            each.send_signal(signal.SIGABRT)
            each.resume()
        cage.says("Fatal Python error: Aborted")
        assert psutil.wait_procs([kiosk], PATIENCE_SECONDS)[1] == []


def test_a_pause_is_survived(hall: Hall, manager: Manager) -> None:
    """What stood still for less than the watchdog's time goes on."""
    with session_of(hall.folder, start(hall), hall.environment(manager, 20)) as cage:
        heard = len(manager.moments("WATCHDOG=1"))
        manager.hears("WATCHDOG=1", times=heard + 1)
        cage.kiosk.suspend()
        cage.kiosk.resume()
        manager.hears("WATCHDOG=1", times=heard + 2)


def test_a_killed_kiosk_ends_its_compositor(hall: Hall, manager: Manager) -> None:
    """So systemd sees the end, whoever died, and starts all of it again."""
    with session_of(hall.folder, start(hall), hall.environment(manager)) as cage:
        manager.hears("READY=1")
        inbox = cage.programs("inbox")
        cage.kiosk.kill()
        cage.process.wait(PATIENCE_SECONDS)
        assert psutil.wait_procs(inbox, PATIENCE_SECONDS)[1] == []


def test_an_orderly_end_by_the_units_own_command(hall: Hall, manager: Manager) -> None:
    """``systemctl stop`` in the middle of a visit: the visit is in the log, and nobody had to be killed."""
    with session_of(hall.folder, start(hall), hall.environment(manager)) as cage:
        manager.hears("READY=1")
        cage.says("screen attract")
        cage.hands("mousemove", 640, 360, "click", 1)
        cage.says("screen languages")
        stop(hall, cage)
        assert cage.process.wait(PATIENCE_SECONDS) == 0
        manager.hears("STOPPING=1")
        cage.says("ending: asked to by SIGTERM")
    assert endings(hall.folder / "data" / "visits" / "visits.sqlite") == ["stopped"]


def test_a_stop_before_the_first_frame(hall: Hall, manager: Manager) -> None:
    with session_of(hall.folder, start(hall), hall.environment(manager)) as cage:
        until((hall.folder / "run" / "kiosk.pid").exists, "the kiosk's number")
        stop(hall, cage)
        cage.process.wait(PATIENCE_SECONDS)
        assert not cage.programs("kiosk")


def stop(hall: Hall, cage: Cage) -> None:
    """``ExecStop`` as it stands in the unit."""
    command = KIOSK.command("ExecStop", ROOT, hall.config)
    subprocess.run(command, env=cage.environment, check=True, timeout=PATIENCE_SECONDS)


def endings(log: Path) -> list[str]:
    with sqlite3.connect(log) as database:
        return [ended for (ended,) in database.execute("select ended from visit")]
