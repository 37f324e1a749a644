"""What stands between systemd and the kiosk: small shell scripts, each tried with what it meets in a hall."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.start import RESTART
from tests.cage import PATIENCE_SECONDS, ROOT, private_folder, until
from tests.manager import Manager

SESSION = ROOT / "deploy" / "session"
PLAIN = {"KIOSK_ROTATION": "0", "KIOSK_SCALE": "1", "KIOSK_SCREENS": "one"}
FAKE_RANDR = """#!/bin/sh
# Two screens, of which one came later and stands as it left the factory.
echo "$@" >>"$SAID"
[ $# = 0 ] || exit 0
cat <<'LIST'
HDMI-A-1 "Maker of screens (HDMI-A-1)"
  Enabled: yes
  Position: 0,0
  Transform: 90
  Scale: 2.000000
DP-2 "Another maker (DP-2)"
  Enabled: yes
  Position: 1080,0
  Transform: normal
  Scale: 1.000000
LIST
"""


def asked(config: Path) -> str:
    """What ``kiosk session`` answers."""
    command = [sys.executable, "-m", "kiosk.cli", "session", "--config", str(config)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=PATIENCE_SECONDS)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("content: .\nsession: {kind: x11, rotation: 270, scale: 1.5, screens: all}\n", "x11 270 1.5 all\n"),
        ("content: .\n", "cage 0 1 one\n"),
        ("content: .\nsession: {kind: x11, output: DP-1-2}\n", "x11 0 1 one DP-1-2\n"),
        # Mistakes elsewhere, and in the group itself: what can be understood is done.
        ("galeries: [saka]\nsession:\n  rotation: 90\n", "cage 90 1 one\n"),
        ("content: .\nsession:\n  rotation: 45\n  kind: x11\n", "x11 0 1 one\n"),
        ("session: [\n", "cage 0 1 one\n"),
    ],
)
def test_what_the_configuration_wants(tmp_path: Path, text: str, answer: str) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(text, "utf-8")
    assert asked(config) == answer


def test_no_configuration_at_all(tmp_path: Path) -> None:
    assert asked(tmp_path / "none.yaml") == "cage 0 1 one\n"


@pytest.fixture
def screens(tmp_path: Path) -> Path:
    """Two connectors as the kernel lists them, with nothing plugged in."""
    for name in ("card0-HDMI-A-1", "card0-DP-2"):
        (tmp_path / "drm" / name).mkdir(parents=True)
        (tmp_path / "drm" / name / "status").write_text("disconnected\n")
    return tmp_path / "drm"


def test_a_start_waits_for_a_screen_and_says_so(screens: Path) -> None:
    with private_folder() as folder:
        manager = Manager(folder / "notify")
        env = {**os.environ, "KIOSK_SCREENS_FOLDER": str(screens), "NOTIFY_SOCKET": str(manager.path)}
        with subprocess.Popen([SESSION / "awaited.sh"], env=env, stderr=subprocess.DEVNULL) as waiting:
            manager.hears("STATUS=Waiting for a screen.")
            manager.hears("EXTEND_TIMEOUT_USEC=20000000", times=2)
            assert waiting.poll() is None
            (screens / "card0-DP-2" / "status").write_text("connected\n")
            assert waiting.wait(PATIENCE_SECONDS) == 0
        manager.close()


@pytest.mark.parametrize("there", ["connected\n", None])
def test_no_wait_where_a_screen_is_there_or_nobody_can_tell(screens: Path, there: str | None) -> None:
    if there:
        (screens / "card0-HDMI-A-1" / "status").write_text(there)
    folder = screens if there else screens / "none"
    env = {**os.environ, "KIOSK_SCREENS_FOLDER": str(folder)}
    assert subprocess.run([SESSION / "awaited.sh"], env=env, timeout=PATIENCE_SECONDS).returncode == 0


def test_screens_are_turned_and_scaled_also_those_that_come_later(tmp_path: Path) -> None:
    """For cage of Debian 13, whose ``wlr-randr`` a script stands for here."""
    randr, said = tmp_path / "wlr-randr", tmp_path / "said"
    randr.write_text(FAKE_RANDR)
    randr.chmod(0o755)
    env = {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "SAID": str(said),
        "KIOSK_ROTATION": "90",
        "KIOSK_SCALE": "2",
    }
    wanted = ["--output DP-2 --transform 90", "--output DP-2 --scale 2"]
    with subprocess.Popen([SESSION / "screens.sh", "cat"], env=env, stdin=subprocess.PIPE) as program:
        try:
            until(lambda: said.exists() and said.read_text().count(wanted[0]) >= 2, "a second look")
        finally:
            assert program.stdin is not None
            program.stdin.close()
    assert program.returncode == 0, "the program ended, not the script"
    words = set(said.read_text().splitlines())
    assert words == {"", *wanted}, "the screen that is right already is left alone"


@pytest.fixture
def server() -> Iterator[str]:
    """An X server as the kiosk's own: no window manager."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x720x24", "-noreset"]
    process = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    yield f":{number}"
    process.terminate()
    process.wait(PATIENCE_SECONDS)


def test_an_x_server_never_goes_dark_by_itself(server: str) -> None:
    env = {**os.environ, **PLAIN, "DISPLAY": server}
    done = subprocess.run(
        [SESSION / "x11.sh", "sh", "-c", "echo driver $SDL_VIDEODRIVER; xset q"],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    assert done.returncode == 0
    words = done.stdout.split()
    assert words[:2] == ["driver", "x11"]
    assert words[words.index("timeout:") + 1] == "0"
    assert words[words.index("blanking:") + 1] == "no"


def test_without_an_x_server_it_says_what_to_look_at(tmp_path: Path) -> None:
    env = {**os.environ, **PLAIN, "DISPLAY": ":4711"}
    done = subprocess.run(
        [SESSION / "x11.sh", "true"], env=env, stderr=subprocess.PIPE, text=True, timeout=PATIENCE_SECONDS
    )
    assert done.returncode == 1
    assert "systemctl status kiosk-x11" in done.stderr


@pytest.mark.parametrize(
    ("answer", "asked", "status"),
    [
        ("x11 0 1 one", ["x11"], 0),
        ("cage 0 1 one", ["x11"], 1),
        ("x11 0 1 one HDMI-1", ["x11", "output"], 0),
        ("x11 0 1 one", ["x11", "output"], 1),
        ("cage 0 1 one HDMI-1", ["x11", "output"], 1),
    ],
)
def test_a_file_of_another_kind_of_session_is_skipped(
    tmp_path: Path, answer: str, asked: list[str], status: int
) -> None:
    """``ExecCondition`` of the X server and of other screens: only where the configuration wants them."""
    program, config = tmp_path / "kiosk", tmp_path / "config.yaml"
    program.write_text(f"#!/bin/sh\necho {answer}\n")
    program.chmod(0o755)
    env = {**os.environ, "KIOSK_PROGRAM": str(program)}
    done = subprocess.run(
        [SESSION / "wanted.sh", asked[0], config, *asked[1:]], env=env, stderr=subprocess.PIPE, text=True
    )
    assert done.returncode == status
    assert str(config) in done.stderr if status else done.stderr == ""


SEVERAL = """#!/bin/sh
# Three screens. One was turned since, and now lies on the next.
echo "$@" >>"$SAID"
[ $# = 0 ] || [ "$1" = --current ] || exit 0
cat <<'LIST'
Screen 0: minimum 320 x 200, current 4920 x 1920, maximum 16384 x 16384
HDMI-1 connected primary 1920x1080+0+0 (normal left inverted right x axis y axis) 527mm x 296mm
   1920x1080     60.00*+  50.00
DP-1 connected 1080x1920+1000+0 left (normal left inverted right x axis y axis) 527mm x 296mm
   1920x1080     60.00*+  50.00
DP-2 connected 1920x1080+3000+0 (normal left inverted right x axis y axis) 527mm x 296mm
   1920x1080     60.00*+  50.00
DP-3 disconnected (normal left inverted right x axis y axis)
LIST
"""


@pytest.mark.parametrize(
    ("output", "moves", "place"),
    [("DP-1", ["--output DP-1 --pos 4920x0"], "1080x1920+1000+0"), ("DP-2", [], "1920x1080+3000+0")],
)
def test_a_screen_of_its_own_is_turned_and_moved_only_off_others(
    tmp_path: Path, output: str, moves: list[str], place: str
) -> None:
    """``xrandr`` is a script here, which moves nothing; ``test_own_screens.py`` has a real one."""
    tools = {"xrandr": SEVERAL, "xset": "#!/bin/sh\n"}
    for name, text in tools.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    env = {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "SAID": str(tmp_path / "said"),
        "DISPLAY": ":4711",
        "KIOSK_ROTATION": "90",
        "KIOSK_SCALE": "2",
        "KIOSK_SCREENS": "one",
        "KIOSK_OUTPUT": output,
    }
    done = subprocess.run(
        [SESSION / "x11.sh", "sh", "-c", "echo $KIOSK_PLACE"],
        env=env,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    assert done.stdout.split() == [place], done.stderr
    changes = [line for line in (tmp_path / "said").read_text().splitlines() if "--output" in line]
    assert changes == [f"--output {output} --auto --rotate left --scale 0.5x0.5", *moves]


def tries(folder: Path, what: str, uptime: int, **more: str) -> str:
    """Call ``tries.sh`` at that moment; what it says."""
    (folder / "uptime").write_text(f"{uptime}.25 7.0\n")
    env = {
        **os.environ,
        "RUNTIME_DIRECTORY": str(folder),
        "KIOSK_UPTIME": str(folder / "uptime"),
        "KIOSK_REST": "1",
        **more,
    }
    done = subprocess.run([SESSION / "tries.sh", what], env=env, capture_output=True, text=True, check=True)
    return done.stderr


def test_after_three_bad_ends_it_rests(tmp_path: Path) -> None:
    assert tries(tmp_path, "rest", 100) == ""
    for moment in (100, 150, 200):
        assert tries(tmp_path, "rest", moment) == ""
        tries(tmp_path, "count", moment, SERVICE_RESULT="watchdog")
    with private_folder() as folder:
        manager = Manager(folder / "notify")
        assert "three ends" in tries(tmp_path, "rest", 201, NOTIFY_SOCKET=str(manager.path))
        manager.hears("EXTEND_TIMEOUT_USEC=30000000")
        manager.close()
    assert tries(tmp_path, "rest", 202) == "", "counted anew"


@pytest.mark.parametrize(
    ("moments", "results"),
    [
        ((100, 200, 271), ["signal"] * 3),
        ((100, 110, 120), ["signal", "signal", "success"]),
        ((100, 110, 120), ["signal", "signal", "exit-code"]),
    ],
)
def test_ends_long_ago_or_asked_for_do_not_count(
    tmp_path: Path, moments: tuple[int, ...], results: list[str]
) -> None:
    for moment, result in zip(moments, results, strict=True):
        status = str(RESTART) if result == "exit-code" else ""
        tries(tmp_path, "count", moment, SERVICE_RESULT=result, EXIT_STATUS=status)
    assert tries(tmp_path, "rest", moments[-1]) == ""


def test_another_kind_of_session_ends_the_x_server_of_before(tmp_path: Path) -> None:
    """By the number that ``xserver.sh`` has left, and no other X server."""
    none = {**os.environ, "KIOSK_X_PID": str(tmp_path / "pid")}
    assert subprocess.run([SESSION / "end_x.sh", "TERM"], env=none).returncode == 0
    with subprocess.Popen(["sleep", "1000"]) as server:
        (tmp_path / "pid").write_text(f"{server.pid}\n")
        with subprocess.Popen([SESSION / "end_x.sh", "TERM"], env=none) as ending:
            assert server.wait(PATIENCE_SECONDS) == -signal.SIGTERM
            assert ending.wait(PATIENCE_SECONDS) == 0


@pytest.mark.parametrize("age", [5, 60])
def test_an_x_server_that_hangs_is_killed_unless_it_has_just_begun(tmp_path: Path, age: int) -> None:
    """The kiosk was ended because of it; systemd starts another server. Here ``xset`` is a script that hangs
    once."""
    pid = tmp_path / "pid"
    hangs = f"#!/bin/sh\n[ -e {tmp_path}/hung ] && exit 0\ntouch {tmp_path}/hung\nexec sleep 1000\n"
    for name, text in {"xset": hangs, "xrandr": "#!/bin/sh\n"}.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    env = {
        **os.environ,
        **PLAIN,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "DISPLAY": ":4711",
        "KIOSK_X_PID": str(pid),
    }
    with subprocess.Popen(["sleep", "1000"]) as server:
        pid.write_text(f"{server.pid}\n")
        began = time.time() - age
        os.utime(pid, (began, began))
        with subprocess.Popen([SESSION / "x11.sh", "true"], env=env, stderr=subprocess.DEVNULL) as script:
            if age > 30:
                assert server.wait(PATIENCE_SECONDS) == -signal.SIGKILL
            assert script.wait(PATIENCE_SECONDS) == 0
        assert (server.poll() is None) == (age < 30)
        server.kill()
