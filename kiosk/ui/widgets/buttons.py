"""Buttons of a page: words in a frame, an icon with a word, a choice that is on or off."""

from collections.abc import Callable

from kivy.graphics import Color, Line, Rectangle, RoundedRectangle

from kiosk.ui.styles import ICONS, Styles, coloured
from kiosk.ui.text import TextStyle, render, text_width
from kiosk.ui.theme import GROUND, LINE, RAISED, rgba
from kiosk.ui.widgets.blocks import Block, TextBlock
from kiosk.ui.widgets.drawn import Drawn
from kiosk.ui.widgets.tap import Tap
from kiosk.viewmodels.phrase import Phrase


class IconBlock(Drawn):
    """One glyph of the icon font."""

    def __init__(self, name: str, style: TextStyle) -> None:
        texture = render([ICONS[name]], style)
        super().__init__(*texture.size)
        self.canvas.add(Color(1, 1, 1, 1))
        self._rectangle = Rectangle(texture=texture, size=texture.size)
        self.canvas.add(self._rectangle)

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        self._rectangle.pos = self.pos


class PlateButton(Tap):
    """Words, an icon before them if wanted, in a rounded frame at least one target high.

    ``chosen`` fills it with the accent. ``most`` limits its width: longer words take more lines. It is wide
    enough for the words ``room_for`` as well.
    """

    def __init__(
        self,
        phrase: Phrase,
        styles: Styles,
        on_tap: Callable[[], None],
        name: str,
        icon: str = "",
        chosen: bool = False,
        most: float = 1e6,
        icon_after: bool = False,
        room_for: str = "",
    ) -> None:
        sizes = styles.sizes
        style = styles.button()
        if chosen:
            style = coloured(style, rgba(GROUND))
        glyph = None
        if icon:
            icon_style = styles.icon(round(sizes.small * 1.35))
            glyph = IconBlock(icon, coloured(icon_style, style.colour))
        padding = sizes.u(2.5)
        taken = 2 * padding + (glyph.width + sizes.u(1) if glyph else 0)
        self.words = (
            TextBlock(phrase, style, max(1.0, most - taken), natural=True, limit=False) if phrase else None
        )
        words_width = max(
            self.words.width if self.words else 0, min(text_width(room_for, style), round(most - taken))
        )
        gap = sizes.u(1) if glyph and self.words else 0
        width = max(sizes.target, 2 * padding + words_width + gap + (glyph.width if glyph else 0))
        words_height = self.words.height if self.words else 0
        height = max(sizes.target, words_height + sizes.u(1.5), (glyph.height if glyph else 0) + sizes.u(1))
        super().__init__(width, height, on_tap, name)
        self._glyph, self._gap, self._after = glyph, gap, icon_after
        self._radius = sizes.u(1)
        with self.canvas.before:
            Color(*(styles.accent if chosen else rgba(RAISED)))
            self._body = RoundedRectangle(radius=[self._radius], size=self.size)
            Color(*(styles.accent if chosen else rgba(LINE)))
            self._frame = Line(width=max(1.0, sizes.unit / 8))
        for child in (glyph, self.words):
            if child is not None:
                self.add_widget(child)

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        self._body.pos = self.pos
        self._frame.rounded_rectangle = (*self.pos, *self.size, self._radius)
        parts = [part for part in (self._glyph, self.words) if part is not None]
        if self._after:
            parts.reverse()
        left = self.x + round((self.width - sum(part.width for part in parts) - self._gap) / 2)
        for part in parts:
            part.place(left, self.y + round((self.height - part.height) / 2))
            left += part.width + self._gap


class Badge(Block):
    """A word in an outlined box, such as "Replica"."""

    def __init__(self, phrase: Phrase, styles: Styles, most: float) -> None:
        sizes = styles.sizes
        padding = sizes.u(1.5)
        self.words = TextBlock(phrase, styles.mark(), most - 2 * padding, natural=True, limit=False)
        super().__init__(self.words.width + 2 * padding, self.words.height + sizes.u(1))
        with self.canvas:
            Color(*styles.accent)
            self._frame = Line(width=max(1.0, sizes.unit / 8))
        self._padding = padding
        self.add_widget(self.words)

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        self._frame.rectangle = (*self.pos, *self.size)
        self.words.place(self.x + self._padding, self.y + round((self.height - self.words.height) / 2))
