"""The touch test: every finger draws, so a dead patch of the screen is seen at once."""

from typing import TYPE_CHECKING, Any

from kivy.graphics import Color, InstructionGroup, Line, Rectangle

from kiosk.messages import say
from kiosk.ui.staff.room import Page
from kiosk.ui.styles import coloured
from kiosk.ui.theme import LINE, rgba
from kiosk.ui.widgets.blocks import TextBlock
from kiosk.ui.widgets.buttons import PlateButton

if TYPE_CHECKING:
    from kiosk.ui.staff.room import Room

INKS = (
    "#d9a441",
    "#7fc4e8",
    "#ef8f7a",
    "#8fd18a",
    "#c9a7f0",
    "#efe7d8",
    "#f2c14e",
    "#5fb3a8",
    "#e27fb1",
    "#a8b56b",
)
MOST_POINTS = 6_000
"""Of all lines together: the oldest go first."""
SQUARES = 12
"""Across the longer side: a hall's screen is checked by crossing every one of them."""


class TouchPage(Page):
    """All of the window is paper; two buttons lie on it."""

    name = "touch test"
    has_foot = False

    def __init__(self, room: "Room") -> None:
        super().__init__(room)
        sizes, styles = self.sizes, self.styles
        side = max(self.width, self.height) / SQUARES
        with self.canvas:
            Color(*rgba(LINE, 0.6))
            thin = max(1, sizes.u(0.12))
            for index in range(1, round(self.width / side) + 1):
                Rectangle(pos=(round(index * side), 0), size=(thin, self.height))
            for index in range(1, round(self.height / side) + 1):
                Rectangle(pos=(0, round(index * side)), size=(self.width, thin))
        self._paper = InstructionGroup()
        self.canvas.add(self._paper)
        self._lines: list[tuple[InstructionGroup, Line]] = []
        self._fingers: dict[Any, Line] = {}
        self._points, self._most, self._count = 0, 0, 0
        end = PlateButton(room.say(say("Back")), styles, room.back, "staff-back", icon="back")
        clear = PlateButton(room.say(say("Wipe")), styles, self._wipe, "wipe", icon="erase")
        gap = sizes.u(2)
        left = (self.width - end.width - clear.width - gap) / 2
        y = self.height / 2 - end.height / 2
        end.place(left, y)
        clear.place(left + end.width + gap, y)
        self._buttons = (end, clear)
        for button in self._buttons:
            self.add_widget(button)
        note = say("Draw over the whole screen. A line that breaks shows where it does not feel.")
        if not room.settings.all_fingers:
            note = say(
                "Draw over the whole screen. A line that breaks shows where it does not feel. This kiosk "
                "reads one finger; `touch: device` in its configuration reads all."
            )
        width = min(self.width - 2 * sizes.margin, sizes.small * 30)
        self._note = TextBlock(room.say(note), styles.small(), width)
        self._note.place((self.width - self._note.width) / 2, y - self._note.height - sizes.u(2))
        self.add_widget(self._note)
        self._told: TextBlock | None = None
        self._told_y = y + end.height + sizes.u(2)
        self._tell()

    def on_touch_down(self, touch: Any) -> bool:
        for button in self._buttons:
            if button.on_touch_down(touch):
                return True
        group = InstructionGroup()
        group.add(Color(*rgba(INKS[self._count % len(INKS)])))
        line = Line(
            points=[*touch.pos, touch.x + 0.1, touch.y], width=max(2.0, self.sizes.unit * 0.5), cap="round"
        )
        group.add(line)
        self._count += 1
        self._paper.add(group)
        self._lines.append((group, line))
        self._fingers[touch.uid] = line
        self._most = max(self._most, len(self._fingers))
        self._tell()
        return True

    def on_touch_move(self, touch: Any) -> bool:
        line = self._fingers.get(touch.uid)
        if line is None:
            return bool(super().on_touch_move(touch))
        line.points = [*line.points, *touch.pos]
        self._points += 1
        while self._points > MOST_POINTS and len(self._lines) > len(self._fingers) + 1:
            group, old = self._lines.pop(0)
            self._paper.remove(group)
            self._points -= len(old.points) // 2
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if self._fingers.pop(touch.uid, None) is None:
            return bool(super().on_touch_up(touch))
        self._tell()
        return True

    def _wipe(self) -> None:
        self._paper.clear()
        self._lines.clear()
        self._fingers.clear()
        self._points = self._most = 0
        self._tell()

    def _tell(self) -> None:
        """How many fingers there are, and the most that there were."""
        if self._told is not None:
            self.remove_widget(self._told)
        words = say("Fingers: {now}; most at once: {most}", now=len(self._fingers), most=self._most)
        style = coloured(self.styles.body(), self.styles.accent)
        self._told = TextBlock(self.room.say(words), style, self.width, natural=True, limit=False)
        self._told.place((self.width - self._told.width) / 2, self._told_y)
        self.add_widget(self._told)
