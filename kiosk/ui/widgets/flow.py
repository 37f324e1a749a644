"""A column of blocks from the top down. Blocks are collected first and placed once all heights are known."""

from collections.abc import Sequence

from kiosk.ui.text import TextStyle
from kiosk.ui.widgets.blocks import Block, Piece, TextBlock
from kiosk.viewmodels.phrase import Phrase, paragraphs


class Flow:
    """Collects blocks of one column, ``width`` px wide. ``height`` is how far it has come.

    ``later`` is for a column inside a ``ScrollArea``: its texts are drawn when they are seen.
    """

    def __init__(self, width: float, style_of_tag: TextStyle, later: bool = False) -> None:
        self.width, self.height, self._later = round(width), 0, later
        self._tag_style = style_of_tag
        self._placed: list[tuple[Piece, float, int]] = []

    def gap(self, pixels: float) -> None:
        self.height += round(pixels)

    def add(self, block: Piece, x: float = 0) -> Piece:
        """Add a block below the others."""
        self._placed.append((block, x, self.height))
        self.height += int(block.height)
        return block

    def row(self, blocks: Sequence[Piece], gap: float, line_gap: float | None = None) -> None:
        """Blocks side by side, in further lines where the width ends, each in the middle of its line."""
        lines: list[list[Piece]] = [[]]
        used = 0.0
        for block in blocks:
            if lines[-1] and used + gap + block.width > self.width:
                lines.append([])
                used = 0.0
            used += (gap if lines[-1] else 0) + block.width
            lines[-1].append(block)
        for number, line in enumerate(lines):
            if number:
                self.gap(gap if line_gap is None else line_gap)
            height = max((int(block.height) for block in line), default=0)
            x = 0.0
            for block in line:
                self._placed.append((block, x, self.height + (height - int(block.height)) // 2))
                x += block.width + gap
            self.height += height

    def beside(self, blocks: Sequence[tuple[Piece, float]]) -> None:
        """Blocks that begin at one height, each at its own x."""
        for block, x in blocks:
            self._placed.append((block, x, self.height))
        self.height += max((int(block.height) for block, _ in blocks), default=0)

    def text(self, phrase: Phrase, style: TextStyle, gap_before: float = 0) -> None:
        """All paragraphs of a text, with the tag of a fallback before the first; nothing for no text."""
        parts = paragraphs(phrase)
        if not parts:
            return
        self.gap(gap_before)
        for number, part in enumerate(parts):
            if number:
                self.gap(style.pitch * 0.45)
            if part.tag:
                self.add(TextBlock(Phrase(part.tag, phrase.language), self._tag_style, self.width))
            self.add(TextBlock(part, style, self.width, later=self._later))

    def finish(self, x: float, top: float) -> list[Piece]:
        """Place everything with its upper left corner at ``x, top``."""
        for block, left, depth in self._placed:
            block.place(x + left, top - depth - block.height)
        return [block for block, _, _ in self._placed]


class Column(Block):
    """A finished flow as one block, to stand beside another."""

    def __init__(self, flow: Flow) -> None:
        super().__init__(flow.width, flow.height)
        self._flow = flow

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        for block in self._flow.finish(self.x, self.top):
            if block.parent is None:
                self.add_widget(block)

    def target_at(self, x: float, y: float) -> object | None:
        """The tappable block of the column at this place."""
        for child in self.children:
            finder = getattr(child, "target_at", None)
            target: object | None = finder(x, y) if finder else None
            if target is not None:
                return target
        return None
