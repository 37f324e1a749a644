"""One mesh out of everything that stands on the stage, light enough to be turned in the hand.

The materials' patterns follow each object's own coordinates and a random number that each object has.
Both go along as attributes of the points, so that the joined mesh keeps its patterns.
"""

from __future__ import annotations

import zlib
from typing import Any

import bpy
import numpy as np
from mathutils import Vector
from scipy import ndimage

from . import meshes, scene

PLACE, TONE = "own place", "own tone"  # attributes: object coordinates, the object's random number
KEPT = ("cavity", "foil", "tone")  # attributes that materials read


class _Part:
    """What is needed of one evaluated mesh, as arrays: rows of points and of triangles."""

    def __init__(self, mesh: bpy.types.Mesh) -> None:
        mesh.calc_loop_triangles()
        corners = mesh.loop_triangles
        polygon = _read(corners, "polygon_index", len(corners), 1, np.int32)[:, 0]
        self.points = vertices(mesh)
        self.triangles = _read(corners, "vertices", len(corners), 3, np.int32)
        self.slots = _read(mesh.polygons, "material_index", len(mesh.polygons), 1, np.int32)[polygon, 0]
        self.smooth = _read(mesh.polygons, "use_smooth", len(mesh.polygons), 1, bool)[polygon, 0]
        self.kept = np.stack([_attribute(mesh, name) for name in KEPT])

    def back(self) -> None:
        """Cut off what a relief has below height 0, and close it there with a flat back."""
        count = len(self.points)
        seen = (self.points[:, 2] > 0)[self.triangles].any(1)
        front = self.triangles[seen]
        raised = np.arange(count) + count * (self.points[:, 2] > 0)  # the rim belongs to both sides
        both = np.vstack([front, raised[front][:, ::-1]])
        used, both = np.unique(both, return_inverse=True)
        self.triangles = both.reshape(-1, 3)
        self.points = np.vstack([np.maximum(self.points, (-np.inf, -np.inf, 0)), self.points * (1, 1, 0)])[
            used
        ]
        self.slots, self.smooth = np.tile(self.slots[seen], 2), np.tile(self.smooth[seen], 2)
        self.kept = np.hstack([self.kept, np.zeros_like(self.kept)])[:, used]


def joined(backed: bool = False) -> bpy.types.Object:
    """Join all things on the stage but the ground, as triangles, with their materials; remove them.

    With `backed` every thing is a relief that lies on the ground, and gets a back.
    """
    graph = bpy.context.evaluated_depsgraph_get()
    things = [
        thing
        for thing in bpy.context.scene.objects
        if thing.type == "MESH" and not thing.name.startswith(scene.GROUND) and not thing.hide_render
    ]
    materials: list[bpy.types.Material] = []
    shared: dict[str, _Part] = {}  # thousands of stones are the same few meshes
    parts, points, faces, slots, tones = [], [], [], [], []
    first = 0
    for thing in things:
        part = shared.get(thing.data.name)
        if part is None or thing.modifiers:
            part = _Part(thing.evaluated_get(graph).data)
            if backed:
                part.back()
            if not thing.modifiers:
                shared[thing.data.name] = part
        worn = thing.data.materials  # not those of the evaluated copy
        materials += [material for material in worn if material not in materials]
        matrix = np.array(thing.matrix_world)
        mirrored = np.linalg.det(matrix[:3, :3]) < 0
        parts.append(part)
        points.append(part.points @ matrix[:3, :3].T + matrix[:3, 3])
        faces.append((part.triangles[:, ::-1] if mirrored else part.triangles) + first)
        slots.append(np.array([materials.index(material) for material in worn])[part.slots])
        tones.append(np.full(len(part.points), zlib.crc32(thing.name.encode()) / 2**32))
        first += len(part.points)
    skin = meshes.mesh_object("skin", np.vstack(points), np.vstack(faces))
    for material in materials:
        skin.data.materials.append(material)
    skin.data.polygons.foreach_set("material_index", np.hstack(slots).astype(np.int32))
    skin.data.polygons.foreach_set("use_smooth", np.hstack([part.smooth for part in parts]))
    _write(skin.data, PLACE, np.vstack([part.points for part in parts]))
    kept = np.hstack([part.kept for part in parts])
    for name, values in zip((TONE, *KEPT), (np.hstack(tones), *kept), strict=True):
        _write(skin.data, name, values)
    bpy.data.batch_remove([thing for thing in bpy.context.scene.objects if thing != skin])
    return skin


