"""The explaining plates: drawn, small enough, shown by a record. Read without the drawing library."""

import ast
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]
PLATES = {
    path.stem: ast.literal_eval(node.value)
    for path in sorted((ROOT / "assets" / "studio" / "plates").glob("*.py"))
    for node in ast.parse(path.read_text(encoding="utf-8")).body
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "OUTPUT"
}


def test_the_command_line_knows_every_plate() -> None:
    source = (ROOT / "assets" / "studio" / "plates" / "__main__.py").read_text(encoding="utf-8")
    named = next(
        ast.literal_eval(node.value)
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PLATES"
    )
    assert sorted(named) == sorted(PLATES)


@pytest.mark.parametrize("output", PLATES.values(), ids=PLATES.keys())
def test_a_plate_is_drawn_and_shown(output: str) -> None:
    path = ROOT / output
    assert path.stat().st_size <= 600_000
    with Image.open(path) as picture:
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (2400, 1800))
    pack = path.parents[1]
    entry = f"- file: media/{path.name}\n"
    assert [record for record in pack.glob("objects/*.yaml") if entry in record.read_text(encoding="utf-8")]
