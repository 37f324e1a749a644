"""An author's window: the kiosk that shows her pack, and at its foot what is wrong with it."""

from collections.abc import Sequence
from dataclasses import replace

from kivy.app import App
from kivy.clock import mainthread
from kivy.core.window import Window

from kiosk.ui.stage import Stage
from kiosk.ui.theme import Sizes
from kiosk.ui.widgets.problem_strip import ProblemList, ProblemStrip, strip_height
from kiosk.viewmodels.phrase import Phrase
from kiosk.viewmodels.problems import ProblemsView


class AuthorWindow:
    """Puts the strip under the screens of ``stage``, above the bar, and the list over them.

    The strip's words stay in the author's language, whatever language she looks at. ``show``, ``tell`` and
    ``end`` may be called from any thread; they are done before the next frame.
    """

    def __init__(self, stage: Stage, view: ProblemsView, gallery: str, records: Sequence[str]) -> None:
        """``records`` are ids in ``gallery``; the window opens at the first of them."""
        self._stage, self._gallery, self.view = stage, gallery, view
        self._doing: Phrase | None = None
        self._left = False
        self.strip: ProblemStrip | None = None
        self.list: ProblemList | None = None
        self._place = stage.navigation.here
        stage.foot_of, stage.on_shown = strip_height, self._shown
        stage.take_now(gallery, records)
        if view.problems and stage.edition is None:
            # Beneath the list there is nothing to see.
            self._open()

    @mainthread
    def show(self, view: ProblemsView, records: Sequence[str]) -> None:
        """Show what a save came to; ``records`` are those that were saved, the last one first."""
        if self._left:
            return
        was_open, self.view, self._doing = self.list is not None, view, None
        self._stage.take_now(self._gallery, records)
        if not view.problems:
            self._close()
            self._arrange()
        elif was_open:
            self._open()

    @mainthread
    def tell(self, doing: Phrase) -> None:
        """Say what is being done, until there is something to show."""
        if self._left:
            return
        self._doing = doing
        self._arrange()

    @mainthread
    def end(self) -> None:
        """Close the window."""
        App.get_running_app().stop()

    def leave(self) -> None:
        """Take both away, at the end; what is told later is not heard."""
        self._left = True
        self._stage.foot_of, self._stage.on_shown = lambda _sizes: 0, _nothing
        self._close()
        if self.strip is not None:
            Window.remove_widget(self.strip)
            self.strip = None

    def _shown(self) -> None:
        moved = self._stage.navigation.here != self._place
        self._place = self._stage.navigation.here
        if moved:
            self._close()
        self._arrange()
        if self.list is not None:
            self._open()

    @property
    def _sizes(self) -> Sizes:
        return self._stage.sizes.larger(1.0)

    def _arrange(self) -> None:
        """The strip of now, where the screen of now ends."""
        if self.strip is not None:
            Window.remove_widget(self.strip)
        view = replace(self.view, note=self._doing) if self._doing else self.view
        self.strip = ProblemStrip(view, self._sizes, self.list is not None, self._toggle)
        self.strip.place(0, self._stage.bar.height if self._stage.bar is not None else 0)
        Window.add_widget(self.strip)

    def _open(self) -> None:
        self._close()
        assert self.strip is not None
        bottom = int(self.strip.top)
        self.list = ProblemList(self.view, self._sizes, int(self._stage.height) - bottom)
        self.list.place(0, bottom)
        Window.add_widget(self.list)
        self._arrange()

    def _toggle(self) -> None:
        if self.list is None:
            self._open()
        else:
            self._close()
            self._arrange()

    def _close(self) -> None:
        if self.list is not None:
            self.list.cancel()
            Window.remove_widget(self.list)
            self.list = None


def _nothing() -> None:
    pass
