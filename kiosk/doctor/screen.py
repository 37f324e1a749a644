"""Graphics, display, touch screen, sound."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from kiosk.doctor.check import Finding, Patient, attention, broken, ok
from kiosk.machine import words
from kiosk.machine.displays import Display
from kiosk.machine.fact import Unknown
from kiosk.machine.graphics import Graphics, kept, opened
from kiosk.machine.inputs import stands_at
from kiosk.machine.sound import sound as look_for_sound
from kiosk.messages import Message, say

LEAST_TEXTURE = 4096
"""Pixels on a side; derivatives are not larger."""
SIZE_TOLERANCE = 0.12
"""So much may the diagonal in the configuration differ from what the display says."""
LEAST_SIDES = 720, 1280
X11_PROGRAMS = "/usr/lib/xorg/Xorg", "xrandr", "xset"
"""What the session "x11" starts."""


def graphics(patient: Patient) -> Iterator[Finding]:
    """Who draws."""
    environment = patient.environment
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        found = opened()
        if isinstance(found, Unknown):
            yield broken(
                say("The kiosk's window cannot be opened: {reason}.", reason=found.reason),
                say(
                    "Install the packages of `deploy/packages.txt`, and see whether `glxinfo -B` or `eglinfo`"
                    " names a driver."
                ),
            )
            return
    else:
        found = kept(patient.config.data)
        if isinstance(found, Unknown):
            yield attention(
                say("There is no display in this session, so no window can be opened to look."),
                say("Start the kiosk once, or call `kiosk doctor` in its session."),
            )
            return
        yield ok(say("This is what the kiosk's window said when it was opened last."))
    yield from _drawn_by(found)


def _drawn_by(found: Graphics) -> Iterator[Finding]:
    facts = words.graphics(found)
    if found.is_software:
        yield attention(
            say("The processor draws, not a graphics card: {facts}.", facts=facts),
            say(
                "It works, but pages scroll less smoothly. If the computer has a graphics card, install its"
                " firmware (`firmware-misc-nonfree` or `firmware-amd-graphics`) and start it again."
            ),
        )
    else:
        yield ok(facts)
    if found.largest < LEAST_TEXTURE:
        yield attention(
            say("Pictures may have {count} pixels on a side at most.", count=found.largest),
            say("Large pictures may stay dark. Use a newer graphics card."),
        )


def display(patient: Patient) -> Iterator[Finding]:
    missing = [Path(each).name for each in X11_PROGRAMS if shutil.which(each) is None]
    if patient.config.session.kind == "x11" and missing:
        yield broken(
            say("The session `x11` needs what is not installed: {names}.", names=", ".join(missing)),
            say(
                "Install it: `sudo apt-get install xserver-xorg-core xserver-xorg-input-libinput"
                " x11-xserver-utils`"
            ),
        )
    found = patient.machine.displays
    if isinstance(found, Unknown):
        yield attention(say("Displays are not known: {reason}.", reason=found.reason))
        return
    connected = [each for each in found if each.connected]
    if not connected:
        yield broken(
            say("No display is connected."),
            say("Look after its cable and its power, and choose this computer's input on the display."),
        )
    for each in connected:
        yield from _display(each, patient)


def _display(found: Display, patient: Patient) -> Iterator[Finding]:
    facts = words.displays((found,))
    if not found.lit:
        yield attention(
            say("{display}: no picture is sent to it.", display=facts),
            say("Outside the opening hours that is right. Otherwise look whether the kiosk runs."),
        )
        return
    yield ok(facts)
    if found.modes and (min(found.modes[0]) < LEAST_SIDES[0] or max(found.modes[0]) < LEAST_SIDES[1]):
        yield attention(
            say("The display has fewer than 1280 × 720 pixels."),
            say("Use a larger one: texts do not fit on it."),
        )
    said, inches = patient.config.display.diagonal_inch, found.diagonal_inch
    if inches and abs(inches - said) > SIZE_TOLERANCE * said:
        yield attention(
            say(
                "The display says that it has {found} inches, the configuration says {said}.",
                found=round(inches),
                said=f"{said:g}",
            ),
            say(
                "Measure the diagonal of the picture and write it to `diagonal_inch`: the size of all texts"
                " and buttons follows from it."
            ),
        )


def touch(patient: Patient) -> Iterator[Finding]:
    found = patient.machine.inputs
    if isinstance(found, Unknown):
        yield attention(say("Touch screens are not known: {reason}.", reason=found.reason), _plug_in())
        return
    screens = [each for each in found if each.kind == "touch-screen"]
    if not screens and any(each.kind == "mouse" for each in found):
        yield attention(say("There is a mouse, but no touch screen."), _plug_in())
    elif not screens:
        yield broken(say("There is no touch screen."), _plug_in())
    where = patient.config.touch_path if patient.config.touch == "device" else ""
    read = [each for each in screens if stands_at(each.paths, where)]
    if screens and not read:
        yield broken(
            say("No touch screen is plugged in where `touch_path` says: `{pattern}`.", pattern=where),
            say("`ls /dev/input/by-path` lists the names of all; correct `touch_path`, or leave it out."),
        )
    for each in read:
        facts = words.inputs((each,))
        if each.readable or patient.config.touch == "window":
            yield ok(facts)
        else:
            yield broken(
                say(
                    "{screen}: the kiosk has to read it itself (`touch: device`), and may not.", screen=facts
                ),
                say("Put the kiosk's user into the group: `sudo adduser kiosk input`, and start it again."),
            )


def _plug_in() -> Message:
    return say("Look after the touch screen's USB cable; `sudo dmesg --follow` tells whether it is seen.")


def sound(patient: Patient) -> Iterator[Finding]:
    found = look_for_sound(environment=patient.environment)
    if isinstance(found, Unknown):
        yield attention(say("Sound cards are not known: {reason}.", reason=found.reason))
    elif not found.cards:
        yield attention(
            say("There is no sound card: films play silently."),
            say("If that is meant, nothing is to do."),
        )
    elif found.usable or found.server:
        yield ok("; ".join(filter(None, (*found.cards, found.server))))
    else:
        yield attention(
            say("The sound card may not be used: films play silently."),
            say("Put the kiosk's user into the group: `sudo adduser kiosk audio`, and start it again."),
        )
