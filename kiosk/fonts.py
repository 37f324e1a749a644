"""The faces that ship with the program. Every one has all four languages (``assets/fonts/README.md``)."""

from pathlib import Path

FONTS = Path(__file__).parents[1] / "assets" / "fonts"
SANS, SANS_BOLD, SERIF = "KioskSans-Regular.ttf", "KioskSans-Bold.ttf", "KioskSerif-SemiBold.ttf"

CAP_HEIGHT = 0.733
"""Height of a capital H, as a fraction of the font size, in all of them."""
