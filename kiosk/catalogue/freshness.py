"""Is there anything to build? Answered from names, sizes and times alone, without reading a pack.

On the path to the first frame: only the standard library here.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from kiosk import __version__
from kiosk.catalogue import editions
from kiosk.media.sizes import DERIVE_VERSION
from kiosk.packs.store import fingerprint
from kiosk.problems import Problem
from kiosk.storage import write_file

_CHECKED, _PROBLEMS = "checked.json", "problems.json"


class Settings(Protocol):
    """What the build needs of the configuration."""

    @property
    def content(self) -> Path:
        """Folder of the packs, ``terms/`` and ``centre.yaml``."""

    @property
    def data(self) -> Path:
        """Folder of the editions and of all that can be made again."""

    @property
    def galleries(self) -> tuple[str, ...]:
        """Packs to show, in order."""

    @property
    def keep_editions(self) -> int:
        """How many editions stay on the disk."""


def program() -> str:
    """Whatever of the program decides what an edition looks like."""
    return f"{__version__}+{editions.SCHEMA_VERSION}.{DERIVE_VERSION}"


def hall_files(content: Path) -> list[str]:
    """The hall's own files: its words and the Centre."""
    terms = content / "terms"
    names = sorted(path.name for path in terms.iterdir()) if terms.is_dir() else []
    return ["centre.yaml", *(f"terms/{name}" for name in names if not name.startswith("."))]


def mark_pack(root: Path) -> str:
    """Fingerprint of one delivered pack; ``missing`` when its folder is not there."""
    return fingerprint(root) if root.is_dir() else "missing"


def marks(settings: Settings) -> dict[str, Any]:
    """Everything that decides what the next edition will hold. Raises OSError."""
    content = settings.content
    return {
        "program": program(),
        "content": str(content.resolve()),
        "hall": fingerprint(content, hall_files(content)),
        "packs": [[name, mark_pack(content / name)] for name in settings.galleries],
    }


def checked(data: Path) -> dict[str, Any]:
    """The marks of the last finished build, and under ``edition`` what it ended with; empty when none did."""
    try:
        said: dict[str, Any] = json.loads((data / _CHECKED).read_bytes())
    except FileNotFoundError:
        return {}
    return said


def is_fresh(settings: Settings) -> bool:
    """True when a build now would change nothing."""
    last = checked(settings.data)
    if not last:
        return False
    return last.pop("edition") == _current_id(settings.data) and last == marks(settings)


def remember(data: Path, seen: dict[str, Any], problems: Iterable[Problem], aside: Path) -> None:
    """Keep what a finished build saw and said, for the next start."""
    told = [problem.as_dict() for problem in problems]
    write_file(data / _PROBLEMS, json.dumps(told, ensure_ascii=False).encode(), aside)
    write_file(data / _CHECKED, json.dumps({**seen, "edition": _current_id(data)}).encode(), aside)


def last_problems(data: Path) -> tuple[Problem, ...]:
    """What the last finished build said."""
    told = json.loads((data / _PROBLEMS).read_bytes())
    return tuple(Problem(**{**problem, "file": Path(problem["file"])}) for problem in told)


def _current_id(data: Path) -> str | None:
    edition = editions.current(data)
    return edition.name if edition else None
