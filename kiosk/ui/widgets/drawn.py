"""What is only drawn, and what holds it.

A text or a rule that nobody touches is no widget: a Kivy widget takes ten times as long to make, and is
some 85 objects for Python's collector. A page has a hundred of them.
"""

from collections.abc import Iterator
from typing import Any, Protocol

from kivy.graphics import Canvas
from kivy.uix.widget import Widget


class Drawn:
    """A drawing with a size of its own that is placed once, on a ``canvas`` of its own."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = round(width), round(height)
        self.x = self.y = 0
        self.parent: Widget | None = None
        self.canvas = Canvas()

    def place(self, x: float, y: float) -> None:
        """Move to ``x, y`` (lower left corner)."""
        self.x, self.y = round(x), round(y)

    @property
    def pos(self) -> tuple[int, int]:
        return self.x, self.y

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height

    @property
    def top(self) -> int:
        return self.y + self.height

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def center_x(self) -> float:
        return self.x + self.width / 2

    @property
    def center_y(self) -> float:
        return self.y + self.height / 2

    @property
    def opacity(self) -> float:
        return float(self.canvas.opacity)

    @opacity.setter
    def opacity(self, opacity: float) -> None:
        self.canvas.opacity = opacity


class Sleeper(Protocol):
    """Something that is drawn when it is seen."""

    y: int

    @property
    def top(self) -> int: ...

    @property
    def asleep(self) -> bool: ...

    def wake(self) -> None: ...


class Holder(Widget):
    """A widget that also takes what is only drawn, in the order in which it is added."""

    def __init__(self, **properties: Any) -> None:
        self.drawn: list[Drawn] = []
        """Added and not removed."""
        super().__init__(**properties)

    def add_widget(self, widget: Any, *arguments: Any, **options: Any) -> None:
        if isinstance(widget, Drawn):
            widget.parent = self
            self.drawn.append(widget)
            self.canvas.add(widget.canvas)
        else:
            super().add_widget(widget, *arguments, **options)

    def remove_widget(self, widget: Any) -> None:
        if isinstance(widget, Drawn):
            widget.parent = None
            self.drawn.remove(widget)
            self.canvas.remove(widget.canvas)
        else:
            super().remove_widget(widget)

    def clear_widgets(self, children: Any = None) -> None:
        for drawn in list(self.drawn) if children is None else ():
            self.remove_widget(drawn)
        super().clear_widgets(children)

    def sleepers(self) -> Iterator[Sleeper]:
        """Everything inside that is asleep."""
        for drawn in self.drawn:
            if getattr(drawn, "asleep", False):
                yield drawn  # type: ignore[misc]
        for child in self.children:
            if isinstance(child, Holder):
                yield from child.sleepers()
