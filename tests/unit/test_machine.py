"""Facts about the machine: what the kernel of a made-up machine tells, and what this one does."""

import json
import os
import resource
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.machine import clock, displays, memory, network, starts, versions, words
from kiosk.machine.fact import NotKnown, Unknown, fact
from kiosk.machine.inputs import bits, folders, inputs, name_of, stands_at, tells_fingers_apart
from kiosk.machine.look import look
from kiosk.messages import say, told
from tests import machines

# A fact -----------------------------------------------------------------------------------------


def test_whatever_goes_wrong_is_a_reason(caplog: pytest.LogCaptureFixture) -> None:
    @fact
    def refused() -> int:
        raise PermissionError(13, "Permission denied", "/sys/x")

    @fact
    def absent() -> int:
        raise NotKnown(say("the kiosk does not run"))

    @fact
    def strange() -> int:
        return int("2 apples")

    assert refused() == Unknown(say("permission is denied"))
    assert absent() == Unknown(say("the kiosk does not run"))
    found = strange()
    assert isinstance(found, Unknown)
    assert "2 apples" in found.reason
    assert "strange" in caplog.text, "only what nobody expected is logged"
    assert "refused" not in caplog.text


def test_this_machine_is_told_in_every_language(tmp_path: Path) -> None:
    rows = words.rows(look(tmp_path))
    assert len(rows) == 13
    for language in ("kk", "zh", "en", "ru"):
        for name, value in rows:
            assert told(name, language).strip()
            assert told(value, language).strip()
            assert "{" not in told(value, language)


def test_what_nobody_knows_is_said_with_its_reason() -> None:
    unknown = Unknown(say("the kiosk does not run"))
    assert words.told(unknown, words.lasting) == "not known: the kiosk does not run"


# Memory, disk, temperature ----------------------------------------------------------------------


def test_memory_of_this_program() -> None:
    found = memory.program_memory(os.getpid())
    assert isinstance(found, memory.ProgramMemory)
    assert 5e6 < found.resident <= found.most
    # The peak as the C library tells it; the program is so large as the tests before it have made it.
    assert found.most == pytest.approx(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, rel=0.05)
    whole = memory.memory()
    assert isinstance(whole, memory.Memory)
    assert found.resident < whole.total
    assert 0 < whole.available < whole.total


def test_memory_of_a_program_that_is_gone(tmp_path: Path) -> None:
    assert memory.program_memory(1, tmp_path) == Unknown(say("there is no such file or folder"))
    (tmp_path / "1").mkdir()
    (tmp_path / "1" / "status").write_text("Name:\tkthreadd\n")
    assert memory.program_memory(1, tmp_path) == Unknown(say("the program does not run"))


def test_disk_of_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    found = memory.disk(tmp_path / "data" / "kiosk")
    assert isinstance(found, memory.Disk)
    usage = os.statvfs(tmp_path)
    assert found.total == usage.f_blocks * usage.f_frsize
    assert not found.read_only


def test_the_file_system_is_that_of_the_longest_mount(tmp_path: Path) -> None:
    data = tmp_path / "a b" / "data"
    data.mkdir(parents=True)
    mounts = tmp_path / "mounts"
    parent = str(tmp_path / "a b").replace(" ", "\\040")
    mounts.write_text(f"/dev/a / ext4 rw 0 0\n/dev/b {parent} btrfs rw 0 0\n/dev/c /elsewhere xfs rw 0 0\n")
    found = memory.disk(data, mounts)
    assert isinstance(found, memory.Disk)
    assert found.kind == "btrfs"


def test_the_processors_own_sensor_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    import psutil
    from psutil._ntuples import shwtemp

    def sensors() -> dict[str, list[object]]:
        return {
            "nvme": [shwtemp("", 71.0, 80.0, 90.0)],
            "coretemp": [shwtemp("Core 0", 48.0, 100.0, 105.0), shwtemp("Core 1", 52.5, 100.0, 105.0)],
        }

    monkeypatch.setattr(psutil, "sensors_temperatures", sensors)
    assert memory.temperature() == memory.Temperature(52.5, 105.0, "coretemp")
    monkeypatch.setattr(psutil, "sensors_temperatures", dict)
    assert isinstance(memory.temperature(), Unknown)


# Displays ---------------------------------------------------------------------------------------


