"""``kiosk visits …``: what the log of visits knows, as a table and as a page."""

from contextlib import closing
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kiosk.commands.telling import TERMINAL, LanguageOption, errors_told, stop, tell
from kiosk.languages import Language
from kiosk.start import DEFAULT_CONFIG

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.messages import Name

app = typer.Typer(help="Visits: which screens, how long, in which language.", no_args_is_help=True)


class Format(StrEnum):
    csv = "csv"


class Lines(StrEnum):
    screens = "screens"
    visits = "visits"


ConfigOption = Annotated[Path, typer.Option(help="The configuration.", metavar="FILE")]
FirstOption = Annotated[
    datetime | None, typer.Option("--from", help="First day.", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")
]
LastOption = Annotated[
    datetime | None, typer.Option("--to", help="Last day.", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")
]
HallOption = Annotated[
    bool, typer.Option("--hall", help="All screens of the hall, from the database of the configuration.")
]


@app.callback()
def _visits() -> None:
    """Visits: which screens, how long, in which language."""


@app.command()
def export(
    format: Annotated[Format, typer.Option(help="Of the table.")] = Format.csv,
    lines: Annotated[Lines, typer.Option(help="What has a line of its own.")] = Lines.screens,
    out: Annotated[
        Path | None, typer.Option(help="Write it there, not to the terminal.", metavar="FILE")
    ] = None,
    first: FirstOption = None,
    last: LastOption = None,
    hall: HallOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
    language: LanguageOption = TERMINAL,
) -> None:
    """Write visits as a table, for a spreadsheet or for statistics."""
    import sys

    from kiosk.config import load_config
    from kiosk.messages import say_many
    from kiosk.visits.reading import open_visits
    from kiosk.visits.table import write_table

    with errors_told(language):
        settings = load_config(config)
        with open_visits(settings, _day(first), _day(last), hall) as visits:
            if out is None:
                write_table(visits, lines.value, sys.stdout)
                return
            unfinished = out.with_name(f"{out.name}.new")
            try:
                with unfinished.open("w", encoding="utf-8", newline="") as stream:
                    number = write_table(visits, lines.value, stream)
                unfinished.replace(out)
            except OSError as error:
                _unwritable(out, error, language)
    tell(say_many("{count} visit written.", "{count} visits written.", number), language)


@app.command()
def report(
    out: Annotated[Path, typer.Option(help="The page.", metavar="FILE")],
    first: FirstOption = None,
    last: LastOption = None,
    hall: HallOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
    language: LanguageOption = TERMINAL,
) -> None:
    """Write a page about visits with plots by day, hour, language and record, for a browser or A4."""
    import socket

    from kiosk.config import load_config
    from kiosk.messages import say
    from kiosk.storage import write_file
    from kiosk.visits.figures import counted
    from kiosk.visits.reading import open_visits
    from kiosk.visits.report import Report, as_html

    made = datetime.now().astimezone()
    with errors_told(language):
        settings = load_config(config)
        with open_visits(settings, _day(first), _day(last), hall) as visits:
            figures = counted(visits, made.date())
        with closing(_Titles(settings)) as titles:
            page = as_html(
                Report(
                    figures,
                    "" if hall else settings.visits.kiosk or socket.gethostname(),
                    _day(first),
                    _day(last),
                    made,
                    titles,
                    None if hall else titles.records,
                ),
                language,
            )
    try:
        write_file(out, page.encode(), out.parent)
    except OSError as error:
        _unwritable(out, error, language)
    tell(say("The page is in `{file}`.", file=out), language)


class _Titles:
    """What records are called in the edition that is shown; nothing where there is none."""

    def __init__(self, config: "Config") -> None:
        from kiosk.catalogue import editions
        from kiosk.catalogue.queries import Catalogue

        edition = editions.current(config.data)
        self._catalogue: Catalogue | None = Catalogue(edition) if edition else None

    @property
    def records(self) -> int | None:
        if self._catalogue is None:
            return None
        return sum(gallery.record_count for gallery in self._catalogue.galleries())

    def __call__(self, gallery: str, record: str) -> "Name | None":
        from kiosk.messages import Name

        key = self._catalogue.record_key(gallery, record) if self._catalogue else None
        if self._catalogue is None or key is None:
            return None
        return Name(self._catalogue.cards([key])[0].title)

    def close(self) -> None:
        if self._catalogue is not None:
            self._catalogue.close()


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _unwritable(file: Path, error: OSError, language: Language) -> NoReturn:
    from kiosk.messages import reason, say
    from kiosk.problems import Problem

    message = say("Cannot be written: {reason}.", reason=reason(error))
    stop(Problem(file, None, "", "unwritable", message), language)
