"""The page of a printed label: A5, landscape, one grid for all languages of a record.

From top to bottom: dates and materials with the accession number at the right, the title, the label text, and
at the foot the credit line. Every size is common to the languages of a record, and so is the place of each
of these blocks, so that nothing jumps between the pages. The label text begins with 20 pt; where a
language needs more room, all of them become smaller, down to 18 pt, which is the least that museums print
for reading from 60 cm. What does not fit then is told, never cut.

Sizes: capitals of the label text are 0.44 to 0.5 degrees high at 60 cm, and small letters of the smallest
lines 0.22 degrees, above the 0.2 degrees from which reading gets slower.

All lengths are points (1/72 inch), from the left and the upper edge of the trimmed page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from kiosk.authoring.label_setting import Metrics, Setter, Style
from kiosk.authoring.label_texts import LabelTexts
from kiosk.fonts import SANS, SANS_BOLD, SERIF
from kiosk.languages import Language

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 148 * MM
BAND = 4 * MM
"""The gallery's accent, at the left edge."""
LEFT, RIGHT = BAND + 11 * MM, WIDTH - 12 * MM
WIDE = RIGHT - LEFT
TOP, BOTTOM = 10.5 * MM, HEIGHT - 9.5 * MM

TEXT_SIZES = (20.0, 19.0, 18.0)
TITLE_SIZES = (28.0, 25.0, 22.5)
TITLE_TO_TEXT = 1.25
"""A title is at least this much larger than the label text."""
FACTS_SIZE = 13.0
SMALL_SIZE = 12.0
MOST_LINES = 2
"""Of facts, title and credit line."""

ASCENT, DESCENT = 0.88, 0.24
"""The ink of a line of any language above and below its base line, in font sizes."""
TEXT_LEADINGS = (1.45, 1.36)
CHINESE_LEADING = 1.65
"""Chinese lines are dense and few: they need, and have, more air."""
TITLE_LEADING, SMALL_LEADING = 1.16, 1.32
PARAGRAPH = 0.4
"""Between paragraphs, in font sizes."""
GAP_FACTS, GAP_TITLE, GAP_CREDIT = 2.6 * MM, 3.8 * MM, 6.4 * MM
"""Least gaps below the facts, below the title, above the credit line."""
SPARE_FACTS, SPARE_TITLE = 1.6 * MM, 4.6 * MM
"""What the first two may gain where the texts leave room."""
NUMBER_GAP, NUMBER_MOST = 8 * MM, 70 * MM
HORN = 6.2 * MM
"""Height of the ornament at the right of the foot."""
CREDIT_WIDE = WIDE - 1.7 * HORN - 6 * MM


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """One line of text on a page."""

    x: float
    y: float
    """The base line."""
    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Page:
    """One label, ready to be drawn."""

    language: Language
    lines: tuple[PlacedLine, ...]
    rule: float
    """Height of the fine line above the credit."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A field of one language that has more lines than there is room for, at the smallest size."""

    language: Language
    field: str
    lines: int
    room: int
    characters: int
    """About how many characters are too many."""


@dataclass(frozen=True, slots=True)
class _Set:
    """The texts of one language, broken into lines."""

    facts: list[str]
    number: list[str]
    title: list[str]
    label: list[list[str]]
    credit: list[str]


def lay_out(texts: Sequence[LabelTexts], metrics: Metrics) -> tuple[tuple[Page, ...], tuple[Misfit, ...]]:
    """Pages of the languages of one record, in their order, and what cannot be printed.

    A language that does not fit has no page; the others are laid out as if it were not there.
    """
    misfits: list[Misfit] = []
    fitting = list(texts)
    while fitting:
        for text_size, leading, title_lines, title_size in _sizes():
            grid = _Grid(fitting, metrics, text_size, leading, title_lines, title_size)
            if not grid.misfits():
                return tuple(grid.page(each) for each in fitting), tuple(misfits)
        found = grid.misfits()
        misfits += found
        fitting = [each for each in fitting if all(each.language != misfit.language for misfit in found)]
    return (), tuple(misfits)


def _sizes() -> Sequence[tuple[float, float, int, float]]:
    """Sizes to try, the best first; the last are the least that may be printed.

    A title in one line is better than a larger one in two.
    """
    return [
        (text, leading, lines, title)
        for text, leading, lines, title in product(
            TEXT_SIZES, TEXT_LEADINGS, range(1, MOST_LINES + 1), TITLE_SIZES
        )
        if title >= text * TITLE_TO_TEXT
        and (lines == 1 or title < TITLE_SIZES[0])
        # Narrow lines only where nothing else helps.
        and (leading == TEXT_LEADINGS[0] or text == TEXT_SIZES[-1])
    ]


