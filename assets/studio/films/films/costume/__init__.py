"""Parts of the film about the plaques of the Esik costume.

The gold is drawn by the studio's reliefs; the plates borrow the cut of the costume and the flat gold.
"""

import sys
from pathlib import Path

# The films are run from their own folder; `studio` lies three floors up.
sys.path.insert(0, str(Path(__file__).resolve().parents[4]))
