"""``docs/content-packs.md`` names every field of the models and no other, with examples that work."""

import re
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import BaseModel, TypeAdapter

from kiosk.packs.model import (
    Captions,
    Centre,
    Dates,
    Dimensions,
    Film,
    Find,
    Image,
    Institution,
    ObjectRecord,
    Original,
    Pack,
    Site,
    Term,
    Text,
)
from kiosk.packs.terms import KINDS
from kiosk.plain_yaml import parse_yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "content-packs.md").read_text("utf-8")
SECTIONS: dict[str, type[BaseModel]] = {
    "`pack.yaml`": Pack,
    "`objects/<id>.yaml`": ObjectRecord,
    "`dates`": Dates,
    "`dimensions`": Dimensions,
    "`find`": Find,
    "`original`": Original,
    "`images` and `cover`": Image,
    "`films`": Film,
    "`captions`": Captions,
    "Texts": Text,
    "`terms/materials.yaml`, `terms/techniques.yaml`, `terms/themes.yaml`": Term,
    "`terms/institutions.yaml`": Institution,
    "`terms/sites.yaml`": Site,
    "`centre.yaml`": Centre,
}
ROW = re.compile(r"^\| `(?P<field>\w+)` \| (?P<needed>yes)? ?\| (?P<what>.+) \| `(?P<example>.+)` \|$")


def section(heading: str) -> str:
    match = re.search(rf"^##+ {re.escape(heading)}\n(.*?)(?=^##? |^### |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert match, heading
    return match.group(1)


def rows(heading: str) -> list[re.Match[str]]:
    lines = [line for line in section(heading).splitlines() if line.startswith("| `")]
    found = [ROW.match(line) for line in lines]
    assert all(found), lines
    return [each for each in found if each]


@pytest.mark.parametrize("heading", SECTIONS)
def test_every_field_is_named_and_no_other(heading: str) -> None:
    model = SECTIONS[heading]
    assert [row["field"] for row in rows(heading)] == list(model.model_fields)


@pytest.mark.parametrize("heading", SECTIONS)
def test_needed_fields_are_marked(heading: str) -> None:
    fields = SECTIONS[heading].model_fields
    for row in rows(heading):
        assert (row["needed"] == "yes") == fields[row["field"]].is_required(), row["field"]


@pytest.mark.parametrize("heading", SECTIONS)
def test_every_example_works(heading: str) -> None:
    model = SECTIONS[heading]
    for row in rows(heading):
        document, problems = parse_yaml(row["example"], Path("example"))
        assert document is not None and not problems, row["example"]
        assert list(document.data) == [row["field"]]
        field = model.model_fields[row["field"]]
        adapter = TypeAdapter(Annotated[(field.annotation, *field.metadata, field)])
        adapter.validate_python(document.data[row["field"]], strict=True)


def test_every_model_of_a_file_has_a_section() -> None:
    def models(model: type[BaseModel]) -> set[str]:
        names = {model.__name__}
        for definition in model.model_json_schema().get("$defs", {}):
            names.add(definition)
        return names

    every = set().union(*(models(each) for each in (Pack, ObjectRecord, Centre, *KINDS.values())))
    assert every == {model.__name__ for model in SECTIONS.values()}


def test_every_field_has_a_description_for_the_editor() -> None:
    for model in SECTIONS.values():
        for name, field in model.model_fields.items():
            assert field.description, f"{model.__name__}.{name}"


def test_the_whole_record_is_valid() -> None:
    block = re.search(r"^## A record, whole\n+```yaml\n(.*?)```", PAGE, re.MULTILINE | re.DOTALL)
    assert block
    document, problems = parse_yaml(block.group(1), Path("example"))
    assert document is not None and not problems
    ObjectRecord.model_validate(document.data)
