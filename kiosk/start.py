"""``kiosk run``: from the command line to the first frame, and how long each part of the way took.

Everything imported here, and at the top of what is imported here, keeps the hall waiting: no Typer, no
pydantic, no SQLAlchemy.
"""

import faulthandler
import gc
import logging
import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kiosk import logs
from kiosk.errors import ConfigError, EditionError
from kiosk.languages import LANGUAGES, Language
from kiosk.systemd import Manager

if TYPE_CHECKING:
    from kiosk.background import Companion
    from kiosk.config import Config
    from kiosk.ui.app import KioskApp
    from kiosk.ui.decode import EarlyPicture
    from kiosk.ui.measuring import Health
    from kiosk.ui.stage import StageSettings
    from kiosk.visits.log import VisitLog

log = logging.getLogger(__name__)

DEFAULT_CONFIG = Path(os.environ.get("KIOSK_CONFIG") or "config.yaml")
"""An installed kiosk's command names its own (``deploy/bin/kiosk``)."""
RESTART = 75
"""What a kiosk that wants to be started again ends with: EX_TEMPFAIL."""
BUILT = (0, 1)
"""How ``kiosk build`` ends when it has built; 1 when packs have errors, which another build does not mend."""


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
    from kiosk.staff import turned
    from kiosk.ui import window
    from kiosk.ui.ending import Ending

    ending = Ending()
    size = options.size or (fullscreen and window.screen_size()) or settings.window.size
    early = _first_picture(settings.data, *size)
    window.configure(
        *size, fullscreen, settings.touch, rotation=turned.rotation(settings.data, settings.session.rotation)
    )
    mark("Kivy")
    window.open_window()
    if fullscreen:
        from kiosk.ui import ways_out

        ways_out.stay_open()
    mark("window")
    from kiosk.ui.app import KioskApp
    from kiosk.ui.heartbeat import Heartbeat

    mark("KivyMD and screens")
    problems = tuple(str(problem) for problem in broken.problems) if broken else ()
    from kiosk.ui.display_power import DisplayPower

    displays = DisplayPower() if settings.hours.displays_off else None
    stage = replace(stage_settings(settings), hours=settings.hours.opening())
    app = KioskApp(stage, settings.data, problems, early, tries_editions=True, displays=displays)
    app.bind(on_start=lambda _app: mark("first screen"))
    ending.begin(app.stop)
    heartbeat = Heartbeat(manager)
    helpers = _Helpers(options.config, settings)
    visit_logs: list[VisitLog] = []
    health: list[Health] = []

    def first_frame() -> None:
        _first_frame()
        heartbeat.start()
        helpers.start()
        if broken is None:
            from kiosk.ui.graphics import write_down

            write_down(settings.data)
        if broken is None and app.stage is not None:
            from kiosk.visits.log import begin_log

            if visits := begin_log(settings):
                visit_logs.append(visits)
                app.stage.visits = visits.recorder
        if settings.health.port and app.stage is not None:
            from kiosk.ui.measuring import begin_health

            if answers := begin_health(app.stage, settings.health.port, settings.data):
                health.append(answers)
        _hang_door(app, options, settings)

    app.on_first_frame, app.on_unshowable, app.on_damaged = first_frame, helpers.take_back, helpers.build
    try:
        app.run()
        if broken is None:
            starts.end(settings.data)
    finally:
        heartbeat.stop()
        for answers in health:
            answers.close()
        if displays is not None:
            displays.settle(2.0)  # they are not left dark
        for visits in visit_logs:
            visits.close()
        helpers.stop()
        if lock >= 0:
            os.close(lock)
    if app.restart_wanted:
        restart()


def _hang_door(app: "KioskApp", options: Options, settings: "Config") -> None:
    """Where staff come in; without a PIN, nowhere."""
    if settings.staff.pin_hash is None or app.stage is None:
        return
    from kiosk.staff import turned
    from kiosk.ui.staff.door import Door, StaffSettings

    session = settings.session
    app.stage.door = Door(
        app.stage,
        StaffSettings(
            options.config.resolve(),
            settings.data,
            settings.staff.pin_hash,
            settings.touch == "device",
            app.restart,
            app.stage.closing.screen_off,
            # What turns the picture is deploy/session/start.sh.
            session.rotation if "KIOSK_ROTATION" in os.environ and session.kind != "kms" else None,
        ),
    )
    choice = turned.turned(settings.data, session.rotation)
    if choice is not None and not choice.kept:
        app.stage.door.ask_to_keep_turn()


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


class _Helpers:
    """Processes of their own that take in what curators deliver and mend what is damaged. They give way to
    this one."""

    def __init__(self, config: Path, settings: "Config") -> None:
        self._config, self._settings = config, settings
        self._started = False
        self._running: list[Companion] = []
        self._building: Companion | None = None

    def start(self) -> None:
        """After the first frame: for the inbox, and for what was not taken back when the kiosk ended."""
        from kiosk.background import Companion, inbox_command
        from kiosk.catalogue import showable

        self._started = True
        if self._settings.inbox is not None:
            self._run(Companion(inbox_command(self._config)))
        elif showable.refusal(self._settings.data) is not None:
            self.take_back()

    def take_back(self) -> None:
        """A version cannot be shown. Where there is an inbox, what watches it does this as well."""
        from kiosk.background import Companion, take_back_command

        if self._started and self._settings.inbox is None:
            self._run(Companion(take_back_command(self._config), done=(0,)))

    def build(self) -> None:
        """The current edition is not whole: make another from the packs, unless that is being done."""
        from kiosk.background import Companion, build_command

        if self._building is None or not self._building.running:
            self._building = Companion(build_command(self._config), done=BUILT)
            self._run(self._building)

    def stop(self) -> None:
        for companion in self._running:
            companion.stop()

    def _run(self, companion: "Companion") -> None:
        self._running = [*(each for each in self._running if each.running), companion]
        companion.start()


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


# How long it took -------------------------------------------------------------------------------

_marks: list[tuple[str, float]] = []


def mark(part: str) -> None:
    """A part of the way to the first frame ends now."""
    _marks.append((part, age()))


def age() -> float:
    """Seconds since this process was started, to a hundredth."""
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started


def way() -> str:
    """The parts of the way so far, each with its seconds."""
    parts, before = [], 0.0
    for part, moment in _marks:
        parts.append(f"{part} {moment - before:.2f}")
        before = moment
    return ", ".join(parts)


def _first_frame() -> None:
    gc.enable()
    mark("picture")
    log.info("first frame %.2f s after the start of the process: %s", _marks[-1][1], way())