def thinned(high: bpy.types.Object, triangles: int) -> bpy.types.Object:
    """Return a copy of so many triangles, laid flat for textures; those go that are missed least."""
    skin = meshes.place(high.data.copy())
    share = triangles / len(skin.data.polygons)
    bpy.ops.object.select_all(action="DESELECT")
    skin.select_set(True)
    bpy.context.view_layer.objects.active = skin
    bpy.ops.object.mode_set(mode="EDIT")
    bpy.ops.mesh.select_all(action="SELECT")
    bpy.ops.mesh.normals_make_consistent(inside=False)  # pictures show both sides of a face, models one
    if share < 1:
        # The tool of the edit mode; the modifier of the same name crashes on large meshes (Blender 5.0.1).
        bpy.ops.mesh.decimate(ratio=share)
        bpy.ops.mesh.quads_convert_to_tris()
    bpy.ops.uv.smart_project(angle_limit=np.radians(66), island_margin=0.003)
    bpy.ops.uv.pack_islands(rotate=True, margin_method="SCALED", margin=0.002, shape_method="CONCAVE")
    bpy.ops.object.mode_set(mode="OBJECT")
    skin.data.set_sharp_from_angle(angle=np.radians(50))
    return skin


def draped(high: bpy.types.Object, triangles: int) -> bpy.types.Object:
    """Lay a cloth of about so many triangles over a landscape, with a hem down to its foot.

    Its texture coordinates are the plan.
    """
    points = vertices(high.data)
    low, top = points.min(0), points.max(0)
    size = top[:2] - low[:2]
    cell = float(np.sqrt(size[0] * size[1] * 2 / triangles))
    columns, rows = (int(n) for n in size / cell)
    inset = 0.0015 * size.max()  # rays beside the edge would fall past it
    xs = np.linspace(low[0] + inset, top[0] - inset, columns)
    ys = np.linspace(low[1] + inset, top[1] - inset, rows)
    heights = np.zeros((columns, rows))
    for i, x in enumerate(xs):
        for j, y in enumerate(ys):
            hit, at, _, _ = high.ray_cast(Vector((x, y, top[2] + 1)), Vector((0, 0, -1)))
            heights[i, j] = at.z if hit else low[2]
    inner = np.s_[1:-1, 1:-1]
    heights[inner] = ndimage.gaussian_filter(heights, 0.6)[inner]
    heights = np.pad(heights, 1, constant_values=low[2])  # one more row of points all around hangs down
    x, y = np.meshgrid(np.pad(xs, 1, mode="edge"), np.pad(ys, 1, mode="edge"), indexing="ij")
    i, j = np.meshgrid(np.arange(columns + 1), np.arange(rows + 1), indexing="ij")
    at = i * (rows + 2) + j
    quads = np.stack([at, at + rows + 2, at + rows + 3, at + 1], -1).reshape(-1, 4)
    cloth = meshes.mesh_object("skin", np.stack([x, y, heights], -1).reshape(-1, 3), quads)
    plan = cloth.data.uv_layers.new(name="UVMap")
    corners = _read(cloth.data.loops, "vertex_index", len(cloth.data.loops), 1, np.int32)[:, 0]
    flat = np.stack([x, y], -1).reshape(-1, 2)
    plan.data.foreach_set("uv", ((flat - low[:2]) / size)[corners].astype(np.float32).ravel())
    cloth.data.set_sharp_from_angle(angle=np.radians(80))
    return cloth


def vertices(mesh: bpy.types.Mesh) -> np.ndarray:
    """Return a mesh's points as rows of x, y, z."""
    return _read(mesh.vertices, "co", len(mesh.vertices), 3)


def _read(items: Any, name: str, count: int, width: int, kind: type = np.float32) -> np.ndarray:
    """Return a value of all items of one of Blender's collections, one row each."""
    values = np.empty(count * width, kind)
    items.foreach_get(name, values)
    return values.reshape(count, width)


def _attribute(mesh: bpy.types.Mesh, name: str) -> np.ndarray:
    """Return an attribute of a mesh's points; zeros where it has none."""
    layer, count = mesh.attributes.get(name), len(mesh.vertices)
    return _read(layer.data, "value", count, 1)[:, 0] if layer else np.zeros(count, np.float32)


def _write(mesh: bpy.types.Mesh, name: str, values: np.ndarray) -> None:
    """Give a mesh's points an attribute: numbers, or rows of three."""
    kind, field = ("FLOAT", "value") if values.ndim == 1 else ("FLOAT_VECTOR", "vector")
    layer = mesh.attributes.new(name, kind, "POINT")
    layer.data.foreach_set(field, values.astype(np.float32).ravel())
