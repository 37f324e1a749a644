"""A visit: what a visitor does and sees, step by step, in the real window."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kivy.core.window import Window
from kivy.uix.widget import Widget

from kiosk.languages import Language
from kiosk.ui.app import KioskApp
from kiosk.ui.navigation import Place
from kiosk.ui.screens.attract import AttractScreen
from kiosk.ui.stage import Stage
from kiosk.ui.widgets.card_grid import CardGrid
from kiosk.ui.widgets.scroll_area import ScrollArea
from tests.ui import eyes
from tests.ui.eyes import Box, Written
from tests.ui.hall import FRAME_SECONDS, Hall
from tests.ui.hands import Finger, Point

MOST_FRAMES = 3000
FLING_STEPS = 6


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be touched, where it is drawn."""

    name: str
    box: Box
    widget: Any
    """The widget; for a card of a grid, the grid."""
    area: ScrollArea | None
    """The page that it scrolls with."""
    enabled: bool = True


class Visit:
    """One visitor in front of a fresh kiosk."""

    def __init__(self, hall: Hall, app: KioskApp) -> None:
        assert app.stage is not None
        self.hall, self.app, self.stage = hall, app, app.stage

    # What is there ------------------------------------------------------------------------------

    @property
    def place(self) -> Place:
        return self.stage.navigation.here

    @property
    def screen(self) -> Any:
        return self.stage.screen

    @property
    def language(self) -> Language:
        return self.stage.language

    def written(self) -> list[Written]:
        """Every text of the screen, also what is scrolled out of sight; no icons."""
        return [each for each in eyes.read() if not each.is_icon]

    def texts(self) -> list[str]:
        """The texts that can be seen now, each with its lines joined."""
        return [" ".join(each.lines) for each in self.written() if each.is_seen]

    def shows(self, text: str) -> bool:
        """True when ``text`` stands somewhere within sight; line breaks do not matter."""
        return any(_bare(text) in _bare(each) for each in self.texts())

    def says(self, text: str) -> bool:
        """True when the screen has ``text``, within sight or further down the page."""
        return any(_bare(text) in _bare("".join(each.lines)) for each in self.written())

    @property
    def front(self) -> Widget:
        """What takes the touches: the staff's room, the question, or the stage."""
        room = self.stage.door.room if self.stage.door is not None else None
        return room or self.stage.presence.question or self.stage

    def targets(self) -> list[Target]:
        """Everything that can be touched."""
        return list(_targets(self.front, None, 0.0, 0.0))

    def target(self, name: str) -> Target:
        found = [each for each in self.targets() if each.name == name]
        names = sorted(each.name for each in self.targets())
        assert found, f"there is nothing called {name!r} on {self.place}; there are {names}"
        assert len(found) == 1, f"{name!r} is there {len(found)} times"
        return found[0]

    def has(self, name: str) -> bool:
        return any(each.name == name for each in self.targets())

    def label(self, name: str) -> str:
        """The words on a button."""
        widget = self.target(name).widget
        return " ".join(line for each in self.written() if widget in each.owners for line in each.lines)

    def card(self, record_id: str) -> str:
        """The name of a record's card."""
        keys = self.stage.opened().record_keys(self.place.gallery)
        rows = {row.record_id: row.key for row in self.stage.opened().cards(keys)}
        return f"card-{rows[record_id]}"

    @property
    def record_id(self) -> str:
        """Of the record that is shown."""
        return self.stage.opened().record(self.place.record).record_id

    # Time ---------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Until all pictures are there and nothing moves by itself."""
        self.hall.until(lambda: self.stage.pictures.idle, f"the pictures of {self.place}")
        for _ in range(MOST_FRAMES):
            if self._at_rest():
                break
            self.hall.frame()
        else:
            raise AssertionError(f"{self.place} does not come to rest")
        self.hall.frame()
        self.hall.until(lambda: self.stage.pictures.idle, f"the pictures of {self.place}")
        self.hall.draw()

    def _at_rest(self) -> bool:
        screen = self.screen
        if self.stage.transition.running:
            return False
        if isinstance(screen, AttractScreen):
            return screen.at_rest
        zoom_area = getattr(screen, "zoom_area", None)
        if zoom_area is not None and not zoom_area.at_rest:
            return False
        return screen.scroll is None or not screen.scroll.kinetic.moving

    def wait(self, seconds: float) -> None:
        """Let time pass frame by frame."""
        for _ in range(math.ceil(seconds / FRAME_SECONDS)):
            self.hall.frame()

    def leave_alone(self, seconds: float) -> None:
        """Walk away: time passes in large steps, which is all that a resting kiosk notices."""
        for _ in range(math.ceil(seconds / 0.5)):
            self.hall.frame(0.5)

    # Hands --------------------------------------------------------------------------------------

    def touch(self, name: str) -> None:
        """Find a button, a picture or a card by its name, bring it into sight, and touch its middle."""
        self.touch_at(self.bring_into_sight(name).centre)
        self.settle()

    def bring_into_sight(self, name: str) -> Box:
        """Find a thing by its name and scroll to it if need be."""
        found = self.target(name) if self.has(name) else self._search(name)
        return self._brought_into_sight(found)

    def touch_nth(self, name: str, number: int) -> None:
        """Touch one of several things that have the same name, counted from the top."""
        found = sorted((each for each in self.targets() if each.name == name), key=lambda each: -each.box.top)
        self.touch_at(self._brought_into_sight(found[number]).centre)
        self.settle()

    def touch_at(self, point: Point) -> None:
        self._tap(point)
        self.hall.a_moment_later()

    def _tap(self, point: Point) -> None:
        finger = self.hall.hands.put(point)
        self.hall.frame()
        self.hall.hands.lift(finger)
        self.hall.frame()
        self.hall.frame()

    def double_tap(self, point: Point) -> None:
        self._tap(point)
        self._tap(point)
        self.hall.a_moment_later()
        self.settle()

    def drag(self, start: Point, end: Point, steps: int = 10, rest: bool = True) -> None:
        """One finger from ``start`` to ``end``; it rests before it lifts unless it is a fling."""
        hands = self.hall.hands
        finger = hands.put(start)
        self.hall.frame()
        for step in range(1, steps + 1):
            hands.move(finger, _between(start, end, step / steps))
            self.hall.frame()
        if rest:
            self.wait(0.2)
        hands.lift(finger)
        self.hall.frame()
        self.hall.a_moment_later()

    def fling(self, upwards: float = 300.0) -> None:
        """Throw the page by a quick movement in its middle; ``upwards`` px of finger, negative downwards."""
        area = self.screen.scroll
        x, y = area.center
        self.drag((x, y - upwards / 2), (x, y + upwards / 2), FLING_STEPS, rest=False)

    def pinch(self, at: Point, start: float, end: float, steps: int = 12) -> None:
        """Two fingers around ``at``, ``start`` px apart, then ``end``."""
        hands = self.hall.hands
        fingers: list[Finger] = []
        for side in (-1, 1):
            fingers.append(hands.put((at[0] + side * start / 2, at[1])))
            self.hall.frame()
        for step in range(1, steps + 1):
            apart = start + (end - start) * step / steps
            for finger, side in zip(fingers, (-1, 1), strict=True):
                hands.move(finger, (at[0] + side * apart / 2, at[1]))
            self.hall.frame()
        for finger in fingers:
            hands.lift(finger)
            self.hall.frame()
        self.hall.a_moment_later()
        self.settle()

    def _brought_into_sight(self, target: Target) -> Box:
        """Scroll until the middle of ``target`` is seen; where it is then."""
        area, box = target.area, target.box
        if area is None or area.y + 20 < box.centre[1] < area.top - 20:
            return box
        before = area.offset
        wanted = area.kinetic.position + area.center_y - box.centre[1]
        area.scroll_to(wanted)
        self.settle()
        return box.moved(0, area.offset - before)

    def _search(self, name: str) -> Target:
        """Go down the page until a card comes into being."""
        area = self.screen.scroll
        position = 0.0
        while area is not None and position < area.kinetic.limit:
            position += area.height / 2
            area.scroll_to(position)
            self.hall.frame()
            if self.has(name):
                break
        return self.target(name)

    # The end of it ------------------------------------------------------------------------------

    def resize(self, width: int, height: int) -> None:
        """Turn the screen, or take another one."""
        self.hall.resize(width, height)
        self.hall.until(lambda: tuple(self.stage.size) == (width, height), "a stage of the new size")
        self.settle()

    def close(self) -> None:
        self.app.dispatch("on_stop")
        for child in list(Window.children):
            Window.remove_widget(child)


def stage_of(app: KioskApp) -> Stage:
    assert app.stage is not None
    return app.stage


def _bare(text: str) -> str:
    return "".join(text.split())


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _targets(widget: Any, area: ScrollArea | None, x: float, y: float) -> Iterator[Target]:
    """Touchable widgets below ``widget``, whose own pixels begin at ``x, y`` of the window."""
    if isinstance(widget, CardGrid):
        for card in list(widget._cards.values()):
            left, bottom, width, height = widget._box(card)
            yield Target(f"card-{card.key}", Box.of((left + x, bottom + y), (width, height)), widget, area)
        return
    name = getattr(widget, "name", None)
    if name and (hasattr(widget, "on_tap") or hasattr(widget, "ripple_alpha") or hasattr(widget, "value")):
        enabled = not widget.disabled
        yield Target(name, Box.of((widget.x + x, widget.y + y), widget.size), widget, area, enabled)
        return
    if isinstance(widget, ScrollArea):
        area, x, y = widget, widget.x, float(widget.offset)
    for child in widget.children:
        yield from _targets(child, area, x, y)
