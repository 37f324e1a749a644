"""The real kiosk in a window of its own process, driven frame by frame.

``python -m tests.bench.inside JOURNEY DATA`` prints what the journey measured as one line of JSON. Times are
milliseconds. A frame's *drawing* is from the window's ``on_draw`` until ``glFinish`` returns after the flip;
all the rest of it is *Python*: the clock's events, touches, uploads of pictures. Python is given in processor
time of the main thread, which other programs on this machine do not disturb, and on the clock.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

SIZE = (1920, 1080)
RECORDS = 12
FLING_SECONDS = 12.0
FLING_SPEED = 9000.0
"""px/s: a strong fling of a finger on 1080 lines."""
SLOW_SPEED = 1500.0
"""px/s at which the next fling is made."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame, ms."""

    whole: float
    python: float
    """Processor time of the main thread without drawing."""
    clock: float
    """The same on the clock."""
    drawn: bool


class Kiosk:
    """One kiosk, as ``kiosk run`` makes it, whose frames are counted here."""

    def __init__(self, data: Path) -> None:
        from kiosk.ui import window

        # No limit of frames: what a frame takes is what is asked.
        window.configure(*SIZE, fullscreen=False, maxfps=0)
        window.open_window()
        from kivy.base import EventLoop, runTouchApp
        from kivy.core.window import Window
        from kivy.graphics.opengl import glFinish

        from kiosk.config import Config
        from kiosk.start import stage_settings
        from kiosk.ui.app import KioskApp

        settings = replace(
            stage_settings(Config(default_language="kk")), idle_seconds=1e9, attract_motion=False
        )
        self.app = KioskApp(settings, data)
        self._loop, self.window = EventLoop, Window
        self._began = self._ended = (0.0, 0.0)
        flip = Window.flip

        def flipped() -> None:
            flip()
            glFinish()
            self._ended = time.perf_counter(), time.thread_time()

        Window.flip = flipped
        Window.bind(on_draw=self._drawing)
        self.app._run_prepare()
        runTouchApp(embedded=True)
        assert self.app.stage is not None
        self.stage = self.app.stage
        # The first visitor comes when the kiosk has made itself ready.
        while self.app.warm_up is None or not self.app.warm_up.done:
            self.frame()
            time.sleep(0.005)

    def _drawing(self, *_: Any) -> None:
        self._began = time.perf_counter(), time.thread_time()

    def frame(self) -> Frame:
        """What Kivy's main loop does for one frame."""
        self._began = self._ended = (0.0, 0.0)
        wall, work = time.perf_counter(), time.thread_time()
        self._loop.idle()
        self.window.mainloop()
        wall, work = time.perf_counter() - wall, time.thread_time() - work
        drawing = self._ended[0] - self._began[0], self._ended[1] - self._began[1]
        return Frame(wall * 1000, (work - drawing[1]) * 1000, (wall - drawing[0]) * 1000, self._began[0] > 0)

    def redraw(self) -> float:
        """Drawing this screen once more, nothing else: ms."""
        self.window.canvas.ask_update()
        return self.frame().whole

    def settle(self) -> None:
        """Until nothing is under way."""
        still = 0
        while still < 10:
            still = 0 if self.frame().drawn or not self.stage.pictures.idle else still + 1
            time.sleep(0.001)

    def act(self, action: Callable[[], object]) -> dict[str, float]:
        """``action``, and frames until everything on the screen is there."""
        self.settle()
        redraw = sorted(self.redraw() for _ in range(5))[2]
        wall, work = time.perf_counter(), time.thread_time()
        action()
        work = (time.thread_time() - work) * 1000
        frame = self.frame()
        python, frames = work + frame.python, 1
        first = (time.perf_counter() - wall) * 1000
        while not self.stage.pictures.idle:
            work = time.thread_time()
            self.frame()
            frames += 1
        full = (time.perf_counter() - wall) * 1000 if frames > 1 else first
        return {"python": python, "first": first, "full": full, "frames": frames, "redraw": redraw}


