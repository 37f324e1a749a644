"""What is remembered of a good pack from one build to the next, so that only what changed is read.

A record is known by its file's name and the digest of the bytes in it, which are read every time; a picture
or film by name, size and time, as in ``store``. What cannot be recalled is read.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.packs.model import ObjectRecord, Terms
from kiosk.packs.outline import Outline, unpacked_outline
from kiosk.packs.store import digest_of
from kiosk.packs.terms import KINDS
from kiosk.problems import Problem, unpacked_problem


@dataclass(frozen=True, slots=True)
class RecordReading:
    """What reading one record's file gave, as far as it needs no other file of the pack but the terms."""

    file: str
    """Name in the pack."""
    digest: str
    outline: Outline | None
    """None when the file holds no record."""
    problems: tuple[Problem, ...]
    related_lines: tuple[int, ...]
    """The line of each entry of ``related``."""
    record: ObjectRecord | None
    """None when there is none, and when the reading is only remembered."""
    remembered: list[Any] | None = field(default=None, repr=False)
    """What it was recalled from."""

    def packed(self) -> list[Any]:
        """As plain data for JSON: what ``Memory.recall`` needs. The reading must have an outline."""
        if self.remembered is not None:
            return self.remembered
        assert self.outline is not None
        problems = [problem.packed()[1:] for problem in self.problems]
        return [self.digest, self.outline.packed(), problems, self.related_lines]


@dataclass(frozen=True, slots=True)
class Memory:
    """What an earlier build read of a pack. Empty when nothing is remembered."""

    words: str = ""
    """Digest of the terms that its records were checked with."""
    records: Mapping[str, list[Any]] = field(default_factory=dict)
    """File -> ``RecordReading.packed``."""
    media: Mapping[str, list[Any]] = field(default_factory=dict)
    """Picture or film -> size, time of change (ns), then its facts."""

    def recall(self, path: Path, file: str, digest: str) -> RecordReading | None:
        """The reading of ``file`` if it held the same bytes; ``path`` is where it lies now."""
        known = self.records.get(file)
        if known is None or known[0] != digest:
            return None
        _, outline, problems, lines = known
        told = tuple(unpacked_problem([path, *problem]) for problem in problems)
        return RecordReading(file, digest, unpacked_outline(outline), told, tuple(lines), None, known)

    def facts(self, file: str, path: Path) -> list[Any] | None:
        """What was found in a picture or film, if it is still the same. Raises OSError."""
        known = self.media.get(file)
        if known is None:
            return None
        now = path.stat()
        return known[2:] if known[:2] == [now.st_size, now.st_mtime_ns] else None


NO_MEMORY = Memory()


def words_digest(terms: Terms, bad_keys: frozenset[str]) -> str:
    """Equal when every record would be told the same about its terms."""
    known = [sorted(getattr(terms, kind)) for kind in KINDS]
    return digest_of(json.dumps([known, sorted(bad_keys)]).encode())
