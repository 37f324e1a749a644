"""`kiosk doctor`: every check says ok, attention or broken, and what to do; none ever raises."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from kiosk.catalogue import editions, showable
from kiosk.commands.app import app
from kiosk.config import Config, Session, Visits
from kiosk.config import Display as ScreenSize
from kiosk.doctor import examine as examining
from kiosk.doctor import house, material, parts, screen
from kiosk.doctor.check import Check, Finding, Patient, exit_status
from kiosk.doctor.examine import CHECKS, examine
from kiosk.fonts import FONTS
from kiosk.intake.deliveries import Deliveries
from kiosk.intake.report import Report
from kiosk.machine import clock, displays, memory, service, starts
from kiosk.machine import inputs as devices
from kiosk.machine.fact import Unknown
from kiosk.machine.graphics import Graphics
from kiosk.machine.look import Machine, look
from kiosk.messages import say, told
from kiosk.visits.store import Store
from tests.builds import SMALL, break_record, config, run
from tests.synthetic import make_content
from tests.visits import made_visit

GB = 10**9
INTEL = Graphics("Intel", "Mesa Intel(R) UHD Graphics (ADL-N)", "4.6 Mesa 22.3.6", 16384, "x11", (1920, 1080))
SCREEN = displays.Display("HDMI-A-1", True, True, ((1920, 1080),), "BRAVIA 32", (700, 394))
TOUCH = devices.Input("ILITEK", "touch-screen", Path("/dev/input/event3"), True, 10)
NOBODY_KNOWS = Unknown(say("permission is denied"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall with an edition of one pack."""
    folder = tmp_path_factory.mktemp("built")
    make_content(folder / "content", {"alpha": 2}, pictures=1, size=SMALL)
    run(folder)
    return folder


@pytest.fixture
def hall(built: Path, tmp_path: Path) -> Path:
    """A copy of it, to be spoilt."""
    shutil.copytree(built, tmp_path / "hall", symlinks=True)
    run(tmp_path / "hall")
    (tmp_path / "hall" / "config.yaml").write_text("content: content\ndata: data\n")
    return tmp_path / "hall"


def well(hall: Path) -> Machine:
    """A machine in which all is well, with a kiosk that runs: this process."""
    starts.begin(hall / "data")
    return replace(
        look(hall / "data"),
        memory=memory.Memory(8 * GB, 6 * GB, 0),
        disk=memory.Disk(hall / "data", 256 * GB, 100 * GB, "ext4", False),
        temperature=memory.Temperature(48.0, 105.0, "coretemp"),
        displays=(SCREEN,),
        inputs=(TOUCH,),
        clock=clock.Clock(datetime.now(ZoneInfo("Asia/Shanghai")), "Asia/Shanghai"),
        synchronised=True,
    )


def patient(hall: Path, settings: Config | None = None, **changes: Any) -> Patient:
    machine = replace(well(hall), **changes)
    return Patient(hall / "config.yaml", settings or config(hall), (), machine, {}, 1000)


def only(findings: Any, state: str) -> list[Finding]:
    return [each for each in findings if each.state == state]


def states(findings: Any) -> set[str]:
    return {each.state for each in findings}


def worst_of(findings: Any) -> str:
    return Check("x", say("Kiosk"), tuple(findings)).state


# All of it --------------------------------------------------------------------------------------


def test_where_all_is_well_nothing_is_to_do(hall: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "opened", lambda: INTEL)
    sound = screen.look_for_sound()
    assert not isinstance(sound, Unknown)
    monkeypatch.setattr(
        screen, "look_for_sound", lambda environment: replace(sound, cards=("HDA Intel",), usable=True)
    )
    found = replace(patient(hall), environment={"DISPLAY": ":0"}, user=os.geteuid() or 1000)
    checks = list(examine(found))
    wrong = [(each.name, each.findings) for each in checks if each.state != "ok"]
    assert [name for name, _ in wrong] == [], wrong
    assert exit_status(checks) == 0
    assert [check.name for check in checks] == [name for name, *_ in CHECKS]


