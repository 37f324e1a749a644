"""Blocks of a page: a text, a picture, a rule. Each knows its size before it has a place.

Places are whole pixels, counted like Kivy's: from the lower left corner, upwards. A page measures
all its blocks, then places them once; nothing is laid out again until the page is built anew.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kivy.graphics import Callback, Canvas, Color, InstructionGroup, Rectangle
from kivy.graphics.opengl import GL_BLEND, glDisable, glEnable
from kivy.graphics.texture import Texture

from kiosk.ui.decode import fitted
from kiosk.ui.pictures import Pictures
from kiosk.ui.text import TextStyle, height_of, lay_out, render
from kiosk.ui.theme import MAX_LINE_CHARACTERS, RAISED, rgba
from kiosk.ui.widgets.drawn import Drawn, Holder
from kiosk.viewmodels.phrase import Phrase

if TYPE_CHECKING:
    from kiosk.viewmodels.views import PictureView

NO_RULES = {"__no_builder": True}
"""There are no kv rules for blocks, and looking for them takes a third of the time that a widget takes."""

Box = tuple[int, int, int, int]
"""x, y, width, height"""


class Block(Holder):
    """A widget with a size of its own that is placed once."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__(size=(round(width), round(height)), size_hint=(None, None), **NO_RULES)

    def place(self, x: float, y: float) -> None:
        """Move to ``x, y`` (lower left corner)."""
        self.pos = (round(x), round(y))

    @property
    def box(self) -> Box:
        return int(self.x), int(self.y), int(self.width), int(self.height)


Piece = Block | Drawn
"""Whatever a page is made of."""


class TextBlock(Drawn):
    """One paragraph, broken into lines for its language. Never shorter than its text.

    ``natural`` shrinks the block to its longest line. ``limit`` keeps lines readable. With ``later`` the
    letters are drawn on ``wake``, which its ``ScrollArea`` calls before they are seen.
    """

    def __init__(
        self,
        phrase: Phrase,
        style: TextStyle,
        width: float,
        natural: bool = False,
        limit: bool = True,
        later: bool = False,
    ) -> None:
        self.phrase, self.style = phrase, style
        self.lines = lay_out(
            phrase.text, width, style, phrase.language, MAX_LINE_CHARACTERS if limit else None
        )
        height = height_of(self.lines, style) if later and not natural else None
        texture: Texture | None = None
        if height is None:
            texture = render(self.lines, style)
            width, height = texture.width if natural else width, texture.height
        super().__init__(width, height)
        self.canvas.add(Color(1, 1, 1, 1))
        self._rectangle = Rectangle(size=(0, 0))
        self.canvas.add(self._rectangle)
        self._texture: Texture | None = None
        if texture is not None:
            self._show(texture)

    @property
    def text(self) -> str:
        return self.phrase.text

    @property
    def asleep(self) -> bool:
        return self._texture is None

    def wake(self) -> None:
        """Draw the letters, if they are not drawn yet."""
        if self._texture is None:
            self._show(render(self.lines, self.style))

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        self._arrange()

    def _show(self, texture: Texture) -> None:
        self._texture = texture
        self._rectangle.texture, self._rectangle.size = texture, texture.size
        self._arrange()

    def _arrange(self) -> None:
        if self._texture is not None:
            spare = {"left": 0.0, "center": 0.5, "right": 1.0}[self.style.align]
            left = self.x + round((self.width - self._texture.width) * spare)
            self._rectangle.pos = (left, self.y)


class PictureBlock(Block):
    """A picture from its derivatives, filling its box (``cover``) or wholly inside it."""

    def __init__(
        self,
        pictures: Pictures,
        view: "PictureView",
        width: float,
        height: float,
        cover: bool = False,
        file: Path | None = None,
    ) -> None:
        super().__init__(width, height)
        self.view = view
        self._cover = cover
        self._texture: Texture | None = None
        with self.canvas:
            self._colour = Color(*rgba(RAISED))
            self._rectangle = Rectangle(size=self.size)
        path = file or fitted(view.folder, max(self.width, self.height))
        self._ticket = pictures.want(path, self._show)

    @property
    def shown(self) -> Box:
        """Where the picture itself is, without its margins."""
        (x, y), (width, height) = self._rectangle.pos, self._rectangle.size
        return int(x), int(y), int(width), int(height)

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        self._arrange()

    def cancel(self) -> None:
        self._ticket.cancelled = True

    def _show(self, texture: Texture) -> None:
        self._texture = texture
        self._colour.rgba = (1, 1, 1, 1)
        self._rectangle.texture = texture
        self._arrange()

    def _arrange(self) -> None:
        width, height = self.size
        source_width, source_height = self.view.width, self.view.height
        if self._texture is not None:
            source_width, source_height = self._texture.size
        if self._cover:
            self._rectangle.pos, self._rectangle.size = self.pos, self.size
            if self._texture is not None:
                self._rectangle.tex_coords = covering(self._texture, width / height)
            return
        scale = min(width / source_width, height / source_height)
        shown = (round(source_width * scale), round(source_height * scale))
        self._rectangle.size = shown
        self._rectangle.pos = (
            self.x + round((width - shown[0]) / 2),
            self.y + round((height - shown[1]) / 2),
        )


class Fill(Drawn):
    """A rectangle of one colour."""

    def __init__(self, width: float, height: float, colour: str, alpha: float = 1.0) -> None:
        super().__init__(width, height)
        self.canvas.add(Color(*rgba(colour, alpha)))
        self._rectangle = Rectangle(size=self.size)
        self.canvas.add(self._rectangle)

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        self._rectangle.pos = self.pos


def add_opaque(canvas: Canvas, layer: InstructionGroup) -> None:
    """Add ``layer`` to ``canvas`` without blending: a third less work for what nothing shines through."""
    canvas.add(Callback(lambda _: glDisable(GL_BLEND)))
    canvas.add(layer)
    canvas.add(Callback(lambda _: glEnable(GL_BLEND)))


def card_file(view: "PictureView", width: float) -> tuple[Path, int]:
    """The largest 4:3 derivative not wider than ``width``, and its width."""
    from kiosk.media.sizes import CARD_WIDTHS

    fitting = [each for each in CARD_WIDTHS if each <= width] or [CARD_WIDTHS[0]]
    return view.folder / f"c{fitting[-1]}.jpg", fitting[-1]


def covering(texture: Texture, aspect: float) -> tuple[float, ...]:
    """Texture coordinates of the largest middle part of ``texture`` with this aspect."""
    width, height = texture.size
    if width / height > aspect:
        share = aspect * height / width
        u0, u1, v0, v1 = 0.5 - share / 2, 0.5 + share / 2, 0.0, 1.0
    else:
        share = width / aspect / height
        u0, u1, v0, v1 = 0.0, 1.0, 0.5 - share / 2, 0.5 + share / 2
    # Textures are flipped: v runs from the top.
    return u0, v1, u1, v1, u1, v0, u0, v0


OnTap = Callable[[], None]