def test_displays_with_their_names_and_sizes(tmp_path: Path) -> None:
    machines.add_display(tmp_path, "DP-1", "disconnected")
    machines.add_display(
        tmp_path, "HDMI-A-1", modes="3840x2160\n3840x2160\n1920x1080i\n", said=machines.edid(*machines.BRAVIA)
    )
    (tmp_path / "card0").mkdir()
    (tmp_path / "version").write_text("drm 1.1.0")
    found = displays.displays(tmp_path)
    assert not isinstance(found, Unknown)
    first, second = found
    assert (first.connector, first.name, first.size_mm) == ("HDMI-A-1", "BRAVIA 43", (941, 529))
    assert first.modes == ((3840, 2160), (1920, 1080))
    assert first.lit
    assert first.diagonal_inch == pytest.approx(42.5, abs=0.1)
    assert (second.connector, second.connected, second.lit) == ("DP-1", False, False)
    assert words.displays(found) == "HDMI-A-1: BRAVIA 43; 3840 × 2160; 43 inches"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (b"", ("", None)),
        (b"\x00" * 128, ("", None)),
        (machines.edid("P", 941, 529, timing=False), ("P", (940, 520))),
        (machines.edid("Beamer", 0, 0), ("Beamer", None)),
        (machines.edid("LG TV", 16, 9), ("LG TV", None)),
        (machines.edid("Cut", 300, 200)[:100], ("", None)),
    ],
)
def test_what_displays_say_of_themselves(said: bytes, expected: object) -> None:
    assert displays.read_edid(said) == expected


def test_random_bytes_of_a_display_do_no_harm() -> None:
    import random

    dice = random.Random(5)
    for _ in range(2000):
        said = bytearray(machines.edid("Screen", 700, 400))
        for _ in range(dice.randrange(1, 20)):
            said[dice.randrange(8, 128)] = dice.randrange(256)
        name, size = displays.read_edid(bytes(said))
        assert isinstance(name, str)
        assert size is None or min(size) >= 50


def test_a_machine_without_a_graphics_card(tmp_path: Path) -> None:
    assert isinstance(displays.displays(tmp_path / "drm"), Unknown)


# Inputs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("numbers", [[], [0], [63], [64], [1, 0x14A], list(range(300))])
def test_bitmaps_are_read_as_they_are_written(numbers: list[int]) -> None:
    assert bits(machines.bitmap(numbers)) == set(numbers)


def test_every_kind_of_input_is_known(tmp_path: Path) -> None:
    sys_, dev = tmp_path / "sys", tmp_path / "dev"
    devices = {
        "ILITEK Multi-Touch": (machines.TOUCH_SCREEN, "touch-screen"),
        "Old resistive": (machines.SINGLE_TOUCH, "touch-screen"),
        "SynPS/2": (machines.TOUCH_PAD, "touch-pad"),
        "USB Mouse": (machines.MOUSE, "mouse"),
        "AT Keyboard": (machines.KEYBOARD, "keyboard"),
        "Power Button": (machines.POWER_BUTTON, "other"),
        "Wacom Pen": (machines.PEN, "pen"),
    }
    for number, (name, (said, _)) in enumerate(devices.items()):
        machines.add_input(sys_, dev, 9 - number, name, said)
    (sys_ / "mouse0").mkdir()
    found = inputs(sys_, dev)
    assert not isinstance(found, Unknown)
    assert {each.name: each.kind for each in found} == {name: kind for name, (_, kind) in devices.items()}
    assert [each.kind for each in found][:2] == ["touch-screen", "touch-screen"]
    assert {each.name: each.fingers for each in found}["Old resistive"] == 1
    # The node of a made-up screen is a file, which cannot be asked for its slots.
    assert {each.name: each.fingers for each in found}["ILITEK Multi-Touch"] is None
    assert "buttons" not in words.inputs(found)
    apart = {name_of(folder) for folder in folders(sys_) if tells_fingers_apart(folder)}
    assert apart == {"ILITEK Multi-Touch"}


