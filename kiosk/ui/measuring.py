"""Counts frames, touches and visits of a running kiosk, where health over HTTP is switched on."""

import logging
import time
from pathlib import Path
from typing import Any

from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.health.figures import CountedErrors, CountedVisits, Figures
from kiosk.ui.stage import Stage

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
STILL_SECONDS = 5.0
"""Where nothing was drawn for so long, a frame is asked for: a still screen is to be told from a dead one."""


class Measuring:
    """Looks at every frame and touch until it is stopped."""

    def __init__(self, stage: Stage, figures: Figures) -> None:
        self._stage, self._figures = stage, figures
        self._began = 0.0
        self._flip = Window.flip
        self._errors = CountedErrors(figures)
        self._visits = CountedVisits(figures, stage.presence.visits)
        stage.presence.visits = self._visits
        Window.flip = self._flipped
        Window.bind(on_draw=self._drawing, on_touch_down=self._touched)
        logging.getLogger().addHandler(self._errors)
        self._event = Clock.schedule_interval(self._look, LOOK_SECONDS)
        self._look(0)

    def stop(self) -> None:
        self._event.cancel()
        logging.getLogger().removeHandler(self._errors)
        Window.unbind(on_draw=self._drawing, on_touch_down=self._touched)
        Window.flip = self._flip
        self._stage.presence.visits = self._visits.other

    def _drawing(self, _window: Any) -> None:
        self._began = time.perf_counter()

    def _flipped(self) -> None:
        """The frame is put on the screen, which is where drawing without a graphics card takes its time."""
        self._flip()
        self._figures.frame(time.perf_counter() - self._began)

    def _touched(self, _window: Any, _touch: Any) -> None:
        self._figures.touch()

    def _look(self, _seconds: float) -> None:
        figures = self._figures
        figures.turn()
        figures.edition = self._stage.edition
        if figures.now() - figures.last_frame > STILL_SECONDS:
            Window.canvas.ask_update()


class Health:
    """Measuring, and the server that tells of it."""

    def __init__(self, stage: Stage, port: int, data: Path) -> None:
        """Raises OSError when the port is taken."""
        from kiosk.health.server import HealthServer

        figures = Figures()
        self._server = HealthServer(port, figures, data)
        self.port = self._server.port
        self._measuring = Measuring(stage, figures)

    def close(self) -> None:
        self._measuring.stop()
        self._server.close()


def begin_health(stage: Stage, port: int, data: Path) -> Health | None:
    """Measure and answer; None, with a warning, when the port is taken. After the first frame."""
    try:
        return Health(stage, port, data)
    except OSError as error:
        log.warning("no health on port %d: %s", port, error)
        return None
