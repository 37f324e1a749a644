"""Every way out of the kiosk that we know, tried from outside its process; and what goes on through X."""

import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import psutil
import pytest
from PIL import Image, ImageChops, ImageGrab

from kiosk.catalogue import editions as finished
from tests.builds import run, shown
from tests.outside import (
    PATIENCE_SECONDS,
    ROOT,
    SIZE,
    Display,
    Kiosk,
    command,
    started,
)
from tests.synthetic import make_content
from tests.ui.conftest import Open
from tests.ui.hall import Editions
from tests.ui.visit import Visit
from tests.xclient import client

KEYS = (
    *(f"F{number}" for number in range(1, 13)),
    *("Escape", "Return", "Tab", "space", "BackSpace", "Delete", "Home", "End", "Prior", "Next", "Menu"),
    *("Print", "Pause", "Scroll_Lock", "Up", "Down", "Left", "Right", "super", "super+d", "super+l"),
    *("ctrl+e", "ctrl+q", "ctrl+w", "ctrl+c", "ctrl+z", "ctrl+r", "ctrl+Escape", "ctrl+shift+i", "ctrl+F1"),
    *("alt+F1", "alt+F2", "alt+F4", "alt+Tab", "alt+space", "alt+Escape", "shift+F10", "alt+Print"),
    *("ctrl+alt+Delete", "ctrl+alt+BackSpace", "ctrl+alt+t", *(f"ctrl+alt+F{n}" for n in range(1, 13))),
    *("XF86PowerOff", "XF86Sleep", "XF86HomePage", "XF86WWW", "XF86Back", "XF86AudioPlay", "XF86ScreenSaver"),
)
STILL_SECONDS = 3.0
FAR = {"diagonal_inch": 60.0, "viewing_distance_mm": 400.0}
"""A screen on which all is small, so that what is touched lies in sight."""
TYPED = "exit; quit() :q! 退出 Выход"


@pytest.fixture
def display() -> Iterator[dict[str, str]]:
    """A display of the size of the screen; the environment for programs on it."""
    server = Display()
    yield server.environment
    server.end()


@pytest.fixture
def config(editions: Editions, tmp_path: Path) -> Path:
    """The configuration of a kiosk with the shipped galleries."""
    file = tmp_path / "config.yaml"
    file.write_text(f"content: {ROOT / 'content'}\ndata: {editions.shipped}\ndefault_language: zh\n", "utf-8")
    return file


@pytest.fixture
def kiosk(display: dict[str, str], config: Path) -> Iterator[Kiosk]:
    """``kiosk run`` on the shipped galleries."""
    yield from running(config, display)


def running(config: Path, environment: dict[str, str]) -> Iterator[Kiosk]:
    with started(command(config), environment) as kiosk:
        yield kiosk


class Twin:
    """The same kiosk here says where everything is; the one outside is touched there."""

    def __init__(self, kiosk: Kiosk, here: Visit) -> None:
        self.kiosk, self.here = kiosk, here

    def step(self, name: str, place: str) -> None:
        self.here.settle()
        self.kiosk.touch(self.here.target(name).box.centre)
        self.kiosk.reaches(place)
        self.here.touch(name)

    def begin(self) -> None:
        """To the galleries, in Russian."""
        self.kiosk.has_begun("attract zh")
        self.kiosk.touch((600, 400))
        self.kiosk.reaches("languages zh")
        self.here.touch_at((600, 400))
        self.step("choose-ru", "galleries ru")


@pytest.fixture
def twin(kiosk: Kiosk, open_kiosk: Open) -> Twin:
    return Twin(kiosk, open_kiosk(size=SIZE))


def test_a_visit_through_x(twin: Twin) -> None:
    twin.begin()
    twin.step("gallery-esik", "gallery esik ru")
    twin.step("language-kk", "gallery esik kk")
    twin.step("about", "about kk")
    twin.step("back", "gallery esik kk")
    twin.step("home", "galleries kk")
    twin.kiosk.stays()


# Keys -------------------------------------------------------------------------------------------


