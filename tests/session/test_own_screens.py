"""A kiosk of its own on each screen of one X server, from outside: what start.sh starts for each."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageGrab

from tests.builds import run
from tests.cage import ROOT, give, headless, other_user, private_folder, program, python_for_others, until
from tests.manager import Manager
from tests.outside import Kiosk, started
from tests.screens import ONE, SIZE, TWO, needs_screens, prefer, two_screens, unplug, with_other_displays
from tests.session.test_one_moment import one_moment
from tests.synthetic import make_content
from tests.ui.touch_screen import Sockets, TouchScreen

pytestmark = [needs_screens, pytest.mark.timeout(300)]
START = ROOT / "deploy/session/start.sh"
BLUE_GREEN_RED = ((16, 8), (8, 8), (0, 8))
POINT = (0.25, 0.35)
"""Of a touch screen: there is the first language, and then the first gallery."""
USER = other_user()[0] if os.geteuid() == 0 else None


class Hall:
    """Two screens, and the configuration of each; another language and another gallery on each."""

    def __init__(self, folder: Path, display: str) -> None:
        self.folder, self.display = folder, display
        self.path = with_other_displays(folder)
        for name, output, language in (("1", ONE, "en"), ("2", TWO, "kk")):
            home = folder / name
            make_content(home / "content", {f"gallery-{name}": 2}, pictures=1, size=(640, 480))
            run(home)
            (home / "run").mkdir()
            lines = (
                "content: content",
                "data: data",
                f"languages: [{language}]",
                f"default_language: {language}",
                "attract_motion: false",
                "attract_seconds: 120",
                f"session: {{kind: x11, output: {output}}}",
            )
            self.configure(name, *lines)
        self.program = program(folder)
        give(folder)

    def configure(self, name: str, *lines: str) -> None:
        """Add lines to the configuration of a kiosk."""
        with (self.folder / name / "config.yaml").open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)

    def with_touch_screens(self, sockets: Sockets) -> None:
        """Kiosks that are started from now on are on a computer with these."""
        program = f"{python_for_others()} -m tests.ui.touch_screen {sockets.folder}"
        plain = self.program.read_text("utf-8").removeprefix("#!/bin/sh\n")
        self.program.write_text(f'#!/bin/sh\n[ "$1" = run ] && exec {program} "$@"\n{plain}', "utf-8")
        give(self.folder)

    def environment(self, name: str, **more: str) -> dict[str, str]:
        plain = headless(self.folder)
        return {
            **{key: value for key, value in plain.items() if not key.startswith(("WLR_", "LIBSEAT"))},
            "PATH": self.path,
            "DISPLAY": self.display,
            "KIOSK_PROGRAM": str(self.program),
            "RUNTIME_DIRECTORY": str(self.folder / name / "run"),
            "XDG_RUNTIME_DIR": str(self.folder / name / "run"),
            **more,
        }

    def start(self, ends: ExitStack, name: str, **more: str) -> Kiosk:
        words = [str(START), str(self.folder / name / "config.yaml")]
        return ends.enter_context(started(words, self.environment(name, **more), USER))

    def xrandr(self, *words: str) -> str:
        command = ["/usr/bin/xrandr", "--display", self.display, *words]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=60).stdout

    def places(self) -> dict[str, str]:
        """Screen -> size and place of what is lit."""
        lines = [line.replace(" primary", "").split() for line in self.xrandr("--current").splitlines()]
        return {
            line[0]: line[2] for line in lines if line[1:2] == ["connected"] and "+" in "".join(line[2:3])
        }

    def picture(self) -> tuple[Image.Image, Image.Image]:
        """What the first and the second kiosk's screen show."""
        whole = ImageGrab.grab(xdisplay=self.display).convert("RGB")
        found = []
        for output in (ONE, TWO):
            left = int(self.places()[output].split("+")[1])
            found.append(whole.crop((left, 0, left + SIZE[0], SIZE[1])))
        return found[0], found[1]

    def words(self) -> Image.Image:
        """The screen that says "one moment please"."""
        rows = one_moment.read_picture()
        data = one_moment.painted(one_moment.Screen(*SIZE, 4 * SIZE[0], 32, BLUE_GREEN_RED), rows, 0)
        return Image.frombytes("RGB", SIZE, data, "raw", "BGRX")

    def looks(self, times: int) -> None:
        """Wait until each kiosk's script has looked at the screens so often."""
        asked = self.folder / "asked"
        before = len(asked.read_text("utf-8").splitlines())
        until(
            lambda: len(asked.read_text("utf-8").splitlines()) >= before + 2 * times, "a look at the screens"
        )

    def middle_of(self, output: str) -> tuple[int, int]:
        return int(self.places()[output].split("+")[1]) + SIZE[0] // 2, SIZE[1] // 2


@pytest.fixture
def hall() -> Iterator[Hall]:
    with private_folder() as folder, two_screens(folder) as display:
        yield Hall(folder, display)


@pytest.fixture
def ends() -> Iterator[ExitStack]:
    with ExitStack() as found:
        yield found


def same(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one, other).getbbox() is None


def begin_both(hall: Hall, ends: ExitStack) -> tuple[Kiosk, Kiosk]:
    """Both kiosks, and their first pictures are there. The first one's screen is the right one: the screens
    lay one on the other, so it went elsewhere."""
    first = hall.start(ends, "1")
    first.has_begun("attract en")
    second = hall.start(ends, "2")
    second.has_begun("attract kk")
    assert hall.places() == {ONE: "1024x768+1024+0", TWO: "1024x768+0+0"}
    return first, second


