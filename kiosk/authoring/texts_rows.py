"""What comes back from translators, whatever file it came in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.authoring.tables import Cell
from kiosk.languages import Language


@dataclass(frozen=True, slots=True)
class Row:
    """One text of a returned file."""

    file: Path
    line: int | None
    id: str
    """``PackText.id``."""
    source: Language | None
    """The language that was translated from; None when somebody has damaged the cell that says so."""
    marks: Mapping[Language, str]
    """What the texts were when they were exported (``pack_texts.mark``), as far as the file says it."""
    cells: Mapping[Language, Cell]
    """What they are now; an empty one changes nothing."""
