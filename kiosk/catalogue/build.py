"""Packs to edition: read, check, derive, write, publish; each stage is one line of ``_build``."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol

from kiosk.catalogue import delivery, editions, exhibits, freshness, publish, readings
from kiosk.catalogue.delivery import Candidate, Hall
from kiosk.catalogue.editions import PackUsed
from kiosk.catalogue.freshness import BuildResult
from kiosk.catalogue.write import write_catalogue
from kiosk.config import Config
from kiosk.errors import StorageError
from kiosk.media.faults import MediaError
from kiosk.packs.memory import NO_MEMORY, Memory
from kiosk.packs.reader import count_records, read_hall, read_packs
from kiosk.packs.store import Store
from kiosk.problems import Problem
from kiosk.storage import clear_errors, fresh_folder, has_space, need_space, only_one

Stage = Literal["read", "check", "pictures", "catalogue", "publish"]


class Progress(Protocol):
    """Told how far a build is."""

    def waiting(self) -> None:
        """Another build runs; this one waits for its end."""

    def stage(self, stage: Stage, total: int) -> None:
        """A stage begins; it will take ``total`` steps."""

    def step(self) -> None:
        """One step of the stage is done."""


def build(config: Config, progress: Progress) -> BuildResult:
    """Bring the current edition up to date with the packs; costs next to nothing when it is.

    One build runs at a time; another waits. Raises StorageError when the disk cannot take it. Whatever
    happens at whatever moment, ``data/current`` is the old edition or the new one.
    """
    data = config.data
    with clear_errors(data):
        data.mkdir(parents=True, exist_ok=True)
        with only_one(data / "build.lock", progress.waiting):
            unchanged = freshness.unchanged(config)
            if unchanged is not None:
                return unchanged
            # Whatever a killed build left is in here.
            aside = fresh_folder(data / "staging")
            try:
                return _build(config, progress, aside)
            except (OSError, StorageError):
                # What was made for an edition that did not fit would leave no room for the next one.
                publish.prune_derivatives(data, aside)
                Store(data / "packs", aside).prune()
                raise
            finally:
                shutil.rmtree(aside, ignore_errors=True)


def rehearse(config: Config, progress: Progress) -> BuildResult:
    """Say what a build would show and what it would complain of; writes nothing."""
    content, store = config.content, Store(config.data / "packs", config.data / "staging")
    roots = freshness.pack_roots(config)
    progress.stage("read", _records(roots))
    hall = read_hall(content)
    there = [root for root in roots.values() if root]
    readings = {each.root.name: each for each in read_packs(there, hall.terms, done=progress.step)}
    problems: list[Problem] = [*hall.problems]
    packs = []
    last_good = []
    current = editions.current(config.data)
    for name in roots:
        reading, good = readings.get(name), store.good(name)
        problems += reading.problems if reading else [delivery.missing(content, name)]
        if reading and reading.pack:
            packs.append(PackUsed(name, reading.pack.manifest.version, ""))
        elif good:
            packs.append(PackUsed(name, good.version, good.digest))
            last_good.append(name)
    return BuildResult(
        current.name if current else None, False, tuple(problems), tuple(packs), tuple(last_good)
    )


def _build(config: Config, progress: Progress, aside: Path) -> BuildResult:
    data, content = config.data, config.content
    store = Store(data / "packs", aside)
    seen = freshness.marks(config)
    roots = {name: Path(root) if root else None for name, root, _ in seen["packs"]}
    problems: list[Problem] = []

    progress.stage("read", _records(roots))
    earlier = readings.recall(data)
    memories = earlier.memories if earlier else {}
    hall, found = delivery.take_hall(content, store)
    problems += found
    shown: list[Candidate] = []
    if hall is not None:
        good, found = delivery.read_deliveries(
            content,
            roots,
            hall,
            store,
            {name: mark for name, _, mark in seen["packs"]},
            progress.step,
            memories,
        )
        problems += found
        shown, told = _choose(config, roots, hall, store, good, progress, aside, memories)
        problems += told
    published = False
    if hall is not None and shown:
        published = _publish(config, hall, shown, progress, aside, earlier.catalogue if earlier else None)
        delivery.set_good(store, hall, shown)
    last_good = tuple(each.id for each in shown if each.last_good)
    freshness.remember(data, seen, problems, last_good, aside)
    if shown:
        publish.prune_editions(data, config.keep_editions, aside)
        publish.prune_derivatives(data, aside)
        store.prune()
    return freshness.result(data, published, tuple(problems), last_good)


def _records(roots: Mapping[str, Path | None]) -> int:
    return sum(count_records(root) for root in roots.values() if root)


def _choose(
    config: Config,
    roots: Mapping[str, Path | None],
    hall: Hall,
    store: Store,
    good: dict[str, Candidate],
    progress: Progress,
    aside: Path,
    memories: Mapping[str, Memory],
) -> tuple[list[Candidate], list[Problem]]:
    """The packs to show, with all their pictures made: as delivered, or the last good version of each."""
    problems: list[Problem] = []
    missing = [name for name in roots if name not in good]
    progress.stage("check", len(missing))
    while True:
        for name in missing:
            root, memory = roots[name] or config.content / name, memories.get(name, NO_MEMORY)
            kept, told = delivery.last_good(root, hall, store, memory)
            problems.append(told)
            if kept is not None:
                good[name] = kept
            progress.step()
        failed = _make_pictures(config.data, good, progress, aside)
        broken = {name: exhibits.broken_pictures(candidate, failed) for name, candidate in good.items()}
        missing = []
        for name, told_of in broken.items():
            if told_of:
                problems += told_of
                if not good.pop(name).last_good:
                    missing.append(name)
        if not any(broken.values()):
            return [good[name] for name in roots if name in good], problems


def _make_pictures(
    data: Path, good: Mapping[str, Candidate], progress: Progress, aside: Path
) -> dict[str, MediaError]:
    pictures = exhibits.pictures_to_make(good.values(), data)
    needed = exhibits.bytes_needed(good.values(), pictures)
    if not has_space(data, needed):
        publish.prune_derivatives(data, aside, spare=exhibits.keys(good.values()))
        need_space(data, needed)
    progress.stage("pictures", len(pictures))
    return exhibits.make_pictures(pictures, data, aside, progress.step)


def _publish(
    config: Config,
    hall: Hall,
    shown: Sequence[Candidate],
    progress: Progress,
    aside: Path,
    earlier: Path | None,
) -> bool:
    """Make the edition current; says whether it was not already."""
    data, program = config.data, freshness.program()
    before = editions.current(data)
    packs = tuple(PackUsed(each.id, each.pack.manifest.version, each.version.digest) for each in shown)
    digest = publish.edition_digest(program, hall.digest, packs)
    ready = [exhibits.exhibit(each, data, aside) for each in shown]
    edition = publish.find(data, digest)
    if edition is None:
        unfinished = fresh_folder(aside / "edition")
        progress.stage("catalogue", len(ready))
        write_catalogue(unfinished / editions.CATALOGUE, hall.centre, ready, progress.step, earlier)
        readings.keep(unfinished, shown)
        publish.write_slides(unfinished, ready)
        edition = publish.finish(unfinished, data, program, packs, publish.next_id(data, digest))
    progress.stage("publish", 1)
    publish.switch(data, edition, aside)
    progress.step()
    return edition != before
