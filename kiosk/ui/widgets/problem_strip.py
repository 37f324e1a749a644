"""An author's problems, where her pack is shown: a strip at the foot, and a list over the screen."""

from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from kivy.graphics import Color, Rectangle
from kivy.graphics.scissor_instructions import ScissorPop, ScissorPush

from kiosk.ui.styles import Styles, coloured
from kiosk.ui.text import TextStyle, lay_out
from kiosk.ui.theme import BONE, DIM, GROUND, HELP, LINE, RAISED, Sizes, rgba
from kiosk.ui.widgets.blocks import Block, Fill, TextBlock
from kiosk.ui.widgets.buttons import IconBlock
from kiosk.ui.widgets.flow import Flow
from kiosk.ui.widgets.ornaments import Divider
from kiosk.ui.widgets.scroll_area import ScrollArea
from kiosk.ui.widgets.tap import Tap
from kiosk.viewmodels.phrase import Phrase
from kiosk.viewmodels.problems import ProblemsView

ELLIPSIS = "…"
_PADDING, _GAP, _MARK = 1.25, 0.5, 0.5
"""In steps of the spacing grid."""


def strip_height(sizes: Sizes) -> int:
    """The same with and without problems, so that the screen above keeps its size."""
    return (
        (1 + _lines_of_problem(sizes)) * Styles(sizes, rgba(HELP)).small().pitch
        + 2 * sizes.u(_PADDING)
        + sizes.u(_GAP)
    )


def _lines_of_problem(sizes: Sizes) -> int:
    return 2 if sizes.portrait else 1


class ProblemStrip(Tap):
    """How many problems there are, and the first of them; a touch opens and closes the list."""

    def __init__(self, view: ProblemsView, sizes: Sizes, is_open: bool, on_tap: Callable[[], None]) -> None:
        super().__init__(sizes.width, strip_height(sizes), on_tap, "problems")
        styles = Styles(sizes, rgba(HELP))
        left, right = sizes.margin, self.width - sizes.margin
        self.disabled = not view.problems
        with self.canvas.before:
            Color(*rgba(RAISED))
            self._ground = Rectangle(size=self.size)
            Color(*rgba(HELP if view.problems else LINE))
            self._mark = Rectangle(size=(sizes.u(_MARK), self.height))
            Color(*rgba(LINE))
            self._edge = Rectangle(size=(self.width, max(1, sizes.u(0.15))))
        self._parts: list[tuple[TextBlock | IconBlock, int, int]] = []
        if view.problems:
            icon = IconBlock("close" if is_open else "open", styles.icon(round(sizes.small * 1.35)))
            right -= icon.width
            self._add(icon, right, (self.height - icon.height) / 2)
            right -= sizes.u(2)
        colour = rgba(HELP if view.problems else BONE)
        count = TextBlock(view.count, coloured(styles.mark(), colour), right - left, natural=True)
        beside = left + count.width + sizes.u(2)
        note = self._cut(view.note, styles.small(), right - beside, 1)
        words, gap = None, sizes.u(_GAP)
        top = (self.height + count.height) / 2
        if view.problems:
            first = view.problems[0]
            joint = "" if first.what.language == "zh" else " "
            sentences = joint.join(filter(None, (first.what.text, first.remedy.text)))
            phrase = Phrase(f"{first.where.text}  {sentences}", first.what.language)
            style = coloured(styles.small(), rgba(BONE))
            words = self._cut(phrase, style, right - left, _lines_of_problem(sizes))
            top += (gap + words.height) / 2
            self._add(words, left, top - count.height - gap - words.height)
        self._add(count, left, top - count.height)
        self._add(note, beside, top - note.height)

    def _cut(self, phrase: Phrase, style: TextStyle, width: float, most: int) -> TextBlock:
        """As much of the text as ``most`` lines take; the list has all of it."""

        def fits(words: str) -> bool:
            return len(lay_out(words, width, style, phrase.language)) <= most

        words = phrase.text
        if not fits(words):
            # The longest beginning that fits.
            length = bisect_left(range(len(words)), True, key=lambda n: not fits(words[:n] + ELLIPSIS)) - 1
            words = words[: max(0, length)].rstrip() + ELLIPSIS
        return TextBlock(Phrase(words, phrase.language), style, width, natural=True, limit=False)

    def _add(self, part: TextBlock | IconBlock, x: float, y: float) -> None:
        self._parts.append((part, round(x), round(y)))
        self.add_widget(part)

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        self._ground.pos = self._mark.pos = self.pos
        self._edge.pos = (self.x, self.top - self._edge.size[1])
        for part, left, bottom in self._parts:
            part.place(self.x + left, self.y + bottom)

    def on_touch_down(self, touch: Any) -> bool:
        # Nothing of the screen lies beneath it.
        return super().on_touch_down(touch) or bool(self.collide_point(*touch.pos))


class ProblemList(Block):
    """Every problem with what to write instead, over the whole screen above the strip."""

    def __init__(self, view: ProblemsView, sizes: Sizes, height: int) -> None:
        super().__init__(sizes.width, height)
        styles = Styles(sizes, rgba(HELP))
        with self.canvas.before:
            Color(*rgba(GROUND))
            self._ground = Rectangle(size=self.size)
            self._clip = ScissorPush(width=self.width, height=self.height)
        with self.canvas.after:
            ScissorPop()
        flow = Flow(min(sizes.width - 2 * sizes.margin, sizes.small * 34), styles.small(), later=True)
        flow.gap(sizes.margin * 0.7)
        flow.text(view.count, styles.heading())
        flow.text(view.note, styles.small(), sizes.u(0.5))
        flow.gap(sizes.u(1.5))
        flow.add(Divider(flow.width, sizes.u(3.5), styles.accent, left=True))
        for number, problem in enumerate(view.problems):
            if number:
                flow.gap(sizes.u(2))
                flow.add(Fill(flow.width, max(1, sizes.u(0.15)), LINE))
            flow.gap(sizes.u(2))
            flow.text(problem.where, coloured(styles.strong(), rgba(HELP if problem.grave else DIM)))
            flow.text(problem.about, styles.small())
            flow.text(problem.what, styles.body(), sizes.u(0.5))
            flow.text(problem.remedy, coloured(styles.small(), rgba(DIM)), sizes.u(0.5))
        flow.gap(sizes.margin)
        self.scroll = ScrollArea(sizes.width, height, sizes.unit)
        self._flow, self._margin = flow, sizes.margin
        self.add_widget(self.scroll)

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        self._ground.pos = self.pos
        self._clip.pos = (self.x, self.y)
        self.scroll.pos = self.pos
        height = max(self._flow.height, self.height)
        self.scroll.set_content(list(self._flow.finish(self._margin, height)), height)

    def on_touch_down(self, touch: Any) -> bool:
        # The screen beneath it must not be touched through it.
        return bool(super().on_touch_down(touch)) or bool(self.collide_point(*touch.pos))

    def cancel(self) -> None:
        """Let go of what is under way."""
        self.scroll.stop()
