"""Turning the picture: chosen here, done by the session at the next start, then kept or taken back."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.messages import reason, say
from kiosk.staff import turned
from kiosk.staff.turned import ALL, Degrees, Turned
from kiosk.ui.staff.pages import PlainPage
from kiosk.ui.staff.parts import BROKEN
from kiosk.ui.styles import coloured
from kiosk.ui.theme import rgba
from kiosk.ui.widgets.buttons import PlateButton
from kiosk.viewmodels.phrase import Phrase

if TYPE_CHECKING:
    from kiosk.ui.staff.room import Room

log = logging.getLogger(__name__)

KEEP_SECONDS = 20.0
"""So long a turned picture waits for somebody to keep it."""


class TurnPage(PlainPage):
    """How the screen stands."""

    name = "turn"
    title = say("Turn the picture")

    def __init__(self, room: "Room") -> None:
        super().__init__(room)
        flow = self.column()
        self.words(
            flow, say("By how many degrees does the screen stand turned clockwise, seen from the front?")
        )
        self.words(
            flow,
            say("The kiosk starts again, and then asks whether the picture stands right."),
            self.sizes.u(1),
        )
        flow.gap(self.sizes.u(3))
        configured = room.settings.turning
        assert configured is not None
        now = turned.rotation(room.settings.data, configured)
        buttons = [
            PlateButton(
                Phrase(f"{degrees}°", "en"),
                self.styles,
                self._turner(degrees),
                f"turn-{degrees}",
                chosen=degrees == now,
            )
            for degrees in ALL
        ]
        flow.row(buttons, self.sizes.u(2))
        self.put(flow)

    def _turner(self, degrees: Degrees) -> Callable[[], None]:
        def turn() -> None:
            settings = self.room.settings
            assert settings.turning is not None
            if degrees == turned.rotation(settings.data, settings.turning):
                return
            log.info("staff: the picture is turned to %d degrees", degrees)
            try:
                turned.try_turn(settings.data, settings.turning, degrees)
            except OSError as error:
                self._tell(error)
            else:
                settings.restart()

        return turn

    def _tell(self, error: OSError) -> None:
        flow = self.column()
        words = say("Cannot be written: {reason}.", reason=reason(error))
        flow.text(self.room.say(words), coloured(self.styles.body(), rgba(BROKEN)))
        self.put(flow)


class KeepPage(PlainPage):
    """A turn is taken back unless somebody keeps it: a touch screen that has not turned along is lost."""

    name = "keep the turn"
    title = say("Turn the picture")
    leaves_after = KEEP_SECONDS

    def __init__(self, room: "Room") -> None:
        super().__init__(room)
        self._began, self._left = room.stage.now(), -1
        self.tick()

    def tick(self) -> None:
        left = max(0, round(KEEP_SECONDS - (self.room.stage.now() - self._began)))
        if left == self._left:
            return
        self._left = left
        flow = self.column()
        self.words(flow, say("Does the picture stand right, and do touches reach what they point at?"))
        words = say("Otherwise it is turned back in {count} s.", count=left)
        flow.text(self.room.say(words), coloured(self.styles.body(), self.styles.accent), self.sizes.u(1))
        self.tiles(
            flow,
            [
                ("keep", "check", say("Keep it so"), self._keep),
                ("turn-back", "back", say("Turn it back"), self._turn_back),
            ],
        )
        self.put(flow)
        if not left:
            self._turn_back()

    def left_alone(self) -> None:
        self._turn_back()

    @property
    def _choice(self) -> Turned | None:
        settings = self.room.settings
        return turned.turned(settings.data, settings.turning) if settings.turning is not None else None

    def _keep(self) -> None:
        choice = self._choice
        if choice is not None:
            log.info("staff: the turn is kept")
            turned.keep(self.room.settings.data, choice)
        self.room.leave()

    def _turn_back(self) -> None:
        choice = self._choice
        if choice is not None and not choice.kept:
            log.info("staff: the picture is turned back")
            turned.turn_back(self.room.settings.data, choice)
            self.room.settings.restart()
