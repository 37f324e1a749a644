"""Every test that docs/security.md names exists: what is said there is shown."""

import ast
import re
from collections.abc import Iterator

from tests.outside import ROOT

DOCUMENT = ROOT / "docs/security.md"
TESTS = ROOT / "tests"
NAMED = re.compile(r"`((?:(?:\w+/)*test_\w+\.py|…)(?:::test_\w+)?)`")


def named() -> Iterator[tuple[str, str]]:
    """File, relative to ``tests``, and test; an empty test for a file that is named as a whole."""
    for number, line in enumerate(DOCUMENT.read_text("utf-8").splitlines(), 1):
        file = ""
        for said in NAMED.findall(line):
            name, _, test = said.partition("::")
            if name != "…":
                file = name if "/" in name else f"unit/{name}"
            assert file, f"{DOCUMENT.name}:{number}: `…` after no file"
            yield file, test


def functions_in(file: str) -> set[str]:
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_test_that_is_named_exists() -> None:
    found = list(named())
    assert len(found) > 60
    for file, test in found:
        assert (TESTS / file).is_file(), file
        assert not test or test in functions_in(file), f"{file} has no {test}"


def test_every_line_of_a_table_names_a_test() -> None:
    """A case that nothing shows is no case."""
    for line in DOCUMENT.read_text("utf-8").splitlines():
        if (
            line.startswith("| ")
            and not line.startswith("| ---")
            and not line.endswith(("| test |", "|test|"))
        ):
            assert "test_" in line, line