def test_where_a_device_is_plugged_in(tmp_path: Path) -> None:
    sys_, dev = tmp_path / "sys", tmp_path / "dev"
    machines.add_input(sys_, dev, 3, "ILITEK", machines.TOUCH_SCREEN)
    machines.add_input(sys_, dev, 4, "I2C", machines.TOUCH_SCREEN)
    (dev / "by-path").mkdir()
    for name in ("pci-0000:00:14.0-usb-0:2:1.0-event", "pci-0000:00:14.0-usbv2-0:2:1.0-event"):
        (dev / "by-path" / name).symlink_to("../event3")
    found = inputs(sys_, dev)
    assert not isinstance(found, Unknown)
    by_name = {each.name: each.paths for each in found}
    assert stands_at(by_name["ILITEK"], "*usb-0:2:*")
    assert stands_at(by_name["ILITEK"], "*usbv2-0:2:*")
    assert not stands_at(by_name["ILITEK"], "*usb-0:3:*")
    assert not stands_at(by_name["I2C"], "*")
    assert stands_at(by_name["I2C"], "")


def test_a_touch_screen_that_may_not_be_read(tmp_path: Path) -> None:
    machines.add_input(tmp_path / "sys", tmp_path / "dev", 3, "ELO", machines.TOUCH_SCREEN, readable=False)
    found = inputs(tmp_path / "sys", tmp_path / "dev")
    assert not isinstance(found, Unknown)
    assert not found[0].readable
    assert words.inputs(found) == "touch screen ELO; may not be read"


def test_a_machine_without_inputs(tmp_path: Path) -> None:
    assert isinstance(inputs(tmp_path / "nothing", tmp_path), Unknown)


# Starts -----------------------------------------------------------------------------------------


