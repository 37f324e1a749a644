"""What happens to the files of a pack as a whole: names, links, litter, too few and too many."""

import os
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.mutants.packs import Files, write_files

_NAMES = (
    ".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX/._pack.yaml", "~$texts.xlsx", "texts.xlsx",
    "media/x.heic", "objects/cup.yml", "objects/cup.yaml.txt", "objects/deep/er/cup.yaml",
    "terms/animals.yaml", "media/п.jpg", "objects/\u202egpj.yaml", "media/a\nb.jpg", "media/\x1b[31m.jpg",
    "media/ .jpg", "media/" + "n" * 200 + ".jpg", "objects/碗.yaml", "signature.json", ".git/config",
    "a/b/c/d/e/f/g/h/i/j/k/l.yaml", "objects/-.yaml", "-rf",
)  # fmt: skip


@dataclass(slots=True)
class Mutant:
    """A pack that something has happened to."""

    files: Files
    odd: dict[str, str] = field(default_factory=dict)
    """Name -> what stands there that is no file: ``link:TARGET``, ``pipe``, ``folder``, ``closed``."""
    bytes_named: dict[bytes, bytes] = field(default_factory=dict)
    """Files whose names are no UTF-8."""

    def write(self, root: Path) -> None:
        root.mkdir(parents=True)
        write_files(root, self.files)
        for name, kind in self.odd.items():
            place = root / name
            place.unlink(missing_ok=True)
            place.parent.mkdir(parents=True, exist_ok=True)
            if kind.startswith("link:"):
                place.symlink_to(kind.removeprefix("link:"))
            elif kind == "pipe":
                os.mkfifo(place)
            elif kind == "folder":
                place.mkdir()
            else:
                place.touch()
                place.chmod(0)
        for raw, content in self.bytes_named.items():
            with open(os.fsencode(root) + b"/" + raw, "wb") as file:  # noqa: PTH123
                file.write(content)


def spoil_folder(mutant: Mutant, random: Random, lures: list[str]) -> str:
    """Change what lies where; returns in a word what was done."""
    act = random.choice((_gone, _renamed, _odd, _odd, _more, _swapped, _bytes_named, _crowd))
    act(mutant, random, lures)
    return act.__name__.strip("_")


def _gone(mutant: Mutant, random: Random, _lures: list[str]) -> None:
    for _ in range(random.choice((1, 1, 4))):
        if len(mutant.files) > 1:
            del mutant.files[random.choice(list(mutant.files))]


def _renamed(mutant: Mutant, random: Random, _lures: list[str]) -> None:
    name = random.choice(list(mutant.files))
    to = random.choice(
        (
            name.upper(),
            name.replace("/", "_"),
            name + ".txt",
            name + " ",
            name.rpartition(".")[0],
            "x/" + name,
            unicodedata.normalize("NFD", name.replace("o", "й")),
            name.replace("objects", "Objects").replace("media", "MEDIA"),
        )
    )
    content = mutant.files.pop(name)
    if _fits(mutant, to):
        mutant.files[to] = content


def _odd(mutant: Mutant, random: Random, lures: list[str]) -> None:
    name = random.choice([*mutant.files, "objects/odd.yaml", "media/odd.jpg", "terms/odd.yaml"])
    target = random.choice(
        (*lures, "/etc/passwd", ".", "..", name.rpartition("/")[2], "/dev/zero", "/proc/self/mem")
    )
    mutant.files.pop(name, None)
    if _fits(mutant, name):
        mutant.odd[name] = random.choice((f"link:{target}", f"link:{target}", "pipe", "folder", "closed"))


def _more(mutant: Mutant, random: Random, _lures: list[str]) -> None:
    for name in random.sample(_NAMES, random.choice((1, 3))):
        if _fits(mutant, name):
            mutant.files[name] = random.choice(list(mutant.files.values()))


def _swapped(mutant: Mutant, random: Random, _lures: list[str]) -> None:
    one, other = (random.choice(list(mutant.files)) for _ in range(2))
    mutant.files[one], mutant.files[other] = mutant.files[other], mutant.files[one]


def _bytes_named(mutant: Mutant, random: Random, _lures: list[str]) -> None:
    name = random.choice(
        ("碗.jpg".encode("gbk"), b"\xff\xfe.yaml", b"\xed\xa0\x80.jpg", "чаша.yaml".encode("cp866"))
    )
    mutant.bytes_named[name] = b"x"


def _crowd(mutant: Mutant, random: Random, _lures: list[str]) -> None:
    """Many small files, or folders one in the other."""
    if random.random() < 0.5:
        mutant.files.update({f"media/c{number}.jpg": b"" for number in range(150)})
    else:
        mutant.files["/".join("d" * 30) + "/x.jpg"] = b""


def _fits(mutant: Mutant, name: str) -> bool:
    """Whether a disk takes a file of this name beside the others."""
    taken = [*mutant.files, *mutant.odd]
    return name not in taken and not any(
        each.startswith(f"{name}/") or name.startswith(f"{each}/") for each in taken
    )
