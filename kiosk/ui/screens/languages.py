"""Four big choices, each in its own script."""

from collections.abc import Callable, Sequence

from kivy.graphics import Color, Line, RoundedRectangle

from kiosk.languages import ENDONYMS, Language
from kiosk.ui.screens.base import Frame, Screen
from kiosk.ui.styles import Styles, centred, coloured
from kiosk.ui.theme import RAISED, rgba
from kiosk.ui.widgets.blocks import Piece, TextBlock
from kiosk.ui.widgets.ornaments import Divider
from kiosk.ui.widgets.tap import Tap
from kiosk.viewmodels.phrase import Phrase

Choose = Callable[[Language], None]


class LanguageChoice(Tap):
    """One language: its name, large, and an invitation in it."""

    def __init__(
        self,
        language: Language,
        invitation: Phrase,
        styles: Styles,
        width: float,
        height: float,
        choose: Choose,
    ) -> None:
        super().__init__(width, height, lambda: choose(language), f"choose-{language}")
        sizes = styles.sizes
        inner = self.width - 2 * sizes.u(2)
        self.name_block = TextBlock(
            Phrase(ENDONYMS[language], language), centred(styles.title()), inner, limit=False
        )
        self.invitation = TextBlock(invitation, centred(styles.small()), inner, limit=False)
        self.divider = Divider(min(inner, sizes.u(36)), sizes.u(3.5), styles.accent)
        with self.canvas.before:
            Color(*rgba(RAISED))
            self._body = RoundedRectangle(size=self.size, radius=[sizes.u(1)])
            Color(*styles.accent[:3], 0.55)
            self._frame = Line(width=max(1.0, sizes.unit / 8))
        for child in (self.name_block, self.divider, self.invitation):
            self.add_widget(child)
        self._sizes = sizes

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        sizes = self._sizes
        self._body.pos = self.pos
        inset = sizes.u(1)
        self._frame.rectangle = (
            self.x + inset,
            self.y + inset,
            self.width - 2 * inset,
            self.height - 2 * inset,
        )
        parts = (self.name_block, self.divider, self.invitation)
        gap = sizes.u(2)
        total = sum(part.height for part in parts) + 2 * gap
        top = self.y + (self.height + total) / 2
        for part in parts:
            top -= part.height
            part.place(self.x + (self.width - part.width) / 2, top)
            top -= gap


class LanguagesScreen(Screen):
    """Kazakh, Chinese, English, Russian, in the order of the configuration."""

    has_bar = False

    def __init__(self, frame: Frame, choices: dict[Language, tuple[Phrase, Phrase]], choose: Choose) -> None:
        super().__init__(frame)
        sizes, styles = frame.sizes, frame.styles
        columns = 1 if sizes.portrait else 2
        rows = -(-len(choices) // columns)
        gap, margin = sizes.u(3), sizes.margin
        heading_style = coloured(centred(styles.heading()), styles.accent)
        headings = [
            TextBlock(heading, heading_style, frame.width / 2 - margin - gap, natural=True, limit=False)
            for heading, _ in choices.values()
        ]
        flow = self.flow(frame.width - 2 * margin)
        flow.row(headings, sizes.u(5), sizes.u(0.5))
        top = frame.bottom + frame.height - margin
        placed = flow.finish(margin, top)
        _centre_rows(placed, frame.width)
        for block in placed:
            self.add_widget(block)
        space = frame.height - 2 * margin - flow.height - sizes.u(4)
        width = (frame.width - 2 * margin - (columns - 1) * gap) / columns
        height = (space - (rows - 1) * gap) / rows
        for index, (language, (_, invitation)) in enumerate(choices.items()):
            row, column = divmod(index, columns)
            choice = LanguageChoice(language, invitation, styles, width, height, choose)
            choice.place(
                margin + column * (width + gap),
                frame.bottom + margin + (rows - 1 - row) * (height + gap),
            )
            self.add_widget(choice)


def _centre_rows(blocks: Sequence[Piece], width: float) -> None:
    """Move each line of blocks to the middle."""
    by_line: dict[int, list[Piece]] = {}
    for block in blocks:
        by_line.setdefault(round(block.center_y), []).append(block)
    for line in by_line.values():
        left, right = min(block.x for block in line), max(block.right for block in line)
        shift = (width - (right - left)) / 2 - left
        for block in line:
            block.place(block.x + shift, block.y)
