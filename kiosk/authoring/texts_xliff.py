"""Texts of a pack as XLIFF 1.2, one file a target language.

Version 1.2, for every tool of translators reads it: OmegaT and Weblate know 2.0 in part or not at all, and
memoQ has had 1.2 for longer. ``xml:space`` keeps the line breaks, notes carry the context.
"""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from kiosk.authoring.pack_texts import PackText, check_words, headings, mark, read_check_words
from kiosk.authoring.tables import Cell, Unfit, read_file, refuse
from kiosk.authoring.texts_po import language_of, source_for, unknown_target
from kiosk.authoring.texts_rows import Row
from kiosk.languages import Language
from kiosk.messages import say

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_TAGS: dict[Language, str] = {"kk": "kk", "zh": "zh-CN", "en": "en", "ru": "ru"}
_UNFINISHED = ("new", "needs-translation", "needs-adaptation", "needs-l10n", "needs-review-translation")


def write_xliff(texts: Sequence[PackText], source: Language, target: Language, language: Language) -> bytes:
    """The texts that have words in another language than ``target`` to translate from."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff version="1.2" xmlns="{_NAMESPACE}">',
    ]
    files: dict[tuple[str, Language], list[PackText]] = {}
    for text in texts:
        spoken = source_for(text, source, target)
        if spoken is not None:
            files.setdefault((text.file, spoken), []).append(text)
    for (name, spoken), those in files.items():
        lines += [
            f'  <file original={quoteattr(name)} datatype="plaintext" '
            f'source-language="{_TAGS[spoken]}" target-language="{_TAGS[target]}">',
            "    <body>",
        ]
        for text in those:
            lines += _unit(text, spoken, target, language)
        lines += ["    </body>", "  </file>"]
    return "\n".join([*lines, "</xliff>", ""]).encode()


def _unit(text: PackText, spoken: Language, target: Language, language: Language) -> Iterator[str]:
    name = quoteattr(text.id)
    yield f'      <trans-unit id={name} resname={name} xml:space="preserve">'
    yield f'        <source xml:lang="{_TAGS[spoken]}">{escape(text.texts[spoken])}</source>'
    said = text.texts.get(target)
    if said is not None:
        yield f'        <target xml:lang="{_TAGS[target]}">{escape(said)}</target>'
    for part in headings(text, language):
        if part:
            yield f'        <note from="kiosk">{escape(part)}</note>'
    yield f'        <note from="kiosk">check: {check_words(text, spoken, [spoken, target])}</note>'
    yield "      </trans-unit>"


def read_xliff(path: Path) -> Iterator[Row]:
    """The units of one file. Raises TableError."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import parse

    content = read_file(path)
    try:
        root = parse(io.BytesIO(content), forbid_dtd=True).getroot()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        message = say("This is no XLIFF file that can be read.")
        raise refuse(path, "broken-xliff", message, say("Save it again as XLIFF 1.2.")) from error
    if root is None or _local(root) != "xliff" or not root.get("version", "").startswith("1."):
        message = say("This is no XLIFF file of version 1.2.")
        raise refuse(path, "broken-xliff", message, say("Save it again as XLIFF 1.2."))
    for file in root.iter():
        if _local(file) != "file":
            continue
        target = language_of(file.get("target-language", ""))
        spoken = language_of(file.get("source-language", ""))
        if target is None:
            raise unknown_target(path, file.get("target-language", ""))
        for unit in file.iter():
            if _local(unit) == "trans-unit":
                yield _row(path, unit, spoken, target)


def _row(path: Path, unit: "Element", spoken: Language | None, target: Language) -> Row:
    check, said, source_text = "", None, None
    for part in unit:
        words = "".join(part.itertext())
        if _local(part) == "note" and "check:" in words:
            check = words.rpartition("check:")[2]
        elif _local(part) == "source":
            source_text = words
        elif _local(part) == "target":
            said = part
    source, marks = read_check_words(check)
    source = source or spoken
    if source is not None and source_text is not None:
        marks[source] = mark(source_text)
    cell: Cell = "" if said is None else "".join(said.itertext())
    if said is not None and cell and said.get("state") in _UNFINISHED:
        cell = Unfit(say("The translator has marked it as not finished."))
    return Row(path, None, unit.get("resname") or unit.get("id") or "", source, marks, {target: cell})


def _local(element: "Element") -> str:
    """The name without its namespace."""
    return str(element.tag).rpartition("}")[2]
