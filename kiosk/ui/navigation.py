"""Where the visitor is, and the way back. No Kivy, no pictures: places and their scroll positions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

ScreenName = Literal[
    "attract",
    "languages",
    "galleries",
    "gallery",
    "record",
    "viewer",
    "film",
    "about",
    "error",
    "quiet",
    "configuration",
    "closed",
]


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the kiosk; enough to draw its screen again in any language."""

    screen: ScreenName
    gallery: str = ""
    record: int = 0
    """The record's number in the edition."""
    theme: str | None = None
    material: str | None = None
    picture: int = 0
    film: int = 0

    def __str__(self) -> str:
        """For the log."""
        return " ".join(filter(None, (self.screen, self.gallery, str(self.record or ""))))


ATTRACT = Place("attract")
LANGUAGES = Place("languages")
GALLERIES = Place("galleries")
ABOUT = Place("about")
ERROR = Place("error")
QUIET = Place("quiet")
CONFIGURATION = Place("configuration")
CLOSED = Place("closed")

#: Screens of a kiosk that nobody is using.
RESTING = frozenset({"attract", "quiet", "configuration", "closed"})

#: Screens that are not places of a visit: going on from them forgets them.
_PASSING = RESTING | {"languages", "error"}


@dataclass(frozen=True, slots=True)
class Reading:
    """Where on a page somebody reads, to be found again in another language or text size.

    The line that is read lies as far down the window as the page is scrolled: the first line at the
    beginning, the last one at the end.
    """

    share: float
    """How far the page is scrolled, 0 to 1; for what is held: how far down the window it lies."""
    block: int
    """Which block of the page is read."""
    within: float
    """How far down in it, 0 to 1."""
    held: bool = False
    """The page lends room below its end where it is too short to scroll as far: what a finger has touched
    stays under it."""


@dataclass(slots=True)
class Stop:
    """A place in the history with what the screen wants to find again."""

    place: Place
    reading: Reading | None = None


@dataclass(slots=True)
class Navigation:
    """The history of one visit. ``on_change`` is called after each move."""

    on_change: Callable[[], None]
    _stops: list[Stop] = field(default_factory=lambda: [Stop(ATTRACT)])

    @property
    def here(self) -> Place:
        return self._stops[-1].place

    @property
    def stop(self) -> Stop:
        return self._stops[-1]

    @property
    def can_go_back(self) -> bool:
        return len(self._stops) > 1

    def go(self, place: Place) -> None:
        """Go to a new place and remember this one."""
        if place == self.here:
            return
        if self.here.screen in _PASSING or place.screen in _PASSING:
            self._stops.clear()
        if place.screen not in _PASSING and place != GALLERIES and not self._stops:
            self._stops.append(Stop(GALLERIES))
        self._stops.append(Stop(place))
        self.on_change()

    def replace(self, place: Place) -> None:
        """Change the place without a step in the history (next record, another filter)."""
        if place == self.here:
            return
        here = self.here
        if (place.screen, place.gallery, place.record) == (here.screen, here.gallery, here.record):
            # Another picture, another filter: the page stays where it was scrolled.
            self._stops[-1].place = place
        else:
            self._stops[-1] = Stop(place)
        self.on_change()

    def back(self) -> None:
        if self.can_go_back:
            self._stops.pop()
            self.on_change()

    def home(self) -> None:
        if self.here != GALLERIES:
            self._stops = [Stop(GALLERIES)]
            self.on_change()

    @property
    def places(self) -> list[Place]:
        """From the first to where the visitor is."""
        return [stop.place for stop in self._stops]

    def rewrite(self, places: Sequence[Place | None]) -> None:
        """Exchange the places of the history, in their order, for those of another edition, or for none.

        Nobody is told, for the visitor has not moved.
        """
        for stop, place in zip(self._stops, places, strict=True):
            if place is not None:
                stop.place = place
        kept = [stop for stop, place in zip(self._stops, places, strict=True) if place is not None]
        once = [stop for index, stop in enumerate(kept) if not index or stop.place != kept[index - 1].place]
        self._stops = once or [Stop(GALLERIES)]

    def reset(self, place: Place = ATTRACT) -> None:
        """End the visit."""
        self._stops = [Stop(place)]
        self.on_change()
