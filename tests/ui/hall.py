"""The hall in which the tests stand: one window, one clock that they move, and two editions to show."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

from kivy.base import EventLoop, ExceptionManager, runTouchApp
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.input.postproc.doubletap import InputPostprocDoubleTap
from kivy.input.postproc.tripletap import InputPostprocTripleTap
from kivy.lang import Builder
from PIL import Image

from kiosk.catalogue.build import build
from kiosk.config import Config
from tests.builds import Quiet
from tests.synthetic import make_content, make_picture
from tests.ui.hands import Hands

FRAME_SECONDS = 1 / 60
DRAW_EVERY = 10
"""In software, drawing a frame takes ten times as long as all the rest of it."""
LONG_SECONDS = 60.0
PATIENCE_SECONDS = 60.0
"""Of real time, for what other threads do: decoding a picture, playing a film."""

ROOT = Path(__file__).parents[2]
FILM = ROOT / "tests" / "packs" / "good_film" / "gallery" / "media" / "film.mp4"
"""Two seconds, two colours."""
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:00.900\n{0} one\n\n00:01.000 --> 00:02.000\n{0} two\n"


class Hall:
    """The window and its clock. Time passes only in ``frame``: tests are as fast as the machine allows,
    and see the same moments on a slow one."""

    def __init__(self) -> None:
        EventLoop.ensure_window()
        self.draws = True
        """False for tests that only measure: layout is done without drawing."""
        self.hands = Hands()
        EventLoop.add_input_provider(self.hands)
        runTouchApp(embedded=True)
        self.now = Clock.get_time()
        self._last_frame, self._frames = time.monotonic(), 0
        Clock.time = lambda: self.now
        Clock._max_fps = 0
        for module in EventLoop.postproc_modules:
            if isinstance(module, InputPostprocDoubleTap):
                module.double_tap_time = LONG_SECONDS

    def frame(self, seconds: float = FRAME_SECONDS) -> None:
        """Let so much time pass, then do what Kivy's main loop does for one frame."""
        self.now += seconds
        self._last_frame = time.monotonic()
        self._frames += 1
        try:
            Clock.tick()
            EventLoop.dispatch_input()
            Builder.sync()
            Clock.tick_draw()
            Builder.sync()
            if self._frames % DRAW_EVERY == 0:
                self.draw()
            Window.mainloop()
        except Exception as error:
            if ExceptionManager.handle_exception(error) == ExceptionManager.RAISE:
                raise

    def draw(self) -> None:
        """Draw the window if anything on it has changed."""
        if self.draws and Window.canvas.needs_redraw:
            Window.dispatch("on_draw")
            Window.dispatch("on_flip")

    def live_frame(self) -> None:
        """A frame by the real clock, for what other threads do: decode a picture, play a film."""
        time.sleep(0.001)  # their turn
        self.frame(min(FRAME_SECONDS, time.monotonic() - self._last_frame))

    def live(self, seconds: float) -> float:
        """Frames by the real clock; says how many seconds passed."""
        start = self._last_frame = time.monotonic()
        while self._last_frame < start + seconds:
            self.frame(time.monotonic() - self._last_frame)
        return self._last_frame - start

    def until(self, done: Callable[[], bool], what: str) -> None:
        """Frames until ``done``; a failure when it takes too long."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not done():
            if time.monotonic() > end:
                raise AssertionError(f"waited in vain: {what}")
            self.live_frame()

    def a_moment_later(self) -> None:
        """The next touch is no second tap. Kivy tells by the real clock, which a test does not wait for."""
        for module in EventLoop.postproc_modules:
            if isinstance(module, InputPostprocDoubleTap | InputPostprocTripleTap):
                module.touches.clear()

    def resize(self, width: int, height: int) -> None:
        if tuple(Window.system_size) != (width, height):
            Window.size = (width, height)
            self.until(lambda: tuple(Window.system_size) == (width, height), f"a window of {width}x{height}")


@dataclass(frozen=True)
class Editions:
    """Data folders with one edition each, and the content they were built from."""

    shipped: Path
    shipped_content: Path
    made_up: Path
    made_up_content: Path


def build_editions(folder: Path) -> Editions:
    """The shipped galleries, and made-up ones with what those lack: thirty records, two films, a missing
    translation, a record without a picture."""
    shipped = _shipped_content(folder / "shipped")
    made_up = _made_up_content(folder / "made-up")
    for content, galleries in ((shipped, ("saka", "esik", "berel")), (made_up, ("steppe", "river"))):
        result = build(Config(content=content, data=content.parent / "data", galleries=galleries), Quiet())
        broken = [str(problem) for problem in result.problems if problem.severity == "error"]
        assert result.published, broken
        assert not broken, broken
    return Editions(shipped.parent / "data", shipped, made_up.parent / "data", made_up)


def _shipped_content(folder: Path) -> Path:
    content = folder / "content"
    copytree(ROOT / "content", content)
    for number, file in enumerate(_pictures(content)):
        if not file.exists():
            make_picture(file, (1600, 1200) if number % 2 else (1200, 1600), number)
    return content


def _pictures(content: Path) -> Iterator[Path]:
    """Every picture that a pack names."""
    for yaml in sorted(content.glob("*/**/*.yaml")):
        pack = yaml.parents[1] if yaml.parent.name == "objects" else yaml.parent
        for line in yaml.read_text("utf-8").splitlines():
            key, _, value = line.strip().removeprefix("- ").partition(": ")
            if key == "file" and value.endswith(".jpg"):
                yield pack / value


def _made_up_content(folder: Path) -> Path:
    content = make_content(folder / "content", {"steppe": 30, "river": 3}, pictures=2, size=(2400, 1600))
    # Nothing is harder to write on than a white picture.
    Image.new("RGB", (1600, 1200), "white").save(content / "river" / "media" / "p0.jpg")
    objects = content / "steppe" / "objects"
    media = content / "steppe" / "media"
    for film in ("first", "second"):
        (media / f"{film}.mp4").write_bytes(FILM.read_bytes())
        Image.new("RGB", (640, 480), (90, 60, 40)).save(media / f"{film}.jpg")
        for language in ("kk", "zh", "en"):
            (media / f"{film}.{language}.vtt").write_text(CAPTIONS.format(language), "utf-8")
    with (objects / "r00000.yaml").open("a", encoding="utf-8") as record:
        record.write("films:\n" + "".join(_film(film) for film in ("first", "second")))
    untranslated = objects / "r00001.yaml"
    untranslated.write_text(
        _without(untranslated.read_text("utf-8"), "label", "zh"),
        "utf-8",
    )
    plain = objects / "r00002.yaml"
    text = plain.read_text("utf-8")
    start, end = text.index("images:"), text.index("related:")
    plain.write_text(text[:start] + text[end:], "utf-8")
    return content


def _film(name: str) -> str:
    texts = "{kk: Фильм, zh: 影片, en: Film, ru: Фильм}"
    captions = ", ".join(f"{language}: media/{name}.{language}.vtt" for language in ("kk", "zh", "en"))
    return (
        f"  - file: media/{name}.mp4\n    poster: media/{name}.jpg\n    title: {texts}\n    alt: {texts}\n"
        f"    credit: {texts}\n    rights: CC0-1.0\n    captions: {{{captions}}}\n"
    )


def _without(yaml: str, field: str, language: str) -> str:
    """The document with one language of one top-level text taken out."""
    lines, kept, inside, dropping = yaml.splitlines(), [], False, False
    for line in lines:
        if not line.startswith(" "):
            inside, dropping = line.startswith(f"{field}:"), False
        elif inside and line.startswith("  ") and not line.startswith("   "):
            dropping = line.startswith(f"  {language}:")
        if not dropping:
            kept.append(line)
    assert len(kept) < len(lines), f"{field} has no {language}"
    return "\n".join(kept) + "\n"
