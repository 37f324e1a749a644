"""What runs while nobody touches: large pictures, slowly moving, and an invitation in every language."""

from collections.abc import Callable, Sequence
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.graphics.texture import Texture

from kiosk.catalogue.attract import AttractSlide
from kiosk.languages import Language
from kiosk.ui.decode import covering_file
from kiosk.ui.ornament import SHADE_FOR_WORDS, fade
from kiosk.ui.pictures import Ticket
from kiosk.ui.screens.base import Frame, Screen
from kiosk.ui.styles import Styles, coloured
from kiosk.ui.theme import BONE, rgba
from kiosk.ui.widgets.blocks import Piece, TextBlock, add_opaque, covering
from kiosk.viewmodels.phrase import Phrase

MOTION_FPS = 20
"""Slow movement needs no more; every frame costs a whole redraw of the window."""
CROSS_FADE_SECONDS = 0.3
TRAVEL = 0.06
"""How much a picture grows while it is shown, as a share of its size."""


class AttractScreen(Screen):
    """Draws two pictures at most: the present one, and the next over it while it fades in."""

    has_bar = False

    def __init__(
        self,
        frame: Frame,
        slides: Sequence[AttractSlide],
        invitations: dict[Language, Phrase],
        seconds: float,
        moving: bool,
        begin: Callable[[], None],
    ) -> None:
        super().__init__(frame)
        self.slides, self._seconds, self._moving, self._begin = slides, seconds, moving, begin
        self._languages = list(invitations)
        self._words: list[Piece] = []
        self._index = -1
        self._began = 0.0
        self._ticket: Ticket | None = None
        # The present picture and the next. What is not shown has no size: a whole window of nothing takes as
        # long to draw as a whole window of something.
        self._colours = [Color(1, 1, 1, 0), Color(1, 1, 1, 0)]
        self._rectangles = [Rectangle(size=(0, 0)), Rectangle(size=(0, 0))]
        present = InstructionGroup()
        present.add(self._colours[0])
        present.add(self._rectangles[0])
        add_opaque(self.canvas, present)
        self.canvas.add(self._colours[1])
        self.canvas.add(self._rectangles[1])
        with self.canvas:
            Color(1, 1, 1, 1)
            self._shade = Rectangle(texture=fade(256), pos=self.pos, size=(self.width, self.height / 2))
        self._invite(invitations)
        self._next_event = Clock.create_trigger(self._next, seconds)
        self._move_event = Clock.create_trigger(self._move, 1 / MOTION_FPS, interval=True)
        if slides:
            self._want(0)

    def leave(self) -> None:
        self._next_event.cancel()
        self._move_event.cancel()
        if self._ticket:
            self._ticket.cancelled = True
        super().leave()

    def on_touch_down(self, touch: Any) -> bool:
        touch.grab(self)
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self._begin()
        return True

    @property
    def at_rest(self) -> bool:
        """True when the present picture is wholly there, for pictures of the screens."""
        return bool(self._colours[0].a == 1 and self._colours[1].a == 0)

    def _invite(self, invitations: dict[Language, Phrase]) -> None:
        """ "Touch to begin" in all languages, at the lower edge."""
        sizes, styles = self.frame.sizes, self.frame.styles
        flow = self.flow(self.width - 2 * sizes.margin)
        style = coloured(styles.strong(), rgba(BONE))
        blocks = [
            TextBlock(phrase, style, flow.width, natural=True, limit=False) for phrase in invitations.values()
        ]
        flow.row(list(blocks), sizes.u(6), sizes.u(0.5))
        for block in flow.finish(sizes.margin, self.y + sizes.margin * 0.8 + flow.height):
            self.add_widget(block)
        self._title_bottom = self.y + sizes.margin * 0.8 + flow.height + sizes.u(2)

    def _want(self, index: int) -> None:
        slide, self._wanted = self.slides[index], index
        if len(self.slides) > 1:
            # Also when this picture never comes: the next one may.
            self._next_event.cancel()
            self._next_event()
        # As large as covering the window takes, and no larger: decoding is on the path to the first frame.
        file = covering_file(slide, self.width, self.height)
        self._ticket = self.frame.pictures.want(file, lambda texture: self._show(index, texture))

    def _show(self, index: int, texture: Texture) -> None:
        first = self._index < 0
        self._index, self._began = index, Clock.get_time()
        top = 0 if first else 1
        self._rectangles[top].texture = texture
        self._rectangles[top].pos, self._rectangles[top].size = self.pos, self.size
        self._rectangles[top].tex_coords = covering(texture, self.width / self.height)
        self._colours[top].a = 1 if first else 0.01
        self._title(self.slides[index], index)
        if not first:
            Clock.schedule_interval(self._fade, 1 / 30)
        if self._moving:
            self._move_event()

    def _fade(self, _seconds: float) -> bool:
        share = (Clock.get_time() - self._began) / CROSS_FADE_SECONDS
        self._colours[1].a = min(1.0, share)
        if share < 1:
            return True
        lower, upper = self._rectangles
        lower.texture, lower.tex_coords = upper.texture, upper.tex_coords
        lower.pos, lower.size = upper.pos, upper.size
        upper.size = (0, 0)
        self._colours[0].a, self._colours[1].a = 1, 0
        return False

    def _move(self, _seconds: float) -> None:
        share = min(1.0, (Clock.get_time() - self._began) / self._seconds)
        rectangle = self._rectangles[1 if self._colours[1].a else 0]
        grown = 1 + TRAVEL * share
        width, height = self.width * grown, self.height * grown
        rectangle.size = (width, height)
        rectangle.pos = (self.x - (width - self.width) / 2, self.y - (height - self.height) / 2)

    def _next(self, _seconds: float) -> None:
        self._want((self._wanted + 1) % len(self.slides))

    def _title(self, slide: AttractSlide, index: int) -> None:
        """The slide's names, each slide in the next language that it has."""
        for block in self._words:
            self.remove_widget(block)
        count = len(self._languages)
        wanted = [self._languages[(index + step) % count] for step in range(count)]
        language = next((each for each in wanted if slide.title.get(each)), wanted[0])
        styles = Styles(self.frame.sizes, rgba(slide.accent))
        flow = self.flow(self.width - 2 * self.frame.sizes.margin)
        flow.text(Phrase(slide.gallery_title.get(language, ""), language), styles.mark())
        flow.text(Phrase(slide.title.get(language, ""), language), styles.display())
        self._words = []
        for block in flow.finish(self.frame.sizes.margin, self._title_bottom + flow.height):
            self.add_widget(block)
            self._words.append(block)
        # The words stand in the lower, nearly solid part of the shade.
        words = self._title_bottom + flow.height - self.y
        self._shade.size = (self.width, min(self.height, words / SHADE_FOR_WORDS))
