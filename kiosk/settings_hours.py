"""The group ``hours`` of the configuration. One that has none of its keys loads no ``kiosk.hours``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kiosk.messages import say
from kiosk.settings import Kind, Unfit, flag, setting

if TYPE_CHECKING:
    from datetime import date

    from kiosk.hours import Day, Hours

# ruff: noqa: RUF009 - setting() gives dataclass fields

BEIJING = "Asia/Shanghai"

_SPAN = {"type": "string", "pattern": r"^\s*\d{1,2}:\d{2}\s*[-–]\s*\d{1,2}:\d{2}\s*$"}
_DAY = {
    "anyOf": [{"const": "closed"}, _SPAN, {"type": "array", "items": _SPAN, "minItems": 1}],
}


def day() -> Kind:
    """The hours of a weekday; nothing means open all day."""

    def accept(value: Any) -> "Day | None":
        return None if value is None else _read_day(value)

    schema = {"anyOf": [*_DAY["anyOf"], {"type": "null"}]}
    return Kind(say("a span of hours, several in brackets, or `closed`"), accept, schema)


def dates() -> Kind:
    """A map from dates to their hours."""

    def read_key(text: str) -> "date":
        from kiosk.hours import read_date

        return read_date(text)

    entry = Kind(say("a span of hours, several in brackets, or `closed`"), _read_day, _DAY)
    schema = {
        "type": ["object", "null"],
        "propertyNames": {"pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "additionalProperties": _DAY,
    }
    what = say("dates with their hours, each on an indented line")
    return Kind(what, _no_map, schema, key=Kind(say("a date"), read_key, {}), entry=entry)


def time_zone() -> Kind:
    """The name of a time zone."""

    def accept(value: Any) -> str:
        if value == BEIJING:
            return BEIJING  # without loading what knows all the others
        if not isinstance(value, str):
            raise Unfit(say("For example `Asia/Shanghai`, which is the time of Beijing."))
        from kiosk.hours import read_zone

        read_zone(value)
        return value

    return Kind(say("the name of a time zone"), accept, {"type": "string", "pattern": "^[A-Za-z]"})


def _read_day(value: Any) -> "Day":
    from kiosk.hours import read_day

    return read_day(value)


def _no_map(_value: Any) -> Any:
    raise Unfit(say("For example `2026-10-01: closed`."))


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When the hall is open; outside these hours the screen is dark. A day is a span such as "09:00-17:00",
    several of them in brackets, or ``closed``. A span may go on after midnight: "20:00-02:00". A day that is
    not named is open all day, so without this group the hall is always open."""

    time_zone: str = setting(BEIJING, time_zone())
    """Time zone of the hall, by its name in the IANA database; Asia/Shanghai is the time of Beijing."""
    monday: "Day | None" = setting(None, day())
    """Hours of Mondays."""
    tuesday: "Day | None" = setting(None, day())
    """Hours of Tuesdays."""
    wednesday: "Day | None" = setting(None, day())
    """Hours of Wednesdays."""
    thursday: "Day | None" = setting(None, day())
    """Hours of Thursdays."""
    friday: "Day | None" = setting(None, day())
    """Hours of Fridays."""
    saturday: "Day | None" = setting(None, day())
    """Hours of Saturdays."""
    sunday: "Day | None" = setting(None, day())
    """Hours of Sundays."""
    exceptions: "Mapping[date, Day]" = setting(dict, dates())
    """Dates that are not like their weekday, such as public holidays: ``2026-10-01: closed``."""
    displays_off: bool = setting(True, flag())
    """True switches the displays off outside the hours where this machine can do so; false leaves them on
    with a black picture, for touch screens that feel nothing while they are off."""

    def opening(self) -> "Hours | None":
        """As the kiosk asks them; None where the hall is always open."""
        days = (
            self.monday,
            self.tuesday,
            self.wednesday,
            self.thursday,
            self.friday,
            self.saturday,
            self.sunday,
        )
        if not self.exceptions and all(each is None for each in days):
            return None
        from kiosk.hours import ALL_DAY, Hours, read_zone

        week = [ALL_DAY if each is None else each for each in days]
        return Hours(week, self.exceptions, read_zone(self.time_zone))
