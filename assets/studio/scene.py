"""The stage: one look for the whole hall.

Warm near-black ground, key light from the upper left, a soft box above, a cool
strip from the right and a low warm fill, as in catalogue photographs. Things on
the stage are framed by themselves: the camera measures what it sees.
"""

from __future__ import annotations

import math
import tempfile
from dataclasses import dataclass
from pathlib import Path

import bpy
import numpy as np
from mathutils import Matrix, Vector
from PIL import Image

from . import materials
from .jpeg import write_jpeg

GROUND = "ground"  # objects of this name are not framed


@dataclass(frozen=True)
class Shot:
    """One picture of an item.

    output: path from the repository's root.
    tilt: 0 looks straight down on a lying piece (for `standing`: 90 - elevation).
    fill: share of the frame that the subject takes.
    zoom, shift: for details, a closer look at a place given in shares of the subject's
    width and height from its middle (right, up).
    """

    output: str
    size: tuple[int, int] = (2400, 1800)
    samples: int = 6
    standing: bool = False
    tilt: float = 16
    yaw: float = -4
    lens: float = 85
    fill: float = 0.78
    zoom: float = 1.0
    shift: tuple[float, float] = (0.0, 0.0)
    exposure: float = 0.0
    key: float = 58
    top: float = 34
    low: float = 14
    strip: float = 15
    world: float = 0.85
    key_from: tuple[float, float, float] | None = None  # another place for the key light
    blur: float = 0.0  # f-number of a depth of field, 0: all sharp


def clear() -> None:
    """Empty the stage."""
    bpy.ops.wm.read_factory_settings(use_empty=True)


def ground(material: bpy.types.Material | None = None, dim: bool = False, below: float = 0.0) -> None:
    """Lay out the ground: felt, or `dim` felt under standing things, or another material.

    `below` puts it under height 0, for things that hang deeper.
    """
    felt = materials.FELT_DIM if dim else materials.FELT
    bpy.ops.mesh.primitive_plane_add(size=40, location=(0, 0, -below))
    plane = bpy.context.object
    plane.name = GROUND
    plane.data.materials.append(material or materials.felt(felt))