def test_a_visitor_with_a_keyboard(twin: Twin, capsys: pytest.CaptureFixture[str]) -> None:
    """Every key that leads out of some program, text, and keys held while a finger taps."""
    twin.begin()
    kiosk = twin.kiosk
    before = children_of(kiosk)
    assert int(kiosk.hands("getwindowfocus")) == kiosk.window, "the keys reach the kiosk's window"
    for key in KEYS:
        kiosk.hands("key", key)
    kiosk.hands("type", TYPED)
    kiosk.hands("keydown", "F1", "sleep", "1", "keyup", "F1")
    # Each of these comes after all the keys. A key that is held makes no other touch of a tap.
    for held, language in (("shift", "kk"), ("alt", "zh"), ("ctrl", "en"), ("super", "ru")):
        kiosk.hands("keydown", held)
        twin.step(f"language-{language}", f"galleries {language}")
        kiosk.hands("keyup", held)
    kiosk.stays()
    assert children_of(kiosk) == before
    with client(kiosk.environment["DISPLAY"]) as x:
        assert x.children()[-1] == kiosk.window, "nothing lies over it"
    with capsys.disabled():
        print(f"\n{len(KEYS)} keys and {len(TYPED)} letters typed: no way out")  # noqa: T201


# The pointer ------------------------------------------------------------------------------------


def test_other_buttons_and_the_wheel(twin: Twin) -> None:
    """Kivy draws a red dot where the right button is pressed, and keeps it as a second finger."""
    twin.begin()
    kiosk = twin.kiosk
    card = twin.here.target("gallery-saka").box.centre
    before = still(kiosk)
    x, y = round(card[0]), SIZE[1] - round(card[1])
    for button in (2, 3, 4, 5, 6, 7, 8, 9):
        kiosk.hands("mousemove", x, y, "click", button)
    kiosk.hands("click", "--repeat", 3, 3)
    # Left and right at once: Kivy would keep a finger that never lifts.
    kiosk.hands("mousemove", x, 30, "mousedown", 1, "mousemove", x + 40, 30)
    kiosk.hands("mousedown", 3, "mouseup", 1, "mouseup", 3, "mousemove", 1, 1)
    twin.step("language-kk", "galleries kk")
    twin.step("language-ru", "galleries ru")
    kiosk.stays()
    shows_again(kiosk, before)


