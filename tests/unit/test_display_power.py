"""Switching displays: through wlr-randr, through an X server with DPMS, and where there is neither."""

import logging
import os
import socket
import stat
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from kiosk.ui.display_power import DisplayPower, Switch, find_switch, outputs
from kiosk.ui.lit import Lit, beside_others

# Any session ------------------------------------------------------------------------------------


class Displays:
    """A switch that notes what it was told, and fails as often as it shall."""

    def __init__(self, failures: int = 0) -> None:
        self.told: list[bool] = []
        self.failures = failures
        self.gate = threading.Event()
        self.gate.set()

    def switch(self, on: bool) -> None:
        self.gate.wait(10)
        self.told.append(on)
        if self.failures:
            self.failures -= 1
            raise OSError("no answer")


def power(displays: Displays | None) -> DisplayPower:
    return DisplayPower(lambda: displays.switch if displays else None)


def test_it_returns_at_once_and_does_the_last_wish() -> None:
    displays = Displays()
    displays.gate.clear()
    switched = power(displays)
    for _ in range(5):
        switched.off()
        switched.on()
    switched.off()
    assert not displays.told
    displays.gate.set()
    assert switched.settle()
    assert displays.told[-1] is False and len(displays.told) <= 2


def test_a_display_that_does_not_come_on_is_tried_until_it_does(caplog: pytest.LogCaptureFixture) -> None:
    displays = Displays()
    switched = power(displays)
    switched.again_seconds = 0.0
    switched.off()
    assert switched.settle()
    displays.failures = 4
    switched.on()
    assert switched.settle()
    assert displays.told == [False] + [True] * 5
    assert [record.message for record in caplog.records if record.levelno == logging.WARNING] == [
        "displays cannot be switched on: no answer"
    ]


def test_one_that_does_not_go_off_is_let_be() -> None:
    displays = Displays(failures=1)
    switched = power(displays)
    switched.again_seconds = 0.0
    switched.off()
    assert switched.settle()
    assert displays.told == [False]