def subject_points() -> np.ndarray:
    """Return (some of) the points of all things on the stage but the ground."""
    graph = bpy.context.evaluated_depsgraph_get()
    floor = min(o.location.z for o in bpy.context.scene.objects if o.name.startswith(GROUND)) - 0.005
    parts = []
    for thing in bpy.context.scene.objects:
        if thing.type != "MESH" or thing.name.startswith(GROUND):
            continue
        mesh = thing.evaluated_get(graph).data
        points = np.empty(len(mesh.vertices) * 3, np.float32)
        mesh.vertices.foreach_get("co", points)
        points = points.reshape(-1, 3)[:: max(1, len(mesh.vertices) // 20000)]
        matrix = np.array(thing.matrix_world)
        points = points @ matrix[:3, :3].T + matrix[:3, 3]
        parts.append(points[points[:, 2] > floor])
    return np.vstack(parts)


def _camera(shot: Shot, points: np.ndarray) -> None:
    tilt, yaw = math.radians(shot.tilt), math.radians(shot.yaw)
    back = Vector((math.sin(yaw) * math.cos(tilt), -math.sin(tilt), math.cos(tilt) * math.cos(yaw)))
    if shot.standing:
        back = Vector((math.sin(yaw) * math.sin(tilt), -math.cos(yaw) * math.sin(tilt), math.cos(tilt)))
    back.normalize()
    # A steep view of a lying piece keeps the page's "up" up.
    right = (Vector((0, 0, 1)) if shot.standing else Vector((0, 1, 0))).cross(back).normalized()
    up = back.cross(right)
    axes = np.array([right, up, back])
    middle = points.mean(0)
    aspect = shot.size[0] / shot.size[1]
    width = 36 / shot.lens  # frame width at distance 1
    distance = 4.0
    for _ in range(6):  # perspective changes what is seen: measure and move until it fits
        seen = (points - middle) @ axes.T
        depth = distance - seen[:, 2]
        x, y = seen[:, 0] / depth, seen[:, 1] / depth
        span = max(x.max() - x.min(), (y.max() - y.min()) * aspect)
        middle = middle + (axes[0] * (x.max() + x.min()) / 2 + axes[1] * (y.max() + y.min()) / 2) * distance
        distance *= span / (width * shot.fill)
    wide, high = (x.max() - x.min()) * distance, (y.max() - y.min()) * distance
    aim = middle + axes[0] * shot.shift[0] * wide + axes[1] * shot.shift[1] * high
    data = bpy.data.cameras.new("camera")
    data.lens, data.sensor_width = shot.lens, 36
    data.clip_start, data.clip_end = 0.01, 500
    camera = bpy.data.objects.new("camera", data)
    camera.location = Vector(aim) + back * (distance / shot.zoom)
    camera.rotation_euler = Matrix((right, up, back)).transposed().to_euler()
    if shot.blur:
        data.dof.use_dof = True
        data.dof.focus_distance = distance / shot.zoom
        data.dof.aperture_fstop = shot.blur
    bpy.context.scene.collection.objects.link(camera)
    bpy.context.scene.camera = camera


def _area(at: tuple, size: tuple, energy: float, colour: tuple, middle: Vector, radius: float) -> None:
    data = bpy.data.lights.new("area", "AREA")
    data.shape, data.size, data.size_y = "RECTANGLE", size[0] * radius, size[1] * radius
    data.energy, data.color = energy * radius * radius, colour
    light = bpy.data.objects.new("area", data)
    light.location = middle + Vector(at) * radius
    light.rotation_euler = (middle - light.location).to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(light)


def _lights(shot: Shot, points: np.ndarray) -> None:
    low, high = points.min(0), points.max(0)
    middle = Vector((low + high) / 2)
    middle.z = max(0.03, middle.z * 0.8)
    span = high - low
    radius = float(max(span[0], span[1] * 1.2, span[2] * 1.2))
    if shot.standing:
        rig = (
            ((-1.25, -0.55, 1.25), (0.8, 0.7), shot.key, (1, 0.93, 0.83)),
            ((1.45, 0.75, 0.75), (0.3, 1.2), shot.strip, (0.80, 0.90, 1)),
            ((-0.1, 0.55, 1.9), (1.5, 0.9), shot.top, (1, 0.95, 0.88)),
            ((0.5, -1.8, 0.55), (1.4, 0.4), shot.low, (1, 0.86, 0.70)),
        )
    else:
        rig = (
            ((-1.3, 1.1, 1.1), (0.9, 0.7), shot.key, (1, 0.94, 0.84)),
            ((1.5, 0.35, 0.8), (0.25, 1.2), shot.strip, (0.82, 0.90, 1)),
            ((-0.1, 1.15, 2.0), (1.7, 0.8), shot.top, (1, 0.95, 0.88)),
            ((0.0, -1.6, 0.8), (1.4, 0.35), shot.low, (1, 0.86, 0.70)),
        )
    for index, (at, size, energy, colour) in enumerate(rig):
        if index == 0 and shot.key_from:
            at = shot.key_from
        _area(at, size, energy, colour, middle, radius)
    world = bpy.data.worlds.new("world")
    world.use_nodes = True
    background = world.node_tree.nodes["Background"]
    background.inputs[0].default_value = (0.052, 0.045, 0.040, 1)
    background.inputs[1].default_value = shot.world
    bpy.context.scene.world = world


def render(shot: Shot, target: Path, size: tuple[int, int] | None = None, samples: int | None = None) -> None:
    """Set camera and lights for the things on the stage and write the picture as JPEG."""
    prepare(shot, subject_points(), size or shot.size, samples or shot.samples)
    write_jpeg(expose(), target)


def prepare(shot: Shot, points: np.ndarray, size: tuple[int, int], samples: int) -> None:
    """Set camera and lights for a subject with these points, and how the picture is computed."""
    scene = bpy.context.scene
    _camera(shot, points)
    _lights(shot, points)
    scene.render.engine = "CYCLES"
    scene.cycles.samples = samples
    scene.cycles.use_adaptive_sampling = True  # the dark ground needs few samples
    scene.cycles.adaptive_threshold = 0.1
    scene.cycles.adaptive_min_samples = 4
    scene.cycles.use_denoising = True
    scene.cycles.denoiser = "OPENIMAGEDENOISE"
    # The accurate one takes as long as two more samples and looks the same.
    scene.cycles.denoising_prefilter = "FAST"
    scene.cycles.max_bounces = 4
    scene.cycles.caustics_reflective = False
    # AgX turns gold olive; the neutral transform keeps its hue.
    scene.view_settings.view_transform = "Khronos PBR Neutral"
    scene.view_settings.exposure = shot.exposure
    scene.render.resolution_x, scene.render.resolution_y = size


def expose() -> Image.Image:
    """Compute the picture of a prepared stage."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.png"
        bpy.context.scene.render.filepath = str(raw)
        bpy.ops.render.render(write_still=True)
        with Image.open(raw) as picture:
            return picture.convert("RGB")
