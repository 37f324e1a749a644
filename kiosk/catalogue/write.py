"""Good packs become rows of a new catalogue: one transaction into a file that nobody reads yet."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from errno import ENOSPC
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Table, create_engine, insert
from sqlalchemy.exc import OperationalError

from kiosk.catalogue import schema, values
from kiosk.catalogue.credits import credit_rows
from kiosk.catalogue.editions import SCHEMA_VERSION
from kiosk.catalogue.values import texts
from kiosk.languages import LANGUAGES
from kiosk.media.derive import Medium
from kiosk.packs.model import (
    Centre,
    Film,
    Image,
    ObjectRecord,
    Terms,
    Text,
)
from kiosk.packs.reader import LoadedPack

Value = dict[str, Any]


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

    of: dict[Table, list[Value]] = field(default_factory=lambda: defaultdict(list))
    media: dict[str, int] = field(default_factory=dict)
    """Key of derivatives -> medium.id."""

    def add(self, table: Table, **values: Any) -> int:
        """Returns the number of the row in its table, from 1."""
        rows = self.of[table]
        rows.append(values)
        return len(rows)

    def medium(self, medium: Medium) -> int:
        number = self.media.get(medium.derivative)
        if number is None:
            number = self.media[medium.derivative] = self.add(
                schema.medium,
                id=len(self.media) + 1,
                derivative=medium.derivative,
                width=medium.width,
                height=medium.height,
                duration=medium.duration,
            )
        return number


def write_catalogue(
    file: Path, centre: Centre, exhibits: Sequence[Exhibit], done: Callable[[], None]
) -> None:
    """Make a catalogue at ``file``, which must not exist. ``done`` is called after each gallery.

    Nothing is on the disk for sure until the caller syncs it. Raises OSError when the disk is full.
    """
    rows = _Rows()
    _add_centre(rows, centre)
    keys = _number_records(exhibits)
    for number, exhibit in enumerate(exhibits, 1):
        _add_gallery(rows, number, exhibit, keys)
        done()
    _insert(file, rows)


def _number_records(exhibits: Sequence[Exhibit]) -> dict[tuple[str, str], int]:
    """Keys in the order in which records are shown: a gallery's are a range."""
    names = [(exhibit.pack.manifest.id, record.id) for exhibit in exhibits for record in exhibit.pack.records]
    return {name: key for key, name in enumerate(names, 1)}


def _insert(file: Path, rows: _Rows) -> None:
    engine = create_engine(
        "sqlite://",
        creator=partial(sqlite3.connect, file),
        json_serializer=json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode,
    )
    with engine.connect() as connection, _disk_errors(file):
        # The file is aside and synced as a whole later: a journal would only cost time.
        connection.exec_driver_sql("PRAGMA journal_mode = OFF")
        connection.exec_driver_sql("PRAGMA synchronous = OFF")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.commit()
        schema.metadata.create_all(connection)
        for table in schema.metadata.tables.values():
            if rows.of[table]:
                connection.execute(insert(table), rows.of[table])
        connection.commit()
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    engine.dispose()


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
    rows.add(
        schema.centre,
        id=1,
        name=texts(centre.name),
        intro=texts(centre.intro),
        facts=[texts(fact) for fact in centre.facts],
        credits=texts(centre.credits),
        sources=centre.sources,
    )


def _add_gallery(rows: _Rows, number: int, exhibit: Exhibit, keys: Mapping[tuple[str, str], int]) -> None:
    pack, manifest = exhibit.pack, exhibit.pack.manifest
    assets = rows.of[schema.asset]
    before = len(assets)
    rows.add(
        schema.gallery,
        number=number,
        id=manifest.id,
        title=texts(manifest.title),
        subtitle=texts(manifest.subtitle),
        intro=texts(manifest.intro),
        accent=manifest.accent,
        version=manifest.version,
        credit_line=texts(manifest.credit_line),
        rights=manifest.rights,
        first_key=keys[manifest.id, pack.records[0].id],
        record_count=len(pack.records),
        cover=_add_image(rows, number, None, manifest.cover, exhibit),
    )
    _add_terms(rows, number, exhibit)
    for record in pack.records:
        _add_record(rows, number, record, exhibit, keys)
    _add_facets(rows, number, pack.records)
    rows.of[schema.credit] += credit_rows(number, assets[before:])


