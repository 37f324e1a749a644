"""Everything that one pack puts on the screen, for the person who writes it."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from kiosk.ui.navigation import GALLERIES, Place
from kiosk.ui.stage import Stage
from kiosk.ui.tour import Stop

if TYPE_CHECKING:
    from kiosk.catalogue.rows import RecordRow

MOST_PAGES = 8
"""Windows of one long page."""
_STEP = 0.8
"""Of the window's height, so that a line cut off in one picture is whole in the next."""


def all_of_a_pack(stage: Stage) -> Iterator[Stop]:
    """Of each gallery its page, every record from beginning to end, every picture and film."""
    yield Stop("galleries", GALLERIES)
    catalogue = stage.opened()
    for gallery in catalogue.galleries():
        yield from _pages(f"gallery-{gallery.id}", Place("gallery", gallery.id))
        for key in catalogue.record_keys(gallery.id):
            yield from _all_of_a_record(catalogue.record(key))


def only_records(ids: Sequence[str], stage: Stage) -> Iterator[Stop]:
    """All of these records, and nothing else; ids that no gallery has are passed over."""
    catalogue = stage.opened()
    for gallery in catalogue.galleries():
        keys = (catalogue.record_key(gallery.id, each) for each in ids)
        for key in keys:
            if key is not None:
                yield from _all_of_a_record(catalogue.record(key))


def _all_of_a_record(record: "RecordRow") -> Iterator[Stop]:
    name, gallery, key = f"record-{record.record_id}", record.gallery_id, record.key
    yield from _pages(name, Place("record", gallery, key))
    for index in range(len(record.images)):
        yield Stop(f"{name}-picture-{index + 1}", Place("viewer", gallery, key, picture=index))
    for index in range(len(record.films)):
        yield Stop(f"{name}-film-{index + 1}", Place("film", gallery, key, film=index))


def _pages(name: str, place: Place) -> Iterator[Stop]:
    """A page as many windows as it is long."""
    yield Stop(name, place)
    for page in range(1, MOST_PAGES):
        yield Stop(f"{name}-{page + 1}", place, partial(_show_page, page), partial(_has_page, page))


def _show_page(page: int, stage: Stage) -> None:
    if stage.screen is not None and stage.screen.scroll is not None:
        scroll = stage.screen.scroll
        scroll.scroll_to(min(page * _STEP * scroll.height, scroll.kinetic.limit))


def _has_page(page: int, stage: Stage) -> bool:
    """Whether the page before this one does not show the end."""
    if stage.screen is None or stage.screen.scroll is None:
        return False
    scroll = stage.screen.scroll
    return bool(scroll.kinetic.limit > (page - 1) * _STEP * scroll.height + 1)
