"""Checks of every text of a pack: all languages there, every letter in our fonts, not too long."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kiosk.languages import LANGUAGES
from kiosk.messages import Message, listed, say, say_many
from kiosk.packs.model import Captions, Model, ObjectRecord, Text
from kiosk.packs.place import Place
from kiosk.plain_yaml import FieldPath
from kiosk.problems import Problem

COVERAGE = Path(__file__).parents[2] / "assets" / "fonts" / "coverage.txt"
"""Code points that our fonts draw: lines of ``20-7E`` or ``4E00``, hexadecimal; ``#`` begins a remark."""

LANGUAGE_NAMES: dict[str, Message] = {
    "kk": say("Kazakh"),
    "zh": say("Chinese"),
    "en": say("English"),
    "ru": say("Russian"),
}
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufff9-\uffff\ue000-\uf8ff"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_UNSEEN = re.compile(f"[{_CONTROL}{_BIDI}\U000f0000-\U0010ffff]")

WORDS = range(40, 81)
HAN = range(80, 161)


@cache
def _undrawable(coverage: Path) -> re.Pattern[str]:
    """Matches one character that may not stand in a text; one class of characters, which is fast."""
    if not coverage.exists():
        return _UNSEEN
    drawn = {"\n", "\t"}
    for line in coverage.read_text("ascii").splitlines():
        first, _, last = line.partition("#")[0].strip().partition("-")
        if first:
            drawn.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    allowed = sorted(char for char in drawn if not _UNSEEN.match(char))
    return re.compile(f"[^{''.join(map(re.escape, allowed))}]")


def texts_of(model: Model, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Text | str]]:
    """Every text that a visitor may see, with its place; a ``str`` is the same in every language."""
    for name, value in model.__dict__.items():
        kind = value.__class__
        if kind is Text:
            yield (*path, name), value
        elif kind is str:
            if not (name == "file" or name == "poster"):
                yield (*path, name), value
        elif kind is tuple:
            for index, item in enumerate(value):
                if item.__class__ is Text or item.__class__ is str:
                    yield (*path, name, index), item
                else:
                    yield from texts_of(item, (*path, name, index))
        elif isinstance(value, Model) and kind is not Captions:
            yield from texts_of(value, (*path, name))


def check_texts(model: Model, place: Place, path: FieldPath = ()) -> Iterator[Problem]:
    """Empty texts, missing translations, characters that cannot be drawn."""
    for where, text in texts_of(model, path):
        if text.__class__ is str:
            problem = character_problem(text, place, where) or _lone_quotation_mark(text, place, where)
            if problem is not None:
                yield problem
            continue
        missing = []
        for language, value in text.__dict__.items():
            if value is None:
                missing.append(language)
            else:
                whole = (*where, language)
                problem = character_problem(value, place, whole) or _lone_quotation_mark(value, place, whole)
                if problem is not None:
                    yield problem
        if len(missing) == len(LANGUAGES):
            yield place.error(
                where,
                "empty-text",
                say("`{name}` has no text in any language.", name=where[-1]),
                say("Write at least one, for example `en:`."),
            )
        elif missing:
            yield place.warning(
                where,
                "missing-translation",
                say(
                    "`{name}` has no {languages} text.",
                    name=where[-1],
                    languages=listed([LANGUAGE_NAMES[each] for each in missing]),
                ),
                say("Add {names}.", names=listed([f"`{each}:`" for each in missing])),
            )


def _lone_quotation_mark(text: str, place: Place, where: FieldPath) -> Problem | None:
    """One straight quotation mark at the end: of a pair that was meant for YAML, the first was lost."""
    if not text.endswith('"') or text.count('"') > 1:
        return None
    message = say("The text ends with a quotation mark that does not begin anywhere, and is shown with it.")
    return place.warning(where, "lone-quotation-mark", message, say('Write its partner `"` before the text.'))


def character_problem(text: str, place: Place, where: FieldPath) -> Problem | None:
    """The first character of ``text`` that cannot be shown; None when all can."""
    match = _undrawable(COVERAGE).search(text)
    if match is None:
        return None
    char = match.group()
    context = text[max(0, match.start() - 12) : match.start()].replace("\n", " ").strip()
    code = f"{ord(char):04X}"
    if _UNSEEN.match(char):
        message = say("The text begins with an invisible character, `U+{code}`.", code=code)
        if context:
            message = say(
                "An invisible character, `U+{code}`, stands after “{context}”.", code=code, context=context
            )
        hint = say("Delete it and type the text there again.")
        return place.error(where, "control-character", message, hint)
    message = say(
        "The text begins with “{char}” (`U+{code}`), which none of the kiosk's fonts has.",
        char=char,
        code=code,
    )
    if context:
        message = say(
            "None of the kiosk's fonts has the character “{char}” (`U+{code}`) after “{context}”.",
            char=char,
            code=code,
            context=context,
        )
    return place.error(where, "no-glyph", message, say("Write it in another way."))


def check_label_length(record: ObjectRecord, place: Place) -> Iterator[Problem]:
    """Warns of a label that a standing visitor will not read, or that says too little."""
    for language, value in record.label.__dict__.items():
        if value is None:
            continue
        count, wanted = measured(value, language)
        if count not in wanted:
            message, hint = (_characters if language == "zh" else _words)(LANGUAGE_NAMES[language], count)
            hint = hint.filled(least=wanted[0], most=wanted[-1])
            yield place.warning(("label", language), "label-length", message, hint)


def measured(label: str, language: str) -> tuple[int, range]:
    """Length of a label in words, in Chinese in characters, and how long it may be."""
    if language == "zh":
        return len("".join(label.split())), HAN
    return len(label.split()), WORDS


def _words(language: Message, count: int) -> tuple[Message, Message]:
    message = say_many(
        "The {language} label has {count} word.",
        "The {language} label has {count} words.",
        count,
        language=language,
    )
    if count < WORDS[0]:
        return message, say("A label has {least} to {most} words: say a little more.")
    return message, say("A label has {least} to {most} words: move the rest into `story`.")


def _characters(language: Message, count: int) -> tuple[Message, Message]:
    message = say_many(
        "The {language} label has {count} character.",
        "The {language} label has {count} characters.",
        count,
        language=language,
    )
    if count < HAN[0]:
        return message, say("A label has {least} to {most} characters: say a little more.")
    return message, say("A label has {least} to {most} characters: move the rest into `story`.")
