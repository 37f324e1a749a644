"""``kiosk schema``: JSON Schemas of every file that people write, for their editors."""

import json
from pathlib import Path
from typing import Annotated

import typer


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(help="pack, object, materials … config; all without it.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write <kind>.json files into this folder.", metavar="DIR")
    ] = None,
) -> None:
    """Print the JSON Schema of one kind of file, or of all; or write them into a folder."""
    from kiosk.authoring.schemas import schemas
    from kiosk.suggest import suggest

    every = schemas()
    if kind is not None and kind not in every:
        hint = suggest(kind, every) or f"Known are {', '.join(every)}."
        typer.echo(f"There is no kind of file `{kind}`. {hint}", err=True)
        raise typer.Exit(2)
    chosen = every if kind is None else {kind: every[kind]}
    if out is None:
        typer.echo(text(chosen if kind is None else every[kind]), nl=False)
        return
    out.mkdir(parents=True, exist_ok=True)
    for name, each in chosen.items():
        (out / f"{name}.json").write_text(text(each), encoding="utf-8")
        typer.echo(str(out / f"{name}.json"))


def text(value: object) -> str:
    """JSON as it stands in ``docs/schemas``."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
