"""A text is exchanged in a YAML file and nothing else is, whatever the file looks like."""

import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.authoring.pack_texts import cleaned, read_pack_texts
from kiosk.authoring.yaml_edit import CannotEdit, change_texts
from kiosk.languages import LANGUAGES
from kiosk.plain_yaml import parse_yaml

ROOT = Path(__file__).parents[2]
PACKS = [path.parent for path in sorted(ROOT.glob("content/*/pack.yaml"))]

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(cleaned).filter(bool)
"""Anything at all, also what a spreadsheet would calculate and what YAML has signs for."""
WORDS = "Алтын 金 deer's “horse” - : # a: b, c {x} [y] *z &w !q %p @r ' \" \\ | > ~ null 17 1.5 no"
SENTENCES = (
    st.lists(st.sampled_from([*WORDS.split(), "", "\n", "\n\n"]), min_size=1, max_size=40)
    .map(lambda words: cleaned(" ".join(words)))
    .filter(bool)
)
LAYOUTS = {
    "plain": "{key}: {word}{remark}",
    "single": "{key}: '{word}'{remark}",
    "double": '{key}:   "{word}"{remark}',
    "folded": "{key}: >-\n{in}{word} and\n{in}{word}",
    "folded-clip": "{key}: >  # the long one\n{in}{word} and\n{in}{word}\n",
    "literal": "{key}: |-\n{in}{word}\n\n{in}{word}",
    "literal-keep": "{key}: |+\n{in}{word}\n\n",
    "wrapped": "{key}: {word}\n{in}{word}{remark}",
    "wrapped-double": '{key}: "{word}\n{in}{word}"{remark}',
    "empty": "{key}:{remark}",
    "below": "{key}:\n{in}{word}",
}


def value(data, path):
    for step in path:
        data = data[step]
    return data


def parsed(raw: bytes):
    document, problems = parse_yaml(raw.decode("utf-8-sig"), Path("file"))
    assert document is not None and not problems, problems
    return document.data


@st.composite
def files(draw):
    """A file with one group of languages: what comes before and after it, and its lines between."""
    languages = draw(st.lists(st.sampled_from(LANGUAGES), min_size=1, max_size=4, unique=True))
    step = draw(st.sampled_from([1, 2, 4]))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    before = draw(st.sampled_from(["", "# remark\nid:  bowl\n\n", "other: {kk:  a,en: b }\n# here\n"]))
    after = draw(
        st.sampled_from(["", "\n# the end\nzzz:   [ 1, 1.0 ,true ]\n", "zzz: |+\n  x\n\n\n", "zzz: 1"])
    )
    remark = draw(st.sampled_from(["", "   # why"]))
    flow = draw(st.sampled_from([None, "{ %s }", "{%s}", "{\n  %s,  # last\n  }", "{\n  %s\n  }"]))
    if flow is None:
        nested = draw(st.booleans())
        dash = " " * step + "-" + " " * max(1, step - 1)
        margin = " " * (len(dash) if nested else step)
        opening = "list:\n" + dash if nested else "title:\n"
        path = ("list", 0) if nested else ("title",)
        lines = []
        for number, language in enumerate(languages):
            layout = draw(st.sampled_from(list(LAYOUTS)))
            line = LAYOUTS[layout].format(
                key=language, word=f"wort {language}", remark=remark, **{"in": margin + "  "}
            )
            lines.append(("" if number == 0 and nested else margin) + line)
        body = "\n".join(lines) + "\n"
        if draw(st.booleans()) and not nested:
            opening += margin + "# about the first\n"
    else:
        path = ("title",)
        between = ", " if "\n" not in flow else draw(st.sampled_from([",\n  ", ", # it\n  ", ", "]))
        quote = draw(st.sampled_from(["", "'", '"']))
        words = between.join(f"{each}: {quote}wort {each}{quote}" for each in languages)
        opening, body = "title: ", flow % words + "\n"
    parts = [part.replace("\n", newline) for part in (before, opening, body, after)]
    bom = draw(st.sampled_from([b"", b"\xef\xbb\xbf"]))
    return bom, parts, path


