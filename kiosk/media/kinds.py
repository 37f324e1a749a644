"""What a file is by its first bytes, whatever it is called, and what to do where it is not what was meant."""

import re
from pathlib import Path

from kiosk.media.faults import COPY_AGAIN, EXPORT_FILM, SAVE_AGAIN
from kiosk.messages import NOTHING, Message, say

HEAD = 1024
"""So many bytes of a file are enough to know it."""

_RAW_ENDINGS = (".nef", ".arw", ".dng", ".cr2", ".raf", ".orf", ".rw2", ".pef", ".srw")

_AS_JPEG = say("Open it in a photo program and export it as JPEG.")
_AS_PNG = say("Open it in a picture editor and export it as PNG.")
_FROM_PHONE = say(
    "Export it as JPEG. An iPhone takes JPEG at once with Settings > Camera > Formats > Most Compatible."
)
_LARGE_PNG = say("Export it as PNG, at least 3000 pixels long.")
_STILL = say("Export one picture of it as PNG; what has to move is delivered as a film.")

#: First bytes -> kind of picture, hint.
_PICTURES: tuple[tuple[bytes, str, Message], ...] = (
    (rb"GIF8", "GIF", _STILL),
    (rb"II[*+]\0|MM\0[*+]", "TIFF", _AS_PNG),
    (rb"8BPS", "PSD", _AS_PNG),
    (rb"....ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1)", "HEIC", _FROM_PHONE),
    (rb"....ftypavi[fs]", "AVIF", _AS_JPEG),
    (rb"....ftypcrx |FUJIFILMCCD-RAW|IIRO|IIRS|IIU\0", "RAW", _AS_JPEG),
    (rb"BM....\0\0\0\0", "BMP", _AS_PNG),
    (rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51", "JPEG 2000", _AS_JPEG),
    (rb"\0\0\0\x0cJXL |\xff\x0a", "JPEG XL", _AS_JPEG),
    (rb"%PDF", "PDF", _LARGE_PNG),
    (rb"%!PS|\xc5\xd0\xd3\xc6", "EPS", _LARGE_PNG),
    (rb"\xd7\xcd\xc6\x9a|\x01\0\0\0.{36} EMF", "WMF", _LARGE_PNG),
    (rb"(\xef\xbb\xbf)?\s*(<(\?|!)[^>]*>\s*)*<svg[\s>]", "SVG", _LARGE_PNG),
)

#: First bytes -> kind of film.
_FILMS: tuple[tuple[bytes, str], ...] = (
    (rb"....ftypqt  |....(moov|mdat|wide|pnot)", "MOV"),
    (rb"....ftyp3g[p2]", "3GP"),
    (rb"....ftyp", "MP4"),
    (rb"RIFF....AVI ", "AVI"),
    (rb"\x1a\x45\xdf\xa3.{0,60}webm", "WebM"),
    (rb"\x1a\x45\xdf\xa3", "MKV"),
    (rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "WMV"),
    (rb"FLV\x01", "FLV"),
    (rb"\0\0\x01[\xba\xb3]|\x47.{187}\x47|.{4}\x47.{191}\x47", "MPEG"),
    (rb"OggS", "OGG"),
)

_OFFICE = say("The file is a document of an office program.")
#: First bytes -> what somebody put there instead, and what to do; without a hint, to save or export it again.
_OTHERS: tuple[tuple[bytes, Message, Message], ...] = (
    (rb"\0{32}", say("The file begins with zeros only: it was not copied whole."), COPY_AGAIN),
    (
        rb"(?i:(\xef\xbb\xbf)?\s*<(!DOCTYPE )?html)",
        say("The file is a web page, saved in place of what it shows."),
        NOTHING,
    ),
    (rb"PK\x03\x04.*(word/|xl/|ppt/|\[Content_Types\]|mimetype)", _OFFICE, NOTHING),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\{\\rtf", _OFFICE, NOTHING),
    (rb"PK\x03\x04|Rar!|7z\xbc\xaf|\x1f\x8b", say("The file is an archive."), say("Unpack it.")),
    (
        rb"(?i:#EXTM3U|ffconcat|\[playlist\]|(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?<(smil|MPD|ASX))",
        say("The file is a list of films, not a film."),
        NOTHING,
    ),
)


def _begins(head: bytes, pattern: bytes) -> bool:
    return re.match(pattern, head, re.DOTALL) is not None


def is_picture(head: bytes) -> bool:
    """Whether it begins as a JPEG, PNG or WebP does."""
    return _begins(head, rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|RIFF....WEBP")


def not_a_picture(path: Path, head: bytes) -> tuple[Message, Message]:
    """What a file is that is no picture for us, and what to do."""
    for pattern, kind, hint in _PICTURES:
        if _begins(head, pattern):
            if kind == "TIFF" and path.suffix.lower() in _RAW_ENDINGS:
                kind, hint = "RAW", _AS_JPEG
            return say("The file is a {kind} picture, which the kiosk does not take.", kind=kind), hint
    if film_kind(head):
        return say("The file is a film."), say("Name it under `films:`, and a picture here.")
    message, hint = _other(head) or (say("The file is not a JPEG, PNG or WebP picture."), NOTHING)
    return message, hint or SAVE_AGAIN


def not_a_film(head: bytes) -> tuple[Message, Message] | None:
    """What a file is that is no film at all, and what to do; None when that is not known."""
    if is_picture(head) or any(_begins(head, pattern) for pattern, _, _ in _PICTURES):
        return say("The file is a picture."), say("Name it under `images:`, and a film here.")
    found = _other(head)
    return (found[0], found[1] or EXPORT_FILM) if found else None


def film_kind(head: bytes) -> str:
    """The kind of a film; empty for what is none."""
    for pattern, kind in _FILMS:
        if _begins(head, pattern):
            return kind
    return ""


def _other(head: bytes) -> tuple[Message, Message] | None:
    for pattern, message, hint in _OTHERS:
        if _begins(head, pattern):
            return message, hint
    return None
