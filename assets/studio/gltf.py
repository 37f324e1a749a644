"""Reading GLB files (binary glTF 2.0) without Blender: what is in them, and whether they are sound."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GLTF, JSON, BIN = 0x46546C67, 0x4E4F534A, 0x004E4942
# Letters of `struct` and bytes of the kinds of numbers that glTF has.
KINDS = {5120: "b", 5121: "B", 5122: "h", 5123: "H", 5125: "I", 5126: "f"}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}


class BadModel(Exception):
    """The file is not a sound GLB; the text says why."""


@dataclass(frozen=True)
class Glb:
    """A sound GLB: its description, and the numbers and pictures that it describes."""

    document: dict[str, Any]
    data: bytes

    def parts(self) -> list[dict[str, Any]]:
        """Return the primitives of all meshes."""
        return [part for mesh in self.document["meshes"] for part in mesh["primitives"]]

    def numbers(self, accessor: int) -> list[tuple[float, ...]]:
        """Return an accessor's rows: points, normals, texture coordinates; corners as rows of one."""
        row, start, end = _place(self.document, accessor)
        return list(struct.iter_unpack(row, self.data[start:end]))

    def pictures(self) -> list[bytes]:
        """Return the pictures that are embedded, as files."""
        views = [self.document["bufferViews"][image["bufferView"]] for image in self.document["images"]]
        starts = [view.get("byteOffset", 0) for view in views]
        return [self.data[a : a + view["byteLength"]] for a, view in zip(starts, views, strict=True)]

    def extent(self) -> tuple[list[float], list[float]]:
        """Return the lowest and the highest x, y, z of all meshes, in metres (nodes are not moved)."""
        boxes = [self.document["accessors"][part["attributes"]["POSITION"]] for part in self.parts()]
        low = [min(box["min"][axis] for box in boxes) for axis in range(3)]
        high = [max(box["max"][axis] for box in boxes) for axis in range(3)]
        return low, high

    def triangles(self) -> int:
        """Return how many triangles the model has."""
        return sum(self.document["accessors"][part["indices"]]["count"] // 3 for part in self.parts())


def read(path: Path) -> Glb:
    """Read a GLB file after checking that everything it names is in it; raise BadModel."""
    data = path.read_bytes()
    if len(data) < 20:
        raise BadModel(f"{path.name} is cut off")
    magic, version, length = struct.unpack_from("<3I", data)
    if magic != GLTF or version != 2:
        raise BadModel(f"{path.name} is not a binary glTF 2.0")
    if length != len(data):
        raise BadModel(f"{path.name} says {length} bytes and has {len(data)}")
    chunks, at = [], 12
    while at < length:
        size, kind = struct.unpack_from("<2I", data, at)
        if size % 4 or at + 8 + size > length:
            raise BadModel(f"{path.name} has a chunk that does not fit")
        chunks.append((kind, data[at + 8 : at + 8 + size]))
        at += 8 + size
    if [kind for kind, _ in chunks] != [JSON, BIN]:
        raise BadModel(f"{path.name} does not have one JSON and one binary chunk")
    model = Glb(json.loads(chunks[0][1]), chunks[1][1])
    if model.document["asset"]["version"] != "2.0":
        raise BadModel(f"{path.name} is not glTF 2.0")
    (buffer,) = model.document["buffers"]
    if "uri" in buffer or not 0 <= len(model.data) - buffer["byteLength"] < 4:
        raise BadModel(f"{path.name} does not hold its own data")
    for view in model.document["bufferViews"]:
        if view.get("byteOffset", 0) + view["byteLength"] > buffer["byteLength"]:
            raise BadModel(f"{path.name} points outside its data")
    for number, accessor in enumerate(model.document["accessors"]):
        view = model.document["bufferViews"][accessor["bufferView"]]
        _, start, end = _place(model.document, number)
        if "byteStride" in view or end - start > view["byteLength"] - accessor.get("byteOffset", 0):
            raise BadModel(f"{path.name} has numbers that do not fit")
    return model


def _place(document: dict[str, Any], accessor: int) -> tuple[str, int, int]:
    """Return the form of an accessor's rows for `struct`, and its first and last byte."""
    told = document["accessors"][accessor]
    row = f"<{WIDTHS[told['type']]}{KINDS[told['componentType']]}"
    view = document["bufferViews"][told["bufferView"]]
    start = view.get("byteOffset", 0) + told.get("byteOffset", 0)
    return row, start, start + told["count"] * struct.calcsize(row)
