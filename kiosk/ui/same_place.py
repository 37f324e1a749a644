"""The same places in another edition: records have other numbers there, or are gone."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.ui.navigation import Place

if TYPE_CHECKING:
    from kiosk.catalogue.queries import Catalogue


def named(places: Iterable[Place], catalogue: "Catalogue | None") -> list[tuple[Place, str]]:
    """Each place with the id of its record, empty where it has none. ``catalogue`` is of their edition."""
    return [
        (place, catalogue.record(place.record).record_id if place.record and catalogue else "")
        for place in places
    ]


def found_again(place: Place, record_id: str, catalogue: "Catalogue") -> Place | None:
    """The place in another edition, or the nearest one to it that is left; None when its gallery is gone."""
    if not place.gallery:
        return place
    if place.gallery not in {gallery.id for gallery in catalogue.galleries()}:
        return None
    place = _filtered(place, catalogue)
    if not record_id:
        return place
    key = catalogue.record_key(place.gallery, record_id)
    if key is None:
        return replace(place, screen="gallery", record=0, picture=0, film=0)
    place = replace(place, record=key)
    if key not in catalogue.record_keys(place.gallery, place.theme, place.material):
        place = replace(place, theme=None, material=None)
    record = catalogue.record(key)
    is_there = {"viewer": place.picture < len(record.images), "film": place.film < len(record.films)}
    if not is_there.get(place.screen, True):
        return replace(place, screen="record", picture=0, film=0)
    return place


def _filtered(place: Place, catalogue: "Catalogue") -> Place:
    """With the visitor's filters as far as they still leave something."""
    if catalogue.record_keys(place.gallery, place.theme, place.material):
        return place
    return replace(place, theme=None, material=None)
