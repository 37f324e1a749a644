"""``kiosk pin set``: the PIN of the staff menu."""

from typing import Annotated

import typer

from kiosk.commands.options import CONFIG, ConfigOption
from kiosk.commands.telling import FINE, NOT_SO, TERMINAL, LanguageOption, errors_told, spoken, tell

app = typer.Typer(help="The PIN of the staff menu.", no_args_is_help=True)


@app.callback()
def _pin() -> None:
    """The PIN of the staff menu."""


@app.command("set")
def set_pin(
    only_print: Annotated[
        bool, typer.Option("--print", help="Print the lines for the configuration; change nothing.")
    ] = False,
    config: ConfigOption = CONFIG,
    language: LanguageOption = TERMINAL,
) -> None:
    """Ask for a PIN of at least six digits, twice, and write its hash into the configuration.

    The kiosk has to be restarted then. Wrong tries of the PIN before are forgotten.
    """
    from kiosk.config import load_config
    from kiosk.messages import say
    from kiosk.staff.pin import hash_pin
    from kiosk.staff.pin_file import CannotEdit, write_pin

    with errors_told(language):
        if not only_print:
            load_config(config)
        pin = typer.prompt(spoken(say("PIN"), language), hide_input=True)
        again = typer.prompt(spoken(say("Once more"), language), hide_input=True)
        if pin != again:
            tell(say("These two differ. Nothing was changed."), language, aside=True)
            raise typer.Exit(NOT_SO)
        pin_hash = hash_pin(pin)
        lines = f"staff:\n  pin_hash: '{pin_hash}'"
        if only_print:
            typer.echo(lines)
            raise typer.Exit(FINE)
        try:
            write_pin(config, pin_hash)
        except CannotEdit:
            tell(say("Write these lines into `{file}` yourself:", file=config), language, aside=True)
            typer.echo(lines)
            raise typer.Exit(NOT_SO) from None
    tell(say("The PIN is in `{file}`. It holds when the kiosk is restarted.", file=config), language)
