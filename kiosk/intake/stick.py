"""A stick with packs on it: find them, copy each to our own disk, install it, write the reports back.

But for the folder of reports the stick is only read; it may be read-only, and be pulled at any moment.
"""

import errno
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.catalogue.build import Progress
from kiosk.config import Config
from kiosk.intake.drops import is_dropped
from kiosk.intake.install import install
from kiosk.intake.outcome import Outcome, without_summary
from kiosk.intake.putting_away import free_name, report_stem
from kiosk.intake.report import Report, on_delivery, write_both
from kiosk.languages import Language
from kiosk.messages import Message, coded, reason, say, say_many
from kiosk.packs.folder import entries_of, is_pack
from kiosk.problems import unreadable, visible
from kiosk.storage import sync

REPORTS = "kiosk-reports"
"""Folder on the stick."""
DEEPEST = 2
"""So many levels down packs are looked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """What lies on a stick."""

    packs: tuple[Path, ...]
    """Folders and zips, in the order in which they are to be installed."""
    other_zips: tuple[Path, ...]
    """Zips without a pack in them."""


@dataclass(frozen=True, slots=True)
class Imported:
    """How an import ended."""

    outcomes: tuple[Outcome, ...]
    summary: Message
    reports: Path
    """Folder with the reports."""
    why_not_there: Message | None
    """Why that folder is not on the stick; None when it is."""


def find(stick: Path) -> Found:
    """Packs on a stick, at most two levels down. No link is followed. Raises OSError when there is none."""
    packs: list[Path] = []
    other_zips: list[Path] = []
    for path in _candidates(stick, DEEPEST):
        (other_zips if _is_other_zip(path) else packs).append(path)
    return Found(tuple(sorted(packs, key=_natural)), tuple(other_zips))


def import_packs(
    config: Config,
    stick: Path,
    found: Found,
    progress: Progress,
    said: Callable[[Outcome], None],
    language: Language,
) -> Imported:
    """Install what was found, one after the other; ``said`` is told how each ended. Raises StorageError, and
    OSError when our own disk cannot take a report."""
    mounted = _identity(stick)
    shelf = _Shelf(stick, config.data / "reports", language)
    outcomes: list[Outcome] = []
    for pack in found.packs:
        origin = visible(pack.name if pack == stick else str(pack.relative_to(stick)))
        if _identity(stick) == mounted:
            outcome = install(config, pack, progress, origin)
        else:
            gone = OSError(errno.ENODEV, "")
            outcome = without_summary("unread", origin, (unreadable(Path(origin), gone),))
        outcomes.append(outcome)
        said(outcome)
        shelf.lay(on_delivery(outcome, datetime.now().astimezone()), pack.name)
    summary = _summary(outcomes, found)
    shelf.lay(summary, "summary")
    return Imported(tuple(outcomes), summary.outcome, shelf.folder, shelf.why_not_there)


def _candidates(folder: Path, levels: int) -> Iterator[Path]:
    """Folders of packs, and all zips."""
    if is_pack(folder):
        yield folder
        return
    for entry in entries_of(folder) if levels else ():
        if not is_dropped(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _candidates(Path(entry.path), levels - 1)
        elif entry.is_file(follow_symlinks=False) and entry.name.lower().endswith(".zip"):
            yield Path(entry.path)


def _is_other_zip(path: Path) -> bool:
    """True for a whole zip that holds no pack: somebody's holiday. One that is damaged may have held one."""
    if path.suffix.lower() != ".zip" or not stat.S_ISREG(path.lstat().st_mode):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return not any(re.split(r"[/\\]", name)[-1] == "pack.yaml" for name in names)


def _natural(path: Path) -> list[tuple[int, str]]:
    """``saka-9.zip`` comes before ``saka-10.zip``: where a stick has several versions, the last one stays."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", str(path))]


def _summary(outcomes: Sequence[Outcome], found: Found) -> Report:
    taken = sum(outcome.result in ("shown", "unchanged") for outcome in outcomes)
    sentence = say(
        "{packs} on the stick; installed: {taken}.",
        packs=say_many("{count} pack", "{count} packs", len(outcomes)),
        taken=taken,
    )
    notes = [outcome.sentence for outcome in outcomes]
    if found.other_zips:
        names = coded(visible(path.name) for path in found.other_zips)
        notes.append(say("Passed over, for there is no `pack.yaml` in it: {names}.", names=names))
    made = datetime.now().astimezone()
    return Report(sentence, taken == len(outcomes), (), (), made, tuple(notes))


def _identity(folder: Path) -> tuple[int, int] | None:
    """Of what is mounted there."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


class _Shelf:
    """Where the reports of one import are laid: on the stick, or else in the data folder."""

    def __init__(self, stick: Path, aside: Path, language: Language) -> None:
        self._stick, self._mounted, self._language = stick, _identity(stick), language
        self._name = f"{datetime.now():%Y-%m-%d %H%M%S}"
        self._aside = aside / self._name
        self.folder = stick / REPORTS / self._name
        self.why_not_there: Message | None = None

    def lay(self, report: Report, name: str) -> None:
        """Raises OSError when our own disk cannot take it."""
        if self.why_not_there is None:
            try:
                if _identity(self._stick) != self._mounted:
                    # Whatever lies there now, it is not the stick.
                    raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
                self._write(report, name)
                return
            except OSError as error:
                self.folder, self.why_not_there = self._aside, reason(error)
        self._write(report, name)

    def _write(self, report: Report, name: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        write_both(report, self.folder / report_stem(free_name(self.folder, name)), self._language)
        # The stick may be pulled the moment that the command has ended.
        sync(self.folder)
