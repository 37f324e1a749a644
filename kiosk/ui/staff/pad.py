"""The pad for the PIN."""

import logging
from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING

from kivy.graphics import Color, Line, RoundedRectangle

from kiosk.errors import StorageError
from kiosk.messages import NOTHING, Message, both, say
from kiosk.staff.pin import LEAST, MOST, fits
from kiosk.staff.tries import Tries
from kiosk.ui.staff.parts import BROKEN
from kiosk.ui.staff.room import PIN_SECONDS, Page
from kiosk.ui.styles import Styles, centred, coloured
from kiosk.ui.theme import DIM, GROUND, LINE, RAISED, rgba
from kiosk.ui.widgets.blocks import Block, TextBlock
from kiosk.ui.widgets.buttons import IconBlock
from kiosk.ui.widgets.flow import Flow
from kiosk.ui.widgets.ornaments import Divider
from kiosk.ui.widgets.tap import Tap
from kiosk.viewmodels.phrase import Phrase

if TYPE_CHECKING:
    from kiosk.ui.staff.room import Room

log = logging.getLogger(__name__)

SAVE_TICKS = 120
"""While the pad is shown, so often the wait that has passed is written down: every half minute."""


class Key(Tap):
    """A digit or an icon on a plate."""

    def __init__(
        self, sign: str, styles: Styles, side: tuple[float, float], on_tap: Callable[[], None], name: str
    ) -> None:
        super().__init__(*side, on_tap, name)
        sizes = styles.sizes
        self._radius = sizes.u(1)
        chosen = sign == "check"
        colour = rgba(GROUND) if chosen else styles.title().colour
        self._sign: TextBlock | IconBlock
        if sign.isdigit():
            self._sign = TextBlock(Phrase(sign, "en"), centred(styles.title()), self.width, natural=True)
        else:
            self._sign = IconBlock(sign, coloured(styles.icon(round(sizes.title * 0.9)), colour))
        with self.canvas.before:
            Color(*(styles.accent if chosen else rgba(RAISED)))
            self._body = RoundedRectangle(radius=[self._radius], size=self.size)
            Color(*(styles.accent if chosen else rgba(LINE)))
            self._frame = Line(width=max(1.0, sizes.unit / 8))
        self.add_widget(self._sign)

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        self._body.pos = self.pos
        self._frame.rounded_rectangle = (*self.pos, *self.size, self._radius)
        sign = self._sign
        sign.place(self.x + (self.width - sign.width) / 2, self.y + (self.height - sign.height) / 2)


class Dots(Block):
    """One dot a digit that was entered, and rings for the least that there must be."""

    def __init__(self, width: float, styles: Styles) -> None:
        self._style = styles.icon(round(styles.sizes.small * 0.8))
        self._accent = styles.accent
        side = IconBlock("dot", self._style).height
        super().__init__(width, side)
        self._count, self._placed = -1, False

    def show(self, count: int) -> None:
        if count == self._count or not self._placed:
            return
        self._count = count
        self.clear_widgets()
        shown = max(count, LEAST)
        dots = [
            IconBlock("dot", coloured(self._style, self._accent))
            if index < count
            else IconBlock("ring", coloured(self._style, rgba(DIM)))
            for index in range(shown)
        ]
        side = dots[0].width
        step = min(side * 1.8, (self.width - side) / (shown - 1))
        left = self.x + (self.width - (shown - 1) * step - side) / 2
        for index, dot in enumerate(dots):
            dot.place(left + index * step, self.y + (self.height - dot.height) / 2)
            self.add_widget(dot)

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        self._placed = True