def test_where_nothing_can_switch_them(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    switched = power(None)
    switched.off()
    switched.on()
    assert switched.settle()
    assert [record.message for record in caplog.records] == [
        "displays cannot be switched off here; the picture is black instead"
    ]
    assert find_switch({}) is None
    assert find_switch({"WAYLAND_DISPLAY": "wayland-0", "PATH": "/nonexistent"}) is None


# Wayland ----------------------------------------------------------------------------------------

LISTING = """\
HDMI-A-1 "Some Maker 27 inch (HDMI-A-1)"
  Make: Some Maker
  Physical size: 600x340 mm
  Enabled: {HDMI-A-1}
  Modes:
    1920x1080 px, 60.000000 Hz (preferred, current)
  Position: 0,0
DP-2 "Other 0x1 (DP-2)"
  Enabled: {DP-2}
"""


class Outputs:
    """A ``wlr-randr`` whose displays are files: there means on. One in ``stuck`` does not come on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("HDMI-A-1", "DP-2"):
            (folder / name).touch()
        program = folder / "wlr-randr"
        listing = LISTING.replace("{HDMI-A-1}", "$(is HDMI-A-1)").replace("{DP-2}", "$(is DP-2)")
        program.write_text(
            f"""#!/bin/sh
cd {folder}
if [ -e broken ]; then echo "compositor doesn't support wlr-output-management-unstable-v1" >&2; exit 1; fi
is() {{ if [ -e $1 ]; then echo yes; else echo no; fi; }}
case "$3" in
  --off) rm $2 ;;
  --on) [ -e stuck-$2 ] || touch $2 ;;
  "") cat <<EOF
{listing}EOF
;;
esac
""",
            "utf-8",
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)

    @property
    def on(self) -> set[str]:
        return {name for name in ("HDMI-A-1", "DP-2") if (self.folder / name).exists()}

    def switch(self) -> Switch | None:
        path = f"{self.folder}:{os.environ['PATH']}"
        return find_switch({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0", "PATH": path})


@pytest.fixture
def wayland(tmp_path: Path) -> Outputs:
    return Outputs(tmp_path)


def test_the_listing_is_read() -> None:
    assert outputs(LISTING.format(**{"HDMI-A-1": "yes", "DP-2": "no"})) == {"HDMI-A-1": True, "DP-2": False}
    assert outputs("") == {}


def test_outputs_are_taken_away_and_given_back(wayland: Outputs) -> None:
    switch = wayland.switch()
    assert switch is not None
    switch(False)
    assert wayland.on == set()
    switch(False)
    switch(True)
    assert wayland.on == {"HDMI-A-1", "DP-2"}
    switch(True)


def test_one_that_a_technician_has_switched_off_stays_off(wayland: Outputs) -> None:
    (wayland.folder / "DP-2").unlink()
    switch = wayland.switch()
    assert switch is not None
    switch(False)
    switch(True)
    assert wayland.on == {"HDMI-A-1"}


def test_one_that_does_not_come_back_is_told(wayland: Outputs) -> None:
    switch = wayland.switch()
    assert switch is not None
    switch(False)
    (wayland.folder / "stuck-DP-2").touch()
    with pytest.raises(OSError, match="DP-2 did not come on"):
        switch(True)
    (wayland.folder / "stuck-DP-2").unlink()
    switch(True)
    assert wayland.on == {"HDMI-A-1", "DP-2"}


def test_a_compositor_that_cannot_do_it(wayland: Outputs) -> None:
    (wayland.folder / "broken").touch()
    assert wayland.switch() is None


# X11 --------------------------------------------------------------------------------------------

DPMS_OPCODE = 142
NUMBERS = count()
GET_VERSION, CAPABLE, SET_TIMEOUTS, ENABLE, DISABLE, FORCE_LEVEL = 0, 1, 3, 4, 5, 6
NUMBERS_OF = {SET_TIMEOUTS: "<HHH", FORCE_LEVEL: "<H"}
"""What stands in a request; what fills it up is anything."""


class XServer:
    """As much of an X server as libX11 and the extension DPMS ask for; it notes what DPMS is told.

    The X servers without a screen that Debian has lack the extension, so the bytes are looked at here.
    """

    def __init__(self, folder: Path, capable: bool) -> None:
        self.told: list[tuple[int, ...]] = []
        self.capable = capable
        self._socket = socket.socket(socket.AF_UNIX)
        number = 5000 + os.getpid() % 20000 + next(NUMBERS)
        self.display = f":{number}"
        self._socket.bind(f"\0/tmp/.X11-unix/X{number}")
        self._socket.listen()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(10)

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            with client, client.makefile("rb") as stream:
                self._speak(client, stream)

    def _speak(self, client: socket.socket, stream: object) -> None:
        read = stream.read  # type: ignore[attr-defined]
        _order, _major, _minor, name, data = struct.unpack("<BxHHHHxx", read(12))
        read(name + -name % 4 + data + -data % 4)
        client.sendall(_welcome())
        number = 0
        while head := read(4):
            opcode, detail, length = struct.unpack("<BBH", head)
            body, number = read(length * 4 - 4), number + 1
            answer = self._answer(opcode, detail, body)
            if answer is not None:
                first, rest = answer
                client.sendall(struct.pack("<BBHI", 1, first, number, 0) + rest.ljust(24, b"\0"))

    def _answer(self, opcode: int, detail: int, body: bytes) -> tuple[int, bytes] | None:
        if opcode == 98:  # QueryExtension
            (length,) = struct.unpack_from("<H", body)
            there = body[4 : 4 + length] == b"DPMS"
            return 0, bytes([there, DPMS_OPCODE if there else 0, 0, 0])
        if opcode == DPMS_OPCODE:
            if detail == GET_VERSION:
                return 0, struct.pack("<HH", 1, 1)
            if detail == CAPABLE:
                return 0, bytes([self.capable])
            self.told.append((detail, *struct.unpack_from(NUMBERS_OF.get(detail, ""), body)))
            return None
        if opcode in (20, 43):  # GetProperty: there is none; GetInputFocus, by which one waits
            return 0, b""
        return None


def _welcome() -> bytes:
    """The answer to a new connection: one screen of 640x480, one visual of 24 bits."""
    visual = struct.pack("<IBBHIIIxxxx", 0x21, 4, 8, 256, 0xFF0000, 0xFF00, 0xFF)
    depth = struct.pack("<BxHxxxx", 24, 1) + visual
    screen = struct.pack(
        "<IIIIIHHHHHHIBBBB", 0x26, 0x20, 0xFFFFFF, 0, 0, 640, 480, 1, 1, 1, 1, 0x21, 0, 0, 24, 1
    )
    pixmap_format = struct.pack("<BBBxxxxx", 24, 32, 32)
    vendor = b"test"
    rest = (
        struct.pack(
            "<IIIIHHBBBBBBBBxxxx", 1, 0x200000, 0x1FFFFF, 0, len(vendor), 65535, 1, 1, 0, 0, 32, 32, 8, 255
        )
        + vendor
        + pixmap_format
        + screen
        + depth
    )
    return struct.pack("<BxHHH", 1, 11, 0, len(rest) // 4) + rest


@contextmanager
def x_server(folder: Path, monkeypatch: pytest.MonkeyPatch, capable: bool = True) -> Iterator[XServer]:
    server = XServer(folder, capable)
    monkeypatch.setenv("DISPLAY", server.display)
    monkeypatch.setenv("XAUTHORITY", str(folder / "none"))
    try:
        yield server
    finally:
        server.close()


def test_dpms_is_told_to_go_off_and_never_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with x_server(tmp_path, monkeypatch) as server:
        switch = find_switch(os.environ | {"WAYLAND_DISPLAY": ""})
        assert switch is not None
        switch(False)
        assert server.told == [(SET_TIMEOUTS, 0, 0, 0), (ENABLE,), (FORCE_LEVEL, 3)]
        server.told.clear()
        switch(True)
        assert server.told == [(FORCE_LEVEL, 0), (DISABLE,)]


def test_the_displays_of_several_kiosks_go_off_with_the_last_and_on_with_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On one X server, of which DPMS knows no single screen."""
    off, on = [(SET_TIMEOUTS, 0, 0, 0), (ENABLE,), (FORCE_LEVEL, 3)], [(FORCE_LEVEL, 0), (DISABLE,)]
    with x_server(tmp_path, monkeypatch) as server:
        kiosks = [Lit(tmp_path / "lit") for _ in range(3)]
        first, second, _third = (find_switch({"DISPLAY": server.display}, each) for each in kiosks)
        assert first is not None
        assert second is not None

        def told() -> list[tuple[int, ...]]:
            said, server.told[:] = server.told[:], []
            return said

        assert first(False) is False, "two are lit"
        assert second(False) is False, "the third is"
        assert told() == []
        kiosks.pop().close()  # as when it crashes
        assert first(False) is not False
        assert told() == off
        second(True)
        assert told() == on
        assert first(False) is False, "asked again, while the other is lit"
        assert told() == []
        assert second(False) is not False
        assert told() == off
        for each in kiosks:
            each.close()


