"""Sizes of derivatives, in pixels: what is made of pictures, and what the screens ask for."""

CARD_WIDTHS = (200, 240, 280, 320, 360, 400, 480, 560, 640, 800)
"""Widths of the 4:3 cards; drawn at exactly one of these, which is fast and sharp."""
FIT_SIDES = (480, 960, 1440, 1920, 2880)
"""Longer side of the fitted pictures."""
TILE = 512
"""Side of a tile of the viewer."""
