"""What is on the screen: every text that is drawn, where, and on which widget. Read from the canvas itself,
so that no screen can draw a text that the tests do not see."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

from kivy.core.window import Window
from kivy.graphics import (
    Canvas,
    Color,
    InstructionGroup,
    PopMatrix,
    PushMatrix,
    Rectangle,
    Scale,
    StencilPop,
    StencilPush,
    StencilUse,
    Translate,
)
from kivy.graphics.instructions import CanvasBase
from kivy.graphics.scissor_instructions import ScissorPop, ScissorPush
from kivy.uix.widget import Widget

from kiosk.ui import pictures, text
from kiosk.ui.styles import icon_font
from kiosk.ui.text import TextStyle
from kiosk.ui.widgets.blocks import TextBlock
from kiosk.ui.widgets.drawn import Drawn, Holder
from kiosk.ui.widgets.scroll_area import ScrollArea

ICON_FONT = str(icon_font())


@dataclass(frozen=True, slots=True)
class Box:
    """Pixels of the window from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def of(cls, pos: tuple[float, float], size: tuple[float, float]) -> "Box":
        return cls(pos[0], pos[1], pos[0] + size[0], pos[1] + size[1])

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def moved(self, x: float, y: float) -> "Box":
        return Box(self.left + x, self.bottom + y, self.right + x, self.top + y)

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def shared(self, other: "Box") -> "Box":
        """What both cover; empty (no width or height) when they do not meet."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        return Box(
            left, bottom, max(left, min(self.right, other.right)), max(bottom, min(self.top, other.top))
        )

    def covers(self, other: "Box", slack: float = 0.5) -> bool:
        return (
            self.left - slack <= other.left
            and self.bottom - slack <= other.bottom
            and other.right <= self.right + slack
            and other.top <= self.top + slack
        )

    def meets(self, other: "Box", slack: float = 1.0) -> bool:
        """True when they share more than a seam of ``slack`` px."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > slack
            and min(self.top, other.top) - max(self.bottom, other.bottom) > slack
        )

    def __str__(self) -> str:
        return f"[{self.left:.0f}..{self.right:.0f} x {self.bottom:.0f}..{self.top:.0f}]"


@dataclass(frozen=True, slots=True)
class Written:
    """One text as it is drawn."""

    lines: tuple[str, ...]
    style: TextStyle
    box: Box
    """All of it, whether seen or not."""
    seen: Box
    """The part within the window and the page that it belongs to."""
    owners: tuple[Widget | Drawn, ...]
    """From the root to the widget that draws it."""
    instruction: Any
    covered: bool = False
    """True when something solid is drawn over a part of it that does not just scroll away beneath."""

    @property
    def is_icon(self) -> bool:
        return self.style.font == ICON_FONT

    @property
    def is_seen(self) -> bool:
        return self.seen.width > 0 and self.seen.height > 0

    def __str__(self) -> str:
        return f"{' / '.join(self.lines)!r} at {self.box}"


_photographs: "WeakSet[Any]" = WeakSet()
_written: "WeakKeyDictionary[Any, tuple[tuple[str, ...], TextStyle]]" = WeakKeyDictionary()


def learn_to_read() -> None:
    """Remember of every texture what text it is, or that it is a photograph, which nothing shines through.
    Call it before the first of them is made."""
    keep = text.textures.put
    upload = pictures.texture_of

    def put(key: Any, texture: Any) -> None:
        lines, style, _width = key
        _written[texture] = (lines, style)
        keep(key, texture)

    def texture_of(*arguments: Any) -> Any:
        texture = upload(*arguments)
        _photographs.add(texture)
        return texture

    text.textures.put = put  # type: ignore[method-assign]
    pictures.texture_of = texture_of


@dataclass(slots=True)
class _Pen:
    """The state of drawing at one instruction."""

    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    alpha: float = 1.0
    stack: list[tuple[float, float, float]] = field(default_factory=list)
    clips: list[Box] = field(default_factory=list)
    stencil: list[Box] | None = None
    solid: list[Box] = field(default_factory=list)
    """Of everything opaque: its box, in the order of drawing."""


