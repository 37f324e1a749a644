"""One record: pictures, label, facts, story, film, and what to look at next."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from kivy.graphics import Color, Line

from kiosk.ui.navigation import Place
from kiosk.ui.screens.base import Frame, Screen
from kiosk.ui.styles import Styles, centred, coloured
from kiosk.ui.theme import BONE, GROUND, LINE, rgba
from kiosk.ui.widgets.blocks import Block, Fill, PictureBlock, Piece, TextBlock
from kiosk.ui.widgets.buttons import Badge, IconBlock, PlateButton
from kiosk.ui.widgets.card_grid import CardGrid, GridStyle
from kiosk.ui.widgets.flow import Column, Flow
from kiosk.ui.widgets.ornaments import Divider
from kiosk.ui.widgets.tap import Tap
from kiosk.viewmodels.phrase import Phrase
from kiosk.viewmodels.views import CardView, FactView, FilmView, PictureView, RecordView


class Picture(Tap):
    """A picture that opens the viewer; a sign in its corner says so."""

    def __init__(
        self, frame: Frame, view: PictureView, width: float, height: float, on_tap: Callable[[], None]
    ) -> None:
        super().__init__(width, height, on_tap, "open-viewer")
        sizes = frame.sizes
        self.picture = PictureBlock(frame.pictures, view, width, height)
        self.add_widget(self.picture)
        side = sizes.target
        self._plate = Fill(side, side, GROUND, 0.72)
        self._sign = IconBlock("enlarge", frame.styles.icon(round(side * 0.55)))
        self.add_widget(self._plate)
        self.add_widget(self._sign)

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        self.picture.place(x, y)
        left, bottom, width, _ = self.picture.shown
        self._plate.place(left + width - self._plate.width, bottom)
        self._sign.place(
            self._plate.center_x - self._sign.width / 2, self._plate.center_y - self._sign.height / 2
        )


class Thumbnail(Tap):
    """One of several pictures; the shown one has a frame."""

    def __init__(
        self,
        frame: Frame,
        view: PictureView,
        index: int,
        width: float,
        chosen: bool,
        on_tap: Callable[[], None],
    ) -> None:
        super().__init__(width, width * 3 / 4, on_tap, f"picture-{index + 1}")
        self._picture = PictureBlock(frame.pictures, view, self.width, self.height, cover=True)
        self.add_widget(self._picture)
        with self.canvas.after:
            Color(*(frame.styles.accent if chosen else rgba(LINE)))
            self._frame = Line(width=max(1.2, frame.sizes.unit / (4 if chosen else 8)))

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        self._picture.place(x, y)
        self._frame.rectangle = (*self.pos, *self.size)


class FilmCard(Tap):
    """The film's poster with a play sign and its title."""

    def __init__(self, frame: Frame, view: FilmView, width: float, on_tap: Callable[[], None]) -> None:
        sizes, styles = frame.sizes, frame.styles
        self._poster_height = round(width * 9 / 16)
        words = Phrase(f"{view.label.text} · {view.title.text}", view.title.language)
        self._words = TextBlock(words, styles.strong(), width)
        super().__init__(width, self._poster_height + sizes.u(1) + self._words.height, on_tap, "open-film")
        self._poster = PictureBlock(frame.pictures, view.poster, width, self._poster_height, cover=True)
        side = round(sizes.target * 1.4)
        self._plate = Fill(side, side, GROUND, 0.72)
        self._sign = IconBlock("play", coloured(styles.icon(round(side * 0.7)), styles.accent))
        for child in (self._poster, self._plate, self._sign, self._words):
            self.add_widget(child)

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        self._words.place(x, y)
        self._poster.place(x, self.top - self._poster_height)
        for part in (self._plate, self._sign):
            part.place(self._poster.center_x - part.width / 2, self._poster.center_y - part.height / 2)


