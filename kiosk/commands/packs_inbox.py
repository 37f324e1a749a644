"""``kiosk packs inbox``: take in what curators put into the inbox."""

import typer

from kiosk.commands.options import (
    CONFIG,
    BackgroundOption,
    ConfigOption,
    log_beside_the_kiosks,
    work_for_the_kiosk,
)
from kiosk.commands.telling import NOT_READ, TERMINAL, LanguageOption, errors_told, tell


def inbox(
    config: ConfigOption = CONFIG,
    background: BackgroundOption = False,
    language: LanguageOption = TERMINAL,
) -> None:
    """Watch the inbox that the configuration names, and install what is put there, until Ctrl+C is pressed.

    `kiosk run` does this by itself; this command is for a computer without a kiosk, and for trying out.
    """
    from threading import Event

    from kiosk.config import load_config
    from kiosk.messages import say

    work_for_the_kiosk(background)
    with errors_told(language):
        settings = load_config(config)
        if background:
            log_beside_the_kiosks(settings)
        if settings.inbox is None:
            tell(say("The configuration names no inbox. Write `inbox:` and a folder into it."), language)
            raise typer.Exit(NOT_READ)
        from kiosk.intake.watching import watch_inbox

        if not background:
            tell(say("Put packs into `{folder}`. `Ctrl+C` ends this.", folder=str(settings.inbox)), language)
        watch_inbox(
            settings,
            lambda sentence: tell(sentence, language),
            lambda: tell(say("The inbox is watched already; waiting for the end of that."), language),
            Event(),
        )
