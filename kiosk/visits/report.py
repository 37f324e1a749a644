"""The report on visits: one HTML page with plots, for a browser and for A4."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk import pages
from kiosk.languages import ENDONYMS, LANGUAGES, Language
from kiosk.messages import Message, Name, picked, say_many, told
from kiosk.pages import tag, text
from kiosk.visits import plots
from kiosk.visits import report_words as words
from kiosk.visits.figures import Figures
from kiosk.visits.plots import Column

MOST_RECORDS = 20
MOST_COLUMNS = 62
"""More days are counted by week, more weeks by month."""

_STYLE = (
    plots.STYLE
    + """
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem;
  margin: 1.6rem 0; }
.facts div { border-top: 2px solid var(--accent); padding-top: 0.5rem; display: flex; flex-direction: column;
  justify-content: space-between; }
.facts dd { margin: 0; font-size: 1.5rem; line-height: 1.3; }
section { break-inside: avoid; }
section.long { break-inside: auto; }
table { width: 100%; border-collapse: collapse; margin-top: 1rem; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.9rem 0.35rem 0; font-weight: 400; }
thead { display: table-header-group; }
thead th { color: var(--dim); border-bottom: 2px solid var(--accent); vertical-align: bottom; }
tbody tr { border-bottom: 1px solid var(--line); break-inside: avoid; }
tbody th { width: 40%; }
table + p, svg + p { margin-top: 0.6rem; }
td.plot { width: 34%; padding-top: 0.75rem; }
th.number, td.number { width: 6.5rem; text-align: right; white-space: nowrap; padding-right: 0;
  padding-left: 0.9rem; }
footer { margin-top: 2.5rem; }
@media print {
  .facts { margin: 5mm 0; gap: 4mm; grid-template-columns: repeat(4, 1fr); }
  .facts dd { font-size: 13pt; }
  table { font-size: 9.5pt; margin-top: 3mm; }
  th, td { padding: 0.8mm 2mm 0.8mm 0; }
  td.plot { padding-top: 1.9mm; }
  footer { margin-top: 6mm; }
}
"""
)

Titles = Callable[[str, str], Name | None]
"""Gallery and record -> what the record is called; None where it is not in the edition."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a page tells."""

    figures: Figures
    kiosk: str
    """Name of the screen; empty for all screens of the hall."""
    first: date | None
    """What was asked for; None where no day was named."""
    last: date | None
    made: datetime
    titles: Titles
    records: int | None
    """How many records there are to open; None where that is not known."""


def as_html(report: Report, language: Language) -> str:
    """The whole page in a language."""
    figures = report.figures
    title = told(words.TITLE, language)
    parts = [tag("p", text(report.kiosk), kind="dim")] if report.kiosk else []
    parts.append(tag("h1", text(title)))
    days = [day for day in (report.first, report.last, *figures.days) if day]
    if days:
        first, last = report.first or min(days), report.last or max(days)
        parts.append(tag("p", text(words.period(first, last, language)), kind="dim"))
    parts.append(pages.ORNAMENT)
    if figures.visits:
        parts += _chapters(report, language)
    else:
        parts.append(tag("p", text(told(words.NONE, language))))
    parts.append(tag("footer", text(words.made(report.made, language)), kind="dim"))
    name = f"{title}: {report.kiosk}" if report.kiosk else title
    return pages.page(language, name, "\n".join(parts), _STYLE)


def _chapters(report: Report, language: Language) -> Iterable[str]:
    figures = report.figures
    yield _facts(report, language)
    notes = [words.READING_NOTE]
    if figures.misdated:
        notes.append(
            say_many(
                "{count} visit has a date that cannot be, for the clock was wrong; the plots by day and "
                "hour leave it out.",
                "{count} visits have a date that cannot be, for the clock was wrong; the plots by day and "
                "hour leave them out.",
                figures.misdated,
            )
        )
    yield from (tag("p", text(told(note, language)), kind="dim") for note in notes)
    if figures.days:
        yield _days(report, language)
        hours = [
            Column(f"{hour}", figures.hours[hour], _said(f"{hour:02d}:00", figures.hours[hour]))
            for hour in range(24)
        ]
        yield _plot(words.BY_HOUR, hours, language, words.HOUR_NOTE)
    yield _languages(figures, language)
    if figures.records:
        yield _records(report, language)
    if len(figures.kiosks) > 1:
        rows = [(text(kiosk), number) for kiosk, number in figures.kiosks.most_common()]
        yield _table(words.BY_KIOSK, words.KIOSK, rows, language)
    endings = [(text(told(words.ending(code), language)), n) for code, n in figures.endings.most_common()]
    yield _table(words.BY_ENDING, words.END, endings, language)


