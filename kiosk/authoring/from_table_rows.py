"""One row of a table as the data of one record, by the mapping."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kiosk.authoring.date_words import read_date
from kiosk.authoring.from_table_mapping import (
    DatesFrom,
    DimensionsFrom,
    ImageFrom,
    KeyFrom,
    KeysFrom,
    RecordFrom,
    Size,
    Source,
    folded,
)
from kiosk.authoring.from_table_row import BRACES, Row, Trouble, short_name, without_empty
from kiosk.messages import say
from kiosk.packs.model import Terms

_NUMBER = re.compile(r"(\d[\d ]*(?:[.,]\d+)?)\s*(mm|cm|m|in|g|kg|мм|см|м|г|кг|毫米|厘米|米|克|千克|公斤)?\.?")
_UNITS = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": 25.4, "g": 1.0, "kg": 1000.0}
_UNIT_WORDS = {
    "мм": "mm", "см": "cm", "м": "m", "г": "g", "кг": "kg",
    "毫米": "mm", "厘米": "cm", "米": "m", "克": "g", "千克": "kg", "公斤": "kg",
}  # fmt: skip


def columns_of(mapping: RecordFrom) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every heading that the mapping of a record names, with its place there."""

    def walk(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
        if isinstance(value, tuple):
            for at, each in enumerate(value):
                yield from walk(each, (*path, at))
        elif isinstance(value, Source) and value.template is not None:
            for name in BRACES.findall(value.template):
                yield (*path, "template"), name
        elif hasattr(value, "__dict__"):
            headings = ("column", "earliest", "latest", "text", "year_from", "year_to")
            for name, each in value.__dict__.items():
                if name in headings and isinstance(each, str):
                    yield (*path, name), each
                else:
                    yield from walk(each, (*path, name))

    yield from walk(mapping, ())


def record_data(row: Row, mapping: RecordFrom, terms: Terms) -> dict[str, Any]:
    """The data of ``objects/<id>.yaml`` without ``order`` and with the names of pictures as the table has
    them; what could not be used is in ``row.troubles``."""
    number = row.value(mapping.accession_number)
    data: dict[str, Any] = {"id": short_name(row.value(mapping.id) if mapping.id else number)}
    data["accession_number"] = number
    for name in ("title", "label", "story"):
        data[name] = row.texts(getattr(mapping, name))
    for kind in ("materials", "techniques", "themes"):
        keys_from = getattr(mapping, kind)
        data[kind] = _keys(row, keys_from, getattr(terms, kind)) if keys_from else []
    data["dates"] = _dates(row, mapping.dates) if mapping.dates else {}
    data["dimensions"] = _dimensions(row, mapping.dimensions) if mapping.dimensions else {}
    if mapping.find is not None:
        site = _key(row, mapping.find.site, terms.sites)
        years = {name: _year(row, getattr(mapping.find, name)) for name in ("year_from", "year_to")}
        found = {"site": site, "context": row.texts(mapping.find.context), **years}
        data["find"] = found if site else {}
    if mapping.original is not None:
        holder = mapping.original.institution
        inventory = mapping.original.inventory_number
        data["original"] = {
            "institution": _key(row, holder, terms.institutions) if holder else None,
            "inventory_number": row.value(inventory) if inventory else None,
            "note": row.texts(mapping.original.note),
        }
    data["replica"] = mapping.replica
    data["credit_line"] = row.texts(mapping.credit_line)
    data["sources"] = [text for source in mapping.sources if (text := row.value(source))]
    data["images"] = [image for each in mapping.images for image in _images(row, each)]
    return without_empty(data)


def _keys(row: Row, source: KeysFrom, known: Mapping[str, object]) -> list[str]:
    words = [row.text(source.column)] if source.column else []
    for sign in source.split:
        words = [part for word in words for part in word.split(sign)]
    keys = list(source.always)
    for word in filter(None, map(folded, words)):
        key = source.by_word.get(word) or (slug if (slug := short_name(word)) in known else None)
        if key is not None:
            keys.append(key)
        elif source.unknown == "report":
            row.troubles.append(_unknown(source.column or "", word))
    return list(dict.fromkeys(keys))


def _key(row: Row, source: KeyFrom, known: Mapping[str, object]) -> str | None:
    word = folded(row.text(source.column)) if source.column else ""
    if not word:
        return source.default
    key = source.by_word.get(word) or short_name(word)
    if key not in known:
        row.troubles.append(_unknown(source.column or "", word))
        return source.default
    return key


def _unknown(column: str, word: str) -> Trouble:
    message = say("“{word}” is no key of a term.", word=word[:80])
    return Trouble(column, message, say("Add it under `values:` in the mapping file."))


def _dates(row: Row, source: DatesFrom) -> dict[str, Any]:
    words = row.text(source.text) if source.text else ""
    read = read_date(words) if words else None
    first, last = _year(row, source.earliest), _year(row, source.latest)
    if first is None and last is None:
        if words and read is None:
            message = say("“{text}” is no date that the kiosk understands.", text=words[:80])
            hint = say("Write it like “5th–3rd century BC” or “c. 500 BC”, or fill in the columns of years.")
            row.troubles.append(Trouble(source.text or "", message, hint))
        if read is None:
            return {}
        first, last, precision = read.earliest, read.latest, source.precision or read.precision
    else:
        first = last if first is None else first
        last = first if last is None else last
        whole = first is not None and last is not None and _whole_centuries(first, last)
        precision = source.precision or ("century" if whole else "year")
    if first is not None and last is not None and first > last:
        message = say("The first year, {first}, is later than the last, {last}.", first=first, last=last)
        row.troubles.append(Trouble(source.earliest or source.text or "", message, say("Mend the years.")))
        return {}
    found: dict[str, Any] = {"earliest": first, "latest": last}
    # What is so anyway is not written.
    if precision != "century":
        found["precision"] = precision
    if read is not None and read.circa:
        found["circa"] = True
    return found


def _whole_centuries(first: int, last: int) -> bool:
    """True for -500 to -301, or 1 to 100."""
    begins = first % 100 == (1 if first > 0 else 0)
    return begins and last % 100 == (0 if last > 0 else 99)


def _year(row: Row, column: str | None) -> int | None:
    text = row.text(column) if column else ""
    if not text:
        return None
    if re.fullmatch(r"[-–−]?\d{1,6}", text):
        year = int(re.sub("[–−]", "-", text))
        if year == 0:
            hint = say("1 BC is -1, and the year after it is 1.")
            row.troubles.append(Trouble(column or "", say("There is no year 0."), hint))
            return None
        return year
    read = read_date(text)
    if read is None or read.earliest != read.latest:
        message = say("“{text}” is no year.", text=text[:80])
        row.troubles.append(Trouble(column or "", message, say("Write digits only; years BC with a minus.")))
        return None
    return read.earliest


def _dimensions(row: Row, source: DimensionsFrom) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("height", "width", "depth", "length", "diameter"):
        size = getattr(source, name)
        found[f"{name}_mm"] = _size(row, size, ("mm", "cm", "m", "in")) if size else None
    found["weight_g"] = _size(row, source.weight, ("g", "kg")) if source.weight else None
    found["note"] = row.texts(source.note)
    found = without_empty(found)
    if found and source.of != "original":
        found["of"] = source.of
    return found


def _size(row: Row, size: Size, units: Sequence[str]) -> float | int | None:
    text = row.text(size.column)
    if not text:
        return None
    match = _NUMBER.fullmatch(text)
    unit = size.unit if match is None or not match[2] else _UNIT_WORDS.get(match[2], match[2])
    if match is None or unit not in units:
        message = say("“{text}” is no measure.", text=text[:80])
        hint = say("Write one number, with one of the units {units} or without.", units=", ".join(units))
        row.troubles.append(Trouble(size.column, message, hint))
        return None
    number = round(float(match[1].replace(" ", "").replace(",", ".")) * _UNITS[unit], 3)
    if number <= 0:
        message = say("“{text}” is no measure.", text=text[:80])
        row.troubles.append(Trouble(size.column, message, say("Leave it empty when it is not known.")))
        return None
    return int(number) if number.is_integer() else number


def _images(row: Row, source: ImageFrom) -> Iterator[dict[str, Any]]:
    names = row.value(source.file)
    for name in names.split(source.split) if source.split else [names]:
        if not name.strip():
            continue
        image = without_empty(
            {
                "file": name.strip(),
                "alt": row.texts(source.alt),
                "caption": row.texts(source.caption),
                "credit": row.texts(source.credit),
                "rights": row.value(source.rights),
            }
        )
        missing = [each for each in ("alt", "credit", "rights") if each not in image]
        if missing:
            message = say("The picture `{name}` has no `{field}`.", name=name.strip(), field=missing[0])
            hint = say("Fill in the column, or give a `default:` in the mapping file.")
            row.troubles.append(Trouble(source.file.column or "", message, hint))
        else:
            yield image
