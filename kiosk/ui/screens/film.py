"""A film: poster first, then play, pause, seek, volume, and captions in the visitor's language."""

from collections.abc import Callable
from typing import Any

from kivy.graphics import Color, Rectangle
from kivymd.uix.button import MDIconButton
from kivymd.uix.slider import MDSlider, MDSliderHandle

from kiosk.catalogue.rows import Cue
from kiosk.languages import Language
from kiosk.ui.film_player import FilmPlayer
from kiosk.ui.pictures import Pictures
from kiosk.ui.screens.base import Frame, Screen
from kiosk.ui.styles import Styles, centred, coloured
from kiosk.ui.text import lay_out, render
from kiosk.ui.theme import BONE, GROUND, MAX_LINE_CHARACTERS, rgba
from kiosk.ui.widgets.blocks import Fill, PictureBlock, TextBlock
from kiosk.ui.widgets.buttons import IconBlock
from kiosk.ui.widgets.flow import Column
from kiosk.ui.widgets.tap import Tap
from kiosk.viewmodels.views import FilmView, Phrase


class FilmPicture(Tap):
    """The film's picture; a touch plays and pauses. Shows the poster until the first frame."""

    def __init__(
        self,
        view: FilmView,
        pictures: Pictures,
        styles: Styles,
        width: float,
        height: float,
        on_tap: Callable[[], None],
    ) -> None:
        super().__init__(width, height, on_tap, "film-picture")
        scale = min(width / view.width, height / view.height)
        shown = (round(view.width * scale), round(view.height * scale))
        self._poster = PictureBlock(pictures, view.poster, *shown)
        self.add_widget(self._poster)
        self._shown = shown
        with self.canvas:
            self._colour = Color(1, 1, 1, 0)
            self._frame = Rectangle(size=shown)
        side = styles.sizes.target * 2
        self._plate = Fill(side, side, GROUND, 0.72)
        self._sign = IconBlock("play", coloured(styles.icon(round(side * 0.7)), styles.accent))
        self.add_widget(self._plate)
        self.add_widget(self._sign)

    def place(self, x: float, y: float) -> None:
        super().place(x, y)
        left = self.x + (self.width - self._shown[0]) // 2
        bottom = self.y + (self.height - self._shown[1]) // 2
        self._poster.place(left, bottom)
        self._frame.pos = (left, bottom)
        for part in (self._plate, self._sign):
            part.place(self.center_x - part.width / 2, self.center_y - part.height / 2)

    def show(self, texture: Any, waiting: bool) -> None:
        """``texture`` None shows the poster; ``waiting`` shows the play sign."""
        if texture is not None:
            if self._frame.texture is not texture:
                self._frame.texture = texture
            self._colour.a = 1
            self._poster.opacity = 0
        else:
            self._colour.a = 0
            self._poster.opacity = 1
        self._plate.opacity = self._sign.opacity = 1 if waiting else 0
        self.canvas.ask_update()


