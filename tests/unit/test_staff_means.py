"""What a machine can do for staff: sticks, volume, light, turning, restarting; and what they take away."""

import os
from pathlib import Path

import pytest

from kiosk.commands.app import app
from kiosk.config import Config, load_config
from kiosk.staff import export, levels, power, turned
from kiosk.staff.levels import brightness, volume
from kiosk.staff.sticks import sticks
from tests.builds import Quiet, run
from tests.synthetic import make_content


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs, the only ones there are besides a shell's."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


# Volume ------------------------------------------------------------------------------------------

WPCTL = 'case $1 in get-volume) echo "Volume: $(/bin/cat %s)";; set-volume) echo "0.${3%%%%%%}" > %s;; esac'
PACTL = """case $1 in
  get-sink-volume) echo "Volume: front-left: 30000 /  46% / -20.38 dB,   front-right: 30000 /  46%";;
  set-sink-volume) echo "$@" > FILE;; esac"""
AMIXER = """case $2 in
  sget) echo "  Front Left: Playback 45 [52%] [-21.00dB] [on]";;
  sset) echo "$@" > FILE;; esac"""


def test_volume_through_pipewire(programs: Path, tmp_path: Path) -> None:
    (tmp_path / "level").write_text("0.40")
    program(programs, "wpctl", WPCTL % (tmp_path / "level", tmp_path / "level"))
    level = volume()
    assert level is not None
    assert level.get() == 0.4
    level.set(0.7)
    assert level.get() == 0.7
    (tmp_path / "level").write_text("0.40 [MUTED]")
    assert level.get() == 0


@pytest.mark.parametrize(
    ("name", "script", "share", "words"),
    [
        ("pactl", PACTL, 0.46, "set-sink-volume @DEFAULT_SINK@ 70%"),
        ("amixer", AMIXER, 0.52, "-M sset Master 70% unmute"),
    ],
)
def test_volume_through_others(
    programs: Path, tmp_path: Path, name: str, script: str, share: float, words: str
) -> None:
    program(programs, name, script.replace("FILE", str(tmp_path / "said")))
    level = volume()
    assert level is not None
    assert level.get() == share
    level.set(0.7)
    assert (tmp_path / "said").read_text().strip() == words


def test_no_volume_where_nothing_works(programs: Path) -> None:
    assert volume() is None
    program(programs, "wpctl", "exit 1")
    program(programs, "pactl", "echo nothing here")
    program(programs, "amixer", "echo 'amixer: Unable to find simple control' >&2; exit 1")
    assert volume() is None


