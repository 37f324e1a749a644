"""Does a release of the kiosk work on this machine? Builds an edition and lets the kiosk show it.

``manage.py`` calls it as the user kiosk, before a release is switched to and, where no systemd watches over
the kiosk, afterwards. The kiosk runs on a virtual display, so the hall's screen goes on. Ends with 0, or
with 1 and the reason on the standard error. Only the standard library.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

BUILD_SECONDS, SHOW_SECONDS = 3600, 300
"""A slow machine that decodes every picture for the first time; one that draws without a graphics card."""
SIZE = "1280x720"
PASSED_ON = "# "
"""Lines that begin so say how far it is; the last other one is the answer."""


class Unwell(Exception):
    """What does not work, as a sentence."""


def end_with_parent() -> None:
    """When the installer is gone, in whatever way, so are we and all that we have started."""

    def wait() -> None:
        while os.read(0, 4096):
            pass
        os.kill(0, 9)

    os.setpgid(0, 0)
    threading.Thread(target=wait, daemon=True).start()


def environment(home: Path) -> dict[str, str]:
    """Nothing of whoever installs: a home of its own, no sound, no settings."""
    (home / "run").mkdir(mode=0o700, parents=True, exist_ok=True)
    return {
        "PATH": os.defpath,
        "HOME": str(home),
        "KIVY_HOME": str(home / "kivy"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "LANG": "C.UTF-8",
        "SDL_AUDIODRIVER": "dummy",
    }


def build(release: Path, config: Path, env: dict[str, str]) -> None:
    """Bring the edition up to date, and pass on what it says. Raises Unwell."""
    command = [release / ".venv/bin/kiosk", "build", "--config", config, "--language", "en"]
    with subprocess.Popen(
        command,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        limit = threading.Timer(BUILD_SECONDS, process.kill)
        limit.start()
        lines = []
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            print(PASSED_ON + line, end="", flush=True)
        limit.cancel()
    if process.returncode:
        raise Unwell(f"The edition could not be built ({process.returncode}):\n{_last(lines)}")


@contextmanager
def virtual_display(env: dict[str, str]) -> Iterator[str]:
    """A display without a screen. Raises Unwell."""
    server = shutil.which("Xvfb")
    if server is None:
        raise Unwell("Xvfb is missing (package xvfb): there is nothing to try the kiosk on.")
    answers, told = os.pipe()
    screen = ["-screen", "0", f"{SIZE}x24", "+extension", "GLX", "-nolisten", "tcp", "-noreset"]
    command = [server, "-displayfd", str(told), *screen]
    with subprocess.Popen(
        command, env=env, pass_fds=[told], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        os.close(told)
        with os.fdopen(answers) as stream:
            number = stream.readline().strip()
        if not number:
            raise Unwell("The virtual display (Xvfb) did not start.")
        try:
            yield f":{number}"
        finally:
            process.terminate()


def show(release: Path, config: Path, env: dict[str, str], shown: Callable[[], bool]) -> str:
    """Let the kiosk draw, until ``shown`` says that it has; returns its sentence on the first frame.

    Raises Unwell when it ends, draws nothing or finds that it cannot show the edition.
    """
    command = [release / ".venv/bin/kiosk", "run", "--config", config, "--size", SIZE]
    lines: list[str] = []
    with virtual_display(env) as display:
        process = subprocess.Popen(
            command,
            env={**env, "DISPLAY": display},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        )
        assert process.stderr is not None
        reader = threading.Thread(target=lines.extend, args=[process.stderr], daemon=True)
        reader.start()
        try:
            deadline = time.monotonic() + SHOW_SECONDS
            while True:
                frame = next((line for line in lines if "first frame" in line), "")
                if frame and shown():
                    return frame.partition("first frame ")[2].partition(":")[0]
                if process.poll() is not None:
                    reader.join(5)
                    raise Unwell(f"The kiosk ended by itself ({process.returncode}):\n{_last(lines)}")
                if time.monotonic() > deadline:
                    what = "not all screens could be made" if frame else "nothing was drawn"
                    raise Unwell(f"Within {SHOW_SECONDS} s {what}:\n{_last(lines)}")
                time.sleep(0.2)
        finally:
            process.kill()
            process.wait()


def _last(lines: list[str]) -> str:
    return "".join(lines[-12:]).strip()


def tried(data: Path) -> bool:
    """The kiosk has noted that it can show the current edition. Raises Unwell when it cannot."""
    if (data / "unshowable.json").exists():
        raise Unwell(f"The kiosk cannot show this edition: {(data / 'unshowable.json').read_text('utf-8')}")
    try:
        good = json.loads((data / "showing.json").read_text("utf-8"))["good"]
    except (OSError, ValueError, KeyError):
        return False
    return bool(good) and good == (data / "current").resolve().name


def trial(release: Path, data: Path) -> str:
    """The packs that ship with a release, in a data folder of their own. Derivatives are shared with the real
    one by hard links, both ways, so no picture is decoded twice. Raises Unwell."""
    scratch = data / "trial"
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        scratch.mkdir()
        for made in data.glob("derivatives/*/*"):
            place = scratch / made.relative_to(data)
            try:
                shutil.copytree(made, place, copy_function=os.link)
            except OSError:  # A build has just deleted it: then it is made anew.
                shutil.rmtree(place, ignore_errors=True)
        config = scratch / "config.yaml"
        places = {"content": release / "content", "data": scratch}
        config.write_text("".join(f"{key}: {json.dumps(str(path))}\n" for key, path in places.items()))
        env = environment(scratch / "home")
        build(release, config, env)
        said = show(release, config, env, lambda: tried(scratch))
        for made in scratch.glob("derivatives/*/*"):
            place = data / made.relative_to(scratch)
            place.parent.mkdir(parents=True, exist_ok=True)
            if not place.exists():
                made.rename(place)
        return said
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("release", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--config", type=Path, help="Show what this configuration shows, instead of a trial.")
    asked = parser.parse_args()
    end_with_parent()
    try:
        if asked.config is None:
            said = trial(asked.release, asked.data)
        else:
            with _home(asked.data) as home:
                said = show(asked.release, asked.config, environment(home), lambda: True)
    except (Unwell, OSError) as error:
        sys.exit(str(error))
    print(said, flush=True)


@contextmanager
def _home(data: Path) -> Iterator[Path]:
    home = data / "trial-home"
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
