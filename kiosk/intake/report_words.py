"""The words that a report says in HTML and in plain text alike."""

from babel.dates import format_date

from kiosk import __version__
from kiosk.intake.report import Chapter, Group, Report
from kiosk.languages import Language
from kiosk.messages import Message, say, say_many, told
from kiosk.packs.summary import Summary
from kiosk.problems import SEVERITIES, Problem, errors

TITLE = say("Report on a content pack")
LEGEND = say("Errors keep a pack from being shown; warnings do not.")


def heading(chapter: Chapter) -> Message | str:
    """Name of a chapter: the pack's title, or its folder where that cannot be read."""
    if chapter.pack is None:
        return say("The hall's own words")
    return chapter.pack.title or chapter.pack.root.resolve().name


def group_heading(group: Group) -> Message | str:
    if group.title:
        return group.title
    return group.file or say("The pack as a whole")


def contents(pack: Summary | None) -> list[Message]:
    """Version and counts; nothing of what is no pack."""
    if pack is None or pack == Summary(pack.root):
        return []
    said = [say("version {version}", version=pack.version)] if pack.version else []
    said.append(say_many("{count} record", "{count} records", pack.records))
    if pack.pictures:
        said.append(say_many("{count} picture", "{count} pictures", pack.pictures))
    if pack.films:
        said.append(say_many("{count} film", "{count} films", pack.films))
    return said


def counted(chapter: Chapter) -> list[Message]:
    """How many errors and warnings; nothing where there are none."""
    problems = [problem for group in chapter.groups for problem in group.problems]
    wrong = len(errors(problems))
    said = [say_many("{count} error", "{count} errors", wrong)] if wrong else []
    if len(problems) > wrong:
        said.append(say_many("{count} warning", "{count} warnings", len(problems) - wrong))
    return said


def severity(problem: Problem, language: Language) -> str:
    word = told(SEVERITIES[problem.severity], language)
    return word[:1].upper() + word[1:]


def place(problem: Problem, language: Language) -> str:
    """``line 12``, or nothing."""
    return told(say("line {line}", line=problem.line), language) if problem.line else ""


def made(report: Report, language: Language) -> str:
    date = format_date(report.made.date(), "long", locale="en_GB" if language == "en" else language)
    time = f"{report.made:%H:%M}"
    words = say("{date}, {time}, kiosk {version}", date=date, time=time, version=__version__)
    return told(words, language)
