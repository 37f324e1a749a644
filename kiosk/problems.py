"""One problem in something a person wrote: where, what, and what to write instead."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from kiosk.languages import Language
from kiosk.messages import Message, both, say, told

Severity = Literal["error", "warning"]
SEVERITIES: Mapping[Severity, Message] = {"error": say("error"), "warning": say("warning")}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A problem with its place. Sorts by file, then line."""

    file: Path
    """The file, as the person named it or relative to the pack."""
    line: int | None
    """Counted from 1; None when the whole file is meant."""
    field: str
    """Dotted path of the field, e.g. ``images[0].alt.kk``; empty for the whole file."""
    code: str
    """Short stable name for programs, e.g. ``unknown-field``."""
    message: str
    """What is wrong, one sentence."""
    hint: str = ""
    """What to write instead, one sentence; may be empty."""
    severity: Severity = "error"

    def __str__(self) -> str:
        return self.told("en")

    def told(self, language: Language) -> str:
        """One line in a language."""
        where = str(self.file) + (f":{self.line}" if self.line else "")
        field = f" [{self.field}]" if self.field else ""
        words = told(both(self.message, self.hint), language)
        return visible(f"{where}: {told(SEVERITIES[self.severity], language)}:{field} {words}")

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "file": str(self.file)}


def visible(text: str) -> str:
    """``text`` without what a terminal would obey: a pack's words and file names are quoted in problems."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Only those that keep a pack from being shown."""
    return [problem for problem in problems if problem.severity == "error"]
