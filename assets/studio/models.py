"""Export of solid items as GLB models."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import bpy
import numpy as np

from . import bake, gltf, scene, skin
from .outputs import MODEL_LIMIT, Model

REACH = {"landscape": 0.03, "relief": 0.008}  # of a skin to what it covers, in units of the stage


def export(module: ModuleType, model: Model, target: Path) -> str:
    """Build an item, thin and bake it, and write it as GLB; return what it has become, in words.

    Raises `gltf.BadModel` when the file is larger than a model may be.
    """
    scene.clear()
    # A relief is millions of triangles even as a draft, and there are no other ones in a relief.
    module.build(draft=model.kind == "relief")
    whole = skin.joined(backed=model.kind == "relief")
    if model.kind == "landscape":
        thing = skin.draped(whole, model.triangles)
    else:
        thing = skin.thinned(whole, model.triangles)
    if model.kind == "solid":  # its parts touch each other: rays from one would hit the next
        bpy.data.objects.remove(whole)
        bake.textured(thing, model.texture)
    else:
        bake.textured(thing, model.texture, whole, REACH[model.kind])
        bpy.data.objects.remove(whole)
    _set_down(thing, model)
    thing.name = thing.data.name = target.stem
    target.parent.mkdir(parents=True, exist_ok=True)
    bpy.ops.export_scene.gltf(
        filepath=str(target),
        export_format="GLB",
        export_yup=True,
        export_image_format="JPEG",
        export_image_quality=84,
        export_draco_mesh_compression_enable=False,
        export_animations=False,
        export_attributes=False,
    )
    made = gltf.read(target)
    size = target.stat().st_size
    if size > MODEL_LIMIT:
        raise gltf.BadModel(f"{target.name} has {size} bytes; give it fewer triangles or a smaller texture")
    low, high = made.extent()
    sides = " x ".join(f"{b - a:.3g}" for a, b in zip(low, high, strict=True))
    return f"{made.triangles()} triangles, {sides} m, {size // 1000} kB"


def _set_down(thing: bpy.types.Object, model: Model) -> None:
    """Put a thing straight, the middle of its foot at the origin, and scale it to metres."""
    mesh = thing.data
    points = skin.vertices(mesh)
    c, s = np.cos(np.radians(model.turn)), np.sin(np.radians(model.turn))
    points = points @ np.array([(c, s, 0), (-s, c, 0), (0, 0, 1)])
    low, high = points.min(0), points.max(0)
    foot = np.array([*(low + high)[:2] / 2, low[2]])
    points = (points - foot) * (model.longest / (high - low).max())
    mesh.vertices.foreach_set("co", points.astype(np.float32).ravel())
    mesh.update()
