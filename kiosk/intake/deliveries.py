"""What became of all that was put into the inbox: one small file each, ``data/deliveries/000012.json``.

Written before and after every step, so that whoever is killed goes on where it was, and what could not be
moved away is not taken in again.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kiosk.intake.report import Report
from kiosk.intake.report_packing import packed_report, unpacked_report
from kiosk.storage import write_file

_NAME = re.compile(r"\d{6,}\.json")
MOST_KEPT = 100
"""Older ones that are done with are forgotten."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing that was put into the inbox."""

    number: int
    name: str
    """As it was called there."""
    mark: str
    """Its fingerprint when it had settled."""
    tries: int = 0
    """How many times its installation was begun."""
    report: Report | None = None
    """How it ended; None until it has."""
    pack: str = ""
    folder: str = ""
    """Folder of the version that it became; empty for none."""
    place: str = ""
    """Where it is moved to, in the inbox: ``accepted/saka (2).zip``. Ours from the moment this is written."""
    reports: str = ""
    """The reports' path without their endings, once they are written."""
    done: bool = False
    """It was moved, and its reports were written."""


class Deliveries:
    """The folder ``data/deliveries``; only the process that holds the inbox's lock writes to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> Iterator[Delivery]:
        """Newest first. What a disk has damaged is left out."""
        for file in reversed(self._files()):
            try:
                yield _unpacked(int(file.stem), json.loads(file.read_bytes()))
            except (OSError, ValueError, TypeError, KeyError):
                continue

    def begin(self, name: str, mark: str) -> Delivery:
        """A new one, remembered."""
        last = int(self._files()[-1].stem) if self._files() else 0
        return self.save(Delivery(last + 1, name, mark))

    def save(self, delivery: Delivery, **changes: Any) -> Delivery:
        """Remember a delivery, with changes; it lasts when this returns. Raises OSError."""
        delivery = replace(delivery, **changes)
        self._folder.mkdir(parents=True, exist_ok=True)
        said = {name: getattr(delivery, name) for name in Delivery.__slots__ if name != "report"}
        said["report"] = packed_report(delivery.report) if delivery.report else None
        write_file(self._file(delivery.number), json.dumps(said).encode(), self._folder)
        return delivery

    def prune(self) -> None:
        """Forget the oldest ones that are done with."""
        done = [each for each in self.all() if each.done]
        for delivery in done[MOST_KEPT:]:
            self._file(delivery.number).unlink(missing_ok=True)

    def _file(self, number: int) -> Path:
        return self._folder / f"{number:06d}.json"

    def _files(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        found = [path for path in self._folder.iterdir() if _NAME.fullmatch(path.name)]
        return sorted(found, key=lambda path: int(path.stem))


def _unpacked(number: int, said: dict[str, Any]) -> Delivery:
    report = unpacked_report(said.pop("report")) if said["report"] else said.pop("report")
    return Delivery(**{**said, "number": number, "report": report})
