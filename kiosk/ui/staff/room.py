"""The staff's room: one page over the whole window, above whatever the kiosk shows to visitors.

It is no place of a visit: the kiosk rests beneath it. It leaves by itself when nobody touches it.
"""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle

from kiosk.languages import Language
from kiosk.messages import say, told
from kiosk.problems import visible
from kiosk.staff.aside import aside
from kiosk.ui.navigation import ERROR
from kiosk.ui.staff.parts import Foot
from kiosk.ui.styles import Styles
from kiosk.ui.theme import DEFAULT_ACCENT, GROUND, Sizes, rgba
from kiosk.ui.widgets.drawn import Holder
from kiosk.viewmodels.phrase import Phrase

if TYPE_CHECKING:
    from kiosk.machine.look import Machine
    from kiosk.staff.deeds import Deed
    from kiosk.staff.hall import HallState
    from kiosk.staff.means import Means
    from kiosk.staff.tries import Tries
    from kiosk.ui.staff.door import Door

log = logging.getLogger(__name__)

PIN_SECONDS = 30.0
MENU_SECONDS = 60.0
"""So long without a touch, and the room is left."""
TICK_SECONDS = 0.25

Value = TypeVar("Value")


class Page(Holder):
    """One page of the room, built for one language and size."""

    name = ""
    """For the log."""
    has_foot = True
    leaves_after = MENU_SECONDS

    def __init__(self, room: "Room") -> None:
        self.room, self.styles, self.sizes = room, room.styles, room.sizes
        self.bottom = self.sizes.bar_height if self.has_foot else 0
        super().__init__(
            pos=(0, self.bottom),
            size=(self.sizes.width, self.sizes.height - self.bottom),
            size_hint=(None, None),
        )

    @property
    def busy(self) -> bool:
        """True while something is under way that somebody may be waiting for."""
        return False

    def tick(self) -> None:
        """Called four times a second."""

    def left_alone(self) -> None:
        """Nobody has touched it for so long that the room is left."""

    def leave(self) -> None:
        """The page goes: let go of everything."""
        for widget in self.walk(restrict=True):
            cancel = getattr(widget, "cancel", None)
            if cancel is not None:
                cancel()


Maker = Callable[["Room"], Page]


class Room(Holder):
    """Shows pages; ``closed`` is called once, when it is left."""

    def __init__(self, door: "Door", closed: Callable[[], None], first: "Maker | None" = None) -> None:
        """``first`` is the page that it opens with: the pad, unless there is something to ask of anybody."""
        from kiosk.ui.staff.pad import PinPage

        self.door, self.stage, self.settings = door, door.stage, door.settings
        size: tuple[float, float] = (self.stage.width, self.stage.height)
        super().__init__(pos=(0, 0), size=size, size_hint=(None, None))
        self.language: Language = self.stage.language
        self.page: Page | None = None
        self.tries: Tries | None = None
        self.digits = ""
        """Of the PIN, as far as they were entered; they outlive a change of language."""
        # What pages want to find again when they are built anew.
        self.machine: Machine | None = None
        self.means: Means | None = None
        self.hall: HallState | None = None
        self.asked: Literal["not yet", "asking", "told", "failed"] = "not yet"
        """How far the command is that tells of the packs."""
        self.read_to = 0.0
        """How far the facts of the menu are scrolled."""
        self.deed: Deed | None = None
        self.pattern = 0
        """Number of the test picture."""
        self.left = False
        self._closed = closed
        self._last = self.stage.now()
        self._way: list[Maker] = []
        with self.canvas.before:
            Color(*rgba(GROUND))
            self._ground = Rectangle(size=size)
        self._event = Clock.schedule_interval(lambda _seconds: self._tick(), TICK_SECONDS)
        self.stage.bind(size=self._resized)
        self.show(first or PinPage)

    def enter(self) -> None:
        """The PIN was right."""
        from kiosk.ui.staff.menu import MenuPage

        self.show(MenuPage)

    # Words and sizes ----------------------------------------------------------------------------

    @property
    def sizes(self) -> Sizes:
        """At the normal text size: what a visitor had chosen is no matter."""
        return self.stage.sizes.larger(1.0)

    @property
    def styles(self) -> Styles:
        return Styles(self.sizes, rgba(DEFAULT_ACCENT))

    def say(self, message: str) -> Phrase:
        """A message in the language of the room. What is marked as code stands there like other words."""
        return Phrase(visible(told(message, self.language)).replace("`", ""), self.language)

    # Pages --------------------------------------------------------------------------------------

    def show(self, maker: Maker) -> None:
        """This page instead of all others."""
        self._way = [maker]
        self.again()

    def go(self, maker: Maker) -> None:
        """This page, with a way back."""
        self._way.append(maker)
        self.again()

    def replace(self, maker: Maker) -> None:
        """This page instead of the present one, and of those that led to it; the menu stays behind it."""
        self._way[1:] = [maker]
        self.again()

    def back(self) -> None:
        if len(self._way) > 1:
            self._way.pop()
            self.again()

    def again(self) -> None:
        """Build the page of now anew."""
        if self.left:
            return
        before = self.page
        if before is not None:
            before.leave()
        self.clear_widgets()
        self.page = page = self._way[-1](self)
        self.add_widget(page)
        if page.has_foot:
            back = (self.say(say("Back")), self.back) if len(self._way) > 1 else None
            leave = (self.say(say("Leave")), self.leave)
            self.add_widget(Foot(self.styles, self.language, leave, back, self.choose))
        if before is None or before.name != page.name:
            log.info("staff: %s", page.name)

    def choose(self, language: Language) -> None:
        self.language = language
        self.again()

    def leave(self) -> None:
        """Back to the visitors' kiosk."""
        if self.left:
            return
        self.left = True
        log.info("staff: left")
        self._event.cancel()
        self.stage.unbind(size=self._resized)
        if self.page is not None:
            self.page.leave()
        self.clear_widgets()
        self._closed()

    def aside(self, work: Callable[[], Value], then: Callable[[Value], None]) -> None:
        """Do what may take a while in a thread; ``then`` gets what came of it, unless the room was left."""

        def done(value: Value) -> None:
            Clock.schedule_once(lambda _seconds: None if self.left else then(value), 0)

        aside(work, done)

    # Deeds --------------------------------------------------------------------------------------

    def screen_off(self) -> None:
        """Dark until somebody touches the screen."""
        off = self.settings.screen_off
        assert off is not None
        log.info("staff: screen off")
        self.leave()
        off()

    # Touch and time -----------------------------------------------------------------------------

    def touched(self) -> None:
        """Somebody is there."""
        self._last = self.stage.now()

    def on_touch_down(self, touch: Any) -> bool:
        self.touched()
        super().on_touch_down(touch)
        return True

    def on_touch_move(self, touch: Any) -> bool:
        self.touched()
        super().on_touch_move(touch)
        return True

    def on_touch_up(self, touch: Any) -> bool:
        self.touched()
        super().on_touch_up(touch)
        return True

    def _tick(self) -> None:
        page = self.page
        if page is None:
            return
        if page.busy:
            self.touched()
        if self.stage.navigation.here == ERROR or self.stage.now() - self._last > page.leaves_after:
            page.left_alone()
            self.leave()
        else:
            page.tick()

    def _resized(self, _stage: Any, size: tuple[float, float]) -> None:
        self.size = self._ground.size = size
        self.again()
