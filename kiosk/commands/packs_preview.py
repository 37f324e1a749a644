"""``kiosk packs preview``: a pack on the screen, before anything is installed."""

from pathlib import Path
from typing import Annotated

import typer

from kiosk.commands.options import HallOption
from kiosk.commands.records import RecordsOption, named
from kiosk.commands.run import parsed
from kiosk.commands.telling import FINE, NOT_SO, TERMINAL, LanguageOption, errors_told, refuse, stop, tell
from kiosk.commands.tour import DEFAULT_LANGUAGES, DEFAULT_SIZES, drive
from kiosk.start import parse_language, parse_size


def preview(
    pack: Annotated[Path, typer.Argument(metavar="PACK", help="Folder of a pack.", show_default=False)],
    out: Annotated[Path, typer.Option(help="Folder for the pictures.", metavar="DIR")],
    language: Annotated[list[str], typer.Option(help="Language; may be given again.")] = DEFAULT_LANGUAGES,
    size: Annotated[list[str], typer.Option(help="Window size; may be given again.")] = DEFAULT_SIZES,
    records: RecordsOption = "",
    config: HallOption = None,
    messages: LanguageOption = TERMINAL,
) -> None:
    """Take pictures of every screen that a pack makes, and write a page of them. Nothing is installed.

    With ``--records`` only the screens of these records. Ends with 0, with 1 when the pack has errors (they
    are told instead), with 2 when it could not be read.
    """
    from tempfile import TemporaryDirectory

    from kiosk.authoring.alone import show_alone
    from kiosk.commands.build import shown_progress
    from kiosk.config import Config, load_config
    from kiosk.messages import say, say_many, told
    from kiosk.problems import unreadable

    sizes = [parsed(parse_size, each) for each in size]
    languages = [parsed(parse_language, each) for each in language]
    with TemporaryDirectory(prefix="kiosk-preview-") as aside, errors_told(messages):
        settings = load_config(config) if config else Config()
        hall = settings.content if config else pack.resolve().parent
        progress, bars = shown_progress(messages)
        try:
            with bars:
                alone = show_alone(pack, hall, settings, Path(aside), progress)
        except OSError as error:
            stop(unreadable(Path(error.filename or pack), error), messages)
        if alone.problems:
            refuse(alone.problems, messages)
        known = {file.stem for file in (pack / "objects").glob("*.yaml")}
        wanted = named(records, known, pack, messages)
        doing = told(say("Taking pictures"), messages)
        guide = drive(alone.config, out, sizes, languages, of_a_pack=True, records=wanted, doing=doing)
    from kiosk.ui.tour import write_page

    title = told(say("Preview: {pack}", pack=alone.title), messages)
    page = write_page(out, guide.shots, title, messages)
    for shot in guide.late:
        tell(
            say("`{file}` was taken before everything on it was ready.", file=shot.file), messages, aside=True
        )
    pictures = say_many("{count} picture", "{count} pictures", len(guide.shots))
    tell(say("{pictures}. Open `{page}`.", pictures=pictures, page=page), messages)
    raise typer.Exit(NOT_SO if guide.late or not guide.shots else FINE)