def test_a_check_that_fails_says_so_and_the_others_go_on(hall: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_patient: Patient) -> list[Finding]:
        raise RuntimeError("\x1b[31mboom")

    monkeypatch.setattr(examining, "CHECKS", (("odd", say("Sound"), fails, False), CHECKS[0]))
    odd, configuration = examine(patient(hall))
    assert odd.state == "broken"
    assert "could not be looked at" in odd.findings[0].said
    assert "RuntimeError" in odd.findings[0].detail
    assert configuration.state == "ok"


@pytest.mark.parametrize("number", range(len(CHECKS)))
def test_no_check_raises_on_a_machine_of_which_nothing_is_known(tmp_path: Path, number: int) -> None:
    """No content, no data, no facts: every check still ends in a sentence."""
    nothing = Machine(*[NOBODY_KNOWS] * len(Machine.__dataclass_fields__))
    poor = Patient(
        tmp_path / "config.yaml",
        Config(content=tmp_path / "content", data=tmp_path / "data", inbox=tmp_path / "inbox"),
        (),
        nothing,
        {},
        1000,
    )
    name, _, looks, _ = CHECKS[number]
    found = list(looks(poor))
    assert found, name
    for finding in found:
        for language in ("kk", "zh", "en", "ru"):
            assert "{" not in told(finding.said, language)
            assert "{" not in told(finding.remedy, language)


