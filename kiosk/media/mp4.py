"""The boxes of an MP4 file: enough to say what is in it before a decoder sees it."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_INSIDE = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl"))
_MOST_BOXES = 10_000
_NAMES = {
    "avc1": "H.264", "avc3": "H.264", "hev1": "H.265 (HEVC)", "hvc1": "H.265 (HEVC)", "av01": "AV1",
    "vp09": "VP9", "mp4v": "MPEG-4 Part 2", "apch": "ProRes", "apcn": "ProRes", "jpeg": "Motion JPEG",
}  # fmt: skip


def is_mp4(path: Path) -> bool:
    """True when the file begins as an MP4 container does."""
    with path.open("rb") as file:
        head = file.read(12)
    return len(head) == 12 and head[4:8] == b"ftyp"


def video_codecs(path: Path) -> tuple[str, ...]:
    """Names of the codecs of its video tracks, ``H.264`` for one that the kiosk plays.

    Empty when there is no video track, or when the file is damaged.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        found = []
        for handler, entry in _tracks(file, size):
            if handler == b"vide":
                code = entry.decode("latin-1")
                found.append(_NAMES.get(code, code))
    return tuple(found)


def _tracks(file: BinaryIO, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Handler (``vide``, ``soun``) and sample entry (``avc1``) of each track, in the file's order."""
    handler = b""
    pending = [(0, size)]
    for _ in range(_MOST_BOXES):
        if not pending:
            return
        start, end = pending.pop()
        if end - start < 8:
            continue
        file.seek(start)
        header = file.read(16)
        length, kind, body = int.from_bytes(header[:4]), header[4:8], start + 8
        if length == 1:
            length, body = int.from_bytes(header[8:16]), start + 16
        elif length == 0:
            length = end - start
        if length < body - start or start + length > end:
            continue
        pending.append((start + length, end))
        if kind in _INSIDE:
            pending.append((body, start + length))
        elif kind == b"hdlr":
            file.seek(body + 8)
            handler = file.read(4)
        elif kind == b"stsd":
            file.seek(body + 12)
            yield handler, file.read(4)
