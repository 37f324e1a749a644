"""Touch screens that come and go while the kiosk runs."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from tests.outside import ROOT, SIZE, SOMEBODY, Kiosk, at_home, somebodys, somebodys_folder, started
from tests.ui.conftest import Open
from tests.ui.hall import Editions
from tests.ui.test_hours_outside import goes_on, processor_seconds
from tests.ui.test_outside import FAR, Twin, display, still
from tests.ui.test_touch_device import say, share
from tests.ui.touch_screen import Sockets, TouchScreen

__all__ = ["display"]

TAPS = 20
WATCH_SECONDS = 4.0
SPIN = 0.5
"""So much of a processor a thread that reads nothing again and again would take at least."""


@dataclass
class Hall:
    """A kiosk that reads touch screens, the sockets for those, and the same kiosk here."""

    kiosk: Kiosk
    sockets: Sockets
    twin: Twin
    ends: ExitStack
    plugged: dict[int, TouchScreen] = field(default_factory=dict)

    def plug_in(self, number: int, socket: str = "2") -> TouchScreen:
        """Returns once the kiosk has opened it."""
        node = self.sockets.plug_in(number, socket)
        screen = self.ends.enter_context(TouchScreen(node))
        self.kiosk.says(f"is read at {node}")
        self.plugged[number] = screen
        return screen

    def pull_out(self, number: int) -> None:
        self.sockets.pull_out(number)
        self.plugged.pop(number).close()
        self.kiosk.says(f"has gone from {self.sockets.dev / f'event{number}'}")

    def begin(self, screen: TouchScreen) -> None:
        """To the galleries, in Russian."""
        screen.tap(0.5, 0.4)
        self.kiosk.reaches("languages zh")
        self.twin.here.touch_at((600, 400))
        self.step(screen, "choose-ru", "galleries ru")

    def step(self, screen: TouchScreen, name: str, place: str) -> None:
        self.twin.here.settle()
        screen.tap(*share(self.twin.here.target(name).box.centre))
        self.kiosk.reaches(place)
        self.twin.here.touch(name)

    def taps(self, screen: TouchScreen) -> int:
        """Each makes the texts larger by one step: two for one would be seen."""
        for _ in range(TAPS):
            self.step(screen, "larger", "galleries ru")
        return TAPS


Starts = Callable[..., Hall]


@pytest.fixture
def hall(display: dict[str, str], editions: Editions, tmp_path: Path, open_kiosk: Open) -> Iterator[Starts]:
    with ExitStack() as ends:

        def start(more: str = "", numbers: tuple[int, ...] = ()) -> Hall:
            sockets = Sockets(tmp_path / "computer")
            nodes = {number: sockets.plug_in(number) for number in numbers}
            file = tmp_path / "config.yaml"
            file.write_text(configured(ROOT / "content", editions.shipped, more), "utf-8")
            kiosk = ends.enter_context(started(words(sockets, file), display))
            kiosk.has_begun("attract zh")
            screens = {each: ends.enter_context(TouchScreen(node)) for each, node in nodes.items()}
            return Hall(kiosk, sockets, Twin(kiosk, open_kiosk(size=SIZE, **FAR)), ends, screens)

        yield start


def configured(content: Path, data: Path, more: str = "") -> str:
    return (
        f"content: {content}\ndata: {data}\ndefault_language: zh\ntouch: device\n"
        f"display: {{diagonal_inch: 60, viewing_distance_mm: 400}}\n{more}"
    )


def words(sockets: Sockets, config: Path) -> list[str]:
    program = [sys.executable, "-m", "tests.ui.touch_screen", str(sockets.folder)]
    return [*program, "run", "--config", str(config)]


def test_a_touch_screen_is_pulled_out_and_plugged_in_again(
    hall: Starts, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a finger on it; it comes back as another number, and then as the same."""
    here = hall(numbers=(7,))
    kiosk, screen = here.kiosk, here.plugged[7]
    here.begin(screen)
    for number in (9, 8, 8):
        here.twin.here.settle()
        screen.down(0, *share(here.twin.here.target("larger").box.centre))
        (before,) = here.plugged
        here.pull_out(before)
        kiosk.reaches("galleries ru")
        here.twin.here.touch("larger")
        screen = here.plug_in(number)
        here.step(screen, "larger", "galleries ru")
        assert opened(here) == [f"event{number}"]
    taps = here.taps(screen)
    here.step(screen, "language-kk", "galleries kk")
    kiosk.stays()
    say(capsys, f"a touch screen pulled out 3 times with a finger on it; {taps} taps then were {taps}")


