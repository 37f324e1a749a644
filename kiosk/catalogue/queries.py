"""Questions that screens ask the catalogue; every answer is made of the frozen rows of ``rows.py``."""

import json
import os
import sqlite3
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Row, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from kiosk.catalogue import editions, statements
from kiosk.catalogue.rows import (
    CardRow,
    CentreRow,
    CreditRow,
    Cue,
    DatesRow,
    DimensionsRow,
    FacetRow,
    Facets,
    FilmRow,
    FindRow,
    GalleryRow,
    ImageRow,
    OriginalRow,
    RecordRow,
    SiteRow,
    TextMap,
)
from kiosk.errors import EditionError
from kiosk.messages import quoted, say

AnyRow = Row[*tuple[Any, ...]]
_NOTHING: TextMap = {}


class Catalogue:
    """One edition, opened for reading. Use it from one thread; close it at the end.

    While it is open its edition is not pruned. Raises EditionError when it cannot be opened.
    """

    def __init__(self, edition: Path) -> None:
        self._folder = edition.resolve()
        self._data = editions.data_folder(self._folder)
        self.edition_id = editions.read(self._folder).id
        self._held = editions.hold(self._folder)
        engine = create_engine(
            "sqlite://",
            creator=partial(_connect, self._folder / editions.CATALOGUE),
            poolclass=StaticPool,
            json_deserializer=_from_json,
        )
        try:
            self._sql = engine.connect()
            rows = self._sql.execute(statements.GALLERIES).all()
        except DBAPIError as error:
            self.close()
            raise EditionError(
                self._folder, say("The catalogue cannot be read ({words}).", words=quoted(str(error.orig)))
            ) from error
        self._galleries = {row.id: row for row in rows}
        self._numbers = {row.number: row.id for row in rows}
        self._folders: dict[str, Path] = {}
        self._terms: dict[int, dict[tuple[str, str], AnyRow]] = {}

    def close(self) -> None:
        """Let go of the edition."""
        if hasattr(self, "_sql"):
            self._sql.close()
            self._sql.engine.dispose()
        if self._held >= 0:
            os.close(self._held)
            self._held = -1

    # Galleries

    def galleries(self) -> tuple[GalleryRow, ...]:
        """The galleries in the order of the configuration."""
        covers = self._images([row.cover for row in self._galleries.values()])
        return tuple(
            GalleryRow(
                id=row.id,
                title=row.title,
                subtitle=row.subtitle,
                intro=row.intro,
                accent=row.accent,
                cover=covers[row.cover],
                record_count=row.record_count,
                version=row.version,
                credit_line=row.credit_line,
                rights=row.rights,
            )
            for row in self._galleries.values()
        )

    def record_keys(
        self, gallery_id: str, theme: str | None = None, material: str | None = None
    ) -> Sequence[int]:
        """Keys of a gallery's records in their order, those that both filters leave."""
        gallery = self._galleries[gallery_id]
        if theme is None and material is None:
            return range(gallery.first_key, gallery.first_key + gallery.record_count)
        asked = {"gallery": gallery.number, "theme": theme, "material": material}
        if theme is None:
            found = self._sql.execute(statements.KEYS_BY_MATERIAL, asked)
        elif material is None:
            found = self._sql.execute(statements.KEYS_BY_THEME, asked)
        else:
            found = self._sql.execute(statements.KEYS_BY_BOTH, asked)
        keys: list[int] = json.loads(found.scalar_one())
        return keys

    def facets(self, gallery_id: str, theme: str | None = None, material: str | None = None) -> Facets:
        """Every theme and material of a gallery, the most frequent first whatever is chosen, with the
        number of records it leaves under the other filter (it may be 0)."""
        gallery = self._galleries[gallery_id]
        return Facets(
            themes=self._facet(gallery.number, "themes", material),
            materials=self._facet(gallery.number, "materials", theme),
        )

    def _facet(self, gallery: int, kind: str, under: str | None) -> tuple[FacetRow, ...]:
        counts: dict[str, dict[str, int]] = {"": {}, under or "": {}}
        asked = {"gallery": gallery, "kind": kind, "under": under or ""}
        for row in self._sql.execute(statements.FACETS, asked):
            counts[row.under][row.key] = row.records
        terms = self._gallery_terms(gallery)
        order = sorted(counts[""].items(), key=lambda choice: (-choice[1], choice[0]))
        left = counts[under or ""]
        return tuple(FacetRow(key, terms[kind, key].label, left.get(key, 0), total) for key, total in order)

    # Records

    def record_key(self, gallery_id: str, record_id: str) -> int | None:
        """The key of a record in this edition; None when the gallery or the record is not in it."""
        gallery = self._galleries.get(gallery_id)
        if gallery is None:
            return None
        key: int | None = self._sql.execute(
            statements.KEY_OF, {"gallery": gallery.number, "id": record_id}
        ).scalar_one_or_none()
        return key

    def record_id(self, key: int) -> str:
        """A record's id in its pack. Raises KeyError for a key not here."""
        found: str | None = self._sql.execute(statements.ID_OF, {"key": key}).scalar_one_or_none()
        if found is None:
            raise KeyError(key)
        return found

    def cards(self, keys: Sequence[int]) -> tuple[CardRow, ...]:
        """What the grid shows of these records, in the order asked. Raises KeyError for a key not here."""
        rows = {row.key: row for row in self._sql.execute(statements.CARDS, {"keys": json.dumps(list(keys))})}
        images = self._images([row.picture for row in rows.values() if row.picture is not None])
        return tuple(_card(rows[key], images) for key in keys)

    def record(self, key: int) -> RecordRow:
        """Everything of one record. Raises KeyError for a key not here."""
        row = self._sql.execute(statements.RECORD, {"key": key}).one_or_none()
        if row is None:
            raise KeyError(key)
        terms = self._gallery_terms(row.gallery)
        assets = self._sql.execute(statements.ASSETS_OF, {"key": key}).all()
        posters = self._images([asset.poster for asset in assets if asset.kind == "film"])
        related = self._sql.execute(statements.RELATED, {"key": key}).scalars().all()
        return RecordRow(
            key=row.key,
            gallery_id=self._numbers[row.gallery],
            record_id=row.id,
            accession_number=row.accession_number,
            title=row.title,
            label=row.label,
            story=row.story,
            materials=tuple(terms["materials", name].label for name in row.materials),
            techniques=tuple(terms["techniques", name].label for name in row.techniques),
            themes=tuple(terms["themes", name].label for name in row.themes),
            dates=_dates(row.dates),
            dimensions=DimensionsRow(**row.dimensions) if row.dimensions else None,
            find=_find(row.find, terms),
            original=_original(row.original, terms),
            replica=row.replica,
            credit_line=row.credit_line,
            sources=tuple(row.sources),
            images=tuple(self._image(asset) for asset in assets if asset.kind == "image"),
            films=tuple(self._film(asset, posters) for asset in assets if asset.kind == "film"),
            related=self.cards(related) if related else (),
        )

    # The house

    def centre(self) -> CentreRow:
        """The Centre that shows the packs."""
        row = self._sql.execute(statements.CENTRE).one()
        return CentreRow(
            name=row.name,
            intro=row.intro,
            facts=tuple(row.facts),
            credits=row.credits,
            sources=tuple(row.sources),
        )

    def credits(self) -> tuple[CreditRow, ...]:
        """Credit and rights of every asset, gallery by gallery; what is equal in a gallery is one row."""
        return tuple(
            CreditRow(
                self._numbers[row.gallery],
                self._galleries[self._numbers[row.gallery]].title,
                row.credit,
                row.rights,
                row.pictures,
                row.films,
            )
            for row in self._sql.execute(statements.CREDITS)
        )

    # Helpers

    def _gallery_terms(self, gallery: int) -> dict[tuple[str, str], AnyRow]:
        if gallery not in self._terms:
            rows = self._sql.execute(statements.TERMS, {"gallery": gallery})
            self._terms[gallery] = {(row.kind, row.key): row for row in rows}
        return self._terms[gallery]

    def _images(self, ids: Sequence[int]) -> dict[int, ImageRow]:
        rows = self._sql.execute(statements.PICTURES, {"keys": json.dumps(ids)})
        return {row.id: self._image(row) for row in rows}

    def _derivatives(self, key: str) -> Path:
        # Sixty paths cost as much as the rest of a page of cards.
        if key not in self._folders:
            self._folders[key] = editions.derivative_folder(self._data, key)
        return self._folders[key]

    def _image(self, row: AnyRow) -> ImageRow:
        return ImageRow(
            id=row.id,
            folder=self._derivatives(row.derivative),
            width=row.width,
            height=row.height,
            alt=row.alt,
            caption=row.caption,
            credit=row.credit,
            rights=row.rights,
        )

    def _film(self, row: AnyRow, posters: Mapping[int, ImageRow]) -> FilmRow:
        return FilmRow(
            id=row.id,
            file=self._derivatives(row.derivative) / "film.mp4",
            poster=posters[row.poster],
            width=row.width,
            height=row.height,
            duration=row.duration,
            title=row.title,
            alt=row.alt,
            captions={language: tuple(Cue(*cue) for cue in cues) for language, cues in row.captions.items()},
            credit=row.credit,
            rights=row.rights,
        )


