"""The touch screens that the kiosk reads itself (``touch: device``): which came, and which went.

One that is unplugged, or switched off with its display, comes back as another device; what has come is looked
for every two seconds, what goes says so itself (``touch_reader.py``).
"""

import logging
import os
from pathlib import Path

from kivy.base import EventLoop
from kivy.clock import Clock

from kiosk.machine import inputs
from kiosk.ui.touch_reader import Rotation, TouchReader

log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0


class TouchDevices:
    """Reads every touch screen that is there, each once.

    ``rotation`` is how far the screen stands turned clockwise, in degrees; ``where`` a pattern for names in
    ``/dev/input/by-path``, empty for all.
    """

    def __init__(self, rotation: Rotation, where: str = "") -> None:
        self._rotation, self._where = rotation, where
        self._readers: dict[str, TouchReader] = {}
        """By device: a folder of the kernel's, whose numbers are never used again."""
        self._screens: dict[str, str] = {}
        """Each device that was looked at: the name of a touch screen; empty for all others."""
        self._named: set[str] = set()
        """Touch screens that could not be read, which the log has named."""

    def begin(self) -> None:
        """Read those that are there, before Kivy's loop begins, and look for others from then on."""
        self.look()
        Clock.schedule_interval(lambda _seconds: self.look(), LOOK_SECONDS)

    def look(self) -> None:
        there = _there(inputs.SYS)
        for device in [each for each, reader in self._readers.items() if reader.over]:
            self._let_go(device)
        for device in self._readers.keys() - there.keys():
            # Its fingers are lifted in the next frame, and it is let go when we look again.
            self._readers[device].stop()
        self._screens = {device: name for device, name in self._screens.items() if device in there}
        self._named &= there.keys()
        for device in there.keys() - self._screens.keys():
            folder = inputs.SYS / there[device]
            self._screens[device] = inputs.name_of(folder) if inputs.tells_fingers_apart(folder) else ""
        waiting = {
            device: name
            for device, name in self._screens.items()
            if name and device not in self._readers and there[device] not in self._nodes_read()
        }
        if waiting:
            paths = inputs.paths(inputs.DEV) if self._where else {}
            for device, name in sorted(waiting.items()):
                if inputs.stands_at(paths.get(there[device], ()), self._where):
                    self._take(device, inputs.DEV / there[device], name)

    def _nodes_read(self) -> set[str]:
        return {reader.device for reader in self._readers.values()}

    def _take(self, device: str, node: Path, name: str) -> None:
        if not os.access(node, os.R_OK):
            # udev gives it to the kiosk's user a moment after it has come.
            self._name(device, "touch screen %r at %s may not be read; trying again", name, node)
            return
        reader = self._readers[device] = TouchReader(node, name, self._rotation)
        reader.start()
        EventLoop.add_input_provider(reader)

    def _let_go(self, device: str) -> None:
        reader = self._readers.pop(device)
        reader.stop()
        EventLoop.remove_input_provider(reader)
        if reader.failure is not None:
            self._name(
                device, "touch screen at %s cannot be read, trying again: %s", reader.device, reader.failure
            )

    def _name(self, device: str, words: str, *facts: object) -> None:
        if device not in self._named:
            self._named.add(device)
            log.warning(words, *facts)


def _there(sys: Path) -> dict[str, str]:
    """Each device that sends events -> the name of its node, such as ``event3``."""
    found = {}
    for folder in inputs.folders(sys):
        try:
            found[str(folder.readlink())] = folder.name
        except OSError:
            continue  # it has just gone
    return found
