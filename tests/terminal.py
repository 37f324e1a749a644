"""A person at a terminal: what is asked there is answered there."""

import errno
import os
import pty
import sys
from collections.abc import Sequence
from pathlib import Path


def set_pin(config: Path, pins: Sequence[str], options: Sequence[str] = ()) -> tuple[int, str]:
    """``kiosk pin set`` with these answers; its exit status and what stood on the terminal."""
    command = [sys.executable, "-m", "kiosk.cli", "pin", "set", "--config", str(config), "--language", "en"]
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(sys.executable, [*command, *options])
    said = b""
    for pin in pins:
        while not said.endswith(b": "):
            said += os.read(terminal, 1000)
        os.write(terminal, f"{pin}\n".encode())
        said += b"."
    while True:
        try:
            more = os.read(terminal, 1000)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            break
        if not more:
            break
        said += more
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), said.decode()
