"""Models and turns that the studio has made: sound files, known items, sane sizes. Read without Blender."""

import ast
import hashlib
import io
import json
import struct
import sys
from functools import cache
from math import dist
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "assets"))

from studio import freshness, gltf, outputs  # noqa: E402

MODELS = sorted(ROOT.glob("content/*/media/*.glb"))
TURNS = sorted(ROOT.glob("content/*/media/*-turn"))


@cache
def stated(name: str) -> dict[str, ast.Call]:
    """What the items state as MODEL or TURN, by the name of the file or folder from the repository's root."""
    found = {}
    for item in freshness.items():
        code = (ROOT / "assets" / "studio" / "items" / f"{item}.py").read_text(encoding="utf-8")
        for line in ast.parse(code).body if f"{name} = " in code else ():
            if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == name:
                assert isinstance(line.value, ast.Call)
                output = ast.literal_eval(line.value.args[0])
                assert output not in found
                found[output] = line.value
    return found


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def model(path: Path) -> gltf.Glb:
    return gltf.read(path)


def test_models_and_turns_belong_to_records_and_items_state_them() -> None:
    assert len(MODELS) >= 12
    for path in MODELS:
        assert (path.parents[1] / "objects" / f"{path.stem}.yaml").is_file()
    assert {name_of(path) for path in MODELS} <= stated("MODEL").keys()
    assert {name_of(path) for path in TURNS} <= stated("TURN").keys()


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_model_is_sound_and_light(path: Path) -> None:
    assert path.stat().st_size <= outputs.MODEL_LIMIT
    read = model(path)
    assert "extensionsRequired" not in read.document, "any reader of glTF 2.0 can show it"
    assert 1_000 < read.triangles() <= 60_000


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_model_wears_three_embedded_pictures(path: Path) -> None:
    (material,) = model(path).document["materials"]
    assert {"baseColorTexture", "metallicRoughnessTexture"} <= material["pbrMetallicRoughness"].keys()
    assert {"normalTexture", "occlusionTexture"} <= material.keys()
    assert [image["mimeType"] for image in model(path).document["images"]] == ["image/jpeg"] * 3
    for data in model(path).pictures():
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            assert (picture.format, picture.size) == ("JPEG", (1024, 1024))


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_the_skin_of_a_model_is_whole(path: Path) -> None:
    (part,) = model(path).parts()
    places, normals, flat = (
        model(path).numbers(part["attributes"][name]) for name in ("POSITION", "NORMAL", "TEXCOORD_0")
    )
    corners = [row[0] for row in model(path).numbers(part["indices"])]
    assert len(places) == len(normals) == len(flat) > max(corners)
    assert all(abs(dist(normal, (0, 0, 0)) - 1) < 1e-3 for normal in normals)
    assert all(-1e-3 <= u <= 1.001 and -1e-3 <= v <= 1.001 for u, v in flat)
    assert len(set(flat)) > len(flat) / 10, "the pictures are laid out over the skin"
    agreed = seen = 0
    for first in range(0, len(corners), 3 * 11):
        one, two, three = (places[corner] for corner in corners[first : first + 3])
        a, b = (
            [q - p for p, q in zip(one, two, strict=True)],
            [q - p for p, q in zip(one, three, strict=True)],
        )
        face = (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
        normal = [sum(normals[corner][axis] for corner in corners[first : first + 3]) for axis in range(3)]
        seen += 1
        agreed += sum(p * q for p, q in zip(face, normal, strict=True)) >= 0
    assert agreed > 0.99 * seen, "a side that faces out is lit as such"


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_model_stands_on_its_origin_and_has_the_stated_size(path: Path) -> None:
    low, high = model(path).extent()
    longest = max(b - a for a, b in zip(low, high, strict=True))
    words = {word.arg: word.value for word in stated("MODEL")[name_of(path)].keywords}
    assert longest == pytest.approx(ast.literal_eval(words["longest"]), rel=0.01)
    assert low[1] == pytest.approx(0, abs=longest / 500)
    for axis in (0, 2):
        assert low[axis] == pytest.approx(-high[axis], abs=longest / 500)
    assert min(b - a for a, b in zip(low, high, strict=True)) > longest / 100, "it is no sheet"


@pytest.mark.parametrize("folder", TURNS, ids=lambda path: path.name)
def test_a_turn_has_all_its_frames_and_each_is_another(folder: Path) -> None:
    frames = sorted(folder.iterdir())
    assert [frame.name for frame in frames] == [f"{number:02}.jpg" for number in range(outputs.FRAMES)]
    assert max(frame.stat().st_size for frame in frames) <= outputs.FRAME_LIMIT
    forms, seen = set(), set()
    for frame in frames:
        with Image.open(frame) as picture:
            forms.add((picture.format, *picture.size))
            seen.add(hashlib.sha256(picture.tobytes()).digest())
    assert forms == {("JPEG", *outputs.FRAME_SIZE)}
    assert len(seen) == outputs.FRAMES


def test_all_turns_together_are_small_enough_to_carry() -> None:
    assert sum(path.stat().st_size for folder in TURNS for path in folder.iterdir()) <= 25_000_000


def glb(document: dict[str, object], data: bytes = b"\0" * 12, version: int = 2) -> bytes:
    """A file of two chunks."""
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    body = struct.pack("<2I", len(text), gltf.JSON) + text + struct.pack("<2I", len(data), gltf.BIN) + data
    return struct.pack("<3I", gltf.GLTF, version, 12 + len(body)) + body


SOUND: dict[str, object] = {
    "asset": {"version": "2.0"},
    "buffers": [{"byteLength": 12}],
    "bufferViews": [{"buffer": 0, "byteLength": 12}],
    "accessors": [{"bufferView": 0, "componentType": 5126, "count": 1, "type": "VEC3"}],
}
LONG = [{"bufferView": 0, "componentType": 5126, "count": 2, "type": "VEC3"}]


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.glb"
    path.write_bytes(glb(SOUND, struct.pack("<3f", 1, 2, 3)))
    read = gltf.read(path)
    assert read.document == SOUND
    assert read.numbers(0) == [(1, 2, 3)]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"glTF", "cut off"),
        (glb(SOUND)[:-4], "bytes and has"),
        (glb(SOUND, version=1), "not a binary glTF 2.0"),
        (b"\x89PNG" + glb(SOUND)[4:], "not a binary glTF 2.0"),
        (glb({**SOUND, "asset": {"version": "1.0"}}), "not glTF 2.0"),
        (glb({**SOUND, "buffers": [{"byteLength": 12, "uri": "x.bin"}]}), "own data"),
        (glb({**SOUND, "bufferViews": [{"byteOffset": 4, "byteLength": 12}]}), "outside"),
        (glb({**SOUND, "accessors": LONG}), "do not fit"),
    ],
)
def test_an_unsound_file_is_refused(data: bytes, why: str, tmp_path: Path) -> None:
    path = tmp_path / "x.glb"
    path.write_bytes(data)
    with pytest.raises(gltf.BadModel, match=why):
        gltf.read(path)
