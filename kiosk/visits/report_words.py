"""The words of the report on visits."""

from datetime import date, datetime
from functools import partial
from typing import get_args

from babel.dates import format_date, format_skeleton

from kiosk import __version__
from kiosk.formatting import format_count
from kiosk.languages import Language
from kiosk.messages import Message, say, told
from kiosk.visiting import Ending

TITLE = say("Report on visits")
NONE = say("There were no visits.")
BY_DAY = say("Visits by day")
BY_WEEK = say("Visits by week")
BY_MONTH = say("Visits by month")
BY_HOUR = say("Visits by hour of the day")
BY_LANGUAGE = say("Languages")
BY_RECORD = say("Records that were looked at longest")
BY_KIOSK = say("Screens of the hall")
BY_ENDING = say("How visits ended")
VISITS = say("Visits")
TYPICAL = say("A typical visit")
READING = say("All together")
RECORDS = say("Records opened")
RECORD = say("Record")
LANGUAGE = say("Language")
KIOSK = say("Screen")
END = say("End")
TIME = say("Time")
NO_LANGUAGE = say("none chosen")
HOUR_NOTE = say("The hour in which a visit began, by the clock of the hall.")
READING_NOTE = say(
    "A visit lasts from the first touch to the last one. What the kiosk waits after it is nobody's reading."
)
RECORD_NOTE = say(
    "The time is that of its page, its pictures and its films; the number is that of the visits."
)
GONE = say("no longer shown")
_ENDINGS: dict[str, Message] = {
    "idle": say("walked away"),
    "home": say("went back to the galleries and walked away"),
    "stopped": say("the program was ended"),
    "error": say("the kiosk had an error"),
    "cut": say("the power or the program was cut off"),
}
assert _ENDINGS.keys() == {*get_args(Ending), "cut"}


def ending(code: str) -> Message | str:
    """What an ending means; a code of a newer program as it is."""
    return _ENDINGS.get(code, code)


def length(seconds: float) -> Message:
    """``45 s``, ``3 min 20 s``, ``2 h 5 min``."""
    whole = round(seconds)
    if whole < 60:
        return say("{seconds} s", seconds=whole)
    if whole < 3600:
        return say("{minutes} min {seconds} s", minutes=whole // 60, seconds=whole % 60)
    return say("{hours} h {minutes} min", hours=whole // 3600, minutes=whole % 3600 // 60)


def number(value: int, language: Language) -> str:
    return format_count(value, language)


def of(part: int, whole: int | None, language: Language) -> str:
    """``12 of 40``, or ``12`` where the whole is not known."""
    if whole is None or whole < part:
        return number(part, language)
    words = say("{count} of {whole}", count=number(part, language), whole=number(whole, language))
    return told(words, language)


def day(value: date, language: Language) -> str:
    """``22 November 2026``."""
    return format_date(value, "long", locale=_locale(language))


def short_day(value: date, language: Language) -> str:
    """``22 Nov``."""
    return format_skeleton("MMMd", value, locale=_locale(language))


def month(value: date, language: Language) -> str:
    """``Nov 2026``."""
    return format_skeleton("yMMM", value, locale=_locale(language))


def period(first: date, last: date, language: Language) -> str:
    """From one day to another, both of them counted."""
    name = partial(day, language=language)
    if first == last:
        return name(first)
    return told(say("{first} – {last}", first=name(first), last=name(last)), language)


def made(moment: datetime, language: Language) -> str:
    time = f"{moment:%H:%M}"
    date = day(moment.date(), language)
    return told(say("{date}, {time}, kiosk {version}", date=date, time=time, version=__version__), language)


def _locale(language: Language) -> str:
    return "en_GB" if language == "en" else language
