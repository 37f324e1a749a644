"""What was delivered, and what is shown instead where that is broken: the last good version."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.catalogue import freshness
from kiosk.messages import Message, say
from kiosk.packs.memory import NO_MEMORY, Memory
from kiosk.packs.model import Centre, Terms
from kiosk.packs.reader import HallReading, LoadedPack, merged, read_hall, read_pack, read_packs
from kiosk.packs.store import HALL, Changing, Good, Store, Version, digest_of
from kiosk.problems import Problem, errors, unreadable
from kiosk.storage import NO_ROOM

#: The files that the reader reads; others may be in any encoding.
_READ = re.compile(r"pack\.yaml|(objects|terms)/[^/]+\.yaml")


@dataclass(frozen=True, slots=True)
class Hall:
    """The words and the Centre that are used."""

    terms: Terms
    centre: Centre
    digest: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pack without errors, kept as a version of ours; its assets are still to be derived."""

    pack: LoadedPack
    terms: Terms
    """The pack's words over the hall's."""
    version: Version
    hall: str
    """Digest of the hall's words it was read with."""
    last_good: bool

    @property
    def id(self) -> str:
        return self.pack.manifest.id


def take_hall(content: Path, store: Store) -> tuple[Hall | None, tuple[Problem, ...]]:
    """The hall's words: as delivered, or else as they were last good; None when they never were."""
    reading = read_hall(content)
    if reading.centre is not None and not errors(reading.problems):
        read = [name for name in freshness.hall_files(content) if name.endswith(".yaml")]
        version = store.keep(HALL, content, {file: digest_of((content / file).read_bytes()) for file in read})
        return Hall(reading.terms, reading.centre, version.digest), reading.problems
    good = store.good(HALL)
    kept = _read_kept_hall(store, good.digest) if good else None
    if good is None or kept is None or kept.centre is None:
        return None, reading.problems
    told = _note(content, "last-good-hall", say("The last good words of the hall stay on the screen."))
    return Hall(kept.terms, kept.centre, good.digest), (*reading.problems, told)


def read_deliveries(
    content: Path,
    roots: Mapping[str, Path | None],
    hall: Hall,
    store: Store,
    marks: dict[str, str],
    done: Callable[[], None],
    memories: Mapping[str, Memory],
) -> tuple[dict[str, Candidate], tuple[Problem, ...]]:
    """Read all packs; the good ones by name, and every problem. ``marks`` are the fingerprints from before.

    ``done`` is called after each record; ``memories`` are what is remembered of the packs, by name. A pack
    that is still being copied while it is read is not good.
    """
    problems: list[Problem] = []
    problems += [missing(content, name) for name, root in roots.items() if root is None]
    there = [root for root in roots.values() if root is not None]
    good: dict[str, Candidate] = {}
    # Pictures are decoded once, when their derivatives are made.
    for reading in read_packs(there, hall.terms, decode_pictures=False, done=done, memories=memories):
        problems += reading.problems
        if reading.pack is not None:
            name = reading.root.name
            try:
                version = _keep(store, reading.pack)
            except Changing:
                problems.append(_changing(reading.root))
                continue
            except OSError as error:
                if error.errno in NO_ROOM:
                    raise
                problems.append(_unreadable(reading.root, error))
                continue
            if freshness.mark_pack(reading.root) == marks[name]:
                terms = merged(hall.terms, reading.pack.terms)
                good[name] = Candidate(reading.pack, terms, version, hall.digest, last_good=False)
            else:
                problems.append(_changing(reading.root))
    return good, tuple(problems)


def last_good(
    root: Path, hall: Hall, store: Store, memory: Memory = NO_MEMORY
) -> tuple[Candidate | None, Problem]:
    """The kept version of a pack that is broken now, and the sentence that says so."""
    name = root.name
    good = store.good(name)
    kept = store.unpack(name, good.digest) if good else None
    if good is None or kept is None:
        return None, _note(
            root, "never-good", say("This gallery is not shown: no good version of the pack is known.")
        )
    unpacked, version = kept
    terms, hall_digest = hall.terms, hall.digest
    reading = read_pack(unpacked, terms, decode_pictures=False, memory=memory)
    if reading.pack is None and (words := _read_kept_hall(store, good.hall)) is not None:
        terms, hall_digest = words.terms, good.hall
        reading = read_pack(unpacked, terms, decode_pictures=False)
    pack = reading.pack
    if pack is None:
        why = next(iter(errors(reading.problems)))
        return None, _note(
            root,
            "never-good",
            say(
                "This gallery is not shown: the last good version cannot be used. {reason}",
                reason=why.message,
            ),
        )
    message = say("The last good version, {version}, stays on the screen.", version=pack.manifest.version)
    told = _note(root, "last-good", message)
    return Candidate(pack, merged(terms, pack.terms), version, hall_digest, last_good=True), told


def set_good(store: Store, hall: Hall, shown: Sequence[Candidate]) -> None:
    """Remember what is shown now as good."""
    store.set_good(HALL, Good(hall.digest, "", ""))
    for candidate in shown:
        store.set_good(
            candidate.id, Good(candidate.version.digest, candidate.hall, candidate.pack.manifest.version)
        )


def _read_kept_hall(store: Store, digest: str) -> HallReading | None:
    kept = store.unpack(HALL, digest)
    return read_hall(kept[0]) if kept else None


def _keep(store: Store, pack: LoadedPack) -> Version:
    folder = pack.folder
    texts = {reading.file: reading.digest for reading in pack.readings}
    for file in filter(_READ.fullmatch, folder.files):
        if file not in texts:
            texts[file] = digest_of(folder.path(file).read_bytes())
    return store.keep(pack.manifest.id, pack.root, texts, pack.files, folder.decomposed)


def _unreadable(root: Path, error: OSError) -> Problem:
    file = Path(error.filename) if error.filename else root
    return unreadable(file, error, say("Copy the pack again."))


def missing(content: Path, name: str) -> Problem:
    return Problem(
        content / name,
        None,
        "",
        "missing-pack",
        say("There is no pack `{name}` here that can be read, though the configuration names it.", name=name),
        say("Put the folder `{name}` there, or take it out of `galleries` in `config.yaml`.", name=name),
    )


def _changing(root: Path) -> Problem:
    return Problem(
        root,
        None,
        "",
        "still-changing",
        say("The pack changed while it was read."),
        say("Wait until all of it is copied, then build again."),
    )


def _note(file: Path, code: str, message: Message) -> Problem:
    return Problem(file, None, "", code, message, severity="warning")
