"""Good packs become rows of a new catalogue: one transaction into a file that nobody reads yet."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from errno import ENOSPC
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, create_engine, insert
from sqlalchemy.exc import OperationalError

from kiosk.catalogue import schema
from kiosk.catalogue.counted import count_credits, facets
from kiosk.catalogue.editions import SCHEMA_VERSION
from kiosk.catalogue.record_rows import captions_of, film_row, image_row, poster_row, record_row
from kiosk.catalogue.taking_over import Kept, rows_in, take_over
from kiosk.media.derive import Medium
from kiosk.packs.model import Centre, ObjectRecord, Terms
from kiosk.packs.outline import Outline, texts
from kiosk.packs.reader import LoadedPack

Value = dict[str, Any]
Keys = Mapping[tuple[str, str], int]

_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A good pack and what was made of its assets."""

    pack: LoadedPack
    terms: Terms
    """The pack's words over the hall's."""
    media: Mapping[str, Medium]
    """Picture or film of the pack -> its derivatives."""


@dataclass(slots=True)
class _Rows:
    """Everything that will be inserted, by table."""

    kept: Kept | None
    """What is taken over besides."""
    of: dict[Table, list[Value]] = field(default_factory=lambda: defaultdict(list))
    plain: dict[Table, list[tuple[object, ...]]] = field(default_factory=lambda: defaultdict(list))
    """Rows of numbers and names, in the order of the columns."""
    media: dict[str, int] = field(default_factory=dict)
    """Key of derivatives -> medium.id."""
    assets: int = 0
    """How many there are so far."""

    def next_asset(self) -> int:
        """The id of one more asset."""
        self.assets += 1
        return self.assets

    def medium(self, medium: Medium) -> int:
        number = self.media.get(medium.derivative)
        if number is None:
            number = self.media[medium.derivative] = len(self.media) + 1
            self.plain[schema.medium].append(
                (number, medium.derivative, medium.width, medium.height, medium.duration)
            )
        return number


def write_catalogue(
    file: Path,
    centre: Centre,
    exhibits: Sequence[Exhibit],
    done: Callable[[], None],
    earlier: Path | None = None,
) -> None:
    """Make a catalogue at ``file``, which must not exist. ``done`` is called after each gallery.

    Rows of records that are only remembered are taken over from the catalogue ``earlier``; all else is the
    same as without it. Nothing is on the disk for sure until the caller syncs it. Raises OSError when the
    disk is full.
    """
    rows = _Rows(rows_in(earlier) if earlier is not None else None)
    _add_centre(rows, centre)
    keys = _number_records(exhibits)
    for number, exhibit in enumerate(exhibits, 1):
        _add_gallery(rows, number, exhibit, keys)
        done()
    _insert(file, rows)


def _number_records(exhibits: Sequence[Exhibit]) -> Keys:
    """Keys in the order in which records are shown: a gallery's are a range."""
    names = [(each.pack.manifest.id, record.id) for each in exhibits for record in each.pack.outlines]
    return {name: key for key, name in enumerate(names, 1)}


def _insert(file: Path, rows: _Rows) -> None:
    engine = create_engine(
        "sqlite://", creator=partial(sqlite3.connect, file, uri=True), json_serializer=_to_json
    )
    with engine.connect() as connection, _disk_errors(file):
        # The file is aside and synced as a whole later: a journal would only cost time.
        connection.exec_driver_sql("PRAGMA journal_mode = OFF")
        connection.exec_driver_sql("PRAGMA synchronous = OFF")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.commit()
        schema.metadata.create_all(connection)
        connection.commit()
        if rows.kept is not None:
            take_over(connection, rows.kept)
        for table in schema.metadata.tables.values():
            if rows.of[table]:
                connection.execute(insert(table), rows.of[table])
            _insert_plain(connection, table, rows.plain[table])
        count_credits(connection)
        connection.commit()
        connection.exec_driver_sql("ANALYZE main")
        connection.commit()
    engine.dispose()


def _insert_plain(connection: Connection, table: Table, rows: list[tuple[object, ...]]) -> None:
    """Many short rows: SQLAlchemy's own way takes ten times as long for each."""
    if rows:
        marks = ", ".join("?" * len(table.columns))
        connection.exec_driver_sql(f"INSERT INTO main.{table.name} VALUES ({marks})", rows)


@contextmanager
def _disk_errors(file: Path) -> Iterator[None]:
    """SQLite hides why it could not write; a full disk is what happens in a hall."""
    try:
        yield
    except OperationalError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        if code not in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise
        raise OSError(ENOSPC, str(error.orig), str(file)) from error


def _add_centre(rows: _Rows, centre: Centre) -> None:
    rows.of[schema.centre].append(
        {
            "id": 1,
            "name": texts(centre.name),
            "intro": texts(centre.intro),
            "facts": [texts(fact) for fact in centre.facts],
            "credits": texts(centre.credits),
            "sources": centre.sources,
        }
    )


