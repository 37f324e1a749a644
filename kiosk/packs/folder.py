"""The files of a pack's folder, and whether a name written in a record is one of them."""

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.packs.place import Place
from kiosk.plain_yaml import FieldPath
from kiosk.problems import Problem
from kiosk.suggest import suggest

#: Left behind by desktops and archivers; never part of a pack.
_LITTER = re.compile(r"\..*|.*~|Thumbs\.db|desktop\.ini|__MACOSX", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Folder:
    """What lies in a pack, apart from links and the litter of desktops."""

    root: Path
    files: Mapping[str, int]
    """Name inside the pack, with ``/``, -> bytes."""
    folded: Mapping[str, str]
    """Name without the difference of upper and lower case -> name."""
    links: frozenset[str]
    """Symbolic links, which are never followed."""


def list_folder(root: Path) -> tuple[Folder, tuple[Problem, ...]]:
    """Raises OSError when the folder itself cannot be listed; what lies in it can only be a problem."""
    files: dict[str, int] = {}
    links: list[str] = []
    problems: list[Problem] = []
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            entries = sorted(os.scandir(root / prefix), key=lambda entry: entry.name)
        except OSError as error:
            if not prefix:
                raise
            problems.append(
                Problem(root / prefix, None, "", "unreadable", f"Cannot be read: {error.strerror}.")
            )
            continue
        for entry in entries:
            name = prefix + entry.name
            if _LITTER.fullmatch(entry.name):
                continue
            if not _is_utf8(name):
                message = "This file's name is not written in UTF-8."
                problems.append(Problem(root / name, None, "", "file-name", message, "Give it another name."))
            elif entry.is_symlink():
                links.append(name)
                message = "This is a link; a pack holds only its own files."
                hint = "Copy the file itself to this place."
                problems.append(Problem(root / name, None, "", "symlink", message, hint))
            elif entry.is_dir():
                waiting.append(name + "/")
            elif entry.is_file():
                files[name] = entry.stat().st_size
            else:
                message = "This is neither a file nor a folder."
                problems.append(Problem(root / name, None, "", "not-a-file", message, "Delete it."))
    folded = {_folded(name): name for name in files}
    return Folder(root, dict(sorted(files.items())), folded, frozenset(links)), tuple(problems)


def check_file_name(wanted: str, folder: Folder, place: Place, path: FieldPath) -> Iterator[Problem]:
    """Nothing when ``wanted`` is a file of the pack; one error otherwise."""
    if wanted in folder.files:
        return
    parts = wanted.split("/")
    if re.match(r"[a-z]+://", wanted):
        yield place.error(
            path,
            "leaves-pack",
            f"`{wanted}` is an address; the hall has no internet.",
            "Put the file into media/ and write its name.",
        )
    elif "\\" in wanted and ":" not in wanted:
        yield place.error(
            path,
            "leaves-pack",
            f"`{wanted}` is written with backslashes.",
            f"Write it with /: `{wanted.replace(chr(92), '/')}`.",
        )
    elif parts[0] == "" or ":" in wanted or {".", "..", "~"}.intersection(parts) or "" in parts:
        yield place.error(
            path,
            "leaves-pack",
            f"`{wanted}` does not name a file inside the pack.",
            "Put the file into media/ and write its name from there, e.g. `media/bowl.jpg`.",
        )
    elif any("/".join(parts[:n]) in folder.links for n in range(1, len(parts) + 1)):
        yield place.error(
            path,
            "symlink",
            f"`{wanted}` is a link; a pack holds only its own files.",
            "Copy the file itself to this place.",
        )
    else:
        same = folder.folded.get(_folded(wanted))
        if same:
            yield place.error(
                path,
                "file-case",
                f"The file is called `{same}`, not `{wanted}`.",
                "Write it exactly so: upper and lower case are different letters here.",
            )
            return
        alike = [name for name in folder.files if _kind(name) == _kind(wanted)]
        hint = suggest(wanted, alike) or "Put the file there, or take the line out."
        yield place.error(path, "missing-file", f"There is no file `{wanted}` in the pack.", hint)


def _kind(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    return "picture" if ending in ("jpg", "jpeg", "png", "webp") else ending


def _is_utf8(name: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in name)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
