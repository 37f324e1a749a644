"""When the hall is open: weekdays, days with hours of their own, a time zone. Pure: it is told the moment.

A day's spans count from its own midnight and may go on after the next one. Where the clock is put back, a
span begins at the first and ends at the second of two equal times; where it is put forward, a time that is
left out is the moment of that change. So nothing closes for an hour and opens again, and whenever the clock
on the wall is within a span, the hall is open.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from typing import Any, NamedTuple

from kiosk.messages import say
from kiosk.settings import Unfit

MINUTES_A_DAY = 24 * 60
HORIZON_DAYS = 400
"""A change that is further away is not looked for."""
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
"""A clock that shows an earlier time has lost it. A hall that is dark by mistake is worse than one that is
lit: it counts as open."""

_CLOSED = "closed"
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Span(NamedTuple):
    """Minutes from the midnight with which the day begins; the end may lie after the next midnight."""

    begin: int
    end: int


Day = tuple[Span, ...]
"""In order, none overlapping; empty for a day on which the hall is closed."""

ALL_DAY: Day = (Span(0, MINUTES_A_DAY),)


def read_day(value: Any) -> Day:
    """``"09:00-17:00"``, several of them in a list, or ``closed``. Raises Unfit."""
    if value == _CLOSED:
        return ()
    if isinstance(value, str):
        return (read_span(value),)
    if not isinstance(value, tuple) or not value or not all(isinstance(each, str) for each in value):
        raise Unfit(say('For example `"09:00-17:00"`, `["09:00-12:00", "13:00-17:00"]` or `closed`.'))
    spans = sorted(map(read_span, value))
    for one, other in pairwise(spans):
        if other.begin < one.end:
            raise Unfit(say("Two of these spans overlap."))
    return tuple(spans)


def read_span(text: str) -> Span:
    """``09:00-17:00``. Raises Unfit."""
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise Unfit(say('Write a span with hours and minutes, such as `"09:00-17:00"`, or `closed`.'))
    hours = [int(each) for each in found.groups()]
    begin, end = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
    if max(hours[1], hours[3]) > 59 or begin >= MINUTES_A_DAY or end > MINUTES_A_DAY:
        raise Unfit(say("The times of a day go from `00:00` to `24:00`."))
    if begin == end:
        raise Unfit(say('This span begins and ends at one time. A whole day is `"00:00-24:00"`.'))
    return Span(begin, end if end > begin else end + MINUTES_A_DAY)


def read_date(text: str) -> date:
    """``2026-10-01``. Raises Unfit."""
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # 2026-02-30
        pass
    raise Unfit(say("Write the day like `2026-10-01`."))


def read_zone(name: str) -> tzinfo:
    """A time zone by its name, ``Asia/Shanghai``. Raises Unfit."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # an unknown name, a path, a folder
        raise Unfit(say("For example `Asia/Shanghai`, which is the time of Beijing.")) from error


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours. All moments are datetimes with a time zone, of any."""

    week: Sequence[Day]
    """Seven of them, Monday first."""
    exceptions: Mapping[date, Day]
    """Days that are not like their weekday; what began on the day before still goes on."""
    zone: tzinfo

    def day(self, day: date) -> Day:
        return self.exceptions.get(day, self.week[day.weekday()])

    def is_open(self, moment: datetime) -> bool:
        """True while the hall is open, or may be."""
        if moment < EARLIEST:
            return True
        # Times are put back by a few hours at most, so no other day's span can hold this moment.
        first = self.local(moment).date() - timedelta(days=2)
        days = (first + timedelta(days=number) for number in range(4))
        return any(begin <= moment < end for day in days for begin, end in self._spans(day))

    def next_change(self, moment: datetime) -> datetime | None:
        """The next moment at which the hall opens or closes, in its own time zone; None where there is none
        within ``HORIZON_DAYS``, or where the clock has lost the time."""
        if moment < EARLIEST:
            return None
        first = self.local(moment).date() - timedelta(days=2)
        horizon = _instant(first + timedelta(days=HORIZON_DAYS), 0, self.zone)
        for begin, end in self._stretches(first):
            if moment < begin:
                return begin.astimezone(self.zone)
            if moment < end:
                return end.astimezone(self.zone) if end < horizon else None
        return None

    def local(self, moment: datetime) -> datetime:
        """The moment on the hall's clock."""
        return moment.astimezone(self.zone)

    def _spans(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Those that begin on this day."""
        for span in self.day(day):
            begin = _instant(day, span.begin, self.zone)
            end = _instant(day, span.end, self.zone, last=True)
            if begin < end:
                yield begin, end

    def _stretches(self, first: date) -> Iterator[tuple[datetime, datetime]]:
        """From this day on, in order, what touches or overlaps as one."""
        held: tuple[datetime, datetime] | None = None
        for number in range(HORIZON_DAYS):
            for begin, end in self._spans(first + timedelta(days=number)):
                if held is None:
                    held = begin, end
                elif begin <= held[1]:
                    held = held[0], max(held[1], end)
                else:
                    yield held
                    held = begin, end
        if held is not None:
            yield held


def _instant(day: date, minutes: int, zone: tzinfo, last: bool = False) -> datetime:
    """When the clock of the zone shows so many minutes after this midnight; of two such moments the first, or
    the last."""
    shown = datetime.combine(day, time()) + timedelta(minutes=minutes)
    first, second = (shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first > second:
        return _change(second, first, zone)
    return second if last else first


def _change(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The moment between two, to the second, at which the clock of the zone is put forward."""
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
