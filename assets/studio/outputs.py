"""What a solid item may give besides pictures: a model to turn in the hand, and a turn of frames.

An item says so with `MODEL = Model(…)` and `TURN = Turn(…)` beside its `SHOTS`. Needs no Blender.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MODEL_LIMIT = 3_000_000  # bytes of a model
FRAMES = 36  # of a turn
FRAME_SIZE = (1080, 810)  # pixels
FRAME_LIMIT = 120_000  # bytes


@dataclass(frozen=True)
class Model:
    """A model of an item as GLB: metres, +Y up, origin in the middle of the foot.

    output: path from the repository's root.
    longest: metres of its longest side; where the piece's size is not known, that of its type.
    kind: "solid"; "relief", a sheet that gets a flat back where it lies on the ground; or
    "landscape", seen from above, whose skin is a cloth over everything that lies on it.
    turn: degrees about the vertical by which a piece that lies aslant is put straight.
    triangles: at most about so many.
    texture: side of the textures in pixels.
    """

    output: str
    longest: float
    kind: Literal["solid", "relief", "landscape"] = "solid"
    turn: float = 0.0
    triangles: int = 40_000
    texture: int = 1024


@dataclass(frozen=True)
class Turn:
    """A turn of an item on a turntable under the stage's lights: 00.jpg to 35.jpg.

    output: folder, from the repository's root; its name ends with -turn.
    shot: which of the item's SHOTS gives camera and lights.
    fill: share of the frame that the turning thing takes at its widest.
    """

    output: str
    shot: str = "main"
    fill: float = 0.92
