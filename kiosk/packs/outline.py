"""What the rest of a pack and the catalogue's small tables need to know of one record.

The long texts are not in it, so the outlines of ten thousand records are quickly kept and read back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.languages import LANGUAGES
from kiosk.packs.model import Film, ObjectRecord, Pack, Text
from kiosk.plain_yaml import FieldPath

Mention = tuple[FieldPath, str, str]
"""A file that is named: the place, the kind (``image``, ``film``, ``captions``), the file."""


@dataclass(frozen=True, slots=True)
class FilmOutline:
    """The files of one film."""

    file: str
    poster: str
    captions: Mapping[str, str]
    """Language -> file."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One record without its long texts."""

    id: str
    order: int
    title: Mapping[str, str]
    """Language -> text."""
    materials: tuple[str, ...]
    techniques: tuple[str, ...]
    themes: tuple[str, ...]
    site: str | None
    institution: str | None
    related: tuple[str, ...]
    images: tuple[str, ...]
    """Files, in the record's order."""
    films: tuple[FilmOutline, ...]

    def mentions(self) -> Iterator[Mention]:
        """Every file that the record names, in its order."""
        for index, file in enumerate(self.images):
            yield ("images", index, "file"), "image", file
        for index, film in enumerate(self.films):
            yield ("films", index, "file"), "film", film.file
            yield ("films", index, "poster"), "image", film.poster
            for language, file in film.captions.items():
                yield ("films", index, "captions", language), "captions", file

    def packed(self) -> list[Any]:
        """As plain data for JSON."""
        lists = self.materials, self.techniques, self.themes, self.site, self.institution, self.related
        films = [[film.file, film.poster, film.captions] for film in self.films]
        return [self.id, self.order, self.title, *lists, self.images, films]


def unpacked_outline(data: list[Any]) -> Outline:
    """The outline that ``Outline.packed`` made plain data of."""
    name, order, title, materials, techniques, themes, site, institution, related, images, films = data
    return Outline(
        name,
        order,
        title,
        tuple(materials),
        tuple(techniques),
        tuple(themes),
        site,
        institution,
        tuple(related),
        tuple(images),
        tuple(FilmOutline(*film) for film in films) if films else (),
    )


def outline_of(record: ObjectRecord) -> Outline:
    return Outline(
        record.id,
        record.order,
        texts(record.title),
        record.materials,
        record.techniques,
        record.themes,
        record.find.site if record.find is not None else None,
        record.original.institution if record.original is not None else None,
        record.related,
        tuple(image.file for image in record.images),
        tuple(map(_film, record.films)),
    )


def _film(film: Film) -> FilmOutline:
    captions = {language: file for language, file in film.captions.__dict__.items() if file is not None}
    return FilmOutline(film.file, film.poster, captions)


def cover_of(pack: Pack) -> Iterator[Mention]:
    """The file that ``pack.yaml`` itself names."""
    yield ("cover", "file"), "image", pack.cover.file


def texts(text: Text | None) -> dict[str, str]:
    """The languages that a text has."""
    if text is None:
        return {}
    return {language: said for language in LANGUAGES if (said := getattr(text, language)) is not None}
