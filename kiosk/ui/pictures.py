"""Derivatives become textures: decoded aside, uploaded within a budget a frame, kept within one of bytes.

Only derivatives come here, so sizes are known to be small; a file that cannot be read leaves its
place in the quiet colour of the ground and one line in the log.
"""

import logging
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread
from time import perf_counter
from typing import Literal

from kivy.clock import Clock
from kivy.graphics.texture import Texture

from kiosk.ui.decode import EarlyPicture, Pixels, decode

log = logging.getLogger(__name__)

Filter = Literal["nearest", "linear"]
Ready = Callable[[Texture], None]

CACHE_BYTES = 72 * 1024 * 1024
"""Textures kept for coming back; those on the screen are held by their widgets as well."""
UPLOAD_SECONDS = 0.0015
"""How much of one frame uploads may take; one picture is always let through."""


@dataclass(eq=False, slots=True)
class Ticket:
    """One wish for a picture. ``cancelled`` wishes are dropped wherever they are."""

    path: Path
    ready: Ready
    filter: Filter
    cancelled: bool = False


def texture_of(pixels: Pixels, filter: Filter = "linear") -> Texture:
    texture = Texture.create(size=pixels.size, colorfmt="rgba")
    texture.mag_filter = texture.min_filter = filter
    texture.blit_buffer(pixels.rgba, colorfmt="rgba", bufferfmt="ubyte")
    texture.flip_vertical()
    return texture


class Pictures:
    """The one place where pictures are loaded. Newest wishes first: they are on the screen.

    ``early`` may have one of them already.
    """

    def __init__(self, cache_bytes: int = CACHE_BYTES, early: EarlyPicture | None = None) -> None:
        self._cache: OrderedDict[tuple[Path, Filter], Texture] = OrderedDict()
        self._cache_bytes = cache_bytes
        self._used = 0
        self._wishes: deque[Ticket] = deque()
        self._decoded: deque[tuple[Ticket, Pixels]] = deque()
        self._early = early
        self._news = Condition()
        self._busy = 0
        self._closed = False
        self._thread = Thread(target=self._work, name="pictures", daemon=True)
        self._thread.start()
        self._pump = Clock.create_trigger(self._upload, 0)

    @property
    def idle(self) -> bool:
        """True when every wish is fulfilled."""
        with self._news:
            return not self._wishes and not self._decoded and not self._busy

    def cached(self, path: Path, filter: Filter = "linear") -> Texture | None:
        texture = self._cache.get((path, filter))
        if texture is not None:
            self._cache.move_to_end((path, filter))
        return texture

    def want(self, path: Path, ready: Ready, filter: Filter = "linear") -> Ticket:
        """``ready`` is called with the texture: at once if it is kept, else in a coming frame."""
        ticket = Ticket(path, ready, filter)
        self.want_ticket(ticket)
        return ticket

    def want_ticket(self, ticket: Ticket) -> None:
        """As ``want``, for a caller that must hold the ticket before ``ready`` is called."""
        texture = self.cached(ticket.path, ticket.filter) or self._early_texture(ticket)
        if texture is not None:
            ticket.ready(texture)
            return
        with self._news:
            self._wishes.append(ticket)
            self._news.notify()
        self._pump()

    def _early_texture(self, ticket: Ticket) -> Texture | None:
        """The early picture for the first wish, waited for: a frame without it would take longer."""
        early, self._early = self._early, None
        pixels = early.take(ticket.path) if early else None
        if pixels is None:
            return None
        texture = texture_of(pixels, ticket.filter)
        self._keep((ticket.path, ticket.filter), texture)
        return texture

    def close(self) -> None:
        with self._news:
            self._closed = True
            self._news.notify()
        self._pump.cancel()
        self._cache.clear()

    def _work(self) -> None:
        while self._decode_newest():
            pass

    def _decode_newest(self) -> bool:
        """Wait for a wish and decode it; False once closed.

        One wish a call: a name of the waiting thread would hold the last wish, and with it a whole screen.
        """
        with self._news:
            while not self._wishes and not self._closed:
                self._news.wait()
            if self._closed:
                return False
            ticket = self._wishes.pop()
            if ticket.cancelled:
                return True
            self._busy += 1
        try:
            pixels = decode(ticket.path)
        except OSError as error:
            log.error("picture %s cannot be shown: %s", ticket.path, error)
            pixels = None
        with self._news:
            self._busy -= 1
            if pixels is not None:
                self._decoded.append((ticket, pixels))
        return True

    def _upload(self, _seconds: float) -> None:
        start = perf_counter()
        while True:
            with self._news:
                done = self._decoded.popleft() if self._decoded else None
                waiting = bool(self._wishes or self._busy or self._decoded)
            if done is None:
                break
            ticket, pixels = done
            if not ticket.cancelled:
                texture = self.cached(ticket.path, ticket.filter)
                if texture is None:
                    texture = texture_of(pixels, ticket.filter)
                    self._keep((ticket.path, ticket.filter), texture)
                ticket.ready(texture)
            if perf_counter() - start > UPLOAD_SECONDS:
                break
        if waiting:
            self._pump()

    def _keep(self, key: tuple[Path, Filter], texture: Texture) -> None:
        self._cache[key] = texture
        self._used += _bytes(texture)
        while self._used > self._cache_bytes and len(self._cache) > 1:
            _, old = self._cache.popitem(last=False)
            self._used -= _bytes(old)


def _bytes(texture: Texture) -> int:
    return int(texture.width) * int(texture.height) * 4
