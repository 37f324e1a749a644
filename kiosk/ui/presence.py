"""Whether somebody is there: touches, the question "still there?", and what a visit is told to."""

from typing import TYPE_CHECKING

from kivy.clock import Clock

from kiosk.ui.idle import IdleWatch
from kiosk.ui.navigation import LANGUAGES, RESTING, Place
from kiosk.visiting import NOBODY, Seen

if TYPE_CHECKING:
    from kiosk.ui.stage import Stage
    from kiosk.ui.widgets.question import Question

CHECK_SECONDS = 0.5


class Presence:
    """Looks after the visitor of one stage."""

    def __init__(self, stage: "Stage", idle_seconds: float, countdown_seconds: float) -> None:
        self._stage = stage
        self.idle = IdleWatch(idle_seconds, countdown_seconds)
        self.visits = NOBODY
        """Who is told of visits."""
        self.question: Question | None = None
        """"Still there?", while it is asked."""
        self._last_touch_was_home = False
        self.idle.touched(stage.now())
        self._event = Clock.schedule_interval(lambda _seconds: self.check(), CHECK_SECONDS)

    def touched(self) -> None:
        """Somebody is there: a finger moves, or a film plays."""
        now = self._stage.now()
        self.idle.touched(now)
        self.visits.touched(now)

    def touched_anew(self) -> bool:
        """A finger comes down; True when that only answers the question."""
        self._last_touch_was_home = False
        self.touched()
        asked = self.question is not None
        self.stay()
        return asked

    def touched_home(self) -> None:
        """That finger was on the button that leads home."""
        self._last_touch_was_home = True

    def check(self) -> None:
        """Ask, stay or end the visit, by the time since the last touch."""
        stage = self._stage
        if stage.navigation.here.screen in RESTING:
            return
        now = stage.now()
        if stage.screen is not None and stage.screen.counts_as_presence:
            self.touched()
        state = self.idle.state(now)
        if state == "present":
            self.stay()
        elif state == "asking":
            self.ask(self.idle.seconds_left(now))
        else:
            stage.end_visit()

    def ask(self, seconds: int) -> None:
        """Show "still there?" with this countdown."""
        from kiosk.ui.widgets.question import Question
        from kiosk.viewmodels import make

        stage = self._stage
        view = make.still_there(seconds, stage.wording)
        if self.question is None:
            self.question = Question(view, stage.styles(stage.accent()), self.stay)
            stage.add_widget(self.question)
        else:
            self.question.show(view)

    def stay(self) -> None:
        """The question is answered."""
        if self.question is not None:
            self._stage.remove_widget(self.question)
            self.question = None

    def shown(self, place: Place) -> None:
        """The stage shows a place."""
        self.visits.shown(self._seen(place), self._stage.now())

    def ended(self) -> None:
        """Nobody has touched the screen for long."""
        self.visits.ended("home" if self._last_touch_was_home else "idle", self._stage.now())
        self.stay()

    def failed(self) -> None:
        """The kiosk has to show its quiet screen, or another edition."""
        self.visits.ended("error", self._stage.now())

    def close(self) -> None:
        """The program ends."""
        self.visits.ended("stopped", self._stage.now())
        self._event.cancel()

    def _seen(self, place: Place) -> Seen:
        """What a visitor sees of a place, by names that outlive the edition."""
        if place.screen in RESTING:
            return Seen(place.screen, resting=True)
        stage = self._stage
        record = stage.opened().record_id(place.record) if place.record else ""
        language = None if place == LANGUAGES else stage.language
        return Seen(place.screen, place.gallery, record, language)
