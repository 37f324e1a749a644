"""``kiosk run``: from the command line to the first frame, and how long each part of the way took.

Everything imported here, and at the top of what is imported here, keeps the hall waiting: no Typer, no
pydantic, no SQLAlchemy.
"""

import faulthandler
import gc
import logging
import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kiosk import logs
from kiosk.errors import ConfigError, EditionError
from kiosk.helpers import Helpers
from kiosk.languages import LANGUAGES, Language
from kiosk.systemd import Manager
from kiosk.way import age, mark, way

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.ui.decode import EarlyPicture
    from kiosk.ui.display_power import DisplayPower
    from kiosk.ui.stage import StageSettings
    from kiosk.ui.window import Place

log = logging.getLogger(__name__)

DEFAULT_CONFIG = Path(os.environ.get("KIOSK_CONFIG") or "config.yaml")
"""An installed kiosk's command names its own (``deploy/bin/kiosk``)."""
RESTART = 75
"""What a kiosk that wants to be started again ends with: EX_TEMPFAIL."""


class Options(NamedTuple):
    """What ``kiosk run`` was asked for."""

    config: Path = DEFAULT_CONFIG
    windowed: bool = False
    size: tuple[int, int] | None = None
    """Size of a window; None leaves it to the configuration."""
    language: Language | None = None
    """Instead of the configuration's default language."""


def plain_options(words: Sequence[str]) -> Options | None:
    """The options of ``run …``; None where something else is asked, or something has to be explained."""
    if words[:1] != ["run"]:
        return None
    found = Options()
    rest = iter(words[1:])
    try:
        for word in rest:
            if word == "--windowed":
                found = found._replace(windowed=True)
            elif word == "--config":
                found = found._replace(config=Path(next(rest)))
            elif word == "--size":
                found = found._replace(size=parse_size(next(rest)))
            elif word == "--language":
                found = found._replace(language=parse_language(next(rest)))
            else:
                return None
    except (ValueError, StopIteration):
        return None
    return found


def parse_size(text: str) -> tuple[int, int]:
    """``1920x1080`` as two numbers; ValueError with a sentence when it is none."""
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit()) or not (
        320 <= int(width) <= 7680 and 320 <= int(height) <= 7680
    ):
        raise ValueError(f"{text!r} is no size. Write it like 1920x1080, 320 to 7680 each.")
    return int(width), int(height)


def parse_language(text: str) -> Language:
    """A language of the kiosk; ValueError with a sentence when it is none."""
    for language in LANGUAGES:
        if language == text:
            return language
    raise ValueError(f"{text!r} is no language here. Write one of {', '.join(LANGUAGES)}.")


def show(options: Options) -> None:
    """Show the galleries until the window is closed, or the system asks for the end."""
    mark("interpreter")
    # Where the watchdog has to end us, the log says what every thread was doing.
    faulthandler.enable()
    manager = Manager()
    manager.sign_in()
    # Hardly anything of what a start makes is garbage; looking for it takes a twentieth of the time.
    gc.disable()
    logs.begin("kiosk")
    from kiosk import alone
    from kiosk.ui.ending import Ending

    ending = Ending()
    settings, broken = _settings(options.config)
    if options.language:
        settings = replace(settings, default_language=options.language)
    lock = -1 if broken else alone.take(settings.data)
    if settings.logs.file:
        logs.into_file(settings.logs.file, settings.logs.megabytes)
    mark("configuration")
    from kiosk.machine import starts

    if broken is None:
        starts.begin(settings.data)
    fullscreen = settings.window.fullscreen and not options.windowed and not options.size
    from kiosk.ui import window

    place = window.own_place(os.environ) if fullscreen else None
    covered = place[:2] if place else fullscreen and window.screen_size()
    size = options.size or covered or settings.window.size
    early = _first_picture(settings.data, *size)
    window.configure(*size, fullscreen, settings.touch, place=place)
    mark("Kivy")
    window.open_window()
    if fullscreen:
        from kiosk.ui import ways_out

        ways_out.stay_open()
    mark("window")
    if settings.touch == "device":
        _read_touch_screens(settings)
    from kiosk.ui.app import KioskApp
    from kiosk.ui.heartbeat import Heartbeat

    mark("KivyMD and screens")
    problems = tuple(str(problem) for problem in broken.problems) if broken else ()
    displays = _display_power(settings, place)
    stage = replace(stage_settings(settings), hours=settings.hours.opening())
    app = KioskApp(stage, settings.data, problems, early, tries_editions=True, displays=displays)
    app.bind(on_start=lambda _app: mark("first screen"))
    ending.begin(app.stop)
    heartbeat = Heartbeat(manager)
    helpers = Helpers(options.config, settings)
    with ExitStack() as ends:
        if lock >= 0:
            ends.callback(os.close, lock)
        ends.callback(helpers.stop)
        if displays is not None:
            ends.callback(displays.settle, 2.0)  # they are not left dark
        ends.callback(heartbeat.stop)

        def first_frame() -> None:
            gc.enable()
            mark("picture")
            log.info("first frame %.2f s after the start of the process: %s", age(), way())
            heartbeat.start()
            helpers.start()
            if broken is None:
                from kiosk import beside

                beside.begin(app, options.config, settings, ends)

        app.on_first_frame, app.on_unshowable = first_frame, helpers.take_back
        if broken is None:
            app.on_damaged = helpers.build  # which reads the configuration too
        app.run()
        if broken is None:
            starts.end(settings.data)
    if app.restart_wanted:
        restart()


