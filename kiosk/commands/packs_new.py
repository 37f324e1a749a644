"""``kiosk packs new``: a starter pack to write on."""

import re
from pathlib import Path
from typing import Annotated

import typer

from kiosk.commands.telling import NOT_READ, TERMINAL, LanguageOption, errors_told, tell

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def new(
    pack: Annotated[
        Path,
        typer.Argument(
            metavar="NAME",
            help="Folder of the new pack, named like it: lower-case Latin letters, digits and hyphens.",
            show_default=False,
        ),
    ],
    language: LanguageOption = TERMINAL,
) -> None:
    """Make a starter pack with one record, a picture and a remark above every field.

    It checks clean and can be shown. Ends with 2 when nothing could be written.
    """
    from kiosk.authoring.new_pack import write_new_pack
    from kiosk.messages import NOTHING, both, say
    from kiosk.storage import clear_errors
    from kiosk.suggest import did_you_mean

    if not _NAME.fullmatch(pack.name):
        unfit = say(
            "`{name}` is no name of a pack: lower-case Latin letters, digits and hyphens.", name=pack.name
        )
        near = "-".join(re.findall(r"[a-z0-9]+", pack.name.lower()))
        tell(both(unfit, did_you_mean(near) if near else NOTHING), language, aside=True)
        raise typer.Exit(NOT_READ)
    with errors_told(language), clear_errors(pack.parent):
        write_new_pack(pack, language)
    tell(say("The pack is in `{folder}`. Begin with its file `pack.yaml`.", folder=str(pack)), language)
