"""A real systemd with the kiosk's real units, in namespaces of its own: what it starts, watches and restarts.

Needs root and Debian's systemd. All files of the machine that the tests run on are read-only in there, and
its temporary files are not there at all; nothing but the kiosk's own units can be started (``boot.sh``).
There are no screens, no consoles and no seatd: drop-ins say what stands for them.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.cage import PATIENCE_SECONDS, ROOT, python_for_others, until

CGROUPS = ("/sys/fs/cgroup/unified", "/sys/fs/cgroup")
"""Where the unified hierarchy is mounted, on machines that have the old one too and on others."""
RELEASE = "/opt/kiosk/releases/tested"
PACKAGES = "/run/packages"
"""Where our Python's packages are in there (``boot.sh``)."""
BOOT = Path(__file__).with_name("boot.sh")
TARGETS = tuple(f"{name}.target" for name in ("tested", "sysinit", "basic", "shutdown", "timers", "umount"))
"""Empty here, so that nothing of Debian's is started."""
INSTEAD = """
[Unit]
ConditionPathExists=
[Service]
TTYPath=
TTYReset=no
TTYVHangup=no
TTYVTDisallocate=no
StandardInput=null
StandardOutput=append:/run/said
StandardError=append:/run/said
"""
"""Here are neither consoles nor a journal."""


def can_boot() -> str:
    """Empty, or why no systemd can be started here."""
    if os.geteuid():
        return "only root can give a systemd namespaces of its own"
    if not Path("/usr/lib/systemd/systemd").exists():
        return "there is no systemd here"
    if not any((Path(each) / "cgroup.controllers").exists() for each in CGROUPS):
        return "there is no unified hierarchy of control groups here"
    return ""


@dataclass
class Booted:
    """A systemd that runs."""

    pid: int
    first: dict[str, str] = field(default_factory=dict)
    """The state of the kiosk's unit after its first start."""

    @property
    def root(self) -> Path:
        """Its files."""
        return Path(f"/proc/{self.pid}/root")

    def run(self, *command: str, check: bool = True) -> str:
        """Run a program beside it, as root; what it prints."""
        enter = ["nsenter", "-t", str(self.pid), "-m", "-p", "-i", "-u", "-C", "--"]
        done = subprocess.run([*enter, *command], capture_output=True, text=True, timeout=PATIENCE_SECONDS)
        assert not check or done.returncode == 0, f"{command}: {done.stderr}"
        return done.stdout.strip()

    def systemctl(self, *words: str) -> str:
        return self.run("systemctl", *words)

    def state(self, unit: str) -> dict[str, str]:
        """What ``systemctl show`` says of a unit."""
        return dict(line.split("=", 1) for line in self.systemctl("show", unit).splitlines() if "=" in line)

    def becomes(self, unit: str, state: str) -> None:
        """Wait until a unit is ``active``, ``failed`` …"""
        until(lambda: self.state(unit)["ActiveState"] == state, f"{unit} {state}", PATIENCE_SECONDS)

    def restarts(self, unit: str) -> int:
        return int(self.state(unit)["NRestarts"])

    def processes(self, unit: str) -> list[int]:
        """Numbers of a unit's processes, as we know them."""
        group = self.state(unit).get("ControlGroup", "")
        file = self.root / "sys/fs/cgroup" / group.strip("/") / "cgroup.procs"
        return [int(line) for line in file.read_text().split()] if group and file.exists() else []

    def kiosk(self, unit: str = "kiosk.service") -> int:
        """The process of ``kiosk run``."""
        for pid in self.processes(unit):
            words = Path(f"/proc/{pid}/cmdline").read_text("utf-8", "replace").split("\0")
            if "run" in words and "kiosk.cli" in words:
                return pid
        raise AssertionError(f"no kiosk runs: {self.said()[-2000:]}")

    def said(self) -> str:
        """What all services have said."""
        file = self.root / "run/said"
        return file.read_text("utf-8", "replace") if file.exists() else ""


