"""Black, while the hall is closed; a touch lights up a few quiet words."""

from collections.abc import Callable, Sequence
from typing import Any

from kiosk.ui.screens.base import Frame, Screen
from kiosk.ui.screens.message import MessageScreen
from kiosk.viewmodels.views import MessageView


class ClosedScreen(Screen):
    """``words`` says what to light up, ``touched`` is told of every touch; ``lit`` begins with the words.

    It draws nothing of its own: the window is cleared with black (``ui/closing.py``), which costs a tenth of
    what a black sheet over it would.
    """

    has_bar = False

    def __init__(
        self,
        frame: Frame,
        words: Callable[[], Sequence[MessageView]],
        touched: Callable[[], None],
        lit: bool,
    ) -> None:
        super().__init__(frame)
        self._words, self._touched = words, touched
        self._message: MessageScreen | None = None
        if lit:
            self.show_words(True)

    def show_words(self, lit: bool) -> None:
        """Light the words up, as they are true now, or put them out."""
        if self._message is not None:
            self.remove_widget(self._message)
            self._message = None
        if lit:
            self._message = MessageScreen(self.frame, self._words(), has_bar=False)
            self.add_widget(self._message)

    def on_touch_down(self, touch: Any) -> bool:
        self._touched()
        return True
