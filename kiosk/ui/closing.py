"""Outside opening hours the kiosk rests in the dark: when that begins, what a touch lights up, when it ends.

Only a kiosk that nobody uses goes dark, so no visit is cut off. What the clock on the wall says is asked anew
every second, so one that jumps is believed at once; what lasts for seconds is counted by the steady clock.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from kivy.clock import Clock
from kivy.config import Config
from kivy.core.window import Window

from kiosk.ui.navigation import CLOSED, CONFIGURATION, RESTING
from kiosk.ui.theme import GROUND, rgba

if TYPE_CHECKING:
    from kiosk.hours import Hours
    from kiosk.ui.stage import Stage
    from kiosk.viewmodels.views import MessageView

log = logging.getLogger(__name__)

BLACK = (0.0, 0.0, 0.0, 1.0)
CHECK_SECONDS = 1.0
LEAD_SECONDS = 8.0
"""So long before the hall opens the displays are switched on: they take a while, and nobody should see it."""
NOTICE_SECONDS = 15.0
"""So long a touch lights up the words that the hall is closed. A display takes some seconds of it to wake."""
STILL_SECONDS = 1.0
"""The last change is seen before frames become rare."""
DARK_FPS = 4.0
"""How often a dark kiosk looks for a touch. Kivy sleeps in between and is not woken by one."""
FRAME_SECONDS = 3.0
"""A dark kiosk draws so often, which shows that it lives: see ``ui/heartbeat.py``."""
AGAIN_SECONDS = 300.0
"""A display that was plugged in, or that something else has woken, is switched off again."""


class Displays(Protocol):
    """``display_power.DisplayPower``. Both return at once."""

    def on(self) -> None: ...

    def off(self) -> None: ...


class Closing:
    """Tells the stage whether to rest in the dark, and looks after that rest.

    ``rest`` shows what waits for a visitor, or for the hall to open.
    """

    def __init__(
        self, stage: "Stage", hours: "Hours | None", displays: Displays | None, rest: Callable[[], None]
    ) -> None:
        self._stage, self._rest = stage, rest
        self.hours, self.displays = hours, displays
        self.wall_clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self._switched_off = False
        """By staff, until the next touch or the end of the day."""
        self._lit_since: float | None = None
        """When words were lit up in the dark, by the steady clock."""
        self._dark = False
        self._off_since: float | None = None
        self._still = Clock.create_trigger(lambda _seconds: self._go_dark(), STILL_SECONDS)
        self._frame = Clock.create_trigger(lambda _seconds: _draw(), FRAME_SECONDS, interval=True)
        self._check = Clock.schedule_interval(lambda _seconds: self.check(), CHECK_SECONDS)

    @property
    def rests_dark(self) -> bool:
        """True when a kiosk that nobody uses should be dark now."""
        return self._switched_off or not self._open()

    @property
    def dark(self) -> bool:
        """True while next to nothing is drawn."""
        return self._dark

    def screen_off(self) -> None:
        """For staff: dark in a moment, until somebody touches the screen, or until the hall opens again."""
        self._switched_off = True
        self._rest()

    def check(self) -> None:
        """Whether it is time to go dark, to wake the displays, or to open."""
        here = self._stage.navigation.here
        if self._switched_off and not self._open():
            self._switched_off = False  # the hours do the same, and end it
        if here != CLOSED:
            if here.screen in RESTING and here != CONFIGURATION and self.rests_dark:
                log.info("the hall is closed")
                self._rest()
        elif not self.rests_dark:
            log.info("the hall is open")
            self._rest()
        elif self._lit_since is not None:
            if self._stage.now() - self._lit_since >= NOTICE_SECONDS:
                self._words_off()
        elif self._covered():
            self._wake()
        elif self._soon_open():
            if self._off_since is not None:
                self._wake()
        elif not self._dark:
            self._still()
        elif self._off_since is not None and self._stage.now() - self._off_since >= AGAIN_SECONDS:
            self._switch_displays_off()

    def shown(self) -> None:
        """The stage shows another screen."""
        closed = self._stage.navigation.here == CLOSED
        Window.clearcolor = BLACK if closed else rgba(GROUND)
        if closed:
            self._frame()
            if not self._dark and self._lit_since is None:
                self._still()
        else:
            self._frame.cancel()
            self._lit_since = None
            self._wake()

    def touched(self) -> None:
        """Somebody touches the dark screen."""
        if self._switched_off:
            self._switched_off = False
            if not self.rests_dark:
                self._rest()
                return
        log.info("touched while the hall is closed")
        self._lit_since = self._stage.now()
        self._wake()
        self._closed_screen_lit(True)

    def words(self) -> Sequence["MessageView"]:
        """What a touch lights up: that the hall is closed, and until when, in every language."""
        from kiosk.viewmodels import make

        now = self.wall_clock()
        opens = self.hours.next_change(now) if self.hours else None
        today = self.hours.local(now).date() if self.hours else now.date()
        stage = self._stage
        return [make.closed(opens, today, stage.wording_in(each)) for each in stage.settings.languages]

    @property
    def lit(self) -> bool:
        return self._lit_since is not None

    def cancel(self) -> None:
        """At the end of the program: leave the displays as they were found."""
        for event in (self._still, self._frame, self._check):
            event.cancel()
        self._wake()

    def _open(self, ahead: float = 0.0) -> bool:
        return self.hours is None or self.hours.is_open(self.wall_clock() + timedelta(seconds=ahead))

    def _soon_open(self) -> bool:
        return not self._switched_off and self._open(LEAD_SECONDS)

    def _covered(self) -> bool:
        """True while something else stands over the stage: the staff's room."""
        return any(child is not self._stage for child in Window.children)

    def _words_off(self) -> None:
        self._lit_since = None
        self._closed_screen_lit(False)
        self._still()

    def _closed_screen_lit(self, lit: bool) -> None:
        from kiosk.ui.screens.closed import ClosedScreen

        if isinstance(self._stage.screen, ClosedScreen):
            self._stage.screen.show_words(lit)

    def _go_dark(self) -> None:
        if self._stage.navigation.here == CLOSED and self._lit_since is None and not self._covered():
            self._dark = True
            _pace(DARK_FPS)
            if not self._soon_open():
                self._switch_displays_off()

    def _wake(self) -> None:
        self._still.cancel()
        self._dark = False
        _pace(float(Config.getint("graphics", "maxfps")))
        if self._off_since is not None and self.displays is not None:
            self.displays.on()
        self._off_since = None

    def _switch_displays_off(self) -> None:
        if self.displays is not None:
            self._off_since = self._stage.now()
            self.displays.off()


def _draw() -> None:
    Window.canvas.ask_update()


def _pace(fps: float) -> None:
    """Frames a second that the main loop makes at most from now on; one without a limit is a test's."""
    if Clock._max_fps:
        Clock._max_fps = fps
