"""The reports that belong to a pack's history: one file an event, beside the state."""

import json
import logging
from pathlib import Path

from kiosk.intake.report import Report
from kiosk.intake.report_packing import packed_report, unpacked_report
from kiosk.packs.installed import Event, Versions
from kiosk.storage import write_file

log = logging.getLogger(__name__)

MOST_KEPT = 20
"""Of each pack; older ones are forgotten."""


def keep_report(versions: Versions, pack: str, event: Event, report: Report, aside: Path) -> None:
    """Keep the report on an event. What was done is done: a disk that cannot take it costs the report."""
    folder = versions.reports(pack)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_file(
            _file(folder, event), json.dumps(packed_report(report), ensure_ascii=False).encode(), aside
        )
        for old in sorted(folder.glob("*.json"))[:-MOST_KEPT]:
            old.unlink()
    except OSError as error:
        log.warning("the report on %s, event %d, cannot be kept: %s", pack, event.number, error)


def kept_report(versions: Versions, pack: str, event: Event) -> Report | None:
    """The report on an event; None when there is none any more, or a disk has damaged it."""
    try:
        return unpacked_report(json.loads(_file(versions.reports(pack), event).read_bytes()))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _file(folder: Path, event: Event) -> Path:
    return folder / f"{event.number:06d}.json"
