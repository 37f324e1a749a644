"""A page that is dragged and flung up and down. One finger scrolls; a tap goes to what lies under it."""

from collections.abc import Callable, Sequence
from math import inf
from time import perf_counter
from typing import Any, Protocol

from kivy.clock import Clock
from kivy.graphics import Color, PopMatrix, PushMatrix, Rectangle, Translate

from kiosk.ui.kinetic import Kinetic
from kiosk.ui.navigation import Reading
from kiosk.ui.theme import DIM, rgba
from kiosk.ui.widgets.blocks import Piece
from kiosk.ui.widgets.drawn import Holder, Sleeper

READY_SECONDS = 0.003
"""How much of one frame may go into what is not seen yet."""
SLOP_UNITS = 1.6
"""A finger that moves less than this, in units of the grid, is a tap."""


class Target(Protocol):
    """What a tap may hit."""

    def press(self, down: bool) -> None: ...

    def on_tap(self) -> None: ...


class ScrollArea(Holder):
    """Shows ``content_height`` px of children through a window of its own size.

    Children are placed in the content's own pixels: 0 is the content's lower edge. A child may have
    ``on_view(bottom, top)`` to hear which part is seen, with ``prepare()`` to make a little more than that
    while the page rests, and ``target_at(x, y)`` to be tapped. Whatever is ``asleep`` anywhere inside is
    woken when it comes into view, or near it while the page rests.
    """

    def __init__(self, width: int, height: int, unit: float) -> None:
        super().__init__(size=(width, height), size_hint=(None, None))
        self.kinetic = Kinetic()
        self.content_height = height
        self.on_scrolled: Callable[[], None] = lambda: None
        self._slop = SLOP_UNITS * unit
        self._finger: Any = None
        self._dragging = False
        self._pressed: Target | None = None
        self._viewers: list[Any] = []
        self._blocks: Sequence[Piece] = []
        self._found: Reading | None = None
        self._asleep: list[Sleeper] = []
        with self.canvas.before:
            PushMatrix()
            self._translate = Translate()
        with self.canvas.after:
            PopMatrix()
            self._bar_colour = Color(*rgba(DIM, 0))
            self._bar = Rectangle(size=(max(2, round(unit / 2)), 1))
        self._tick_event = Clock.create_trigger(self._tick, 0, interval=True)
        self._look_event = Clock.create_trigger(self._look, -1)
        self._ready_event = Clock.create_trigger(self._make_ready)

    # Content ------------------------------------------------------------------------------------

    def set_content(self, children: Sequence[Piece], height: float) -> None:
        """Children are placed already, in the order of reading; ``height`` is the content's, in px."""
        self._blocks = children
        self.content_height = max(round(height), int(self.height))
        self.kinetic.limit = self.content_height - self.height
        for child in children:
            self.add_widget(child)
            if hasattr(child, "on_view"):
                self._viewers.append(child)
        self._asleep = list(self.sleepers())
        self._bar_colour.a = 0.5 if self.kinetic.limit > 0 else 0.0
        self._apply()

    @property
    def offset(self) -> int:
        """Where the content's lower edge lies in the window, in px."""
        top = self.y + self.height
        offset: int = round(top - self.content_height + self.kinetic.position)
        return offset

    @property
    def fraction(self) -> float:
        """How far the page is scrolled: 0 at its beginning, 1 at its end."""
        limit = self.kinetic.limit
        return min(max(self.kinetic.position / limit, 0.0), 1.0) if limit else 0.0

    def scroll_to_fraction(self, fraction: float) -> None:
        self.scroll_to(fraction * self.kinetic.limit)

    def scroll_to(self, position: float) -> None:
        """``position`` px from the beginning."""
        self._found = None
        self.kinetic.jump(position)
        self._apply()

    @property
    def reading(self) -> Reading | None:
        """Where somebody reads now; None for a page without blocks."""
        if self._found is not None or not self._blocks:
            # Not moved since: a shorter page in between, which cannot scroll as far, changes nothing.
            return self._found
        share = self.fraction
        line = self.content_height - share * (self.kinetic.limit + self.height)
        found = 0
        for number, block in enumerate(self._blocks):
            if block.top >= line:
                found = number
        block = self._blocks[found]
        return Reading(share, found, (block.top - line) / max(1, block.height))

    def find(self, reading: Reading) -> None:
        """Scroll to where that was, on this page."""
        if reading.share == 1.0:
            self.scroll_to_end()
        else:
            block = self._blocks[min(reading.block, len(self._blocks) - 1)]
            line = block.top - reading.within * block.height
            position = self.content_height - line - reading.share * self.height
            if reading.held:
                self.kinetic.limit = max(self.kinetic.limit, position)
            self.scroll_to(position)
        self._found = reading

    def hold(self, piece: Piece) -> None:
        """Take what ``piece`` is part of as what is read: the page may change around it."""
        holders = (piece, piece.parent)
        number = next(number for number, block in enumerate(self._blocks) if block in holders)
        top = self.view[1] - self._blocks[number].top
        self._found = Reading(top / self.height, number, 0.0, held=True)

    def scroll_to_end(self) -> None:
        self.scroll_to_fraction(1.0)

    def fling(self, speed: float) -> None:
        """Let the page fly, ``speed`` px/s downwards through the content."""
        self._found = None
        self.kinetic.speed = speed
        self._tick_event()

    def stop(self) -> None:
        for event in (self._tick_event, self._look_event, self._ready_event):
            event.cancel()

    # Touches ------------------------------------------------------------------------------------

    def on_touch_down(self, touch: Any) -> bool:
        if not self.collide_point(*touch.pos):
            return False
        if "button" in touch.profile and touch.button != "left":
            return bool(touch.is_mouse_scrolling)
        if self._finger is not None:
            return True
        was_flying = abs(self.kinetic.speed) > 150
        touch.grab(self)
        self._finger, self._dragging, self._found = touch, was_flying, None
        self.kinetic.hold(Clock.get_time())
        self._tick_event.cancel()
        if not was_flying:
            self._pressed = self._target_at(touch.x - self.x, touch.y - self.offset)
            if self._pressed is not None:
                self._pressed.press(True)
        return True

    def on_touch_move(self, touch: Any) -> bool:
        if touch is not self._finger or touch.grab_current is not self:
            return touch is self._finger
        if not self._dragging and abs(touch.y - touch.oy) > self._slop:
            self._dragging = True
            self._release_target()
        if self._dragging:
            self.kinetic.drag(touch.dy, Clock.get_time())
            self._apply()
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch is not self._finger or touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self._finger = None
        self.kinetic.release(Clock.get_time())
        if not self._dragging:
            self.kinetic.speed = 0.0
        if self._dragging or self.kinetic.moving:
            # Also a page that was on its way back over its edge, and only touched.
            self._tick_event()
        target = self._pressed
        self._release_target()
        if target is not None and abs(touch.x - touch.ox) <= 3 * self._slop:
            target.on_tap()
        return True

    def _release_target(self) -> None:
        if self._pressed is not None:
            self._pressed.press(False)
            self._pressed = None

    def _target_at(self, x: float, y: float) -> Target | None:
        for child in self.children:
            finder = getattr(child, "target_at", None)
            target: Target | None = finder(x, y) if finder else None
            if target is not None:
                return target
        return None

    # Moving -------------------------------------------------------------------------------------

    def _tick(self, seconds: float) -> None:
        self.kinetic.step(min(seconds, 0.05))
        self._apply()
        if not self.kinetic.moving:
            self._tick_event.cancel()
            self.on_scrolled()

    def _apply(self) -> None:
        offset = self.offset
        self._translate.xy = (self.x, offset)
        # Just before the frame: a page that is built and then scrolled to its old place looks once.
        self._look_event()
        length = self.height * self.height / self.content_height
        way = self.height - length
        done = self.kinetic.position / self.kinetic.limit if self.kinetic.limit else 0.0
        self._bar.size = (self._bar.size[0], round(length))
        self._bar.pos = (
            self.right - self._bar.size[0],
            round(self.y + way * (1 - min(max(done, 0.0), 1.0))),
        )

    # What is seen -------------------------------------------------------------------------------

    @property
    def view(self) -> tuple[float, float]:
        """Lower and upper edge of what is seen, in the content's pixels."""
        bottom = self.y - self.offset
        return bottom, bottom + self.height

    def _look(self, _seconds: float) -> None:
        bottom, top = self.view
        for viewer in self._viewers:
            viewer.on_view(bottom, top)
        self._wake(bottom, top)
        self._ready_event()

    def _wake(self, bottom: float, top: float, until: float = inf) -> bool:
        """Wake what meets this part; False when the time was over before."""
        for sleeper in [each for each in self._asleep if each.y < top and each.top > bottom]:
            if perf_counter() > until:
                return False
            sleeper.wake()
            self._asleep.remove(sleeper)
        return True

    def _make_ready(self, _seconds: float) -> None:
        """A little every frame while the page rests: what the next drag may show."""
        if self._finger is not None or self.kinetic.moving:
            return
        bottom, top = self.view
        until = perf_counter() + READY_SECONDS
        ready = self._wake(bottom - self.height, top + self.height, until)
        for viewer in self._viewers:
            while ready and viewer.prepare():
                ready = perf_counter() < until
        if not ready:
            self._ready_event()
