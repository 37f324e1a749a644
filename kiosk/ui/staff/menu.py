"""The menu: what there is to know to one side, what can be done to the other."""

import logging
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk import __version__
from kiosk.machine.look import Machine, look
from kiosk.messages import Message, say
from kiosk.staff import hall, sections
from kiosk.staff.deeds import command
from kiosk.staff.facts import Section
from kiosk.staff.means import Means, find_means
from kiosk.ui.staff import pages
from kiosk.ui.staff.level_pages import BrightnessPage, VolumePage
from kiosk.ui.staff.parts import Pane, Tile, add_sections, add_tiles
from kiosk.ui.staff.room import Maker, Page
from kiosk.ui.staff.test_picture import PicturePage
from kiosk.ui.staff.touch_test import TouchPage
from kiosk.ui.staff.turn import TurnPage
from kiosk.ui.styles import coloured
from kiosk.ui.widgets.blocks import TextBlock
from kiosk.ui.widgets.flow import Flow
from kiosk.ui.widgets.ornaments import Divider

if TYPE_CHECKING:
    from kiosk.ui.staff.room import Room

log = logging.getLogger(__name__)

STATE_SECONDS = 60.0
"""A command that tells of the packs ends within, also on a weak machine that builds at the same time."""
LOOK_TICKS = 40
"""The machine is asked again every ten seconds."""


class MenuPage(Page):
    """Built anew whenever there is something new to say."""

    name = "menu"

    def __init__(self, room: "Room") -> None:
        super().__init__(room)
        self._ticks = 0
        sizes, styles = self.sizes, self.styles
        margin, gap = sizes.margin, sizes.u(2)
        told = _sections(room)
        width = self.width - 2 * margin
        head = Flow(width, styles.small())
        head.add(TextBlock(room.say(say("For staff")), styles.title(), head.width, natural=True))
        if room.machine is not None:
            line = coloured(styles.small(), styles.accent) if sections.problems_in(told) else styles.small()
            head.add(TextBlock(room.say(sections.summary(told)), line, head.width))
        head.gap(sizes.u(1))
        head.add(Divider(head.width, sizes.u(4), styles.accent, left=True))
        top = self.bottom + self.height - margin * 0.6
        for block in head.finish(margin, top):
            self.add_widget(block)
        top -= head.height + gap
        bottom = self.bottom + gap
        tiles, columns = self._tiles(room), 2
        tiles_width = width if sizes.portrait else round(width * 0.42)
        inner = (tiles_width - gap * (columns - 1)) / columns
        deeds = Flow(tiles_width, styles.small())
        add_tiles(
            deeds,
            [Tile(room.say(words), icon, styles, inner, act, name) for name, icon, words, act in tiles],
            columns,
            gap,
        )
        facts_width = width if sizes.portrait else width - tiles_width - sizes.u(5)
        facts = Flow(facts_width, styles.small(), later=True)
        add_sections(facts, told, room.say, styles)
        facts.gap(sizes.u(1))
        if sizes.portrait:
            height = min(deeds.height, (top - bottom) * 0.6)
            deeds_pane = Pane(deeds, margin, bottom, height, styles)
            above = bottom + height + sizes.u(3)
            facts_pane = Pane(facts, margin, above, top - above, styles)
        else:
            deeds_pane = Pane(deeds, self.width - margin - tiles_width, bottom, top - bottom, styles)
            facts_pane = Pane(facts, margin, bottom, top - bottom, styles)
        self.facts = facts_pane.scroll
        self.add_widget(facts_pane)
        self.add_widget(deeds_pane)
        self.facts.scroll_to(room.read_to)
        if room.machine is None:
            self._look()
        if room.asked == "not yet":
            self._ask()

    def tick(self) -> None:
        self.room.read_to = self.facts.kinetic.position
        self._ticks += 1
        if self._ticks % LOOK_TICKS == 0 and not self.facts.kinetic.moving and not self.facts.kinetic.held:
            self._look()

    def leave(self) -> None:
        self.room.read_to = self.facts.kinetic.position
        super().leave()

    def _look(self) -> None:
        """At the machine, and at what it can do."""
        room, settings = self.room, self.room.settings

        def done(found: "tuple[Machine, Means]") -> None:
            room.machine, room.means = found
            self._again()

        find = settings.find_means or find_means
        room.aside(lambda: (look(settings.data), room.means or find()), done)

    def _ask(self) -> None:
        """About the packs."""
        room = self.room
        words = command(("staff", "state"), room.settings.config)
        room.asked = "asking"

        def ask() -> "hall.HallState | None":
            try:
                answer = subprocess.run(
                    words, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=STATE_SECONDS
                )
                return hall.from_json(answer.stdout)
            except (subprocess.TimeoutExpired, ValueError, KeyError, TypeError) as error:
                log.warning("staff: nothing is known of the packs: %s", error)
                return None

        def done(found: "hall.HallState | None") -> None:
            room.hall, room.asked = found, "failed" if found is None else "told"
            self._again()

        room.aside(ask, done)

    def _again(self) -> None:
        # What was asked by one build of the page may be answered to the next one.
        if isinstance(self.room.page, MenuPage):
            self.room.again()

    def _tiles(self, room: "Room") -> list[tuple[str, str, Message, Callable[[], None]]]:
        means = room.means
        found: list[tuple[str, str, Message, Callable[[], None]]] = []

        def offer(name: str, icon: str, words: Message, maker: Maker) -> None:
            found.append((name, icon, words, lambda: room.go(maker)))

        if room.hall is not None and any(each.can_go_back for each in room.hall.packs):
            offer("rollback", "rollback", say("An earlier version of a pack"), pages.RollbackPage)
        offer("import", "stick", say("Packs from a stick"), pages.ImportPage)
        offer("export", "export", say("Logs and visits to a stick"), pages.ExportPage)
        offer("touch-test", "draw", say("Touch test"), TouchPage)
        offer("test-picture", "pattern", say("Test picture"), PicturePage)
        if means is not None and means.volume is not None:
            offer("volume", "volume", say("Volume"), VolumePage)
        if means is not None and means.brightness is not None:
            offer("brightness", "brightness", say("Brightness"), BrightnessPage)
        if room.settings.turning is not None:
            offer("turn", "rotate", say("Turn the picture"), TurnPage)
        if room.settings.screen_off is not None:
            found.append(("screen-off", "dark", say("Screen off"), room.screen_off))
        offer("restart", "restart", say("Restart"), pages.RestartPage)
        return found


def _sections(room: "Room") -> list[Section]:
    unknown = room.asked == "failed"
    told = [sections.hall_section(__version__, room.hall, room.door.last_touch, unknown)]
    if room.machine is not None:
        told += [sections.machine_section(room.machine), sections.around_section(room.machine)]
    return told
