"""``kiosk packs take-back``: take back the version that the kiosk could not show."""

from pathlib import Path
from typing import Annotated

import typer

from kiosk.commands.telling import TERMINAL, LanguageOption, errors_told, tell


def take_back(
    config: Annotated[Path, typer.Option(help="The configuration.", metavar="FILE")] = Path("config.yaml"),
    background: Annotated[
        bool,
        typer.Option(
            "--background", help="Give way to all other programs, and end when the standard input ends."
        ),
    ] = False,
    language: LanguageOption = TERMINAL,
) -> None:
    """Take back the version that the kiosk could not show, if there is one, and write a report.

    `kiosk run` does this by itself.
    """
    import logging
    import sys

    from kiosk.background import end_with_parent, give_way
    from kiosk.config import load_config

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    if background:
        end_with_parent()
        give_way()
    with errors_told(language):
        settings = load_config(config)
        from kiosk.intake.putting_away import write_aside
        from kiosk.intake.report import Report
        from kiosk.intake.taking_back import TakenBack, take_back_unshowable
        from kiosk.intake.work import Unwatched

        def lay(report: Report, taken: TakenBack) -> None:
            tell(report.outcome, language)
            write_aside(report, taken.origin, settings.data, settings.curator_language)

        take_back_unshowable(settings, Unwatched(), lay)