def _display_power(settings: "Config", place: "Place | None") -> "DisplayPower | None":
    """What switches the displays off while the hall is closed. None where nobody wants that, or where other
    kiosks may need them and cannot be asked."""
    from kiosk.ui.display_power import DisplayPower

    others = None
    if place is not None:
        from kiosk.ui.lit import beside_others

        # Also a kiosk that switches nothing tells the others that it is lit.
        others = beside_others(os.environ.get("DISPLAY", ""))
        if others is None:
            return None
    return DisplayPower(others=others) if settings.hours.displays_off else None


def _read_touch_screens(settings: "Config") -> None:
    """Those that are there before the first frame, and whatever is plugged in later. They know nothing of the
    session, which turns the picture."""
    from kiosk.staff import turned

    try:
        from kiosk.ui.touch_devices import TouchDevices
    except OSError:
        log.exception("touch screens cannot be read: is libmtdev1 installed?")
        return
    rotation = turned.rotation(settings.data, settings.session.rotation)
    TouchDevices(rotation, settings.touch_path).begin()


def restart() -> None:
    """Start the kiosk again. A service manager does so when it ends with this status; where a person has
    started it, it does so itself."""
    import sys

    if "INVOCATION_ID" in os.environ:
        sys.exit(RESTART)
    os.execv(sys.executable, [sys.executable, "-m", "kiosk.cli", *sys.argv[1:]])


def _settings(path: Path) -> "tuple[Config, ConfigError | None]":
    """The configuration; where it is broken, what is wrong, and the defaults: that becomes a message on the
    screen, not a loop of restarts."""
    from kiosk.catalogue import editions
    from kiosk.config import Config, load_config

    try:
        return load_config(path), None
    except ConfigError as error:
        for problem in error.problems:
            logging.error("%s", problem)
        if {problem.code for problem in error.problems} == {"missing-folder"}:
            # What was built from packs that are gone now can be shown all the same.
            settings = load_config(path, needs_content=False)
            if editions.current(settings.data) is not None:
                return settings, None
        return Config(), error


def _first_picture(data: Path, width: int, height: int) -> "EarlyPicture | None":
    """The first picture that will be shown, if the window gets this size; decoding it needs no window."""
    from kiosk.catalogue import attract, editions
    from kiosk.ui.decode import EarlyPicture, covering_file

    edition = editions.current(data)
    try:
        slides = attract.read_attract(edition) if edition else ()
    except EditionError:
        return None  # The stage will meet it too, and say so.
    return EarlyPicture(covering_file(slides[0], width, height)) if slides else None


def stage_settings(config: "Config") -> "StageSettings":
    """What every stage takes from the configuration; opening hours are only for the one in the hall."""
    from kiosk.ui.licences import LICENCES
    from kiosk.ui.stage import StageSettings

    return StageSettings(
        languages=tuple(config.languages),
        default_language=config.default_language,
        fallback=tuple(config.fallback),
        idle_seconds=config.idle_seconds,
        countdown_seconds=config.countdown_seconds,
        diagonal_inch=config.display.diagonal_inch,
        viewing_distance_mm=config.display.viewing_distance_mm,
        attract_seconds=config.attract_seconds,
        attract_motion=config.attract_motion,
        licences=LICENCES,
    )
