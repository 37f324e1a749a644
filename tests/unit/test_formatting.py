"""Dates, sizes, places and counts, said as each language says them. ``~`` stands for a no-break space."""

import subprocess
import sys
from dataclasses import dataclass

import pytest

from kiosk import formatting
from kiosk.i18n import UiStrings
from kiosk.languages import LANGUAGES

DATES = [
    # earliest, latest, precision, English, Russian, Kazakh, Chinese
    (
        -500,
        -201,
        "century",
        "5th–3rd century~BC",
        "V–III~вв. до~н.~э.",
        "б.з.б.~V–III~ғғ.",
        "公元前5—前3世纪",
    ),
    (-400, -301, "century", "4th century~BC", "IV~в. до~н.~э.", "б.з.б.~IV~ғ.", "公元前4世纪"),
    (-300, -201, "century", "3rd century~BC", "III~в. до~н.~э.", "б.з.б.~III~ғ.", "公元前3世纪"),
    (
        -800,
        -501,
        "century",
        "8th–6th century~BC",
        "VIII–VI~вв. до~н.~э.",
        "б.з.б.~VIII–VI~ғғ.",
        "公元前8—前6世纪",
    ),
    (
        -1200,
        -901,
        "century",
        "12th–10th century~BC",
        "XII–X~вв. до~н.~э.",
        "б.з.б.~XII–X~ғғ.",
        "公元前12—前10世纪",
    ),
    (-2100, -2001, "century", "21st century~BC", "XXI~в. до~н.~э.", "б.з.б.~XXI~ғ.", "公元前21世纪"),
    (-294, -294, "century", "3rd century~BC", "III~в. до~н.~э.", "б.з.б.~III~ғ.", "公元前3世纪"),
    (
        *(-100, 200, "century"),
        "1st century~BC~– 2nd century~AD",
        "I~в. до~н.~э.~– II~в. н.~э.",
        "б.з.б.~I~ғ.~– б.з.~II~ғ.",
        "公元前1世纪—公元2世纪",
    ),
    (101, 200, "century", "2nd century~AD", "II~в. н.~э.", "б.з.~II~ғ.", "公元2世纪"),
    (1, 300, "century", "1st–3rd century~AD", "I–III~вв. н.~э.", "б.з.~I–III~ғғ.", "公元1—3世纪"),
    (801, 1200, "century", "9th–12th century~AD", "IX–XII~вв. н.~э.", "б.з.~IX–XII~ғғ.", "公元9—12世纪"),
    (1801, 2000, "century", "19th–20th century", "XIX–XX~вв.", "XIX–XX~ғғ.", "19—20世纪"),
    (1801, 1900, "century", "19th century", "XIX~в.", "XIX~ғ.", "19世纪"),
    (-730, -690, "year", "730–690~BC", "730–690~гг. до~н.~э.", "б.з.б.~730–690~жж.", "公元前730—前690年"),
    (-294, -294, "year", "294~BC", "294~г. до~н.~э.", "б.з.б.~294~ж.", "公元前294年"),
    (-1, -1, "year", "1~BC", "1~г. до~н.~э.", "б.з.б.~1~ж.", "公元前1年"),
    (
        *(-50, 30, "year"),
        "50~BC~– AD~30",
        "50~г. до~н.~э.~– 30~г. н.~э.",
        "б.з.б.~50~ж.~– б.з.~30~ж.",
        "公元前50年—公元30年",
    ),
    (200, 300, "year", "AD~200–300", "200–300~гг. н.~э.", "б.з.~200–300~жж.", "公元200—300年"),
    (630, 630, "year", "AD~630", "630~г. н.~э.", "б.з.~630~ж.", "公元630年"),
    (1850, 1900, "year", "1850–1900", "1850–1900~гг.", "1850–1900~жж.", "1850—1900年"),
]


@pytest.mark.parametrize("row", DATES, ids=lambda row: f"{row[0]}..{row[1]}-{row[2]}")
def test_dates(row) -> None:
    earliest, latest, precision, *expected = row
    said = [
        formatting.format_dates(earliest, latest, precision, False, False, language) for language in ORDER
    ]
    assert said == [text.replace("~", "\u00a0") for text in expected]


ORDER = ("en", "ru", "kk", "zh")


@pytest.mark.parametrize(
    ("circa", "debated", "expected"),
    [
        (True, False, ["about 294~BC", "около 294~г. до~н.~э.", "шамамен б.з.б.~294~ж.", "约公元前294年"]),
        (
            *(False, True),
            [
                "294~BC (dating debated)",
                "294~г. до~н.~э. (датировка спорная)",
                "б.з.б.~294~ж. (мерзімі даулы)",
                "公元前294年（断代有争议）",
            ],
        ),
        (
            *(True, True),
            [
                "about 294~BC (dating debated)",
                "около 294~г. до~н.~э. (датировка спорная)",
                "шамамен б.з.б.~294~ж. (мерзімі даулы)",
                "约公元前294年（断代有争议）",
            ],
        ),
    ],
)
def test_how_sure_a_date_is(circa, debated, expected) -> None:
    said = [formatting.format_dates(-294, -294, "year", circa, debated, language) for language in ORDER]
    assert said == [text.replace("~", "\u00a0") for text in expected]