def languages(kiosk: Kiosk, places: list[Any]) -> Iterator[dict[str, Any]]:
    """At each place: Kazakh, then the three others, then Kazakh again, which has been seen."""
    for place in places:
        kiosk.stage.set_language("kk")
        kiosk.stage.navigation.go(place)
        kiosk.settle()
        for language in ("zh", "en", "ru", "kk"):
            found: dict[str, Any] = kiosk.act(lambda to=language: kiosk.stage.set_language(to))
            yield {"language": language, **found}


def language_record(kiosk: Kiosk) -> object:
    from kiosk.ui.navigation import Place

    keys = kiosk.stage.opened().record_keys("saka")
    step = max(1, len(keys) // RECORDS)
    return list(languages(kiosk, [Place("record", "saka", key) for key in keys[step // 2 :: step]]))


def language_gallery(kiosk: Kiosk) -> object:
    from kiosk.ui.navigation import Place

    # Down in the grid, where the visitor has flung: rows that no language has shown before.
    found = []
    for part in range(RECORDS):
        place = Place("gallery", "saka")
        kiosk.stage.navigation.go(place)
        assert kiosk.stage.screen is not None and kiosk.stage.screen.scroll is not None
        kiosk.stage.screen.scroll.scroll_to_fraction(part / RECORDS)
        found += languages(kiosk, [place])
        kiosk.stage.navigation.home()
    return found


def open_gallery(kiosk: Kiosk) -> object:
    from kiosk.ui.navigation import GALLERIES, Place

    kiosk.stage.navigation.go(GALLERIES)
    found = []
    for _ in range(8):
        found.append(kiosk.act(lambda: kiosk.stage.navigation.go(Place("gallery", "saka"))))
        kiosk.stage.navigation.home()
    return found


def fling_anew(kiosk: Kiosk) -> object:
    """As if every record had pictures of its own: hardly any is kept."""
    kiosk.stage.pictures._cache_bytes = 2_000_000
    return fling(kiosk)


def fling(kiosk: Kiosk) -> object:
    from kiosk.ui.navigation import Place

    kiosk.stage.navigation.go(Place("gallery", "saka"))
    kiosk.settle()
    screen: Any = kiosk.stage.screen
    scroll, grid = screen.scroll, screen.grid
    frames: list[Frame] = []
    bare, seen = 0, 0
    usage = resource.getrusage(resource.RUSAGE_SELF)
    start = time.perf_counter()
    while time.perf_counter() < start + FLING_SECONDS:
        if abs(scroll.kinetic.speed) < SLOW_SPEED:
            scroll.fling(FLING_SPEED)
        frames.append(kiosk.frame())
        bottom, top = scroll.view
        for card in grid._cards.values():
            if card.y < top and card.y + grid.shape.row_height > bottom:
                seen, bare = seen + 1, bare + (card.picture.children[0].r < 0.9)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF)
    work = after.ru_utime + after.ru_stime - usage.ru_utime - usage.ru_stime
    return {
        "frames": len(frames),
        "seconds": seconds,
        "whole": [frame.whole for frame in frames],
        "python": [frame.python for frame in frames],
        "clock": [frame.clock for frame in frames],
        "work": work * 1000 / len(frames),
        "moved": scroll.kinetic.position,
        "bare": bare / seen,
        **memory(),
    }


def memory() -> dict[str, float]:
    """Of this process, MB: the most it ever had resident (RSS), and its share of it now (PSS)."""
    status = Path("/proc/self/status").read_text()
    most = next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]
    rollup = Path("/proc/self/smaps_rollup").read_text()
    share = next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1]
    return {"rss": int(most) / 1024, "pss": int(share) / 1024}


JOURNEYS: dict[str, Callable[[Kiosk], object]] = {
    each.__name__: each for each in (language_record, language_gallery, open_gallery, fling, fling_anew)
}


def main() -> None:
    journey, data = sys.argv[1:]
    found = JOURNEYS[journey](Kiosk(Path(data)))
    print(json.dumps(found), flush=True)
    # No way down: it is no part of what is measured.
    os._exit(0)


if __name__ == "__main__":
    main()