class PinPage(Page):
    """Digits, a way to take one back, and a check that is done beside the screen."""

    name = "pin"
    leaves_after = PIN_SECONDS

    def __init__(self, room: "Room") -> None:
        super().__init__(room)
        if room.tries is None:
            room.tries = Tries(room.settings.data, room.settings.pin_hash)
            room.aside(room.tries.prepare, lambda _none: None)
        self._tries = room.tries
        self._checking, self._ticks = False, 0
        sizes, styles = self.sizes, self.styles
        margin, gap = sizes.margin, sizes.u(1.5)
        side = max(sizes.target, min(sizes.u(15), (self.height - 2 * margin - 3 * gap - sizes.u(4)) / 4))
        if sizes.portrait:
            pad_width = min(self.width - 2 * margin, 3 * sizes.u(19) + 2 * gap)
            text_width = self.width - 2 * margin
        else:
            pad_width = min(self.width * 0.42 - margin, 3 * sizes.u(19) + 2 * gap)
            text_width = self.width - 3 * margin - pad_width
        self._head = Flow(min(text_width, sizes.u(80)), styles.small())
        align = centred if sizes.portrait else lambda style: style
        self._head.add(Divider(self._head.width, sizes.u(5), styles.accent, left=not sizes.portrait))
        self._head.gap(sizes.u(3))
        self._head.add(TextBlock(room.say(say("For staff")), align(styles.title()), self._head.width))
        self._head.gap(sizes.u(0.5))
        hint = room.say(say("Enter the PIN."))
        self._head.add(TextBlock(hint, align(styles.body()), self._head.width))
        self._align, self._said = align, NOTHING
        self._note: TextBlock | None = None
        note_height = 3 * styles.body().pitch
        pad_height = 4 * side + 3 * gap
        dots = Dots(pad_width, styles)
        self.dots = dots
        if sizes.portrait:
            total = self._head.height + note_height + dots.height + pad_height + sizes.u(4)
            top = self.bottom + (self.height + total) / 2
            head_x = (self.width - self._head.width) / 2
            pad_x = (self.width - pad_width) / 2
            pad_top = top - self._head.height - note_height - dots.height - sizes.u(4)
            dots_y = pad_top + sizes.u(2)
        else:
            total = dots.height + sizes.u(2) + pad_height
            middle = self.bottom + self.height / 2
            top = middle + (self._head.height + note_height) / 2
            head_x = margin + max(0, (text_width - self._head.width) / 2)
            pad_x = self.width - margin - pad_width - max(0, (self.width * 0.42 - margin - pad_width) / 2)
            pad_top = middle + total / 2 - dots.height - sizes.u(2)
            dots_y = pad_top + sizes.u(2)
        for block in self._head.finish(head_x, top):
            self.add_widget(block)
        self._note_at = (head_x, top - self._head.height - sizes.u(1))
        dots.place(pad_x, dots_y)
        self.add_widget(dots)
        self._add_keys(pad_x, pad_top, ((pad_width - 2 * gap) / 3, side), gap)
        self._show()

    @property
    def busy(self) -> bool:
        return self._checking

    def tick(self) -> None:
        self._show()
        self._ticks += 1
        if self._ticks % SAVE_TICKS == 0 and self._tries.wait:
            self.room.aside(self._tries.save, lambda _none: None)

    def _add_keys(self, x: float, top: float, side: tuple[float, float], gap: float) -> None:
        signs = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "erase", "0", "check"]
        for index, sign in enumerate(signs):
            row, column = divmod(index, 3)
            act = {"erase": self._erase, "check": self._check}.get(sign) or self._digit(sign)
            key = Key(sign, self.styles, side, act, f"key-{sign}")
            key.place(x + column * (side[0] + gap), top - (row + 1) * side[1] - row * gap)
            self.add_widget(key)

    def _digit(self, sign: str) -> Callable[[], None]:
        def enter() -> None:
            if not self._checking and len(self.room.digits) < MOST:
                self.room.digits += sign
                self._say(NOTHING)

        return enter

    def _erase(self) -> None:
        if not self._checking:
            self.room.digits = self.room.digits[:-1]
            self._say(NOTHING)

    def _check(self) -> None:
        pin, tries = self.room.digits, self._tries
        if self._checking or not pin or tries.wait > 0:
            return
        self._checking, self.room.digits = True, ""
        self._say(say("One moment"))

        def check() -> "Message | None":
            """None for the right one, otherwise what to say."""
            try:
                if not tries.begin():
                    return NOTHING
            except StorageError:
                return say(
                    "The kiosk cannot write to its disk, so it cannot count tries. The menu stays shut."
                )
            if not fits(self.room.settings.pin_hash, pin):
                log.warning("staff: a wrong PIN, number %d; the wait is %.0f s", tries.wrong, tries.wait)
                return say("That is not the PIN.")
            tries.right()
            return None

        self.room.aside(check, self._checked)

    def _checked(self, refused: "Message | None") -> None:
        self._checking = False
        if refused is None:
            log.info("staff: the PIN was right")
            self.room.enter()
        else:
            self._say(refused)

    def _say(self, message: Message) -> None:
        self._said = message
        self._show()

    def _show(self) -> None:
        """The dots, and what there is to say of now."""
        self.dots.show(len(self.room.digits))
        wait = ceil(self._tries.wait) if not self._checking else 0
        waiting = NOTHING
        if wait:
            waiting = say("The next try can be made in {time}.", time=clock(wait))
        words = both(self._said, waiting)
        text = self.room.say(words) if words else None
        if text is not None and self._note is not None and self._note.text == text.text:
            return
        if self._note is not None:
            self.remove_widget(self._note)
            self._note = None
        if text is not None:
            colour = self.styles.accent if self._checking else rgba(BROKEN)
            style = self._align(coloured(self.styles.body(), colour))
            self._note = TextBlock(text, style, self._head.width)
            self._note.place(self._note_at[0], self._note_at[1] - self._note.height)
            self.add_widget(self._note)


def clock(seconds: int) -> str:
    """0:15, 1:04:00."""
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
