"""What the staff's pages are made of."""

from collections.abc import Callable, Sequence

from kivy.graphics import Color, Line, Rectangle, RoundedRectangle
from kivy.graphics.scissor_instructions import ScissorPop, ScissorPush

from kiosk.languages import ENDONYMS, LANGUAGES, Language
from kiosk.staff.facts import Fact, Section
from kiosk.ui.styles import Styles, coloured
from kiosk.ui.theme import BONE, DIM, GROUND, LINE, PRESSED, RAISED, rgba
from kiosk.ui.widgets.bar import SHORT, BarButton
from kiosk.ui.widgets.blocks import Block, Fill, TextBlock
from kiosk.ui.widgets.buttons import IconBlock
from kiosk.ui.widgets.drawn import Holder
from kiosk.ui.widgets.flow import Flow
from kiosk.ui.widgets.scroll_area import ScrollArea
from kiosk.ui.widgets.tap import Tap
from kiosk.viewmodels.phrase import Phrase

BROKEN = "#ef8f7a"
"""Of what does not work; 8:1 on the ground."""
Say = Callable[[str], Phrase]
"""A message in the language of now."""


class Tile(Tap):
    """An icon, and words beside it, in a plate of a given size."""

    def __init__(
        self, words: Phrase, icon: str, styles: Styles, width: float, on_tap: Callable[[], None], name: str
    ) -> None:
        sizes = styles.sizes
        pad = sizes.u(2)
        self._glyph = IconBlock(icon, coloured(styles.icon(round(sizes.small * 1.5)), styles.accent))
        taken = 2 * pad + self._glyph.width + sizes.u(1.5)
        style = coloured(styles.strong(), rgba(BONE))
        self.words = TextBlock(words, style, width - taken, natural=True)
        super().__init__(width, max(sizes.target, self.words.height + sizes.u(3)), on_tap, name)
        self._radius, self._pad, self._left = sizes.u(1), pad, taken - pad
        with self.canvas.before:
            Color(*rgba(RAISED))
            self._body = RoundedRectangle(radius=[self._radius], size=self.size)
            Color(*rgba(LINE))
            self._frame = Line(width=max(1.0, sizes.unit / 8))
        self.add_widget(self._glyph)
        self.add_widget(self.words)

    def grow(self, height: float) -> None:
        """As high as its neighbours."""
        self.height = round(height)
        self._body.size = self.size

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        self._body.pos = self.pos
        self._frame.rounded_rectangle = (*self.pos, *self.size, self._radius)
        self._glyph.place(self.x + self._pad, self.y + (self.height - self._glyph.height) / 2)
        self.words.place(self.x + self._left, self.y + (self.height - self.words.height) / 2)


def add_tiles(flow: Flow, tiles: Sequence[Tile], columns: int, gap: int) -> None:
    """Rows of ``columns`` tiles that have their width already, all of one height."""
    height = max((tile.height for tile in tiles), default=0)
    for tile in tiles:
        tile.grow(height)
    for first in range(0, len(tiles), columns):
        if first:
            flow.gap(gap)
        row = tiles[first : first + columns]
        flow.beside([(tile, index * (tile.width + gap)) for index, tile in enumerate(row)])


def add_sections(flow: Flow, sections: Sequence[Section], words: Say, styles: Styles) -> None:
    """Facts: names to the left, what there is to the right."""
    sizes = styles.sizes
    left = round(flow.width * 0.38)
    for number, section in enumerate(sections):
        if number:
            flow.gap(sizes.u(2))
        flow.add(TextBlock(words(section.title), styles.mark(), flow.width))
        flow.gap(sizes.u(0.6))
        flow.add(Fill(flow.width, max(1, sizes.u(0.15)), LINE))
        for fact in section.facts:
            flow.gap(sizes.u(1))
            _add_fact(flow, fact, words, styles, left)


