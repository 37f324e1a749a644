"""Texts of a pack as gettext catalogues (PO), one file a target language."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk.authoring.pack_texts import PackText, check_words, headings, mark, read_check_words
from kiosk.authoring.tables import TableError, Unfit, read_file, refuse
from kiosk.authoring.texts_rows import Row
from kiosk.languages import LANGUAGES, Language
from kiosk.messages import say

LOCALES: dict[Language, str] = {"kk": "kk", "zh": "zh_CN", "en": "en", "ru": "ru"}


def write_po(texts: Sequence[PackText], source: Language, target: Language, language: Language) -> bytes:
    """The texts that have words in another language than ``target`` to translate from."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po as write

    catalogue = Catalog(locale=LOCALES[target], charset="utf-8", fuzzy=False)
    for text in texts:
        spoken = source_for(text, source, target)
        if spoken is None:
            continue
        context = [part for part in headings(text, language) if part]
        check = f"check: {check_words(text, spoken, [spoken, target])}"
        message = catalogue.add(
            text.texts[spoken],
            text.texts.get(target, ""),
            locations=[(text.file, 0)],
            auto_comments=[*context, check],
            context=text.id,
        )
        # A sign of percent in a text about silver is no placeholder.
        message.flags.clear()
    body = io.BytesIO()
    write(body, catalogue, width=0, omit_header=True, include_lineno=False)
    head = (
        'msgid ""\nmsgstr ""\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Language: {LOCALES[target]}\\n"\n"X-Source-Language: {source}\\n"\n\n'
    )
    return head.encode() + body.getvalue()


def source_for(text: PackText, source: Language, target: Language) -> Language | None:
    """The language to translate from: ``source``, or another that there is."""
    return next((each for each in (source, *LANGUAGES) if each in text.texts and each != target), None)


def read_po(path: Path) -> Iterator[Row]:
    """The messages of one catalogue. Raises TableError."""
    from babel.messages.pofile import PoFileError
    from babel.messages.pofile import read_po as read

    content = read_file(path)
    try:
        catalogue = read(
            io.BytesIO(content.removeprefix(b"\xef\xbb\xbf")), charset="utf-8", abort_invalid=True
        )
        named = str(catalogue.locale_identifier or "")
    except (PoFileError, UnicodeDecodeError, ValueError, LookupError) as error:
        message = say("This is no PO file that can be read.")
        raise refuse(path, "broken-po", message, say("Save it again as PO, in UTF-8.")) from error
    target = language_of(named)
    if target is None:
        raise unknown_target(path, named)
    for entry in catalogue:
        if not entry.id or not entry.context or not isinstance(entry.id, str):
            continue
        # Tools wrap remarks and join them.
        check = " ".join(entry.auto_comments).rpartition("check:")[2]
        source, marks = read_check_words(check)
        if source is not None:
            # What was really translated, whatever the remark says.
            marks[source] = mark(entry.id)
        said = entry.string if isinstance(entry.string, str) else ""
        cell = Unfit(say("The translator has marked it as not finished.")) if said and entry.fuzzy else said
        yield Row(path, entry.lineno, entry.context, source, marks, {target: cell})


def language_of(name: str) -> Language | None:
    """``zh_CN``, ``zh-Hans`` or ``zh`` are Chinese."""
    first = name.replace("_", "-").split("-")[0].lower()
    return next((each for each in LANGUAGES if each == first), None)


def unknown_target(path: Path, named: str) -> TableError:
    message = say("The file's language is `{name}`, which is none of the kiosk's.", name=named[:20])
    return refuse(path, "unknown-language", message, say("Use `kk`, `zh`, `en` or `ru`."))
