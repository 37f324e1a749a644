"""One gallery: what it is about, its filters, and a grid of its records."""

from functools import partial

from kiosk.ui.navigation import Place
from kiosk.ui.screens.base import Frame, Screen
from kiosk.ui.styles import centred
from kiosk.ui.widgets.blocks import TextBlock
from kiosk.ui.widgets.buttons import PlateButton
from kiosk.ui.widgets.card_grid import CardGrid, Fetch, GridStyle
from kiosk.ui.widgets.flow import Column, Flow
from kiosk.ui.widgets.ornaments import Divider
from kiosk.viewmodels.phrase import Phrase
from kiosk.viewmodels.views import ChoiceView, GalleryView

LEAST_CARD_EMS = 11.5
"""A card is at least this many letters wide, so that a title breaks between words."""
NOTHING_ALPHA = 0.35
"""Of a choice that would leave nothing."""


class GalleryScreen(Screen):
    """A page that scrolls as one: heading, introduction, filters, grid."""

    def __init__(self, frame: Frame, view: GalleryView, place: Place, fetch: Fetch) -> None:
        super().__init__(frame)
        self.view, self._place = view, place
        self._held: dict[str, PlateButton] = {}
        """Filter -> what of it stays where it is when another choice is made."""
        sizes, styles = frame.sizes, frame.styles
        margin = sizes.margin
        width = frame.width - 2 * margin
        flow = self.flow(width, later=True)
        flow.gap(margin * 0.7)
        self._head(flow, view)
        flow.gap(sizes.u(3))
        flow.add(TextBlock(view.count, styles.strong(), width))
        flow.gap(sizes.u(2))
        self.grid: CardGrid | None = None
        if view.keys:
            self.grid = CardGrid(
                frame.pictures,
                view.keys,
                fetch,
                width,
                styles.strong().size * LEAST_CARD_EMS,
                GridStyle(styles.strong(), styles.small(), self.tag_style, sizes.u(4), sizes.u(1)),
                lambda key: frame.go(
                    Place("record", view.id, key, theme=place.theme, material=place.material)
                ),
                view.total,
            )
            flow.add(self.grid)
        else:
            self._nothing(flow, view)
        flow.gap(margin)
        area = self.scrolling(0, frame.bottom, frame.width, frame.height)
        height = max(flow.height, frame.height)
        area.set_content(list(flow.finish(margin, height)), height)

    def _head(self, flow: Flow, view: GalleryView) -> None:
        """Name and filters, and what the gallery is about: side by side where there is room."""
        sizes, styles = self.frame.sizes, self.frame.styles
        beside = not sizes.portrait and sizes.text_scale < 2
        left = self.flow(flow.width * 0.47, later=True) if beside else flow
        left.text(view.title, styles.display())
        left.text(view.subtitle, styles.mark(), sizes.u(1))
        left.gap(sizes.u(2))
        left.add(Divider(min(left.width, sizes.u(60)), sizes.u(4), styles.accent, left=True))
        if not beside:
            flow.text(view.intro, styles.body(), sizes.u(2))
        left.gap(sizes.u(3))
        self._filter(left, view.theme_heading, view.themes, "theme")
        left.gap(sizes.u(2))
        self._filter(left, view.material_heading, view.materials, "material")
        if beside:
            x = round(flow.width * 0.53)
            right = self.flow(flow.width - x, later=True)
            right.text(view.intro, styles.body(), sizes.u(1))
            flow.beside([(Column(left), 0), (Column(right), x)])

    def _filter(self, flow: Flow, heading: Phrase, choices: tuple[ChoiceView, ...], kind: str) -> None:
        if len(choices) < 3:
            return
        styles, sizes = self.frame.styles, self.frame.sizes
        flow.add(TextBlock(heading, styles.small(), flow.width))
        flow.gap(sizes.u(1))
        buttons = [self._choice(choice, kind, flow.width) for choice in choices]
        self._held[kind] = buttons[0]
        flow.row(list(buttons), sizes.u(1.5))

    def _choice(self, choice: ChoiceView, kind: str, most: float) -> PlateButton:
        """As wide as with its largest count, and there when it leaves nothing: no choice moves another."""
        button = PlateButton(
            _counted(choice, choice.count),
            self.frame.styles,
            partial(self._choose, kind, **{kind: choice.key}),
            f"filter-{kind}-{choice.key or 'all'}",
            chosen=choice.chosen,
            most=most,
            room_for=_counted(choice, choice.total).text,
        )
        if choice.key is not None and not choice.count and not choice.chosen:
            button.disabled, button.opacity = True, NOTHING_ALPHA
        return button

    def _choose(self, kind: str, **change: str | None) -> None:
        theme = change.get("theme", self._place.theme)
        material = change.get("material", self._place.material)
        assert self.scroll is not None
        self.scroll.hold(self._held[kind])
        self.frame.replace(Place("gallery", self.view.id, theme=theme, material=material))

    def _nothing(self, flow: Flow, view: GalleryView) -> None:
        sizes, styles = self.frame.sizes, self.frame.styles
        flow.gap(sizes.u(6))
        flow.add(TextBlock(view.nothing, centred(styles.heading()), flow.width))
        flow.gap(sizes.u(3))
        button = PlateButton(
            view.show_all,
            styles,
            lambda: self.frame.replace(Place("gallery", view.id)),
            "show-all",
            most=flow.width,
        )
        flow.add(button, (flow.width - button.width) / 2)
        flow.gap(sizes.u(6))


def _counted(choice: ChoiceView, count: int) -> Phrase:
    if choice.key is None:
        return choice.label
    return Phrase(f"{choice.label.text} {count}", choice.label.language)
