"""``kiosk tour``: every screen of the real kiosk as a picture."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.commands.run import parsed
from kiosk.languages import LANGUAGES
from kiosk.start import DEFAULT_CONFIG, parse_language, parse_size, stage_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.config import Config
    from kiosk.languages import Language
    from kiosk.ui.tour import Tour

DEFAULT_SIZES = ["1920x1080", "1080x1920"]
DEFAULT_LANGUAGES: list[str] = list(LANGUAGES)


def tour(
    out: Annotated[Path, typer.Option(help="Folder for the pictures.")],
    config: Annotated[Path, typer.Option(help="The configuration.")] = DEFAULT_CONFIG,
    size: Annotated[list[str], typer.Option(help="Window size; may be given again.")] = DEFAULT_SIZES,
    language: Annotated[list[str], typer.Option(help="Language; may be given again.")] = DEFAULT_LANGUAGES,
    text_scale: Annotated[float, typer.Option(min=1.0, max=2.0, help="Text size, 1 to 2.")] = 1.0,
    guide: Annotated[
        str, typer.Option(help="Instead: the pictures of the curators' guide, in this language.")
    ] = "",
) -> None:
    """Drive the real kiosk through all screens, save a PNG of each, and one HTML page that shows them."""
    if guide:
        from kiosk.commands.tour_guide import drive_guide

        for picture in drive_guide(out, parsed(parse_language, guide)):
            typer.echo(str(picture))
        return
    from kiosk.config import load_config

    settings = load_config(config)
    sizes = [parsed(parse_size, each) for each in size]
    languages = [parsed(parse_language, each) for each in language]
    driven = drive(settings, out, sizes, languages, text_scale)
    from kiosk.ui.tour import write_page

    page = write_page(out, driven.shots)
    for shot in driven.late:
        typer.echo(f"{shot.file}: taken before everything on it was ready.", err=True)
    typer.echo(f"{len(driven.shots)} pictures. Open {page}")
    if driven.late or not driven.shots:
        raise typer.Exit(1)


def drive(
    settings: "Config",
    out: Path,
    sizes: "Sequence[tuple[int, int]]",
    languages: "Sequence[Language]",
    text_scale: float = 1.0,
    of_a_pack: bool = False,
    records: "Sequence[str]" = (),
    doing: str = "Taking pictures",
) -> "Tour":
    """Open the kiosk's window, go round, and close it.

    ``of_a_pack`` visits all that one pack makes, or, where ``records`` are named, only those.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from kiosk.ui import window

    window.configure(*sizes[0], fullscreen=False, touch="window")
    window.open_window()
    from kiosk.ui.app import KioskApp
    from kiosk.ui.pack_tour import all_of_a_pack, only_records
    from kiosk.ui.tour import Shot, Tour, every_kind

    # A tour takes its time: nobody must be sent back to the attract loop meanwhile.
    still = replace(stage_settings(settings), idle_seconds=1e9, attract_motion=False)
    app = KioskApp(still, settings.data)
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.fields[doing]}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
        console=console,
        disable=not console.is_terminal,
    ) as progress:
        task = progress.add_task("", total=None, doing=doing)

        def told(shot: Shot, total: int) -> None:
            progress.update(task, total=total, advance=1, description=shot.file)

        stops = all_of_a_pack if of_a_pack else every_kind
        if records:
            stops = partial(only_records, records)
        guide = Tour(app, out, sizes, languages, text_scale, told, stops)
        app.on_first_frame = guide.start
        app.run()
    if guide.error is not None:
        raise guide.error
    return guide
