"""``kiosk packs watch``: the kiosk in a window, with the pack as it was saved last, and its problems."""

import signal
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.commands.options import HallOption
from kiosk.commands.run import parsed
from kiosk.commands.telling import FINE, TERMINAL, errors_told, stop
from kiosk.languages import Language
from kiosk.start import parse_language, parse_size, stage_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from kiosk.authoring.watch import News, Watch
    from kiosk.ui.app import KioskApp
    from kiosk.ui.author import AuthorWindow

DEFAULT_SIZE = "1280x720"
_UNTOUCHED_SECONDS = 1e9
"""Nobody is sent back to the attract loop while she writes."""


def watch(
    pack: Annotated[Path, typer.Argument(metavar="PACK", help="Folder of a pack.", show_default=False)],
    size: Annotated[str, typer.Option(help="Size of the window; 720x1280 is upright.")] = DEFAULT_SIZE,
    language: Annotated[str, typer.Option(help="Language to begin in, and of messages.")] = "",
    config: HallOption = None,
    messages: Annotated[
        Language | None, typer.Option(help="Language of messages; that of --language without it.")
    ] = None,
) -> None:
    """Show a pack in a window while you write it: each save is on the screen at once. Nothing is installed.

    Problems stand at the foot of the window, and the last good state stays above them. Ends with 0 when
    the window is closed, with 2 when there is no such folder.
    """
    from dataclasses import replace
    from tempfile import TemporaryDirectory

    from kiosk.authoring.alone import Desk
    from kiosk.authoring.watch import Watch
    from kiosk.commands.build import shown_progress
    from kiosk.config import Config, load_config
    from kiosk.problems import unreadable

    wanted = parsed(parse_size, size)
    first_language = parsed(parse_language, language) if language else messages or TERMINAL
    messages = messages or first_language
    try:
        next(pack.iterdir(), None)
    except OSError as error:
        stop(unreadable(pack, error), messages)
    # Asking whether a file is still being written may bring it, and without this it ends the program.
    signal.signal(signal.SIGIO, signal.SIG_IGN)
    with errors_told(messages), TemporaryDirectory(prefix="kiosk-watch-") as aside, _ended_tidily():
        settings = load_config(config) if config else Config()
        settings = replace(settings, default_language=first_language, attract_motion=False)
        hall = settings.content if config else pack.resolve().parent
        watched = Watch(Desk.of(pack, hall, settings, Path(aside)))
        progress, bars = shown_progress(messages)
        with bars:
            first = None
            while first is None:
                first = watched.take(progress)
        _show(watched, first, wanted, messages)
    raise typer.Exit(FINE)


def _show(watched: "Watch", first: "News", size: tuple[int, int], language: "Language") -> None:
    """Open the window, and follow the pack until it is closed."""
    from dataclasses import replace

    from kiosk.ui import window

    window.configure(*size, fullscreen=False, touch="window")
    window.open_window()
    from kiosk.ui.app import KioskApp

    config = watched.desk.config
    still = replace(stage_settings(config), idle_seconds=_UNTOUCHED_SECONDS)
    app = KioskApp(still, config.data, edition=lambda: watched.edition)
    app.bind(on_start=lambda _app: follow(app, watched, first, language))
    try:
        app.run()
    finally:
        watched.stop()
    if watched.error is not None:
        raise watched.error


def follow(app: "KioskApp", watched: "Watch", first: "News", language: "Language") -> "AuthorWindow":
    """Let the window show what each save comes to, from now on. Call it when the app has its stage."""
    from kiosk.messages import told
    from kiosk.ui.author import AuthorWindow
    from kiosk.viewmodels.phrase import Phrase
    from kiosk.viewmodels.problems import ProblemsView, problems_view

    assert app.stage is not None

    def view(news: "News") -> ProblemsView:
        return problems_view(news.problems, language, news.edition is not None, news.at)

    author = AuthorWindow(app.stage, view(first), first.gallery, first.records)
    watched.told = lambda news: author.show(view(news), news.records)
    watched.busy = lambda message: author.tell(Phrase(told(message, language), language))
    watched.ended = author.end
    app.bind(on_stop=lambda _app: author.leave())
    watched.start()
    return author


@contextmanager
def _ended_tidily() -> "Iterator[None]":
    """When the terminal is closed or the session ends, the folder aside is removed all the same."""

    def end(_number: int, _frame: "FrameType | None") -> None:
        raise SystemExit(FINE)

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
