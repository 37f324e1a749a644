"""Explaining plates: sections, a plan, a technique and a schematic map, drawn without a letter.

The plates share the pen, the colours and the grave of the films in `studio/films`.
"""

import sys
from pathlib import Path

# The films are a project of their own, run from their own folder; the plates borrow their modules.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "films"))
