"""The stage: one screen, the bar, and the question "still there?". It turns places into screens."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.clock import Clock
from kivy.uix.widget import Widget

from kiosk.i18n import UiStrings
from kiosk.languages import Language
from kiosk.ui.closing import Closing, Displays
from kiosk.ui.failures import Failures
from kiosk.ui.first_scene import attract
from kiosk.ui.navigation import (
    ABOUT,
    ATTRACT,
    CLOSED,
    CONFIGURATION,
    ERROR,
    GALLERIES,
    QUIET,
    RESTING,
    Navigation,
    Place,
    Stop,
)
from kiosk.ui.pictures import Pictures
from kiosk.ui.presence import Presence
from kiosk.ui.screens.base import Frame, Screen
from kiosk.ui.shown_edition import ShownEdition
from kiosk.ui.styles import Styles
from kiosk.ui.theme import DEFAULT_ACCENT, Sizes, rgba
from kiosk.ui.tidying import Tidying
from kiosk.ui.transition import Transition
from kiosk.ui.trial import Trials
from kiosk.viewmodels.wording import Wording

if TYPE_CHECKING:
    from kiosk.catalogue.queries import Catalogue
    from kiosk.hours import Hours
    from kiosk.ui.staff.door import Door

log = logging.getLogger(__name__)

TEXT_SCALES = (1.0, 1.5, 2.0)
ERROR_SECONDS = 8.0
EDITION_CHECK_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class StageSettings:
    """What the stage takes from the configuration."""

    languages: tuple[Language, ...]
    default_language: Language
    fallback: tuple[Language, ...]
    idle_seconds: float
    countdown_seconds: float
    diagonal_inch: float
    viewing_distance_mm: float
    attract_seconds: float
    attract_motion: bool
    licences: tuple[str, ...] = ()
    hours: "Hours | None" = None
    """Opening hours; None where the hall is always open."""


class Stage(Widget):
    """The root widget. ``edition`` finds the current edition; ``open_catalogue`` opens it."""

    def __init__(
        self,
        settings: StageSettings,
        edition: Callable[[], Path | None],
        open_catalogue: Callable[[Path], "Catalogue"],
        size: tuple[int, int],
        config_problems: tuple[str, ...] = (),
        pictures: Pictures | None = None,
        trials: Trials | None = None,
        displays: Displays | None = None,
    ) -> None:
        """With ``trials`` no new edition is shown before its first screens could be made. ``displays`` are
        switched off while the hall is closed."""
        super().__init__(size=size, size_hint=(None, None))
        self.settings, self.config_problems = settings, config_problems
        self._find_edition, self._trials = edition, trials
        self.pictures = pictures or Pictures()
        self.navigation = Navigation(self._show)
        self.language = settings.default_language
        self.text_scale = 1.0
        self.shown_edition = ShownEdition(trials.first() if trials is not None else edition(), open_catalogue)
        self.screen: Screen | None = None
        self.bar: Widget | None = None
        self._shown_stop: Stop | None = None
        self._failures = Failures()
        self.now: Callable[[], float] = Clock.get_time
        self.presence = Presence(self, settings.idle_seconds, settings.countdown_seconds)
        self.foot_of: Callable[[Sizes], int] = lambda _sizes: 0
        """Pixels above the bar that screens leave free."""
        self.on_shown: Callable[[], None] = lambda: None
        """Called after each change of what is shown."""
        self.door: Door | None = None
        """Where staff come in; it may take a touch away from the screen."""
        self.sets_aside: Callable[[Path | None], bool] = lambda _edition: False
        """Asked after an error: True when this edition was damaged, and is not to be shown any more."""
        self._edition_event = Clock.schedule_interval(self._check_edition, EDITION_CHECK_SECONDS)
        self._tidying = Tidying(self._moving, lambda: self.navigation.here.screen in RESTING)
        self.transition = Transition()
        self.closing = Closing(self, settings.hours, displays, self._rest)
        self._error_event = Clock.create_trigger(self._leave_error, ERROR_SECONDS)
        try:
            self._rest()
        except Exception as error:
            # The main loop, which would catch it, does not run yet.
            self.fail(error)

    # Words and sizes ----------------------------------------------------------------------------

    @property
    def wording(self) -> Wording:
        return self.wording_in(self.language)

    def wording_in(self, language: Language) -> Wording:
        return Wording(language, self.settings.fallback, UiStrings(language))

    @property
    def sizes(self) -> Sizes:
        settings = self.settings
        return Sizes.of(
            int(self.width),
            int(self.height),
            settings.diagonal_inch,
            settings.viewing_distance_mm,
            self.text_scale,
        )

    def set_language(self, language: Language) -> None:
        """The same screen, the same place, in another language."""
        if language != self.language:
            self.language = language
            self._show(again=True)

    def step_text_size(self) -> None:
        """Larger, larger, normal."""
        index = TEXT_SCALES.index(self.text_scale)
        self.text_scale = TEXT_SCALES[(index + 1) % len(TEXT_SCALES)]
        self._show(again=True)

    def resize(self, width: int, height: int) -> None:
        if (width, height) != (int(self.width), int(self.height)):
            self.size = (width, height)
            self._show(again=True)

    # Touch and time -----------------------------------------------------------------------------

    def on_touch_down(self, touch: Any) -> bool:
        if self.door is not None and self.door.down(touch):
            return True
        if self.presence.touched_anew():
            return True
        for widget in (self.bar, self.screen):
            if widget is not None and widget.dispatch("on_touch_down", touch):
                return True
        return False

    def on_touch_move(self, touch: Any) -> bool:
        if self.door is not None and self.door.move(touch):
            return True
        self.presence.touched()
        return bool(super().on_touch_move(touch))

    def on_touch_up(self, touch: Any) -> bool:
        if self.door is not None and self.door.up(touch):
            return True
        self.presence.touched()
        return bool(super().on_touch_up(touch))

    def end_visit(self) -> None:
        """Back to the attract loop, the default language and the normal text size."""
        self.presence.ended()
        self.language, self.text_scale = self.settings.default_language, 1.0
        if self._trials is None:
            self.shown_edition.take(self._find_edition())
        self._rest()
        self._check_edition(0)

    # Editions -----------------------------------------------------------------------------------

    def _check_edition(self, _seconds: float) -> None:
        """A new edition appears only while nobody looks; after many errors the old one is tried again."""
        place = self.navigation.here
        recovered = place == QUIET and self.edition is not None and self._failures.over(self.now())
        if place.screen not in RESTING:
            return
        found = self._find_edition()
        if self._trials is not None and found is not None and not self._trials.knows(found):
            self._trials.begin(self, found)
        elif self.shown_edition.take(found) or recovered:
            self.navigation.reset(self._resting_place())

    def take(self, edition: Path, catalogue: "Catalogue") -> None:
        """Show an edition that was tried, at once; the kiosk rests."""
        if self.shown_edition.take(edition, catalogue):
            self.navigation.reset(self._resting_place())

    def rehearse(self, edition: Path, catalogue: "Catalogue", place: Place, language: Language) -> None:
        """Make a screen of an edition that is not shown. Raises whatever keeps it from being made."""
        kept, self.language = self.language, language
        try:
            with self.shown_edition.instead(edition, catalogue):
                self._screen(place, self.sizes).leave()
        finally:
            self.language = kept
            self._tidying.soon()

    def _rest(self) -> None:
        """Show what waits for a visitor; where the attract loop of a new edition cannot be made, that of
        another one."""
        place = self._resting_place()
        try:
            self.navigation.reset(place)
        except Exception as error:
            if place != ATTRACT or self._trials is None or self.edition is None:
                raise
            other = self._trials.fails(self.edition, error)
            if not self.shown_edition.take(other):
                raise
            self.navigation.reset(self._resting_place())

    def _resting_place(self) -> Place:
        """Where the kiosk waits for a visitor, or for a technician."""
        if self.config_problems:
            return CONFIGURATION
        if self.closing.rests_dark:
            return CLOSED
        return ATTRACT if self.edition else QUIET

    def take_now(self, gallery: str = "", records: Sequence[str] = ()) -> None:
        """Show the current edition at once, for somebody who has asked for it: an author.

        She stays where she is as far as that still exists; unless that is one of ``records`` (ids in
        ``gallery``), she is taken to the first of them.
        """
        from kiosk.ui.same_place import found_again, named

        places = named(self.navigation.places, self.shown_edition.catalogue)
        self.shown_edition.take(self._find_edition())
        if self.edition is None:
            self.navigation.reset(self._resting_place())
            return
        before = self.navigation.here
        self.navigation.rewrite([found_again(place, name, self.opened()) for place, name in places])
        here = self.navigation.here
        found = (self.opened().record_key(gallery, each) for each in records)
        keys = [key for key in found if key is not None]
        if keys and here.record not in keys:
            # From one record to another as with "next": working on two of them makes no long way back.
            move = self.navigation.replace if here.record else self.navigation.go
            move(Place("record", gallery, keys[0]))
        elif before.screen in RESTING:
            self.navigation.reset(self._resting_place())
        else:
            self._show(again=before.screen == here.screen)

    @property
    def edition(self) -> Path | None:
        return self.shown_edition.path

    def opened(self) -> "Catalogue":
        """The catalogue of the edition."""
        return self.shown_edition.opened()

    # Errors -------------------------------------------------------------------------------------

    def fail(self, error: BaseException) -> None:
        """Something broke: say so quietly, go back to the galleries by itself."""
        log.error("a screen failed: %s", error, exc_info=error)
        if self.sets_aside(self.edition):
            Clock.schedule_once(lambda _seconds: self._leave_edition(), -1)
            return
        broken = self._failures.one(self.now()) or self.navigation.here.screen == "error"
        Clock.schedule_once(lambda _seconds: self._show_error(broken), -1)

    def _show_error(self, broken: bool) -> None:
        if broken:
            self.presence.failed()
        self.navigation.reset(QUIET if broken else ERROR)

    def _leave_edition(self) -> None:
        """It was damaged: show another one, or that there is none."""
        self.presence.failed()
        self.shown_edition.take(self._find_edition())
        self.end_visit()

    def _leave_error(self, _seconds: float) -> None:
        if self.navigation.here == ERROR:
            self.navigation.reset(GALLERIES)

    # Screens ------------------------------------------------------------------------------------

    def _show(self, again: bool = False) -> None:
        old, state = self.screen, None
        if old is not None:
            state = old.state() if again else None
            if not again:
                self._remember(old)
            old.leave()
        self.transition.stop()
        self.clear_widgets()
        self.presence.question = None
        place = self.navigation.here
        sizes = self.sizes
        screen = self._screen(place, sizes)
        self.screen, self.bar = screen, None
        self.add_widget(screen)
        if self._shown_stop not in (None, self.navigation.stop):
            # Another place, not the same one in other words, sizes or filters. The bar is always there.
            self.transition.start(self.canvas, (*screen.pos, *screen.size))
        if screen.has_bar:
            from kiosk.ui import scenes

            self.bar = scenes.bar(self, sizes, self.styles(self.accent(), sizes))
            self.add_widget(self.bar)
        if state is not None:
            screen.restore(state)
        elif self.navigation.stop.reading is not None and screen.scroll is not None:
            screen.scroll.find(self.navigation.stop.reading)
        self._shown_stop = self.navigation.stop
        log.info("screen %s %s", place, self.language)
        self.presence.shown(place)
        if place == ERROR:
            self._error_event()
        self._tidying.soon()
        self.closing.shown()
        self.on_shown()

    def _moving(self) -> bool:
        """True while a finger moves a page or lets it fly."""
        scroll = self.screen.scroll if self.screen else None
        return scroll is not None and (scroll.kinetic.moving or scroll.kinetic.held)

    def _screen(self, place: Place, sizes: Sizes) -> Screen:
        if place == ATTRACT:
            return attract(self, sizes)
        from kiosk.ui import scenes  # all the other screens: not on the path to the first frame

        return scenes.build(self, place, sizes)

    def _remember(self, old: Screen) -> None:
        """Keep where the page was scrolled, for the way back."""
        if self._shown_stop is not None and old.scroll is not None:
            self._shown_stop.reading = old.scroll.reading

    def frame(self, sizes: Sizes, accent: str, has_bar: bool = True) -> Frame:
        bottom = (sizes.bar_height if has_bar else 0) + self.foot_of(sizes)
        return Frame(
            self.styles(accent, sizes),
            self.pictures,
            sizes.width,
            sizes.height - bottom,
            bottom,
            self.navigation.go,
            self.navigation.replace,
            self.navigation.back,
        )

    def styles(self, accent: str, sizes: Sizes | None = None) -> Styles:
        return Styles(sizes or self.sizes, rgba(accent))

    def accent(self) -> str:
        place = self.navigation.here
        if not place.gallery or self.edition is None:
            return DEFAULT_ACCENT
        rows = {row.id: row for row in self.opened().galleries()}
        return rows[place.gallery].accent if place.gallery in rows else DEFAULT_ACCENT

    def choose_language(self, language: Language) -> None:
        self.language = language
        self.navigation.go(GALLERIES)

    def go_home(self) -> None:
        self.presence.touched_home()
        self.navigation.home()

    def open_about(self) -> None:
        self.navigation.go(ABOUT)

    def close(self) -> None:
        """Let go of everything, at the end of the program or of a test."""
        if self.door is not None:
            self.door.close()
        self.presence.close()
        self._edition_event.cancel()
        if self._trials is not None:
            self._trials.cancel()
        self._error_event.cancel()
        self.closing.cancel()
        self._tidying.cancel()
        self.transition.stop()
        if self.screen is not None:
            self.screen.leave()
        self.clear_widgets()
        self.pictures.close()
        self.shown_edition.close()
