"""The Centre, the makers of pictures and films, the licences."""

from kiosk.ui.screens.base import Frame, Screen
from kiosk.ui.styles import coloured
from kiosk.ui.theme import BONE, rgba
from kiosk.ui.widgets.ornaments import Divider
from kiosk.viewmodels.views import AboutView


class AboutScreen(Screen):
    """One long page."""

    def __init__(self, frame: Frame, view: AboutView) -> None:
        super().__init__(frame)
        sizes, styles = frame.sizes, frame.styles
        margin = sizes.margin
        width = min(frame.width - 2 * margin, sizes.small * 34)
        flow = self.flow(width, later=True)
        flow.gap(margin * 0.7)
        flow.text(view.title, styles.title())
        flow.gap(sizes.u(2))
        flow.add(Divider(flow.width, sizes.u(4), styles.accent, left=True))
        before = ""
        for section in view.sections:
            if section.heading.text != before:
                flow.text(section.heading, styles.heading(), sizes.u(4))
            else:
                flow.gap(sizes.u(1.2))
            before = section.heading.text
            for part in section.paragraphs:
                flow.text(part, styles.body(), sizes.u(1.2))
            for line in section.lines:
                flow.text(line, coloured(styles.small(), rgba(BONE, 0.86)), sizes.u(1))
        flow.gap(margin)
        area = self.scrolling(0, frame.bottom, frame.width, frame.height)
        height = max(flow.height, frame.height)
        area.set_content(list(flow.finish((frame.width - width) / 2, height)), height)
