"""A bare Debian in a folder, in which the installer is tried for real.

Needs root, debootstrap, and for the first one a network; it is kept in the temporary folder of the machine.
"""

import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

KEPT = Path(tempfile.gettempdir()) / "kiosk-debian"

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
INSIDE = """\
set -e
mount -t proc proc {tree}/proc
mount --rbind /dev {tree}/dev
ip link set lo up 2>/dev/null || true
exec env -i PATH={path} HOME=/root LANG=C.UTF-8 chroot {tree} bash -c "$1"
"""


def codename() -> str:
    """Of this machine; empty when it is no Debian."""
    text = Path("/etc/os-release").read_text("utf-8")
    found = re.search(r"^VERSION_CODENAME=(\w+)", text, re.MULTILINE)
    return found[1] if found and re.search(r"^ID=debian$", text, re.MULTILINE) else ""


@dataclass
class Debian:
    """A machine that is a folder."""

    tree: Path

    def command(self, words: str) -> list[str]:
        """Run words in it, without a network, in a mount namespace that ends with them."""
        apart = ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--propagation", "private"]
        return [*apart, "bash", "-c", INSIDE.format(tree=self.tree, path=PATH), "inside", words]

    def run(self, words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self.command(words), capture_output=True, text=True, stdin=subprocess.DEVNULL)

    def does(self, words: str) -> str:
        """The same, which has to succeed; returns what it said."""
        done = self.run(words)
        assert done.returncode == 0, f"{words}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
        return done.stdout

    def files(self) -> dict[str, str]:
        """Every file and link that an installation answers for: name -> size, time and kind."""
        found = {}
        for folder, folders, names in os.walk(self.tree):
            inside = Path(folder).relative_to(self.tree)
            folders[:] = [each for each in folders if str(inside / each) not in NOT_OURS]
            for name in [*names, *(each for each in folders if (Path(folder) / each).is_symlink())]:
                stat = (Path(folder) / name).lstat()
                found[str(inside / name)] = f"{stat.st_mode:o} {stat.st_size} {stat.st_mtime_ns}"
        return found


NOT_OURS = {"proc", "dev", "sys", "root/release", "root/second", "root/bad"}
"""Not on a disk, or what a test has laid there."""


def bare(tree: Path, *more: str) -> Debian:
    """A fresh machine of this machine's own Debian, with more packages where some are named. Raises OSError,
    with the reason, where none can be made."""
    if os.geteuid():
        raise OSError("only root can make a Debian in a folder")
    if shutil.which("debootstrap") is None or not codename():
        raise OSError("this needs Debian with debootstrap")
    kept = KEPT / "-".join([codename(), *more])
    if not kept.exists():
        aside = KEPT / "unfinished"
        shutil.rmtree(aside, ignore_errors=True)
        include = [f"--include={','.join(more)}"] if more else []
        command = ["debootstrap", "--variant=minbase", *include, codename(), aside]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        aside.rename(kept)
    subprocess.run(["cp", "-a", "--reflink=auto", kept, tree], check=True)
    shutil.copy("/etc/hosts", tree / "etc/hosts")
    return Debian(tree)


SYSTEMD = ("systemd-sysv", "dbus", "udev", "libpam-systemd")
"""What a machine needs to start by itself."""


class Started(Debian):
    """A machine on which its own systemd runs."""

    leader: int
    """Process that is the first one in it."""

    def command(self, words: str) -> list[str]:
        inside = [
            "nsenter",
            f"--target={self.leader}",
            "--mount",
            "--uts",
            "--ipc",
            "--net",
            "--pid",
            "--cgroup",
        ]
        env = ["env", "-i", f"PATH={PATH}", "HOME=/root", "LANG=C.UTF-8"]
        return [*inside, "--root", "--wd", *env, "bash", "-c", words]


@contextmanager
def started(machine: Debian, seconds: float = 120) -> Iterator[Started]:
    """Start it with systemd-nspawn, shut in: it has no network and sees no device of ours."""
    alone = ["--register=no", "--keep-unit", "--private-network", "--settings=no", "--link-journal=no"]
    as_it_is = ["--resolv-conf=off", "--timezone=off", "--console=read-only", "--quiet", "--boot"]
    command = ["systemd-nspawn", f"--directory={machine.tree}", *alone, *as_it_is]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        try:
            running = Started(machine.tree)
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
            deadline = time.monotonic() + seconds
            while True:
                if found := children.read_text().split():
                    running.leader = int(found[0])
                    if running.run("systemctl is-system-running").stdout.strip() in ("running", "degraded"):
                        break
                assert time.monotonic() < deadline, "systemd did not start"
                time.sleep(0.5)
            yield running
        finally:
            process.terminate()  # An orderly end of the machine.
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
