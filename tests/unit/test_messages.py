"""Words for staff: their own English, and another language when asked."""

import copy
import pickle
from pathlib import Path

import pytest

from kiosk import messages
from kiosk.messages import both, say, say_many, told
from kiosk.problems import Problem

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
"""


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
    assert both("", hint) is hint and both(name, "") is name


def test_messages_can_be_copied_and_sent() -> None:
    message = say("Give {what}.", what=say("a number"))
    for copied in (copy.deepcopy(message), pickle.loads(pickle.dumps(message))):
        assert copied == message and told(copied, "ru") == "Добавьте: число."
