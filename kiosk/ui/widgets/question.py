""" "Still there?" over a dimmed screen. Any touch stays."""

from collections.abc import Callable
from typing import Any

from kivy.graphics import Color, Line, Rectangle, RoundedRectangle

from kiosk.ui.styles import Styles, centred
from kiosk.ui.theme import GROUND, RAISED, rgba
from kiosk.ui.widgets.blocks import TextBlock
from kiosk.ui.widgets.buttons import PlateButton
from kiosk.ui.widgets.drawn import Holder
from kiosk.ui.widgets.flow import Flow
from kiosk.ui.widgets.ornaments import Divider
from kiosk.viewmodels.views import MessageView


class Question(Holder):
    """A panel in the middle with the countdown."""

    def __init__(self, view: MessageView, styles: Styles, stay: Callable[[], None]) -> None:
        sizes = styles.sizes
        super().__init__(size=(sizes.width, sizes.height), size_hint=(None, None))
        self._styles, self._stay = styles, stay
        self.view = view
        self.show(view)

    def show(self, view: MessageView) -> None:
        """The same question with another number."""
        self.view = view
        styles, sizes = self._styles, self._styles.sizes
        self.clear_widgets()
        self.canvas.before.clear()
        width = min(sizes.width - 2 * sizes.margin, sizes.u(110))
        pad = sizes.u(5)
        flow = Flow(width - 2 * pad, styles.small())
        flow.add(Divider(flow.width, sizes.u(5), styles.accent))
        flow.gap(sizes.u(3))
        flow.add(TextBlock(view.title, centred(styles.title()), flow.width))
        flow.gap(sizes.u(1))
        flow.add(TextBlock(view.text, centred(styles.body()), flow.width))
        flow.gap(sizes.u(4))
        button = PlateButton(view.button, styles, self._stay, "stay", chosen=True, most=flow.width)
        flow.add(button, (flow.width - button.width) / 2)
        height = flow.height + 2 * pad
        x, y = round((self.width - width) / 2), round((self.height - height) / 2)
        with self.canvas.before:
            Color(*rgba(GROUND, 0.82))
            Rectangle(size=self.size)
            Color(*rgba(RAISED))
            RoundedRectangle(pos=(x, y), size=(width, height), radius=[sizes.u(1)])
            Color(*styles.accent)
            Line(rounded_rectangle=(x, y, width, height, sizes.u(1)), width=max(1.0, sizes.unit / 8))
        for block in flow.finish(x + pad, y + height - pad):
            self.add_widget(block)

    def on_touch_down(self, _touch: Any) -> bool:
        self._stay()
        return True
