"""Rows of the catalogue that one record alone fills, apart from the numbers that other records decide."""

from collections.abc import Mapping
from typing import Any

from kiosk.catalogue import values
from kiosk.catalogue.rows import Cue
from kiosk.languages import LANGUAGES
from kiosk.packs.model import Film, Image, ObjectRecord
from kiosk.packs.outline import FilmOutline, texts

Value = dict[str, Any]


def record_row(record: ObjectRecord) -> Value:
    """Of ``schema.record``, without ``key``, ``gallery`` and ``picture``."""
    return {
        "id": record.id,
        "accession_number": record.accession_number,
        "title": texts(record.title),
        "dates": values.dates_value(record.dates),
        "has_film": bool(record.films),
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


def image_row(image: Image) -> Value:
    """Of ``schema.asset``, as are the next two: without ``id``, ``gallery``, ``record`` and ``medium``."""
    return _asset_row(image, image.file, caption=texts(image.caption))


def poster_row(film: Film) -> Value:
    return _asset_row(film, film.poster)


def film_row(film: Film, captions: Value, poster: int) -> Value:
    return _asset_row(film, film.file, title=texts(film.title), captions=captions, poster=poster)


def captions_of(film: FilmOutline, read: Mapping[str, tuple[Cue, ...]]) -> Value:
    """Language -> what is said, and when."""
    return {
        language: [(cue.start, cue.end, cue.text) for cue in read[file]]
        for language in LANGUAGES
        if (file := film.captions.get(language)) is not None
    }


def _asset_row(
    said: Image | Film,
    file: str,
    title: Value | None = None,
    caption: Value | None = None,
    captions: Value | None = None,
    poster: int | None = None,
) -> Value:
    return {
        "file": file,
        "title": title or {},
        "alt": texts(said.alt),
        "caption": caption or {},
        "credit": texts(said.credit),
        "rights": said.rights,
        "captions": captions,
        "poster": poster,
    }