def test_a_program_that_hangs_is_given_up(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(levels, "PATIENCE_SECONDS", 0.2)
    program(programs, "wpctl", "exec /bin/sleep 30")
    assert volume() is None


# Light -------------------------------------------------------------------------------------------


def test_brightness_of_a_light_that_may_be_changed(tmp_path: Path) -> None:
    assert brightness(tmp_path / "none") is None
    light = tmp_path / "intel_backlight"
    light.mkdir()
    (light / "max_brightness").write_text("1500\n")
    (light / "brightness").write_text("750\n")
    level = brightness(tmp_path)
    assert level is not None
    assert level.get() == 0.5
    level.set(0.9)
    assert (light / "brightness").read_text() == "1350"
    level.set(0.0)
    assert (light / "brightness").read_text() == "75", "never quite dark"


@pytest.mark.parametrize("most", ["1", "many", ""])
def test_a_light_that_has_no_steps_is_none(tmp_path: Path, most: str) -> None:
    light = tmp_path / "acpi_video0"
    light.mkdir()
    (light / "max_brightness").write_text(most)
    (light / "brightness").write_text("1")
    assert brightness(tmp_path) is None


# Sticks ------------------------------------------------------------------------------------------


def test_sticks_are_what_can_be_pulled(tmp_path: Path) -> None:
    """A stick on USB with a blank in its name, a card, the machine's own disk, and what is no disk at all."""
    devices = tmp_path / "devices"
    for disk, removable in (("pci/usb2/2-1/sdb", "0"), ("pci/mmc/mmcblk1", "1"), ("pci/ata1/sda", "0")):
        name = Path(disk).name
        part = devices / disk / f"{name}{'p' if name[-1].isdigit() else ''}1"
        part.mkdir(parents=True)
        (devices / disk / "removable").write_text(removable)
    blocks = tmp_path / "block"
    blocks.mkdir()
    for part in devices.rglob("*1"):
        if part.name[-1] == "1" and part.parent.name in ("sdb", "mmcblk1", "sda"):
            (blocks / part.name).symlink_to(part)
    first, second = tmp_path / "MUSEUM 1", tmp_path / "card"
    first.mkdir()
    second.mkdir()
    place = str(first).replace(" ", "\\040")
    (tmp_path / "mounts").write_text(
        f"/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {place} vfat rw 0 0\n/dev/mmcblk1p1 {second} exfat rw 0 0\n"
        f"proc /proc proc rw 0 0\n/dev/sdb1 /elsewhere vfat rw 0 0\n/dev/sdc1 /gone vfat rw 0 0\n"
    )
    found = sticks(tmp_path / "mounts", blocks)
    assert [each.name for each in found] == ["MUSEUM 1", "card"]
    assert found[0].place == first
    assert all(each.writable and each.free > 0 for each in found)


def test_sticks_of_this_machine_can_be_looked_for() -> None:
    assert all(each.place.is_dir() for each in sticks())


# Turning -----------------------------------------------------------------------------------------


def test_a_turn_is_on_trial_until_it_is_kept(tmp_path: Path) -> None:
    assert turned.rotation(tmp_path, 90) == 90
    turned.try_turn(tmp_path, 90, 180)
    said = turned.turned(tmp_path, 90)
    assert said is not None
    assert (turned.rotation(tmp_path, 90), said.before, said.kept) == (180, 90, False)
    assert turned.rotation(tmp_path, 270) == 270, "the configuration was changed since"
    turned.turn_back(tmp_path, said)
    assert turned.rotation(tmp_path, 90) == 90
    turned.try_turn(tmp_path, 90, 0)
    said = turned.turned(tmp_path, 90)
    assert said is not None
    turned.keep(tmp_path, said)
    kept = turned.turned(tmp_path, 90)
    assert kept is not None
    assert (kept.rotation, kept.kept) == (0, True)


@pytest.mark.parametrize(
    "said", ["", "{", '{"rotation": 45}', '{"configured": 0, "rotation": 45, "before": 0, "kept": true}']
)
def test_a_damaged_note_is_none(tmp_path: Path, said: str) -> None:
    (tmp_path / "turned.json").write_text(said)
    assert turned.rotation(tmp_path, 0) == 0


def test_the_session_is_turned_as_staff_have_chosen(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    (tmp_path / "content").mkdir()
    (tmp_path / "config.yaml").write_text("data: data\nsession: {kind: x11, rotation: 90}\n")
    (tmp_path / "data").mkdir()
    turned.try_turn(tmp_path / "data", 90, 270)
    said = CliRunner().invoke(app, ["session", "--config", str(tmp_path / "config.yaml")])
    assert said.output.split() == ["x11", "270", "1", "one"]


# Restarting --------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ['s "no"', 's "challenge"', 's "na"', ""])
def test_no_restart_where_nobody_allows_it(programs: Path, answer: str) -> None:
    program(programs, "busctl", f"echo '{answer}'")
    assert power.machine_restart() is None


def test_no_restart_without_logind(programs: Path) -> None:
    assert power.machine_restart() is None
    program(programs, "busctl", "echo 'Failed to connect' >&2; exit 1")
    assert power.machine_restart() is None


def test_the_machine_restarts_where_it_is_allowed(programs: Path, tmp_path: Path) -> None:
    program(programs, "busctl", f'echo "$@" >> {tmp_path}/said; echo \'s "yes"\'')
    restart = power.machine_restart()
    assert restart is not None
    assert "Manager Reboot" not in (tmp_path / "said").read_text()
    restart()
    assert (tmp_path / "said").read_text().splitlines()[-1].endswith("Manager Reboot b false")


# What is taken away ------------------------------------------------------------------------------


@pytest.fixture
def config(tmp_path: Path) -> Config:
    make_content(tmp_path / "content", {"alpha": 2}, pictures=1, size=(320, 240))
    (tmp_path / "config.yaml").write_text("content: content\ndata: data\nvisits: {kiosk: entrance}\n")
    run(tmp_path)
    return load_config(tmp_path / "config.yaml")


def test_logs_visits_and_facts_are_written(config: Config, programs: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    program(programs, "journalctl", f'echo "$@" > {tmp_path}/said; echo one; echo two')
    done = export.export_to(config, stick)
    assert done.whole
    assert done.folder.name.startswith("entrance-")
    assert sorted(each.name for each in done.folder.iterdir()) == ["facts.txt", "kiosk.log", "visits.csv"]
    assert (done.folder / "kiosk.log").read_text() == "one\ntwo\n"
    assert "SYSLOG_IDENTIFIER=kiosk" in (tmp_path / "said").read_text()
    facts = (done.folder / "facts.txt").read_text()
    for words in ("Program: ", "Edition: ", "Memory: ", "Clock: "):
        assert words in facts


def test_what_cannot_be_had_is_told_and_the_rest_is_written(
    config: Config, programs: Path, tmp_path: Path
) -> None:
    program(programs, "journalctl", "echo '-- No entries --'")
    done = export.export_to(config, tmp_path)
    assert not done.whole
    assert any("may not read the journal" in each for each in done.said)
    assert (done.folder / "visits.csv").exists()


def test_a_log_in_files_is_copied(config: Config, programs: Path, tmp_path: Path) -> None:
    from dataclasses import replace

    from kiosk.config import Logs

    log = tmp_path / "kiosk.log"
    log.write_text("now\n")
    (tmp_path / "kiosk.log.1").write_text("before\n")
    stick = tmp_path / "stick"
    stick.mkdir()
    done = export.export_to(replace(config, logs=Logs(log)), stick)
    assert done.whole
    assert (done.folder / "kiosk.log").read_text() == "now\n"
    assert (done.folder / "kiosk.log.1").read_text() == "before\n"


def test_a_stick_that_cannot_be_written_to_is_one_sentence(config: Config, tmp_path: Path) -> None:
    from kiosk.errors import StorageError

    with pytest.raises(StorageError):
        export.export_to(config, tmp_path / "gone")
    assert not os.path.lexists(tmp_path / "gone")


def test_the_state_of_the_hall_goes_through_json(config: Config) -> None:
    from kiosk.intake.install import install
    from kiosk.staff.hall import from_json, to_json
    from kiosk.staff.hall_reading import read_state
    from tests.builds import break_record

    state = read_state(config)
    assert from_json(to_json(state)) == state
    assert [(each.id, each.can_go_back) for each in state.packs] == [("alpha", False)]
    assert state.last is None
    install(config, config.content / "alpha", Quiet())
    break_record(config.content.parent)
    assert install(config, config.content / "alpha", Quiet()).result == "refused"
    state = read_state(config)
    assert from_json(to_json(state)) == state
    assert state.last is not None
    assert not state.last.accepted
    assert state.last.problems
