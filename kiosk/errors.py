"""Errors that people meet. Each carries facts; ``str()`` gives one plain sentence."""

from pathlib import Path

from kiosk.languages import Language
from kiosk.messages import Message, told
from kiosk.problems import Problem


class KioskError(Exception):
    """Base of all errors that the command line prints as one sentence, without a traceback."""

    def told(self, language: Language) -> str:
        """The sentence in a language."""
        return str(self)


class ConfigError(KioskError):
    """The configuration cannot be used. ``problems`` holds every reason."""

    def __init__(self, path: Path, problems: tuple[Problem, ...]) -> None:
        self.path, self.problems = path, problems
        super().__init__("\n".join(map(str, problems)))

    def told(self, language: Language) -> str:
        """One line a problem."""
        return "\n".join(problem.told(language) for problem in self.problems)


class FileError(KioskError):
    """Something is wrong with one file or folder. ``reason`` is a sentence without its name."""

    def __init__(self, path: Path, reason: Message) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}")

    def told(self, language: Language) -> str:
        return f"{self.path}: {told(self.reason, language)}"


class EditionError(FileError):
    """An edition is missing, unfinished or unreadable."""


class StorageError(FileError):
    """The disk cannot take what has to be written: full, read-only or broken."""