@contextmanager
def booted(
    config: str,
    data: Path,
    drop_ins: Mapping[str, str] | None = None,
    kiosk: str = "",
    screens: Mapping[str, str] | None = None,
) -> Iterator[Booted]:
    """The units of ``deploy/systemd`` under a systemd of their own; nothing is started yet.

    ``config`` becomes /etc/kiosk/config.yaml, ``data`` is copied to /var/lib/kiosk. ``drop_ins``: unit ->
    more lines for it. ``kiosk``: a script instead of the program. ``screens``: other screens with a kiosk of
    their own -> its configuration.
    """
    (cgroups,) = [each for each in CGROUPS if (Path(each) / "cgroup.controllers").exists()][:1]
    group = Path(cgroups, f"kiosk-tests-{os.getpid()}")
    folder = Path(tempfile.mkdtemp(prefix="kiosk-boot-"))
    _prepare(folder, config, data, drop_ins or {}, kiosk, screens or {})
    group.mkdir(exist_ok=True)
    apart = "unshare --mount --pid --fork --uts --ipc --net --cgroup --kill-child"
    enter = f'echo $$ > {group}/cgroup.procs; exec {apart} bash "$1"'
    process = subprocess.Popen(
        ["sh", "-c", enter, "sh", str(BOOT)],
        env={
            **os.environ,
            "ROOT": str(ROOT),
            "FOLDER": str(folder),
            "PYTHON": sys.executable,
            "PACKAGES": sysconfig.get_path("purelib"),
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    told: list[str] = []

    def listen() -> None:
        assert process.stdout is not None
        told.extend(iter(process.stdout.readline, ""))

    threading.Thread(target=listen, daemon=True).start()
    try:
        found: list[Booted] = []

        def up() -> bool:
            assert process.poll() is None, "".join(told)
            for line in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
                if Path(f"/proc/{line}/root/run/systemd/private").exists():
                    found[:] = [Booted(int(line))]
            return bool(found)

        until(up, "a systemd")
        yield found[0]
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(folder)
        _remove(group)


def _prepare(
    folder: Path, config: str, data: Path, drop_ins: Mapping[str, str], kiosk: str, screens: Mapping[str, str]
) -> None:
    units = folder / "units"
    shutil.copytree(ROOT / "deploy" / "systemd", units)
    for target in TARGETS:
        (units / target).write_text("[Unit]\nDefaultDependencies=no\n", "utf-8")
    for service in units.glob("*.service"):
        drop_in = units / f"{service.name}.d"
        drop_in.mkdir(exist_ok=True)
        (drop_in / "instead.conf").write_text(INSTEAD, "utf-8")
    for unit, lines in drop_ins.items():
        (units / f"{unit}.d").mkdir(exist_ok=True)
        (units / f"{unit}.d" / "tested.conf").write_text(lines, "utf-8")
    (folder / "etc" / "screens").mkdir(parents=True)
    (folder / "etc" / "config.yaml").write_text(config, "utf-8")
    for name, text in screens.items():
        (folder / "etc" / "screens" / f"{name}.yaml").write_text(text, "utf-8")
        (units / "kiosk.service.wants").mkdir(exist_ok=True)  # as "systemctl enable" does
        (units / "kiosk.service.wants" / f"kiosk-screen@{name}.service").symlink_to(
            "../kiosk-screen@.service"
        )
    shutil.copytree(data, folder / "data", symlinks=True)
    packages = os.pathsep.join([RELEASE, PACKAGES])
    program = folder / "kiosk"
    python = python_for_others()
    program.write_text(
        kiosk or f'#!/bin/sh\nPYTHONPATH={packages} exec {python} -m kiosk.cli "$@"\n', "utf-8"
    )
    program.chmod(0o755)
    folder.chmod(0o755)


def _remove(group: Path) -> None:
    """A control group and those below it, when the last process in them is gone."""

    def gone() -> bool:
        for each in sorted((path for path in group.rglob("*") if path.is_dir()), reverse=True):
            try:
                each.rmdir()
            except OSError:
                return False
        try:
            group.rmdir()
        except OSError:
            return False
        return True

    until(gone, f"an empty {group}")
