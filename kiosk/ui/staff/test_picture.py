"""Test pictures: edges and circles, grey steps, and whole colours that show a dead pixel. A touch goes on."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from kivy.graphics import Color, Line, Rectangle

from kiosk.messages import say
from kiosk.ui.staff.room import Page
from kiosk.ui.styles import centred
from kiosk.ui.theme import DEFAULT_ACCENT, GROUND, Rgba, rgba
from kiosk.ui.widgets.blocks import TextBlock

if TYPE_CHECKING:
    from kiosk.ui.staff.room import Room

WHOLE: Sequence[Rgba] = ((1, 1, 1, 1), (1, 0, 0, 1), (0, 1, 0, 1), (0, 0, 1, 1), (0, 0, 0, 1))
BARS = ("#ffffff", "#ffff00", "#00ffff", "#00ff00", "#ff00ff", "#ff0000", "#0000ff", "#000000")
STEPS = 16


class PicturePage(Page):
    """One picture after the other; after the last one the menu comes back."""

    name = "test picture"
    has_foot = False

    def __init__(self, room: "Room") -> None:
        super().__init__(room)
        draw: list[Callable[[], None]] = [self._geometry, *(self._colour(each) for each in WHOLE)]
        if room.pattern >= len(draw):
            room.pattern = 0
        self._count = len(draw)
        with self.canvas:
            draw[room.pattern]()
        if room.pattern == 0:
            self._explain()

    def on_touch_up(self, touch: Any) -> bool:
        self.room.pattern += 1
        if self.room.pattern < self._count:
            self.room.again()
        else:
            self.room.pattern = 0
            self.room.back()
        return True

    def _colour(self, colour: Rgba) -> Callable[[], None]:
        def draw() -> None:
            Color(*colour)
            Rectangle(size=self.size)

        return draw

    def _geometry(self) -> None:
        """Every pixel at the edge must be seen, circles must be round, all grey steps must differ."""
        width, height = self.width, self.height
        thin = max(1.0, self.sizes.unit / 8)
        Color(*rgba(GROUND))
        Rectangle(size=self.size)
        side = min(width, height) / 9
        Color(1, 1, 1, 0.28)
        columns, rows = int(width / 2 // side) + 1, int(height / 2 // side) + 1
        for index in range(-columns, columns + 1):
            Rectangle(pos=(round(width / 2 + index * side), 0), size=(1, height))
        for index in range(-rows, rows + 1):
            Rectangle(pos=(0, round(height / 2 + index * side)), size=(width, 1))
        Color(1, 1, 1, 1)
        for x, y, w, h in (
            (0, 0, width, 1),
            (0, height - 1, width, 1),
            (0, 0, 1, height),
            (width - 1, 0, 1, height),
        ):
            Rectangle(pos=(x, y), size=(w, h))
        Color(*rgba(DEFAULT_ACCENT))
        Line(circle=(width / 2, height / 2, 4 * side), width=thin * 1.5)
        for x in (side, width - side):
            for y in (side, height - side):
                Line(circle=(x, y, side * 0.8), width=thin)
        left, wide = width / 2 - 3 * side, 6 * side
        for index, colour in enumerate(BARS):
            Color(*rgba(colour))
            Rectangle(pos=(left + index * wide / len(BARS), height / 2 + side), size=(wide / len(BARS), side))
        for index in range(STEPS):
            grey = index / (STEPS - 1)
            Color(grey, grey, grey, 1)
            Rectangle(pos=(left + index * wide / STEPS, height / 2 - 2 * side), size=(wide / STEPS, side))

    def _explain(self) -> None:
        sizes, room = self.sizes, self.room
        side = min(self.width, self.height) / 9
        words = say(
            "{width} × {height}. The white line at the edge must be seen on all sides, and the circles must "
            "be round. Touch for the next picture.",
            width=round(self.width),
            height=round(self.height),
        )
        text = TextBlock(room.say(words), centred(self.styles.small()), 6 * side - sizes.u(2))
        with self.canvas:
            Color(*rgba(GROUND))
            Rectangle(
                pos=(
                    self.width / 2 - text.width / 2 - sizes.u(1),
                    self.height / 2 - text.height / 2 - sizes.u(0.5),
                ),
                size=(text.width + sizes.u(2), text.height + sizes.u(1)),
            )
        text.place((self.width - text.width) / 2, (self.height - text.height) / 2)
        self.add_widget(text)
