"""One place for falling back, four catalogues of the kiosk's words."""

import os
from pathlib import Path

import pytest

from kiosk import i18n
from kiosk.i18n import Picked, UiStrings, pick, translator
from kiosk.languages import LANGUAGES

CHAIN = ("en", "ru", "kk", "zh")


def test_the_visitors_language_comes_first() -> None:
    assert pick({"kk": "Есік", "en": "Esik"}, "kk", CHAIN) == Picked("Есік", "kk", False)


def test_then_the_chain_in_its_order() -> None:
    assert pick({"ru": "Иссык", "zh": "伊塞克"}, "kk", CHAIN) == Picked("Иссык", "ru", True)
    assert pick({"ru": "Иссык", "zh": "伊塞克"}, "kk", ("zh", "ru")) == Picked("伊塞克", "zh", True)


@pytest.mark.parametrize("blank", ["", "  ", "\n", "\u3000"])
def test_a_blank_text_is_missing(blank: str) -> None:
    assert pick({"kk": blank, "en": "Esik"}, "kk", CHAIN) == Picked("Esik", "en", True)


def test_nothing_at_all() -> None:
    assert pick({}, "zh", CHAIN) == Picked("", "zh", False)
    assert pick({"ru": "Иссык"}, "zh", ("en",)) == Picked("", "zh", False)


@pytest.mark.parametrize(
    ("language", "one", "two", "five", "twenty_one"),
    [
        ("kk", "1 жәдігер", "2 жәдігер", "5 жәдігер", "21 жәдігер"),
        ("zh", "1件展品", "2件展品", "5件展品", "21件展品"),
        ("en", "1 object", "2 objects", "5 objects", "21 objects"),
        ("ru", "1 экспонат", "2 экспоната", "5 экспонатов", "21 экспонат"),
    ],
)
def test_plurals(language, one, two, five, twenty_one) -> None:
    strings = UiStrings(language)
    said = [strings.ngettext("%d object", "%d objects", n) % n for n in (1, 2, 5, 21)]
    assert said == [one, two, five, twenty_one]


def test_each_language_names_the_four() -> None:
    for language in LANGUAGES:
        tags = {UiStrings(language).text_in(other) for other in LANGUAGES}
        assert len(tags) == 4 and all(tags)
    assert UiStrings("ru").text_in("zh") == "Текст на китайском"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="de"):
        translator("de")


def test_an_older_compiled_catalogue_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "kk.po"
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Back"\nmsgstr "А"\n'
    )
    monkeypatch.setattr(i18n, "LOCALE", tmp_path)
    load = translator.__wrapped__
    assert load("kk").gettext("Back") == "А"
    compiled = tmp_path / "kk.mo"
    assert (
        compiled.exists()
        and [path.name for path in tmp_path.iterdir() if path.suffix not in {".po", ".mo"}] == []
    )
    written = compiled.stat().st_mtime_ns
    source.write_text(source.read_text().replace('"А"', '"Артқа"'))
    os.utime(source, ns=(written + 1, written + 1))
    assert load("kk").gettext("Back") == "Артқа"
