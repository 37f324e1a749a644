"""Lines of text: none begins with closing or ends with opening punctuation, none loses a letter."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.linebreak import break_lines, opportunities
from tests.mixed_text import HAN, paragraph

NEVER_FIRST = "，。、；：？！）》〉」』】”’»…·,.;:?!)]"
NEVER_LAST = "（《〈「『【“‘«(["


def measure(char: str) -> float:
    """A face of 10 px: Han are square, other letters half as wide."""
    return 10.0 if char > "\u2e80" else 5.0


def width_of(line: str) -> float:
    return sum(map(measure, line))


def broken(text: str, em: float, language: str = "zh") -> list[str]:
    return break_lines(text, em * 10, measure, language)


def test_chinese_breaks_between_characters() -> None:
    assert broken("阿勒泰金人出土于伊塞克墓", 5) == ["阿勒泰金人", "出土于伊塞", "克墓"]


def test_closing_punctuation_stays_with_the_character_before_it() -> None:
    for sign in NEVER_FIRST:
        lines = broken(f"阿勒泰金人{sign}出土于伊塞克墓", 5)
        assert lines[0] == "阿勒泰金", sign
        assert lines[1].startswith(f"人{sign}"), sign


def test_opening_punctuation_stays_with_the_character_after_it() -> None:
    for sign in NEVER_LAST:
        lines = broken(f"阿勒泰金{sign}人出土于伊塞克墓", 5)
        assert lines[0] == "阿勒泰金", sign
        assert lines[1].startswith(f"{sign}人"), sign


def test_numbers_units_and_dashes_are_not_parted() -> None:
    assert broken("高度约7.7×2.2厘米", 4) == ["高度约", "7.7×2.2", "厘米"]
    assert broken("阿勒泰金人——鹿", 6) == ["阿勒泰金人", "——鹿"]
    assert all("……" in line for line in broken("阿勒泰金人……鹿", 6) if "…" in line)


def test_chinese_quotes_open_and_close() -> None:
    lines = broken("他们称之为“金人”的是一位“金人”少年", 6)
    assert lines == ["他们称之为", "“金人”的是一", "位“金人”少年"]


def test_russian_low_quotes_close_with_the_sign_that_opens_elsewhere() -> None:
    text = "Находка „Золотой человек“ из кургана"
    assert broken(text, 12.5, "ru") == ["Находка „Золотой человек“", "из кургана"]


def test_a_dash_does_not_begin_a_line() -> None:
    assert broken("Курган Иссык — памятник", 6, "ru") == ["Курган", "Иссык —", "памятник"]
    assert broken("公元前5世纪—前3世纪", 5) == ["公元前5世", "纪—前3世纪"]


def test_spaces_hang_and_explicit_ends_are_kept() -> None:
    assert broken("one two   three", 4, "en") == ["one two", "three"]
    assert broken("one\n\ntwo\r\nthree ", 20, "en") == ["one", "", "two", "three"]
    assert broken("", 20) == []
    assert broken("   ", 1) == [""]


def test_no_break_space_does_not_break() -> None:
    assert broken("V–III\u00a0вв. до\u00a0н.\u00a0э.", 7, "ru") == ["V–III\u00a0вв.", "до\u00a0н.\u00a0э."]


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("веками до н. э. В другом месте", "до н. э."),
        ("имеет плоскую вершину. В другом описании", "В другом"),
        ("экспедиция во главе с К. А. Акишевым", "с К. А. Акишевым"),
        ("их нашёл археолог А. Т. Толеубаев", "А. Т. Толеубаев"),
        ("бір мәтінде айтылады. А.-П. Франкфор жазған", "А.-П. Франкфор"),
        ("pendants of this kind. H.-P. Francfort writes", "H.-P. Francfort"),
        ("курган высотой около 15 метров стоит", "15 метров"),
        ("оба есік қорғанын К. А. Ақышев қазды", "К. А. Ақышев"),
        ("построен в V–III вв. до н. э. здесь", "V–III вв. до н. э."),
        ("раскопки 1969–1970 годов открыли", "1969–1970 годов"),
        ("олардан 4000-ға жуық әшекей табылды", "4000-ға"),
        ("мерзімі б.з.б. V ғ. деп саналады", "б.з.б. V ғ."),
        ("ағаш сақиналары б.з.б. 294 жылды көрсетті", "б.з.б. 294 жылды"),
        ("б.з.б. IV ғасырдың соңы III ғасырдың басы", "III ғасырдың"),
        ("датируют концом IV века до н. э. и позже", "IV века"),
        ("The chamber held 31 vessels of wood", "31 vessels"),
        ("the mound has a height of 7.9 m now", "7.9 m"),
    ],
)
def test_small_words_numbers_and_initials_stay_with_what_follows(text: str, tied: str) -> None:
    for em in range(len(tied) // 2 + 1, len(text) // 2 + 1):
        assert any(tied in line for line in broken(text, em, "ru")), broken(text, em, "ru")


def test_in_a_column_too_narrow_for_it_a_tie_gives_way_before_a_word_is_broken() -> None:
    assert broken("около 15 метров", 3.5, "ru") == ["около", "15", "метров"]


def test_a_long_word_is_broken_not_cut_and_gets_no_hyphen() -> None:
    word = "қанағаттандырылмағандықтарыңыздан"
    lines = broken(word, 5, "kk")
    assert "".join(lines) == word
    assert all(width_of(line) <= 50 for line in lines)
    assert min(map(len, lines)) >= 2
    assert broken("а" * 11, 5, "ru") == ["а" * 9, "а" * 2]


def test_a_long_word_is_not_broken_before_soft_and_hard_signs_or_accents() -> None:
    assert broken("абвгдежзиь" + "а" * 5, 4.5, "ru")[0] == "абвгдежз"
    assert broken("абвгдежзи\u0301" + "а" * 5, 4.5, "ru")[0] == "абвгдежз"


def test_soft_hyphens_show_only_where_a_line_ends() -> None:
    word = "пере\u00adзахоро\u00adнение"
    assert broken(word, 20, "ru") == ["перезахоронение"]
    assert broken(word, 7, "ru") == ["перезахоро-", "нение"]
    # There is room for the letters but not for the hyphen.
    assert broken(word, 5.2, "ru") == ["пере-", "захоро-", "нение"]


def test_invisible_characters_are_left_out_and_weigh_nothing() -> None:
    assert broken("\ufeff金\u200b人\u2060鹿", 3) == ["金人鹿"]


def test_no_last_line_of_one_character() -> None:
    assert broken("阿勒泰金人出土于伊塞克墓。", 11.9)[-1] == "克墓。"
    assert broken("阿勒泰金人出土于伊塞克", 10)[-1] == "塞克"


def test_at_most_so_many_characters() -> None:
    lines = break_lines("the golden man of the kurgan " * 9, 5000, measure, "en", 55)
    assert max(map(len, lines)) <= 55 and min(map(len, lines[:-1])) > 45


@pytest.mark.parametrize("language", ["kk", "zh", "en", "ru"])
def test_characters_beyond_the_basic_plane_do_not_shift_the_breaks(language: str) -> None:
    text = "𠀀𠀁 one 𬭚two three。four"
    for index in opportunities(text, language):
        assert 0 < index <= len(text)
    assert [text[:i] for i in opportunities(text, language)][-1] == text
    assert "𠀀𠀁 one " in [text[:i] for i in opportunities(text, language)]


WORDS = {
    "Han": st.text(HAN, min_size=1, max_size=12),
    "closing": st.text("，。、；：？！）》”", min_size=1, max_size=3),
    "opening": st.text("（《“", min_size=1, max_size=2),
    "others": st.sampled_from(
        [
            "Алтын адам",
            "Есік",
            "Берел",
            "курган",
            "Museum 2024",
            "1969–1970",
            "7.7×2.2",
            " ",
            " — ",
            "«Ә»",
            "(Esik)",
        ]
    ),
    "long": st.text("абвгқңөұәі", min_size=1, max_size=60),
}
PARAGRAPHS = st.lists(st.one_of(*WORDS.values()), min_size=1, max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(PARAGRAPHS, st.integers(12, 40), st.sampled_from(["kk", "zh", "en", "ru"]))
def test_any_mixture_keeps_the_rules(text: str, em: int, language: str) -> None:
    check(text, em, language)


def test_ten_thousand_paragraphs_keep_the_rules() -> None:
    chance = random.Random(2025)
    for _ in range(10_000):
        check(paragraph(chance), chance.randint(10, 40), chance.choice(["zh", "zh", "kk", "en", "ru"]))


def check(text: str, em: int, language: str) -> None:
    lines = broken(text, em, language)
    assert bare("".join(lines)) == bare(text), "nothing is lost or added"
    for line in lines:
        assert width_of(line) <= em * 10, line
    for chunk in text.split("\n"):
        lines = broken(chunk, em, language)
        for line in lines[1:]:
            assert line[0] not in "，。、；：？！）》”", (line, lines)
        for line in lines[:-1]:
            assert line[-1] not in "（《“", (line, lines)


def bare(text: str) -> str:
    return re.sub(r"[ \n]", "", text)
