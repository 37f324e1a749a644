"""The files of a pack, wherever they lie: in a folder, or in a zip (``signed_zip``)."""

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kiosk.packs.folder import Folder, list_folder
from kiosk.problems import Problem


class Damaged(OSError):
    """A file that is there and cannot be read to its end."""


class Readable(Protocol):
    """An open file. Reading raises OSError."""

    def read(self, size: int, /) -> bytes: ...


class Contents(Protocol):
    """The files of a pack."""

    @property
    def root(self) -> Path:
        """What problems call it."""

    @property
    def files(self) -> Collection[str]:
        """Every file that belongs to the pack, with ``/``, from its root, composed (NFC).

        A Mac decomposes names, a zip or a stick may compose them again: it is the same pack.
        """

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is there and can be no part of a pack: links and the like."""

    def open(self, name: str) -> AbstractContextManager[Readable]:
        """Raises OSError."""


@dataclass(frozen=True, slots=True)
class FolderContents:
    """A pack in a folder."""

    root: Path
    files: Mapping[str, int]
    problems: tuple[Problem, ...]
    folder: Folder

    @classmethod
    def of(cls, root: Path) -> "FolderContents":
        """Raises OSError when the folder cannot be listed."""
        folder, problems = list_folder(root)
        return cls(root, folder.files, problems, folder)

    def open(self, name: str) -> AbstractContextManager[Readable]:
        return self.folder.path(name).open("rb")
