"""The catalogue of strings is checked like code: complete, nothing fuzzy, placeholders as in the original."""

import re

import pytest
from babel.messages.plurals import get_plural

from kiosk import locale
from kiosk.languages import LANGUAGES

PLACEHOLDER = re.compile(r"%[a-z]|\{\w*\}")


@pytest.fixture(params=LANGUAGES)
def catalogue(request):
    return locale.read(locale.HERE / f"{request.param}.po")


def messages(catalogue):
    return [message for message in catalogue if message.id]


def originals(message):
    return message.id if message.pluralizable else (message.id,)


def translations(message):
    return message.string if message.pluralizable else (message.string,)


def test_every_message_is_translated(catalogue) -> None:
    template = locale.read(locale.TEMPLATE)
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


def test_each_language_is_in_its_own_script(catalogue) -> None:
    """No English left over, no Latin letter that looks like a Cyrillic one, no trailing space."""
    for message in messages(catalogue):
        for text in translations(message):
            assert text == text.strip(), message.id
            bare = PLACEHOLDER.sub("", text)
            if str(catalogue.locale) == "en":
                assert text in originals(message)
            elif str(catalogue.locale) == "zh":
                assert not re.search(r"[A-Za-zА-Яа-я]|[,;:!?()]", bare), message.id
                assert re.search("[\u4e00-\u9fff]", bare), message.id
            else:
                assert not re.search(r"[A-Za-z]|[\u4e00-\u9fff]", bare), message.id
                if str(catalogue.locale) == "ru":
                    assert not re.search("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]", bare), message.id


def test_no_string_of_the_code_is_missing_from_the_template() -> None:
    template = {message.id for message in messages(locale.read(locale.TEMPLATE))}
    missing = [message.id for message in messages(locale.extracted()) if message.id not in template]
    assert missing == [], "run `make strings`, then translate what is new"


def test_the_collector_finds_each_kind_of_call(tmp_path) -> None:
    source = tmp_path / "screen.py"
    source.write_text(
        'say.own("One")\n_("Two")\nstrings.ngettext("%d three", "%d threes", n)\nfact("Four", x("Five"))\n'
        'yield from fact("Six", dates(row))\nother("Seven")\n'
    )
    found = {message.id for message in messages(locale.extracted(tmp_path))}
    assert found == {"One", "Two", ("%d three", "%d threes"), "Four", "Six"}


def test_updating_keeps_translations_and_parks_what_is_unused(tmp_path, monkeypatch) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (tmp_path / "code").mkdir()
    code = tmp_path / "code" / "screen.py"
    monkeypatch.setattr(locale, "HERE", tmp_path)
    monkeypatch.setattr(locale, "TEMPLATE", tmp_path / "kiosk.pot")
    for language in LANGUAGES:
        (tmp_path / f"{language}.po").write_text(head + 'msgid "Back"\nmsgstr "Б"\n')
    code.write_text('_("Next")')
    locale.update(tmp_path / "code")
    assert locale.read(tmp_path / "ru.po")["Next"].string == ""
    assert "Back" not in locale.read(tmp_path / "ru.po")
    code.write_text('_("Back")')
    locale.update(tmp_path / "code")
    assert locale.read(tmp_path / "ru.po")["Back"].string == "Б"
    assert (tmp_path / "ru.mo").exists()
