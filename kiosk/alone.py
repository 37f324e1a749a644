"""One kiosk a data folder: a second one says so and ends.

The lock is the process itself (``flock`` on the folder): it ends with it, however it ends, so there is
no file that could stay behind. Only the standard library here: the first frame waits for it.
"""

import fcntl
import logging
import os
from pathlib import Path

from kiosk.errors import FileError
from kiosk.messages import say

log = logging.getLogger(__name__)


class RunningError(FileError):
    """Another kiosk shows what is in this folder."""


def take(data: Path) -> int:
    """Be the only kiosk of a data folder, until the descriptor that this gives is closed.

    Raises RunningError when there is one already. Where the disk lends no locks (-1), nobody is kept from
    showing something.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        fd = os.open(data, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        log.warning("no lock: %s", error)
        return -1
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(fd)
        raise RunningError(data, say("Another kiosk is running with this data folder.")) from error
    except OSError as error:
        os.close(fd)
        log.warning("no lock on %s: %s", data, error)
        return -1
    return fd
