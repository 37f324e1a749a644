"""Rows and a language in, frozen view-models out. Pure functions: no Kivy, no files, no clock.

A screen draws a view-model and decides nothing. Every text is a ``Phrase``, because line breaking
depends on its language, and a text shown in another language says so with its ``tag``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk import formatting
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
from kiosk.i18n import UiStrings, pick
from kiosk.languages import ENDONYMS, LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text, the language it is in, and the words of its tag when that is not the visitor's."""

    text: str
    language: Language
    tag: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Wording:
    """How to say things to this visitor."""

    language: Language
    chain: Sequence[Language]
    strings: UiStrings

    def ui(self, message: str) -> Phrase:
        return Phrase(message, self.language)

    def own(self, message: str) -> str:
        return self.strings.gettext(message)

    def text(self, texts: TextMap) -> Phrase:
        """The pack's text in the visitor's language, or the next of the chain with a tag."""
        picked = pick(texts, self.language, self.chain)
        tag = self.strings.text_in(picked.language) if picked.is_fallback else ""
        return Phrase(picked.text, picked.language, tag)


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
    button: Phrase = Phrase("", "en")


def picture(image: ImageRow, say: Wording) -> PictureView:
    return PictureView(
        image.folder,
        image.width,
        image.height,
        say.text(image.alt),
        say.text(image.caption),
        say.text(image.credit),
    )


def dates(row: DatesRow | None, say: Wording) -> Phrase:
    if row is None:
        return say.ui("")
    return say.ui(
        formatting.format_dates(row.earliest, row.latest, row.precision, row.circa, row.debated, say.language)
    )


def card(row: CardRow, say: Wording) -> CardView:
    image = picture(row.image, say) if row.image else None
    return CardView(row.key, say.text(row.title), dates(row.dates, say), image, row.has_film)


def galleries(rows: Iterable[GalleryRow], say: Wording) -> GalleriesView:
    return GalleriesView(
        say.ui(say.own("Galleries")),
        tuple(
            GalleryCardView(
                row.id,
                say.text(row.title),
                say.text(row.subtitle),
                _first_paragraph(say.text(row.intro)),
                _count(row.record_count, say),
                row.accent,
                picture(row.cover, say),
            )
            for row in rows
        ),
    )


def gallery(
    row: GalleryRow,
    keys: Sequence[int],
    facets: Facets,
    theme: str | None,
    material: str | None,
    say: Wording,
) -> GalleryView:
    return GalleryView(
        row.id,
        say.text(row.title),
        say.text(row.subtitle),
        say.text(row.intro),
        row.accent,
        _count(len(keys), say),
        say.ui(say.own("Theme")),
        _choices(facets.themes, theme, say.own("All themes"), say),
        say.ui(say.own("Material")),
        _choices(facets.materials, material, say.own("All materials"), say),
        keys,
        say.ui(say.own("Nothing matches these filters")),
        say.ui(say.own("Show all")),
    )


def record(row: RecordRow, home: GalleryRow, keys: Sequence[int], say: Wording) -> RecordView:
    """``keys`` are the records of the gallery as the visitor filtered them, in order."""
    index = keys.index(row.key) if row.key in keys else -1
    return RecordView(
        key=row.key,
        gallery_id=row.gallery_id,
        gallery_title=say.text(home.title),
        accent=home.accent,
        title=say.text(row.title),
        dates=dates(row.dates, say),
        dates_note=say.text(row.dates.note) if row.dates else say.ui(""),
        replica=say.ui(say.own("Replica") if row.replica else ""),
        original=_original(row.original, say),
        original_note=say.text(row.original.note) if row.original else say.ui(""),
        label=say.text(row.label),
        story_heading=say.ui(say.own("Story")),
        story=say.text(row.story),
        facts_heading=say.ui(say.own("Details")),
        facts=tuple(_facts(row, say)),
        pictures=tuple(picture(image, say) for image in row.images),
        films=tuple(film(each, say) for each in row.films),
        related_heading=say.ui(say.own("Related objects")),
        related=tuple(card(each, say) for each in row.related),
        previous=keys[index - 1] if index > 0 else None,
        next=keys[index + 1] if 0 <= index < len(keys) - 1 else None,
        previous_label=say.ui(say.own("Previous")),
        next_label=say.ui(say.own("Next")),
        place=say.ui(f"{index + 1} / {len(keys)}" if index >= 0 else ""),
    )


