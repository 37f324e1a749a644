"""How commands speak to curators: in one of the four languages, problems line by line."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kiosk.languages import Language, of_environment

if TYPE_CHECKING:
    from kiosk.messages import Message
    from kiosk.problems import Problem

FINE, NOT_SO, NOT_READ = 0, 1, 2
"""What a command ends with."""

TERMINAL = of_environment(os.environ)
"""The language of the terminal in which the program was started."""

LanguageOption = Annotated[Language, typer.Option(help="Language of messages.")]


def spoken(message: "Message", language: Language) -> str:
    """A sentence as a terminal may show it."""
    from kiosk.messages import told
    from kiosk.problems import visible

    return visible(told(message, language))


def tell(message: "Message", language: Language, aside: bool = False) -> None:
    """Print a sentence; ``aside`` from what a program would read."""
    typer.echo(spoken(message, language), err=aside)


def refuse(problems: "Iterable[Problem]", language: Language) -> NoReturn:
    """Print problems, and end."""
    for problem in problems:
        typer.echo(problem.told(language))
    raise typer.Exit(NOT_SO)


def stop(problem: "Problem", language: Language) -> NoReturn:
    """Print the one problem that kept us from reading or writing at all, and end."""
    typer.echo(problem.told(language), err=True)
    raise typer.Exit(NOT_READ)


@contextmanager
def errors_told(language: Language) -> Iterator[None]:
    """What is ours to explain ends the program with its sentence."""
    from kiosk.errors import KioskError
    from kiosk.problems import visible

    try:
        yield
    except KioskError as error:
        for line in error.told(language).splitlines():
            typer.echo(visible(line), err=True)
        raise typer.Exit(NOT_READ) from error
