"""The application: wiring only. Configuration in, window and stage out."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.base import ExceptionHandler, ExceptionManager
from kivy.core.window import Window
from kivymd.app import MDApp

from kiosk.catalogue import editions
from kiosk.ui.closing import Displays
from kiosk.ui.decode import EarlyPicture
from kiosk.ui.material import HallTheme
from kiosk.ui.mending import Mending
from kiosk.ui.pictures import Pictures
from kiosk.ui.stage import Stage, StageSettings
from kiosk.ui.theme import GROUND, rgba
from kiosk.ui.trial import Trials
from kiosk.ui.warmup import WarmUp

if TYPE_CHECKING:
    from kiosk.catalogue.queries import Catalogue

log = logging.getLogger(__name__)


class _Guard(ExceptionHandler):
    """A visitor never sees a traceback: the stage shows its error screen and the log has the reason."""

    def __init__(self, app: "KioskApp") -> None:
        self._app = app

    def handle_exception(self, error: BaseException) -> int:
        if isinstance(error, Exception) and self._app.stage is not None:
            self._app.stage.fail(error)
            return int(ExceptionManager.PASS)
        return int(ExceptionManager.RAISE)


class KioskApp(MDApp):
    """One window, one stage. ``data`` is the folder with the editions."""

    def __init__(
        self,
        settings: StageSettings,
        data: Path,
        config_problems: tuple[str, ...] = (),
        early: EarlyPicture | None = None,
        edition: Callable[[], Path | None] | None = None,
        tries_editions: bool = False,
        displays: Displays | None = None,
    ) -> None:
        """``edition`` finds the one to show; without it, that is the current one of ``data``.

        ``tries_editions``: try every new edition before it is shown, and ask for those to be taken back that
        cannot be shown. For the kiosk in the hall. ``displays`` are switched off while that is closed.
        """
        super().__init__()
        self.settings, self.data, self._config_problems, self._early = settings, data, config_problems, early
        self._displays = displays
        self._edition = edition or (lambda: editions.current(data))
        # KivyMD's icon takes a while to read, and no frame of a window shows it here.
        self.icon = ""
        self.theme_cls = HallTheme()
        self.theme_cls.theme_style_switch_animation = False
        self.stage: Stage | None = None
        self.warm_up: WarmUp | None = None
        self.first_frame: float | None = None
        """Moment of the first frame with content, ``time.monotonic()``."""
        self.restart_wanted = False
        self.on_first_frame: Callable[[], None] = lambda: None
        self.on_unshowable: Callable[[], None] = lambda: None
        """An edition was refused, and ``data/unshowable.json`` says which."""
        self.on_damaged: Callable[[], None] = lambda: None
        """The current edition is not whole: another one has to be built."""
        self._mending = Mending(data, lambda: self.on_damaged()) if tries_editions else None
        self._trials = (
            Trials(data, self._warm, lambda: self.on_unshowable(), self._mending) if self._mending else None
        )
        self._guard = _Guard(self)

    def build(self) -> Stage:
        Window.clearcolor = rgba(GROUND)
        trials = self._trials
        self.stage = Stage(
            self.settings,
            trials.current if trials else self._edition,
            open_catalogue,
            (int(Window.system_size[0]), int(Window.system_size[1])),
            self._config_problems,
            Pictures(early=self._early),
            trials,
            self._displays,
        )
        if self._mending is not None:
            self.stage.sets_aside = self._mending.sets_aside
        return self.stage

    def on_start(self) -> None:
        assert self.stage is not None
        ExceptionManager.add_handler(self._guard)
        Window.bind(on_resize=self._resized, on_flip=self._flipped)

    def on_stop(self) -> None:
        ExceptionManager.remove_handler(self._guard)
        Window.unbind(on_resize=self._resized, on_flip=self._flipped)
        if self._mending is not None:
            self._mending.stop()
        if self.warm_up is not None:
            self.warm_up.cancel()
        if self.stage is not None:
            self.stage.close()

    def restart(self) -> None:
        """End, and be started again."""
        self.restart_wanted = True
        self.stop()

    def _warm(self) -> bool:
        return self.warm_up is not None and self.warm_up.done

    def open_settings(self, *_args: Any) -> bool:
        """Kivy opens its settings at F1; a public screen has none."""
        return False

    def _resized(self, _window: Any, width: int, height: int) -> None:
        if self.stage is not None:
            self.stage.resize(int(width), int(height))

    def _flipped(self, window: Any) -> bool:
        stage = self.stage
        if stage is None or not stage.pictures.idle:
            return False
        # Kivy tells before it flips; the frame is there afterwards.
        window.flip()
        self.first_frame = time.monotonic()
        if self._trials is not None:
            self._trials.survived()
        Window.unbind(on_flip=self._flipped)
        self.on_first_frame()
        if self._mending is not None:
            self._mending.start()
        self.warm_up = WarmUp(stage)
        return True


def open_catalogue(edition: Path) -> "Catalogue":
    from kiosk.catalogue.queries import Catalogue  # SQLAlchemy: a quarter of a second

    return Catalogue(edition)
