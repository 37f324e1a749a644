"""The galleries to choose from: a picture, a name and a sentence each."""

from kivy.graphics import Color, Rectangle

from kiosk.ui.navigation import Place
from kiosk.ui.screens.base import Frame, Screen
from kiosk.ui.styles import Styles, centred, coloured
from kiosk.ui.theme import RAISED, rgba
from kiosk.ui.widgets.blocks import PictureBlock, TextBlock
from kiosk.ui.widgets.flow import Flow
from kiosk.ui.widgets.ornaments import Divider
from kiosk.ui.widgets.tap import Tap
from kiosk.viewmodels.views import GalleriesView, GalleryCardView


class GalleryPanel(Tap):
    """One gallery: cover above its words, or beside them where panels are wide."""

    def __init__(
        self,
        view: GalleryCardView,
        frame: Frame,
        width: float,
        height: float,
        beside: bool,
        words_height: float = 0,
    ) -> None:
        """At least ``height`` px high; its words take at least ``words_height`` of them, so that the
        pictures of panels side by side end on one line."""
        styles = Styles(frame.sizes, rgba(view.accent))
        sizes = frame.sizes
        pad = sizes.u(3)
        picture_width = round(width * 0.4) if beside else round(width)
        inner = width - picture_width - 2 * pad if beside else width - 2 * pad
        tag_style = coloured(styles.small(), styles.accent)
        flow = Flow(inner, tag_style)
        flow.text(view.title, styles.title())
        flow.text(view.subtitle, coloured(styles.small(), styles.accent), sizes.u(0.5))
        flow.gap(sizes.u(1.5))
        flow.add(Divider(flow.width, sizes.u(3), styles.accent, left=True))
        flow.text(view.intro, styles.small(), sizes.u(1.5))
        flow.text(view.count, styles.strong(), sizes.u(1.5))
        words = max(flow.height + 2 * pad, words_height)
        self.words_height = words
        least_picture = 0 if beside else round(width * 0.45)
        total = max(height, words if beside else words + least_picture)
        super().__init__(width, total, lambda: frame.go(Place("gallery", view.id)), f"gallery-{view.id}")
        picture_height = self.height if beside else self.height - words
        self._picture = PictureBlock(frame.pictures, view.cover, picture_width, picture_height, cover=True)
        self._flow, self._pad, self._beside = flow, pad, beside
        with self.canvas.before:
            Color(*rgba(RAISED))
            self._body = Rectangle(size=self.size)
            Color(*styles.accent)
            self._edge = Rectangle(size=(self.width, max(2, sizes.u(0.4))))
        self.add_widget(self._picture)

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        self._body.pos = self.pos
        self._edge.pos = self.pos
        if self._beside:
            self._picture.place(self.x, self.y)
            placed = self._flow.finish(self.x + self._picture.width + self._pad, self.top - self._pad)
        else:
            self._picture.place(self.x, self.top - self._picture.height)
            placed = self._flow.finish(self.x + self._pad, self._picture.y - self._pad)
        for block in placed:
            if block.parent is None:
                self.add_widget(block)


class GalleriesScreen(Screen):
    """All galleries of this kiosk; a page that scrolls where they do not fit."""

    def __init__(self, frame: Frame, view: GalleriesView) -> None:
        super().__init__(frame)
        sizes, styles = frame.sizes, frame.styles
        margin, gap = sizes.margin, sizes.u(3)
        width = frame.width - 2 * margin
        # Four stand two by two: three and a lonely one look like a mistake.
        number = len(view.galleries)
        columns = 1 if sizes.portrait else 2 if number == 4 else min(number, 3) or 1
        # Narrow columns at a large text would break words: fewer columns then.
        while columns > 1 and (width - (columns - 1) * gap) / columns < sizes.title * 5.2:
            columns -= 1
        beside = sizes.text_scale < 1.5 and columns == (2 if number == 4 and not sizes.portrait else 1)
        flow = self.flow(width)
        flow.gap(margin * 0.6)
        flow.add(TextBlock(view.heading, centred(styles.title()), width, limit=False))
        flow.gap(sizes.u(2))
        panel_width = (width - (columns - 1) * gap) / columns
        rows = -(-len(view.galleries) // columns)
        rest = frame.height - flow.height - margin * 0.6
        at_once = 3 if columns == 1 else 2 if beside else 1
        least = (rest - (rows - 1) * gap) / rows if rows <= at_once else 0
        for row in range(rows):
            views = view.galleries[row * columns : (row + 1) * columns]
            panels = [GalleryPanel(each, frame, panel_width, least, beside) for each in views]
            words = max(panel.words_height for panel in panels)
            tallest = max(panel.height for panel in panels)
            if any(panel.words_height != words or panel.height != tallest for panel in panels):
                panels = [GalleryPanel(each, frame, panel_width, tallest, beside, words) for each in views]
            if row:
                flow.gap(gap)
            flow.beside([(panel, n * (panel_width + gap)) for n, panel in enumerate(panels)])
        flow.gap(margin * 0.6)
        area = self.scrolling(0, frame.bottom, frame.width, frame.height)
        height = max(flow.height, frame.height)
        area.set_content(list(flow.finish(margin, height)), height)
