"""Set up the kiosk in this checkout: system packages, ``.venv``, the ``kiosk`` command.

Called by ``make``: ``python3 deploy/setup.py run`` or ``… test``; by ``install.sh`` in the folder of a new
release: ``… device``. Needs only the standard library and does nothing when everything is there already.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMP = VENV / "setup.json"
LOG = ROOT / "build" / "setup.log"
PACKAGES = ROOT / "deploy" / "packages.txt"
LOCKS = {"run": [ROOT / "requirements.lock"]}
LOCKS["device"] = LOCKS["run"]
LOCKS["test"] = [*LOCKS["run"], ROOT / "requirements-test.lock"]
OLDEST, NEWEST = (3, 11), (3, 13)


class SetupError(Exception):
    """What keeps the set-up from finishing, in words for the person at the keyboard."""


class Progress:
    """One line that is rewritten on a terminal, and a line every ten seconds elsewhere."""

    def __init__(self) -> None:
        self.live = sys.stdout.isatty()
        self.last = time.monotonic()

    def show(self, percent: float, what: str) -> None:
        now = time.monotonic()
        if self.live:
            filled = round(percent / 5)
            print(f"\r      {'█' * filled:░<20} {percent:3.0f} %  {what[:50]:50}", end="", flush=True)
        elif now - self.last >= 10:
            print(f"      {percent:3.0f} %  {what}", flush=True)
            self.last = now

    def clear(self) -> None:
        if self.live:
            print(f"\r{'':90}\r", end="", flush=True)


def say(text: str) -> None:
    print(text, flush=True)


def fingerprint(kind: str) -> str:
    """Changes whenever the set-up has to be done again."""
    digest = hashlib.sha256()
    for path in [Path(__file__), PACKAGES, *LOCKS[kind]]:
        digest.update(path.read_bytes())
    project = (ROOT / "pyproject.toml").read_bytes()
    digest.update(project.partition(b"[tool.")[0])  # what follows are the tools' own settings
    return digest.hexdigest()


def stamps() -> dict[str, str]:
    """What was set up before; empty where that is unknown, was moved here or cannot start any more."""
    if not os.access(VENV_PYTHON, os.X_OK):
        return {}
    try:
        found = dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}
    return found if found.get("root") == str(ROOT) else {}


def is_ready(kind: str) -> bool:
    return stamps().get(kind) == fingerprint(kind)


def run_logged(command: list[str], on_line: Callable[[str], None], failure: str) -> None:
    """Run a command with its output in the log; raise SetupError with the last lines if it fails."""
    LOG.parent.mkdir(parents=True, exist_ok=True)
    tail: list[str] = []
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"\n$ {' '.join(command)}\n")
        with subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            # An installer's lock goes on to what it starts: while that lives, nobody else may begin.
            close_fds=False,
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                log.write(line)
                on_line(line)
                if not line.startswith(("pmstatus:", "dlstatus:")):
                    tail = [*tail[-11:], line.rstrip()]
    if process.returncode:
        lines = "\n".join(f"      {line}" for line in tail)
        raise SetupError(f"{failure} Its last words:\n{lines}\n   Everything it said is in {LOG}")


def wanted_packages(kind: str) -> Iterator[list[str]]:
    """The packages of ``deploy/packages.txt``, each as its alternatives."""
    sections = {"run": ("run",), "device": ("run", "device"), "test": ("run", "device", "test")}[kind]
    section = ""
    for line in PACKAGES.read_text(encoding="utf-8").splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line and section in sections:
            yield [name.strip() for name in line.split("|")]


def installed_packages() -> set[str]:
    listing = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${db:Status-Abbrev} ${Package}\\n"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {line[3:].strip() for line in listing.stdout.splitlines() if line.startswith("ii")}


def offered(names: list[str]) -> str:
    """The first of these names that apt can install; the first of all when it knows none of them."""
    for name in names:
        policy = subprocess.run(
            ["apt-cache", "policy", name], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}
        )
        if re.search(r"Candidate: (?!\(none\))", policy.stdout):
            return name
    return names[0]


def install_system_packages(kind: str) -> None:
    wanted = list(wanted_packages(kind))
    if not shutil.which("dpkg-query"):
        say("      This is not Debian, so nothing is installed. The kiosk needs what Debian calls:")
        say("      " + ", ".join(names[0] for names in wanted))
        return
    present = installed_packages()
    missing = [names for names in wanted if not present.intersection(names)]
    if not missing:
        say("      All there.")
        return
    say(f"      Missing: {', '.join(map(offered, missing))}")
    apt = ["apt-get", "-y", "-q", "-o", "DPkg::Lock::Timeout=300", "-o", "APT::Status-Fd=1"]
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8", *apt]
    install = [*apt, "install", "--no-install-recommends"]
    if os.geteuid() != 0:
        if not shutil.which("sudo"):
            command = f"apt-get install {' '.join(map(offered, missing))}"
            raise SetupError(f"An administrator has to install them first: {command}")
        say("      Installing them needs an administrator: sudo may ask for your password.")
        if subprocess.run(["sudo", "-v"]).returncode:
            raise SetupError("sudo did not allow it.")
        apt, install = ["sudo", *apt], ["sudo", *install]
    progress = Progress()

    def on_line(line: str) -> None:
        parts = line.split(":", 3)
        if parts[0] in ("dlstatus", "pmstatus") and len(parts) == 4:
            share = float(parts[2])
            percent = 10 + share * 0.3 if parts[0] == "dlstatus" else 40 + share * 0.6
            progress.show(percent, parts[3].strip())

    progress.show(0, "reading the lists of packages")
    run_logged([*apt, "update"], lambda line: None, "The lists of packages could not be read.")
    run_logged([*install, *map(offered, missing)], on_line, "The packages could not be installed.")
    progress.clear()


def python_version(python: str) -> tuple[int, ...]:
    code = "import sys; print(*sys.version_info[:2])"
    answer = subprocess.run([python, "-c", code], capture_output=True, text=True)
    return tuple(map(int, answer.stdout.split())) if answer.returncode == 0 else ()


def find_python() -> str:
    """A Python the locked packages have wheels for: the one that runs this, or another one on the path."""
    names = [sys.executable, "python3", "python3.13", "python3.12", "python3.11"]
    for python in filter(None, map(shutil.which, names)):
        if VENV not in Path(python).parents and OLDEST <= python_version(python) <= NEWEST:
            return python
    raise SetupError("The kiosk needs Python 3.11, 3.12 or 3.13.")


def make_environment() -> None:
    """An empty ``.venv``; one that works and was finished before is kept."""
    if stamps() and OLDEST <= python_version(str(VENV_PYTHON)) <= NEWEST:
        say("      Kept.")
        return
    python = find_python()
    failure = f"{python} could not make a virtual environment."
    run_logged([python, "-m", "venv", "--clear", str(VENV)], lambda line: None, failure)


def install_python_packages(kind: str) -> None:
    """Exactly what the lock files say: every file by its hash, wheels only, so nothing is compiled."""
    pip = [str(VENV_PYTHON), "-m", "pip", "--disable-pip-version-check"]
    total = sum(len(re.findall(r"^\w", lock.read_text(), re.MULTILINE)) for lock in LOCKS[kind])
    done = 0
    progress = Progress()

    def on_line(line: str) -> None:
        nonlocal done
        if match := re.match(r"(?:Collecting|Requirement already satisfied:) ([\w.-]+)", line):
            done += 1
            progress.show(min(done / total, 1) * 80, match[1])
        elif line.startswith("Installing collected"):
            progress.show(80, "unpacking")

    exact = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--no-compile", "--progress-bar=off"]
    for lock in LOCKS[kind]:
        run_logged([*pip, "install", *exact, "-r", str(lock)], on_line, f"pip could not install {lock.name}.")
    offline = ["--no-index", "--no-build-isolation", "--no-deps", "--no-compile"]
    failure = "pip could not install the kiosk itself."
    run_logged([*pip, "install", *offline, "-e", str(ROOT)], on_line, failure)
    progress.show(90, "compiling to bytecode")
    # Done here, for a kiosk may run as a user who cannot write here, and a first start should not be slow.
    folders = [str(next((VENV / "lib").glob("python3.*")) / "site-packages"), str(ROOT / "kiosk")]
    subprocess.run([str(VENV_PYTHON), "-m", "compileall", "-q", "-j", "0", *folders], capture_output=True)
    words = "from kiosk.locale import HERE, compile_catalogue as c\nfor each in HERE.rglob('*.po'): c(each)"
    run_logged([str(VENV_PYTHON), "-c", words], on_line, "The kiosk's words could not be compiled.")
    progress.clear()


def set_up(kind: str) -> None:
    """Everything that ``make run`` or ``make test`` needs; returns at once when it is there."""
    if is_ready(kind):
        return
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with (LOG.parent / "setup.lock").open("w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        if is_ready(kind):
            return
        LOG.write_text("")
        started = time.monotonic()
        say("Setting up the kiosk. The first time this takes a minute or two.")
        say("1/3   System packages")
        install_system_packages(kind)
        say("2/3   Python environment in .venv")
        make_environment()
        say("3/3   Python packages" + (" and tools for the tests" if kind == "test" else ""))
        install_python_packages(kind)
        done = {**stamps(), "root": str(ROOT), kind: fingerprint(kind)}
        if kind == "test":
            done |= {each: fingerprint(each) for each in ("run", "device")}
        STAMP.write_text(json.dumps(done))
        say(f"Set up in {time.monotonic() - started:.0f} s.")


if __name__ == "__main__":
    try:
        set_up(sys.argv[1])
    except (SetupError, OSError) as error:
        sys.exit(f"\nThe set-up stopped. {error}")
    except KeyboardInterrupt:
        sys.exit("\nStopped. The same command goes on from here.")
