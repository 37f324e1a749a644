"""The files of a pack's folder, and whether a name written in a record is one of them."""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kiosk.messages import say
from kiosk.packs.place import Place
from kiosk.plain_yaml import FieldPath
from kiosk.problems import Problem, unreadable
from kiosk.suggest import suggest

#: Left behind by desktops and archivers; never part of a pack.
_LITTER = re.compile(r"\..*|.*~|Thumbs\.db|desktop\.ini|__MACOSX", re.IGNORECASE)


#: What may not lie in a pack: code -> message, hint.
_REFUSALS = {
    "file-name": (say("This file's name is not written in UTF-8."), say("Give it another name.")),
    "symlink": (
        say("This is a link; a pack holds only its own files."),
        say("Copy the file itself to this place."),
    ),
    "not-a-file": (say("This is neither a file nor a folder."), say("Delete it.")),
}


@dataclass(frozen=True)
class Folder:
    """What lies in a pack, apart from links and the litter of desktops."""

    root: Path
    files: Mapping[str, int]
    """Name inside the pack, with ``/``, in composed characters (NFC) as keyboards type them, -> bytes."""
    links: frozenset[str]
    """Symbolic links, which are never followed."""
    decomposed: Mapping[str, str] = field(default_factory=dict)
    """Name -> the same as it stands on the disk, of names that a Mac has taken apart (NFD)."""

    def path(self, name: str) -> Path:
        """Where a file lies, to be opened."""
        return self.root / self.decomposed.get(name, name)

    @cached_property
    def folded(self) -> Mapping[str, str]:
        """Name without the difference of upper and lower case -> name."""
        return {_folded(name): name for name in self.files}


def is_litter(name: str) -> bool:
    """Whether a file or folder of this name, without its place, is none of the pack's."""
    return _LITTER.fullmatch(name) is not None


def list_folder(root: Path) -> tuple[Folder, tuple[Problem, ...]]:
    """Raises OSError when the folder itself cannot be listed; what lies in it can only be a problem."""
    files: dict[str, int] = {}
    decomposed: dict[str, str] = {}
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
            problems.append(unreadable(root / prefix, error))
            continue
        for entry in entries:
            name = prefix + entry.name
            if is_litter(entry.name):
                continue
            if not _is_utf8(name):
                problems.append(refused(root / name, "file-name"))
            elif entry.is_symlink():
                links.append(name)
                problems.append(refused(root / name, "symlink"))
            elif entry.is_dir():
                waiting.append(name + "/")
            elif entry.is_file():
                composed = unicodedata.normalize("NFC", name)
                if composed in files:
                    problems.append(_same_name(root / name, composed, name))
                    decomposed.pop(composed, None)
                files[composed] = entry.stat().st_size
                if composed != name:
                    decomposed[composed] = name
            else:
                problems.append(refused(root / name, "not-a-file"))
    return Folder(root, dict(sorted(files.items())), frozenset(links), decomposed), tuple(problems)


def packs_in(folder: Path, deepest: int = 2) -> list[Path]:
    """Folders with a ``pack.yaml``: this one, or some at most so far down in it. No link is followed.

    Raises OSError.
    """
    if is_pack(folder):
        return [folder]
    if not deepest:
        return []
    return [
        pack
        for entry in entries_of(folder)
        if entry.is_dir(follow_symlinks=False)
        for pack in packs_in(Path(entry.path), deepest - 1)
    ]


def is_pack(folder: Path) -> bool:
    """Whether there is a ``pack.yaml`` in a folder, and no link called so. Raises OSError."""
    try:
        return stat.S_ISREG((folder / "pack.yaml").lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return False


def entries_of(folder: Path) -> list["os.DirEntry[str]"]:
    """What lies in a folder, by name, apart from the litter of desktops; nothing where nobody may look.

    Raises OSError.
    """
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if not is_litter(entry.name)]
    except PermissionError:
        return []
    return sorted(found, key=lambda entry: entry.name)


def refused(path: Path, code: str) -> Problem:
    message, hint = _REFUSALS[code]
    return Problem(path, None, "", code, message, hint)


def _same_name(path: Path, one: str, other: str) -> Problem:
    message = say("`{one}` and `{other}` are one name.", one=one, other=other)
    return Problem(path, None, "", "file-name", message, say("Give one of them another name."))


def is_record(name: str) -> bool:
    return name.startswith("objects/") and name.endswith(".yaml") and name.count("/") == 1


def check_file_name(wanted: str, folder: Folder, place: Place, path: FieldPath) -> Iterator[Problem]:
    """Nothing when ``wanted`` is a file of the pack; one error otherwise."""
    if wanted in folder.files:
        return
    parts = wanted.split("/")
    if re.match(r"[a-z]+://", wanted):
        yield place.error(
            path,
            "leaves-pack",
            say("`{file}` is an address; the hall has no internet.", file=wanted),
            say("Put the file into `media/` and write its name."),
        )
    elif "\\" in wanted and ":" not in wanted:
        yield place.error(
            path,
            "leaves-pack",
            say("`{file}` is written with backslashes.", file=wanted),
            say("Write it with `/`: `{right}`.", right=wanted.replace("\\", "/")),
        )
    elif parts[0] == "" or ":" in wanted or {".", "..", "~"}.intersection(parts) or "" in parts:
        yield place.error(
            path,
            "leaves-pack",
            say("`{file}` does not name a file inside the pack.", file=wanted),
            say("Put the file into `media/` and write its name from there, e.g. `media/bowl.jpg`."),
        )
    elif any("/".join(parts[:n]) in folder.links for n in range(1, len(parts) + 1)):
        yield place.error(
            path,
            "symlink",
            say("`{file}` is a link; a pack holds only its own files.", file=wanted),
            _REFUSALS["symlink"][1],
        )
    else:
        same = folder.folded.get(_folded(wanted))
        if same:
            yield place.error(
                path,
                "file-case",
                say("The file is called `{same}`, not `{file}`.", same=same, file=wanted),
                say("Write it exactly so: upper and lower case are different letters here."),
            )
            return
        alike = [name for name in folder.files if _kind(name) == _kind(wanted)]
        hint = suggest(wanted, alike) or say("Put the file there, or take the line out.")
        message = say("There is no file `{file}` in the pack.", file=wanted)
        yield place.error(path, "missing-file", message, hint)


def _kind(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    return "picture" if ending in ("jpg", "jpeg", "png", "webp") else ending


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
