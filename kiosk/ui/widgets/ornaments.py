"""Ornament and small marks as blocks."""

from kivy.graphics import Color, Rectangle

from kiosk.ui.ornament import horn_mark
from kiosk.ui.theme import LINE, Rgba, rgba
from kiosk.ui.widgets.drawn import Drawn


class Divider(Drawn):
    """A fine line with a pair of horns on it, at its middle or at its left end."""

    def __init__(self, width: float, height: float, accent: Rgba, left: bool = False) -> None:
        super().__init__(width, height)
        self._left = left
        mark = horn_mark(int(self.height))
        with self.canvas:
            Color(*rgba(LINE))
            self._lines = [Rectangle(), Rectangle()]
            Color(*accent)
            self._mark = Rectangle(texture=mark, size=mark.size)

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        mark_width, gap = self._mark.size[0], round(self.height * 0.4)
        mark_x = 0 if self._left else round((self.width - mark_width) / 2)
        self._mark.pos = (self.x + mark_x, self.y)
        line_y = self.y + round(self.height * 0.28)
        ends = ((0, mark_x - gap), (mark_x + mark_width + gap, self.width))
        for line, (start, end) in zip(self._lines, ends, strict=True):
            line.pos = (self.x + start, line_y)
            line.size = (max(0, end - start), max(1, round(self.height / 24)))
