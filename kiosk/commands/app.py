"""All commands for Typer. Each imports what it needs only when it is called."""

from typing import Annotated

import typer

from kiosk import __version__
from kiosk.commands import build, doctor, keys, packs, pin, run, schema, session, staff, tour, visits

app = typer.Typer(
    help="A kiosk for museum halls: packs of content in, galleries on a touch screen out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(packs.app, name="packs")
app.add_typer(keys.app, name="keys")
app.add_typer(pin.app, name="pin")
app.add_typer(staff.app, name="staff", hidden=True)
app.add_typer(visits.app, name="visits")
app.command("run")(run.run)
app.command("session")(session.session)
app.command("build")(build.build)
app.command("doctor")(doctor.doctor)
app.command("tour")(tour.tour)
app.command("schema")(schema.schema)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _app(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and end."),
    ] = False,
) -> None:
    pass
