"""``kiosk packs from-table FILE``: records from the rows of a collection system's table."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kiosk.commands.telling import FINE, NOT_READ, NOT_SO, TERMINAL, LanguageOption, errors_told, spoken, tell
from kiosk.languages import Language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kiosk.authoring.from_table_row import Trouble
    from kiosk.problems import Problem

_SHOWN = 20
"""Rows with trouble that the terminal shows; all are in the report."""


def from_table(
    table: Annotated[Path, typer.Argument(metavar="FILE", help="A .csv or .xlsx file.", show_default=False)],
    mapping: Annotated[Path, typer.Option(help="Which column becomes which field.", metavar="FILE")],
    out: Annotated[Path, typer.Option(help="The new pack; its name becomes the id.", metavar="FOLDER")],
    terms: Annotated[
        Path | None,
        typer.Option(help="The hall's terms; without it, the folder `terms` beside the pack.", metavar="DIR"),
    ] = None,
    language: LanguageOption = TERMINAL,
) -> None:
    """Make a pack from a table, one record a row. Never overwrites a pack.

    Ends with 0 when every row became a record, with 1 when some did not, with 2 when no pack was made.
    """
    from kiosk.authoring.from_table import Maker
    from kiosk.authoring.from_table_check import check_terms, read_mapping
    from kiosk.messages import say, say_many
    from kiosk.packs.terms import read_terms
    from kiosk.problems import errors

    found, place, problems = read_mapping(mapping)
    halls, _ = read_terms(terms or out.parent / "terms")
    if found is not None and place is not None:
        problems += check_terms(found, halls, place)
    if found is None or place is None or errors(problems):
        _stop(problems, language)
    shown = _Shown(table, language)
    bar, step = _progress()
    with errors_told(language), bar:
        maker = Maker(table, found, place, halls, out, language, shown.add, step)
        result, problems = maker.run()
    if problems:
        _stop(problems, language)
    if maker.report_file.exists():
        tell(say("All that could not be used is in `{file}`.", file=maker.report_file), language, aside=True)
    if result.refused:
        message = say_many("{count} row made no record.", "{count} rows made no record.", result.refused)
        tell(message, language, aside=True)
    if result.partly:
        message = say_many(
            "{count} record goes without something.", "{count} records go without something.", result.partly
        )
        tell(message, language, aside=True)
    if not result.records:
        tell(say("No row made a record, so no pack is made."), language, aside=True)
        raise typer.Exit(NOT_READ)
    message = say_many(
        "{count} record written to `{folder}`.",
        "{count} records written to `{folder}`.",
        result.records,
        folder=out,
    )
    tell(message, language)
    tell(say("Look at it with `kiosk packs check {folder}`.", folder=out), language)
    raise typer.Exit(NOT_SO if result.refused else FINE)


class _Shown:
    """The first rows with trouble, on the terminal."""

    def __init__(self, table: Path, language: Language) -> None:
        self._table, self._language, self._count = table, language, 0

    def add(self, line: int, trouble: "Trouble") -> None:
        from kiosk.messages import both

        self._count += 1
        if self._count <= _SHOWN:
            column = f" [{trouble.column}]" if trouble.column else ""
            words = spoken(both(trouble.message, trouble.hint), self._language)
            typer.echo(f"{self._table}:{line}:{column} {words}", err=True)
        elif self._count == _SHOWN + 1:
            typer.echo("…", err=True)


def _stop(problems: "Iterable[Problem]", language: Language) -> NoReturn:
    from kiosk.messages import say

    for problem in problems:
        typer.echo(problem.told(language), err=True)
    tell(say("No pack is made."), language, aside=True)
    raise typer.Exit(NOT_READ)


def _progress() -> "tuple[AbstractContextManager[object], Callable[[int, int], None]]":
    """A bar on a terminal, nothing elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        return nullcontext(), lambda done, total: None
    bar = Progress(BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), console=console)
    task = bar.add_task("", total=None)
    return bar, lambda done, total: bar.update(task, completed=done, total=total)
