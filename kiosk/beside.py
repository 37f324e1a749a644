"""What the kiosk in the hall does besides showing, from its first frame on: the log of visits, answers about
its health, the door for staff."""

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.ui.app import KioskApp
    from kiosk.ui.stage import Stage


def begin(app: "KioskApp", config: Path, settings: "Config", ends: ExitStack) -> None:
    """Begin all that ``settings`` ask for; ``ends`` gets what is to be done at the end of the program.

    None of it is imported before the first frame, or where it is not asked for.
    """
    stage = app.stage
    assert stage is not None
    from kiosk.ui.graphics import write_down
    from kiosk.visits.log import begin_log

    write_down(settings.data)
    if visits := begin_log(settings):
        ends.callback(visits.close)
        stage.presence.visits = visits.recorder
    if settings.health.port:
        from kiosk.ui.measuring import begin_health

        if answers := begin_health(stage, settings.health.port, settings.data):
            ends.callback(answers.close)
    if settings.staff.pin_hash is not None:
        _hang_door(app, stage, config, settings, settings.staff.pin_hash)


def _hang_door(app: "KioskApp", stage: "Stage", config: Path, settings: "Config", pin_hash: str) -> None:
    """Where staff come in."""
    from kiosk.staff import turned
    from kiosk.ui.staff.door import Door, StaffSettings

    session = settings.session
    stage.door = Door(
        stage,
        StaffSettings(
            config.resolve(),
            settings.data,
            pin_hash,
            settings.touch == "device",
            app.restart,
            stage.closing.screen_off,
            # What turns the picture is deploy/session/start.sh.
            session.rotation if "KIOSK_ROTATION" in os.environ and session.kind != "kms" else None,
        ),
    )
    choice = turned.turned(settings.data, session.rotation)
    if choice is not None and not choice.kept:
        stage.door.ask_to_keep_turn()
