"""From a pack's folder to validated records: read every file, name every problem, raise for none.

A pack is either good (``pack`` is there, warnings at most) or it is not (``pack`` is None and the
problems say why); there is no half of a pack.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import ValidationError

from kiosk.explain import explain
from kiosk.messages import say
from kiosk.packs.assets import AssetReader, Assets
from kiosk.packs.checks import check_manifest, check_record
from kiosk.packs.folder import Folder, is_record, list_folder
from kiosk.packs.layout import check_layout, no_pack, unused
from kiosk.packs.memory import NO_MEMORY, Memory, RecordReading, words_digest
from kiosk.packs.model import Centre, Model, ObjectRecord, Pack, Terms
from kiosk.packs.outline import Outline, cover_of, outline_of
from kiosk.packs.place import Place
from kiosk.packs.references import Reference, lost, lost_neighbours, references_of, split
from kiosk.packs.store import digest_of
from kiosk.packs.summary import Summary, summary_of
from kiosk.packs.terms import KINDS, read_term_files, read_terms
from kiosk.packs.texts import check_texts
from kiosk.plain_yaml import parse_bytes, read_bytes
from kiosk.problems import Problem, errors, unreadable


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """A pack without errors."""

    root: Path
    manifest: Pack
    readings: tuple[RecordReading, ...]
    """Every record, by order, then id; those that did not change may be only remembered."""
    terms: Terms
    """The pack's own terms; they come before the hall's."""
    folder: Folder
    """What lies in it."""
    files: Mapping[str, int]
    """Every asset that the pack names -> its bytes."""
    assets: Assets
    """What the assets hold."""
    words: str
    """Digest of the terms that the records were checked with."""

    @property
    def outlines(self) -> tuple[Outline, ...]:
        """Every record without its long texts."""
        return tuple(each.outline for each in self.readings if each.outline is not None)

    @property
    def records(self) -> tuple[ObjectRecord, ...]:
        """Every record. Only for a pack that was read without a memory."""
        records = tuple(each.record for each in self.readings if each.record is not None)
        assert len(records) == len(self.readings), "some records are only remembered"
        return records


@dataclass(frozen=True, slots=True)
class PackReading:
    """What reading one pack gave."""

    root: Path
    pack: LoadedPack | None
    """None when there is any error."""
    problems: tuple[Problem, ...]
    """Sorted by file and line."""
    summary: Summary
    foreign: tuple[Reference, ...] = field(default=(), repr=False)
    """References to other packs."""


@dataclass(frozen=True, slots=True)
class HallReading:
    """The words and the house that all packs share."""

    terms: Terms
    centre: Centre | None
    problems: tuple[Problem, ...]


AnyModel = TypeVar("AnyModel", bound=Model)


def read_model(model: type[AnyModel], path: Path) -> tuple[AnyModel | None, Place | None, list[Problem]]:
    """Read one file into ``model``. The place is None when the file holds no usable data."""
    try:
        raw = read_bytes(path)
    except OSError as error:
        return None, None, [unreadable(path, error)]
    return parse_model(model, raw, path)


def parse_model(
    model: type[AnyModel], raw: bytes | None, path: Path
) -> tuple[AnyModel | None, Place | None, list[Problem]]:
    """Like :func:`read_model`, for what ``read_bytes`` gave."""
    document, found = parse_bytes(raw, path)
    if document is None:
        return None, None, list(found)
    place = Place(path, document)
    problems = list(found)
    value = None
    try:
        value = model.model_validate(document.data)
    except ValidationError as error:
        told = {problem.field for problem in found}
        problems += [each for each in explain(error, model, path, document) if each.field not in told]
    return value, place, [replace(each, title=place.title) for each in problems]


def read_hall(content: Path) -> HallReading:
    """Read ``terms/*.yaml`` and ``centre.yaml`` of the content folder."""
    terms, found = read_terms(content / "terms")
    problems = list(found)
    centre, place, found_centre = read_model(Centre, content / "centre.yaml")
    problems += found_centre
    if centre is not None and place is not None:
        problems += check_texts(centre, place)
    return HallReading(terms, centre, _sorted(problems))


def _nothing() -> None:
    pass


def count_records(root: Path) -> int:
    """How many records the pack in ``root`` seems to have; for progress, so no problem is told."""
    return sum(1 for _ in (root / "objects").glob("*.yaml"))


def read_pack(
    root: Path,
    hall_terms: Terms,
    decode_pictures: bool = True,
    done: Callable[[], None] = _nothing,
    memory: Memory = NO_MEMORY,
) -> PackReading:
    """Read the pack in folder ``root``. Raises OSError only when the folder itself cannot be listed.

    ``decode_pictures=False`` looks only at the headers of pictures, for a caller who decodes them anyway.
    ``done`` is called after each record. What ``memory`` recalls is not read again, but checked together
    with the rest.
    """
    folder, found = list_folder(root)
    if "pack.yaml" not in folder.files:
        return PackReading(root, None, _sorted([*found, no_pack(folder)]), Summary(root))
    problems = list(found)
    problems += check_layout(folder)

    own_terms, bad_keys, found = read_term_files(
        folder.path(name) for name in folder.files if name.startswith("terms/")
    )
    problems += found
    terms = merged(hall_terms, own_terms)

    words = words_digest(terms, bad_keys)
    assets = AssetReader(folder, decode_pictures, memory)
    manifest, place, found_manifest = read_model(Pack, root / "pack.yaml")
    problems += found_manifest
    said = place
    if manifest is not None and place is not None:
        problems += check_manifest(manifest, root.resolve().name, place)
        problems += assets.add(cover_of(manifest), place)

    records: dict[str, RecordReading] = {}
    recall = memory.recall if memory.words == words else NO_MEMORY.recall
    all_read = manifest is not None
    ids: set[str] = set()
    references: list[Reference] = []
    for name in folder.files:
        if not is_record(name):
            continue
        path = folder.path(name)
        ids.add(_stem(name))
        reading, place = _read_record(path, name, terms, bad_keys, recall)
        done()
        problems += reading.problems
        outline = reading.outline
        if outline is None:
            all_read = False
            continue
        problems += _check_id(outline.id, name, records, place)
        problems += assets.add(outline.mentions(), place)
        references += references_of(reading, path)
        records.setdefault(outline.id, reading)
        ids.add(outline.id)
    if not ids:
        message, hint = say("The pack has no object records."), say("Add `objects/<id>.yaml`.")
        problems.append(Problem(root, None, "", "no-records", message, hint))
    own, foreign = split(references, manifest.id if manifest is not None else root.name)
    problems += lost(own, ids)
    if all_read:
        problems += unused(folder, assets.named)
    found_assets, found_media = assets.read()
    problems += found_media
    summary = summary_of(folder, said, assets)
    if manifest is None or errors(problems):
        return PackReading(root, None, _sorted(problems), summary, foreign)
    files = {name: folder.files[name] for name in assets.named}
    pack = LoadedPack(
        root, manifest, _ordered(records.values()), own_terms, folder, files, found_assets, words
    )
    return PackReading(root, pack, _sorted(problems), summary, foreign)


def read_packs(
    roots: Iterable[Path],
    hall_terms: Terms,
    decode_pictures: bool = True,
    done: Callable[[], None] = _nothing,
    memories: Mapping[str, Memory] = MappingProxyType({}),
) -> tuple[PackReading, ...]:
    """Read several packs, and check what they say of each other. A broken neighbour breaks no pack.

    ``memories`` are what is remembered of each, by its folder's name.
    """
    readings = [
        read_pack(root, hall_terms, decode_pictures, done, memories.get(root.name, NO_MEMORY))
        for root in roots
    ]
    ids = {
        reading.pack.manifest.id: {outline.id for outline in reading.pack.outlines}
        for reading in readings
        if reading.pack is not None
    }
    return tuple(
        replace(reading, problems=_sorted([*reading.problems, *lost_neighbours(reading.foreign, ids)]))
        for reading in readings
    )


def _read_record(
    path: Path,
    name: str,
    terms: Terms,
    bad_keys: frozenset[str],
    recall: Callable[[Path, str, str], RecordReading | None],
) -> tuple[RecordReading, Place]:
    """What one record's file says, remembered or read anew, apart from what other files say of it."""
    try:
        raw = read_bytes(path)
    except OSError as error:
        return RecordReading(name, "", None, (unreadable(path, error),), (), None), Place(path)
    digest = digest_of(raw) if raw is not None else ""
    known = recall(path, name, digest)
    if known is not None:
        return known, Place(path)
    record, place, problems = parse_model(ObjectRecord, raw, path)
    if record is None or place is None:
        return RecordReading(name, digest, None, tuple(problems), (), None), place or Place(path)
    problems += check_record(record, terms, bad_keys, place)
    lines = tuple(place.document.line(("related", index)) for index in range(len(record.related)))
    return RecordReading(name, digest, outline_of(record), tuple(problems), lines, record), place


def _ordered(readings: Iterable[RecordReading]) -> tuple[RecordReading, ...]:
    """In the order in which they are shown."""
    there = [(each.outline.order, each.outline.id, each) for each in readings if each.outline is not None]
    return tuple(each for _, _, each in sorted(there, key=lambda entry: entry[:2]))


def _stem(record: str) -> str:
    """``horse`` of ``objects/horse.yaml``."""
    return record.removeprefix("objects/").removesuffix(".yaml")


def _check_id(
    wanted: str, name: str, records: Mapping[str, RecordReading], place: Place
) -> Iterator[Problem]:
    if wanted in records:
        other = Path(records[wanted].file).name
        yield place.error(
            ("id",),
            "duplicate-id",
            say("The id `{id}` is already used in `{file}`.", id=wanted, file=other),
            say("Write `id: {id}`.", id=_stem(name)),
        )
    elif wanted != _stem(name):
        yield place.error(
            ("id",),
            "id-not-file-name",
            say("The id is `{id}`, but the file is `{file}`.", id=wanted, file=place.shown.name),
            say("Write `id: {id}`, or rename the file.", id=_stem(name)),
        )


def merged(hall: Terms, own: Terms) -> Terms:
    """The words of a pack: its own over the hall's."""
    return Terms.model_construct(None, **{kind: getattr(hall, kind) | getattr(own, kind) for kind in KINDS})


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda each: (str(each.file), each.line or 0, each.field, each.code)))