def _facts(report: Report, language: Language) -> str:
    figures = report.figures
    facts = (
        (words.VISITS, words.number(figures.visits, language)),
        (words.TYPICAL, told(words.length(figures.typical_seconds), language)),
        (words.READING, told(words.length(figures.seconds), language)),
        (words.RECORDS, words.of(len(figures.records), report.records, language)),
    )
    cells = (
        tag("div", tag("dt", text(told(name, language)), kind="dim") + tag("dd", text(value)))
        for name, value in facts
    )
    return tag("dl", "\n".join(cells), kind="facts")


def _days(report: Report, language: Language) -> str:
    """By day, or by week or month where that would be too many columns."""
    days = report.figures.days
    first = min(filter(None, (report.first, min(days))))
    last = max(filter(None, (report.last, max(days))))
    if (last - first).days < MOST_COLUMNS:
        heading, begin, name = words.BY_DAY, _same, words.short_day
    elif (last - first).days < 7 * MOST_COLUMNS:
        heading, begin, name = words.BY_WEEK, _monday, words.short_day
    else:
        heading, begin, name = words.BY_MONTH, _first_of_month, words.month
    counts: dict[date, int] = {}
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        counts[begin(day)] = counts.get(begin(day), 0) + days[day]
    found = [Column(name(day, language), n, _said(name(day, language), n)) for day, n in counts.items()]
    return _plot(heading, found, language)


def _same(day: date) -> date:
    return day


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _first_of_month(day: date) -> date:
    return day.replace(day=1)


def _said(name: str, number: int) -> str:
    return f"{name}: {number}"


def _plot(heading: Message, values: Sequence[Column], language: Language, note: Message | None = None) -> str:
    said = told(heading, language)
    parts = [tag("h2", text(said)), plots.columns(values, said)]
    if note:
        parts.append(tag("p", text(told(note, language)), kind="dim"))
    return tag("section", "\n".join(parts))


def _languages(figures: Figures, language: Language) -> str:
    rows = []
    for each in (*LANGUAGES, *sorted(set(filter(None, figures.languages)) - set(LANGUAGES))):
        if figures.languages[each]:
            name = next((ENDONYMS[known] for known in LANGUAGES if known == each), each)
            rows.append((tag("span", text(name), lang=each), figures.languages[each]))
    rows.sort(key=lambda row: -row[1])
    if figures.languages[None]:
        rows.append((text(told(words.NO_LANGUAGE, language)), figures.languages[None]))
    return _table(words.BY_LANGUAGE, words.LANGUAGE, rows, language)


def _table(heading: Message, what: Message, rows: Sequence[tuple[str, int]], language: Language) -> str:
    """Names with a bar and a number of visits each."""
    most = max(number for _name, number in rows)
    head = _head((what, ""), (None, ""), (words.VISITS, "number"), language=language)
    body = [
        tag(
            "tr",
            tag("th", name) + tag("td", plots.bar(number / most), kind="plot") + _number(number, language),
        )
        for name, number in rows
    ]
    return tag("section", tag("h2", text(told(heading, language))) + _grid(head, body))


def _records(report: Report, language: Language) -> str:
    found = report.figures.most_read(MOST_RECORDS)
    most = max(each.seconds for _key, each in found) or 1.0
    head = _head(
        (words.RECORD, ""), (None, ""), (words.TIME, "number"), (words.VISITS, "number"), language=language
    )
    body = []
    for (gallery, record), each in found:
        cells = tag("th", _record_name(report, gallery, record, language))
        cells += tag("td", plots.bar(each.seconds / most), kind="plot")
        cells += tag("td", text(told(words.length(each.seconds), language)), kind="number")
        body.append(tag("tr", cells + _number(each.visits, language)))
    note = tag("p", text(told(words.RECORD_NOTE, language)), kind="dim")
    return tag(
        "section", tag("h2", text(told(words.BY_RECORD, language))) + _grid(head, body) + note, kind="long"
    )


def _record_name(report: Report, gallery: str, record: str, language: Language) -> str:
    title = report.titles(gallery, record)
    if title is None:
        gone = f" · {told(words.GONE, language)}" if report.records is not None else ""
        return tag("code", text(f"{gallery}/{record}")) + text(gone)
    found = picked(title, language)
    return tag("span", text(found.text), lang=found.language) if found.is_fallback else text(found.text)


def _head(*columns: tuple[Message | None, str], language: Language) -> str:
    cells = (tag("th", text(told(name, language)) if name else "", kind=kind) for name, kind in columns)
    return tag("thead", tag("tr", "".join(cells)))


def _number(number: int, language: Language) -> str:
    return tag("td", text(words.number(number, language)), kind="number")


def _grid(head: str, body: Sequence[str]) -> str:
    return tag("table", head + "\n" + tag("tbody", "\n".join(body)))