def test_swipes_over_the_edges_and_drags_off_the_screen(twin: Twin) -> None:
    twin.begin()
    kiosk = twin.kiosk
    twin.step("gallery-esik", "gallery esik ru")
    width, height = SIZE
    inwards = (
        ((0, 360), (700, 360)),
        ((width - 1, 360), (500, 360)),
        ((640, 0), (640, 500)),
        ((640, height - 1), (640, 200)),
        ((0, 0), (400, 400)),
    )
    for start, end in (*inwards, *((end, start) for start, end in inwards)):
        kiosk.hands("mousemove", *start, "mousedown", 1)
        for step in range(1, 11):
            kiosk.hands("mousemove", *(a + (b - a) * step // 10 for a, b in zip(start, end, strict=True)))
        # And further, off the screen where it began or ended there.
        for way in ((-90, 0), (90, 0), (0, -90), (0, 90)):
            kiosk.hands("mousemove_relative", "--", *way)
        kiosk.hands("mouseup", 1)
    # All of them have been dealt with when this one is.
    twin.here.settle()
    kiosk.touch(twin.here.target("home").box.centre)
    kiosk.comes_to("galleries ru")
    kiosk.stays()


def test_a_file_that_is_dropped(twin: Twin, tmp_path: Path) -> None:
    twin.begin()
    kiosk = twin.kiosk
    file = tmp_path / "evil.kv"
    file.write_text("<Widget>:\n    opacity: 0\n", "utf-8")
    before = still(kiosk)
    with client(kiosk.environment["DISPLAY"]) as x:
        assert x.drop_file(kiosk.window, str(file)), "it was dropped"
    twin.step("language-kk", "galleries kk")
    twin.step("language-ru", "galleries ru")
    kiosk.stays()
    shows_again(kiosk, before)


# The end of it ----------------------------------------------------------------------------------


def test_the_window_is_not_closed_by_a_window_manager(twin: Twin) -> None:
    """Alt+F4 under one, or a cross that somebody finds."""
    twin.begin()
    kiosk = twin.kiosk
    with client(kiosk.environment["DISPLAY"]) as x:
        for _ in range(3):
            x.ask_to_close(kiosk.window)
    twin.step("gallery-esik", "gallery esik ru")
    kiosk.stays()


def test_a_window_for_trying_out_is_closed(display: dict[str, str], config: Path) -> None:
    with started(command(config, "--size", "800x600"), display) as kiosk:
        kiosk.has_begun("attract zh")
        with client(display["DISPLAY"]) as x:
            x.ask_to_close(kiosk.window)
        assert kiosk.ends() == 0


@pytest.mark.parametrize("moment", ["attract", "visit"])
def test_sigterm_ends_it(kiosk: Kiosk, moment: str) -> None:
    kiosk.has_begun("attract zh")
    if moment == "visit":
        kiosk.touch((600, 400))
        kiosk.reaches("languages zh")
    children = psutil.Process(kiosk.process.pid).children(recursive=True)
    kiosk.process.send_signal(signal.SIGTERM)
    assert kiosk.ends() == 0
    assert not psutil.wait_procs(children, PATIENCE_SECONDS)[1]


def test_sigterm_ends_it_before_it_shows_anything(display: dict[str, str], config: Path) -> None:
    """Sent as soon as the program has got a lock: somewhere on the way to the first frame."""
    with started(command(config), display) as kiosk:
        process = psutil.Process(kiosk.process.pid)
        folder = str(data_of(config))
        while not any(each.endswith(folder) for each in open_folders(process)):
            assert kiosk.process.poll() is None
        kiosk.process.send_signal(signal.SIGTERM)
        assert kiosk.ends() == 0


# A second one -----------------------------------------------------------------------------------


def test_a_second_kiosk_says_so_and_ends(twin: Twin, config: Path) -> None:
    twin.begin()
    kiosk = twin.kiosk
    with client(kiosk.environment["DISPLAY"]) as x:
        before = x.children()
    second = subprocess.run(
        command(config),
        cwd=ROOT,
        env=dict(kiosk.environment),
        timeout=PATIENCE_SECONDS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 2
    assert second.stderr == f"{data_of(config)}: Another kiosk is running with this data folder.\n"
    with client(kiosk.environment["DISPLAY"]) as x:
        assert x.children() == before, "it opened no window"
    twin.step("language-kk", "galleries kk")
    kiosk.stays()


def test_a_kiosk_that_was_killed_keeps_no_other_from_starting(display: dict[str, str], config: Path) -> None:
    for _ in range(2):
        with started(command(config), display) as kiosk:
            kiosk.has_begun("attract zh")
            kiosk.process.kill()
            kiosk.ends()


# What others have left behind -------------------------------------------------------------------

FOREIGN = """
[kivy]
config_version = 27
exit_on_escape = 1
log_level = trace
[graphics]
fullscreen = 0
width = 300
height = 200
show_cursor = 1
[modules]
inspector =
console =
screen =
monitor =
webdebugger =
[input]
mouse = mouse
tuio = tuio,0.0.0.0:3333
[widgets]
keyboard_mode = systemandmulti
"""
VARIABLES = {
    "KIVY_NO_CONFIG": "",
    "KIVY_METRICS_DENSITY": "3",
    "KIVY_DPI": "400",
    "KIVY_DATA_DIR": "/nonexistent",
    "KIVY_MODULES_DIR": "/nonexistent",
    "KIVY_EVENTLOOP": "asyncio",
    "KCFG_KIVY_EXIT_ON_ESCAPE": "1",
    "KCFG_MODULES_INSPECTOR": "",
    "KCFG_MODULES_WEBDEBUGGER": "",
    "KCFG_INPUT_TUIO": "tuio,0.0.0.0:3333",
    "KCFG_GRAPHICS_FULLSCREEN": "0",
    "SDL_TOUCH_MOUSE_EVENTS": "0",
    "SDL_MOUSE_TOUCH_EVENTS": "1",
    "SDL_VIDEO_MINIMIZE_ON_FOCUS_LOSS": "1",
    "SDL_VIDEO_ALLOW_SCREENSAVER": "1",
    "SDL_GRAB_KEYBOARD": "1",
    "SDL_IM_MODULE": "ibus",
    "XMODIFIERS": "@im=ibus",
    "PYTHONINSPECT": "1",
}


def test_settings_from_elsewhere_change_nothing(
    display: dict[str, str], config: Path, open_kiosk: Open, tmp_path: Path
) -> None:
    """A configuration of Kivy's in the home folder and in ``KIVY_HOME``, and variables that it obeys."""
    home = tmp_path / "home"
    for folder in (home / ".kivy", tmp_path / "kivy"):
        folder.mkdir(parents=True)
        (folder / "config.ini").write_text(FOREIGN, "utf-8")
    (tmp_path / "kivy/mods").mkdir()
    environment = {**display, **VARIABLES, "HOME": str(home), "KIVY_HOME": str(tmp_path / "kivy")}
    with started(command(config), environment) as kiosk:
        left_out = kiosk.says("left out of the environment")
        wanted = {*VARIABLES, "KIVY_HOME"} - {"KIVY_NO_CONFIG", "SDL_VIDEO_MINIMIZE_ON_FOCUS_LOSS"}
        assert wanted - {"SDL_IM_MODULE", "XMODIFIERS"} <= set(re.findall(r"\w+", left_out))
        twin = Twin(kiosk, open_kiosk(size=SIZE))
        twin.begin()
        for key in ("F1", "Escape", "ctrl+e", "ctrl+d", "F12", "F11"):
            kiosk.hands("key", key)
        kiosk.hands("mousemove", 600, 300, "click", 3)
        assert listeners(kiosk) == []
        twin.step("gallery-esik", "gallery esik ru")
        kiosk.stays()
    assert not [each for each in (home / ".kivy").iterdir() if each.name != "config.ini"]


def test_nothing_listens(kiosk: Kiosk) -> None:
    """No door to the network, in the kiosk and in what it starts."""
    kiosk.has_begun("attract zh")
    kiosk.touch((600, 400))
    kiosk.reaches("languages zh")
    assert listeners(kiosk) == []


# What goes on all the same ----------------------------------------------------------------------


def test_a_broken_configuration_is_no_restart_loop(
    display: dict[str, str], tmp_path: Path, editions: Editions
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("galeries: [saka]\n", "utf-8")
    for kiosk in running(config, display):
        kiosk.has_begun("configuration zh")
        kiosk.touch((600, 400))
        kiosk.hands("key", "Escape")
        assert kiosk.process.poll() is None


def test_a_pack_goes_from_the_inbox_to_the_screen(display: dict[str, str], tmp_path: Path) -> None:
    """And what watches the inbox ends with the kiosk, also when that is killed."""
    make_content(tmp_path / "content", {"alpha": 2}, pictures=1, size=(320, 240))
    make_content(tmp_path / "new", {"gamma": 2}, pictures=1, size=(320, 240))
    run(tmp_path)
    config = tmp_path / "config.yaml"
    config.write_text("content: content\ndata: data\ninbox: inbox\ninbox_quiet_seconds: 0.3\n", "utf-8")
    for kiosk in running(config, display):
        kiosk.says("watching")
        (child,) = psutil.Process(kiosk.process.pid).children()
        (tmp_path / "new/gamma").rename(tmp_path / "inbox/gamma")
        assert kiosk.says("showing edition").strip().endswith(current_edition(tmp_path))
        assert set(shown(tmp_path / "data")) == {"alpha", "gamma"}
        assert child.is_running()
        kiosk.process.kill()
        kiosk.process.wait(PATIENCE_SECONDS)
        assert psutil.wait_procs([child], PATIENCE_SECONDS)[0] == [child]


def current_edition(folder: Path) -> str:
    edition = finished.current(folder / "data")
    assert edition is not None
    return edition.name


def data_of(config: Path) -> Path:
    return Path(config.read_text("utf-8").split("data: ")[1].splitlines()[0])


def children_of(kiosk: Kiosk) -> set[int]:
    return {each.pid for each in psutil.Process(kiosk.process.pid).children(recursive=True)}


def open_folders(process: psutil.Process) -> list[str]:
    found = []
    for entry in Path(f"/proc/{process.pid}/fd").iterdir():
        try:
            found.append(str(entry.readlink()))
        except FileNotFoundError:
            continue  # closed meanwhile
    return found


def listeners(kiosk: Kiosk) -> list[str]:
    """Sockets that wait for somebody on the network, or take whatever comes."""
    me = psutil.Process(kiosk.process.pid)
    return [
        f"{process.name()} {each.laddr}"
        for process in (me, *me.children(recursive=True))
        for each in process.net_connections("inet")
        if each.status in (psutil.CONN_LISTEN, psutil.CONN_NONE)
    ]


def picture(kiosk: Kiosk) -> Image.Image:
    """What is on the display."""
    return ImageGrab.grab(xdisplay=kiosk.environment["DISPLAY"]).convert("RGB")


def still(kiosk: Kiosk) -> Image.Image:
    """The same, when it has not changed for a second: pictures come one after the other."""
    kiosk.hands("mousemove", 1, 1)
    found, since = picture(kiosk), monotonic()
    while monotonic() < since + STILL_SECONDS:
        now = picture(kiosk)
        if differ(found, now):
            found, since = now, monotonic()
    return found


def shows_again(kiosk: Kiosk, before: Image.Image) -> None:
    """Wait until the screen looks as it did."""
    kiosk.hands("mousemove", 1, 1)
    end = monotonic() + PATIENCE_SECONDS
    while found := differ(before, picture(kiosk)):
        assert monotonic() < end, f"the screen is another one in {found}"


def differ(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    return ImageChops.difference(one, other).getbbox()
