"""Looks into pictures before anything shows them. Every file is taken for hostile: no byte of it is decoded
in this process (``workers``)."""

import os
import signal
import stat
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.media import workers
from kiosk.media.faults import COPY_AGAIN, IS_EMPTY, SAVE_AGAIN, MediaError, words_of
from kiosk.media.kinds import HEAD, is_picture, not_a_picture
from kiosk.media.picture_worker import CHECK, LOOK
from kiosk.media.sizes import MOST_PIXELS, MOST_SIDE
from kiosk.media.workers import Died, Worker
from kiosk.messages import Message, say


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What a picture says of itself."""

    width: int
    """Pixels, upright (after EXIF rotation)."""
    height: int
    moving: bool = False
    """It has more pictures, shown one after the other; the kiosk shows the first."""


def probe_image(path: Path, decode: bool = True) -> ImageFacts:
    """Size of a JPEG, PNG or WebP. With ``decode`` every pixel is decoded once; without, the header counts.

    Raises MediaError: ``not-an-image``, ``image-too-large``; OSError when the file cannot be read.
    """
    with asked(path, CHECK if decode else LOOK) as (_, found):
        return ImageFacts(*size_of(found), found.get("moving") is True)


def probe_images(paths: Sequence[Path], decode: bool = True) -> Iterator[ImageFacts | MediaError | OSError]:
    """The same for many, as many at a time as there are workers; what is found or raised, in their order."""

    def probe(path: Path) -> ImageFacts | MediaError | OSError:
        try:
            return probe_image(path, decode)
        except (MediaError, OSError) as error:
            return error

    with ThreadPoolExecutor(workers.WORKERS, thread_name_prefix="probe") as threads:
        yield from threads.map(probe, paths)


@contextmanager
def asked(path: Path, request: bytes) -> Iterator[tuple[Worker, dict[str, Any]]]:
    """A worker that has opened the picture, and its first answer. Raises what ``probe_image`` does, also for
    what the worker meets later."""
    file = open_plain(path)
    try:
        head = os.pread(file, HEAD, 0)
        if not head:
            raise _not_an_image(path, IS_EMPTY, COPY_AGAIN)
        if not is_picture(head):
            raise _not_an_image(path, *not_a_picture(path, head))
        with workers.pool.lent() as worker:
            worker.ask(request, file)
            yield worker, answer(worker, path)[0]
    except Died as died:
        raise _not_an_image(path, _why_it_died(died.args[0]), SAVE_AGAIN) from died
    finally:
        os.close(file)


def answer(worker: Worker, path: Path) -> tuple[dict[str, Any], bytearray]:
    """The worker's next answer about the picture. Raises MediaError, OSError, Died."""
    found, content = worker.receive()
    number = found.get("errno")
    if isinstance(number, int):
        raise OSError(number, os.strerror(number), str(path))
    match found.get("error"):
        case None:
            return found, content
        case "too-large":
            raise _too_large(path, found.get("size"))
        case "memory":
            raise _not_an_image(path, say("The picture needs too much memory to be decoded."), SAVE_AGAIN)
        case "unidentified":
            raise _not_an_image(path, say("The picture is damaged at its beginning."), COPY_AGAIN)
    words = str(found.get("words"))
    if "truncated" in words:
        raise _not_an_image(path, say("The picture is cut off: its end is missing."), COPY_AGAIN)
    raise _not_an_image(
        path, say("The picture cannot be decoded ({words}).", words=words_of(words)), SAVE_AGAIN
    )


def size_of(found: dict[str, Any]) -> tuple[int, int]:
    """Width and height in an answer. Raises Died when there is no sense in it."""
    width, height = found.get("width"), found.get("height")
    if isinstance(width, int) and isinstance(height, int) and min(width, height) > 0:
        return width, height
    raise Died(None)


def open_plain(path: Path) -> int:
    """An open file that is neither a link nor a pipe that would keep us waiting. Raises OSError."""
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise OSError(f"{path} is not a file")
    return file


def _why_it_died(code: int | None) -> Message:
    if code is None or code == -signal.SIGXCPU:
        return say("The picture takes too long to be decoded.")
    if code == -signal.SIGKILL:
        return say("The picture needs too much memory to be decoded.")
    return say("The decoder crashed over this picture.")


def _not_an_image(path: Path, reason: Message, hint: Message) -> MediaError:
    return MediaError(path, "not-an-image", reason, hint)


def _too_large(path: Path, size: object) -> MediaError:
    width, height = size if isinstance(size, list) and len(size) == 2 else ("?", "?")
    return MediaError(
        path,
        "image-too-large",
        say("The picture has too many pixels ({width} × {height}).", width=width, height=height),
        say(
            "At most {most} megapixels, such as 12000 × 10000, and {side} pixels on a side; make it smaller.",
            most=MOST_PIXELS // 1_000_000,
            side=MOST_SIDE,
        ),
    )
