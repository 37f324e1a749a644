"""``kiosk tour --guide``: the pictures of the curators' guide, by doing what the guide says."""

import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kiosk.commands.packs_watch import follow
from kiosk.languages import Language
from kiosk.start import stage_settings

if TYPE_CHECKING:
    from kiosk.authoring.watch import News, Watch
    from kiosk.ui.app import KioskApp
    from kiosk.ui.author import AuthorWindow

PICTURES = ("first-pack", "first-mistake")
SIZE = (1280, 720)
PATIENCE_STEPS = 1800


def drive_guide(out: Path, language: Language) -> list[Path]:
    """A new pack in a window, and the window after the guide's mistake; the pictures, in the guide's order.

    Raises RuntimeError when the window does not come to show something.
    """
    from kiosk.authoring.alone import Desk
    from kiosk.authoring.new_pack import write_new_pack
    from kiosk.authoring.watch import Watch
    from kiosk.commands.build import shown_progress
    from kiosk.config import Config

    signal.signal(signal.SIGIO, signal.SIG_IGN)  # as for ``packs watch``
    with TemporaryDirectory(prefix="kiosk-guide-") as aside:
        pack = Path(aside) / "silk-road"
        write_new_pack(pack, language)
        settings = replace(Config(), default_language=language, attract_motion=False)
        watched = Watch(Desk.of(pack, pack.parent, settings, Path(aside) / "desk"))
        progress, bars = shown_progress(language)
        with bars:
            first = None
            while first is None:
                first = watched.take(progress)
        return _pictures(watched, first, out, language)


def _pictures(watched: "Watch", first: "News", out: Path, language: Language) -> list[Path]:
    from kiosk.ui import window

    window.configure(*SIZE, fullscreen=False, touch="window")
    window.open_window()
    from kiosk.ui.app import KioskApp
    from kiosk.ui.steps import Steps

    config = watched.desk.config
    app = KioskApp(
        replace(stage_settings(config), idle_seconds=1e9), config.data, edition=lambda: watched.edition
    )
    taken: list[Path] = []
    walks: list[Steps] = []

    def begin() -> None:
        author = follow(app, watched, first, language)
        walks.append(Steps(app, _walk(app, author, watched.desk.pack, out, taken)))
        walks[0].start()

    app.on_first_frame = begin
    try:
        app.run()
    finally:
        watched.stop()
    for error in (*(walk.error for walk in walks), watched.error):
        if error is not None:
            raise error
    return taken


def _walk(
    app: "KioskApp", author: "AuthorWindow", pack: Path, out: Path, taken: list[Path]
) -> Iterator[None]:
    """Steps 2 and 3 of the guide."""
    from kiosk.ui.photograph import photograph

    stage = app.stage
    assert stage is not None

    def save(name: str) -> None:
        path = out / f"{name}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        photograph().save(path, quality=90)
        taken.append(path)

    def at_rest() -> bool:
        return (
            stage.navigation.here.screen == "record" and stage.pictures.idle and not stage.transition.running
        )

    yield from _until(at_rest, "the record")
    save(PICTURES[0])
    record = pack / "objects" / "first-record.yaml"
    text = record.read_text("utf-8")
    record.write_text(text.replace('"\n', "\n", 1), "utf-8")  # one quotation mark less
    yield from _until(lambda: bool(author.view.problems) and at_rest(), "the mistake")
    save(PICTURES[1])


def _until(done: Callable[[], bool], what: str) -> Iterator[None]:
    for _ in range(PATIENCE_STEPS):
        yield
        if done():
            yield  # and one frame more, in which it is drawn
            return
    raise RuntimeError(f"the window does not show {what}")