def _add_fact(flow: Flow, fact: Fact, words: Say, styles: Styles, left: int) -> None:
    sizes = styles.sizes
    name = TextBlock(words(fact.name), coloured(styles.small(), rgba(DIM)), left - sizes.u(2), limit=False)
    colour = {"fine": rgba(BONE), "attention": styles.accent, "broken": rgba(BROKEN)}[fact.state]
    at, pieces = left, []
    if fact.state != "fine":
        icon = "alert" if fact.state == "attention" else "broken"
        mark = IconBlock(icon, coloured(styles.icon(round(sizes.small * 1.1)), colour))
        pieces.append((mark, at))
        at += mark.width + sizes.u(1)
    lines = [
        TextBlock(words(line), coloured(styles.small(), colour), flow.width - at, limit=False)
        for line in fact.lines
    ]
    column = Flow(flow.width - at, styles.small())
    for index, line in enumerate(lines):
        if index:
            column.gap(sizes.u(0.4))
        column.add(line)
    if len(lines) == 1:
        flow.beside([(name, 0), *pieces, (lines[0], at)])
        return
    flow.beside([(name, 0), *pieces])
    flow.height -= max([name.height, *(piece.height for piece, _ in pieces)])
    before = flow.height
    for index, line in enumerate(lines):
        if index:
            flow.gap(sizes.u(0.4))
        flow.add(line, at)
    flow.height = max(flow.height, before + name.height)


class Pane(Holder):
    """A page that scrolls within a part of the screen, and shows nothing of itself outside of it."""

    def __init__(self, flow: Flow, x: float, y: float, height: float, styles: Styles) -> None:
        width = flow.width
        super().__init__(pos=(round(x), round(y)), size=(width, round(height)), size_hint=(None, None))
        with self.canvas.before:
            ScissorPush(x=round(x), y=round(y), width=width + styles.sizes.u(2), height=round(height))
        with self.canvas.after:
            ScissorPop()
        self.scroll = ScrollArea(width + styles.sizes.u(2), round(height), styles.sizes.unit)
        self.scroll.pos = self.pos
        self.add_widget(self.scroll)
        full = max(flow.height, self.height)
        self.scroll.set_content(list(flow.finish(0, full)), full)

    def cancel(self) -> None:
        self.scroll.stop()


class Gauge(Block):
    """A bar that is filled to a share."""

    def __init__(self, width: float, height: float, styles: Styles) -> None:
        super().__init__(width, height)
        radius = [round(height / 2)]
        with self.canvas:
            Color(*rgba(PRESSED))
            self._whole = RoundedRectangle(size=self.size, radius=radius)
            Color(*styles.accent)
            self._part = RoundedRectangle(size=(0, height), radius=radius)

    def show(self, share: float) -> None:
        self._part.size = (max(self.height, round(self.width * share)) if share > 0 else 0, self.height)

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        self._whole.pos = self._part.pos = self.pos


class Foot(Block):
    """At the lower edge of every page: the way out, the way back, the languages."""

    def __init__(
        self,
        styles: Styles,
        language: Language,
        leave: tuple[Phrase, Callable[[], None]],
        back: tuple[Phrase, Callable[[], None]] | None,
        choose: Callable[[Language], None],
    ) -> None:
        sizes = styles.sizes
        super().__init__(sizes.width, sizes.bar_height)
        with self.canvas.before:
            Color(*rgba(GROUND))
            Rectangle(size=self.size)
            Color(*rgba(LINE))
            line = max(1, sizes.u(0.2))
            Rectangle(pos=(0, self.height - line), size=(self.width, line))
        gap, margin = sizes.u(1), sizes.u(2)
        left: list[BarButton] = []
        right: list[BarButton] = []
        # The wordiest row that fits.
        for words, whole in ((True, True), (True, False), (False, False)):
            left = [BarButton(styles, leave[1], "leave", "home", leave[0] if words else None)]
            if back is not None:
                left.append(BarButton(styles, back[1], "staff-back", "back", back[0] if words else None))
            right = [_choice(styles, each, each == language, choose, whole) for each in LANGUAGES]
            if sum(each.width + gap for each in (*left, *right)) + 2 * margin <= self.width:
                break
        y = (self.height - sizes.target) / 2
        x = float(margin)
        for button in left:
            button.place(x, y)
            x += button.width + gap
        x = self.width - margin
        for button in reversed(right):
            x -= button.width
            button.place(x, y)
            x -= gap
        for button in (*left, *right):
            self.add_widget(button)


def _choice(
    styles: Styles, language: Language, chosen: bool, choose: Callable[[Language], None], whole: bool
) -> BarButton:
    word = Phrase(ENDONYMS[language] if whole else SHORT[language], language)
    return BarButton(styles, lambda: choose(language), f"staff-{language}", word=word, chosen=chosen)
