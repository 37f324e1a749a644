"""The words of ``kiosk packs status``, the same on the terminal and on the page."""

from collections.abc import Sequence

from babel.numbers import format_percent

from kiosk.authoring.status import Cell, PackStatus, Part, Row, State, counted
from kiosk.languages import LANGUAGES, Language
from kiosk.messages import Message, Name, say, say_many

RECORD = say("Record")
TEXTS_THERE = say("Texts that are there")
DONE = say("Nothing is left to do.")
_STATES: dict[State, Message] = {
    "there": say("✓"),
    "missing": say("missing"),
    "short": say("{count}: too short"),
    "long": say("{count}: too long"),
}


def cell_words(cell: Cell) -> Message:
    """What stands in a cell."""
    return _STATES[cell.state].filled(count=cell.count)


def share(parts: Sequence[Part], language: Language, reader: Language) -> str:
    """``87%``: how much there is in a language; 100 only when nothing is missing."""
    there, wanted = counted(parts, language)
    whole = 100 * there // wanted if wanted else 100
    return format_percent(whole / 100, locale=reader)


def fraction(part: Part, language: Language) -> str:
    """``11/12``; nothing for a part without texts."""
    there, wanted = counted([part], language)
    return f"{there}/{wanted}" if wanted else ""


def heading(status: PackStatus) -> Name | str:
    """What the pack is called."""
    return status.title or status.root.resolve().name


def part_name(part: Part) -> Name | str:
    """What a record is called, or its file where that cannot be read."""
    return part.title or part.file


def shown(part: Part, every: bool) -> list[Row]:
    """The fields to show of a part: those with something to do, or every one."""
    return [row for row in part.rows if every or row.open]


def left(status: PackStatus) -> Message:
    """How much is left to do, in one sentence."""
    fields = sum(row.open for part in status.parts for row in part.rows)
    wrong = len(status.problems) + sum(len(part.problems) for part in status.parts)
    if not fields and not wrong:
        return DONE
    said = say_many("{count} field needs work", "{count} fields need work", fields)
    if not wrong:
        return say("{fields}.", fields=said)
    return say("{fields}, {errors}.", fields=said, errors=say_many("{count} error", "{count} errors", wrong))


def has_texts(status: PackStatus) -> bool:
    """Whether there is anything to count."""
    return any(counted(status.parts, language)[1] for language in LANGUAGES)
