"""Visitors who touch anything anyhow: taps, drags, pinches, whole hands, at random from a seed."""

import math
from collections import Counter
from collections.abc import Callable
from random import Random

from kivy.core.window import Window

from kiosk.languages import LANGUAGES
from kiosk.ui.navigation import GALLERIES, RESTING
from tests.ui.hands import Finger, Point
from tests.ui.visit import Visit

EDGE = 200.0
"""A finger that is dragged off the screen is reported so far outside of it by no device, and more by none."""
LONG_WAY = 0.5
"""Seconds of a frame while nobody touches."""
AWAY = 0.035
"""How often a visitor walks away after a touch."""


class Restless:
    """One after the other in front of the same kiosk. Counts what they do in ``done``."""

    def __init__(self, visit: Visit, seed: int) -> None:
        self.visit, self.random = visit, Random(seed)
        self.done: Counter[str] = Counter()
        self.seconds = 0.0
        """How long they have been at it, by the kiosk's clock."""
        self._gestures: tuple[tuple[int, Callable[[], None]], ...] = (
            (26, self.tap),
            (26, self.touch_something),
            (5, self.double_tap),
            (12, self.drag),
            (8, self.fling),
            (4, self.drag_off),
            (4, self.swipe_in),
            (6, self.pinch),
            (4, self.five_fingers),
            (2, self.palm),
            (2, self.long_press),
            (1, self.finger_that_stays),
        )

    def touch(self) -> None:
        """One touch of whatever kind, a pause, and a look at the screen."""
        weights = [weight for weight, _ in self._gestures]
        (gesture,) = self.random.choices([each for _, each in self._gestures], weights)
        self.done[gesture.__name__] += 1
        before = self.visit.hall.now
        gesture()
        self._pause()
        self.seconds += self.visit.hall.now - before
        self.look()

    def look(self) -> None:
        """There is one screen, and home is one tap away."""
        visit = self.visit
        assert Window.children == [visit.stage]
        assert visit.screen is not None
        assert visit.screen.parent is visit.stage
        if visit.stage.presence.question is None and visit.place.screen not in RESTING:
            names = {each.name for each in visit.targets() if each.enabled}
            ways = {"home", *(f"choose-{language}" for language in LANGUAGES)}
            assert visit.place == GALLERIES or names & ways, f"no way home from {visit.place}: {names}"

    def go_home(self) -> None:
        """The way there is taken: one tap, after one that answers a question or wakes the kiosk."""
        visit = self.visit
        if visit.stage.presence.question is not None:
            visit.touch("stay")
        if visit.place.screen in RESTING:
            visit.touch_at((600, 400))
            visit.settle()
        visit.touch("choose-en" if visit.place.screen == "languages" else "home")
        assert visit.place == GALLERIES

    # One finger ---------------------------------------------------------------------------------

    def tap(self) -> None:
        self._lift(self._put([self._somewhere()]))

    def touch_something(self) -> None:
        found = [each for each in self.visit.targets() if 0 < each.box.centre[1] < Window.height]
        if found:
            self._lift(self._put([self.random.choice(found).box.centre]))

    def double_tap(self) -> None:
        at = self._somewhere()
        for _ in range(2):
            self._lift(self._put([at]))

    def long_press(self) -> None:
        (finger,) = self._put([self._somewhere()])
        for _ in range(6):
            self.visit.hall.frame(LONG_WAY)
        self._lift([finger])

    def drag(self) -> None:
        self._move([self._somewhere()], [self._somewhere()], self.random.randint(4, 12))

    def fling(self) -> None:
        x, y = self._somewhere()
        self._move([(x, y)], [(x, y + self.random.choice((-400, 400)))], 3)

    def drag_off(self) -> None:
        angle = self.random.uniform(0, 2 * math.pi)
        way = max(Window.system_size) + EDGE
        start = self._somewhere()
        self._move([start], [(start[0] + way * math.cos(angle), start[1] + way * math.sin(angle))], 8)

    def swipe_in(self) -> None:
        width, height = Window.system_size
        x, y = self._somewhere()
        start = self.random.choice([(0.0, y), (width - 1.0, y), (x, 0.0), (x, height - 1.0)])
        self._move([start], [(width / 2, height / 2)], 6)

    # Several ------------------------------------------------------------------------------------

    def pinch(self) -> None:
        x, y = self._somewhere()
        start, end = self.random.uniform(40, 400), self.random.uniform(40, 400)
        self._move(
            [(x - start / 2, y), (x + start / 2, y)],
            [(x - end / 2, y), (x + end / 2, y)],
            self.random.randint(4, 10),
        )

    def five_fingers(self) -> None:
        """Each goes its own way, or all turn together."""
        starts = [self._somewhere() for _ in range(5)]
        if self.random.random() < 0.5:
            x, y = self._somewhere()
            starts = [
                (x + 120 * math.cos(angle), y + 120 * math.sin(angle)) for angle in (0.2, 1.1, 1.7, 2.3, 3.9)
            ]
        self._move(starts, [self._somewhere() for _ in starts], 6)

    def palm(self) -> None:
        """Many small spots at once, which tremble and go one after the other."""
        x, y = self._somewhere()
        spots = [self._near((x, y), 90) for _ in range(self.random.randint(6, 12))]
        self._move(spots, [self._near(each, 6) for each in spots], 3)

    def finger_that_stays(self) -> None:
        """One rests on the screen, or a drop of water does, while others tap."""
        resting = self._put([self._somewhere()])
        for _ in range(3):
            self.tap()
        self._lift(resting)

    # What they are made of ----------------------------------------------------------------------

    def _somewhere(self) -> Point:
        width, height = Window.system_size
        return self.random.uniform(0, width - 1), self.random.uniform(0, height - 1)

    def _near(self, point: Point, most: float) -> Point:
        return point[0] + self.random.uniform(-most, most), point[1] + self.random.uniform(-most, most)

    def _put(self, points: list[Point]) -> list[Finger]:
        fingers = [self.visit.hall.hands.put(each) for each in points]
        self.visit.hall.frame()
        return fingers

    def _move(self, starts: list[Point], ends: list[Point], steps: int) -> None:
        fingers = self._put(starts)
        for step in range(1, steps + 1):
            for finger, start, end in zip(fingers, starts, ends, strict=True):
                share = step / steps
                to = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
                self.visit.hall.hands.move(finger, to)
            self.visit.hall.frame()
        self._lift(fingers)

    def _lift(self, fingers: list[Finger]) -> None:
        self.random.shuffle(fingers)
        for finger in fingers:
            self.visit.hall.hands.lift(finger)
            if self.random.random() < 0.5:
                self.visit.hall.frame()
        self.visit.hall.frame()
        self.visit.hall.frame()

    def _pause(self) -> None:
        """A moment, as a rule; a visitor who has gone, now and then."""
        away = self.random.random() < AWAY
        seconds = self.random.uniform(30, 180) if away else self.random.expovariate(1.0)
        while seconds > 0:
            step = min(seconds, LONG_WAY)
            self.visit.hall.live_frame() if step < LONG_WAY else self.visit.hall.frame(step)
            seconds -= step
