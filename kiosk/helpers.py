"""Programs of ours beside a kiosk that shows: which, and when."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.background import Companion
    from kiosk.config import Config

BUILT = (0, 1)
"""How ``kiosk build`` ends when it has built; 1 when packs have errors, which another build does not mend."""


class Helpers:
    """Processes of their own that take in what curators deliver and mend what is damaged. They give way to
    this one."""

    def __init__(self, config: Path, settings: "Config") -> None:
        self._config, self._settings = config, settings
        self._started = False
        self._running: list[Companion] = []
        self._building: Companion | None = None

    def start(self) -> None:
        """After the first frame: for the inbox, and for what was not taken back when the kiosk ended."""
        from kiosk.background import Companion, inbox_command
        from kiosk.catalogue import showable

        self._started = True
        if self._settings.inbox is not None:
            self._run(Companion(inbox_command(self._config)))
        elif showable.refusal(self._settings.data) is not None:
            self.take_back()

    def take_back(self) -> None:
        """A version cannot be shown. Where there is an inbox, what watches it does this as well."""
        from kiosk.background import Companion, take_back_command

        if self._started and self._settings.inbox is None:
            self._run(Companion(take_back_command(self._config), done=(0,)))

    def build(self) -> None:
        """The current edition is not whole: make another from the packs, unless that is being done."""
        from kiosk.background import Companion, build_command

        if self._building is None or not self._building.running:
            self._building = Companion(build_command(self._config), done=BUILT)
            self._run(self._building)

    def stop(self) -> None:
        for companion in self._running:
            companion.stop()

    def _run(self, companion: "Companion") -> None:
        self._running = [*(each for each in self._running if each.running), companion]
        companion.start()
