"""The log of visits of a running kiosk: what listens, what writes, what sends. Imports nothing heavy."""

import socket
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.visits.keeping import Keeper
from kiosk.visits.recorder import Recorder
from kiosk.visits.sender import Sender

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.visits.sending import Dispatch
    from kiosk.visits.store import Store


class VisitLog:
    """``recorder`` is the stage's listener."""

    def __init__(self, file: Path, kiosk: str, keep_days: int, database_url: str | None) -> None:
        def open_store() -> "Store":
            from kiosk.visits.store import Store

            return Store(file, kiosk, keep_days)

        def open_dispatch() -> "Dispatch":
            from kiosk.visits.sending import Dispatch

            assert database_url is not None
            return Dispatch(file, database_url)

        self._sender = Sender(open_dispatch) if database_url else None
        self._keeper = Keeper(open_store, self._sender.wake if self._sender else lambda: None)
        self.recorder = Recorder(kiosk, self._keeper.put)

    def start(self) -> None:
        self._keeper.start()
        if self._sender is not None:
            self._sender.start()

    def close(self) -> None:
        """Write what is left, within seconds."""
        self._keeper.close()
        if self._sender is not None:
            self._sender.close()


def begin_log(config: "Config") -> VisitLog | None:
    """The log that a configuration asks for; None where it asks for none."""
    visits = config.visits
    if not visits.keep_days:
        return None
    name = visits.kiosk or socket.gethostname()
    log = VisitLog(config.visits_file, name, visits.keep_days, visits.database_url)
    log.start()
    return log