class FilmScreen(Screen):
    """Picture, caption under it, one row of controls."""

    def __init__(self, frame: Frame, view: FilmView) -> None:
        super().__init__(frame)
        self.view = view
        self._follows = False
        """True while the film itself moves the slider; any other move is the visitor's."""
        sizes, styles = frame.sizes, frame.styles
        self.player = FilmPlayer(view.file, view.duration, self._changed)
        margin = sizes.margin
        self._clock_style = styles.small()
        row = max(sizes.target, self._clock_style.pitch)
        controls = row + sizes.u(2)
        self._caption_style = centred(styles.lead())
        self._caption_width = frame.width - 2 * margin
        words = self.flow(frame.width - 2 * margin)
        words.text(view.title, styles.strong())
        tag = view.caption_tag or view.alt.tag
        if tag:
            words.text(Phrase(tag, view.label.language), self.tag_style)
        title = Column(words)
        caption_height = self._caption_style.pitch * self._most_lines() + sizes.u(2)
        picture_height = frame.height - controls - caption_height - title.height - sizes.u(2)
        self.picture = FilmPicture(view, frame.pictures, styles, frame.width, picture_height, self._toggle)
        top = frame.bottom + frame.height
        title.place(margin, top - title.height - sizes.u(1))
        self.picture.place(0, title.y - sizes.u(1) - picture_height)
        self.add_widget(title)
        self.add_widget(self.picture)
        self.caption = ""
        self._caption_box = (margin, frame.bottom + controls, self._caption_width, caption_height)
        with self.canvas:
            self._caption_colour = Color(1, 1, 1, 0)
            self._caption_rectangle = Rectangle()
        self._controls(margin, frame.bottom + sizes.u(1), frame.width - 2 * margin, row)
        self._changed()

    @property
    def counts_as_presence(self) -> bool:
        return self.player.state == "playing"

    def state(self) -> object:
        """The player itself: the film goes on while the words around it change."""
        player, self.player = self.player, FilmPlayer(self.view.file, self.view.duration, self._changed)
        player.on_change = lambda: None
        return player

    def restore(self, state: object) -> None:
        if isinstance(state, FilmPlayer):
            self.player.close()
            self.player = state
            state.on_change = self._changed
            self._volume.value = state.volume
            self._changed()

    def leave(self) -> None:
        self.player.close()
        super().leave()

    def _most_lines(self) -> int:
        """Of all captions, and of what is said before the film plays."""
        view = self.view
        texts = [(view.alt.text, view.alt.language)]
        texts += [(_in_one_line(cue), view.cue_language) for cue in view.cues]
        return max(len(self._lines(*each)) for each in texts)

    def _lines(self, text: str, language: Language) -> list[str]:
        return lay_out(text, self._caption_width, self._caption_style, language, MAX_LINE_CHARACTERS)

    def _controls(self, x: int, y: int, width: int, height: int) -> None:
        """One row, ``height`` px high."""
        sizes, styles = self.frame.sizes, self.frame.styles
        side, gap = sizes.target, sizes.u(1)
        self._play = self._button("play", "play", self._toggle)
        self._mute = self._button("volume-high", "volume", self._toggle_sound)
        clock_width = TextBlock(
            Phrase("00:00 / 00:00", "en"), styles.small(), 1e6, natural=True, limit=False
        ).width
        volume_width = max(side * 2.2, sizes.u(16))
        self._seek = self._slider(0, max(0.1, self.view.duration), "seek")
        self._volume = self._slider(0, 1, "volume-slider")
        self._volume.value = 1
        seek_width = width - 2 * side - clock_width - volume_width - 4 * gap
        left = float(x)
        for widget, widget_width in (
            (self._play, side),
            (self._seek, seek_width),
            (None, clock_width),
            (self._mute, side),
            (self._volume, volume_width),
        ):
            if widget is None:
                self._clock_pos = (round(left), round(y + (height - self._clock_style.pitch) / 2))
            else:
                widget.size_hint = (None, None)
                widget.size = (widget_width, side)
                widget.pos = (round(left), round(y + (height - side) / 2))
                self.add_widget(widget)
            left += widget_width + gap
        with self.canvas:
            Color(1, 1, 1, 1)
            self._clock = Rectangle(pos=self._clock_pos)
        self._seek.bind(value=self._sought)
        self._volume.bind(value=self._volume_moved)

    def _button(self, icon: str, name: str, action: Callable[[], None]) -> Any:
        side = self.frame.sizes.target
        button = MDIconButton(
            icon=icon,
            style="tonal",
            theme_font_size="Custom",
            font_size=side * 0.5,
            on_release=lambda *_: action(),
        )
        button.name = name
        return button

    def _slider(self, low: float, high: float, name: str) -> Any:
        slider = MDSlider(MDSliderHandle(), min=low, max=high, step=0)
        slider.name = name
        return slider

    # What the visitor does ----------------------------------------------------------------------

    def _toggle(self) -> None:
        if self.player.state == "playing":
            self.player.pause()
        else:
            self.player.play()

    def _toggle_sound(self) -> None:
        self._volume.value = 0 if self._volume.value > 0 else 1

    def _volume_moved(self, _slider: Any, value: float) -> None:
        self.player.volume = value
        self._mute.icon = "volume-high" if value > 0 else "volume-off"

    def _sought(self, _slider: Any, value: float) -> None:
        if not self._follows:
            self.player.seek(value)

    # What the film does -------------------------------------------------------------------------

    def _changed(self) -> None:
        player = self.player
        if player.state == "ended":
            # A film ends where it began: poster, play sign, start.
            self.picture.show(None, waiting=True)
            position = 0.0
        else:
            self.picture.show(player.texture, waiting=player.state in ("closed", "paused", "failed"))
            position = player.position
        if hasattr(self, "_seek"):
            self._follows = True
            self._seek.value = min(position, self._seek.max)
            self._follows = False
            self._play.icon = "pause" if player.state == "playing" else "play"
            self._clock.texture = render(
                [f"{_clock(position)} / {_clock(self.view.duration)}"],
                coloured(self._clock_style, rgba(BONE)),
            )
            self._clock.size = self._clock.texture.size
        self._show_caption(position if player.state in ("playing", "paused") else -1.0)

    def _show_caption(self, position: float) -> None:
        cue = next((cue for cue in self.view.cues if cue.start <= position < cue.end), None)
        words = _in_one_line(cue) if cue else ""
        if position < 0:
            words = self.view.alt.text
        if words == self.caption:
            return
        self.caption = words
        if not words:
            self._caption_colour.a = 0
            return
        x, y, width, height = self._caption_box
        language = self.view.cue_language if cue else self.view.alt.language
        texture = render(self._lines(words, language), self._caption_style)
        self._caption_rectangle.texture = texture
        self._caption_rectangle.size = texture.size
        self._caption_rectangle.pos = (
            round(x + (width - texture.width) / 2),
            round(y + (height - texture.height) / 2),
        )
        self._caption_colour.a = 1


def _in_one_line(cue: Cue) -> str:
    return cue.text.replace("\n", " ")


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
