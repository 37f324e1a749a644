"""What belongs to a release: which files of a checkout or of an unpacked archive, and the name they get."""

import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from setup import SetupError

PARTS = (
    "kiosk",
    "assets/fonts",
    "content",
    "deploy",
    "docs",
    "config.yaml",
    "pyproject.toml",
    "requirements.lock",
    "README.md",
    "LICENSE",
    "LICENSES.md",
    "CHANGELOG.md",
)
"""Neither tests nor the studio, which a hall does not need."""
NOT_THEIRS = {"__pycache__", "pictures.md"}
MADE = (".pyc", ".mo")
"""Made again on each machine."""
DESCRIPTION = "release.json"
"""In an archive: what its files are. In an installed release: that it is complete."""


@dataclass(frozen=True)
class Payload:
    """The files of one release."""

    root: Path
    version: str
    files: dict[str, str]
    """Name relative to ``root`` -> SHA-256."""

    @property
    def name(self) -> str:
        """The version, and eight digits that change with any byte: two trees never share a name."""
        lines = "".join(f"{digest} {name}\n" for name, digest in sorted(self.files.items()))
        return f"{self.version}-{hashlib.sha256(lines.encode()).hexdigest()[:8]}"

    def size(self) -> int:
        """Bytes."""
        return sum((self.root / name).stat().st_size for name in self.files)


def read(root: Path) -> Payload:
    """The release that a checkout or an unpacked archive holds. Raises SetupError when it is not whole."""
    files: dict[str, str] = {}
    for part in PARTS:
        if not (root / part).exists():
            raise SetupError(f"{root} is no release of the kiosk: {part} is missing.")
        for path in _files(root / part):
            name = path.relative_to(root).as_posix()
            if path.is_symlink() or not path.is_file():
                raise SetupError(f"{name} is a link or no plain file; a release holds only files.")
            files[name] = digest(path)
    version = re.search(r'__version__ = "([\w.+]+)"', (root / "kiosk" / "__init__.py").read_text("utf-8"))
    if version is None:
        raise SetupError(f"{root} is no release of the kiosk: kiosk/__init__.py names no version.")
    found = Payload(root, version[1], files)
    described = root / DESCRIPTION
    if described.exists() and (said := json.loads(described.read_text("utf-8"))["name"]) != found.name:
        raise SetupError(
            f"This is not release {said} as it was made: files were changed or added ({found.name}). "
            "Unpack the archive once more."
        )
    return found


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(part: Path) -> list[Path]:
    """Files, and what only pretends to be one. Hidden ones are editors' and systems' litter."""
    if not part.is_dir():
        return [part]
    found: list[Path] = []
    for entry in sorted(os.scandir(part), key=lambda each: each.name):
        if entry.name.startswith(".") or entry.name in NOT_THEIRS or entry.name.endswith(MADE):
            continue
        if entry.is_dir(follow_symlinks=False):
            if not (part.name == "docs" and entry.name == "pictures"):
                found += _files(Path(entry.path))
        else:
            found.append(Path(entry.path))
    return found
