"""Words for staff: their own English, and another language when asked."""

import copy
import errno
import json
import os
import pickle
from pathlib import Path

import pytest

from kiosk import messages
from kiosk.messages import NOTHING, Name, both, listed, packed, reason, say, say_many, told, unpacked
from kiosk.packs.model import Terms
from kiosk.packs.reader import read_pack
from kiosk.problems import Problem, unpacked_problem

RUSSIAN = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\\n"

msgid "There is no file `{name}`."
msgstr "Файла `{name}` нет."

msgid "{count} picture"
msgid_plural "{count} pictures"
msgstr[0] "{count} изображение"
msgstr[1] "{count} изображения"
msgstr[2] "{count} изображений"

msgid "Give {what}."
msgstr "Добавьте: {what}."

msgid "a number"
msgstr "число"

msgid "{first}, {second}"
msgstr "{first}, {second}"

msgid "{first} and {second}"
msgstr "{first} и {second}"

msgid "“{text}”"
msgstr "«{text}»"

msgid "permission is denied"
msgstr "нет доступа"
"""
CASES = Path(__file__).parents[1] / "packs"


@pytest.fixture(autouse=True)
def russian(tmp_path, monkeypatch):
    (tmp_path / "ru.po").write_text(RUSSIAN)
    monkeypatch.setattr(messages, "CATALOGUES", tmp_path)
    messages._catalogue.cache_clear()
    yield
    messages._catalogue.cache_clear()


def test_a_message_is_its_english() -> None:
    message = say("There is no file `{name}`.", name="bowl.jpg")
    assert message == "There is no file `bowl.jpg`."
    assert told(message, "en") == message
    assert told(message, "ru") == "Файла `bowl.jpg` нет."


def test_facts_are_never_read_as_templates() -> None:
    assert say("There is no file `{name}`.", name="{name}{0}") == "There is no file `{name}{0}`."
    assert told(say("There is no file `{name}`.", name="{x}"), "ru") == "Файла `{x}` нет."
    assert told("a {curator}'s own words", "ru") == "a {curator}'s own words"


def test_plurals_are_those_of_the_language() -> None:
    def said(count: int) -> str:
        return told(say_many("{count} picture", "{count} pictures", count), "ru")

    assert [said(1), said(3), said(5)] == ["1 изображение", "3 изображения", "5 изображений"]
    assert say_many("{count} picture", "{count} pictures", 2) == "2 pictures"


def test_a_fact_may_be_a_message() -> None:
    assert told(say("Give {what}.", what=say("a number")), "ru") == "Добавьте: число."


def test_both_parts_of_a_problem_are_said() -> None:
    name = say("There is no file `{name}`.", name="a.jpg")
    hint = say("Give {what}.", what=say("a number"))
    problem = Problem(Path("x.yaml"), 3, "images", "missing-file", name, hint)
    assert str(problem) == "x.yaml:3: error: [images] There is no file `a.jpg`. Give a number."
    assert problem.told("ru").endswith("Файла `a.jpg` нет. Добавьте: число.")
    assert both(NOTHING, hint) is hint and both(name, NOTHING) is name


def test_messages_can_be_copied_and_sent() -> None:
    message = say("Give {what}.", what=say("a number"))
    as_json = unpacked(json.loads(json.dumps(packed(message))))
    for copied in (copy.deepcopy(message), pickle.loads(pickle.dumps(message)), as_json):
        assert copied == message and told(copied, "ru") == "Добавьте: число."


def test_nothing_is_said_where_there_is_nothing_to_say() -> None:
    assert told(NOTHING, "ru") == ""


def test_several_things_are_listed() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", say("a number")]) == "a, b and a number"
    assert told(listed(["a", "b", say("a number")]), "ru") == "a, b и число"


def test_a_refusal_of_the_system_is_said_in_words() -> None:
    denied = OSError(errno.EACCES, os.strerror(errno.EACCES))
    assert told(reason(denied), "ru") == "нет доступа"
    assert told(reason(OSError(errno.ELOOP, "Many links")), "ru") == "«Many links»"


def test_a_name_is_said_in_the_language_or_in_another() -> None:
    name = Name({"kk": "Тостаған", "ru": "Чаша"})
    assert (told(name, "ru"), told(name, "kk"), told(name, "en"), str(name)) == (
        "Чаша",
        "Тостаған",
        "Чаша",
        "Чаша",
    )
    assert told(say("Give {what}.", what=name), "ru") == "Добавьте: Чаша."
    assert copy.deepcopy(name).texts == name.texts
    assert not Name.of(["no", "texts"]) and not Name.of({"en": 5, "de": "Schale"})
    assert len(Name.of({"en": "x\n" * 300})) == 120


def test_a_problem_names_the_record_by_its_title() -> None:
    for case in ("unknown_field", "label_length", "captions"):
        problems = read_pack(CASES / case / "gallery", Terms()).problems
        assert problems
        for problem in problems:
            assert problem.title.texts["ru"] == "Пробная чаша"
            assert "«Пробная чаша»" in problem.told("ru")
            assert "«Test bowl»" not in problem.told("ru")


def test_a_problem_that_was_kept_is_said_in_every_language() -> None:
    (problem, *_) = read_pack(CASES / "unknown_field" / "gallery", Terms()).problems
    again = unpacked_problem(json.loads(json.dumps(problem.packed())))
    assert again == problem
    assert again.told("ru") == problem.told("ru")
    assert again.title.texts == problem.title.texts