def film(row: FilmRow, say: Wording) -> FilmView:
    wanted = [say.language, *say.chain]
    spoken = next((each for each in wanted if row.captions.get(each)), say.language)
    return FilmView(
        row.file,
        picture(row.poster, say),
        row.width,
        row.height,
        row.duration,
        say.text(row.title),
        say.text(row.alt),
        row.captions.get(spoken, ()),
        spoken,
        say.strings.text_in(spoken) if spoken != say.language else "",
        say.ui(say.own("Film")),
    )


def viewer(row: RecordRow, say: Wording) -> ViewerView:
    return ViewerView(
        tuple(picture(image, say) for image in row.images),
        say.text(row.title),
        say.ui(say.own("Close")),
        say.ui(say.own("Zoom in")),
        say.ui(say.own("Zoom out")),
    )


def about(
    centre: CentreRow, credits: Sequence[CreditRow], licences: Sequence[str], say: Wording
) -> AboutView:
    """Every asset is named with its rights; equal credits stand once, over their files."""
    by_credit: dict[tuple[Phrase, str], list[str]] = {}
    for credit in credits:
        names = by_credit.setdefault((say.text(credit.credit), credit.rights), [])
        title = say.text(credit.record_title).text
        names.append(f"{title} ({Path(credit.file).name})" if title else Path(credit.file).name)
    sections = [
        SectionView(
            say.ui(say.own("The Centre")),
            paragraphs(say.text(centre.intro)),
            tuple(say.text(fact) for fact in centre.facts),
        ),
        SectionView(say.ui(say.own("Credit line")), paragraphs(say.text(centre.credits))),
    ]
    for (credit_text, rights), names in by_credit.items():
        listed = "；".join(names) if say.language == "zh" else "; ".join(names)
        heading = say.ui(say.own("Picture and film credits"))
        sections.append(SectionView(heading, (credit_text, say.ui(rights)), (say.ui(listed),)))
    if centre.sources:
        sections.append(
            SectionView(say.ui(say.own("Sources")), (), tuple(Phrase(each, "en") for each in centre.sources))
        )
    sections.append(
        SectionView(say.ui(say.own("Fonts and licences")), (), tuple(Phrase(each, "en") for each in licences))
    )
    return AboutView(say.text(centre.name), tuple(sections))


def bar(languages: Sequence[Language], text_is_larger: bool, say: Wording) -> BarView:
    return BarView(
        say.ui(say.own("Galleries")),
        say.ui(say.own("Back")),
        say.ui(say.own("About")),
        say.ui(say.own("Normal text") if text_is_larger else say.own("Larger text")),
        say.language,
        tuple(languages),
    )


def error(say: Wording) -> MessageView:
    return MessageView(
        say.ui(say.own("Something went wrong")), say.ui(say.own("We are going back to the galleries"))
    )


def still_there(seconds: int, say: Wording) -> MessageView:
    countdown = say.strings.ngettext(
        "The kiosk will start again in %d second",
        "The kiosk will start again in %d seconds",
        seconds,
    )
    return MessageView(
        say.ui(say.own("Still there?")), say.ui(countdown % seconds), say.ui(say.own("Yes, go on"))
    )


def language_names() -> tuple[Phrase, ...]:
    return tuple(Phrase(ENDONYMS[language], language) for language in LANGUAGES)


