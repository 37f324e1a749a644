"""Parts of a record as the JSON that the catalogue keeps of them; ``queries`` reads it back."""

from typing import Any

from kiosk.packs.model import Dates, Dimensions, Find, Original
from kiosk.packs.outline import texts


def dates_value(dates: Dates | None) -> dict[str, Any] | None:
    if dates is None:
        return None
    return {
        "earliest": dates.earliest,
        "latest": dates.latest,
        "precision": dates.precision,
        "circa": dates.circa,
        "debated": dates.debated,
        "note": texts(dates.note),
    }


def dimensions_value(size: Dimensions | None) -> dict[str, Any] | None:
    if size is None:
        return None
    return {**size.__dict__, "note": texts(size.note)}


def find_value(find: Find | None) -> dict[str, Any] | None:
    if find is None:
        return None
    return {
        "site": find.site,
        "context": texts(find.context),
        "excavators": [texts(name) for name in find.excavators],
        "year_from": find.year_from,
        "year_to": find.year_to,
    }


def original_value(original: Original | None) -> dict[str, Any] | None:
    if original is None:
        return None
    return {
        "institution": original.institution,
        "inventory_number": original.inventory_number or "",
        "note": texts(original.note),
    }
