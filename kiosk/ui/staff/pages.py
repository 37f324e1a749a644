"""The pages behind the menu's tiles."""

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kiosk.messages import Message, say
from kiosk.staff.deeds import Deed, Told, command
from kiosk.staff.hall import PackState
from kiosk.staff.sticks import Stick
from kiosk.ui.staff.parts import BROKEN, Pane, Tile, add_tiles
from kiosk.ui.staff.room import Maker, Page
from kiosk.ui.styles import coloured
from kiosk.ui.theme import rgba
from kiosk.ui.widgets.blocks import TextBlock
from kiosk.ui.widgets.flow import Flow
from kiosk.ui.widgets.ornaments import Divider
from kiosk.viewmodels.phrase import Phrase

if TYPE_CHECKING:
    from kiosk.ui.staff.room import Room

log = logging.getLogger(__name__)

STICK_TICKS = 8
"""Sticks are looked for every two seconds."""


class PlainPage(Page):
    """A heading, and one column beneath it that scrolls where it must."""

    title: Message

    def __init__(self, room: "Room") -> None:
        super().__init__(room)
        sizes, margin = self.sizes, self.sizes.margin
        self._width = round(min(self.width - 2 * margin, sizes.small * 34))
        self._x = round((self.width - self._width) / 2)
        self._head = Flow(self._width, self.styles.small())
        self._head.add(TextBlock(room.say(self.title), self.styles.title(), self._width))
        self._head.gap(sizes.u(1))
        self._head.add(Divider(self._width, sizes.u(4), self.styles.accent, left=True))
        self._top: float | None = None
        self.pane: Pane | None = None

    def column(self) -> Flow:
        """Fill it, then give it to ``put``."""
        return Flow(self._width, self.styles.small(), later=True)

    def put(self, flow: Flow) -> None:
        """Show this column, instead of the one before."""
        if self.pane is not None:
            self.pane.cancel()
            self.remove_widget(self.pane)
        flow.gap(self.sizes.u(2))
        if self._top is None:
            self._top = self._place_head(flow.height)
        bottom = self.bottom + self.sizes.u(1)
        self.pane = Pane(flow, self._x, bottom, self._top - bottom, self.styles)
        self.add_widget(self.pane)

    def _place_head(self, height: int) -> float:
        """Where the column begins. On a tall screen a short one lies in the middle, within reach."""
        sizes = self.sizes
        top: float = self.bottom + self.height - sizes.margin * 0.6
        if sizes.portrait:
            spare = top - self.bottom - self._head.height - height - sizes.u(3)
            top -= max(0.0, min(spare * 0.6, self.height * 0.4))
        for block in self._head.finish(self._x, top):
            self.add_widget(block)
        return top - self._head.height - sizes.u(2)

    def words(self, flow: Flow, message: str, gap: float = 0) -> None:
        flow.text(self.room.say(message), self.styles.body(), gap)

    def tiles(
        self, flow: Flow, tiles: Sequence[tuple[str, str, str, Callable[[], None]]], gap: float = 3
    ) -> None:
        """Wide tiles below each other: name, icon, words, what they do."""
        flow.gap(self.sizes.u(gap))
        made = [
            Tile(self.room.say(words), icon, self.styles, flow.width, act, name)
            for name, icon, words, act in tiles
        ]
        add_tiles(flow, made, 1, self.sizes.u(2))


class WorkPage(PlainPage):
    """A command that runs: what it says, and how it ended."""

    name = "work"

    def __init__(self, room: "Room", title: Message) -> None:
        self.title = title
        super().__init__(room)
        self._shown: Told | None = None
        self.tick()

    @property
    def busy(self) -> bool:
        return self._shown is None or self._shown.ended is None

    def tick(self) -> None:
        deed = self.room.deed
        if deed is None or deed.told == self._shown:
            return
        told = self._shown = deed.told
        flow = self.column()
        if told.ended is None:
            self.words(flow, say("This is being done. It may take some minutes."))
        for line in told.lines:
            flow.text(self._plain(line), self.styles.small(), self.sizes.u(1))
        if told.ended is None and told.aside:
            style = coloured(self.styles.small(), self.styles.accent)
            flow.text(self._plain(told.aside[-1]), style, self.sizes.u(1))
        if told.ended:
            style = coloured(self.styles.body(), rgba(BROKEN))
            flow.text(self.room.say(say("It was not done, or not all of it.")), style, self.sizes.u(2))
            for line in told.aside[-3:] if told.ended > 1 or not told.lines else ():
                flow.text(self._plain(line), self.styles.small(), self.sizes.u(1))
        elif told.ended == 0:
            style = coloured(self.styles.body(), self.styles.accent)
            flow.text(self.room.say(say("Done.")), style, self.sizes.u(2))
            self.room.asked = "not yet"
        self.put(flow)

    def _plain(self, line: str) -> Phrase:
        return Phrase(line, self.room.language)


def work(room: "Room", what: str, title: Message, words: Sequence[str]) -> None:
    """Start a command of ours, and show what becomes of it."""
    if room.deed is not None and room.deed.told.ended is None:
        return
    room.deed = Deed(what, command(words, room.settings.config, room.language))
    room.replace(lambda room: WorkPage(room, title))


