"""What a keyboard can do beneath the kiosk, in the kernel and in systemd, and which files hold it off."""

from configparser import ConfigParser
from pathlib import Path

from tests.cage import ROOT

DEPLOY = ROOT / "deploy"
SYSTEMD = DEPLOY / "systemd"
SESSION = DEPLOY / "session"


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
