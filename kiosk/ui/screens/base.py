"""What all screens have."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.ui.navigation import Place, Reading
from kiosk.ui.pictures import Pictures
from kiosk.ui.styles import Styles, coloured
from kiosk.ui.text import TextStyle
from kiosk.ui.theme import HELP, Sizes, rgba
from kiosk.ui.widgets.drawn import Holder
from kiosk.ui.widgets.flow import Flow
from kiosk.ui.widgets.scroll_area import ScrollArea


@dataclass(frozen=True, slots=True)
class Frame:
    """What a screen is given besides its view-model."""

    styles: Styles
    pictures: Pictures
    width: int
    height: int
    """Pixels of the screen's own area, above the bar."""
    bottom: int
    """Where that area begins: the height of the bar, or 0."""
    go: Callable[[Place], None]
    replace: Callable[[Place], None]
    back: Callable[[], None]

    @property
    def sizes(self) -> Sizes:
        return self.styles.sizes


class Screen(Holder):
    """A screen of the kiosk. Built for one place, one language and one size; thrown away on leaving.

    Its ground is the window's own colour, which costs no drawing.
    """

    has_bar = True
    """False for screens that fill the window."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(pos=(0, frame.bottom), size=(frame.width, frame.height), size_hint=(None, None))
        self.frame = frame
        self.scroll: ScrollArea | None = None

    @property
    def tag_style(self) -> TextStyle:
        """For "Text in Russian": help colour, small."""
        return coloured(self.frame.styles.small(), rgba(HELP))

    def flow(self, width: float, later: bool = False) -> Flow:
        return Flow(width, self.tag_style, later)

    def scrolling(self, x: float, y: float, width: float, height: float) -> ScrollArea:
        """A scrolling page at this place; ``x, y`` in the window."""
        area = ScrollArea(round(width), round(height), self.frame.sizes.unit)
        area.pos = (round(x), round(y))
        self.add_widget(area)
        self.scroll = area
        return area

    @property
    def counts_as_presence(self) -> bool:
        """True while the screen shows that somebody is there without touching (a playing film)."""
        return False

    def state(self) -> object:
        """What a redraw of the same place in another language or size should find again."""
        return self.scroll.reading if self.scroll is not None else None

    def restore(self, state: object) -> None:
        if self.scroll is not None and isinstance(state, Reading):
            self.scroll.find(state)

    def leave(self) -> None:
        """Called once when the screen goes: let go of everything that is under way."""
        for widget in self.walk(restrict=True):
            cancel = getattr(widget, "cancel", None)
            if cancel is not None:
                cancel()
        if self.scroll is not None:
            self.scroll.stop()
