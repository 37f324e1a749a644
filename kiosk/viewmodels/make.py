"""Rows and a wording in, view-models out. Pure functions: no Kivy, no files, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from kiosk import formatting
from kiosk.catalogue.rows import (
    CardRow,
    CentreRow,
    CreditRow,
    FacetRow,
    Facets,
    FilmRow,
    GalleryRow,
    ImageRow,
    OriginalRow,
    RecordRow,
)
from kiosk.languages import ENDONYMS, LANGUAGES, Language
from kiosk.viewmodels.facts import facts
from kiosk.viewmodels.phrase import Phrase, paragraphs
from kiosk.viewmodels.views import (
    AboutView,
    BarView,
    CardView,
    ChoiceView,
    FilmView,
    GalleriesView,
    GalleryCardView,
    GalleryView,
    MessageView,
    PictureView,
    RecordView,
    SectionView,
    ViewerView,
)
from kiosk.viewmodels.wording import Wording, comma, dates

FEW_CHOICES = 5
"""Beyond that many, a filter that leaves a single object is left out: the objects want the room."""


def picture(image: ImageRow, say: Wording) -> PictureView:
    return PictureView(
        image.folder,
        image.width,
        image.height,
        say.text(image.alt),
        say.text(image.caption),
        say.text(image.credit),
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
        row.record_count,
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
        facts=tuple(facts(row, say)),
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
    """Every asset is counted under its credit, gallery by gallery; equal credits stand once."""
    by_credit: dict[Phrase, list[Phrase]] = {}
    for row in credits:
        by_credit.setdefault(say.text(row.credit), []).append(_credited(row, say))
    sections = [
        SectionView(
            say.ui(say.own("The Centre")),
            paragraphs(say.text(centre.intro)),
            tuple(say.text(fact) for fact in centre.facts),
        ),
        SectionView(say.ui(say.own("Credits")), paragraphs(say.text(centre.credits))),
    ]
    heading = say.ui(say.own("Picture and film credits"))
    sections += [SectionView(heading, (credit,), tuple(lines)) for credit, lines in by_credit.items()]
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


def closed(opens: datetime | None, today: date, say: Wording) -> MessageView:
    """``opens`` is by the hall's clock, None where nobody knows; ``today`` is its date."""
    when = ""
    if opens is not None:
        time = formatting.format_time(opens, say.language)
        match (opens.date() - today).days:
            case 0:
                when = say.own("Opens today at {time}").format(time=time)
            case 1:
                when = say.own("Opens tomorrow at {time}").format(time=time)
            case _:
                day = formatting.format_day(opens, say.language)
                when = say.own("Opens on {day}, at {time}").format(day=day, time=time)
    return MessageView(say.ui(say.own("Closed now")), say.ui(when))


def language_names() -> tuple[Phrase, ...]:
    return tuple(Phrase(ENDONYMS[language], language) for language in LANGUAGES)


def _first_paragraph(phrase: Phrase) -> Phrase:
    parts = paragraphs(phrase)
    return parts[0] if parts else phrase


def _count(number: int, say: Wording) -> Phrase:
    return say.ui(_counted(say.strings.ngettext("%d object", "%d objects", number), number, say))


def _counted(words: str, number: int, say: Wording) -> str:
    return words.replace("%d", formatting.format_count(number, say.language))


def _credited(row: CreditRow, say: Wording) -> Phrase:
    """ "Esik · 12 pictures, 1 film · CC-BY-4.0"."""
    pictures = say.strings.ngettext("%d picture", "%d pictures", row.pictures)
    films = say.strings.ngettext("%d film", "%d films", row.films)
    count = comma(
        say,
        [
            _counted(pictures, row.pictures, say) if row.pictures else "",
            _counted(films, row.films, say) if row.films else "",
        ],
    )
    gallery = say.text(row.gallery_title)
    return Phrase(f"{gallery.text} · {count} · {row.rights}", gallery.language, gallery.tag)


def _choices(
    rows: Iterable[FacetRow], chosen: str | None, everything: str, say: Wording
) -> tuple[ChoiceView, ...]:
    rows = list(rows)
    if len(rows) > FEW_CHOICES:
        rows = [row for row in rows if row.total > 1 or row.key == chosen]
    found = [
        ChoiceView(row.key, _capital(say.text(row.label)), row.count, row.total, row.key == chosen)
        for row in rows
    ]
    return (ChoiceView(None, say.ui(everything), 0, 0, chosen is None), *found)


def _capital(phrase: Phrase) -> Phrase:
    """Materials are words of a sentence in the catalogue; alone on a button they begin with a capital."""
    return replace(phrase, text=phrase.text[:1].upper() + phrase.text[1:])


def _original(row: OriginalRow | None, say: Wording) -> Phrase:
    if row is None or not row.institution:
        return say.ui("")
    holder, city = say.text(row.institution), say.text(row.city)
    where = comma(say, [holder.text, city.text])
    return Phrase(say.own("Original: {place}").format(place=where), holder.language, holder.tag)
