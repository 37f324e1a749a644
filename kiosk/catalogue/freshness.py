"""Is there anything to build? Answered from names, sizes and times alone, without reading a pack.

On the path to the first frame: only the standard library here.
"""

import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk import __version__
from kiosk.catalogue import editions
from kiosk.catalogue.editions import PackUsed
from kiosk.media.sizes import DERIVE_VERSION
from kiosk.packs.installed import Versions
from kiosk.packs.store import fingerprint, fingerprint_files
from kiosk.problems import Problem, unpacked_problem
from kiosk.storage import write_file

if TYPE_CHECKING:
    from kiosk.config import Config

_CHECKED, _SAID = "checked.json", "said.json"
_SAID_FORMAT = 2
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class BuildResult:
    """How a build ended."""

    edition: str | None
    """The edition that is current now; None when there is none."""
    published: bool
    """True when that edition became current by this build."""
    problems: tuple[Problem, ...]
    packs: tuple[PackUsed, ...]
    """The packs of that edition, in the order of their galleries."""
    last_good: tuple[str, ...]
    """Packs that are shown in an earlier version, because the delivered one has errors."""


def program() -> str:
    """Whatever of the program decides what an edition looks like."""
    return f"{__version__}+{editions.SCHEMA_VERSION}.{DERIVE_VERSION}"


def hall_files(content: Path) -> list[str]:
    """The hall's own files: its words and the Centre."""
    terms = content / "terms"
    names = sorted(path.name for path in terms.iterdir()) if terms.is_dir() else []
    return ["centre.yaml", *(f"terms/{name}" for name in names if not name.startswith("."))]


def pack_roots(config: "Config") -> dict[str, Path | None]:
    """Packs to show, in order, and the folder of each; None where there is none that may be read.

    First those that the configuration names, or every one in the content folder; then what was installed
    besides. An installed version comes before the folder in ``content``.
    """
    versions = Versions(config.data / "versions")
    installed = {name: root for name in versions.packs() if (root := versions.shown(name)) is not None}
    if config.galleries is not None:
        names = list(config.galleries)
    else:
        names = sorted(path.parent.name for path in config.content.glob("*/pack.yaml"))
    names += [name for name in installed if name not in names]
    roots = {name: installed.get(name, config.content / name) for name in names}
    return {name: root if _is_pack(name, root) else None for name, root in roots.items()}


def _is_pack(name: str, root: Path) -> bool:
    return bool(_NAME.fullmatch(name)) and root.is_dir() and os.access(root, os.R_OK | os.X_OK)


def mark_pack(root: Path | None) -> str:
    """Fingerprint of one delivered pack; ``missing`` when there is none."""
    return fingerprint(root) if root else "missing"


def marks(config: "Config") -> dict[str, Any]:
    """Everything that decides what the next edition will hold. Raises OSError."""
    content = config.content
    return {
        "program": program(),
        "said": _SAID_FORMAT,
        "content": str(content.resolve()),
        "hall": fingerprint_files(content, hall_files(content)),
        "packs": [[name, str(root or ""), mark_pack(root)] for name, root in pack_roots(config).items()],
    }


def checked(data: Path) -> dict[str, Any]:
    """The marks of the last finished build, and under ``edition`` what it ended with; empty when none did."""
    try:
        said: dict[str, Any] = json.loads((data / _CHECKED).read_bytes())
    except FileNotFoundError:
        return {}
    return said


def said_at(data: Path) -> float:
    """When the last build has ended, in seconds since 1970; 0 when none has."""
    try:
        return (data / _SAID).stat().st_mtime
    except OSError:
        return 0.0


def last_problems(data: Path) -> tuple[Problem, ...]:
    """What the last build complained of; nothing where none has ended."""
    try:
        said = json.loads((data / _SAID).read_bytes())
    except (OSError, ValueError):
        return ()
    return tuple(map(unpacked_problem, said["problems"]))


def is_fresh(config: "Config") -> bool:
    """True when a build now would change nothing."""
    last = checked(config.data)
    if not last:
        return False
    return last.pop("edition") == _current_id(config.data) and last == marks(config)


def remember(
    data: Path, seen: dict[str, Any], problems: Iterable[Problem], last_good: Iterable[str], aside: Path
) -> None:
    """Keep what a finished build saw and said, for the next start."""
    said = {"last_good": list(last_good), "problems": [each.packed() for each in problems]}
    write_file(data / _SAID, json.dumps(said, ensure_ascii=False).encode(), aside)
    write_file(data / _CHECKED, json.dumps({**seen, "edition": _current_id(data)}).encode(), aside)


def unchanged(config: "Config") -> BuildResult | None:
    """What the last build ended with, when a build now would change nothing; else None.

    Takes the place of a build on a start without news: no pack is read. Raises OSError.
    """
    if not is_fresh(config):
        return None
    said = json.loads((config.data / _SAID).read_bytes())
    problems = tuple(map(unpacked_problem, said["problems"]))
    return result(config.data, False, problems, tuple(said["last_good"]))


def result(
    data: Path, published: bool, problems: tuple[Problem, ...], last_good: tuple[str, ...]
) -> BuildResult:
    """The end of a build, with the edition that is current now."""
    edition = editions.current(data)
    if edition is None:
        return BuildResult(None, published, problems, (), last_good)
    return BuildResult(edition.name, published, problems, editions.read(edition).packs, last_good)


def _current_id(data: Path) -> str | None:
    edition = editions.current(data)
    return edition.name if edition else None
