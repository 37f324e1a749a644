"""One file of a pack while it is checked: makes Problems that know their line."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.messages import NOTHING, Message, Name
from kiosk.plain_yaml import Document, FieldPath, dotted
from kiosk.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class Place:
    shown: Path
    """The file's name in problems."""
    document: Document

    @property
    def title(self) -> Name:
        """What a record or a pack calls itself, as far as that can be read."""
        data = self.document.data
        return Name.of(data.get("title") if isinstance(data, dict) else None)

    def error(self, path: FieldPath, code: str, message: Message, hint: Message = NOTHING) -> Problem:
        return self._problem(path, code, message, hint, "error")

    def warning(self, path: FieldPath, code: str, message: Message, hint: Message = NOTHING) -> Problem:
        return self._problem(path, code, message, hint, "warning")

    def _problem(
        self, path: FieldPath, code: str, message: Message, hint: Message, severity: Severity
    ) -> Problem:
        line = self.document.line(path)
        return Problem(self.shown, line, dotted(path), code, message, hint, severity, self.title)
