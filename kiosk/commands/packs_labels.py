"""``kiosk packs labels``: wall labels to print, from the records of a pack."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.commands.records import RecordsOption, named
from kiosk.commands.run import parsed
from kiosk.commands.telling import TERMINAL, LanguageOption, refuse, stop, tell
from kiosk.languages import LANGUAGES, Language
from kiosk.start import parse_language

if TYPE_CHECKING:
    from kiosk.packs.model import ObjectRecord, Terms
    from kiosk.packs.reader import LoadedPack

_EVERY: list[str] = list(LANGUAGES)


def labels(
    pack: Annotated[Path, typer.Argument(metavar="PACK", help="Folder of a pack.", show_default=False)],
    out: Annotated[Path, typer.Option(help="The PDF to write.", metavar="FILE")],
    language: Annotated[list[str], typer.Option(help="Language of labels; may be given again.")] = _EVERY,
    records: RecordsOption = "",
    terms: Annotated[
        Path | None,
        typer.Option(help="The hall's terms; without it, the folder `terms` beside the pack.", metavar="DIR"),
    ] = None,
    messages: LanguageOption = TERMINAL,
) -> None:
    """Write wall labels as a PDF: A5, one page a record and language, with bleed and crop marks.

    Ends with 0, with 1 when the pack has errors or a label cannot be printed (each is named, and the others
    are written), with 2 when nothing could be read or written.
    """
    from kiosk.authoring.labels import make_labels
    from kiosk.messages import reason, say, say_many
    from kiosk.problems import Problem
    from kiosk.storage import write_file

    languages = [parsed(parse_language, each) for each in dict.fromkeys(language)]
    loaded, known = _read(pack, terms, messages)
    made = make_labels(loaded, known, languages, _chosen(loaded, records, messages))
    if made.pages:
        try:
            write_file(out, made.pdf, out.parent)
        except OSError as error:
            message = say("Cannot be written: {reason}.", reason=reason(error))
            stop(Problem(out, None, "", "unwritable", message), messages)
        count = say_many("{count} label in `{file}`.", "{count} labels in `{file}`.", made.pages, file=out)
        tell(count, messages)
    if made.problems:
        refuse(made.problems, messages)


def _read(pack: Path, terms: Path | None, messages: Language) -> "tuple[LoadedPack, Terms]":
    """The pack, and all terms that it may use."""
    from kiosk.packs.reader import merged, read_pack
    from kiosk.packs.terms import read_terms
    from kiosk.problems import errors, unreadable

    try:
        hall, problems = read_terms(terms or pack.resolve().parent / "terms")
        reading = read_pack(pack, hall, decode_pictures=False)
    except OSError as error:
        stop(unreadable(pack, error), messages)
    if reading.pack is None:
        refuse(errors((*problems, *reading.problems)), messages)
    return reading.pack, merged(hall, reading.pack.terms)


def _chosen(pack: "LoadedPack", wanted: str, messages: Language) -> "Sequence[ObjectRecord]":
    """The records that were named, in that order."""
    by_id = {record.id: record for record in pack.records}
    return [by_id[each] for each in named(wanted, by_id, pack.root, messages)] or pack.records
