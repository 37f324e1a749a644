"""What a process that checks packs does meanwhile: the files that it opens, its memory, its work."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from kiosk.media import films, workers

_ROOT = Path(__file__).parents[2]
_PROGRAMS = {str(workers._PROGRAM), str(films._WORKER)}
_PATHS = (
    "open", "os.listdir", "os.scandir", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link",
    "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.utime", "shutil.rmtree", "shutil.copyfile",
    "sqlite3.connect",
)  # fmt: skip
_NEVER = (
    "socket.connect",
    "socket.bind",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "ctypes.dlopen",
)


class Guard:
    """Notes whatever Python does outside of the folders that it may use. There can be only one."""

    def __init__(self) -> None:
        self.seen = 0
        """Files opened, folders listed and the like, allowed or not."""
        self.breaches: list[str] = []
        # Where the program itself lies: modules and catalogues are loaded when they are first needed.
        self._own = [os.path.realpath(each) for each in (sys.prefix, sys.base_prefix, _ROOT / "kiosk")]
        self._allowed: list[str] = []
        self._armed = False
        sys.addaudithook(self._hook)

    @contextlib.contextmanager
    def watching(self, *allowed: Path) -> Iterator[None]:
        """What happens in here may use these folders."""
        self._allowed = [*self._own, os.devnull, *map(os.path.realpath, allowed)]
        self._armed = True
        try:
            yield
        finally:
            self._armed = False

    def _hook(self, event: str, args: tuple[object, ...]) -> None:
        if not self._armed:
            return
        if event in _PATHS:
            path = args[0]
            if isinstance(path, str | bytes | os.PathLike):
                self.seen += 1
                if not self._may(os.fsdecode(path), args[2] if event == "open" else 0):
                    self.breaches.append(f"{event} {path!r}")
        elif event == "subprocess.Popen":
            command = args[1]
            if not (isinstance(command, list) and command[0] == sys.executable and command[2] in _PROGRAMS):
                self.breaches.append(f"{event} {command!r}")
        elif event in _NEVER:
            self.breaches.append(f"{event} {args!r}")

    def _may(self, path: str, flags: object) -> bool:
        folder, name = os.path.split(os.path.abspath(path))  # noqa: PTH100
        # A link that is refused when it is opened leads nowhere.
        follows = not (isinstance(flags, int) and flags & os.O_NOFOLLOW)
        real = os.path.realpath(f"{folder}/{name}") if follows else f"{os.path.realpath(folder)}/{name}"
        # Importing looks for modules in the folder of the repository.
        return real == str(_ROOT) or any(
            real == each or real.startswith(f"{each}/") for each in self._allowed
        )


def _processes() -> list[int]:
    """This one, and the decoders of pictures that live."""
    return [os.getpid(), *workers.pool.pids()]


def forget_peaks() -> None:
    """The most memory that processes had is counted from now on."""
    for pid in _processes():
        with contextlib.suppress(OSError):
            Path(f"/proc/{pid}/clear_refs").write_text("5")


def peak_mb() -> float:
    """The most memory that this process and the decoders of pictures had, together."""
    total = 0
    for pid in _processes():
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{pid}/status").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return total / 1024


def ended_mb() -> float:
    """The most memory that any decoder had that has ended."""
    return getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024


def work_seconds() -> float:
    """Processor time of this process and of its decoders, those that have ended too."""
    ended = getrusage(RUSAGE_CHILDREN)
    total = time.process_time() + ended.ru_utime + ended.ru_stime
    for pid in workers.pool.pids():
        with contextlib.suppress(OSError):
            user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
            total += (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return total


def part_of_a_processor() -> float:
    """What a process gets of a processor now, at most 1: others run too."""
    return min(1.0, (os.cpu_count() or 1) / max(1.0, os.getloadavg()[0]))
