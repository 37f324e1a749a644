"""The table of facts of a record: a name and its values, line by line."""

from collections.abc import Iterable

from kiosk import formatting
from kiosk.catalogue.rows import DimensionsRow, FindRow, OriginalRow, RecordRow, SiteRow, TextMap
from kiosk.viewmodels.phrase import Phrase
from kiosk.viewmodels.views import FactView
from kiosk.viewmodels.wording import Wording, comma, dates


def facts(row: RecordRow, say: Wording) -> Iterable[FactView]:
    def fact(name: str, *values: Phrase) -> Iterable[FactView]:
        kept = tuple(value for value in values if value)
        if kept:
            yield FactView(say.ui(say.own(name)), kept)

    def listed(texts: Iterable[TextMap]) -> Phrase:
        words = [say.text(each).text for each in texts]
        return say.ui(("、" if say.language == "zh" else ", ").join(words))

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
    return say.ui(comma(say, [part for part in parts if part]))


def _dimensions(row: DimensionsRow, say: Wording) -> tuple[Phrase, Phrase]:
    sizes = formatting.format_dimensions(row, say.strings, say.language)
    return say.ui(sizes), say.text(row.note)


def _site(row: SiteRow, say: Wording) -> Iterable[Phrase]:
    yield say.ui(comma(say, [say.text(row.label).text, say.text(row.region).text]))
    if row.latitude is not None and row.longitude is not None:
        yield say.ui(formatting.format_coordinates(row.latitude, row.longitude, say.language))
    yield say.text(row.coordinates_note)


def _excavated(row: FindRow, say: Wording) -> Iterable[Phrase]:
    if row.year_from is not None:
        yield say.ui(formatting.format_years(row.year_from, row.year_to, say.language))
    yield say.ui(comma(say, [say.text(name).text for name in row.excavators]))
