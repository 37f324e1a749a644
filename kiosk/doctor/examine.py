"""All checks, in the order in which a technician wants to read them."""

import logging
import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from kiosk.config import Config, load_config
from kiosk.doctor import house, material, parts, screen
from kiosk.doctor.check import Check, Finding, Patient, attention
from kiosk.errors import ConfigError
from kiosk.machine.look import look
from kiosk.messages import Message, quoted, say
from kiosk.problems import Problem

log = logging.getLogger(__name__)

Look = Callable[[Patient], Iterable[Finding]]

CHECKS: tuple[tuple[str, Message, Look, bool], ...] = (
    ("config", say("Configuration"), house.configuration, False),
    ("kiosk", say("Kiosk"), house.kiosk, True),
    ("graphics", say("Graphics"), screen.graphics, True),
    ("display", say("Display"), screen.display, True),
    ("touch", say("Touch"), screen.touch, True),
    ("sound", say("Sound"), screen.sound, False),
    ("fonts", say("Fonts"), parts.fonts, False),
    ("codecs", say("Films and pictures"), parts.codecs, True),
    ("edition", say("Edition"), material.edition, True),
    ("packs", say("Packs"), material.packs, True),
    ("deliveries", say("Deliveries"), material.deliveries, True),
    ("visits", say("Log of visits"), material.visits, True),
    ("disk", say("Disk"), house.disk, True),
    ("permissions", say("Permissions"), house.permissions, True),
    ("clock", say("Clock"), house.clock, True),
    ("machine", say("Computer"), house.machine, False),
    ("versions", say("Versions"), parts.versions, False),
)
"""Name, title, what looks, and whether it goes by the configuration."""


def patient(config_file: Path, environment: Mapping[str, str] = os.environ) -> Patient:
    """The kiosk of a configuration, as it is now."""
    config, problems = Config(), tuple[Problem, ...]()
    try:
        config = load_config(config_file)
    except ConfigError as error:
        problems = error.problems
    return Patient(config_file, config, problems, look(config.data), dict(environment), os.geteuid())


def examine(patient: Patient) -> Iterator[Check]:
    """Every check, one after the other. None raises: one that fails says so."""
    for name, title, looks, needs_config in CHECKS:
        if needs_config and patient.problems:
            said = attention(
                say("Not looked at: the configuration cannot be used."), say("Mend the configuration first.")
            )
            yield Check(name, title, (said,))
        else:
            yield Check(name, title, tuple(_found(name, looks, patient)))


def _found(name: str, looks: Look, patient: Patient) -> list[Finding]:
    found: list[Finding] = []
    try:
        found.extend(looks(patient))
    except Exception as error:
        log.debug("check %s", name, exc_info=True)
        words = quoted(f"{type(error).__name__}: {error}")
        said = say("This could not be looked at: {words}.", words=words)
        remedy = say("Send the output of `kiosk doctor --format json` to those who maintain the program.")
        found.append(Finding("broken", said, remedy, traceback.format_exc()))
    return found
