"""``kiosk packs import MOUNTPOINT``: install the packs that a stick brings."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.commands.options import CONFIG, ConfigOption
from kiosk.commands.telling import FINE, NOT_READ, NOT_SO, TERMINAL, errors_told, stop, tell
from kiosk.languages import Language

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.intake.stick import Found


def import_packs(
    stick: Annotated[
        Path, typer.Argument(metavar="MOUNTPOINT", help="Where the stick is.", show_default=False)
    ],
    config: ConfigOption = CONFIG,
    language: Annotated[
        Language | None,
        typer.Option(
            help="Language of messages and reports; without it, the terminal's and the curator's.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Find the packs on a stick, folders and zips, install them, and write a report on each to the stick.

    The stick may be read-only, and it may be pulled at any moment. Ends with 0 when every pack is shown, 1
    when one is not, 2 when there is none, or something could not be read at all.
    """
    from kiosk.config import load_config
    from kiosk.intake.stick import find
    from kiosk.messages import say
    from kiosk.problems import unreadable

    spoken = language or TERMINAL
    with errors_told(spoken):
        settings = load_config(config)
    try:
        found = find(stick)
    except OSError as error:
        stop(unreadable(stick, error), spoken)
    if not found.packs:
        tell(say("There is no pack in `{folder}`.", folder=str(stick)), spoken)
        raise typer.Exit(NOT_READ)
    raise typer.Exit(_import(settings, stick, found, spoken, language or settings.curator_language))


def _import(settings: "Config", stick: Path, found: "Found", spoken: Language, written: Language) -> int:
    from kiosk.commands.build import shown_progress
    from kiosk.commands.packs_install import tell_outcome
    from kiosk.intake.stick import import_packs
    from kiosk.messages import say
    from kiosk.storage import clear_errors

    with errors_told(spoken), clear_errors(settings.data):
        progress, bars = shown_progress(spoken)
        with bars:
            done = import_packs(
                settings, stick, found, progress, lambda outcome: tell_outcome(outcome, spoken), written
            )
    tell(done.summary, spoken)
    if done.why_not_there:
        tell(say("On the stick no report can be written: {reason}.", reason=done.why_not_there), spoken)
    tell(say("The reports are in `{folder}`.", folder=str(done.reports)), spoken)
    return FINE if all(each.result in ("shown", "unchanged") for each in done.outcomes) else NOT_SO
