"""Dates, sizes, places and counts as words, in four languages. Pure functions.

Numbers and units come from Babel's CLDR data, loaded when first needed (``warm_up``). What CLDR does not
know, centuries before our era and how each language writes them, is here. Spaces that must not part
(до н. э., 7,7 см) are U+00A0.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Literal, Protocol

from kiosk.i18n import translator
from kiosk.languages import Language

NBSP = "\u00a0"


class Sizes(Protocol):
    """Millimetres and grams; None where not known (``catalogue.rows.DimensionsRow``)."""

    @property
    def height_mm(self) -> float | None: ...
    @property
    def width_mm(self) -> float | None: ...
    @property
    def depth_mm(self) -> float | None: ...
    @property
    def length_mm(self) -> float | None: ...
    @property
    def diameter_mm(self) -> float | None: ...
    @property
    def weight_g(self) -> float | None: ...
    @property
    def of(self) -> str: ...


class Words(Protocol):
    """What this module needs of ``i18n.UiStrings``."""

    @property
    def gettext(self) -> Callable[[str], str]: ...


def warm_up(languages: tuple[Language, ...]) -> None:
    """Load Babel and its data now (0.1 s), not at a visitor's touch."""
    for language in languages:
        _decimal(1234.5, language)


def format_count(number: int, language: Language) -> str:
    """12; 10,000 or 10 000."""
    return str(number) if 0 <= number < 1000 else _decimal(number, language)


# Dates


def format_dates(
    earliest: int, latest: int, precision: str, circa: bool, debated: bool, language: Language
) -> str:
    """5th–3rd century BC, «V–III вв. до н. э.», «б.з.б. V–III ғғ.», 公元前5—前3世纪.

    Years before our era are negative; there is no year 0. ``precision`` is ``century`` or ``year``.
    The era is left out where all of it lies after the year 1000.
    """
    first, last = (earliest, latest) if precision == "year" else (_century(earliest), _century(latest))
    dated_era = earliest < 1000
    text = _RANGES[language](first, last, precision == "year", dated_era)
    _ = translator(language).gettext
    if circa:
        text = _("about {date}").format(date=text)
    if debated:
        text = _("{date} (dating debated)").format(date=text)
    return text


def format_years(year_from: int, year_to: int | None, language: Language) -> str:
    """Years of a dig: 1969–1970, «1969–1970 гг.», «1969–1970 жж.», 1969—1970年."""
    return _RANGES[language](year_from, year_from if year_to is None else year_to, True, False)


def _century(year: int) -> int:
    """-500 to -401 give -5; 1 to 100 give 1."""
    number = (abs(year) - 1) // 100 + 1
    return number if year > 0 else -number


def _range_en(first: int, last: int, years: bool, era: bool) -> str:
    def number(value: int) -> str:
        return str(abs(value)) if years else _ordinal(abs(value))

    def one(numbers: str, before: bool) -> str:
        numbers = numbers if years else f"{numbers} century"
        if before:
            return f"{numbers}{NBSP}BC"
        if not era:
            return numbers
        return f"AD{NBSP}{numbers}" if years else f"{numbers}{NBSP}AD"

    return _joined(first, last, number, one)


def _range_ru(first: int, last: int, years: bool, era: bool) -> str:
    def number(value: int) -> str:
        return str(abs(value)) if years else _roman(abs(value))

    def one(numbers: str, before: bool) -> str:
        unit = ("гг." if years else "вв.") if "–" in numbers else ("г." if years else "в.")
        age = f" до{NBSP}н.{NBSP}э." if before else f" н.{NBSP}э." if era else ""
        return f"{numbers}{NBSP}{unit}{age}"

    return _joined(first, last, number, one)


def _range_kk(first: int, last: int, years: bool, era: bool) -> str:
    def number(value: int) -> str:
        return str(abs(value)) if years else _roman(abs(value))

    def one(numbers: str, before: bool) -> str:
        unit = ("жж." if years else "ғғ.") if "–" in numbers else ("ж." if years else "ғ.")
        age = f"б.з.б.{NBSP}" if before else f"б.з.{NBSP}" if era else ""
        return f"{age}{numbers}{NBSP}{unit}"

    return _joined(first, last, number, one)


def _range_zh(first: int, last: int, years: bool, era: bool) -> str:
    unit = "年" if years else "世纪"
    start = f"公元前{-first}" if first < 0 else f"公元{first}" if era else str(first)
    if first == last:
        return start + unit
    if first < 0 < last:
        return f"{start}{unit}—公元{last}{unit}"
    return f"{start}—前{-last}{unit}" if last < 0 else f"{start}—{last}{unit}"


