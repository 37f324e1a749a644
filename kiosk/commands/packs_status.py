"""``kiosk packs status PACK…``: what packs still lack, before they go to the hall."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.commands.telling import FINE, NOT_SO, TERMINAL, LanguageOption, spoken, stop, tell
from kiosk.languages import LANGUAGES, Language

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from kiosk.authoring.status import PackStatus, Row


def status(
    packs: Annotated[
        list[Path], typer.Argument(metavar="PACK…", help="Folders of packs.", show_default=False)
    ],
    html: Annotated[
        Path | None, typer.Option(help="Write a page too, for a browser or a printer.", metavar="FILE")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Show also what is complete.")] = False,
    language: LanguageOption = TERMINAL,
) -> None:
    """Show what is still to do: translations, labels too short or long, small pictures, captions, rights.

    Also of a pack with errors, as far as it can be read. Ends with 0 when nothing is left to do, 1 when
    something is, 2 when a folder could not be read.
    """
    from datetime import datetime

    from kiosk.authoring.status import read_status
    from kiosk.authoring.status_page import as_html
    from kiosk.messages import reason, say
    from kiosk.problems import Problem, unreadable
    from kiosk.storage import write_file

    try:
        statuses = [read_status(pack) for pack in packs]
    except OSError as error:
        stop(unreadable(Path(error.filename), error), language)
    for each in statuses:
        _print(each, every, language)
    if html:
        page = as_html(statuses, language, datetime.now().astimezone(), every)
        try:
            write_file(html, page.encode("utf-8", "replace"), html.parent)
        except OSError as error:
            message = say("Cannot be written: {reason}.", reason=reason(error))
            stop(Problem(html, None, "", "unwritable", message), language)
        tell(say("The page is in `{file}`.", file=html), language, aside=True)
    raise typer.Exit(NOT_SO if any(each.open for each in statuses) else FINE)


def _print(status: "PackStatus", every: bool, language: Language) -> None:
    from rich.console import Console

    from kiosk.authoring import status_words as words

    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, width=120)
    for problem in status.problems:
        typer.echo(problem.told(language))
    if status.parts:
        console.print(_table(status, every, language))
    name = words.heading(status)
    typer.echo(f"{_said(name, language)}: {_said(words.left(status), language)}")


def _table(status: "PackStatus", every: bool, language: Language) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from kiosk.authoring import status_words as words

    table = Table(box=box.SIMPLE_HEAD, expand=True, show_footer=words.has_texts(status), pad_edge=False)
    table.add_column(spoken(words.RECORD, language), spoken(words.TEXTS_THERE, language), ratio=3)
    for each in LANGUAGES:
        table.add_column(each, words.share(status.parts, each, language), ratio=1)
    for part in status.parts:
        name = _said(words.part_name(part), language)
        counts = [Text(words.fraction(part, each), "bold") for each in LANGUAGES]
        table.add_row(Text(name, "bold"), *counts)
        for problem in part.problems:
            line = f"{problem.line}: " if problem.line else ""
            table.add_row(Text(f"  {line}{_said(problem.message, language)}", "bold red"))
        for row in words.shown(part, every):
            table.add_row(_field(row, language), *_cells(row, language))
    return table


def _field(row: "Row", language: Language) -> "Text":
    from rich.text import Text

    field = Text(f"  {_said(row.name, language)}")
    if row.remark:
        field.append(f"\n  {_said(row.remark, language)}", "yellow" if row.open else "dim")
    return field


def _cells(row: "Row", language: Language) -> "list[Text]":
    from rich.text import Text

    from kiosk.authoring import status_words as words

    colour = {"there": "green", "missing": "bold red", "short": "yellow", "long": "yellow"}
    cells = [row.cells[each] for each in LANGUAGES if row.cells]
    return [Text(_said(words.cell_words(cell), language), colour[cell.state]) for cell in cells]


def _said(text: str, language: Language) -> str:
    from kiosk.messages import told
    from kiosk.problems import visible

    return visible(told(text, language))
