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
from kiosk.errors import KioskError
from kiosk.media.derive import FORMATS, MOST_PIXELS
from kiosk.media.mp4 import is_mp4, video_codecs

FILM_SECONDS = 30
"""How long looking into one film may take."""
CAPTION_BYTES = 1_000_000

_WORKER = Path(__file__).with_name("film_worker.py")
_MOMENT = r"((?:[0-9]{2,4}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3})"
_TIMING = re.compile(rf"{_MOMENT}[ \t]+-->[ \t]+{_MOMENT}(\s|$)")
_TURNED = range(5, 9)
"""EXIF orientations that exchange width and height."""


class MediaError(KioskError):
    """A file is not the picture, film or captions that it should be."""

    def __init__(self, path: Path, code: str, reason: str, hint: str, line: int | None = None) -> None:
        self.path, self.code, self.reason, self.hint, self.line = path, code, reason, hint, line
        super().__init__(f"{path}: {reason}")


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
                raise _too_large(path, f"{width} × {height}")
            if image.getexif().get(0x0112) in _TURNED:
                width, height = height, width
            if decode:
                # An eighth of the size for JPEG: every byte is still read.
                image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
                image.load()
    except Image.DecompressionBombError as error:
        counted = re.search(r"\d{7,}", str(error))
        raise _too_large(
            path, f"{int(counted.group()) // 10**6} megapixels" if counted else "far more"
        ) from None
    except UnidentifiedImageError:
        raise _not_an_image(path, "The file is not a JPEG, PNG or WebP picture.") from None
    except MediaError:
        raise
    except Exception as error:
        # Decoders fed with damage raise whatever they like: OSError, SyntaxError, struct.error, zlib.error …
        raise _not_an_image(path, f"The picture cannot be decoded ({_first_line(error)}).") from error
    return ImageFacts(width, height)


def _not_an_image(path: Path, reason: str) -> MediaError:
    return MediaError(
        path, "not-an-image", reason, "Save it again as JPEG, PNG or WebP from a picture editor."
    )


def _too_large(path: Path, size: str) -> MediaError:
    return MediaError(
        path,
        "image-too-large",
        f"The picture has too many pixels ({size}).",
        f"At most {MOST_PIXELS // 1_000_000} megapixels, such as 12000 × 10000; make it smaller.",
    )


def probe_film(path: Path) -> FilmFacts:
    """Size and duration of an MP4 with H.264, after its first pictures were decoded in another process.

    Raises MediaError: ``not-a-film``, ``film-codec``, ``film-undecodable``.
    """
    if not is_mp4(path):
        raise MediaError(
            path, "not-a-film", "The file is not an MP4 film.", "Export the film as MP4 with H.264."
        )
    codecs = video_codecs(path)
    if codecs and "H.264" not in codecs:
        raise MediaError(
            path,
            "film-codec",
            f"The film is coded as {' and '.join(codecs)}, which the kiosk does not play.",
            "Export the film as MP4 with H.264.",
        )
    found = _look(path)
    width, height, duration = found.get("width"), found.get("height"), found.get("duration")
    if not (isinstance(width, int) and isinstance(height, int) and isinstance(duration, int | float)):
        raise _undecodable(path, str(found.get("error", "it has no duration")))
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
        raise _undecodable(path, f"no answer in {FILM_SECONDS} seconds") from None
    try:
        found = json.loads(done.stdout)
    except ValueError:
        raise _undecodable(path, f"the decoder stopped with {done.returncode}") from None
    return dict(found)


def _undecodable(path: Path, why: str) -> MediaError:
    return MediaError(
        path,
        "film-undecodable",
        f"The film cannot be decoded ({_tidied(why, path)}).",
        "Export the film again as MP4 with H.264, and play the new file before you copy it.",
    )


def _tidied(complaint: str, path: Path) -> str:
    """FFmpeg's words without addresses in memory and folders."""
    return re.sub(r"^\[[^]]*\] ", "", complaint).replace(str(path.resolve()), path.name).rstrip(".")


def read_captions(path: Path) -> tuple[Cue, ...]:
    """The cues of a WebVTT file, in its order; tags are taken out of the texts.

    Raises MediaError ``bad-captions`` with the line, where it is known.
    """
    raw = path.read_bytes()
    if len(raw) > CAPTION_BYTES:
        raise _bad_captions(path, "The file is larger than 1 MB.", "Is it a caption file?")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _bad_captions(
            path, "The file is not saved as UTF-8.", "Save it again with the encoding UTF-8.", line
        ) from None
    _check_blocks(path, text)
    try:
        captions = webvtt.from_string(text, strict=True).captions
    except (MalformedFileError, MalformedCaptionError) as error:
        raise _bad_captions(
            path, f"{_first_line(error)}.", "Compare it with a caption file that works."
        ) from None
    return tuple(Cue(_seconds(each.start), _seconds(each.end), html.unescape(each.text)) for each in captions)


def _check_blocks(path: Path, text: str) -> None:
    """What people get wrong, with its line, which the library does not tell."""
    lines = text.splitlines()
    if not lines or not re.match(r"WEBVTT(\s|$)", lines[0]):
        hint = "Its first line must be WEBVTT."
        if any(re.search(r"\d,\d{3} -->", line) for line in lines):
            hint = (
                "It looks like SRT: write WEBVTT on the first line, and points for the commas in the times."
            )
        raise _bad_captions(path, "The file is not WebVTT.", hint, 1)
    last = 0.0
    for number, line in enumerate(lines, 1):
        before = lines[number - 2] if number > 1 else ""
        if "-->" in line:
            times = _TIMING.match(line)
            if times is None:
                raise _bad_captions(
                    path, f"The times “{line.strip()[:60]}” cannot be read.",
                    "Write them like 00:01:02.500 --> 00:01:05.000.", number,
                )  # fmt: skip
            start, end = _seconds(times[1]), _seconds(times[2])
            if end <= start or start < last:
                what = "ends before it begins" if end <= start else "begins before the one above it"
                raise _bad_captions(path, f"This caption {what}.", "Mend its times.", number)
            last = start
        elif number > 1 and line.strip() and not before.strip():
            following = lines[number] if number < len(lines) else ""
            if "-->" not in following and not re.match(r"(NOTE|STYLE|REGION)(\s|$)", line):
                raise _bad_captions(
                    path, "This text has no times above it.",
                    "Take out the empty line before it, or add the times.", number,
                )  # fmt: skip


def _seconds(timestamp: object) -> float:
    total = 0.0
    for part in str(timestamp).split(":"):
        total = total * 60 + float(part)
    return round(total, 3)


def _bad_captions(path: Path, reason: str, hint: str, line: int | None = None) -> MediaError:
    return MediaError(path, "bad-captions", reason, hint, line)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")[:160]
