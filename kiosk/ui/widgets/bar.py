"""The bar that is always there: galleries, back, the languages, larger text, about. At the bottom,
where a seated visitor reaches it."""

from collections.abc import Callable

from kivy.graphics import Color, Rectangle

from kiosk.languages import ENDONYMS, Language
from kiosk.ui.styles import Styles
from kiosk.ui.theme import GROUND, LINE, RAISED, rgba
from kiosk.ui.widgets.blocks import Block, TextBlock
from kiosk.ui.widgets.buttons import IconBlock
from kiosk.ui.widgets.tap import Tap
from kiosk.viewmodels.phrase import Phrase
from kiosk.viewmodels.views import BarView

SHORT: dict[Language, str] = {"kk": "ҚАЗ", "zh": "中文", "en": "ENG", "ru": "РУС"}


class BarButton(Tap):
    """An icon with its word, or only one of them."""

    def __init__(
        self,
        styles: Styles,
        on_tap: Callable[[], None],
        name: str,
        icon: str = "",
        word: Phrase | None = None,
        chosen: bool = False,
    ) -> None:
        sizes = styles.sizes
        self.glyph = IconBlock(icon, styles.icon(round(sizes.fixed * 1.3))) if icon else None
        style = styles.bar_chosen() if chosen else styles.bar()
        self.words = TextBlock(word, style, 1e6, natural=True, limit=False) if word else None
        parts = [part for part in (self.glyph, self.words) if part]
        self._gap = sizes.u(1) if len(parts) == 2 else 0
        inner = sum(part.width for part in parts) + self._gap
        super().__init__(
            max(sizes.target, inner + sizes.u(2)),
            max(sizes.target, *(part.height for part in parts)),
            on_tap,
            name,
        )
        self._underline = None
        if chosen:
            with self.canvas:
                Color(*styles.accent)
                self._underline = Rectangle(size=(self.width - sizes.u(2), max(2, sizes.u(0.4))))
        for part in parts:
            self.add_widget(part)
        self._parts = parts

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        inner = sum(part.width for part in self._parts) + self._gap
        left = self.x + round((self.width - inner) / 2)
        for part in self._parts:
            part.place(left, self.y + round((self.height - part.height) / 2))
            left += part.width + self._gap
        if self._underline is not None:
            self._underline.pos = (
                self.x + round((self.width - self._underline.size[0]) / 2),
                self.y + round(self.height * 0.06),
            )


class BarActions:
    """What the bar asks for."""

    def __init__(
        self,
        home: Callable[[], None],
        back: Callable[[], None],
        about: Callable[[], None],
        larger: Callable[[], None],
        language: Callable[[Language], None],
    ) -> None:
        self.home, self.back, self.about, self.larger, self.language = home, back, about, larger, language


class Bar(Block):
    """Built anew when its words or sizes change; it chooses words or icons by the room there is."""

    def __init__(self, view: BarView, styles: Styles, actions: BarActions, can_go_back: bool) -> None:
        sizes = styles.sizes
        super().__init__(sizes.width, sizes.bar_height)
        with self.canvas.before:
            Color(*rgba(GROUND))
            Rectangle(size=self.size)
            Color(*rgba(LINE))
            Rectangle(pos=(0, self.height - max(1, sizes.u(0.2))), size=(self.width, max(1, sizes.u(0.2))))
        left, middle, right = self._fitting(view, styles, actions)
        gap, margin = sizes.u(1), sizes.u(2)
        y = round((self.height - sizes.target) / 2)
        x = margin
        for button in left:
            button.place(x, y)
            x += button.width + gap
        if not can_go_back:
            left[1].disabled = True
            left[1].opacity = 0.35
        x = self.width - margin
        for button in reversed(right):
            x -= button.width
            button.place(x, y)
            x -= gap
        room_left = left[-1].right + gap
        width = sum(button.width for button in middle) + gap * (len(middle) - 1)
        centre = (self.width - width) / 2
        x = min(max(centre, room_left), right[0].x - gap - width)
        with self.canvas.before:
            Color(*rgba(RAISED))
            Rectangle(pos=(x, y), size=(width, sizes.target))
        for button in middle:
            button.place(x, y)
            x += button.width + gap
        for button in (*left, *middle, *right):
            self.add_widget(button)

    def _fitting(
        self, view: BarView, styles: Styles, actions: BarActions
    ) -> tuple[list[BarButton], list[BarButton], list[BarButton]]:
        """The wordiest row that fits: with words, with short names of languages, with icons only."""
        sizes = styles.sizes
        room = self.width - 2 * sizes.u(2)
        row: tuple[list[BarButton], list[BarButton], list[BarButton]] = ([], [], [])
        for words, endonyms in ((True, True), (True, False), (False, True), (False, False)):
            row = _row(view, styles, actions, words, endonyms)
            buttons = [button for part in row for button in part]
            if sum(button.width for button in buttons) + sizes.u(1) * (len(buttons) + 1) <= room:
                break
        return row


def _row(
    view: BarView, styles: Styles, actions: BarActions, words: bool, endonyms: bool
) -> tuple[list[BarButton], list[BarButton], list[BarButton]]:
    def button(name: str, word: Phrase, action: Callable[[], None]) -> BarButton:
        return BarButton(styles, action, name, name, word if words else None)

    def choice(language: Language) -> BarButton:
        name = ENDONYMS[language] if endonyms else SHORT[language]
        return BarButton(
            styles,
            lambda: actions.language(language),
            f"language-{language}",
            word=Phrase(name, language),
            chosen=language == view.language,
        )

    return (
        [button("home", view.home, actions.home), button("back", view.back, actions.back)],
        [choice(language) for language in view.languages],
        [button("larger", view.larger, actions.larger), button("about", view.about, actions.about)],
    )
