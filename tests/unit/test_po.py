"""The catalogue of strings is checked like code: complete, nothing fuzzy, placeholders as in the original."""

import ast
import re
from dataclasses import replace

import pytest
from babel.messages.plurals import get_plural

from kiosk import locale
from kiosk.locale import STAFF, VISITORS

PLACEHOLDER = re.compile(r"%[a-z]|\{\w*(?::[^}]*)?\}")
QUOTED = re.compile(
    r"`[^`]*`|“[^”]*”|(?<![A-Za-z])(?:[A-Z][A-Z0-9.-]+|H\.264|WebP|WebVTT|Excel|Word|OpenDocument|Pages|Numbers"
    r"|iPhone|PostgreSQL)(?![A-Za-z])"
)
"""What stays Latin in words for staff: what has to be written so, and names of formats and programs."""


CATALOGUES = [(words, language) for words in (VISITORS, STAFF) for language in words.languages]


@pytest.fixture(params=CATALOGUES, ids=lambda each: f"{each[0].folder.name}-{each[1]}")
def words_and_catalogue(request):
    words, language = request.param
    return words, locale.read(words.catalogue(language))


@pytest.fixture
def catalogue(words_and_catalogue):
    return words_and_catalogue[1]


def messages(catalogue):
    return [message for message in catalogue if message.id]


def originals(message):
    return message.id if message.pluralizable else (message.id,)


def translations(message):
    return message.string if message.pluralizable else (message.string,)


def test_every_message_is_translated(words_and_catalogue) -> None:
    words, catalogue = words_and_catalogue
    template = locale.read(words.template)
    assert {message.id for message in messages(catalogue)} == {message.id for message in messages(template)}
    plural_forms = get_plural(catalogue.locale)
    assert (
        catalogue.plural_forms == f"nplurals={plural_forms.num_plurals}; plural={plural_forms.plural_expr};"
    )
    for message in messages(catalogue):
        assert not message.fuzzy, message.id
        assert all(text.strip() for text in translations(message)), message.id
        if message.pluralizable:
            assert len(message.string) == plural_forms.num_plurals, message.id


def test_placeholders_are_those_of_the_original(catalogue) -> None:
    for message in messages(catalogue):
        wanted = sorted(PLACEHOLDER.findall(originals(message)[-1]))
        for text in translations(message):
            assert sorted(PLACEHOLDER.findall(text)) == wanted, message.id


def test_each_language_is_in_its_own_script(words_and_catalogue) -> None:
    """No English left over, no Latin letter that looks like a Cyrillic one, no trailing space."""
    words, catalogue = words_and_catalogue
    for message in messages(catalogue):
        for text in translations(message):
            assert text == text.strip(), message.id
            bare = PLACEHOLDER.sub("", QUOTED.sub("", text) if words is STAFF else text)
            if not re.search(r"\w", PLACEHOLDER.sub("", originals(message)[0])):
                continue
            if str(catalogue.locale) == "en":
                assert text in originals(message)
            elif str(catalogue.locale) == "zh":
                assert not re.search(r"[A-Za-zА-Яа-я]|[,;:!?()]", bare), message.id
                assert re.search("[\u4e00-\u9fff]", bare), message.id
            else:
                assert not re.search(r"[A-Za-z]|[\u4e00-\u9fff]", bare), message.id
                if str(catalogue.locale) == "ru":
                    assert not re.search("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]", bare), message.id


@pytest.mark.parametrize("words", (VISITORS, STAFF), ids=("visitors", "staff"))
def test_no_string_of_the_code_is_missing_from_the_template(words) -> None:
    template = {message.id for message in messages(locale.read(words.template))}
    missing = [message.id for message in messages(locale.extracted(words)) if message.id not in template]
    assert missing == [], "run `make strings`, then translate what is new"


def test_the_collector_finds_each_kind_of_call(tmp_path) -> None:
    source = tmp_path / "screen.py"
    source.write_text(
        'words.own("One")\n_("Two")\nstrings.ngettext("%d three", "%d threes", n)\nfact("Four", x("Five"))\n'
        'yield from fact("Six", dates(row))\nother("Seven")\nsay("Eight {n}", n=8)\n'
        'say_many("nine", "{count} nines", 9)\n'
    )
    found = {message.id for message in messages(locale.extracted(VISITORS, tmp_path))}
    assert found == {"One", "Two", ("%d three", "%d threes"), "Four", "Six"}
    found = {message.id for message in messages(locale.extracted(STAFF, tmp_path))}
    assert found == {"Eight {n}", ("nine", "{count} nines")}


def test_staff_messages_are_written_out_where_they_are_said() -> None:
    """The collector cannot see a text that is put together at run time."""
    for path in locale.CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                texts = {"say": node.args[:1], "say_many": node.args[:2]}.get(node.func.id, [])
                assert all(isinstance(text, ast.Constant) for text in texts), f"{path}:{node.lineno}"


def test_updating_keeps_translations_and_parks_what_is_unused(tmp_path) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (tmp_path / "code").mkdir()
    code = tmp_path / "code" / "screen.py"
    words = replace(VISITORS, folder=tmp_path)
    for language in words.languages:
        words.catalogue(language).write_text(head + 'msgid "Back"\nmsgstr "Б"\n')
    code.write_text('_("Next")')
    locale.update(words, tmp_path / "code")
    assert locale.read(words.catalogue("ru"))["Next"].string == ""
    assert "Back" not in locale.read(words.catalogue("ru"))
    code.write_text('_("Back")')
    locale.update(words, tmp_path / "code")
    assert locale.read(words.catalogue("ru"))["Back"].string == "Б"
    assert words.catalogue("ru").with_suffix(".mo").exists()