class PicturePanel(Block):
    """The shown picture, its caption where there is room, and thumbnails of the others."""

    def __init__(
        self,
        frame: Frame,
        views: tuple[PictureView, ...],
        index: int,
        width: float,
        height: float,
        caption: bool,
        choose: Callable[[int], None],
        open_viewer: Callable[[], None],
    ) -> None:
        super().__init__(width, height)
        sizes = frame.sizes
        gap = sizes.u(1.5)
        self._thumbnails: list[Thumbnail] = []
        left = self.height
        if len(views) > 1:
            room = (self.width - gap * (len(views) - 1)) / len(views)
            side = max(sizes.target, min(sizes.target * 1.6, room))
            for number, view in enumerate(views):
                shown = number == index
                act = partial(choose, number)
                self._thumbnails.append(Thumbnail(frame, view, number, side, shown, act))
            left -= self._thumbnails[0].height + gap
        self._gap = gap
        self._caption = None
        words = views[index].caption
        if caption and words:
            self._caption = TextBlock(words, centred(frame.styles.small()), self.width)
            left -= self._caption.height + gap
        self.picture = Picture(frame, views[index], self.width, max(sizes.target, left), open_viewer)
        for child in (self.picture, self._caption, *self._thumbnails):
            if child is not None:
                self.add_widget(child)

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        top = self.top - self.picture.height
        self.picture.place(self.x, top)
        if self._caption is not None:
            top -= self._caption.height + self._gap
            self._caption.place(self.x, top)
        used = sum(each.width for each in self._thumbnails) + self._gap * (len(self._thumbnails) - 1)
        left = self.x + (self.width - used) / 2
        for thumbnail in self._thumbnails:
            thumbnail.place(left, self.y)
            left += thumbnail.width + self._gap

    def target_at(self, x: float, y: float) -> Tap | None:
        return next((each for each in (self.picture, *self._thumbnails) if each.target_at(x, y)), None)


class Steps(Block):
    """Previous, "3 / 12", next. Arrows alone where the words do not fit on one line."""

    def __init__(self, frame: Frame, view: RecordView, width: float, go: Callable[[int], None]) -> None:
        styles, sizes = frame.styles, frame.sizes
        self.number = TextBlock(view.place, styles.small(), width, natural=True)
        room = (width - self.number.width - 2 * sizes.u(2)) / 2
        nothing = Phrase("", view.title.language)

        def pair(words: bool) -> tuple[PlateButton, PlateButton]:
            return (
                _step(view.previous_label if words else nothing, "previous", view.previous, go, styles),
                _step(view.next_label if words else nothing, "next", view.next, go, styles),
            )

        self.buttons = pair(True)
        if max(button.width for button in self.buttons) > room:
            self.buttons = pair(False)
        super().__init__(width, max(button.height for button in self.buttons))
        for child in (*self.buttons, self.number):
            self.add_widget(child)

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        back, on = self.buttons
        middle = self.center_y
        back.place(self.x, middle - back.height / 2)
        on.place(self.right - on.width, middle - on.height / 2)
        self.number.place(self.center_x - self.number.width / 2, middle - self.number.height / 2)

    def target_at(self, x: float, y: float) -> Tap | None:
        return next((each for each in self.buttons if each.target_at(x, y)), None)


def _step(
    words: Phrase, name: str, key: int | None, go: Callable[[int], None], styles: Styles
) -> PlateButton:
    def act() -> None:
        if key is not None:
            go(key)

    button = PlateButton(words, styles, act, name, icon=name, icon_after=name == "next")
    button.disabled = key is None
    button.opacity = 0.35 if key is None else 1.0
    return button