class _Grid:
    """One choice of sizes for the languages of a record."""

    def __init__(
        self,
        texts: Sequence[LabelTexts],
        metrics: Metrics,
        text_size: float,
        leading: float,
        title_lines: int,
        title_size: float,
    ) -> None:
        self.title_lines = title_lines
        self.leading = leading
        self.facts = Style(SANS_BOLD, FACTS_SIZE, 0.32)
        self.number = Style(SANS, FACTS_SIZE, 0.32)
        self.title = Style(SERIF, title_size)
        self.label = Style(SANS, text_size)
        self.credit = Style(SANS, SMALL_SIZE, 0.32)
        self.metrics = metrics
        self.sets = {each.language: self._set(each) for each in texts}
        sets = self.sets.values()
        facts = _height(FACTS_SIZE, SMALL_LEADING, _most(each.number + each.facts[1:] for each in sets))
        title = _height(title_size, TITLE_LEADING, _most(each.title for each in sets))
        credit = _height(SMALL_SIZE, SMALL_LEADING, _most(each.credit for each in sets))
        self.title_top = TOP + facts + GAP_FACTS
        self.label_top = self.title_top + title + GAP_TITLE
        foot = BOTTOM - max(credit, HORN)
        self.rule = foot - GAP_CREDIT * 0.35
        self.credit_top = foot + max(0.0, HORN - credit) / 2
        self.room = foot - GAP_CREDIT - self.label_top
        spare = max(0.0, self.room - max(map(self._label_height, self.sets)))
        share = min(1.0, spare / (SPARE_FACTS + SPARE_TITLE))
        self.title_top += share * SPARE_FACTS
        self.label_top += share * (SPARE_FACTS + SPARE_TITLE)

    def _set(self, texts: LabelTexts) -> _Set:
        setter = Setter(self.metrics, texts.language)
        number = setter.broken(texts.number, self.number, NUMBER_MOST)
        facts_width = WIDE - NUMBER_GAP - max(setter.width(line, self.number) for line in number)
        return _Set(
            setter.broken(texts.facts, self.facts, facts_width),
            number,
            setter.title(texts.title, self.title, WIDE),
            [setter.broken(part, self.label, WIDE) for part in texts.label],
            setter.balanced(texts.credit, self.credit, CREDIT_WIDE),
        )

    def _label_leading(self, language: Language) -> float:
        return CHINESE_LEADING if language == "zh" else self.leading

    def _label_height(self, language: Language) -> float:
        label = self.sets[language].label
        lines = sum(map(len, label))
        between = PARAGRAPH * self.label.size * (len(label) - 1)
        return _height(self.label.size, self._label_leading(language), lines) + between

    def misfits(self) -> list[Misfit]:
        """Every field that is too long for this choice of sizes."""
        found: list[Misfit] = []
        for language, each in self.sets.items():
            for field, lines, room in (
                ("accession_number", each.number, 1),
                ("materials", each.facts, MOST_LINES),
                ("title", each.title, self.title_lines),
                ("credit_line", each.credit, MOST_LINES),
            ):
                if len(lines) > room:
                    found.append(_misfit(language, field, lines, room))
            excess = self._label_height(language) - self.room
            if excess > 0 and not any(misfit.language == language for misfit in found):
                step = self.label.size * self._label_leading(language)
                lines = [line for part in each.label for line in part]
                room = max(0, len(lines) + int(-excess // step))
                found.append(_misfit(language, "label", lines, room))
        return found

    def page(self, texts: LabelTexts) -> Page:
        language = texts.language
        each = self.sets[language]
        setter = Setter(self.metrics, language)
        lines = _stacked(each.facts, self.facts, TOP, SMALL_LEADING)
        number_x = RIGHT - setter.width(each.number[0], self.number)
        lines += _stacked(each.number, self.number, TOP, SMALL_LEADING, number_x)
        lines += _stacked(each.title, self.title, self.title_top, TITLE_LEADING)
        top, leading = self.label_top, self._label_leading(language)
        for paragraph in texts.label:
            part = setter.even(paragraph, self.label, WIDE)
            lines += _stacked(part, self.label, top, leading)
            top += (len(part) * leading + PARAGRAPH) * self.label.size
        lines += _stacked(each.credit, self.credit, self.credit_top, SMALL_LEADING)
        return Page(language, tuple(lines), self.rule)


def _most(blocks: Iterable[list[str]]) -> int:
    return max(map(len, blocks))


def _height(size: float, leading: float, lines: int) -> float:
    """From the top of the first line's ink to the foot of the last one's."""
    return size * (ASCENT + DESCENT + leading * (lines - 1)) if lines else 0.0


def _stacked(
    lines: Sequence[str], style: Style, top: float, leading: float, x: float = LEFT
) -> list[PlacedLine]:
    return [
        PlacedLine(x, top + style.size * (ASCENT + leading * number), line, style)
        for number, line in enumerate(lines)
    ]


def _misfit(language: Language, field: str, lines: Sequence[str], room: int) -> Misfit:
    length = sum(map(len, lines))
    return Misfit(language, field, len(lines), room, length - length * room // len(lines))
