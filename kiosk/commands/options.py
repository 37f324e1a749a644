"""Options that several commands have, and what they ask for."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.start import DEFAULT_CONFIG

if TYPE_CHECKING:
    from kiosk.config import Config

ConfigOption = Annotated[Path, typer.Option(help="The configuration.", metavar="FILE")]
CONFIG = DEFAULT_CONFIG

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
    """Begin a log of our own; in the background also give way, and end with the kiosk."""
    from kiosk import logs
    from kiosk.background import end_with_parent, give_way

    logs.begin("kiosk-inbox")
    if background:
        end_with_parent()
        give_way()


def log_beside_the_kiosks(config: "Config") -> None:
    """Where the kiosk's log is a file, go on in one beside it."""
    from kiosk import logs

    file = config.logs.file
    if file is not None:
        logs.into_file(file.with_stem(f"{file.stem}-inbox"), config.logs.megabytes)
