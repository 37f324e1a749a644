"""What many visits come to. Counts as it reads, so that years of a hall fit into memory."""

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from kiosk.visits.model import Visit

EARLIEST = date(2026, 1, 1)
"""No kiosk of this kind ran before: an earlier date was written by a clock that was wrong."""

READING = frozenset({"record", "viewer", "film"})
"""Screens on which one looks at one record."""


@dataclass(slots=True)
class RecordFigures:
    """How a record was received."""

    visits: int = 0
    """In so many it was opened."""
    seconds: float = 0.0
    """How long it was looked at in all of them: its text, its pictures, its films."""


@dataclass(slots=True)
class Figures:
    """Counts of visits, by the clock of the hall in which each took place."""

    visits: int = 0
    seconds: float = 0.0
    days: Counter[date] = field(default_factory=Counter)
    hours: Counter[int] = field(default_factory=Counter)
    """By the hour in which they began."""
    languages: Counter[str | None] = field(default_factory=Counter)
    """None: none was chosen."""
    endings: Counter[str] = field(default_factory=Counter)
    kiosks: Counter[str] = field(default_factory=Counter)
    records: dict[tuple[str, str], RecordFigures] = field(default_factory=dict)
    """By gallery and record."""
    misdated: int = 0
    """Visits of a day that cannot be; they are in neither ``days`` nor ``hours``."""
    lengths: "array[float]" = field(default_factory=lambda: array("d"))

    @property
    def typical_seconds(self) -> float:
        """Half of the visits were longer."""
        return median(self.lengths) if self.lengths else 0.0

    def most_read(self, number: int) -> list[tuple[tuple[str, str], RecordFigures]]:
        """The records that were looked at longest."""
        return sorted(self.records.items(), key=lambda each: (-each[1].seconds, each[0]))[:number]


def counted(visits: Iterable[Visit], today: date) -> Figures:
    """Count visits; those from before there were kiosks or from after tomorrow count as misdated."""
    found = Figures()
    for visit in visits:
        _count(found, visit, today + timedelta(days=1))
    return found


def _count(found: Figures, visit: Visit, latest: date) -> None:
    found.visits += 1
    found.seconds += visit.seconds
    found.lengths.append(visit.seconds)
    found.languages[visit.language] += 1
    found.endings[visit.ended or ""] += 1
    found.kiosks[visit.kiosk] += 1
    if EARLIEST <= visit.began.date() <= latest:
        found.days[visit.began.date()] += 1
        found.hours[visit.began.hour] += 1
    else:
        found.misdated += 1
    opened: set[tuple[str, str]] = set()
    for seen in visit.screens:
        if seen.record and seen.screen in READING:
            key = (seen.gallery, seen.record)
            opened.add(key)
            found.records.setdefault(key, RecordFigures()).seconds += seen.seconds
    for key in opened:
        found.records[key].visits += 1
