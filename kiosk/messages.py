"""What the program says to curators and technicians: English sentences that can be said in four languages.

A visitor's words are in ``kiosk.i18n``; their catalogues are apart, so that the first frame waits for none
of these.
"""

from functools import cache
from gettext import NullTranslations

from kiosk.i18n import LOCALE, read_catalogue
from kiosk.languages import Language

CATALOGUES = LOCALE / "staff"
"""One ``.po`` a language other than English, collected by ``make strings``."""


class Message(str):
    """A sentence. It is its own English, so it can be logged, compared and written to JSON like any text;
    ``told`` says it in another language."""

    template: str
    plural: str
    number: int | None
    facts: dict[str, object]

    def __new__(cls, template: str, plural: str, count: int | None, facts: dict[str, object]) -> "Message":
        message = super().__new__(cls, _filled(template if count in (None, 1) else plural, facts))
        message.template, message.plural, message.number, message.facts = template, plural, count, facts
        return message

    def __getnewargs__(self) -> tuple[str, str, int | None, dict[str, object]]:  # type: ignore[override]
        return self.template, self.plural, self.number, self.facts


def say(template: str, **facts: object) -> Message:
    """A sentence with ``{names}`` for its facts. A fact may itself be a Message.

    ``template`` must be written out at the call, for that is where the words are collected from. Without
    facts, braces in it are plain characters.
    """
    return Message(template, "", None, facts)


def say_many(singular: str, plural: str, count: int, **facts: object) -> Message:
    """A sentence about a number of things, ``{count}`` in it."""
    return Message(singular, plural, count, {"count": count, **facts})


def both(first: str, second: str) -> str:
    """Two sentences, one after the other; either may be empty."""
    if not (first and second):
        return first or second
    return say("{first} {second}", first=first, second=second)


def told(text: str, language: Language) -> str:
    """``text`` in a language; a plain text (a name, a quotation) is the same in all."""
    if not isinstance(text, Message):
        return text
    words = _catalogue(language)
    if text.number is None:
        template = words.gettext(text.template)
    else:
        template = words.ngettext(text.template, text.plural, text.number)
    facts = {
        name: told(fact, language) if isinstance(fact, str) else fact for name, fact in text.facts.items()
    }
    return _filled(template, facts)


def _filled(template: str, facts: dict[str, object]) -> str:
    return template.format(**facts) if facts else template


@cache
def _catalogue(language: Language) -> NullTranslations:
    return NullTranslations() if language == "en" else read_catalogue(CATALOGUES / f"{language}.po")
