"""Turns: a solid item on a turntable, frame by frame, under lights that stand still."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import bpy
import numpy as np

from . import scene
from .jpeg import write_jpeg
from .materials import FELT_DIM
from .nodes import Graph
from .outputs import FRAME_LIMIT, FRAME_SIZE, FRAMES, Turn

SAMPLES = 3  # enough with the denoiser at this size


def render(module: ModuleType, turn: Turn, folder: Path, draft: bool = False) -> Iterator[Path]:
    """Build an item and write its frames; yield each when it is there. A draft has four small ones."""
    scene.clear()
    module.build(draft=draft)
    shot = replace(
        module.SHOTS[turn.shot], fill=turn.fill, size=FRAME_SIZE, zoom=1.0, shift=(0.0, 0.0), blur=0.0
    )
    points = scene.subject_points()
    middle = (points.min(0) + points.max(0)) / 2 * (1, 1, 0)
    table = _turntable(middle)
    _smooth_ground()
    scene.prepare(shot, _swept(points[::8], middle), (480, 360) if draft else FRAME_SIZE, SAMPLES)
    # Between frames only the table moves: keep everything else as it was sent to the renderer.
    bpy.context.scene.render.use_persistent_data = True
    for number in range(0, FRAMES, FRAMES // 4 if draft else 1):
        table.rotation_euler.z = 2 * np.pi * number / FRAMES
        target = folder / f"{number:02}.jpg"
        write_jpeg(scene.expose(), target, FRAME_LIMIT, best=88)
        yield target


def _smooth_ground() -> None:
    """Lay smooth cloth of the felt's tone: the felt's fibres take two thirds of a frame's time."""
    g = Graph("cloth")
    g.set(base_color=tuple(1.35 * c for c in FELT_DIM), roughness=0.95, specular_ior_level=0.08)
    for thing in bpy.context.scene.objects:
        if thing.name.startswith(scene.GROUND):
            thing.data.materials[0] = g.material


def _turntable(middle: np.ndarray) -> bpy.types.Object:
    """Put everything but the ground on a table that turns about the middle."""
    table = bpy.data.objects.new("turntable", None)
    table.location = middle
    bpy.context.scene.collection.objects.link(table)
    bpy.context.view_layer.update()
    for thing in bpy.context.scene.objects:
        if thing is not table and thing.parent is None and not thing.name.startswith(scene.GROUND):
            thing.parent = table
            thing.matrix_parent_inverse = table.matrix_world.inverted()
    return table


def _swept(points: np.ndarray, middle: np.ndarray) -> np.ndarray:
    """Return the points in all the places that they pass while the table turns."""
    angles = np.linspace(0, 2 * np.pi, FRAMES, endpoint=False)
    flat = points - middle
    turned = [
        np.stack([flat[:, 0] * c - flat[:, 1] * s, flat[:, 0] * s + flat[:, 1] * c, flat[:, 2]], -1)
        for c, s in zip(np.cos(angles), np.sin(angles), strict=True)
    ]
    return np.vstack(turned) + middle
