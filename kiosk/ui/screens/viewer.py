"""One picture, as large as the window allows: pinch, double tap, drag; its caption and its maker."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from kiosk.ui.navigation import Place
from kiosk.ui.screens.base import Frame, Screen
from kiosk.ui.theme import GROUND
from kiosk.ui.widgets.blocks import Fill
from kiosk.ui.widgets.controls import icon_button
from kiosk.ui.widgets.flow import Column, Flow
from kiosk.ui.widgets.zoom_area import ZoomArea
from kiosk.viewmodels.views import ViewerView

ZOOM_STEP = 1.6


class ViewerScreen(Screen):
    """The picture above; caption and buttons beneath it, within reach."""

    def __init__(self, frame: Frame, view: ViewerView, place: Place) -> None:
        super().__init__(frame)
        self.view, self._place = view, place
        sizes = frame.sizes
        self.index = min(place.picture, len(view.pictures) - 1)
        shown = view.pictures[self.index]
        buttons = self._buttons()
        gap = sizes.u(2)
        buttons_width = sum(button.width for button in buttons) + gap * (len(buttons) - 1)
        below = sizes.portrait or sizes.text_scale >= 1.5
        words_width = frame.width - 2 * sizes.margin - (0 if below else buttons_width + sizes.u(4))
        flow = Flow(words_width, self.tag_style)
        words = shown.caption or shown.alt
        flow.text(words, frame.styles.small())
        flow.text(shown.credit, frame.styles.small(), sizes.u(0.5))
        column = Column(flow)
        strip = (
            column.height + sizes.target + 3 * sizes.u(1.5)
            if below
            else max(column.height, sizes.target) + 2 * sizes.u(1.5)
        )
        strip = round(min(strip, frame.height * 0.6))
        self.zoom_area = ZoomArea(
            frame.pictures,
            shown,
            (0, frame.bottom + strip, frame.width, frame.height - strip),
            self._update_buttons,
        )
        self.add_widget(self.zoom_area)
        panel = Fill(frame.width, strip, GROUND)
        panel.place(0, frame.bottom)
        self.add_widget(panel)
        column.place(sizes.margin, frame.bottom + strip - sizes.u(1.5) - column.height)
        self.add_widget(column)
        x = frame.width - sizes.margin - buttons_width
        y = frame.bottom + (sizes.u(1.5) if below else round((strip - sizes.target) / 2))
        for button in buttons:
            button.pos = (round(x), round(y))
            self.add_widget(button)
            x += button.width + gap
        self._update_buttons()

    def _buttons(self) -> list[Any]:
        self._in = self._button("plus", "zoom-in", lambda: self.zoom_area.zoom_by(ZOOM_STEP))
        self._out = self._button("minus", "zoom-out", lambda: self.zoom_area.zoom_by(1 / ZOOM_STEP))
        buttons = [self._out, self._in, self._button("close", "close", self.frame.back)]
        count = len(self.view.pictures)
        if count > 1:
            for icon, name, step in (("chevron-right", "next", 1), ("chevron-left", "previous", -1)):
                goal = (self.index + step) % count
                buttons.insert(
                    0,
                    self._button(icon, name, partial(self._show, goal)),
                )
        return buttons

    def _button(self, icon: str, name: str, action: Callable[[], None]) -> Any:
        return icon_button(icon, name, self.frame.sizes.target, action)

    def state(self) -> object:
        return self.zoom_area.view_point

    def restore(self, state: object) -> None:
        if isinstance(state, tuple):
            self.zoom_area.look_at(state)

    def _show(self, index: int) -> None:
        self.frame.replace(replace(self._place, picture=index))

    def _update_buttons(self) -> None:
        area = getattr(self, "zoom_area", None)
        if area is not None:
            self._in.disabled = area.zoom >= area.deepest * 0.999
            self._out.disabled = area.zoom <= area.fit * 1.001
