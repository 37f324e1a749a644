"""Plays one film at a time through ffpyplayer; closing it never blocks a frame."""

import logging
import os
from pathlib import Path
from threading import Thread
from typing import Any, Literal

from kivy.clock import Clock
from kivy.graphics.texture import Texture

log = logging.getLogger(__name__)

State = Literal["closed", "opening", "paused", "playing", "ended", "failed"]


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
        self._on_change = on_change
        self._volume = 1.0
        self._player: Any = None
        self._event = Clock.create_trigger(self._next_frame, 0)
        self._wait = Clock.create_trigger(self._next_frame, 0.02)

    @property
    def volume(self) -> float:
        return self._volume

    @volume.setter
    def volume(self, volume: float) -> None:
        self._volume = volume
        if self._player is not None:
            self._player.set_volume(volume)

    def play(self) -> None:
        if self._player is None:
            self._open()
        elif self.state == "ended":
            self.seek(0.0)
            self._player.set_pause(False)
        else:
            self._player.set_pause(False)
        if self.state != "failed":
            self.state = "playing"
            self._event()
            self._on_change()

    def pause(self) -> None:
        if self._player is not None and self.state == "playing":
            self._player.set_pause(True)
            self.state = "paused"
            self._event.cancel()
            self._wait.cancel()
            self._on_change()

    def seek(self, seconds: float) -> None:
        seconds = min(max(seconds, 0.0), self.duration)
        self.position = seconds
        if self._player is not None:
            self._player.seek(seconds, relative=False, accurate=False)
            if self.state == "ended":
                self.state = "paused"
            self._event()
        self._on_change()

    def close(self) -> None:
        """Stop at once for the visitor; the player's threads are joined aside (kivy issue 8360)."""
        self._event.cancel()
        self._wait.cancel()
        self.state = "closed"
        player, self._player = self._player, None
        self.texture = None
        if player is not None:
            player.set_pause(True)
            Thread(target=_close, args=(player,), name="film-close", daemon=True).start()

    def _open(self) -> None:
        from ffpyplayer.player import MediaPlayer

        options: dict[str, Any] = {
            "f": "mp4",  # the demuxer is pinned: no playlist opens other files
            "paused": False,
            "out_fmt": "rgb24",
            "volume": self._volume,
            "sn": True,
            "loop": 1,
        }
        if not has_sound():
            options["an"] = True
        self.state = "opening"
        self._player = MediaPlayer(
            str(self.file),
            ff_opts=options,
            lib_opts={"protocol_whitelist": "file", "enable_drefs": "0"},
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
            self.state = "failed"
            self._on_change()

    def _next_frame(self, _seconds: float) -> None:
        if self._player is None:
            return
        frame, value = self._player.get_frame()
        if value == "eof":
            self.state = "ended"
            self.position = self.duration
            self._on_change()
            return
        if frame is not None:
            image, self.position = frame
            self._draw(image)
            self._on_change()
        if self.state == "playing":
            # The player says how long until its next frame; the clock of the screen is fine enough.
            (self._event if isinstance(value, float) and value < 0.01 else self._wait)()
        elif frame is None:
            self._wait()

    def _draw(self, image: Any) -> None:
        size = image.get_size()
        if self.texture is None or self.texture.size != size:
            self.texture = Texture.create(size=size, colorfmt="rgb")
            self.texture.flip_vertical()
        self.texture.blit_buffer(image.to_bytearray()[0], colorfmt="rgb", bufferfmt="ubyte")


def _close(player: Any) -> None:
    player.close_player()
    FilmPlayer.alive -= 1
