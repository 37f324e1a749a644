"""What the program says to curators and technicians: English sentences that can be said in four languages.

A visitor's words are in ``kiosk.i18n``; their catalogues are apart, so that the first frame waits for none
of these.
"""

import errno
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from gettext import NullTranslations
from typing import Any

from kiosk.i18n import LOCALE, Picked, pick, read_catalogue
from kiosk.languages import LANGUAGES, Language

CATALOGUES = LOCALE / "staff"
"""One ``.po`` a language other than English, collected by ``make strings``."""

_NAME_CHAIN: tuple[Language, ...] = ("en", "ru", "kk", "zh")


def _filled(template: str, facts: dict[str, object]) -> str:
    return template.format(**facts) if facts else template


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

    def filled(self, **facts: object) -> "Message":
        """The sentence with its facts, for one that was said without: tables of sentences are written so."""
        return Message(self.template, self.plural, self.number, facts)


NOTHING = Message("", "", None, {})
"""Said where there is nothing to say."""


class Name(str):
    """What a pack calls a thing, in some of the four languages; as a text it is the English name, or the
    first that there is."""

    texts: Mapping[str, str]

    def __new__(cls, texts: Mapping[str, str]) -> "Name":
        name = super().__new__(cls, pick(texts, "en", _NAME_CHAIN).text)
        name.texts = dict(texts)
        return name

    def __getnewargs__(self) -> tuple[Mapping[str, str]]:  # type: ignore[override]
        return (self.texts,)

    @classmethod
    def of(cls, data: object) -> "Name":
        """The name in what somebody wrote under ``title:``, which may be anything."""
        texts = data if isinstance(data, Mapping) else {}
        return cls({each: _line(texts[each]) for each in LANGUAGES if isinstance(texts.get(each), str)})


NAMELESS = Name({})


def say(template: str, **facts: object) -> Message:
    """A sentence with ``{names}`` for its facts. A fact may itself be a Message or a Name.

    ``template`` must be written out at the call, for that is where the words are collected from. Without
    facts, braces in it are plain characters.
    """
    return Message(template, "", None, facts)


def say_many(singular: str, plural: str, count: int, **facts: object) -> Message:
    """A sentence about a number of things, ``{count}`` in it."""
    return Message(singular, plural, count, {"count": count, **facts})


def described(docstring: str) -> Message:
    """What a field is; ``kiosk.locale`` collects these docstrings."""
    return Message(docstring.replace("``", "`"), "", None, {})


def both(first: Message, second: Message) -> Message:
    """Two sentences, one after the other; either may be empty."""
    if not (first and second):
        return first or second
    return say("{first} {second}", first=first, second=second)


def listed(things: Sequence[str]) -> str:
    """``a, b and c``; at least one thing."""
    enumerated = things[0]
    for thing in things[1:-1]:
        enumerated = say("{first}, {second}", first=enumerated, second=thing)
    return say("{first} and {second}", first=enumerated, second=things[-1]) if things[1:] else enumerated


def coded(names: Iterable[str]) -> str:
    """What has to be written so, one after the other."""
    return ", ".join(f"`{name}`" for name in names)


def reason(error: OSError) -> Message:
    """Why the system refused, as the end of a sentence such as "Cannot be read: …"."""
    match error.errno:
        case errno.EACCES | errno.EPERM:
            return say("permission is denied")
        case errno.ENOENT | errno.ENOTDIR:
            return say("there is no such file or folder")
        case errno.EISDIR:
            return say("it is a folder")
        case errno.EIO:
            return say("the disk has a fault")
        case errno.ENOSPC | errno.EDQUOT:
            return say("the disk is full")
        case errno.EROFS:
            return say("the disk is read-only")
        case errno.ENODEV | errno.ENXIO | errno.ESTALE | errno.ENOTCONN:
            return say("the disk or stick is gone")
        case errno.ENAMETOOLONG:
            return say("its name is too long")
    return quoted(error.strerror or str(error))


def quoted(text: str) -> Message:
    """Words that are not ours, in the quotation marks of the language."""
    return say("“{text}”", text=text)


def told(text: str, language: Language) -> str:
    """``text`` in a language; a plain text (a name, a quotation) is the same in all."""
    if isinstance(text, Name):
        return picked(text, language).text
    if not isinstance(text, Message) or not text.template:
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


def picked(name: Name, language: Language) -> Picked:
    """A name, and the language that it is in."""
    return pick(name.texts, language, _NAME_CHAIN)


def packed(text: str) -> Any:
    """A text as plain data for JSON, from which ``unpacked`` makes the same again."""
    if isinstance(text, Name):
        return {"name": dict(text.texts)}
    if not isinstance(text, Message):
        return str(text)
    facts = {
        name: fact if isinstance(fact, int | float) else packed(fact if isinstance(fact, str) else str(fact))
        for name, fact in text.facts.items()
    }
    return {"say": text.template, "plural": text.plural, "number": text.number, "facts": facts}


def unpacked(data: Any) -> Any:
    """The text, or number, that ``packed`` made ``data`` of."""
    if not isinstance(data, dict):
        return data
    if "name" in data:
        return Name(data["name"])
    facts = {name: unpacked(fact) for name, fact in data["facts"].items()}
    return Message(data["say"], data["plural"], data["number"], facts)


def _line(text: str) -> str:
    """A text on one line, and no longer than a title is."""
    line = " ".join(text[:400].split())
    return line if len(line) <= 120 else line[:119] + "…"


@cache
def _catalogue(language: Language) -> NullTranslations:
    return NullTranslations() if language == "en" else read_catalogue(CATALOGUES / f"{language}.po")
