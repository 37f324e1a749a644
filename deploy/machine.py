"""What an installation asks of the machine: room, the user, systemd. Does nothing in a test's folder."""

import grp
import os
import pwd
import shutil
import subprocess
import time
from pathlib import Path

from house import House
from setup import SetupError, say

USER = "kiosk"
GROUPS = ("input", "video", "render", "audio")
"""What the devices of a touch screen, a graphics card and a sound card belong to."""
SERVICE = "kiosk.service"
SCREENS = "kiosk-screen@*.service"
"""The kiosks of other screens, which run as long as the service does."""
STEADY_SECONDS, START_SECONDS = 20, 120
"""So long a new release must run without a restart, and so long it may take until it has."""
WAITING = "Waiting for a screen"
"""What the session says while no screen is connected (``session/awaited.sh``)."""


def need_room(folder: Path, needed: int, what: str) -> None:
    """Raise SetupError when fewer than ``needed`` bytes are free where ``folder`` is, or will be."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    free = shutil.disk_usage(there).free
    if free < needed:
        raise SetupError(
            f"The disk is too full for {what}: about {needed / 1e9:.1f} GB are needed in {folder}, "
            f"{free / 1e9:.1f} GB are free. Make room and start again. Nothing was changed."
        )


def run(command: list[str]) -> None:
    """Run a command of the system. Raises SetupError with what it said."""
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, close_fds=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        raise SetupError(f"`{' '.join(command)}` failed ({done.returncode}): {said}")


def user_is_there() -> bool:
    try:
        pwd.getpwnam(USER)
    except KeyError:
        return False
    return True


def missing_groups() -> list[str]:
    """Groups of this machine that the user is not in yet."""
    there = {each.gr_name: each.gr_mem for each in grp.getgrall()}
    return [name for name in GROUPS if name in there and USER not in there[name]]


def make_user(house: House) -> None:
    home = ["--no-create-home", "--home-dir", str(house.data)]
    login = ["--shell", "/usr/sbin/nologin", "--comment", "Museum kiosk"]
    run(["useradd", "--system", "--user-group", *home, *login, USER])


def join_groups(names: list[str]) -> None:
    run(["usermod", "--append", "--groups", ",".join(names), USER])


def remove_user() -> None:
    run(["userdel", USER])


def as_user(house: House) -> dict[str, object]:
    """For subprocess: run as the user kiosk, with nothing of the administrator's surroundings. In a test's
    folder, as whoever runs the test."""
    env = {"PATH": os.defpath, "HOME": str(house.data), "LANG": "C.UTF-8"}
    if not house.real:
        return {"env": env}
    entry = pwd.getpwnam(USER)
    groups = os.getgrouplist(USER, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": groups, "cwd": "/", "env": env}


def own(house: House, folder: Path) -> None:
    """Give a folder to the user kiosk."""
    if house.real:
        shutil.chown(folder, USER, USER)


# systemd -------------------------------------------------------------------------------------------


def systemd_runs(house: House) -> bool:
    return house.real and Path("/run/systemd/system").is_dir()


def systemctl(*words: str) -> bool:
    """True when it did what was asked."""
    command = ["systemctl", "--quiet", *words]
    return not subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode


def restart() -> None:
    """Not waiting for it: without a screen it waits itself, as long as it takes."""
    systemctl("reset-failed", SERVICE)
    systemctl("--no-block", "restart", SERVICE)
    systemctl("--no-block", "try-restart", SCREENS)


def settled() -> str:
    """What has become of the service that was just started: "active" once it has been so for some time
    without a restart, "waiting" for a screen, or "failed"."""
    began = up = time.monotonic()
    while True:
        time.sleep(1)
        now = time.monotonic()
        state = shown("ActiveState", "NRestarts", "StatusText")
        if state["StatusText"].startswith(WAITING):
            return "waiting"
        if state["ActiveState"] == "failed" or int(state["NRestarts"] or 0) or now - began > START_SECONDS:
            return "failed"
        if state["ActiveState"] != "active":
            up = now
        elif now - up >= STEADY_SECONDS:
            return "active"


def shown(*names: str) -> dict[str, str]:
    """Properties of the service."""
    command = ["systemctl", "show", f"--property={','.join(names)}", SERVICE]
    lines = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
    found = dict(line.partition("=")[::2] for line in lines)
    return {name: found.get(name, "") for name in names}


def watched(house: House, release: str) -> bool:
    """True where systemd runs a release's service."""
    return systemd_runs(house) and bool(to_enable(house, release))


def to_enable(house: House, release: str) -> list[str]:
    """Units that start by themselves: those that ``deploy/systemd/enable`` names, or the kiosk's service."""
    folder = house.releases / release / "deploy/systemd"
    listed = folder / "enable"
    names = listed.read_text("utf-8").split() if listed.exists() else [SERVICE]
    return [name for name in names if (folder / name).exists()]


def reload(house: House, changed: list[str]) -> None:
    """Tell the running system of files that were put into it. What cannot be told now
    holds from the next start."""
    if not systemd_runs(house):
        return
    systemctl("daemon-reload")
    if any("udev" in each for each in changed):
        tell(["udevadm", "control", "--reload"])
        tell(["udevadm", "trigger", "--subsystem-match=input"])
    if rules := [f"/{each}" for each in changed if "tmpfiles.d" in each and Path(f"/{each}").exists()]:
        tell(["systemd-tmpfiles", "--create", *rules])
    if any("journald.conf.d" in each for each in changed):
        systemctl("try-restart", "systemd-journald.service")
    if any("logind.conf.d" in each for each in changed):
        systemctl("try-restart", "systemd-logind.service")
    if any("system.conf.d" in each for each in changed):
        systemctl("daemon-reexec")
    if any("sysctl.d" in each for each in changed):
        systemctl("restart", "systemd-sysctl.service")


def tell(command: list[str]) -> None:
    try:
        run(command)
    except SetupError as error:
        say(f"      {error} It holds from the next start of this machine.")


def enable(house: House, names: list[str]) -> bool:
    """For the next start of the machine; works without a running systemd too. False where there is none."""
    if not (house.real and shutil.which("systemctl")):
        return False
    if names:
        run(["systemctl", "--quiet", "enable", *names])
    return True


def disable(house: House, names: list[str]) -> None:
    """Stop units and forget them. A template stands for all that were made of it."""
    if house.real and names and shutil.which("systemctl"):
        if systemd_runs(house):
            systemctl("stop", *(name.replace("@.", "@*.") for name in names))
        systemctl("disable", *names)


def screen_for_logins(house: House) -> None:
    """The first screen asks for a login again."""
    if systemd_runs(house):
        systemctl("daemon-reload")
        systemctl("start", "getty@tty1.service")
