"""Two kiosks on one X server, under a real systemd (``tests/booted.py``): who ends with whom."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.booted import Booted, booted, can_boot
from tests.builds import run
from tests.cage import until
from tests.session.conftest import Tell
from tests.synthetic import make_content

pytestmark = [
    pytest.mark.skipif(bool(can_boot()), reason=can_boot()),
    pytest.mark.timeout(600),
]
CONFIG = """
content: /var/lib/kiosk/content
data: /var/lib/kiosk/{data}
attract_motion: false
session: {{kind: {kind}, output: {output}}}
"""
FIRST, SECOND, SERVER, MOMENT = (
    f"{name}.service" for name in ("kiosk", "kiosk-screen@2", "kiosk-x11", "kiosk-moment")
)
SCREEN = "screen"
"""All that this X server has, so one window lies on the other."""
SETTINGS = """
[Service]
Environment=SDL_AUDIODRIVER=dummy {more}
"""
XVFB = """
[Service]
PAMName=
ExecStart=
ExecStart=sh -c 'echo $$$$ >$RUNTIME_DIRECTORY/pid; exec Xvfb :0 -screen 0 640x480x24 -noreset -nolisten tcp'
"""
REST_SECONDS = 20
"""Three minutes in a hall."""
SOONER = "[Timer]\nOnActiveSec=\nOnActiveSec=20\n"


@contextmanager
def two_kiosks(home: Path) -> Iterator[Booted]:
    drop_ins = {
        FIRST: SETTINGS.format(more=""),
        "kiosk-screen@.service": SETTINGS.format(more=f"KIOSK_REST={REST_SECONDS}"),
        SERVER: XVFB,
        "kiosk-again.timer": SOONER,
    }
    config = CONFIG.format(data="data", kind="x11", output=SCREEN)
    other = CONFIG.format(data="data-2", kind="x11", output=SCREEN)
    with booted(config, home, drop_ins, screens={"2": other}) as machine:
        machine.systemctl("start", FIRST)
        machine.becomes(SECOND, "active")
        yield machine


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """One gallery, built twice."""
    make_content(tmp_path / "content", {"alpha": 2}, pictures=1, size=(640, 480))
    run(tmp_path)
    (tmp_path / "data").rename(tmp_path / "data-2")
    run(tmp_path)
    return tmp_path


def running(machine: Booted, *units: str) -> list[str]:
    """The main process of each unit, which of a kiosk on an X server is itself; "0" while there is none."""
    found = (machine.state(unit) for unit in units)
    return [each["MainPID"] if each["ActiveState"] == "active" else "0" for each in found]


def status(machine: Booted, unit: str) -> str:
    """What a unit says of itself."""
    return machine.state(unit).get("StatusText", "")


def kill(machine: Booted, unit: str) -> None:
    """Kill the kiosk, and wait until systemd has begun another one."""
    restarts = machine.restarts(unit)
    os.kill(machine.kiosk(unit), signal.SIGKILL)
    until(lambda: machine.restarts(unit) > restarts, f"another start of {unit}")


def test_each_dies_for_itself(home: Path, tell: Tell) -> None:
    with two_kiosks(home) as machine:
        first, second, server = running(machine, FIRST, SECOND, SERVER)
        temporary = [Path(f"/proc/{machine.kiosk(each)}/root/tmp").stat() for each in (FIRST, SECOND)]
        assert len({(each.st_dev, each.st_ino) for each in temporary}) == 1, "kiosk/ui/lit.py needs it"
        kill(machine, FIRST)
        machine.becomes(FIRST, "active")
        assert running(machine, SECOND, SERVER) == [second, server]
        first, before = running(machine, FIRST)[0], first
        assert first != before
        for _ in range(2):
            kill(machine, SECOND)
            machine.becomes(SECOND, "active")
        kill(machine, SECOND)
        until(lambda: status(machine, SECOND) == "One moment please.", "its rest")
        began = time.monotonic()
        assert running(machine, FIRST, SERVER) == [first, server]
        assert machine.state(MOMENT)["ActiveState"] == "inactive"
        machine.becomes(SECOND, "active")
        tell(
            f"the second killed three times: again after {time.monotonic() - began:.0f} s (of {REST_SECONDS})"
        )
        assert running(machine, FIRST, SERVER) == [first, server]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_all_come_back_after_the_x_server_has_ended_or_hangs(
    home: Path, tell: Tell, how: signal.Signals
) -> None:
    with two_kiosks(home) as machine:
        before = running(machine, FIRST, SECOND, SERVER)
        (pid,) = machine.processes(SERVER)
        # As if it had run for a minute: a young one that says nothing may still be beginning.
        old = time.time() - 60
        os.utime(f"/proc/{pid}/root/run/kiosk-x11/pid", (old, old))
        began = time.monotonic()
        os.kill(pid, how)

        def all_new() -> bool:
            now = running(machine, FIRST, SECOND, SERVER)
            return "0" not in now and all(one != other for one, other in zip(now, before, strict=True))

        until(all_new, f"both kiosks on another server; {machine.said()[-3000:]}")
        tell(f"the X server got {how.name}: both kiosks are back after {time.monotonic() - began:.1f} s")
        assert machine.state(MOMENT)["ActiveState"] == "inactive"


def test_the_first_takes_all_with_it_only_when_it_is_stopped_or_given_up(home: Path) -> None:
    with two_kiosks(home) as machine:
        others = running(machine, SECOND, SERVER)
        machine.systemctl("restart", FIRST)
        assert running(machine, SECOND, SERVER) == others
        machine.systemctl("stop", FIRST)
        for unit in (SECOND, SERVER):
            machine.becomes(unit, "inactive")
        machine.systemctl("start", FIRST)
        machine.becomes(SECOND, "active")
        for _ in range(2):
            kill(machine, FIRST)
            machine.becomes(FIRST, "active")
        os.kill(machine.kiosk(FIRST), signal.SIGKILL)
        machine.becomes(MOMENT, "active")
        machine.becomes(SERVER, "inactive")
        until(lambda: running(machine, SECOND) == ["0"], "the end of the second, or its waiting")
        assert machine.state(MOMENT)["ActiveState"] == "active", "it keeps the screen"
        machine.systemctl("reset-failed", FIRST)  # as the three minutes do
        for unit in (FIRST, SECOND, SERVER):
            machine.becomes(unit, "active")
        assert machine.state(MOMENT)["ActiveState"] == "inactive"


def test_another_kind_of_session_ends_the_server(home: Path) -> None:
    with two_kiosks(home) as machine:
        config = CONFIG.format(data="data", kind="cage", output="")
        (machine.root / "etc/kiosk/config.yaml").write_text(config, "utf-8")
        headless = "WLR_BACKENDS=headless WLR_RENDERER=pixman LIBSEAT_BACKEND=noop"
        drop_in = machine.root / "run/units/kiosk.service.d/tested.conf"
        drop_in.write_text(SETTINGS.format(more=headless), "utf-8")
        machine.systemctl("daemon-reload")
        machine.systemctl("restart", FIRST)
        assert machine.state(SERVER)["ActiveState"] == "inactive"
        assert machine.state(FIRST)["ActiveState"] == "active"
        assert "cage" in machine.said()
