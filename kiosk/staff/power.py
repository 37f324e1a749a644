"""Whether and how this user may restart the machine: through logind, which asks polkit."""

import shutil
from collections.abc import Callable

from kiosk.staff.levels import run

_LOGIND = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")


def machine_restart() -> Callable[[], None] | None:
    """Restarts the machine, raising OSError where that fails; None where this user may not."""
    program = shutil.which("busctl")
    if program is None:
        return None
    try:
        answer = run(program, "--system", "call", *_LOGIND, "CanReboot")
    except OSError:
        return None
    if answer.split() != ["s", '"yes"']:
        return None

    def restart() -> None:
        run(program, "--system", "call", *_LOGIND, "Reboot", "b", "false")

    return restart
