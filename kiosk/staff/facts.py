"""Facts as the staff menu lists them."""

from dataclasses import dataclass
from typing import Literal

from kiosk.messages import Message

State = Literal["fine", "attention", "broken"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: a name, and what there is to say. Texts may be Messages or plain."""

    name: str
    lines: tuple[str, ...]
    state: State = "fine"


@dataclass(frozen=True, slots=True)
class Section:
    """Facts under a heading."""

    title: Message
    facts: tuple[Fact, ...]
