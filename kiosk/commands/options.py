"""Options that several commands have, and what they ask for."""

from pathlib import Path
from typing import Annotated

import typer

ConfigOption = Annotated[Path, typer.Option(help="The configuration.", metavar="FILE")]
CONFIG = Path("config.yaml")

HallOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        help="A hall's configuration; without it, the hall's words are looked for beside the pack.",
        metavar="FILE",
    ),
]

BackgroundOption = Annotated[
    bool,
    typer.Option(
        "--background", help="Give way to all other programs, and end when the standard input ends."
    ),
]


def work_for_the_kiosk(background: bool) -> None:
    """Write the log to the standard error; in the background also give way, and end with the kiosk."""
    import logging
    import sys

    from kiosk.background import end_with_parent, give_way

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    if background:
        end_with_parent()
        give_way()
