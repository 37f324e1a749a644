"""After the first frame: what the first touches will need, made ready while nobody has touched yet."""

from collections.abc import Iterator
from threading import Thread

from kivy.clock import Clock

from kiosk.ui import tidying
from kiosk.ui.stage import Stage

STEP_SECONDS = 0.1
"""Between two steps, so that the moving pictures are drawn as well."""


class WarmUp:
    """Imports what takes long, aside, then opens the catalogue. ``done`` is True when all is ready."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.done = False
        self._steps = self._run()
        self._event = Clock.schedule_interval(self._step, STEP_SECONDS)

    def cancel(self) -> None:
        self._event.cancel()

    def _step(self, _seconds: float) -> bool:
        self.done = next(self._steps, None) is None
        return not self.done

    def _run(self) -> Iterator[str]:
        """What was done last, step by step."""
        imports = Thread(target=self._import, name="warm-up", daemon=True)
        imports.start()
        yield "started"
        while imports.is_alive():
            yield "importing"
        # By itself: a damaged edition, which is told as an error, keeps nothing else from being made ready,
        # for which the next edition waits.
        Clock.schedule_once(self._open)
        yield "catalogue"
        # Reads Kivy's and KivyMD's rules, which must not happen beside the building of a screen.
        from kiosk.ui.screens import film, viewer  # noqa: F401

        yield "controls"
        tidying.keep_what_is_there()

    def _open(self, _seconds: float) -> None:
        if self._stage.edition is not None:
            self._stage.opened()

    def _import(self) -> None:
        from kiosk import formatting
        from kiosk.catalogue import queries  # noqa: F401 - SQLAlchemy: a quarter of a second
        from kiosk.linebreak import opportunities
        from kiosk.ui import scenes  # noqa: F401
        from kiosk.ui.screens import about, galleries, gallery, record  # noqa: F401

        languages = self._stage.settings.languages
        formatting.warm_up(languages)
        for language in languages:
            opportunities("H H", language)
