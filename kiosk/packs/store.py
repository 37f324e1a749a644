"""The last good version of every pack, kept so that a broken delivery changes nothing on the screen.

``data/packs/<id>/<digest>/`` holds one version: ``texts-….json`` with everything that is read, ``media/``
with the files that records name, and ``files.json``; ``data/packs/<id>/good.json`` names the good one.
The hall's words and its ``centre.yaml`` are kept the same way under ``_hall``, for a pack is only good
together with the words it was read with. What did not change is hard links between our own versions,
never to the curator's files. Only the standard library here.
"""

import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType

from kiosk.storage import discard, fresh_folder, link_or_copy, move_into_place, sync, write_file

HALL = "_hall"
_FILES, _GOOD = "files.json", "good.json"
_DIGEST = 32
_PART = 128
"""About so many texts are kept in one file: ten thousand small ones take longer to write than to check, and
one large one would be written anew for every comma."""
_CHUNK = 1 << 20


class Changing(Exception):
    """A file is not any more what it was when it was read."""


@dataclass(frozen=True, slots=True)
class MediaFile:
    """One asset when it was copied; the same size and time later mean the same content."""

    size: int
    mtime_ns: int
    digest: str


@dataclass(frozen=True, slots=True)
class Version:
    """One kept version of a pack or of the hall."""

    folder: Path
    digest: str
    texts: Mapping[str, int]
    """File with texts, its name being the digest of what is in it -> its bytes."""
    media: Mapping[str, MediaFile]
    """Name in the pack, such as ``media/bowl.jpg`` -> what was copied."""

    def file(self, name: str) -> Path:
        """Our copy of one media file."""
        return self.folder / "media" / name


@dataclass(frozen=True, slots=True)
class Good:
    """What ``good.json`` says."""

    digest: str
    hall: str
    """Digest of the hall's words that this version is good with; empty for the hall itself."""
    version: str
    """What the pack calls this version; empty for the hall itself."""


class Store:
    """The folder ``data/packs``. Write to it only while holding the build's lock."""

    def __init__(self, folder: Path, aside: Path) -> None:
        self._folder, self._aside = folder, aside

    def keep(
        self,
        name: str,
        root: Path,
        texts: Mapping[str, str],
        media: Iterable[str] = (),
        on_disk: Mapping[str, str] = MappingProxyType({}),
    ) -> Version:
        """Copy files (names inside ``root``) as a version of ``name``; ``texts`` says the digest of each.

        ``on_disk`` has those names that stand otherwise on the disk. Raises OSError, and Changing when a text
        is not what was read.
        """
        earlier = self.good(name)
        known = self._version(name, earlier.digest) if earlier else None
        aside = fresh_folder(self._aside / f"{name}.version")
        kept = _keep_texts(root, texts, on_disk, aside, known)
        whole = hashlib.sha256("\n".join(kept).encode())
        copied = {
            file: _copy(root / on_disk.get(file, file), aside / "media" / file, known, file)
            for file in sorted(media)
        }
        for file, facts in copied.items():
            whole.update(f"{file}\0{facts.digest}\n".encode())
        digest = whole.hexdigest()[:_DIGEST]
        facts_of = {file: asdict(facts) for file, facts in copied.items()}
        (aside / _FILES).write_text(json.dumps({"texts": kept, "media": facts_of}))
        place = self._folder / name / digest
        if not place.exists():
            sync(aside)
            move_into_place(aside, place)
        return Version(place, digest, kept, copied)

    def good(self, name: str) -> Good | None:
        """Which version of a pack was good last; None when none ever was, or a disk has damaged the note."""
        try:
            return Good(**json.loads((self._folder / name / _GOOD).read_bytes()))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def set_good(self, name: str, good: Good) -> None:
        """Say which version is good, by one rename."""
        if self.good(name) != good:
            write_file(self._folder / name / _GOOD, json.dumps(asdict(good)).encode(), self._aside)

    def unpack(self, name: str, digest: str) -> tuple[Path, Version] | None:
        """A folder called ``name`` with all files of a version, to be read like a delivered pack.

        None when the version is not there, or a disk has damaged it.
        """
        version = self._version(name, digest)
        if version is None:
            return None
        root = fresh_folder(self._aside / digest / name)
        try:
            texts = {}
            for part in version.texts:
                texts.update(json.loads((version.folder / part).read_bytes()))
        except (FileNotFoundError, ValueError):
            return None
        for file in [*texts, *version.media]:
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            if file in texts:
                (root / file).write_text(texts[file], encoding="utf-8", newline="")
            else:
                link_or_copy(version.file(file), root / file)
        return root, version

    def prune(self) -> None:
        """Delete every version that is not the good one of its pack, nor the hall of one."""
        if not self._folder.is_dir():
            return
        good = {entry.name: self.good(entry.name) for entry in os.scandir(self._folder)}
        halls = {each.hall for each in good.values() if each}
        for name, kept in good.items():
            keep = {_GOOD, kept.digest if kept else ""} | (halls if name == HALL else set())
            for entry in os.scandir(self._folder / name):
                if entry.name not in keep:
                    discard(Path(entry.path), self._aside)

    def _version(self, name: str, digest: str) -> Version | None:
        folder = self._folder / name / digest
        try:
            said = json.loads((folder / _FILES).read_bytes())
            # Earlier programs kept all texts in one file, and listed only media.
            texts = said.get("texts", {"texts.json": 0})
            media = said.get("media", said)
            return Version(folder, digest, texts, {file: MediaFile(**facts) for file, facts in media.items()})
        except (FileNotFoundError, ValueError, TypeError, AttributeError):
            return None


