"""Records that are named on the command line."""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer

from kiosk.commands.telling import refuse
from kiosk.languages import Language

RecordsOption = Annotated[
    str, typer.Option(help="Ids of records with commas between; all without it.", metavar="ID,…")
]


def named(wanted: str, known: Collection[str], pack: Path, language: Language) -> list[str]:
    """The ids in ``wanted``, each once, in that order; ends the program when ``pack`` has one of them not."""
    from kiosk.messages import say
    from kiosk.problems import Problem
    from kiosk.suggest import suggest

    ids = list(dict.fromkeys(filter(None, map(str.strip, wanted.split(",")))))
    unknown = [each for each in ids if each not in known]
    if unknown:
        place = pack / "objects"
        refuse(
            (
                Problem(
                    place,
                    None,
                    "",
                    "unknown-record",
                    say("There is no record `{name}`.", name=each),
                    suggest(each, known),
                )
                for each in unknown
            ),
            language,
        )
    return ids
