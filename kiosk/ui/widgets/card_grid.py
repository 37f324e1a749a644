"""Hundreds or thousands of cards, of which only those near the window exist.

Drawn by hand on one canvas: a picture at its exact pixels and one texture a line of caption. A card
comes into being before it comes into the window, its picture when it has been decoded.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from math import ceil
from time import perf_counter

from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.graphics.texture import Texture

from kiosk.ui.pictures import Pictures, Ticket
from kiosk.ui.text import TextStyle, lay_out, render
from kiosk.ui.theme import BONE, RAISED, rgba
from kiosk.ui.widgets.blocks import Block, add_opaque, card_file
from kiosk.ui.widgets.tap import PRESSED_ALPHA
from kiosk.viewmodels.phrase import Phrase
from kiosk.viewmodels.views import CardView

PAGE = 8
"""Cards asked for at a time: half a millisecond of one frame."""
MOST_VIEWS = 400
"""View-models kept."""
MOST_ROWS_AHEAD = 3
AHEAD_SECONDS = 0.0015
"""How much of one frame may go into cards that are not seen yet; one is always let through."""
FRAMES_AHEAD = 12
"""A moving page makes the cards of so many coming frames, within that many rows."""
TITLE_LINES, DATES_LINES = 3, 2
"""Lines that a row has room for when there are too many cards to measure them all first."""
FEWEST_COLUMNS = 3
MEASURED = 4 * PAGE
"""Grids up to this size give their rows just the room that their longest caption takes."""

Fetch = Callable[[Sequence[int]], Sequence[CardView]]


@dataclass(frozen=True, slots=True)
class GridStyle:
    """Fonts and distances of a grid, px."""

    title: TextStyle
    dates: TextStyle
    tag: TextStyle
    """For "Text in Russian", where a title has no translation."""
    gap: int
    padding: int
    film_mark: Texture | None = None


@dataclass(frozen=True, slots=True)
class GridShape:
    """Where cards are: ``columns`` of ``card_width`` px, ``row_height`` px from row to row."""

    columns: int
    card_width: int
    picture_height: int
    row_height: int
    step: float
    rows: int

    @classmethod
    def of(
        cls,
        width: float,
        count: int,
        total: int,
        least_width: float,
        style: GridStyle,
        text_height: Callable[[int], int],
    ) -> "GridShape":
        """``count`` cards, as large as ``total`` of them; ``text_height`` tells the room for captions, given
        the width of a card."""
        from kiosk.media.sizes import CARD_WIDTHS

        columns = max(1, int((width + style.gap) // (least_width + style.gap)))
        # A few records fill their row instead of leaving a hole at its end.
        columns = min(columns, max(total, FEWEST_COLUMNS))
        slot = (width - (columns - 1) * style.gap) / columns
        fitting = [each for each in CARD_WIDTHS if each <= slot] or [CARD_WIDTHS[0]]
        card_width = min(fitting[-1], int(width))
        picture_height = card_width * 3 // 4
        row_height = picture_height + text_height(card_width) + 2 * style.padding + style.gap
        step = (width - card_width) / (columns - 1) if columns > 1 else 0.0
        return cls(columns, card_width, picture_height, row_height, step, -(-count // columns))


@dataclass(slots=True)
class _Card:
    index: int
    key: int
    picture: InstructionGroup
    words: InstructionGroup
    x: int
    y: int
    view: CardView
    ticket: Ticket | None = None
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _CardTarget:
    grid: "CardGrid"
    card: _Card

    def press(self, down: bool) -> None:
        self.grid.light(self.card if down else None)

    def on_tap(self) -> None:
        self.grid.on_open(self.card.key)


class CardGrid(Block):
    """All cards of ``keys`` in rows; lives in a ``ScrollArea``. They are as large as ``total`` cards would
    be, of which a filter has left these."""

    def __init__(
        self,
        pictures: Pictures,
        keys: Sequence[int],
        fetch: Fetch,
        width: float,
        least_width: float,
        style: GridStyle,
        on_open: Callable[[int], None],
        total: int = 0,
    ) -> None:
        self._pictures, self._keys, self._fetch, self._style = pictures, keys, fetch, style
        self._views: dict[int, CardView] = {}
        self._cards: dict[int, _Card] = {}
        self._ahead: list[int] = []
        self._bottom = 0.0
        self.shape = GridShape.of(
            width, len(keys), max(total, len(keys)), least_width, style, self._text_height
        )
        super().__init__(width, self.shape.rows * self.shape.row_height)
        self.on_open = on_open
        self._picture_layer, self._word_layer = InstructionGroup(), InstructionGroup()
        add_opaque(self.canvas, self._picture_layer)
        self.canvas.add(Color(1, 1, 1, 1))
        self.canvas.add(self._word_layer)
        with self.canvas.after:
            Color(*rgba(BONE, PRESSED_ALPHA))
            self._light = Rectangle(size=(0, 0))

    @property
    def cards(self) -> list[tuple[CardView, tuple[int, int, int, int]]]:
        """The cards that exist now and their boxes, for tests."""
        return [(card.view, self._box(card)) for card in self._cards.values()]

    def cancel(self) -> None:
        for card in self._cards.values():
            if card.ticket:
                card.ticket.cancelled = True

    def light(self, card: _Card | None) -> None:
        """Show that a finger is on this card, or on none."""
        left, bottom, width, height = self._box(card) if card else (0, 0, 0, 0)
        self._light.pos, self._light.size = (left, bottom), (width, height)

    def target_at(self, x: float, y: float) -> _CardTarget | None:
        for card in self._cards.values():
            left, bottom, width, height = self._box(card)
            if left <= x < left + width and bottom <= y < bottom + height:
                return _CardTarget(self, card)
        return None

    def on_view(self, bottom: float, top: float) -> None:
        """Make the cards that are seen from ``bottom`` to ``top`` (px of the content), and a few of the next.

        The faster the page moves, the further ahead, so that a card is complete when it comes into view
        and no frame has much to do.
        """
        shape = self.shape
        moved, self._bottom = bottom - self._bottom, bottom
        rows = abs(moved) / shape.row_height
        further = min(MOST_ROWS_AHEAD, 1 + ceil(rows * FRAMES_AHEAD))
        first = int((self.top - top) // shape.row_height)
        last = int((self.top - bottom) // shape.row_height)
        seen = self._indexes(first, last)
        around = self._indexes(first - (further if moved > 0 else 1), last + (further if moved < 0 else 1))
        for index in [index for index in self._cards if index not in around]:
            self._remove(index)
        for index in seen:
            if index not in self._cards:
                self._add(index)
        below, above = range(seen.stop, around.stop), range(seen.start - 1, around.start - 1, -1)
        ahead = chain(above, below) if moved > 0 else chain(below, above)
        self._ahead = [index for index in ahead if index not in self._cards]
        until = perf_counter() + AHEAD_SECONDS
        for _ in range(ceil(rows * shape.columns)):
            if not self.prepare() or perf_counter() > until:
                break

    def prepare(self) -> bool:
        """Make one card of those that will be seen next; False when all are there."""
        if not self._ahead:
            return False
        self._add(self._ahead.pop(0))
        return True

    def _indexes(self, first: int, last: int) -> range:
        """Of the cards in these rows, as far as there are."""
        columns, count = self.shape.columns, len(self._keys)
        return range(min(max(0, first) * columns, count), min(max(0, last + 1) * columns, count))

    def _text_height(self, card_width: int) -> int:
        """Pixels for the longest caption."""
        if len(self._keys) > MEASURED:
            return TITLE_LINES * self._style.title.pitch + DATES_LINES * self._style.dates.pitch
        views = (self._view(index) for index in range(len(self._keys)))
        return max(
            sum(len(lines) * style.pitch for lines, style in self._lines(view, card_width)) for view in views
        )

    def _lines(self, view: CardView, card_width: int) -> list[tuple[list[str], TextStyle]]:
        """The lines of a caption: title, then dates."""
        style = self._style
        parts = []
        for phrase, text_style, most in (
            (Phrase(view.title.tag, view.title.language), style.tag, 1),
            (view.title, style.title, TITLE_LINES),
            (view.dates, style.dates, DATES_LINES),
        ):
            if not phrase:
                continue
            lines = lay_out(phrase.text, card_width, text_style, phrase.language)
            if len(lines) > most and len(self._keys) > MEASURED:
                # The whole title is on the record; here smaller letters come before a cut.
                text_style = replace(text_style, size=round(text_style.size * 0.8))
                lines = lay_out(phrase.text, card_width, text_style, phrase.language)
                if len(lines) > most:
                    lines = [*lines[: most - 1], lines[most - 1].rstrip() + "…"]
            parts.append((lines, text_style))
        return parts

    def _view(self, index: int) -> CardView:
        view = self._views.get(index)
        if view is None:
            start = index // PAGE * PAGE
            if len(self._views) > MOST_VIEWS:
                self._views.clear()
            views = self._fetch(self._keys[start : start + PAGE])
            self._views.update(zip(range(start, start + PAGE), views, strict=False))
            view = self._views[index]
        return view

    def _box(self, card: _Card) -> tuple[int, int, int, int]:
        height = self.shape.row_height - self._style.gap
        return card.x, card.y, self.shape.card_width, height

    def _add(self, index: int) -> None:
        shape, style = self.shape, self._style
        view = self._view(index)
        row, column = divmod(index, shape.columns)
        x = round(self.x + column * shape.step)
        y = round(self.top - row * shape.row_height - shape.row_height + style.gap)
        card = _Card(index, self._keys[index], InstructionGroup(), InstructionGroup(), x, y, view)
        picture_bottom = y + shape.row_height - style.gap - shape.picture_height
        colour = Color(*rgba(RAISED))
        picture = Rectangle(pos=(x, picture_bottom), size=(shape.card_width, shape.picture_height))
        card.picture.add(colour)
        card.picture.add(picture)
        self._caption(card, picture_bottom - style.padding)
        if view.has_film and style.film_mark:
            mark = style.film_mark
            corner = (x + style.padding, picture_bottom + style.padding)
            card.words.add(Rectangle(texture=mark, size=mark.size, pos=corner))
        self._picture_layer.add(card.picture)
        self._word_layer.add(card.words)
        self._cards[index] = card
        if view.picture is not None:
            path, _ = card_file(view.picture, shape.card_width)

            def show(texture: Texture) -> None:
                colour.rgba = (1, 1, 1, 1)
                picture.texture = texture

            card.ticket = self._pictures.want(path, show, "nearest")

    def _caption(self, card: _Card, top: int) -> None:
        for lines, style in self._lines(card.view, self.shape.card_width):
            texture = render(lines, style)
            top -= texture.height
            card.words.add(Rectangle(texture=texture, size=texture.size, pos=(card.x, top)))
            card.lines += lines

    def _remove(self, index: int) -> None:
        card = self._cards.pop(index)
        if card.ticket:
            card.ticket.cancelled = True
        for layer, group in ((self._picture_layer, card.picture), (self._word_layer, card.words)):
            layer.remove(group)
            # A group and what is in it hold each other, and with them the textures.
            group.clear()
