"""One file of a pack while it is checked: makes Problems that know their line."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.plain_yaml import Document, FieldPath, dotted
from kiosk.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class Place:
    shown: Path
    """The file's name in problems."""
    document: Document

    def error(self, path: FieldPath, code: str, message: str, hint: str = "") -> Problem:
        return self._problem(path, code, message, hint, "error")

    def warning(self, path: FieldPath, code: str, message: str, hint: str = "") -> Problem:
        return self._problem(path, code, message, hint, "warning")

    def _problem(self, path: FieldPath, code: str, message: str, hint: str, severity: Severity) -> Problem:
        return Problem(self.shown, self.document.line(path), dotted(path), code, message, hint, severity)