def test_nothing_turns_in_circles_when_the_touch_screen_has_gone(
    hall: Starts, capsys: pytest.CaptureFixture[str]
) -> None:
    here = hall("attract_motion: false\n", numbers=(7,))
    here.begin(here.plugged[7])
    still(here.kiosk)
    process = psutil.Process(here.kiosk.process.pid)
    spent = []
    for pulled_out in (False, True):
        if pulled_out:
            here.pull_out(7)
        start = processor_seconds(process)
        goes_on(process, WATCH_SECONDS)
        spent.append((processor_seconds(process) - start) / WATCH_SECONDS)
    assert opened(here) == []
    assert spent[1] - spent[0] < SPIN
    say(capsys, "processor with the touch screen {:.1%}, after it has gone {:.1%}".format(*spent))
    # The pointer is heard again, which was silent beside it.
    here.twin.step("language-kk", "galleries kk")


def test_a_touch_screen_comes_after_the_start(hall: Starts, capsys: pytest.CaptureFixture[str]) -> None:
    """And a second one: one tap is one."""
    here = hall()
    screen = here.plug_in(7)
    here.begin(screen)
    other = here.plug_in(8, "3")
    taps = here.taps(other)
    here.step(screen, "larger", "galleries ru")
    assert opened(here) == ["event7", "event8"]
    here.kiosk.stays()
    say(capsys, f"two touch screens plugged in after the start: {taps} taps of the second were {taps}")


def test_a_finger_that_is_down_when_its_touch_screen_begins_to_be_read(hall: Starts) -> None:
    """Until then the window's pointer speaks for it, and lifts it: one tap."""
    here = hall()
    here.kiosk.touch((600, 400))
    here.kiosk.reaches("languages zh")
    here.twin.here.touch_at((600, 400))
    here.twin.step("choose-ru", "galleries ru")
    here.twin.here.settle()
    x, y = here.twin.here.target("larger").box.centre
    here.kiosk.hands("mousemove", round(x), SIZE[1] - round(y), "mousedown", 1)
    screen = here.plug_in(7)
    screen.move(0, *share((x, y)))
    screen.up(0)
    here.kiosk.hands("mouseup", 1)
    here.kiosk.reaches("galleries ru")
    here.twin.here.touch("larger")
    here.step(screen, "language-kk", "galleries kk")
    here.kiosk.stays()


def test_only_the_touch_screen_at_its_place_is_read(hall: Starts, capsys: pytest.CaptureFixture[str]) -> None:
    here = hall('touch_path: "*usb-0:3:*"\n', numbers=())
    ignored = here.ends.enter_context(TouchScreen(here.sockets.plug_in(7), waits=False))
    screen = here.plug_in(8, "3")
    here.begin(screen)
    for _ in range(TAPS):
        ignored.tap(*share(here.twin.here.target("larger").box.centre))
    here.step(screen, "language-kk", "galleries kk")
    here.kiosk.stays()
    assert opened(here) == ["event8"]
    say(capsys, f"{TAPS} taps of another kiosk's touch screen: none was heard")


def test_a_touch_screen_that_may_not_be_read_at_first(
    display: dict[str, str], editions: Editions, capsys: pytest.CaptureFixture[str]
) -> None:
    """As udev gives it: to the kiosk's user a moment after it has come."""
    with somebodys_folder() as folder, ExitStack() as ends:
        sockets = Sockets(folder / "computer")
        config = folder / "config.yaml"
        (folder / "content").mkdir()
        config.write_text(configured(folder / "content", folder / "data"), "utf-8")
        program = somebodys(words(sockets, config), folder)
        kiosk = ends.enter_context(started(program, at_home(folder, display), SOMEBODY))
        kiosk.says("first frame")
        node = sockets.plug_in(7, mode=0)
        kiosk.says("may not be read")
        node.chmod(0o644)
        screen = ends.enter_context(TouchScreen(node))
        kiosk.says(f"is read at {node}")
        refused = [line for line in kiosk.said if "may not be read" in line]
        assert len(refused) == 1
        screen.tap(0.5, 0.5)
        assert kiosk.process.poll() is None
    say(capsys, "a touch screen that may not be read at first: named once, read when it may be")


def opened(here: Hall) -> list[str]:
    """Devices that its process holds open, one name for each time."""
    files = Path(f"/proc/{here.kiosk.process.pid}/fd")
    names = [str(each.resolve()) for each in files.iterdir()]
    return sorted(Path(name).name for name in names if name.startswith(f"{here.sockets.dev}/"))
