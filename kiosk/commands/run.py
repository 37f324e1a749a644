"""``kiosk run``: the kiosk itself. What it imports before its window is on the path to the first frame."""

import logging
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.errors import ConfigError
from kiosk.languages import LANGUAGES, Language

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.ui.stage import StageSettings

DEFAULT_CONFIG = Path("config.yaml")


def parse_size(text: str) -> tuple[int, int]:
    """``1920x1080`` as two numbers."""
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit()) or not (
        320 <= int(width) <= 7680 and 320 <= int(height) <= 7680
    ):
        raise typer.BadParameter(f"{text!r} is no size. Write it like 1920x1080, 320 to 7680 each.")
    return int(width), int(height)


def parse_language(text: str) -> Language:
    for language in LANGUAGES:
        if language == text:
            return language
    raise typer.BadParameter(f"{text!r} is no language here. Write one of {', '.join(LANGUAGES)}.")


def run(
    config: Annotated[Path, typer.Option(help="The configuration.")] = DEFAULT_CONFIG,
    windowed: Annotated[bool, typer.Option("--windowed", help="In a window, not fullscreen.")] = False,
    size: Annotated[str, typer.Option(help="Size of that window, such as 1280x720.")] = "",
    language: Annotated[str, typer.Option(help="Start in this language.")] = "",
) -> None:
    """Show the galleries. Ends when its window is closed."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    from kiosk.config import Config, load_config

    broken: ConfigError | None = None
    try:
        settings = load_config(config)
    except ConfigError as error:
        # A broken configuration becomes a message on the screen, not a loop of restarts.
        for problem in error.problems:
            logging.error("%s", problem)
        broken, settings = error, Config()
    if language:
        settings = replace(settings, default_language=parse_language(language))
    shown = parse_size(size) if size else settings.window.size
    fullscreen = settings.window.fullscreen and not windowed and not size
    from kiosk.ui import window

    window.configure(*shown, fullscreen, settings.touch)
    from kiosk.ui.app import KioskApp

    problems = tuple(str(problem) for problem in broken.problems) if broken else ()
    KioskApp(stage_settings(settings), settings.data, problems).run()


def stage_settings(config: "Config") -> "StageSettings":
    """What the stage takes from the configuration."""
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
