"""Contrast as an eye meets it: read off photographs of the window, one with the texts and one without."""

from collections.abc import Iterator, Sequence

from kivy.graphics import Rectangle
from PIL import Image, ImageChops, ImageFilter

from kiosk.ui.photograph import photograph
from tests.ui import eyes
from tests.ui.eyes import Box, Written
from tests.ui.visit import Visit

LEAST_CONTRAST = 4.5
WORST_SHARE = 0.02
"""Of the ground behind a text, so much may be worse: a spot of a few pixels hides no letter."""
REACH = 2
"""Pixels around a stroke that make its edge visible."""
OUTSIDE = (255, 0, 255)
"""Marks pixels that are left out; a colour that nothing here has."""

Rgb = tuple[int, int, int]


def pale(visit: Visit) -> Iterator[str]:
    """Texts within sight whose contrast with what is really behind them is too low."""
    texts = [each for each in eyes.read() if not each.is_icon and _matters(each, visit)]
    with_texts = photograph()
    hidden = [_Hidden(each) for each in texts]
    without = photograph()
    for each in hidden:
        each.back()
    for text in texts:
        contrast = _contrast(text.seen, with_texts, without)
        if contrast < LEAST_CONTRAST:
            yield f"contrast of {text} is {contrast:.1f}"


def _matters(text: Written, visit: Visit) -> bool:
    """False for what is pale on purpose: a button that cannot be used now, the screen behind a question;
    and for what has scrolled out but for a strip."""
    question = visit.stage.presence.question
    in_front = question is None or question in text.owners
    usable = not any(getattr(owner, "disabled", False) for owner in text.owners)
    return in_front and usable and text.seen.height > text.box.height / 2


class _Hidden:
    """A text taken off the screen for a moment."""

    def __init__(self, text: Written) -> None:
        self._rectangle: Rectangle = text.instruction
        self._size = self._rectangle.size
        self._rectangle.size = (0, 0)

    def back(self) -> None:
        self._rectangle.size = self._size


def _contrast(box: Box, with_text: Image.Image, without: Image.Image) -> float:
    """Of the text's own colour against the worst of the ground around its strokes."""
    height = with_text.height
    crop = (int(box.left), int(height - box.top), int(box.right), int(height - box.bottom))
    text, ground = with_text.crop(crop), without.crop(crop)
    difference = ImageChops.difference(text, ground).convert("L")
    most = difference.getextrema()[1]
    strokes = difference.point([255 if level >= most * 0.9 else 0 for level in range(256)])
    ink = luminance(_colours(text, strokes)[0][1])
    around = _colours(ground, strokes.filter(ImageFilter.MaxFilter(2 * REACH + 1)))
    shades = sorted((contrast(ink, luminance(colour)), count) for count, colour in around)
    left = sum(count for count, _ in around) * WORST_SHARE
    for shade, count in shades:
        left -= count
        if left <= 0:
            return shade
    return shades[-1][0]


def _colours(image: Image.Image, mask: Image.Image) -> list[tuple[int, Rgb]]:
    """The colours of the part of ``image`` where ``mask`` is white, each with its pixels, commonest first."""
    lit = Image.composite(image, Image.new("RGB", image.size, OUTSIDE), mask)
    found = lit.getcolors(lit.width * lit.height) or []
    return sorted((each for each in found if each[1] != OUTSIDE), reverse=True)


def luminance(colour: Sequence[int]) -> float:
    """Relative luminance of WCAG 2.2."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (each / 255 for each in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: float, other: float) -> float:
    lighter, darker = max(one, other), min(one, other)
    return (lighter + 0.05) / (darker + 0.05)
