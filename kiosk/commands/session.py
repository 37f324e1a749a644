"""``kiosk session``: what ``deploy/session/start.sh`` asks for, in one line."""

from dataclasses import replace

import typer

from kiosk.commands.options import CONFIG, ConfigOption


def session(config: ConfigOption = CONFIG) -> None:
    """Print how the configuration wants the screen to be used: kind, rotation, scale, screens, and the
    connector of the only screen that it wants, if there is one.

    A turn that staff have chosen at the screen comes before that of the configuration.

    What is wrong with the file is said on the standard error; its default stands for it, for the kiosk shows
    its mistakes on the screen.
    """
    from kiosk.config import load_config, read_session
    from kiosk.errors import ConfigError
    from kiosk.staff.turned import rotation

    try:
        settings = load_config(config)
        chosen = rotation(settings.data, settings.session.rotation)
        wanted = replace(settings.session, rotation=chosen)
    except ConfigError as error:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        wanted = read_session(config)
    words = [wanted.kind, str(wanted.rotation), f"{wanted.scale:g}", wanted.screens]
    typer.echo(" ".join([*words, *([wanted.output] if wanted.output else [])]))