def _joined(first: int, last: int, number: Callable[[int], str], one: Callable[[str, bool], str]) -> str:
    """``one`` puts unit and era to a number or a range; across the eras there are two of them."""
    if first == last:
        return one(number(first), first < 0)
    if first < 0 < last:
        return f"{one(number(first), True)}{NBSP}– {one(number(last), False)}"
    return one(f"{number(first)}–{number(last)}", first < 0)


_RANGES: dict[Language, Callable[[int, int, bool, bool], str]] = {
    "kk": _range_kk,
    "zh": _range_zh,
    "en": _range_en,
    "ru": _range_ru,
}


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 < number % 100 < 14 else ending}"


def _roman(number: int) -> str:
    digits = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, letters in digits:
        count, number = divmod(number, value)
        text += letters * count
    return text


# Sizes


def format_dimensions(row: Sizes, strings: Words, language: Language) -> str:
    """Height 7.7 cm, width 2.2 cm (original); empty when nothing is known."""
    _ = strings.gettext
    parts = [
        words.format(value=format_length(value, language))
        for words, value in (
            (_("height {value}"), row.height_mm),
            (_("width {value}"), row.width_mm),
            (_("depth {value}"), row.depth_mm),
            (_("length {value}"), row.length_mm),
            (_("diameter {value}"), row.diameter_mm),
        )
        if value is not None
    ]
    if row.weight_g is not None:
        parts.append(_("weight {value}").format(value=format_weight(row.weight_g, language)))
    if not parts:
        return ""
    sizes = ("，" if language == "zh" else ", ").join(parts)
    sizes = sizes[0].upper() + sizes[1:]
    whole = _("{sizes} (original)") if row.of == "original" else _("{sizes} (replica)")
    return whole.format(sizes=sizes)


def format_length(millimetres: float, language: Language) -> str:
    """In mm below 10 mm, in m from 1,000 mm, else in cm; at most two decimals."""
    if millimetres < 10:
        return _unit(millimetres, "length-millimeter", language)
    if millimetres < 1000:
        return _unit(millimetres / 10, "length-centimeter", language)
    return _unit(millimetres / 1000, "length-meter", language)


def format_weight(grams: float, language: Language) -> str:
    """In g, from 1,000 g in kg; at most two decimals."""
    if grams < 1000:
        return _unit(grams, "mass-gram", language)
    return _unit(grams / 1000, "mass-kilogram", language)


def _unit(value: float, unit: str, language: Language) -> str:
    from babel.units import format_unit

    # CLDR's short Chinese gram is "g", where a label has 克; its long centimetre is missing.
    length: Literal["short", "long"] = "long" if language == "zh" and unit.startswith("mass") else "short"
    text = format_unit(value, unit, length, format="#,##0.##", locale=language)
    return str(text).replace(" ", NBSP)


def _decimal(number: float, language: Language) -> str:
    from babel.numbers import format_decimal

    return str(format_decimal(number, locale=language))


# Days and times of opening

_DAYS: dict[Language, str] = {
    "kk": "d MMMM, EEEE",
    "zh": "M月d日EEEE",
    "en": "EEEE, d MMMM",
    "ru": "EEEE, d MMMM",
}


def format_day(day: date, language: Language) -> str:
    """Monday, 4 May; понедельник, 4 мая; 4 мамыр, дүйсенбі; 5月4日星期一."""
    from babel.dates import format_date

    return str(format_date(day, _DAYS[language], locale=language))


def format_time(moment: datetime, language: Language) -> str:
    """09:00, by the clock of ``moment``, the same in all four languages."""
    return f"{moment:%H:%M}"


# Places


def format_coordinates(latitude: float, longitude: float, language: Language) -> str:
    """49°20′ N, 86°22′ E; 北纬49°20′，东经86°22′. Degrees of WGS84 in, rounded to minutes."""
    north, east = latitude >= 0, longitude >= 0
    lat, lon = _minutes(latitude), _minutes(longitude)
    match language:
        case "kk":
            lat = f"{'с.' if north else 'о.'}{NBSP}е.{NBSP}{lat}"
            return f"{lat}, {'ш.' if east else 'б.'}{NBSP}б.{NBSP}{lon}"
        case "zh":
            return f"{'北纬' if north else '南纬'}{lat}，{'东经' if east else '西经'}{lon}"
        case "en":
            return f"{lat}{NBSP}{'N' if north else 'S'}, {lon}{NBSP}{'E' if east else 'W'}"
        case "ru":
            lat = f"{lat}{NBSP}{'с.' if north else 'ю.'}{NBSP}ш."
            return f"{lat}, {lon}{NBSP}{'в.' if east else 'з.'}{NBSP}д."


def _minutes(degrees: float) -> str:
    whole, minutes = divmod(round(abs(degrees) * 60), 60)
    return f"{whole}°{minutes:02}′"
