"""What must hold of every screen in every language, size and text size: each rule a function that says
what breaks it, measured on what is drawn and not on what the screens say of themselves."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from math import atan, degrees, hypot

from fontTools.ttLib import TTFont
from kivy.core.window import Window

from kiosk.ui.stage import StageSettings
from kiosk.ui.widgets.blocks import Block
from kiosk.ui.widgets.drawn import Drawn
from kiosk.ui.widgets.scroll_area import ScrollArea
from tests.ui import eyes
from tests.ui.eyes import Box, Written
from tests.ui.visit import Target, Visit

LEAST_TARGET_MM = 20.0
LEAST_GAP_MM = 8 / 160 * 25.4
"""8 dp."""
LEAST_CAPITAL_DEGREES = 0.7
MOST_CHARACTERS = 55
SLACK = 1.0
"""Pixels that rounding may cost."""


def complaints(visit: Visit) -> list[str]:
    """Everything that is wrong with the screen as it stands."""
    settings = visit.stage.settings
    # "Still there?" and the staff's room lie over the screen on purpose, and take its touches.
    written = [each for each in eyes.read() if visit.front in each.owners]
    targets = visit.targets()
    found = [
        *_cut(visit, written),
        *_overlapping(written),
        *_in_the_way(visit, written, targets),
        *_too_small_to_read(written, settings),
        *_too_long(written),
        *_boxes_for_letters(written),
        *_too_small_to_touch(targets, settings),
        *_too_close(targets, settings),
        *_out_of_reach(visit, targets),
    ]
    return list(dict.fromkeys(found))


def px_per_mm(settings: StageSettings) -> float:
    return hypot(*Window.system_size) / (settings.diagonal_inch * 25.4)


def page_of(text: Written) -> ScrollArea | None:
    return next((owner for owner in text.owners if isinstance(owner, ScrollArea)), None)


def _cut(visit: Visit, written: Sequence[Written]) -> Iterator[str]:
    width, height = Window.system_size
    bar = visit.stage.bar
    for text in written:
        page = page_of(text)
        if page is not None:
            home = Box.of((page.x, page.offset), (page.width, page.content_height))
            within = "its page"
        else:
            in_screen = visit.screen in text.owners
            home = Box(0, bar.top if bar is not None and in_screen else 0, width, height)
            within = "the screen"
        if not home.covers(text.box, SLACK):
            yield f"{text} goes out of {within} {home}"
        if text.covered:
            yield f"{text} is covered by something"
        for owner in text.owners:
            if isinstance(owner, Block | Drawn):
                box = Box.of(owner.pos, owner.size).moved(*_shift(text, owner))
                if not box.covers(text.box, SLACK):
                    yield f"{text} goes out of its {type(owner).__name__} {box}"


def _shift(text: Written, owner: Block | Drawn) -> tuple[float, float]:
    """From the pixels of ``owner`` to those of the window."""
    line = text.owners[: text.owners.index(owner)]
    page = next((each for each in line if isinstance(each, ScrollArea)), None)
    return (page.x, page.offset) if page is not None else (0.0, 0.0)


def _overlapping(written: Sequence[Written]) -> Iterator[str]:
    # Lines of one paragraph are one text; boxes of neighbours may share the air above their letters.
    ordered = sorted((each for each in written if each.is_seen), key=lambda each: each.seen.bottom)
    for index, lower in enumerate(ordered):
        for upper in ordered[index + 1 :]:
            if upper.seen.bottom >= lower.seen.top:
                break
            if lower.seen.meets(upper.seen, 2 * SLACK):
                yield f"{lower} overlaps {upper}"


def _in_the_way(visit: Visit, written: Sequence[Written], targets: Sequence[Target]) -> Iterator[str]:
    for text in written:
        for target in targets:
            if target.widget not in text.owners and target.box.meets(text.seen, 2 * SLACK):
                if _is_beneath(visit, target, text):
                    continue
                yield f"{text} lies over {target.name} {target.box}"


def _is_beneath(visit: Visit, target: Target, text: Written) -> bool:
    """True for what scrolls away beneath the bar or out of its page."""
    page = target.area
    if page is None:
        return False
    in_sight = target.box.shared(Box.of(page.pos, page.size))
    return not in_sight.meets(text.seen, 2 * SLACK)


def _too_small_to_read(written: Sequence[Written], settings: StageSettings) -> Iterator[str]:
    for text in written:
        if text.is_icon:
            continue
        capital_mm = text.style.size * _capital(text.style.font) / px_per_mm(settings)
        angle = degrees(2 * atan(capital_mm / 2 / settings.viewing_distance_mm))
        if angle < LEAST_CAPITAL_DEGREES:
            yield f"capitals of {text} are {angle:.2f} degrees high"


def _too_long(written: Sequence[Written]) -> Iterator[str]:
    for text in written:
        longest = max(text.lines, key=len)
        if len(longest) > MOST_CHARACTERS:
            yield f"a line of {len(longest)} characters: {longest!r}"


def _boxes_for_letters(written: Sequence[Written]) -> Iterator[str]:
    for text in written:
        missing = set().union(*text.lines) - _letters(text.style.font)
        if missing:
            yield f"{text} has characters that its font lacks: {sorted(missing)}"


def _too_small_to_touch(targets: Sequence[Target], settings: StageSettings) -> Iterator[str]:
    least = LEAST_TARGET_MM * px_per_mm(settings)
    for target in targets:
        side = min(target.box.width, target.box.height)
        if side < least - 0.01:
            yield f"{target.name} is {side / px_per_mm(settings):.1f} mm small {target.box}"


def _too_close(targets: Sequence[Target], settings: StageSettings) -> Iterator[str]:
    least = LEAST_GAP_MM * px_per_mm(settings)
    for one, other in combinations(targets, 2):
        if one.area is other.area and one.box.grown(least - SLACK).meets(other.box, 0):
            yield f"{one.name} {one.box} and {other.name} {other.box} overlap or are too close"


def _out_of_reach(visit: Visit, targets: Sequence[Target]) -> Iterator[str]:
    width, height = Window.system_size
    for target in targets:
        page = target.area
        if page is None:
            home = Box(0, 0, width, height)
        else:
            home = Box.of((page.x, page.offset), (page.width, page.content_height))
        if not home.covers(target.box, SLACK):
            yield f"{target.name} {target.box} goes out of {home}"
    page = visit.screen.scroll
    if page is not None and page.kinetic.limit != page.content_height - page.height:
        yield f"the page ends at {page.kinetic.limit} of {page.content_height - page.height} px"


@cache
def _capital(font: str) -> float:
    """Height of a capital H, in ems."""
    with TTFont(font) as face:
        return float(face["OS/2"].sCapHeight) / face["head"].unitsPerEm


@cache
def _letters(font: str) -> frozenset[str]:
    with TTFont(font) as face:
        return frozenset(map(chr, face.getBestCmap()))
