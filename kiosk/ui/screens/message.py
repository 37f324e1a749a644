"""Quiet words in the middle: something went wrong, one moment please, or what to mend in a configuration."""

from collections.abc import Sequence

from kiosk.ui.screens.base import Frame, Screen
from kiosk.ui.styles import centred, coloured
from kiosk.ui.widgets.blocks import TextBlock
from kiosk.ui.widgets.ornaments import Divider
from kiosk.viewmodels.views import MessageView


class MessageScreen(Screen):
    """One message, or the same one in several languages, under one ornament."""

    def __init__(self, frame: Frame, messages: Sequence[MessageView], has_bar: bool) -> None:
        super().__init__(frame)
        self.has_bar = has_bar
        sizes, styles = frame.sizes, frame.styles
        width = frame.width - 2 * sizes.margin
        flow = self.flow(width)
        mark = Divider(min(width, sizes.u(60)), sizes.u(7), styles.accent)
        flow.add(mark, (width - mark.width) / 2)
        single = len(messages) == 1
        for message in messages:
            flow.gap(sizes.u(3))
            title_style = styles.title() if single else styles.heading()
            flow.add(TextBlock(message.title, centred(title_style), width))
            if message.text:
                flow.gap(sizes.u(0.5))
                flow.add(TextBlock(message.text, centred(styles.small()), width))
        area = self.scrolling(0, frame.bottom, frame.width, frame.height)
        height = max(flow.height + 2 * sizes.margin, frame.height)
        area.set_content(list(flow.finish(sizes.margin, (height + flow.height) / 2)), height)


class ConfigurationScreen(Screen):
    """For the technician: every problem of the configuration, with file, line and what to write."""

    has_bar = False

    def __init__(self, frame: Frame, heading: MessageView, problems: Sequence[str]) -> None:
        super().__init__(frame)
        from kiosk.viewmodels.phrase import Phrase

        sizes, styles = frame.sizes, frame.styles
        flow = self.flow(frame.width - 2 * sizes.margin)
        flow.gap(sizes.margin)
        flow.text(heading.title, styles.title())
        flow.text(heading.text, coloured(styles.body(), styles.accent), sizes.u(1))
        flow.gap(sizes.u(2))
        flow.add(Divider(flow.width, sizes.u(4), styles.accent, left=True))
        for problem in problems:
            flow.text(Phrase(problem, "en"), styles.body(), sizes.u(2))
        flow.gap(sizes.margin)
        area = self.scrolling(0, frame.bottom, frame.width, frame.height)
        height = max(flow.height, frame.height)
        area.set_content(list(flow.finish(sizes.margin, height)), height)
