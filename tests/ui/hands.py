"""A visitor's hands: touches that go through all of Kivy's input pipeline, as a touch screen's do."""

from typing import Any

from kivy.core.window import Window
from kivy.input.motionevent import MotionEvent
from kivy.input.provider import MotionEventProvider

Point = tuple[float, float]
"""Window pixels from the lower left corner."""


class Finger(MotionEvent):
    """One finger, from the moment it touches to the moment it lifts."""

    def depack(self, args: Any) -> None:
        self.sx, self.sy = args
        self.profile = ("pos",)
        super().depack(args)


class Hands(MotionEventProvider):
    """Kivy asks it for news in every frame, like any other input device."""

    def __init__(self) -> None:
        super().__init__("hands", "")
        self._count = 0
        self._news: list[tuple[str, Finger]] = []

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def update(self, dispatch_fn: Any) -> None:
        news, self._news = self._news, []
        for event in news:
            dispatch_fn(*event)

    def put(self, at: Point) -> Finger:
        """A finger touches the screen in the coming frame."""
        self._count += 1
        finger = Finger("hands", self._count, _share(at), is_touch=True, type_id="touch")
        self._news.append(("begin", finger))
        return finger

    def move(self, finger: Finger, to: Point) -> None:
        finger.move(_share(to))
        self._news.append(("update", finger))

    def lift(self, finger: Finger) -> None:
        finger.update_time_end()
        self._news.append(("end", finger))


def _share(point: Point) -> Point:
    """As shares of the window, as devices report."""
    width, height = Window.system_size
    return point[0] / max(1.0, width - 1.0), point[1] / max(1.0, height - 1.0)
