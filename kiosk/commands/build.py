"""``kiosk build``: bring the edition on the screen up to date with the packs."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from kiosk.catalogue.build import Stage
    from kiosk.catalogue.freshness import BuildResult
    from kiosk.config import Config

UP_TO_DATE, WITH_ERRORS = 0, 1

_STAGES: "dict[Stage, str]" = {
    "read": "Reading records",
    "check": "Looking for earlier versions",
    "pictures": "Making pictures",
    "catalogue": "Writing the catalogue",
    "publish": "Publishing",
}


class _Lines:
    """Progress where nobody watches: one line a stage that has work to do."""

    def waiting(self) -> None:
        typer.echo("Another build is running; waiting for its end.", err=True)

    def stage(self, stage: "Stage", total: int) -> None:
        if total:
            typer.echo(f"{_STAGES[stage]} ({total})", err=True)

    def step(self) -> None:
        pass


class _Bars(_Lines):
    """Progress on a terminal: one bar a stage that has work to do."""

    def __init__(self, bars: "Progress") -> None:
        self._bars = bars
        self._task: TaskID | None = None

    def stage(self, stage: "Stage", total: int) -> None:
        self._task = self._bars.add_task(_STAGES[stage], total=total) if total else None

    def step(self) -> None:
        if self._task is not None:
            self._bars.advance(self._task)


def build(
    config: Annotated[Path, typer.Option(help="The configuration.", metavar="FILE")] = Path("config.yaml"),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be shown.")] = False,
) -> None:
    """Read the packs and publish them as one edition; without a change this takes no time.

    A pack with errors keeps its last good version. Ends with 0 when every pack is shown as it was delivered,
    1 when some are not.
    """
    from kiosk.catalogue import freshness
    from kiosk.config import load_config

    settings = load_config(config)
    result = (None if dry_run else freshness.unchanged(settings)) or _build(settings, dry_run)
    _tell(result, dry_run)
    raise typer.Exit(UP_TO_DATE if _all_shown(result) else WITH_ERRORS)


def _build(settings: "Config", dry_run: bool) -> "BuildResult":
    from kiosk.catalogue import build as building

    progress, shown = shown_progress()
    with shown:
        return (building.rehearse if dry_run else building.build)(settings, progress)


def shown_progress() -> "tuple[_Lines, AbstractContextManager[object]]":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        return _Lines(), nullcontext()
    bars = Progress(
        TextColumn("{task.description:<30}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )
    return _Bars(bars), bars


def _all_shown(result: "BuildResult") -> bool:
    from kiosk.problems import errors

    return bool(result.packs) and not result.last_good and not errors(result.problems)


def _tell(result: "BuildResult", dry_run: bool) -> None:
    warnings = 0
    for problem in result.problems:
        # Translations that are missing and the like are told by `packs check`; here they would hide the rest.
        if problem.severity == "error" or problem.code in ("last-good", "last-good-hall", "never-good"):
            typer.echo(str(problem), err=True)
        else:
            warnings += 1
    if warnings:
        typer.echo(f"{warnings} warning{'s'[: warnings > 1]}; `kiosk packs check` lists them.", err=True)
    packs = ", ".join(
        f"{pack.id} {pack.version}{' (last good)' if pack.id in result.last_good else ''}"
        for pack in result.packs
    )
    if not packs:
        typer.echo("No good pack: there is nothing to show.")
    elif dry_run:
        typer.echo(f"A build would show {packs}.")
    else:
        typer.echo(f"Edition {result.edition} {'is new' if result.published else 'is up to date'}: {packs}.")