def test_nobody_lights_up_while_another_switches_off(tmp_path: Path) -> None:
    """Or the displays would be off and a kiosk lit."""
    one, other = Lit(tmp_path / "lit"), Lit(tmp_path / "lit")
    with other.rest():
        pass
    lighting = threading.Thread(target=other.again)
    with one.rest() as all_rest:
        assert all_rest
        lighting.start()
        lighting.join(0.3)
        assert lighting.is_alive()
    lighting.join(10)
    assert not lighting.is_alive()
    with one.rest() as all_rest:
        assert not all_rest
    one.close()
    other.close()


def test_where_nothing_can_be_locked_nobody_switches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    assert beside_others(":0") is None
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = beside_others(":0")
    assert found is not None
    found.close()


def test_an_x_server_whose_screen_cannot_go_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with x_server(tmp_path, monkeypatch, capable=False) as server:
        assert find_switch({"DISPLAY": server.display}) is None


def test_an_x_server_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with x_server(tmp_path, monkeypatch) as server:
        switch = find_switch({"DISPLAY": server.display})
        assert switch is not None
    monkeypatch.setenv("DISPLAY", ":4999")
    with pytest.raises(OSError, match="does not answer"):
        switch(False)
    assert find_switch({"DISPLAY": ":4999"}) is None