def fingerprint(root: Path) -> str:
    """A short name for names, sizes and times of all files in a folder; reads none of them.

    What cannot be listed counts as well. Ten thousand files take about as long as asking for their times.
    """
    facts: list[str] = []
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            folder = os.open(f"{root}/{prefix}", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as error:
            facts.append(f"{prefix}\0{error.errno}")
            continue
        try:
            # By descriptor: the whole path ten thousand times costs a third more.
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(f"{prefix}{entry.name}/")
                        continue
                    try:
                        found = entry.stat(follow_symlinks=False)
                    except FileNotFoundError:
                        continue
                    facts.append(f"{prefix}{entry.name}\0{found.st_size} {found.st_mtime_ns} {found.st_mode}")
        finally:
            os.close(folder)
    return _short(facts)


def fingerprint_files(root: Path, files: Iterable[str]) -> str:
    """The same for some files inside ``root``, which may be missing."""
    facts = []
    for name in files:
        try:
            found = (root / name).lstat()
        except FileNotFoundError:
            facts.append(f"{name}\0missing")
        else:
            facts.append(f"{name}\0{found.st_size} {found.st_mtime_ns} {found.st_mode}")
    return _short(facts)


def _short(facts: list[str]) -> str:
    facts.sort()
    return hashlib.blake2b("\n".join(facts).encode(errors="surrogateescape"), digest_size=16).hexdigest()


def digest_of(raw: bytes) -> str:
    """Of what one text file holds."""
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


def _keep_texts(
    root: Path, texts: Mapping[str, str], on_disk: Mapping[str, str], aside: Path, known: Version | None
) -> dict[str, int]:
    """Put all texts into a few files in ``aside``, or link earlier ones; says their names and bytes."""
    count = 1 << (len(texts) // _PART).bit_length()
    parts: dict[int, list[str]] = {}
    for file in sorted(texts):
        parts.setdefault(zlib.crc32(file.encode()) % count, []).append(file)
    kept: dict[str, int] = {}
    for files in parts.values():
        name = f"texts-{digest_of(json.dumps([(file, texts[file]) for file in files]).encode())}.json"
        if not (known and _link(known, name, aside)):
            read = {file: _read(f"{root}/{on_disk.get(file, file)}", texts[file]) for file in files}
            (aside / name).write_bytes(json.dumps(read, ensure_ascii=False).encode())
        kept[name] = (aside / name).stat().st_size
    return dict(sorted(kept.items()))


def _link(known: Version, name: str, aside: Path) -> bool:
    """Take over a file with texts from an earlier version; False when it has none, or a damaged one."""
    try:
        if (known.folder / name).stat().st_size != known.texts.get(name):
            return False
    except FileNotFoundError:
        return False
    link_or_copy(known.folder / name, aside / name)
    return True


def _read(file: str, digest: str) -> str:
    with open(file, "rb") as stream:  # noqa: PTH123 a Path for each costs as much again
        raw = stream.read()
    if digest_of(raw) != digest:
        raise Changing(file)
    return raw.decode()


def _copy(source: Path, target: Path, known: Version | None, name: str) -> MediaFile:
    """Copy one media file, or link our own earlier copy of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    facts = source.stat()
    earlier = known.media.get(name) if known else None
    if known and earlier and (earlier.size, earlier.mtime_ns) == (facts.st_size, facts.st_mtime_ns):
        link_or_copy(known.file(name), target)
        return earlier
    digest = hashlib.sha256()
    with source.open("rb") as read, target.open("wb") as write:
        while chunk := read.read(_CHUNK):
            digest.update(chunk)
            write.write(chunk)
    return MediaFile(facts.st_size, facts.st_mtime_ns, digest.hexdigest()[:_DIGEST])
