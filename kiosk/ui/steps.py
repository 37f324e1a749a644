"""Something done in a window step by step, while frames are drawn in between."""

from collections.abc import Iterator

from kivy.clock import Clock

from kiosk.ui.app import KioskApp

STEP_SECONDS = 1 / 30


class Steps:
    """Goes on with ``steps`` from its start to their end, and then stops the app."""

    def __init__(self, app: KioskApp, steps: Iterator[None]) -> None:
        self._app, self._steps = app, steps
        self.error: Exception | None = None
        """What a step raised; it is for whoever opened the window, for the kiosk itself would go on."""

    def start(self) -> None:
        Clock.schedule_interval(self._step, STEP_SECONDS)

    def _step(self, _seconds: float) -> bool:
        try:
            next(self._steps)
        except StopIteration:
            self._app.stop()
            return False
        except Exception as error:
            self.error = error
            self._app.stop()
            return False
        return True
