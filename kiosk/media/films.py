"""Looks into films before anything shows them: the container here, the pictures in a process of its own."""

import json
import math
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from kiosk.media.faults import COPY_AGAIN, EXPORT_FILM, IS_EMPTY, MediaError, words_of
from kiosk.media.film_worker import NO_PICTURE
from kiosk.media.kinds import HEAD, film_kind, not_a_film
from kiosk.media.mp4 import Layout, Track, is_mp4, read_layout
from kiosk.media.probe import open_plain
from kiosk.media.workers import lifeline
from kiosk.messages import Message, coded, say, say_many

FILM_SECONDS = 60
"""How long looking into one film may take."""
MOST_SIDE = 4096
"""Pixels; decoding more would take a mini-PC's memory."""

_WORKER = Path(__file__).with_name("film_worker.py")
_PLAIN_NAME = re.compile(r"\w[\w .()+-]*")
_FIT = (
    " -vf \"scale=w='if(gt(iw,ih),min(1920,iw),min(1080,iw))':h='if(gt(iw,ih),min(1080,ih),min(1920,ih))'"
    ':force_original_aspect_ratio=decrease:force_divisible_by=2"'
)


@dataclass(frozen=True, slots=True)
class FilmFacts:
    """What a film shows."""

    width: int
    """Pixels, as it is shown."""
    height: int
    duration: float
    """Seconds."""
    silenced: str = ""
    """The codec of its sound where that is one that the kiosk does not play; it plays the film silently."""


def probe_film(path: Path) -> FilmFacts:
    """Size and duration of an MP4 with H.264, after its first pictures were decoded in another process.

    Raises MediaError: ``not-a-film``, ``film-codec``, ``film-cut-off``, ``film-too-large``,
    ``film-undecodable``; OSError when the file cannot be read.
    """
    descriptor = open_plain(path)
    with os.fdopen(descriptor, "rb") as file:
        size = os.fstat(descriptor).st_size
        head = file.read(HEAD)
        if not is_mp4(head) or not_a_film(head):
            raise _not_a_film(path, head)
        layout = read_layout(file, size)
        _refuse(path, layout)
        found = _look(path, descriptor)
    width, height, duration = found.get("width"), found.get("height"), found.get("duration")
    if not (isinstance(width, int) and isinstance(height, int) and isinstance(duration, int | float)):
        raise _undecodable(path, _tidied(str(found.get("error")), path))
    if not (math.isfinite(duration) and duration > 0):
        raise _undecodable(path, say("it has no duration"))
    silenced = [track.codec for track in layout.sounds if track.codec != "AAC"]
    refused = found.get("refused")
    if not silenced and isinstance(refused, list):
        silenced = [str(codec).removesuffix("float").upper() for codec in refused]
    return FilmFacts(width, height, float(duration), ", ".join(silenced))


def conversion(path: Path, fits: bool = False) -> Message:
    """The command that makes a film of ``path`` that the kiosk plays; ``fits`` leaves its size alone."""
    # A name is repeated only when no shell could read more into it.
    ending = path.suffix if re.fullmatch(r"\.\w+", path.suffix) else ""
    source = path.name if _PLAIN_NAME.fullmatch(path.name) else f"film{ending}"
    stem = source.rpartition(".")[0] or source
    target = f"{stem}-h264.mp4" if source.lower().endswith(".mp4") else f"{stem}.mp4"
    command = (
        f'ffmpeg -i "{source}"{"" if fits else _FIT} -c:v libx264 -pix_fmt yuv420p -c:a aac '
        f'-movflags +faststart "{target}"'
    )
    return say(
        "Export it as MP4 with H.264 and AAC, or convert it: `{command}`; then name the new file.",
        command=command,
    )


def _not_a_film(path: Path, head: bytes) -> MediaError:
    if not head:
        return MediaError(path, "not-a-film", IS_EMPTY, COPY_AGAIN)
    told = not_a_film(head)
    kind = film_kind(head)
    if told is None and kind:
        message = say("The film is of the kind {kind}, which the kiosk does not play.", kind=kind)
        told = message, conversion(path)
    return MediaError(path, "not-a-film", *(told or (say("The file is not an MP4 film."), EXPORT_FILM)))


def _refuse(path: Path, layout: Layout) -> None:
    """Raise MediaError for what the container already tells."""
    if layout.missing:
        raise MediaError(
            path,
            "film-cut-off",
            say_many(
                "The film is cut off: {count} byte of it is missing.",
                "The film is cut off: {count} bytes of it are missing.",
                layout.missing,
            ),
            COPY_AGAIN,
        )
    if not layout.has_index:
        raise MediaError(
            path,
            "film-cut-off",
            say("The film has no index (`moov`): its recording or its export was interrupted."),
            say("Export it again, and play the new file before you copy it."),
        )
    if not layout.pictures:
        raise _undecodable(path, say("there are no pictures in it, only sound"))
    playable = [track for track in layout.pictures if track.codec == "H.264"]
    if not playable:
        codecs = coded(track.codec for track in layout.pictures)
        raise MediaError(
            path,
            "film-codec",
            say("The film is coded as {codecs}, which the kiosk does not play.", codecs=codecs),
            conversion(path, _fits(layout.pictures[0])),
        )
    for track in playable:
        if max(track.width, track.height) > MOST_SIDE:
            raise MediaError(
                path,
                "film-too-large",
                say(
                    "The film has too many pixels ({width} × {height}).",
                    width=track.width,
                    height=track.height,
                ),
                conversion(path),
            )


def _fits(track: Track) -> bool:
    short, long = sorted((track.width, track.height))
    return 0 < short <= 1080 and long <= 1920 and short % 2 == long % 2 == 0


def _look(path: Path, film: int) -> dict[str, object]:
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_WORKER), str(film)],
            capture_output=True,
            stdin=lifeline(),
            pass_fds=(film,),
            timeout=FILM_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _undecodable(path, say("no answer in {count} seconds", count=FILM_SECONDS)) from None
    try:
        found = json.loads(done.stdout)
    except ValueError:
        why = say("the decoder stopped with {code}", code=done.returncode)
        raise _undecodable(path, why) from None
    return found if isinstance(found, dict) else {}


def _undecodable(path: Path, why: Message) -> MediaError:
    return MediaError(
        path,
        "film-undecodable",
        say("The film cannot be decoded ({why}).", why=why),
        say("Export the film again as MP4 with H.264, and play the new file before you copy it."),
    )


def _tidied(complaint: str, path: Path) -> Message:
    """FFmpeg's words without addresses in memory and folders."""
    if complaint == NO_PICTURE:
        return say("no picture in it can be decoded")
    words = re.sub(r"^\[[^]]*\] ", "", complaint)
    return words_of(re.sub(r"/proc/self/fd/[0-9]+", path.name, words))
