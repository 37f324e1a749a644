"""View-models: frozen, plain, complete. A screen draws one and decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.catalogue.rows import Cue
from kiosk.languages import Language
from kiosk.viewmodels.phrase import Phrase as Phrase

NO_TEXT = Phrase("", "en")


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture with its words. ``folder`` and sizes as in ``ImageRow``."""

    folder: Path
    width: int
    height: int
    alt: Phrase
    caption: Phrase
    credit: Phrase


@dataclass(frozen=True, slots=True)
class CardView:
    key: int
    title: Phrase
    dates: Phrase
    picture: PictureView | None
    has_film: bool


@dataclass(frozen=True, slots=True)
class GalleryCardView:
    id: str
    title: Phrase
    subtitle: Phrase
    intro: Phrase
    count: Phrase
    accent: str
    cover: PictureView


@dataclass(frozen=True, slots=True)
class GalleriesView:
    heading: Phrase
    galleries: tuple[GalleryCardView, ...]


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One choice of a filter; ``key`` None is "all"."""

    key: str | None
    label: Phrase
    count: int
    """Records that it leaves under the other filter."""
    total: int
    """Records that it leaves alone."""
    chosen: bool


@dataclass(frozen=True, slots=True)
class GalleryView:
    id: str
    title: Phrase
    subtitle: Phrase
    intro: Phrase
    accent: str
    count: Phrase
    theme_heading: Phrase
    themes: tuple[ChoiceView, ...]
    material_heading: Phrase
    materials: tuple[ChoiceView, ...]
    keys: Sequence[int]
    total: int
    """Records of the gallery without filters."""
    nothing: Phrase
    show_all: Phrase


@dataclass(frozen=True, slots=True)
class FactView:
    """One line of the table of facts."""

    name: Phrase
    values: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class FilmView:
    file: Path
    poster: PictureView
    width: int
    height: int
    duration: float
    title: Phrase
    alt: Phrase
    cues: tuple[Cue, ...]
    cue_language: Language
    caption_tag: str
    label: Phrase
    """The word "Film"."""


@dataclass(frozen=True, slots=True)
class RecordView:
    key: int
    gallery_id: str
    gallery_title: Phrase
    accent: str
    title: Phrase
    dates: Phrase
    dates_note: Phrase
    replica: Phrase
    """The mark of a replica; empty for an original."""
    original: Phrase
    """Where the original is held; empty when not known."""
    original_note: Phrase
    label: Phrase
    story_heading: Phrase
    story: Phrase
    facts_heading: Phrase
    facts: tuple[FactView, ...]
    pictures: tuple[PictureView, ...]
    films: tuple[FilmView, ...]
    related_heading: Phrase
    related: tuple[CardView, ...]
    previous: int | None
    next: int | None
    previous_label: Phrase
    next_label: Phrase
    place: Phrase
    """"3 / 12" in its gallery."""


@dataclass(frozen=True, slots=True)
class ViewerView:
    pictures: tuple[PictureView, ...]
    title: Phrase
    close: Phrase
    zoom_in: Phrase
    zoom_out: Phrase


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading with paragraphs and lines beneath it."""

    heading: Phrase
    paragraphs: tuple[Phrase, ...]
    lines: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class AboutView:
    title: Phrase
    sections: tuple[SectionView, ...]


@dataclass(frozen=True, slots=True)
class BarView:
    """Words of the bar that is always there."""

    home: Phrase
    back: Phrase
    about: Phrase
    larger: Phrase
    language: Language
    languages: tuple[Language, ...]


@dataclass(frozen=True, slots=True)
class MessageView:
    """A few quiet words: the error screen, the screen without an edition, "still there?"."""

    title: Phrase
    text: Phrase
    button: Phrase = NO_TEXT
