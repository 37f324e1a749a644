"""The boxes of an MP4 file: enough to say what is in it before a decoder sees it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_INSIDE = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl"))
_MOST_BOXES = 10_000
_NAMES = {
    "avc1": "H.264", "avc3": "H.264", "hev1": "H.265 (HEVC)", "hvc1": "H.265 (HEVC)", "av01": "AV1",
    "vp08": "VP8", "vp09": "VP9", "mp4v": "MPEG-4 Part 2", "apch": "ProRes", "apcn": "ProRes",
    "apcs": "ProRes", "apco": "ProRes", "ap4h": "ProRes", "jpeg": "Motion JPEG", "mjpa": "Motion JPEG",
    "dvh1": "Dolby Vision", "dvhe": "Dolby Vision", "AVdn": "DNxHD", "mp4a": "AAC", "ac-3": "AC-3",
    "ec-3": "E-AC-3", "Opus": "Opus", ".mp3": "MP3", "alac": "ALAC", "fLaC": "FLAC", "sowt": "PCM",
    "twos": "PCM", "lpcm": "PCM", "in24": "PCM", "samr": "AMR",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Track:
    """Pictures or sound, as the container describes them."""

    codec: str
    """``H.264`` and ``AAC`` for those that the kiosk plays."""
    width: int = 0
    """Pixels, before the film is turned; 0 for sound."""
    height: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """What is in a file."""

    pictures: tuple[Track, ...]
    sounds: tuple[Track, ...]
    has_index: bool
    """The list of where every picture lies; a camera writes it last."""
    missing: int
    """Bytes that should follow the end of the file."""


def is_mp4(head: bytes) -> bool:
    """True when a file begins as an MP4 container does."""
    return len(head) >= 12 and head[4:8] == b"ftyp"


def read_layout(file: BinaryIO, size: int) -> Layout:
    """Read the boxes of an open file of ``size`` bytes. Raises OSError only."""
    pictures, sounds = [], []
    missing, has_index = 0, False
    handler = b""
    for kind, start, length, short in _boxes(file, size):
        missing = max(missing, short)
        if kind == b"moov":
            has_index = True
        elif kind == b"hdlr":
            described = _read(file, start, 12)
            # QuickTime has a second one in each track, of where the data lie.
            handler = handler if described[4:8] == b"dhlr" else described[8:12]
        elif kind == b"stsd" and handler in (b"vide", b"soun"):
            # Version, count, then the first entry: its length, its name, and for pictures their size.
            entry = _read(file, start + 8, min(36, length))
            code = entry[4:8].decode("latin-1")
            codec = _NAMES.get(code, code)
            if handler == b"vide":
                sides = entry[32:36].ljust(4, b"\0")
                pictures.append(Track(codec, int.from_bytes(sides[:2]), int.from_bytes(sides[2:])))
            else:
                sounds.append(Track(codec))
    return Layout(tuple(pictures), tuple(sounds), has_index, missing)


def _boxes(file: BinaryIO, size: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Kind, start and length of what is in each box, in the file's order; and how many bytes of it lie beyond
    the end of the file."""
    pending = [(0, size)]
    for _ in range(_MOST_BOXES):
        if not pending:
            return
        start, end = pending.pop()
        if end - start < 8:
            continue
        header = _read(file, start, 16)
        length, kind, body = int.from_bytes(header[:4]), header[4:8], start + 8
        if length == 1:
            length, body = int.from_bytes(header[8:16]), start + 16
        elif length == 0:
            length = end - start
        if length < body - start:
            continue
        if start + length > end:
            if end == size:
                yield kind, body, end - body, start + length - end
            continue
        pending.append((start + length, end))
        if kind in _INSIDE:
            pending.append((body, start + length))
        yield kind, body, start + length - body, 0


def _read(file: BinaryIO, start: int, count: int) -> bytes:
    file.seek(start)
    return file.read(count)
