"""Whatever stands in a file, the reader answers with problems and never raises; good records come through."""

import copy
import shutil
import string
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.explain import explain
from kiosk.packs.model import ObjectRecord, Pack, Terms
from kiosk.packs.reader import read_pack
from kiosk.plain_yaml import MAX_PROBLEMS, parse_yaml, read_yaml

GOOD = Path(__file__).parents[1] / "packs" / "good" / "gallery"
SHOWN = Path("objects/bowl.yaml")

quick = settings(
    max_examples=150,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
on_disk = settings(quick, max_examples=60)

#: Pieces that YAML gives a meaning to, and pieces of our own format.
SIGNS = ("[", "]", "{", "}", ": ", ":", "- ", "-", "? ", "|\n", ">-\n", "&a ", "*a", "!t ", "<<: ", "'", '"')
BREAKS = ("\n", "\n  ", "\n\t", "---\n", "...\n", "%YAML 1.1\n", "\\", "#", ",", "\ufeff", "\x00", "\u2028")
VALUES = (
    "~",
    "0x",
    "1e999",
    "-.inf",
    "2024-02-30",
    "null",
    "true",
    "9" * 400,
    "id",
    "title",
    "kk: x",
    "\U0001f600",
)
PIECES = st.sampled_from(SIGNS + BREAKS + VALUES)


@quick
@given(st.binary(max_size=400))
def test_any_bytes(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "x.yaml").write_bytes(raw)
    document, problems = read_yaml(tmp_path / "x.yaml", SHOWN)
    assert document is not None or problems
    check_problems(problems, raw.count(b"\n") + raw.count(b"\r") + 1)


@quick
@given(st.lists(PIECES | st.text(max_size=6), max_size=40).map("".join))
def test_any_text_with_the_signs_of_yaml(text: str) -> None:
    document, problems = parse_yaml(text, SHOWN)
    assert document is not None or problems
    check_problems(problems)
    if document is not None:
        assert_plain(document.data)
        assert document.line(["title", "kk", 0, "x"]) >= 1


def check_problems(problems: Any, lines: int | None = None) -> None:
    assert len(problems) <= MAX_PROBLEMS + 1
    for problem in problems:
        assert problem.message.endswith(".")
        assert problem.line is None or problem.line >= 1
        if lines is not None and problem.line is not None:
            assert problem.line <= lines


def assert_plain(value: Any) -> None:
    if isinstance(value, dict):
        assert all(type(key) is str for key in value)
        for each in value.values():
            assert_plain(each)
    elif isinstance(value, tuple):
        for each in value:
            assert_plain(each)
    else:
        assert value is None or type(value) in (str, int, float, bool)


def good_copy(tmp_path: Path) -> Path:
    """One copy serves all examples: each writes over the files of the one before."""
    root = tmp_path / "gallery"
    if not root.exists():
        shutil.copytree(GOOD, root)
    return root


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
keys = st.text(max_size=6) | st.sampled_from(
    [*ObjectRecord.model_fields, *Pack.model_fields, "kk", "zh", "file"]
)
structures = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=25,
)


@on_disk
@given(structures)
def test_any_structure_as_a_record_and_as_a_pack(tmp_path: Path, value: Any) -> None:
    root = good_copy(tmp_path)
    text = yaml.safe_dump(value, allow_unicode=True)
    for name in ("pack.yaml", "objects/bowl.yaml", "terms/sites.yaml"):
        (root / name).write_text(text, encoding="utf-8")
    reading = read_pack(root, Terms())
    assert reading.pack is None
    for problem in reading.problems:
        assert problem.message
        assert problem.line is None or problem.line <= text.count("\n") + 1


RECORD = yaml.safe_load((GOOD / "objects" / "bowl.yaml").read_text("utf-8"))


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            found += places(each, (*path, key))
    return found


@on_disk
@given(st.sampled_from(places(RECORD)), structures)
def test_a_good_record_with_one_place_spoilt(tmp_path: Path, path: tuple[Any, ...], value: Any) -> None:
    record = copy.deepcopy(RECORD)
    target = record
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    root = good_copy(tmp_path)
    (root / "objects" / "bowl.yaml").write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    reading = read_pack(root, Terms())
    assert (reading.pack is None) == any(each.severity == "error" for each in reading.problems)


letters = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі 金人青铜 äéß [b]{0}%s<i>&;:#-'\"*!|>@`" + string.ascii_letters
words = st.text(letters, min_size=1, max_size=60).map(str.strip).filter(bool)
texts = st.fixed_dictionaries({}, optional=dict.fromkeys(("kk", "zh", "en", "ru"), words)).filter(bool)
#: PyYAML writes 08 and 1e5 without quotes: for it they are no numbers, since YAML 1.2 they are.
short_names = st.from_regex(r"\A[a-z][a-z0-9]{0,7}(-[a-z0-9]{1,8}){0,2}\Z")
years = st.integers(-3000, 2000).filter(bool)
sizes = st.floats(0.1, 9999) | st.integers(1, 9999)
records = st.fixed_dictionaries(
    {"id": short_names, "accession_number": words, "title": texts, "label": texts, "credit_line": texts},
    optional={
        "order": st.integers(0, 9999),
        "story": texts,
        "materials": st.lists(short_names, max_size=3, unique=True),
        "dates": st.tuples(years, years).map(lambda each: {"earliest": min(each), "latest": max(each)}),
        "dimensions": st.dictionaries(st.sampled_from(["height_mm", "width_mm", "weight_g"]), sizes),
        "original": st.fixed_dictionaries({}, optional={"inventory_number": words, "note": texts}),
        "replica": st.booleans(),
        "sources": st.lists(words, max_size=3),
        "images": st.lists(
            st.fixed_dictionaries({"file": words, "alt": texts, "credit": texts, "rights": words}), max_size=2
        ),
    },
)


@quick
@given(records, st.booleans())
def test_a_valid_record_comes_back_as_it_was_written(record: dict[str, Any], flow: bool) -> None:
    text = yaml.safe_dump(record, allow_unicode=True, default_flow_style=flow or None)
    document, problems = parse_yaml(text, SHOWN)
    assert problems == ()
    assert document is not None
    read = ObjectRecord.model_validate(document.data)
    assert read.model_dump(mode="json", exclude_unset=True) == record


@pytest.mark.parametrize("model", [ObjectRecord, Pack])
@quick
@given(value=structures)
def test_every_complaint_has_words(model: Any, value: Any) -> None:
    from pydantic import ValidationError

    document, _ = parse_yaml(yaml.safe_dump(value, allow_unicode=True), SHOWN)
    if document is None:
        return
    try:
        model.model_validate(document.data)
    except ValidationError as error:
        for problem in explain(error, model, SHOWN, document):
            assert problem.code != "invalid", problem
            assert problem.message.endswith((".", "”."))