@pytest.fixture
def proc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A /proc in which a machine may be switched off, and processes come and go."""
    folder = tmp_path / "proc"
    (folder / "sys/kernel/random").mkdir(parents=True)
    monkeypatch.setattr(starts, "PROC", folder)
    switch_on(folder, "first")
    run_as(folder, monkeypatch, 100, 5000)
    return folder


def switch_on(proc: Path, boot: str) -> None:
    (proc / "sys/kernel/random/boot_id").write_text(f"{boot}\n")


def run_as(proc: Path, monkeypatch: pytest.MonkeyPatch, pid: int, ticks: int) -> None:
    (proc / str(pid)).mkdir(exist_ok=True)
    (proc / str(pid) / "stat").write_text(f"{pid} (a ) b) S {' '.join(['0'] * 18)} {ticks} 0 0\n")
    monkeypatch.setattr(os, "getpid", lambda: pid)


def of(data: Path) -> starts.Starts:
    found = starts.starts(data)
    assert isinstance(found, starts.Starts), found
    return found


def test_starts_are_counted(proc: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    assert starts.starts(data) == Unknown(say("the kiosk was never started here"))
    starts.begin(data)
    assert (of(data).restarts, of(data).broken_off, of(data).ever) == (0, 0, 1)
    assert starts.running(of(data)) == 100
    starts.end(data)
    assert starts.running(of(data)) is None

    run_as(proc, monkeypatch, 101, 6000)
    starts.begin(data)
    assert (of(data).restarts, of(data).broken_off) == (1, 0)
    # Killed, and started again by systemd.
    run_as(proc, monkeypatch, 102, 7000)
    starts.begin(data)
    assert (of(data).restarts, of(data).broken_off) == (2, 1)
    assert words.starts(of(data)) == "2 since power-on; 1 of them after a crash"


def test_a_power_cut_is_no_crash(proc: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    starts.begin(data)
    switch_on(proc, "second")
    assert starts.running(of(data)) is None, "it ran before the power was cut"
    assert of(data).since_boot == 0
    starts.begin(data)
    assert (of(data).restarts, of(data).broken_off, of(data).ever) == (0, 0, 2)


def test_another_process_with_its_number_is_not_the_kiosk(
    proc: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    starts.begin(data)
    run_as(proc, monkeypatch, 100, 9999)
    assert starts.running(of(data)) is None
    assert starts.program_seconds(of(data)) is None


def test_an_end_of_another_program_is_not_the_kiosks(
    proc: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    starts.begin(data)
    run_as(proc, monkeypatch, 200, 8000)
    starts.end(data)
    assert not of(data).ended


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"boot": 1, "never": 2}', "\x00" * 50])
def test_a_damaged_count_begins_anew(
    proc: Path, tmp_path: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "starts.json").write_text(damage)
    starts.begin(tmp_path)
    assert of(tmp_path).ever == 1
    assert "damaged" in caplog.text


def test_a_disk_that_takes_nothing_costs_the_count(
    proc: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    starts.begin(tmp_path / "data")
    starts.end(tmp_path / "data")
    assert "cannot be counted" in caplog.text


def test_a_real_process_that_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kiosk.machine import starts\n"
        "starts.begin(Path(sys.argv[1])); print('on', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "on\n"
    said = of(tmp_path)
    assert starts.running(said) == process.pid
    seconds = starts.program_seconds(said)
    assert seconds is not None and 0 <= seconds < 120
    found = look(tmp_path)
    assert isinstance(found.kiosk_memory, memory.ProgramMemory)
    process.kill()
    process.communicate()
    assert starts.running(said) is None
    assert isinstance(look(tmp_path).kiosk_memory, Unknown)
    assert json.loads((tmp_path / "starts.json").read_text())["ended"] is False


# Network, clock, versions -----------------------------------------------------------------------


def test_only_real_cards_are_told(tmp_path: Path) -> None:
    import psutil

    for name in psutil.net_if_addrs():
        if name != "lo":
            (tmp_path / name / "device").mkdir(parents=True)
    found = network.network(tmp_path)
    if isinstance(found, Unknown):
        assert set(psutil.net_if_addrs()) <= {"lo"}
        return
    assert "lo" not in {each.name for each in found}
    assert [each.up for each in found] == sorted((each.up for each in found), reverse=True)
    assert all(not address.startswith("fe80") for each in found for address in each.addresses)
    assert isinstance(network.network(tmp_path / "none"), Unknown)


def test_the_clock_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    time.tzset()
    found = clock.clock()
    assert isinstance(found, clock.Clock)
    assert found.zone == "Asia/Shanghai", "the zone of the tests"
    assert found.now.utcoffset() == timedelta(hours=8)
    monkeypatch.delenv("TZ")
    (tmp_path / "localtime").symlink_to("/usr/share/zoneinfo/Asia/Almaty")
    other = clock.clock(tmp_path)
    assert isinstance(other, clock.Clock)
    assert other.zone == "Asia/Almaty"


def test_whether_the_clock_is_kept_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert clock.synchronised() in (True, False), "any program may ask the kernel here"
    monkeypatch.setattr(clock, "_kernel_says", lambda: None)
    assert isinstance(clock.synchronised(tmp_path), Unknown)
    (tmp_path / "systemd/timesync").mkdir(parents=True)
    assert clock.synchronised(tmp_path) is False
    (tmp_path / "systemd/timesync/synchronized").touch()
    assert clock.synchronised(tmp_path) is True


def test_versions(tmp_path: Path) -> None:
    here = versions.versions()
    assert isinstance(here, versions.Versions)
    assert here.libraries["kivy"] == "2.3.1"
    assert here.kernel and here.python and here.kiosk
    etc, dmi = tmp_path / "etc", tmp_path / "sys/class/dmi/id"
    etc.mkdir()
    dmi.mkdir(parents=True)
    (etc / "os-release").write_text('PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\n')
    (etc / "debian_version").write_text("12.9\n")
    (dmi / "sys_vendor").write_text("ASUSTeK\n")
    (dmi / "product_name").write_text("PN42\n")
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc/cpuinfo").write_text("processor\t: 0\nmodel name\t: Intel(R)  N100\n")
    made_up = versions.versions(tmp_path)
    assert isinstance(made_up, versions.Versions)
    assert (made_up.system, made_up.computer, made_up.processor) == (
        "Debian GNU/Linux 12.9 (bookworm)",
        "ASUSTeK PN42",
        "Intel(R) N100",
    )


# Words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0 seconds"),
        (1.9, "1 second"),
        (61, "1 minute"),
        (3600, "1 hour"),
        (3725, "1 hour 2 minutes"),
        (86400, "1 day"),
        (2 * 86400 + 3600 * 5 + 59, "2 days 5 hours"),
    ],
)
def test_lengths_of_time(seconds: float, expected: str) -> None:
    assert words.lasting(seconds) == expected


def test_sizes() -> None:
    assert [words.gigabytes(each) for each in (0, 1.5e9, 9.94e9, 256e9)] == ["0.0", "1.5", "9.9", "256"]
    assert told(words.gigabytes(1.5e9), "ru") == "1,5"
    assert words.memory(memory.Memory(8_000_000_000, 5_400_000_000, 0)) == "5.4 of 8.0 GB free"


def test_temperatures() -> None:
    assert words.temperature(memory.Temperature(52.4, None, "acpitz")) == "52 °C"
    hot = words.temperature(memory.Temperature(52.4, 105.0, "coretemp"))
    assert hot == "52 °C; it switches itself off at 105 °C"
