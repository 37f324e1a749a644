"""Errors that people meet. Each carries facts; ``str()`` gives one plain sentence."""

from pathlib import Path

from kiosk.problems import Problem


class KioskError(Exception):
    """Base of all errors that the command line prints as one sentence, without a traceback."""


class ConfigError(KioskError):
    """The configuration cannot be used. ``problems`` holds every reason."""

    def __init__(self, path: Path, problems: tuple[Problem, ...]) -> None:
        self.path, self.problems = path, problems
        super().__init__(f"{path}: {len(problems)} problem(s) in the configuration")


class EditionError(KioskError):
    """An edition is missing, unfinished or unreadable."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}")


class StorageError(KioskError):
    """The disk cannot take what has to be written: full, read-only or broken."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path}: {reason}.")
