"""Looks into pictures, films and captions before anything shows them. Every file is taken for hostile."""

import html
import json
import re
import subprocess
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

import webvtt
from PIL import Image, UnidentifiedImageError
from webvtt.errors import MalformedCaptionError, MalformedFileError

from kiosk.catalogue.rows import Cue
from kiosk.errors import FileError
from kiosk.media.derive import FORMATS, MOST_PIXELS, undecodable
from kiosk.media.film_worker import NO_PICTURE
from kiosk.media.mp4 import is_mp4, video_codecs
from kiosk.messages import Message, coded, quoted, say

FILM_SECONDS = 30
"""How long looking into one film may take."""
CAPTION_BYTES = 1_000_000
SAVE_AGAIN = say("Save it again as JPEG, PNG or WebP from a picture editor.")
_EXPORT = say("Export the film as MP4 with H.264.")

_WORKER = Path(__file__).with_name("film_worker.py")
_MOMENT = r"((?:[0-9]{2,4}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3})"
_TIMING = re.compile(rf"{_MOMENT}[ \t]+-->[ \t]+{_MOMENT}(\s|$)")
_TURNED = range(5, 9)
"""EXIF orientations that exchange width and height."""


class MediaError(FileError):
    """A file is not the picture, film or captions that it should be."""

    def __init__(
        self, path: Path, code: str, reason: Message, hint: Message, line: int | None = None
    ) -> None:
        self.code, self.hint, self.line = code, hint, line
        super().__init__(path, reason)


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """Pixels, upright (after EXIF rotation)."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class FilmFacts:
    width: int
    height: int
    duration: float
    """Seconds."""


def probe_image(path: Path, decode: bool = True) -> ImageFacts:
    """Size of a JPEG, PNG or WebP. With ``decode`` every pixel is decoded once; without, the header counts.

    Raises MediaError: ``not-an-image``, ``image-too-large``.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(path, formats=FORMATS)
        with image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise _too_large(path, say("{width} × {height}", width=width, height=height))
            if image.getexif().get(0x0112) in _TURNED:
                width, height = height, width
            if decode:
                # An eighth of the size for JPEG: every byte is still read.
                image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
                image.load()
    except Image.DecompressionBombError as error:
        counted = re.search(r"\d{7,}", str(error))
        size = say("far more")
        if counted:
            size = say("{count} megapixels", count=int(counted.group()) // 10**6)
        raise _too_large(path, size) from None
    except UnidentifiedImageError:
        raise _not_an_image(path, say("The file is not a JPEG, PNG or WebP picture.")) from None
    except MediaError:
        raise
    except Exception as error:
        # Decoders fed with damage raise whatever they like: OSError, SyntaxError, struct.error, zlib.error …
        raise _not_an_image(path, undecodable(error)) from error
    return ImageFacts(width, height)


def _not_an_image(path: Path, reason: Message) -> MediaError:
    return MediaError(path, "not-an-image", reason, SAVE_AGAIN)


def _too_large(path: Path, size: Message) -> MediaError:
    return MediaError(
        path,
        "image-too-large",
        say("The picture has too many pixels ({size}).", size=size),
        say(
            "At most {most} megapixels, such as 12000 × 10000; make it smaller.",
            most=MOST_PIXELS // 1_000_000,
        ),
    )


def probe_film(path: Path) -> FilmFacts:
    """Size and duration of an MP4 with H.264, after its first pictures were decoded in another process.

    Raises MediaError: ``not-a-film``, ``film-codec``, ``film-undecodable``.
    """
    if not is_mp4(path):
        raise MediaError(path, "not-a-film", say("The file is not an MP4 film."), _EXPORT)
    codecs = video_codecs(path)
    if codecs and "H.264" not in codecs:
        raise MediaError(
            path,
            "film-codec",
            say("The film is coded as {codecs}, which the kiosk does not play.", codecs=coded(codecs)),
            _EXPORT,
        )
    found = _look(path)
    width, height, duration = found.get("width"), found.get("height"), found.get("duration")
    if not (isinstance(width, int) and isinstance(height, int) and isinstance(duration, int | float)):
        complaint = found.get("error")
        raise _undecodable(path, _tidied(str(complaint), path) if complaint else say("it has no duration"))
    return FilmFacts(width, height, float(duration))


def _look(path: Path) -> dict[str, object]:
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_WORKER), str(path.resolve())],
            capture_output=True,
            stdin=subprocess.DEVNULL,
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
    return dict(found)


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
    words = re.sub(r"^\[[^]]*\] ", "", complaint).replace(str(path.resolve()), path.name).rstrip(".")
    return quoted(words)


def read_captions(path: Path) -> tuple[Cue, ...]:
    """The cues of a WebVTT file, in its order; tags are taken out of the texts.

    Raises MediaError ``bad-captions`` with the line, where it is known.
    """
    raw = path.read_bytes()
    if len(raw) > CAPTION_BYTES:
        raise _bad_captions(path, say("The file is larger than 1 MB."), say("Is it a caption file?"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _bad_captions(
            path,
            say("The file is not saved as UTF-8."),
            say("Open it in an editor and save it again with the encoding UTF-8."),
            line,
        ) from None
    _check_blocks(path, text)
    try:
        captions = webvtt.from_string(text, strict=True).captions
    except (MalformedFileError, MalformedCaptionError) as error:
        message = say("The captions cannot be read ({words}).", words=quoted(str(error).rstrip(".")[:160]))
        raise _bad_captions(path, message, say("Compare it with a caption file that works.")) from None
    return tuple(Cue(_seconds(each.start), _seconds(each.end), html.unescape(each.text)) for each in captions)


def _check_blocks(path: Path, text: str) -> None:
    """What people get wrong, with its line, which the library does not tell."""
    lines = text.splitlines()
    if not lines or not re.match(r"WEBVTT(\s|$)", lines[0]):
        hint = say("Its first line must be `WEBVTT`.")
        if any(re.search(r"\d,\d{3} -->", line) for line in lines):
            hint = say(
                "It looks like SRT: write `WEBVTT` on the first line, and points for the commas in the times."
            )
        raise _bad_captions(path, say("The file is not WebVTT."), hint, 1)
    last = 0.0
    for number, line in enumerate(lines, 1):
        before = lines[number - 2] if number > 1 else ""
        if "-->" in line:
            times = _TIMING.match(line)
            if times is None:
                raise _bad_captions(
                    path,
                    say("The times “{times}” cannot be read.", times=line.strip()[:60]),
                    say("Write them like `00:01:02.500 --> 00:01:05.000`."),
                    number,
                )
            start, end = _seconds(times[1]), _seconds(times[2])
            if end <= start:
                message = say("This caption ends before it begins.")
                raise _bad_captions(path, message, say("Mend its times."), number)
            if start < last:
                message = say("This caption begins before the one above it.")
                raise _bad_captions(path, message, say("Mend its times."), number)
            last = start
        elif number > 1 and line.strip() and not before.strip():
            following = lines[number] if number < len(lines) else ""
            if "-->" not in following and not re.match(r"(NOTE|STYLE|REGION)(\s|$)", line):
                raise _bad_captions(
                    path,
                    say("This text has no times above it."),
                    say("Take out the empty line before it, or add the times."),
                    number,
                )


def _seconds(timestamp: object) -> float:
    total = 0.0
    for part in str(timestamp).split(":"):
        total = total * 60 + float(part)
    return round(total, 3)


def _bad_captions(path: Path, reason: Message, hint: Message, line: int | None = None) -> MediaError:
    return MediaError(path, "bad-captions", reason, hint, line)
