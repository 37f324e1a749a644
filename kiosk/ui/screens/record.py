"""One record: pictures, label, facts, story, film, and what to look at next."""

from collections.abc import Callable
from dataclasses import replace

from kivy.graphics import Color, Line

from kiosk.ui.navigation import Place
from kiosk.ui.screens.base import Frame, Screen
from kiosk.ui.styles import coloured
from kiosk.ui.theme import BONE, GROUND, LINE, rgba
from kiosk.ui.widgets.blocks import Fill, PictureBlock, TextBlock
from kiosk.ui.widgets.buttons import Badge, PlateButton, IconBlock
from kiosk.ui.widgets.card_grid import CardGrid, GridStyle
from kiosk.ui.widgets.flow import Column, Flow
from kiosk.ui.widgets.ornaments import Divider
from kiosk.ui.widgets.tap import Tap
from kiosk.viewmodels import CardView, FactView, FilmView, Phrase, PictureView, RecordView


class Picture(Tap):
    """A picture that opens the viewer; a sign in its corner says so."""

    def __init__(self, frame: Frame, view: PictureView, width: float, height: float, on_tap: Callable[[], None]) -> None:
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

    def __init__(self, frame: Frame, view: PictureView, index: int, width: float, chosen: bool, on_tap: Callable[[], None]) -> None:
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


