"""Sizes of derivatives, in pixels: what is made of pictures, and what the screens ask for."""

DERIVE_VERSION = 2
"""Raise it whenever the same file would now give other derivatives."""

MOST_PIXELS = 120_000_000
"""Width x height of a pack's picture; 120 megapixels take 500 MB while they are worked on."""
MOST_SIDE = 40_000
"""Longer side of a pack's picture; a line of a hundred million pixels would become a million tiles."""

CARD_WIDTHS = (200, 240, 280, 320, 360, 400, 480, 560, 640, 800)
"""Widths of the 4:3 cards; drawn at exactly one of these, which is fast and sharp."""
FIT_SIDES = (480, 960, 1440, 1920, 2880)
"""Longer side of the fitted pictures."""
TILE = 512
"""Side of a tile of the viewer."""


def fitted(width: int, height: int, side: int) -> tuple[int, int]:
    """The size of a picture scaled into a square of ``side``; never enlarged."""
    longer = max(width, height, side)
    return max(1, round(width * side / longer)), max(1, round(height * side / longer))


def level_size(width: int, height: int, level: int) -> tuple[int, int]:
    """The size of one level of tiles: 0 is the picture's own, each next one half, rounded up."""
    return -(-width >> level), -(-height >> level)
