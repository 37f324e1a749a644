"""``kiosk session``: what ``deploy/session/start.sh`` asks for, in one line."""

import typer

from kiosk.commands.options import CONFIG, ConfigOption


def session(config: ConfigOption = CONFIG) -> None:
    """Print how the configuration wants the screen to be used: kind, rotation, scale, screens.

    What is wrong with the file is said on the standard error; its default stands for it, for the kiosk shows
    its mistakes on the screen.
    """
    from kiosk.config import load_config, read_session
    from kiosk.errors import ConfigError

    try:
        wanted = load_config(config).session
    except ConfigError as error:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        wanted = read_session(config)
    typer.echo(f"{wanted.kind} {wanted.rotation} {wanted.scale:g} {wanted.screens}")
