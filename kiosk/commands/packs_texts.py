"""``kiosk packs texts export`` and ``… import``: a pack's texts to translators and back."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kiosk.commands.telling import FINE, NOT_READ, NOT_SO, TERMINAL, LanguageOption, errors_told, tell
from kiosk.languages import Language

if TYPE_CHECKING:
    from kiosk.authoring.pack_texts import PackTexts
    from kiosk.authoring.texts_import import Change
    from kiosk.authoring.texts_rows import Row
    from kiosk.messages import Message

app = typer.Typer(help="Texts of a pack: to translators and back.", no_args_is_help=True)

_SHORT = 60


class Format(StrEnum):
    xlsx = "xlsx"
    csv = "csv"
    po = "po"
    xliff = "xliff"


PackArgument = Annotated[Path, typer.Argument(metavar="PACK", help="Folder of a pack.", show_default=False)]


@app.command("export")
def export_texts(
    pack: PackArgument,
    format: Annotated[Format, typer.Option(help="A table, or one file a language.")] = Format.xlsx,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder, or name of the table; the current folder without it.", metavar="PLACE"),
    ] = None,
    source: Annotated[Language, typer.Option(help="Language to translate from.")] = "en",
    delimiter: Annotated[
        str, typer.Option(help="Between the cells of a csv; by the language without it.", metavar="SIGN")
    ] = "",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace files of the same name.")] = False,
    language: LanguageOption = TERMINAL,
) -> None:
    """Write all texts of a pack into files for translators.

    Ends with 0, with 1 when a file of the pack could not be read, with 2 when nothing could be written.
    """
    from kiosk.authoring.pack_texts import can_travel
    from kiosk.authoring.texts_export import exported, save
    from kiosk.messages import both, say, say_many

    sign = delimiter.replace("\\t", "\t")
    if len(sign) > 1:
        _stop(say("`{sign}` is no single sign.", sign=delimiter), language)
    with errors_told(language):
        found = _read(pack, language)
        texts = [text for text in found.texts if can_travel(text)]
        for text in found.texts:
            if not can_travel(text):
                words = say("`{id}` holds an invisible character and is left out.", id=text.id)
                tell(both(words, say("`kiosk packs check` names it.")), language, aside=True)
        files = exported(texts, pack.resolve().name, format.value, source, language, sign)
        folder = out or Path()
        if out is not None and len(files) == 1 and out.suffix.lower() == f".{format.value}":
            folder, files = out.parent, {out.name: next(iter(files.values()))}
        for place in save(files, folder, overwrite):
            typer.echo(str(place))
    tell(say_many("{count} text written.", "{count} texts written.", len(texts)), language)
    raise typer.Exit(NOT_SO if found.problems or len(texts) < len(found.texts) else FINE)


@app.command("import")
def import_texts(
    pack: PackArgument,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="What translators sent back.", show_default=False)
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    language: LanguageOption = TERMINAL,
) -> None:
    """Take translators' texts back into the pack; nothing else in its files changes.

    Ends with 0 when every text was taken, with 1 when some were refused, with 2 when nothing could be done.
    """
    from kiosk.authoring.texts_import import apply, compare, write
    from kiosk.messages import both, say, say_many
    from kiosk.problems import errors

    with errors_told(language):
        found = _read(pack, language)
        plan = compare(found, _rows(files, language))
        for change in plan.changes:
            _tell_change(change, language)
        for problem in plan.refused:
            typer.echo(problem.told(language), err=True)
        changed, problems = apply(found, plan)
        for problem in problems:
            typer.echo(problem.told(language), err=True)
        if errors(problems):
            _stop(say("The pack would have new errors. Nothing is changed."), language)
        if not dry_run:
            meanwhile = write(found.root, changed)
            if meanwhile is not None:
                words = say("{file} was changed just now by somebody else.", file=str(meanwhile))
                _stop(both(words, say("Nothing is changed. Try again.")), language)
    count = len(plan.changes)
    if dry_run:
        tell(say_many("{count} text would change.", "{count} texts would change.", count), language)
    else:
        tell(say_many("{count} text changed.", "{count} texts changed.", count), language)
    if plan.refused:
        refused = len(plan.refused)
        tell(say_many("{count} text not taken.", "{count} texts not taken.", refused), language, aside=True)
    raise typer.Exit(NOT_SO if plan.refused else FINE)


def _read(pack: Path, language: Language) -> "PackTexts":
    from kiosk.authoring.pack_texts import read_pack_texts
    from kiosk.messages import reason, say
    from kiosk.problems import no_folder

    if pack.is_file():
        typer.echo(no_folder(pack).told(language), err=True)
        raise typer.Exit(NOT_READ)
    if not (pack / "pack.yaml").is_file():
        _stop(say("{folder}: this is no folder of a pack, for it has no `pack.yaml`.", folder=pack), language)
    try:
        found = read_pack_texts(pack)
    except OSError as error:
        _stop(say("{file}: cannot be read: {reason}.", file=pack, reason=reason(error)), language)
    for problem in found.problems:
        typer.echo(problem.told(language), err=True)
    return found


def _rows(files: list[Path], language: Language) -> "list[Row]":
    """Of all files; when one cannot be read none is taken."""
    from kiosk.authoring.tables import TableError
    from kiosk.authoring.texts_import import read_returned
    from kiosk.messages import say

    rows: list[Row] = []
    refused = False
    for file in files:
        try:
            rows += read_returned(file)
        except TableError as error:
            typer.echo(error.told(language), err=True)
            refused = True
    if refused:
        _stop(say("Nothing is changed."), language)
    return rows


def _tell_change(change: "Change", language: Language) -> None:
    """``Belt with elk plaques, Title, ru: “Пояс” -> “Наборный пояс”``"""
    from kiosk.messages import told
    from kiosk.problems import visible

    text = change.text
    old = f"“{_short(change.old)}”" if change.old else "–"
    place = f"{told(text.title, language)}, {told(text.name, language)}, {change.language}"
    typer.echo(visible(f"{place}: {old} -> “{_short(change.new)}”"))


def _short(text: str) -> str:
    line = " ".join(text[: 4 * _SHORT].split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1] + "…"


def _stop(words: "Message", language: Language) -> NoReturn:
    tell(words, language, aside=True)
    raise typer.Exit(NOT_READ)