def read() -> list[Written]:
    """All texts, in the order in which they are drawn; those with no alpha are left out."""
    owners: dict[int, tuple[Widget, ...]] = {}

    def note(widget: Widget, above: tuple[Widget, ...]) -> None:
        line = (*above, widget)
        owners[id(widget.canvas)] = line
        for drawn in widget.drawn if isinstance(widget, Holder) else ():
            owners[id(drawn.canvas)] = (*line, drawn)
            if isinstance(drawn, TextBlock):
                # What is far out of sight is not drawn yet; here it is read as well.
                drawn.wake()
        for child in widget.children:
            note(child, line)

    for child in Window.children:
        note(child, ())
    pen = _Pen(clips=[Box.of((0, 0), Window.system_size)])
    found = list(_read(Window.canvas, pen, owners, (), 1.0))
    return [_beneath(each, pen.solid[before:]) for each, before in found]


def _beneath(written: Written, solid: list[Box]) -> Written:
    """What is left of a text beneath what was drawn after it."""
    seen, covered = written.seen, False
    scrolls = any(isinstance(owner, ScrollArea) for owner in written.owners)
    for box in solid:
        if not box.meets(seen):
            continue
        covered = covered or not scrolls
        if box.left <= seen.left and seen.right <= box.right:
            if box.bottom <= seen.bottom:
                seen = replace(seen, bottom=min(seen.top, box.top))
            elif seen.top <= box.top:
                seen = replace(seen, top=box.bottom)
            else:
                covered = True
        else:
            covered = True
    return replace(written, seen=seen, covered=covered)


def _read(
    group: InstructionGroup,
    pen: _Pen,
    owners: dict[int, tuple[Widget, ...]],
    line: tuple[Widget, ...],
    opacity: float,
) -> Iterator[tuple[Written, int]]:
    """Each text, and how much that is solid was drawn before it."""
    line = owners.get(id(group), line)
    if isinstance(group, Canvas):
        opacity *= group.opacity
    for instruction in group.children:
        if isinstance(instruction, CanvasBase | InstructionGroup):
            yield from _read(instruction, pen, owners, line, opacity)
        elif isinstance(instruction, Color):
            pen.alpha = instruction.a
        elif isinstance(instruction, PushMatrix):
            pen.stack.append((pen.x, pen.y, pen.scale))
        elif isinstance(instruction, PopMatrix):
            pen.x, pen.y, pen.scale = pen.stack.pop()
        elif isinstance(instruction, Translate):
            pen.x += instruction.x * pen.scale
            pen.y += instruction.y * pen.scale
        elif isinstance(instruction, Scale):
            pen.scale *= instruction.x
        elif isinstance(instruction, ScissorPush):
            box = Box.of((instruction.x, instruction.y), (instruction.width, instruction.height))
            pen.clips.append(pen.clips[-1].shared(box))
        elif isinstance(instruction, ScissorPop):
            pen.clips.pop()
        elif isinstance(instruction, StencilPush):
            pen.stencil = []
        elif isinstance(instruction, StencilUse):
            assert pen.stencil, "a stencil without a rectangle"
            pen.clips.append(pen.clips[-1].shared(pen.stencil[0]))
            pen.stencil = None
        elif isinstance(instruction, StencilPop):
            pen.clips.pop()
        elif isinstance(instruction, Rectangle):
            box = Box.of(instruction.pos, instruction.size)
            if pen.scale == 1.0:
                box = box.moved(pen.x, pen.y)
            if pen.stencil is not None:
                pen.stencil.append(box)
                continue
            texture = instruction.texture
            said = _written.get(texture) if texture else None
            if said and pen.alpha * opacity > 0:
                seen = box.shared(pen.clips[-1])
                yield Written(*said, box, seen, line, instruction), len(pen.solid)
            elif pen.alpha * opacity == 1 and (
                texture is None or texture.colorfmt == "rgb" or texture in _photographs
            ):
                pen.solid.append(box.shared(pen.clips[-1]))
