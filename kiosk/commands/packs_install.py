"""``kiosk packs install | list | history | rollback | remove``: which versions of packs the hall shows."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.commands.options import CONFIG, ConfigOption
from kiosk.commands.telling import FINE, NOT_READ, NOT_SO, TERMINAL, LanguageOption, errors_told, tell

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.intake.outcome import Outcome
    from kiosk.languages import Language
    from kiosk.packs.installed import Versions

PackId = Annotated[str, typer.Argument(metavar="PACK", help="Id of a pack.", show_default=False)]


def install(
    packs: Annotated[
        list[Path],
        typer.Argument(metavar="PACK…", help="Folders of packs, or zips of them.", show_default=False),
    ],
    allow_downgrade: Annotated[
        bool, typer.Option("--allow-downgrade", help="Take a version older than the installed one.")
    ] = False,
    config: ConfigOption = CONFIG,
    language: LanguageOption = TERMINAL,
) -> None:
    """Check packs, keep them as versions and show them; a running kiosk follows when nobody uses it.

    Ends with 0 when every pack is shown, 1 when one is not, 2 when something of our own cannot be used.
    """
    from kiosk.commands.build import shown_progress
    from kiosk.intake.install import install as take_in

    settings = _settings(config, language)
    refused = False
    for pack in packs:
        with errors_told(language):
            _need(pack)
            progress, bars = shown_progress(language)
            with bars:
                outcome = take_in(settings, pack, progress, allow_downgrade=allow_downgrade)
        tell_outcome(outcome, language)
        refused |= outcome.result not in ("shown", "unchanged")
    raise typer.Exit(NOT_SO if refused else FINE)


def list_packs(config: ConfigOption = CONFIG, language: LanguageOption = TERMINAL) -> None:
    """List the packs that the hall shows, and every version that is kept."""
    from kiosk.catalogue.freshness import pack_roots
    from kiosk.messages import say
    from kiosk.packs.model import Pack
    from kiosk.packs.reader import read_model
    from kiosk.problems import visible

    settings = _settings(config, language)
    versions = _versions(settings)
    roots = pack_roots(settings)
    for pack in sorted({*roots, *versions.packs()}):
        shown, root = versions.state(pack).shown, roots.get(pack)
        manifest = read_model(Pack, root / "pack.yaml")[0] if root else None
        if manifest is None:
            tell(say("`{pack}`: not shown", pack=pack), language)
        elif shown:
            facts = {"pack": pack, "version": manifest.version, "folder": shown}
            tell(say("`{pack}`: {version}, installed as {folder}", **facts), language)
        else:
            tell(
                say("`{pack}`: {version}, from the content folder", pack=pack, version=manifest.version),
                language,
            )
        came = {event.folder: event for event in versions.state(pack).events if event.deed == "installed"}
        for folder in versions.folders(pack):
            event = came.get(folder)
            known = [event.version, _local(event.at)] if event else []
            typer.echo(visible("  ".join([f"  {'*' if folder == shown else ' '} {folder}", *known])))


def history(
    pack: PackId,
    report: Annotated[
        int, typer.Option(help="Print the report on this line of the history.", metavar="NUMBER")
    ] = 0,
    config: ConfigOption = CONFIG,
    language: LanguageOption = TERMINAL,
) -> None:
    """Tell what happened to a pack: when, what, from which delivery, signed by whom, and why."""
    from kiosk.messages import NOTHING, say, told
    from kiosk.problems import visible

    versions = _versions(_settings(config, language))
    events = versions.state(pack).events
    if report:
        _tell_report(versions, pack, report, language)
        return
    if not events:
        tell(say("No version of `{pack}` was ever installed.", pack=pack), language)
    deeds = {
        "installed": say("installed"),
        "removed": say("removed"),
        "rolled-back": say("rolled back"),
        "refused": say("refused"),
    }
    for event in events:
        signer = say("Signed by {signer}.", signer=event.signer) if event.signer else NOTHING
        said = [told(each, language) for each in (deeds[event.deed], signer, event.reason)]
        parts = [
            f"{event.number}",
            _local(event.at),
            said[0],
            event.version,
            event.folder,
            event.origin,
            *said[1:],
        ]
        typer.echo(visible("  ".join(part for part in parts if part)))


def _local(moment: str) -> str:
    """An event's moment as the clock on the wall showed it: ``2026-11-22 18:33``."""
    from datetime import datetime

    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"


def _tell_report(versions: "Versions", pack: str, number: int, language: "Language") -> None:
    from kiosk.intake.kept_reports import kept_report
    from kiosk.intake.report_text import as_text
    from kiosk.messages import say

    found = [event for event in versions.state(pack).events if event.number == number]
    report = kept_report(versions, pack, found[0]) if found else None
    if report is None:
        tell(say("There is no report {number} on `{pack}`.", number=number, pack=pack), language)
        raise typer.Exit(NOT_READ)
    typer.echo(as_text(report, language))


def rollback(
    pack: PackId,
    to: Annotated[
        str, typer.Option(help="Name of a version, as `kiosk packs list` prints it.", metavar="VERSION")
    ] = "",
    config: ConfigOption = CONFIG,
    language: LanguageOption = TERMINAL,
) -> None:
    """Show the version before the one that is shown, or the one that is named."""
    from kiosk.commands.build import shown_progress
    from kiosk.intake.install import roll_back

    settings = _settings(config, language)
    with errors_told(language):
        progress, bars = shown_progress(language)
        with bars:
            outcome = roll_back(settings, pack, progress, to)
    tell_outcome(outcome, language)
    raise typer.Exit(NOT_SO if outcome.result == "refused" else FINE)


def remove(pack: PackId, config: ConfigOption = CONFIG, language: LanguageOption = TERMINAL) -> None:
    """Take an installed pack off the screen; its versions are kept, and the content folder's is shown."""
    from kiosk.commands.build import shown_progress
    from kiosk.intake.install import remove as take_off

    settings = _settings(config, language)
    with errors_told(language):
        progress, bars = shown_progress(language)
        with bars:
            outcome = take_off(settings, pack, progress)
    tell_outcome(outcome, language)
    raise typer.Exit(NOT_SO if outcome.result == "refused" else FINE)


def _settings(config: Path, language: "Language") -> "Config":
    from kiosk.config import load_config

    with errors_told(language):
        return load_config(config)


def _versions(settings: "Config") -> "Versions":
    from kiosk.packs.installed import Versions

    return Versions(settings.data / "versions")


def _need(pack: Path) -> None:
    from kiosk.intake.work import NothingToDo
    from kiosk.messages import say

    if not pack.exists():
        raise NothingToDo(say("There is no `{pack}`.", pack=str(pack)))


def tell_outcome(outcome: "Outcome", language: "Language") -> None:
    """The problems, then how it ended in one sentence."""
    for problem in outcome.problems:
        typer.echo(problem.told(language))
    tell(outcome.sentence, language)
