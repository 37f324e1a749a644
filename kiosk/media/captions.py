"""Captions of films: WebVTT, read strictly, since people write them by hand."""

import html
import re
from pathlib import Path

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from kiosk.catalogue.rows import Cue
from kiosk.media.faults import MediaError, words_of
from kiosk.messages import Message, say

CAPTION_BYTES = 1_000_000
_MOMENT = r"((?:[0-9]{2,4}:)?[0-5][0-9]:[0-5][0-9]\.[0-9]{3})"
_TIMING = re.compile(rf"{_MOMENT}[ \t]+-->[ \t]+{_MOMENT}(\s|$)")


def read_captions(path: Path) -> tuple[Cue, ...]:
    """The cues of a WebVTT file, in its order; tags are taken out of the texts.

    Raises MediaError ``bad-captions`` with the line, where it is known.
    """
    with path.open("rb") as file:
        raw = file.read(CAPTION_BYTES + 1)
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
        message = say("The captions cannot be read ({words}).", words=words_of(str(error)))
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
