"""One picture to look into: pinch, drag with inertia and edges, double tap. Sharp through tiles."""

from collections.abc import Callable
from typing import Any

from kivy.animation import Animation
from kivy.clock import Clock
from kivy.graphics import Color, InstructionGroup, PopMatrix, PushMatrix, Rectangle, Scale, Translate
from kivy.graphics.texture import Texture
from kivy.properties import NumericProperty
from kivy.uix.widget import Widget

from kiosk.ui.decode import fitted
from kiosk.ui.kinetic import Kinetic
from kiosk.ui.pictures import Pictures, Ticket
from kiosk.ui.tiles import Tile, level_for, levels, visible
from kiosk.viewmodels.views import PictureView

MOST_TILES = 48
"""Tiles kept on the canvas; a 4K screen needs 45 at once."""
DOUBLE_TAP_ZOOM = 2.5
DEEPEST = 2.0
"""A full-size pixel is never drawn larger than this, in screen pixels."""


class ZoomArea(Widget):
    """``zoom`` is screen px for each full-size px; ``fit`` of it shows the whole picture."""

    zoom = NumericProperty(1.0)

    def __init__(
        self,
        pictures: Pictures,
        view: PictureView,
        box: tuple[int, int, int, int],
        on_zoom: Callable[[], None],
    ) -> None:
        x, y, width, height = box
        super().__init__(pos=(x, y), size=(width, height), size_hint=(None, None))
        self.view, self._pictures, self._on_zoom = view, pictures, on_zoom
        self.fit = min(width / view.width, height / view.height)
        self.deepest = max(DEEPEST, self.fit * 2)
        self._levels = levels(view.width, view.height)
        # Offsets of the picture's middle from the area's middle, screen px.
        self._axes = (Kinetic(), Kinetic())
        self._touches: list[Any] = []
        self._last_zoom = 0.0
        self._anchor: tuple[float, float] = (x + width / 2, y + height / 2)
        self._animation: Animation | None = None
        self._tiles: dict[Tile, InstructionGroup] = {}
        self._tickets: dict[Tile, Ticket] = {}
        self._settle = Clock.create_trigger(self._show_tiles, 0.05)
        self._fly = Clock.create_trigger(self._tick, 0, interval=True)
        with self.canvas:
            PushMatrix()
            self._translate = Translate()
            self._scale = Scale(1)
            self._colour = Color(1, 1, 1, 0)
            self._base = Rectangle(size=(view.width, view.height))
            self._layer = InstructionGroup()
            self.canvas.add(self._layer)
            PopMatrix()
        self._base_ticket = pictures.want(fitted(view.folder, max(width, height)), self._show_base)
        self.zoom = self.fit
        self._arrange()

    @property
    def at_rest(self) -> bool:
        """True when nothing moves and all tiles of the present view are drawn."""
        still = not (self._settle.is_triggered or self._fly.is_triggered or self._animation)
        return still and self._base.texture is not None and not self._tickets

    @property
    def tile_count(self) -> int:
        return len(self._tiles)

    def cancel(self) -> None:
        self._base_ticket.cancelled = True
        for ticket in self._tickets.values():
            ticket.cancelled = True
        self._settle.cancel()
        self._fly.cancel()
        self._stop_animation()

    def _stop_animation(self) -> None:
        animation, self._animation = self._animation, None
        if animation is not None:
            animation.cancel(self)

    @property
    def view_point(self) -> tuple[float, float, float]:
        """Zoom as a multiple of ``fit``, and what is in the middle, as shares of the picture's sides."""
        (x, y), width, height = (axis.position for axis in self._axes), self.view.width, self.view.height
        return self.zoom / self.fit, 0.5 - x / (width * self.zoom), 0.5 - y / (height * self.zoom)

    def look_at(self, view_point: tuple[float, float, float]) -> None:
        """The same part of the picture, also in an area of another size."""
        depth, x, y = view_point
        self.zoom_to(depth * self.fit, *self.center)
        sides = (self.view.width, self.view.height)
        for axis, share, side in zip(self._axes, (x, y), sides, strict=True):
            axis.position = (0.5 - share) * side * self.zoom
        self._arrange()

    # Zooming ------------------------------------------------------------------------------------

    def zoom_by(self, factor: float, animated: bool = True) -> None:
        """Zoom about the middle of the area."""
        self.zoom_to(self.zoom * factor, self.center_x, self.center_y, animated)

    def zoom_to(self, zoom: float, x: float, y: float, animated: bool = False) -> None:
        """Zoom so that what is under ``x, y`` (window px) stays there."""
        zoom = min(max(zoom, self.fit), self.deepest)
        if animated:
            self._anchor = (x, y)
            self._stop_animation()
            self._animation = Animation(zoom=zoom, duration=0.22, t="out_cubic")
            self._animation.bind(on_complete=lambda *_: self._stop_animation())
            self._animation.start(self)
            return
        self._anchor = (x, y)
        self.zoom = zoom

    def on_zoom(self, _widget: Any, zoom: float) -> None:
        before, self._last_zoom = self._last_zoom or zoom, zoom
        for axis, middle, point in zip(self._axes, self.center, self._anchor, strict=True):
            from_middle = point - middle - axis.position
            axis.position += from_middle * (1 - zoom / before)
        self._arrange()

    def _arrange(self) -> None:
        """Keep the picture within its edges, and draw it as zoom and offsets say."""
        picture = (self.view.width, self.view.height)
        for axis, side, area in zip(self._axes, picture, self.size, strict=True):
            spare = max(0.0, side * self.zoom - area) / 2
            axis.low, axis.limit = -spare, spare
            if not axis.held:
                axis.position = min(max(axis.position, -spare), spare)
        self._scale.xyz = (self.zoom, self.zoom, 1)
        self._place()
        self._on_zoom()

    def _place(self) -> None:
        width, height = self.view.width * self.zoom, self.view.height * self.zoom
        self._translate.xy = (
            round(self.center_x + self._axes[0].position - width / 2),
            round(self.center_y + self._axes[1].position - height / 2),
        )
        self._settle()

    # Touches ------------------------------------------------------------------------------------

    def on_touch_down(self, touch: Any) -> bool:
        if not self.collide_point(*touch.pos):
            return False
        if "button" in touch.profile and touch.is_mouse_scrolling:
            self.zoom_to(self.zoom * (1.2 if touch.button == "scrolldown" else 1 / 1.2), *touch.pos)
            return True
        if len(self._touches) >= 2:
            return True
        touch.grab(self)
        self._stop_animation()
        self._fly.cancel()
        self._touches.append(touch)
        for axis in self._axes:
            axis.hold(Clock.get_time())
        if touch.is_double_tap:
            deeper = self.zoom < self.fit * 1.4
            target = min(self.fit * DOUBLE_TAP_ZOOM, self.deepest) if deeper else self.fit
            self._release(touch)
            self.zoom_to(target, touch.x, touch.y, animated=True)
        return True

    def on_touch_move(self, touch: Any) -> bool:
        if touch not in self._touches or touch.grab_current is not self:
            return touch in self._touches
        now = Clock.get_time()
        if len(self._touches) == 2:
            self._pinch(touch)
        else:
            for axis, delta in zip(self._axes, (touch.dx, touch.dy), strict=True):
                axis.drag(delta, now)
            self._place()
        return True

    def _pinch(self, moved: Any) -> None:
        other = next(each for each in self._touches if each is not moved)
        before = max(1.0, ((moved.px - other.x) ** 2 + (moved.py - other.y) ** 2) ** 0.5)
        after = max(1.0, ((moved.x - other.x) ** 2 + (moved.y - other.y) ** 2) ** 0.5)
        middle = ((moved.x + other.x) / 2, (moved.y + other.y) / 2)
        for axis, delta in zip(self._axes, (moved.dx / 2, moved.dy / 2), strict=True):
            axis.position += delta
        self.zoom_to(self.zoom * after / before, *middle)
        self._arrange()

    def on_touch_up(self, touch: Any) -> bool:
        if touch not in self._touches or touch.grab_current is not self:
            return False
        self._release(touch)
        return True

    def _release(self, touch: Any) -> None:
        touch.ungrab(self)
        self._touches.remove(touch)
        if not self._touches:
            for axis in self._axes:
                axis.release(Clock.get_time())
            self._fly()

    def _tick(self, seconds: float) -> None:
        for axis in self._axes:
            axis.step(min(seconds, 0.05))
        self._place()
        if not any(axis.moving for axis in self._axes):
            self._fly.cancel()

    # Tiles --------------------------------------------------------------------------------------

    def _show_base(self, texture: Texture) -> None:
        self._base.texture = texture
        self._colour.a = 1
        self._show_tiles()

    def _show_tiles(self, *_args: Any) -> None:
        """Ask for the tiles that this view lacks; drop those far from it."""
        if self._base.texture is None:
            return
        if self._base.texture.width >= self.view.width * min(1.0, self.zoom) * 0.98:
            wanted: list[Tile] = []
        else:
            level = level_for(self.zoom, self._levels)
            left = (self.x - self._translate.x) / self.zoom
            right = left + self.width / self.zoom
            bottom = self.view.height - (self.y - self._translate.y) / self.zoom
            top = bottom - self.height / self.zoom
            wanted = visible(self.view.width, self.view.height, level, left, top, right, bottom)
        for tile in [tile for tile in self._tickets if tile not in wanted]:
            self._tickets.pop(tile).cancelled = True
        # Coarser tiles stay beneath until the finer ones are there.
        complete = all(tile in self._tiles for tile in wanted)
        for tile in list(self._tiles):
            if tile not in wanted and (complete or len(self._tiles) > MOST_TILES):
                self._layer.remove(self._tiles.pop(tile))
        for tile in reversed(wanted):
            if tile not in self._tiles and tile not in self._tickets:
                self._want(tile)

    def _want(self, tile: Tile) -> None:
        def show(texture: Texture) -> None:
            self._tickets.pop(tile, None)
            group = InstructionGroup()
            group.add(
                Rectangle(
                    texture=texture,
                    pos=(tile.left, self.view.height - tile.top - tile.height),
                    size=(tile.width, tile.height),
                )
            )
            self._tiles[tile] = group
            self._layer.add(group)
            if not self._tickets:
                self._settle()

        ticket = Ticket(self.view.folder / "tiles" / tile.name, show, "linear")
        self._tickets[tile] = ticket
        self._pictures.want_ticket(ticket)
