"""A fact about the machine: a value, or why it is not known."""

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from kiosk.messages import Message, quoted, reason

log = logging.getLogger(__name__)

Value = TypeVar("Value")
Asked = ParamSpec("Asked")


@dataclass(frozen=True, slots=True)
class Unknown:
    """What could not be found out."""

    reason: Message
    """The end of a sentence such as "not known: …"."""


class NotKnown(Exception):
    """Raised while a fact is looked for; becomes an ``Unknown``."""

    def __init__(self, reason: Message) -> None:
        self.reason = reason
        super().__init__(reason)


def fact(look: Callable[Asked, Value]) -> Callable[Asked, Value | Unknown]:
    """A function that finds a fact out, or says why it could not: the result never raises."""

    @functools.wraps(look)
    def found(*args: Asked.args, **kwargs: Asked.kwargs) -> Value | Unknown:
        try:
            return look(*args, **kwargs)
        except NotKnown as error:
            return Unknown(error.reason)
        except OSError as error:
            return Unknown(reason(error))
        except Exception as error:
            # The system writes something else there than any that we know.
            log.warning("%s could not be found out", look.__name__, exc_info=True)
            return Unknown(quoted(f"{type(error).__name__}: {error}"))

    return found


def read(path: Path) -> str:
    """A small file of the kernel's, without the blanks at its ends. Raises OSError."""
    return path.read_text("utf-8", "replace").strip()


def read_if_there(path: Path) -> str:
    """The same; empty where the kernel does not tell it."""
    try:
        return read(path)
    except OSError:
        return ""
