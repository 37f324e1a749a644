"""``kiosk keys``: the keys that packs are signed with."""

from pathlib import Path
from typing import Annotated

import typer

from kiosk.commands.telling import TERMINAL, LanguageOption, errors_told, spoken, tell

app = typer.Typer(help="Keys that packs are signed with.", no_args_is_help=True)


@app.callback()
def _keys() -> None:
    """Keys that packs are signed with."""


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="Whose key it is: almaty-museum.")],
    out: Annotated[Path, typer.Option(help="Where the two files go.", metavar="DIR")] = Path(),
    passphrase: Annotated[
        bool, typer.Option("--passphrase", help="Ask for a passphrase, which signing will then need.")
    ] = False,
    language: LanguageOption = TERMINAL,
) -> None:
    """Make a key: NAME.key, which signs and stays secret, and NAME.pub, the line for `trusted_keys`.

    Never overwrites a key. Prints the line.
    """
    from kiosk.keys import new_key
    from kiosk.messages import say

    secret = ""
    if passphrase:
        first, again = (spoken(each, language) for each in (say("Passphrase"), say("Once more")))
        secret = typer.prompt(first, hide_input=True, confirmation_prompt=again)
    with errors_told(language):
        private, _, key = new_key(name, out, secret)
    keep = say("`{file}` signs packs. Keep it secret, and a copy of it in a safe place.", file=private)
    tell(keep, language, aside=True)
    tell(say("This line goes into `trusted_keys` in the `config.yaml` of every kiosk:"), language, aside=True)
    typer.echo(key.line)


@app.command()
def show(
    file: Annotated[Path, typer.Argument(help="A .key or .pub file.", metavar="FILE")],
    language: LanguageOption = TERMINAL,
) -> None:
    """Print the public key of a file, the line for `trusted_keys`. Needs no passphrase."""
    from kiosk.keys import read_public

    with errors_told(language):
        key = read_public(file)
    typer.echo(key.line)
