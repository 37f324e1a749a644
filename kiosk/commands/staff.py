"""``kiosk staff …``: what the staff menu asks for beside the screen. Not for people."""

from pathlib import Path
from typing import Annotated

import typer

from kiosk.commands.options import CONFIG, ConfigOption
from kiosk.commands.telling import FINE, NOT_SO, TERMINAL, LanguageOption, errors_told, tell

app = typer.Typer(help="What the staff menu asks for.", no_args_is_help=True)


@app.callback()
def _staff() -> None:
    """What the staff menu asks for."""


@app.command()
def state(config: ConfigOption = CONFIG) -> None:
    """Print what is known of the packs, as JSON."""
    from kiosk.config import load_config
    from kiosk.staff.hall import to_json
    from kiosk.staff.hall_reading import read_state

    with errors_told("en"):
        typer.echo(to_json(read_state(load_config(config))))


@app.command()
def export(
    stick: Annotated[
        Path, typer.Argument(metavar="MOUNTPOINT", help="Where the stick is.", show_default=False)
    ],
    config: ConfigOption = CONFIG,
    language: LanguageOption = TERMINAL,
) -> None:
    """Write logs, visits and facts about the machine into a new folder on a stick."""
    from kiosk.config import load_config
    from kiosk.messages import say
    from kiosk.staff.export import export_to

    with errors_told(language):
        exported = export_to(load_config(config), stick)
    for sentence in exported.said:
        tell(sentence, language)
    tell(say("All of it is in `{folder}`.", folder=exported.folder.name), language)
    raise typer.Exit(FINE if exported.whole else NOT_SO)
