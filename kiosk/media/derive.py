"""Derivatives: what screens show instead of a pack's own files. They can always be made again.

Every medium has a folder ``derivatives/<ab>/<key>/`` whose key is the digest of the file's content and the
version of these settings, so editions share it and an edited file never changes a shown edition.
Folders are made aside and renamed into place: one that is there is whole.
"""

import json
import re
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock

from kiosk.media import workers
from kiosk.media.faults import MediaError
from kiosk.media.picture_worker import DERIVE, GO
from kiosk.media.probe import answer, asked, size_of
from kiosk.media.sizes import DERIVE_VERSION
from kiosk.media.workers import Died, Worker
from kiosk.storage import fresh_folder, link_or_copy, move_into_place, sync

_LARGE_PIXELS = 30_000_000
_large = Lock()
_FACTS = "medium.json"
_NAME = re.compile(r"[cf][0-9]{1,4}\.jpg|tiles/[0-9]{1,2}/[0-9]{1,3}_[0-9]{1,3}\.jpg")
"""What a worker may call a derivative."""
_MOST_FILES = 5_000


@dataclass(frozen=True, slots=True)
class Medium:
    """A file with derivatives."""

    derivative: str
    """Its key."""
    width: int
    """Pixels of the original, after EXIF rotation."""
    height: int
    duration: float | None = None
    """Seconds; None for a picture."""


def key_of(digest: str) -> str:
    """The derivatives' key of a file with this content digest (hexadecimal)."""
    return f"{digest}-{DERIVE_VERSION}"


def known(folder: Path) -> Medium | None:
    """What was made earlier; None when there is nothing."""
    try:
        return Medium(**json.loads((folder / _FACTS).read_bytes()))
    except FileNotFoundError:
        return None


def derive_picture(source: Path, key: str, place: Path, aside: Path) -> Medium:
    """Make all derivatives of one picture at ``place``; ``aside`` is a folder on the same file system.

    Raises MediaError when it cannot be decoded, OSError when the disk cannot take it.
    """
    folder = fresh_folder(aside / key)
    try:
        with asked(source, DERIVE) as (worker, found), _in_turn(found.get("pixels")):
            worker.ask(GO)
            width, height = _written(worker, source, folder)
    except MediaError:
        shutil.rmtree(folder)
        raise
    medium = Medium(key, width, height)
    _finish(folder, medium, place)
    return medium


def _in_turn(pixels: object) -> AbstractContextManager[object]:
    """Two pictures of a hundred megapixels at once would need more memory than a mini-PC has to spare."""
    return nullcontext() if pixels in range(_LARGE_PIXELS) else _large


def _written(worker: Worker, source: Path, folder: Path) -> tuple[int, int]:
    """Write what a worker makes of a picture; returns the picture's width and height."""
    for _ in range(_MOST_FILES):
        found, content = answer(worker, source)
        name = found.get("file")
        if name is None:
            return size_of(found)
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            break
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    raise Died(None)


def keep_film(source: Path, medium: Medium, place: Path, aside: Path) -> Medium:
    """Put a film at ``place/film.mp4``. ``source`` must be a file of ours: it is linked, not copied."""
    folder = fresh_folder(aside / medium.derivative)
    link_or_copy(source, folder / "film.mp4")
    _finish(folder, medium, place)
    return medium


def derive_all(
    pictures: Mapping[str, Path],
    place: Callable[[str], Path],
    aside: Path,
    done: Callable[[], None],
) -> dict[str, Medium | MediaError]:
    """Make the derivatives of ``{key: file}``, two pictures at a time; ``done`` is called after each.

    Workers decode and scale; each has a thread here that writes what it sends, so that nothing is left that
    could still write when the program is killed.
    """
    results: dict[str, Medium | MediaError] = {}
    with ThreadPoolExecutor(workers.WORKERS, thread_name_prefix="derive") as pool:
        tasks = {
            key: pool.submit(derive_picture, source, key, place(key), aside)
            for key, source in pictures.items()
        }
        try:
            for key, task in tasks.items():
                try:
                    results[key] = task.result()
                except MediaError as error:
                    results[key] = error
                done()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return results


def _finish(folder: Path, medium: Medium, place: Path) -> None:
    (folder / _FACTS).write_text(json.dumps(asdict(medium)))
    sync(folder)
    move_into_place(folder, place)