def _add_terms(rows: _Rows, gallery: int, exhibit: Exhibit) -> None:
    used: dict[str, set[str]] = defaultdict(set)
    for record in exhibit.pack.records:
        used["materials"].update(record.materials)
        used["techniques"].update(record.techniques)
        used["themes"].update(record.themes)
        if record.find:
            used["sites"].add(record.find.site)
        if record.original and record.original.institution:
            used["institutions"].add(record.original.institution)
    for kind, names in used.items():
        words = getattr(exhibit.terms, kind)
        for key in sorted(names):
            term = words[key]
            rows.add(
                schema.term,
                gallery=gallery,
                kind=kind,
                key=key,
                label=texts(term.label),
                city=texts(getattr(term, "city", None)),
                region=texts(getattr(term, "region", None)),
                latitude=getattr(term, "latitude", None),
                longitude=getattr(term, "longitude", None),
                coordinates_note=texts(getattr(term, "coordinates_note", None)),
            )


def _add_record(
    rows: _Rows, gallery: int, record: ObjectRecord, exhibit: Exhibit, keys: Mapping[tuple[str, str], int]
) -> None:
    pack_id = exhibit.pack.manifest.id
    key = keys[pack_id, record.id]
    images = [_add_image(rows, gallery, key, image, exhibit) for image in record.images]
    films = [_add_film(rows, gallery, key, film, exhibit) for film in record.films]
    rows.of[schema.record].append(
        {
            "key": key,
            "gallery": gallery,
            "id": record.id,
            "accession_number": record.accession_number,
            "title": texts(record.title),
            "dates": values.dates_value(record.dates),
            "picture": images[0] if images else None,
            "has_film": bool(films),
            "replica": record.replica,
            "label": texts(record.label),
            "story": texts(record.story),
            "materials": record.materials,
            "techniques": record.techniques,
            "themes": record.themes,
            "dimensions": values.dimensions_value(record.dimensions),
            "find": values.find_value(record.find),
            "original": values.original_value(record.original),
            "credit_line": texts(record.credit_line),
            "sources": record.sources,
        }
    )
    for kind, assets in (("image", images), ("film", films)):
        rows.of[schema.record_asset] += [
            {"record": key, "kind": kind, "position": position, "asset": asset}
            for position, asset in enumerate(assets)
        ]
    for theme in set(record.themes):
        rows.of[schema.record_theme].append({"gallery": gallery, "theme": theme, "record": key})
    for material in set(record.materials):
        rows.of[schema.record_material].append({"gallery": gallery, "material": material, "record": key})
    # A neighbour that is not shown here, or not any more, is left out.
    named = (keys.get(_name(reference, pack_id)) for reference in dict.fromkeys(record.related))
    rows.of[schema.related] += [
        {"record": key, "position": position, "other": other}
        for position, other in enumerate(other for other in named if other is not None)
    ]


def _name(reference: str, pack_id: str) -> tuple[str, str]:
    pack, _, record = reference.rpartition("/")
    return pack or pack_id, record


def _add_image(rows: _Rows, gallery: int, record: int | None, image: Image, exhibit: Exhibit) -> int:
    return _add_asset(
        rows,
        gallery,
        record,
        image.file,
        exhibit,
        image.alt,
        image.credit,
        image.rights,
        caption=image.caption,
    )


def _add_film(rows: _Rows, gallery: int, record: int, film: Film, exhibit: Exhibit) -> int:
    poster = _add_asset(rows, gallery, record, film.poster, exhibit, film.alt, film.credit, film.rights)
    captions: Value = {
        language: [(cue.start, cue.end, cue.text) for cue in exhibit.pack.assets.captions[file]]
        for language in LANGUAGES
        if (file := getattr(film.captions, language)) is not None
    }
    return _add_asset(
        rows, gallery, record, film.file, exhibit, film.alt, film.credit, film.rights,
        title=film.title, captions=captions, poster=poster,
    )  # fmt: skip


def _add_asset(
    rows: _Rows,
    gallery: int,
    record: int | None,
    file: str,
    exhibit: Exhibit,
    alt: Text,
    credit: Text,
    rights: str,
    title: Text | None = None,
    caption: Text | None = None,
    captions: Value | None = None,
    poster: int | None = None,
) -> int:
    return rows.add(
        schema.asset,
        id=len(rows.of[schema.asset]) + 1,
        gallery=gallery,
        record=record,
        medium=rows.medium(exhibit.media[file]),
        file=file,
        title=texts(title),
        alt=texts(alt),
        caption=texts(caption),
        credit=texts(credit),
        rights=rights,
        captions=captions,
        poster=poster,
    )


def _add_facets(rows: _Rows, gallery: int, records: Sequence[ObjectRecord]) -> None:
    """Counts under every choice of the other filter, so that a screen never counts ten thousand records."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for record in records:
        themes, materials = set(record.themes), set(record.materials)
        counts.update(("themes", under, theme) for under in ("", *materials) for theme in themes)
        counts.update(("materials", under, material) for under in ("", *themes) for material in materials)
    rows.of[schema.facet] += [
        {"gallery": gallery, "kind": kind, "under": under, "key": key, "records": count}
        for (kind, under, key), count in counts.items()
    ]