# Packs -------------------------------------------------------------------------------------------


class RollbackPage(PlainPage):
    """Which pack."""

    name = "rollback"
    title = say("An earlier version of a pack")

    def __init__(self, room: "Room") -> None:
        super().__init__(room)
        flow = self.column()
        self.words(
            flow,
            say("The version before comes back as soon as nobody uses the kiosk. All versions are kept."),
        )
        packs = room.hall.packs if room.hall is not None else ()
        self.tiles(flow, [self._tile(pack) for pack in packs if pack.can_go_back])
        self.put(flow)

    def _tile(self, pack: PackState) -> tuple[str, str, str, Callable[[], None]]:
        words = say(
            "{title}: {version} is shown, {before} was before",
            title=pack.title,
            version=pack.version,
            before=pack.before or say("another one"),
        )
        return f"back-{pack.id}", "rollback", words, lambda: self.room.go(_sure(pack))


def _sure(pack: PackState) -> Maker:
    class SurePage(PlainPage):
        """Is that what is meant?"""

        name = f"rollback {pack.id}"
        title = say("An earlier version of a pack")

        def __init__(self, room: "Room") -> None:
            super().__init__(room)
            flow = self.column()
            question = say("Take {title} back to {before}?", title=pack.title, before=pack.before)
            if not pack.before:
                question = say("Take {title} back to the version before?", title=pack.title)
            self.words(flow, question)
            words = ("packs", "rollback", pack.id)
            self.tiles(
                flow,
                [
                    (
                        "yes",
                        "check",
                        say("Take it back"),
                        lambda: work(room, " ".join(words), self.title, words),
                    ),
                    ("no", "back", say("Leave it as it is"), room.back),
                ],
            )
            self.put(flow)

    return SurePage


class StickPage(PlainPage):
    """Which stick; looks again and again, for somebody may be plugging it in."""

    words_of: tuple[str, ...]
    icon = "stick"
    explained: Message
    needs_writing = False

    def __init__(self, room: "Room") -> None:
        super().__init__(room)
        self._found: tuple[Stick, ...] | None = None
        self._looking, self._ticks = False, 0
        self._look()

    def tick(self) -> None:
        self._ticks += 1
        if self._ticks % STICK_TICKS == 0:
            self._look()

    def _look(self) -> None:
        if self._looking:
            return
        self._looking = True
        means = self.room.means
        self.room.aside(lambda: tuple(means.sticks()) if means is not None else (), self._show)

    def _show(self, found: tuple[Stick, ...]) -> None:
        self._looking = False
        if found == self._found or self.room.page is not self:
            return
        self._found = found
        flow = self.column()
        self.words(flow, self.explained)
        usable = [each for each in found if each.writable or not self.needs_writing]
        if usable:
            self.tiles(flow, [self._tile(each) for each in usable])
        elif found:
            self.words(flow, say("The stick that is there cannot be written to."), self.sizes.u(2))
        else:
            self.words(flow, say("There is no stick yet. Plug one in; it appears here."), self.sizes.u(2))
        self.put(flow)

    def _tile(self, stick: Stick) -> tuple[str, str, str, Callable[[], None]]:
        words = say("{name}: {free} GB free", name=stick.name, free=f"{stick.free / 1e9:.1f}")
        deed = (*self.words_of, str(stick.place))
        return f"stick-{stick.name}", self.icon, words, lambda: self._begin(deed)

    def _begin(self, words: Sequence[str]) -> None:
        work(self.room, " ".join(words), self.title, words)


class ImportPage(StickPage):
    name = "import"
    title = say("Packs from a stick")
    words_of = ("packs", "import")
    explained = say("All packs on the stick are checked and installed. The reports are written to the stick.")


class ExportPage(StickPage):
    name = "export"
    title = say("Logs and visits to a stick")
    words_of = ("staff", "export")
    icon = "export"
    explained = say(
        "The log of the kiosk, the table of visits and the facts of this menu are written into a folder on "
        "the stick. Nothing of it says who a visitor is."
    )
    needs_writing = True


# Restart -----------------------------------------------------------------------------------------


class RestartPage(PlainPage):
    name = "restart"
    title = say("Restart")

    def __init__(self, room: "Room") -> None:
        super().__init__(room)
        flow = self.column()
        self.words(flow, say("The kiosk is back after some seconds, the computer after a minute or two."))
        tiles: list[tuple[str, str, str, Callable[[], None]]] = [
            ("restart-kiosk", "restart", say("Restart the kiosk"), self._restart)
        ]
        if room.means is not None and room.means.restart_machine is not None:
            tiles.append(("restart-machine", "power", say("Restart the computer"), self._restart_machine))
        self.tiles(flow, tiles)
        self.put(flow)

    def _restart(self) -> None:
        log.info("staff: restart of the kiosk")
        self.room.settings.restart()

    def _restart_machine(self) -> None:
        assert self.room.means is not None
        restart = self.room.means.restart_machine
        assert restart is not None
        log.info("staff: restart of the machine")
        self.room.aside(restart, lambda _none: None)
