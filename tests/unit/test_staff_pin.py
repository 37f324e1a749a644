"""The PIN of the staff menu: which may be chosen, where its hash goes, and how often it may be tried."""

import errno
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from kiosk.config import load_config
from kiosk.errors import ConfigError, StorageError
from kiosk.staff import tries as tries_module
from kiosk.staff.pin import UnfitPin, fits, hash_pin, weakness
from kiosk.staff.pin_file import CannotEdit, with_pin, write_pin
from kiosk.staff.tries import CALM, DAY, DOUBTFUL, FREE, MOST_IN_A_DAY, Tries, wait_after
from tests.terminal import set_pin

PIN = "480716"


@pytest.fixture(scope="module")
def pin_hash() -> str:
    return hash_pin(PIN)


# Which -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pin",
    [
        *("000000", "111111", "999999999999", "123456", "654321", "012345", "890123", "987654321"),
        *("121212", "123123", "112233", "101010", "001001", "5201314", "147258"),
        *("12345", "4807", "1234567890123", "48071a", "48 071", "", "٤٨٠٧١٦"),
    ],
)
def test_pins_that_are_guessed_first_are_refused(pin: str) -> None:
    assert weakness(pin)
    with pytest.raises(UnfitPin):
        hash_pin(pin)


@pytest.mark.parametrize("pin", ["480716", "902845", "7361940", "998877665543"])
def test_others_are_taken(pin: str) -> None:
    assert not weakness(pin)


def test_only_the_pin_fits_its_hash(pin_hash: str) -> None:
    assert pin_hash.startswith("$argon2id$v=19$m=65536,t=6,p=1$")
    assert fits(pin_hash, PIN)
    assert not any(fits(pin_hash, other) for other in ("480717", "", "4807160", "١"))
    assert PIN not in pin_hash
    assert hash_pin(PIN) != pin_hash, "salted"
    assert not fits("no hash", PIN)


# Into the configuration --------------------------------------------------------------------------

FILES = {
    "nothing": ("", True),
    "no group": ("idle_seconds: 60\n# the end\n", True),
    "no line end": ("idle_seconds: 60", True),
    "an empty group": ("staff:\nidle_seconds: 60\n", True),
    "an empty key": ("staff:\n  # for staff\n  pin_hash:   # later\nidle_seconds: 60\n", True),
    "a hash": ("staff:\n  pin_hash: 'old'  # ours\n", True),
    "a hash without quotes": ("staff: {pin_hash: old}\n", True),
    "an empty group in brackets": ("staff: {}\nidle_seconds: 60\n", False),
    "Windows": ("idle_seconds: 60\r\nstaff:\r\n  pin_hash:\r\n", True),
    "a list": ("[1, 2]\n", False),
    "a broken file": ("staff: [\n", False),
}


@pytest.mark.parametrize("name", FILES)
def test_the_hash_is_written_and_nothing_else(name: str) -> None:
    text, can = FILES[name]
    if not can:
        with pytest.raises(CannotEdit):
            with_pin(text, "$argon2id$x")
        return
    changed = with_pin(text, "$argon2id$x")
    data = yaml.safe_load(changed)
    assert data.pop("staff") == {"pin_hash": "$argon2id$x"}
    assert data == {key: value for key, value in (yaml.safe_load(text) or {}).items() if key != "staff"}
    for comment in ("# the end", "# for staff", "# later", "# ours"):
        assert (comment in text) == (comment in changed)
    assert ("\r\n" in text) == ("\r\n" in changed)
    assert with_pin(changed, "$argon2id$y") == changed.replace("$argon2id$x", "$argon2id$y")


def test_the_file_keeps_its_rights(tmp_path: Path, pin_hash: str) -> None:
    (tmp_path / "content").mkdir()
    real = tmp_path / "real.yaml"
    real.write_text("idle_seconds: 60\n", "utf-8")
    real.chmod(0o640)
    config = tmp_path / "config.yaml"
    config.symlink_to(real)
    write_pin(config, pin_hash)
    assert config.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert load_config(config).staff.pin_hash == pin_hash
    assert sorted(path.name for path in tmp_path.iterdir()) == ["config.yaml", "content", "real.yaml"]


