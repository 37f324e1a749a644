"""One file of a pack while it is checked: makes Problems that know their line."""

from pathlib import Path

from kiosk.messages import NOTHING, Message, Name
from kiosk.plain_yaml import Document, FieldPath, dotted, read_yaml
from kiosk.problems import Problem, Severity


class Place:
    """A file and what it holds. Without a document it is read when a line of it is asked for."""

    __slots__ = ("_document", "shown")

    def __init__(self, shown: Path, document: Document | None = None) -> None:
        self.shown = shown
        """The file's name in problems."""
        self._document = document

    @property
    def document(self) -> Document:
        if self._document is None:
            try:
                self._document, _ = read_yaml(self.shown, self.shown)
            except OSError:
                # It was there a moment ago. Whoever reads the pack finds that it is changing.
                self._document = None
            self._document = self._document or Document(None)
        return self._document

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