class RecordScreen(Screen):
    """Landscape: picture left, words right. Portrait: one page, the picture first."""

    def __init__(self, frame: Frame, view: RecordView, place: Place) -> None:
        super().__init__(frame)
        self.view, self._place = view, place
        sizes = frame.sizes
        margin = sizes.margin
        if sizes.portrait:
            width = frame.width - 2 * margin
            flow = self.flow(width, later=True)
            flow.gap(sizes.u(3))
            flow.add(self._panel(width, frame.height * 0.42, caption=True))
            flow.gap(sizes.u(2))
            flow.add(Steps(frame, view, width, self._step_to))
            self._words(flow)
            area = self.scrolling(0, frame.bottom, frame.width, frame.height)
            text_x = margin
        else:
            left = round(frame.width * 0.5) - margin
            steps = Steps(frame, view, left, self._step_to)
            steps.place(margin, frame.bottom + round(margin * 0.5))
            height = frame.bottom + frame.height - round(margin * 0.7) - steps.top - sizes.u(2)
            panel = self._panel(left, height, caption=sizes.text_scale < 1.5)
            panel.place(margin, steps.top + sizes.u(2))
            self.add_widget(panel)
            self.add_widget(steps)
            x = margin + left + round(margin * 0.8)
            flow = self.flow(frame.width - x - margin, later=True)
            flow.gap(margin * 0.7)
            self._words(flow)
            area = self.scrolling(x, frame.bottom, frame.width - x, frame.height)
            text_x = 0
        height = max(flow.height, area.height)
        area.set_content(list(flow.finish(text_x, height)), height)

    def _panel(self, width: float, height: float, caption: bool) -> Piece:
        view, frame = self.view, self.frame
        if not view.pictures:
            return Divider(width, frame.sizes.u(8), frame.styles.accent)
        index = min(self._place.picture, len(view.pictures) - 1)
        return PicturePanel(
            frame, view.pictures, index, width, height, caption, self._choose, self._open_viewer
        )

    def _choose(self, number: int) -> None:
        self.frame.replace(replace(self._place, picture=number))

    def _step_to(self, key: int) -> None:
        self.frame.replace(replace(self._place, record=key, picture=0))

    def _open_viewer(self) -> None:
        self.frame.go(replace(self._place, screen="viewer"))

    def _open_film(self, number: int) -> None:
        self.frame.go(replace(self._place, screen="film", film=number))

    def _open_record(self, key: int) -> None:
        self.frame.go(Place("record", self.view.gallery_id, key))

    # Words --------------------------------------------------------------------------------------

    def _words(self, flow: Flow) -> None:
        view, styles, sizes = self.view, self.frame.styles, self.frame.sizes
        flow.text(view.gallery_title, styles.mark(), sizes.u(2) if sizes.portrait else 0)
        flow.text(view.title, styles.title(), sizes.u(0.5))
        flow.text(view.dates, coloured(styles.small(), rgba(BONE)), sizes.u(0.5))
        flow.text(view.dates_note, styles.small())
        if view.replica:
            flow.gap(sizes.u(2))
            flow.add(Badge(view.replica, styles, flow.width))
            flow.text(view.original, styles.small(), sizes.u(1))
            flow.text(view.original_note, styles.small())
        flow.gap(sizes.u(2))
        flow.add(Divider(flow.width, sizes.u(3.5), styles.accent, left=True))
        flow.text(view.label, styles.lead(), sizes.u(2))
        for number, film in enumerate(view.films):
            flow.gap(sizes.u(4))
            card_width = min(flow.width, sizes.u(70))
            flow.add(FilmCard(self.frame, film, card_width, partial(self._open_film, number)))
        if view.story:
            flow.text(view.story_heading, styles.heading(), sizes.u(5))
            flow.text(view.story, styles.body(), sizes.u(1.5))
        flow.text(view.facts_heading, styles.heading(), sizes.u(5))
        flow.gap(sizes.u(1.5))
        for fact in view.facts:
            self._fact(flow, fact)
        if view.related:
            flow.text(view.related_heading, styles.heading(), sizes.u(5))
            flow.gap(sizes.u(2))
            flow.add(self._related(view.related, flow.width))
        flow.gap(sizes.margin)

    def _fact(self, flow: Flow, fact: FactView) -> None:
        styles, sizes = self.frame.styles, self.frame.sizes
        flow.add(Fill(flow.width, max(1, sizes.u(0.15)), LINE))
        flow.gap(sizes.u(1))
        name_width = flow.width * 0.34
        if flow.width < sizes.small * 17:
            flow.text(fact.name, styles.small())
            for value in fact.values:
                flow.text(value, coloured(styles.small(), rgba(BONE)))
        else:
            column = self.flow(flow.width - name_width - sizes.u(2), later=True)
            for value in fact.values:
                column.text(value, coloured(styles.small(), rgba(BONE)))
            name = TextBlock(fact.name, styles.small(), name_width, later=True)
            flow.beside([(name, 0), (Column(column), name_width + sizes.u(2))])
        flow.gap(sizes.u(1))

    def _related(self, cards: tuple[CardView, ...], width: float) -> CardGrid:
        styles, sizes = self.frame.styles, self.frame.sizes
        by_key = {card.key: card for card in cards}
        return CardGrid(
            self.frame.pictures,
            [card.key for card in cards],
            lambda keys: [by_key[key] for key in keys],
            width,
            styles.strong().size * 10.5,
            GridStyle(styles.strong(), styles.small(), self.tag_style, sizes.u(2), sizes.u(1)),
            self._open_record,
        )
