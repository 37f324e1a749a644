"""The report on a delivery: what became of it, and every problem, in the curator's language.

A ``Report`` is said by ``as_html`` (for a screen and for A4 paper) or ``as_text``; ``write`` chooses by the
file's ending. The outcome comes first, then the problems by record, errors before warnings.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from kiosk.intake.outcome import Outcome
from kiosk.languages import Language
from kiosk.messages import NAMELESS, Message, Name, say, say_many
from kiosk.packs.summary import Summary
from kiosk.problems import Problem, errors

ENDINGS = (".html", ".txt")


@dataclass(frozen=True, slots=True)
class Report:
    """What there is to say; in no language yet."""

    outcome: Message
    """What became of the delivery, one sentence."""
    accepted: bool
    """False when something keeps the delivery from being shown."""
    packs: tuple[Summary, ...]
    """What was read; empty when there was nothing to read."""
    problems: tuple[Problem, ...]
    made: datetime
    notes: tuple[Message, ...] = ()
    """What else there is to say, such as who signed the pack."""


@dataclass(frozen=True, slots=True)
class Group:
    """The problems of one file."""

    title: Name
    """Of the record; empty where it is not known."""
    file: str
    """As a curator finds it: from the pack's folder; empty for the folder itself."""
    problems: tuple[Problem, ...]
    """Errors before warnings, then by line."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One pack and its problems."""

    pack: Summary | None
    """None for what lies outside of the packs: the hall's own words."""
    groups: tuple[Group, ...]
    """Files with errors before the others."""


def on_check(
    packs: Sequence[Summary], problems: Sequence[Problem], made: datetime, notes: Sequence[Message] = ()
) -> Report:
    """The report on packs that were only checked."""
    accepted = not errors(problems)
    outcome = _verdict(packs, problems)
    return Report(outcome, accepted, tuple(packs), tuple(problems), made, tuple(notes))


def on_delivery(outcome: Outcome, made: datetime) -> Report:
    """The report on a pack that was delivered here."""
    accepted = outcome.result in ("shown", "unchanged")
    notes: list[Message] = []
    if outcome.signer:
        notes.append(say("Signed by {signer}.", signer=outcome.signer))
    if accepted and outcome.pack and outcome.has_earlier:
        notes.append(say("To take it back: `kiosk packs rollback {pack}`.", pack=outcome.pack))
    elif accepted and outcome.pack:
        notes.append(say("To take it off the screen: `kiosk packs remove {pack}`.", pack=outcome.pack))
    return Report(outcome.sentence, accepted, (outcome.summary,), outcome.problems, made, tuple(notes))


def _verdict(packs: Sequence[Summary], problems: Sequence[Problem]) -> Message:
    wrong = len(errors(problems))
    left = len(problems) - wrong
    if len(packs) > 1:
        if wrong:
            return say_many(
                "Not all packs can be shown yet: {count} error has to be mended first.",
                "Not all packs can be shown yet: {count} errors have to be mended first.",
                wrong,
            )
        if left:
            return say_many(
                "All packs can be shown. {count} warning is worth a look.",
                "All packs can be shown. {count} warnings are worth a look.",
                left,
            )
        return say("All packs can be shown, and nothing is left to mend.")
    if wrong:
        return say_many(
            "The pack cannot be shown yet: {count} error has to be mended first.",
            "The pack cannot be shown yet: {count} errors have to be mended first.",
            wrong,
        )
    if left:
        return say_many(
            "The pack can be shown. {count} warning is worth a look.",
            "The pack can be shown. {count} warnings are worth a look.",
            left,
        )
    return say("The pack can be shown, and nothing is left to mend.")


def chapters(report: Report) -> tuple[Chapter, ...]:
    """The problems of the hall's words, where there are any, then those of each pack."""
    left = list(report.problems)
    found = []
    for pack in report.packs:
        own = [problem for problem in left if problem.file.is_relative_to(pack.root)]
        left = [problem for problem in left if not problem.file.is_relative_to(pack.root)]
        found.append(Chapter(pack, _groups(own, pack)))
    return (*([Chapter(None, _groups(left, None))] if left else []), *found)


def _groups(problems: Iterable[Problem], pack: Summary | None) -> tuple[Group, ...]:
    groups = []
    ordered = sorted(problems, key=lambda each: str(each.file))
    for file, same in groupby(ordered, key=lambda each: each.file):
        listed = tuple(
            sorted(same, key=lambda each: (each.severity == "warning", each.line or 0, each.field))
        )
        title = next((each.title for each in listed if each.title), NAMELESS)
        groups.append(Group(title, _shown(file, pack), listed))
    return tuple(sorted(groups, key=lambda each: (not errors(each.problems), each.file)))


def _shown(file: Path, pack: Summary | None) -> str:
    if pack is None:
        return "/".join(file.parts[-2:])
    inside = file.relative_to(pack.root)
    return "" if inside == Path() else str(inside)


def write(report: Report, path: Path, language: Language) -> None:
    """Write the report: HTML or text by the file's ending. It lasts when this returns. Raises OSError."""
    from kiosk.intake.report_html import as_html
    from kiosk.intake.report_text import as_text

    if path.suffix.lower() == ".txt":
        # With the mark and the line ends by which any editor of any age knows what it opens.
        said = as_text(report, language).replace("\n", "\r\n").encode("utf-8-sig", "replace")
    else:
        said = as_html(report, language).encode("utf-8", "replace")
    with path.open("wb") as stream:
        stream.write(said)
        stream.flush()
        os.fsync(stream.fileno())


def write_both(report: Report, stem: Path, language: Language) -> None:
    """Write ``<stem>.html`` and ``<stem>.txt``. Raises OSError."""
    for ending in ENDINGS:
        write(report, stem.with_name(stem.name + ending), language)
