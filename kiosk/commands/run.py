"""``kiosk run`` for Typer: its help, and what is wrong with its options. The kiosk is in ``kiosk.start``."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from kiosk import start
from kiosk.start import stage_settings as stage_settings

Value = TypeVar("Value")


def parsed(parse: Callable[[str], Value], text: str) -> Value:
    """``text`` of the command line as ``parse`` reads it; its ValueError becomes Typer's."""
    try:
        return parse(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def run(
    config: Annotated[Path, typer.Option(help="The configuration.")] = start.DEFAULT_CONFIG,
    windowed: Annotated[bool, typer.Option("--windowed", help="In a window, not fullscreen.")] = False,
    size: Annotated[str, typer.Option(help="Size of that window, such as 1280x720.")] = "",
    language: Annotated[str, typer.Option(help="Start in this language.")] = "",
) -> None:
    """Show the galleries. Ends when its window is closed."""
    start.show(
        start.Options(
            config,
            windowed,
            parsed(start.parse_size, size) if size else None,
            parsed(start.parse_language, language) if language else None,
        )
    )