class RecordScreen(Screen):
    """Landscape: picture left, words right. Portrait: picture above, words below."""

    def __init__(self, frame: Frame, view: RecordView, place: Place) -> None:
        super().__init__(frame)
        self.view, self._place = view, place
        sizes = frame.sizes
        margin = sizes.margin
        buttons = self._steps()
        row_height = max(button.height for button in buttons)
        bottom = frame.bottom + round(margin * 0.5)
        if sizes.portrait:
            picture_box = (0, frame.bottom + frame.height - round(frame.height * 0.36), frame.width)
            picture_height = round(frame.height * 0.36)
            text_x, text_width = margin, frame.width - 2 * margin
            page = (0, bottom + row_height + sizes.u(1), frame.width)
            page_height = frame.height - picture_height - (page[1] - frame.bottom)
            steps_x, steps_width = margin, frame.width - 2 * margin
        else:
            left = round(frame.width * 0.5)
            picture_box = (margin, bottom + row_height + sizes.u(2), left - margin)
            picture_height = frame.bottom + frame.height - picture_box[1] - round(margin * 0.7)
            text_x, text_width = 0, frame.width - left - round(margin * 0.8) - margin
            page = (left + round(margin * 0.8), frame.bottom, frame.width - left - round(margin * 0.8))
            page_height = frame.height
            steps_x, steps_width = margin, left - margin
        self._pictures(*picture_box, picture_height)
        self._place_steps(buttons, steps_x, bottom, steps_width, row_height)
        flow = self._words(text_width)
        area = self.scrolling(*page, page_height)
        height = max(flow.height, page_height)
        area.set_content(list(flow.finish(text_x, height)), height)

    # The picture and its thumbnails -------------------------------------------------------------

    def _pictures(self, x: int, y: int, width: int, height: int) -> None:
        view, frame, sizes = self.view, self.frame, self.frame.sizes
        if not view.pictures:
            divider = Divider(width * 0.6, sizes.u(8), frame.styles.accent)
            divider.place(x + width * 0.2, y + height / 2)
            self.add_widget(divider)
            return
        index = min(self._place.picture, len(view.pictures) - 1)
        shown = view.pictures[index]
        if len(view.pictures) > 1:
            thumb = max(sizes.target * 1.6, sizes.u(14))
            x_thumb = x + (width - len(view.pictures) * (thumb + sizes.u(1.5)) + sizes.u(1.5)) / 2
            for number, each in enumerate(view.pictures):
                thumbnail = Thumbnail(
                    frame, each, number, thumb, number == index, lambda n=number: self._choose(n)
                )
                thumbnail.place(x_thumb, y)
                x_thumb += thumb + sizes.u(1.5)
                self.add_widget(thumbnail)
            taken = round(thumb * 3 / 4) + sizes.u(1.5)
            y, height = y + taken, height - taken
        if shown.caption and not sizes.portrait and sizes.text_scale < 1.5:
            caption = TextBlock(shown.caption, frame.styles.small(), width)
            caption.place(x, y)
            self.add_widget(caption)
            y, height = y + caption.height + sizes.u(1), height - caption.height - sizes.u(1)
        picture = Picture(frame, shown, width, height, self._open_viewer)
        picture.place(x, y)
        self.add_widget(picture)

    def _choose(self, number: int) -> None:
        self.frame.replace(replace(self._place, picture=number))

    def _open_viewer(self) -> None:
        self.frame.go(replace(self._place, screen="viewer"))

    def _open_film(self, number: int) -> None:
        self.frame.go(replace(self._place, screen="film", film=number))

    def _open_record(self, key: int) -> None:
        self.frame.go(Place("record", self.view.gallery_id, key))

    # Previous and next --------------------------------------------------------------------------

    def _steps(self) -> tuple[PlateButton, PlateButton]:
        view, styles = self.view, self.frame.styles

        def step(key: int | None) -> Callable[[], None]:
            def go() -> None:
                if key is not None:
                    self.frame.replace(replace(self._place, record=key, picture=0))

            return go

        most = self.frame.width * (0.4 if self.frame.sizes.portrait else 0.2)
        back = PlateButton(view.previous_label, styles, step(view.previous), "previous", "previous", most=most)
        on = PlateButton(view.next_label, styles, step(view.next), "next", "next", most=most, icon_after=True)
        for button, key in ((back, view.previous), (on, view.next)):
            button.disabled = key is None
            button.opacity = 0.35 if key is None else 1.0
        return back, on

    def _place_steps(
        self, buttons: tuple[PlateButton, PlateButton], x: int, y: int, width: int, row_height: float
    ) -> None:
        back, on = buttons
        back.place(x, y + (row_height - back.height) / 2)
        on.place(x + width - on.width, y + (row_height - on.height) / 2)
        number = TextBlock(self.view.place, self.frame.styles.small(), width, natural=True)
        number.place(x + (width - number.width) / 2, y + (row_height - number.height) / 2)
        for block in (back, on, number):
            self.add_widget(block)

    # Words --------------------------------------------------------------------------------------

    def _words(self, width: float) -> Flow:
        view, styles, sizes = self.view, self.frame.styles, self.frame.sizes
        flow = self.flow(width)
        flow.gap(sizes.margin * 0.7)
        flow.text(view.gallery_title, styles.mark())
        flow.text(view.title, styles.title(), sizes.u(0.5))
        flow.text(view.dates, coloured(styles.small(), rgba(BONE)), sizes.u(0.5))
        flow.text(view.dates_note, styles.small())
        if view.replica:
            flow.gap(sizes.u(2))
            flow.add(Badge(view.replica, styles, width))
            flow.text(view.original, styles.small(), sizes.u(1))
            flow.text(view.original_note, styles.small())
        flow.gap(sizes.u(2))
        flow.add(Divider(flow.width, sizes.u(3.5), styles.accent, left=True))
        flow.text(view.label, styles.lead(), sizes.u(2))
        for number, film in enumerate(view.films):
            flow.gap(sizes.u(4))
            card_width = min(flow.width, sizes.u(70))
            flow.add(FilmCard(self.frame, film, card_width, lambda n=number: self._open_film(n)))
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
        return flow

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
            column = Flow(flow.width - name_width - sizes.u(2), self.tag_style)
            for value in fact.values:
                column.text(value, coloured(styles.small(), rgba(BONE)))
            name = TextBlock(fact.name, styles.small(), name_width)
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
            styles.strong().size * 9,
            GridStyle(styles.strong(), styles.small(), sizes.u(2), sizes.u(1)),
            self._open_record,
        )