def paragraphs(phrase: Phrase) -> tuple[Phrase, ...]:
    """Parted at empty lines; single line ends are spaces (none between Chinese characters)."""
    joiner = "" if phrase.language == "zh" else " "
    parts = [joiner.join(part.split("\n")).strip() for part in phrase.text.split("\n\n")]
    kept = [part for part in parts if part]
    return tuple(
        Phrase(part, phrase.language, phrase.tag if index == 0 else "") for index, part in enumerate(kept)
    )


def _first_paragraph(phrase: Phrase) -> Phrase:
    parts = paragraphs(phrase)
    return parts[0] if parts else phrase


def _count(number: int, say: Wording) -> Phrase:
    words = say.strings.ngettext("%d object", "%d objects", number)
    return say.ui(words.replace("%d", formatting.format_count(number, say.language)))


def _choices(
    rows: Iterable[FacetRow], chosen: str | None, everything: str, say: Wording
) -> tuple[ChoiceView, ...]:
    found = [ChoiceView(row.key, say.text(row.label), row.count, row.key == chosen) for row in rows]
    return (ChoiceView(None, say.ui(everything), 0, chosen is None), *found)


def _original(row: OriginalRow | None, say: Wording) -> Phrase:
    if row is None or not row.institution:
        return say.ui("")
    holder, city = say.text(row.institution), say.text(row.city)
    where = _comma(say, [holder.text, city.text])
    return Phrase(say.own("Original: {place}").format(place=where), holder.language, holder.tag)


def _facts(row: RecordRow, say: Wording) -> Iterable[FactView]:
    def fact(name: str, *values: Phrase) -> Iterable[FactView]:
        kept = tuple(value for value in values if value)
        if kept:
            yield FactView(say.ui(say.own(name)), kept)

    def listed(texts: Iterable[TextMap]) -> Phrase:
        return say.ui(_comma(say, [say.text(each).text for each in texts]))

    yield from fact("Date", dates(row.dates, say), say.text(row.dates.note) if row.dates else say.ui(""))
    yield from fact("Materials", listed(row.materials))
    yield from fact("Technique", listed(row.techniques))
    if row.dimensions:
        yield from fact("Dimensions", *_dimensions(row.dimensions, say))
    if row.find:
        yield from fact("Find site", *_site(row.find.site, say), say.text(row.find.context))
        yield from fact("Excavated", *_excavated(row.find, say))
    yield from fact("Original", _holder(row.original, say))
    yield from fact("Inventory number", say.ui(row.original.inventory_number if row.original else ""))
    yield from fact("Accession number", say.ui(row.accession_number))
    yield from fact("Theme", listed(row.themes))
    yield from fact("Credit line", say.text(row.credit_line))
    yield from fact("Sources", *(Phrase(each, "en") for each in row.sources))


def _holder(row: OriginalRow | None, say: Wording) -> Phrase:
    if row is None:
        return say.ui("")
    parts = [say.text(row.institution).text, say.text(row.city).text]
    return say.ui(_comma(say, [part for part in parts if part]))


def _dimensions(row: DimensionsRow, say: Wording) -> tuple[Phrase, Phrase]:
    sizes = formatting.format_dimensions(row, say.strings, say.language)
    return say.ui(sizes), say.text(row.note)


def _site(row: SiteRow, say: Wording) -> Iterable[Phrase]:
    yield say.ui(_comma(say, [say.text(row.label).text, say.text(row.region).text]))
    if row.latitude is not None and row.longitude is not None:
        yield say.ui(formatting.format_coordinates(row.latitude, row.longitude, say.language))
    yield say.text(row.coordinates_note)


def _excavated(row: FindRow, say: Wording) -> Iterable[Phrase]:
    if row.year_from is not None:
        yield say.ui(formatting.format_years(row.year_from, row.year_to, say.language))
    yield say.ui(_comma(say, [say.text(name).text for name in row.excavators]))


def _comma(say: Wording, parts: Sequence[str]) -> str:
    kept = [part for part in parts if part]
    return ("，" if say.language == "zh" else ", ").join(kept)