def _add_gallery(rows: _Rows, number: int, exhibit: Exhibit, keys: Keys) -> None:
    pack, manifest = exhibit.pack, exhibit.pack.manifest
    outlines = pack.outlines
    cover = _add_asset(rows, (number, None), exhibit.media[manifest.cover.file], image_row(manifest.cover))
    rows.of[schema.gallery].append(
        {
            "number": number,
            "id": manifest.id,
            "title": texts(manifest.title),
            "subtitle": texts(manifest.subtitle),
            "intro": texts(manifest.intro),
            "accent": manifest.accent,
            "version": manifest.version,
            "credit_line": texts(manifest.credit_line),
            "rights": manifest.rights,
            "first_key": keys[manifest.id, outlines[0].id],
            "record_count": len(outlines),
            "cover": cover,
        }
    )
    _add_terms(rows, number, exhibit, outlines)
    for reading, outline in zip(pack.readings, outlines, strict=True):
        place = number, keys[manifest.id, outline.id]
        if reading.record is not None:
            _add_record(rows, place, reading.record, outline, exhibit)
        else:
            _keep_record(rows, place, outline, exhibit)
        _add_links(rows, place, outline, manifest.id, keys)
    rows.plain[schema.facet] += facets(number, outlines)


def _add_terms(rows: _Rows, gallery: int, exhibit: Exhibit, outlines: Sequence[Outline]) -> None:
    used: dict[str, set[str]] = defaultdict(set)
    for record in outlines:
        used["materials"].update(record.materials)
        used["techniques"].update(record.techniques)
        used["themes"].update(record.themes)
        if record.site:
            used["sites"].add(record.site)
        if record.institution:
            used["institutions"].add(record.institution)
    for kind, names in used.items():
        words = getattr(exhibit.terms, kind)
        for key in sorted(names):
            term = words[key]
            rows.of[schema.term].append(
                {
                    "gallery": gallery,
                    "kind": kind,
                    "key": key,
                    "label": texts(term.label),
                    "city": texts(getattr(term, "city", None)),
                    "region": texts(getattr(term, "region", None)),
                    "latitude": getattr(term, "latitude", None),
                    "longitude": getattr(term, "longitude", None),
                    "coordinates_note": texts(getattr(term, "coordinates_note", None)),
                }
            )


def _add_record(
    rows: _Rows, place: tuple[int, int], record: ObjectRecord, outline: Outline, exhibit: Exhibit
) -> None:
    """``place`` is the gallery's number and the record's key."""
    gallery, key = place
    media, captions = exhibit.media, exhibit.pack.assets.captions
    images = [_add_asset(rows, place, media[image.file], image_row(image)) for image in record.images]
    films = []
    for film, files in zip(record.films, outline.films, strict=True):
        poster = _add_asset(rows, place, media[film.poster], poster_row(film))
        said = film_row(film, captions_of(files, captions), poster)
        films.append(_add_asset(rows, place, media[film.file], said))
    numbers = {"key": key, "gallery": gallery, "picture": images[0] if images else None}
    rows.of[schema.record].append(numbers | record_row(record))
    _add_uses(rows, key, images, films)


def _add_asset(rows: _Rows, place: tuple[int, int | None], medium: Medium, said: Value) -> int:
    gallery, record = place
    number = rows.next_asset()
    numbers = {"id": number, "gallery": gallery, "record": record, "medium": rows.medium(medium)}
    rows.of[schema.asset].append(numbers | said)
    return number


def _keep_record(rows: _Rows, place: tuple[int, int], outline: Outline, exhibit: Exhibit) -> None:
    """As ``_add_record``, for one whose rows are in the earlier catalogue."""
    assert rows.kept is not None
    gallery, key = place
    kept, media = rows.kept, exhibit.media
    there, asset = kept.known[exhibit.pack.manifest.id, outline.id]

    def keep(file: str, captions: str | None = None, poster: int | None = None) -> int:
        nonlocal asset
        assert asset is not None
        number = rows.next_asset()
        kept.assets.append((number, gallery, key, rows.medium(media[file]), captions, poster, asset))
        asset += 1
        return number

    images = [keep(file) for file in outline.images]
    films = []
    for film in outline.films:
        poster = keep(film.poster)
        captions = _to_json(captions_of(film, exhibit.pack.assets.captions))
        films.append(keep(film.file, captions, poster))
    kept.records.append((key, gallery, images[0] if images else None, there))
    _add_uses(rows, key, images, films)


def _add_uses(rows: _Rows, key: int, images: Sequence[int], films: Sequence[int]) -> None:
    for kind, assets in (("image", images), ("film", films)):
        rows.plain[schema.record_asset] += [
            (key, kind, position, asset) for position, asset in enumerate(assets)
        ]


def _add_links(rows: _Rows, place: tuple[int, int], record: Outline, pack_id: str, keys: Keys) -> None:
    """Under which filters the record is found, and its neighbours."""
    gallery, key = place
    rows.plain[schema.record_theme] += [(gallery, theme, key) for theme in set(record.themes)]
    rows.plain[schema.record_material] += [(gallery, material, key) for material in set(record.materials)]
    # A neighbour that is not shown here, or not any more, is left out.
    named = (keys.get(_name(reference, pack_id)) for reference in dict.fromkeys(record.related))
    rows.plain[schema.related] += [
        (key, position, other) for position, other in enumerate(other for other in named if other is not None)
    ]


def _name(reference: str, pack_id: str) -> tuple[str, str]:
    pack, _, record = reference.rpartition("/")
    return pack or pack_id, record
