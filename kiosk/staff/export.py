"""Logs, visits and facts, written into a folder of their own on a stick. For a command, beside the kiosk."""

import re
import shutil
import socket
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk import __version__
from kiosk.config import Config
from kiosk.errors import StorageError
from kiosk.machine.look import look
from kiosk.messages import Message, reason, say, say_many
from kiosk.staff.hall_reading import read_state
from kiosk.staff.sections import around_section, hall_section, machine_section
from kiosk.storage import sync

JOURNAL = (
    *("--no-pager", "--output=short-iso-precise", "--lines=50000"),
    *("SYSLOG_IDENTIFIER=kiosk", "SYSLOG_IDENTIFIER=kiosk-inbox", "+", "_SYSTEMD_UNIT=kiosk.service"),
)
PATIENCE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and what was not."""

    folder: Path
    said: tuple[Message, ...]
    whole: bool


def export_to(config: Config, stick: Path) -> Exported:
    """Write what there is; a part that cannot be had is told, and the others are written. Raises StorageError
    where nothing can be written."""
    name = re.sub(r"[^\w-]+", "-", config.visits.kiosk or socket.gethostname()) or "kiosk"
    folder = stick / f"{name}-{datetime.now():%Y%m%d-%H%M%S}"
    parts: tuple[Callable[[], Message], ...] = (
        lambda: _visits(config, folder),
        lambda: _facts(config, folder),
        lambda: _log(config, folder),
    )
    said: list[Message] = []
    whole = True
    try:
        folder.mkdir()
    except OSError as error:
        raise StorageError(folder, say("Cannot be written: {reason}.", reason=reason(error))) from error
    for part in parts:
        try:
            said.append(part())
        except _Missing as missing:
            said.append(missing.sentence)
            whole = False
        except OSError as error:
            said.append(say("Cannot be written: {reason}.", reason=reason(error)))
            whole = False
    try:
        sync(folder)
    except OSError as error:
        raise StorageError(folder, say("Cannot be written: {reason}.", reason=reason(error))) from error
    return Exported(folder, tuple(said), whole)


class _Missing(Exception):
    def __init__(self, sentence: Message) -> None:
        self.sentence = sentence
        super().__init__(sentence)


def _visits(config: Config, folder: Path) -> Message:
    from kiosk.visits.reading import VisitsError, open_visits
    from kiosk.visits.table import write_table

    try:
        with (
            open_visits(config) as visits,
            (folder / "visits.csv").open("w", encoding="utf-8", newline="") as stream,
        ):
            number = write_table(visits, "screens", stream)
    except VisitsError as error:
        raise _Missing(error.words) from error
    return say_many("{count} visit written.", "{count} visits written.", number)


def _facts(config: Config, folder: Path) -> Message:
    """In English, as a log is."""
    machine = look(config.data)
    lines: list[str] = []
    for section in (
        hall_section(__version__, read_state(config), None),
        machine_section(machine),
        around_section(machine),
    ):
        lines += ["", section.title]
        for fact in section.facts:
            mark = {"fine": " ", "attention": "!", "broken": "!!"}[fact.state]
            lines += [f"{mark:<2} {fact.name}: {line}" for line in fact.lines]
    (folder / "facts.txt").write_text("\n".join(lines).lstrip() + "\n", "utf-8")
    return say("The facts of the menu are written.")


def _log(config: Config, folder: Path) -> Message:
    file = config.logs.file
    if file is not None:
        return _files(file, folder)
    program = shutil.which("journalctl")
    if program is None:
        raise _Missing(say("There is no journal on this machine, so there is no log to write."))
    try:
        done = subprocess.run(
            [program, *JOURNAL], stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise _Missing(say("The journal does not answer, so the log is not written.")) from error
    lines = [line for line in done.stdout.splitlines() if not line.startswith(b"-- ")]
    if done.returncode or not lines:
        raise _Missing(
            say("The kiosk may not read the journal, so the log is not written. See `docs/technicians.md`.")
        )
    (folder / "kiosk.log").write_bytes(b"\n".join(lines) + b"\n")
    return _written(len(lines))


def _files(file: Path, folder: Path) -> Message:
    """A log in files, the older ones too."""
    found = sorted(each for each in file.parent.glob(f"{file.name}*") if each.is_file())
    if not found:
        raise _Missing(say("There is no log in `{file}`.", file=file))
    lines = 0
    for each in found:
        content = each.read_bytes()
        (folder / each.name).write_bytes(content)
        lines += content.count(b"\n")
    return _written(lines)


def _written(lines: int) -> Message:
    return say_many("{count} line of the log written.", "{count} lines of the log written.", lines)
