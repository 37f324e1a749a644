"""The report as one HTML page. Errors and warnings differ by word and by line, not only by colour."""

from kiosk import pages
from kiosk.intake import report_words as words
from kiosk.intake.report import Chapter, Group, Report, chapters
from kiosk.languages import Language
from kiosk.messages import Name, picked, told
from kiosk.pages import sentence, tag, text
from kiosk.problems import Problem

_STYLE = """
.outcome { font-size: 1.35rem; line-height: 1.4; padding: 1rem 1.2rem; border: 2px solid var(--good);
  border-radius: 6px; margin: 1.6rem 0 0.8rem; display: flex; gap: 0.7em; }
.outcome.bad { border: 5px double var(--bad); }
main > section { margin-top: 1.4rem; }
h3 small { font: 0.8em "Noto Sans Mono", Consolas, Menlo, "DejaVu Sans Mono", monospace; color: var(--dim);
  margin-left: 0.4em; }
.group { margin-top: 1.8rem; }
.group ol { margin-top: 0.7rem; }
.problem { border-left: 5px solid var(--bad); padding: 0.15rem 0 0.15rem 1rem; margin-top: 0.9rem;
  break-inside: avoid; }
.problem.warning { border-left: 5px dotted var(--accent); }
.problem b { color: var(--bad); }
.problem.warning b { color: var(--accent); }
.remedy::before { content: "→ "; }
footer { margin-top: 3rem; }
@media print {
  .outcome { font-size: 13pt; padding: 3mm 4mm; margin: 5mm 0 2mm; }
  .group { margin-top: 5mm; }
  .problem { margin-top: 2.5mm; padding-left: 3mm; }
  footer { margin-top: 8mm; }
}
"""


def as_html(report: Report, language: Language) -> str:
    """The whole page in a language."""
    title = told(words.TITLE, language)
    found = chapters(report)
    packs = [words.heading(chapter) for chapter in found if chapter.pack]
    mark, kind = ("✓", "outcome") if report.accepted else ("✕", "outcome bad")
    parts = [tag("h1", text(title))]
    if len(packs) == 1:
        parts = [tag("p", text(title), kind="dim"), tag("h1", _named(packs[0], language))]
    parts += [
        pages.ORNAMENT,
        tag("p", tag("b", mark) + tag("span", sentence(told(report.outcome, language))), kind=kind),
    ]
    parts += [tag("p", sentence(told(note, language))) for note in report.notes]
    if report.problems:
        parts.append(tag("p", text(told(words.LEGEND, language)), kind="dim"))
    parts += [_chapter(chapter, language, alone=len(found) == 1) for chapter in found]
    parts.append(tag("footer", text(words.made(report, language)), kind="dim"))
    name = f": {told(packs[0], language)}" if len(packs) == 1 else ""
    return pages.page(language, title + name, "\n".join(parts), _STYLE)


def _chapter(chapter: Chapter, language: Language, alone: bool) -> str:
    parts = [] if alone else [tag("h2", _named(words.heading(chapter), language))]
    for said in (words.contents(chapter.pack), words.counted(chapter)):
        if said:
            parts.append(tag("p", text(" · ".join(told(each, language) for each in said)), kind="dim"))
    parts += [_group(group, language) for group in chapter.groups]
    return tag("section", "\n".join(parts))


def _group(group: Group, language: Language) -> str:
    heading = _named(words.group_heading(group), language)
    if group.title:
        heading += " " + tag("small", text(group.file))
    problems = tag("ol", "\n".join(_problem(problem, language) for problem in group.problems))
    return tag("section", f"{tag('h3', heading)}\n{problems}", kind="group")


def _problem(problem: Problem, language: Language) -> str:
    where = [tag("b", text(words.severity(problem, language)))]
    if problem.line:
        where.append(text(words.place(problem, language)))
    if problem.field:
        where.append(tag("code", text(problem.field)))
    parts = [tag("p", " · ".join(where)), tag("p", sentence(told(problem.message, language)))]
    if problem.hint:
        parts.append(tag("p", sentence(told(problem.hint, language)), kind="remedy"))
    return tag("li", "\n".join(parts), kind=f"problem {problem.severity}")


def _named(name: str, language: Language) -> str:
    """A name with the language that it is in, where that is not the page's."""
    if not isinstance(name, Name):
        return text(told(name, language))
    found = picked(name, language)
    return tag("span", text(found.text), lang=found.language) if found.is_fallback else text(found.text)