_decode = json.JSONDecoder().raw_decode


def _from_json(text: str) -> Any:
    """What we wrote ourselves, without looking for space around it."""
    return _decode(text)[0]


def _connect(catalogue: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quote(str(catalogue))}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )


def _card(row: AnyRow, images: Mapping[int, ImageRow]) -> CardRow:
    image = None if row.picture is None else images[row.picture]
    return CardRow(row.key, row.id, row.title, _dates(row.dates), image, row.has_film)


def _dates(said: dict[str, Any] | None) -> DatesRow | None:
    return DatesRow(**said) if said else None


def _find(said: dict[str, Any] | None, terms: Mapping[tuple[str, str], AnyRow]) -> FindRow | None:
    if not said:
        return None
    site = terms["sites", said["site"]]
    return FindRow(
        site=SiteRow(
            site.label,
            site.region or _NOTHING,
            site.latitude,
            site.longitude,
            site.coordinates_note or _NOTHING,
        ),
        context=said["context"],
        excavators=tuple(said["excavators"]),
        year_from=said["year_from"],
        year_to=said["year_to"],
    )


def _original(said: dict[str, Any] | None, terms: Mapping[tuple[str, str], AnyRow]) -> OriginalRow | None:
    if not said:
        return None
    holder = terms["institutions", said["institution"]] if said["institution"] else None
    return OriginalRow(
        institution=holder.label if holder else _NOTHING,
        city=(holder.city if holder else None) or _NOTHING,
        inventory_number=said["inventory_number"],
        note=said["note"],
    )
