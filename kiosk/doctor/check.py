"""A check, and what it has found."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from kiosk.config import Config
from kiosk.machine.look import Machine
from kiosk.messages import NOTHING, Message, say
from kiosk.problems import Problem

State = Literal["ok", "attention", "broken"]

STATES: dict[State, Message] = {"ok": say("ok"), "attention": say("attention"), "broken": say("broken")}
_RANK: list[State] = ["ok", "attention", "broken"]
"""The exit status is the place in this list."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check has found."""

    state: State
    said: str
    """What there is, or what is wrong: a sentence."""
    remedy: Message = NOTHING
    """What to do; empty where nothing is to do."""
    detail: str = ""
    """For those who maintain the program."""

    def as_dict(self) -> dict[str, Any]:
        """For programs; the sentences in English."""
        return {"state": self.state, "said": self.said, "remedy": self.remedy, "detail": self.detail}


@dataclass(frozen=True, slots=True)
class Check:
    """All findings about one thing."""

    name: str
    """Short and stable, for programs."""
    title: Message
    findings: tuple[Finding, ...]

    @property
    def state(self) -> State:
        return worst(finding.state for finding in self.findings)

    def as_dict(self) -> dict[str, Any]:
        findings = [finding.as_dict() for finding in self.findings]
        return {"name": self.name, "state": self.state, "findings": findings}


@dataclass(frozen=True, slots=True)
class Patient:
    """What is examined."""

    config_file: Path
    config: Config
    """The defaults where the file cannot be used."""
    problems: tuple[Problem, ...]
    """Why it cannot."""
    machine: Machine
    environment: dict[str, str]
    user: int
    """Number of the user who asks; 0 is root."""


def worst(states: Iterable[State]) -> State:
    return max(states, key=_RANK.index, default="ok")


def exit_status(checks: Iterable[Check]) -> int:
    """0 where all is well, 1 where something wants attention, 2 where something is broken."""
    return _RANK.index(worst(check.state for check in checks))


def ok(said: str) -> Finding:
    return Finding("ok", said)


def attention(said: str, remedy: Message = NOTHING) -> Finding:
    return Finding("attention", said, remedy)


def broken(said: str, remedy: Message = NOTHING) -> Finding:
    return Finding("broken", said, remedy)
