"""The report as plain text: for a terminal, an e-mail, or any computer at all."""

from collections.abc import Iterator

from kiosk.intake import report_words as words
from kiosk.intake.report import Chapter, Report, chapters
from kiosk.languages import Language
from kiosk.messages import told
from kiosk.problems import visible


def as_text(report: Report, language: Language) -> str:
    """The whole report in a language; lines end with ``\\n``."""
    return "".join(f"{visible(line)}\n" for line in _lines(report, language))


def _lines(report: Report, language: Language) -> Iterator[str]:
    yield told(words.TITLE, language)
    yield words.made(report, language)
    yield ""
    yield told(report.outcome, language)
    for note in report.notes:
        yield told(note, language)
    if report.problems:
        yield told(words.LEGEND, language)
    for chapter in chapters(report):
        yield from _chapter(chapter, language)


def _chapter(chapter: Chapter, language: Language) -> Iterator[str]:
    name = told(words.heading(chapter), language)
    yield ""
    yield ""
    yield name
    yield "=" * 40
    for said in (words.contents(chapter.pack), words.counted(chapter)):
        if said:
            yield " · ".join(told(each, language) for each in said)
    for group in chapter.groups:
        yield ""
        yield told(words.group_heading(group), language)
        if group.title:
            yield group.file
        for problem in group.problems:
            where = (words.severity(problem, language), words.place(problem, language), problem.field)
            yield f"  {' · '.join(filter(None, where))}"
            yield f"    {told(problem.message, language)}"
            if problem.hint:
                yield f"    → {told(problem.hint, language)}"
