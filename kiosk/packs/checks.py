"""What a model alone cannot tell: terms that exist, dates in order, an accent that can be read."""

from collections.abc import Iterator

from kiosk.messages import NOTHING, both, say
from kiosk.packs.model import ObjectRecord, Pack, Site, Terms
from kiosk.packs.place import Place
from kiosk.packs.texts import check_label_length, check_texts
from kiosk.problems import Problem
from kiosk.suggest import suggest

GROUND = "#14110d"
"""The dark ground of every screen."""
CONTRAST = 4.5
"""The least that WCAG 2.2 asks of a text against its ground."""

#: Kind of term -> there is none, and there is one of another kind.
_UNKNOWN = {
    "materials": say("There is no material `{key}`."),
    "techniques": say("There is no technique `{key}`."),
    "themes": say("There is no theme `{key}`."),
    "institutions": say("There is no institution `{key}`."),
    "sites": say("There is no site `{key}`."),
}
_ELSEWHERE = {
    "materials": say("It is one of the materials."),
    "techniques": say("It is one of the techniques."),
    "themes": say("It is one of the themes."),
    "institutions": say("It is one of the institutions."),
    "sites": say("It is one of the sites."),
}


def check_manifest(pack: Pack, folder: str, place: Place) -> Iterator[Problem]:
    yield from check_texts(pack, place)
    if pack.id != folder:
        yield place.error(
            ("id",),
            "id-not-folder-name",
            say("The pack's id is `{id}`, but its folder is `{folder}`.", id=pack.id, folder=folder),
            say("Write `id: {id}`, or rename the folder.", id=folder),
        )
    ratio = contrast(pack.accent, GROUND)
    if ratio < CONTRAST:
        yield place.error(
            ("accent",),
            "low-contrast",
            say(
                "The accent `{colour}` has a contrast of {ratio} to 1 on the dark ground `{ground}`.",
                colour=pack.accent,
                ratio=f"{ratio:.1f}",
                ground=GROUND,
            ),
            say("Choose a brighter colour; {least} to 1 is the least.", least=CONTRAST),
        )


def check_record(
    record: ObjectRecord, terms: Terms, bad_keys: frozenset[str], place: Place
) -> Iterator[Problem]:
    """All checks of one record that need no other record.

    ``bad_keys`` are terms of the pack that have errors, which are told elsewhere.
    """
    yield from check_texts(record, place)
    yield from check_label_length(record, place)
    yield from _check_terms(record, terms, bad_keys, place)
    if record.dates is not None:
        yield from _check_years(
            record.dates.earliest, record.dates.latest, "dates", ("earliest", "latest"), place
        )
    if record.find is not None:
        yield from _check_years(
            record.find.year_from, record.find.year_to, "find", ("year_from", "year_to"), place
        )
    if not record.images:
        yield place.warning(
            ("images",), "no-image", say("The record has no picture."), say("Add `{name}:`.", name="images")
        )


def check_site(site: Site, key: str, place: Place) -> Iterator[Problem]:
    if (site.latitude is None) != (site.longitude is None):
        there, gone = ("longitude", "latitude") if site.latitude is None else ("latitude", "longitude")
        message = say("`{there}` is given and `{gone}` is not.", there=there, gone=gone)
        yield place.error((key, there), "half-coordinates", message, say("Add `{name}:`.", name=gone))


def _check_terms(
    record: ObjectRecord, terms: Terms, bad_keys: frozenset[str], place: Place
) -> Iterator[Problem]:
    for kind in ("materials", "techniques", "themes"):
        known = getattr(terms, kind)
        seen = set()
        for index, key in enumerate(getattr(record, kind)):
            if key not in known and key not in bad_keys:
                yield _unknown_term(key, kind, terms, place, (kind, index))
            elif key in seen:
                message = say("`{key}` stands here twice.", key=key)
                yield place.warning((kind, index), "repeated", message, say("Keep one of the two."))
            seen.add(key)
    site = record.find.site if record.find is not None else None
    if site is not None and site not in terms.sites and site not in bad_keys:
        yield _unknown_term(site, "sites", terms, place, ("find", "site"))
    holder = record.original.institution if record.original is not None else None
    if holder is not None and holder not in terms.institutions and holder not in bad_keys:
        yield _unknown_term(holder, "institutions", terms, place, ("original", "institution"))


def _unknown_term(key: str, kind: str, terms: Terms, place: Place, path: tuple[str | int, ...]) -> Problem:
    hint = suggest(key, getattr(terms, kind))
    if not hint:
        elsewhere = [other for other in _ELSEWHERE if key in getattr(terms, other)]
        hint = both(
            _ELSEWHERE[elsewhere[0]] if elsewhere else NOTHING,
            say("Add it to `terms/{kind}.yaml`.", kind=kind),
        )
    return place.error(path, "unknown-term", _UNKNOWN[kind].filled(key=key), hint)


def _check_years(
    first: int | None, last: int | None, group: str, names: tuple[str, str], place: Place
) -> Iterator[Problem]:
    for year, name in zip((first, last), names, strict=True):
        if year == 0:
            hint = say("1 BC is -1, and the year after it is 1.")
            yield place.error((group, name), "year-zero", say("There is no year 0."), hint)
    if first is None and last is not None:
        yield place.error(
            (group, names[1]),
            "dates-reversed",
            say("`{last}` stands without `{first}`.", last=names[1], first=names[0]),
            say("Add `{name}:`.", name=names[0]),
        )
    if first is not None and last is not None and first > last:
        hint = say("Exchange the two.")
        if first < 0 or last < 0:
            hint = say(
                "Years BC are negative, and the earlier one has the larger number: -500 comes before -201."
            )
        yield place.error(
            (group, names[0]),
            "dates-reversed",
            say(
                "`{first}` ({first_year}) is later than `{last}` ({last_year}).",
                first=names[0],
                first_year=first,
                last=names[1],
                last_year=last,
            ),
            hint,
        )


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two ``#rrggbb`` colours, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