def test_every_year_lies_in_its_century() -> None:
    for year in range(-1300, 2030):
        if year == 0:
            continue
        text = formatting.format_dates(year, year, "century", False, False, "zh")
        century = int("".join(filter(str.isdigit, text)))
        assert (century - 1) * 100 < abs(year) <= century * 100
        assert ("前" in text) == (year < 0)


@pytest.mark.parametrize(
    ("year_from", "year_to", "expected"),
    [
        (1969, 1970, ["1969–1970", "1969–1970~гг.", "1969–1970~жж.", "1969—1970年"]),
        (1998, 1998, ["1998", "1998~г.", "1998~ж.", "1998年"]),
        (2013, None, ["2013", "2013~г.", "2013~ж.", "2013年"]),
    ],
)
def test_years_of_a_dig(year_from, year_to, expected) -> None:
    said = [formatting.format_years(year_from, year_to, language) for language in ORDER]
    assert said == [text.replace("~", "\u00a0") for text in expected]


@dataclass(frozen=True)
class Row:
    height_mm: float | None = None
    width_mm: float | None = None
    depth_mm: float | None = None
    length_mm: float | None = None
    diameter_mm: float | None = None
    weight_g: float | None = None
    of: str = "original"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            Row(height_mm=77, width_mm=22),
            [
                "Height 7.7~cm, width 2.2~cm (original)",
                "Высота 7,7~см, ширина 2,2~см (оригинал)",
                "Биіктігі 7,7~см, ені 2,2~см (түпнұсқа)",
                "高7.7厘米，宽2.2厘米（原件）",
            ],
        ),
        (
            Row(diameter_mm=80, weight_g=1250.5, of="replica"),
            [
                "Diameter 8~cm, weight 1.25~kg (replica)",
                "Диаметр 8~см, вес 1,25~кг (реплика)",
                "Диаметрі 8~см, салмағы 1,25~кг (көшірме)",
                "直径8厘米，重1.25千克（复制品）",
            ],
        ),
        (
            Row(depth_mm=9.5, length_mm=1650, weight_g=3.5),
            [
                "Depth 9.5~mm, length 1.65~m, weight 3.5~g (original)",
                "Глубина 9,5~мм, длина 1,65~м, вес 3,5~г (оригинал)",
                "Тереңдігі 9,5~мм, ұзындығы 1,65~м, салмағы 3,5~г (түпнұсқа)",
                "厚9.5毫米，长1.65米，重3.5克（原件）",
            ],
        ),
        (Row(), ["", "", "", ""]),
    ],
)
def test_dimensions(row, expected) -> None:
    said = [formatting.format_dimensions(row, UiStrings(language), language) for language in ORDER]
    assert said == [text.replace("~", "\u00a0") for text in expected]


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        (
            *(49.33, 86.37),
            [
                "49°20′~N, 86°22′~E",
                "49°20′~с.~ш., 86°22′~в.~д.",
                "с.~е.~49°20′, ш.~б.~86°22′",
                "北纬49°20′，东经86°22′",
            ],
        ),
        (
            *(-33.0, -70.999),
            [
                "33°00′~S, 71°00′~W",
                "33°00′~ю.~ш., 71°00′~з.~д.",
                "о.~е.~33°00′, б.~б.~71°00′",
                "南纬33°00′，西经71°00′",
            ],
        ),
    ],
)
def test_coordinates(latitude, longitude, expected) -> None:
    said = [formatting.format_coordinates(latitude, longitude, language) for language in ORDER]
    assert said == [text.replace("~", "\u00a0") for text in expected]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, ["0", "0", "0", "0"]),
        (12, ["12", "12", "12", "12"]),
        (1000, ["1,000", "1~000", "1~000", "1,000"]),
        (10_000, ["10,000", "10~000", "10~000", "10,000"]),
    ],
)
def test_counts(number, expected) -> None:
    said = [formatting.format_count(number, language) for language in ORDER]
    assert said == [text.replace("~", "\u00a0") for text in expected]


def test_warming_up_covers_every_language() -> None:
    formatting.warm_up(LANGUAGES)


def test_the_first_frame_does_not_wait_for_babel() -> None:
    """Dates, small counts and the kiosk's words come without it."""
    code = (
        "import sys; from kiosk import formatting, i18n\n"
        "for language in ('kk', 'zh', 'en', 'ru'):\n"
        "    formatting.format_dates(-500, -201, 'century', True, True, language)\n"
        "    formatting.format_count(12, language); i18n.UiStrings(language).gettext('Back')\n"
        "print([name for name in sys.modules if name in ('babel', 'kivy', 'icu4py', 'pydantic')])"
    )
    for language in LANGUAGES:
        UiStrings(language)  # compiles the catalogue where that has not been done yet
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
