"""What lies in a pack's folder and is not where, or what, the reader looks for."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from kiosk.messages import Message, coded, say, say_many
from kiosk.packs.folder import Folder, is_record
from kiosk.problems import Problem

MOST_TOLD = 100
"""So many files that nobody names are told of one by one."""

#: Models and turns of objects, which no record names yet: media/bowl.glb, media/bowl-turn/00.jpg …
_FOR_LATER = re.compile(r"media/[^/]+\.glb|media/[^/]+-turn/\d\d\.jpg")
#: Endings that are nearly ``.yaml``; Windows hides a last ``.txt``.
_LIKE_YAML = re.compile(r"\.(?i:yml|ya?ml\.txt)$|\.(?!yaml$)(?i:yaml)$")
_PLACES = ("objects", "terms", "media")
#: Endings of what people write records in, when they do not know YAML.
_OFFICE = {
    "xlsx": "Excel", "xls": "Excel", "xlsm": "Excel", "ods": "OpenDocument", "numbers": "Numbers",
    "csv": "CSV", "docx": "Word", "doc": "Word", "odt": "OpenDocument", "rtf": "RTF", "pages": "Pages",
    "wps": "WPS", "et": "WPS",
}  # fmt: skip


def no_pack(folder: Folder) -> Problem:
    """There is no ``pack.yaml``: where might it be?"""
    path = folder.root / "pack.yaml"
    message = say("There is no file `{file}`.", file="pack.yaml")
    inner = [name.removesuffix("/pack.yaml") for name in folder.files if name.endswith("/pack.yaml")]
    alike = [name for name in folder.files if re.fullmatch(r"pack\.ya?ml(\.txt)?", name, re.IGNORECASE)]
    hint = say("Is this the folder of a pack?")
    if inner:
        hint = say("Packs in here: {names}.", names=coded(inner[:5]))
    elif alike:
        hint = say("Rename `{name}` to `{right}`.", name=alike[0], right="pack.yaml")
    return Problem(path, None, "", "missing-file", message, hint)


def check_layout(folder: Folder) -> Iterator[Problem]:
    """Files that stand where the reader would pass them over."""
    told: set[str] = set()
    for name in folder.files:
        first, slash, _ = name.partition("/")
        if slash and first not in _PLACES and first.lower() in _PLACES:
            if first not in told:
                told.add(first)
                yield _passed_over(
                    folder.root / first,
                    "file-case",
                    say("The folder is called `{same}`, not `{file}`.", same=first, file=first.lower()),
                    say("Write it exactly so: upper and lower case are different letters here."),
                )
        elif first != "media" and not is_record(name):
            yield from _check_file(folder, name, first)


def _check_file(folder: Folder, name: str, first: str) -> Iterator[Problem]:
    path = folder.root / name
    ending = path.suffix[1:].lower()
    misspelt = _LIKE_YAML.search(name)
    if misspelt:
        message = say("The file's name ends with `{ending}` and is not read.", ending=misspelt[0])
        right = path.name.removesuffix(misspelt[0]) + ".yaml"
        yield Problem(path, None, "", "file-ending", message, say("Rename it to `{name}`.", name=right))
    elif ending in _OFFICE and first != "terms":
        yield _passed_over(
            path,
            "office-file",
            say(
                "This is a file of {program}; the kiosk reads texts from YAML files only.",
                program=_OFFICE[ending],
            ),
            say("Write its content into `pack.yaml` and `objects/<id>.yaml`, with a text editor."),
        )
    elif ending == "yaml" and name != "pack.yaml" and not (first == "terms" and name.count("/") == 1):
        yield _passed_over(
            path,
            "unknown-file",
            say("This file is not read here."),
            say("Records stand in `objects/`, terms in `terms/`."),
        )


def unused(folder: Folder, named: Mapping[str, object]) -> Iterator[Problem]:
    """Media that no record names."""
    left = [
        name
        for name in folder.files
        if name.startswith("media/") and name not in named and not _FOR_LATER.fullmatch(name)
    ]
    for name in left[:MOST_TOLD]:
        yield _passed_over(
            folder.root / name,
            "unused-file",
            say("No record names this file."),
            say("Name it in a record, or take it out."),
        )
    if left[MOST_TOLD:]:
        message = say_many(
            "No record names {count} more file, which is not listed here.",
            "No record names {count} more files, which are not listed here.",
            len(left) - MOST_TOLD,
        )
        yield _passed_over(folder.root / "media", "unused-file", message, say("Take them out."))


def _passed_over(path: Path, code: str, message: Message, hint: Message) -> Problem:
    return Problem(path, None, "", code, message, hint, "warning")