def test_each_kiosk_has_its_own_screen(hall: Hall, ends: ExitStack) -> None:
    first, second = hall.start(ends, "1"), hall.start(ends, "2")
    first.has_begun("attract en")
    second.has_begun("attract kk")
    assert sorted(hall.places().values()) == ["1024x768+0+0", "1024x768+1024+0"], "whoever was first"
    before = hall.picture()
    assert not same(*before)
    assert not any(same(each, hall.words()) for each in before)
    second.hands("mousemove", *hall.middle_of(TWO), "click", 1)
    second.reaches("languages kk")
    until(lambda: not same(hall.picture()[1], before[1]), "another picture on the second screen")
    first.stays()
    assert same(hall.picture()[0], before[0])
    first.hands("mousemove", *hall.middle_of(ONE), "click", 1)
    first.reaches("languages en")
    second.stays()


def test_the_pointer_is_nobodys_finger_where_touch_screens_are_read(hall: Hall, ends: ExitStack) -> None:
    """The X server moves its only pointer for every touch screen, and not to where the finger is."""
    hall.configure("1", "touch: device")
    first, second = begin_both(hall, ends)
    first.hands("mousemove", *hall.middle_of(ONE), "click", 1)
    second.hands("mousemove", *hall.middle_of(TWO), "click", 1)
    second.reaches("languages kk")
    first.stays()


def test_two_visitors_touch_at_once(hall: Hall, ends: ExitStack) -> None:
    """Each kiosk reads the touch screen that is plugged in at its place."""
    sockets = Sockets(hall.folder / "computer")
    nodes = [sockets.plug_in(7, "1"), sockets.plug_in(8, "2")]
    hall.configure("1", "touch: device", 'touch_path: "*usb-0:1:*"')
    hall.configure("2", "touch: device", 'touch_path: "*usb-0:2:*"')
    hall.with_touch_screens(sockets)
    first, second = begin_both(hall, ends)
    one, two = (ends.enter_context(TouchScreen(node)) for node in nodes)
    for place in ("languages", "galleries"):
        for screen in (one, two):
            screen.down(0, *POINT)
        for screen in (one, two):
            screen.up(0)
        first.reaches(f"{place} en")
        second.reaches(f"{place} kk")
    two.down(0, *POINT)
    one.tap(*POINT)
    first.reaches("gallery gallery-1 en")
    second.stays()
    two.up(0)
    second.reaches("gallery gallery-2 kk")
    first.stays()


def test_one_that_is_killed_leaves_the_other_and_the_words(hall: Hall, ends: ExitStack) -> None:
    first, second = begin_both(hall, ends)
    before = hall.picture()[0]
    second.process.kill()
    second.ends()
    until(lambda: same(hall.picture()[1], hall.words()), "one moment please")
    first.stays()
    assert same(hall.picture()[0], before)
    again = hall.start(ends, "2")
    again.has_begun("attract kk")
    assert not same(hall.picture()[1], hall.words())
    assert same(hall.picture()[0], before)


def test_a_second_one_on_the_same_screen_is_refused(hall: Hall, ends: ExitStack) -> None:
    first, second = begin_both(hall, ends)
    before = hall.picture()
    third = hall.start(ends, "2")
    third.says("Another kiosk is running")
    assert third.ends() == 2
    first.stays()
    second.stays()
    assert all(map(same, hall.picture(), before))


def test_it_waits_for_its_screen(hall: Hall, ends: ExitStack) -> None:
    unplug(hall.folder, TWO)
    manager = Manager(hall.folder / "notify")
    second = hall.start(ends, "2", NOTIFY_SOCKET=str(manager.path))
    manager.hears("STATUS=Waiting for a screen.")
    manager.hears("EXTEND_TIMEOUT_USEC=20000000", times=2)
    unplug(hall.folder, None)
    second.has_begun("attract kk")
    manager.hears("READY=1")
    manager.close()


def test_a_screen_that_comes_back_is_lit_where_it_was(hall: Hall, ends: ExitStack) -> None:
    first, second = begin_both(hall, ends)
    before, places = hall.picture(), hall.places()
    unplug(hall.folder, ONE)
    hall.looks(2)
    assert hall.places() == places, "its place is kept"
    hall.xrandr("--output", ONE, "--off")
    unplug(hall.folder, None)
    until(lambda: hall.places() == places, "the screen lit again")
    hall.looks(2)
    first.stays()
    second.stays()
    assert all(map(same, hall.picture(), before))


def test_a_display_of_another_size_has_a_kiosk_of_its_size(hall: Hall, ends: ExitStack) -> None:
    first, second = begin_both(hall, ends)
    before = hall.picture()[1]
    unplug(hall.folder, ONE)
    hall.looks(2)
    prefer(hall.folder, "800x600")
    unplug(hall.folder, None)
    first.says("ending: asked to by SIGTERM")
    assert first.ends() == 0, "systemd starts it again"
    assert hall.places() == {ONE: "800x600+1024+0", TWO: "1024x768+0+0"}
    second.stays()
    assert same(hall.picture()[1], before)
    again = hall.start(ends, "1")
    again.has_begun("attract en")
    said = again.hands("getwindowgeometry", again.window).split()
    assert (said[said.index("Position:") + 1], said[-1]) == ("1024,0", "800x600")


def test_a_screen_that_others_have_moved_ends_its_kiosk_in_order(hall: Hall, ends: ExitStack) -> None:
    first, second = begin_both(hall, ends)
    hall.xrandr("--output", ONE, "--pos", "1500x0")
    first.says("ending: asked to by SIGTERM")
    assert first.ends() == 0
    second.stays()
