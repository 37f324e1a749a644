"""What the staff menu says of the packs: what is shown, what was shown before, what was delivered last.

Told by a command beside the kiosk (``kiosk staff state``), as JSON, in no language yet.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.messages import packed, unpacked


@dataclass(frozen=True, slots=True)
class PackState:
    """One pack."""

    id: str
    title: str
    """A Name where the pack could be read, else its id."""
    version: str
    """What the pack calls the version that is shown."""
    before: str
    """The version that a rollback would show; empty for one that nobody named."""
    can_go_back: bool


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of what was delivered last."""

    origin: str
    at: datetime
    accepted: bool
    outcome: str
    problems: tuple[str, ...]
    """A sentence each, errors first."""


@dataclass(frozen=True, slots=True)
class HallState:
    """All of it."""

    edition: str
    """Name of the current edition; empty for none."""
    packs: tuple[PackState, ...]
    last: Delivery | None


def to_json(state: HallState) -> str:
    last = state.last
    return json.dumps(
        {
            "edition": state.edition,
            "packs": [
                [each.id, packed(each.title), each.version, each.before, each.can_go_back]
                for each in state.packs
            ],
            "last": last
            and [
                last.origin,
                last.at.isoformat(),
                last.accepted,
                packed(last.outcome),
                list(map(packed, last.problems)),
            ],
        },
        ensure_ascii=False,
    )


def from_json(text: str) -> HallState:
    """Raises ValueError, KeyError or TypeError for what ``to_json`` did not write."""
    said: dict[str, Any] = json.loads(text)
    last = said["last"]
    return HallState(
        said["edition"],
        tuple(PackState(key, unpacked(title), *rest) for key, title, *rest in said["packs"]),
        last
        and Delivery(
            last[0],
            datetime.fromisoformat(last[1]),
            last[2],
            unpacked(last[3]),
            tuple(map(unpacked, last[4])),
        ),
    )
