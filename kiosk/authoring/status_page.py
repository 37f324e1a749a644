"""``kiosk packs status --html``: the table of what packs lack, to print on A4."""

from collections.abc import Sequence
from datetime import datetime

from babel.dates import format_date

from kiosk import pages
from kiosk.authoring import status_words as words
from kiosk.authoring.status import PackStatus, Part, Row
from kiosk.languages import ENDONYMS, LANGUAGES, Language
from kiosk.messages import Name, both, picked, say, told
from kiosk.pages import sentence, tag, text
from kiosk.problems import Problem

_STYLE = """
main { max-width: 68rem; }
table { width: 100%; border-collapse: collapse; margin-top: 1.4rem; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.7rem 0.35rem 0; font-weight: 400; }
th:first-child { width: 42%; }
thead { display: table-header-group; }
thead th { border-bottom: 2px solid var(--accent); color: var(--dim); }
tbody { border-bottom: 1px solid var(--line); }
tr { break-inside: avoid; }
.part th, .part td { padding-top: 0.8rem; font-weight: 600; break-after: avoid; }
.part small { font: 0.8em "Noto Sans Mono", Consolas, Menlo, "DejaVu Sans Mono", monospace; color: var(--dim);
  display: block; }
.field th { padding-left: 1.4rem; }
.field.open th { border-left: 5px solid var(--accent); padding-left: calc(1.4rem - 5px); }
.wrong { border-left: 5px double var(--bad); padding-left: calc(1.4rem - 5px); }
.lack { color: var(--bad); }
td.there { color: var(--good); }
.share th, .share td { font-size: 1.25rem; border-bottom: 0; padding-top: 1rem; }
footer { margin-top: 2rem; }
@media print {
  table { font-size: 9.5pt; margin-top: 4mm; }
  th, td { padding: 0.8mm 2mm 0.8mm 0; }
  .part th, .part td { padding-top: 2mm; }
  .share th, .share td { font-size: 12pt; padding-top: 3mm; }
}
"""


def as_html(statuses: Sequence[PackStatus], language: Language, made: datetime, every: bool) -> str:
    """The whole page; ``every`` shows also the fields with nothing to do."""
    title = told(say("What the pack still lacks"), language)
    parts = []
    for status in statuses:
        name = words.heading(status)
        parts += [
            tag("p", text(title), kind="dim"),
            tag("h1", _named(name, language)),
            pages.ORNAMENT,
            tag("p", text(told(words.left(status), language))),
            *(tag("p", _problem(problem, language), kind="wrong") for problem in status.problems),
        ]
        if status.parts:
            parts.append(_table(status, language, every))
    date = format_date(made.date(), "long", locale="en_GB" if language == "en" else language)
    parts.append(tag("footer", text(date), kind="dim"))
    if len(statuses) == 1:
        title += f": {told(words.heading(statuses[0]), language)}"
    return pages.page(language, title, "\n".join(parts), _STYLE)


def _table(status: PackStatus, language: Language, every: bool) -> str:
    head = [tag("th", text(told(words.RECORD, language)))]
    head += (tag("th", text(ENDONYMS[each]), lang=each) for each in LANGUAGES)
    bodies = [_part(part, language, every) for part in status.parts]
    if words.has_texts(status):
        last = [tag("th", text(told(words.TEXTS_THERE, language)))]
        last += (tag("td", text(words.share(status.parts, each, language))) for each in LANGUAGES)
        bodies.append(tag("tbody", tag("tr", "".join(last), kind="share")))
    return tag("table", "\n".join([tag("thead", tag("tr", "".join(head))), *bodies]))


def _part(part: Part, language: Language, every: bool) -> str:
    name = words.part_name(part)
    said = _named(name, language) + (tag("small", text(part.file)) if name != part.file else "")
    cells = [tag("th", said)]
    cells += (tag("td", text(words.fraction(part, each))) for each in LANGUAGES)
    rows = [tag("tr", "".join(cells), kind="part")]
    for problem in part.problems:
        rows.append(f'<tr><td colspan="5" class="wrong">{_problem(problem, language)}</td></tr>')
    rows += (_row(row, language) for row in words.shown(part, every))
    return tag("tbody", "\n".join(rows))


def _row(row: Row, language: Language) -> str:
    name = text(told(row.name, language))
    remark = sentence(told(row.remark, language))
    kind = "field open" if row.open else "field"
    if not row.cells:
        lack = "lack" if row.lacking else "dim"
        said = f'<th>{name}</th><td colspan="4" class="{lack}">{remark}</td>'
        return tag("tr", said, kind=kind)
    cells = [tag("th", name + (f"<br>{tag('span', remark, kind='dim')}" if remark else ""))]
    for each in LANGUAGES:
        cell = row.cells[each]
        there = "there" if cell.state == "there" else "lack"
        cells.append(tag("td", text(told(words.cell_words(cell), language)), kind=there))
    return tag("tr", "".join(cells), kind=kind)


def _problem(problem: Problem, language: Language) -> str:
    line = told(say("line {line}", line=problem.line), language) + " · " if problem.line else ""
    nested = any(mark in problem.field for mark in ".[")
    field = tag("code", text(problem.field)) + " " if nested else ""
    return text(line) + field + sentence(told(both(problem.message, problem.hint), language))


def _named(name: str, language: Language) -> str:
    """A name with the language that it is in, where that is not the page's."""
    if not isinstance(name, Name):
        return text(name)
    found = picked(name, language)
    return tag("span", text(found.text), lang=found.language) if found.is_fallback else text(found.text)
