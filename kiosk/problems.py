"""One problem in something a person wrote: where, what, and what to write instead."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal
from unicodedata import category

from kiosk.languages import Language
from kiosk.messages import NAMELESS, NOTHING, Message, Name, both, packed, quoted, reason, say, told, unpacked

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
    message: Message
    """What is wrong, one sentence."""
    hint: Message = NOTHING
    """What to write instead, one sentence; may be empty."""
    severity: Severity = "error"
    title: Name = dataclasses.field(default=NAMELESS, compare=False)
    """Title of the record that the file holds, or of the pack; empty where it is not known."""

    def __str__(self) -> str:
        return self.told("en")

    def told(self, language: Language) -> str:
        """One line in a language."""
        where = str(self.file) + (f":{self.line}" if self.line else "")
        title = f" {told(quoted(self.title), language)}" if self.title else ""
        field = f" [{self.field}]" if self.field else ""
        words = told(both(self.message, self.hint), language)
        return visible(f"{where}: {told(SEVERITIES[self.severity], language)}:{title}{field} {words}")

    def as_dict(self) -> dict[str, Any]:
        """For programs; the sentences in English."""
        return {**asdict(self), "file": str(self.file), "title": dict(self.title.texts)}

    def packed(self) -> list[Any]:
        """As plain data for JSON that can still be said in every language: see ``unpacked_problem``."""
        words = (packed(self.message), packed(self.hint), self.severity, packed(self.title))
        return [str(self.file), self.line, self.field, self.code, *words]


def unpacked_problem(data: list[Any]) -> Problem:
    """The problem that ``Problem.packed`` made plain data of."""
    file, line, where, code, message, hint, severity, title = data
    # Ten thousand names are not taken apart again.
    path = file if isinstance(file, Path) else Path(file)
    return Problem(path, line, where, code, unpacked(message), unpacked(hint), severity, unpacked(title))


def unreadable(file: Path, error: OSError, hint: Message = NOTHING) -> Problem:
    """A file or folder that the system does not give."""
    if isinstance(error, NotADirectoryError):
        return no_folder(file)
    return Problem(file, None, "", "unreadable", say("Cannot be read: {reason}.", reason=reason(error)), hint)


def no_folder(place: Path) -> Problem:
    """Something that stands where the folder of a pack is needed."""
    if not place.is_file():
        return Problem(place, None, "", "missing-folder", say("There is no such folder."))
    message, hint = say("This is a file, not the folder of a pack."), say("Unpack a zip first.")
    return Problem(place, None, "", "missing-folder", message, hint)


def must_be(name: str, kind: str, value: str | None) -> Message:
    """A value is not of the kind that its field takes; None for an empty one."""
    if value is None:
        return say("{name} is empty; {kind} is needed.", name=name, kind=kind)
    return say("{name} must be {kind}, not {value}.", name=name, kind=kind, value=value)


def visible(text: str) -> str:
    """``text`` without what a terminal would obey: a pack's words and file names are quoted in problems."""
    return "".join(char if char.isprintable() or category(char) == "Zs" else "\ufffd" for char in text)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Only those that keep a pack from being shown."""
    return [problem for problem in problems if problem.severity == "error"]
