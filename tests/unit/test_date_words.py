"""Dates in words become years, and those that are not understood become nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.authoring.date_words import DateWords, read_date
from kiosk.formatting import format_dates
from kiosk.languages import LANGUAGES


@pytest.mark.parametrize(
    ("words", "earliest", "latest", "precision", "circa"),
    [
        ("5th–3rd century BC", -500, -201, "century", False),
        ("5th century B.C.", -500, -401, "century", False),
        ("late 5th–early 4th century B.C.E.", -500, -301, "century", False),
        ("first half of the 8th century BC", -800, -701, "century", False),
        ("6th c. BC", -600, -501, "century", False),
        ("5/4th century BC", -500, -301, "century", False),
        ("ca. 500 B.C.", -500, -500, "year", True),
        ("c. 730–690 BC", -730, -690, "year", True),
        ("probably 3rd century A.D.", 201, 300, "century", True),
        ("A.D. 3rd century", 201, 300, "century", False),
        ("2nd century BC–1st century AD", -200, 100, "century", False),
        ("500 BC - AD 100", -500, 100, "year", False),
        ("1st millennium BC", -1000, -1, "century", False),
        ("19th century", 1801, 1900, "century", False),
        ("1850", 1850, 1850, "year", False),
        ("1850-60", 1850, 1860, "year", False),
        ("1850s", 1850, 1859, "year", False),
        ("V–III вв. до н. э.", -500, -201, "century", False),
        ("конец VI – начало V в. до н.э.", -600, -401, "century", False),
        ("ок. 500 г. до н. э.", -500, -500, "year", True),
        ("ХІХ в.", 1801, 1900, "century", False),
        ("б.з.б. V–III ғғ.", -500, -201, "century", False),
        ("шамамен б.з.б. V ғ.", -500, -401, "century", True),
        ("公元前5—前3世纪", -500, -201, "century", False),
        ("约公元前5世纪末", -500, -401, "century", True),
    ],
)
def test_ways_of_writing_dates(words, earliest, latest, precision, circa) -> None:
    assert read_date(words) == DateWords(earliest, latest, precision, circa)


@pytest.mark.parametrize(
    "words",
    [
        "", "n.d.", "Yuan dynasty", "4th century BC or later", "0", "0 BC", "century", "BC", "500 - 400",
        "3rd–5th century BC", "AD 100 – 100 BC", "V год", "1 2", "5th century BC BC", "1-2-3", "2500",
        "5th century year", "9" * 40, "(", "五世纪",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_not_guessed(words) -> None:
    assert read_date(words) is None


YEARS = st.integers(-3000, -1) | st.integers(1, 2000)


@given(st.lists(YEARS, min_size=2, max_size=2), st.booleans(), st.booleans(), st.sampled_from(LANGUAGES))
def test_the_kiosks_own_dates_are_read_in_every_language(years, in_years, circa, language) -> None:
    earliest, latest = sorted(years)
    if not in_years:
        earliest = (earliest - 1) // 100 * 100 + 1 if earliest > 0 else -((-earliest + 99) // 100 * 100)
        latest = -((-latest - 1) // 100 * 100 + 1) if latest < 0 else (latest + 99) // 100 * 100
    precision = "year" if in_years else "century"
    words = format_dates(earliest, latest, precision, circa, False, language)
    assert read_date(words) == DateWords(earliest, latest, precision, circa), words


@given(st.text())
def test_anything_may_be_asked(words) -> None:
    found = read_date(words)
    assert found is None or found.earliest <= found.latest
