"""Where a delivery goes that was taken in or refused: ``accepted/`` or ``rejected/``, its report beside it.

A report that cannot be written there goes to ``data/reports``.
"""

import logging
import os
from itertools import count
from pathlib import Path

from kiosk.config import Config
from kiosk.intake.deliveries import Deliveries, Delivery
from kiosk.intake.receiving import mark_of
from kiosk.intake.report import ENDINGS, Report, write_both
from kiosk.languages import Language
from kiosk.problems import visible
from kiosk.storage import rename_new

log = logging.getLogger(__name__)

ACCEPTED, REJECTED = "accepted", "rejected"
_MOST_BYTES = 200
"""Of a name, so that there is room for a number and an ending: file systems take 255."""


def put_away(delivery: Delivery, config: Config, deliveries: Deliveries) -> Delivery:
    """Move a delivery, write its reports, remember it: the delivery as it is remembered then.

    Its ``done`` is False when it could not be moved. Raises OSError when our own disk cannot take it.
    """
    assert config.inbox is not None
    assert delivery.report is not None
    inbox, report = config.inbox, delivery.report
    drop = inbox / delivery.name
    moved = False
    try:
        if not _lies_there(drop, delivery.mark):
            # Moved already, before a kill; or somebody took it away.
            moved = True
        else:
            folder = inbox / (ACCEPTED if report.accepted else REJECTED)
            folder.mkdir(exist_ok=True)
            place = free_name(folder, delivery.name)
            delivery = deliveries.save(delivery, place=f"{folder.name}/{place}")
            rename_new(drop, folder / place)
            moved = True
    except OSError as error:
        if not delivery.reports:
            log.warning("%s stays in the inbox: %s", visible(delivery.name), error)
    if moved and delivery.place and (inbox / delivery.place).exists():
        stem = inbox / delivery.place
        stem = stem.with_name(report_stem(stem.name))
        try:
            write_both(report, stem, config.curator_language)
            return deliveries.save(delivery, reports=str(stem), done=True)
        except OSError as error:
            log.warning("the report is in the data folder: %s", error)
    if not delivery.reports:
        stem = write_aside(report, delivery.name, config.data, config.curator_language)
        delivery = deliveries.save(delivery, reports=str(stem))
    return deliveries.save(delivery, done=True) if moved else delivery


def move_back(report: Report, delivery: Delivery, config: Config, deliveries: Deliveries) -> None:
    """What was accepted goes to the rejected ones, with its new report; the old one would say that it is
    shown. A drop that is not there any more, or cannot be moved, gets its report in ``data/reports``.

    Raises OSError when our own disk cannot take it.
    """
    assert config.inbox is not None
    place, old = config.inbox / delivery.place, Path(delivery.reports)
    try:
        folder = config.inbox / REJECTED
        folder.mkdir(exist_ok=True)
        name = free_name(folder, delivery.name)
        rename_new(place, folder / name)
        delivery = deliveries.save(delivery, report=report, place=f"{REJECTED}/{name}")
        stem = folder / report_stem(name)
        write_both(report, stem, config.curator_language)
        deliveries.save(delivery, reports=str(stem))
        if old.parent == place.parent:
            for ending in ENDINGS:
                old.with_name(old.name + ending).unlink(missing_ok=True)
    except OSError as error:
        log.warning("the report is in the data folder: %s", error)
        stem = write_aside(report, delivery.name, config.data, config.curator_language)
        deliveries.save(delivery, report=report, reports=str(stem))


def write_aside(report: Report, name: str, data: Path, language: Language) -> Path:
    """Write a report into ``data/reports``; its path without the endings. Raises OSError."""
    folder = data / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    stem = folder / report_stem(free_name(folder, name))
    write_both(report, stem, language)
    return stem


def report_stem(name: str) -> str:
    """``saka-2-report`` for ``saka-2.zip``."""
    return f"{_split(name)[0]}-report"


def _split(name: str) -> tuple[str, str]:
    """Name and ending; only that of a zip counts as one."""
    return (name[:-4], name[-4:]) if name.lower().endswith(".zip") else (name, "")


def free_name(folder: Path, name: str) -> str:
    """The name, or ``name (2)`` …, such that neither it nor its reports are there yet."""
    stem, ending = _split(name)
    while len(os.fsencode(stem)) > _MOST_BYTES:
        stem = stem[:-1]
    for number in count(1):
        found = (stem if number == 1 else f"{stem} ({number})") + ending
        reports = [folder / f"{report_stem(found)}{kind}" for kind in ENDINGS]
        if not any(map(os.path.lexists, [folder / found, *reports])):
            return found
    raise AssertionError


def _lies_there(drop: Path, mark: str) -> bool:
    """Whether what was taken in still lies there, and not something else that was put there since."""
    return os.path.lexists(drop) and mark_of(drop) == mark
