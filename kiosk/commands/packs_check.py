"""``kiosk packs check PATH…``: every problem of packs, before they go to the hall."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.commands.telling import FINE, NOT_READ, NOT_SO, TERMINAL, LanguageOption, stop, tell
from kiosk.languages import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.messages import Message
    from kiosk.packs.reader import PackReading
    from kiosk.problems import Problem


class Format(StrEnum):
    text = "text"
    json = "json"


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
    language: LanguageOption = TERMINAL,
    report: Annotated[
        Path | None,
        typer.Option(
            help="Write a report too: a page for a browser or a printer (.html), or plain text (.txt).",
            metavar="FILE",
        ),
    ] = None,
) -> None:
    """Read packs and name every problem: file, line, field, what is wrong, what to write instead.

    Ends with 0 when all is well, 1 when there are errors, 2 when a folder could not be read.
    """
    from kiosk.messages import say
    from kiosk.problems import errors, unreadable

    paths = [path for path in paths if not _of_the_hall(path)] or paths
    _refuse_what_is_not_there(paths, terms, report, language)
    try:
        readings, found = _read(paths, terms)
        fitting, signatures = _signatures(paths)
    except OSError as error:
        stop(unreadable(Path(error.filename), error), language)
    problems = [*found, *(problem for reading in readings for problem in reading.problems), *signatures]
    if report:
        _write_report(report, readings, problems, fitting, language)
        tell(say("The report is in `{file}`.", file=report), language, aside=True)
    if format is Format.json:
        text = json.dumps([each.as_dict() for each in problems], ensure_ascii=False, indent=2)
        typer.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))
    else:
        _print(problems, language)
        tell(_summary(len(paths), problems), language)
        for sentence in fitting:
            tell(sentence, language)
    raise typer.Exit(NOT_SO if errors(problems) or (strict and problems) else FINE)


def _of_the_hall(path: Path) -> bool:
    """What lies beside the packs in the content folder, so that ``content/*`` may be written."""
    if path.is_dir():
        return path.name == "terms"
    return path.is_file() and path.name in ("README.md", "centre.yaml")


def _refuse_what_is_not_there(
    paths: "Sequence[Path]", terms: Path | None, report: Path | None, language: Language
) -> None:
    from kiosk.intake.report import ENDINGS
    from kiosk.messages import say
    from kiosk.problems import Problem, no_folder

    problems = [no_folder(path) for path in (*paths, *([terms] if terms else [])) if not path.is_dir()]
    if report and report.suffix.lower() not in ENDINGS:
        message = say("The name of a report ends with `.html` or `.txt`.")
        problems.append(Problem(report, None, "", "file-ending", message))
    for problem in problems:
        typer.echo(problem.told(language), err=True)
    if problems:
        raise typer.Exit(NOT_READ)


def _read(paths: "Sequence[Path]", terms: Path | None) -> "tuple[list[PackReading], list[Problem]]":
    """All packs, and the problems of the terms that they use."""
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
    readings = [reading for folder, roots in by_hall.items() for reading in read_packs(roots, halls[folder])]
    return readings, problems


def _signatures(paths: "Sequence[Path]") -> "tuple[list[Message], list[Problem]]":
    """What the signatures say that still fit, and warnings of those that do not."""
    from dataclasses import replace

    from kiosk.packs.contents import FolderContents
    from kiosk.packs.signature import SIGNATURE
    from kiosk.packs.signing import verify

    fitting: list[Message] = []
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


def _write_report(
    file: Path,
    readings: "Sequence[PackReading]",
    problems: "Sequence[Problem]",
    notes: "Sequence[Message]",
    language: Language,
) -> None:
    from datetime import datetime

    from kiosk.intake.report import on_check, write
    from kiosk.messages import reason, say
    from kiosk.problems import Problem

    packs = [reading.summary for reading in readings]
    try:
        write(on_check(packs, problems, datetime.now().astimezone(), notes), file, language)
    except OSError as error:
        message = say("Cannot be written: {reason}.", reason=reason(error))
        stop(Problem(file, None, "", "unwritable", message), language)


def _print(problems: "Sequence[Problem]", language: Language) -> None:
    """On a terminal in colour, one file after the other; elsewhere one plain line a problem."""
    from rich.console import Console
    from rich.text import Text

    from kiosk.messages import say, told
    from kiosk.problems import SEVERITIES, visible

    console = Console(highlight=False, soft_wrap=True)
    if not console.is_terminal:
        for problem in problems:
            typer.echo(problem.told(language))
        return
    colours = {"error": "bold red", "warning": "yellow"}
    file = None
    for problem in problems:
        if problem.file != file:
            file = problem.file
            title = f"  {visible(told(problem.title, language))}" if problem.title else ""
            console.print(Text.assemble((f"\n{visible(str(file))}", "bold"), title))
        where = say("line {line}", line=problem.line) if problem.line else say("file")
        line = Text.assemble(
            f"  {told(where, language):>9}  ",
            (told(SEVERITIES[problem.severity], language), colours[problem.severity]),
            "  ",
            (visible(problem.field), "cyan"),
        )
        console.print(line)
        console.print(Text(f"             {visible(told(problem.message, language))}"))
        if problem.hint:
            console.print(Text(f"             {visible(told(problem.hint, language))}", "green"))
    console.print()


def _summary(packs: int, problems: "Sequence[Problem]") -> "Message":
    from kiosk.messages import say, say_many
    from kiosk.problems import errors

    wrong = len(errors(problems))
    return say(
        "{packs} read: {errors}, {warnings}.",
        packs=say_many("{count} pack", "{count} packs", packs),
        errors=say_many("{count} error", "{count} errors", wrong),
        warnings=say_many("{count} warning", "{count} warnings", len(problems) - wrong),
    )
