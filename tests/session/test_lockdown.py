"""What a keyboard can do beneath the kiosk, in the kernel and in systemd, and which files hold it off."""

from configparser import ConfigParser
from pathlib import Path

from tests.cage import PATIENCE_SECONDS, ROOT, session_of, until
from tests.manager import Manager
from tests.session.conftest import Hall, Tell
from tests.session.test_watchdog import start

DEPLOY = ROOT / "deploy"
SYSTEMD = DEPLOY / "systemd"
SESSION = DEPLOY / "session"
KEYS = ("F1", "F11", "F12", "Escape", "ctrl+e", "ctrl+q", "alt+F4", "alt+Tab", "alt+Escape", "super", "Print")
KEYS += ("ctrl+alt+F2", "ctrl+alt+Delete", "ctrl+alt+BackSpace", "Return", "space")


def words_of(script: Path, program: str) -> list[str]:
    """Everything that a script gives to a program, word by word; the last of such lines."""
    lines = [line.split("#")[0] for line in script.read_text("utf-8").replace("\\\n", " ").splitlines()]
    found = [line.split() for line in lines if program in line.split()]
    assert found, f"{script.name} starts no {program}"
    return [word for line in found for word in line]


def test_no_other_console() -> None:
    """Cage switches consoles only where ``-s`` was given; X where it is not told otherwise."""
    assert not [
        word for word in words_of(SESSION / "cage.sh", "cage") if word.startswith("-") and "s" in word
    ]
    options = " ".join((SESSION / "xorg.conf").read_text("utf-8").split())
    assert 'Option "DontVTSwitch" "true"' in options
    assert 'Option "DontZap" "true"' in options


def settings(name: str, section: str) -> dict[str, str]:
    parser = ConfigParser()
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string((SYSTEMD / name / "kiosk.conf").read_text("utf-8"))
    return dict(parser[section])


def test_ctrl_alt_del_does_nothing() -> None:
    """An empty unit is a masked one; pressed seven times it would count all the same."""
    assert (SYSTEMD / "ctrl-alt-del.target").read_bytes() == b""
    assert settings("system.conf.d", "Manager")["CtrlAltDelBurstAction"] == "none"


def test_keys_of_power_do_nothing() -> None:
    said = settings("logind.conf.d", "Login")
    for key in ("PowerKey", "RebootKey", "SuspendKey", "HibernateKey"):
        assert said[f"Handle{key}"] == "ignore", key
        assert said[f"Handle{key}LongPress"] == "ignore", key
    assert said["NAutoVTs"] == said["ReserveVT"] == "0"


def test_magic_sysrq_is_off() -> None:
    assert "kernel.sysrq = 0" in (DEPLOY / "sysctl.d/99-kiosk.conf").read_text("utf-8").splitlines()


def test_keys_and_a_second_kiosk_under_cage(hall: Hall, manager: Manager, tell: Tell) -> None:
    """What is tried under X alone (``tests/ui/test_outside.py``), in the session of the hall."""
    with session_of(hall.folder, start(hall), hall.environment(manager)) as cage:
        manager.hears("READY=1")
        cage.says("screen attract")
        first = len(cage.said)
        for key in KEYS:
            cage.hands("key", key)
        second = cage.inside("sh", "-c", f"{hall.program} run --config {hall.config} 2>&1", check=False)
        assert second == f"{hall.folder / 'data'}: Another kiosk is running with this data folder."
        cage.hands("mousemove", 640, 360, "click", 1)
        line, _ = cage.says_after("screen ", first)
        assert "screen languages" in line, "nothing else came before"
        tell(f"under cage: {len(KEYS)} keys, a second kiosk: no way out")


def test_an_x_server_that_dies_ends_the_session(hall: Hall, manager: Manager) -> None:
    """So that systemd starts all of it again."""
    with session_of(hall.folder, start(hall), hall.environment(manager)) as cage:
        manager.hears("READY=1")
        (server,) = cage.programs("Xwayland")
        server.kill()
        cage.process.wait(PATIENCE_SECONDS)
        until(lambda: not cage.programs("kiosk"), "the end of all that ran in it")