@settings(max_examples=60, deadline=None)
@given(files(), st.dictionaries(st.sampled_from(LANGUAGES), TEXTS | SENTENCES, min_size=1))
def test_the_wanted_texts_change_and_nothing_else(file, wanted) -> None:
    bom, parts, path = file
    raw = bom + "".join(parts).encode()
    before = parsed(raw)
    after = change_texts(raw, {(path, language): words for language, words in wanted.items()})
    data = parsed(after)
    for language, words in wanted.items():
        assert value(data, path)[language].strip() == unicodedata.normalize("NFC", words)
    for language, words in value(before, path).items():
        if language not in wanted:
            assert value(data, path)[language] == words
    # What stands around the group is the same, byte by byte.
    assert after.startswith(bom + parts[0].encode() + parts[1].split("#")[0].rstrip().encode())
    assert after.endswith(parts[3].encode())
    text = after.decode("utf-8-sig")
    assert ("\r\n" in text) == ("\r\n" in raw.decode("utf-8-sig"))
    if "\r\n" in text and not any("\n" in words for words in wanted.values()):
        assert text.count("\n") == text.count("\r\n")
    for remark in ("# why", "# about the first", "# the long one", "# last", "# it"):
        assert text.count(remark) >= raw.decode("utf-8-sig").count(remark)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_shipped_packs_take_any_text_in_any_place(data) -> None:
    pack = data.draw(st.sampled_from(PACKS))
    texts = read_pack_texts(pack).texts
    text = data.draw(st.sampled_from(texts))
    language = data.draw(st.sampled_from(sorted(text.texts)))
    raw = (pack / text.file).read_bytes()
    words = data.draw(TEXTS | SENTENCES)
    changed = change_texts(raw, {(text.path, language): words})
    assert value(parsed(changed), text.path)[language].strip() == words
    # Every line before and after the text stays.
    node = yaml.compose(raw.decode(), Loader=yaml.CSafeLoader)
    for step in (*text.path, language):
        node = node.value[step] if isinstance(step, int) else {k.value: v for k, v in node.value}[step]
    begins, ends = node.start_mark.line, node.end_mark.line + (node.style not in ("|", ">"))
    old_lines, new_lines = raw.splitlines(), changed.splitlines()
    assert new_lines[:begins] == old_lines[:begins]
    assert new_lines[len(new_lines) - len(old_lines) + ends :] == old_lines[ends:]


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.name)
def test_the_same_texts_again_give_the_same_bytes(pack) -> None:
    texts = read_pack_texts(pack).texts
    assert len(texts) > 50
    for name in {text.file for text in texts}:
        raw = (pack / name).read_bytes()
        wanted = {
            (text.path, language): words
            for text in texts
            if text.file == name
            for language, words in text.texts.items()
        }
        assert change_texts(raw, wanted) == raw


@pytest.mark.parametrize(
    ("before", "language", "words", "after"),
    [
        ("t:\n  kk: a\n", "ru", "б", "t:\n  kk: a\n  ru: б\n"),
        ("t:\n  ru: б # x\n", "zh", "金", "t:\n  zh: 金\n  ru: б # x\n"),
        ("t:\n  # of ru\n  ru: б\n", "en", "c", "t:\n  en: c\n  # of ru\n  ru: б\n"),
        ("t: {kk: a, ru: b}\n", "zh", "金", "t: {kk: a, zh: 金, ru: b}\n"),
        ("t: {en: 'a'}\n", "ru", "b", "t: {en: 'a', ru: 'b'}\n"),
        ("t: {en: a}\n", "en", "b, c", 't: {en: "b, c"}\n'),
        ("t:\n  en: a # x\n", "en", "b\nc", 't:\n  en: "b\\nc" # x\n'),
        ("t:\n    en: a\n", "en", "b\n\nc", "t:\n    en: |-\n      b\n\n      c\n"),
        ("t:\n  en: a\n", "en", "1978", 't:\n  en: "1978"\n'),
        ("t:\n  en: a\n", "en", "=1+1", "t:\n  en: =1+1\n"),
        ("t:\n  en: a\n", "en", "null", 't:\n  en: "null"\n'),
        ("t:\n  en: a\n", "en", 'say "x: y"', "t:\n  en: 'say \"x: y\"'\n"),
        ("t:\n  en: >-\n    a b\n    c d\n  ru: x\n", "en", "e f", "t:\n  en: >-\n    e f\n  ru: x\n"),
        ("t:\n  en: a", "ru", "b", "t:\n  en: a\n  ru: b"),
        (
            "t:\r\n  kk: |-\r\n    a\r\n\r\n\r\n",
            "ru",
            "b",
            "t:\r\n  kk: |-\r\n    a\r\n  ru: |-\r\n    b\r\n\r\n\r\n",
        ),
        ("t:\n  en:\n  ru: b\n", "en", "a", "t:\n  en: a\n  ru: b\n"),
        ("t:\n  en: >  # x\n    a\n\n  ru: b\n", "en", "a\x96", 't:\n  en: "a\\x96"  # x\n\n  ru: b\n'),
        ("t:\n  - {en: a}\n", "ru", "b", "t:\n  - {en: a}\n"),
    ],
)
def test_by_example(before, language, words, after) -> None:
    path = ("t", 0) if "- {" in before else ("t",)
    changed = change_texts(before.encode(), {(path, language): words}).decode()
    assert changed == (after if "- {" not in before else "t:\n  - {en: a, ru: b}\n")


def test_a_list_that_was_wrapped_is_wrapped_as_wide_as_before() -> None:
    words = " ".join(["word"] * 60)
    narrow = "t:\n  en: >-\n    word word word word word word\n    word word word word word word\n    word\n"
    changed = change_texts(narrow.encode(), {(("t",), "en"): words}).decode()
    assert {len(line) for line in changed.splitlines()[2:-1]} == {33}


@pytest.mark.parametrize(
    "raw",
    [
        b"t: &a {en: x}\n",
        b"t: {en: x\n",
        b"t:\n  en: [x]\n",
        b"t: words\n",
        b"- t\n",
        b"",
        b"t:\n  en: x\n  en: y\n",
    ],
)
def test_what_cannot_be_changed_safely_is_refused(raw) -> None:
    with pytest.raises(CannotEdit):
        change_texts(raw, {(("t",), "en"): "new"})


def test_a_file_that_would_become_too_large_is_refused() -> None:
    raw = b"t:\n  en: x\n#" + b"-" * 990_000 + b"\n"
    with pytest.raises(CannotEdit):
        change_texts(raw, {(("t",), "en"): "x" * 20_000})
