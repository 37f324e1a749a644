"""What the catalogue answers: plain frozen rows. No SQL, no Kivy; every text is a map of languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TextMap = Mapping[str, str]
"""Language code -> text; holds only the languages that have one."""


@dataclass(frozen=True, slots=True)
class ImageRow:
    """A picture and its derivatives.

    ``folder`` holds ``c<width>.jpg`` (cropped to 4:3, widths of ``media.derive.CARD_WIDTHS``),
    ``f<side>.jpg`` (fitted into a square of that side, ``FIT_SIDES``, never enlarged: the largest may
    be smaller) and ``tiles/<level>/<x>_<y>.jpg`` (512 px; level 0 is the full size, each next one half).
    """

    id: int
    folder: Path
    width: int
    """Pixels of the original, after EXIF rotation."""
    height: int
    alt: TextMap
    caption: TextMap
    credit: TextMap
    rights: str


@dataclass(frozen=True, slots=True)
class Cue:
    """One caption: seconds from the film's start, and its text (lines split by ``\\n``)."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class FilmRow:
    """A film; ``poster`` is a picture with derivatives like any other."""

    id: int
    file: Path
    poster: ImageRow
    width: int
    height: int
    duration: float
    """Seconds."""
    title: TextMap
    alt: TextMap
    captions: Mapping[str, tuple[Cue, ...]]
    credit: TextMap
    rights: str


@dataclass(frozen=True, slots=True)
class GalleryRow:
    id: str
    title: TextMap
    subtitle: TextMap
    intro: TextMap
    accent: str
    """``#rrggbb``"""
    cover: ImageRow
    record_count: int
    version: str
    credit_line: TextMap
    rights: str


@dataclass(frozen=True, slots=True)
class DatesRow:
    earliest: int
    latest: int
    precision: str
    circa: bool
    debated: bool
    note: TextMap


@dataclass(frozen=True, slots=True)
class CardRow:
    """What a gallery's grid shows of one record."""

    key: int
    """The record's number in this edition."""
    record_id: str
    title: TextMap
    dates: DatesRow | None
    image: ImageRow | None
    has_film: bool


@dataclass(frozen=True, slots=True)
class FacetRow:
    """One choice of a filter, and how many records it leaves under the other filter."""

    key: str
    label: TextMap
    count: int
    total: int
    """How many it leaves with no other filter."""


@dataclass(frozen=True, slots=True)
class Facets:
    themes: tuple[FacetRow, ...]
    materials: tuple[FacetRow, ...]


@dataclass(frozen=True, slots=True)
class SiteRow:
    label: TextMap
    region: TextMap
    latitude: float | None
    longitude: float | None
    coordinates_note: TextMap


@dataclass(frozen=True, slots=True)
class FindRow:
    site: SiteRow
    context: TextMap
    excavators: tuple[TextMap, ...]
    year_from: int | None
    year_to: int | None


@dataclass(frozen=True, slots=True)
class OriginalRow:
    institution: TextMap
    """Empty when the holder is not known."""
    city: TextMap
    inventory_number: str
    note: TextMap


@dataclass(frozen=True, slots=True)
class DimensionsRow:
    """Millimetres and grams; None where not known."""

    height_mm: float | None
    width_mm: float | None
    depth_mm: float | None
    length_mm: float | None
    diameter_mm: float | None
    weight_g: float | None
    of: str
    note: TextMap


@dataclass(frozen=True, slots=True)
class RecordRow:
    key: int
    gallery_id: str
    record_id: str
    accession_number: str
    title: TextMap
    label: TextMap
    story: TextMap
    materials: tuple[TextMap, ...]
    techniques: tuple[TextMap, ...]
    themes: tuple[TextMap, ...]
    dates: DatesRow | None
    dimensions: DimensionsRow | None
    find: FindRow | None
    original: OriginalRow | None
    replica: bool
    credit_line: TextMap
    sources: tuple[str, ...]
    images: tuple[ImageRow, ...]
    films: tuple[FilmRow, ...]
    related: tuple[CardRow, ...]


@dataclass(frozen=True, slots=True)
class CentreRow:
    name: TextMap
    intro: TextMap
    facts: tuple[TextMap, ...]
    credits: TextMap
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CreditRow:
    """The assets of one gallery that say the same of their maker and rights."""

    gallery_id: str
    gallery_title: TextMap
    credit: TextMap
    rights: str
    pictures: int
    """Files; a picture that many records show is one."""
    films: int
