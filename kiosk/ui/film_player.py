"""Plays one film at a time through ffpyplayer; closing it never blocks a frame."""

import logging
import os
import time
from pathlib import Path
from threading import Thread
from typing import Any, Literal

from kivy.clock import Clock
from kivy.graphics.texture import Texture

from kiosk.media.film_worker import DEMUXER, SAFE

log = logging.getLogger(__name__)

State = Literal["closed", "paused", "playing", "ended", "failed"]

POLL_SECONDS = 0.02
GOAL_SECONDS = 5.0
"""So long the player may take to reach the frame that was sought, before any frame is taken. Its threads keep
real time, whatever Kivy's clock says."""


def has_sound() -> bool:
    """True when something could make a sound; without it films play silently."""
    if os.environ.get("SDL_AUDIODRIVER") == "dummy":
        return False
    cards = Path("/proc/asound/cards")
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"))
    servers = (runtime / "pulse" / "native", runtime / "pipewire-0")
    try:
        has_card = cards.exists() and "no soundcards" not in cards.read_text()
    except OSError:
        has_card = False
    return has_card or any(server.exists() for server in servers)


class FilmPlayer:
    """One film. ``texture`` is its present frame; ``on_change`` is called when frame or state change."""

    alive = 0
    """Players whose threads have not ended; for tests."""

    def __init__(self, file: Path, duration: float, on_change: Any) -> None:
        self.file, self.duration = file, duration
        self.state: State = "closed"
        self.texture: Texture | None = None
        self.position = 0.0
        self.on_change = on_change
        self._volume = 1.0
        self._player: Any = None
        self._is_open = False
        self._wanted: float | None = None
        self._goal: float | None = None
        self._give_up = 0.0
        self._due: tuple[Any, float] | None = None
        self._event = Clock.create_trigger(self._next_frame, 0)

    @property
    def volume(self) -> float:
        return self._volume

    @volume.setter
    def volume(self, volume: float) -> None:
        self._volume = volume
        if self._player is not None:
            self._player.set_volume(volume)

    def play(self) -> None:
        """Play on from ``position``."""
        if self._player is None:
            self._open()
        else:
            self._player.set_pause(False)
        self.state = "playing"
        self._again(0)
        self.on_change()

    def pause(self) -> None:
        if self._player is not None and self.state == "playing":
            self._player.set_pause(True)
            self.state = "paused"
            self._due = None
            self._event.cancel()
            self.on_change()

    def seek(self, seconds: float) -> None:
        self.position = min(max(seconds, 0.0), self.duration)
        if self.state == "ended":
            self.state = "closed"
        self._wanted, self._due = self.position, None
        # A player that has no frame yet crashes the process when it is told to seek.
        if self._is_open:
            self._chase()
            self._again(0)
        self.on_change()

    def _chase(self) -> None:
        """One seek at a time: the player ignores a second one until it has done the first."""
        if self._wanted is not None and self._goal is None:
            self._goal, self._wanted = self._wanted, None
            self._give_up = time.monotonic() + GOAL_SECONDS
            self._player.seek(self._goal, relative=False, accurate=True)

    def close(self) -> None:
        """Stop at once for the visitor; the player's threads are joined aside (kivy issue 8360)."""
        self._let_go()
        self.state = "closed"

    def _let_go(self) -> None:
        self._event.cancel()
        player, self._player = self._player, None
        self.texture = self._due = self._goal = self._wanted = None
        self._is_open = False
        if player is not None:
            player.set_pause(True)
            Thread(target=_close, args=(player,), name="film-close", daemon=True).start()

    def _open(self) -> None:
        from ffpyplayer.player import MediaPlayer

        options: dict[str, Any] = {
            "f": DEMUXER,
            "paused": False,
            "out_fmt": "rgb24",
            "volume": self._volume,
            "sn": True,
            "loop": 1,
        }
        if not has_sound():
            options["an"] = True
        if self.position:
            self._wanted = self.position
        self._player = MediaPlayer(
            str(self.file),
            ff_opts=options,
            lib_opts={**SAFE, "enable_drefs": "0"},
            loglevel="error",
            callback=self._told,
        )
        FilmPlayer.alive += 1

    def _told(self, selector: str, value: Any) -> None:
        """Called from the player's threads."""
        if selector.endswith(":error") or selector == "exceptions":
            log.error("film %s: %s %s", self.file, selector, value)
            Clock.schedule_once(lambda _seconds: self._fail())

    def _fail(self) -> None:
        if self.state != "closed":
            self._let_go()
            self.state = "failed"
            self.on_change()

    def _again(self, seconds: float) -> None:
        self._event.timeout = seconds
        self._event()

    def _next_frame(self, _seconds: float) -> None:
        if self._player is None:
            return
        if self._due is not None:
            self._show(*self._due)
            self._due = None
        frame, wait = self._player.get_frame(force_refresh=self.state == "paused")
        if wait == "eof":
            self._end()
            return
        wait = wait if isinstance(wait, float) else POLL_SECONDS
        if frame is not None and not self._is_open:
            self._is_open = True
            self._chase()
        if frame is None or not self._arrived(frame[1]):
            self._again(wait or POLL_SECONDS)
        elif self.state == "paused":
            self._show(*frame)
        elif wait:
            # ``wait`` is how long until this frame is due: who asks again sooner makes the film run faster.
            self._due = frame
            self._again(wait)
        else:
            self._show(*frame)
            self._again(0)

    def _arrived(self, position: float) -> bool:
        """False for the frames from before a seek, which the player still has."""
        if self._goal is not None:
            if abs(position - self._goal) > 0.5 and time.monotonic() < self._give_up:
                return False
            self._goal = None
            self._chase()
        return self._goal is None

    def _show(self, image: Any, position: float) -> None:
        self.position = position
        self._draw(image)
        self.on_change()

    def _end(self) -> None:
        """Let go of the player: a film that was played to its end does not go on after a seek."""
        self.close()
        self.state, self.position = "ended", 0.0
        self.on_change()

    def _draw(self, image: Any) -> None:
        size = image.get_size()
        if self.texture is None or self.texture.size != size:
            self.texture = Texture.create(size=size, colorfmt="rgb")
            self.texture.flip_vertical()
        self.texture.blit_buffer(image.to_bytearray()[0], colorfmt="rgb", bufferfmt="ubyte")


def _close(player: Any) -> None:
    player.close_player()
    FilmPlayer.alive -= 1
