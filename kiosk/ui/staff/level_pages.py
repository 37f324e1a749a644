"""Volume and brightness: less and more of something, at once."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.messages import say
from kiosk.staff.levels import Level
from kiosk.ui.staff.pages import PlainPage
from kiosk.ui.staff.parts import Gauge, Tile, add_tiles
from kiosk.ui.styles import centred
from kiosk.ui.widgets.blocks import Block, TextBlock
from kiosk.viewmodels.phrase import Phrase

if TYPE_CHECKING:
    from kiosk.ui.staff.room import Room

log = logging.getLogger(__name__)

LEVEL_STEP = 0.1


class LevelPage(PlainPage):
    """Less and more of something, at once."""

    def __init__(self, room: "Room") -> None:
        super().__init__(room)
        sizes, styles = self.sizes, self.styles
        flow = self.column()
        flow.gap(sizes.u(4))
        self._number: TextBlock | None = None
        self._gauge = Gauge(flow.width, sizes.u(2), styles)
        height = TextBlock(Phrase("100 %", "en"), styles.display(), flow.width).height
        self._room_for_number = Block(flow.width, height)
        flow.add(self._room_for_number)
        flow.gap(sizes.u(2))
        flow.add(self._gauge)
        flow.gap(sizes.u(4))
        width = (flow.width - sizes.u(2)) / 2
        add_tiles(
            flow,
            [
                Tile(room.say(say("Less")), "minus", styles, width, lambda: self._step(-LEVEL_STEP), "less"),
                Tile(room.say(say("More")), "plus", styles, width, lambda: self._step(LEVEL_STEP), "more"),
            ],
            2,
            sizes.u(2),
        )
        self.put(flow)
        self._value: float | None = None
        level = self.level
        self._ask(level.get)

    @property
    def level(self) -> Level:
        raise NotImplementedError

    def _step(self, by: float) -> None:
        if self._value is None:
            return
        wanted = min(1.0, max(0.0, round((self._value + by) / LEVEL_STEP) * LEVEL_STEP))
        level = self.level
        self._show(wanted)
        log.info("staff: %s %.0f %%", self.name, 100 * wanted)

        def change() -> float:
            level.set(wanted)
            return wanted

        self._ask(change)

    def _ask(self, work: Callable[[], float]) -> None:
        def safe() -> float | None:
            try:
                return work()
            except OSError as error:
                log.warning("staff: %s: %s", self.name, error)
                return None

        self.room.aside(safe, lambda value: None if value is None else self._show(value))

    def _show(self, value: float) -> None:
        if self.room.page is not self:
            return
        self._value = value
        self._gauge.show(value)
        if self._number is not None:
            self._room_for_number.remove_widget(self._number)
        words = Phrase(f"{round(100 * value)} %", "en")
        self._number = TextBlock(words, centred(self.styles.display()), self._room_for_number.width)
        self._number.place(self._room_for_number.x, self._room_for_number.y)
        self._room_for_number.add_widget(self._number)


class VolumePage(LevelPage):
    name = "volume"
    title = say("Volume")

    @property
    def level(self) -> Level:
        assert self.room.means is not None
        assert self.room.means.volume is not None
        return self.room.means.volume


class BrightnessPage(LevelPage):
    name = "brightness"
    title = say("Brightness")

    @property
    def level(self) -> Level:
        assert self.room.means is not None
        assert self.room.means.brightness is not None
        return self.room.means.brightness
