"""Switching displays off and on, by whatever this machine's session offers; nothing where it offers nothing.

X11 has DPMS. Under a Wayland compositor ``wlr-randr`` takes the outputs away and gives them back, where that
knows wlr-output-management: cage does from 0.1.5 on. A program stays, its window keeps its size, and touches
still reach it. A window straight on the kernel (KMS) has nothing: there the picture is black and the light
stays on.
"""

import logging
import os
import shutil
from collections.abc import Callable, Mapping
from ctypes import CDLL, byref, c_int, c_ushort, c_void_p
from threading import Condition, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.ui.lit import Lit

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 10.0
"""More than a compositor takes to answer."""
AGAIN_SECONDS = 5.0
"""A display that would not come on is tried again so often: dark in the middle of the day is the worst."""

Switch = Callable[[bool], bool | None]
"""Switches all displays on or off; raises OSError where that fails. False when others still need them."""

_DPMS_ON, _DPMS_OFF = 0, 3


class DisplayPower:
    """``on`` and ``off`` return at once: a thread of its own does what was wished for last."""

    def __init__(self, find: Callable[[], Switch | None] | None = None, others: "Lit | None" = None) -> None:
        """``find`` is called in the thread, when something is wished for the first time. ``others`` knows
        the other kiosks on the same X server."""
        self._find = find or (lambda: find_switch(os.environ, others))
        self.again_seconds = AGAIN_SECONDS
        self._changed = Condition()
        self._wish: bool | None = None
        self._busy = False
        self._thread: Thread | None = None

    def on(self) -> None:
        self._want(True)

    def off(self) -> None:
        self._want(False)

    def settle(self, seconds: float = PATIENCE_SECONDS) -> bool:
        """Wait until the last wish was done; False when that takes longer."""
        with self._changed:
            return self._changed.wait_for(lambda: self._wish is None and not self._busy, seconds)

    def _want(self, on: bool) -> None:
        with self._changed:
            self._wish = on
            if self._thread is None:
                self._thread = Thread(target=self._run, name="displays", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def _run(self) -> None:
        switch = self._find()
        if switch is None:
            log.info("displays cannot be switched off here; the picture is black instead")
        said, dark = "", False
        while True:
            with self._changed:
                self._busy = False
                self._changed.notify_all()
                if not self._changed.wait_for(
                    lambda: self._wish is not None, self.again_seconds if dark else None
                ):
                    self._wish = True
                on, self._wish, self._busy = bool(self._wish), None, True
            if switch is None:
                continue
            try:
                done = switch(on)
            except OSError as error:
                dark = on
                if str(error) != said:
                    said = str(error)
                    log.warning("displays cannot be switched %s: %s", "on" if on else "off", error)
            else:
                said, dark = "", False
                if done is False:
                    log.info("displays stay on, for other kiosks; the picture is black instead")
                else:
                    log.info("displays are %s", "on" if on else "off")


def find_switch(environment: Mapping[str, str], others: "Lit | None" = None) -> Switch | None:
    """How displays are switched in this session; None where nothing can do it."""
    if environment.get("WAYLAND_DISPLAY"):
        return _wlr_randr(environment)
    power = _dpms() if environment.get("DISPLAY") else None
    return power if power is None or others is None else _together(power, others)


# Wayland -----------------------------------------------------------------------------------------


def _wlr_randr(environment: Mapping[str, str]) -> Switch | None:
    import subprocess  # not on the way to the first frame

    program = shutil.which("wlr-randr", path=environment.get("PATH"))
    if program is None:
        return None
    ours: set[str] = set()
    """What was switched off here; a technician may have switched off others for good."""

    def run(*words: str) -> str:
        try:
            done = subprocess.run(
                [program, *words],
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=PATIENCE_SECONDS,
            )
        except subprocess.TimeoutExpired as error:
            raise OSError(f"wlr-randr does not end: {error}") from error
        if done.returncode or "doesn't support" in done.stderr:
            raise OSError(done.stderr.strip() or f"wlr-randr ended with {done.returncode}")
        return done.stdout

    def switch(on: bool) -> None:
        for name, enabled in outputs(run()).items():
            if enabled and not on:
                run("--output", name, "--off")
                ours.add(name)
            elif not enabled and on and name in ours:
                run("--output", name, "--on")
        still_off = ours & {name for name, enabled in outputs(run()).items() if on and not enabled}
        if still_off:
            raise OSError(f"{', '.join(sorted(still_off))} did not come on")

    try:
        run()
    except OSError as error:
        log.info("no displays through wlr-randr: %s", error)
        return None
    return switch


def outputs(listing: str) -> dict[str, bool]:
    """What ``wlr-randr`` lists: name -> enabled."""
    found: dict[str, bool] = {}
    name = ""
    for line in listing.splitlines():
        if line and not line[0].isspace():
            name = line.split()[0]
            found[name] = False
        elif name and line.strip() == "Enabled: yes":
            found[name] = True
    return found


# X11 ---------------------------------------------------------------------------------------------


def _dpms() -> Switch | None:
    """By the extension DPMS of the X server, on a connection of its own."""
    try:
        x11, extension = CDLL("libX11.so.6"), CDLL("libXext.so.6")
    except OSError:
        return None
    x11.XOpenDisplay.restype = c_void_p

    def switch(on: bool) -> None:
        display = c_void_p(x11.XOpenDisplay(None))
        if not display:
            raise OSError("the X server does not answer")
        try:
            if on:
                extension.DPMSForceLevel(display, c_ushort(_DPMS_ON))
                extension.DPMSDisable(display)
            else:
                # Without its own timeouts, or the server would go dark by itself in the middle of the day.
                extension.DPMSSetTimeouts(display, c_ushort(0), c_ushort(0), c_ushort(0))
                extension.DPMSEnable(display)
                extension.DPMSForceLevel(display, c_ushort(_DPMS_OFF))
            x11.XSync(display, c_int(0))
        finally:
            x11.XCloseDisplay(display)

    display = c_void_p(x11.XOpenDisplay(None))
    if not display:
        return None
    try:
        capable = extension.DPMSQueryExtension(display, byref(c_int()), byref(c_int())) and (
            extension.DPMSCapable(display)
        )
    finally:
        x11.XCloseDisplay(display)
    return switch if capable else None


def _together(power: Switch, others: "Lit") -> Switch:
    """DPMS is one for all screens of an X server."""

    def switch(on: bool) -> bool | None:
        if on:
            others.again()
            return power(True)
        with others.rest() as all_rest:
            return power(False) if all_rest else False

    return switch
