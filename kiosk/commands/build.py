"""``kiosk build``: bring the edition on the screen up to date with the packs."""

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.commands.options import CONFIG, BackgroundOption, ConfigOption, work_for_the_kiosk
from kiosk.commands.telling import TERMINAL, LanguageOption, errors_told, spoken, tell
from kiosk.languages import Language
from kiosk.messages import Message, listed, say, say_many

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from kiosk.catalogue.build import Stage
    from kiosk.catalogue.freshness import BuildResult
    from kiosk.config import Config

UP_TO_DATE, WITH_ERRORS = 0, 1

_STAGES: "dict[Stage, Message]" = {
    "read": say("Reading records"),
    "check": say("Looking for earlier versions"),
    "pictures": say("Making pictures"),
    "catalogue": say("Writing the catalogue"),
    "publish": say("Publishing"),
}


class _Lines:
    """Progress where nobody watches: one line a stage that has work to do."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def waiting(self) -> None:
        tell(say("Another build is running; waiting for its end."), self._language, aside=True)

    def stage(self, stage: "Stage", total: int) -> None:
        if total:
            typer.echo(f"{spoken(_STAGES[stage], self._language)} ({total})", err=True)

    def step(self) -> None:
        pass


class _Bars(_Lines):
    """Progress on a terminal: one bar a stage that has work to do."""

    def __init__(self, language: Language, bars: "Progress") -> None:
        super().__init__(language)
        self._bars = bars
        self._task: TaskID | None = None

    def stage(self, stage: "Stage", total: int) -> None:
        name = spoken(_STAGES[stage], self._language)
        self._task = self._bars.add_task(name, total=total) if total else None

    def step(self) -> None:
        if self._task is not None:
            self._bars.advance(self._task)


def build(
    config: ConfigOption = CONFIG,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be shown.")] = False,
    background: BackgroundOption = False,
    language: LanguageOption = TERMINAL,
) -> None:
    """Read the packs and publish them as one edition; without a change this takes no time.

    A pack with errors keeps its last good version. Ends with 0 when every pack is shown as it was delivered,
    1 when some are not.
    """
    from kiosk.catalogue import freshness
    from kiosk.config import load_config

    if background:
        work_for_the_kiosk(background)
    with errors_told(language):
        settings = load_config(config)
        result = (None if dry_run else freshness.unchanged(settings)) or _build(settings, dry_run, language)
    _tell(result, dry_run, language)
    raise typer.Exit(UP_TO_DATE if _all_shown(result) else WITH_ERRORS)


def _build(settings: "Config", dry_run: bool, language: Language) -> "BuildResult":
    from kiosk.catalogue import build as building

    progress, shown = shown_progress(language)
    with shown:
        return (building.rehearse if dry_run else building.build)(settings, progress)


def shown_progress(language: Language) -> "tuple[_Lines, AbstractContextManager[object]]":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        return _Lines(language), nullcontext()
    bars = Progress(
        TextColumn("{task.description:<30}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )
    return _Bars(language, bars), bars


def _all_shown(result: "BuildResult") -> bool:
    from kiosk.problems import errors

    return bool(result.packs) and not result.last_good and not errors(result.problems)


def _tell(result: "BuildResult", dry_run: bool, language: Language) -> None:
    warnings = 0
    for problem in result.problems:
        # Translations that are missing and the like are told by `packs check`; here they would hide the rest.
        if problem.severity == "error" or problem.code in ("last-good", "last-good-hall", "never-good"):
            typer.echo(problem.told(language), err=True)
        else:
            warnings += 1
    if warnings:
        message = say_many(
            "{count} warning; `kiosk packs check` lists them.",
            "{count} warnings; `kiosk packs check` lists them.",
            warnings,
        )
        tell(message, language, aside=True)
    tell(_outcome(result, dry_run), language)


def _outcome(result: "BuildResult", dry_run: bool) -> Message:
    if not result.packs:
        return say("No good pack: there is nothing to show.")
    packs = listed(
        [
            say("{pack} {version} (last good)", pack=pack.id, version=pack.version)
            if pack.id in result.last_good
            else f"{pack.id} {pack.version}"
            for pack in result.packs
        ]
    )
    if dry_run:
        return say("A build would show {packs}.", packs=packs)
    if result.published:
        return say("Edition `{edition}` is new: {packs}.", edition=result.edition, packs=packs)
    return say("Edition `{edition}` is up to date: {packs}.", edition=result.edition, packs=packs)