@pytest.mark.parametrize(
    "value",
    ["480716", "'480716'", "$argon2i$v=19$m=65536,t=6,p=1$c29tZXNhbHRzb21l$AAAAAAAAAAAAAAAAAAAAAAAA", "[1]"],
)
def test_something_else_in_its_place_is_a_problem_that_does_not_show_it(tmp_path: Path, value: str) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "config.yaml").write_text(f"staff:\n  pin_hash: {value}\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path / "config.yaml")
    assert "kiosk pin set" in str(caught.value)
    assert value.strip("'") not in str(caught.value)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    file = tmp_path / "config.yaml"
    file.write_text("idle_seconds: 60   # ours\ndata: data\n", "utf-8")
    return file


def test_the_command_asks_twice_and_writes_the_hash(config: Path) -> None:
    status, said = set_pin(config, [PIN, PIN])
    assert status == 0, said
    assert PIN not in said
    assert PIN not in config.read_text("utf-8")
    assert "# ours" in config.read_text("utf-8")
    assert fits(load_config(config).staff.pin_hash or "", PIN)


def test_the_command_refuses_what_differs_and_what_is_weak(config: Path) -> None:
    before = config.read_bytes()
    assert set_pin(config, [PIN, "480717"])[0] == 1
    status, said = set_pin(config, ["123456", "123456"])
    assert status == 2
    assert "would be guessed first" in said
    assert config.read_bytes() == before


def test_the_command_prints_the_lines_where_it_is_asked_to(config: Path) -> None:
    before = config.read_bytes()
    status, said = set_pin(config, [PIN, PIN], options=("--print",))
    assert status == 0
    assert config.read_bytes() == before
    assert fits(yaml.safe_load(said[said.index("staff:") :])["staff"]["pin_hash"], PIN)


# How often ---------------------------------------------------------------------------------------


class Machine:
    """A machine that an attacker stands before: real time, its clocks, its disk."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.real = 0.0
        self.booted = 0.0
        self.boots = 0
        self.tries = self.start()

    def start(self) -> Tries:
        self.tries = Tries(self.data, "hash", lambda: self.real - self.booted, lambda: f"boot {self.boots}")
        return self.tries

    def pass_time(self, seconds: float) -> None:
        self.real += seconds

    def power_cycle(self, off: float) -> None:
        self.real += off
        self.booted, self.boots = self.real, self.boots + 1
        self.start()


def most_in_a_day(guesses: list[float]) -> int:
    return max(
        (sum(1 for each in guesses if start <= each < start + DAY) for start in guesses),
        default=0,
    )


def attack(machine: Machine, luck: random.Random, turn_clock: Callable[[float], None]) -> list[float]:
    """Five days of an attacker: guesses, restarts, the plug pulled in the middle of a guess and at other
    times, the clock set forward and back, and patience. The moments of the guesses."""
    guesses: list[float] = []
    patience = luck.choice([1, 4])
    while machine.real < 5 * DAY:
        deed = luck.choices(["guess", "restart", "plug", "clock", "wait"], [6, 2, 2, 2, patience])[0]
        if deed == "guess":
            if machine.tries.begin():
                guesses.append(machine.real)
                if luck.random() < 0.3:
                    machine.power_cycle(1.0)
            machine.pass_time(1.0)
        elif deed == "restart":
            machine.start()
            machine.pass_time(luck.choice([2.0, 5.0]))
        elif deed == "plug":
            machine.power_cycle(luck.choice([3.0, 60.0, 7200.0]))
        elif deed == "clock":
            turn_clock(luck.choice([-1e9, -86400, 86400, 1e9, 0]))
        else:
            machine.tries.save()
            # As long as need be, or less.
            machine.pass_time(luck.choice([1.0, 20.0, machine.tries.wait + 0.01, machine.tries.wait / 2]))
    return guesses


def test_no_attacker_makes_more_than_ten_guesses_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tries_module, "write_file", lambda path, content, _aside: path.write_bytes(content))
    monkeypatch.setattr(time, "monotonic", lambda: 5.0)
    attackers, total, most = 60, 0, 0
    for seed in range(attackers):
        luck = random.Random(seed)
        machine = Machine(tmp_path / str(seed))
        guesses = attack(machine, luck, lambda at: monkeypatch.setattr(time, "time", lambda: 1.7e9 + at))
        assert guesses
        assert most_in_a_day(guesses) <= MOST_IN_A_DAY == 10, seed
        total, most = total + len(guesses), max(most, most_in_a_day(guesses))
    with capsys.disabled():
        print(  # noqa: T201
            f"\n{attackers} attackers in 5 days each: {total} guesses, at most {most} in any 24 hours"
        )


def test_who_only_waits_makes_ten_on_the_first_day_and_fewer_later(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    guesses: list[float] = []
    while machine.real < 30 * DAY:
        if machine.tries.begin():
            guesses.append(machine.real)
        machine.pass_time(max(machine.tries.wait, 0.01))
    assert most_in_a_day(guesses) == 10
    assert sum(1 for each in guesses if each < DAY) == 10
    assert len(guesses) <= 10 + 30


def test_a_calm_attacker_gains_nothing_by_waiting_for_wrong_tries_to_be_forgotten(tmp_path: Path) -> None:
    for burst in range(1, 12):
        machine = Machine(tmp_path / str(burst))
        guesses: list[float] = []
        while machine.real < 20 * DAY:
            for _ in range(burst):
                machine.pass_time(machine.tries.wait)
                assert machine.tries.begin()
                guesses.append(machine.real)
            machine.pass_time(machine.tries.wait + CALM)
            assert machine.tries.wrong == 0
        assert most_in_a_day(guesses) <= 10, burst


def test_the_wait_doubles(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    waits = []
    for _ in range(FREE):
        assert machine.tries.begin()
        assert not machine.tries.begin(), "not before the wait is over"
        waits.append(machine.tries.wait)
        machine.pass_time(machine.tries.wait)
    assert waits == [15 * 2**step for step in range(FREE)]
    assert machine.tries.begin()
    assert machine.tries.wait == DAY


def test_a_restart_goes_on_where_the_wait_was_and_a_power_cut_where_it_was_saved(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    for _ in range(6):
        machine.pass_time(machine.tries.wait)
        machine.tries.begin()
    machine.pass_time(100)
    assert machine.start().wait == 380
    machine.tries.save()
    machine.pass_time(50)
    machine.power_cycle(86400)
    assert machine.tries.wait == 380, "the time in which it was off does not count"
    machine.pass_time(380)
    assert machine.tries.wait == 0


def test_the_right_pin_forgets_the_wrong_tries_and_so_does_a_new_pin(tmp_path: Path) -> None:
    tries = Tries(tmp_path, "one")
    assert tries.begin()
    assert tries.wait > 0
    assert Tries(tmp_path, "other").wait == 0
    tries.right()
    assert (tries.wait, tries.wrong, Tries(tmp_path, "one").wait) == (0, 0, 0)


def test_one_note_that_is_gone_or_damaged_changes_nothing(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    for _ in range(5):
        machine.pass_time(machine.tries.wait)
        machine.tries.begin()
    first, second = (tmp_path / name for name in ("staff/tries.json", "tries.json"))
    kept = second.read_bytes()
    first.unlink()
    assert machine.start().wait == wait_after(5)
    for damage in (
        b"",
        b"{",
        b"\x00" * 256,
        b'{"wrong": 0}',
        b"[]",
        kept.replace(b'"wrong": 5', b'"wrong": -5'),
    ):
        first.write_bytes(damage)
        assert machine.start().wait == wait_after(5), damage
    # An old note beside a new one: the longer wait counts.
    first.write_text(
        json.dumps({"pin": machine.tries._pin, "wrong": 1, "left": 10.0, "boot": "", "since": 0})
    )
    assert machine.start().wait == wait_after(5)


def test_where_both_are_damaged_the_wait_is_long_and_ends(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.tries.begin()
    for name in ("staff/tries.json", "tries.json"):
        (tmp_path / name).write_bytes(b"\xff")
    assert machine.start().wait == wait_after(DOUBTFUL) == 3840
    machine.tries.prepare()
    machine.power_cycle(10)
    assert machine.tries.wait == 3840
    machine.pass_time(3840)
    assert machine.tries.begin()
    assert machine.tries.wait == DAY


def test_notes_that_vanish_while_the_kiosk_runs_are_written_anew(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    for _ in range(3):
        machine.pass_time(machine.tries.wait)
        machine.tries.begin()
    for name in ("staff/tries.json", "tries.json"):
        (tmp_path / name).unlink()
    assert not machine.tries.begin()
    machine.pass_time(machine.tries.wait)
    assert machine.tries.begin()
    assert machine.start().wrong == 4


def test_on_a_full_disk_notes_are_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = Tries(tmp_path, "hash")
    tries.prepare()

    def full(path: Path, _content: bytes, _aside: Path) -> None:
        raise OSError(errno.ENOSPC, "full", str(path))

    monkeypatch.setattr(tries_module, "write_file", full)
    assert tries.begin()
    assert Tries(tmp_path, "hash").wait > 10


def test_where_nothing_can_be_written_no_try_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = Tries(tmp_path, "hash")
    tries.prepare()

    def refuse(path: Path, _content: bytes, _aside: Path) -> None:
        raise OSError(errno.EROFS, "read-only", str(path))

    monkeypatch.setattr(tries_module, "write_file", refuse)
    with pytest.raises(StorageError):
        tries.begin()
    assert tries.wait > 0, "and it counts as long as the program runs"


def test_the_clock_that_counts_is_one_that_nobody_can_set() -> None:
    assert abs(tries_module.boot_time() - time.clock_gettime(time.CLOCK_BOOTTIME)) < 1
    assert tries_module.boot_id() == tries_module.boot_id() != ""


def test_argon2_is_loaded_only_when_a_pin_is_checked() -> None:
    code = "import kiosk.staff.pin, kiosk.staff.tries, sys; print('argon2' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"
