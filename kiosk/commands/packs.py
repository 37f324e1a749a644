"""``kiosk packs check PATH…``: every problem of packs, before they go to the hall."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.commands import packs_sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.problems import Problem

app = typer.Typer(help="Packs: what a curator delivers.", no_args_is_help=True)
app.command("sign")(packs_sign.sign)
app.command("verify")(packs_sign.verify)

CLEAN, WITH_ERRORS, NOT_READ = 0, 1, 2


class Format(StrEnum):
    text = "text"
    json = "json"


@app.callback()
def _packs() -> None:
    """Packs: what a curator delivers."""


@app.command()
def check(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH…", help="Folders of packs.", show_default=False)
    ],
    terms: Annotated[
        Path | None,
        typer.Option(
            help="The hall's terms; without it, the folder `terms` beside each pack.", metavar="DIR"
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    format: Annotated[Format, typer.Option(help="For people or for programs.")] = Format.text,
) -> None:
    """Read packs and name every problem: file, line, field, what is wrong, what to write instead.

    Ends with 0 when all is well, 1 when there are errors, 2 when a folder could not be read.
    """
    from kiosk.problems import errors

    paths = [path for path in paths if not _of_the_hall(path)] or paths
    missing = [path for path in (*paths, *([terms] if terms else [])) if not path.is_dir()]
    for path in missing:
        typer.echo(f"{path}: there is no such folder.", err=True)
    if missing:
        raise typer.Exit(NOT_READ)
    try:
        problems = _read(paths, terms)
        fitting, found = _signatures(paths)
        problems += found
    except OSError as error:
        typer.echo(f"{error.filename}: cannot be read: {error.strerror}.", err=True)
        raise typer.Exit(NOT_READ) from error
    found_errors = len(errors(problems))
    if format is Format.json:
        text = json.dumps([each.as_dict() for each in problems], ensure_ascii=False, indent=2)
        typer.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))
    else:
        _print(problems, found_errors, len(paths))
        for sentence in fitting:
            typer.echo(sentence)
    raise typer.Exit(WITH_ERRORS if found_errors or (strict and problems) else CLEAN)


def _of_the_hall(path: Path) -> bool:
    """What lies beside the packs in the content folder, so that ``content/*`` may be written."""
    if path.is_dir():
        return path.name == "terms"
    return path.is_file() and path.name in ("README.md", "centre.yaml")


def _read(paths: "Sequence[Path]", terms: Path | None) -> "list[Problem]":
    """The problems of all packs, after those of the terms that they use."""
    from kiosk.packs.model import Terms
    from kiosk.packs.reader import read_packs
    from kiosk.packs.terms import read_terms

    halls: dict[Path, Terms] = {}
    problems: list[Problem] = []
    by_hall: dict[Path, list[Path]] = {}
    for path in paths:
        folder = terms or _beside(path)
        if folder not in halls:
            halls[folder], found = read_terms(folder)
            problems += found
        by_hall.setdefault(folder, []).append(path)
    for folder, roots in by_hall.items():
        for reading in read_packs(roots, halls[folder]):
            problems += reading.problems
    return problems


def _signatures(paths: "Sequence[Path]") -> "tuple[list[str], list[Problem]]":
    """What the signatures say that still fit, and warnings of those that do not."""
    from dataclasses import replace

    from kiosk.packs.contents import FolderContents
    from kiosk.packs.signature import SIGNATURE
    from kiosk.packs.signing import verify

    fitting: list[str] = []
    problems: list[Problem] = []
    for path in paths:
        contents = FolderContents.of(path)
        if SIGNATURE not in contents.files:
            continue
        signed = verify(contents, trusted=None)
        if isinstance(signed, tuple):
            # A pack may be shown without a signature, and whoever is working on it signs it last.
            told = {problem.file for problem in contents.problems}
            problems += (replace(each, severity="warning") for each in signed if each.file not in told)
        else:
            fitting.append(signed.sentence)
    return fitting, problems


def _beside(pack: Path) -> Path:
    """``content/terms`` for ``content/saka``, in the words in which the pack was named."""
    return (pack.parent if pack.name not in ("", "..") else pack.resolve().parent) / "terms"


def _print(problems: "Sequence[Problem]", found_errors: int, packs: int) -> None:
    """On a terminal in colour, one file after the other; elsewhere one plain line a problem."""
    from rich.console import Console
    from rich.text import Text

    from kiosk.problems import visible

    console = Console(highlight=False, soft_wrap=True)
    if not console.is_terminal:
        for problem in problems:
            typer.echo(str(problem))
    else:
        colours = {"error": "bold red", "warning": "yellow"}
        file = None
        for problem in problems:
            if problem.file != file:
                file = problem.file
                console.print(Text(f"\n{visible(str(file))}", "bold"))
            where = f"line {problem.line}" if problem.line else "file"
            line = Text.assemble(
                f"  {where:>9}  ",
                (problem.severity, colours[problem.severity]),
                "  ",
                (visible(problem.field), "cyan"),
            )
            console.print(line)
            console.print(Text(f"             {visible(problem.message)}"))
            if problem.hint:
                console.print(Text(f"             {visible(problem.hint)}", "green"))
        console.print()
    warnings = len(problems) - found_errors
    typer.echo(
        f"{_counted(packs, 'pack')} read: {_counted(found_errors, 'error')}, {_counted(warnings, 'warning')}."
    )


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")
