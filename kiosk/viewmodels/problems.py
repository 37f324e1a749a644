"""What an author sees of her problems beside the pack that she is writing, in her own language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.languages import Language
from kiosk.messages import listed, quoted, say, say_many, told
from kiosk.problems import Problem, errors, visible
from kiosk.viewmodels.phrase import Phrase


@dataclass(frozen=True, slots=True)
class ProblemView:
    """One problem."""

    where: Phrase
    """File and line."""
    about: Phrase
    """Title of the record, and the field, as far as they are known."""
    what: Phrase
    remedy: Phrase
    """What to write instead; may be empty."""
    grave: bool
    """It keeps the pack from being shown."""


@dataclass(frozen=True, slots=True)
class ProblemsView:
    """All of them, for the strip at the foot and the list that it opens."""

    count: Phrase
    """How many there are."""
    note: Phrase
    """What is on the screen above: the pack as it was saved, or as it was before."""
    problems: tuple[ProblemView, ...]


def problems_view(
    problems: Sequence[Problem], language: Language, is_shown: bool, at: datetime
) -> ProblemsView:
    """``is_shown`` is True when there is an edition on the screen; ``at``, when the pack was taken."""
    grave = len(errors(problems))
    counts = []
    if grave:
        counts.append(say_many("{count} error", "{count} errors", grave))
    if warnings := len(problems) - grave:
        counts.append(say_many("{count} warning", "{count} warnings", warnings))
    note = say("As saved at {time}.", time=f"{at:%H:%M:%S}")
    if grave:
        note = say("The last good state is shown.")
    if grave and not is_shown:
        note = say("Nothing can be shown until the errors are mended.")
    return ProblemsView(
        _phrase(listed(counts) if counts else say("No problems"), language),
        _phrase(note, language),
        tuple(_problem(each, language) for each in problems),
    )


def _problem(problem: Problem, language: Language) -> ProblemView:
    where = f"{problem.file.as_posix()}:{problem.line}" if problem.line else problem.file.as_posix()
    title = told(quoted(problem.title), language) if problem.title else ""
    field = f"[{problem.field}]" if problem.field else ""
    return ProblemView(
        _phrase(where, language),
        _phrase(" ".join(filter(None, (title, field))), language),
        _phrase(problem.message, language),
        _phrase(problem.hint, language),
        problem.severity == "error",
    )


def _phrase(words: str, language: Language) -> Phrase:
    return Phrase(visible(told(words, language)), language)