def test_every_attention_but_facts_says_what_to_do(hall: Path) -> None:
    found = [
        *screen.touch(patient(hall, inputs=())),
        *screen.display(patient(hall, displays=(replace(SCREEN, connected=False),))),
        *house.clock(patient(hall, synchronised=False)),
        *house.machine(patient(hall, memory=memory.Memory(8 * GB, GB // 10, 0))),
    ]
    assert all(each.remedy for each in found if each.state != "ok")


# Screen -----------------------------------------------------------------------------------------


def test_a_graphics_card_draws(hall: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "opened", lambda: INTEL)
    found = list(screen.graphics(replace(patient(hall), environment={"DISPLAY": ":0"})))
    assert states(found) == {"ok"}
    assert "UHD Graphics" in found[0].said


def test_the_processor_draws(hall: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "opened", lambda: replace(INTEL, renderer="llvmpipe (LLVM 15)", largest=2048))
    found = list(screen.graphics(replace(patient(hall), environment={"WAYLAND_DISPLAY": "wayland-0"})))
    assert [each.state for each in found] == ["attention", "attention"]
    assert "not a graphics card" in found[0].said


def test_no_window_is_broken(hall: Path) -> None:
    """For real: there is no such display."""
    code = (
        "import sys; from kiosk.machine.graphics import opened; from kiosk.machine.fact import Unknown;"
        "found = opened(60); assert isinstance(found, Unknown), found; print(found.reason)"
    )
    environment = {**os.environ, "DISPLAY": ":7777", "SDL_VIDEODRIVER": "x11"}
    said = subprocess.check_output([sys.executable, "-c", code], env=environment, text=True, timeout=120)
    assert said.strip()


def test_without_a_display_the_kiosks_own_word_counts(hall: Path) -> None:
    from kiosk.machine.graphics import keep

    assert states(screen.graphics(patient(hall))) == {"attention"}
    keep(hall / "data", INTEL)
    assert states(screen.graphics(patient(hall))) == {"ok"}
    (hall / "data" / "graphics.json").write_text("[1]")
    assert states(screen.graphics(patient(hall))) == {"attention"}


def test_displays(hall: Path) -> None:
    def seen(*found: displays.Display) -> list[Finding]:
        return list(screen.display(patient(hall, displays=found)))

    assert states(seen(SCREEN)) == {"ok"}
    assert states(seen(replace(SCREEN, connected=False))) == {"broken"}
    assert states(seen(replace(SCREEN, lit=False))) == {"attention"}
    assert states(seen(replace(SCREEN, modes=((1024, 768),)))) == {"ok", "attention"}
    other = seen(replace(SCREEN, size_mm=(941, 529)))
    assert "43 inches, the configuration says 32" in only(other, "attention")[0].said
    right = patient(
        hall, replace(config(hall), display=ScreenSize(43.0)), displays=(replace(SCREEN, size_mm=(941, 529)),)
    )
    assert states(screen.display(right)) == {"ok"}


def test_an_x_server_that_is_wanted_and_not_there(hall: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = patient(hall, replace(config(hall), session=Session("x11")), displays=(SCREEN,))
    monkeypatch.setattr(screen, "X11_PROGRAMS", ("/bin/sh", "/usr/lib/nowhere/Xorg"))
    found = only(list(screen.display(wanted)), "broken")
    assert "not installed: Xorg." in found[0].said
    assert "apt-get install xserver-xorg-core" in found[0].remedy
    assert states(screen.display(patient(hall, displays=(SCREEN,)))) == {"ok"}, "not for another session"
    monkeypatch.setattr(screen, "X11_PROGRAMS", ("/bin/sh",))
    assert states(screen.display(wanted)) == {"ok"}


def test_touch_screens(hall: Path) -> None:
    hidden = replace(TOUCH, readable=False)
    mouse = replace(TOUCH, kind="mouse", name="Mouse")
    assert states(screen.touch(patient(hall, inputs=(TOUCH,)))) == {"ok"}
    assert states(screen.touch(patient(hall, inputs=(mouse,)))) == {"attention"}
    assert states(screen.touch(patient(hall, inputs=(replace(mouse, kind="keyboard"),)))) == {"broken"}
    assert states(screen.touch(patient(hall, inputs=(hidden,)))) == {"ok"}
    itself = replace(config(hall), touch="device")
    found = list(screen.touch(patient(hall, itself, inputs=(hidden,))))
    assert states(found) == {"broken"}
    assert "adduser" in found[0].remedy


def test_the_touch_screen_of_one_of_several_kiosks(hall: Path) -> None:
    """Where each reads its own, only that one is looked at."""
    own = replace(TOUCH, paths=("pci-0000:00:14.0-usb-0:2:1.0-event",))
    others = replace(TOUCH, paths=("pci-0000:00:14.0-usb-0:3:1.0-event",), readable=False)
    itself = replace(config(hall), touch="device", touch_path="*usb-0:2:*")
    assert states(screen.touch(patient(hall, itself, inputs=(own, others)))) == {"ok"}
    found = list(screen.touch(patient(hall, itself, inputs=(others,))))
    assert states(found) == {"broken"}
    assert "`*usb-0:2:*`" in found[0].said
    assert states(screen.touch(patient(hall, replace(itself, touch="window"), inputs=(others,)))) == {"ok"}


def test_sound(tmp_path: Path) -> None:
    from kiosk.machine.sound import sound

    cards, devices_ = tmp_path / "cards", tmp_path / "snd"
    found = sound(cards, devices_, {})
    assert not isinstance(found, Unknown)
    assert (found.cards, found.usable, found.server) == ((), False, "")
    cards.write_text(
        " 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n                      HDA Intel PCH at 0x6001\n"
    )
    devices_.mkdir()
    (devices_ / "pcmC0D0p").touch()
    (tmp_path / "pipewire-0").touch()
    found = sound(cards, devices_, {"XDG_RUNTIME_DIR": str(tmp_path)})
    assert not isinstance(found, Unknown)
    assert (found.cards, found.usable, found.server) == (("HDA Intel PCH",), True, "PipeWire")


# Parts ------------------------------------------------------------------------------------------


def test_fonts_are_compared_byte_for_byte(hall: Path, tmp_path: Path) -> None:
    here = patient(hall)
    assert states(parts.fonts(here)) == {"ok"}
    for name in ("KioskSans-Regular.ttf", "KioskSans-Bold.ttf", "KioskSerif-SemiBold.ttf", parts.SUMS):
        shutil.copy(FONTS / name, tmp_path / name)
    with (tmp_path / "KioskSans-Bold.ttf").open("r+b") as file:
        file.seek(5000)
        file.write(b"x")
    (tmp_path / "KioskSerif-SemiBold.ttf").unlink()
    said = [finding.said for finding in parts.fonts(here, tmp_path)]
    assert said == [
        "The font `KioskSans-Bold.ttf` is not as it was shipped.",
        "The font `KioskSerif-SemiBold.ttf` is missing.",
    ]


def test_every_shipped_font_has_its_sum() -> None:
    named = {line.split()[1] for line in (FONTS / parts.SUMS).read_text().splitlines()}
    assert named == {each.name for each in FONTS.glob("*.ttf")}


def test_films_and_pictures_are_decoded(hall: Path, tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "content"
    here = patient(hall, Config(content=shipped, data=tmp_path / "data", galleries=("esik",)))
    found = list(parts.codecs(here))
    assert [each.state for each in found] == ["ok", "ok"]
    picture = next((hall / "content/alpha/media").iterdir())
    picture.write_bytes(picture.read_bytes()[:200])
    assert "broken" in states(parts.codecs(patient(hall)))


def test_other_versions_than_the_tested_ones(hall: Path, tmp_path: Path) -> None:
    assert states(parts.versions(patient(hall))) == {"ok"}
    lock = tmp_path / "requirements.lock"
    lock.write_text("kivy==9.9.9 ; sys_platform == 'linux' \\\nnever-heard-of==1.0 \\\npyyaml==6.0.3 \\\n")
    found = only(parts.versions(patient(hall), lock), "attention")
    assert found[0].said.endswith("kivy 2.3.1 (9.9.9) and never-heard-of – (1.0).")


# Edition, packs, deliveries, visits -------------------------------------------------------------


def test_an_edition_that_is_whole(hall: Path) -> None:
    found = list(material.edition(patient(hall)))
    assert states(found) == {"ok"}
    assert "alpha 1" in found[0].said


def test_no_edition(hall: Path) -> None:
    shutil.rmtree(hall / "data" / "editions")
    assert states(material.edition(patient(hall))) == {"broken"}


def test_a_damaged_catalogue(hall: Path) -> None:
    current = editions.current(hall / "data")
    assert current is not None
    with (current / editions.CATALOGUE).open("r+b") as file:
        file.seek(8192)
        file.write(os.urandom(20_000))
    found = only(material.edition(patient(hall)), "broken")
    assert "damaged" in found[0].said
    assert "kiosk build" in found[0].remedy


def test_missing_pictures(hall: Path) -> None:
    shutil.rmtree(next((hall / "data" / "derivatives").iterdir()))
    found = only(material.edition(patient(hall)), "broken")
    assert "missing" in found[0].said


def test_an_edition_that_the_kiosk_could_not_show(hall: Path) -> None:
    current = editions.current(hall / "data")
    assert current is not None
    showable.write_note(hall / "data", showable.Note(refused=(current.name,)))
    assert worst_of(material.edition(patient(hall))) == "attention"


def test_an_older_edition_stands_in_for_a_damaged_one(hall: Path) -> None:
    (hall / "content/alpha/objects/r00001.yaml").open("a").write("\n")
    shutil.copytree(next((hall / "data/editions").iterdir()), hall / "data/editions/000000-old")
    pointed = (hall / "data/current").resolve()
    (pointed / "edition.json").write_text("{")
    found = list(material.edition(patient(hall)))
    assert "older one is shown" in only(found, "attention")[0].said


def test_packs(hall: Path) -> None:
    assert states(material.packs(patient(hall))) == {"ok"}
    break_record(hall)
    found = only(material.packs(patient(hall)), "attention")
    assert any("credit_lime" in each.said for each in found)
    assert any("was not built yet" in each.said for each in found)
    run(hall)
    found = only(material.packs(patient(hall)), "attention")
    assert any("earlier version" in each.said for each in found)
    missing = replace(config(hall), galleries=("alpha", "omega"))
    assert any("omega" in each.said for each in only(material.packs(patient(hall, missing)), "attention"))


def test_deliveries(hall: Path) -> None:
    settings = replace(config(hall), inbox=hall / "inbox")
    assert worst_of(material.deliveries(patient(hall))) == "ok"
    assert "is not there" in only(material.deliveries(patient(hall, settings)), "attention")[0].said
    (hall / "inbox").mkdir()
    kept = Deliveries(hall / "data" / "deliveries")
    good = Report(say("Kiosk"), True, (), (), datetime.now(UTC))
    kept.save(kept.begin("saka.zip", "1"), report=good, done=True)
    assert states(material.deliveries(patient(hall, settings))) == {"ok"}
    kept.save(kept.begin("esik.zip", "2"), report=replace(good, accepted=False), done=True)
    long_ago = datetime.now(UTC) - timedelta(days=90)
    kept.save(kept.begin("old.zip", "3"), report=replace(good, accepted=False, made=long_ago), done=True)
    kept.begin("berel.zip", "4")
    found = only(material.deliveries(patient(hall, settings)), "attention")
    assert [each.said for each in found] == ["“esik.zip”: Kiosk", "1 delivery is not done with."]


def test_visits(hall: Path) -> None:
    here = patient(hall)
    assert states(material.visits(here)) == {"ok"}
    assert states(material.visits(patient(hall, replace(config(hall), visits=Visits(keep_days=0))))) == {"ok"}
    file = here.config.visits_file
    store = Store(file, "kiosk", 400)
    store.write([made_visit(1, datetime.now(UTC) - timedelta(days=30))])
    store.close()
    found = list(material.visits(here))
    assert [each.state for each in found] == ["ok", "attention"]
    assert found[1].said == "The last visit was 30 days ago."
    store = Store(file, "kiosk", 400)
    store.write([made_visit(2, datetime.now(UTC))])
    store.close()
    assert states(material.visits(here)) == {"ok"}
    file.write_bytes(b"SQLite format 3\x00" + os.urandom(5000))
    assert states(material.visits(here)) == {"broken"}
    file.with_name(f"{file.name}.damaged-1").touch()
    assert "set aside" in only(material.visits(here), "attention")[0].said


# House ------------------------------------------------------------------------------------------


def test_the_disk_is_compared_with_what_a_delivery_takes(hall: Path) -> None:
    def seen(**changes: Any) -> list[Finding]:
        disk = memory.Disk(hall / "data", 64 * GB, 40 * GB, "ext4", False)
        return list(house.disk(patient(hall, disk=replace(disk, **changes))))

    assert states(seen()) == {"ok"}
    assert states(seen(read_only=True)) == {"broken"}
    assert states(seen(free=10_000_000)) == {"broken"}
    big = hall / "content/alpha/media/film.mp4"
    with big.open("wb") as file:
        file.truncate(GB)
    assert house.needs(patient(hall)) > 3 * GB
    assert states(seen(free=2 * GB)) == {"attention"}


def test_what_this_user_may_do(hall: Path) -> None:
    found = list(house.permissions(replace(patient(hall), user=0)))
    assert found[0].state == "attention"
    assert "sudo -u" in found[0].remedy


def test_what_belongs_to_somebody_else(hall: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody has called `sudo kiosk build`."""
    real = house._owner
    monkeypatch.setattr(house, "_owner", lambda path: "root" if path.name == "editions" else "kiosk")
    found = only(house.permissions(patient(hall)), "broken")
    assert [each.said for each in found] == [f"`{hall / 'data/editions'}` belongs to `root`."]
    assert "chown -R kiosk:" in found[0].remedy
    monkeypatch.setattr(house, "_owner", real)
    assert not only(house.permissions(patient(hall)), "broken")


def test_a_folder_that_cannot_be_written(hall: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != hall / "data" and real(path, mode))
    found = only(house.permissions(patient(hall)), "broken")
    assert f"`{hall / 'data'}` cannot be written by this user." in [each.said for each in found]


def test_the_clock(hall: Path) -> None:
    def seen(now: datetime, zone: str = "Asia/Shanghai", **changes: Any) -> list[Finding]:
        return list(house.clock(patient(hall, clock=clock.Clock(now, zone), **changes)))

    beijing = datetime.now(ZoneInfo("Asia/Shanghai"))
    assert states(seen(beijing)) == {"ok"}
    assert states(seen(beijing, synchronised=False)) == {"ok", "attention"}
    lost = only(seen(beijing - timedelta(days=900)), "broken")
    assert "CR2032" in lost[0].remedy
    abroad = only(seen(datetime.now(UTC), "Etc/UTC"), "attention")
    assert "Etc/UTC" in abroad[0].said


def test_heat_and_memory(hall: Path) -> None:
    hot = patient(hall, temperature=memory.Temperature(96.0, 105.0, "coretemp"))
    assert "fan" in only(house.machine(hot), "attention")[0].remedy
    full = patient(hall, memory=memory.Memory(4 * GB, GB // 5, GB))
    assert "scarce" in only(house.machine(full), "attention")[0].said


def test_a_kiosk_that_crashes(hall: Path) -> None:
    here = patient(hall)
    assert isinstance(here.machine.starts, starts.Starts)
    assert states(house.kiosk(here)) == {"ok"}
    often = replace(here.machine.starts, broken_off=7)
    found = only(house.kiosk(patient(hall, starts=often)), "attention")
    assert found[0].said == "It has crashed 7 times since power-on."
    gone = replace(here.machine.starts, ended=True)
    assert only(house.kiosk(patient(hall, starts=gone)), "attention")[0].said == "The kiosk does not run."


SYSTEMCTL = """#!/bin/sh
case "$*" in
  "show kiosk.service --property=LoadState,ActiveState,Result,NRestarts") printf '%s' "$KIOSK_SAID" ;;
  "show kiosk-screen@2.service "*) printf '%s' "$SCREEN_SAID" ;;
  "show kiosk-moment.service --property=LoadState,ActiveState,Result,NRestarts") printf '%s' "$MOMENT_SAID" ;;
  *) exit 1 ;;
esac
"""


def test_what_systemd_says(hall: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A systemctl that answers as Debian's does."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/systemctl").write_text(SYSTEMCTL)
    (tmp_path / "bin/systemctl").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")

    def say_of(kiosk: str, moment: str) -> None:
        monkeypatch.setenv("KIOSK_SAID", kiosk)
        monkeypatch.setenv("MOMENT_SAID", moment)

    say_of("LoadState=not-found\nActiveState=inactive\nResult=success\nNRestarts=0\n", "")
    assert isinstance(service.service(), Unknown)
    say_of("LoadState=loaded\nActiveState=active\nResult=success\nNRestarts=4\n", "ActiveState=inactive\n")
    assert service.service() == service.Service("active", "success", 4, False)
    assert states(house.kiosk(patient(hall))) == {"ok"}
    say_of(
        "LoadState=loaded\nActiveState=failed\nResult=start-limit-hit\nNRestarts=3\n", "ActiveState=active\n"
    )
    found = list(house.kiosk(patient(hall)))
    assert found[0].state == "broken"
    assert "one moment please" in found[0].said
    assert "start-limit-hit" in found[0].said
    other = replace(patient(hall), config_file=service.SCREENS / "2.yaml")
    assert states(house.kiosk(other)) == {"ok"}, "it is not the first kiosk's service that is asked for"
    monkeypatch.setenv("SCREEN_SAID", "LoadState=loaded\nActiveState=failed\nResult=signal\nNRestarts=1\n")
    found = list(house.kiosk(other))
    assert found[0].state == "broken"
    assert "`sudo systemctl restart kiosk-screen@2`" in found[0].remedy
    monkeypatch.setenv("PATH", str(tmp_path))
    assert isinstance(service.service(), Unknown)


# The command ------------------------------------------------------------------------------------


def test_the_command(hall: Path) -> None:
    done = CliRunner().invoke(app, ["doctor", "--config", str(hall / "config.yaml"), "--format", "json"])
    said = json.loads(done.stdout)
    assert [each["name"] for each in said["checks"]] == [name for name, *_ in CHECKS]
    assert done.exit_code == {"ok": 0, "attention": 1, "broken": 2}[said["state"]]
    assert not any(finding["detail"] for each in said["checks"] for finding in each["findings"])
    assert set(said["machine"]) >= {"Memory", "Disk", "Network", "Versions"}


@pytest.mark.parametrize("language", ["kk", "zh", "en", "ru"])
def test_the_page_in_every_language(hall: Path, language: str) -> None:
    done = CliRunner().invoke(app, ["doctor", "--config", str(hall / "config.yaml"), "--language", language])
    assert done.exit_code in (1, 2)
    assert told(say("Permissions"), language) in done.stdout
    assert "→" in done.stdout
    assert "Traceback" not in done.output


def test_a_broken_configuration_is_told_and_the_rest_looked_at(hall: Path) -> None:
    (hall / "config.yaml").write_text("content: content\ndata: data\nidle_secs: 5\n")
    done = CliRunner().invoke(app, ["doctor", "--config", str(hall / "config.yaml"), "--format", "json"])
    assert done.exit_code == 2
    checks = {each["name"]: each for each in json.loads(done.stdout)["checks"]}
    assert "idle_secs" in checks["config"]["findings"][0]["said"]
    assert checks["config"]["state"] == "broken"
    assert checks["fonts"]["state"] == "ok"
    assert checks["edition"]["state"] == "attention"
